//! Many customers of one scenario, solved with as little work as can be.

use rayon::prelude::*;

use super::solver::Solver;
use crate::drill::{Rules, Setup};
use crate::scenario::Scenario;

/// The most customers of a temper that are solved one after the other: half of the nine that there can be.
const TOGETHER: usize = 5;

/// Hands `each` a solver for every customer and takes it back with an answer; the answers are in the order of the setups. Customers of
/// one temper share what they can ([`Solver::turned`]), groups of them are solved side by side.
///
/// # Errors
/// The first that `each` returns.
pub fn each_customer<'s, T: Send, E: Send>(
    scenario: &'s Scenario,
    setups: &'s [Setup],
    each: impl Fn(Solver<'s>, &'s Setup) -> Result<(T, Solver<'s>), E> + Sync,
) -> Result<Vec<T>, E> {
    let mut order: Vec<(usize, &Setup)> = setups.iter().enumerate().collect();
    order.sort_by_key(|(_, setup)| setup.temper as u8);
    let tempers = order.chunk_by(|(_, a), (_, b)| a.temper == b.temper);
    // Three tempers would leave one of two cores with twice the work of the other.
    let groups: Vec<&[(usize, &Setup)]> = tempers.flat_map(|group| group.chunks(TOGETHER)).collect();
    let solved = groups.par_iter().map(|group| {
        let mut last: Option<Solver<'s>> = None;
        let mut answers = Vec::with_capacity(group.len());
        for &(at, setup) in *group {
            let rules = Rules::new(scenario, setup);
            let solver = match last {
                Some(solver) => solver.turned(rules),
                None => Solver::new(rules),
            };
            let (answer, solver) = each(solver, setup)?;
            answers.push((at, answer));
            last = Some(solver);
        }
        Ok(answers)
    });
    let mut answers: Vec<(usize, T)> = solved.collect::<Result<Vec<_>, E>>()?.into_iter().flatten().collect();
    answers.sort_by_key(|(at, _)| *at);
    Ok(answers.into_iter().map(|(_, answer)| answer).collect())
}
