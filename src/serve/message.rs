//! What goes over the wire. Texts in both directions are JSON, one message each.

use serde::{Deserialize, Serialize};

use crate::session::team::{Command, MemberId, NoteKind, OwnView, Plan};

/// The most bytes of a message.
pub const MESSAGE_BYTES_MAX: usize = 64 * 1024;
/// The most bytes of a message from anybody but the facilitator, who alone sends plans.
pub const PHONE_BYTES_MAX: usize = 4 * 1024;

/// The first message of a device. Nothing else is listened to before it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Hello {
    /// Somebody new, with what they read on the shared screen.
    Join { code: String, name: String },
    /// A device that was here before, or the facilitator's, or a screen's.
    Back { token: String },
}

/// What a device asks, with a number that the answer bears.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    pub n: u32,
    pub ask: Ask,
}

/// What can be asked by a device.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Ask {
    Vote {
        ballot: u32,
        choice: u8,
    },
    Decide {
        choice: u8,
    },
    Note {
        kind: NoteKind,
        text: String,
    },
    Shown {
        shown: bool,
    },
    Leave {},
    /// The facilitator's: any command that is theirs.
    Do {
        command: Command,
    },
    /// The facilitator's: the team's plan as it is now.
    Plan {
        plan: Plan,
    },
}

impl Ask {
    /// The command of somebody in the room; `None` where only the facilitator may ask it.
    #[must_use]
    pub fn by(self, member: MemberId) -> Option<Command> {
        Some(match self {
            Self::Vote { ballot, choice } => Command::Vote { member, ballot, choice },
            Self::Decide { choice } => Command::Decide { member, choice },
            Self::Note { kind, text } => Command::Note { member, kind, text },
            Self::Shown { shown } => Command::Shown { member, shown },
            Self::Leave {} => Command::Leave { member },
            Self::Do { .. } | Self::Plan { .. } => return None,
        })
    }

    /// The facilitator's command; `None` where it is none of theirs.
    #[must_use]
    pub fn by_facilitator(self) -> Option<Command> {
        match self {
            Self::Do { command } if is_facilitators(&command) => Some(command),
            _ => None,
        }
    }
}

/// Whether a command is the facilitator's: nobody speaks for somebody else.
#[must_use]
pub const fn is_facilitators(command: &Command) -> bool {
    !matches!(
        command,
        Command::Join { .. }
            | Command::Leave { .. }
            | Command::Away { .. }
            | Command::Return { .. }
            | Command::Vote { .. }
            | Command::Decide { .. }
            | Command::Note { .. }
            | Command::Shown { .. }
    )
}

/// Answers and news, beside the state that is put together in `snapshot`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Told<'a> {
    /// The device's token: the only time that it is told.
    Welcome { token: &'a str },
    /// What was asked is done, and stands on the disk.
    Done { n: u32, own: Option<OwnView> },
    /// Why it is not.
    Refused { n: u32, why: &'a str },
    /// How many have voted in a ballot, of how many.
    Voted { ballot: u32, voted: u32, of: u32 },
    /// The conversation is over; where `again` a new hello may help.
    Bye { why: &'a str, again: bool },
}

impl Told<'_> {
    /// As JSON.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string(self).expect("plain data with written names")
    }
}
