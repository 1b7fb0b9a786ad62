//! What is asked of the room, and what the trainer is told.

use serde::Serialize;
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

use super::super::token::Key;
use super::expert::Known;
use crate::session::class::{Ask, Command, Person, TraineeId};
use crate::solve::Review;

/// What came of a command.
pub type Answer = Result<(), String>;

/// What is asked of the room.
pub enum Wish {
    Come {
        name: Option<String>,
        key: Key,
        reply: oneshot::Sender<Result<TraineeId, String>>,
    },
    /// Whose device is it that shows this key?
    Who {
        key: Key,
        reply: oneshot::Sender<Option<TraineeId>>,
    },
    /// A page of somebody's is open, or gone. The answer tells each change.
    Here {
        trainee: TraineeId,
        reply: oneshot::Sender<Option<watch::Receiver<u64>>>,
    },
    Gone {
        trainee: TraineeId,
    },
    Ask {
        trainee: TraineeId,
        turn: u32,
        ask: Ask,
        reply: oneshot::Sender<Answer>,
    },
    /// What a page shows now.
    Show {
        trainee: TraineeId,
        reply: oneshot::Sender<String>,
    },
    /// The trainer's.
    Tell {
        command: Command,
        reply: oneshot::Sender<Answer>,
    },
    People {
        reply: oneshot::Sender<Vec<Sitting>>,
    },
    Reviewed {
        trainee: TraineeId,
        drill: Uuid,
        review: Box<Known<Review>>,
    },
    Best {
        trainee: TraineeId,
        drill: Uuid,
        turn: u32,
        best: Known<Option<u8>>,
    },
    /// Why a trainee's drill is not recorded; empty: it is, now.
    Unrecorded {
        trainee: TraineeId,
        words: String,
    },
    /// Somebody's name stands in the records.
    IsKnown {
        trainee: TraineeId,
    },
    Stop,
}

/// Somebody, for the trainer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sitting {
    #[serde(flatten)]
    pub person: Person,
    /// Whether a page of theirs is open.
    pub here: bool,
    /// Whether their name stands in the records.
    pub known: bool,
}

/// What happens, for the trainer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Somebody stands at the door; `same`: because their name is borne by somebody who is in.
    AtDoor {
        trainee: TraineeId,
        same: bool,
    },
    In(TraineeId),
    /// Somebody has a second device.
    Same(TraineeId),
    Gone(TraineeId),
    Began {
        trainee: TraineeId,
        title: String,
        mode: String,
    },
    Finished {
        trainee: TraineeId,
        title: String,
    },
    Trouble(String),
    /// What was trouble is over.
    Well(String),
}
