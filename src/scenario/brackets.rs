//! Texts, comments and brackets that are not closed, found before a text is parsed.
//!
//! One of them open makes all that follows look wrong, and the parser tells it from the bracket's side: the whole file is
//! underlined. It also descends into nested groups without a bound, so that their depth is measured here.

use std::ops::Range;

use crate::diagnostic::Diagnostic;

/// How deep brackets may nest: a scenario needs ten levels.
const DEPTH_MAX: usize = 64;

/// A part of a text that matters here.
enum Part {
    Open(char),
    Close(char),
    /// Text in quotes; whether its closing quote was found.
    Text {
        closed: bool,
    },
    /// A character between apostrophes; more than one character where the apostrophe is none of RON's.
    Character,
    /// A comment that runs to the end of the file.
    OpenComment,
}

struct Token {
    part: Part,
    span: Range<usize>,
}

/// What is open in this text, if anything is.
pub(super) fn left_open(text: &str) -> Option<Diagnostic> {
    let tokens = scan(text);
    if let Some(last) = tokens.last().filter(|last| matches!(last.part, Part::OpenComment)) {
        let place = last.span.start..last.span.start + 2;
        return Some(
            Diagnostic::error("syntax", "this comment never ends", place)
                .label("opened here")
                .help("close it with `*/`; a comment inside a comment needs its own"),
        );
    }
    let bracket = open_bracket(&tokens, text)?;
    Some(long_text(&tokens, text).unwrap_or(bracket))
}

/// The first text in quotes that goes on over the end of its line. RON allows it; where something else is wrong, the closing
/// quote was most likely forgotten.
pub(super) fn open_text(text: &str) -> Option<Diagnostic> {
    long_text(&scan(text), text)
}

fn long_text(tokens: &[Token], text: &str) -> Option<Diagnostic> {
    tokens.iter().find_map(|token| {
        let written = &text[token.span.clone()];
        let closed = match token.part {
            Part::Text { closed } => closed,
            Part::Character if written.contains('\n') => {
                let place = token.span.start..token.span.start + 1;
                return Some(
                    Diagnostic::error("syntax", "an apostrophe outside of a text", place)
                        .label("is the opening quote of this text missing?"),
                );
            }
            _ => return None,
        };
        let line = match (written.find('\n'), closed) {
            (Some(end), _) => &written[..end],
            (None, false) => written,
            (None, true) => return None,
        };
        let end = token.span.start + line.trim_end().len();
        Some(
            Diagnostic::error(
                "syntax",
                "this text goes on over the end of its line",
                token.span.start..end,
            )
            .label("is its closing quote missing?"),
        )
    })
}

/// The bracket that nothing closes, or that closes nothing. Where brackets match but stand at different depths of the layout,
/// an inner one was most likely forgotten, and the layout tells which.
fn open_bracket(tokens: &[Token], text: &str) -> Option<Diagnostic> {
    let mut open: Vec<(&Token, char)> = Vec::new();
    let mut suspect: Option<(&Token, &Token)> = None;
    for token in tokens {
        match token.part {
            Part::Open(closer) => open.push((token, closer)),
            Part::Close(closer) => {
                let Some((opener, wanted)) = open.pop() else {
                    return Some(
                        Diagnostic::error("syntax", format!("this `{closer}` closes nothing"), token.span.clone())
                            .label("one too many, or its opening bracket is missing"),
                    );
                };
                if closer != wanted {
                    let (opener, closer) = suspect.unwrap_or((opener, token));
                    return Some(never_closed(opener, Some(closer), text));
                }
                let (width, first) = indent(text, token.span.start);
                if suspect.is_none() && first && width != indent(text, opener.span.start).0 {
                    suspect = Some((opener, token));
                }
            }
            _ => {}
        }
        if open.len() > DEPTH_MAX {
            return Some(
                Diagnostic::error("syntax", "brackets are nested too deep", token.span.clone())
                    .label(format!("more than {DEPTH_MAX} levels")),
            );
        }
    }
    let (last, _) = open.last()?;
    Some(match suspect {
        Some((opener, closer)) => never_closed(opener, Some(closer), text),
        None => never_closed(last, None, text),
    })
}

fn never_closed(opener: &Token, closer: Option<&Token>, text: &str) -> Diagnostic {
    let (bracket, wanted) = match opener.part {
        Part::Open(wanted) => (&text[opener.span.clone()], wanted),
        _ => ("(", ')'),
    };
    let error = Diagnostic::error(
        "syntax",
        format!("this `{bracket}` is never closed"),
        opener.span.clone(),
    )
    .label(format!("a `{wanted}` is missing"));
    match closer {
        Some(closer) => error.related(
            closer.span.clone(),
            format!("before this `{}`", &text[closer.span.clone()]),
        ),
        None => error,
    }
}

/// The white space before the first thing on a byte's line, and whether the byte is that first thing.
fn indent(text: &str, at: usize) -> (usize, bool) {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[line..at];
    let width = before.len() - before.trim_start_matches([' ', '\t']).len();
    (width, line + width == at)
}

/// Cuts a text as the parser does.
fn scan(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let (part, length) = match letter {
            '(' => (Some(Part::Open(')')), 1),
            '[' => (Some(Part::Open(']')), 1),
            '{' => (Some(Part::Open('}')), 1),
            ')' | ']' | '}' => (Some(Part::Close(letter)), 1),
            '/' if rest.starts_with("//") => (None, rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => match block_comment(rest) {
                Some(length) => (None, length),
                None => (Some(Part::OpenComment), rest.len()),
            },
            '"' | '\'' => {
                let (length, closed) = quoted(rest, letter);
                let part = if letter == '"' {
                    Part::Text { closed }
                } else {
                    Part::Character
                };
                (Some(part), length)
            }
            'r' if rest.starts_with("r\"") || rest.starts_with("r#") => (None, raw(rest)),
            letter if is_word(letter) => (None, rest.find(|next| !is_word(next)).unwrap_or(rest.len())),
            letter => (None, letter.len_utf8()),
        };
        if let Some(part) = part {
            let span = at..at + length;
            tokens.push(Token { part, span });
        }
        at += length;
    }
    tokens
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The length of a block comment, in which comments nest; `None` where it has no end.
pub(crate) fn block_comment(rest: &str) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(two) = rest.as_bytes().get(at..at + 2) {
        match two {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The length of something in quotes, and whether it ends.
fn quoted(rest: &str, quote: char) -> (usize, bool) {
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        if letter == quote {
            return (at + 1, true);
        }
        if letter == '\\' {
            letters.next();
        }
    }
    (rest.len(), false)
}

/// The length of a raw text, `r#"…"#`.
fn raw(rest: &str) -> usize {
    let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
    let body = 1 + hashes;
    if !rest[body..].starts_with('"') {
        return body;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    rest[body + 1..]
        .find(&end)
        .map_or(rest.len(), |at| body + 1 + at + end.len())
}
