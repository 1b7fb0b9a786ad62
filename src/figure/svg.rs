//! Shapes as an SVG document, for reports, contact sheets and tests.

use std::fmt::Write as _;

use super::{Paint, Path, Point, Segment, Shape};

/// An SVG document of these shapes, first to last. `view` is the part of the frame to show: left, top, width, height.
///
/// The text depends on nothing but its arguments: numbers are written with at most two decimals.
#[must_use]
pub fn svg(shapes: &[Shape], view: [f32; 4]) -> String {
    let [left, top, width, height] = view.map(number);
    let mut text = String::with_capacity(256 + shapes.len() * 160);
    let _ = writeln!(
        text,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}">"#
    );
    for shape in shapes {
        push_shape(&mut text, shape);
    }
    text.push_str("</svg>\n");
    text
}

pub(super) fn push_shape(text: &mut String, shape: &Shape) {
    text.push_str("<path d=\"");
    push_path(text, &shape.path);
    text.push('"');
    match shape.fill {
        Some(paint) => push_paint(text, "fill", paint),
        None => text.push_str(" fill=\"none\""),
    }
    if let Some(stroke) = shape.stroke {
        push_paint(text, "stroke", stroke.paint);
        let _ = write!(text, " stroke-width=\"{}\"", number(stroke.width));
        if stroke.round {
            text.push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
        }
    }
    text.push_str("/>\n");
}

fn push_paint(text: &mut String, what: &str, paint: Paint) {
    let _ = write!(text, " {what}=\"{}\"", paint.colour);
    if paint.alpha < 1.0 {
        let _ = write!(text, " {what}-opacity=\"{}\"", number(paint.alpha));
    }
}

fn push_path(text: &mut String, path: &Path) {
    push_step(text, 'M', &[path.start]);
    for segment in &path.segments {
        match *segment {
            Segment::Line(to) => push_step(text, 'L', &[to]),
            Segment::Quad(control, to) => push_step(text, 'Q', &[control, to]),
            Segment::Cubic(first, second, to) => push_step(text, 'C', &[first, second, to]),
        }
    }
    if path.closed {
        text.push('Z');
    }
}

fn push_step(text: &mut String, letter: char, points: &[Point]) {
    text.push(letter);
    for (index, at) in points.iter().enumerate() {
        let gap = if index == 0 { "" } else { " " };
        let _ = write!(text, "{gap}{} {}", number(at.x), number(at.y));
    }
}

/// At most two decimals, no trailing zeros, no minus zero; what is not finite is written as 0 to keep the document whole.
pub(super) fn number(value: f32) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Colour;

    #[test]
    fn numbers_are_short() {
        for (value, expect) in [
            (1.0, "1"),
            (-0.001, "0"),
            (0.126, "0.13"),
            (100.0, "100"),
            (-2.5, "-2.5"),
            (f32::NAN, "0"),
            (f32::INFINITY, "0"),
        ] {
            assert_eq!(number(value), expect);
        }
    }

    #[test]
    fn a_shape_is_one_element() {
        let mut shape = Shape::filled(
            Path::begin(0.0, 0.0)
                .line(2.0, 0.0)
                .quad([3.0, 1.0], [0.0, 1.5])
                .close(),
            Colour([255, 0, 16]),
        );
        assert_eq!(
            svg(&[shape.clone()], [0.0, 0.0, 4.0, 4.0]),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\">\n\
             <path d=\"M0 0L2 0Q3 1 0 1.5Z\" fill=\"#ff0010\"/>\n</svg>\n"
        );
        shape = Shape::lined(shape.path, Colour([0; 3]).at(0.5), 1.25);
        let text = svg(&[shape], [0.0; 4]);
        assert!(
            text.contains("fill=\"none\" stroke=\"#000000\" stroke-opacity=\"0.5\" stroke-width=\"1.25\""),
            "{text}"
        );
    }
}
