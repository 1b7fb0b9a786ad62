//! Where customers stand: the sets that are shipped, and a site's own from the folder `sets` beside its scenarios.

use std::collections::BTreeMap;
use std::ops::Range;

use ron::error::Position;

use crate::diagnostic::{Diagnostic, Source, nearest};
use crate::figure::{SETS, Set, plain_set, set_named};
use crate::scenario::Scenario;

/// The name of the folder with a site's sets, beside its scenarios.
pub const SETS_FOLDER: &str = "sets";

/// All sets at hand. A site's own stands before a shipped one of the same name.
#[derive(Debug, Clone, Default)]
pub struct Sets {
    own: BTreeMap<String, Set>,
}

impl Sets {
    /// The set of this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Set> {
        self.own.get(name).or_else(|| set_named(name))
    }

    /// The set of a scenario; one that is not known is a plain room.
    #[must_use]
    pub fn of(&self, scenario: &Scenario) -> &Set {
        match self.named(&scenario.setting) {
            Some(set) => set,
            None => plain_set(),
        }
    }

    /// The name nearest to what was written.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let shipped = SETS.iter().map(|(name, _)| *name);
        nearest(name, self.own.keys().map(String::as_str).chain(shipped))
    }

    /// Whether the site has a set of this name.
    pub(super) fn has_own(&self, name: &str) -> bool {
        self.own.contains_key(name)
    }

    /// Reads a site's set.
    pub(super) fn add(&mut self, name: &str, source: &Source) -> Vec<Diagnostic> {
        match Set::read(&source.text) {
            Ok(set) => {
                self.own.insert(name.to_owned(), set);
                Vec::new()
            }
            Err(why) => {
                let found = Diagnostic::error("set", why.code.to_string(), span(source, why.span.start, why.span.end))
                    .help_if(meant(&why.code))
                    .help(
                        "assets/sets/plain.ron tells all that a set can hold; scenarios in this one get a plain room",
                    );
                vec![found]
            }
        }
    }
}

/// Did they mean …?
fn meant(why: &ron::Error) -> Option<String> {
    let (ron::Error::NoSuchStructField { found, expected, .. } | ron::Error::NoSuchEnumVariant { found, expected, .. }) =
        why
    else {
        return None;
    };
    nearest(found, expected.iter().copied()).map(|name| format!("did you mean `{name}`?"))
}

/// What is wrong with the text of a site's set.
#[must_use]
pub fn check_set(source: &Source) -> Vec<Diagnostic> {
    Sets::default().add("", source)
}

/// The bytes between two places, at least one character where there is one.
fn span(source: &Source, start: Position, end: Position) -> Range<usize> {
    let (start, end) = (byte(&source.text, start), byte(&source.text, end));
    let next = source.text[start..].chars().next().map_or(0, char::len_utf8);
    start..end.max(start + next)
}

/// The byte at a line and a column, both from 1; beyond the end of the line: its end.
fn byte(text: &str, at: Position) -> usize {
    let line_start = text
        .split_inclusive('\n')
        .take(at.line.saturating_sub(1))
        .map(str::len)
        .sum::<usize>()
        .min(text.len());
    let line = text[line_start..].lines().next().unwrap_or_default();
    let column = line.char_indices().nth(at.col.saturating_sub(1));
    line_start + column.map_or(line.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_byte_also_behind_letters_of_many_bytes() {
        let text = "ä\nöö\n";
        for (line, col, wanted) in [(1, 1, 0), (1, 2, 2), (2, 2, 5), (2, 9, 7), (9, 1, 8), (0, 0, 0)] {
            assert_eq!(byte(text, Position { line, col }), wanted, "{line}:{col}");
        }
        let source = Source::new("x", text);
        assert_eq!(
            span(&source, Position { line: 2, col: 1 }, Position { line: 2, col: 1 }),
            3..5
        );
        assert_eq!(
            span(&source, Position { line: 9, col: 9 }, Position { line: 1, col: 1 }),
            8..8
        );
    }
}
