// Triangles of plain colour, where they stand on the target; gamma values, blended as egui blends.

struct Corner {
    @location(0) at: vec2<f32>,
    @location(1) colour: vec4<f32>,
}

struct Pixel {
    @builtin(position) at: vec4<f32>,
    @location(0) colour: vec4<f32>,
}

@vertex
fn vs_main(corner: Corner) -> Pixel {
    return Pixel(vec4<f32>(corner.at, 0.0, 1.0), corner.colour);
}

@fragment
fn fs_main(pixel: Pixel) -> @location(0) vec4<f32> {
    return pixel.colour;
}
