//! The customers that made-up people meet, each solved once: grades are those of real drills.

use std::sync::Arc;

use super::dice::Dice;
use crate::drill::{Rules, Setup};
use crate::scenario::{Policy, Scenario};
use crate::solve::Solver;

/// So many customers of each scenario come, the likeliest: every one of them has to be solved and kept.
const CUSTOMERS: usize = 6;
/// Seeds are short enough to be typed.
const SEEDS: u32 = 100_000;

/// A scenario to be practised.
pub struct Shelved {
    pub scenario: Arc<Scenario>,
    pub text: String,
    pub policy: Policy,
    setups: Vec<Setup>,
}

impl Shelved {
    /// A scenario with its text under a policy.
    #[must_use]
    pub fn new(scenario: Arc<Scenario>, text: String, policy: Policy) -> Self {
        let all = Setup::all(&scenario, &policy);
        let setups = all.into_iter().take(CUSTOMERS).map(|(setup, _)| setup).collect();
        Self {
            scenario,
            text,
            policy,
            setups,
        }
    }

    /// A seed under which one of them comes.
    pub fn seed(&self, dice: &mut Dice) -> u64 {
        loop {
            let seed = u64::from(dice.below(SEEDS));
            let setup = Setup::draw(&self.scenario, self.policy.clone(), None, seed);
            if self.setups.contains(&setup) {
                return seed;
            }
        }
    }
}

/// The solved customers of all scenarios.
pub struct Customers<'s> {
    shelf: &'s [Shelved],
    solvers: Vec<Vec<Solver<'s>>>,
}

impl<'s> Customers<'s> {
    /// Solves them; `told` hears how many are done, and of how many. A scenario that is too large to be solved gets none.
    pub fn solve(shelf: &'s [Shelved], told: &mut dyn FnMut(usize, usize)) -> Self {
        let whole = shelf.iter().map(|shelved| shelved.setups.len()).sum();
        let mut done = 0;
        let mut solvers = Vec::new();
        for shelved in shelf {
            let mut of_one = Vec::new();
            for setup in &shelved.setups {
                told(done, whole);
                done += 1;
                let mut solver = Solver::new(Rules::new(&shelved.scenario, setup));
                if solver.scale().is_ok() {
                    of_one.push(solver);
                }
            }
            if of_one.len() < shelved.setups.len() {
                of_one.clear();
            }
            solvers.push(of_one);
        }
        told(whole, whole);
        Self { shelf, solvers }
    }

    /// The scenarios that could be solved: their places on the shelf.
    pub fn solved(&self) -> Vec<usize> {
        (0..self.shelf.len())
            .filter(|&at| !self.solvers[at].is_empty())
            .collect()
    }

    /// The solver of a customer of the scenario at this place.
    pub fn solver(&mut self, at: usize, setup: &Setup) -> Option<&mut Solver<'s>> {
        let place = self.shelf[at].setups.iter().position(|other| other == setup)?;
        self.solvers[at].get_mut(place)
    }
}
