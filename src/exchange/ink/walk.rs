//! From one place of a compiled story to its next choices.

mod lead;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::path::{Location, enter, own_name};
use crate::exchange::story::Story;
use crate::exchange::words::{clipped, plain};

/// The most steps of one walk: beyond, the story goes round without a choice.
const STEPS_MAX: usize = 4000;
/// The most tunnels, threads and conditions inside each other.
const DEPTH_MAX: usize = 32;
/// The most values on the stack, and letters of a passage.
const VALUES_MAX: usize = 1000;
const LETTERS_MAX: usize = 20_000;

/// What came of it.
pub struct Walked<'j> {
    pub words: String,
    pub tags: Vec<String>,
    pub choices: Vec<Choice<'j>>,
    pub then: Then<'j>,
    /// Choices that can be taken once only.
    pub once: usize,
    pub steps: usize,
}

pub struct Choice<'j> {
    pub words: String,
    pub to: Location<'j>,
    pub place: String,
}

pub enum Then<'j> {
    End,
    On(Location<'j>),
}

#[derive(Debug, Clone)]
enum Datum {
    Words(String),
    Target(String),
    /// What only a run would know.
    Unknown,
}

/// What is as it was before a condition was taken as true.
struct Before<'j> {
    at: Location<'j>,
    out: String,
    tags: usize,
    choices: usize,
    threads: usize,
    to: String,
}

pub struct Walker<'j, 's> {
    globals: &'s BTreeMap<String, Option<String>>,
    story: &'s mut Story,
    at: Location<'j>,
    out: String,
    glued: bool,
    /// Texts that are being put together for the stack.
    strings: Vec<String>,
    tag: Option<String>,
    tags: Vec<String>,
    stack: Vec<Datum>,
    temps: BTreeMap<String, Datum>,
    choices: Vec<Choice<'j>>,
    fallback: Option<Location<'j>>,
    before: Vec<Before<'j>>,
    threads: Vec<Location<'j>>,
    forks: bool,
    once: usize,
}

/// What a step came to.
enum Step<'j> {
    Next,
    /// The place was set.
    Jumped,
    /// The flow stops here.
    Stop,
    /// All of it ends.
    End,
    On(Location<'j>),
}

impl<'j, 's> Walker<'j, 's> {
    pub fn new(root: &'j [Value], globals: &'s BTreeMap<String, Option<String>>, story: &'s mut Story) -> Self {
        Self {
            globals,
            story,
            at: Location::root(root),
            out: String::new(),
            glued: false,
            strings: Vec::new(),
            tag: None,
            tags: Vec::new(),
            stack: Vec::new(),
            temps: BTreeMap::new(),
            choices: Vec::new(),
            fallback: None,
            before: Vec::new(),
            threads: Vec::new(),
            forks: false,
            once: 0,
        }
    }

    pub fn walk(&mut self, from: Location<'j>) -> Walked<'j> {
        self.at = from;
        let mut then = Then::End;
        let mut steps = 0;
        loop {
            steps += 1;
            if steps > STEPS_MAX || self.out.len() > LETTERS_MAX {
                self.leave("the story goes on here without a choice for longer than a talk: it ends");
                break;
            }
            match self.step() {
                Step::Next => self.forward(),
                Step::Jumped => {}
                Step::Stop => match self.threads.pop() {
                    Some(back) => self.at = back,
                    None => break,
                },
                Step::End => {
                    if !self.back_from_condition() {
                        break;
                    }
                }
                Step::On(to) => match self.threads.pop() {
                    // A thread that leads on gives its choices only where it has them; ours go on.
                    Some(back) => {
                        self.leave("a thread leads on to another place: that is left out");
                        self.at = back;
                    }
                    None => {
                        if self.choices.is_empty() {
                            then = Then::On(to);
                        }
                        break;
                    }
                },
            }
        }
        if let Some(to) = self.fallback.take() {
            if self.choices.is_empty() {
                then = Then::On(to);
            } else {
                self.leave("what happens where no choice is left is not carried over: here every move stays");
            }
        }
        Walked {
            words: std::mem::take(&mut self.out),
            tags: std::mem::take(&mut self.tags),
            choices: std::mem::take(&mut self.choices),
            then,
            once: self.once,
            steps,
        }
    }

    fn leave(&mut self, words: impl Into<String>) {
        let place = self.at.place();
        let words = words.into();
        // A place that is walked twice is told once.
        let known = self
            .story
            .leftovers
            .iter()
            .any(|known| known.place == place && known.words == words);
        if !known && self.story.leftovers.len() < 5000 {
            self.story.leave(place, words);
        }
    }

    fn forward(&mut self) {
        if let Some(frame) = self.at.frames.last_mut() {
            frame.index += 1;
        }
    }

    fn step(&mut self) -> Step<'j> {
        let Some(frame) = self.at.frames.last() else {
            return Step::Stop;
        };
        let Some(value) = frame.here() else {
            // The end of a container: on in the one around it, where this one stands in its flow.
            if !frame.inline || self.at.frames.len() == 1 {
                return Step::Stop;
            }
            self.at.frames.pop();
            return Step::Next;
        };
        match value {
            Value::Array(inner) => {
                let index = frame.index;
                self.at.frames.push(enter(index, inner));
                if own_name(inner).is_some() && self.at.is_station() && !self.is_evaluating() {
                    return Step::On(self.at.clone());
                }
                Step::Jumped
            }
            Value::String(text) => self.word(text),
            Value::Object(object) => self.object(object),
            Value::Number(number) => self.push(Datum::Words(number.to_string())),
            Value::Bool(truth) => self.push(Datum::Words(truth.to_string())),
            Value::Null => Step::Next,
        }
    }

    /// Whether texts are put together for the stack: nothing leads away there.
    fn is_evaluating(&self) -> bool {
        !self.strings.is_empty()
    }

    fn push(&mut self, datum: Datum) -> Step<'j> {
        if self.stack.len() < VALUES_MAX {
            self.stack.push(datum);
        }
        Step::Next
    }

    fn say(&mut self, words: &str) {
        if let Some(tag) = &mut self.tag {
            tag.push_str(words);
        } else if let Some(string) = self.strings.last_mut() {
            string.push_str(words);
        } else if words == "\n" {
            if !self.glued {
                self.out.push('\n');
            }
        } else {
            self.glued = false;
            self.out.push_str(words);
        }
    }

    fn word(&mut self, text: &str) -> Step<'j> {
        if let Some(words) = text.strip_prefix('^') {
            self.say(words);
            return Step::Next;
        }
        match text {
            "\n" => self.say("\n"),
            "<>" => {
                let end = self.out.trim_end_matches('\n').len();
                self.out.truncate(end);
                self.glued = true;
            }
            "str" => {
                if self.strings.len() < DEPTH_MAX {
                    self.strings.push(String::new());
                }
            }
            "/str" => {
                let string = self.strings.pop().unwrap_or_default();
                return self.push(Datum::Words(string));
            }
            "#" => self.tag = Some(String::new()),
            "/#" => {
                let tag = self.tag.take().unwrap_or_default();
                self.tags.push(plain(&tag));
            }
            "out" => match self.stack.pop() {
                Some(Datum::Words(words)) => self.say(&words),
                _ => {
                    self.leave("what only a run of the story would say stands as …");
                    self.say("…");
                }
            },
            "pop" => drop(self.stack.pop()),
            "du" => {
                if let Some(top) = self.stack.last().cloned() {
                    return self.push(top);
                }
            }
            "thread" => self.forks = true,
            "done" => return Step::Stop,
            "end" => return Step::End,
            "->->" | "~ret" => match self.at.calls.pop() {
                Some(back) => {
                    self.at.frames = back;
                    return Step::Jumped;
                }
                None => return Step::Stop,
            },
            "ev" | "/ev" | "nop" => {}
            "void" | "turn" | "choiceCnt" => return self.push(Datum::Unknown),
            // What takes one value and gives one.
            "visit" | "turns" | "readc" | "!" | "_" | "FLOOR" | "CEILING" | "INT" | "FLOAT" | "listInt" | "L^" => {
                self.stack.pop();
                return self.push(Datum::Unknown);
            }
            // What takes two.
            _ => {
                self.stack.pop();
                self.stack.pop();
                return self.push(Datum::Unknown);
            }
        }
        Step::Next
    }

    fn object(&mut self, object: &'j Map<String, Value>) -> Step<'j> {
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        let has = |key: &str| object.get(key).and_then(Value::as_bool) == Some(true);
        if let Some(path) = text("*") {
            let flags = object.get("flg").and_then(Value::as_u64).unwrap_or(0);
            return self.choice(path, flags);
        }
        if let Some(path) = text("->") {
            return self.divert(path, has("var"), has("c"));
        }
        if let Some(path) = text("->t->") {
            return self.tunnel(path, has("var"));
        }
        if let Some(name) = text("f()").or_else(|| text("x()")) {
            self.leave(format!(
                "the function `{}` is not run: what it says stands as …",
                clipped(name)
            ));
            return self.push(Datum::Unknown);
        }
        if let Some(path) = text("^->") {
            return self.push(Datum::Target(path.to_owned()));
        }
        if let Some(name) = text("temp=") {
            let value = self.stack.pop().unwrap_or(Datum::Unknown);
            self.temps.insert(name.to_owned(), value);
        } else if let Some(name) = text("VAR=") {
            self.stack.pop();
            self.leave(format!("the story changes the variable `{}` here", clipped(name)));
        } else if let Some(name) = text("VAR?") {
            let known = self.temps.get(name).cloned();
            let known = known.or_else(|| self.globals.get(name).cloned().flatten().map(Datum::Words));
            return self.push(known.unwrap_or(Datum::Unknown));
        } else if let Some(tag) = text("#") {
            self.tags.push(plain(tag));
        } else if object.contains_key("CNT?") || object.contains_key("^var") || object.contains_key("list") {
            return self.push(Datum::Unknown);
        }
        Step::Next
    }
}
