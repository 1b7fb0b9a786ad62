//! The debrief: what the drill came to, move by move, against the best play that was possible.

mod curve;
mod deeds;
mod mark;
mod model;
mod numbers;
mod rows;
mod service;
mod verdict;
mod view;

pub use model::Debrief;
pub use view::{debrief_ui, tier_tone};
