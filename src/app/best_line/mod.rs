//! The best line: how the talk could have gone, told as a dialogue, one move after the other.

mod model;
mod view;

pub use model::{Led, Telling};
pub use view::best_line_ui;
