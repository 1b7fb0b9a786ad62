//! The card with the drill's numbers: the score against the best play, and what came of it.

use bevy_egui::egui::{Color32, Rect, Ui, pos2};

use crate::app::theme::{PAD, Role};
use crate::app::widgets::{Pen, Words, card, set, wrapped, write};
use crate::session::{Debrief, Grades, Mode};

/// A number with what it is and what belongs to it.
struct Cell {
    over: &'static str,
    number: String,
    below: String,
    ink: Color32,
}

fn first_row(debrief: &Debrief, pen: &Pen<'_>) -> Result<Vec<Cell>, String> {
    let palette = pen.theme.palette;
    let totals = match &debrief.grades {
        Grades::Waiting => return Err("Working out the best play…".to_owned()),
        Grades::None(why) => return Err(format!("No grades: {why}.")),
        Grades::Here(totals) => totals,
    };
    let cell = |over, number: &str, below: &str, ink| Cell {
        over,
        number: number.to_owned(),
        below: below.to_owned(),
        ink,
    };
    Ok(vec![
        cell("RECOVERY SCORE", &totals.score, "of 100: your moves", palette.ink),
        cell("ACCURACY", &totals.accuracy, "mean of the moves", palette.ink),
        cell("LUCK", &totals.luck, "what chance moved", palette.soft),
        cell("REACHED", &totals.reached, "score and luck", palette.ink),
    ])
}

fn second_row(debrief: &Debrief, pen: &Pen<'_>) -> Vec<Cell> {
    let palette = pen.theme.palette;
    let outcome = &debrief.outcome;
    let best = match &debrief.grades {
        Grades::Here(totals) => totals.best.clone(),
        Grades::Waiting | Grades::None(_) => "what it is worth".to_owned(),
    };
    let ink = if outcome.net >= 0 {
        palette.good.strong
    } else {
        palette.bad.strong
    };
    let mut cells = vec![
        Cell {
            over: "RELATIONSHIP",
            number: debrief.value.clone(),
            below: best,
            ink,
        },
        Cell {
            over: "SPENT",
            number: debrief.spent.clone(),
            below: debrief.fund.clone(),
            ink: palette.ink,
        },
        Cell {
            over: "SATISFACTION",
            number: outcome.sat.to_string(),
            below: "of 100".to_owned(),
            ink: palette.ink,
        },
    ];
    if debrief.mode.is_some_and(Mode::gives_hints) {
        cells.push(Cell {
            over: "HINTS",
            number: debrief.hints.to_string(),
            below: "asked for".to_owned(),
            ink: palette.soft,
        });
    }
    cells
}

/// A row of cells laid out: the words of each, and how high each line of them is.
struct Lane {
    columns: Vec<[Words; 3]>,
    heights: [f32; 3],
    width: f32,
}

impl Lane {
    fn of(ui: &Ui, width: f32, cells: &[Cell], number: Role, pen: &Pen<'_>) -> Self {
        let (theme, palette) = (&pen.theme, pen.theme.palette);
        #[expect(clippy::cast_precision_loss, reason = "a few cells")]
        let width = width / cells.len().max(1) as f32;
        let columns: Vec<[Words; 3]> = cells
            .iter()
            .map(|cell| {
                [
                    wrapped(ui, theme, Role::LabelSmall, palette.soft, width - 10.0, cell.over),
                    set(ui, theme, number, cell.ink, &cell.number),
                    wrapped(ui, theme, Role::Small, palette.soft, width - 10.0, &cell.below),
                ]
            })
            .collect();
        // The lines stand level, as high as the highest of each.
        let heights =
            [0, 1, 2].map(|line: usize| columns.iter().map(|column| column[line].size().y).fold(0.0, f32::max));
        Self {
            columns,
            heights,
            width,
        }
    }

    fn height(&self) -> f32 {
        self.heights.iter().sum::<f32>() + 2.0
    }

    fn write(&self, ui: &mut Ui, left: f32, top: f32) {
        for (at, column) in self.columns.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a few cells")]
            let x = left + self.width * at as f32;
            let mut y = top;
            for (words, height) in column.iter().zip(self.heights) {
                write(ui, pos2(x, y), words);
                y += height + 1.0;
            }
        }
    }
}

const EDGE: f32 = 16.0;
const BETWEEN: f32 = 10.0;

/// How high the card is.
#[must_use]
pub fn height(ui: &Ui, width: f32, debrief: &Debrief, pen: &Pen<'_>) -> f32 {
    let inner = width - 2.0 * PAD;
    let second = Lane::of(ui, inner, &second_row(debrief, pen), Role::Heading, pen).height();
    2.0 * EDGE + first_height(ui, inner, debrief, pen) + BETWEEN + second
}

fn sentence(ui: &Ui, width: f32, words: &str, pen: &Pen<'_>) -> Words {
    wrapped(ui, &pen.theme, Role::Body, pen.theme.palette.ink, width, words)
}

fn first_height(ui: &Ui, inner: f32, debrief: &Debrief, pen: &Pen<'_>) -> f32 {
    // As high while it is waited for as it will be: nothing jumps.
    let least = pen.theme.line_height(Role::LabelSmall)
        + pen.theme.line_height(Role::Number)
        + pen.theme.line_height(Role::Small);
    match first_row(debrief, pen) {
        Ok(cells) => Lane::of(ui, inner, &cells, Role::Number, pen).height(),
        Err(words) => sentence(ui, inner, &words, pen).size().y.max(least + 2.0),
    }
}

/// The card.
pub fn numbers_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &Pen<'_>) {
    card(ui, &pen.theme, rect);
    let inner = rect.width() - 2.0 * PAD;
    let left = rect.left() + PAD;
    let spare = rect.height() - height(ui, rect.width(), debrief, pen);
    let top = rect.top() + EDGE + spare / 3.0;
    let first = first_height(ui, inner, debrief, pen);
    match first_row(debrief, pen) {
        Ok(cells) => Lane::of(ui, inner, &cells, Role::Number, pen).write(ui, left, top),
        Err(words) => {
            let words = sentence(ui, inner, &words, pen);
            write(ui, pos2(left, top + (first - words.size().y) / 2.0), &words);
        }
    }
    let second = Lane::of(ui, inner, &second_row(debrief, pen), Role::Heading, pen);
    second.write(ui, left, top + first + BETWEEN + spare / 3.0);
}
