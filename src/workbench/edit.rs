//! Sets and takes out values, and leaves all else as it is.

use std::ops::Range;

use super::document::Document;
use super::insert::insert;
use super::patch::Patch;
use super::path::{Path, Step};
use super::tree::{NodeId, NodeKind, ROOT};
use super::value::{Value, indented};

/// Why an edit cannot be made. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// A bracket or quote of the text is open: nobody can say where a value ends.
    Broken,
    /// There is no such value.
    NoSuchPlace(Path),
    /// The value stands in something that cannot hold it: a list where a group should be.
    WrongPlace(Path),
    /// What should be written is not one value.
    NotAValue,
    /// A value of this name is there already.
    Twice(Path),
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Broken => f.write_str("a bracket or quote of the text is open: mend the text first"),
            Self::NoSuchPlace(path) => write!(f, "there is no `{path}` in this text"),
            Self::WrongPlace(path) => write!(f, "nothing can be put into `{path}`"),
            Self::NotAValue => f.write_str("what should be written is not one value"),
            Self::Twice(path) => write!(f, "`{path}` is there already"),
        }
    }
}

impl std::error::Error for EditError {}

/// Refuses texts in which the end of a value is a guess.
pub(super) fn whole(document: &Document) -> Result<(), EditError> {
    if document.tree().whole {
        Ok(())
    } else {
        Err(EditError::Broken)
    }
}

pub(super) fn find(document: &Document, path: &Path) -> Result<NodeId, EditError> {
    document.find(path).ok_or_else(|| EditError::NoSuchPlace(path.clone()))
}

/// Writes a value. Where it is not there yet it is put in, with the groups around it: `customer.look.hair.style` of a customer without a
/// look. No patches where the very same stands there.
pub fn set(document: &Document, path: &Path, value: &Value) -> Result<Vec<Patch>, EditError> {
    whole(document)?;
    let ron = value.ron().ok_or(EditError::NotAValue)?;
    if let Some(id) = document.find(path) {
        let span = document.node(id).span.clone();
        if document.slice(&span) == ron {
            return Ok(Vec::new());
        }
        let ron = indented(&ron, indentation(document, span.start));
        return Ok(vec![Patch::new(span, ron)]);
    }
    // What is missing is written from the inside out, and put into the innermost group that is there.
    let mut ron = ron;
    let mut rest = path.clone();
    while let Some((before, last)) = rest.split() {
        if let Some(id) = document.find(&before) {
            return put(document, &before, id, last, &ron);
        }
        ron = match last {
            Step::Name(name) => format!("({name}: {ron})"),
            Step::Item(0) => format!("[{ron}]"),
            Step::Item(_) => return Err(EditError::NoSuchPlace(path.clone())),
        };
        rest = before;
    }
    Err(EditError::NoSuchPlace(path.clone()))
}

/// Puts a value that is not there into a node.
fn put(document: &Document, into: &Path, id: NodeId, step: &Step, ron: &str) -> Result<Vec<Patch>, EditError> {
    let node = document.node(id);
    match (step, node.kind) {
        (Step::Name(name), NodeKind::Group | NodeKind::Map) => {
            super::insert::named(document, id, name, ron).ok_or_else(|| EditError::WrongPlace(into.clone()))
        }
        (Step::Item(at), NodeKind::List) if *at == node.entries.len() => Ok(insert(document, id, *at, ron)),
        (Step::Item(_), NodeKind::List) => Err(EditError::NoSuchPlace(into.clone())),
        _ => Err(EditError::WrongPlace(into.clone())),
    }
}

/// Takes a value out, with its name and its comma; a line that held nothing else goes with it. Comments stay.
pub fn remove(document: &Document, path: &Path) -> Result<Vec<Patch>, EditError> {
    whole(document)?;
    let id = find(document, path)?;
    match document.entry_of(id) {
        Some((parent, at, _)) if parent != ROOT => Ok(remove_entry(document, parent, at)),
        _ => Err(EditError::NoSuchPlace(path.clone())),
    }
}

/// Takes an entry out of its node.
pub(super) fn remove_entry(document: &Document, parent: NodeId, at: usize) -> Vec<Patch> {
    let entries = &document.node(parent).entries;
    let entry = &entries[at];
    let start = entry.span.start;
    let mut patches = Vec::new();
    // A comment between the value and its comma stays, and the comma goes for itself.
    let end = match entry.comma {
        Some(comma) if has_comment(document, entry.span.end..comma) => {
            patches.push(Patch::remove(comma..comma + 1));
            entry.span.end
        }
        Some(comma) => comma + 1,
        None => entry.span.end,
    };
    let before = at.checked_sub(1).and_then(|at| entries[at].comma);
    // A list that ended without a comma ends without one again.
    let comma_before = before.filter(|_| entry.comma.is_none());
    if let Some(lines) = own_lines(document.text(), start, end) {
        patches.extend(comma_before.map(|comma| Patch::remove(comma..comma + 1)));
        patches.push(Patch::remove(lines));
        return patches;
    }
    let next = entries.get(at + 1).map(|next| next.span.start);
    let on_this_line = |next: &usize| !document.text()[end..*next].contains('\n') && !has_comment(document, end..*next);
    if let Some(next) = next.filter(on_this_line) {
        patches.push(Patch::remove(start..next));
        return patches;
    }
    // Where a line began with it and goes on with a comment, the comment takes its place.
    let line = document.lines().start_of_line(start);
    let behind = &document.text()[end..];
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    if entry.comma.is_some() && document.text()[line..start].trim().is_empty() && behind[blanks..].starts_with('/') {
        patches.push(Patch::remove(start..end + blanks));
        return patches;
    }
    let from = match (before, comma_before) {
        (Some(comma), Some(_)) if !has_comment(document, comma..start) => comma,
        (Some(comma), None) if !has_comment(document, comma..start) => comma + 1,
        _ => start,
    };
    patches.push(Patch::remove(from..end));
    patches
}

/// The lines of a range with their last line break, where they hold nothing else.
fn own_lines(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let rest = text[end..].find('\n').map(|at| end + at + 1)?;
    (text[line..start].trim().is_empty() && text[end..rest].trim().is_empty()).then_some(line..rest)
}

/// Whether a comment begins in a range.
pub(super) fn has_comment(document: &Document, range: Range<usize>) -> bool {
    let tokens = &document.tree().tokens;
    let first = tokens.partition_point(|token| token.span.start < range.start);
    tokens[first..]
        .iter()
        .take_while(|token| token.span.start < range.end)
        .any(super::token::Token::is_comment)
}

/// The white space with which the line of a byte begins.
pub(super) fn indentation(document: &Document, byte: usize) -> &str {
    let line = &document.text()[document.lines().start_of_line(byte)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, edit: impl FnOnce(&Document) -> Result<Vec<Patch>, EditError>) -> String {
        let mut document = Document::new(text);
        let patches = edit(&document).expect("it can be made");
        document.apply(&patches).expect("they fit");
        assert!(document.tree().whole, "{}", document.text());
        document.text().to_owned()
    }

    #[test]
    fn what_is_taken_out_leaves_its_neighbours_as_they_were() {
        let check = |text: &str, path: &Path, expect: &str| {
            assert_eq!(edited(text, |document| remove(document, path)), expect);
        };
        let item = |at| Path::of(&["a"]).item(at);
        check("(a: [x, y, z])", &item(0), "(a: [y, z])");
        check("(a: [x, y, z])", &item(1), "(a: [x, z])");
        check("(a: [x, y, z])", &item(2), "(a: [x, y])");
        check("(a: [x, y,])", &item(1), "(a: [x,])");
        check("(a: [x])", &item(0), "(a: [])");
        check("(a: [\n    x,\n    y,\n])", &item(0), "(a: [\n    y,\n])");
        check("(a: [\n    x,\n    y\n])", &item(1), "(a: [\n    x\n])");
        check(
            "(a: [\n    x, // of x\n    y,\n])",
            &item(0),
            "(a: [\n    // of x\n    y,\n])",
        );
        check("(a: [x /* c */, y])", &item(0), "(a: [ /* c */ y])");
        check("(\n    a: 1, b: 2,\n)", &Path::of(&["b"]), "(\n    a: 1,\n)");
    }

    #[test]
    fn what_is_missing_is_put_in_with_what_is_around_it() {
        let check = |text: &str, path: &Path, expect: &str| {
            let value = Value::Word("Bob".to_owned());
            assert_eq!(edited(text, |document| set(document, path, &value)), expect);
        };
        let style = Path::of(&["customer", "look", "hair", "style"]);
        check(
            "(customer: (name: \"D\"))",
            &style,
            "(customer: (name: \"D\", look: (hair: (style: Bob))))",
        );
        check(
            "(customer: (look: (hair: (style: Bun, colour: \"#1\"))))",
            &style,
            "(customer: (look: (hair: (style: Bob, colour: \"#1\"))))",
        );
        check("(a: 1)", &Path::of(&["b"]).item(0), "(a: 1, b: [Bob])");
    }

    #[test]
    fn what_cannot_be_done_says_why() {
        let document = Document::new("(a: [1], b: \"x\")");
        let one = Value::Integer(1);
        let check = |path: Path, expect: EditError| assert_eq!(set(&document, &path, &one), Err(expect));
        check(Path::of(&["a"]).item(5), EditError::NoSuchPlace(Path::of(&["a"])));
        check(Path::of(&["b", "c"]), EditError::WrongPlace(Path::of(&["b"])));
        let bad = Value::Ron("1, 2".to_owned());
        assert_eq!(set(&document, &Path::of(&["b"]), &bad), Err(EditError::NotAValue));
        let broken = Document::new("(a: [1");
        assert_eq!(set(&broken, &Path::of(&["a"]), &one), Err(EditError::Broken));
        assert_eq!(
            remove(&document, &Path::scenario()),
            Err(EditError::NoSuchPlace(Path::scenario()))
        );
    }
}
