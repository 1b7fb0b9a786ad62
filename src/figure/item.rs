//! What a set is written with: simple things to draw, things to repeat, and things that move.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ink::{Ink, Written};
use super::life::{Drift, Drip, Glow, Rain, fade, push_drip, push_rain, turns};
use super::{Colour, Path, Place, Point, Shape, Stroke, point};

/// A rectangle as written.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Rectangle {
    x: f32,
    y: f32,
    w: f32,
    h: f32,
    round: f32,
    fill: Option<Ink>,
    line: Option<Ink>,
    width: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Ellipse {
    x: f32,
    y: f32,
    rx: f32,
    /// As `rx` when left out.
    ry: Option<f32>,
    fill: Option<Ink>,
    line: Option<Ink>,
    width: f32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outline {
    d: Written,
    #[serde(default)]
    fill: Option<Ink>,
    #[serde(default)]
    line: Option<Ink>,
    #[serde(default)]
    width: f32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Corners {
    points: Vec<(f32, f32)>,
    #[serde(default)]
    fill: Option<Ink>,
    #[serde(default)]
    line: Option<Ink>,
    #[serde(default)]
    width: f32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Group {
    x: f32,
    y: f32,
    scale: f32,
    degrees: f32,
    of: Vec<Item>,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            x: 0.0,
            y: 0.0,
            scale: 1.0,
            degrees: 0.0,
            of: Vec::new(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Symbol {
    pub name: String,
    #[serde(default)]
    x: f32,
    #[serde(default)]
    y: f32,
    #[serde(default = "one")]
    scale: f32,
    #[serde(default)]
    degrees: f32,
    /// The colour of what is `"given"` inside.
    #[serde(default)]
    given: Option<Colour>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    of: Vec<Item>,
    count: u16,
    #[serde(default)]
    dx: f32,
    #[serde(default)]
    dy: f32,
    /// The colours of what is `"given"` inside, in turn.
    #[serde(default)]
    given: Vec<Colour>,
}

/// Things that swing about the point (x, y) like a lamp on its cord.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sway {
    x: f32,
    y: f32,
    degrees: f32,
    seconds: f32,
    #[serde(default)]
    phase: f32,
    of: Vec<Item>,
}

/// Things that are shown for a share of each span of seconds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Blink {
    seconds: f32,
    /// 0..=1 of the span.
    on: f32,
    #[serde(default)]
    phase: f32,
    of: Vec<Item>,
}

/// One thing in a set.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) enum Item {
    /// A rectangle from its left top corner, with corners rounded by `round`.
    Rect(Rectangle),
    /// An ellipse or circle about (x, y).
    Ellipse(Ellipse),
    /// An outline as SVG writes it.
    Path(Outline),
    /// Straight edges between points, closed.
    Polygon(Corners),
    /// Straight lines between points, open.
    Line(Corners),
    /// Things moved, scaled and turned together.
    Group(Group),
    /// A symbol of this set, at a place.
    Use(Symbol),
    /// Things repeated at equal steps.
    Row(Row),
    /// Things that swing.
    Sway(Sway),
    /// Things that come and go.
    Blink(Blink),
    /// Things that travel by, again and again.
    Drift(Drift),
    /// Things whose light swells and sinks.
    Glow(Glow),
    /// Rain.
    Rain(Rain),
    /// A drip.
    Drip(Drip),
}

const fn one() -> f32 {
    1.0
}

/// What drawing needs to know besides the item itself.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub symbols: &'a BTreeMap<String, Vec<Item>>,
    pub time_seconds: f32,
    pub given: Colour,
    /// How many symbols may still be entered: a symbol that uses itself ends here.
    pub depth: u8,
}

/// What moves slowly moves in steps too small to be seen: what did not move since the last picture need not be drawn again.
const DEGREES_STEP: f32 = 0.05;
const WAY_STEP: f32 = 0.5;
const SEEN_STEP: f32 = 1.0 / 48.0;

/// The nearest multiple of a step.
fn in_steps(value: f32, step: f32) -> f32 {
    (value / step).round() * step
}

pub(super) fn push_items(shapes: &mut Vec<Shape>, items: &[Item], scene: Scene) {
    for item in items {
        push_item(shapes, item, scene);
    }
}

fn push_item(shapes: &mut Vec<Shape>, item: &Item, scene: Scene) {
    let time = scene.time_seconds;
    let first = shapes.len();
    let mut push = |path: Path, fill: Option<Ink>, line: Option<Ink>, width: f32| {
        let stroke = line.map(|ink| Stroke {
            paint: ink.paint(scene.given),
            width,
            round: true,
        });
        shapes.push(Shape {
            path,
            fill: fill.map(|ink| ink.paint(scene.given)),
            stroke,
        });
    };
    match item {
        Item::Rect(of) => push(
            Path::rectangle(of.x, of.y, of.w, of.h, of.round),
            of.fill,
            of.line,
            of.width,
        ),
        Item::Ellipse(of) => push(
            Path::ellipse(of.x, of.y, of.rx, of.ry.unwrap_or(of.rx)),
            of.fill,
            of.line,
            of.width,
        ),
        Item::Path(of) => push(of.d.0.clone(), of.fill, of.line, of.width),
        Item::Polygon(of) => push(Path::polyline(points(&of.points), true), of.fill, of.line, of.width),
        Item::Line(of) => push(Path::polyline(points(&of.points), false), of.fill, of.line, of.width),
        Item::Group(of) => {
            push_items(shapes, &of.of, scene);
            place(
                shapes,
                first,
                &Place {
                    x: of.x,
                    y: of.y,
                    scale: of.scale,
                    degrees: of.degrees,
                },
            );
        }
        Item::Use(of) => push_symbol(shapes, of, scene),
        Item::Row(of) => push_row(shapes, of, scene),
        Item::Sway(of) => {
            push_items(shapes, &of.of, scene);
            let degrees = of.degrees * (std::f32::consts::TAU * turns(time, of.seconds, of.phase)).sin();
            let degrees = in_steps(degrees, DEGREES_STEP);
            place(shapes, first, &Place::new(-of.x, -of.y, 1.0));
            place(
                shapes,
                first,
                &Place {
                    x: of.x,
                    y: of.y,
                    scale: 1.0,
                    degrees,
                },
            );
        }
        Item::Blink(of) => {
            if turns(time, of.seconds, of.phase) < of.on {
                push_items(shapes, &of.of, scene);
            }
        }
        Item::Drift(of) => {
            push_items(shapes, &of.of, scene);
            let (way, seen) = of.at(time);
            let (dx, dy) = (in_steps(of.dx * way, WAY_STEP), in_steps(of.dy * way, WAY_STEP));
            place(shapes, first, &Place::new(dx, dy, 1.0));
            fade(&mut shapes[first..], in_steps(seen, SEEN_STEP));
        }
        Item::Glow(of) => {
            push_items(shapes, &of.of, scene);
            fade(&mut shapes[first..], in_steps(of.at(time), SEEN_STEP));
        }
        Item::Rain(of) => push_rain(shapes, of, scene.given, time),
        Item::Drip(of) => push_drip(shapes, of, scene.given, time),
    }
}

fn push_symbol(shapes: &mut Vec<Shape>, of: &Symbol, scene: Scene) {
    let first = shapes.len();
    if let (Some(items), Some(depth)) = (scene.symbols.get(&of.name), scene.depth.checked_sub(1)) {
        push_items(
            shapes,
            items,
            Scene {
                given: of.given.unwrap_or(scene.given),
                depth,
                ..scene
            },
        );
        place(
            shapes,
            first,
            &Place {
                x: of.x,
                y: of.y,
                scale: of.scale,
                degrees: of.degrees,
            },
        );
    }
}

fn push_row(shapes: &mut Vec<Shape>, of: &Row, scene: Scene) {
    for index in 0..of.count {
        let first = shapes.len();
        let given = of
            .given
            .get(usize::from(index) % of.given.len().max(1))
            .copied()
            .unwrap_or(scene.given);
        push_items(shapes, &of.of, Scene { given, ..scene });
        let step = f32::from(index);
        place(shapes, first, &Place::new(of.dx * step, of.dy * step, 1.0));
    }
}

fn points(points: &[(f32, f32)]) -> impl Iterator<Item = Point> {
    points.iter().map(|&(x, y)| point(x, y))
}

fn place(shapes: &mut [Shape], first: usize, place: &Place) {
    let (sin, cos) = place.degrees.to_radians().sin_cos();
    let apply = |at: Point| {
        point(
            place.x + place.scale * (at.x * cos - at.y * sin),
            place.y + place.scale * (at.x * sin + at.y * cos),
        )
    };
    for shape in &mut shapes[first..] {
        shape.path.start = apply(shape.path.start);
        for segment in &mut shape.path.segments {
            segment.bend(apply);
        }
        if let Some(stroke) = &mut shape.stroke {
            stroke.width *= place.scale;
        }
    }
}

impl Item {
    /// The things that this one repeats or moves, with how often.
    const fn inside(&self) -> Option<(&Vec<Self>, u16)> {
        match self {
            Self::Row(Row { of, count, .. }) => Some((of, *count)),
            Self::Group(Group { of, .. })
            | Self::Sway(Sway { of, .. })
            | Self::Blink(Blink { of, .. })
            | Self::Drift(Drift { of, .. })
            | Self::Glow(Glow { of, .. }) => Some((of, 1)),
            _ => None,
        }
    }
}

/// The names of all symbols that these items use.
pub(super) fn push_used<'a>(names: &mut Vec<&'a str>, items: &'a [Item]) {
    for item in items {
        if let Item::Use(of) = item {
            names.push(&of.name);
        }
        if let Some((of, _)) = item.inside() {
            push_used(names, of);
        }
    }
}

/// How many shapes these items are, where each symbol is as many as `of_symbol` says.
pub(super) fn count(items: &[Item], of_symbol: &impl Fn(&str) -> u64) -> u64 {
    let one = |item: &Item| match (item, item.inside()) {
        (Item::Use(of), _) => of_symbol(&of.name),
        (Item::Rain(of), _) => u64::from(of.count()),
        (_, Some((of, times))) => u64::from(times).saturating_mul(count(of, of_symbol)),
        _ => 1,
    };
    items.iter().map(one).fold(0, u64::saturating_add)
}
