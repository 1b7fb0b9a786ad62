//! What somebody is writing at a byte: the word that was begun, what it stands in, and what could stand there.

use std::ops::Range;

use super::document::Document;
use super::schema::{self, Record, Shape};
use super::token::TokenKind;
use super::tree::{NodeId, NodeKind};

/// A place of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    /// The innermost group, list or map around.
    pub container: NodeId,
    /// What could stand here.
    pub wants: Wants,
    /// What a completion replaces: the word that was begun, or nothing.
    pub replace: Range<usize>,
    /// What was typed of it, without its quote.
    pub typed: String,
}

/// What could stand at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A field's name in a group.
    Field(&'static Record),
    /// A beat's name in the map of beats.
    BeatKey,
    Value(Shape),
    /// Nothing that is known.
    Nothing,
}

/// What is written at a byte; `None` in a comment.
#[must_use]
pub fn here(document: &Document, offset: usize) -> Option<Here> {
    let tokens = &document.tree().tokens;
    let before = document.tree().token_before(offset);
    let touched = before.filter(|&at| tokens[at].span.end >= offset);
    if let Some(at) = touched
        && tokens[at].is_comment()
    {
        return None;
    }
    let begun = touched.filter(|&at| {
        let inside = tokens[at].span.end > offset;
        match tokens[at].kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Text { closed: false } => true,
            // Behind its closing quote a text is written.
            TokenKind::Text { closed: true } => inside,
            _ => false,
        }
    });
    let (start, replace) = match begun {
        Some(at) if tokens[at].kind == (TokenKind::Text { closed: false }) => {
            (tokens[at].span.start, tokens[at].span.start..offset)
        }
        Some(at) => (tokens[at].span.start, tokens[at].span.clone()),
        None => (offset, offset..offset),
    };
    let typed = document.slice(&(start..offset)).trim_start_matches('"').to_owned();
    let last = tokens[..tokens.partition_point(|token| token.span.end <= start)]
        .iter()
        .rposition(|token| !token.is_comment() && token.span.start < start);
    let container = document.tree().around(start);
    let wants = match last.map(|at| (at, tokens[at].kind)) {
        Some((at, TokenKind::Colon)) => value_after_colon(document, container, at),
        _ => begin(document, container, start),
    };
    Some(Here {
        container,
        wants,
        replace,
        typed,
    })
}

fn value_after_colon(document: &Document, container: NodeId, colon: usize) -> Wants {
    let key = colon.checked_sub(1).and_then(|at| document.tree().tokens.get(at));
    let key = key.map(|key| super::tree::bare(document.slice(&key.span)));
    schema::inside(document, container, key, 0).map_or(Wants::Nothing, Wants::Value)
}

/// What an entry can begin with.
fn begin(document: &Document, container: NodeId, offset: usize) -> Wants {
    if let Some(record) = schema::record_of(document, container) {
        return Wants::Field(record);
    }
    let node = document.node(container);
    if node.kind == NodeKind::Map {
        let beats = schema::shape_of(document, container) == Some(Shape::Beats);
        return if beats { Wants::BeatKey } else { Wants::Nothing };
    }
    let at = node.entries.iter().filter(|entry| entry.span.end < offset).count();
    schema::inside(document, container, None, at).map_or(Wants::Nothing, Wants::Value)
}
