//! Looks for what a window needs before anything is started: bevy panics where it is missing.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bevy::prelude::*;
use bevy::render::renderer::{RenderInstance, WgpuWrapper};
use bevy::render::settings::Backends;
use bevy::tasks::block_on;

use super::AppError;

/// Whether a window can be opened, and by which graphics.
///
/// # Errors
/// What is missing.
pub fn look() -> Result<Backends, AppError> {
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

/// Asks for the graphics adapters that bevy will choose from: where one of the first rank answers (Vulkan, Metal, DirectX 12), OpenGL
/// need not be started at all, which takes a while.
fn graphics() -> Result<Backends, AppError> {
    #[expect(clippy::default_trait_access, reason = "bevy does not give wgpu's instance a name")]
    let instance = RenderInstance(Arc::new(WgpuWrapper::new(Default::default())));
    let wished = Backends::from_env();
    let ranks = wished.map_or(vec![Backends::PRIMARY, Backends::all()], |wished| vec![wished]);
    let answers = |backends: &Backends| !block_on(instance.enumerate_adapters(*backends)).is_empty();
    let none = || AppError::NoGraphics("neither Vulkan nor OpenGL answers".to_owned());
    ranks.into_iter().find(answers).ok_or_else(none)
}

/// Pictures after which the graphics are known to work.
const FRAMES_PROVEN: u32 = 3;

/// Runs the program. A driver that answers and then cannot draw into the window makes bevy panic at the first picture:
/// that is told like the other lacks. A panic later is a mistake of ours and goes on its way.
///
/// # Errors
/// What is missing.
pub fn run(mut app: App) -> Result<(), AppError> {
    let is_proven = Arc::new(AtomicBool::new(false));
    let prove = Arc::clone(&is_proven);
    app.add_systems(Last, move |mut frames: Local<u32>| {
        *frames = frames.saturating_add(1);
        if *frames > FRAMES_PROVEN {
            prove.store(true, Ordering::Relaxed);
        }
    });
    let report = panic::take_hook();
    let may_speak = Arc::clone(&is_proven);
    let has_failed = Arc::new(AtomicBool::new(false));
    let fail = Arc::clone(&has_failed);
    panic::set_hook(Box::new(move |why| {
        if may_speak.load(Ordering::Relaxed) {
            report(why);
        } else {
            fail.store(true, Ordering::Relaxed);
        }
    }));
    let ended = panic::catch_unwind(AssertUnwindSafe(|| app.run()));
    // From here on panics are told again, whatever has become of the window.
    let was_proven = is_proven.swap(true, Ordering::Relaxed);
    match ended {
        // A picture that was never finished: what failed did so on the thread that draws.
        Ok(_) if has_failed.load(Ordering::Relaxed) => Err(cannot_draw()),
        Ok(_) => Ok(()),
        Err(why) if was_proven => panic::resume_unwind(why),
        Err(_) => Err(cannot_draw()),
    }
}

fn cannot_draw() -> AppError {
    AppError::NoGraphics("the one that answers cannot draw into a window".to_owned())
}
