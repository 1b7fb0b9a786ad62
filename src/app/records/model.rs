//! What the screens of the records show, as the clerk brings it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::customer::Tier;
use crate::map::{Graph, Layout};
use crate::practice::Plan;
use crate::record::manager::{Curve, Hinge, Manager};
use crate::record::{Headline, Items, Kept, PersonRow, Progress, Story, Taken, Team};
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
    pub team: Option<Team>,
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
