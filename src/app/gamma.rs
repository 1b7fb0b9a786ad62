//! Blending in gamma space, as egui and all vector drawing programs do it.
//!
//! bevy_egui 0.42 blends premultiplied gamma colours in linear space: soft edges come out dark and thin shades dirty. So the
//! camera composes in sRGB values (`CompositingSpace::Srgb`, on a 16-bit target because bevy_egui knows no other without
//! its own conversion), and egui's shader leaves out its last conversion.

use bevy::camera::{CompositingSpace, Hdr};
use bevy::prelude::*;
use bevy::shader::Shader;
use bevy_egui::render::EGUI_SHADER_HANDLE;

pub(super) fn plugin(app: &mut App) {
    let shader = Shader::from_wgsl(include_str!("egui.wgsl"), "bounceback/egui.wgsl");
    if let Some(mut shaders) = app.world_mut().get_resource_mut::<Assets<Shader>>() {
        // The handle is a constant one: it always has a place.
        let _known = shaders.insert(&EGUI_SHADER_HANDLE, shader);
    }
    app.add_systems(Startup, camera);
}

fn camera(mut commands: Commands) {
    commands.spawn((Camera2d, Hdr, CompositingSpace::Srgb, Msaa::Off));
}
