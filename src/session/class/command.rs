//! What can be asked of a class, what it answers, why it refuses.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::TraineeId;
use crate::drill::{Choice, Refusal};
use crate::session::{Mode, Reflection, Sure};

/// What a trainee asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Ask {
    /// The briefing of a scenario.
    Look {
        scenario: String,
    },
    /// All drills. A drill that goes on stays as it is.
    Shelf {},
    /// A drill begins; one that was not finished is left.
    Begin {
        scenario: String,
        mode: Mode,
        sure: Option<Sure>,
    },
    /// Back to the drill that goes on, or to the debrief of the last one.
    GoOn {},
    Play {
        choice: Choice,
    },
    Undo {},
    Hint {},
    /// What the trainee says of the drill, in its debrief.
    Say {
        said: Reflection,
    },
    /// Goodbye. This device is not known any more.
    Leave {},
}

/// What is drawn by whoever runs the class when a drill begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    pub seed: u64,
    /// The drill's name in the records.
    pub drill: Uuid,
}

/// What is asked of a class. Who may ask what is for those to know who pass it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Somebody comes; without a name they practise as nobody. They are the next [`TraineeId`].
    Come { name: Option<String> },
    /// A trainee asks from a page that stood at this turn.
    Ask {
        trainee: TraineeId,
        turn: u32,
        ask: Ask,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<Lot>,
    },

    /// The trainer's: opens or shuts the door. Through an open one everybody comes in, but under no name that somebody here bears.
    Door { open: bool },
    /// The trainer's: lets somebody in who asked. Where somebody of that name is in already, it is a second device of theirs.
    Admit { trainee: TraineeId },
    /// The trainer's: shows somebody out.
    Remove { trainee: TraineeId },
}

/// What has happened because of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Somebody stands at the door; `same`: because their name is borne by somebody here.
    Asked {
        trainee: TraineeId,
        same: bool,
    },
    In(TraineeId),
    /// This device belongs to somebody who was here already.
    Same {
        trainee: TraineeId,
        person: TraineeId,
    },
    Gone(TraineeId),
    Door(bool),
    /// Somebody turned to another page.
    Turned(TraineeId),
    /// A drill began.
    Began(TraineeId),
    /// Something happened in it, after this long a time of thinking; 0: nobody knows how long.
    Played {
        trainee: TraineeId,
        thought_millis: u64,
    },
    /// It is over. [`Event::Played`] went before.
    Ended(TraineeId),
    /// A trainee said what they think of it.
    Said(TraineeId),
}

/// Why a command is refused. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    Full,
    Nobody,
    NotIn,
    /// A name must have letters.
    Empty,
    Already,
    /// The page was behind.
    Behind,
    NotNow,
    NoSuchScenario,
    /// The drill's own reason, in words.
    Barred(String),
}

impl Refused {
    /// The drill's reason.
    pub(super) fn by(refusal: Refusal, setup: &crate::drill::Setup) -> Self {
        Self::Barred(refusal.words(setup))
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Full => "The class is full.",
            Self::Nobody => "You are not in this class any more: come in again.",
            Self::NotIn => "The trainer has not let you in yet: wait a moment.",
            Self::Empty => "Write at least one letter, or leave the name out.",
            Self::Already => "That is so already.",
            Self::Behind => "This page was behind: here is where you stand.",
            Self::NotNow => "Not now.",
            Self::NoSuchScenario => "This drill is not offered here.",
            Self::Barred(why) => return write!(f, "That cannot be chosen: {why}."),
        })
    }
}

impl std::error::Error for Refused {}
