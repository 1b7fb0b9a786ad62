//! A scenario under scrutiny: what all rules ask about, worked out once.

use std::sync::Arc;

use super::path::Path;
use super::reach::{Reach, Turn, Unfinished, Walk};
use super::seen::Seen;
use crate::customer::{Patience, Talk, Temper};
use crate::drill::{Rules, Setup};
use crate::scenario::{Condition, Move, Places, Policy, Scenario, Weights3};
use crate::solve::STATES_MAX;
use crate::vocabulary::Vocabulary;

/// How far `check` goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most states of one temper's drills.
    pub states: usize,
    /// The most seeds that are tried for a path.
    pub seeds: u64,
    /// The rules that solve a scenario many times over are asked as well: `fragile`.
    pub deep: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            states: STATES_MAX,
            seeds: 200_000,
            deep: false,
        }
    }
}

/// The most states that are looked at where the trainee also lets time pass.
const IDLE_STATES_MAX: usize = 500_000;

/// A scenario with what is needed to judge it.
pub struct Case<'s> {
    pub scenario: &'s Arc<Scenario>,
    pub places: &'s Places,
    pub limits: Limits,
    /// One customer of each temper that can come, the likeliest first.
    pub tempers: Vec<Setup>,
}

impl<'s> Case<'s> {
    pub fn new(scenario: &'s Arc<Scenario>, policy: &Policy, places: &'s Places, limits: Limits) -> Self {
        let customer = &scenario.customer;
        let (patience, talk) = (likeliest(customer.patiences)[0], likeliest(customer.talks)[0]);
        let setup = |temper: Temper| Setup {
            policy: policy.clone(),
            temper,
            patience,
            talk,
            begin: None,
        };
        Self {
            scenario,
            places,
            limits,
            tempers: likeliest(customer.tempers).into_iter().map(setup).collect(),
        }
    }

    /// Every customer that can come, those of the likeliest traits first.
    pub fn customers(&self) -> Vec<Setup> {
        let customer = &self.scenario.customer;
        let mut customers = Vec::new();
        for setup in &self.tempers {
            for patience in likeliest::<Patience>(customer.patiences) {
                for talk in likeliest::<Talk>(customer.talks) {
                    customers.push(Setup {
                        patience,
                        talk,
                        ..setup.clone()
                    });
                }
            }
        }
        customers
    }

    /// Walks the drills of every temper; what was seen on the way, waiting and words included.
    ///
    /// # Errors
    /// Where a temper's drills have more states than the limit, or a key is too small.
    pub fn walk(&'s self) -> Result<(Vec<Reach<'s>>, Seen), Unfinished> {
        let mut seen = Seen::nothing(self.scenario);
        let mut reaches = Vec::new();
        for setup in &self.tempers {
            let rules = Rules::new(self.scenario, setup);
            seen.start(&rules);
            let walk = Walk {
                also: &[],
                idle: false,
                limit: self.limits.states,
            };
            reaches.push(Reach::of(rules, walk, |rules, before, choice, transition| {
                seen.step(rules, before, choice, transition);
                false
            })?);
        }
        self.look_closer(&mut seen);
        Ok((reaches, seen))
    }

    /// Where something was not seen: walks again, telling apart what lines and replies ask about, and then letting time pass.
    /// Both walks stop as soon as everything was seen.
    fn look_closer(&self, seen: &mut Seen) {
        for (idle, limit) in [(false, self.limits.states), (true, IDLE_STATES_MAX)] {
            for setup in &self.tempers {
                if seen.everything() {
                    return;
                }
                let open = seen.open_questions(self.scenario);
                let asks = if idle {
                    let leading = self.scenario.moves().flat_map(|(_, mv)| leading(mv));
                    open.iter().map(|(when, _)| *when).chain(leading).any(moves_by_itself)
                } else {
                    !open.is_empty()
                };
                if !asks {
                    continue;
                }
                let walk = Walk {
                    also: &open,
                    idle,
                    limit,
                };
                // A walk that is too long has still seen what it has seen.
                let look = Reach::of(
                    Rules::new(self.scenario, setup),
                    walk,
                    |rules, before, choice, transition| {
                        seen.step(rules, before, choice, transition);
                        seen.everything()
                    },
                );
                seen.cut |= look.is_err_and(|why| why != Unfinished::Enough);
            }
        }
    }

    /// The path that these turns are, for this customer: one that is played as printed. Any patience and talk will do, or only
    /// the customer's own.
    pub fn path(&self, setup: &Setup, turns: &[Turn], own_traits: bool) -> Path {
        Path::find(self.scenario, setup, turns, own_traits, self.limits.seeds)
    }
}

/// The conditions that decide where a move leads, and whether it is on offer.
pub fn leading(mv: &Move) -> impl Iterator<Item = &Condition> {
    std::iter::once(&mv.when).chain(mv.branches.iter().map(|branch| &branch.when))
}

/// Whether time that passes can change what a condition asks for: anger rises, promises break. Nothing else that a condition
/// can name moves by itself.
pub fn moves_by_itself(when: &Condition) -> bool {
    let always = Condition::default();
    (when.anger, when.loss, when.dread) != (always.anger, always.loss, always.dread) || when.promised.is_some()
}

/// The outcomes of a chance list that can come, the likeliest first.
fn likeliest<T: Vocabulary>(weights: Weights3) -> Vec<T> {
    let mut list: Vec<(T, u16)> = T::ALL
        .iter()
        .copied()
        .zip(weights)
        .filter(|&(_, weight)| weight > 0)
        .collect();
    list.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
    list.into_iter().map(|(word, _)| word).collect()
}
