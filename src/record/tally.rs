//! What many drills come to together: sums that the store keeps up to date with each drill, so that no screen counts a million.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::PersonId;
use crate::customer::Tier;
use crate::scenario::ScenarioHash;
use crate::session::Mode;

/// A month of the calendar, in universal time: the same wherever it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    pub year: i16,
    /// 1..=12.
    pub month: i8,
}

impl Month {
    /// The month in which something happened.
    #[must_use]
    pub fn of(at: Timestamp) -> Self {
        let date = at.to_zoned(TimeZone::UTC).date();
        Self {
            year: date.year(),
            month: date.month(),
        }
    }
}

impl std::fmt::Display for Month {
    /// "2026-11".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// What tallies are told apart by. Each is told apart by mode, and by whether the drill was a retry, as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    Person,
    PersonAndScenario,
    PersonAndMonth,
    ScenarioAndMonth,
}

/// The sums of some drills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// Drills begun, ended, judged.
    pub begun: i64,
    pub ended: i64,
    pub judged: i64,
    /// Of those judged: how the customers left, from Defector to Champion.
    pub tiers: [i64; 5],
    /// Hundredths of points.
    pub score: i64,
    pub accuracy: i64,
    /// Drills in which nobody else was asked.
    pub alone: i64,
    /// Cents.
    pub net: i64,
    pub best_net: i64,
    pub idle_net: i64,
    pub cost: i64,
    /// Thousandths of listeners.
    pub good: i64,
    pub bad: i64,
    pub bad_at_start: i64,
    /// Drills before and after which the trainee said how sure they felt, and the sums of what they said.
    pub sure: i64,
    pub sure_before: i64,
    pub sure_after: i64,
}

impl Sums {
    /// How many numbers these are.
    pub(super) const COUNT: usize = 21;

    /// How many left like this.
    #[must_use]
    pub const fn left_as(&self, tier: Tier) -> i64 {
        self.tiers[tier as usize]
    }

    pub(super) fn numbers(&self) -> [i64; Self::COUNT] {
        let [t0, t1, t2, t3, t4] = self.tiers;
        [
            self.begun,
            self.ended,
            self.judged,
            t0,
            t1,
            t2,
            t3,
            t4,
            self.score,
            self.accuracy,
            self.alone,
            self.net,
            self.best_net,
            self.idle_net,
            self.cost,
            self.good,
            self.bad,
            self.bad_at_start,
            self.sure,
            self.sure_before,
            self.sure_after,
        ]
    }

    pub(super) const fn from_numbers(numbers: [i64; Self::COUNT]) -> Self {
        let [begun, ended, judged, t0, t1, t2, t3, t4, rest @ ..] = numbers;
        let [
            score,
            accuracy,
            alone,
            net,
            best_net,
            idle_net,
            cost,
            good,
            bad,
            bad_at_start,
            sure,
            sure_before,
            sure_after,
        ] = rest;
        Self {
            begun,
            ended,
            judged,
            tiers: [t0, t1, t2, t3, t4],
            score,
            accuracy,
            alone,
            net,
            best_net,
            idle_net,
            cost,
            good,
            bad,
            bad_at_start,
            sure,
            sure_before,
            sure_after,
        }
    }
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, others: Self) {
        let (mine, theirs) = (self.numbers(), others.numbers());
        *self = Self::from_numbers(std::array::from_fn(|at| mine[at].saturating_add(theirs[at])));
    }
}

/// The sums of the drills that have all this in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// `None`: somebody who gave no name, or not told apart by persons.
    pub person: Option<PersonId>,
    /// `None`: not told apart by scenarios.
    pub hash: Option<ScenarioHash>,
    /// `None`: not told apart by months.
    pub month: Option<Month>,
    pub mode: Mode,
    /// Drills that took another up again from one of its decisions.
    pub retries: bool,
    /// When the latest of them began.
    pub last: Timestamp,
    pub sums: Sums,
}
