//! Small charts: a line of points over time.

use bevy_egui::egui::{Color32, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::{Column, Pen, set, write};
use crate::app::theme::Role;
use crate::customer::Tier;
use crate::record::Point;

/// So many drills are drawn, the latest.
pub const POINTS_MAX: usize = 120;

/// Accuracy drill by drill, with its trend. How each customer left is told by the mark's form.
pub fn accuracy_ui(ui: &mut Ui, column: &mut Column, pen: &Pen<'_>, points: &[Point]) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let points = &points[points.len().saturating_sub(POINTS_MAX)..];
    let rect = Rect::from_min_size(pos2(column.left, column.y), vec2(column.width, theme.t(190.0)));
    let plot = Rect::from_min_max(
        rect.min + vec2(theme.t(40.0), 10.0),
        rect.max - vec2(8.0, theme.t(26.0)),
    );
    let y = |hundredths: u16| plot.bottom() - plot.height() * f32::from(hundredths.min(10_000)) / 10_000.0;
    for mark in [0_u16, 50, 100] {
        let at = y(mark * 100);
        ui.painter().hline(plot.x_range(), at, Stroke::new(1.5, palette.track));
        let words = set(ui, theme, Role::Tile, palette.soft, &mark.to_string());
        write(ui, pos2(rect.left(), at - words.size().y / 2.0), &words);
    }
    #[expect(clippy::cast_precision_loss, reason = "some drills")]
    let x = |at: usize| plot.left() + 10.0 + (plot.width() - 20.0) * (at as f32) / (points.len().max(2) - 1) as f32;
    let trend = points.iter().enumerate().map(|(at, point)| pos2(x(at), y(point.trend)));
    ui.painter()
        .add(Shape::line(trend.collect(), Stroke::new(3.5, palette.good.strong)));
    for (at, point) in points.iter().enumerate() {
        mark_ui(ui, pos2(x(at), y(point.accuracy)), point.tier, pen);
    }
    let foot = plot.bottom() + 6.0;
    for (point, right) in [
        (points.first(), false),
        (points.last().filter(|_| points.len() > 1), true),
    ] {
        let Some(point) = point else { continue };
        let day = point.at.to_zoned(jiff::tz::TimeZone::system()).date().to_string();
        let words = set(ui, theme, Role::Tile, palette.soft, &day);
        let left = if right {
            plot.right() - words.size().x
        } else {
            plot.left()
        };
        write(ui, pos2(left, foot), &words);
    }
    column.y = rect.bottom() + 8.0;
}

/// Round: Loyal or Champion. Diamond: Passive. Square: the customer was lost.
fn mark_ui(ui: &Ui, at: bevy_egui::egui::Pos2, tier: Tier, pen: &Pen<'_>) {
    let palette = pen.theme.palette;
    let line = Stroke::new(1.0, palette.card);
    let corners = |ways: [(f32, f32); 4], fill: Color32| {
        let points = ways.map(|(x, y)| at + vec2(x, y)).to_vec();
        Shape::convex_polygon(points, fill, line)
    };
    ui.painter().add(match tier {
        Tier::Champion | Tier::Loyal => Shape::circle_filled(at, 5.0, palette.good.strong),
        Tier::Passive => corners([(0.0, -6.5), (6.5, 0.0), (0.0, 6.5), (-6.5, 0.0)], palette.warn.strong),
        Tier::Detractor | Tier::Defector => {
            corners([(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)], palette.bad.strong)
        }
    });
}

/// A curve of amounts over amounts; where something is now stands a mark.
pub fn steps_ui(ui: &Ui, rect: Rect, pen: &Pen<'_>, levels: &[(i64, i64)], now: i64) {
    let palette = pen.theme.palette;
    let (Some(first), Some(last)) = (levels.first(), levels.last()) else {
        return;
    };
    let end = last.0.max(now).max(1);
    let (low, high) = (first.1.min(last.1), first.1.max(last.1));
    #[expect(clippy::cast_precision_loss, reason = "a share of a picture")]
    let share = |part: i64, whole: i64| if whole == 0 { 0.5 } else { part as f32 / whole as f32 };
    let at = |fund: i64, value: i64| {
        pos2(
            rect.left() + rect.width() * share(fund, end),
            rect.bottom() - rect.height() * share(value - low, high - low),
        )
    };
    let mut line = Vec::new();
    let mut before = first.1;
    for (fund, value) in levels {
        line.push(at(*fund, before));
        line.push(at(*fund, *value));
        before = *value;
    }
    line.push(at(end, before));
    ui.painter()
        .hline(rect.x_range(), rect.bottom(), Stroke::new(1.5, palette.track));
    ui.painter()
        .add(Shape::line(line, Stroke::new(3.0, palette.good.strong)));
    let here = levels.iter().rev().find(|(fund, _)| *fund <= now).unwrap_or(first);
    ui.painter().circle_filled(at(now, here.1), 5.5, palette.action);
}
