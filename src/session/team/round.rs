//! What the team did at one beat.

use super::{Ballot, Kind, MemberId};
use crate::drill::{Drill, State};

/// Who made the team's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum By {
    /// Most votes of the second ballot.
    Vote,
    /// Whoever sat in the hot seat.
    HotSeat(MemberId),
    Facilitator,
}

/// The team's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Decision {
    /// The move's place in the beat's written list.
    pub choice: u8,
    pub by: By,
    /// The place of the step that it was in the drill.
    pub step: usize,
}

/// What the team did at one beat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Where the drill stood when the team came here.
    pub state: State,
    /// How many of the drill's steps were made before.
    pub first_step: usize,
    /// In the order in which they were opened.
    pub ballots: Vec<Ballot>,
    pub decision: Option<Decision>,
    /// The drill's last step here, where something was chosen or time has passed.
    pub last_step: Option<usize>,
}

impl Round {
    pub(super) fn at(drill: &Drill) -> Self {
        Self {
            state: *drill.state(),
            first_step: drill.steps().len(),
            ballots: Vec::new(),
            decision: None,
            last_step: None,
        }
    }

    /// The last ballot of a kind.
    #[must_use]
    pub fn last(&self, kind: Kind) -> Option<&Ballot> {
        self.ballots.iter().rfind(|ballot| ballot.kind == kind)
    }

    /// The ballot that is open, if one is.
    #[must_use]
    pub fn open(&self) -> Option<&Ballot> {
        self.ballots.iter().rfind(|ballot| !ballot.is_closed())
    }
}
