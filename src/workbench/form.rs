//! A group of the text as a form: its fields with what stands in them, and what is typed turned into a value.

use super::document::Document;
use super::edit::{EditError, remove, set};
use super::patch::{Patch, difference};
use super::path::{Path, Step};
use super::schema::{Field, Record, Shape, record_of, shape_of};
use super::stub;
use super::tree::NodeKind;
use super::value::{Value, unquoted};

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub field: &'static Field,
    pub path: Path,
    /// What stands there: texts without their quotes, all else as it is written. `None` where the field is left out.
    pub value: Option<String>,
}

/// One of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub path: Path,
    /// What it is called in a list: its words, or how it is written.
    pub title: String,
}

/// The fields of a group, in the order in which they are best written. `None` where no group with names stands there.
#[must_use]
pub fn rows(document: &Document, path: &Path) -> Option<(&'static Record, Vec<Row>)> {
    let id = document.find(path)?;
    let record = record_of(document, id)?;
    let row = |field: &'static Field| {
        let value = document.field(id, field.name).map(|value| {
            let written = document.slice(&document.node(value).span);
            unquoted(written).unwrap_or_else(|| written.to_owned())
        });
        Row {
            field,
            path: path.clone().name(field.name),
            value,
        }
    };
    Some((record, record.fields.iter().map(row).collect()))
}

/// What stands in a list or a map, in the order of the text.
#[must_use]
pub fn items(document: &Document, path: &Path) -> Vec<Item> {
    let Some(id) = document.find(path) else {
        return Vec::new();
    };
    let node = document.node(id);
    let item = |(at, entry): (usize, &super::tree::Entry)| {
        let key = entry.key.as_ref().map(|key| super::tree::bare(document.slice(key)));
        let path = match key {
            Some(key) if node.kind != NodeKind::List => path.clone().name(key),
            _ => path.clone().item(at),
        };
        Item {
            title: key.map_or_else(|| title(document, entry.value), str::to_owned),
            path,
        }
    };
    node.entries.iter().enumerate().map(item).collect()
}

/// What a value is called in a list.
fn title(document: &Document, value: Option<super::tree::NodeId>) -> String {
    let Some(id) = value else { return String::new() };
    let words = |field: &str| {
        let span = document
            .field(id, field)
            .map(|value| document.node(value).span.clone())?;
        unquoted(document.slice(&span))
    };
    let written = document.slice(&document.node(id).span);
    match (words("id"), words("say")) {
        (Some(id), Some(say)) => format!("{id}: {say}"),
        (_, Some(say)) => say,
        _ => unquoted(written).unwrap_or_else(|| written.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

/// What was typed, as a value of this shape.
///
/// # Errors
/// What may be written instead, as a sentence without a full stop.
pub fn written(shape: Shape, words: &str) -> Result<Value, String> {
    let trimmed = words.trim();
    let refused = || Err(format!("`{trimmed}` cannot stand here: {}", shape.words()));
    match shape {
        Shape::Text | Shape::Plain => Ok(Value::Text(words.to_owned())),
        Shape::Id | Shape::Flag | Shape::Move | Shape::Beat { .. } if super::rename::is_id(trimmed) => {
            Ok(Value::Text(trimmed.to_owned()))
        }
        Shape::Setting | Shape::Rule if !trimmed.is_empty() => Ok(Value::Text(trimmed.to_owned())),
        Shape::Colour => {
            let digits = trimmed.strip_prefix('#').unwrap_or_default();
            if digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                Ok(Value::Text(trimmed.to_owned()))
            } else {
                refused()
            }
        }
        Shape::Whole(low, high) => match trimmed.parse::<i64>() {
            Ok(number) if (low..=high).contains(&number) => Ok(Value::Integer(number)),
            _ => refused(),
        },
        Shape::Decimal(_) => {
            let digits = trimmed.split('.').collect::<Vec<_>>();
            let is_number = digits.len() <= 2
                && digits
                    .iter()
                    .all(|part| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit()));
            if is_number {
                Ok(Value::Ron(trimmed.to_owned()))
            } else {
                refused()
            }
        }
        Shape::Truth if ["true", "false"].contains(&trimmed) => Ok(Value::Word(trimmed.to_owned())),
        Shape::Word(of) if of.list().iter().any(|word| word.name == trimmed) => Ok(Value::Word(trimmed.to_owned())),
        Shape::Act { .. }
        | Shape::Record(_)
        | Shape::List(_)
        | Shape::Chances(_)
        | Shape::Chance(_)
        | Shape::Band(_)
        | Shape::Named(_)
        | Shape::Item
        | Shape::Beats => {
            let value = Value::Ron(trimmed.to_owned());
            if value.ron().is_some() { Ok(value) } else { refused() }
        }
        _ => refused(),
    }
}

/// What a new value of this shape begins as. It can be read, and says nothing its author has not said.
#[must_use]
pub fn fresh(document: &Document, shape: Shape) -> Value {
    match shape {
        Shape::Record(record) => Value::Ron(stub::of(record).unwrap_or_else(|| "()".to_owned())),
        Shape::List(_) | Shape::Chances(_) => Value::Ron("[]".to_owned()),
        Shape::Whole(low, _) => Value::Integer(low),
        Shape::Truth => Value::Word("false".to_owned()),
        Shape::Word(words) => Value::Word(words.list().first().map_or("", |word| word.name).to_owned()),
        Shape::Chance(words) => Value::Ron(format!("({}, 0)", words.list().first().map_or("", |word| word.name))),
        Shape::Band(max) => Value::Ron(format!("(0, {max})")),
        Shape::Act { .. } => Value::Word("Listen".to_owned()),
        Shape::Beat { end: true } => Value::Text("end".to_owned()),
        Shape::Beat { end: false } => {
            let first = super::names::beats(document).first().map(|beat| beat.id.to_owned());
            Value::Text(first.unwrap_or_default())
        }
        Shape::Decimal(_) => Value::Ron("0.5".to_owned()),
        Shape::Colour => Value::Text("#7a4a2b".to_owned()),
        Shape::Beats | Shape::Named(_) => Value::Ron("{}".to_owned()),
        Shape::Item => Value::Ron("()".to_owned()),
        Shape::Text | Shape::Plain => Value::Text(stub::TO_WRITE.to_owned()),
        Shape::Id | Shape::Flag | Shape::Move | Shape::Rule | Shape::Setting => Value::Text(String::new()),
    }
}

/// Writes what was typed into a field: only the letters that differ are changed, so that typing into a form is undone word by word. An
/// emptied field that may be left out is taken out.
///
/// # Errors
/// Why it cannot be written, as a sentence without a full stop. Nothing was changed.
pub fn fill(document: &Document, path: &Path, words: &str) -> Result<Vec<Patch>, String> {
    let (shape, required) = place(document, path).ok_or_else(|| format!("there is no `{path}` in a scenario"))?;
    let there = document.find(path);
    if words.trim().is_empty() && !required {
        return match there {
            Some(_) => said(remove(document, path)),
            None => Ok(Vec::new()),
        };
    }
    let value = written(shape, words)?;
    let patches = said(set(document, path, &value))?;
    Ok(patches.into_iter().map(|patch| tightened(document, patch)).collect())
}

fn said(patches: Result<Vec<Patch>, EditError>) -> Result<Vec<Patch>, String> {
    patches.map_err(|error| error.to_string())
}

/// What a place holds, and whether it is needed there; for places that are left out, too.
fn place(document: &Document, path: &Path) -> Option<(Shape, bool)> {
    let (group, last) = path.split()?;
    let field = document.find(&group).and_then(|id| match last {
        Step::Name(name) => record_of(document, id)?.field(name),
        Step::Item(_) => None,
    });
    if let Some(field) = field {
        return Some((field.shape, field.required));
    }
    if let Some(id) = document.find(path) {
        return Some((shape_of(document, id)?, true));
    }
    // In a group that is left out itself.
    let (outer, _) = place(document, &group)?;
    match (outer, last) {
        (Shape::Record(record), Step::Name(name)) => record.field(name).map(|field| (field.shape, field.required)),
        _ => None,
    }
}

/// The same change with what stays the same left out of it.
fn tightened(document: &Document, patch: Patch) -> Patch {
    let old = document.slice(&patch.range);
    match difference(old, &patch.text) {
        Some(inner) if !old.is_empty() => Patch::new(
            patch.range.start + inner.range.start..patch.range.start + inner.range.end,
            inner.text,
        ),
        _ => patch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::template;

    fn cake() -> Document {
        Document::new(template("cake"))
    }

    #[test]
    fn a_form_has_all_fields_with_what_stands_in_them() {
        let document = cake();
        let (record, rows) = rows(&document, &Path::beat("counter").a_move(0)).expect("a move");
        assert_eq!(record.name, "move");
        assert_eq!(rows.len(), record.fields.len());
        let value = |name: &str| {
            rows.iter()
                .find(|row| row.field.name == name)
                .expect(name)
                .value
                .clone()
        };
        assert_eq!(value("when"), None);
        assert_eq!(value("acts").as_deref(), Some("[Listen, Empathise]"));
        assert!(!value("say").expect("words").starts_with('"'));
        let moves = items(&document, &Path::beat("counter").name("moves"));
        assert!(moves[0].title.contains(": "), "{}", moves[0].title);
        assert_eq!(items(&document, &Path::of(&["beats"]))[0].title, "counter");
        assert_eq!(super::rows(&document, &Path::of(&["customer", "tempers"])), None);
    }

    #[test]
    fn what_is_typed_is_written_where_it_can_stand_there() {
        let mut document = cake();
        let change = |document: &mut Document, path: &Path, words: &str| {
            let patches = fill(document, path, words)?;
            document.apply(&patches).expect("they fit");
            Ok::<usize, String>(patches.iter().map(|patch| patch.text.len()).sum())
        };
        let say = Path::beat("counter").a_move(0).name("say");
        let old = document.slice(&document.place(&say).expect("there")).to_owned();
        let old = unquoted(&old).expect("a text");
        assert_eq!(change(&mut document, &say, &format!("{old}!")), Ok(1), "one letter");
        let severity = Path::of(&["failure", "severity"]);
        assert_eq!(
            change(&mut document, &severity, "7").expect_err("too many"),
            "`7` cannot stand here: a whole number, 0 to 3"
        );
        change(&mut document, &severity, "2").expect("in range");
        assert_eq!(document.slice(&document.place(&severity).expect("there")), "2");
        change(&mut document, &severity, "").expect("may be left out");
        assert_eq!(document.place(&severity), None);
        let colour = Path::of(&["customer", "look", "hair", "colour"]);
        assert!(fill(&document, &colour, "brown").is_err());
        change(&mut document, &colour, "#112233").expect("a colour, with the groups around it where they are missing");
        assert_eq!(document.slice(&document.place(&colour).expect("there")), "\"#112233\"");
        assert!(fill(&document, &Path::of(&["failure", "kind"]), "").is_err(), "needed");
        assert!(document.read().scenario.is_some());
    }

    #[test]
    fn a_fresh_value_of_every_field_can_be_read_in_its_place() {
        let document = cake();
        for record in [
            Path::beat("counter"),
            Path::beat("counter").a_move(0),
            Path::of(&["customer"]),
        ] {
            let (_, rows) = rows(&document, &record).expect("a group");
            for row in rows.iter().filter(|row| row.value.is_none()) {
                let value = fresh(&document, row.field.shape);
                let patches = set(&document, &row.path, &value).unwrap_or_else(|error| panic!("{}: {error}", row.path));
                let mut with = document.clone();
                with.apply(&patches).expect("they fit");
                assert!(with.read().draft.is_some(), "{}: {:?}", row.path, with.read().found);
            }
        }
    }
}
