//! Pieces of hair and clothes as data: outlines written as text, read once, coloured and bent when drawn.

use super::{Colour, Path, Point, Shape, outline};

/// When a piece is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    /// Behind the head, above it: a covering hides it.
    Crown,
    /// Behind everything.
    Back,
    /// On the body, below the neck.
    Body,
    /// Over the neck.
    Collar,
    /// Over clothes and behind the face.
    Drape,
    /// Over the face: a covering hides it.
    Front,
}

/// What a piece is made of; the palette knows the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Hair,
    HairDark,
    HairLight,
    /// Hair so short that the skin shows.
    Scalp,
    SkinShade,
    Cloth,
    ClothDark,
    ClothLight,
    /// What is worn under the outfit.
    Under,
    UnderDark,
    Accent,
    Cover,
    CoverDark,
    CoverLight,
}

/// How a piece is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Draw {
    /// A filled outline.
    Fill(&'static str),
    /// A round line of this width.
    Line(&'static str, f32),
    /// A disc: x, y, radius.
    Disc(f32, f32, f32),
}

/// A piece as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub layer: Layer,
    pub tone: Tone,
    pub draw: Draw,
    /// Drawn a second time, mirrored at x = 0.
    pub twice: bool,
}

/// A piece on one side or in the middle.
pub(super) const fn one(layer: Layer, tone: Tone, draw: Draw) -> Part {
    Part {
        layer,
        tone,
        draw,
        twice: false,
    }
}

/// A piece on both sides, written for one.
pub(super) const fn both(layer: Layer, tone: Tone, draw: Draw) -> Part {
    Part {
        layer,
        tone,
        draw,
        twice: true,
    }
}

/// A piece with its outline read.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub layer: Layer,
    tone: Tone,
    path: Path,
    /// The width of a line; a fill has none.
    line: Option<f32>,
}

impl Piece {
    /// The piece as a shape, with every point moved by `bend`.
    pub(super) fn shape(&self, colour: impl Fn(Tone) -> Colour, bend: impl Fn(Point) -> Point) -> Shape {
        let path = self.path.clone().map(bend);
        match self.line {
            Some(width) => Shape::lined(path, colour(self.tone), width),
            None => Shape::filled(path, colour(self.tone)),
        }
    }
}

/// Pieces to draw, in order. What cannot be read is left out; a test keeps that from happening.
pub(super) fn pieces(parts: &[Part]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in parts {
        let (path, line) = match part.draw {
            Draw::Fill(text) => (outline(text), None),
            Draw::Line(text, width) => (outline(text), Some(width)),
            Draw::Disc(x, y, radius) => (Ok(Path::ellipse(x, y, radius, radius)), None),
        };
        let Ok(path) = path else { continue };
        let piece = Piece {
            layer: part.layer,
            tone: part.tone,
            path,
            line,
        };
        if part.twice {
            let mirrored = piece.path.clone().map(|at| Point { x: -at.x, y: at.y });
            pieces.push(piece.clone());
            pieces.push(Piece {
                path: mirrored,
                ..piece
            });
        } else {
            pieces.push(piece);
        }
    }
    pieces
}

/// How many pieces these parts make when all can be read.
#[cfg(test)]
pub(super) fn expected(parts: &[Part]) -> usize {
    parts.iter().map(|part| if part.twice { 2 } else { 1 }).sum()
}
