//! A scenario as Twee 3: for Twine, and to be read again.
//!
//! Each beat is a passage, each move a link. What the customer answers stands in a passage of its own between the two, tagged
//! `bounceback-reply`; the end is one tagged `bounceback-end`. Acts, conditions and reasons stand as comments, which Twine shows nobody.

use super::twee_read::{END_TAG, REPLY_TAG};
use crate::map::{Graph, Layout, Place};
use crate::scenario::{Beat, Condition, Line, Move, Scenario, Target};

/// How far apart Twine's map has passages, against ours.
const SPREAD: f64 = 1.2;

/// The scenario as one Twee file.
#[must_use]
pub fn twee(scenario: &Scenario) -> String {
    let mut out = String::new();
    let start = &scenario.beat(scenario.start).id;
    out.push_str(&format!(":: StoryTitle\n{}\n\n", one_line(&scenario.title)));
    let data = serde_json::json!({
        "ifid": ifid(scenario),
        "format": "SugarCube",
        "format-version": "2.37.3",
        "start": start,
    });
    let data = serde_json::to_string_pretty(&data).expect("a map of words is JSON");
    out.push_str(&format!(":: StoryData\n{data}\n\n"));
    let graph = Graph::of(scenario, false);
    let layout = Layout::of(&graph);
    let mut ends = false;
    for id in scenario.beat_ids() {
        let beat = scenario.beat(id);
        let spot = graph
            .nodes
            .iter()
            .position(|place| *place == Place::Beat(id))
            .map(|at| layout.spots[at]);
        let spot = spot.map_or((0.0, 0.0), |spot| (spot.x * SPREAD, spot.y * 2.0 * SPREAD));
        ends |= a_beat(&mut out, scenario, beat, spot);
    }
    if ends {
        out.push_str(&format!(":: {} [{END_TAG}]\nThe talk is over.\n", end_name(scenario)));
    }
    out
}

/// The name of the passage that ends: no beat is called "end".
const fn end_name(_: &Scenario) -> &'static str {
    "end"
}

/// The story's number, which Twine tells stories apart by: of the text, in the form of a random UUID.
fn ifid(scenario: &Scenario) -> String {
    let mut bytes = scenario.hash.bytes();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = format!("{:032X}", u128::from_be_bytes(bytes));
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

fn a_beat(out: &mut String, scenario: &Scenario, beat: &Beat, (x, y): (f64, f64)) -> bool {
    let tags = beat.day.map_or_else(String::new, |day| format!(" [day-{}]", day.day));
    out.push_str(&format!(":: {}{tags} {{\"position\":\"{x:.0},{y:.0}\"}}\n", beat.id));
    if let Some(scene) = &beat.scene {
        out.push_str(&format!("{}\n", words(scene.raw())));
    }
    lines(out, scenario, &beat.lines);
    for waiting in &beat.waiting {
        comment(out, "said while waiting", waiting.raw());
    }
    let mut replies = String::new();
    let mut ends = false;
    let goal = |target: Target| match target {
        Target::Beat(to) => scenario.beat(to).id.clone(),
        Target::End => end_name(scenario).to_owned(),
    };
    for (number, mv) in (1_u8..).zip(&beat.moves) {
        ends |= mv
            .branches
            .iter()
            .map(|branch| branch.to)
            .chain([mv.next])
            .any(|to| to == Target::End);
        let direct = mv.replies.is_empty() && mv.branches.is_empty();
        let reply = format!("{}--{}", beat.id, mv.id);
        let to = if direct { goal(mv.next) } else { reply.clone() };
        out.push_str(&format!(
            "[[{}->{to}]]{}\n",
            link_words(mv.say.raw()),
            about(scenario, mv)
        ));
        if direct {
            continue;
        }
        let (x, y) = (x + 130.0, y + 40.0 * (f64::from(number) - 1.0));
        replies.push_str(&format!(
            ":: {reply} [{REPLY_TAG}] {{\"position\":\"{x:.0},{y:.0}\"}}\n"
        ));
        lines(&mut replies, scenario, &mv.replies);
        for branch in &mv.branches {
            let when = told(scenario, &branch.when);
            replies.push_str(&format!(
                "[[{}->{}]]\n",
                link_words(&format!("({when})")),
                goal(branch.to)
            ));
        }
        replies.push_str(&format!("[[…->{}]]\n\n", goal(mv.next)));
    }
    out.push('\n');
    out.push_str(&replies);
    ends
}

fn lines(out: &mut String, scenario: &Scenario, lines: &[Line]) {
    for line in lines {
        let when = told(scenario, &line.when);
        if !when.is_empty() {
            comment(out, "said when", &when);
        }
        out.push_str(&format!("{}\n", words(line.say.raw())));
    }
}

/// What a move is made of, in comments on the line of its link.
fn about(scenario: &Scenario, mv: &Move) -> String {
    let acts: Vec<String> = mv.acts.acts().iter().map(|act| act.written()).collect();
    let mut notes = vec![format!("id: {}", mv.id), format!("acts: {}", acts.join(", "))];
    let when = told(scenario, &mv.when);
    if !when.is_empty() {
        notes.push(format!("when: {when}"));
    }
    notes.push(format!("why: {}", mv.why.raw()));
    notes.iter().fold(String::new(), |mut out, note| {
        out.push_str(&format!(" <!-- {} -->", in_comment(note)));
        out
    })
}

fn comment(out: &mut String, what: &str, text: &str) {
    out.push_str(&format!("<!-- {what}: {} -->\n", in_comment(text)));
}

fn in_comment(text: &str) -> String {
    one_line(text).replace("-->", "→").replace("--", "–")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in a passage, with nothing that a program of Twine would run.
fn words(text: &str) -> String {
    one_line(text)
        .replace("[[", "[ [")
        .replace("<<", "‹‹")
        .replace("::", ": :")
        .replace("//", "/ /")
        .replace("''", "' '")
}

/// Words in a link: without what ends them.
fn link_words(text: &str) -> String {
    words(text)
        .replace("]]", "] ]")
        .replace("->", "→")
        .replace("<-", "←")
        .replace('|', "¦")
        .replace("][", "] [")
}

/// A condition in words; empty where it always holds.
pub fn told(scenario: &Scenario, when: &Condition) -> String {
    when.told(&scenario.flags).join(", ")
}
