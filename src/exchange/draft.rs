//! The draft: a story as the text of a scenario.

use super::Imported;
use super::names::Names;
use super::story::{Goal, Link, Passage, Story};
use super::words::{clipped, one_line, plain};
use crate::workbench::quoted;

/// Words that somebody has still to write.
const TO_WRITE: &str = "…";
/// The most moves of a beat.
const MOVES_MAX: usize = 5;
/// The longest line of a comment.
const COLUMNS: usize = 110;
/// So many leftovers stand above the scenario.
const TOLD_MAX: usize = 100;

const HEAD: &str = include_str!("../../assets/imported.ron");

/// A beat as it will stand in the text.
struct Beat {
    id: String,
    words: String,
    notes: Vec<String>,
    moves: Vec<Move>,
}

struct Move {
    words: String,
    reply: String,
    notes: Vec<String>,
    next: String,
}

/// Writes the draft. The story holds decisions only ([`super::fold`]).
pub fn draft(mut story: Story, id: &str) -> Imported {
    if story.passages.is_empty() {
        story.passages.push(Passage {
            name: "start".to_owned(),
            ..Passage::default()
        });
        story.start = 0;
    }
    fill_up(&mut story);
    lead_out(&mut story);
    let beats = beats(&mut story);
    let text = written(&story, id, &beats);
    Imported {
        id: id.to_owned(),
        text,
        moves: beats.iter().map(|beat| beat.moves.len()).sum(),
        beats: beats.len(),
        leftovers: story.leftovers,
    }
}

fn to_write(goal: Goal, place: &str, note: &str) -> Link {
    Link {
        words: TO_WRITE.to_owned(),
        reply: String::new(),
        goal,
        notes: vec![note.to_owned()],
        place: place.to_owned(),
    }
}

/// Two moves at least, and words wherever somebody speaks.
fn fill_up(story: &mut Story) {
    let mut left = Vec::new();
    for passage in &mut story.passages {
        let name = clipped(&passage.name);
        for link in &mut passage.links {
            link.words = plain(&link.words);
            link.reply = plain(&link.reply);
            if link.words.is_empty() {
                TO_WRITE.clone_into(&mut link.words);
                left.push((
                    link.place.clone(),
                    format!("a link of `{name}` has no words: they are still to be written"),
                ));
            }
        }
        passage.words = plain(&passage.words);
        if passage.words.is_empty() {
            TO_WRITE.clone_into(&mut passage.words);
            left.push((
                passage.place.clone(),
                format!("`{name}` has no words: what the customer says is still to be written"),
            ));
        }
        let missing = 2_usize.saturating_sub(passage.links.len());
        if missing > 0 {
            let links = if missing == 2 { "no link" } else { "one link" };
            let words =
                format!("`{name}` has {links}, a beat needs two moves: what else can be said is still to be written");
            left.push((passage.place.clone(), words));
        }
        for _ in 0..missing {
            let goal = passage.links.first().map_or(Goal::End, |link| link.goal.clone());
            passage.links.push(to_write(
                goal,
                &passage.place,
                "TODO: what else might decent staff say here?",
            ));
        }
    }
    for (place, words) in left {
        story.leave(place, words);
    }
}

/// Every beat can come to the end: where a story goes round for ever, one of its passages gets a way out.
fn lead_out(story: &mut Story) {
    let mut coming: Vec<Vec<usize>> = vec![Vec::new(); story.passages.len()];
    let mut open = Vec::new();
    for (at, passage) in story.passages.iter().enumerate() {
        for link in &passage.links {
            match link.goal {
                Goal::Passage(to) => coming[to].push(at),
                Goal::End => open.push(at),
            }
        }
    }
    let mut ends = vec![false; story.passages.len()];
    let mut first = 0;
    loop {
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut ends[at], true) {
                open.extend(&coming[at]);
            }
        }
        let Some(stuck) = (first..ends.len()).find(|at| !ends[*at]) else {
            return;
        };
        first = stuck;
        let place = story.passages[stuck].place.clone();
        let name = clipped(&story.passages[stuck].name);
        let exit = to_write(
            Goal::End,
            &place,
            "TODO: the story went round for ever here. How does the talk end?",
        );
        story.passages[stuck].links.push(exit);
        story.leave(
            place,
            format!("from `{name}` no way leads to an end: a move that ends the talk is still to be written"),
        );
        open.push(stuck);
    }
}

fn beats(story: &mut Story) -> Vec<Beat> {
    let mut names = Names::without("end");
    let ids: Vec<String> = story
        .passages
        .iter()
        .map(|passage| names.give(&passage.name, "beat"))
        .collect();
    let next = |goal: &Goal| match goal {
        Goal::Passage(to) => ids[*to].clone(),
        Goal::End => "end".to_owned(),
    };
    let mut beats = Vec::new();
    let mut split = Vec::new();
    for (passage, id) in story.passages.iter().zip(&ids) {
        let mut links = passage.links.as_slice();
        let mut beat = Beat {
            id: id.clone(),
            words: passage.words.clone(),
            notes: passage.notes.clone(),
            moves: Vec::new(),
        };
        let a_move = |link: &Link| Move {
            words: link.words.clone(),
            reply: link.reply.clone(),
            notes: link.notes.clone(),
            next: next(&link.goal),
        };
        if links.len() > MOVES_MAX {
            let words = format!(
                "`{}` has {} links, a beat has {MOVES_MAX} moves at most: the fifth leads to a second beat with the rest",
                clipped(&passage.name),
                links.len()
            );
            split.push((passage.place.clone(), words));
        }
        while links.len() > MOVES_MAX {
            let more = names.give(id, "more");
            let (here, rest) = links.split_at(MOVES_MAX - 1);
            beat.moves.extend(here.iter().map(a_move));
            beat.moves.push(Move {
                words: TO_WRITE.to_owned(),
                reply: String::new(),
                notes: vec![format!("TODO: leads to the rest of what could be chosen at \"{id}\".")],
                next: more.clone(),
            });
            beats.push(beat);
            beat = Beat {
                id: more,
                words: TO_WRITE.to_owned(),
                notes: Vec::new(),
                moves: Vec::new(),
            };
            links = rest;
        }
        beat.moves.extend(links.iter().map(a_move));
        beats.push(beat);
    }
    for (place, words) in split {
        story.leave(place, words);
    }
    // The start is read first.
    let start = &ids[story.start];
    if let Some(at) = beats.iter().position(|beat| beat.id == *start) {
        beats[..=at].rotate_right(1);
    }
    beats
}

/// A comment, wrapped.
fn comment(out: &mut String, indent: &str, words: &str) {
    let words = one_line(words);
    for (number, line) in textwrap::wrap(&words, COLUMNS - indent.len().min(40))
        .iter()
        .enumerate()
    {
        out.push_str(indent);
        out.push_str(if number == 0 { "// " } else { "//     " });
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn written(story: &Story, id: &str, beats: &[Beat]) -> String {
    let mut out = String::new();
    comment(
        &mut out,
        "",
        "A draft, imported. Its words are the story's; what each move does to the customer (`acts`), what it teaches (`why`), the \
         customer, the failure and the numbers are still to be written: look for TODO and …, then `bounceback check` it.",
    );
    for note in &story.notes {
        comment(&mut out, "", note);
    }
    for leftover in story.leftovers.iter().take(TOLD_MAX) {
        comment(
            &mut out,
            "",
            &format!("Not carried over: {}: {}", leftover.place, leftover.words),
        );
    }
    if story.leftovers.len() > TOLD_MAX {
        comment(&mut out, "", &format!("and {} more", story.leftovers.len() - TOLD_MAX));
    }
    let title = plain(&story.title);
    let title = if title.is_empty() { TO_WRITE } else { title.as_str() };
    let head = HEAD
        .replace("\"IMPORTED-ID\"", &quoted(id))
        .replace("\"IMPORTED-START\"", &quoted(&beats[0].id))
        .replace("\"IMPORTED-TITLE\"", &quoted(title));
    let (above, below) = head
        .split_once("        // BEATS\n")
        .expect("the draft's frame holds beats");
    out.push_str(above);
    for beat in beats {
        a_beat(&mut out, beat);
    }
    out + below
}

fn a_beat(out: &mut String, beat: &Beat) {
    for note in &beat.notes {
        comment(out, "        ", note);
    }
    out.push_str(&format!("        {}: (\n", quoted(&beat.id)));
    out.push_str(&format!(
        "            lines: [(say: {})],\n            moves: [\n",
        quoted(&beat.words)
    ));
    let mut names = Names::without("wait");
    for mv in &beat.moves {
        let instead = if mv.words == TO_WRITE { "to-write" } else { "move" };
        for note in &mv.notes {
            comment(out, "                ", note);
        }
        out.push_str(&format!(
            "                (\n                    id: {}, say: {},\n                    acts: [], // TODO: what does this do to the customer?\n",
            quoted(&names.give(&mv.words, instead)),
            quoted(&mv.words)
        ));
        if !mv.reply.is_empty() {
            out.push_str(&format!(
                "                    replies: [(say: {})],\n",
                quoted(&mv.reply)
            ));
        }
        out.push_str(&format!(
            "                    next: {},\n                    why: \"{TO_WRITE}\",\n                ),\n",
            quoted(&mv.next)
        ));
    }
    out.push_str("            ],\n        ),\n");
}
