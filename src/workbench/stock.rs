//! A small stock of things that any customer might say, for an author who wants something to change instead of an empty page.
//!
//! They are plain on purpose: nothing of the failure, of the place, of the person. Each is marked where it is put in.

use crate::scenario::Channel;

/// What is put beside each, so that none stays by accident.
pub const MARK: &str = "suggested: make it theirs";

/// How somebody speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Anger 0 to 3.
    Calm,
    /// Anger 4 to 6.
    Firm,
    /// Anger 7 to 9.
    Hot,
}

impl Tone {
    pub const fn of(anger: u8) -> Self {
        match anger {
            0..=3 => Self::Calm,
            4..=6 => Self::Firm,
            _ => Self::Hot,
        }
    }

    /// The highest anger of this tone.
    pub const fn top(self) -> u8 {
        match self {
            Self::Calm => 3,
            Self::Firm => 6,
            Self::Hot => 9,
        }
    }
}

/// How customer and trainee reach each other.
#[derive(Debug, Clone, Copy)]
enum Way {
    Face,
    Voice,
    Writing,
}

const fn way(channel: Channel) -> Way {
    match channel {
        Channel::FaceToFace => Way::Face,
        Channel::Phone => Way::Voice,
        Channel::Chat | Channel::Email | Channel::SocialMedia | Channel::Inbox => Way::Writing,
    }
}

/// The first words of a talk.
pub const fn opening(channel: Channel, tone: Tone) -> &'static str {
    match (way(channel), tone) {
        (Way::Face, Tone::Calm) => "Hello. Something went wrong, and I'd like to talk about it.",
        (Way::Face, Tone::Firm) => "I need somebody to look at this, please. It isn't what I paid for.",
        (Way::Face, Tone::Hot) => "I've had enough of this. Who is going to put it right?",
        (Way::Voice, Tone::Calm) => "Hello, I hope you can help me. Something went wrong.",
        (Way::Voice, Tone::Firm) => "I'm calling because this is not what I paid for.",
        (Way::Voice, Tone::Hot) => "At last, a person. I've had enough of this, and I want it put right.",
        (Way::Writing, Tone::Calm) => "Hello, something went wrong, and I hope you can help.",
        (Way::Writing, Tone::Firm) => "This is not what I paid for, and I'd like an answer, please.",
        (Way::Writing, Tone::Hot) => "I have had enough of this. I want to know who is going to put it right.",
    }
}

/// Words on the way.
pub const fn later(channel: Channel, tone: Tone) -> &'static str {
    match (way(channel), tone) {
        (Way::Face | Way::Voice, Tone::Calm) => "All right. And what happens now?",
        (Way::Face | Way::Voice, Tone::Firm) => "So what are you going to do about it?",
        (Way::Face, Tone::Hot) => "That is no answer. I'm standing here and nothing happens.",
        (Way::Voice, Tone::Hot) => "That is no answer. I've told you all of it, and nothing happens.",
        (Way::Writing, Tone::Calm) => "Thank you. What happens next?",
        (Way::Writing, Tone::Firm) => "And what are you going to do about it?",
        (Way::Writing, Tone::Hot) => "That does not answer my question. What are you going to do?",
    }
}

/// Words of somebody who is kept waiting, the second where it goes on.
pub const fn waiting(channel: Channel) -> [&'static str; 2] {
    match way(channel) {
        Way::Face => ["Hello? I'm still here.", "How much longer will this take?"],
        Way::Voice => ["Hello? Are you still there?", "I can't stay on the line for ever."],
        Way::Writing => ["Is anybody reading this?", "I'm still waiting for an answer."],
    }
}

/// Words of somebody who breaks off.
pub const fn walk_out(channel: Channel) -> &'static str {
    match way(channel) {
        Way::Face => "I've waited long enough. I'm leaving.",
        Way::Voice => "I've waited long enough. I'm hanging up.",
        Way::Writing => "Don't bother any more. I'll find somebody else.",
    }
}

/// The last words, best first, each with the tiers that say them.
pub const LAST_WORDS: [(&str, &str); 3] = [
    ("[Champion, Loyal]", "Thank you. I didn't expect that. I'll be back."),
    ("[Passive]", "All right. Goodbye, then."),
    (
        "[Detractor, Defector]",
        "I won't forget this, and I won't keep it to myself.",
    ),
];
