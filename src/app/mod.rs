//! The window: a thin skin over the drill, in Bevy and egui.
//!
//! Each screen is a function that reads a model and returns a `screen::Command`; one system does what was asked. The
//! rules are all below this module; the window knows no file formats and no command line.

#![expect(
    clippy::needless_pass_by_value,
    reason = "the parameters of systems are taken by value"
)]

mod access;
mod audio;
#[cfg(all(unix, not(target_os = "macos")))]
mod bare_screen;
mod bench;
mod best_line;
mod briefing;
mod contrast;
mod damage;
mod debrief;
mod drill;
mod fonts;
mod frame;
mod gallery;
mod gamma;
mod home;
mod map;
mod painter;
mod papers;
mod power;
mod probe;
mod programs;
mod records;
mod reviewer;
mod screen;
mod settings;
mod shelf;
mod stage;
mod team;
mod theme;
mod title;
mod top;
mod voice;
mod whole_screen;
mod widgets;
mod workbench;

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::PoisonError;
use std::time::Instant;

use bevy::prelude::*;
use bevy::render::settings::WgpuSettings;
use bevy::window::{PresentMode, WindowResolution};
use bevy_egui::EguiPlugin;

use crate::customer::Temper;
use crate::library::Library;
use crate::session::{Mode, Pace};

/// Where the window opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The id of a scenario of the library. One that is not there opens all drills.
    pub scenario: String,
    /// `None`: a new one.
    pub seed: Option<u64>,
    pub mode: Mode,
    pub pace: Pace,
    /// `None`: drawn.
    pub temper: Option<Temper>,
    /// Whether the briefing is left out.
    pub at_drill: bool,
}

/// What the window is opened with.
#[derive(Debug, Default)]
pub struct AppOptions {
    pub library: Library,
    /// `None`: all drills.
    pub start: Option<Start>,
    /// Draws every screen, then ends.
    pub pictures: Option<Pictures>,
    /// Where settings are kept; `None`: nowhere, the usual ones hold.
    pub data: Option<PathBuf>,
    /// Where team sessions are kept; `None`: nowhere.
    pub sessions: Option<PathBuf>,
    /// Where drills are recorded: a file, or `postgres://…`; `None`: nowhere.
    pub records: Option<String>,
    /// Whether the folders of scenarios that the settings name are added to the library.
    pub with_own_folders: bool,
}

pub use bench::Figures;
pub use gallery::{Pictures, Sitting, theme_names};

/// Why there is no window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppError {
    /// No display is named in the environment.
    NoDisplay,
    /// No graphics driver was found, or it cannot draw.
    NoGraphics(String),
    /// The pictures could not be taken, for this reason.
    Pictures(String),
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoDisplay => f.write_str(
                "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); the drill goes on in the terminal.",
            ),
            Self::NoGraphics(why) => write!(
                f,
                "There is no graphics driver that can draw a window ({why}); the drill goes on in the terminal."
            ),
            Self::Pictures(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for AppError {}

/// The smallest window.
const SIZE_MIN: (f32, f32) = (640.0, 400.0);

/// Opens the window and stays until it is closed.
///
/// # Errors
/// What a window needs and this machine does not have.
pub fn run(options: AppOptions) -> Result<(), AppError> {
    let mut app = window(&options)?;
    let trouble = match (options.pictures, &options.start) {
        (Some(pictures), start) => Some(take_pictures(&mut app, pictures, start.as_ref())),
        (None, Some(start)) => {
            open_at(&mut app, start);
            None
        }
        (None, None) => None,
    };
    probe::run(app)?;
    match trouble.as_ref().and_then(|trouble| trouble.get()) {
        Some(why) => Err(AppError::Pictures(why.clone())),
        None => Ok(()),
    }
}

/// Opens the window, measures it for a minute, and closes it. `begun`: when the program was started.
///
/// # Errors
/// What a window needs and this machine does not have.
pub fn measure(library: Library, begun: Instant) -> Result<Figures, AppError> {
    let options = AppOptions {
        library,
        ..AppOptions::default()
    };
    let mut app = window(&options)?;
    let sheet = bench::take(&mut app, begun);
    probe::run(app)?;
    let figures = sheet.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(figures.clone())
}

/// All that the window is made of, with what stands on its shelf.
fn window(options: &AppOptions) -> Result<App, AppError> {
    let backends = probe::look()?;
    let mut app = App::new();
    let first = options.pictures.as_ref().and_then(|pictures| pictures.sittings.first());
    let (width, height) = first.map_or((1280, 720), |sitting| sitting.size);
    let window = Window {
        title: "bounceback".to_owned(),
        name: Some("bounceback".to_owned()),
        resolution: WindowResolution::new(width, height),
        resize_constraints: bevy::window::WindowResizeConstraints {
            min_width: SIZE_MIN.0,
            min_height: SIZE_MIN.1,
            ..default()
        },
        // A drill asks for 60 pictures a second and a menu for none, so nothing runs away without vertical sync, and a key is seen
        // a picture earlier.
        present_mode: PresentMode::AutoNoVsync,
        desired_maximum_frame_latency: NonZeroU32::new(1),
        ..default()
    };
    app.add_plugins(
        DefaultPlugins
            .build()
            .set(WindowPlugin {
                primary_window: Some(window),
                ..default()
            })
            // Little is drawn: a picture that is drawn at once is seen before the next input, one that is drawn beside the next update is
            // not.
            .disable::<bevy::render::pipelined_rendering::PipelinedRenderingPlugin>()
            .set(bevy::render::RenderPlugin {
                render_creation: WgpuSettings {
                    backends: Some(backends),
                    ..default()
                }
                .into(),
                ..default()
            })
            .set(bevy::log::LogPlugin {
                level: bevy::log::Level::ERROR,
                // Backends that do not answer say so at length; `probe` has looked.
                filter: "wgpu_hal=off".to_owned(),
                ..default()
            }),
    )
    .add_plugins(EguiPlugin::default())
    .add_plugins((
        screen::plugin,
        title::plugin,
        gamma::plugin,
        frame::plugin,
        drill::plugin,
        reviewer::plugin,
        power::plugin,
        damage::plugin,
        records::plugin,
        workbench::plugin,
        team::plugin,
        whole_screen::plugin,
        access::plugin,
        settings::plugin,
    ));
    take_settings(&mut app, options);
    app.insert_resource(records::Records::at(options.records.clone()));
    app.world_mut()
        .resource_mut::<records::Desk>()
        .sessions
        .clone_from(&options.sessions);
    let mut rehearsal = app.world_mut().resource_mut::<team::Rehearsal>();
    rehearsal.folder.clone_from(&options.sessions);
    rehearsal.records.clone_from(&options.records);
    // Pictures are silent.
    if options.pictures.is_none() {
        app.add_plugins(audio::plugin);
        #[cfg(all(unix, not(target_os = "macos")))]
        bare_screen::fill();
    }
    Ok(app)
}

/// Reads the settings, and what stands on the shelf with them.
fn take_settings(app: &mut App, options: &AppOptions) {
    let base = options.with_own_folders.then(|| options.library.clone());
    let (keeper, settings, mut notices) = settings::Keeper::open(options.data.as_deref(), base);
    let library = keeper.library(&settings, &mut notices);
    app.insert_resource(shelf::Shelf::of(library.as_ref().unwrap_or(&options.library)))
        .insert_resource(keeper)
        .insert_resource(settings)
        .insert_resource(notices);
}

/// Draws the screens of the named scenarios, or of the first.
fn take_pictures(app: &mut App, pictures: Pictures, start: Option<&Start>) -> gallery::Trouble {
    let shelf = app.world().resource::<shelf::Shelf>();
    let seed = start.and_then(|start| start.seed).unwrap_or(PICTURE_SEED);
    let mut places: Vec<usize> = pictures.scenarios.iter().filter_map(|id| shelf.place_of(id)).collect();
    if places.is_empty() {
        places.extend(shelf.suggested().map(|(at, _)| at));
    }
    let plans = places.into_iter().filter_map(|at| shelf.plan(at, seed));
    let starts: Vec<drill::Play> = plans.map(|plan| plan.play()).collect();
    gallery::take(app, pictures, starts)
}

/// The seed of pictures for which none is given.
const PICTURE_SEED: u64 = 7;

/// Opens the window at a scenario.
fn open_at(app: &mut App, start: &Start) {
    let shelf = app.world().resource::<shelf::Shelf>();
    let seed = start.seed.unwrap_or_else(screen::fresh_seed);
    let Some(mut plan) = shelf.place_of(&start.scenario).and_then(|at| shelf.plan(at, seed)) else {
        return;
    };
    plan.options = crate::session::Options {
        seed,
        mode: start.mode,
        pace: start.pace,
        temper: start.temper,
    };
    if start.at_drill {
        app.insert_resource(screen::Running(plan.play()));
        app.insert_state(screen::Screen::Drill);
    } else {
        app.insert_state(screen::Screen::Briefing);
    }
    app.insert_resource(screen::Planned(plan));
}
