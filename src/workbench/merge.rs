//! Merges a beat into the one that leads to it: what extracting does, backwards.

use super::document::Document;
use super::edit::{remove_entry, whole};
use super::names::{BeatSeen, MoveSeen, Name, beats, mentions, moves};
use super::patch::Patch;
use super::rework::{MOVES_MAX, ReworkError, beat_named, entry_of, named_by_allow, place_of, refused};
use super::stub;
use super::tree::{NodeId, NodeKind};

/// What merging would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    pub patches: Vec<Patch>,
    /// Words that are said nowhere any more: the caller shows them before it goes on.
    pub dropped: Vec<String>,
}

/// Puts the moves of a beat in the place of the one move that leads to it, and takes the beat out: what [`super::extract`] does, backwards. The
/// talk is one exchange shorter on that way. What was said on it, the move's own words and the beat's lines, is `dropped`.
///
/// Exact, and allowed, only where the move does nothing but lead there (no acts, condition, flags, replies or branches), nothing else leads
/// there, both beats are in the talk, five moves at most come together, each with an id of its own, and no `allow` names the beat.
pub fn merge(document: &Document, beat: &str) -> Result<Merged, ReworkError> {
    whole(document)?;
    let (of, mv) = mergeable(document, beat)?;
    let own = moves(document, of.node);
    let (list, _) = place_of(document, own[0].node);
    let last = entry_of(document, list, own[own.len() - 1].node);
    let inside = super::insert::lead(document, entry_of(document, list, own[0].node))..last.span.end;
    let remark = last.comma.map_or(last.span.end, |comma| comma + 1)..super::insert::tail(document, last);
    let (map, at) = place_of(document, of.node);
    let mut patches = remove_entry(document, map, at);
    let (target, _) = place_of(document, mv.node);
    let there = entry_of(document, target, mv.node);
    let behind = there.comma.map_or(there.span.end, |comma| comma + 1);
    // A remark to the line's end can only go where a line ends.
    let line_ends = document.text()[behind..]
        .trim_start_matches([' ', '\t', '\r'])
        .starts_with('\n');
    let kept = if line_ends {
        remark.clone()
    } else {
        remark.start..remark.start
    };
    let comma = if there.comma.is_some() { "," } else { "" };
    let words = format!("{}{comma}{}", document.slice(&inside), document.slice(&kept));
    patches.push(Patch::new(document.node(mv.node).span.start..behind, words));
    let mut dropped = Vec::new();
    let mut drop = |node: NodeId| {
        let words = super::value::unquoted(document.slice(&document.node(node).span));
        dropped.extend(words.filter(|words| words != stub::TO_WRITE));
    };
    ["say", "why"]
        .iter()
        .filter_map(|field| document.field(mv.node, field))
        .for_each(&mut drop);
    document.field(of.node, "scene").into_iter().for_each(&mut drop);
    for field in ["lines", "waiting"] {
        let list = document
            .field(of.node, field)
            .map(|list| document.node(list).entries.as_slice());
        for value in list.unwrap_or_default().iter().filter_map(|entry| entry.value) {
            drop(document.field(value, "say").unwrap_or(value));
        }
    }
    let gone = document.tree().tokens.iter().filter(|token| {
        let at = token.span.start;
        let goes = of.span.contains(&at) && !inside.contains(&at) && !kept.contains(&at);
        token.is_comment() && (goes || document.node(mv.node).span.contains(&at))
    });
    dropped.extend(gone.map(|token| document.slice(&token.span).to_owned()));
    Ok(Merged { patches, dropped })
}

/// The beat with the one move that leads to it, where the two can be merged.
fn mergeable<'d>(document: &'d Document, beat: &str) -> Result<(BeatSeen<'d>, MoveSeen<'d>), ReworkError> {
    let of = beat_named(document, beat)?;
    let name = Name::Beat(beat.to_owned());
    let led: Vec<_> = mentions(document)
        .into_iter()
        .filter(|mention| mention.name == name && !mention.makes)
        .collect();
    let [only] = led.as_slice() else {
        return refused(match led.len() {
            0 => format!("no move leads to `{beat}`"),
            count => format!("`{beat}` is named in {count} places: it can be merged only into one move"),
        });
    };
    let from = beats(document)
        .into_iter()
        .flat_map(|from| moves(document, from.node).into_iter().map(move |mv| (from.clone(), mv)))
        .find(|(_, mv)| {
            let next = document.field(mv.node, "next");
            next.is_some_and(|next| document.node(next).span == only.span)
        });
    let Some((into, mv)) = from else {
        return refused(format!("`{beat}` is not led to by a move's `next`"));
    };
    if into.id == beat {
        return refused(format!("`{beat}` leads to itself"));
    }
    for beat in [&of, &into] {
        if document.field(beat.node, "day").is_some() {
            return refused(format!(
                "`{}` is a day after the talk: each has a day of its own",
                beat.id
            ));
        }
    }
    for field in ["acts", "when", "sets", "replies", "branches"] {
        let does = document.field(mv.node, field).is_some_and(|value| {
            let node = document.node(value);
            node.kind != NodeKind::List || !node.entries.is_empty()
        });
        if does {
            let id = mv.id.unwrap_or_default();
            return refused(format!(
                "the move `{id}` that leads there has `{field}`, which would be lost"
            ));
        }
    }
    let (own, others) = (moves(document, of.node), moves(document, into.node));
    if own.is_empty() || own.len() + others.len() - 1 > MOVES_MAX {
        return refused(format!(
            "together they have {} moves; one to five fit",
            own.len() + others.len() - 1
        ));
    }
    let twice = own
        .iter()
        .find(|one| others.iter().any(|other| other.id == one.id && other.node != mv.node));
    if let Some(id) = twice.and_then(|mv| mv.id) {
        return refused(format!("both beats have a move `{id}`"));
    }
    named_by_allow(document, into.id, std::slice::from_ref(&mv))?;
    Ok((of, mv))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::template;

    #[test]
    fn merging_says_which_words_are_lost() {
        let text = template("cake")
            .replacen("next: \"remedy\"", "next: \"aside\"", 1)
            .replacen("acts: [Listen, Empathise],\n                    replies: [(say: \"Strawberry, for Ida. Just round the corner, thank heaven.\")],", "acts: [],", 1)
            .replacen(
                "        \"remedy\": (",
                "        \"aside\": (\n            lines: [(say: \"Yes?\")],\n            moves: [\n                // kept\n                (id: \"x\", say: \"X\", next: \"box\", why: \"w\"),\n                (id: \"y\", say: \"Y\", next: \"box\", why: \"w\"), // kept too\n            ],\n        ),\n        \"remedy\": (",
                1,
            );
        let document = Document::new(text);
        assert!(document.read().scenario.is_some(), "{:?}", document.read().found);
        let merged = merge(&document, "aside").expect("it can be merged");
        assert_eq!(merged.dropped.len(), 3, "{:?}", merged.dropped);
        assert_eq!(merged.dropped[2], "Yes?");
        let mut after = document.clone();
        after.apply(&merged.patches).expect("they fit");
        let scenario = after.read().scenario.unwrap_or_else(|| panic!("{}", after.text()));
        assert_eq!(
            scenario.beats[0]
                .moves
                .iter()
                .map(|mv| mv.id.as_str())
                .collect::<Vec<_>>(),
            ["x", "y", "slip", "saturday"]
        );
        assert!(after.text().contains("// kept\n"));
    }
}
