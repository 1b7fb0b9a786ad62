//! Tables: rows of words, numbers and bars under their heads, as wide as the column they stand in.

use bevy_egui::egui::{CornerRadius, Id, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::{Column, Pen, press, ring_if_focused, wrapped, write};
use crate::app::theme::{RADIUS_SMALL, Role};
use crate::customer::Tier;
use crate::vocabulary::Vocabulary;

/// A column's head.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    pub words: &'static str,
    /// Its share of the width, beside the others'.
    pub share: f32,
    /// Numbers stand at the right.
    pub is_number: bool,
}

/// A column of words.
#[must_use]
pub const fn head(words: &'static str, share: f32) -> Head {
    Head {
        words,
        share,
        is_number: false,
    }
}

/// A column of numbers.
#[must_use]
pub const fn number(words: &'static str, share: f32) -> Head {
    Head {
        words,
        share,
        is_number: true,
    }
}

/// What stands in a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Words(String),
    Strong(String),
    Soft(String),
    /// How customers left, from Defector to Champion.
    Tiers([i64; 5]),
    Empty,
}

/// Between columns.
const BETWEEN: f32 = 16.0;

/// A table; the row that was pressed. Rows can be pressed where `names` says what a screen reader calls them.
pub fn table(
    ui: &mut Ui,
    column: &mut Column,
    pen: &Pen<'_>,
    heads: &[Head],
    rows: &[Vec<Cell>],
    names: Option<&dyn Fn(usize) -> String>,
) -> Option<usize> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let all: f32 = heads.iter().map(|head| head.share).sum();
    #[expect(clippy::cast_precision_loss, reason = "a few columns")]
    let room = column.width - BETWEEN * (heads.len().max(1) - 1) as f32;
    let mut places = Vec::new();
    let mut left = column.left;
    for head in heads {
        let width = (room * head.share / all).max(1.0);
        places.push((left, width));
        left += width + BETWEEN;
    }
    let mut bottom = column.y;
    for (head, (left, width)) in heads.iter().zip(&places) {
        let words = wrapped(ui, theme, Role::LabelSmall, palette.soft, *width, head.words);
        let x = if head.is_number {
            left + width - words.size().x
        } else {
            *left
        };
        bottom = bottom.max(write(ui, pos2(x, column.y), &words).bottom());
    }
    column.y = bottom + 6.0;
    let mut pressed = None;
    for (at, row) in rows.iter().enumerate() {
        let line = Stroke::new(1.0, palette.line);
        ui.painter()
            .hline(column.left..=column.left + column.width, column.y, line);
        let top = column.y + theme.t(7.0);
        let height = row_height(ui, pen, row, &places);
        let rect = Rect::from_min_size(
            pos2(column.left - 6.0, column.y + 1.0),
            vec2(column.width + 12.0, height + theme.t(14.0) - 2.0),
        );
        if let Some(name) = names {
            let id = ui
                .id()
                .with(("row", heads.first().map(|head| head.words), at, Id::new(name(at))));
            let response = press(ui, rect, id, &name(at));
            if response.hovered() {
                ui.painter()
                    .rect_filled(rect, CornerRadius::same(RADIUS_SMALL), palette.card_lit);
            }
            ring_if_focused(ui, theme, &response, CornerRadius::same(RADIUS_SMALL));
            if response.clicked() {
                pressed = Some(at);
            }
        }
        for ((cell, head), (left, width)) in row.iter().zip(heads).zip(&places) {
            let place = Rect::from_min_size(pos2(*left, top), vec2(*width, height));
            cell_ui(ui, pen, cell, head, place);
        }
        column.y = top + height + theme.t(7.0);
    }
    pressed
}

fn row_height(ui: &Ui, pen: &Pen<'_>, row: &[Cell], places: &[(f32, f32)]) -> f32 {
    let theme = &pen.theme;
    let high = |(cell, (_, width)): (&Cell, &(f32, f32))| match cell {
        Cell::Words(words) | Cell::Soft(words) => {
            wrapped(ui, theme, Role::Small, theme.palette.ink, *width, words)
                .size()
                .y
        }
        Cell::Strong(words) => {
            wrapped(ui, theme, Role::SmallStrong, theme.palette.ink, *width, words)
                .size()
                .y
        }
        Cell::Tiers(_) | Cell::Empty => theme.line_height(Role::Small),
    };
    row.iter().zip(places).map(high).fold(0.0, f32::max)
}

fn cell_ui(ui: &mut Ui, pen: &Pen<'_>, cell: &Cell, head: &Head, place: Rect) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let (role, ink, words) = match cell {
        Cell::Words(words) => (Role::Small, palette.ink, words),
        Cell::Strong(words) => (Role::SmallStrong, palette.ink, words),
        Cell::Soft(words) => (Role::Small, palette.soft, words),
        Cell::Tiers(tiers) => {
            tiers_ui(ui, pen, place, *tiers);
            return;
        }
        Cell::Empty => return,
    };
    let words = wrapped(ui, theme, role, ink, place.width(), words);
    let x = if head.is_number {
        place.right() - words.size().x
    } else {
        place.left()
    };
    write(ui, pos2(x, place.top()), &words);
}

/// How customers left, as one bar from Champion to Defector; told to screen readers in words.
fn tiers_ui(ui: &Ui, pen: &Pen<'_>, place: Rect, tiers: [i64; 5]) {
    let palette = pen.theme.palette;
    let all: i64 = tiers.iter().sum();
    let bar = Rect::from_center_size(place.center(), vec2(place.width(), (place.height() * 0.62).min(18.0)));
    let told = Tier::ALL
        .iter()
        .rev()
        .zip(tiers.iter().rev())
        .filter(|(_, count)| **count > 0)
        .map(|(tier, count)| format!("{count} {}", tier.name()))
        .collect::<Vec<_>>()
        .join(", ");
    let id = ui.id().with(("tiers", bar.min.x.to_bits(), bar.min.y.to_bits()));
    let response = ui.interact(bar, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ProgressIndicator, true, &told));
    response.on_hover_text(told);
    ui.painter().rect_filled(bar, CornerRadius::same(5), palette.track);
    if all <= 0 {
        return;
    }
    let fills = [
        palette.bad.strong,
        palette.anger.gamma_multiply(0.55),
        palette.loss,
        palette.good.strong.gamma_multiply(0.55),
        palette.good.strong,
    ];
    let mut left = bar.left();
    for (count, fill) in tiers.iter().zip(fills).rev().filter(|(count, _)| **count > 0) {
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let width = bar.width() * (*count as f32 / all as f32);
        let piece = Rect::from_min_size(pos2(left, bar.top()), vec2(width, bar.height()));
        ui.painter()
            .rect_filled(piece.shrink2(vec2(0.5, 0.0)), CornerRadius::same(2), fill);
        left += width;
    }
}
