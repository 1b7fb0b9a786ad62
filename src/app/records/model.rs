//! What the screens of the records show, as the clerk brings it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::customer::Tier;
use crate::map::{Graph, Layout};
use crate::practice::Plan;
use crate::record::manager::{Curve, Hinge, Manager};
use crate::record::{Headline, Items, Kept, Month, Progress, Story, Sums, Taken};
use crate::scenario::{Policy, Scenario};

/// A scenario that stands on the shelf.
#[derive(Debug, Clone)]
pub struct Book {
    pub scenario: Arc<Scenario>,
    pub policy: Policy,
}

/// Everything that stands on the shelf.
#[derive(Debug, Clone, Default)]
pub struct Books(pub Vec<Book>);

impl Books {
    /// A scenario's title; of one that is not there any more, its id.
    #[must_use]
    pub fn title<'a>(&'a self, id: &'a str) -> &'a str {
        let book = self.0.iter().find(|book| book.scenario.id == id);
        book.map_or(id, |book| book.scenario.title.as_str())
    }
}

/// A drill that was interrupted.
#[derive(Debug, Clone)]
pub struct Open {
    pub kept: Box<Kept>,
    /// As it was begun.
    pub scenario: Arc<Scenario>,
    /// Moves and silences that stand.
    pub choices: usize,
}

/// How somebody gets on, and what they have to do.
#[derive(Debug, Clone)]
pub struct PersonPage {
    /// `None`: those who gave no name.
    pub name: Option<String>,
    pub progress: Progress,
    pub plan: Plan,
    pub open: Vec<Open>,
    /// The last drill of each scenario that was judged.
    pub last: BTreeMap<String, Headline>,
    /// The day of the plan.
    pub today: Date,
}

/// Somebody in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        mean(self.sums.accuracy, self.sums.judged)
    }
}

/// A scenario in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        mean(self.sums.accuracy, self.sums.judged)
    }
}

/// Of hundredths, rounded.
const fn mean(sum: i64, count: i64) -> Option<i64> {
    match (sum + 50 * count).checked_div(100 * count) {
        Some(mean) if count > 0 => Some(mean),
        _ => None,
    }
}

/// A month of all together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMonth {
    pub month: Month,
    /// From Defector to Champion.
    pub tiers: [i64; 5],
    pub accuracy: Option<i64>,
}

/// All together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamPage {
    /// By name; those without one last.
    pub people: Vec<PersonRow>,
    pub months: Vec<TeamMonth>,
    /// By accuracy, the lowest first; those that nobody played last.
    pub scenarios: Vec<ScenarioRow>,
}

impl TeamPage {
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

/// Item analysis of a scenario.
#[derive(Debug, Clone)]
pub struct ScenarioPage {
    pub id: String,
    /// As it was played; `None`: no drill of it was judged.
    pub played: Option<Played>,
}

/// A scenario as it was played.
#[derive(Debug, Clone)]
pub struct Played {
    pub scenario: Arc<Scenario>,
    pub items: Items,
    /// Judged drills of other versions.
    pub elsewhere: i64,
    pub graph: Graph,
    pub layout: Layout,
    pub taken: Vec<Taken>,
}

/// What takes long to work out, scenario by scenario.
#[derive(Debug, Clone)]
pub struct Worked<T> {
    pub done: Vec<T>,
    /// How many scenarios were looked at; of [`Self::of`].
    pub looked_at: usize,
    pub of: usize,
}

impl<T> Default for Worked<T> {
    fn default() -> Self {
        Self {
            done: Vec::new(),
            looked_at: 0,
            of: 0,
        }
    }
}

impl<T> Worked<T> {
    /// Whether more comes.
    #[must_use]
    pub const fn is_going_on(&self) -> bool {
        self.looked_at < self.of
    }
}

/// A story with the names that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub story: Story,
    pub by: Option<String>,
    pub recognised: Option<String>,
}

/// Everything that was brought.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The one at the machine.
    pub me: Option<PersonPage>,
    /// The one who is looked at.
    pub person: Option<PersonPage>,
    pub people: Vec<PersonRow>,
    pub team: Option<TeamPage>,
    pub scenario: Option<ScenarioPage>,
    pub manager: Option<Box<Manager>>,
    pub curves: Worked<Curve>,
    pub hinges: Worked<Hinge>,
    pub stories: Option<Vec<Told>>,
}

/// "Loyal", rounded points.
#[must_use]
pub fn in_short(headline: &Headline) -> (Tier, u16) {
    (headline.tier, (headline.score + 50) / 100)
}
