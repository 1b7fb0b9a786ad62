//! The talk, move by move: value and anger as lines over the moves, each move with the mark of its grade.

use bevy_egui::egui::{Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::mark;
use super::model::{Debrief, Grades};
use crate::app::theme::{PAD, Role};
use crate::app::widgets::{Pen, card, set, write};
use crate::drill::Shown;

/// Where things stand in the plot.
struct Plot {
    rect: Rect,
    step: f32,
}

impl Plot {
    fn of(rect: Rect, points: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a few moves")]
        let step = (rect.width() - 28.0) / (points.max(2) - 1) as f32;
        Self { rect, step }
    }

    fn x(&self, at: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a few moves")]
        let steps = at as f32;
        self.rect.left() + 14.0 + self.step * steps
    }

    /// `share` is 0..=1.
    fn y(&self, share: f32) -> f32 {
        self.rect.bottom() - self.rect.height() * share.clamp(0.0, 1.0)
    }
}

/// The card with the curve.
pub fn curve_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    card(ui, theme, rect);
    let head = set(ui, theme, Role::Label, palette.soft, "THE TALK, MOVE BY MOVE");
    let place = write(ui, rect.min + vec2(PAD, 16.0), &head);
    let named = names_ui(ui, rect, place, debrief, pen);
    let room = Rect::from_min_max(
        pos2(rect.left() + PAD + theme.t(34.0), named + theme.t(14.0)),
        rect.max - vec2(PAD + 8.0, 14.0 + theme.t(22.0)),
    );
    let plot = Plot::of(room, debrief.rows.len() + 1);
    for mark in [0_u8, 50, 100] {
        let y = plot.y(f32::from(mark) / 100.0);
        ui.painter().hline(room.x_range(), y, Stroke::new(1.5, palette.track));
        let words = set(ui, theme, Role::Tile, palette.soft, &mark.to_string());
        write(ui, pos2(rect.left() + PAD, y - words.size().y / 2.0), &words);
    }
    days_ui(ui, &plot, debrief, pen);
    let felt = std::iter::once(&debrief.first).chain(debrief.rows.iter().map(|row| &row.after));
    let anger: Vec<Pos2> = felt
        .enumerate()
        .map(|(at, felt): (usize, &Shown)| pos2(plot.x(at), plot.y(f32::from(felt.anger) / 9.0)))
        .collect();
    let stroke = Stroke::new(3.5, palette.anger);
    ui.painter().extend(Shape::dashed_line(&anger, stroke, 7.0, 6.0));
    if let Grades::Here(totals) = &debrief.grades {
        value_ui(ui, &plot, totals.opening, debrief, pen);
    }
    numbers_ui(ui, &plot, debrief, pen);
}

/// The line of value, with the marks on it.
fn value_ui(ui: &Ui, plot: &Plot, opening: f64, debrief: &Debrief, pen: &Pen<'_>) {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    #[expect(clippy::cast_possible_truncation, reason = "a share")]
    let y_of = |standing: f64| plot.y((standing / 100.0) as f32);
    let verdicts = debrief.rows.iter().map(|row| row.verdict.as_ref());
    let mut points = vec![pos2(plot.x(0), y_of(opening))];
    for (at, verdict) in verdicts.clone().enumerate() {
        let Some(verdict) = verdict else { return };
        points.push(pos2(plot.x(at + 1), y_of(verdict.standing)));
    }
    ui.painter()
        .add(Shape::line(points.clone(), Stroke::new(5.0, palette.good.strong)));
    ui.painter()
        .circle(points[0], 8.0, palette.ink, Stroke::new(3.0, palette.card));
    // As large as the moves leave room for.
    let radius = (plot.step * 0.44).clamp(6.0, 12.0);
    for (verdict, point) in verdicts.flatten().zip(&points[1..]) {
        mark::paint(ui, theme, *point, radius, verdict.mark);
    }
}

/// Where the talk ends and the days begin.
fn days_ui(ui: &mut Ui, plot: &Plot, debrief: &Debrief, pen: &Pen<'_>) {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    let Some(first_day) = debrief.rows.iter().position(|row| !row.in_talk) else {
        return;
    };
    let x = f32::midpoint(plot.x(first_day), plot.x(first_day + 1));
    let divide = [pos2(x, plot.rect.top()), pos2(x, plot.rect.bottom())];
    ui.painter()
        .extend(Shape::dashed_line(&divide, Stroke::new(1.5, palette.soft), 3.0, 4.0));
    let words = set(ui, theme, Role::Tile, palette.soft, "days after");
    if words.size().x < plot.rect.right() - x {
        write(ui, pos2(x + 6.0, plot.rect.bottom() - words.size().y - 3.0), &words);
    }
}

/// The numbers of the moves below the plot; of many only every other one.
fn numbers_ui(ui: &mut Ui, plot: &Plot, debrief: &Debrief, pen: &Pen<'_>) {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    let crowded = plot.step < theme.t(22.0);
    for number in (1..=debrief.rows.len()).filter(|number| !crowded || number % 2 == 1) {
        let words = set(ui, theme, Role::Tile, palette.soft, &number.to_string());
        let corner = pos2(plot.x(number) - words.size().x / 2.0, plot.rect.bottom() + theme.t(8.0));
        write(ui, corner, &words);
    }
}

/// The names of the lines, in a row beside the heading or below it: with their dash, so that colour is not needed. Where they end.
fn names_ui(ui: &mut Ui, rect: Rect, head: Rect, debrief: &Debrief, pen: &Pen<'_>) -> f32 {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    let mut names: Vec<(&str, bool, Color32)> = vec![("anger", true, palette.anger)];
    if matches!(debrief.grades, Grades::Here(_)) {
        names.push(("value", false, palette.good.strong));
    }
    let words: Vec<_> = names
        .iter()
        .map(|(name, ..)| set(ui, theme, Role::Tile, palette.ink, name))
        .collect();
    let room: f32 = words.iter().map(|words| words.size().x + 52.0).sum();
    let is_beside = head.right() + 10.0 + room < rect.right() - PAD;
    let y = if is_beside {
        head.center().y
    } else {
        head.bottom() + theme.line_height(Role::Tile) / 2.0 + 4.0
    };
    let mut right = rect.right() - PAD;
    for ((_, dashed, ink), words) in names.into_iter().zip(words) {
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
    head.bottom().max(y + theme.line_height(Role::Tile) / 2.0)
}
