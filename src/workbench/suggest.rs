//! Lines to begin with, where a scenario has none yet: taken from a small stock, marked so that the author makes them the customer's own.

use super::document::Document;
use super::edit::set;
use super::fix::Fix;
use super::names::beats;
use super::patch::Patch;
use super::path::Path;
use super::stock::{self, LAST_WORDS, MARK, Tone};
use super::stub::TO_WRITE;
use super::tree::NodeId;
use super::value::{Value, quoted, unquoted};
use crate::customer::{Coefficients, Mind, Temper};
use crate::scenario::{Channel, Scenario};
use crate::vocabulary::Vocabulary;

/// Lines that can be taken at a place of the text: in a beat its lines and its words of waiting, elsewhere the last words and those of
/// leaving; only what is not there yet, or holds nothing but `…`.
///
/// ```
/// use bounceback::scenario::template;
/// use bounceback::workbench::{Document, suggestions};
///
/// let text = template("cake").replace("waiting: [\"Well?\"],", "");
/// let mut document = Document::new(text);
/// let inside = document.text().find("So what do we do now?").expect("the template asks");
/// let taken = suggestions(&document, inside);
/// assert_eq!(taken[0].title, "take suggested words of waiting");
/// document.apply(&taken[0].patches).expect("they fit the text");
/// assert!(document.text().contains("\"How much longer will this take?\", // suggested: make it theirs"));
/// assert!(document.read().scenario.is_some());
/// ```
#[must_use]
pub fn suggestions(document: &Document, offset: usize) -> Vec<Fix> {
    let here = beats(document).into_iter().find(|beat| beat.span.contains(&offset));
    let Some(beat) = here else {
        return [last_words(document), walk_out(document)]
            .into_iter()
            .flatten()
            .collect();
    };
    if document.field(beat.node, "day").is_some() {
        return Vec::new(); // nobody speaks in the days after
    }
    [lines(document, beat.id), waiting(document, beat.id)]
        .into_iter()
        .flatten()
        .collect()
}

/// The lines of a beat of the talk that has none yet.
pub(super) fn lines(document: &Document, beat: &str) -> Option<Fix> {
    let path = Path::beat(beat).name("lines");
    if !is_to_write(document, &path) {
        return None;
    }
    let channel = channel(document);
    let is_first = document
        .find(&Path::of(&["start"]))
        .is_some_and(|id| text_of(document, id) == beat);
    let tones = if is_first {
        opening_tones(document, &path)
    } else {
        vec![Tone::Calm, Tone::Hot]
    };
    let last = tones.len() - 1;
    let rows = tones.iter().enumerate().map(|(at, tone)| {
        let words = if is_first {
            stock::opening(channel, *tone)
        } else {
            stock::later(channel, *tone)
        };
        // Between two tones the calmer one goes a little further.
        let top = if is_first { tone.top() } else { tone.top() + 1 };
        let band = if at < last {
            format!("anger: (0, {top}), ")
        } else {
            String::new()
        };
        format!("({band}say: {})", quoted(words))
    });
    let patches = set(document, &path, &Value::Ron(list(rows))).ok()?;
    Some(Fix {
        title: "take suggested lines".to_owned(),
        patches,
        preferred: false,
    })
}

fn waiting(document: &Document, beat: &str) -> Option<Fix> {
    let path = Path::beat(beat).name("waiting");
    let ron = list(stock::waiting(channel(document)).into_iter().map(quoted));
    taken(document, &path, &ron, "take suggested words of waiting")
}

fn last_words(document: &Document) -> Option<Fix> {
    let rows = LAST_WORDS.map(|(tiers, say)| format!("(tiers: {tiers}, say: {})", quoted(say)));
    let path = Path::of(&["last_words"]);
    taken(document, &path, &list(rows.into_iter()), "take suggested last words")
}

fn walk_out(document: &Document) -> Option<Fix> {
    let ron = format!("/* {MARK} */ {}", quoted(stock::walk_out(channel(document))));
    let path = Path::of(&["walk_out"]);
    taken(document, &path, &ron, "take suggested words of leaving")
}

fn taken(document: &Document, path: &Path, ron: &str, title: &str) -> Option<Fix> {
    if !is_to_write(document, path) {
        return None;
    }
    let patches: Vec<Patch> = set(document, path, &Value::Ron(ron.to_owned())).ok()?;
    Some(Fix {
        title: title.to_owned(),
        patches,
        preferred: false,
    })
}

/// One entry a line, each with its mark.
fn list(rows: impl Iterator<Item = String>) -> String {
    let rows: Vec<String> = rows.map(|row| format!("    {row}, // {MARK}\n")).collect();
    format!("[\n{}]", rows.concat())
}

/// Whether there is nothing at a place, or nothing but texts that are still to be written.
fn is_to_write(document: &Document, path: &Path) -> bool {
    let Some(id) = document.find(path) else { return true };
    let mut texts = Vec::new();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        let node = document.node(id);
        let written = document.slice(&node.span);
        if written.starts_with('"') {
            texts.push(unquoted(written).unwrap_or_default());
        }
        waiting.extend(node.entries.iter().filter_map(|entry| entry.value));
    }
    texts
        .iter()
        .all(|text| text.trim().is_empty() || text.trim() == TO_WRITE)
}

fn text_of(document: &Document, id: NodeId) -> String {
    unquoted(document.slice(&document.node(id).span)).unwrap_or_default()
}

fn channel(document: &Document) -> Channel {
    let written = document.find(&Path::of(&["channel"]));
    let written = written.map(|id| document.slice(&document.node(id).span));
    written.and_then(Channel::from_name).unwrap_or(Channel::FaceToFace)
}

/// How those who can come speak at first: a line that nobody says would only be a warning.
fn opening_tones(document: &Document, lines: &Path) -> Vec<Tone> {
    let tried = set(document, lines, &Value::Ron("[(say: \"…\")]".to_owned())).ok();
    let mut trial = document.clone();
    let scenario = tried
        .and_then(|patches| trial.apply(&patches))
        .and_then(|_| trial.read().scenario);
    let mut tones = scenario.map_or_else(Vec::new, |scenario| first_tones(&scenario));
    tones.sort_unstable();
    tones.dedup();
    if tones.is_empty() { vec![Tone::Firm] } else { tones }
}

fn first_tones(scenario: &Scenario) -> Vec<Tone> {
    let tempers = Temper::ALL.iter().zip(scenario.customer.tempers);
    let coming = tempers.filter(|(_, weight)| *weight > 0);
    coming
        .map(|(temper, _)| {
            let profile = scenario.profile_with(*temper, scenario.profile.patience, scenario.profile.talk);
            let mind = Mind {
                coefficients: Coefficients::shipped(),
                profile,
            };
            Tone::of(u8::try_from(mind.start_anger()).unwrap_or(9))
        })
        .collect()
}
