//! What moves in a set by itself: rain and drips.

use serde::Deserialize;

use super::ink::Ink;
use super::{Colour, Path, Shape};

/// Streaks falling in a rectangle.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rain {
    x: f32,
    y: f32,
    w: f32,
    h: f32,
    count: u16,
    length: f32,
    /// How far a streak leans to the left over its length.
    #[serde(default)]
    lean: f32,
    /// Seconds from top to bottom.
    seconds: f32,
    line: Ink,
    width: f32,
}

/// A drop that gathers, falls and bursts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Drip {
    x: f32,
    from: f32,
    to: f32,
    seconds: f32,
    #[serde(default)]
    phase: f32,
    size: f32,
    fill: Ink,
}

/// Where in its span a thing is, 0..1.
pub(super) fn turns(time_seconds: f32, seconds: f32, phase: f32) -> f32 {
    (time_seconds / seconds.max(0.05) + phase).rem_euclid(1.0)
}

pub(super) fn push_rain(shapes: &mut Vec<Shape>, rain: &Rain, given: Colour, time_seconds: f32) {
    // Steps by the golden ratio spread any number of streaks evenly without rows.
    const GOLDEN: f32 = 0.618_034;
    for index in 0..rain.count {
        let step = f32::from(index);
        let across = (step * GOLDEN).fract();
        let pace = 0.75 + 0.5 * (step * 0.377).fract();
        let fall = (time_seconds * pace / rain.seconds.max(0.05) + (step * 0.271).fract()).fract();
        let top = rain.y + fall * (rain.h - rain.length);
        let x = rain.x + rain.lean.max(0.0) + across * (rain.w - rain.lean.abs());
        let path = Path::begin(x, top).line(x - rain.lean, top + rain.length);
        shapes.push(Shape::lined(path, rain.line.paint(given), rain.width));
    }
}

pub(super) fn push_drip(shapes: &mut Vec<Shape>, drip: &Drip, given: Colour, time_seconds: f32) {
    let at = turns(time_seconds, drip.seconds, drip.phase);
    let paint = drip.fill.paint(given);
    // Half of the time it gathers, then it falls with the square of time, then it bursts.
    let grow = (at / 0.5).min(1.0);
    let fall = ((at - 0.5) / 0.4).clamp(0.0, 1.0);
    if at < 0.9 {
        let size = drip.size * (0.35 + 0.65 * grow);
        let y = drip.from + (drip.to - drip.from) * fall * fall;
        let path = Path::begin(drip.x, y - 1.6 * size)
            .cubic(
                [drip.x + 0.3 * size, y - 0.8 * size],
                [drip.x + size, y - 0.4 * size],
                [drip.x + size, y + 0.2 * size],
            )
            .cubic(
                [drip.x + size, y + 1.3 * size],
                [drip.x - size, y + 1.3 * size],
                [drip.x - size, y + 0.2 * size],
            )
            .cubic(
                [drip.x - size, y - 0.4 * size],
                [drip.x - 0.3 * size, y - 0.8 * size],
                [drip.x, y - 1.6 * size],
            )
            .close();
        shapes.push(Shape::filled(path, paint));
    } else {
        let burst = (at - 0.9) / 0.1;
        let ring = Path::ellipse(
            drip.x,
            drip.to,
            drip.size * (1.0 + 3.0 * burst),
            drip.size * (0.4 + burst),
        );
        shapes.push(Shape::lined(
            ring,
            paint.colour.at(paint.alpha * (1.0 - burst)),
            drip.size * 0.4,
        ));
    }
}
