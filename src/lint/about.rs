//! What a rule is for, in words.

use crate::scenario::Rule;

/// A rule explained: for `bounceback explain`, and for the list in the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    pub rule: Rule,
    /// One line without a full stop.
    pub summary: &'static str,
    /// What it means and why it matters for training.
    pub why: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// A small case.
    pub example: &'static str,
}
