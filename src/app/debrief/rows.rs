//! The moves in order, each with what the customer felt and the author's why.

use bevy_egui::egui::{Align2, CornerRadius, Id, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::curve::colour;
use super::model::{Debrief, Effect, Row};
use crate::app::theme::{RADIUS_SMALL, Role, Tone};
use crate::app::widgets::{
    Pen, Words, card, chip, chip_size, focus_first, follow_focus, ring_if_focused, scrolled, set, wrapped, write,
};

const SIDE: f32 = 40.0;

/// The card with all moves.
pub fn rows_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &mut Pen<'_>) {
    let theme = pen.theme;
    let palette = theme.palette;
    card(ui, &theme, rect);
    let head = set(ui, &theme, Role::Label, palette.soft, "MOVES");
    let top = write(ui, rect.min + vec2(20.0, 18.0), &head).bottom() + 12.0;
    let title = set(ui, &theme, Role::Small, palette.soft, &debrief.title);
    let corner = pos2(rect.right() - 20.0 - title.size().x, top - 12.0 - head.size().y);
    write(ui, corner, &title);
    let body = Rect::from_min_max(pos2(rect.left() + 2.0, top), rect.max - vec2(2.0, 4.0));
    scrolled(ui, body, "rows", palette.card, |ui, area| {
        let mut y = area.top();
        for (at, row) in debrief.rows.iter().enumerate() {
            let line = Stroke::new(palette.line_width, palette.line);
            ui.painter().hline(area.x_range(), y, line);
            y = row_ui(ui, area, y, at + 1, row, pen);
        }
        (y + 8.0 - area.top(), ())
    });
}

struct Lines {
    said: Words,
    felt: Words,
    why: Option<Words>,
}

fn row_ui(ui: &mut Ui, area: Rect, y: f32, number: usize, row: &Row, pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    let palette = theme.palette;
    let left = area.left() + 18.0 + SIDE + 16.0;
    let (word, tone) = match row.effect {
        Effect::Better => ("eased", Tone::Good),
        Effect::Even => ("little change", Tone::Plain),
        Effect::Worse => ("worse", Tone::Bad),
    };
    let chip_room = chip_size(ui, theme, word);
    let width = area.right() - 20.0 - chip_room.x - 16.0 - left;
    let said = if row.day.is_empty() {
        row.said.clone()
    } else {
        format!("{} · {}", row.day, row.said)
    };
    let lines = Lines {
        said: wrapped(ui, theme, Role::BodyStrong, palette.ink, width, &said),
        felt: wrapped(ui, theme, Role::Small, palette.ink, width, &row.felt),
        why: (!row.why.is_empty()).then(|| wrapped(ui, theme, Role::Small, palette.soft, width, &row.why)),
    };
    let text = lines.said.size().y + lines.felt.size().y + lines.why.as_ref().map_or(0.0, |why| why.size().y + 2.0);
    let rect = Rect::from_min_size(pos2(area.left(), y), vec2(area.width(), text.max(SIDE) + 28.0));
    // The keyboard walks the rows, and the list follows it.
    let response = ui.interact(rect, Id::new(("row", number)), Sense::focusable_noninteractive());
    response.widget_info(|| {
        WidgetInfo::labeled(
            WidgetType::Label,
            true,
            format!("Move {number}: {said} {} {}", row.felt, row.why),
        )
    });
    follow_focus(ui, &response);
    if number == 1 {
        focus_first(ui, &response, pen.entered);
    }
    if row.effect == Effect::Worse {
        ui.painter().rect_filled(
            rect.shrink2(vec2(0.0, 1.0)),
            CornerRadius::ZERO,
            palette.bad.fill.gamma_multiply(0.35),
        );
    }
    badge(
        ui,
        Rect::from_min_size(pos2(area.left() + 18.0, rect.center().y - SIDE / 2.0), vec2(SIDE, SIDE)),
        row.effect,
        number,
        pen,
    );
    let mut at = rect.center().y - text / 2.0;
    at = write(ui, pos2(left, at), &lines.said).bottom();
    at = write(ui, pos2(left, at), &lines.felt).bottom() + 2.0;
    if let Some(why) = &lines.why {
        write(ui, pos2(left, at), why);
    }
    let corner = pos2(rect.right() - 20.0 - chip_room.x, rect.center().y - chip_room.y / 2.0);
    chip(ui, theme, corner, word, tone);
    ring_if_focused(ui, theme, &response, CornerRadius::same(6));
    rect.bottom()
}

/// The number of a move on the colour of its effect; the chip at the other end says it in words.
fn badge(ui: &Ui, rect: Rect, effect: Effect, number: usize, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    ui.painter()
        .rect_filled(rect, CornerRadius::same(RADIUS_SMALL), colour(effect, palette));
    let ink = palette.on_strong;
    let words = set(ui, theme, Role::Key, ink, &number.to_string());
    let corner = Align2::CENTER_CENTER.align_size_within_rect(words.size(), rect).min;
    ui.painter().galley(corner, words, ink);
}
