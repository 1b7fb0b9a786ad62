//! Flat vector shapes: outlines with a plain fill and a plain stroke, and how to place them.
//!
//! Units are those of the frame the shape was made for.

use super::{Colour, Path, Point, point};

/// A colour and how much of it covers what lies below, 0..=1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    /// The colour.
    pub colour: Colour,
    /// 0 is invisible, 1 covers.
    pub alpha: f32,
}

impl From<Colour> for Paint {
    fn from(colour: Colour) -> Self {
        Self { colour, alpha: 1.0 }
    }
}

impl Colour {
    /// This colour at a coverage of 0..=1.
    #[must_use]
    pub fn at(self, alpha: f32) -> Paint {
        Paint {
            colour: self,
            alpha: alpha.clamp(0.0, 1.0),
        }
    }
}

/// A line along a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its paint.
    pub paint: Paint,
    /// Its full width in frame units.
    pub width: f32,
    /// Round ends and joints; otherwise butt ends and mitred joints.
    pub round: bool,
}

/// A path with what is drawn in and along it. A list of shapes is drawn first to last.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The outline.
    pub path: Path,
    /// The inside, drawn first. Filled outlines never cross themselves, so any polygon triangulation will do.
    pub fill: Option<Paint>,
    /// The line, drawn over the fill.
    pub stroke: Option<Stroke>,
}

impl Shape {
    /// A filled path.
    #[must_use]
    pub fn filled(path: Path, paint: impl Into<Paint>) -> Self {
        Self {
            path,
            fill: Some(paint.into()),
            stroke: None,
        }
    }

    /// A path with a round line along it.
    #[must_use]
    pub fn lined(path: Path, paint: impl Into<Paint>, width: f32) -> Self {
        Self {
            path,
            fill: None,
            stroke: Some(Stroke {
                paint: paint.into(),
                width,
                round: true,
            }),
        }
    }

    /// Moved, turned and scaled.
    #[must_use]
    pub fn placed(mut self, place: &Place) -> Self {
        self.path = self.path.map(|at| place.apply(at));
        if let Some(stroke) = &mut self.stroke {
            stroke.width *= place.scale;
        }
        self
    }
}

/// Where a drawing goes in another frame: turned, scaled, then moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Where the drawing's origin goes.
    pub x: f32,
    /// Where the drawing's origin goes.
    pub y: f32,
    /// How many times as large, above 0.
    pub scale: f32,
    /// Turned clockwise by this many degrees.
    pub degrees: f32,
}

impl Place {
    /// Moved and scaled, not turned.
    #[must_use]
    pub const fn new(x: f32, y: f32, scale: f32) -> Self {
        Self {
            x,
            y,
            scale,
            degrees: 0.0,
        }
    }

    /// The point in the outer frame.
    #[must_use]
    pub fn apply(&self, at: Point) -> Point {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        point(
            self.x + self.scale * (at.x * cos - at.y * sin),
            self.y + self.scale * (at.x * sin + at.y * cos),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_turns_scales_and_moves() {
        let place = Place {
            x: 10.0,
            y: 20.0,
            scale: 2.0,
            degrees: 90.0,
        };
        let at = place.apply(point(3.0, 0.0));
        assert!((at.x - 10.0).abs() < 1e-4 && (at.y - 26.0).abs() < 1e-4, "{at:?}");
        let shape = Shape::lined(Path::begin(0.0, 0.0).line(1.0, 0.0), Colour([0; 3]), 3.0).placed(&place);
        assert!((shape.stroke.unwrap().width - 6.0).abs() < 1e-6);
    }
}
