//! When the window works and when it rests.
//!
//! Menus are still: they are drawn when something happens. A drill moves, so it is drawn all the time, unless it is
//! paused, motion is off (then a clock is looked at now and then, and an untimed decision rests), or the window lies in the background. While the reviewer is waited for, the window looks each picture.

use std::time::Duration;

use bevy::a11y::AccessibilityRequested;
use bevy::prelude::*;
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::{EguiInput, EguiPreUpdateSet, egui};

use super::best_line::Telling;
use super::gallery::Gallery;
use super::records::Desk;
use super::screen::{Led, LookedBack, Running, Screen};
use super::settings::Settings;
use super::team::Rehearsal;
use super::workbench::Bench;

/// At most 60 pictures in a second.
const MOVING: Duration = Duration::from_millis(16);
/// A clock that runs on still pictures.
const TICKING: Duration = Duration::from_millis(250);
const RESTING: Duration = Duration::from_mins(1);
/// While a screen reader is at work.
const LISTENING: Duration = Duration::from_millis(100);
const BACKGROUND: Duration = Duration::from_millis(200);

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(WinitSettings {
        focused_mode: UpdateMode::reactive_low_power(RESTING),
        unfocused_mode: UpdateMode::reactive_low_power(RESTING),
    })
    .add_systems(
        PreUpdate,
        drop_repeated_modifiers
            .after(EguiPreUpdateSet::ProcessInput)
            .before(EguiPreUpdateSet::BeginPass),
    )
    .add_systems(Last, choose_pace.run_if(not(resource_exists::<Gallery>)));
}

/// `bevy_egui` 0.42 tells egui about the modifiers in every pass, and egui asks for another pass each time: the window
/// would never rest. Only changes are passed on.
fn drop_repeated_modifiers(mut inputs: Query<&mut EguiInput>, mut last: Local<Option<egui::Modifiers>>) {
    for mut input in &mut inputs {
        input.events.retain(|event| match event {
            egui::Event::ModifiersChanged(now) => {
                let is_new = *last != Some(*now);
                *last = Some(*now);
                is_new
            }
            _ => true,
        });
    }
}

/// Pictures that are drawn in a row after the start and after a change of screen: pipelines, fonts and focus settle.
const SETTLING_FRAMES: u32 = 40;

#[expect(clippy::too_many_arguments, reason = "the parameters of a system")]
fn choose_pace(
    mut frames_left: Local<Option<u32>>,
    screen: Res<State<Screen>>,
    running: Option<Res<Running>>,
    looked_back: Option<Res<LookedBack>>,
    led: Option<Res<Led>>,
    settings: Res<Settings>,
    (desk, bench): (Option<Res<Desk>>, Option<Res<Bench>>),
    rehearsal: Res<Rehearsal>,
    reader: Option<Res<AccessibilityRequested>>,
    mut winit: ResMut<WinitSettings>,
) {
    // What a screen reader asks for does not wake the window: it is looked for.
    let resting = if reader.is_some_and(|reader| reader.get()) {
        LISTENING
    } else {
        RESTING
    };
    let playing =
        running.filter(|running| *screen.get() == Screen::Drill && !running.0.is_paused && !running.0.drawer_open);
    let is_still = playing.as_ref().is_some_and(|running| running.0.is_still());
    // What phones do does not wake the window: it is looked for.
    let is_held = *screen.get() == Screen::Team && rehearsal.is_held();
    let is_running = playing.is_some() || is_held;
    let is_waiting = match screen.get() {
        Screen::Debrief => looked_back.is_some_and(|back| back.0.debrief.is_waiting()),
        Screen::BestLine => led.is_some_and(|led| led.0.telling == Telling::Waiting),
        Screen::Library | Screen::Records | Screen::Settings => desk.is_some_and(|desk| desk.is_busy()),
        Screen::Workbench => bench.is_some_and(|bench| bench.is_busy()) || desk.is_some_and(|desk| desk.is_busy()),
        Screen::Team => rehearsal.is_busy(),
        Screen::Briefing | Screen::Drill => false,
    };
    let left = frames_left.get_or_insert(SETTLING_FRAMES);
    *left = if screen.is_changed() {
        SETTLING_FRAMES
    } else {
        left.saturating_sub(1)
    };
    let (focused, unfocused) = match (is_running, settings.reduced_motion) {
        _ if *left > 0 || is_waiting => (MOVING, MOVING),
        (false, _) => (resting, resting),
        (true, true) if is_still => (resting, resting),
        (true, false) => (MOVING, BACKGROUND),
        (true, true) => (TICKING, TICKING),
    };
    let wanted = UpdateMode::reactive_low_power(focused);
    if winit.focused_mode != wanted {
        winit.focused_mode = wanted;
        winit.unfocused_mode = UpdateMode::reactive_low_power(unfocused);
    }
}
