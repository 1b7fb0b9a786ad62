//! What moves in a set by itself: rain, drips, what drifts by and what glows.

use serde::Deserialize;

use super::ink::Ink;
use super::item::Item;
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

impl Rain {
    /// How many streaks there are.
    pub const fn count(&self) -> u16 {
        self.count
    }
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

/// Things that travel by (dx, dy) in a span of seconds and begin anew: clouds, steam, bubbles. They fade in and out.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Drift {
    #[serde(default)]
    pub dx: f32,
    #[serde(default)]
    pub dy: f32,
    pub seconds: f32,
    #[serde(default)]
    pub phase: f32,
    pub of: Vec<Item>,
}

impl Drift {
    /// How far it has come, and how much of it is seen: 0..=1 each.
    pub fn at(&self, time_seconds: f32) -> (f32, f32) {
        let share = turns(time_seconds, self.seconds, self.phase);
        (share, (share / FADE).min((1.0 - share) / FADE).clamp(0.0, 1.0))
    }
}

/// The share of its way in which a drifting thing comes and goes.
const FADE: f32 = 0.2;

/// Things whose light swells and sinks softly: lamps, candles, screens.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Glow {
    pub seconds: f32,
    /// How much of it is seen when it is faintest, 0..=1.
    pub low: f32,
    #[serde(default)]
    pub phase: f32,
    pub of: Vec<Item>,
}

impl Glow {
    /// How much of it is seen. At phase 0 it begins at its brightest.
    pub fn at(&self, time_seconds: f32) -> f32 {
        let wave = 0.5 + 0.5 * (std::f32::consts::TAU * turns(time_seconds, self.seconds, self.phase)).cos();
        let low = self.low.clamp(0.0, 1.0);
        low + (1.0 - low) * wave
    }
}

/// Makes shapes fainter: 1 leaves them, 0 hides them.
pub(super) fn fade(shapes: &mut [Shape], share: f32) {
    for shape in shapes {
        if let Some(fill) = &mut shape.fill {
            fill.alpha *= share;
        }
        if let Some(stroke) = &mut shape.stroke {
            stroke.paint.alpha *= share;
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_drifts_is_seen_in_the_middle_of_its_way_only() {
        let cloud = Drift {
            dx: 100.0,
            dy: 0.0,
            seconds: 10.0,
            phase: 0.0,
            of: Vec::new(),
        };
        for (time, way, seen) in [
            (0.0, 0.0, 0.0),
            (1.0, 0.1, 0.5),
            (5.0, 0.5, 1.0),
            (9.0, 0.9, 0.5),
            (15.0, 0.5, 1.0),
        ] {
            let at = cloud.at(time);
            assert!(
                (at.0 - way).abs() < 1e-3 && (at.1 - seen).abs() < 1e-3,
                "{time}: {at:?}"
            );
        }
    }

    #[test]
    fn a_glow_stays_between_faint_and_full() {
        let candle = Glow {
            seconds: 2.0,
            low: 0.4,
            phase: 0.0,
            of: Vec::new(),
        };
        assert!((candle.at(0.0) - 1.0).abs() < 1e-4 && (candle.at(1.0) - 0.4).abs() < 1e-4);
        assert!((0_u8..50).all(|tick| (0.399..=1.001).contains(&candle.at(f32::from(tick) * 0.13))));
    }
}
