//! What is kept of people's practice: drills as their inputs, what came of them, who played them; and what is made of it.
//!
//! A drill is stored as its inputs, appended as it happens ([`Begun`], [`Entry`]); what came of it ([`Judged`]) follows by
//! replay and is kept beside it only so that a million drills can be looked through. Times are arguments.

mod attempt;
mod id;
mod judged;
mod kept;
mod person;

pub use id::{DrillId, PersonId};
pub use judged::{JUDGE, Judged, JudgedMove};
pub use kept::{Begun, Entry, Kept};
pub use person::Person;

pub use crate::practice::Mistake;
