//! A customer put together: body, head, face, hair, arms.

use super::face::ramp;
use super::head::{Head, push_neck, turned};
use super::palette::Palette;
use super::part::{Layer, Piece};
use super::{
    Build, Covering, Face, HairStyle, Look, OutfitStyle, Path, Place, Point, Shape, adorn, eye, hair, mouth, point,
    wear,
};

/// The square around head and collar, for small pictures: left, top, width, height in the frame of [`portrait`].
pub const PORTRAIT_FRAME: [f32; 4] = [-178.0, -204.0, 356.0, 356.0];

/// A customer to half body. The middle of the face is at (0, 0), the head is about 180 wide and 230 high, the shoulders
/// end at y = 338; tall hair reaches y = −204. The caller scales it and hides the lower edge behind a counter or a frame.
///
/// Channels outside their range are taken as the nearest end.
#[must_use]
pub fn customer(look: &Look, face: &Face) -> Vec<Shape> {
    Figure::new(look, face).draw()
}

/// The same person for small pictures: head and collar in [`PORTRAIT_FRAME`], without arms.
///
/// The expression is a little stronger, so that it is still read at 48 pixels.
#[must_use]
pub fn portrait(look: &Look, face: &Face) -> Vec<Shape> {
    let mut face = face.in_range();
    for channel in [
        &mut face.au1,
        &mut face.au4,
        &mut face.au12,
        &mut face.au15,
        &mut face.au26,
    ] {
        *channel = (*channel * 1.18).min(1.0);
    }
    Figure::new(
        look,
        &Face {
            arms: 0.0,
            phone: 0.0,
            shoulders: face.shoulders * 0.4,
            ..face
        },
    )
    .draw()
}

/// What every layer needs.
struct Figure<'a> {
    look: &'a Look,
    face: Face,
    palette: Palette,
    head: Head,
    shapes: Vec<Shape>,
}

impl<'a> Figure<'a> {
    fn new(look: &'a Look, face: &Face) -> Self {
        let face = face.in_range();
        let head = Head::of(look.head, &face);
        Self {
            look,
            face,
            palette: Palette::of(look),
            head,
            shapes: Vec::with_capacity(128),
        }
    }

    fn draw(mut self) -> Vec<Shape> {
        let covered = self.look.covering != Covering::Bare;
        let hair = hair::hair(self.look.hair.style);
        let (outfit, covering) = (wear::outfit(self.look.outfit.style), wear::covering(self.look.covering));

        self.push_head_pieces(hair, if covered { None } else { Some(Layer::Crown) });
        self.push_head_pieces(
            hair,
            if self.look.covering == Covering::Hijab {
                None
            } else {
                Some(Layer::Back)
            },
        );
        self.push_head_pieces(covering, Some(Layer::Back));
        self.tilt(0);

        let body = self.shapes.len();
        self.push_body_pieces(outfit, Layer::Back);
        self.push_body_pieces(outfit, Layer::Body);
        let neck = 37.0 * self.neck();
        push_neck(&mut self.shapes, neck, &self.head, &self.palette);
        self.push_body_pieces(outfit, Layer::Collar);
        self.push_body_pieces(covering, Layer::Collar);
        self.move_body(body);

        let head = self.shapes.len();
        self.push_head();
        if self.look.covering != Covering::Hijab {
            self.push_head_pieces(hair, Some(Layer::Drape));
        }
        if matches!(self.look.covering, Covering::Beanie | Covering::Cap) && self.look.hair.style != HairStyle::Bald {
            self.push_head_pieces(hair::sideburns(), Some(Layer::Front));
        }
        self.push_head_pieces(if covered { covering } else { hair }, Some(Layer::Front));
        self.push_over_hair();
        self.tilt(head);

        self.push_phone();
        self.push_arms();
        self.shapes
    }

    /// Skull, ears and features.
    fn push_head(&mut self) {
        let (face, palette, look) = (self.face, self.palette, self.look);
        if look.covering != Covering::Hijab {
            self.head.push_ears(&mut self.shapes, &face, &palette);
            adorn::push_earrings(&mut self.shapes, &self.head, &face, look.earrings);
        }
        self.head.push_skull(&mut self.shapes, &face, &palette);
        let features = self.shapes.len();
        eye::push_forehead(&mut self.shapes, &face, &palette, look.age);
        mouth::push_folds(&mut self.shapes, &face, &palette, look.age);
        adorn::push_beard(&mut self.shapes, &face, &palette, &self.head, look.beard);
        mouth::push_mouth(&mut self.shapes, &face, &palette);
        eye::push_eyes(&mut self.shapes, &face, &palette, look.eyes, look.age);
        mouth::push_nose(&mut self.shapes, &face, &palette);
        self.turn(features);
    }

    /// Glasses and brows lie over a fringe: brows say too much to be hidden.
    fn push_over_hair(&mut self) {
        let features = self.shapes.len();
        adorn::push_glasses(&mut self.shapes, &self.head, self.look.glasses);
        eye::push_brows(&mut self.shapes, &self.face, &self.palette, self.look.brows);
        self.turn(features);
    }

    fn push_head_pieces(&mut self, pieces: &[Piece], layer: Option<Layer>) {
        let (palette, head, turn) = (self.palette, self.head, self.face.turn);
        let hijab = self.look.covering == Covering::Hijab;
        // Hair in front turns with the face, hair behind against it.
        let front = turned(if layer == Some(Layer::Front) { 10.0 * turn } else { 0.0 });
        let shift = if matches!(layer, Some(Layer::Crown | Layer::Back)) {
            -5.0 * turn
        } else {
            0.0
        };
        for piece in pieces.iter().filter(|piece| Some(piece.layer) == layer) {
            let bend = |at: Point| {
                let at = if hijab && layer == Some(Layer::Front) {
                    head.fit(at)
                } else {
                    head.fit_hair(at)
                };
                front(point(at.x + shift, at.y))
            };
            self.shapes.push(piece.shape(|tone| palette.tone(tone), bend));
        }
    }

    fn push_body_pieces(&mut self, pieces: &[Piece], layer: Layer) {
        let palette = self.palette;
        for piece in pieces.iter().filter(|piece| piece.layer == layer) {
            self.shapes.push(piece.shape(|tone| palette.tone(tone), |at| at));
        }
    }

    /// How wide the neck is, in average necks.
    fn neck(&self) -> f32 {
        match self.look.build {
            Build::Slim => 0.9,
            Build::Average => 1.0,
            Build::Broad => 1.14,
        }
    }

    /// Build, drawn-up shoulders and breath, on the shapes from `first`.
    fn move_body(&mut self, first: usize) {
        let (inner, outer) = match self.look.build {
            Build::Slim => (0.94, 0.87),
            Build::Average => (1.0, 1.0),
            Build::Broad => (1.08, 1.16),
        };
        let (shoulders, breath) = (self.face.shoulders, self.face.breath);
        let bend = move |at: Point| {
            let out = ramp(at.x.abs(), 40.0, 150.0);
            let high = 1.0 - ramp(at.y, 230.0, 338.0);
            let lift = (13.0 * shoulders + 2.2 * breath) * out * high + 1.2 * breath * high;
            point(at.x * (inner + (outer - inner) * out), at.y - lift)
        };
        self.bend(first, bend);
    }

    /// Features turned with the head, on the shapes from `first`.
    fn turn(&mut self, first: usize) {
        self.bend(first, turned(17.0 * self.face.turn));
    }

    /// The head leaning about the neck, on the shapes from `first`.
    fn tilt(&mut self, first: usize) {
        let (pivot, degrees) = (128.0, 6.5 * self.face.tilt);
        let place = Place {
            x: 2.0 * self.face.turn,
            y: pivot - 1.6 * self.face.breath,
            scale: 1.0,
            degrees,
        };
        let (sin, cos) = degrees.to_radians().sin_cos();
        self.bend(first, |at| {
            let y = at.y - pivot;
            point(place.x + at.x * cos - y * sin, place.y + at.x * sin + y * cos)
        });
    }

    fn bend(&mut self, first: usize, bend: impl Fn(Point) -> Point + Copy) {
        for shape in &mut self.shapes[first..] {
            for segment in &mut shape.path.segments {
                segment.bend(bend);
            }
            shape.path.start = bend(shape.path.start);
        }
    }

    /// The colours of a sleeve, its edge and what is below the elbow.
    fn sleeve(&self) -> [super::Colour; 2] {
        use super::part::Tone::{Cloth, ClothDark, Under, UnderDark};
        match self.look.outfit.style {
            OutfitStyle::TShirt => [self.palette.skin, self.palette.skin_shade],
            OutfitStyle::Overalls => [Under, UnderDark].map(|tone| self.palette.tone(tone)),
            _ => [Cloth, ClothDark].map(|tone| self.palette.tone(tone)),
        }
    }

    /// Crossed forearms, coming up from below.
    fn push_arms(&mut self) {
        let crossed = self.face.arms * (1.0 - self.face.phone);
        if crossed <= 0.01 {
            return;
        }
        let first = self.shapes.len();
        let [sleeve, edge] = self.sleeve();
        let palette = self.palette;
        let under = Path::begin(-160.0, 300.0).cubic([-120.0, 304.0], [20.0, 284.0], [100.0, 244.0]);
        let over = Path::begin(162.0, 300.0).cubic([120.0, 308.0], [-10.0, 284.0], [-86.0, 250.0]);
        // The hand of the lower arm lies on the other upper arm.
        for (x, y) in [(112.0, 216.0), (126.0, 222.0), (136.0, 233.0)] {
            let finger = Path::begin(102.0, 246.0).line(x, y);
            self.shapes.push(Shape::lined(finger.clone(), palette.skin_deep, 19.0));
            self.shapes.push(Shape::lined(finger, palette.skin, 15.0));
        }
        for (path, shift) in [(under, 0.0), (over, 6.0)] {
            let path = path.map(|at| point(at.x, at.y + shift));
            self.shapes.push(Shape::lined(path.clone(), edge, 58.0));
            self.shapes.push(Shape::lined(path, sleeve, 51.0));
        }
        // The cuff and the hand of the upper arm, tucked in.
        let hand = Path::ellipse(-109.0, 247.0, 21.0, 22.0);
        self.shapes.push(Shape::filled(hand, palette.skin_shade));
        for (x, y) in [(-134.0, 226.0), (-141.0, 239.0), (-141.0, 252.0), (-135.0, 264.0)] {
            let finger = Path::begin(-106.0, 246.0 + (y - 245.0) * 0.7).line(x, y);
            self.shapes.push(Shape::lined(finger.clone(), palette.skin_deep, 16.0));
            self.shapes.push(Shape::lined(finger, palette.skin, 13.0));
        }
        let cuff = Path::begin(-84.0, 226.0).line(-97.0, 276.0);
        self.shapes.push(Shape::lined(cuff.clone(), edge, 17.0));
        self.shapes.push(Shape::lined(cuff, sleeve, 10.0));
        let down = 150.0 * (1.0 - crossed) - 1.6 * self.face.breath;
        let wide = match self.look.build {
            Build::Slim => 0.9,
            Build::Average => 1.0,
            Build::Broad => 1.12,
        };
        self.bend(first, |at| point(at.x * wide, at.y + down));
    }

    /// A hand with a telephone at the ear on the viewer's right, coming up from below.
    fn push_phone(&mut self) {
        let lifted = self.face.phone;
        if lifted <= 0.01 {
            return;
        }
        let first = self.shapes.len();
        let [sleeve, edge] = self.sleeve();
        let palette = self.palette;
        let arm = Path::begin(186.0, 352.0).quad([176.0, 220.0], [132.0, 104.0]);
        self.shapes.push(Shape::lined(arm.clone(), edge, 62.0));
        self.shapes.push(Shape::lined(arm, sleeve, 55.0));
        let wrist = Path::begin(124.0, 84.0).line(116.0, 60.0);
        self.shapes.push(Shape::lined(wrist, palette.skin_shade, 40.0));
        self.shapes
            .push(Shape::lined(Path::begin(104.0, 110.0).line(154.0, 92.0), edge, 9.0));
        let palm = Path::begin(96.0, 62.0)
            .cubic([92.0, 30.0], [96.0, 0.0], [112.0, -4.0])
            .cubic([134.0, -4.0], [144.0, 30.0], [136.0, 66.0])
            .cubic([128.0, 80.0], [104.0, 80.0], [96.0, 62.0])
            .close();
        self.shapes.push(Shape::filled(palm, palette.skin_shade));
        let phone = Path::rectangle(-15.0, -56.0, 30.0, 112.0, 8.0).map(|at| {
            Place {
                x: 103.0,
                y: 10.0,
                scale: 1.0,
                degrees: 9.0,
            }
            .apply(at)
        });
        self.shapes
            .push(Shape::filled(phone, super::Colour([0x24, 0x29, 0x33])));
        for (y, reach) in [(-6.0, 88.0), (14.0, 86.0), (33.0, 86.0), (51.0, 89.0)] {
            let finger = Path::begin(130.0, y + 8.0).quad([112.0, y - 4.0], [reach + 6.0, y]);
            self.shapes.push(Shape::lined(finger.clone(), palette.skin_deep, 18.0));
            self.shapes.push(Shape::lined(finger, palette.skin, 14.5));
        }
        let away = 1.0 - lifted;
        let shift = 17.0 * (self.head.cheek - 88.0) / 17.0;
        self.bend(first, |at| point(at.x + shift + 50.0 * away, at.y + 330.0 * away));
    }
}
