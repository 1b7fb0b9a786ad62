//! What can be written at a byte, each with a one-line meaning; asked while a text is broken more often than not.

use std::ops::Range;

use super::context::{Here, Wants, here};
use super::document::Document;
use super::names::{Name, beats, flags, mentions, moves, title};
use super::schema::{ACTS, Record, Shape};
use super::stub;
use super::tree::{NodeKind, bare};
use super::value::quoted;
use crate::customer::{ActKind, Phase};
use crate::figure::SETS;
use crate::lint::RULES;
use crate::vocabulary::Vocabulary;

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    Field,
    Word,
    Act,
    Beat,
    Flag,
    Move,
    Rule,
    /// `{name}` in a text.
    Placeholder,
    /// A whole group to be filled in.
    Stub,
}

/// One thing that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    pub label: String,
    pub kind: CompletionKind,
    /// What is replaced, in bytes.
    pub replace: Range<usize>,
    pub insert: String,
    /// One line; may be empty.
    pub meaning: String,
}

/// The longest meaning, in characters.
const MEANING_MAX: usize = 100;

/// What can be written at a byte. What was typed of a word chooses: first what begins with it, then what holds it.
#[must_use]
pub fn complete(document: &Document, offset: usize) -> Vec<Completion> {
    let Some(here) = here(document, offset) else {
        return Vec::new();
    };
    let mut found = match here.wants {
        Wants::Field(record) => fields(document, &here, record),
        Wants::BeatKey => missing_beats(document, &here),
        Wants::Value(shape) => values(document, &here, shape, offset),
        Wants::Nothing => Vec::new(),
    };
    let typed = here.typed.to_lowercase();
    if found.iter().all(|one| one.kind != CompletionKind::Placeholder) {
        found.retain(|one| one.label.to_lowercase().contains(&typed));
        found.sort_by_key(|one| !one.label.to_lowercase().starts_with(&typed));
    }
    found
}

fn one(here: &Here, kind: CompletionKind, label: &str, insert: String, meaning: &str) -> Completion {
    let line = meaning.lines().next().unwrap_or_default();
    let mut meaning: String = line.chars().take(MEANING_MAX).collect();
    if line.chars().count() > MEANING_MAX {
        meaning.push('…');
    }
    Completion {
        label: label.to_owned(),
        kind,
        replace: here.replace.clone(),
        insert,
        meaning,
    }
}

fn fields(document: &Document, here: &Here, record: &'static Record) -> Vec<Completion> {
    let node = document.node(here.container);
    let has = |name: &str| {
        node.entries.iter().any(|entry| {
            let key = entry.key.as_ref();
            key.is_some_and(|key| document.slice(key) == name && *key != here.replace)
        })
    };
    let behind = document.text()[here.replace.end..].trim_start();
    let colon = if behind.starts_with(':') { "" } else { ": " };
    let missing = record.fields.iter().filter(|field| !has(field.name));
    missing
        .map(|field| {
            let meaning = format!("{} ({})", field.meaning, field.shape.words());
            one(
                here,
                CompletionKind::Field,
                field.name,
                format!("{}{colon}", field.name),
                &meaning,
            )
        })
        .collect()
}

/// Beats that moves lead to and that are not there.
fn missing_beats(document: &Document, here: &Here) -> Vec<Completion> {
    let known: Vec<&str> = beats(document).iter().map(|beat| beat.id).collect();
    let mut missing: Vec<String> = Vec::new();
    for mention in mentions(document) {
        if let Name::Beat(id) = mention.name
            && !mention.makes
            && !known.contains(&id.as_str())
            && !missing.contains(&id)
        {
            missing.push(id);
        }
    }
    let stubs = missing.iter().map(|id| {
        let beat = stub::reindented(document, here.replace.start, &stub::beat(id));
        one(
            here,
            CompletionKind::Stub,
            id,
            beat,
            "A beat that a move leads to and that is not there yet",
        )
    });
    stubs.collect()
}

fn values(document: &Document, here: &Here, shape: Shape, offset: usize) -> Vec<Completion> {
    let word = |word: &super::schema::Word| {
        one(
            here,
            CompletionKind::Word,
            word.name,
            word.name.to_owned(),
            word.meaning,
        )
    };
    let text = |kind, name: &str, meaning: &str| one(here, kind, name, quoted(name), meaning);
    match shape {
        Shape::Word(words) | Shape::Chance(words) if document.node(here.container).kind == NodeKind::Group => {
            words.list().iter().map(word).collect()
        }
        Shape::Word(words) => words.list().iter().map(word).collect(),
        Shape::Chance(words) => {
            let chance = |of: &super::schema::Word| {
                one(
                    here,
                    CompletionKind::Word,
                    of.name,
                    format!("({}, 0)", of.name),
                    of.meaning,
                )
            };
            words.list().iter().map(chance).collect()
        }
        Shape::Truth => ["true", "false"]
            .map(|name| one(here, CompletionKind::Word, name, name.to_owned(), ""))
            .to_vec(),
        Shape::Act { argument } => acts(here, argument),
        Shape::Beat { end } => {
            let mut found: Vec<Completion> = beats(document)
                .iter()
                .map(|beat| {
                    let title = title(document, beat.node).unwrap_or_default();
                    text(CompletionKind::Beat, beat.id, &title)
                })
                .collect();
            if end {
                found.push(text(CompletionKind::Beat, "end", "The drill ends"));
            }
            found
        }
        Shape::Flag => {
            let mentions = mentions(document);
            // The one that is being typed is no flag yet.
            let own = |flag: &str| {
                mentions
                    .iter()
                    .filter(|of| of.name == Name::Flag(flag.to_owned()))
                    .all(|of| of.span.start == here.replace.start)
            };
            let flags = flags(&mentions).into_iter().filter(|flag| !own(flag));
            flags
                .map(|flag| text(CompletionKind::Flag, flag, "A flag of this scenario"))
                .collect()
        }
        Shape::Move => allowed_moves(document, here),
        Shape::Rule => {
            let rule = |about: &crate::lint::About| text(CompletionKind::Rule, about.rule.name(), about.summary);
            RULES.iter().map(rule).collect()
        }
        Shape::Setting => {
            let set = |(name, _): &(&str, &str)| text(CompletionKind::Word, name, "A set that is shipped");
            SETS.iter().map(set).collect()
        }
        Shape::Text => placeholders(document, here, offset),
        Shape::Item => super::schema::items()
            .iter()
            .map(|item| {
                let insert = format!("{}()", item.name);
                one(here, CompletionKind::Stub, item.name, insert, "Something to draw")
            })
            .collect(),
        Shape::Record(record) => match stub::of(record) {
            Some(stub) => {
                let stub = stub::reindented(document, here.replace.start, &stub);
                vec![one(
                    here,
                    CompletionKind::Stub,
                    record.name,
                    stub,
                    "A group to be filled in",
                )]
            }
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn acts(here: &Here, argument: bool) -> Vec<Completion> {
    let acts = ACTS.list();
    let playable = ActKind::ALL
        .iter()
        .zip(&acts)
        .filter(|(act, _)| act.phase() != Phase::Control);
    playable
        .map(|(act, word)| {
            let insert = if argument {
                stub::act(*act)
            } else {
                act.name().to_owned()
            };
            one(here, CompletionKind::Act, word.name, insert, word.meaning)
        })
        .collect()
}

fn allowed_moves(document: &Document, here: &Here) -> Vec<Completion> {
    let beat = document
        .field(here.container, "beat")
        .map(|beat| &document.node(beat).span);
    let beat = beat.map(|span| bare(document.slice(span)));
    let mut found: Vec<Completion> = Vec::new();
    for of in beats(document)
        .iter()
        .filter(|of| beat.is_none_or(|beat| beat == of.id))
    {
        for id in moves(document, of.node).iter().filter_map(|mv| mv.id) {
            if found.iter().all(|known| known.label != id) {
                let meaning = format!("A move of {}", of.id);
                found.push(one(here, CompletionKind::Move, id, quoted(id), &meaning));
            }
        }
    }
    found
}

/// Inside of a text, behind a brace.
fn placeholders(document: &Document, here: &Here, offset: usize) -> Vec<Completion> {
    let typed = document.slice(&(here.replace.start..offset));
    let Some(brace) = typed.rfind('{').filter(|&at| !typed[at..].contains('}')) else {
        return Vec::new();
    };
    let behind = document.text()[offset..].starts_with('}');
    let replace = here.replace.start + brace..offset + usize::from(behind);
    let meaning = |name: &str| match name {
        "name" => "The customer's first name",
        "price" => "What was paid",
        _ => "What may be spent without asking",
    };
    crate::scenario::PLACEHOLDERS
        .iter()
        .filter(|name| name.starts_with(&typed[brace + 1..]))
        .map(|name| Completion {
            replace: replace.clone(),
            ..one(
                here,
                CompletionKind::Placeholder,
                name,
                format!("{{{name}}}"),
                meaning(name),
            )
        })
        .collect()
}
