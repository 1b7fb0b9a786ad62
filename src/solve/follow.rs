//! The best play through all that chance can do.

use indexmap::IndexMap;

use super::solver::{Solver, TooLarge};
use crate::customer::chance::branches;
use crate::drill::{Choice, State, TIMES};

/// Follows the best play from the start. `visit` is told of every state with what is chosen there, `end` of every end with its
/// probability. Equal states are followed once.
///
/// # Errors
/// [`TooLarge`].
pub fn follow(
    solver: &mut Solver<'_>,
    mut visit: impl FnMut(&State, Choice),
    mut end: impl FnMut(f64, &State),
) -> Result<(), TooLarge> {
    let rules = *solver.rules();
    let start = rules.start();
    let mut due: Vec<IndexMap<State, f64>> = vec![IndexMap::new(); TIMES];
    due[start.time()].insert(start, 1.0);
    for now in 0..TIMES {
        for (state, probability) in std::mem::take(&mut due[now]) {
            // Where only waiting is left, the best play waits.
            let choice = solver.solve(&state)?.choice.map_or(Choice::Wait, Choice::Move);
            visit(&state, choice);
            branches(
                |chance| rules.next(&state, choice, chance),
                |weight, bytes, next| {
                    let probability = probability * share(weight, bytes);
                    if next.is_over() {
                        end(probability, &next);
                    } else {
                        *due[next.time()].entry(next).or_default() += probability;
                    }
                },
            );
        }
    }
    Ok(())
}

/// A probability of `weight` / 256^`bytes`.
#[expect(
    clippy::cast_precision_loss,
    reason = "a probability that is shown, or compared with a bound far away"
)]
pub fn share(weight: u64, bytes: u32) -> f64 {
    weight as f64 / 256_f64.powi(i32::try_from(bytes).unwrap_or(i32::MAX))
}
