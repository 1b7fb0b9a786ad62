//! Blending in gamma space, as egui and all vector drawing programs do it.
//!
//! `bevy_egui` 0.42 blends premultiplied gamma colours in linear space: soft edges come out dark and thin shades dirty. So the
//! camera composes in sRGB values (`CompositingSpace::Srgb`), egui's shader leaves out its last conversion, and its
//! pipeline is made for the target that such a camera has.

use bevy::camera::CompositingSpace;
use bevy::prelude::*;
use bevy::render::render_resource::{PipelineCache, SpecializedRenderPipelines, TextureFormat};
use bevy::render::{Render, RenderApp, RenderSystems};
use bevy::shader::Shader;
use bevy_egui::render::systems::{EguiPipelines, queue_pipelines_system};
use bevy_egui::render::{EGUI_SHADER_HANDLE, EguiPipeline, EguiPipelineKey};

pub(super) fn plugin(app: &mut App) {
    let shader = Shader::from_wgsl(include_str!("egui.wgsl"), "bounceback/egui.wgsl");
    if let Some(mut shaders) = app.world_mut().get_resource_mut::<Assets<Shader>>() {
        // The handle is a constant one: it always has a place.
        let _known = shaders.insert(&EGUI_SHADER_HANDLE, shader);
    }
    app.add_systems(Startup, camera);
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        render.add_systems(
            Render,
            use_gamma_target
                .after(queue_pipelines_system)
                .in_set(RenderSystems::Queue),
        );
    }
}

fn camera(mut commands: Commands) {
    commands.spawn((Camera2d, CompositingSpace::Srgb, Msaa::Off));
}

/// `bevy_egui` takes every target that is not HDR for one that converts by itself.
fn use_gamma_target(
    mut pipelines: ResMut<EguiPipelines>,
    mut specialized: ResMut<SpecializedRenderPipelines<EguiPipeline>>,
    pipeline: Res<EguiPipeline>,
    cache: Res<PipelineCache>,
) {
    let key = EguiPipelineKey {
        target_format: TextureFormat::Rgba8Unorm,
    };
    for used in pipelines.0.values_mut() {
        *used = specialized.specialize(&cache, &pipeline, key);
    }
}
