//! From text to a RON tree: syntax, depth, duplicate keys of maps.

use ronin_core::ast::{Document, Value};

use crate::diagnostic::Diagnostic;

/// Options under which scenarios and policies are read: `Some(…)` need not be written.
pub(super) fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// The byte at which a line and column of ron's stand (both from 1, columns count characters).
pub(super) fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or_default();
    start
        + rest
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(rest.len(), |(at, _)| at)
}

/// The longest text that is read as a scenario, in bytes: far more than any trainer writes.
const TEXT_MAX: usize = 4 << 20;

/// Parses a text into the tree of its one value.
///
/// # Errors
/// What is left open ([`super::brackets`]), else every other error of syntax ([`super::syntax`]).
pub(super) fn tree(text: &str) -> Result<Value, Vec<Diagnostic>> {
    if text.len() > TEXT_MAX {
        let size = text.len() >> 20;
        return Err(vec![Diagnostic::general(
            "too-long",
            format!("a scenario of {size} MiB is not read; the most is 4"),
        )]);
    }
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(vec![
            Diagnostic::general("empty-file", "the file is empty")
                .help("`bounceback new ID` writes a scenario to start from"),
        ]);
    }
    if let Some(open) = super::brackets::left_open(text) {
        return Err(vec![open]);
    }
    let document = ronin_core::parse(text);
    let found = super::syntax::faults(&document, text);
    if !found.is_empty() {
        return Err(found);
    }
    Document::cast(document.root())
        .and_then(|root| root.value())
        .ok_or_else(|| {
            vec![
                Diagnostic::general("empty-file", "there is no scenario in this file")
                    .help("`bounceback new ID` writes a scenario to start from"),
            ]
        })
}
