//! Chips: a word or two on a round ground.

use bevy_egui::egui::{Color32, CornerRadius, Pos2, Rect, Ui, Vec2, pos2, vec2};

use super::text;
use crate::app::theme::{Role, Theme, Tone};

/// How large a chip is.
#[must_use]
pub fn chip_size(ui: &Ui, theme: &Theme, words: &str) -> Vec2 {
    let words = text::set(ui, theme, Role::Chip, theme.palette.ink, words);
    words.size() + vec2(theme.t(24.0), theme.t(8.0))
}

/// Paints a chip with its left top corner here; where it stands.
pub fn chip(ui: &mut Ui, theme: &Theme, at: Pos2, words: &str, tone: Tone) -> Rect {
    let pair = theme.palette.tone(tone);
    let words = text::set(ui, theme, Role::Chip, pair.ink, words);
    let padding = vec2(theme.t(12.0), theme.t(4.0));
    let rect = Rect::from_min_size(at, words.size() + padding * 2.0);
    ui.painter().rect_filled(rect, CornerRadius::same(99), pair.fill);
    text::write(ui, at + padding, &words);
    rect
}

/// A sentence for the user with a mark before it, in the lines that it needs below this height; where it ends.
pub fn note(ui: &mut Ui, theme: &Theme, room: Rect, top: f32, words: &str) -> f32 {
    note_on(ui, theme, room, top, words, theme.palette.ink)
}

/// The same in this colour.
pub fn note_on(ui: &mut Ui, theme: &Theme, room: Rect, top: f32, words: &str, ink: Color32) -> f32 {
    let mark = chip(ui, theme, pos2(room.left() + 4.0, top), "Note", Tone::Warn);
    let width = room.right() - mark.right() - 16.0;
    let words = text::wrapped(ui, theme, Role::Small, ink, width, words);
    let words = text::write(ui, pos2(mark.right() + 12.0, top), &words);
    words.bottom().max(mark.bottom()) + 8.0
}
