//! Eyes and brows.

use super::palette::Palette;
use super::{Brows, Face, Paint, Path, Point, Shape, point};

/// The middle of an eye and half its width, in frame units.
const EYE_X: f32 = 42.0;
const EYE_Y: f32 = -18.0;
const HALF: f32 = 20.5;
const IRIS: f32 = 11.2;
const WHITE: [u8; 3] = [0xff, 0xfc, 0xf6];

/// How many steps a lid is drawn with, from the inner corner (`u` = -1) to the outer one (`u` = 1).
const STEPS: usize = 17;

/// One eye's lids.
struct Lids<'a> {
    face: &'a Face,
    /// -1 for the eye on the viewer's left, 1 for the right.
    side: f32,
    /// The lids' edges at each step: discs are cut by them many times.
    uppers: [f32; STEPS],
    lowers: [f32; STEPS],
}

impl<'a> Lids<'a> {
    fn of(face: &'a Face, side: f32) -> Self {
        let mut lids = Self {
            face,
            side,
            uppers: [0.0; STEPS],
            lowers: [0.0; STEPS],
        };
        for (index, u) in steps().enumerate() {
            let (open, closed) = (lids.open_lower(u), lids.closed(u));
            lids.lowers[index] = open + (closed - open) * face.blink;
            let open = lids.open_upper(u);
            lids.uppers[index] = (open + (closed - open) * face.blink).min(lids.lowers[index]);
        }
        lids
    }

    fn x(&self, u: f32) -> f32 {
        self.side * (EYE_X + HALF * u)
    }

    fn u(&self, x: f32) -> f32 {
        (x * self.side - EYE_X) / HALF
    }

    /// The line between the two corners: the outer one a little higher, lower when sad.
    fn corner(&self, u: f32) -> f32 {
        EYE_Y - u * (1.8 - 3.4 * self.face.au1 * (1.0 - self.face.au5) + 0.8 * self.face.au4)
    }

    /// Where the fold above the upper lid runs, whether the lid is up or down.
    fn fold(&self, u: f32) -> f32 {
        let face = self.face;
        let inner = 0.5 - 0.5 * u;
        self.corner(u) - (17.5 + 3.0 * face.au5 + 1.5 * face.au2 - 4.5 * face.au4 * inner) * arch(u, 0.6)
    }

    fn open_upper(&self, u: f32) -> f32 {
        let face = self.face;
        let height = 13.4 * (1.0 + 0.36 * face.au5 - 0.36 * face.au7 - 0.10 * face.au6 - 0.1 * face.au15);
        let inner = 0.5 - 0.5 * u;
        // Anger presses the inner part down, sadness lifts it and lets the outer part hang.
        let slant = (5.2 * face.au4 - 2.6 * face.au1) * inner + (2.6 * face.au1 * (1.0 - face.au5)) * (1.0 - inner);
        self.corner(u) + (slant + 2.2 * face.gaze_y - height) * arch(u, 0.62)
    }

    fn open_lower(&self, u: f32) -> f32 {
        let face = self.face;
        let depth = 9.8 * (1.0 - 0.36 * face.au7 - 0.92 * face.au6 + 0.08 * face.au5);
        self.corner(u) + (depth + 1.0 * face.gaze_y) * arch(u, 0.8)
    }

    fn closed(&self, u: f32) -> f32 {
        self.corner(u) + (5.4 - 7.0 * self.face.au6) * arch(u, 0.8)
    }

    fn lower(&self, u: f32) -> f32 {
        read(&self.lowers, u)
    }

    fn upper(&self, u: f32) -> f32 {
        read(&self.uppers, u)
    }

    /// The outline between two curves over the eye, from corner to corner.
    fn between(&self, above: impl Fn(f32) -> f32, below: impl Fn(f32) -> f32) -> Path {
        let over = steps().map(|u| point(self.x(u), above(u)));
        let back = steps().rev().map(|u| point(self.x(u), below(u)));
        Path::polyline(over.chain(back), true)
    }

    /// The part of a disc that the lids leave free; nothing when they cover it.
    fn disc(&self, centre: Point, radius: f32) -> Option<Path> {
        const PARTS: u8 = 20;
        let mut over = Vec::with_capacity(2 * usize::from(PARTS) + 2);
        let mut back = Vec::with_capacity(usize::from(PARTS) + 1);
        for part in 0..=PARTS {
            let angle = std::f32::consts::PI * (1.0 - f32::from(part) / f32::from(PARTS));
            let (sin, cos) = angle.sin_cos();
            let x = centre.x + radius * cos;
            let u = self.u(x);
            if u.abs() > 0.985 {
                continue;
            }
            let top = (centre.y - radius * sin).max(self.upper(u));
            let bottom = (centre.y + radius * sin).min(self.lower(u));
            if top <= bottom {
                over.push(point(x, top));
                back.push(point(x, bottom));
            }
        }
        if over.len() < 3 {
            return None;
        }
        over.extend(back.into_iter().rev());
        Some(Path::polyline(over, true))
    }
}

/// The steps from the inner corner to the outer one.
fn steps() -> impl DoubleEndedIterator<Item = f32> {
    (0_u8..=16).map(|step| f32::from(step) / 8.0 - 1.0)
}

/// A curve known at even steps over -1..=1, read at `u`.
pub(super) fn read(curve: &[f32], u: f32) -> f32 {
    let (Some(first), Some(last)) = (curve.first(), curve.last()) else {
        return 0.0;
    };
    let at = (u + 1.0) * 0.5 * last_index(curve);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a step between 0 and the last one"
    )]
    let index = at.max(0.0) as usize;
    let from = curve.get(index).unwrap_or(last);
    let to = curve.get(index + 1).unwrap_or(last);
    if at <= 0.0 {
        *first
    } else {
        from + (to - from) * at.fract()
    }
}

fn last_index(curve: &[f32]) -> f32 {
    u16::try_from(curve.len().saturating_sub(1)).map_or(0.0, f32::from)
}

/// 1 in the middle, 0 at the corners; a smaller power is rounder.
fn arch(u: f32, power: f32) -> f32 {
    (1.0 - u * u).max(0.0).powf(power)
}

pub(super) fn push_eyes(shapes: &mut Vec<Shape>, face: &Face, palette: &Palette, iris: super::Colour, age: u8) {
    for side in [-1.0, 1.0] {
        let lids = Lids::of(face, side);
        // The lid, from its fold down.
        let lid = lids.between(|u| lids.fold(u), |u| lids.upper(u).max(lids.fold(u) + 0.1));
        shapes.push(Shape::filled(lid, palette.skin_shade.at(0.55)));
        shapes.push(Shape::filled(
            lids.between(|u| lids.upper(u), |u| lids.lower(u)),
            super::Colour(WHITE).mix(palette.skin, 0.05),
        ));
        let centre = point(side * EYE_X + face.gaze_x * 8.0, EYE_Y - 1.2 + face.gaze_y * 5.5);
        push_iris(shapes, &lids, centre, iris);
        // The upper lid's shadow on the eyeball.
        let shadow = lids.between(|u| lids.upper(u), |u| (lids.upper(u) + 4.2).min(lids.lower(u)));
        shapes.push(Shape::filled(shadow, palette.ink.at(0.2)));
        push_lines(shapes, &lids, palette, age);
    }
}

fn push_iris(shapes: &mut Vec<Shape>, lids: &Lids, centre: Point, iris: super::Colour) {
    let mut disc = |at: Point, radius: f32, paint: Paint| {
        if let Some(path) = lids.disc(at, radius) {
            shapes.push(Shape::filled(path, paint));
        }
    };
    disc(centre, IRIS, iris.darker(0.45).into());
    disc(centre, IRIS - 2.0, iris.into());
    disc(point(centre.x, centre.y + 3.4), 5.6, iris.lighter(0.28).into());
    disc(centre, 5.4, super::Colour([0x17, 0x0f, 0x0e]).into());
    disc(
        point(centre.x + 3.6, centre.y - 4.0),
        3.0,
        super::Colour([0xff; 3]).into(),
    );
}

fn push_lines(shapes: &mut Vec<Shape>, lids: &Lids, palette: &Palette, age: u8) {
    let face = lids.face;
    let side = lids.side;
    // Lashes: a line that thickens outwards and ends in a small tip.
    let thick = |u: f32| 2.3 + 2.9 * (0.5 + 0.5 * u);
    let above = steps().map(|u| point(lids.x(u), lids.upper(u) - thick(u) * (0.35 + 0.65 * arch(u, 0.5))));
    let tip = point(lids.x(1.17), lids.upper(1.0) - 2.6);
    let below = steps().rev().map(|u| point(lids.x(u), lids.upper(u) + 0.7));
    shapes.push(Shape::filled(
        Path::polyline(above.chain([tip]).chain(below), true),
        palette.ink,
    ));
    let lower = steps().skip(2).map(|u| point(lids.x(u), lids.lower(u)));
    shapes.push(Shape::lined(
        Path::polyline(lower, false),
        palette.line.at(0.42 + 0.35 * face.au7),
        2.0,
    ));
    let fold = steps().skip(1).map(|u| point(lids.x(u), lids.fold(u)));
    shapes.push(Shape::lined(Path::polyline(fold, false), palette.line.at(0.5), 2.2));
    // Under the eye: the bulge of raised cheeks and tightened lids, and age.
    let age = f32::from(age.min(3)) / 3.0;
    let pouch = (0.65 * face.au6).max(0.35 * face.au7).max(0.6 * age);
    if pouch > 0.05 {
        let line = steps()
            .skip(3)
            .take(11)
            .map(|u| point(lids.x(u), lids.lower(u) + 6.5 + 1.5 * arch(u, 1.0)));
        shapes.push(Shape::lined(
            Path::polyline(line, false),
            palette.line.at(0.55 * pouch),
            2.2,
        ));
    }
    let crow = face.au6.max(if age > 0.4 { age } else { 0.0 });
    if crow > 0.45 {
        for (rise, reach) in [(-3.5, 5.5), (3.5, 6.0)] {
            let from = [side * 69.0, EYE_Y + 0.5 + rise * 0.7];
            let line = Path::begin(from[0], from[1]).line(from[0] + side * reach, from[1] + rise);
            shapes.push(Shape::lined(line, palette.line.at(0.42 * crow), 2.2));
        }
    }
}

pub(super) fn push_brows(shapes: &mut Vec<Shape>, face: &Face, palette: &Palette, brows: Brows) {
    let full = match brows {
        Brows::Fine => 0.74,
        Brows::Natural => 1.0,
        Brows::Full => 1.32,
    };
    let dark_skin = palette.skin.brightness() < 0.37;
    // Smiling lets the brows rest a little higher.
    let lift = 2.0 * face.au5 + 2.5 * face.au12;
    for side in [-1.0, 1.0] {
        let inner = point(
            20.5 - 5.0 * face.au4,
            -53.5 + 17.5 * face.au4 - 13.0 * face.au1 - 6.0 * face.au2 - lift,
        );
        let peak = point(
            46.0 - 2.0 * face.au4,
            -62.0 + 10.0 * face.au4 - 5.0 * face.au1 - 10.0 * face.au2 - lift,
        );
        let outer = point(71.0, -51.0 + 0.5 * face.au4 + 5.5 * face.au1 - 9.0 * face.au2);
        // The curve passes through its peak halfway.
        let control = point(
            2.0 * peak.x - 0.5 * (inner.x + outer.x),
            2.0 * peak.y - 0.5 * (inner.y + outer.y),
        );
        let at = |t: f32| inner.towards(control, t).towards(control.towards(outer, t), t);
        let half = |t: f32| full * (3.9 + 2.4 * t * (1.0 - t) - 2.6 * t * t);
        let mut over = Vec::with_capacity(26);
        let mut back = Vec::with_capacity(13);
        for step in 0_u8..=12 {
            let t = f32::from(step) / 12.0;
            let (here, ahead) = (at(t), at(t + 0.02));
            let (dx, dy) = (ahead.x - here.x, ahead.y - here.y);
            let reach = half(t) / dx.hypot(dy).max(1e-3);
            over.push(point(side * (here.x + dy * reach), here.y - dx * reach));
            back.push(point(side * (here.x - dy * reach), here.y + dx * reach));
        }
        over.extend(back.into_iter().rev());
        let path = Path::polyline(over, true);
        if dark_skin {
            // Light on the brow bone, so that a dark brow is read on dark skin.
            shapes.push(Shape::lined(path.clone(), palette.skin_light.at(0.55), 8.0));
        }
        let mut shape = Shape::filled(path, palette.brow);
        // A line of the same colour rounds the corners.
        shape.stroke = Some(super::Stroke {
            paint: palette.brow.into(),
            width: 2.4,
            round: true,
        });
        shapes.push(shape);
    }
}

/// Lines between and above the brows.
pub(super) fn push_forehead(shapes: &mut Vec<Shape>, face: &Face, palette: &Palette, age: u8) {
    let age = f32::from(age.min(3)) / 3.0;
    let frown = ((face.au4 - 0.35) / 0.65).clamp(0.0, 1.0);
    if frown > 0.02 {
        for side in [-1.0, 1.0] {
            let line = Path::begin(side * 7.5, -54.0 + 4.0 * face.au4)
                .quad([side * 8.5, -44.0], [side * 5.0, -36.0 + 3.0 * face.au4]);
            shapes.push(Shape::lined(line, palette.line.at(0.65 * frown), 3.0));
        }
    }
    let raised = (face.au1 * 0.8).max(face.au2);
    let strength = ((raised - 0.3) / 0.7)
        .clamp(0.0, 1.0)
        .max(if age > 0.5 { 0.75 * age } else { 0.0 });
    if strength > 0.02 {
        let dip = 5.0 * (face.au1 - face.au2).clamp(0.0, 1.0);
        for (y, half) in [(-76.0, 36.0), (-86.0, 28.0)] {
            let y = y - 3.0 * raised;
            let line = Path::begin(-half, y + dip).quad([0.0, y - 5.0 - dip], [half, y + dip]);
            shapes.push(Shape::lined(line, palette.line.at(0.4 * strength), 2.4));
        }
    }
}
