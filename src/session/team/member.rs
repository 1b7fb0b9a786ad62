//! Who is in the room.

use serde::{Deserialize, Serialize};

pub use crate::session::name::NAME_MAX;
pub(super) use crate::session::name::cleaned;

/// The place of somebody in the list of those who ever joined, from 0. It never changes and is never given again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(pub u32);

impl MemberId {
    /// The place in the list.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Whether somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Asked to come in; the facilitator has not answered.
    Asking,
    In,
    /// Their phone sleeps or has no network. They come back as the same person.
    Away,
    /// Left, or was shown out.
    Gone,
}

/// Somebody who joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// No two people in the room have the same.
    pub name: String,
    pub standing: Standing,
    /// Where this phone belongs to somebody who has another one: that person.
    pub same_as: Option<MemberId>,
    /// Their name may stand on the shared screen's debrief.
    pub shown: bool,
    /// How often they sat in the hot seat.
    pub seats: u32,
}

impl Member {
    /// Whether this is a person in the room, and not a second phone of one.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.standing == Standing::In && self.same_as.is_none()
    }
}
