//! House widgets: what all screens are made of. They paint where they are told and say what was pressed.

mod button;
mod card;
mod chart;
mod chip;
mod column;
mod entry;
mod field;
mod meter;
mod pick;
mod picture;
mod table;
mod text;

pub use button::{Kind, button, button_size, focus_first, follow_focus, key_cap, named_button, press, ring_if_focused};
pub use card::{FADE, card, note_moved, note_scrolled, plate, scrolled, scrolled_areas, veil};
pub use chart::{accuracy_ui, steps_ui};
pub use chip::{chip, chip_size, note, note_on};
pub use column::{Column, group};
pub use entry::entry;
pub use field::{asking_field, asking_height, field, set_field};
pub use meter::{bar, bar_on, patience_ring, pause_sign, purse, speaker_sign};
pub use pick::{flow, pick, pick_row};
pub use picture::{Frame, Sketches, framed, portrait};
pub use table::{Cell, head, number, table};
pub use text::{Words, elided, fitting, label, set, spaced, wrapped, write};

use super::theme::Theme;
use crate::library::Sets;

/// What panels paint with: the theme and the drawings that are kept from frame to frame.
pub struct Pen<'a> {
    pub theme: Theme,
    pub sketches: &'a mut Sketches,
    /// The places that can be drawn.
    pub sets: &'a Sets,
    /// Whether things may move by themselves.
    pub motion: bool,
    /// Whether anything can be heard.
    pub sound: bool,
    /// Whether the screen was just entered.
    pub entered: bool,
}
