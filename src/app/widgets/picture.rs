//! Pictures of customers, kept as triangles from frame to frame.

use std::collections::HashMap;

use bevy::prelude::Resource;
use bevy_egui::egui::{self, Rect, Ui, vec2};

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
        let mesh = sketch.draw(&mut self.tools, shapes, view, ui.ctx().pixels_per_point());
        paint(ui, mesh, clip);
    }

    /// Paints shapes that never change under this name; they are asked for only when the size is a new one.
    pub fn still(&mut self, ui: &Ui, name: &str, shapes: impl FnOnce() -> Vec<Shape>, view: View, clip: Rect) {
        let sketch = self.kept.entry(name.to_owned()).or_default();
        let density = ui.ctx().pixels_per_point();
        let mesh = if sketch.holds(view, density) {
            sketch.placed(view.origin)
        } else {
            sketch.draw(&mut self.tools, shapes(), view, density)
        };
        paint(ui, mesh, clip);
    }
}

fn paint(ui: &Ui, mesh: egui::Mesh, clip: Rect) {
    let clip = clip.intersect(ui.clip_rect());
    if clip.is_positive() {
        ui.painter().with_clip_rect(clip).add(egui::Shape::mesh(mesh));
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
