//! The ways between beats: curves that leave a beat on its right side, pass their bends and come in on the left.

use bevy_egui::egui::{Align2, Color32, Painter, Pos2, Shape, Stroke, epaint::CubicBezierShape, vec2};

use super::{Map, ends};
use crate::app::theme::{Palette, Role, Theme};
use crate::app::widgets::Pen;
use crate::map::{HIGH, Spot};

/// How a way is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Dress {
    /// Points at the map's own size.
    pub width: f32,
    pub ink: Color32,
    /// A few letters on it; empty: none.
    pub words: String,
    /// Whether it is drawn as dashes, because nobody takes it.
    pub is_dashed: bool,
    /// Whether it belongs to the best line.
    pub is_best: bool,
}

/// The width of a way that everybody takes.
const WIDEST: f32 = 13.0;

impl Dress {
    /// A way that this share of drills takes, and what is lost by it; dashed where nobody does.
    #[must_use]
    pub fn of(share: f64, lost: Option<f64>, palette: &Palette) -> Self {
        let Some(lost) = lost else {
            return Self {
                width: 1.5,
                ink: palette.line,
                words: String::new(),
                is_dashed: true,
                is_best: false,
            };
        };
        #[expect(clippy::cast_possible_truncation, reason = "a share of a picture")]
        let width = 1.5 + WIDEST * share.min(1.0) as f32;
        Self {
            width,
            ink: match lost {
                lost if lost <= 5.0 => palette.good.strong,
                lost if lost <= 10.0 => palette.loss,
                _ => palette.anger,
            },
            words: match 100.0 * share {
                percent if percent < 1.0 => "<1 %".to_owned(),
                percent => format!("{percent:.0} %"),
            },
            is_dashed: false,
            is_best: false,
        }
    }
}

/// Draws all ways. `place` says where a spot of the map stands on the screen.
pub fn ways_ui(painter: &Painter, map: &Map<'_>, zoom: f32, place: &dyn Fn(Spot) -> Pos2, pen: &Pen<'_>) {
    let mut labels = Vec::new();
    for (at, way) in map.graph.ways.iter().enumerate() {
        let Some(dress) = map.ways.get(at) else { continue };
        let is_faint = |node: usize| map.faint.get(node).copied().unwrap_or(false);
        let fade = if is_faint(way.from) || is_faint(way.to) {
            0.25
        } else {
            1.0
        };
        let ink = dress.ink.gamma_multiply(fade);
        let stroke = Stroke::new((dress.width * zoom).max(1.0), ink);
        let points = if way.from == way.to {
            loop_points(map, at, zoom, place)
        } else {
            curve_points(map, at, zoom, place)
        };
        if points.len() < 2 {
            continue;
        }
        if dress.is_best {
            let edge = Stroke::new(
                stroke.width + (5.0 * zoom).max(2.5),
                pen.theme.palette.ink.gamma_multiply(fade),
            );
            painter.add(Shape::line(points.clone(), edge));
        }
        if dress.is_dashed {
            painter.extend(Shape::dashed_line(&points, stroke, 5.0, 6.0));
        } else {
            painter.add(Shape::line(points.clone(), stroke));
        }
        arrow(painter, &points, stroke, zoom);
        if !dress.words.is_empty() && zoom >= 0.45 && fade > 0.5 {
            labels.push((points[points.len() / 3], dress.words.clone()));
        }
    }
    for (at, words) in labels {
        label(painter, at, &words, zoom, &pen.theme);
    }
}

/// Points along the curve of a way.
fn curve_points(map: &Map<'_>, way: usize, zoom: f32, place: &dyn Fn(Spot) -> Pos2) -> Vec<Pos2> {
    let (from, to) = ends(map.layout, map.graph, way);
    let stations: Vec<Pos2> = std::iter::once(from)
        .chain(map.layout.bends[way].iter().copied())
        .chain([to])
        .map(place)
        .collect();
    let mut points: Vec<Pos2> = vec![stations[0]];
    for pair in stations.windows(2) {
        let reach = ((pair[1].x - pair[0].x).abs() * 0.5).max(30.0 * zoom);
        // A way back leaves to the right and comes in from the left all the same.
        let curve = CubicBezierShape::from_points_stroke(
            [pair[0], pair[0] + vec2(reach, 0.0), pair[1] - vec2(reach, 0.0), pair[1]],
            false,
            Color32::TRANSPARENT,
            Stroke::NONE,
        );
        points.extend((1_u8..=14).map(|part| curve.sample(f32::from(part) / 14.0)));
    }
    points
}

/// A way to where one is: a loop above the plate.
fn loop_points(map: &Map<'_>, way: usize, zoom: f32, place: &dyn Fn(Spot) -> Pos2) -> Vec<Pos2> {
    let spot = map.layout.spots[map.graph.ways[way].from];
    #[expect(clippy::cast_possible_truncation, reason = "half of a plate")]
    let top = place(spot) - vec2(0.0, HIGH as f32 / 2.0 * zoom);
    let curve = CubicBezierShape::from_points_stroke(
        [
            top + vec2(18.0, 0.0) * zoom,
            top + vec2(34.0, -34.0) * zoom,
            top + vec2(-34.0, -34.0) * zoom,
            top + vec2(-18.0, 0.0) * zoom,
        ],
        false,
        Color32::TRANSPARENT,
        Stroke::NONE,
    );
    (0_u8..=14).map(|part| curve.sample(f32::from(part) / 14.0)).collect()
}

fn arrow(painter: &Painter, points: &[Pos2], stroke: Stroke, zoom: f32) {
    let [.., before, tip] = points else { return };
    let way = (*tip - *before).normalized();
    let side = way.rot90();
    let size = (7.0 * zoom).max(3.0) + stroke.width * 0.6;
    let back = *tip - way * size;
    let head = vec![*tip, back + side * size * 0.55, back - side * size * 0.55];
    painter.add(Shape::convex_polygon(head, stroke.color, Stroke::NONE));
}

fn label(painter: &Painter, at: Pos2, words: &str, zoom: f32, theme: &Theme) {
    let palette = theme.palette;
    let small = Theme {
        text_scale: (theme.text_scale.min(1.15) * zoom).max(0.62),
        ..*theme
    };
    let galley = painter.layout_no_wrap(words.to_owned(), small.font(Role::Tile), palette.soft);
    let rect = Align2::CENTER_CENTER.anchor_size(at, galley.size());
    painter.rect_filled(rect.expand2(vec2(4.0, 1.0)), 4.0, palette.card);
    painter.galley(rect.min, galley, palette.soft);
}
