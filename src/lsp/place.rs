//! Places: bytes here, lines and 16-bit columns there; paths here, URIs there.

use std::ops::Range;
use std::path::PathBuf;

use lsp_types::{Position, TextEdit, Uri};

use crate::workbench::{Document, Patch, Unit};

/// The protocol's place of a byte.
pub fn position(document: &Document, byte: usize) -> Position {
    let (line, column) = document.lines().position(document.text(), byte, Unit::Utf16);
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Position::new(small(line), small(column))
}

/// The byte of a place; what lies outside of the text is brought inside.
pub fn byte(document: &Document, at: Position) -> usize {
    let large = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    document
        .lines()
        .byte(document.text(), large(at.line), large(at.character), Unit::Utf16)
}

pub fn range(document: &Document, span: &Range<usize>) -> lsp_types::Range {
    lsp_types::Range::new(position(document, span.start), position(document, span.end))
}

pub fn bytes(document: &Document, range: lsp_types::Range) -> Range<usize> {
    let (start, end) = (byte(document, range.start), byte(document, range.end));
    start..end.max(start)
}

pub fn edit(document: &Document, patch: &Patch) -> TextEdit {
    TextEdit::new(range(document, &patch.range), patch.text.clone())
}

/// The path of a `file:` URI; `None` of any other.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    // The host is this machine, whatever it is called.
    let rest = &rest[rest.find('/')?..];
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(rest.len());
    let mut letters = rest.bytes();
    while let Some(letter) = letters.next() {
        if letter != b'%' {
            bytes.push(letter);
            continue;
        }
        let digits = [letters.next()?, letters.next()?];
        let digits = std::str::from_utf8(&digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
    }
    let path = String::from_utf8(bytes).ok()?;
    // `/C:/scenarios` is `C:/scenarios`.
    let drive = path.as_bytes().get(2) == Some(&b':') && path.as_bytes()[1].is_ascii_alphabetic();
    Some(PathBuf::from(if drive { &path[1..] } else { &path }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_is_a_path() {
        let check = |uri: &str, expect: Option<&str>| {
            let uri: Uri = uri.parse().expect("a URI");
            assert_eq!(path(&uri), expect.map(PathBuf::from), "{}", uri.as_str());
        };
        check("file:///home/a%20b/heel.ron", Some("/home/a b/heel.ron"));
        check("file:///c%3A/site/heel.ron", Some("c:/site/heel.ron"));
        check("file://server/share/%C3%A9.ron", Some("/share/é.ron"));
        check("untitled:Untitled-1", None);
        check("file:///a%ff.ron", None);
    }

    #[test]
    fn places_count_sixteen_bit_units() {
        let document = Document::new("a\n\u{1d11e}é \"x\"");
        let x = document.text().find('x').expect("x");
        assert_eq!(position(&document, x), Position::new(1, 5));
        assert_eq!(byte(&document, Position::new(1, 5)), x);
        assert_eq!(byte(&document, Position::new(9, 9)), document.text().len());
    }
}
