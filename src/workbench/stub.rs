//! Groups to be filled in. A stub can be read and checked as it is, so that a scenario stays playable while it grows.

use super::document::Document;
use super::edit::indentation;
use super::schema::Record;
use super::value::{indented, quoted};
use crate::customer::ActKind;
use crate::vocabulary::Vocabulary;

/// Words that somebody has still to write.
pub const TO_WRITE: &str = "…";

/// A beat of the talk with its key: two moves, both of which end the drill.
#[must_use]
pub fn beat(id: &str) -> String {
    format!(
        "{}: (\n    lines: [(say: \"{TO_WRITE}\")],\n    moves: [\n        {},\n        {},\n    ],\n)",
        quoted(id),
        indented(&a_move("first", "end"), "        "),
        indented(&a_move("second", "end"), "        "),
    )
}

/// A move that leads somewhere.
#[must_use]
pub fn a_move(id: &str, next: &str) -> String {
    format!(
        "(\n    id: {}, say: \"{TO_WRITE}\",\n    acts: [],\n    next: {},\n    why: \"{TO_WRITE}\",\n)",
        quoted(id),
        quoted(next),
    )
}

/// A group of this record; `None` where it would say more than its author does.
#[must_use]
pub fn of(record: &Record) -> Option<String> {
    match record.name {
        "move" => Some(a_move("new-move", "end")),
        "inject" => Some(format!(
            "(id: \"new-inject\", label: \"{TO_WRITE}\", scene: \"{TO_WRITE}\")"
        )),
        "line" => Some(format!("(say: \"{TO_WRITE}\")")),
        "branch" => Some("(when: (anger: (7, 9)), next: \"end\")".to_owned()),
        "silenced rule" => Some("(rule: \"\", reason: \"\")".to_owned()),
        "last word" => Some(format!("(tiers: [], say: \"{TO_WRITE}\")")),
        "condition" | "look" | "hair" | "outfit" | "voice" => Some("()".to_owned()),
        _ => None,
    }
}

/// An act as it is written, with an argument where it takes one.
#[must_use]
pub fn act(act: ActKind) -> String {
    match act {
        ActKind::Blame => "Blame(Colleague)".to_owned(),
        ActKind::Wait => "Wait(1)".to_owned(),
        ActKind::Promise => "Promise(due: 8)".to_owned(),
        ActKind::Compensate => "Compensate(kind: Money, level: 5)".to_owned(),
        other => other.name().to_owned(),
    }
}

/// A stub with the indentation of the line where it comes to stand.
#[must_use]
pub fn reindented(document: &Document, at: usize, stub: &str) -> String {
    indented(stub, indentation(document, at))
}
