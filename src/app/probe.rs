//! Looks for what a window needs before anything is started: bevy panics where it is missing.

use std::sync::Arc;

use bevy::render::renderer::{RenderInstance, WgpuWrapper};
use bevy::render::settings::Backends;
use bevy::tasks::block_on;

use super::AppError;

/// Whether a window can be opened.
///
/// # Errors
/// What is missing.
pub fn look() -> Result<(), AppError> {
    display()?;
    graphics()
}

fn display() -> Result<(), AppError> {
    let unix_desktop = cfg!(all(
        unix,
        not(any(target_os = "macos", target_os = "ios", target_os = "android"))
    ));
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if unix_desktop && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") && !is_set("WAYLAND_SOCKET") {
        return Err(AppError::NoDisplay);
    }
    Ok(())
}

/// Asks for the graphics adapters that bevy will choose from.
fn graphics() -> Result<(), AppError> {
    #[expect(clippy::default_trait_access, reason = "bevy does not give wgpu's instance a name")]
    let instance = RenderInstance(Arc::new(WgpuWrapper::new(Default::default())));
    let backends = Backends::from_env().unwrap_or(Backends::all());
    if block_on(instance.enumerate_adapters(backends)).is_empty() {
        return Err(AppError::NoGraphics("neither Vulkan nor OpenGL answers".to_owned()));
    }
    Ok(())
}
