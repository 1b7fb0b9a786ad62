//! How the customer of a drill can leave: every tier that some play reaches, and how likely each is under the best play.
//!
//! ```
//! use bounceback::customer::Tier;
//! use bounceback::drill::{Rules, Setup};
//! use bounceback::scenario::{read, template};
//! use bounceback::solve::{Solver, tiers};
//!
//! let scenario = read(&template("cake")).scenario.expect("the template is valid");
//! let setup = Setup::typical(&scenario, scenario.policy.clone());
//! let found = tiers(&mut Solver::new(Rules::new(&scenario, &setup))).expect("small");
//! assert!(found.reached[Tier::Defector as usize], "the cake can be lost");
//! assert!(found.best[Tier::Defector as usize] < 0.1, "but hardly under the best play");
//! ```

use std::collections::HashSet;

use super::follow::follow;
use super::solver::{Solver, TooLarge};
use crate::customer::chance::branches;
use crate::customer::{self, CompensationKind, Tier};
use crate::drill::{Choice, Rules, State};
use crate::vocabulary::Vocabulary;

/// How many tiers there are.
const TIERS: usize = Tier::ALL.len();

/// How one customer can leave; places are those of [`Tier::ALL`], worst first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tiers {
    /// Some play ends so with some probability: of all moves on offer, under all that chance can do. The trainee lets time pass only
    /// where there is nothing else.
    pub reached: [bool; TIERS],
    /// The probability of each under the best play.
    pub best: [f64; TIERS],
}

/// Walks everything that the solver's rules can lead to.
///
/// # Errors
/// [`TooLarge`].
pub fn tiers(solver: &mut Solver<'_>) -> Result<Tiers, TooLarge> {
    let start = solver.rules().start();
    solver.solve(&start)?;
    let reached = reached(solver);
    let rules = *solver.rules();
    let mut best = [0.0; TIERS];
    follow(
        solver,
        |_, _| {},
        |probability, end| best[rules.outcome(end).tier as usize] += probability,
    )?;
    Ok(Tiers { reached, best })
}

/// The solver's states of the talk stand for all that feel the same; those of the days after leave out what only a tier asks for, so
/// the days are walked anew.
fn reached(solver: &Solver<'_>) -> [bool; TIERS] {
    let rules = *solver.rules();
    let asked = rules
        .scenario
        .moves()
        .any(|(_, mv)| mv.when.money.is_some() || mv.branches.iter().any(|branch| branch.when.money.is_some()));
    let mut reached = [false; TIERS];
    let mut known = HashSet::new();
    let mut open = Vec::new();
    for talk in solver.all().filter(State::in_talk) {
        open.push(talk);
        while let Some(state) = open.pop() {
            for choice in choices(&rules, &state) {
                branches(
                    |chance| rules.next(&state, choice, chance),
                    |_, _, next| {
                        if next.is_over() {
                            reached[rules.outcome(&next).tier as usize] = true;
                        } else if !next.in_talk() {
                            let next = bare(next, asked);
                            if known.insert(next) {
                                open.push(next);
                            }
                        }
                    },
                );
            }
        }
        if reached == [true; TIERS] {
            break;
        }
    }
    reached
}

/// What can be chosen: the moves that are not barred; time passes where there is none.
fn choices(rules: &Rules<'_>, s: &State) -> impl Iterator<Item = Choice> + use<> {
    let free = rules.offers(s).filter(|offer| offer.barred.is_none());
    let mut moves: arrayvec::ArrayVec<Choice, 6> = free.map(|offer| Choice::Move(offer.index)).collect();
    if moves.is_empty() {
        moves.push(Choice::Wait);
    }
    moves.into_iter()
}

/// A state of the days after without its labour, and without what was spent where no condition asks for it: no tier depends on these.
fn bare(mut s: State, asked: bool) -> State {
    if let customer::State::After(a) = &mut s.mind {
        a.set_clock(0);
        if !asked {
            a.set_misses(0);
            a.set_gift(false);
            a.set_level(0);
            a.set_kind(CompensationKind::Money);
        }
    }
    s
}
