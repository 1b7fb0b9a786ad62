//! What the workbench can be asked for.

use std::path::PathBuf;

use super::view::Trial;
use crate::customer::FailureKind;
use crate::lint::{Path as Way, Spot};
use crate::scenario::Channel;
use crate::workbench::{Name, Patch, Path};

/// What stands beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    #[default]
    Map,
    Form,
    Test,
    History,
    Share,
}

impl Side {
    pub const ALL: [Self; 5] = [Self::Map, Self::Form, Self::Test, Self::History, Self::Share];

    /// As it stands above.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Map => "Map",
            Self::Form => "Form",
            Self::Test => "Test",
            Self::History => "History",
            Self::Share => "Share",
        }
    }
}

/// A larger change of a beat or a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rework {
    DuplicateBeat(String),
    DuplicateMove(String, usize),
    /// The moves of a beat from one on become a new beat.
    Extract(String, usize, String),
    /// A beat goes into the one that leads to it.
    Merge(String),
    AddBeat(String),
    Remove(Path),
}

/// What is made of a scenario for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    Pack,
    Map,
    Script,
    Twee,
}

impl Share {
    pub const ALL: [Self; 4] = [Self::Pack, Self::Script, Self::Map, Self::Twee];

    /// What it is, and what for.
    #[must_use]
    pub const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Pack => [
                "Pack",
                "One .zip with the scenario, its tests and its set: for another site.",
            ],
            Self::Script => ["Script", "One HTML page that reads like a play: for reviewers."],
            Self::Map => ["Map", "The map as an SVG picture: for a document."],
            Self::Twee => ["Twee", "The talk as Twee 3: for Twine. What people feel stays here."],
        }
    }
}

/// What somebody wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// Opens a file of the trainer's own.
    Open(PathBuf),
    /// A new scenario of this id from a template.
    New(String, FailureKind, Channel),
    /// A copy of a scenario of the library.
    Copy(String),
    /// A pack, or a story of another program.
    Import(String),
    Close,
    Turn(Side),
    Undo,
    Redo,
    Save,
    /// What another program made of the file takes the place of the text.
    Theirs,
    /// The text takes the place of what another program made of the file.
    Mine,
    /// What was typed before a crash takes the place of the text, or is let go.
    Rescue(bool),
    /// An older state takes the place of the text.
    Restore(u64),
    Edit(Vec<Patch>),
    /// A quick fix: what it changed comes into sight.
    Fix(Vec<Patch>),
    /// As a key in a field does: what is typed on end becomes one change.
    Type(Vec<Patch>),
    /// Shows a byte in the text, and its form.
    Go(usize),
    /// Shows a group in the form, and its place in the text.
    Look(Path),
    Fold,
    /// Plays from here; the shortest way there is played first.
    Play(Spot),
    /// Plays this way to its end, and goes on.
    Show(Way),
    /// Starts a drill at this beat.
    Try(String, Box<Trial>),
    Rename(Name, String),
    Rework(Rework),
    /// Merges this beat, whatever is dropped.
    Merge(String),
    /// Does not.
    Keep,
    Share(Share),
    /// Tells why something was not done.
    Say(String),
    /// A line in the customer's voice.
    Listen,
}
