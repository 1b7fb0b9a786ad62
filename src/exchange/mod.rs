//! Stories of other programs: Twine's (Twee 3) and ink's (compiled JSON) in, as drafts of scenarios; scenarios out, as Twee 3.
//!
//! [`import`] reads a text and answers an [`Imported`]: the text of a scenario that can be read and played, and a report of what could
//! not be carried over, each with its place in the source. A passage becomes a beat, a link a move **without acts**: what a move does to
//! the customer only its author knows. [`twee`] writes a scenario so that Twine can open it and [`import`] read it again.
//!
//! Pure: text in, text out. Nothing in a foreign story is ever run.
//!
//! ```
//! use bounceback::exchange::{Format, import};
//! use bounceback::scenario::read;
//!
//! let twee = ":: StoryTitle\nThe kettle\n\n:: Start\nIt leaks!\n[[I'm sorry.->mend]]\n[[Do you have the receipt?->mend]]\n\n:: mend\nWell?\n";
//! let imported = import(Format::Twee, twee, "kettle").unwrap();
//! let scenario = read(&imported.text).scenario.unwrap();
//! assert_eq!(scenario.beats[0].moves[0].say.raw(), "I'm sorry.");
//! ```

mod draft;
mod fold;
mod ink;
mod macros;
mod names;
mod story;
mod twee_read;
mod twee_write;
mod words;

pub use story::Leftover;
pub use twee_write::twee;

use crate::workbench::is_id;

/// The largest text that is imported, bytes.
pub const BYTES_MAX: usize = 2 << 20;
/// The most passages of a story.
pub const PASSAGES_MAX: usize = 2000;

/// The most links of a story: with as many passages, all beats fit into a scenario.
const LINKS_MAX: usize = 8000;

/// The largest scenario that is read, bytes.
const TEXT_MAX: usize = 4 << 20;

/// What can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Twee 3, as Twine and its compilers write it: `.twee`, `.tw`.
    Twee,
    /// ink, compiled by inklecate, Inky or inkjs: `.json`.
    Ink,
}

impl Format {
    /// The format of a file by the ending of its name.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "twee" | "tw" | "twee3" => Some(Self::Twee),
            "json" => Some(Self::Ink),
            _ => None,
        }
    }
}

/// A draft, and what is missing in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The draft's id.
    pub id: String,
    /// A scenario's text. It is read without errors.
    pub text: String,
    /// What was not carried over, or not as it was, in the order of the source.
    pub leftovers: Vec<Leftover>,
    pub beats: usize,
    pub moves: usize,
}

/// Why nothing could be imported, in a sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportError(pub String);

impl std::fmt::Display for ImportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ImportError {}

/// Reads a foreign story and makes a draft of it. `name` is what the draft is called where the story has no title; it becomes the id
/// where it is one.
///
/// # Errors
/// Where the text is no story of this format, or too large.
pub fn import(format: Format, text: &str, name: &str) -> Result<Imported, ImportError> {
    if text.len() > BYTES_MAX {
        return Err(ImportError(format!("it is larger than {} MiB", BYTES_MAX >> 20)));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut story = match format {
        Format::Twee => twee_read::read(text)?,
        Format::Ink => ink::read(text)?,
    };
    if story.passages.len() > PASSAGES_MAX {
        let words = format!(
            "it has {} passages; up to {PASSAGES_MAX} are imported",
            story.passages.len()
        );
        return Err(ImportError(words));
    }
    let links: usize = story.passages.iter().map(|passage| passage.links.len()).sum();
    if links > LINKS_MAX {
        return Err(ImportError(format!(
            "it has {links} links; up to {LINKS_MAX} are imported"
        )));
    }
    story.shorten_notes();
    fold::fold(&mut story);
    if story.title.is_empty() {
        name.clone_into(&mut story.title);
    }
    let id = if is_id(name) {
        name.to_owned()
    } else {
        names::slug(&story.title, "imported")
    };
    let imported = draft::draft(story, &id);
    if imported.text.len() > TEXT_MAX {
        let words = format!(
            "the draft would be larger than {} MiB, more than a scenario can be",
            TEXT_MAX >> 20
        );
        return Err(ImportError(words));
    }
    Ok(imported)
}
