//! What is kept of people's practice: drills as their inputs, what came of them, who played them; and what is made of it.
//!
//! A drill is stored as its inputs, appended as it happens ([`Begun`], [`Entry`]); what came of it ([`Judged`]) follows by
//! replay and is kept beside it only so that a million drills can be looked through. Times are arguments.
//!
//! [`open`] gives a [`Store`], in a file of `SQLite`'s or on a server of PostgreSQL's; both run the same statements.
//!
//! ```
//! use bounceback::record::open;
//!
//! let folder = tempfile::tempdir().expect("a folder");
//! let place = folder.path().join("records.sqlite");
//! let mut store = open(&place.display().to_string()).expect("a new store");
//! let zoe = store.add_person(" Zoë ", jiff::Timestamp::UNIX_EPOCH).expect("a name");
//! assert_eq!(zoe.name, "Zoë");
//! assert!(store.add_person("ZOË", jiff::Timestamp::UNIX_EPOCH).is_err(), "there is a Zoë already");
//! assert!(store.open_drills(Some(zoe.id)).expect("a list").is_empty());
//! ```

mod attempt;
mod code;
mod draft;
mod error;
pub mod export;
pub mod gather;
mod id;
mod items;
mod judge;
mod judged;
mod kept;
mod line;
pub mod lrs;
#[cfg(test)]
mod made_up;
pub mod manager;
mod outbox;
mod person;
mod place;
pub mod postgres;
mod progress;
mod recorder;
mod search;
mod session;
mod sql;
pub mod sqlite;
mod store;
mod story;
mod tally;
mod team;
pub mod xapi;

pub use draft::draft;
pub use error::StoreError;
pub use id::{DrillId, PersonId, SessionId};
pub use items::{BeatItems, Item, Items, Taken, Waits};
pub use judge::{JudgeError, judge, judge_kept};
pub use judged::{JUDGE, Judged, JudgedMove};
pub use kept::{Begun, Entry, Kept};
pub use line::{Headline, Line};
pub use outbox::{Outbox, Queued, Sending, Statement};
pub use person::Person;
pub use place::{PLACE_FILE, PlaceError, configure, configured, without_password};
pub use progress::{FirstLast, MonthOf, Point, Progress, StepCount};
pub use recorder::{Player, Recorder, sentence};
pub use search::{folded, search};
pub use session::{KeptSession, SessionBeat, SessionLine, SessionShare, keep_session};
pub use store::{Erased, Export, Filter, Played, Store};
pub use story::{Story, StoryId};
pub use tally::{By, Month, Sums, Tally};
pub use team::{PersonRow, ScenarioRow, Team, TeamMonth};

pub use crate::practice::Mistake;

/// The name of the file of records in the user's folder.
pub const FILE: &str = "records.sqlite";

/// Opens a store: a file (which is made where there is none), or `postgres://…`.
///
/// # Errors
/// Why it does not open; nothing was changed then.
pub fn open(place: &str) -> Result<Box<dyn Store>, StoreError> {
    if place.starts_with("postgres://") || place.starts_with("postgresql://") {
        postgres::open(place)
    } else {
        sqlite::open(std::path::Path::new(place))
    }
}
