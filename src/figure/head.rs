//! The head without its features: outline, ears, neck, and how the features are turned with it.

use super::face::within;
use super::palette::Palette;
use super::{Face, HeadShape, Path, Point, Shape, point};

/// The outline of a head, in frame units from the middle of the face.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    /// Half the width at the ears.
    pub cheek: f32,
    /// Half the width at the corner of the jaw.
    jaw: f32,
    /// Where the corner of the jaw is.
    jaw_y: f32,
    /// Half the width of the chin's straight part.
    chin: f32,
    /// The lowest point, with the jaw dropped as far as it is.
    pub chin_y: f32,
}

const TOP: f32 = -124.0;
/// Where the head is widest.
const CHEEK_Y: f32 = -18.0;

impl Head {
    pub(super) fn of(shape: HeadShape, face: &Face) -> Self {
        let (cheek, jaw, jaw_y, chin, chin_y) = match shape {
            HeadShape::Oval => (88.0, 64.0, 62.0, 30.0, 106.0),
            HeadShape::Round => (93.0, 74.0, 60.0, 38.0, 102.0),
            HeadShape::Square => (89.0, 77.0, 66.0, 46.0, 106.0),
            HeadShape::Long => (83.0, 62.0, 70.0, 32.0, 114.0),
            HeadShape::Heart => (90.0, 58.0, 60.0, 20.0, 106.0),
        };
        let drop = 13.0 * face.au26 - 2.0 * face.au17;
        Self {
            cheek,
            jaw,
            jaw_y: jaw_y + drop * 0.35,
            chin,
            chin_y: chin_y + drop,
        }
    }

    /// The outline, closed.
    fn outline(&self) -> Path {
        let right = self.side();
        let mut path = Path::begin(0.0, TOP);
        for [first, second, to] in right {
            path = path.cubic(first, second, to);
        }
        // The left side is the right one backwards.
        let mut ends = [[0.0, TOP]; 3];
        for (end, step) in ends.iter_mut().skip(1).zip(right) {
            *end = step[2];
        }
        for ([first, second, _], [x, y]) in right.into_iter().zip(ends).rev() {
            path = path.cubic([-second[0], second[1]], [-first[0], first[1]], [-x, y]);
        }
        path.close()
    }

    /// The right side from the top to the chin: three cubic steps.
    fn side(&self) -> [[[f32; 2]; 3]; 3] {
        let lean = |share: f32| {
            [
                self.jaw + (self.chin - self.jaw) * share,
                self.jaw_y + (self.chin_y - self.jaw_y) * share,
            ]
        };
        [
            [
                [self.cheek * 0.66, TOP],
                [self.cheek, TOP + 36.0],
                [self.cheek, CHEEK_Y],
            ],
            [[self.cheek, CHEEK_Y + 32.0], lean(-0.55), [self.jaw, self.jaw_y]],
            [lean(0.5), [self.chin * 0.9, self.chin_y], [0.0, self.chin_y]],
        ]
    }

    /// Where a point written for the oval head at rest goes on this one: beards and hair follow cheeks and jaw.
    pub(super) fn fit(&self, at: Point) -> Point {
        let low = ((at.y - CHEEK_Y) / (62.0 - CHEEK_Y)).clamp(0.0, 1.0);
        let lower = ((at.y - 62.0) / 44.0).clamp(0.0, 1.0);
        let cheek = self.cheek / 88.0;
        let jaw = self.jaw / 64.0;
        let chin = (self.chin / 30.0).powf(0.6);
        let wide = cheek + (jaw - cheek) * low + (chin - jaw) * lower * 0.6;
        let down = ((at.y - 20.0) / 86.0).clamp(0.0, 1.0);
        point(at.x * wide, at.y + (self.chin_y - 106.0) * down)
    }

    /// Where a point of hair written for the oval head goes: as wide as the skull, not lowered with the jaw.
    pub(super) fn fit_hair(&self, at: Point) -> Point {
        point(at.x * self.cheek / 88.0, at.y)
    }

    pub(super) fn push_ears(&self, shapes: &mut Vec<Shape>, face: &Face, palette: &Palette) {
        for side in [-1.0, 1.0] {
            let x = side * (self.cheek + 1.0) - face.turn * 6.0;
            let lobe = Path::begin(x - side * 10.0, -36.0)
                .cubic(
                    [x + side * 4.0, -46.0],
                    [x + side * 17.0, -34.0],
                    [x + side * 13.0, -12.0],
                )
                .cubic([x + side * 10.0, 2.0], [x + side * 6.0, 12.0], [x - side * 10.0, 10.0])
                .close();
            shapes.push(Shape::filled(lobe, palette.skin));
            let flushed = palette.flush.at(palette.flush_alpha * 0.7 * face.flush);
            shapes.push(Shape::filled(Path::ellipse(x + side * 3.0, -16.0, 9.0, 19.0), flushed));
            let fold = Path::begin(x + side * 6.0, -30.0)
                .cubic(
                    [x - side * 1.0, -32.0],
                    [x - side * 3.0, -22.0],
                    [x + side * 3.0, -16.0],
                )
                .quad([x + side * 4.0, -8.0], [x - side * 1.0, -6.0]);
            shapes.push(Shape::lined(fold, palette.skin_deep.at(0.75), 3.0));
        }
    }

    pub(super) fn push_skull(&self, shapes: &mut Vec<Shape>, face: &Face, palette: &Palette) {
        shapes.push(Shape::filled(self.outline(), palette.skin));
        // A plain fill cannot fade, so the flush is discs inside each other.
        for side in [-1.0, 1.0] {
            let x = side * (self.cheek - 36.0) + face.turn * 10.0;
            let y = 17.0 - 5.0 * face.au6;
            for (rx, ry) in [(28.0, 19.5), (23.0, 15.5), (18.0, 11.5), (12.0, 7.5)] {
                let paint = palette.flush.at(palette.flush_alpha * 0.3 * face.flush);
                shapes.push(Shape::filled(Path::ellipse(x, y, rx, ry), paint));
            }
        }
    }
}

/// The neck, `half` wide, with the shadow of the jaw on it. Its top hides behind the head.
pub(super) fn push_neck(shapes: &mut Vec<Shape>, half: f32, head: &Head, palette: &Palette) {
    let neck = Path::begin(-half, 50.0)
        .line(-half, 132.0)
        .cubic([-half, 146.0], [-half - 6.0, 150.0], [-half - 12.0, 154.0])
        .cubic([-half + 8.0, 178.0], [half - 8.0, 178.0], [half + 12.0, 154.0])
        .cubic([half + 6.0, 150.0], [half, 146.0], [half, 132.0])
        .line(half, 50.0)
        .close();
    shapes.push(Shape::filled(neck, palette.skin_shade));
    let low = head.chin_y + 4.0;
    let shadow = Path::begin(-half, 50.0)
        .line(half, 50.0)
        .line(half, low)
        .cubic([half * 0.5, low + 18.0], [-half * 0.5, low + 18.0], [-half, low])
        .close();
    shapes.push(Shape::filled(shadow, palette.skin_deep.at(0.6)));
}

/// Where a point of the face goes when the head turns so far that its middle moves by `reach`: the rim stays, as on a
/// ball.
pub(super) fn turned(reach: f32) -> impl Fn(Point) -> Point + Copy {
    move |at| {
        let off = within(at.x / 92.0, -1.0, 1.0);
        point(at.x + reach * (1.0 - off * off), at.y)
    }
}
