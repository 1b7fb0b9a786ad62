//! Who hears about it: listeners won and lost as small figures, with a sign and words, so that nothing hangs on colour.

use bevy_egui::egui::{Color32, CornerRadius, Pos2, Rect, Stroke, Ui, pos2, vec2};

use crate::app::theme::{PAD, Role};
use crate::app::widgets::{Pen, Words, card, set, wrapped, write};
use crate::session::Debrief;

/// The most figures in a row; what is more is in the words.
const MOST: i32 = 10;
const TOP: f32 = 14.0;
const BETWEEN: f32 = 6.0;

/// A row laid out.
struct Row {
    thousandths: i32,
    is_good: bool,
    words: Words,
    /// Whether the words stand below the figures.
    is_below: bool,
}

impl Row {
    fn of(ui: &Ui, width: f32, thousandths: i32, is_good: bool, said: &str, pen: &Pen<'_>) -> Self {
        let theme = &pen.theme;
        let beside = width - lane(thousandths, pen);
        let is_below = beside < theme.t(170.0);
        let room = if is_below { width } else { beside };
        Self {
            thousandths,
            is_good,
            words: wrapped(ui, theme, Role::Small, theme.palette.ink, room, said),
            is_below,
        }
    }

    fn height(&self, pen: &Pen<'_>) -> f32 {
        let (figure, words) = (figure_height(pen), self.words.size().y);
        if self.is_below {
            figure + words
        } else {
            figure.max(words)
        }
    }
}

fn figure_height(pen: &Pen<'_>) -> f32 {
    pen.theme.t(26.0)
}

fn figure_step(pen: &Pen<'_>) -> f32 {
    pen.theme.t(18.0)
}

fn people(thousandths: i32) -> i32 {
    (thousandths + 999).div_euclid(1000).clamp(1, MOST)
}

/// How wide a row's sign and figures are.
fn lane(thousandths: i32, pen: &Pen<'_>) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few figures")]
    let figures = people(thousandths) as f32 * figure_step(pen);
    figure_height(pen) + 4.0 + figures + 8.0
}

fn rows(ui: &Ui, width: f32, debrief: &Debrief, pen: &Pen<'_>) -> ([Row; 2], Option<Words>) {
    let hearers = &debrief.hearers;
    let theme = &pen.theme;
    let rows = [
        Row::of(ui, width, hearers.good, true, &hearers.good_words(), pen),
        Row::of(ui, width, hearers.bad, false, &hearers.bad_words(), pen),
    ];
    let change = hearers.change_words();
    (
        rows,
        change.map(|words| wrapped(ui, theme, Role::Small, theme.palette.soft, width, &words)),
    )
}

/// How high the card is.
pub fn height(ui: &Ui, width: f32, debrief: &Debrief, pen: &Pen<'_>) -> f32 {
    let (rows, change) = rows(ui, width - 2.0 * PAD, debrief, pen);
    let rows: f32 = rows.iter().map(|row| row.height(pen) + BETWEEN).sum();
    2.0 * TOP + pen.theme.line_height(Role::Label) + BETWEEN + rows + change.map_or(0.0, |words| words.size().y)
}

/// The card.
pub fn hearers_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &Pen<'_>) {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    card(ui, theme, rect);
    let inner = rect.shrink2(vec2(PAD, 0.0));
    let head = set(ui, theme, Role::Label, palette.soft, "WHO HEARS ABOUT IT");
    let mut y = write(ui, pos2(inner.left(), rect.top() + TOP), &head).bottom() + BETWEEN;
    let (rows, change) = rows(ui, inner.width(), debrief, pen);
    for row in &rows {
        let figures = figure_height(pen);
        let height = row.height(pen);
        let lines = if row.is_below { figures } else { height };
        figures_ui(ui, pos2(inner.left(), y + (lines - figures) / 2.0), row, pen);
        let at = if row.is_below {
            pos2(inner.left(), y + figures)
        } else {
            let left = inner.left() + lane(row.thousandths, pen);
            pos2(left, y + (height - row.words.size().y) / 2.0)
        };
        write(ui, at, &row.words);
        y += height + BETWEEN;
    }
    if let Some(words) = change {
        write(ui, pos2(inner.left(), y), &words);
    }
}

/// The sign of a row and its figures.
fn figures_ui(ui: &Ui, at: Pos2, row: &Row, pen: &Pen<'_>) {
    let palette = pen.theme.palette;
    let tone = if row.is_good { palette.good } else { palette.bad };
    let height = figure_height(pen);
    let radius = height * 0.36;
    let middle = at + vec2(radius, height / 2.0);
    ui.painter().circle_filled(middle, radius, tone.strong);
    let line = Stroke::new(radius * 0.3, palette.on_strong);
    let arm = radius * 0.55;
    ui.painter()
        .line_segment([middle - vec2(arm, 0.0), middle + vec2(arm, 0.0)], line);
    if row.is_good {
        ui.painter()
            .line_segment([middle - vec2(0.0, arm), middle + vec2(0.0, arm)], line);
    }
    for number in 0..people(row.thousandths) {
        #[expect(clippy::cast_precision_loss, reason = "a few figures")]
        let left = at.x + height + 4.0 + number as f32 * figure_step(pen);
        let room = Rect::from_min_size(pos2(left, at.y), vec2(figure_step(pen) * 0.84, height));
        #[expect(clippy::cast_precision_loss, reason = "thousandths of one")]
        let share = (row.thousandths - number * 1000).clamp(0, 1000) as f32 / 1000.0;
        person(ui, room, palette.track, 1.0);
        person(ui, room, tone.strong, share);
    }
}

/// A figure, from below up to a share of its height.
fn person(ui: &Ui, rect: Rect, colour: Color32, share: f32) {
    if share <= 0.0 {
        return;
    }
    let seen = Rect::from_min_max(pos2(rect.left(), rect.bottom() - rect.height() * share), rect.max);
    let painter = ui.painter().with_clip_rect(seen.intersect(ui.clip_rect()));
    let head = rect.width() * 0.3;
    painter.circle_filled(pos2(rect.center().x, rect.top() + head + 1.0), head, colour);
    let body = Rect::from_min_max(pos2(rect.left(), rect.top() + 2.0 * head + 3.0), rect.max);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few points")]
    let round = (rect.width() * 0.5) as u8;
    let corners = CornerRadius {
        nw: round,
        ne: round,
        sw: 2,
        se: 2,
    };
    painter.rect_filled(body, corners, colour);
}
