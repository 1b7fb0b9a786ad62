//! What the words of a text are, for whoever paints them.

use std::ops::Range;

use super::document::Document;
use super::token::TokenKind;
use crate::customer::ActKind;
use crate::vocabulary::Vocabulary;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    /// Brackets, commas, colons, and what has no place in RON.
    Sign,
    /// A field's name.
    Name,
    /// The name of an act.
    Act,
    /// Another bare name, a number, `true`.
    Value,
    /// Text in quotes.
    Text,
    Comment,
}

/// The words of these bytes of a text, in order. White space is between them.
#[must_use]
pub fn hues(document: &Document, range: Range<usize>) -> Vec<(Range<usize>, Hue)> {
    let tokens = &document.tree().tokens;
    let first = tokens.partition_point(|token| token.span.end <= range.start);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate().skip(first) {
        if token.span.start >= range.end {
            break;
        }
        let is_name = tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Colon);
        let hue = match token.kind {
            TokenKind::Comment => Hue::Comment,
            TokenKind::Text { .. } | TokenKind::Word if is_name => Hue::Name,
            TokenKind::Text { .. } => Hue::Text,
            TokenKind::Word if ActKind::from_name(document.slice(&token.span)).is_some() => Hue::Act,
            TokenKind::Word | TokenKind::Number => Hue::Value,
            TokenKind::Open | TokenKind::Close | TokenKind::Comma | TokenKind::Colon | TokenKind::Other => Hue::Sign,
        };
        found.push((token.span.start.max(range.start)..token.span.end.min(range.end), hue));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        let document = Document::new("(acts: [Listen, Wait(1)], say: \"No\", // so\n settled: true)");
        let told: Vec<(&str, Hue)> = hues(&document, 0..document.text().len())
            .into_iter()
            .filter(|(_, hue)| *hue != Hue::Sign)
            .map(|(span, hue)| (&document.text()[span], hue))
            .collect();
        assert_eq!(
            told,
            [
                ("acts", Hue::Name),
                ("Listen", Hue::Act),
                ("Wait", Hue::Act),
                ("1", Hue::Value),
                ("say", Hue::Name),
                ("\"No\"", Hue::Text),
                ("// so", Hue::Comment),
                ("settled", Hue::Name),
                ("true", Hue::Value),
            ]
        );
    }

    #[test]
    fn a_range_cuts_the_words_at_its_ends() {
        let document = Document::new("[Listen, \"No no\"]");
        assert_eq!(
            hues(&document, 3..12),
            [(3..7, Hue::Act), (7..8, Hue::Sign), (9..12, Hue::Text)]
        );
    }
}
