//! Beards, glasses and earrings.

use super::head::Head;
use super::palette::Palette;
use super::{Beard, Colour, Earrings, Face, Glasses, Path, Point, Shape, outline, point};

const STUBBLE: &str = "M-85 6 C-84 36 -76 52 -64 63 C-50 84 -34 105 0 105 C34 105 50 84 64 63 C76 52 84 36 85 6 C78 24 66 38 52 38 C38 38 26 27 14 26 C6 26 2 29 0 29 C-2 29 -6 26 -14 26 C-26 27 -38 38 -52 38 C-66 38 -78 24 -85 6 Z";
const SHORT: &str = "M-88 -14 C-88 30 -78 52 -66 66 C-52 88 -34 110 0 111 C34 110 52 88 66 66 C78 52 88 30 88 -14 C82 16 72 36 54 37 C40 37 28 27 14 26 C6 26 2 29 0 29 C-2 29 -6 26 -14 26 C-28 27 -40 37 -54 37 C-72 36 -82 16 -88 -14 Z";
const FULL: &str = "M-89 -18 C-94 30 -92 62 -78 86 C-62 122 -30 146 0 147 C30 146 62 122 78 86 C92 62 94 30 89 -18 C82 12 74 30 56 33 C42 34 28 25 14 24 C6 24 2 28 0 28 C-2 28 -6 24 -14 24 C-28 25 -42 34 -56 33 C-74 30 -82 12 -89 -18 Z";
const GOATEE: &str = "M-12 26 C-26 26 -40 36 -42 50 C-40 62 -34 74 -28 88 C-20 112 20 112 28 88 C34 74 40 62 42 50 C40 36 26 26 12 26 C6 26 2 29 0 29 C-2 29 -6 26 -12 26 Z";
const MOUSTACHE: &str = "M0 27 C-8 22 -30 25 -41 41 C-28 44 -12 43 0 41 C12 43 28 44 41 41 C30 25 8 22 0 27 Z";

/// Hair on the face goes under the lips, so it covers all of the lower face and moves with the jaw and the upper lip.
pub(super) fn push_beard(shapes: &mut Vec<Shape>, face: &Face, palette: &Palette, head: &Head, beard: Beard) {
    let text = match beard {
        Beard::Clean => return,
        Beard::Stubble => STUBBLE,
        Beard::Moustache => MOUSTACHE,
        Beard::Goatee => GOATEE,
        Beard::Short => SHORT,
        Beard::Full => FULL,
    };
    let Ok(path) = outline(text) else { return };
    let bend = |at: Point| {
        let fitted = if beard == Beard::Moustache { at } else { head.fit(at) };
        // Near the mouth: up with the lip, wider with the smile.
        let near = (1.0 - (at.y - 36.0).abs() / 24.0).clamp(0.0, 1.0) * (1.0 - (at.x / 60.0).abs()).clamp(0.0, 1.0);
        let curl = if beard == Beard::Moustache {
            9.0 * face.au12 * (at.x / 46.0).abs()
        } else {
            0.0
        };
        point(
            fitted.x * (1.0 + 0.14 * face.au12 * near),
            fitted.y - near * (3.0 * face.au10 + 3.0 * face.au9) - curl,
        )
    };
    let paint = match beard {
        Beard::Stubble => palette.hair.mix(palette.skin_deep, 0.45).at(0.34),
        _ => palette.hair.darker(0.1).into(),
    };
    shapes.push(Shape::filled(path.map(bend), paint));
    if beard == Beard::Full {
        for x in [-26.0, 0.0, 26.0] {
            let strand = Path::begin(x, 104.0)
                .quad([x * 1.05, 116.0], [x * 0.9, 128.0])
                .map(|at| head.fit(at));
            shapes.push(Shape::lined(strand, palette.hair.lighter(0.14), 3.0));
        }
    }
}

pub(super) fn push_glasses(shapes: &mut Vec<Shape>, head: &Head, glasses: Glasses) {
    let (colour, width) = match glasses {
        Glasses::Bare => return,
        Glasses::Round => (Colour([0x5a, 0x55, 0x5c]), 3.6),
        Glasses::Square => (Colour([0x3a, 0x36, 0x42]), 4.6),
        Glasses::Bold => (Colour([0x26, 0x1d, 0x22]), 7.5),
        Glasses::HalfRim => (Colour([0x3b, 0x2c, 0x2c]), 5.4),
    };
    let lens = Colour([0xff; 3]).at(0.13);
    for side in [-1.0, 1.0] {
        let path = match glasses {
            Glasses::Bare | Glasses::Round => Path::ellipse(side * 42.0, -16.0, 28.5, 28.0),
            Glasses::Square => Path::rectangle(side * 42.5 - 29.5, -37.0, 59.0, 42.0, 11.0),
            Glasses::Bold => Path::rectangle(side * 43.0 - 30.0, -40.0, 60.0, 48.0, 20.0),
            Glasses::HalfRim => Path::rectangle(side * 42.5 - 29.0, -36.0, 58.0, 38.0, 14.0),
        };
        if glasses == Glasses::HalfRim {
            shapes.push(Shape::filled(path, lens));
            let rim = Path::begin(side * 13.5, -18.0)
                .cubic([side * 13.5, -32.0], [side * 18.0, -36.0], [side * 28.0, -36.0])
                .line(side * 57.0, -36.0)
                .cubic([side * 68.0, -36.0], [side * 71.5, -32.0], [side * 71.5, -18.0]);
            shapes.push(Shape::lined(rim, colour, width));
        } else {
            let mut shape = Shape::lined(path, colour, width);
            shape.fill = Some(lens);
            shapes.push(shape);
        }
        let shine = Path::begin(side * 42.0 - 14.0, -2.0).line(side * 42.0 - 3.0, -26.0);
        shapes.push(Shape::lined(shine, Colour([0xff; 3]).at(0.22), 5.0));
        let arm = Path::begin(side * 72.0, -24.0).line(side * (head.cheek + 1.0), -28.0);
        shapes.push(Shape::lined(arm, colour, width));
    }
    shapes.push(Shape::lined(
        Path::begin(-13.5, -20.0).quad([0.0, -29.0], [13.5, -20.0]),
        colour,
        width,
    ));
}

pub(super) fn push_earrings(shapes: &mut Vec<Shape>, head: &Head, face: &Face, earrings: Earrings) {
    let gold = Colour([0xe0, 0xb0, 0x4c]);
    for side in [-1.0, 1.0] {
        let x = side * (head.cheek + 3.0) - face.turn * 6.0;
        match earrings {
            Earrings::Bare => return,
            Earrings::Studs => shapes.push(Shape::filled(Path::ellipse(x, 9.0, 4.6, 4.6), gold)),
            Earrings::Hoops => shapes.push(Shape::lined(Path::ellipse(x, 24.0, 11.0, 14.0), gold, 4.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_beard_can_be_read() {
        for text in [STUBBLE, SHORT, FULL, GOATEE, MOUSTACHE] {
            assert!(outline(text).is_ok(), "{text}");
        }
    }
}
