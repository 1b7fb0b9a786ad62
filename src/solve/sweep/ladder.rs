//! One scenario under one approval list and one manager, at every fund that makes a difference.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

use super::super::follow::share;
use super::super::persona::{Persona, expected};
use super::super::solver::TooLarge;
use super::super::value::{Expectation, Value};
use super::customers::{Customer, WEIGHT_BYTES, customers};
use super::play::{BestPlay, best_play};
use super::steps::is_monotone;
use crate::drill::{Rules, Setup};
use crate::scenario::{Policy, Scenario};

/// All customers of a scenario with what is known of each.
pub struct Ladder<'s> {
    case: Case<'s>,
    customers: Vec<Known>,
}

/// What is solved.
struct Case<'s> {
    scenario: &'s Scenario,
    /// Its fund does not count.
    policy: Policy,
    /// Funds, ascending.
    steps: Vec<i64>,
    /// A larger fund is never worth less.
    monotone: bool,
}

/// A customer with what is known at each step.
struct Known {
    customer: Customer,
    best: BTreeMap<usize, BestPlay>,
    typical: BTreeMap<usize, Value>,
}

impl<'s> Ladder<'s> {
    /// Nothing is known yet.
    pub fn new(scenario: &'s Scenario, policy: &Policy, steps: Vec<i64>) -> Self {
        let known = |customer| Known {
            customer,
            best: BTreeMap::new(),
            typical: BTreeMap::new(),
        };
        Self {
            customers: customers(scenario).into_iter().map(known).collect(),
            case: Case {
                scenario,
                policy: policy.clone(),
                steps,
                monotone: is_monotone(scenario, policy),
            },
        }
    }

    /// What the best play comes to at every fund: its levels, each with the step from which on it holds; the first is step 0. A level
    /// begins where any customer's value changes, so the last one begins where nobody gains any more.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn levels(&mut self) -> Result<Vec<(usize, BestPlay)>, TooLarge> {
        let case = &self.case;
        self.customers.par_iter_mut().try_for_each(|known| known.fill(case))?;
        let changes = |known: &Known, step: usize| !known.best[&step].value.same(known.best[&(step - 1)].value);
        let begins = |step: usize| step == 0 || self.customers.iter().any(|known| changes(known, step));
        Ok((0..case.steps.len())
            .filter(|&step| begins(step))
            .map(|step| (step, self.mean(step)))
            .collect())
    }

    /// What a typical trainee's drill is worth at a step.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn typical(&mut self, step: usize) -> Result<Value, TooLarge> {
        let case = &self.case;
        let values: Vec<(u64, Value)> = self
            .customers
            .par_iter_mut()
            .map(|known| Ok((known.customer.weight, known.typical(case, step)?)))
            .collect::<Result<_, _>>()?;
        let mut mean = Expectation::default();
        for (weight, value) in values {
            mean.add(weight, WEIGHT_BYTES, value);
        }
        Ok(mean.value())
    }

    /// The mean over all customers of the best play at a step that is known.
    fn mean(&self, step: usize) -> BestPlay {
        let mut value = Expectation::default();
        let (mut tiers, mut spent, mut needs) = ([0.0; 5], 0.0, 0);
        for known in &self.customers {
            let best = &known.best[&step];
            let weight = known.customer.weight;
            let probability = share(weight, WEIGHT_BYTES);
            value.add(weight, WEIGHT_BYTES, best.value);
            spent += probability * best.spent;
            needs = best.needs.max(needs);
            for (sum, tier) in tiers.iter_mut().zip(best.tiers) {
                *sum += probability * tier;
            }
        }
        BestPlay {
            value: value.value(),
            tiers,
            spent,
            needs,
        }
    }
}

impl Case<'_> {
    fn setup(&self, customer: Customer, step: usize) -> Setup {
        Setup {
            policy: Policy {
                fund: self.steps[step],
                ..self.policy.clone()
            },
            temper: customer.temper,
            patience: customer.patience,
            talk: customer.talk,
            begin: None,
        }
    }
}

impl Known {
    fn best(&mut self, case: &Case<'_>, step: usize) -> Result<BestPlay, TooLarge> {
        if let Some(&best) = self.best.get(&step) {
            return Ok(best);
        }
        let setup = case.setup(self.customer, step);
        let best = best_play(Rules::new(case.scenario, &setup))?;
        self.best.insert(step, best);
        Ok(best)
    }

    /// A typical trainee: chooses among the moves on offer, each with the same chance.
    fn typical(&mut self, case: &Case<'_>, step: usize) -> Result<Value, TooLarge> {
        if let Some(&value) = self.typical.get(&step) {
            return Ok(value);
        }
        let setup = case.setup(self.customer, step);
        let value = expected(Rules::new(case.scenario, &setup), Persona::Random)?;
        self.typical.insert(step, value);
        Ok(value)
    }

    /// Works out the best play at every step, from the largest fund down. Where a larger fund never does harm, a play that is best
    /// under one fund is best under every smaller one under which it can be played: so each level is solved once.
    fn fill(&mut self, case: &Case<'_>) -> Result<(), TooLarge> {
        let mut above = case.steps.len();
        while above > 0 {
            let best = self.best(case, above - 1)?;
            let lowest = case.steps.partition_point(|&step| step < best.needs);
            let from = if case.monotone {
                lowest.min(above - 1)
            } else {
                above - 1
            };
            for step in from..above {
                self.best.insert(step, best);
            }
            above = from;
        }
        Ok(())
    }
}
