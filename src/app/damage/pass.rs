//! Paints plain triangles under what egui paints. Without a texture to be read, software draws them in half the time.

use bevy::core_pipeline::{Core2d, Core2dSystems};
use bevy::mesh::VertexBufferLayout;
use bevy::prelude::*;
use bevy::render::render_resource::{
    BlendState, BufferUsages, CachedRenderPipelineId, ColorTargetState, ColorWrites, FragmentState, IndexFormat,
    PipelineCache, RawBufferVec, RenderPassDescriptor, RenderPipelineDescriptor, TextureFormat, VertexFormat,
    VertexState, VertexStepMode,
};
use bevy::render::renderer::{RenderContext, RenderDevice, RenderQueue, ViewQuery};
use bevy::render::view::ViewTarget;
use bevy::render::{Extract, ExtractSchedule, Render, RenderApp, RenderStartup, RenderSystems};
use bevy::shader::Shader;

use super::plain::{Draw, Plain};

/// The plain triangles of the picture that is being made.
#[derive(Resource, Default)]
pub struct Painted(pub Plain);

/// What is drawn with, in the render world.
#[derive(Resource)]
struct Brush {
    shader: Handle<Shader>,
    pipeline: Option<CachedRenderPipelineId>,
    corners: RawBufferVec<u32>,
    indices: RawBufferVec<u32>,
    draws: Vec<Draw>,
}

pub(super) fn plugin(app: &mut App) {
    let shader = Shader::from_wgsl(include_str!("plain.wgsl"), "bounceback/plain.wgsl");
    let shader = app.world_mut().resource_mut::<Assets<Shader>>().add(shader);
    app.init_resource::<Painted>();
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        render
            .insert_resource(Brush {
                shader,
                pipeline: None,
                corners: RawBufferVec::new(BufferUsages::VERTEX),
                indices: RawBufferVec::new(BufferUsages::INDEX),
                draws: Vec::new(),
            })
            .add_systems(RenderStartup, queue_pipeline)
            .add_systems(ExtractSchedule, extract)
            .add_systems(Render, write.in_set(RenderSystems::PrepareResources))
            .add_systems(Core2d, paint.in_set(Core2dSystems::MainPass));
    }
}

fn queue_pipeline(mut brush: ResMut<Brush>, cache: Res<PipelineCache>) {
    let attributes = [VertexFormat::Float32x2, VertexFormat::Unorm8x4];
    let descriptor = RenderPipelineDescriptor {
        label: Some("plain colour".into()),
        vertex: VertexState {
            shader: brush.shader.clone(),
            buffers: vec![VertexBufferLayout::from_vertex_formats(
                VertexStepMode::Vertex,
                attributes,
            )],
            ..default()
        },
        fragment: Some(FragmentState {
            shader: brush.shader.clone(),
            targets: vec![Some(ColorTargetState {
                format: TextureFormat::Rgba8Unorm,
                blend: Some(BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                write_mask: ColorWrites::ALL,
            })],
            ..default()
        }),
        ..default()
    };
    brush.pipeline = Some(cache.queue_render_pipeline(descriptor));
}

fn extract(painted: Extract<Res<Painted>>, mut brush: ResMut<Brush>) {
    if !painted.is_changed() {
        return;
    }
    let plain = &painted.0;
    brush.corners.clear();
    brush.corners.extend(plain.corners.iter().copied());
    brush.indices.clear();
    brush.indices.extend(plain.indices.iter().copied());
    brush.draws.clone_from(&plain.draws);
}

fn write(mut brush: ResMut<Brush>, device: Res<RenderDevice>, queue: Res<RenderQueue>) {
    brush.corners.write_buffer(&device, &queue);
    brush.indices.write_buffer(&device, &queue);
}

fn paint(view: ViewQuery<&ViewTarget>, brush: Res<Brush>, cache: Res<PipelineCache>, mut context: RenderContext) {
    let pipeline = brush.pipeline.and_then(|pipeline| cache.get_render_pipeline(pipeline));
    let (Some(pipeline), Some(corners), Some(indices)) = (pipeline, brush.corners.buffer(), brush.indices.buffer())
    else {
        return;
    };
    if brush.draws.is_empty() {
        return;
    }
    let target = view.into_inner();
    let mut pass = context.begin_tracked_render_pass(RenderPassDescriptor {
        label: Some("plain colour"),
        color_attachments: &[Some(target.get_unsampled_color_attachment())],
        depth_stencil_attachment: None,
        timestamp_writes: None,
        occlusion_query_set: None,
        multiview_mask: None,
    });
    pass.set_render_pipeline(pipeline);
    pass.set_vertex_buffer(0, corners.slice(..));
    pass.set_index_buffer(indices.slice(..), IndexFormat::Uint32);
    let size = target.main_texture().size();
    for draw in &brush.draws {
        let [left, top, width, height] = draw.scissor;
        // The window may have become smaller since the picture was laid out.
        if left + width <= size.width && top + height <= size.height {
            pass.set_scissor_rect(left, top, width, height);
            pass.draw_indexed(draw.indices.clone(), 0, 0..1);
        }
    }
}
