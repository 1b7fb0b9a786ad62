//! Larger changes of beats and moves: duplicate, extract. What cannot be done exactly is refused, with the reason.

use super::document::Document;
use super::edit::{EditError, whole};
use super::insert::insert;
use super::names::{BeatSeen, MoveSeen, Name, beats, mentions, moves};
use super::patch::Patch;
use super::rename::is_id;
use super::stub;
use super::tree::{Entry, NodeId};
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

pub(super) fn refused<T>(words: impl Into<String>) -> Result<T, ReworkError> {
    Err(ReworkError::Refused(words.into()))
}

/// The most moves of a beat: keys 1 to 5.
pub(super) const MOVES_MAX: usize = 5;

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

pub(super) fn beat_named<'d>(document: &'d Document, id: &str) -> Result<BeatSeen<'d>, ReworkError> {
    match beats(document).into_iter().find(|beat| beat.id == id) {
        Some(beat) => Ok(beat),
        None => refused(format!("there is no beat `{id}`")),
    }
}

/// Refuses moves that an `allow` names at their beat: it would speak of nothing.
pub(super) fn named_by_allow(document: &Document, beat: &str, moves: &[MoveSeen<'_>]) -> Result<(), ReworkError> {
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
pub(super) fn place_of(document: &Document, id: NodeId) -> (NodeId, usize) {
    document.node(id).parent.expect("beats and moves stand in something")
}

pub(super) fn entry_of(document: &Document, list: NodeId, id: NodeId) -> &Entry {
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
    use super::super::merge::merge;
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
}
