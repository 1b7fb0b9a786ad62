//! Software rendering draws only what has changed since the last picture.
//!
//! Where no graphics card is at hand each pixel costs the processor, and in a drill only the customer, a lamp and a few letters move. The last
//! picture stays in the camera's texture (nothing clears it); what is painted is cut to the rectangles that have changed. A graphics card
//! is faster without: there everything is painted, always.

mod changed;
mod pass;
mod plain;

use bevy::camera::ClearColorConfig;
use bevy::prelude::*;
use bevy::render::renderer::RenderAdapterInfo;
use bevy::window::{WindowFocused, WindowOccluded, WindowResized};
use bevy_egui::egui::Rect;
use bevy_egui::egui::epaint::ClippedShape;
use bevy_egui::{EguiContext, EguiFullOutput, EguiPostUpdateSet, PrimaryEguiContext};

use self::changed::{changed, cut};
use self::pass::Painted;
use self::plain::{Plain, Target};
use super::gallery::Gallery;
use super::screen::Screen;

/// Pictures that are painted whole after the start and after a change of screen: pipelines, fonts and layout settle.
const WHOLE_FRAMES: u32 = 12;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins(pass::plugin)
        .add_systems(Startup, keep_last_picture.after(super::gamma::camera))
        .add_systems(
            PostUpdate,
            paint_changes
                .after(EguiPostUpdateSet::EndPass)
                .before(EguiPostUpdateSet::ProcessOutput),
        );
}

/// What is behind everything is painted by `frame` like all the rest.
fn keep_last_picture(mut cameras: Query<&mut Camera>) {
    for mut camera in &mut cameras {
        camera.clear_color = ClearColorConfig::None;
    }
}

/// Whether the adapter is a program on the processor.
pub(super) fn is_software(adapter: &RenderAdapterInfo) -> bool {
    // wgpu's type has no name in bevy, and its own crate is no dependency of ours.
    format!("{:?}", adapter.device_type) == "Cpu"
}

/// What was painted last.
#[derive(Default)]
struct Last {
    shapes: Vec<ClippedShape>,
    screen: Option<Rect>,
    pixels_per_point: f32,
    whole_frames: u32,
}

fn paint_changes(
    mut last: Local<Last>,
    screen: Res<State<Screen>>,
    mut outputs: Query<(&mut EguiContext, &mut EguiFullOutput), With<PrimaryEguiContext>>,
    mut painted: ResMut<Painted>,
    (adapter, gallery): (Option<Res<RenderAdapterInfo>>, Option<Res<Gallery>>),
    (mut resized, mut focused, mut occluded): (
        MessageReader<WindowResized>,
        MessageReader<WindowFocused>,
        MessageReader<WindowOccluded>,
    ),
) {
    let Ok((mut context, mut output)) = outputs.single_mut() else {
        return;
    };
    let Some(output) = output.0.as_mut() else { return };
    let room = context.get_mut().viewport_rect();
    let happened = resized.read().count() + focused.read().count() + occluded.read().count();
    let is_new = last.screen != Some(room)
        || (last.pixels_per_point - output.pixels_per_point).abs() > f32::EPSILON
        || screen.is_changed()
        || happened > 0
        // Letters that were painted before may have moved in the texture.
        || !output.textures_delta.is_empty();
    last.whole_frames = if is_new {
        WHOLE_FRAMES
    } else {
        last.whole_frames.saturating_sub(1)
    };
    (last.screen, last.pixels_per_point) = (Some(room), output.pixels_per_point);
    let shapes = std::mem::take(&mut output.shapes);
    let is_software = gallery.is_none() && adapter.is_some_and(|adapter| is_software(&adapter));
    let rectangles = if is_software && last.whole_frames == 0 {
        changed(&last.shapes, &shapes, room, output.pixels_per_point)
    } else {
        vec![room]
    };
    let target = Target {
        size: room.size(),
        pixels_per_point: output.pixels_per_point,
    };
    let mut plain = Plain::default();
    for mut seen in cut(&shapes, &rectangles) {
        let front = plain.take_front(&seen, target);
        output.shapes.extend(seen.drain(front..));
    }
    painted.0 = plain;
    last.shapes = shapes;
}
