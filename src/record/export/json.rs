//! All of it as one JSON document, written drill by drill: a million of them need no room.

use std::io::{self, Write};

use jiff::Timestamp;
use serde::Serialize;

use super::super::{DrillId, Kept, Mistake, Person, PersonId};
use super::Exported;
use crate::scenario::ScenarioHash;
use crate::solve::Grade;
use crate::vocabulary::Vocabulary;

/// The number of the document's shape.
pub const FORMAT: u32 = 1;

/// `{"format": 1, "people": […], "drills": […]}`; drills as the store keeps them, with what came of them.
pub struct Document<W: Write> {
    out: W,
    is_first: bool,
}

impl<W: Write> Document<W> {
    /// Writes up to the drills.
    ///
    /// # Errors
    /// What writing came to.
    pub fn begin(people: &[Person], mut out: W) -> io::Result<Self> {
        write!(out, "{{\"format\":{FORMAT},\"people\":")?;
        put(&mut out, &people)?;
        out.write_all(b",\"drills\":[")?;
        Ok(Self { out, is_first: true })
    }

    /// The next drill.
    ///
    /// # Errors
    /// What writing came to.
    pub fn add(&mut self, drill: &Kept) -> io::Result<()> {
        self.out.write_all(if self.is_first { b"\n" } else { b",\n" })?;
        self.is_first = false;
        put(&mut self.out, drill)
    }

    /// Nothing more comes.
    ///
    /// # Errors
    /// What writing came to.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}

/// A choice in a list of moves.
#[derive(Debug, Serialize)]
struct Row<'a> {
    drill: DrillId,
    person: Option<PersonId>,
    scenario: &'a str,
    version: ScenarioHash,
    /// Its place among what happened in the drill, from 1.
    number: usize,
    at: Timestamp,
    beat: String,
    #[serde(rename = "move")]
    choice: String,
    acts: Vec<&'static str>,
    thinking_millis: u32,
    /// It was made in the drill that this one took up again.
    stood: bool,
    taken_back: bool,
    /// `null`: taken back, or not judged.
    points_lost: Option<f64>,
    grade: Option<&'static str>,
    mistake: Option<Mistake>,
}

/// `{"format": 1, "people": […], "moves": […]}`: a row for each choice, also of those that were taken back.
pub struct Moves<W: Write> {
    out: W,
    is_first: bool,
}

impl<W: Write> Moves<W> {
    /// Writes up to the moves.
    ///
    /// # Errors
    /// What writing came to.
    pub fn begin(people: &[Person], mut out: W) -> io::Result<Self> {
        write!(out, "{{\"format\":{FORMAT},\"people\":")?;
        put(&mut out, &people)?;
        out.write_all(b",\"moves\":[")?;
        Ok(Self { out, is_first: true })
    }

    /// The moves of the next drill.
    ///
    /// # Errors
    /// What writing came to.
    pub fn add(&mut self, drill: &Exported<'_>) -> io::Result<()> {
        let begun = &drill.kept.begun;
        for decision in drill.decisions() {
            self.out.write_all(if self.is_first { b"\n" } else { b",\n" })?;
            self.is_first = false;
            let lost = decision.judged.map(|judged| f64::from(judged.lost) / 100.0);
            let acts = decision.mv.map(|mv| mv.acts.acts().iter().map(|act| act.kind().name()));
            put(
                &mut self.out,
                &Row {
                    drill: begun.id,
                    person: begun.person,
                    scenario: &begun.scenario,
                    version: begun.hash,
                    number: decision.entry + 1,
                    at: decision.at,
                    beat: decision.place(),
                    choice: decision.response(),
                    acts: acts.map(Iterator::collect).unwrap_or_default(),
                    thinking_millis: decision.thought_millis,
                    stood: decision.stood,
                    taken_back: decision.undone,
                    points_lost: lost,
                    grade: lost.map(|lost| Grade::of(lost).word()),
                    mistake: decision.judged.and_then(|judged| judged.mistake),
                },
            )?;
        }
        Ok(())
    }

    /// Nothing more comes.
    ///
    /// # Errors
    /// What writing came to.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}

/// Writes the whole document.
///
/// # Errors
/// What writing came to.
pub fn json<'a>(people: &[Person], drills: impl IntoIterator<Item = Exported<'a>>, out: impl Write) -> io::Result<()> {
    let mut document = Document::begin(people, out)?;
    for drill in drills {
        document.add(drill.kept)?;
    }
    document.finish()
}

fn put(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}
