//! The readiness board: each kind of failure by each channel, rehearsed when, by whom, how well, or never.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::super::{PersonId, Sums};
use super::{About, Input};
use crate::customer::{FailureKind, Tier};
use crate::scenario::{Channel, ScenarioHash};
use crate::vocabulary::Vocabulary;

/// How things stand for a kind of failure on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum State {
    /// No scenario rehearses it.
    NoScenario,
    /// There is one, and nobody ever played it.
    Never,
    LongAgo,
    /// Too few drills to say how well.
    Few,
    /// Recently, and not well.
    Weak,
    Ready,
}

impl State {
    /// As it stands on the board.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoScenario => "no scenario",
            Self::Never => "never rehearsed",
            Self::LongAgo => "long ago",
            Self::Few => "too few to say",
            Self::Weak => "not yet well",
            Self::Ready => "ready",
        }
    }
}

/// Somebody who rehearsed what stands at a place of the board.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rehearsed {
    pub person: PersonId,
    /// `None` until [`super::Manager::named`] says it.
    pub name: Option<String>,
    pub drills: i64,
    /// Mean accuracy, 0..=100.
    pub accuracy: f64,
    /// When they last did.
    pub last: Timestamp,
}

/// A place on the board.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    pub kind: FailureKind,
    pub channel: Channel,
    pub state: State,
    /// Scenarios at hand.
    pub scenarios: usize,
    pub drills: i64,
    /// People with a name who rehearsed it.
    pub people: usize,
    /// They, the best first.
    pub by: Vec<Rehearsed>,
    pub last: Option<Timestamp>,
    /// Mean accuracy, 0..=100.
    pub accuracy: Option<f64>,
    /// The share of customers who left Loyal or as Champions.
    pub kept: Option<f64>,
}

impl Cell {
    /// Who does it best: the highest mean accuracy over drills enough to say so; `None` where nobody has so many.
    #[must_use]
    pub fn best(&self, few: u32) -> Option<&Rehearsed> {
        self.by.iter().find(|rehearsed| rehearsed.drills >= i64::from(few))
    }

    /// Who did it last.
    #[must_use]
    pub fn latest(&self) -> Option<&Rehearsed> {
        self.by.iter().max_by_key(|rehearsed| rehearsed.last)
    }
}

/// The board: rows are kinds of failure, columns channels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Board {
    pub cells: Vec<Cell>,
}

#[derive(Default)]
struct Count {
    at_hand: usize,
    sums: Sums,
    people: BTreeMap<PersonId, (Sums, Timestamp)>,
    last: Option<Timestamp>,
}

impl Board {
    pub(super) fn of(input: &Input<'_>) -> Self {
        let mut counts: BTreeMap<(FailureKind, Channel), Count> = BTreeMap::new();
        let known: BTreeMap<String, &About> = input
            .scenarios
            .iter()
            .map(|about| (about.hash.to_string(), about))
            .collect();
        for about in input.scenarios.iter().filter(|about| about.at_hand) {
            counts.entry((about.kind, about.channel)).or_default().at_hand += 1;
        }
        let about = |hash: Option<ScenarioHash>| known.get(&hash?.to_string()).copied();
        for tally in input.counted(input.by_person) {
            let Some(about) = about(tally.hash) else { continue };
            if tally.sums.judged == 0 {
                continue;
            }
            let count = counts.entry((about.kind, about.channel)).or_default();
            count.sums += tally.sums;
            if let Some(person) = tally.person {
                let (sums, last) = count.people.entry(person).or_insert((Sums::default(), tally.last));
                *sums += tally.sums;
                *last = tally.last.max(*last);
            }
            count.last = count.last.max(Some(tally.last));
        }
        let places = FailureKind::ALL
            .iter()
            .flat_map(|&kind| Channel::ALL.iter().map(move |&channel| (kind, channel)));
        let cells = places.map(|(kind, channel)| {
            let count = counts.remove(&(kind, channel)).unwrap_or_default();
            count.told(kind, channel, input)
        });
        Self { cells: cells.collect() }
    }

    /// The place of a kind and a channel.
    #[must_use]
    pub fn cell(&self, kind: FailureKind, channel: Channel) -> Option<&Cell> {
        self.cells
            .iter()
            .find(|cell| cell.kind == kind && cell.channel == channel)
    }

    /// How many places with a scenario stand like this.
    #[must_use]
    pub fn count(&self, state: State) -> usize {
        self.cells.iter().filter(|cell| cell.state == state).count()
    }
}

impl Count {
    fn by(&self) -> Vec<Rehearsed> {
        let rehearsed = |(person, (sums, last)): (&PersonId, &(Sums, Timestamp))| Rehearsed {
            person: *person,
            name: None,
            drills: sums.judged,
            accuracy: super::model::exact(sums.accuracy) / super::model::exact(sums.judged) / 100.0,
            last: *last,
        };
        let mut by: Vec<Rehearsed> = self.people.iter().map(rehearsed).collect();
        by.sort_by(|a, b| {
            b.accuracy
                .total_cmp(&a.accuracy)
                .then(b.drills.cmp(&a.drills))
                .then(a.person.cmp(&b.person))
        });
        by
    }

    fn told(&self, kind: FailureKind, channel: Channel, input: &Input<'_>) -> Cell {
        let drills = self.sums.judged;
        let share =
            |part: i64, unit: f64| (drills > 0).then(|| super::model::exact(part) / super::model::exact(drills) / unit);
        let accuracy = share(self.sums.accuracy, 100.0);
        let assumed = input.assumptions;
        let is_old = self.last.is_some_and(|last| {
            let hours = input.now.duration_since(last).as_hours();
            hours > i64::from(assumed.long_ago_days) * 24
        });
        let state = if drills == 0 {
            if self.at_hand == 0 {
                State::NoScenario
            } else {
                State::Never
            }
        } else if is_old {
            State::LongAgo
        } else if drills < i64::from(assumed.few) {
            State::Few
        } else if accuracy.is_some_and(|accuracy| accuracy >= f64::from(assumed.ready)) {
            State::Ready
        } else {
            State::Weak
        };
        Cell {
            kind,
            channel,
            state,
            scenarios: self.at_hand,
            drills,
            people: self.people.len(),
            by: self.by(),
            last: self.last,
            accuracy,
            kept: share(self.sums.left_as(Tier::Loyal) + self.sums.left_as(Tier::Champion), 1.0),
        }
    }
}
