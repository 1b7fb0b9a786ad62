//! Puts an entry of a list or map at another place, with the comments that speak of it.

use std::ops::Range;

use super::document::Document;
use super::edit::{EditError, find, whole};
use super::insert::{lead, tail};
use super::patch::Patch;
use super::path::Path;
use super::tree::NodeId;

/// Puts the entry of this number to another number, so that those in between move up or down. Comments right above an entry, and behind it
/// on its line, go with it; commas, line breaks and blank lines stay where they are.
pub fn shift(document: &Document, list: &Path, from: usize, to: usize) -> Result<Vec<Patch>, EditError> {
    whole(document)?;
    let id = find(document, list)?;
    let count = document.node(id).entries.len();
    if from >= count || to >= count {
        return Err(EditError::NoSuchPlace(list.clone().item(from.max(to))));
    }
    Ok(shift_entry(document, id, from, to))
}

fn shift_entry(document: &Document, id: NodeId, from: usize, to: usize) -> Vec<Patch> {
    let entries = &document.node(id).entries;
    let places = from.min(to)..from.max(to) + 1;
    // Which entry comes to stand at each of the places.
    let mut order: Vec<usize> = places.clone().collect();
    if from < to {
        order.rotate_left(1);
    } else {
        order.rotate_right(1);
    }
    let body = |at: usize| lead(document, &entries[at])..entries[at].span.end;
    let remark = |at: usize| {
        let entry = &entries[at];
        entry.comma.map_or(entry.span.end, |comma| comma + 1)..tail(document, entry)
    };
    // A remark to the line's end can only go where a line ends.
    let ends = |at: usize| {
        let rest = &document.text()[remark(at).end..];
        rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
    };
    let with_remarks = places.clone().all(ends);
    let mut patches = Vec::new();
    let mut put = |place: Range<usize>, what: Range<usize>| {
        let words = document.slice(&what);
        if place != what && document.slice(&place) != words {
            patches.push(Patch::new(place, words));
        }
    };
    for (place, what) in places.zip(order) {
        put(body(place), body(what));
        if with_remarks {
            put(remark(place), remark(what));
        }
    }
    patches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_takes_its_comments_along() {
        let check = |text: &str, from: usize, to: usize, expect: &str| {
            let mut document = Document::new(text);
            let patches = shift(&document, &Path::of(&["a"]), from, to).expect("it can be moved");
            document.apply(&patches).expect("they fit");
            assert_eq!(document.text(), expect);
            let patches = shift(&document, &Path::of(&["a"]), to, from).expect("it can be moved back");
            document.apply(&patches).expect("they fit");
            assert_eq!(document.text(), text, "and back");
        };
        check("(a: [x, y, z])", 0, 2, "(a: [y, z, x])");
        check("(a: [x, y, z])", 2, 1, "(a: [x, z, y])");
        check(
            "(a: [\n  // of x\n  x, // and this\n\n  y\n])",
            0,
            1,
            "(a: [\n  y,\n\n  // of x\n  x // and this\n])",
        );
        check("(a: [\n  x, y, // of y\n])", 0, 1, "(a: [\n  y, x, // of y\n])");
    }
}
