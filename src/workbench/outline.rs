//! Beats and moves with their places: for "go to beat", and for lists of symbols.

use std::ops::Range;

use super::document::Document;
use super::names::{beats, moves, title};
use super::value::unquoted;

/// A beat, as far as it can be seen in a text that may be broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeatOutline {
    pub id: String,
    /// Its scene, or what is said first.
    pub title: String,
    /// Its day as written, where it has one.
    pub day: Option<String>,
    /// From its key to its end.
    pub span: Range<usize>,
    /// Its key.
    pub key: Range<usize>,
    pub moves: Vec<MoveOutline>,
}

/// A move, as far as it can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveOutline {
    /// Empty where it has none yet.
    pub id: String,
    pub say: String,
    pub span: Range<usize>,
    /// Its id's place; where it has none, its own first byte.
    pub key: Range<usize>,
}

/// The beats in the order of the text.
#[must_use]
pub fn outline(document: &Document) -> Vec<BeatOutline> {
    let words = |id| unquoted(document.slice(&document.node(id).span)).unwrap_or_default();
    let mut outline = Vec::new();
    for beat in beats(document) {
        let moves = moves(document, beat.node).into_iter().map(|mv| {
            let span = document.node(mv.node).span.clone();
            MoveOutline {
                id: mv.id.unwrap_or_default().to_owned(),
                say: document.field(mv.node, "say").map(words).unwrap_or_default(),
                key: mv.place.unwrap_or(span.start..span.start),
                span,
            }
        });
        let day = document.field(beat.node, "day");
        outline.push(BeatOutline {
            id: beat.id.to_owned(),
            title: title(document, beat.node).unwrap_or_default(),
            day: day.map(|day| document.slice(&document.node(day).span).to_owned()),
            span: beat.span.clone(),
            key: beat.key.clone(),
            moves: moves.collect(),
        });
    }
    outline
}
