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

/// The most times at which a choice can be made: 60 ticks of talk and seven days.
pub(crate) const TIMES: usize = 72;

impl State {
    /// When it is, below [`TIMES`]: every choice takes time, so what comes later has a later time.
    pub(crate) fn time(&self) -> usize {
        match self.mind {
            customer::State::Open(encounter) => usize::from(encounter.clock()),
            customer::State::After(aftercare) => 64 + usize::from(aftercare.slot()),
            customer::State::Left(_) | customer::State::Done(_) => TIMES - 1,
        }
    }

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
