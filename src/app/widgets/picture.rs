//! Pictures of customers, kept as triangles from frame to frame.

use std::collections::HashMap;
use std::sync::Arc;

use bevy::prelude::Resource;
use bevy_egui::egui::{self, Color32, CornerRadius, Pos2, Rect, Stroke, StrokeKind, Ui, vec2};

use super::Pen;

use crate::app::painter::{Sketch, Tools, View};
use crate::figure::{Face, Look, Shape, portrait as portrait_shapes};

/// All drawings that are kept, by name.
#[derive(Resource, Default)]
pub struct Sketches {
    tools: Tools,
    kept: HashMap<String, Sketch>,
}

impl Sketches {
    /// Paints shapes that may move; of those that stand still the triangles are kept under this name.
    pub fn moving(&mut self, ui: &Ui, name: &str, shapes: Vec<Shape>, view: View, clip: Rect) {
        let sketch = self.kept.entry(name.to_owned()).or_default();
        let pieces = sketch.draw(&mut self.tools, shapes, view, ui.ctx().pixels_per_point());
        paint(ui, pieces, clip);
    }

    /// Paints shapes that never change under this name; they are asked for only when the size is a new one.
    pub fn still(&mut self, ui: &Ui, name: &str, shapes: impl FnOnce() -> Vec<Shape>, view: View, clip: Rect) {
        let sketch = self.kept.entry(name.to_owned()).or_default();
        let density = ui.ctx().pixels_per_point();
        let pieces = if sketch.holds(view, density) {
            sketch.placed(view)
        } else {
            sketch.draw(&mut self.tools, shapes(), view, density)
        };
        paint(ui, pieces, clip);
    }
}

fn paint(ui: &Ui, pieces: &[Arc<egui::Mesh>], clip: Rect) {
    let clip = clip.intersect(ui.clip_rect());
    if clip.is_positive() {
        let painter = ui.painter().with_clip_rect(clip);
        painter.extend(pieces.iter().map(|piece| egui::Shape::Mesh(Arc::clone(piece))));
    }
}

/// Paints a portrait under a name that says who it is and how they look: head and shoulders as large as fit, the
/// shoulders on the lower edge.
pub fn portrait(ui: &Ui, sketches: &mut Sketches, name: &str, look: &Look, face: Face, rect: Rect) {
    // Head from the top of the hair to the collar.
    const TOP: f32 = -208.0;
    const BOTTOM: f32 = 166.0;
    let scale = rect.height() / (BOTTOM - TOP);
    let view = View {
        origin: rect.center_top() + vec2(0.0, -TOP * scale),
        scale,
    };
    sketches.still(ui, name, || portrait_shapes(look, &face), view, rect);
}

/// A picture's frame.
pub struct Frame {
    pub rect: Rect,
    pub corners: CornerRadius,
    /// The one colour round the picture: its corners are painted over with it.
    pub ground: Color32,
    /// Where the picture itself leaves anything free.
    pub behind: Color32,
}

/// Paints shapes that may move into a frame with round corners.
pub fn framed(ui: &Ui, pen: &mut Pen<'_>, name: &str, shapes: Vec<Shape>, view: View, frame: &Frame) {
    let Frame { rect, corners, .. } = *frame;
    ui.painter().rect_filled(rect, CornerRadius::ZERO, frame.behind);
    pen.sketches.moving(ui, name, shapes, view, rect);
    let radius = f32::from(corners.nw).min(0.5 * rect.width()).min(0.5 * rect.height());
    let outer = rect.expand(1.0);
    for (corner, middle) in [
        (outer.left_top(), rect.left_top() + vec2(radius, radius)),
        (outer.right_top(), rect.right_top() + vec2(-radius, radius)),
        (outer.right_bottom(), rect.right_bottom() + vec2(-radius, -radius)),
        (outer.left_bottom(), rect.left_bottom() + vec2(radius, -radius)),
    ] {
        ui.painter()
            .add(egui::Shape::mesh(spandrel(corner, middle, radius, frame.ground)));
    }
    let palette = pen.theme.palette;
    let line = Stroke::new(palette.line_width + 1.5, palette.line);
    ui.painter().rect_stroke(rect, corners, line, StrokeKind::Middle);
}

/// What lies between a corner and the quarter of a circle about `middle` that rounds it.
fn spandrel(corner: Pos2, middle: Pos2, radius: f32, colour: Color32) -> egui::Mesh {
    const PARTS: u8 = 16;
    let way = vec2((corner.x - middle.x).signum(), (corner.y - middle.y).signum());
    let mut mesh = egui::Mesh::default();
    mesh.colored_vertex(corner, colour);
    for part in 0..=PARTS {
        let turn = std::f32::consts::FRAC_PI_2 * f32::from(part) / f32::from(PARTS);
        mesh.colored_vertex(middle + vec2(way.x * turn.cos(), way.y * turn.sin()) * radius, colour);
    }
    for part in 1..=u32::from(PARTS) {
        mesh.add_triangle(0, part, part + 1);
    }
    mesh
}
