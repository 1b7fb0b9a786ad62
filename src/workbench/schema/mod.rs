//! What may stand where in a scenario: the records with their fields, in the order in which they are best written, each with its meaning
//! and range. For completion, hover and forms; what is right or wrong only [`crate::scenario::read`] says. A test holds the two together.

mod files;
mod records;
mod words;

pub use words::{ACTS, Word, Words};

use super::document::Document;
use super::tree::{NodeId, NodeKind, ROOT};
use files::{ITEMS, SET, SITE_POLICY, TESTS};
use records::{BEAT, COMPENSATE, PROMISE, SCENARIO};

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words that people read, with placeholders.
    Text,
    /// Words without placeholders.
    Plain,
    /// The id of what it stands in.
    Id,
    /// The name of a set.
    Setting,
    /// `"#3b2a20"`.
    Colour,
    /// A whole number, both ends included.
    Whole(i64, i64),
    /// A decimal number, in words.
    Decimal(&'static str),
    Truth,
    /// A bare name.
    Word(&'static Words),
    /// An act in a move, with its argument; in a condition, by its name only.
    Act {
        argument: bool,
    },
    /// A beat by its id, `"end"` among them where a move leads there.
    Beat {
        end: bool,
    },
    Flag,
    /// A move by its id.
    Move,
    /// A rule of `check`.
    Rule,
    Record(&'static Record),
    List(&'static Shape),
    /// `[(Calm, 48), …]`.
    Chances(&'static Words),
    /// One pair of a chance list.
    Chance(&'static Words),
    /// `(6, 9)`, from 0 to this.
    Band(i64),
    /// The map of beats.
    Beats,
    /// A map from names to this.
    Named(&'static Shape),
    /// Something to draw in a set: a group with its kind before it.
    Item,
}

/// What a file is, and so what may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileKind {
    #[default]
    Scenario,
    /// `policy.ron`: the site's rules.
    Policy,
    /// `….tests.ron`: recorded playthroughs.
    Tests,
    /// A place where customers stand, in a folder `sets`.
    Set,
}

impl FileKind {
    /// The record that the whole file is.
    #[must_use]
    pub const fn record(self) -> &'static Record {
        match self {
            Self::Scenario => &SCENARIO,
            Self::Policy => &SITE_POLICY,
            Self::Tests => &TESTS,
            Self::Set => &SET,
        }
    }
}

/// The records of all that a set can draw, named as they are written.
#[must_use]
pub fn items() -> &'static [Record] {
    &ITEMS
}

/// A named value.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    /// One line without a full stop.
    pub meaning: &'static str,
    pub shape: Shape,
    /// Whether a scenario needs it.
    pub required: bool,
}

/// A group of named values.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// As messages call it: "move".
    pub name: &'static str,
    pub fields: &'static [Field],
}

impl Record {
    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Shape {
    /// What may be written, in a few words: "a whole number, 0 to 3".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Text => "text; may hold {name}, {price}, {fund}".to_owned(),
            Self::Plain => "text".to_owned(),
            Self::Id => "an id in quotes: small letters, digits, hyphens".to_owned(),
            Self::Setting => "the name of a set, in quotes".to_owned(),
            Self::Colour => "a colour such as \"#3b2a20\"".to_owned(),
            Self::Whole(low, i64::MAX) => format!("a whole number, {low} or more"),
            Self::Whole(low, high) => format!("a whole number, {low} to {high}"),
            Self::Decimal(range) => format!("a number, {range}"),
            Self::Truth => "true or false".to_owned(),
            Self::Word(words) => {
                let names: Vec<&str> = words.list().iter().map(|word| word.name).collect();
                names.join(", ")
            }
            Self::Act { .. } => "an act".to_owned(),
            Self::Beat { end: true } => "a beat in quotes, or \"end\"".to_owned(),
            Self::Beat { end: false } => "a beat in quotes".to_owned(),
            Self::Flag => "a flag in quotes".to_owned(),
            Self::Move => "a move's id in quotes".to_owned(),
            Self::Rule => "a rule of `check` in quotes".to_owned(),
            Self::Record(record) => format!("a {} ( … )", record.name),
            Self::List(shape) => format!("a list [ … ] of: {}", shape.words()),
            Self::Chances(words) => {
                let names: Vec<&str> = words.list().iter().map(|word| word.name).collect();
                format!("chances whose weights sum to 256: {}", names.join(", "))
            }
            Self::Chance(_) => "a name with its weight".to_owned(),
            Self::Band(max) => format!("a band (low, high) inside 0 to {max}"),
            Self::Named(shape) => format!("a map {{ \"name\": … }} of: {}", shape.words()),
            Self::Item => {
                let names: Vec<&str> = ITEMS.iter().map(|item| item.name).collect();
                format!("something to draw: {}", names.join(", "))
            }
            Self::Beats => "beats { \"name\": ( … ) }".to_owned(),
        }
    }
}

/// What a node is, by where it stands. `None` where nobody knows: in what has no place in a scenario.
#[must_use]
pub fn shape_of(document: &Document, id: NodeId) -> Option<Shape> {
    if id == ROOT {
        return None;
    }
    let (parent, at, entry) = document.entry_of(id)?;
    if parent == ROOT {
        return Some(Shape::Record(document.kind().record()));
    }
    let key = entry
        .key
        .as_ref()
        .map(|key| super::tree::bare(document.slice(key)).to_owned());
    inside(document, parent, key.as_deref(), at)
}

/// What stands in a group, list or map: under a name, or as its entry of this number.
#[must_use]
pub fn inside(document: &Document, container: NodeId, key: Option<&str>, at: usize) -> Option<Shape> {
    if container == ROOT {
        return Some(Shape::Record(document.kind().record()));
    }
    inner(document, container, shape_of(document, container)?, key, at)
}

/// What stands in a node of this shape.
fn inner(document: &Document, container: NodeId, shape: Shape, key: Option<&str>, at: usize) -> Option<Shape> {
    let node = document.node(container);
    match (shape, key) {
        (Shape::Record(record), Some(key)) => record.field(key).map(|field| field.shape),
        (Shape::Beats, _) if node.kind == NodeKind::Map => Some(Shape::Record(&BEAT)),
        (Shape::List(item), _) => Some(*item),
        (Shape::Named(item), _) if node.kind == NodeKind::Map => Some(*item),
        (Shape::Item, Some(key)) => item_of(document, container)?.field(key).map(|field| field.shape),
        (Shape::Chances(words), _) => Some(Shape::Chance(words)),
        (Shape::Chance(words), _) => match at {
            0 => Some(Shape::Word(words)),
            _ => Some(Shape::Whole(0, 256)),
        },
        (Shape::Band(max), _) => Some(Shape::Whole(0, max)),
        (Shape::Act { .. }, key) => {
            let name = node.name.as_ref().map(|name| document.slice(name))?;
            match (name, key) {
                ("Compensate", Some(key)) => COMPENSATE.field(key).map(|field| field.shape),
                ("Promise", Some(key)) => PROMISE.field(key).map(|field| field.shape),
                ("Blame", None) => Some(Shape::Word(&words::BLAMED)),
                ("Wait", None) => Some(Shape::Whole(1, 6)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Shows every node that has a place in a scenario, with its shape, each group before what is in it.
pub fn walk(document: &Document, mut show: impl FnMut(NodeId, Shape)) {
    let Some(top) = document.tree().top() else { return };
    let mut open = vec![(top, Shape::Record(document.kind().record()))];
    while let Some((id, shape)) = open.pop() {
        show(id, shape);
        for (at, entry) in document.node(id).entries.iter().enumerate().rev() {
            let key = entry.key.as_ref().map(|key| super::tree::bare(document.slice(key)));
            let found = entry
                .value
                .and_then(|value| inner(document, id, shape, key, at).map(|shape| (value, shape)));
            open.extend(found);
        }
    }
}

/// The record of something to draw, by the name before its group.
fn item_of(document: &Document, id: NodeId) -> Option<&'static Record> {
    let name = document.slice(document.node(id).name.as_ref()?);
    ITEMS.iter().find(|item| item.name == name)
}

/// The record that a group is, if it is one.
#[must_use]
pub fn record_of(document: &Document, id: NodeId) -> Option<&'static Record> {
    match shape_of(document, id)? {
        Shape::Record(record) => Some(record),
        Shape::Act { .. } => match document.slice(document.node(id).name.as_ref()?) {
            "Compensate" => Some(&COMPENSATE),
            "Promise" => Some(&PROMISE),
            _ => None,
        },
        Shape::Item => item_of(document, id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{read, template};
    use crate::workbench::Path;

    /// What the reader says of a field that no record has is the list of all that it knows there.
    #[test]
    fn every_record_has_the_fields_that_the_reader_asks_for() {
        let cake = template("cake");
        let deeper = |text: &str| {
            text.replacen(
                "acts: [Listen, Empathise],",
                "acts: [Listen, Empathise, Promise(due: 3), Compensate(kind: Money, level: 1)], when: (granted: false), \
                 branches: [(when: (anger: (9, 9)), next: \"end\")],",
                1,
            )
            .replacen(
                "    start:",
                "    injects: [(id: \"bell\", label: \"The bell\", scene: \"It rings.\")],\n    start:",
                1,
            )
        };
        let text = deeper(&cake);
        assert!(read(&text).draft.is_some(), "{:?}", read(&text).found);
        let document = Document::new(text.as_str());
        let mut seen = Vec::new();
        for token in document
            .tree()
            .tokens
            .iter()
            .filter(|token| &text[token.span.clone()] == "(")
        {
            let id = document.tree().around(token.span.end);
            let Some(record) = record_of(&document, id) else {
                continue;
            };
            let mut with = text.clone();
            with.insert_str(token.span.end, "zzzzzzzzzzzzzzzzzz: 1, ");
            let found = read(&with).found;
            // What serde reads is told in ron's words, with the same list behind.
            let told = found
                .iter()
                .find(|found| ["unknown-field", "wrong-value"].contains(&found.code));
            let told = told.unwrap_or_else(|| panic!("{}: {found:?}", record.name));
            let help = told.help.first().cloned().unwrap_or_default();
            let mut names: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
            let mut ours: Vec<&str> = record.fields.iter().map(|field| field.name).collect();
            names.sort_unstable();
            ours.sort_unstable();
            assert_eq!(names, ours, "{}", record.name);
            seen.push(record.name);
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 19, "{seen:?}");
    }

    #[test]
    fn a_scenario_without_what_is_required_has_errors_and_without_the_rest_has_none() {
        let cake = template("cake");
        let document = Document::new(cake.as_str());
        for (path, record) in [
            (Path::scenario(), &SCENARIO),
            (Path::of(&["customer"]), &records::CUSTOMER),
            (Path::of(&["failure"]), &records::FAILURE),
            (Path::of(&["policy"]), &records::POLICY),
            (Path::beat("counter"), &BEAT),
            (Path::beat("counter").a_move(0), &records::MOVE),
        ] {
            for field in record.fields {
                let path = path.clone().name(field.name);
                if document.find(&path).is_none() {
                    assert!(!field.required, "{path}");
                    continue;
                }
                let patches = crate::workbench::remove(&document, &path).expect("it is there");
                let mut without = document.clone();
                without.apply(&patches).expect("they fit");
                let missing = without.read().found.iter().any(|found| found.code == "missing");
                assert_eq!(missing, field.required, "{path}");
            }
        }
    }

    #[test]
    fn every_node_of_a_scenario_has_a_shape() {
        let document = Document::new(template("cake"));
        for token in &document.tree().tokens {
            let id = document.tree().around(token.span.end);
            if id != ROOT {
                assert!(shape_of(&document, id).is_some(), "{}", document.path_of(id));
            }
        }
    }
}
