//! Outlines written as text, the way SVG writes them: `M0 0 L10 0 Q12 5 10 10 Z`.

use std::fmt;

use super::{Path, Point, Segment, point};

/// Why a written outline cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadOutline {
    /// It does not begin with `M`, or has a second `M`: an outline is one piece.
    NotOnePiece,
    /// A letter other than `M L H V Q C Z` (or the same in lower case, for steps relative to the last point).
    UnknownLetter(char),
    /// This letter is not followed by the numbers it needs.
    MissingNumber(char),
}

impl fmt::Display for BadOutline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOnePiece => write!(f, "an outline begins with M and has no other M"),
            Self::UnknownLetter(letter) => write!(f, "`{letter}` is not a step of an outline; use M L H V Q C Z"),
            Self::MissingNumber(letter) => write!(f, "`{letter}` needs more numbers in an outline"),
        }
    }
}

impl std::error::Error for BadOutline {}

/// Reads an outline: `M` once, then `L`, `H`, `V`, `Q`, `C` (upper case from the origin, lower case from the last
/// point), and `Z` to close it. A letter need not be repeated for further steps of its kind.
///
/// # Errors
/// The first thing in the text that is not such a step.
pub fn outline(text: &str) -> Result<Path, BadOutline> {
    let mut reader = Reader {
        rest: text.trim_start(),
        letter: 'M',
    };
    reader.letter = reader
        .next_letter()
        .filter(|letter| matches!(letter, 'M' | 'm'))
        .ok_or(BadOutline::NotOnePiece)?;
    let start = reader.point(Point::default())?;
    let mut path = Path {
        start,
        segments: Vec::new(),
        closed: false,
    };
    // Further pairs after M are lines, as in SVG.
    reader.letter = if reader.letter == 'm' { 'l' } else { 'L' };
    let mut at = start;
    while !reader.rest.is_empty() {
        if let Some(letter) = reader.next_letter() {
            reader.letter = letter;
        }
        let base = if reader.letter.is_ascii_lowercase() {
            at
        } else {
            Point::default()
        };
        let segment = match reader.letter.to_ascii_uppercase() {
            'L' => Segment::Line(reader.point(base)?),
            'H' => Segment::Line(point(base.x + reader.number()?, at.y)),
            'V' => Segment::Line(point(at.x, base.y + reader.number()?)),
            'Q' => Segment::Quad(reader.point(base)?, reader.point(base)?),
            'C' => Segment::Cubic(reader.point(base)?, reader.point(base)?, reader.point(base)?),
            'Z' => {
                path.closed = true;
                if reader.rest.is_empty() {
                    break;
                }
                return Err(BadOutline::NotOnePiece);
            }
            'M' => return Err(BadOutline::NotOnePiece),
            _ => return Err(BadOutline::UnknownLetter(reader.letter)),
        };
        at = segment.end();
        path.segments.push(segment);
    }
    Ok(path)
}

struct Reader<'a> {
    rest: &'a str,
    letter: char,
}

impl Reader<'_> {
    fn skip_gap(&mut self) {
        self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }

    fn next_letter(&mut self) -> Option<char> {
        let letter = self
            .rest
            .chars()
            .next()
            .filter(|c| !(c.is_ascii_digit() || matches!(c, '-' | '+' | '.')))?;
        self.rest = &self.rest[letter.len_utf8()..];
        self.skip_gap();
        Some(letter)
    }

    fn number(&mut self) -> Result<f32, BadOutline> {
        let end = self
            .rest
            .char_indices()
            .find(|&(index, c)| !(c.is_ascii_digit() || c == '.' || (index == 0 && matches!(c, '-' | '+'))))
            .map_or(self.rest.len(), |(index, _)| index);
        let (digits, rest) = self.rest.split_at(end);
        let value = digits.parse().map_err(|_| BadOutline::MissingNumber(self.letter))?;
        self.rest = rest;
        self.skip_gap();
        Ok(value)
    }

    fn point(&mut self, base: Point) -> Result<Point, BadOutline> {
        let x = self.number()?;
        let y = self.number()?;
        Ok(point(base.x + x, base.y + y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_and_relative_steps_agree() {
        let absolute = outline("M10 20 L30 20 L30 40 L10 40 Q0 30 10 20 Z").unwrap();
        let relative = outline(" m10,20 20 0 v20 h-20 q-10-10 0-20z").unwrap();
        assert_eq!(absolute, relative);
        assert!(absolute.closed);
        assert!(!outline("M0 0 C1 1 2 1 3 0").unwrap().closed);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (text, why) in [
            ("", BadOutline::NotOnePiece),
            ("L1 2", BadOutline::NotOnePiece),
            ("M0 0 L1 1 M2 2", BadOutline::NotOnePiece),
            ("M0 0 L1 1 Z L2 2", BadOutline::NotOnePiece),
            ("M0 0 A1 1", BadOutline::UnknownLetter('A')),
            ("M0", BadOutline::MissingNumber('M')),
            ("M0 0 Q1 1 2", BadOutline::MissingNumber('Q')),
            ("M0 0 L1..2 3", BadOutline::MissingNumber('L')),
        ] {
            assert_eq!(outline(text), Err(why), "{text}");
        }
    }
}
