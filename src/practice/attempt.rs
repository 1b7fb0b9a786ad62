//! A drill as practice looks at it.

use jiff::Timestamp;
use uuid::Uuid;

use super::Mistake;
use crate::customer::Tier;
use crate::drill::Record;

/// A drill that was played to its end and judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// The drill's id: a drill that takes it up again names it.
    pub drill: Uuid,
    pub at: Timestamp,
    /// The drill's inputs: which scenario, and the way to each of its decisions.
    pub record: Record,
    /// How many choices stood already when it was begun, because it took another drill up again: they are no evidence.
    pub stood: usize,
    /// Hints were asked for, or moves taken back: what was right may not have been known.
    pub helped: bool,
    pub tier: Tier,
    /// Mean accuracy of the moves, 0..=10000.
    pub accuracy: u16,
    /// One for each of the record's choices.
    pub moments: Vec<Moment>,
}

/// A choice as practice looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The beat's place in the scenario's list.
    pub beat: u16,
    pub mistake: Option<Mistake>,
}

impl Attempt {
    /// The person's own choices, each with its place in the record.
    pub fn own(&self) -> impl Iterator<Item = (usize, Moment)> + '_ {
        self.moments.iter().copied().enumerate().skip(self.stood)
    }

    /// Whether the scenario was played from its beginning.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.stood == 0
    }
}
