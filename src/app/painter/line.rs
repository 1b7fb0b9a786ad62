//! Lines as triangles: a band of even width with soft edges, round where the stroke is.

use bevy_egui::egui::epaint::Vertex;
use bevy_egui::egui::{Color32, Mesh, Pos2, Vec2, vec2};

use super::{colour, mitre, next_index};
use crate::figure::Stroke;

/// The triangles of a line along these points.
pub(super) fn line(points: &[Pos2], closed: bool, stroke: Stroke, scale: f32, feather: f32, mesh: &mut Mesh) {
    let mut ink = colour(stroke.paint);
    let mut width = stroke.width * scale;
    if width < feather {
        ink = ink.gamma_multiply((width / feather).clamp(0.0, 1.0));
        width = feather;
    }
    if points.is_empty() || ink.a() == 0 {
        return;
    }
    let closed = closed && points.len() > 2;
    let half = 0.5 * width;
    let mut run: Vec<Pos2> = Vec::with_capacity(points.len());
    let count = points.len();
    let steps = if closed { count + 1 } else { count };
    for step in 0..steps {
        let at = points[step % count];
        run.push(at);
        let last = step + 1 == steps;
        if last || run.len() < 2 {
            continue;
        }
        let before = (at - run[run.len() - 2]).normalized();
        let after = (points[(step + 1) % count] - at).normalized();
        // A sharp corner ends the run: its round ends meet.
        if stroke.round && before.dot(after) < 0.7 && half > feather {
            strip(&run, [true, true], half, ink, feather, mesh);
            run = vec![at];
        }
    }
    strip(
        &run,
        [stroke.round && !closed, stroke.round && !closed],
        half,
        ink,
        feather,
        mesh,
    );
}

/// A band of even width along a run without sharp corners, with round caps where asked.
fn strip(run: &[Pos2], caps: [bool; 2], half: f32, ink: Color32, feather: f32, mesh: &mut Mesh) {
    if run.len() < 2 {
        if caps[0]
            && let Some(at) = run.first()
        {
            cap(*at, vec2(1.0, 0.0), half, ink, feather, mesh);
            cap(*at, vec2(-1.0, 0.0), half, ink, feather, mesh);
        }
        return;
    }
    let (solid, reach) = ((half - 0.5 * feather).max(0.0), half + 0.5 * feather);
    let is_ring = run.len() > 3 && run.first() == run.last();
    let first = next_index(mesh);
    let count = run.len();
    for at in 0..count {
        let before = match at {
            0 if is_ring => run[0] - run[count - 2],
            0 => run[1] - run[0],
            _ => run[at] - run[at - 1],
        };
        let after = match at + 1 {
            next if next < count => run[next] - run[at],
            _ if is_ring => run[1] - run[0],
            _ => before,
        };
        let way = mitre(before.normalized(), after.normalized());
        for (off, ink) in [
            (-reach, Color32::TRANSPARENT),
            (-solid, ink),
            (solid, ink),
            (reach, Color32::TRANSPARENT),
        ] {
            mesh.vertices.push(Vertex::untextured(run[at] + way * off, ink));
        }
    }
    for at in 0..next_index(mesh).saturating_sub(first) / 4 - 1 {
        for lane in 0..3 {
            let corner = first + 4 * at + lane;
            mesh.indices
                .extend([corner, corner + 1, corner + 4, corner + 1, corner + 5, corner + 4]);
        }
    }
    if caps[0] {
        cap(run[0], (run[0] - run[1]).normalized(), half, ink, feather, mesh);
    }
    if caps[1] {
        cap(
            run[count - 1],
            (run[count - 1] - run[count - 2]).normalized(),
            half,
            ink,
            feather,
            mesh,
        );
    }
}

/// Half a disc that closes a line which comes from behind.
fn cap(at: Pos2, way: Vec2, half: f32, ink: Color32, feather: f32, mesh: &mut Mesh) {
    let (solid, reach) = ((half - 0.5 * feather).max(0.0), half + 0.5 * feather);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
    let parts = (half.sqrt() * 4.0).ceil().clamp(4.0, 24.0) as u16;
    let first = next_index(mesh);
    mesh.vertices.push(Vertex::untextured(at, ink));
    for part in 0..=parts {
        let turn = std::f32::consts::PI * (f32::from(part) / f32::from(parts) - 0.5);
        let (sin, cos) = turn.sin_cos();
        let out = vec2(way.x * cos - way.y * sin, way.x * sin + way.y * cos);
        mesh.vertices.push(Vertex::untextured(at + out * solid, ink));
        mesh.vertices
            .push(Vertex::untextured(at + out * reach, Color32::TRANSPARENT));
    }
    for part in 0..u32::from(parts) {
        let [a, b, c, d] = [0, 1, 2, 3].map(|corner| first + 1 + 2 * part + corner);
        mesh.indices.extend([first, a, c, a, b, c, b, d, c]);
    }
}
