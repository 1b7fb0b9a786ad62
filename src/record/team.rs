//! Everybody together: person by person, month by month, and which scenarios are hard.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::{By, Month, PersonId, SessionLine, Store, StoreError, Sums};
use crate::scenario::Scenario;

type Result<T> = std::result::Result<T, StoreError>;

/// Somebody in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRow {
    /// `None`: those who gave no name.
    pub name: Option<String>,
    /// Drills that count: judged, played from their beginning.
    pub sums: Sums,
    pub last: Option<Timestamp>,
}

impl PersonRow {
    /// Mean accuracy, 0..=100.
    #[must_use]
    pub const fn accuracy(&self) -> Option<i64> {
        self.sums.accuracy_mean()
    }
}

/// A scenario in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScenarioRow {
    pub id: String,
    pub title: String,
    pub sums: Sums,
    pub at_hand: bool,
}

impl ScenarioRow {
    /// Mean accuracy, 0..=100.
    #[must_use]
    pub const fn accuracy(&self) -> Option<i64> {
        self.sums.accuracy_mean()
    }
}

/// A month of all together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamMonth {
    pub month: Month,
    /// From Defector to Champion.
    pub tiers: [i64; 5],
    pub accuracy: Option<i64>,
}

/// All together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Team {
    /// By name; those without one last.
    pub people: Vec<PersonRow>,
    pub months: Vec<TeamMonth>,
    /// By accuracy, the lowest first; those that nobody played last.
    pub scenarios: Vec<ScenarioRow>,
    /// Team sessions, the newest first. They are in none of the sums.
    pub sessions: Vec<SessionLine>,
}

impl Team {
    /// Of all drills that were judged and played from their beginning; `shelf` are the scenarios at hand.
    ///
    /// # Errors
    /// The store's.
    pub fn of<'s>(store: &mut dyn Store, shelf: impl IntoIterator<Item = &'s Scenario>) -> Result<Self> {
        let people = people(store)?;
        let ids: BTreeMap<String, String> = store
            .scenarios()?
            .into_iter()
            .map(|(id, hash)| (hash.to_string(), id))
            .collect();
        let mut months: BTreeMap<Month, Sums> = BTreeMap::new();
        let mut scenarios: BTreeMap<String, Sums> = BTreeMap::new();
        for tally in store.tallies(By::ScenarioAndMonth, None)? {
            if tally.retries {
                continue;
            }
            if let Some(month) = tally.month {
                *months.entry(month).or_default() += tally.sums;
            }
            if let Some(id) = tally.hash.and_then(|hash| ids.get(&hash.to_string())) {
                *scenarios.entry(id.clone()).or_default() += tally.sums;
            }
        }
        let months = months.into_iter().filter(|(_, sums)| sums.judged > 0);
        Ok(Self {
            people,
            months: months.map(|(month, sums)| TeamMonth::of(month, &sums)).collect(),
            scenarios: rows(shelf, scenarios),
            sessions: store.sessions()?,
        })
    }

    /// The sums of everybody.
    #[must_use]
    pub fn sums(&self) -> Sums {
        let mut all = Sums::default();
        for row in &self.people {
            all += row.sums;
        }
        all
    }
}

impl TeamMonth {
    const fn of(month: Month, sums: &Sums) -> Self {
        Self {
            month,
            tiers: sums.tiers,
            accuracy: sums.accuracy_mean(),
        }
    }
}

/// Everybody by name, and those without one last.
fn people(store: &mut dyn Store) -> Result<Vec<PersonRow>> {
    let mut sums: BTreeMap<Option<PersonId>, (Sums, Option<Timestamp>)> = BTreeMap::new();
    for tally in store.tallies(By::Person, None)? {
        let row = sums.entry(tally.person).or_default();
        row.1 = row.1.max(Some(tally.last));
        if !tally.retries {
            row.0 += tally.sums;
        }
    }
    let mut rows: Vec<PersonRow> = store
        .people()?
        .into_iter()
        .map(|person| {
            let (sums, last) = sums.remove(&Some(person.id)).unwrap_or_default();
            PersonRow {
                name: Some(person.name),
                sums,
                last,
            }
        })
        .collect();
    if let Some((sums, last)) = sums.remove(&None) {
        rows.push(PersonRow { name: None, sums, last });
    }
    Ok(rows)
}

/// Scenarios by accuracy, the lowest first; those that nobody played last.
fn rows<'s>(shelf: impl IntoIterator<Item = &'s Scenario>, mut played: BTreeMap<String, Sums>) -> Vec<ScenarioRow> {
    let mut rows: Vec<ScenarioRow> = shelf
        .into_iter()
        .map(|scenario| ScenarioRow {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            sums: played.remove(&scenario.id).unwrap_or_default(),
            at_hand: true,
        })
        .collect();
    rows.extend(played.into_iter().map(|(id, sums)| ScenarioRow {
        title: id.clone(),
        id,
        sums,
        at_hand: false,
    }));
    rows.sort_by_key(|row| (row.sums.judged == 0, row.accuracy()));
    rows
}
