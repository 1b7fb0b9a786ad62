//! The hint that was asked for: what the customer needs, above the moves.

use bevy_egui::egui::{Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::play::{Phase, Play};
use crate::app::theme::{Role, Theme};
use crate::app::widgets::{Pen, set, wrapped, write};

/// Shows the hint on the lower edge of the stage, if one was asked for.
pub fn hint_ui(ui: &mut Ui, room: Rect, play: &Play, pen: &Pen<'_>) {
    let Some(told) = play.hint_words().filter(|_| play.phase() == Phase::Deciding) else {
        return;
    };
    let theme = &pen.theme;
    let palette = theme.palette;
    let width = (room.width() - 56.0).min(theme.t(860.0).max(700.0));
    let over = set(ui, theme, Role::Label, palette.on_night_soft, "HINT");
    let lane = over.size().x + 16.0;
    let words = wrapped(
        ui,
        theme,
        Role::BodyStrong,
        palette.on_night,
        width - lane - 40.0,
        &told,
    );
    let size = vec2(words.size().x + lane + 40.0, words.size().y + 22.0);
    let corner = pos2(room.center().x - size.x / 2.0, room.bottom() - size.y - 4.0);
    let rect = Rect::from_min_size(corner, size);
    ui.painter().add(theme.shadow().as_shape(rect, Theme::radius()));
    let line = Stroke::new(palette.line_width, palette.line.gamma_multiply(0.6));
    ui.painter()
        .rect(rect, Theme::radius(), palette.night, line, StrokeKind::Inside);
    write(
        ui,
        pos2(rect.left() + 20.0, rect.center().y - over.size().y / 2.0),
        &over,
    );
    write(ui, pos2(rect.left() + 20.0 + lane, rect.top() + 11.0), &words);
}
