//! Blending in gamma space, as egui and all vector drawing programs do it.
//!
//! `bevy_egui` 0.42 blends premultiplied gamma colours in linear space: soft edges come out dark and thin shades dirty. So the
//! camera composes in sRGB values (`CompositingSpace::Srgb`), egui's shader leaves out its last conversion, and its
//! pipeline is made for the target that such a camera has. What brings the picture to the window is a shorter shader than bevy's.

use bevy::camera::CompositingSpace;
use bevy::core_pipeline::blit::{BlitPipeline, init_blit_pipeline};
use bevy::prelude::*;
use bevy::render::render_resource::{PipelineCache, SpecializedRenderPipelines, TextureFormat};
use bevy::render::{Render, RenderApp, RenderStartup, RenderSystems};
use bevy::shader::Shader;
use bevy_egui::render::systems::{EguiPipelines, queue_pipelines_system};
use bevy_egui::render::{EGUI_SHADER_HANDLE, EguiPipeline, EguiPipelineKey};

pub(super) fn plugin(app: &mut App) {
    let shader = Shader::from_wgsl(include_str!("egui.wgsl"), "bounceback/egui.wgsl");
    if let Some(mut shaders) = app.world_mut().get_resource_mut::<Assets<Shader>>() {
        // The handle is a constant one: it always has a place.
        let _known = shaders.insert(&EGUI_SHADER_HANDLE, shader);
    }
    let to_window = Shader::from_wgsl(include_str!("blit.wgsl"), "bounceback/blit.wgsl");
    let to_window = app.world_mut().resource_mut::<Assets<Shader>>().add(to_window);
    app.add_systems(Startup, camera);
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        render.add_systems(
            RenderStartup,
            (move |mut pipeline: ResMut<BlitPipeline>| pipeline.fragment_shader = to_window.clone())
                .after(init_blit_pipeline),
        );
        render.add_systems(
            Render,
            use_gamma_target
                .after(queue_pipelines_system)
                .in_set(RenderSystems::Queue),
        );
    }
}

pub(super) fn camera(mut commands: Commands) {
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

#[cfg(test)]
mod tests {
    /// The numbers that `blit.wgsl` multiplies with, the lowest power first.
    fn factors() -> Vec<f64> {
        let text = include_str!("blit.wgsl");
        let line = text
            .lines()
            .find(|line| line.contains("let linear ="))
            .expect("the line");
        let numbers = line.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
        numbers.filter_map(|number| number.parse().ok()).collect()
    }

    #[test]
    fn every_shade_comes_back_as_itself() {
        let factors = factors();
        assert_eq!(factors.len(), 5);
        for shade in 0_u8..=255 {
            let x = f64::from(shade) / 255.0;
            let linear = factors.iter().rev().fold(0.0, |sum, factor| (sum + factor) * x);
            // IEC 61966-2-1: what the window does with it.
            let back = if linear <= 0.003_130_8 {
                12.92 * linear
            } else {
                1.055 * linear.powf(1.0 / 2.4) - 0.055
            };
            assert!(
                (back * 255.0 - f64::from(shade)).abs() < 0.45,
                "{shade}: {}",
                back * 255.0
            );
        }
    }
}
