//! How one person gets on: accuracy, tiers and SERVICE steps over time, the first attempt at each scenario against the last.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::{Line, Month};
use crate::customer::Tier;
use crate::drill::Mark;
use crate::scenario::ServiceStep;
use crate::session::Mode;
use crate::vocabulary::Vocabulary;

/// A drill in a chart. Points are hundredths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    pub at: Timestamp,
    pub scenario: String,
    pub mode: Mode,
    pub accuracy: u16,
    pub score: u16,
    pub tier: Tier,
    /// Mean accuracy of this drill and those just before it, [`Progress::TREND`] at most.
    pub trend: u16,
}

/// How often a step was taken where it could have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct StepCount {
    pub done: u32,
    pub partly: u32,
    pub missed: u32,
}

impl StepCount {
    fn count(&mut self, mark: Mark) {
        match mark {
            Mark::Done => self.done += 1,
            Mark::Partly => self.partly += 1,
            Mark::Missed => self.missed += 1,
            Mark::NotOnOffer => {}
        }
    }

    /// How often it could have been taken.
    #[must_use]
    pub const fn on_offer(&self) -> u32 {
        self.done + self.partly + self.missed
    }

    /// The share that was done, half of what was done partly counted in; `None` where it never could be.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let all = self.on_offer();
        (all > 0).then(|| (f64::from(self.done) + f64::from(self.partly) / 2.0) / f64::from(all))
    }
}

/// A month of practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthOf {
    pub month: Month,
    /// How the customers left, from Defector to Champion.
    pub tiers: [u32; 5],
    /// Mean accuracy, hundredths.
    pub accuracy: u16,
    /// In the order of [`ServiceStep`].
    pub steps: [StepCount; 7],
}

/// A scenario that was played: the first attempt against the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FirstLast {
    pub scenario: String,
    pub attempts: usize,
    pub first: Point,
    /// The first where there is one only.
    pub last: Point,
}

impl FirstLast {
    /// Points of accuracy won from the first attempt to the last, in hundredths; `None` where there was one only.
    #[must_use]
    pub fn won(&self) -> Option<i32> {
        (self.attempts > 1).then(|| i32::from(self.last.accuracy) - i32::from(self.first.accuracy))
    }
}

/// How one person gets on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Progress {
    /// Each drill, in the order of time.
    pub points: Vec<Point>,
    /// Months with drills, in their order.
    pub months: Vec<MonthOf>,
    /// By the number of attempts, most first.
    pub scenarios: Vec<FirstLast>,
    /// All drills together, in the order of [`ServiceStep`].
    pub steps: [StepCount; 7],
}

impl Progress {
    /// So many drills make up a point of the trend.
    pub const TREND: usize = 5;

    /// From a person's drills, in any order. Counted are those that were judged and played from their beginning.
    #[must_use]
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Self {
        let whole = |line: &&Line| line.retry_of.is_none_or(|(_, stood)| stood == 0);
        let mut drills: Vec<_> = lines
            .into_iter()
            .filter(whole)
            .filter_map(|line| line.headline.as_ref().map(|headline| (line, headline)))
            .collect();
        drills.sort_by_key(|(line, _)| (line.at, line.id));
        let mut progress = Self::default();
        let mut months: BTreeMap<Month, MonthOf> = BTreeMap::new();
        let mut sums: BTreeMap<Month, u32> = BTreeMap::new();
        for (at, (line, headline)) in drills.iter().enumerate() {
            let month = Month::of(line.at);
            let row = months.entry(month).or_insert_with(|| MonthOf {
                month,
                tiers: [0; 5],
                accuracy: 0,
                steps: [StepCount::default(); 7],
            });
            row.tiers[headline.tier as usize] += 1;
            *sums.entry(month).or_default() += u32::from(headline.accuracy);
            for (step, mark) in headline.service.iter().enumerate() {
                row.steps[step].count(*mark);
                progress.steps[step].count(*mark);
            }
            let recent = &drills[(at + 1).saturating_sub(Self::TREND)..=at];
            let recent: Vec<u32> = recent.iter().map(|(_, headline)| headline.accuracy.into()).collect();
            progress.points.push(Point {
                at: line.at,
                scenario: line.scenario.clone(),
                mode: line.mode,
                accuracy: headline.accuracy,
                score: headline.score,
                tier: headline.tier,
                trend: mean(recent.iter().sum(), recent.len()),
            });
        }
        for (month, row) in &mut months {
            let count: u32 = row.tiers.iter().sum();
            row.accuracy = mean(sums[month], usize::try_from(count).unwrap_or(usize::MAX));
        }
        progress.months = months.into_values().collect();
        progress.scenarios = first_and_last(&progress.points);
        progress
    }

    /// Steps with the name of each.
    pub fn steps(&self) -> impl Iterator<Item = (ServiceStep, StepCount)> + '_ {
        ServiceStep::ALL.iter().copied().zip(self.steps)
    }

    /// How many drills ended with this tier.
    #[must_use]
    pub fn left_as(&self, tier: Tier) -> usize {
        self.points.iter().filter(|point| point.tier == tier).count()
    }
}

/// Rounded; 0 of none.
fn mean(sum: u32, count: usize) -> u16 {
    let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
    u16::try_from((sum + count / 2) / count).unwrap_or(u16::MAX)
}

fn first_and_last(points: &[Point]) -> Vec<FirstLast> {
    let mut scenarios: BTreeMap<&str, FirstLast> = BTreeMap::new();
    for point in points {
        let row = scenarios.entry(&point.scenario).or_insert_with(|| FirstLast {
            scenario: point.scenario.clone(),
            attempts: 0,
            first: point.clone(),
            last: point.clone(),
        });
        row.attempts += 1;
        row.last = point.clone();
    }
    let mut rows: Vec<FirstLast> = scenarios.into_values().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.attempts));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::made_up::line;

    #[test]
    fn the_first_attempt_is_set_against_the_last_and_retries_do_not_count() {
        let mut retry = line("cake", "2026-03-03T08:00:00Z", 10_000, Tier::Champion);
        retry.retry_of = Some((retry.id, 3));
        let mut open = line("cake", "2026-03-04T08:00:00Z", 0, Tier::Passive);
        open.headline = None;
        let lines = [
            line("cake", "2026-04-02T08:00:00Z", 9_000, Tier::Champion),
            line("roof", "2026-03-02T08:00:00Z", 5_001, Tier::Passive),
            line("cake", "2026-03-01T08:00:00Z", 4_000, Tier::Defector),
            retry,
            open,
        ];
        let progress = Progress::of(&lines);
        let accuracies: Vec<u16> = progress.points.iter().map(|point| point.accuracy).collect();
        assert_eq!(accuracies, [4_000, 5_001, 9_000], "in the order of time");
        let trend: Vec<u16> = progress.points.iter().map(|point| point.trend).collect();
        assert_eq!(trend, [4_000, 4_501, 6_000]);
        let cake = &progress.scenarios[0];
        assert_eq!(
            (cake.scenario.as_str(), cake.attempts, cake.won()),
            ("cake", 2, Some(5_000))
        );
        assert_eq!((progress.scenarios[1].attempts, progress.scenarios[1].won()), (1, None));
        assert_eq!(progress.months.len(), 2);
        assert_eq!(progress.months[0].tiers, [1, 0, 1, 0, 0]);
        assert_eq!(progress.months[0].accuracy, 4_501);
        assert_eq!(progress.left_as(Tier::Champion), 1);
        assert_eq!(Progress::of(&[]), Progress::default());
    }

    #[test]
    fn a_step_that_was_not_on_offer_is_neither_taken_nor_missed() {
        let mut one = line("cake", "2026-03-01T08:00:00Z", 8_000, Tier::Loyal);
        let marks = &mut one.headline.as_mut().expect("judged").service;
        *marks = [
            Mark::Done,
            Mark::Partly,
            Mark::Missed,
            Mark::NotOnOffer,
            Mark::Done,
            Mark::Done,
            Mark::Done,
        ];
        let progress = Progress::of([&one, &one]);
        let shares: Vec<Option<f64>> = progress.steps().map(|(_, count)| count.share()).collect();
        assert_eq!(shares[..4], [Some(1.0), Some(0.5), Some(0.0), None]);
        assert_eq!(progress.steps[2].on_offer(), 2);
    }
}
