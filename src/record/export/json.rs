//! All of it as one JSON document, written drill by drill: a million of them need no room.

use std::io::{self, Write};

use serde::Serialize;

use super::super::Person;
use super::Exported;

/// The number of the document's shape.
pub const FORMAT: u32 = 1;

/// Writes `{"format": 1, "people": […], "drills": […]}`; drills as the store keeps them, with what came of them.
///
/// # Errors
/// What writing came to.
pub fn json<'a>(
    people: &[Person],
    drills: impl IntoIterator<Item = Exported<'a>>,
    mut out: impl Write,
) -> io::Result<()> {
    write!(out, "{{\"format\":{FORMAT},\"people\":")?;
    put(&mut out, &people)?;
    out.write_all(b",\"drills\":[")?;
    for (at, drill) in drills.into_iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        put(&mut out, drill.kept)?;
    }
    out.write_all(b"\n]}\n")
}

fn put(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}
