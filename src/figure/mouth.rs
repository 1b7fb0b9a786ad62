//! Mouth, nose and the folds between them.

use super::eye::read;
use super::palette::Palette;
use super::{Colour, Face, Path, Shape, point};

/// The lips as curves over `u`: -1 at the viewer's left corner, 1 at the right one.
struct Lips {
    half: f32,
    middle: f32,
    corner: f32,
    /// How far the mouth is open above and below the line where the lips meet.
    up: f32,
    down: f32,
    /// How round (1) or square (less) the opening is.
    round: f32,
    upper: f32,
    lower: f32,
    /// The curves at each step.
    seams: [f32; STEPS],
    tops: [f32; STEPS],
    bottoms: [f32; STEPS],
    upper_edges: [f32; STEPS],
    lower_edges: [f32; STEPS],
}

const STEPS: usize = 21;

impl Lips {
    fn of(face: &Face) -> Self {
        let pressed = face.au24.max(face.au23 * 0.75) * (1.0 - 0.7 * face.au25.max(face.au26));
        let bare = face.au10.max(face.au20);
        let mut lips = Self {
            half: 30.0 + 9.5 * face.au12 + 7.0 * face.au20 - 4.0 * face.au23 - 3.0 * face.au24 + 2.0 * face.au10
                - 3.5 * face.au26,
            middle: 47.0 + 3.2 * face.au12 - 4.0 * face.au15 - 4.5 * face.au17 - 2.0 * face.au9 + 1.5 * face.au26,
            corner: 11.5 * face.au15 * (1.0 - 0.12 * face.au25.max(face.au26)) - 15.0 * face.au12
                + 2.5 * face.au17
                + 3.5 * face.au20,
            up: 8.5 * face.au10 * (face.au25.max(face.au26)).sqrt() + 2.2 * face.au25 + 3.0 * face.au26,
            down: 5.0 * face.au25 + 24.0 * face.au26 + 2.0 * face.au10 * face.au25,
            round: 0.85 - 0.42 * bare,
            upper: 5.8 * (1.0 - 0.62 * pressed - 0.22 * face.au12),
            lower: 8.4 * (1.0 - 0.58 * pressed - 0.18 * face.au12) + 1.2 * face.au17,
            seams: [0.0; STEPS],
            tops: [0.0; STEPS],
            bottoms: [0.0; STEPS],
            upper_edges: [0.0; STEPS],
            lower_edges: [0.0; STEPS],
        };
        for (index, u) in steps().enumerate() {
            let (seam, opening) = (lips.bent(u), (1.0 - u * u).max(0.0).powf(lips.round));
            let (top, bottom) = (seam - lips.up * opening, seam + lips.down * opening);
            // The upper lip dips in the middle.
            let dip = 1.0 - 0.34 * (-(u / 0.2) * (u / 0.2)).exp();
            lips.seams[index] = seam;
            lips.tops[index] = top;
            lips.bottoms[index] = bottom;
            lips.upper_edges[index] = top - lips.upper * dip * (1.0 - u.abs().powf(1.8));
            lips.lower_edges[index] = bottom + lips.lower * (1.0 - u * u).max(0.0).powf(0.8);
        }
        lips
    }

    fn x(&self, u: f32) -> f32 {
        self.half * u
    }

    /// Where the closed lips meet, also a little beyond the corners.
    fn bent(&self, u: f32) -> f32 {
        self.middle + self.corner * u.abs().powf(1.75)
    }

    fn seam(&self, u: f32) -> f32 {
        read(&self.seams, u)
    }

    fn top(&self, u: f32) -> f32 {
        read(&self.tops, u)
    }

    fn bottom(&self, u: f32) -> f32 {
        read(&self.bottoms, u)
    }

    fn upper_edge(&self, u: f32) -> f32 {
        read(&self.upper_edges, u)
    }

    fn lower_edge(&self, u: f32) -> f32 {
        read(&self.lower_edges, u)
    }

    fn between(&self, above: impl Fn(f32) -> f32, below: impl Fn(f32) -> f32, reach: f32) -> Path {
        let over = steps().map(|u| point(self.x(u * reach), above(u * reach)));
        let back = steps().rev().map(|u| point(self.x(u * reach), below(u * reach)));
        Path::polyline(over.chain(back), true)
    }
}

fn steps() -> impl DoubleEndedIterator<Item = f32> {
    (0_u8..=20).map(|step| f32::from(step) / 10.0 - 1.0)
}

pub(super) fn push_mouth(shapes: &mut Vec<Shape>, face: &Face, palette: &Palette) {
    let lips = Lips::of(face);
    let gap = lips.up + lips.down;
    shapes.push(Shape::filled(
        lips.between(|u| lips.upper_edge(u), |u| lips.seam(u).max(lips.top(u)), 1.0),
        palette.lip_dark,
    ));
    shapes.push(Shape::filled(
        lips.between(|u| lips.seam(u).min(lips.bottom(u)), |u| lips.lower_edge(u), 1.0),
        palette.lip,
    ));
    // Light on the lower lip.
    let shine = lips.bottom(0.0) + lips.lower * 0.5;
    shapes.push(Shape::filled(
        Path::ellipse(0.0, shine, lips.half * 0.3, lips.lower * 0.2),
        palette.skin_light.at(0.4),
    ));
    if gap > 1.2 {
        push_inside(shapes, &lips, face, gap);
    }
    // The seam, fading as the mouth opens; its ends are the corners and always show.
    let seam = steps().map(|u| point(lips.x(u * 1.05), lips.bent(u * 1.05)));
    let closed = (1.0 - gap / 4.0).clamp(0.0, 1.0);
    if closed > 0.0 {
        shapes.push(Shape::lined(
            Path::polyline(seam, false),
            palette.lip_line.at(closed),
            3.6,
        ));
    }
    for side in [-1.0, 1.0] {
        let corner = Path::begin(lips.x(side * 0.96), lips.bent(0.96)).line(lips.x(side * 1.08), lips.bent(1.09));
        shapes.push(Shape::lined(corner, palette.lip_line, 3.6));
    }
    // The hollow under the lip deepens as the chin is raised.
    let y = lips.lower_edge(0.0) + 6.5 - 1.5 * face.au17;
    let hollow = Path::begin(-11.0, y + 1.5 + 2.5 * face.au17)
        .quad([0.0, y - 2.5 - 3.0 * face.au17], [11.0, y + 1.5 + 2.5 * face.au17]);
    shapes.push(Shape::lined(hollow, palette.skin_deep.at(0.5 + 0.4 * face.au17), 3.2));
}

fn push_inside(shapes: &mut Vec<Shape>, lips: &Lips, face: &Face, gap: f32) {
    shapes.push(Shape::filled(
        lips.between(|u| lips.top(u), |u| lips.bottom(u), 1.0),
        Colour([0x57, 0x17, 0x22]),
    ));
    let span = |u: f32| lips.bottom(u) - lips.top(u);
    if gap > 11.0 {
        let tongue = |u: f32| lips.bottom(u) - 0.42 * span(u) * (1.0 - (u / 0.66) * (u / 0.66)).max(0.0);
        shapes.push(Shape::filled(
            lips.between(tongue, |u| lips.bottom(u), 0.66),
            Colour([0xc4, 0x56, 0x5c]),
        ));
    }
    let teeth = Colour([0xff, 0xfd, 0xf8]);
    let upper = (gap * 0.4 - 0.6).clamp(0.0, 7.0) + 2.5 * face.au10;
    let row = lips.between(|u| lips.top(u), |u| lips.top(u) + upper.min(span(u) * 0.72), 0.92);
    shapes.push(Shape::filled(row, teeth));
    let lower = 4.0 * face.au10.max(face.au20) * ((gap - 8.0) / 8.0).clamp(0.0, 1.0);
    if lower > 0.5 {
        let row = lips.between(|u| lips.bottom(u) - lower.min(span(u) * 0.22), |u| lips.bottom(u), 0.7);
        shapes.push(Shape::filled(row, teeth.darker(0.08)));
    }
}

pub(super) fn push_nose(shapes: &mut Vec<Shape>, face: &Face, palette: &Palette) {
    let up = 4.0 * face.au9 + 1.2 * face.au10;
    let wide = 1.0 + 0.12 * face.au9 + 0.08 * face.au10 + 0.05 * face.au12;
    let shade = Path::begin(-4.0, -24.0)
        .cubic([-7.0, -6.0], [-15.0 * wide, 4.0 - up], [-14.5 * wide, 13.0 - up])
        .cubic(
            [-12.0 * wide, 21.0 - up],
            [10.0 * wide, 23.0 - up],
            [14.5 * wide, 13.0 - up],
        )
        .cubic([8.0, 17.0 - up], [-5.0, 17.0 - up], [-5.5, 10.0 - up])
        .cubic([-6.0, 2.0 - up], [0.0, -8.0], [-4.0, -24.0])
        .close();
    shapes.push(Shape::filled(shade, palette.skin_shade.at(0.7)));
    shapes.push(Shape::filled(
        Path::ellipse(3.5, 5.0 - up, 4.0, 6.0),
        palette.skin_light.at(0.45),
    ));
    let line = Path::begin(-12.0 * wide, 5.0 - up)
        .cubic([-17.0 * wide, 12.0 - up], [-13.0 * wide, 18.0 - up], [-7.0, 16.0 - up])
        .cubic([-3.0, 20.0 - up], [4.0, 20.0 - up], [8.0, 16.0 - up])
        .cubic(
            [13.0 * wide, 18.0 - up],
            [16.0 * wide, 12.0 - up],
            [12.5 * wide, 6.5 - up],
        );
    shapes.push(Shape::lined(line, palette.line.at(0.7), 3.2));
    if face.au9 > 0.1 {
        for (side, y) in [(-1.0, -22.0), (1.0, -22.0), (-1.0, -14.0), (1.0, -14.0)] {
            let wrinkle = Path::begin(side * 3.0, y).line(side * 10.0, y - 4.0);
            shapes.push(Shape::lined(wrinkle, palette.line.at(0.5 * face.au9), 2.4));
        }
    }
}

/// The folds from the nose to the corners of the mouth: smiles and sneers deepen them, and age.
pub(super) fn push_folds(shapes: &mut Vec<Shape>, face: &Face, palette: &Palette, age: u8) {
    let age = f32::from(age.min(3)) / 3.0;
    let strength = (0.75 * face.au12)
        .max(0.8 * face.au10)
        .max(0.5 * face.au15)
        .max(0.7 * face.au9)
        .max(0.75 * age);
    if strength > 0.05 {
        let reach = Lips::of(face).half;
        for side in [-1.0, 1.0] {
            let bulge = 7.0 * face.au12 + 3.0 * face.au10;
            let fold = Path::begin(side * 20.0, 10.0 - 3.0 * face.au9).quad(
                [side * (30.0 + bulge), 18.0],
                [side * (reach + 7.0 + 2.0 * face.au12), 40.0 - 4.0 * face.au12],
            );
            shapes.push(Shape::lined(fold, palette.line.at(0.5 * strength), 2.8));
        }
    }
    if age > 0.6 {
        for side in [-1.0, 1.0] {
            let fold = Path::begin(side * 36.0, 62.0).quad([side * 40.0, 70.0], [side * 36.0, 80.0]);
            shapes.push(Shape::lined(fold, palette.line.at(0.3 * age), 2.4));
        }
    }
}
