//! One of a few: pieces beside each other, of which one is chosen.

use bevy_egui::egui::{Align2, CornerRadius, Id, Pos2, Rect, Response, Stroke, StrokeKind, Ui, pos2, vec2};

use super::{Column, Pen, press, ring_if_focused, set, wrapped};
use crate::app::theme::{RADIUS_SMALL, Role, Theme};

/// A piece; `name` is what a screen reader says, and whether it is chosen is said after it.
pub fn pick(ui: &mut Ui, theme: &Theme, rect: Rect, id: Id, words: &str, name: &str, is_chosen: bool) -> Response {
    let palette = theme.palette;
    let name = if is_chosen {
        format!("{name}, chosen")
    } else {
        name.to_owned()
    };
    let response = press(ui, rect, id, &name);
    let radius = CornerRadius::same(RADIUS_SMALL);
    let (fill, ink, line) = if is_chosen {
        (
            palette.good.fill,
            palette.good.ink,
            Stroke::new(2.5, palette.good.strong),
        )
    } else if response.hovered() {
        (
            palette.card_lit,
            palette.ink,
            Stroke::new(palette.line_width, palette.line),
        )
    } else {
        (palette.card, palette.ink, Stroke::new(palette.line_width, palette.line))
    };
    ui.painter().rect(rect, radius, fill, line, StrokeKind::Inside);
    let words = set(ui, theme, Role::SmallStrong, ink, words);
    let corner = Align2::CENTER_CENTER.align_size_within_rect(words.size(), rect).min;
    if is_chosen {
        // Told by more than colour.
        let dot = pos2(corner.x - theme.t(11.0), rect.center().y);
        ui.painter().circle_filled(dot, theme.t(3.5), ink);
    }
    ui.painter().galley(corner, words, ink);
    ring_if_focused(ui, theme, &response, radius);
    response
}

/// A row of a list, as high as its words; where it stands is the response's. `name` is what a screen reader says.
#[expect(clippy::too_many_arguments, reason = "a place, words, and how it stands")]
pub fn pick_row(
    ui: &mut Ui,
    theme: &Theme,
    corner: Pos2,
    width: f32,
    id: Id,
    words: &str,
    name: &str,
    is_chosen: bool,
) -> Response {
    let palette = theme.palette;
    let (ink, line) = if is_chosen {
        (palette.good.ink, Stroke::new(2.5, palette.good.strong))
    } else {
        (palette.ink, Stroke::new(palette.line_width, palette.line))
    };
    let side = theme.t(26.0);
    let words = wrapped(ui, theme, Role::SmallStrong, ink, width - side - theme.t(10.0), words);
    let rect = Rect::from_min_size(corner, vec2(width, words.size().y + theme.t(16.0)));
    let name = if is_chosen {
        format!("{name}, chosen")
    } else {
        name.to_owned()
    };
    let response = press(ui, rect, id, &name);
    let fill = match (is_chosen, response.hovered()) {
        (true, _) => palette.good.fill,
        (false, true) => palette.card_lit,
        (false, false) => palette.card,
    };
    let radius = CornerRadius::same(RADIUS_SMALL);
    ui.painter().rect(rect, radius, fill, line, StrokeKind::Inside);
    let left = rect.left() + side * 0.62;
    if is_chosen {
        // Told by more than colour.
        let dot = pos2(left - theme.t(5.0), rect.center().y);
        ui.painter().circle_filled(dot, theme.t(3.5), ink);
    }
    let at = pos2(left + theme.t(6.0), rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, ink);
    ring_if_focused(ui, theme, &response, radius);
    response
}

/// Pieces beside each other, in as many lines as they need; which was pressed. The second says whether a piece is chosen.
pub fn flow(ui: &mut Ui, column: &mut Column, salt: &str, pieces: &[(String, bool)], pen: &Pen<'_>) -> Option<usize> {
    let theme = &pen.theme;
    let high = theme.t(34.0);
    let (mut x, mut y) = (column.left, column.y);
    let mut pressed = None;
    for (at, (words, is_chosen)) in pieces.iter().enumerate() {
        let wide = set(ui, theme, Role::SmallStrong, theme.palette.ink, words).size().x + theme.t(44.0);
        let wide = wide.min(column.width);
        if x + wide > column.left + column.width + 0.5 && x > column.left {
            (x, y) = (column.left, y + high + 5.0);
        }
        let place = Rect::from_min_size(pos2(x, y), vec2(wide, high));
        let id = ui.id().with(("piece", salt, at));
        if pick(ui, theme, place, id, words, words, *is_chosen).clicked() {
            pressed = Some(at);
        }
        x = place.right() + 5.0;
    }
    if !pieces.is_empty() {
        column.y = y + high + 5.0;
    }
    pressed
}
