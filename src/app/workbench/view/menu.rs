//! What can be written at the caret, as a list beside it.

use bevy_egui::egui::{CornerRadius, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::page::Page;
use super::text::text_id;
use crate::app::theme::{RADIUS_SMALL, Role};
use crate::app::widgets::{Pen, elided, press};

/// How many completions are shown at once.
const SHOWN: usize = 8;

/// What can be written, below the caret or above it; which was pressed.
pub fn menu_ui(ui: &mut Ui, room: Rect, caret: Rect, page: &Page, pen: &Pen<'_>) -> Option<usize> {
    let menu = page.menu.as_ref()?;
    let theme = &pen.theme;
    let palette = theme.palette;
    let first = (menu.chosen + 1).saturating_sub(SHOWN);
    let shown = menu.entries.len().min(SHOWN);
    let high = theme.line_height(Role::SmallStrong) + theme.t(8.0);
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let size = vec2(room.width().min(theme.t(520.0)), high * shown as f32 + 12.0);
    let below = caret.bottom() + 4.0;
    let top = if below + size.y > room.bottom() {
        caret.top() - 4.0 - size.y
    } else {
        below
    };
    let left = caret.left().min(room.right() - size.x).max(room.left());
    let rect = Rect::from_min_size(pos2(left, top), size);
    let radius = CornerRadius::same(RADIUS_SMALL);
    ui.painter().add(theme.shadow().as_shape(rect, radius));
    let line = Stroke::new(palette.line_width.max(1.5), palette.soft);
    ui.painter().rect(rect, radius, palette.card, line, StrokeKind::Inside);
    let mut pressed = None;
    let mut y = rect.top() + 6.0;
    for (at, entry) in menu.entries.iter().enumerate().skip(first).take(SHOWN) {
        let place = Rect::from_min_size(pos2(rect.left() + 5.0, y), vec2(size.x - 10.0, high));
        let response = press(ui, place, text_id().with(("completion", at)), &entry.label);
        if at == menu.chosen || response.hovered() {
            ui.painter()
                .rect_filled(place, CornerRadius::same(8), palette.good.fill);
        }
        let ink = if at == menu.chosen || response.hovered() {
            palette.good.ink
        } else {
            palette.ink
        };
        let words = elided(ui, theme, Role::SmallStrong, ink, size.x * 0.45, 1, &entry.label);
        let wide = words.size().x;
        let corner = |words: Vec2, left: f32| pos2(left, place.center().y - words.y / 2.0);
        let at_name = corner(words.size(), place.left() + 8.0);
        ui.painter().galley(at_name, words, ink);
        let rest = size.x - wide - 44.0;
        if rest > 40.0 && !entry.meaning.is_empty() {
            let soft = if at == menu.chosen || response.hovered() {
                ink
            } else {
                palette.soft
            };
            let meaning = elided(ui, theme, Role::Small, soft, rest, 1, &entry.meaning);
            let at_meaning = corner(meaning.size(), place.left() + 24.0 + wide);
            ui.painter().galley(at_meaning, meaning, soft);
        }
        if response.clicked() {
            pressed = Some(at);
        }
        y += high;
    }
    pressed
}
