//! What goes over the wire. Texts in both directions are JSON, one message each.

use serde::{Deserialize, Serialize};

use crate::session::class::{Ask, Card, View};

/// The most bytes of a message: three answers of a thousand letters each are the longest.
pub const PAGE_BYTES_MAX: usize = 16 * 1024;

/// The first message of a page. Nothing else is listened to before it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Hello {
    /// Somebody new, with what they read on the trainer's screen. Without a name they practise as nobody.
    Join {
        code: String,
        #[serde(default)]
        name: Option<String>,
    },
    /// A device that was here before.
    Back { token: String },
}

/// What a page asks, with a number that the answer bears and the turn at which it stood.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    pub n: u32,
    pub turn: u32,
    pub ask: Ask,
}

/// Everything that a page shows. Sent on each change.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    pub view: Option<View>,
    /// What goes wrong on the trainer's machine, and what that means for the trainee.
    pub trouble: Option<&'a str>,
    /// Why this trainee's drill is not recorded.
    pub unrecorded: Option<&'a str>,
}

/// What does not change: sent once.
#[derive(Debug, Serialize)]
pub struct Fixed {
    pub cards: Vec<Card>,
    pub modes: Vec<(&'static str, &'static str)>,
    pub sure_question: &'static str,
    pub sure_words: Vec<&'static str>,
    /// Whether drills are recorded.
    pub records: bool,
}
