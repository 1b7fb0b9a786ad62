//! What was found, with its evidence.

use std::ops::Range;

use super::path::Path;
use crate::diagnostic::Diagnostic;
use crate::scenario::{BeatId, Rule};
use crate::vocabulary::Vocabulary;

/// One finding of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    /// What it speaks of, as far as it is one beat and one move of it: what an `allow` can name.
    pub beat: Option<BeatId>,
    pub mv: Option<String>,
    pub diagnostic: Diagnostic,
    /// How to see it, where there is something to play.
    pub path: Option<Path>,
}

impl Finding {
    /// A finding about the scenario as a whole.
    pub(super) fn new(rule: Rule, message: impl Into<String>, place: Range<usize>) -> Self {
        Self {
            rule,
            beat: None,
            mv: None,
            diagnostic: Diagnostic::warning(rule.name(), message, place),
            path: None,
        }
    }

    pub(super) fn at(mut self, beat: BeatId) -> Self {
        self.beat = Some(beat);
        self
    }

    pub(super) fn of_move(mut self, id: &str) -> Self {
        self.mv = Some(id.to_owned());
        self
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.label(label);
        self
    }

    pub(super) fn related(mut self, place: Range<usize>, label: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.related(place, label);
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.help(help);
        self
    }

    pub(super) fn seen_by(mut self, path: Path) -> Self {
        self.path = Some(path);
        self
    }
}

/// What solving a scenario came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub findings: Vec<Finding>,
    /// The most states that one temper's drills can be in, counted once where they are worth the same; where there are more
    /// than the limit, the limit.
    pub states: usize,
    /// The limit.
    pub states_max: usize,
}

/// What was found by reading and by solving, together, in the order of places. What the walk says of beats is more exact than what the
/// graph says, so where there is a report the reader's `unreachable-beat` is not told again.
#[must_use]
pub fn together(read: &[Diagnostic], report: Option<&Report>) -> Vec<(Diagnostic, Option<Path>)> {
    let told_again = |found: &&Diagnostic| report.is_some() && found.code == Rule::UnreachableBeat.name();
    let read = read.iter().filter(|found| !told_again(found));
    let mut found: Vec<_> = read.map(|found| (found.clone(), None)).collect();
    for finding in report.iter().flat_map(|report| &report.findings) {
        found.push((finding.diagnostic.clone(), finding.path.clone()));
    }
    found.sort_by_key(|(found, _)| found.span.as_ref().map_or(0, |span| span.start));
    found
}
