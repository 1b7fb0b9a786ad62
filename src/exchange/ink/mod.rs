//! ink, compiled to JSON: `inkVersion` 19 to 21 (inkle, *ink's JSON runtime format*).
//!
//! The compiled story is walked, not run: from each place to the next choices, with every condition taken as true where what it guards
//! comes back, and passed over where it leads away. Variables have the values they begin with. All of that is reported.

mod path;
mod walk;

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use super::story::{Goal, Link, Passage, Story};
use super::words::{clipped, plain};
use super::{ImportError, PASSAGES_MAX};
use path::Location;
use walk::{Then, Walker};

const VERSIONS: std::ops::RangeInclusive<i64> = 19..=21;

/// The most steps of all walks together: so that rubbish ends in time.
const STEPS_MAX: usize = 500_000;

pub fn read(text: &str) -> Result<Story, ImportError> {
    let json: Value =
        serde_json::from_str(text).map_err(|error| ImportError(format!("it is no JSON that can be read: {error}")))?;
    let Some(version) = json.get("inkVersion").and_then(Value::as_i64) else {
        let words = "it is no compiled ink story: it says no `inkVersion` (compile the .ink file with inklecate, or export JSON from Inky)";
        return Err(ImportError(words.to_owned()));
    };
    if !VERSIONS.contains(&version) {
        let words = format!(
            "it was compiled as version {version} of ink's format; 19 to 21 can be read: compile it with inklecate 0.9 to 1.2"
        );
        return Err(ImportError(words));
    }
    let Some(root) = json.get("root").and_then(Value::as_array) else {
        return Err(ImportError(
            "it has no `root`: it is no whole compiled story".to_owned(),
        ));
    };
    let mut story = Story::default();
    let globals = globals(root);
    for (name, value) in &globals {
        let begins = value
            .as_ref()
            .map_or_else(String::new, |value| format!(" (it begins as {})", clipped(value)));
        story.leave(
            "global decl",
            format!("the variable `{name}`{begins} is not carried over: flags and conditions may say the same"),
        );
    }
    follow(root, &globals, &mut story)?;
    Ok(story)
}

/// Each place that a choice or a divert leads to, as a passage.
fn follow(root: &[Value], globals: &BTreeMap<String, Option<String>>, story: &mut Story) -> Result<(), ImportError> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut open = VecDeque::from([(Location::root(root), "start".to_owned())]);
    known.insert(Location::root(root).key(), 0);
    let mut once = 0;
    let mut steps = 0;
    while let Some((location, name)) = open.pop_front() {
        if story.passages.len() >= PASSAGES_MAX {
            return Err(ImportError(format!(
                "it leads to more than {PASSAGES_MAX} places, which is more than a talk has"
            )));
        }
        let here = location.place();
        let mut walker = Walker::new(root, globals, story);
        let walked = walker.walk(location);
        once += walked.once;
        steps += walked.steps;
        if steps > STEPS_MAX {
            return Err(ImportError(
                "it is larger than any talk: walking through it takes too long".to_owned(),
            ));
        }
        let mut passage = Passage {
            name,
            place: here.clone(),
            words: plain(&walked.words),
            ..Passage::default()
        };
        for tag in walked.tags {
            match tag.split_once(':') {
                Some(("title", title)) if story.title.is_empty() => story.title = plain(title),
                _ => passage.notes.push(format!("tag: {tag}")),
            }
        }
        // What was chosen is repeated where it stands before the brackets.
        let said = passage.name.clone();
        if !said.is_empty() && known_choice(&here) && passage.words.starts_with(&said) {
            passage.words = plain(&passage.words[said.len()..]);
        }
        for choice in walked.choices {
            let goal = place(&mut known, choice.to, choice.words.clone(), &mut open);
            passage.links.push(Link {
                words: choice.words,
                reply: String::new(),
                goal: Goal::Passage(goal),
                notes: Vec::new(),
                place: choice.place,
            });
        }
        if passage.links.is_empty()
            && let Then::On(to) = walked.then
        {
            let name = to.name();
            let goal = place(&mut known, to, name, &mut open);
            passage.links.push(Link {
                words: String::new(),
                reply: String::new(),
                goal: Goal::Passage(goal),
                notes: Vec::new(),
                place: here,
            });
            passage.goes_on = true;
        }
        story.passages.push(passage);
    }
    if once > 0 {
        let words = format!(
            "{once} choices can be taken once only (`*`) in ink; here every move can be chosen again: `when` with a flag says once"
        );
        story.leave("root", words);
    }
    Ok(())
}

/// The passage of a place: a new one where nothing has led there yet.
fn place<'j>(
    known: &mut BTreeMap<String, usize>,
    location: Location<'j>,
    name: String,
    open: &mut VecDeque<(Location<'j>, String)>,
) -> usize {
    let count = known.len();
    *known.entry(location.key()).or_insert_with(|| {
        open.push_back((location, name));
        count
    })
}

/// Whether a place is what a choice leads to.
fn known_choice(place: &str) -> bool {
    place.rsplit('.').any(|part| part.starts_with("c-"))
}

/// The variables of a story with the values they begin with, where these can be said.
fn globals(root: &[Value]) -> BTreeMap<String, Option<String>> {
    let mut globals = BTreeMap::new();
    let named = root.last().and_then(Value::as_object);
    let Some(lines) = named
        .and_then(|named| named.get("global decl"))
        .and_then(Value::as_array)
    else {
        return globals;
    };
    let mut last = None;
    for line in lines {
        match line {
            Value::Number(number) => last = Some(number.to_string()),
            Value::Bool(truth) => last = Some(truth.to_string()),
            Value::String(text) => {
                if let Some(words) = text.strip_prefix('^') {
                    last = Some(words.to_owned());
                } else if text == "str" {
                    last = Some(String::new());
                }
            }
            Value::Object(object) => match object.get("VAR=").and_then(Value::as_str) {
                Some(name) => drop(globals.insert(name.to_owned(), last.take())),
                None => last = None,
            },
            Value::Null | Value::Array(_) => {}
        }
    }
    globals
}
