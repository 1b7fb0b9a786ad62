//! Turns vector shapes into triangles that egui draws, with smooth edges.
//!
//! Edges are softened as egui does it: a strip about one pixel wide along every outline goes from the colour to nothing.
//! Tessellations are kept per shape ([`Sketch`]), so a picture of which little moves costs little.

mod line;

use std::sync::Arc;

use bevy_egui::egui::epaint::Vertex;
use bevy_egui::egui::{Color32, Mesh, Pos2, Vec2, pos2, vec2};
use lyon_tessellation::path::Polygon;
use lyon_tessellation::{BuffersBuilder, FillOptions, FillTessellator, FillVertex, VertexBuffers, math};

use crate::figure::{Paint, Path, Shape};

/// How far flattened curves may leave the true ones, in points.
const TOLERANCE: f32 = 0.12;
/// The longest way a corner is moved for its soft edge, in edges' widths.
const MITRE_MAX: f32 = 2.0;

/// Where a drawing goes: frame units are scaled, then moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Where the frame's origin goes, in points.
    pub origin: Pos2,
    /// Points per frame unit.
    pub scale: f32,
}

impl View {
    /// A place in the frame, on the screen.
    #[must_use]
    pub fn at(&self, x: f32, y: f32) -> Pos2 {
        self.origin + vec2(x, y) * self.scale
    }
}

/// A drawing with the triangles of its shapes, where they stand on the screen.
#[derive(Default)]
pub struct Sketch {
    view: Option<View>,
    feather: f32,
    shapes: Vec<Shape>,
    /// One for each shape. What stands as it stood is the same piece, and nothing has to be drawn anew for it.
    pieces: Vec<Arc<Mesh>>,
}

impl Sketch {
    /// The triangles of these shapes. Those that stand as they stood in the last call are not worked out again.
    pub fn draw(&mut self, tools: &mut Tools, shapes: Vec<Shape>, view: View, pixels_per_point: f32) -> &[Arc<Mesh>] {
        let same_size = self.holds(view, pixels_per_point);
        self.move_to(view);
        self.feather = feather(pixels_per_point);
        for (at, shape) in shapes.iter().enumerate() {
            if same_size && self.shapes.get(at) == Some(shape) {
                continue;
            }
            let mut piece = Mesh::default();
            tools.shape(shape, view.scale, self.feather, &mut piece);
            piece.translate(view.origin.to_vec2());
            let piece = Arc::new(piece);
            match self.pieces.get_mut(at) {
                Some(old) => *old = piece,
                None => self.pieces.push(piece),
            }
        }
        self.pieces.truncate(shapes.len());
        self.shapes = shapes;
        &self.pieces
    }

    /// Whether there is a drawing of this size.
    #[must_use]
    pub fn holds(&self, view: View, pixels_per_point: f32) -> bool {
        let same_scale = self
            .view
            .is_some_and(|own| (own.scale - view.scale).abs() < f32::EPSILON);
        !self.shapes.is_empty() && same_scale && (self.feather - feather(pixels_per_point)).abs() < f32::EPSILON
    }

    /// The last drawing, at another place.
    pub fn placed(&mut self, view: View) -> &[Arc<Mesh>] {
        self.move_to(view);
        &self.pieces
    }

    fn move_to(&mut self, view: View) {
        let way = self.view.map_or(Vec2::ZERO, |own| view.origin - own.origin);
        self.view = Some(view);
        if way != Vec2::ZERO {
            for piece in &mut self.pieces {
                Arc::make_mut(piece).translate(way);
            }
        }
    }
}

/// The width of a soft edge, in points.
fn feather(pixels_per_point: f32) -> f32 {
    1.0 / pixels_per_point.max(0.1)
}

fn next_index(mesh: &Mesh) -> u32 {
    u32::try_from(mesh.vertices.len()).expect("a drawing has far fewer than 2^32 corners")
}

/// What tessellating needs again and again.
pub struct Tools {
    fill: FillTessellator,
    buffers: VertexBuffers<math::Point, u32>,
}

impl Default for Tools {
    fn default() -> Self {
        Self {
            fill: FillTessellator::new(),
            buffers: VertexBuffers::new(),
        }
    }
}

impl Tools {
    /// Adds the triangles of a shape, scaled.
    pub fn shape(&mut self, shape: &Shape, scale: f32, feather: f32, mesh: &mut Mesh) {
        if !(scale.is_finite() && scale > 0.0) {
            return;
        }
        let points = outline(&shape.path, scale);
        if let Some(paint) = shape.fill {
            self.fill(&points, colour(paint), feather, mesh);
        }
        if let Some(stroke) = shape.stroke {
            line::line(&points, shape.path.closed, stroke, scale, feather, mesh);
        }
    }

    fn fill(&mut self, points: &[Pos2], colour: Color32, feather: f32, mesh: &mut Mesh) {
        let area = signed_area(points);
        if points.len() < 3 || colour.a() == 0 || area.abs() < 1e-3 {
            return;
        }
        let outwards = if area > 0.0 { 1.0 } else { -1.0 };
        let first = next_index(mesh);
        let count = u32::try_from(points.len()).expect("an outline has far fewer than 2^32 corners");
        let soft: Vec<Vec2> = mitres(points)
            .into_iter()
            .map(|way| way * (outwards * 0.5 * feather))
            .collect();
        let inner = points.iter().zip(&soft).map(|(at, soft)| *at - *soft);
        let outer = points.iter().zip(&soft).map(|(at, soft)| *at + *soft);
        mesh.vertices.extend(inner.map(|at| Vertex::untextured(at, colour)));
        mesh.vertices
            .extend(outer.map(|at| Vertex::untextured(at, Color32::TRANSPARENT)));
        for at in 0..count {
            let next = (at + 1) % count;
            let [a, b, c, d] = [at, next, at + count, next + count].map(|index| first + index);
            mesh.indices.extend([a, b, c, b, d, c]);
        }
        if is_convex(points, outwards) {
            halve(first, first + count - 1, &mut mesh.indices);
            return;
        }
        let corners: Vec<math::Point> = mesh.vertices[first as usize..(first + count) as usize]
            .iter()
            .map(|vertex| math::point(vertex.pos.x, vertex.pos.y))
            .collect();
        self.buffers.clear();
        let polygon = Polygon {
            points: &corners,
            closed: true,
        };
        let mut builder = BuffersBuilder::new(&mut self.buffers, |vertex: FillVertex<'_>| vertex.position());
        let done = self
            .fill
            .tessellate_polygon(polygon, &FillOptions::non_zero(), &mut builder);
        if done.is_err() {
            return; // an outline that is no outline: its soft edge is all there is of it
        }
        let first = next_index(mesh);
        let inside = self.buffers.vertices.iter();
        mesh.vertices
            .extend(inside.map(|at| Vertex::untextured(pos2(at.x, at.y), colour)));
        mesh.indices
            .extend(self.buffers.indices.iter().map(|index| first + index));
    }
}

/// Fills a convex outline between two of its corners: a triangle over half of them, and what lies beyond its two sides the same way. Large
/// triangles and small ones are drawn faster than a fan of long thin ones, by software a good deal.
fn halve(from: u32, to: u32, indices: &mut Vec<u32>) {
    if to - from >= 2 {
        let middle = u32::midpoint(from, to);
        indices.extend([from, middle, to]);
        halve(from, middle, indices);
        halve(middle, to, indices);
    }
}

/// A paint as egui wants it.
fn colour(paint: Paint) -> Color32 {
    let [red, green, blue] = paint.colour.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=255")]
    let alpha = (paint.alpha.clamp(0.0, 1.0) * 255.0).round() as u8;
    Color32::from_rgba_unmultiplied(red, green, blue, alpha)
}

/// A path as corners on the screen, without repetitions.
fn outline(path: &Path, scale: f32) -> Vec<Pos2> {
    let mut points: Vec<Pos2> = Vec::new();
    for at in path.flatten(TOLERANCE / scale) {
        let at = pos2(at.x * scale, at.y * scale);
        if at.is_finite() && points.last().is_none_or(|last| last.distance_sq(at) > 1e-4) {
            points.push(at);
        }
    }
    while points.len() > 1
        && points
            .first()
            .zip(points.last())
            .is_some_and(|(a, b)| a.distance_sq(*b) <= 1e-4)
    {
        points.pop();
    }
    points
}

/// The area within an outline; positive where it runs clockwise on the screen.
fn signed_area(points: &[Pos2]) -> f32 {
    let pairs = points.iter().zip(points.iter().cycle().skip(1));
    pairs.map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f32>() * 0.5
}

/// At each corner the way outwards (of an outline that runs clockwise) on which both its edges move by 1.
fn mitres(points: &[Pos2]) -> Vec<Vec2> {
    let count = points.len();
    (0..count)
        .map(|at| {
            let before = (points[at] - points[(at + count - 1) % count]).normalized();
            let after = (points[(at + 1) % count] - points[at]).normalized();
            mitre(before, after)
        })
        .collect()
}

fn mitre(before: Vec2, after: Vec2) -> Vec2 {
    let (one, two) = (vec2(before.y, -before.x), vec2(after.y, -after.x));
    let sum = one + two;
    let length = sum.length_sq();
    if length < 0.2 {
        return one; // the line turns back
    }
    let way = sum * (2.0 / length);
    if way.length() > MITRE_MAX {
        way.normalized() * MITRE_MAX
    } else {
        way
    }
}

fn is_convex(points: &[Pos2], outwards: f32) -> bool {
    let count = points.len();
    let mut turned = 0.0;
    for at in 0..count {
        let a = points[(at + 1) % count] - points[at];
        let b = points[(at + 2) % count] - points[(at + 1) % count];
        let cross = (a.x * b.y - a.y * b.x) * outwards;
        if cross < -1e-3 {
            return false;
        }
        turned += cross.atan2(a.dot(b));
    }
    // Once round: a star that turns twice is no convex outline.
    turned < 1.5 * std::f32::consts::TAU
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Colour, Face, Feelings, Look, SETS, customer, set_named};

    fn mesh_of(shapes: &[Shape], scale: f32) -> Mesh {
        let mut mesh = Mesh::default();
        let mut tools = Tools::default();
        for shape in shapes {
            tools.shape(shape, scale, 1.0, &mut mesh);
        }
        mesh
    }

    /// The area that is covered, soft edges by half.
    fn covered(mesh: &Mesh) -> f32 {
        let parts = mesh.triangles().map(|corners| {
            let [a, b, c] = corners.map(|at| mesh.vertices[at as usize]);
            let area = ((b.pos - a.pos).x * (c.pos - a.pos).y - (b.pos - a.pos).y * (c.pos - a.pos).x).abs() * 0.5;
            let cover: f32 = [a, b, c].iter().map(|at| f32::from(at.color.a()) / 255.0).sum();
            area * cover / 3.0
        });
        parts.sum()
    }

    #[test]
    fn a_filled_outline_covers_its_area() {
        let red = Colour([200, 0, 0]);
        let star = Path::begin(0.0, -50.0)
            .line(15.0, -15.0)
            .line(50.0, 0.0)
            .line(15.0, 15.0)
            .line(0.0, 50.0);
        let star = star.line(-15.0, 15.0).line(-50.0, 0.0).line(-15.0, -15.0).close();
        let ring_half = Path::begin(-40.0, 0.0)
            .quad([0.0, 80.0], [40.0, 0.0])
            .quad([0.0, 20.0], [-40.0, 0.0])
            .close();
        for (path, area) in [
            (Path::ellipse(0.0, 0.0, 40.0, 40.0), std::f32::consts::PI * 1600.0),
            (Path::rectangle(10.0, 10.0, 80.0, 20.0, 0.0), 1600.0),
            (star, 3000.0),
            (ring_half, 2.0 / 3.0 * 80.0 * 40.0 - 2.0 / 3.0 * 80.0 * 10.0),
        ] {
            let got = covered(&mesh_of(&[Shape::filled(path.clone(), red)], 1.0));
            assert!((got - area).abs() < 0.03 * area, "{got} for {area}: {path:?}");
        }
    }

    #[test]
    fn a_line_covers_its_length_times_its_width() {
        let red = Colour([200, 0, 0]);
        let straight = Shape::lined(Path::begin(0.0, 0.0).line(100.0, 0.0), red, 10.0);
        let got = covered(&mesh_of(&[straight], 1.0));
        let area = 1000.0 + std::f32::consts::PI * 25.0;
        assert!((got - area).abs() < 0.04 * area, "{got} for {area}");
        let ring = Shape::lined(Path::ellipse(0.0, 0.0, 50.0, 50.0), red, 6.0);
        let got = covered(&mesh_of(&[ring], 1.0));
        let area = std::f32::consts::TAU * 50.0 * 6.0;
        assert!((got - area).abs() < 0.04 * area, "{got} for {area}");
    }

    #[test]
    fn every_customer_and_set_gives_finite_triangles() {
        for scale in [0.05, 0.4, 1.0, 3.0] {
            let face = Face::of(&Feelings {
                anger: 8.0,
                ..Feelings::default()
            });
            let mut shapes = customer(&Look::default(), &face);
            for (name, _) in SETS {
                let set = set_named(name).expect("shipped");
                shapes.extend(set.back(0.7));
                shapes.extend(set.front(0.7));
            }
            let mesh = mesh_of(&shapes, scale);
            assert!(mesh.is_valid());
            assert!(mesh.vertices.iter().all(|vertex| vertex.pos.is_finite()));
            assert!(mesh.vertices.len() > 1000);
        }
    }

    #[test]
    fn nonsense_makes_nothing() {
        let red = Colour([200, 0, 0]);
        let nowhere = Path::begin(f32::NAN, 0.0).line(f32::INFINITY, 1.0).close();
        let dot = Path::begin(3.0, 3.0).line(3.0, 3.0).close();
        for path in [nowhere, dot, Path::begin(0.0, 0.0)] {
            assert!(mesh_of(&[Shape::filled(path, red)], 1.0).is_empty());
        }
        assert!(mesh_of(&[Shape::filled(Path::ellipse(0.0, 0.0, 4.0, 4.0), red)], 0.0).is_empty());
    }

    #[test]
    fn a_sketch_keeps_what_did_not_change() {
        let red = Colour([200, 0, 0]);
        let still = Shape::filled(Path::ellipse(0.0, 0.0, 9.0, 9.0), red);
        let view = View {
            origin: pos2(5.0, 5.0),
            scale: 2.0,
        };
        let (mut sketch, mut tools) = (Sketch::default(), Tools::default());
        let first = sketch
            .draw(&mut tools, vec![still.clone(), still.clone()], view, 1.0)
            .to_vec();
        let moved = Shape::filled(Path::ellipse(3.0, 0.0, 9.0, 9.0), red);
        let again = sketch.draw(&mut tools, vec![still.clone(), moved], view, 1.0);
        assert!(Arc::ptr_eq(&first[0], &again[0]) && !Arc::ptr_eq(&first[1], &again[1]));
        assert!(sketch.holds(view, 1.0) && !sketch.holds(view, 2.0));
        let left = View {
            origin: view.origin - vec2(4.0, 0.0),
            ..view
        };
        let elsewhere = sketch.placed(left)[0].calc_bounds();
        assert!((elsewhere.left() + 4.0 - first[0].calc_bounds().left()).abs() < 1e-4);
        let fewer = sketch.draw(&mut tools, vec![still], left, 1.0);
        assert_eq!(fewer.len(), 1);
        assert_eq!(fewer[0].calc_bounds(), elsewhere);
    }
}
