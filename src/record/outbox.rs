//! Statements on their way to a Learning Record Store.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DrillId, PersonId};

/// A statement to be sent. Its id follows from what it tells, so that queueing it again does nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub id: Uuid,
    /// It is erased with this drill, and with this person.
    pub drill: Option<DrillId>,
    pub person: Option<PersonId>,
    pub json: String,
}

/// How far a statement is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sending {
    /// To be sent, not before this time.
    Waiting { next_at: Timestamp },
    /// It arrived; its text is not kept any longer.
    Sent,
    /// The other side does not want it, for this reason.
    Refused { reason: String },
}

/// A statement in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queued {
    pub statement: Statement,
    pub sending: Sending,
    /// How often it was tried.
    pub tries: u32,
}

/// How many statements wait, were sent, were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Outbox {
    pub waiting: u64,
    pub sent: u64,
    pub refused: u64,
}
