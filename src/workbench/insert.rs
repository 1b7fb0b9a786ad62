//! Puts values in, with the indentation and the commas of their neighbours.

use super::document::Document;
use super::edit::{EditError, find, has_comment, indentation, whole};
use super::patch::Patch;
use super::path::Path;
use super::schema;
use super::tree::{Entry, NodeId, NodeKind};
use super::value::{Value, indented, quoted};

/// What one level is indented by.
const LEVEL: &str = "    ";

/// Puts a value into a list, so that it is the one of this number. Beyond its end: at its end.
pub fn add(document: &Document, list: &Path, at: usize, value: &Value) -> Result<Vec<Patch>, EditError> {
    whole(document)?;
    let id = find(document, list)?;
    if document.node(id).kind != NodeKind::List {
        return Err(EditError::WrongPlace(list.clone()));
    }
    let ron = value.ron().ok_or(EditError::NotAValue)?;
    let at = at.min(document.node(id).entries.len());
    Ok(insert(document, id, at, &ron))
}

/// Puts a named value into a group, where scenarios usually have it, or into a map, at its end.
pub fn add_named(document: &Document, group: &Path, name: &str, value: &Value) -> Result<Vec<Patch>, EditError> {
    whole(document)?;
    let id = find(document, group)?;
    let ron = value.ron().ok_or(EditError::NotAValue)?;
    if document.tree().named(document.text(), id, name).is_some() {
        return Err(EditError::Twice(group.clone().name(name)));
    }
    named(document, id, name, &ron).ok_or_else(|| EditError::WrongPlace(group.clone()))
}

/// A named value into a group or map; `None` where it can hold none.
pub(super) fn named(document: &Document, id: NodeId, name: &str, ron: &str) -> Option<Vec<Patch>> {
    let node = document.node(id);
    let unnamed = node.entries.iter().any(|entry| entry.key.is_none());
    match node.kind {
        NodeKind::Map => Some(insert(
            document,
            id,
            node.entries.len(),
            &format!("{}: {ron}", quoted(name)),
        )),
        NodeKind::Group if !unnamed => {
            let at = usual_place(document, id, name);
            Some(insert(document, id, at, &format!("{name}: {ron}")))
        }
        _ => None,
    }
}

/// Behind the last of those that usually stand before it.
fn usual_place(document: &Document, id: NodeId, name: &str) -> usize {
    let entries = &document.node(id).entries;
    let Some(record) = schema::record_of(document, id) else {
        return entries.len();
    };
    let order = |name: &str| record.fields.iter().position(|field| field.name == name);
    let Some(own) = order(name) else { return entries.len() };
    let before = |entry: &Entry| {
        let key = entry.key.as_ref().map(|key| document.slice(key));
        key.and_then(order).is_some_and(|place| place < own)
    };
    entries.iter().rposition(before).map_or(0, |at| at + 1)
}

/// Puts words (a value, or a name with its value) into a node, as the entry of this number.
pub(super) fn insert(document: &Document, id: NodeId, at: usize, words: &str) -> Vec<Patch> {
    let entries = &document.node(id).entries;
    if entries.is_empty() {
        return vec![into_empty(document, id, words)];
    }
    match at.checked_sub(1) {
        None => vec![before(document, &entries[0], words)],
        Some(last) => after(document, id, last, words),
    }
}

/// Between two brackets with nothing but comments in between.
fn into_empty(document: &Document, id: NodeId, words: &str) -> Patch {
    let node = document.node(id);
    let inside = node.open + 1..node.span.end - 1;
    let outer = indentation(document, node.open);
    let inner = format!("{outer}{LEVEL}");
    let commented = has_comment(document, inside.clone());
    let text = document.text();
    if commented {
        let line = document.lines().start_of_line(inside.end);
        let first = line >= inside.start && text[line..inside.end].trim().is_empty();
        return if first {
            Patch::insert(line, format!("{inner}{},\n", indented(words, &inner)))
        } else {
            Patch::insert(inside.end, words)
        };
    }
    if words.contains('\n') || text[inside.clone()].contains('\n') {
        Patch::new(inside, format!("\n{inner}{},\n{outer}", indented(words, &inner)))
    } else {
        Patch::new(inside, words)
    }
}

/// Before the first entry, and before the comments that speak of it.
fn before(document: &Document, next: &Entry, words: &str) -> Patch {
    let indent = indentation(document, next.span.start);
    let line = document.lines().start_of_line(next.span.start);
    if line + indent.len() == next.span.start {
        let at = document.lines().start_of_line(lead(document, next));
        Patch::insert(at, format!("{indent}{},\n", indented(words, indent)))
    } else {
        Patch::insert(next.span.start, format!("{}, ", indented(words, indent)))
    }
}

/// Behind an entry.
fn after(document: &Document, id: NodeId, at: usize, words: &str) -> Vec<Patch> {
    let entries = &document.node(id).entries;
    let last = &entries[at];
    let behind = tail(document, last);
    let line_ends = document.text()[behind..]
        .trim_start_matches([' ', '\t', '\r'])
        .starts_with('\n');
    if !line_ends {
        let words = indented(words, indentation(document, last.span.start));
        return vec![match last.comma {
            Some(comma) => Patch::insert(comma + 1, format!(" {words},")),
            None => Patch::insert(last.span.end, format!(", {words}")),
        }];
    }
    // Of those that begin a line the next tells the indentation, where there is one; else it is one level more than the bracket's.
    let begins = |entry: &&Entry| {
        let line = document.lines().start_of_line(entry.span.start);
        document.text()[line..entry.span.start].trim().is_empty()
    };
    let like = entries[..=at].iter().rev().chain(&entries[at + 1..]).find(begins);
    let indent = like.map_or_else(
        || format!("{}{LEVEL}", indentation(document, document.node(id).open)),
        |like| indentation(document, like.span.start).to_owned(),
    );
    let words = indented(words, &indent);
    match last.comma {
        Some(_) => vec![Patch::insert(behind, format!("\n{indent}{words},"))],
        None if behind == last.span.end => vec![Patch::insert(behind, format!(",\n{indent}{words}"))],
        None => vec![
            Patch::insert(last.span.end, ","),
            Patch::insert(behind, format!("\n{indent}{words}")),
        ],
    }
}

/// The byte behind an entry, its comma and the comment that stands behind it on its line.
pub(super) fn tail(document: &Document, entry: &Entry) -> usize {
    let mut end = entry.comma.map_or(entry.span.end, |comma| comma + 1);
    let tokens = &document.tree().tokens;
    let first = tokens.partition_point(|token| token.span.start < end);
    for token in &tokens[first..] {
        if !token.is_comment() || document.text()[end..token.span.start].contains('\n') {
            break;
        }
        end = token.span.end;
    }
    end
}

/// Where the comments begin that stand in lines of their own right above an entry; else where it begins itself.
pub(super) fn lead(document: &Document, entry: &Entry) -> usize {
    let tokens = &document.tree().tokens;
    let mut start = entry.span.start;
    let mut at = tokens.partition_point(|token| token.span.start < start);
    let line = document.lines().start_of_line(start);
    if !document.text()[line..start].trim().is_empty() {
        return start;
    }
    while let Some(token) = at.checked_sub(1).and_then(|at| tokens.get(at)) {
        let between = &document.text()[token.span.end..start];
        if !token.is_comment() || token.indent.is_none() || between.matches('\n').count() != 1 {
            break;
        }
        start = token.span.start;
        at -= 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str, at: usize, words: &str) -> String {
        let mut document = Document::new(text);
        let patches = add(&document, &Path::of(&["a"]), at, &Value::Ron(words.to_owned())).expect("it can be put in");
        document.apply(&patches).expect("they fit");
        assert!(document.tree().whole, "{}", document.text());
        document.text().to_owned()
    }

    #[test]
    fn a_list_keeps_its_layout() {
        let check = |text: &str, at: usize, expect: &str| assert_eq!(added(text, at, "n"), expect);
        check("(a: [])", 0, "(a: [n])");
        check("(a: [x, y])", 0, "(a: [n, x, y])");
        check("(a: [x, y])", 1, "(a: [x, n, y])");
        check("(a: [x, y])", 2, "(a: [x, y, n])");
        check("(a: [x, y,])", 2, "(a: [x, y, n,])");
        check(
            "(\n    a: [\n        x,\n    ],\n)",
            1,
            "(\n    a: [\n        x,\n        n,\n    ],\n)",
        );
        check(
            "(\n    a: [\n        x\n    ],\n)",
            1,
            "(\n    a: [\n        x,\n        n\n    ],\n)",
        );
        check(
            "(\n  a: [\n    x, // of x\n  ],\n)",
            1,
            "(\n  a: [\n    x, // of x\n    n,\n  ],\n)",
        );
        check(
            "(\n  a: [\n    x // of x\n  ],\n)",
            1,
            "(\n  a: [\n    x, // of x\n    n\n  ],\n)",
        );
        check(
            "(\n  a: [\n    // of x\n    x,\n  ],\n)",
            0,
            "(\n  a: [\n    n,\n    // of x\n    x,\n  ],\n)",
        );
        check("(\n  a: [ // of a\n  ],\n)", 0, "(\n  a: [ // of a\n      n,\n  ],\n)");
        check(
            "(a: [x,  // of x\n        y,\n    ])",
            1,
            "(a: [x,  // of x\n        n,\n        y,\n    ])",
        );
    }

    #[test]
    fn a_value_of_many_lines_is_indented() {
        assert_eq!(
            added("(\n    a: [],\n)", 0, "(\n    id: 1,\n)"),
            "(\n    a: [\n        (\n            id: 1,\n        ),\n    ],\n)"
        );
    }

    #[test]
    fn fields_come_where_scenarios_have_them() {
        let text = "Scenario(\n    id: \"x\",\n    level: Hard,\n    start: \"a\",\n)";
        let mut document = Document::new(text);
        let put = |document: &Document, name: &str| {
            add_named(document, &Path::scenario(), name, &Value::Ron("[]".to_owned())).expect("it can be put in")
        };
        for name in ["teaches", "format", "walk_out"] {
            let patches = put(&document, name);
            document.apply(&patches).expect("they fit");
        }
        assert_eq!(
            document.text(),
            "Scenario(\n    format: [],\n    id: \"x\",\n    level: Hard,\n    teaches: [],\n    start: \"a\",\n    walk_out: [],\n)"
        );
        let twice = add_named(&document, &Path::scenario(), "id", &Value::Integer(1));
        assert_eq!(twice, Err(EditError::Twice(Path::of(&["id"]))));
    }
}
