//! What empowerment buys: a scenario under a range of funds, approval lists and grant odds.
//!
//! For each policy the best play is valued for every customer that can come, and so is a trainee who chooses anything that is on
//! offer. Nothing is sampled. What need not be solved is not, and each saving is exact:
//!
//! * customers of weight 0 never come;
//! * between two funds at which the same can be bought nothing changes ([`Sweep::steps`]), so a fund counts as the step below it;
//! * where nobody can ask a manager, what he would say does not matter, nor does approval for what nobody can do;
//! * a larger fund takes no move away, so a play that is best under one fund is best under every smaller one under which it can be
//!   played: each level of value is solved once. Two things break that rule, a branch that asks how much is left and a beat where
//!   all moves may be barred; a scenario with either is solved step by step.
//!
//! ```
//! use bounceback::scenario::{read, template};
//! use bounceback::solve::{Sweep, Terms};
//!
//! let scenario = read(&template("cake")).scenario.expect("the template is valid");
//! let mut sweep = Sweep::new(&scenario, &scenario.policy);
//! let levels = sweep.levels(Terms::of(&scenario.policy)).expect("small");
//! let enough = levels.last().expect("a fund of 0 is a level").fund;
//! assert_eq!(enough, 800, "the new cake for 6 and the candles for 2");
//! ```

mod customers;
mod ladder;
mod play;
mod steps;

use std::collections::BTreeMap;

use super::solver::TooLarge;
use super::value::Value;
use crate::customer::ActKind;
use crate::scenario::{Policy, Scenario};
use ladder::Ladder;

pub use play::BestPlay;

/// What a sweep varies of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Terms {
    /// What may be spent without asking, cents.
    pub fund: i64,
    /// Acts that need a manager whatever they cost, one bit each.
    pub approval: u64,
    /// Weight (of 256) with which the manager says no.
    pub refusal_weight: u16,
}

impl Terms {
    /// A policy's own.
    #[must_use]
    pub const fn of(policy: &Policy) -> Self {
        Self {
            fund: policy.fund,
            approval: policy.approval,
            refusal_weight: policy.refusal_weight,
        }
    }

    /// A policy with these terms, all else as it is.
    #[must_use]
    pub fn applied(self, policy: &Policy) -> Policy {
        Policy {
            fund: self.fund,
            approval: self.approval,
            refusal_weight: self.refusal_weight,
            ..policy.clone()
        }
    }
}

/// What the best play comes to from a fund on, over all customers that can come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// Cents.
    pub fund: i64,
    pub best: BestPlay,
}

impl Level {
    /// The level of these, ascending from 0, that a fund is at.
    #[must_use]
    pub fn at(levels: &[Self], fund: i64) -> &Self {
        let above = levels.partition_point(|level| level.fund <= fund);
        &levels[above.saturating_sub(1)]
    }
}

/// One scenario under many policies; remembers what it has solved.
pub struct Sweep<'s> {
    scenario: &'s Scenario,
    policy: &'s Policy,
    steps: Vec<i64>,
    /// By approval and refusal weight, as far as they matter.
    ladders: BTreeMap<(u64, u16), Ladder<'s>>,
}

impl<'s> Sweep<'s> {
    /// A sweep around a policy, which says what is not varied.
    #[must_use]
    pub fn new(scenario: &'s Scenario, policy: &'s Policy) -> Self {
        Self {
            scenario,
            policy,
            steps: steps::steps(scenario),
            ladders: BTreeMap::new(),
        }
    }

    /// The funds, in cents, at which something may come within reach: 0, and all that can be spent in a talk. Ascending. A fund
    /// between two of them buys what the lower one buys; beyond the last nothing can be spent.
    #[must_use]
    pub fn steps(&self) -> &[i64] {
        &self.steps
    }

    /// What the best play comes to at every fund, the other terms given: ascending from a fund of 0, one entry for each fund at
    /// which the value changes for anybody who can come. The last one's fund is that **beyond which nothing is gained**.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn levels(&mut self, terms: Terms) -> Result<Vec<Level>, TooLarge> {
        let levels = self.ladder(terms).levels()?;
        let level = |(step, best): (usize, BestPlay)| Level {
            fund: self.steps[step],
            best,
        };
        Ok(levels.into_iter().map(level).collect())
    }

    /// What the drill of a typical trainee is worth in expectation: one who chooses among the moves on offer, each with the same
    /// chance ([`Persona::Random`](super::Persona::Random)). It may fall where the fund grows: there is more to give away.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn typical(&mut self, terms: Terms) -> Result<Value, TooLarge> {
        let step = self.step(terms.fund);
        self.ladder(terms).typical(step)
    }

    /// The step that a fund counts as.
    fn step(&self, fund: i64) -> usize {
        self.steps.partition_point(|&step| step <= fund).saturating_sub(1)
    }

    fn ladder(&mut self, terms: Terms) -> &mut Ladder<'s> {
        let talk = self.scenario.moves().filter(|(beat, _)| beat.day.is_none());
        let acts = talk.fold(0, |acts, (_, mv)| acts | mv.acts.set());
        let approval = terms.approval & acts;
        let asked = acts & ActKind::CheckWithManager.bit() != 0;
        let refusal_weight = if asked { terms.refusal_weight } else { 0 };
        let (scenario, policy, steps) = (self.scenario, self.policy, &self.steps);
        self.ladders.entry((approval, refusal_weight)).or_insert_with(|| {
            let same = Terms {
                fund: 0,
                approval,
                refusal_weight,
            };
            Ladder::new(scenario, &same.applied(policy), steps.clone())
        })
    }
}
