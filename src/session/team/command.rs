//! What can be asked of a session, what it answers, why it refuses.

use serde::{Deserialize, Serialize};

use super::{MemberId, Phase};

/// What a note says of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NoteKind {
    /// What went well and should be kept.
    Plus,
    /// What to do another way.
    Delta,
}

/// What is asked of a session. Who may ask is for those to know who pass it on: the first group comes from phones, the second from the
/// facilitator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Somebody asks to come in. They are the next [`MemberId`].
    Join {
        name: String,
    },
    /// Somebody says goodbye. What they voted stays.
    Leave {
        member: MemberId,
    },
    /// A phone sleeps or has no network.
    Away {
        member: MemberId,
    },
    /// It is back.
    Return {
        member: MemberId,
    },
    /// A vote in the ballot that is open; it takes the place of this person's earlier one.
    Vote {
        member: MemberId,
        ballot: u32,
        choice: u8,
    },
    /// Whoever sits in the hot seat decides.
    Decide {
        member: MemberId,
        choice: u8,
    },
    /// Something for the round of plus and delta, in the debrief.
    Note {
        member: MemberId,
        kind: NoteKind,
        text: String,
    },
    /// Whether somebody's name may stand on the shared screen's debrief.
    Shown {
        member: MemberId,
        shown: bool,
    },

    /// Opens or shuts the door: through an open one everybody comes in without being admitted.
    Door {
        open: bool,
    },
    /// Lets in somebody who asked.
    Admit {
        member: MemberId,
    },
    /// Shows somebody out. Their vote in an open ballot goes with them.
    Remove {
        member: MemberId,
    },
    /// One person has two phones: what comes from `member` counts as `person`'s from now on.
    Same {
        member: MemberId,
        person: MemberId,
    },
    /// On to what comes next.
    Next,
    /// Back to what was before.
    Back,
    /// Passes over hearing, votes and talk: the team decides at once.
    Skip,
    Pause,
    Resume,
    /// The team decides by a second vote.
    SecondVote,
    /// Somebody decides for the team; without a name whose turn it is.
    HotSeat {
        member: Option<MemberId>,
    },
    /// The facilitator decides for the team.
    Call {
        choice: u8,
    },
    /// Hands that were counted, for each option of the open ballot in its order.
    Hands {
        ballot: u32,
        hands: Vec<u32>,
    },
    /// Injects a silence of 15 seconds: the customer waits, and says so.
    Silence,
    /// Something that was said aloud in the round of plus and delta, written down by the facilitator.
    Heard {
        kind: NoteKind,
        text: String,
    },
    /// Brings what stands in the scenario's list under this id: the neighbour calls, the colleague walks in.
    Inject {
        id: String,
    },
    /// Straight to the debrief.
    End,
}

/// What has happened because of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Event {
    /// Somebody asked to come in.
    Asked(MemberId),
    /// Somebody is in.
    In(MemberId),
    Away(MemberId),
    Gone(MemberId),
    /// Somebody's second phone is known as theirs.
    Same(MemberId),
    /// Somebody's name may be shown, or not any more.
    Shown(MemberId),
    Door(bool),
    /// How many have voted, of how many; never for what.
    Voted {
        voted: u32,
        of: u32,
    },
    /// The votes may be seen.
    Revealed {
        ballot: u32,
    },
    /// The second vote has no winner.
    Tied,
    /// The team's move was played.
    Decided {
        choice: u8,
    },
    /// The customer waited.
    Waited,
    /// The inject at this place in the scenario's list was brought.
    Injected {
        inject: u8,
    },
    Phase(Phase),
    Paused(bool),
    Noted,
}

/// Why a command is refused. Nothing has changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Refused {
    /// The room is full.
    Full,
    /// There is no such person, or they are gone.
    Nobody,
    /// The facilitator has not let them in yet.
    NotIn,
    /// A name or a note must have letters.
    Empty,
    /// That was said or done already.
    Already,
    /// Not in this phase.
    NotNow,
    Paused,
    /// No vote is open, or another one is.
    OtherBallot,
    /// That cannot be chosen now.
    NoSuchChoice,
    /// Somebody else sits in the hot seat.
    NotInSeat,
    /// So many notes of one person are enough.
    Enough,
    /// The scenario's list has none of this id.
    NoSuchInject,
    /// It was brought already: each happens once in a drill.
    Brought,
}

impl Refused {
    /// The reason, and what to do.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Full => "The room is full.",
            Self::Nobody => "You are not in this session any more: join again.",
            Self::NotIn => "The facilitator has not let you in yet: wait a moment.",
            Self::Empty => "Write at least one letter.",
            Self::Already => "That is so already.",
            Self::NotNow => "Not now: the session is somewhere else.",
            Self::Paused => "The session is paused.",
            Self::OtherBallot => "This vote is over.",
            Self::NoSuchChoice => "This cannot be chosen now.",
            Self::NotInSeat => "Somebody else decides this time.",
            Self::Enough => "You have written enough notes.",
            Self::NoSuchInject => "The scenario has no such inject.",
            Self::Brought => "That has happened already: each inject comes once in a drill.",
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words())
    }
}

impl std::error::Error for Refused {}
