//! A text cut into words, texts and brackets, however broken it is.
//!
//! The reader's own tree ([`crate::scenario::read`]) is for texts that are whole. While somebody types a text is whole only now and then,
//! and completion is asked exactly in between: this cut never fails, and takes a fraction of a picture's time for 300 beats.

use std::ops::Range;

use crate::scenario::block_comment;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    Comma,
    Colon,
    /// Text in quotes, raw or not; `closed` where its closing quote is there.
    Text {
        closed: bool,
    },
    /// A name without quotes, `true` and `false` among them.
    Word,
    Number,
    /// To the end of the line, or between `/*` and `*/`.
    Comment,
    /// What has no place in RON.
    Other,
}

/// A token with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// The white space before it on its line, in bytes, where it is the first on its line.
    pub indent: Option<usize>,
}

impl Token {
    /// Whether it is a comment.
    #[must_use]
    pub fn is_comment(&self) -> bool {
        self.kind == TokenKind::Comment
    }
}

/// Cuts a text. `whole`: texts may go on over the end of a line, as RON allows; else they end there, so that a quote that is not
/// closed spoils one line only.
#[must_use]
pub fn tokens(text: &str, whole: bool) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 8);
    let (mut at, mut line, mut first) = (0, 0, true);
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        if letter == '\n' {
            (at, line, first) = (at + 1, at + 1, true);
            continue;
        }
        if letter.is_whitespace() || letter == '\u{feff}' {
            at += letter.len_utf8();
            continue;
        }
        let (kind, length) = cut(rest, letter, whole);
        tokens.push(Token {
            kind,
            span: at..at + length,
            indent: first.then_some(at - line),
        });
        first = false;
        if let Some(end) = text[at..at + length].rfind('\n') {
            line = at + end + 1;
        }
        at += length;
    }
    tokens
}

/// The first token of a text that begins with no white space.
fn cut(rest: &str, letter: char, whole: bool) -> (TokenKind, usize) {
    match letter {
        '(' | '[' | '{' => (TokenKind::Open, 1),
        ')' | ']' | '}' => (TokenKind::Close, 1),
        ',' => (TokenKind::Comma, 1),
        ':' => (TokenKind::Colon, 1),
        '/' if rest.starts_with("//") => (TokenKind::Comment, line_of(rest).trim_end().len()),
        '/' if rest.starts_with("/*") => (TokenKind::Comment, block_comment(rest).unwrap_or(line_of(rest).len())),
        '"' => quoted(rest, whole),
        'r' if rest.starts_with("r\"") || rest.starts_with("r#") => raw(rest, whole),
        '0'..='9' | '+' | '-' | '.' => {
            let inside = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '+' | '-');
            (
                TokenKind::Number,
                rest.find(|letter| !inside(letter)).unwrap_or(rest.len()),
            )
        }
        letter if is_word(letter) => (
            TokenKind::Word,
            rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
        ),
        letter => (TokenKind::Other, letter.len_utf8()),
    }
}

/// Whether a name without quotes can hold this.
#[must_use]
pub fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn line_of(rest: &str) -> &str {
    rest.split('\n').next().unwrap_or_default()
}

fn quoted(rest: &str, whole: bool) -> (TokenKind, usize) {
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (TokenKind::Text { closed: true }, at + 1),
            '\n' if !whole => break,
            '\\' => {
                if let Some((_, '\n')) = letters.next()
                    && !whole
                {
                    break;
                }
            }
            _ => {}
        }
    }
    let end = if whole {
        rest.len()
    } else {
        line_of(rest).trim_end().len()
    };
    (TokenKind::Text { closed: false }, end)
}

/// A raw text, `r#"…"#`.
fn raw(rest: &str, whole: bool) -> (TokenKind, usize) {
    let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
    let body = 1 + hashes;
    if !rest[body..].starts_with('"') {
        return (TokenKind::Other, body);
    }
    let end = format!("\"{}", "#".repeat(hashes));
    match rest[body + 1..].find(&end) {
        Some(at) => (TokenKind::Text { closed: true }, body + 1 + at + end.len()),
        None if whole => (TokenKind::Text { closed: false }, rest.len()),
        None => (TokenKind::Text { closed: false }, line_of(rest).trim_end().len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_up(text: &str, whole: bool) -> Vec<&str> {
        tokens(text, whole).into_iter().map(|token| &text[token.span]).collect()
    }

    #[test]
    fn texts_comments_and_names_are_one_token_each() {
        let check = |text: &str, expect: &[&str]| assert_eq!(cut_up(text, true), expect, "{text}");
        check(r#"a: "b\"c", // d"#, &["a", ":", r#""b\"c""#, ",", "// d"]);
        check(r##"[r#"x"y"#, -1.5]"##, &["[", r##"r#"x"y"#"##, ",", "-1.5", "]"]);
        check("/* a /* b */ c */ d", &["/* a /* b */ c */", "d"]);
        check("\"zwei\nZeilen\" z", &["\"zwei\nZeilen\"", "z"]);
    }

    #[test]
    fn an_open_text_ends_with_its_line_where_the_text_is_broken() {
        let text = "say: \"Hello,\nnext: \"end\"";
        assert_eq!(cut_up(text, false), ["say", ":", "\"Hello,", "next", ":", "\"end\""]);
        assert_eq!(tokens(text, false)[3].indent, Some(0));
    }
}
