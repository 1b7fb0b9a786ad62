//! One trainee at a page.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::customer::Tier;
use crate::session::{Reflection, Solo, Sure};

/// The place of a trainee in the list of those who ever came, from 0. It never changes and is never given again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TraineeId(pub u32);

impl TraineeId {
    /// The place in the list.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Whether somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Standing {
    /// At the door.
    Asking,
    In,
    /// Left, or was shown out.
    Gone,
}

/// The page that a trainee is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// All drills.
    Shelf,
    /// Before a drill of the scenario at this place.
    Briefing(usize),
    Drill,
    Debrief,
}

/// A drill in a trainee's hands, finished or not.
#[derive(Debug, Clone)]
pub struct Playing {
    /// The scenario's place among those offered.
    pub at: usize,
    pub solo: Solo,
    /// The drill's name in the records.
    pub drill: Uuid,
    pub sure_before: Option<Sure>,
    pub said: Reflection,
    /// When it began, and when the trainee last saw something new: by the clock of the commands.
    pub begun_millis: u64,
    pub since_millis: u64,
}

/// How somebody's drills of one scenario ended in this class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// The last one.
    pub tier: Tier,
    pub times: u32,
}

/// Somebody who came.
#[derive(Debug, Clone)]
pub struct Trainee {
    /// `None`: they gave none.
    pub name: Option<String>,
    pub standing: Standing,
    /// Where this device belongs to somebody who has another one: that person.
    pub same_as: Option<TraineeId>,
    /// Raised by everything that they do.
    pub turn: u32,
    pub place: Place,
    pub playing: Option<Playing>,
    /// By the scenario's place among those offered.
    pub past: BTreeMap<usize, Past>,
}

impl Trainee {
    /// Whether this is a person in the class, and not a second device of one.
    #[must_use]
    pub fn is_in(&self) -> bool {
        self.standing == Standing::In && self.same_as.is_none()
    }

    /// Whether they bear this name, whatever its capitals.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.name
            .as_ref()
            .is_some_and(|own| own.to_lowercase() == name.to_lowercase())
    }
}
