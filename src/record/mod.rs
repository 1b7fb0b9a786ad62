//! What is kept of people's practice: drills as their inputs, what came of them, who played them; and what is made of it.
//!
//! A drill is stored as its inputs, appended as it happens ([`Begun`], [`Entry`]); what came of it ([`Judged`]) follows by
//! replay and is kept beside it only so that a million drills can be looked through. Times are arguments.

mod attempt;
mod draft;
pub mod export;
mod id;
mod items;
mod judged;
mod kept;
mod line;
pub mod lrs;
#[cfg(test)]
mod made_up;
pub mod manager;
mod outbox;
mod person;
mod progress;
mod search;
mod story;
mod tally;
pub mod xapi;

pub use draft::draft;
pub use id::{DrillId, PersonId};
pub use items::{BeatItems, Item, Items, Waits};
pub use judged::{JUDGE, Judged, JudgedMove};
pub use kept::{Begun, Entry, Kept};
pub use line::{Headline, Line};
pub use outbox::{Queued, Sending, Statement};
pub use person::Person;
pub use progress::{FirstLast, MonthOf, Point, Progress, StepCount};
pub use search::{folded, search};
pub use story::{Story, StoryId};
pub use tally::{By, Month, Sums, Tally};

pub use crate::practice::Mistake;
