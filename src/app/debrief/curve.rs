//! The talk, move by move: satisfaction and anger as lines over the choices.

use bevy_egui::egui::{Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::model::{Debrief, Effect};
use crate::app::theme::{PAD, Role};
use crate::app::widgets::{Pen, card, set, write};
use crate::drill::Shown;

/// The card with the curve.
pub fn curve_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    card(ui, theme, rect);
    let head = set(ui, theme, Role::Label, palette.soft, "THE TALK, MOVE BY MOVE");
    let top = write(ui, rect.min + vec2(PAD, 18.0), &head).bottom() + theme.t(18.0);
    let plot = Rect::from_min_max(
        pos2(rect.left() + PAD + theme.t(36.0), top),
        rect.max - vec2(PAD + 8.0, 16.0 + theme.t(24.0)),
    );
    let y_of = |share: f32| plot.bottom() - plot.height() * share;
    for mark in [0_u8, 50, 100] {
        let y = y_of(f32::from(mark) / 100.0);
        ui.painter().hline(plot.x_range(), y, Stroke::new(1.5, palette.track));
        let words = set(ui, theme, Role::Tile, palette.soft, &mark.to_string());
        write(ui, pos2(rect.left() + PAD, y - words.size().y / 2.0), &words);
    }
    let felt: Vec<Shown> = std::iter::once(debrief.first)
        .chain(debrief.rows.iter().map(|row| row.after))
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "a few moves")]
    let step = (plot.width() - 28.0) / (felt.len().max(2) - 1) as f32;
    #[expect(clippy::cast_precision_loss, reason = "a few moves")]
    let x_of = |at: usize| plot.left() + 14.0 + step * at as f32;
    let line = |value: &dyn Fn(&Shown) -> f32| -> Vec<Pos2> {
        felt.iter()
            .enumerate()
            .map(|(at, felt)| pos2(x_of(at), y_of(value(felt))))
            .collect()
    };
    let anger = line(&|felt| f32::from(felt.anger) / 9.0);
    let content = line(&|felt| f32::from(felt.satisfaction) / 100.0);
    if let Some(first_day) = debrief.rows.iter().position(|row| !row.day.is_empty()) {
        let x = f32::midpoint(x_of(first_day), x_of(first_day + 1));
        let divide = [pos2(x, plot.top()), pos2(x, plot.bottom())];
        ui.painter()
            .extend(Shape::dashed_line(&divide, Stroke::new(1.5, palette.soft), 3.0, 4.0));
        let words = set(ui, theme, Role::Tile, palette.soft, "days after");
        if words.size().x < plot.right() - x {
            write(ui, pos2(x + 8.0, plot.top() + 4.0), &words);
        }
    }
    let stroke = Stroke::new(3.5, palette.anger);
    ui.painter().extend(Shape::dashed_line(&anger, stroke, 7.0, 6.0));
    ui.painter()
        .add(Shape::line(content.clone(), Stroke::new(5.0, palette.good.strong)));
    for (at, point) in content.iter().enumerate() {
        let fill = match at
            .checked_sub(1)
            .and_then(|row| debrief.rows.get(row))
            .map(|row| row.effect)
        {
            None => palette.ink,
            Some(effect) => colour(effect, palette),
        };
        ui.painter().circle(*point, 9.0, fill, Stroke::new(3.0, palette.card));
        // The number under the point; of many only every other one.
        let crowded = step < theme.t(22.0);
        if at > 0 && !(crowded && at % 2 == 0) {
            let words = set(ui, theme, Role::Tile, palette.soft, &at.to_string());
            write(
                ui,
                pos2(point.x - words.size().x / 2.0, plot.bottom() + theme.t(10.0)),
                &words,
            );
        }
    }
    // The names of the lines, in a row above the plot's right end: with their dash, so that colour is not needed.
    let mut right = plot.right();
    for (name, dashed, ink) in [
        ("anger", true, palette.anger),
        ("satisfaction", false, palette.good.strong),
    ] {
        let words = set(ui, theme, Role::Tile, palette.ink, name);
        let y = rect.top() + 18.0 + head.size().y / 2.0;
        right -= words.size().x;
        write(ui, pos2(right, y - words.size().y / 2.0), &words);
        let sample = [pos2(right - 34.0, y), pos2(right - 8.0, y)];
        if dashed {
            ui.painter()
                .extend(Shape::dashed_line(&sample, Stroke::new(3.5, ink), 7.0, 5.0));
        } else {
            ui.painter().line_segment(sample, Stroke::new(4.5, ink));
        }
        right -= 34.0 + 18.0;
    }
}

/// The colour of an effect.
pub const fn colour(effect: Effect, palette: &crate::app::theme::Palette) -> Color32 {
    match effect {
        Effect::Better => palette.good.strong,
        Effect::Even => palette.plain.strong,
        Effect::Worse => palette.bad.strong,
    }
}
