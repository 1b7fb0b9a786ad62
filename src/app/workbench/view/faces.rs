//! The customer while they are drawn up: the face from calm to furious, and a line in their voice.

use bevy_egui::egui::{Align2, CornerRadius, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::form::Form;
use crate::app::painter::View;
use crate::app::theme::{RADIUS_SMALL, Role};
use crate::app::widgets::{Column, Kind, Pen, button_size, named_button, set};
use crate::app::workbench::bench::Open;
use crate::app::workbench::wish::Wish;
use crate::figure::{Face, Feelings, portrait};

/// The anger of the faces that are shown.
const ANGERS: [u8; 5] = [0, 2, 4, 6, 9];

/// Faces in a row, and a button to listen.
pub fn faces_ui(ui: &mut Ui, column: &mut Column, open: &Open, form: &mut Form<'_>, pen: &mut Pen<'_>) {
    let Some(readable) = &open.sheet.readable else {
        let words = "The face is shown as soon as the scenario can be read.";
        column.words(ui, pen, Role::Small, words);
        return;
    };
    let theme = pen.theme;
    let palette = theme.palette;
    let gap = 8.0;
    let side = ((column.width - gap * 4.0) / 5.0).min(theme.t(118.0));
    for (at, anger) in (0_u8..).zip(ANGERS) {
        let left = column.left + f32::from(at) * (side + gap);
        let rect = Rect::from_min_size(pos2(left, column.y), vec2(side, side * 1.12));
        let radius = CornerRadius::same(RADIUS_SMALL);
        ui.painter().rect_filled(rect, radius, palette.plain.fill);
        let face = Face::of(&Feelings {
            anger: f32::from(anger),
            loss: f32::from(anger) * 8.0,
            dread: 0.0,
            relief: if anger == 0 { 60.0 } else { 0.0 },
        });
        let shapes = portrait(&readable.scenario.customer.look, &face);
        // Head and shoulders, the shoulders on the lower edge.
        let scale = rect.height() / 374.0;
        let view = View {
            origin: rect.center_top() + vec2(0.0, 208.0 * scale),
            scale,
        };
        pen.sketches.moving(ui, &format!("bench face {at}"), shapes, view, rect);
        let line = Stroke::new(palette.line_width, palette.line);
        ui.painter().rect_stroke(rect, radius, line, StrokeKind::Inside);
        let words = set(ui, &theme, Role::Hint, palette.soft, &format!("anger {anger}"));
        let corner = Align2::CENTER_TOP
            .align_size_within_rect(words.size(), rect.translate(vec2(0.0, rect.height() + 3.0)))
            .min;
        ui.painter().galley(corner, words, palette.soft);
    }
    column.y += side * 1.12 + theme.line_height(Role::Hint) + 10.0;
    let words = if pen.sound {
        "Listen to a line"
    } else {
        "Listen (sound is off: M)"
    };
    let size = button_size(ui, &theme, Kind::Small, words);
    if named_button(
        ui,
        &theme,
        pos2(column.left, column.y),
        Kind::Small,
        words,
        "Listen to a line",
    )
    .clicked()
        && pen.sound
    {
        form.wishes.push(Wish::Listen);
    }
    column.y += size.y + 14.0;
}
