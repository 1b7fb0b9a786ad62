//! Why a store cannot do what it was asked: sentences that say what, where, and what to do.

use std::path::PathBuf;

use super::{DrillId, Person};

/// Why a store does not open, or did not do what it was asked. Where one of these comes back, nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// Another program keeps it locked.
    Locked { place: String },
    /// No room is left.
    Full { place: String },
    /// A newer bounceback wrote it.
    Newer { place: String, found: i64, here: i64 },
    /// What it holds cannot be read; a copy is kept, where one could be made.
    Damaged {
        place: String,
        why: String,
        copy: Option<PathBuf>,
    },
    /// It holds something else.
    Foreign { place: String, why: String },
    /// It cannot be reached or opened.
    Unreachable { place: String, why: String },
    /// It is not opened as the address asks: another connection, name, password or database is needed. The reason says what to do.
    Barred { place: String, why: String },
    /// It was reached and did something unexpected.
    Odd { place: String, why: String },
    /// There is no such person, drill, scenario or story.
    NotThere { what: &'static str, name: String },
    /// Somebody has that name already.
    NameTaken(String),
    /// A name nobody can have.
    BadName(&'static str),
    /// The drill has ended: nothing is appended to it any more.
    Ended(DrillId),
    /// Somebody else went on with the drill.
    Elsewhere(DrillId),
}

impl StoreError {
    /// Whether the same may well be done later.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Locked { .. } | Self::Full { .. } | Self::Unreachable { .. })
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Locked { place } => write!(
                f,
                "the records in {place} are locked by another program: close what has them open, then try again"
            ),
            Self::Full { place } => write!(
                f,
                "there is no room left for the records in {place}: make room on that disk, then try again"
            ),
            Self::Newer { place, found, here } => write!(
                f,
                "the records in {place} were written by a newer bounceback (version {found}, this one knows {here}): use that one, or \
                 name other records with --store; nothing was changed"
            ),
            Self::Damaged { place, why, copy } => {
                write!(f, "the records in {place} are damaged ({why}); nothing was changed")?;
                match copy {
                    Some(copy) => write!(f, ", and a copy is kept as {}", copy.display()),
                    None => Ok(()),
                }?;
                f.write_str(": put a copy of your own in their place, or move them away to begin anew")
            }
            Self::Foreign { place, why } => write!(
                f,
                "{place} holds no records of bounceback ({why}); nothing was changed: name another place with --store"
            ),
            Self::Unreachable { place, why } if place.contains("://") => write!(
                f,
                "the records in {place} cannot be opened ({why}): check that the server runs and can be reached from here"
            ),
            Self::Unreachable { place, why } => write!(
                f,
                "the records in {place} cannot be opened ({why}): check that the place exists and may be written"
            ),
            Self::Barred { place, why } => write!(f, "the records in {place} cannot be opened: {why}"),
            Self::Odd { place, why } => write!(f, "the records in {place} could not be used: {why}"),
            Self::NotThere { what, name } => write!(f, "there is no {what} `{name}` in the records"),
            Self::NameTaken(name) => write!(f, "there is somebody named `{name}` already: choose another name"),
            Self::BadName(why) => write!(f, "that is no name: {why} (1 to {} characters)", Person::NAME_MAX),
            Self::Ended(id) => write!(f, "the drill {id} has ended: nothing can be added to it"),
            Self::Elsewhere(id) => write!(f, "somebody else goes on with the drill {id}, in another program"),
        }
    }
}

impl std::error::Error for StoreError {}
