//! The debrief: what the drill came to, move by move.

mod curve;
mod model;
mod rows;
mod service;
mod view;

pub use model::Debrief;
pub use view::debrief_ui;
