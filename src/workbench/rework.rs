//! Larger changes of beats and moves: duplicate, extract, merge. What cannot be done exactly is refused, with the reason.

use super::document::Document;
use super::edit::{EditError, remove_entry, whole};
use super::insert::insert;
use super::names::{BeatSeen, MoveSeen, Name, beats, mentions, moves};
use super::patch::Patch;
use super::rename::is_id;
use super::stub;
use super::tree::{Entry, NodeId, NodeKind};
use super::value::{indented, quoted};

/// Why beats or moves cannot be changed so. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReworkError {
    Edit(EditError),
    /// In a sentence without a full stop.
    Refused(String),
}

impl std::fmt::Display for ReworkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Edit(error) => error.fmt(f),
            Self::Refused(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for ReworkError {}

impl From<EditError> for ReworkError {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}

type Reworked = Result<Vec<Patch>, ReworkError>;

fn refused<T>(words: impl Into<String>) -> Result<T, ReworkError> {
    Err(ReworkError::Refused(words.into()))
}

/// The most moves of a beat: keys 1 to 5.
const MOVES_MAX: usize = 5;

/// A copy of a beat behind it, under the first free name of `doorway-2`, `doorway-3` …. No move leads to the copy yet.
pub fn duplicate_beat(document: &Document, id: &str) -> Reworked {
    whole(document)?;
    let beat = beat_named(document, id)?;
    let taken: Vec<String> = beats(document).iter().map(|beat| beat.id.to_owned()).collect();
    let free = free_name(id, |name| taken.iter().any(|taken| taken == name));
    let (map, at) = place_of(document, beat.node);
    let copy = document.slice(&document.node(beat.node).span);
    Ok(insert_as_is(
        document,
        map,
        at + 1,
        &format!("{}: {copy}", quoted(&free)),
    ))
}

/// A copy of a move behind it, under a free name. A beat has five moves at most.
pub fn duplicate_move(document: &Document, beat: &str, at: usize) -> Reworked {
    whole(document)?;
    let of = beat_named(document, beat)?;
    let all = moves(document, of.node);
    let Some(mv) = all.get(at) else {
        return refused(format!("the beat `{beat}` has no move {}", at + 1));
    };
    if all.len() >= MOVES_MAX {
        return refused(format!("the beat `{beat}` has {MOVES_MAX} moves, which is the most"));
    }
    let (Some(id), Some(place)) = (mv.id, &mv.place) else {
        return refused("the move has no id yet");
    };
    let free = free_name(id, |name| all.iter().any(|mv| mv.id == Some(name)));
    let span = &document.node(mv.node).span;
    let mut copy = document.slice(span).to_owned();
    copy.replace_range(place.start - span.start..place.end - span.start, &quoted(&free));
    let (list, _) = place_of(document, mv.node);
    Ok(insert_as_is(document, list, at + 1, &copy))
}

/// Moves the moves of a beat, from one on to the last, into a new beat behind it. Where they stood stands one new move that leads there;
/// what it says, and what the customer says at the new beat, is still to be written. The talk is one exchange longer on that way.
///
/// Refused where one of the two beats would have fewer than two moves, or only moves with a condition; in the days after (a day cannot
/// lead to itself); and where an `allow` names one of the moves at its old beat.
pub fn extract(document: &Document, beat: &str, from: usize, new: &str) -> Reworked {
    whole(document)?;
    if !is_id(new) || new == "end" {
        return refused(format!(
            "`{new}` is no id for a beat: small letters, digits and hyphens"
        ));
    }
    if beats(document).iter().any(|of| of.id == new) {
        return refused(format!("there is a beat `{new}` already"));
    }
    let of = beat_named(document, beat)?;
    if document.field(of.node, "day").is_some() {
        return refused("a day after the talk cannot be divided: each has a day of its own");
    }
    let all = moves(document, of.node);
    if from == 0 || from + 2 > all.len() {
        return refused("one move must stay, and two must go: a beat has two moves at least");
    }
    let going = &all[from..];
    if going.iter().all(|mv| document.field(mv.node, "when").is_some()) {
        return refused("each of these moves has a condition: at the new beat there might be none to choose");
    }
    if all[..from].iter().any(|mv| mv.id == Some(new)) {
        return refused(format!("the move that leads there would be `{new}`, and there is one"));
    }
    named_by_allow(document, beat, going)?;
    let (list, _) = place_of(document, all[0].node);
    let (map, at) = place_of(document, of.node);
    let (first, last) = (going[0].node, going[going.len() - 1].node);
    let mut patches = Vec::new();
    let bridge_indent = super::edit::indentation(document, document.node(first).span.start);
    let bridge = indented(&stub::a_move(new, new), bridge_indent);
    let kept = entry_range(document, list, first).start..entry_range(document, list, last).end;
    // They take their comments along: what stands between two of them goes with them.
    let body = document.slice(&kept).to_owned();
    let comma = if entry_of(document, list, last).comma.is_some() {
        ","
    } else {
        ""
    };
    patches.push(Patch::new(kept, format!("{bridge}{comma}")));
    let outer = super::edit::indentation(document, of.key.start);
    let words = format!(
        "{}: (\n{outer}    lines: [(say: \"{}\")],\n{outer}    moves: [\n{bridge_indent}{body}\n{outer}    ],\n{outer})",
        quoted(new),
        stub::TO_WRITE
    );
    patches.extend(insert_as_is(document, map, at + 1, &words));
    Ok(patches)
}

/// What merging would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    pub patches: Vec<Patch>,
    /// Words that are said nowhere any more: the caller shows them before it goes on.
    pub dropped: Vec<String>,
}

/// Puts the moves of a beat in the place of the one move that leads to it, and takes the beat out: what [`extract`] does, backwards. The
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

fn beat_named<'d>(document: &'d Document, id: &str) -> Result<BeatSeen<'d>, ReworkError> {
    match beats(document).into_iter().find(|beat| beat.id == id) {
        Some(beat) => Ok(beat),
        None => refused(format!("there is no beat `{id}`")),
    }
}

/// Refuses moves that an `allow` names at their beat: it would speak of nothing.
fn named_by_allow(document: &Document, beat: &str, moves: &[MoveSeen<'_>]) -> Result<(), ReworkError> {
    for mention in mentions(document).iter().filter(|mention| !mention.makes) {
        if let Name::Move { beat: of, id } = &mention.name
            && of == beat
            && moves.iter().any(|mv| mv.id == Some(id))
        {
            return refused(format!("an `allow` names the move `{id}` of `{beat}`: change it first"));
        }
    }
    Ok(())
}

/// The node that a value stands in, and as which of its entries.
fn place_of(document: &Document, id: NodeId) -> (NodeId, usize) {
    document.node(id).parent.expect("beats and moves stand in something")
}

fn entry_of(document: &Document, list: NodeId, id: NodeId) -> &Entry {
    let entries = &document.node(list).entries;
    let entry = entries.iter().find(|entry| entry.value == Some(id));
    entry.expect("the node stands in this list")
}

/// An entry's own bytes with the comments above it and behind it, and its comma.
fn entry_range(document: &Document, list: NodeId, id: NodeId) -> std::ops::Range<usize> {
    let entry = entry_of(document, list, id);
    super::insert::lead(document, entry)..super::insert::tail(document, entry)
}

/// Puts words in that were cut out of the same depth: their lines are indented already.
fn insert_as_is(document: &Document, container: NodeId, at: usize, words: &str) -> Vec<Patch> {
    const HOLD: &str = "\u{fffc}";
    let mut patches = insert(document, container, at, HOLD);
    for patch in &mut patches {
        patch.text = patch.text.replace(HOLD, words);
    }
    patches
}

fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let stem = stem
        .strip_suffix('-')
        .filter(|stem| !stem.is_empty() && stem.len() < name.len() - 1);
    let mut stem = stem.unwrap_or(name);
    stem = &stem[..stem.len().min(58)];
    (2..=usize::MAX)
        .map(|number| format!("{stem}-{number}"))
        .find(|name| !taken(name))
        .expect("there are more numbers than names")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::template;

    fn after(document: &Document, patches: &[Patch]) -> Document {
        let mut document = document.clone();
        document.apply(patches).expect("they fit");
        document
    }

    #[test]
    fn a_copy_stands_behind_its_original() {
        let document = Document::new(template("cake"));
        let once = after(
            &document,
            &duplicate_beat(&document, "counter").expect("it can be copied"),
        );
        let twice = after(&once, &duplicate_beat(&once, "counter-2").expect("it can be copied"));
        let names: Vec<&str> = beats(&twice).iter().map(|beat| beat.id).collect();
        assert_eq!(names, ["counter", "counter-2", "counter-3", "remedy", "box", "morning"]);
        let codes: Vec<&str> = twice.read().found.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["unreachable-beat", "unreachable-beat"]);

        let moved = after(
            &document,
            &duplicate_move(&document, "morning", 0).expect("it can be copied"),
        );
        let of = beat_named(&moved, "morning").expect("there");
        let names: Vec<_> = moves(&moved, of.node).iter().map(|mv| mv.id.expect("an id")).collect();
        assert_eq!(names, ["check", "check-2", "forget"]);
        assert!(moved.read().scenario.is_some());
        assert!(
            moved
                .text()
                .contains("\n                (\n                    id: \"check-2\", say: \"Read the name")
        );
    }

    #[test]
    fn extract_and_merge_are_each_others_opposite() {
        let text = template("cake");
        let document = Document::new(text.as_str());
        let patches = extract(&document, "counter", 1, "excuses").expect("it can be divided");
        let divided = after(&document, &patches);
        let reading = divided.read();
        let scenario = reading
            .scenario
            .unwrap_or_else(|| panic!("{:?}\n{}", reading.found, divided.text()));
        let ids = |at: usize| {
            scenario.beats[at]
                .moves
                .iter()
                .map(|mv| mv.id.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!((ids(0), ids(1)), (vec!["hear", "excuses"], vec!["slip", "saturday"]));
        let merged = merge(&divided, "excuses").expect("it can be merged");
        assert_eq!(merged.dropped, Vec::<String>::new());
        assert_eq!(after(&divided, &merged.patches).text(), text);
    }

    #[test]
    fn what_is_not_exact_is_refused() {
        let document = Document::new(template("cake"));
        let check = |outcome: Result<(), ReworkError>, words: &str| {
            assert_eq!(outcome.expect_err("it is refused").to_string(), words);
        };
        let divide = |beat: &str, from| extract(&document, beat, from, "new").map(|_| ());
        check(
            divide("counter", 2),
            "one move must stay, and two must go: a beat has two moves at least",
        );
        check(
            divide("counter", 0),
            "one move must stay, and two must go: a beat has two moves at least",
        );
        check(
            divide("morning", 1),
            "a day after the talk cannot be divided: each has a day of its own",
        );
        check(divide("nowhere", 1), "there is no beat `nowhere`");
        let join = |beat: &str| merge(&document, beat).map(|_| ());
        check(
            join("remedy"),
            "`remedy` is named in 4 places: it can be merged only into one move",
        );
        check(join("counter"), "`counter` is not led to by a move's `next`");
        check(
            duplicate_move(&Document::new("Scenario("), "a", 0).map(|_| ()),
            "a bracket or quote of the text is open: mend the text first",
        );
    }

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
        let after = after(&document, &merged.patches);
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
