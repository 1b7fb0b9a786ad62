//! What a word means: an act with what is published of it, a beat with its first line, a field with its range.

use std::ops::Range;

use super::document::Document;
use super::names::{Name, beats, mentions, moves, name_at, title};
use super::schema::{self, Shape};
use super::tree::{NodeId, bare};
use super::value::unquoted;
use crate::customer::{ActKind, backing};
use crate::lint::about;
use crate::scenario::Rule;
use crate::vocabulary::Vocabulary;

/// What is told of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The word.
    pub span: Range<usize>,
    /// Paragraphs, the first of which names it.
    pub lines: Vec<String>,
}

/// What is told of the word at a byte.
#[must_use]
pub fn hover(document: &Document, offset: usize) -> Option<Hover> {
    if let Some(mention) = name_at(document, offset) {
        return Some(Hover {
            lines: of_name(document, &mention.name),
            span: mention.span,
        });
    }
    let token = &document.tree().tokens[document.tree().token_at(offset)?];
    let word = document.slice(&token.span);
    let container = document.tree().around(token.span.start);
    let node = document.node(container);
    let told = |lines: Option<Vec<String>>| {
        lines.map(|lines| Hover {
            span: token.span.clone(),
            lines,
        })
    };
    if let Some(entry) = node
        .entries
        .iter()
        .find(|entry| entry.key.as_ref() == Some(&token.span))
    {
        let record = schema::record_of(document, container)?;
        let field = record.field(document.slice(entry.key.as_ref()?))?;
        let need = if field.required { "needed" } else { "may be left out" };
        return told(Some(vec![
            format!("`{}`, {need}", field.name),
            format!("{}.", field.meaning),
            format!("{}.", field.shape.words()),
        ]));
    }
    // The name before a group belongs to the group, not to what stands in it.
    let value = value_at(document, container, &token.span)?;
    match schema::shape_of(document, value)? {
        Shape::Act { .. } => told(ActKind::from_name(word).map(of_act)),
        Shape::Word(words) => told(words.meaning(word).map(|meaning| {
            let name = format!("`{word}`, a {}", words.noun);
            let meaning = Some(format!("{meaning}.")).filter(|_| !meaning.is_empty());
            std::iter::once(name).chain(meaning).collect()
        })),
        Shape::Rule => told(Rule::from_name(bare(word)).map(|rule| {
            let about = about(rule);
            vec![format!("`{}`: {}", rule.name(), about.summary), about.why.to_owned()]
        })),
        Shape::Beat { end: true } if bare(word) == "end" => told(Some(vec!["`end`: the drill ends".to_owned()])),
        shape @ (Shape::Whole(..) | Shape::Decimal(_) | Shape::Band(_)) => told(Some(vec![shape.words()])),
        _ => None,
    }
}

/// The value that a token is, or is the name of.
fn value_at(document: &Document, container: NodeId, span: &Range<usize>) -> Option<NodeId> {
    let node = document.node(container);
    if node.name.as_ref() == Some(span) {
        return Some(container);
    }
    let starts = |id: &NodeId| document.node(*id).span.start == span.start;
    node.entries.iter().filter_map(|entry| entry.value).find(starts)
}

fn of_act(act: ActKind) -> Vec<String> {
    let backing = backing(act);
    let mut lines = vec![
        format!("`{}`, an act", act.name()),
        format!("Published: {}", backing.published.words()),
    ];
    lines.extend(backing.method.map(|method| format!("The method: {}", method.words())));
    lines.extend(backing.differ.map(|differ| format!("They differ: {differ}")));
    lines
}

fn of_name(document: &Document, name: &Name) -> Vec<String> {
    let beat_named = |id: &str| beats(document).into_iter().find(|beat| beat.id == id);
    match name {
        Name::Beat(id) => {
            let Some(beat) = beat_named(id) else {
                return vec![format!("There is no beat `{id}`")];
            };
            let count = moves(document, beat.node).len();
            let day = document.field(beat.node, "day").map(|day| &document.node(day).span);
            let day = day
                .map(|day| format!(" on day {}", document.slice(day)))
                .unwrap_or_default();
            let mut lines = vec![format!("`{id}`, a beat{day} with {count} moves")];
            lines.extend(title(document, beat.node));
            lines
        }
        Name::Flag(flag) => {
            let all = mentions(document);
            let of = |makes: bool| all.iter().filter(|of| of.name == *name && of.makes == makes).count();
            vec![format!(
                "`{flag}`, a flag: set in {} places, asked for in {}",
                of(true),
                of(false)
            )]
        }
        Name::Move { beat, id } => {
            let say = beat_named(beat).and_then(|of| {
                let mv = moves(document, of.node).into_iter().find(|mv| mv.id == Some(id))?;
                let say = document.field(mv.node, "say")?;
                unquoted(document.slice(&document.node(say).span))
            });
            let mut lines = vec![format!("`{id}`, a move of the beat `{beat}`")];
            lines.extend(say);
            lines
        }
    }
}
