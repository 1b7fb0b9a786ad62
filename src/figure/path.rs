//! Outlines of lines and curves. x grows to the right, y grows downwards.

/// A place in a drawing's frame.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// The point at `x`, `y`.
#[must_use]
pub const fn point(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl Point {
    /// The point on the straight way to `other`: 0 is this, 1 is the other.
    #[must_use]
    pub fn towards(self, other: Self, share: f32) -> Self {
        point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }
}

/// One step of an outline, from where the last one ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// A straight line to this point.
    Line(Point),
    /// A quadratic Bézier curve: control point, end.
    Quad(Point, Point),
    /// A cubic Bézier curve: two control points, end.
    Cubic(Point, Point, Point),
}

impl Segment {
    fn map(self, f: &impl Fn(Point) -> Point) -> Self {
        match self {
            Self::Line(to) => Self::Line(f(to)),
            Self::Quad(control, to) => Self::Quad(f(control), f(to)),
            Self::Cubic(first, second, to) => Self::Cubic(f(first), f(second), f(to)),
        }
    }
}

/// One outline without holes.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Where it begins.
    pub start: Point,
    /// The steps from there.
    pub segments: Vec<Segment>,
    /// Whether a stroke also joins the end to the start. Fills always do.
    pub closed: bool,
}

/// How far a circle's cubic control points stand from its quarter points, in radii.
const CIRCLE: f32 = 0.552_284_8;

impl Path {
    /// An open path that begins at a point and has no steps yet.
    #[must_use]
    pub fn begin(x: f32, y: f32) -> Self {
        Self {
            start: point(x, y),
            segments: Vec::new(),
            closed: false,
        }
    }

    /// With a straight line added.
    #[must_use]
    pub fn line(mut self, x: f32, y: f32) -> Self {
        self.segments.push(Segment::Line(point(x, y)));
        self
    }

    /// With a quadratic curve added: control point, end.
    #[must_use]
    pub fn quad(mut self, control: [f32; 2], to: [f32; 2]) -> Self {
        self.segments
            .push(Segment::Quad(point(control[0], control[1]), point(to[0], to[1])));
        self
    }

    /// With a cubic curve added: two control points, end.
    #[must_use]
    pub fn cubic(mut self, first: [f32; 2], second: [f32; 2], to: [f32; 2]) -> Self {
        self.segments.push(Segment::Cubic(
            point(first[0], first[1]),
            point(second[0], second[1]),
            point(to[0], to[1]),
        ));
        self
    }

    /// Closed.
    #[must_use]
    pub fn close(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Straight lines through these points; no points make a path of one point at the origin.
    #[must_use]
    pub fn polyline(points: impl IntoIterator<Item = Point>, closed: bool) -> Self {
        let mut points = points.into_iter();
        let start = points.next().unwrap_or_default();
        Self {
            start,
            segments: points.map(Segment::Line).collect(),
            closed,
        }
    }

    /// An ellipse with its axes along x and y.
    #[must_use]
    pub fn ellipse(x: f32, y: f32, rx: f32, ry: f32) -> Self {
        let (kx, ky) = (rx * CIRCLE, ry * CIRCLE);
        Self::begin(x + rx, y)
            .cubic([x + rx, y + ky], [x + kx, y + ry], [x, y + ry])
            .cubic([x - kx, y + ry], [x - rx, y + ky], [x - rx, y])
            .cubic([x - rx, y - ky], [x - kx, y - ry], [x, y - ry])
            .cubic([x + kx, y - ry], [x + rx, y - ky], [x + rx, y])
            .close()
    }

    /// A rectangle from its left top corner; the corner radius is cut to what fits.
    #[must_use]
    pub fn rectangle(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Self {
        let (right, bottom) = (x + width, y + height);
        let radius = radius.min(width.abs() / 2.0).min(height.abs() / 2.0).max(0.0);
        if radius == 0.0 {
            return Self::begin(x, y)
                .line(right, y)
                .line(right, bottom)
                .line(x, bottom)
                .close();
        }
        let bend = radius * (1.0 - CIRCLE);
        Self::begin(x + radius, y)
            .line(right - radius, y)
            .cubic([right - bend, y], [right, y + bend], [right, y + radius])
            .line(right, bottom - radius)
            .cubic([right, bottom - bend], [right - bend, bottom], [right - radius, bottom])
            .line(x + radius, bottom)
            .cubic([x + bend, bottom], [x, bottom - bend], [x, bottom - radius])
            .line(x, y + radius)
            .cubic([x, y + bend], [x + bend, y], [x + radius, y])
            .close()
    }

    /// Every point (control points too) moved by `f`.
    #[must_use]
    pub fn map(mut self, f: impl Fn(Point) -> Point) -> Self {
        self.start = f(self.start);
        for segment in &mut self.segments {
            *segment = segment.map(&f);
        }
        self
    }

    /// The path as straight lines that stay within `tolerance` (frame units, above 0) of the curves: the start and then
    /// each end. A closed path does not repeat its start.
    #[must_use]
    pub fn flatten(&self, tolerance: f32) -> Vec<Point> {
        let mut points = Vec::with_capacity(self.segments.len() * 4 + 1);
        points.push(self.start);
        let mut from = self.start;
        for segment in &self.segments {
            match *segment {
                Segment::Line(to) => points.push(to),
                Segment::Quad(control, to) => {
                    let bend = bend(from, control, to);
                    push_curve(&mut points, 0.25 * bend, tolerance, |t| {
                        from.towards(control, t).towards(control.towards(to, t), t)
                    });
                }
                Segment::Cubic(first, second, to) => {
                    let bend = bend(from, first, second).max(bend(first, second, to));
                    push_curve(&mut points, 0.75 * bend, tolerance, |t| {
                        let (a, b, c) = (from.towards(first, t), first.towards(second, t), second.towards(to, t));
                        a.towards(b, t).towards(b.towards(c, t), t)
                    });
                }
            }
            from = segment.end();
        }
        if self.closed && points.len() > 1 && points.last() == Some(&self.start) {
            points.pop();
        }
        points
    }
}

impl Segment {
    /// Moves every point in place.
    pub(super) fn bend(&mut self, f: impl Fn(Point) -> Point) {
        *self = self.map(&f);
    }

    /// Where the step ends.
    #[must_use]
    pub fn end(self) -> Point {
        match self {
            Self::Line(to) | Self::Quad(_, to) | Self::Cubic(_, _, to) => to,
        }
    }
}

/// The second difference of three control points: what bounds how far a curve leaves its chord.
fn bend(a: Point, b: Point, c: Point) -> f32 {
    (a.x - 2.0 * b.x + c.x).hypot(a.y - 2.0 * b.y + c.y)
}

/// A curve cut in `n` equal parts leaves its chords by at most `error / n²`.
fn push_curve(points: &mut Vec<Point>, error: f32, tolerance: f32, at: impl Fn(f32) -> Point) {
    let parts = (error / tolerance.max(1e-3)).sqrt().ceil().clamp(1.0, 64.0);
    let mut step = 1.0;
    while step <= parts {
        points.push(at(step / parts));
        step += 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flattened_circle_stays_near_the_circle() {
        for tolerance in [0.05, 0.5, 2.0] {
            let points = Path::ellipse(10.0, -5.0, 40.0, 40.0).flatten(tolerance);
            for (at, next) in points.iter().zip(points.iter().cycle().skip(1)) {
                let middle = at.towards(*next, 0.5);
                let off = ((middle.x - 10.0).hypot(middle.y + 5.0) - 40.0).abs();
                assert!(off <= tolerance + 0.02, "{off} at tolerance {tolerance}");
            }
        }
        let count = |tolerance| Path::ellipse(0.0, 0.0, 40.0, 40.0).flatten(tolerance).len();
        assert!(count(0.05) > count(2.0));
    }

    #[test]
    fn flattening_keeps_corners_and_drops_the_repeated_start() {
        let square = Path::begin(0.0, 0.0)
            .line(4.0, 0.0)
            .line(4.0, 4.0)
            .line(0.0, 0.0)
            .close();
        assert_eq!(square.flatten(0.1), [point(0.0, 0.0), point(4.0, 0.0), point(4.0, 4.0)]);
        let open = Path::begin(0.0, 0.0).quad([5.0, 10.0], [10.0, 0.0]);
        let points = open.flatten(0.01);
        assert_eq!(points.first(), Some(&point(0.0, 0.0)));
        assert_eq!(points.last(), Some(&point(10.0, 0.0)));
        let top = points.iter().map(|at| at.y).fold(0.0, f32::max);
        assert!((top - 5.0).abs() < 0.05, "{top}");
    }

    #[test]
    fn corner_radii_are_cut_to_what_fits() {
        let pill = Path::rectangle(0.0, 0.0, 10.0, 4.0, 99.0).flatten(0.1);
        assert!(
            pill.iter()
                .all(|at| (0.0..=10.0).contains(&at.x) && (0.0..=4.0).contains(&at.y))
        );
    }
}
