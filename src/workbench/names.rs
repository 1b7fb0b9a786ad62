//! The names of a scenario: beats, moves and flags, with every place that speaks of them.

use std::ops::Range;

use super::document::Document;
use super::schema::{Shape, walk};
use super::tree::{NodeId, NodeKind, bare};

/// Something that has a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Name {
    Beat(String),
    Flag(String),
    /// A move's id is its own within its beat only.
    Move {
        beat: String,
        id: String,
    },
}

impl Name {
    /// The name itself.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Beat(word) | Self::Flag(word) | Self::Move { id: word, .. } => word,
        }
    }

    /// What a person calls it.
    #[must_use]
    pub const fn noun(&self) -> &'static str {
        match self {
            Self::Beat(_) => "beat",
            Self::Flag(_) => "flag",
            Self::Move { .. } => "move",
        }
    }
}

/// A place that speaks of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub name: Name,
    /// With its quotes.
    pub span: Range<usize>,
    /// Whether it makes the name: the beat's or move's own place, or a move that sets the flag.
    pub makes: bool,
}

/// Every mention, in the order of the text. A move that an `allow` names without its beat is mentioned once for each beat that has
/// such a move.
#[must_use]
pub fn mentions(document: &Document) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut put = |name: Name, span: &Range<usize>, makes: bool| {
        found.push(Mention {
            name,
            span: span.clone(),
            makes,
        });
    };
    let beats = beats(document);
    for beat in &beats {
        put(Name::Beat(beat.id.to_owned()), &beat.key, true);
        for mv in moves(document, beat.node) {
            if let (Some(id), Some(place)) = (mv.id, &mv.place) {
                let (beat, id) = (beat.id.to_owned(), id.to_owned());
                put(Name::Move { beat, id }, place, true);
            }
        }
    }
    walk(document, |id, shape| {
        let node = document.node(id);
        if node.kind != NodeKind::Text {
            return;
        }
        let word = bare(document.slice(&node.span));
        match shape {
            Shape::Beat { end } if !(end && word == "end") => put(Name::Beat(word.to_owned()), &node.span, false),
            Shape::Flag => put(Name::Flag(word.to_owned()), &node.span, sets(document, id)),
            Shape::Move => {
                let group = node.parent.map_or(id, |(group, _)| group);
                let beat = document.field(group, "beat").map(|beat| &document.node(beat).span);
                let beat = beat.map(|span| bare(document.slice(span)));
                for of in beats.iter().filter(|of| beat.is_none_or(|beat| beat == of.id)) {
                    if moves(document, of.node).iter().any(|mv| mv.id == Some(word)) {
                        let (beat, id) = (of.id.to_owned(), word.to_owned());
                        put(Name::Move { beat, id }, &node.span, false);
                    }
                }
            }
            _ => {}
        }
    });
    found.sort_by_key(|mention| mention.span.start);
    found
}

/// Whether a flag stands in a move's `sets`.
fn sets(document: &Document, flag: NodeId) -> bool {
    let list = document.node(flag).parent.map(|(list, _)| list);
    let entry = list.and_then(|list| document.entry_of(list));
    entry.is_some_and(|(_, _, entry)| entry.key.as_ref().is_some_and(|key| document.slice(key) == "sets"))
}

/// What a byte speaks of, with the place of the word. Of a move that an `allow` names without its beat: the first.
#[must_use]
pub fn name_at(document: &Document, offset: usize) -> Option<Mention> {
    mentions(document)
        .into_iter()
        .find(|mention| mention.span.start <= offset && offset <= mention.span.end)
}

/// A beat as far as it can be seen.
#[derive(Debug, Clone)]
pub struct BeatSeen<'d> {
    pub id: &'d str,
    /// Its key, with its quotes.
    pub key: Range<usize>,
    pub node: NodeId,
    /// From its key to its end.
    pub span: Range<usize>,
}

/// The beats in the order of the text, as far as they can be seen.
#[must_use]
pub fn beats(document: &Document) -> Vec<BeatSeen<'_>> {
    let map = document.tree().top().and_then(|top| document.field(top, "beats"));
    let entries = map.map(|map| document.node(map).entries.as_slice()).unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| {
            let key = entry.key.clone()?;
            Some(BeatSeen {
                id: bare(document.slice(&key)),
                key,
                node: entry.value?,
                span: entry.span.clone(),
            })
        })
        .collect()
}

/// A move as far as it can be seen.
#[derive(Debug, Clone)]
pub struct MoveSeen<'d> {
    pub id: Option<&'d str>,
    /// Its id's place, with its quotes.
    pub place: Option<Range<usize>>,
    pub node: NodeId,
}

/// The moves of a beat in the order of the text.
#[must_use]
pub fn moves(document: &Document, beat: NodeId) -> Vec<MoveSeen<'_>> {
    let list = document.field(beat, "moves");
    let entries = list
        .map(|list| document.node(list).entries.as_slice())
        .unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| {
            let node = entry.value?;
            let place = document.field(node, "id").map(|id| document.node(id).span.clone());
            Some(MoveSeen {
                id: place.as_ref().map(|place| bare(document.slice(place))),
                place,
                node,
            })
        })
        .collect()
}

/// What a beat is about in one line: its scene, else what is said first.
#[must_use]
pub fn title(document: &Document, beat: NodeId) -> Option<String> {
    let line = document.field(beat, "lines");
    let line = line.and_then(|lines| document.node(lines).entries.first()?.value);
    let said = || line.and_then(|line| document.field(line, "say"));
    let text = document.field(beat, "scene").or_else(said)?;
    super::value::unquoted(document.slice(&document.node(text).span))
}

/// The flags that are set or asked for, each once, in the order of the text.
#[must_use]
pub fn flags(mentions: &[Mention]) -> Vec<&str> {
    let mut flags: Vec<&str> = Vec::new();
    for mention in mentions {
        if let Name::Flag(flag) = &mention.name
            && !flags.contains(&flag.as_str())
        {
            flags.push(flag);
        }
    }
    flags
}
