//! Signs and measures: bars, the ring of patience, the purse, the pause sign.

use std::f32::consts::{FRAC_PI_2, TAU};

use bevy_egui::egui::{
    Color32, CornerRadius, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use crate::app::theme::Theme;

/// A bar that is filled to a share of 0..=1; screen readers are told what it is of, in percent.
pub fn bar(ui: &Ui, theme: &Theme, rect: Rect, of: &str, share: f32, colour: Color32) {
    bar_on(ui, rect, of, share, colour, theme.palette.track);
}

/// The same, with an empty part of this colour.
pub fn bar_on(ui: &Ui, rect: Rect, of: &str, share: f32, colour: Color32, track: Color32) {
    let percent = (100.0 * share.clamp(0.0, 1.0)).round();
    let told = ui.interact(rect, ui.id().with(("bar", of)), Sense::hover());
    told.widget_info(|| WidgetInfo::labeled(WidgetType::ProgressIndicator, true, format!("{of}: {percent} %")));
    let radius = CornerRadius::same(99);
    ui.painter().rect_filled(rect, radius, track);
    let share = share.clamp(0.0, 1.0);
    if share > 0.0 {
        let width = (rect.width() * share).max(rect.height());
        let filled = Rect::from_min_size(rect.min, vec2(width, rect.height()));
        ui.painter().rect_filled(filled, radius, colour);
    }
}

/// A ring of which a share of 0..=1 is left, from the top clockwise.
pub fn patience_ring(ui: &Ui, theme: &Theme, centre: Pos2, radius: f32, share: f32) {
    let palette = theme.palette;
    let width = radius * 0.38;
    ui.painter()
        .circle_stroke(centre, radius, Stroke::new(width, palette.track));
    let share = share.clamp(0.0, 1.0);
    if share <= 0.0 {
        return;
    }
    let colour = if share < 0.25 { palette.anger } else { palette.loss };
    if share > 0.995 {
        ui.painter().circle_stroke(centre, radius, Stroke::new(width, colour));
        return;
    }
    let at = |turn: f32| centre + vec2(turn.cos(), turn.sin()) * radius;
    let points: Vec<Pos2> = (0_u16..=64)
        .map(|step| at(TAU * share * f32::from(step) / 64.0 - FRAC_PI_2))
        .collect();
    let ends = [points[0], points[64]];
    ui.painter().add(Shape::line(points, Stroke::new(width, colour)));
    for end in ends {
        ui.painter().circle_filled(end, width * 0.5, colour);
    }
}

/// A purse.
pub fn purse(ui: &Ui, rect: Rect, colour: Color32) {
    let unit = rect.width() / 36.0;
    let at = |x: f32, y: f32| rect.min + vec2(x, y) * unit;
    let line = Stroke::new(3.2 * unit, colour);
    let body = Rect::from_min_max(at(3.5, 13.0), at(32.5, 31.5));
    let painter = ui.painter();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few points")]
    let radius = CornerRadius::same((4.0 * unit) as u8);
    painter.rect_stroke(body, radius, line, bevy_egui::egui::StrokeKind::Middle);
    let flap = vec![
        at(3.5, 16.0),
        at(3.5, 11.0),
        at(4.6, 8.2),
        at(7.2, 7.0),
        at(26.0, 7.0),
        at(26.0, 12.5),
    ];
    painter.add(Shape::line(flap, line));
    painter.circle_filled(at(26.0, 22.3), 2.7 * unit, colour);
}

/// Two upright bars.
pub fn pause_sign(ui: &Ui, rect: Rect, colour: Color32) {
    let (width, height) = (rect.width() * 0.3, rect.height());
    for left in [
        rect.left() + rect.width() * 0.08,
        rect.right() - rect.width() * 0.08 - width,
    ] {
        let bar = Rect::from_min_size(pos2(left, rect.top()), vec2(width, height));
        ui.painter().rect_filled(bar, CornerRadius::same(2), colour);
    }
}

/// A loudspeaker with waves before it, or with a cross where nothing is to be heard.
pub fn speaker_sign(ui: &Ui, rect: Rect, colour: Color32, is_on: bool) {
    let unit = rect.width() / 24.0;
    let at = |x: f32, y: f32| rect.min + vec2(x, y) * unit;
    let painter = ui.painter();
    let line = Stroke::new(2.4 * unit, colour);
    painter.rect_filled(
        Rect::from_min_max(at(1.0, 8.5), at(6.0, 15.5)),
        CornerRadius::same(1),
        colour,
    );
    let horn = vec![at(5.0, 9.0), at(11.5, 3.5), at(11.5, 20.5), at(5.0, 15.0)];
    painter.add(Shape::convex_polygon(horn, colour, Stroke::NONE));
    if is_on {
        for (radius, spread) in [(4.5, 0.75), (8.5, 0.8)] {
            let points = (0_u8..=12)
                .map(|step| {
                    let turn = spread * (f32::from(step) / 6.0 - 1.0);
                    at(11.0 + radius * turn.cos(), 12.0 + radius * turn.sin())
                })
                .collect();
            painter.add(Shape::line(points, line));
        }
    } else {
        painter.line_segment([at(15.0, 8.5), at(22.0, 15.5)], line);
        painter.line_segment([at(22.0, 8.5), at(15.0, 15.5)], line);
    }
}
