//! All of it as one JSON document, written drill by drill: a million of them need no room.

use std::io::{self, Write};

use serde::Serialize;

use super::super::{Kept, Person};
use super::Exported;

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
