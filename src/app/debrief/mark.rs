//! The marks of grades: told apart by shape and sign, with colour on top.

use std::f32::consts::{FRAC_PI_2, FRAC_PI_8, PI, TAU};

use bevy_egui::egui::{Align2, CornerRadius, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::app::theme::{Role, Theme, Tone};
use crate::app::widgets::{label, spaced};
use crate::session::Mark;

/// The tone of a mark.
#[must_use]
pub const fn tone(mark: Mark) -> Tone {
    match mark {
        Mark::OnlyMove | Mark::Best | Mark::Excellent | Mark::Good => Tone::Good,
        Mark::Inaccuracy => Tone::Warn,
        Mark::Mistake | Mark::Blunder => Tone::Bad,
    }
}

/// Paints a mark: round where the move was good, a diamond, a square, an octagon where it was not.
pub fn paint(ui: &Ui, theme: &Theme, centre: Pos2, radius: f32, mark: Mark) {
    let palette = theme.palette;
    let (fill, ink) = (palette.tone(tone(mark)).strong, palette.on_strong);
    let edge = Stroke::new((radius * 0.22).clamp(2.0, 3.0), palette.card);
    let painter = ui.painter();
    match mark {
        Mark::OnlyMove | Mark::Best | Mark::Excellent | Mark::Good => {
            painter.circle(centre, radius, fill, edge);
        }
        Mark::Inaccuracy => {
            let corners = corners(centre, radius * 1.22, 4, -FRAC_PI_2);
            painter.add(Shape::convex_polygon(corners, fill, edge));
        }
        Mark::Mistake => {
            let rect = Rect::from_center_size(centre, vec2(radius, radius) * 1.84);
            painter.rect(rect, CornerRadius::same(3), fill, edge, StrokeKind::Middle);
        }
        Mark::Blunder => {
            let corners = corners(centre, radius * 1.12, 8, FRAC_PI_8);
            painter.add(Shape::convex_polygon(corners, fill, edge));
        }
    }
    let line = Stroke::new(radius * 0.24, ink);
    match mark {
        Mark::OnlyMove => star(ui, centre, radius * 0.66, Stroke::new(1.0, ink)),
        Mark::Best => {
            let at = |x: f32, y: f32| centre + vec2(x, y) * radius;
            let tick = vec![at(-0.45, 0.02), at(-0.12, 0.36), at(0.46, -0.32)];
            painter.add(Shape::line(tick, line));
        }
        Mark::Excellent => {
            painter.line_segment(
                [centre - vec2(radius * 0.46, 0.0), centre + vec2(radius * 0.46, 0.0)],
                line,
            );
            painter.line_segment(
                [centre - vec2(0.0, radius * 0.46), centre + vec2(0.0, radius * 0.46)],
                line,
            );
        }
        Mark::Good => {
            painter.circle_filled(centre, radius * 0.3, ink);
        }
        Mark::Inaccuracy => sign(ui, theme, centre, radius * 1.35, "!"),
        Mark::Mistake => sign(ui, theme, centre, radius * 1.4, "?"),
        Mark::Blunder => sign(ui, theme, centre, radius * 1.25, "??"),
    }
}

fn corners(centre: Pos2, radius: f32, count: u8, turn: f32) -> Vec<Pos2> {
    (0..count)
        .map(|at| {
            let angle = turn + TAU * f32::from(at) / f32::from(count);
            centre + vec2(angle.cos(), angle.sin()) * radius
        })
        .collect()
}

/// A star of five points, as triangles round its middle: it is not convex.
fn star(ui: &Ui, centre: Pos2, radius: f32, ink: Stroke) {
    let outer = corners(centre, radius, 5, -FRAC_PI_2);
    let inner = corners(centre, radius * 0.45, 5, -FRAC_PI_2 + PI / 5.0);
    for at in 0..5 {
        let point = vec![inner[(at + 4) % 5], outer[at], inner[at]];
        ui.painter().add(Shape::convex_polygon(point, ink.color, Stroke::NONE));
    }
    ui.painter().add(Shape::convex_polygon(inner, ink.color, Stroke::NONE));
}

/// A sign of punctuation, as large as the mark.
fn sign(ui: &Ui, theme: &Theme, centre: Pos2, size: f32, words: &str) {
    let ink = theme.palette.on_strong;
    let mut dress = label(theme, Role::Key, ink);
    dress.font_id.size = size;
    dress.line_height = Some(size * 1.2);
    let words = spaced(ui, f32::INFINITY, [(words, dress)]);
    let room = Rect::from_center_size(pos2(centre.x, centre.y), words.size());
    let corner = Align2::CENTER_CENTER.align_size_within_rect(words.size(), room).min;
    ui.painter().galley(corner, words, ink);
}
