//! What many drills come to together: sums that the store keeps up to date with each drill, so that no screen counts a million.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Headline, PersonId};
use crate::customer::Tier;
use crate::scenario::ScenarioHash;
use crate::session::{Mode, Sure};

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

    /// Months since the year 0.
    pub(super) fn number(self) -> i64 {
        i64::from(self.year) * 12 + i64::from(self.month) - 1
    }

    pub(super) fn from_number(number: i64) -> Option<Self> {
        Some(Self {
            year: i16::try_from(number.div_euclid(12)).ok()?,
            month: i8::try_from(number.rem_euclid(12) + 1).ok()?,
        })
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
    /// Drills that the first person resolved: nobody else was asked, and the customer left Loyal or as a Champion.
    pub resolved: i64,
}

impl Sums {
    /// How many numbers these are.
    pub(super) const COUNT: usize = 22;

    /// A single drill's.
    pub(super) fn of(ended: bool, headline: Option<&Headline>, sure: (Option<Sure>, Option<Sure>)) -> Self {
        let mut sums = Self {
            begun: 1,
            ended: i64::from(ended),
            ..Self::default()
        };
        if let Some(found) = headline {
            sums.judged = 1;
            sums.tiers[found.tier as usize] = 1;
            sums.score = i64::from(found.score);
            sums.accuracy = i64::from(found.accuracy);
            sums.alone = i64::from(found.alone);
            sums.resolved = i64::from(found.alone && found.tier >= Tier::Loyal);
            sums.net = found.net;
            sums.best_net = found.best_net;
            sums.idle_net = found.idle_net;
            sums.cost = found.cost;
            sums.good = i64::from(found.good);
            sums.bad = i64::from(found.bad);
            sums.bad_at_start = i64::from(found.bad_at_start);
        }
        if let (Some(before), Some(after)) = sure {
            sums.sure = 1;
            sums.sure_before = i64::from(before.number());
            sums.sure_after = i64::from(after.number());
        }
        sums
    }

    /// Mean accuracy of those judged, 0..=100, rounded.
    #[must_use]
    pub const fn accuracy_mean(&self) -> Option<i64> {
        if self.judged > 0 {
            Some((self.accuracy + 50 * self.judged) / (100 * self.judged))
        } else {
            None
        }
    }

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
            self.resolved,
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
            resolved,
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
            resolved,
        }
    }

    /// These without others.
    #[must_use]
    pub(super) fn less(&self, others: &Self) -> Self {
        let (mine, theirs) = (self.numbers(), others.numbers());
        Self::from_numbers(std::array::from_fn(|at| mine[at] - theirs[at]))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_come_back_as_they_were_and_add_up() {
        let numbers: [i64; Sums::COUNT] = std::array::from_fn(|at| i64::try_from(at).expect("few") + 1);
        let mut sums = Sums::from_numbers(numbers);
        assert_eq!(sums.numbers(), numbers);
        let one = sums;
        sums += one;
        assert_eq!(sums.less(&one), one);
        assert_eq!(sums.left_as(Tier::Champion), 16);
    }

    #[test]
    fn a_month_is_that_of_universal_time() {
        let at: Timestamp = "2026-11-30T23:59:59Z".parse().expect("a time");
        let month = Month::of(at);
        assert_eq!(month.to_string(), "2026-11");
        assert_eq!(Month::from_number(month.number()), Some(month));
        let next = Month::from_number(month.number() + 2).expect("a month");
        assert_eq!(next.to_string(), "2027-01");
    }
}
