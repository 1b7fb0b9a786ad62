//! Shapes of one colour without letters, which stand before all others in a picture: the stage. They need no texture.

use std::ops::Range;

use bevy_egui::egui::epaint::{ClippedShape, Mesh, WHITE_UV};
use bevy_egui::egui::{Color32, CornerRadius, Rect, Shape, TextureId, Vec2};

/// Triangles for the shader of plain colour.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plain {
    /// Three words a corner: x and y on the target (-1 ..= 1, upwards) as bits, and the colour's four bytes.
    pub corners: Vec<u32>,
    pub indices: Vec<u32>,
    pub draws: Vec<Draw>,
}

/// Triangles that are cut by the same rectangle.
#[derive(Debug, Clone, PartialEq)]
pub struct Draw {
    /// Left, top, width and height in pixels.
    pub scissor: [u32; 4],
    pub indices: Range<u32>,
}

/// The size of what is painted on.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Points.
    pub size: Vec2,
    pub pixels_per_point: f32,
}

impl Plain {
    /// Takes the plain shapes at the front of the list; says how many.
    pub fn take_front(&mut self, shapes: &[ClippedShape], target: Target) -> usize {
        let is_plain = |shape: &&ClippedShape| match &shape.shape {
            Shape::Mesh(mesh) => {
                mesh.texture_id == TextureId::default() && mesh.vertices.iter().all(|at| at.uv == WHITE_UV)
            }
            Shape::Rect(rect) => is_block(rect),
            _ => false,
        };
        let front = shapes.iter().take_while(is_plain);
        let mut taken = 0;
        for shape in front {
            taken += 1;
            match &shape.shape {
                Shape::Mesh(mesh) => self.push(mesh, shape.clip_rect, target),
                Shape::Rect(rect) => {
                    let mut mesh = Mesh::default();
                    mesh.add_colored_rect(rect.rect, rect.fill);
                    self.push(&mesh, shape.clip_rect, target);
                }
                _ => {}
            }
        }
        taken
    }

    fn push(&mut self, mesh: &Mesh, clip: Rect, target: Target) {
        let Some(scissor) = scissor(clip, target) else { return };
        let first = word(self.corners.len() / 3);
        let from = word(self.indices.len());
        for corner in &mesh.vertices {
            let x = corner.pos.x / target.size.x * 2.0 - 1.0;
            let y = 1.0 - corner.pos.y / target.size.y * 2.0;
            let colour = u32::from_le_bytes(corner.color.to_array());
            self.corners.extend([x.to_bits(), y.to_bits(), colour]);
        }
        self.indices.extend(mesh.indices.iter().map(|index| first + index));
        let to = word(self.indices.len());
        match self.draws.last_mut() {
            Some(last) if last.scissor == scissor && last.indices.end == from => last.indices.end = to,
            _ => self.draws.push(Draw {
                scissor,
                indices: from..to,
            }),
        }
    }
}

/// A rectangle that is nothing but filled.
fn is_block(rect: &bevy_egui::egui::epaint::RectShape) -> bool {
    rect.corner_radius == CornerRadius::ZERO
        && rect.stroke.is_empty()
        && rect.blur_width <= 0.0
        && rect.brush.is_none()
        && rect.angle.abs() <= f32::EPSILON
        && rect.fill != Color32::PLACEHOLDER
}

fn word(count: usize) -> u32 {
    u32::try_from(count).expect("a picture has far fewer than 2^32 corners")
}

/// The pixels of a clip, as egui's renderer rounds them; `None` where there are none.
fn scissor(clip: Rect, target: Target) -> Option<[u32; 4]> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded and between 0 and the target's size"
    )]
    let pixel = |at: f32, most: f32| {
        let most = (most * target.pixels_per_point).round();
        (at * target.pixels_per_point).round().clamp(0.0, most) as u32
    };
    let (left, right) = (pixel(clip.left(), target.size.x), pixel(clip.right(), target.size.x));
    let (top, bottom) = (pixel(clip.top(), target.size.y), pixel(clip.bottom(), target.size.y));
    (right > left && bottom > top).then(|| [left, top, right - left, bottom - top])
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::{pos2, vec2};

    const TARGET: Target = Target {
        size: vec2(100.0, 50.0),
        pixels_per_point: 2.0,
    };

    fn block(clip: Rect, radius: u8) -> ClippedShape {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(50.0, 50.0));
        ClippedShape {
            clip_rect: clip,
            shape: Shape::rect_filled(rect, CornerRadius::same(radius), Color32::from_rgb(1, 2, 3)),
        }
    }

    #[test]
    fn plain_shapes_are_taken_up_to_the_first_that_is_not() {
        let all = Rect::from_min_size(pos2(0.0, 0.0), vec2(100.0, 50.0));
        let part = Rect::from_min_size(pos2(10.0, 10.0), vec2(20.2, 500.0));
        let nothing = Rect::from_min_size(pos2(10.0, 10.0), vec2(0.1, 9.0));
        let shapes = [
            block(all, 0),
            block(part, 0),
            block(nothing, 0),
            block(all, 4),
            block(all, 0),
        ];
        let mut plain = Plain::default();
        assert_eq!(plain.take_front(&shapes, TARGET), 3);
        let draws: Vec<_> = plain
            .draws
            .iter()
            .map(|draw| (draw.scissor, draw.indices.clone()))
            .collect();
        assert_eq!(draws, [([0, 0, 200, 100], 0..6), ([20, 20, 40, 80], 6..12)]);
        // The block's lower right corner is the middle of the lower edge.
        let corners: Vec<_> = plain.corners.chunks(3).take(4).collect();
        let at = |x: f32, y: f32| [x.to_bits(), y.to_bits(), 0xff03_0201];
        assert!(corners.contains(&at(-1.0, 1.0).as_slice()) && corners.contains(&at(0.0, -1.0).as_slice()));
    }
}
