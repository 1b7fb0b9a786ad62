//! The debrief: what the drill came to, move by move, against the best play that was possible.

mod curve;
mod deeds;
mod evidence;
mod hearers;
mod looking;
mod mark;
mod numbers;
mod reflect;
mod rows;
mod save;
mod service;
mod view;

pub use looking::Looking;
pub use save::save;
pub use view::{debrief_ui, tier_tone};
