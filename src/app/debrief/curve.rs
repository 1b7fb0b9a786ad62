//! The talk, move by move: value and anger as lines over the moves, each move with the mark of its grade. A thin line above says
//! what the best play could still have made of it: it falls where a move cost something, and meets the value at the end.

use bevy_egui::egui::{Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::mark;
use crate::app::theme::{PAD, Role};
use crate::app::widgets::{Pen, card, set, write};
use crate::drill::Shown;
use crate::session::{Debrief, Grades};

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
enum Dash {
    None,
    Long,
    Dots,
}

impl Dash {
    fn line(self, points: &[Pos2], ink: Color32) -> Vec<Shape> {
        match self {
            Self::None => vec![Shape::line(points.to_vec(), Stroke::new(5.0, ink))],
            Self::Long => Shape::dashed_line(points, Stroke::new(3.5, ink), 7.0, 6.0),
            Self::Dots => Shape::dashed_line(points, Stroke::new(2.5, ink), 2.5, 4.0),
        }
    }
}

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
    ui.painter().extend(Dash::Long.line(&anger, palette.anger));
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
    let mut in_reach = vec![pos2(plot.x(0), y_of(100.0))];
    if verdicts.clone().all(|verdict| verdict.is_none()) {
        return;
    }
    let mut stands = [points[0].y, in_reach[0].y];
    for (at, verdict) in verdicts.clone().enumerate() {
        // What is not graded, such as something that was brought in, leaves the lines where they are.
        if let Some(verdict) = verdict {
            stands = [y_of(verdict.standing), y_of(verdict.in_reach)];
        }
        points.push(pos2(plot.x(at + 1), stands[0]));
        in_reach.push(pos2(plot.x(at + 1), stands[1]));
    }
    ui.painter().extend(Dash::Dots.line(&in_reach, palette.soft));
    ui.painter().extend(Dash::None.line(&points, palette.good.strong));
    ui.painter()
        .circle(points[0], 8.0, palette.ink, Stroke::new(3.0, palette.card));
    // As large as the moves leave room for.
    let radius = (plot.step * 0.44).clamp(6.0, theme.t(12.0).max(6.0));
    for (verdict, point) in verdicts.zip(&points[1..]) {
        if let Some(verdict) = verdict {
            mark::paint(ui, theme, *point, radius, verdict.mark);
        }
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
        let y = plot.y(free_height(debrief, first_day)) - words.size().y / 2.0;
        write(ui, pos2(x + 6.0, y), &words);
    }
}

/// Where beside the first days the fewest lines run: a share of the plot's height.
fn free_height(debrief: &Debrief, first_day: usize) -> f32 {
    let mut taken = Vec::new();
    for row in debrief.rows.iter().skip(first_day.saturating_sub(1)).take(3) {
        taken.push(f32::from(row.after.anger) / 9.0);
        if let Some(verdict) = &row.verdict {
            #[expect(clippy::cast_possible_truncation, reason = "shares")]
            taken.extend([verdict.standing as f32 / 100.0, verdict.in_reach as f32 / 100.0]);
        }
    }
    let room = |share: f32| taken.iter().map(|line| (line - share).abs()).fold(1.0, f32::min);
    [0.06, 0.36, 0.64, 0.94]
        .into_iter()
        .max_by(|one, two| room(*one).total_cmp(&room(*two)))
        .unwrap_or(0.06)
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
    let mut names = vec![("anger", Dash::Long, palette.anger)];
    if matches!(debrief.grades, Grades::Here(_)) {
        names.push(("still in reach", Dash::Dots, palette.soft));
        names.push(("value", Dash::None, palette.good.strong));
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
    for ((_, dash, ink), words) in names.into_iter().zip(words) {
        right -= words.size().x;
        write(ui, pos2(right, y - words.size().y / 2.0), &words);
        let sample = [pos2(right - 34.0, y), pos2(right - 8.0, y)];
        ui.painter().extend(dash.line(&sample, ink));
        right -= 34.0 + 18.0;
    }
    head.bottom().max(y + theme.line_height(Role::Tile) / 2.0)
}
