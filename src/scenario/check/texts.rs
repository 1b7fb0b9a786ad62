//! Texts that people read.

use std::ops::Range;

use super::Checker;
use crate::diagnostic::{Diagnostic, Known};
use crate::scenario::draft::PlacedText;
use crate::scenario::text::{PLACEHOLDERS, Text};

impl Checker<'_> {
    /// A text with its placeholders checked.
    pub(super) fn text(&mut self, text: &PlacedText) -> Text {
        if text.value.trim().is_empty() {
            self.error(
                Diagnostic::error("empty-text", "this text is empty", text.span.clone()).label("nothing is said"),
            );
        }
        self.no_control(text);
        Text::new(&text.value).unwrap_or_else(|unknown| {
            for (at, name) in unknown {
                let literal = self.source.get(text.span.clone()).unwrap_or_default();
                let place = brace_in_literal(literal, text.value[..at.start].matches('{').count(), at.len());
                let place = text.span.start + place.start..text.span.start + place.end;
                self.error(
                    Diagnostic::error(
                        "unknown-placeholder",
                        format!("there is no placeholder `{{{name}}}`"),
                        place,
                    )
                    .label("not known")
                    .help_if(Known(PLACEHOLDERS.to_vec()).help(&name)),
                );
            }
            Text::default()
        })
    }

    /// A text without placeholders.
    pub(super) fn plain(&mut self, what: &str, text: &PlacedText) -> String {
        if text.value.trim().is_empty() {
            let message = format!("the {what} is empty");
            self.error(Diagnostic::error("empty-text", message, text.span.clone()).label("nothing here"));
        }
        self.no_control(text);
        text.value.clone()
    }

    /// Control characters have no place in a text: on a terminal they would act, not show.
    pub(super) fn no_control(&mut self, text: &PlacedText) {
        let control = |letter: &char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
        if let Some(letter) = text.value.chars().find(control) {
            let message = format!("this text holds a control character, {}", letter.escape_unicode());
            self.error(Diagnostic::error("control-character", message, text.span.clone()).label("take it out"));
        }
    }
}

/// Where the brace of this number (from 0) stands in a literal as it was written, with this many bytes from there on.
/// Escapes and the marks of a raw text make a literal longer than what it says.
fn brace_in_literal(literal: &str, number: usize, length: usize) -> Range<usize> {
    let raw = literal.starts_with('r');
    let mut letters = literal.char_indices();
    let mut left = number;
    while let Some((at, letter)) = letters.next() {
        let brace = match letter {
            '\\' if !raw => escaped(&mut letters) == Some('{'),
            other => other == '{',
        };
        if !brace {
            continue;
        }
        if left == 0 {
            let mut end = (at + length).min(literal.len());
            while !literal.is_char_boundary(end) {
                end += 1;
            }
            return at..end;
        }
        left -= 1;
    }
    0..literal.len()
}

/// The letter that an escape stands for, where it is written by its number.
fn escaped(letters: &mut std::str::CharIndices<'_>) -> Option<char> {
    let digits: String = match letters.next()?.1 {
        'x' => letters.by_ref().take(2).map(|(_, digit)| digit).collect(),
        'u' => letters
            .by_ref()
            .skip(1)
            .map(|(_, digit)| digit)
            .take_while(|&digit| digit != '}')
            .collect(),
        _ => return None,
    };
    u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::brace_in_literal;

    #[test]
    fn a_brace_is_found_behind_escapes() {
        let check = |literal: &str, number: usize, length: usize, marked: &str| {
            assert_eq!(&literal[brace_in_literal(literal, number, length)], marked, "{literal}");
        };
        check(r#""Hi {a}""#, 0, 3, "{a}");
        check(r#""Hi {name} {b}""#, 1, 3, "{b}");
        check(r#""\"Hi\" \u{e9} \\ {a}""#, 0, 3, "{a}");
        check(r##"r#"Hi "you" {a}"#"##, 0, 3, "{a}");
        check(r#""\u{7b}b} {a}""#, 1, 3, "{a}");
        check(r#""\x7bb} {a}""#, 0, 3, r"\x7");
        check(r#""{é""#, 0, 2, "{é");
    }
}
