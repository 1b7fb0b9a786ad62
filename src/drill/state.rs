//! Where a drill stands.

use crate::customer;
use crate::scenario::BeatId;

/// At a beat, or over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    Beat(BeatId),
    End,
}

/// Everything that the rest of a drill depends on.
///
/// # Equality
/// Two equal states have the same future under the same rules. Acts and flags that no condition of the scenario names are
/// not remembered, money spent follows from the customer's mind, and how the state was reached does not count: so paths
/// that differ in nothing that matters meet in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct State {
    pub mind: customer::State,
    pub place: Place,
    /// Watched acts that were performed, one bit each.
    pub done: u64,
    /// Watched flags that were set, one bit each.
    pub flags: u64,
    /// A manager said yes.
    pub granted: bool,
}

impl State {
    /// Whether customer and trainee are still talking.
    #[must_use]
    pub const fn in_talk(&self) -> bool {
        matches!(self.mind, customer::State::Open(_))
    }

    /// Whether nothing more can be chosen.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.place, Place::End)
    }
}
