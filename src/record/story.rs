//! Stories: real recoveries as staff tell them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::PersonId;
use crate::customer::FailureKind;
use crate::scenario::Channel;

/// A story's name for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryId(pub Uuid);

impl StoryId {
    /// A new one (version 7).
    #[must_use]
    pub fn new() -> Self {
        Self(Uuid::now_v7())
    }
}

impl Default for StoryId {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Display for StoryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A recovery that happened. Where its author is erased, it goes with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    pub id: StoryId,
    pub at: Timestamp,
    /// Who tells it; `None`: somebody who gave no name.
    pub author: Option<PersonId>,
    pub title: String,
    /// What broke, what was done, how it ended, what was changed.
    pub broke: String,
    pub did: String,
    pub ended: String,
    pub changed: String,
    /// Words without commas; sorted, each once.
    pub tags: Vec<String>,
    /// The colleague who is recognised.
    pub recognised: Option<PersonId>,
    pub failure: Option<FailureKind>,
    pub channel: Option<Channel>,
}

impl Story {
    /// Tags as they are kept: without blanks and `#`, sorted, each once.
    pub fn tags_of<'t>(typed: impl IntoIterator<Item = &'t str>) -> Vec<String> {
        let typed = typed
            .into_iter()
            .map(|tag| tag.trim().trim_start_matches('#').to_owned());
        let mut tags: Vec<String> = typed.filter(|tag| !tag.is_empty()).collect();
        tags.sort();
        tags.dedup();
        tags
    }

    /// Whether it tells enough to be kept: what it is called, and what broke.
    #[must_use]
    pub fn is_told(&self) -> bool {
        !self.title.trim().is_empty() && !self.broke.trim().is_empty()
    }

    /// All its words in small letters: what is searched.
    pub(super) fn words(&self) -> String {
        let texts = [&self.title, &self.broke, &self.did, &self.ended, &self.changed];
        let words: Vec<&str> = texts.into_iter().chain(&self.tags).map(String::as_str).collect();
        words.join("\n").to_lowercase()
    }
}
