//! The window measures itself: `bounceback bench`.
//!
//! Keys are put in where the window system would put them in, and their effect counts as shown when the picture has been handed over. What
//! the screen does with it is not ours to see; `benches/window.py` looks at a virtual screen from outside.

mod machine;

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyCode, KeyboardInput};
use bevy::prelude::*;
use bevy::render::renderer::RenderAdapterInfo;
use bevy::render::{Render, RenderApp, RenderSystems};
use bevy::window::PrimaryWindow;
use bevy::winit::{EventLoopProxyWrapper, WinitUserEvent};
use bevy_egui::{EguiContext, PrimaryEguiContext};
use serde::Serialize;

use self::machine::{memory_mib, processor_time};
use super::screen::{Running, Screen};
use super::settings::Settings;
use super::shelf::Shelf;
use super::workbench::{Bench as Workbench, text_id};

/// What was measured. Times are milliseconds; `None`: this system does not say.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Figures {
    /// The graphics adapter.
    pub adapter: String,
    pub is_software: bool,
    /// Pixels.
    pub window: (u32, u32),
    /// From the start of the program to the first picture.
    pub first_picture: f64,
    /// Share of one core that the library takes while nothing happens, percent.
    pub rest_in_library: Option<f64>,
    /// From a key to the picture that shows its effect: another theme changes every pixel, an arrow moves the focus. Medians.
    pub key_theme: f64,
    pub key_arrow: f64,
    /// Pictures in a second while a customer speaks and waits.
    pub drill_frames_a_second: f64,
    /// Time between two of them, and the longest of twenty.
    pub drill_frame: f64,
    pub drill_frame_slow: f64,
    pub drill_processor: Option<f64>,
    /// Share of one core that a waiting untimed decision takes with motion off, percent.
    pub rest_in_drill: Option<f64>,
    /// From a key in a text of 300 beats on the workbench to the picture that shows it. Median, and the slowest.
    pub key_text: f64,
    pub key_text_slow: f64,
    /// MiB in the drill, and the most ever.
    pub memory: Option<u64>,
    pub memory_most: Option<u64>,
}

/// Where the figures will be found.
pub(super) type Sheet = Arc<Mutex<Figures>>;

const SETTLE: Duration = Duration::from_secs(6);
const REST: Duration = Duration::from_secs(10);
const BETWEEN_KEYS: Duration = Duration::from_millis(700);
const KEYS: usize = 6;
const DRILL: Duration = Duration::from_secs(6);
/// Pictures before the first that shows the library: fonts and layout are not there yet.
const WARMING_FRAMES: usize = 2;

/// When pictures were handed over.
#[derive(Resource, Clone, Default)]
struct Shown(Arc<Mutex<Vec<Instant>>>);

/// What is measured now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Opening,
    Settling,
    Resting,
    /// So many presses of the theme's key are done, then of an arrow.
    Theme(usize),
    Arrow(usize),
    /// The drill begins; it moves; a decision waits without motion.
    Beginning,
    Moving,
    Stilling,
    Waiting,
    /// A long text lies on the workbench; so many letters are typed into it.
    Laying,
    Typing(usize),
}

#[derive(Resource)]
struct Bench {
    begun: Instant,
    sheet: Sheet,
    step: Step,
    /// Nothing is done before.
    until: Instant,
    processor: Option<Duration>,
    pressed: Option<Instant>,
    waits: Vec<f64>,
    wake: Option<Sender<Duration>>,
    /// When the window was last woken.
    woken: Arc<Mutex<Option<Instant>>>,
}

/// Measures the window, then ends the program. `begun`: when the program was started.
pub(super) fn take(app: &mut App, begun: Instant) -> Sheet {
    let sheet = Sheet::default();
    let shown = Shown::default();
    app.insert_resource(Bench {
        begun,
        sheet: Arc::clone(&sheet),
        step: Step::Opening,
        until: begun,
        processor: None,
        pressed: None,
        waits: Vec::new(),
        wake: None,
        woken: Arc::default(),
    })
    .insert_resource(shown.clone())
    .add_systems(Startup, start_waking)
    .add_systems(First, go_on);
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        render
            .insert_resource(shown)
            .add_systems(Render, note.in_set(RenderSystems::PostCleanup));
    }
    sheet
}

/// Whoever holds the lock has only put a number there.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn note(shown: Res<Shown>) {
    locked(&shown.0).push(Instant::now());
}

/// A thread that wakes the sleeping window when something is to be measured.
fn start_waking(mut bench: ResMut<Bench>, proxy: Res<EventLoopProxyWrapper>) {
    let (sender, receiver) = channel::<Duration>();
    let proxy = (**proxy).clone();
    let woken = Arc::clone(&bench.woken);
    std::thread::spawn(move || {
        for wait in receiver {
            std::thread::sleep(wait);
            *locked(&woken) = Some(Instant::now());
            if proxy.send_event(WinitUserEvent::WakeUp).is_err() {
                return;
            }
        }
    });
    bench.wake = Some(sender);
}

impl Bench {
    /// Goes on with this step after so long a time.
    fn then(&mut self, step: Step, wait: Duration) {
        self.step = step;
        self.until = Instant::now() + wait;
        if let Some(wake) = &self.wake {
            // A thread that has ended has ended with the window.
            let _gone = wake.send(wait);
        }
    }

    /// Share of one core since the last call, percent.
    fn share(&mut self, since: Duration) -> Option<f64> {
        let now = processor_time();
        let before = std::mem::replace(&mut self.processor, now);
        let worked = now?.saturating_sub(before?);
        Some(100.0 * worked.as_secs_f64() / since.as_secs_f64())
    }

    /// The median of what was waited for keys.
    fn median(&mut self) -> f64 {
        median(&mut std::mem::take(&mut self.waits))
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

fn millis(span: Duration) -> f64 {
    span.as_secs_f64() * 1000.0
}

fn go_on(world: &mut World) {
    let Some(mut bench) = world.remove_resource::<Bench>() else {
        return;
    };
    if Instant::now() >= bench.until {
        let shown = world.resource::<Shown>().clone();
        step(world, &mut bench, &mut locked(&shown.0));
    }
    world.insert_resource(bench);
}

fn step(world: &mut World, bench: &mut Bench, shown: &mut Vec<Instant>) {
    let sheet = Arc::clone(&bench.sheet);
    let mut figures = locked(&sheet);
    match bench.step {
        Step::Opening => {
            if let Some(first) = shown.get(WARMING_FRAMES) {
                figures.first_picture = millis(first.duration_since(bench.begun));
                describe(world, &mut figures);
                bench.then(Step::Settling, SETTLE);
            }
        }
        Step::Settling => {
            bench.processor = processor_time();
            bench.then(Step::Resting, REST);
        }
        Step::Resting => {
            figures.rest_in_library = bench.share(REST);
            bench.then(Step::Theme(0), BETWEEN_KEYS);
        }
        Step::Theme(done) => {
            if key(world, bench, shown, done, (KeyCode::KeyC, Key::Character("c".into()))) {
                bench.step = Step::Theme(done + 1);
            } else {
                figures.key_theme = bench.median();
                bench.then(Step::Arrow(0), BETWEEN_KEYS);
            }
        }
        Step::Arrow(done) => {
            if key(world, bench, shown, done, (KeyCode::ArrowDown, Key::ArrowDown)) {
                bench.step = Step::Arrow(done + 1);
            } else {
                figures.key_arrow = bench.median();
                begin_drill(world);
                bench.then(Step::Beginning, SETTLE);
            }
        }
        Step::Beginning => {
            bench.processor = processor_time();
            shown.clear();
            bench.then(Step::Moving, DRILL);
        }
        Step::Moving => {
            figures.drill_processor = bench.share(DRILL);
            let pairs = shown.windows(2).map(|pair| millis(pair[1] - pair[0]));
            let mut frames: Vec<f64> = pairs.collect();
            let count = u32::try_from(frames.len()).unwrap_or(u32::MAX);
            figures.drill_frames_a_second = f64::from(count) / DRILL.as_secs_f64();
            figures.drill_frame = median(&mut frames);
            figures.drill_frame_slow = frames.get(frames.len() * 19 / 20).copied().unwrap_or(0.0);
            (figures.memory, figures.memory_most) = memory_mib().unzip();
            world.resource_mut::<Settings>().reduced_motion = true;
            if let Some(mut running) = world.get_resource_mut::<Running>() {
                while running.0.hasten() {}
            }
            bench.then(Step::Stilling, SETTLE);
        }
        Step::Stilling => {
            bench.processor = processor_time();
            bench.then(Step::Waiting, REST);
        }
        Step::Waiting => {
            figures.rest_in_drill = bench.share(REST);
            world.resource_mut::<Workbench>().pose_long();
            world.resource_mut::<NextState<Screen>>().set(Screen::Workbench);
            bench.then(Step::Laying, SETTLE);
        }
        Step::Laying => {
            let mut contexts = world.query_filtered::<&mut EguiContext, With<PrimaryEguiContext>>();
            if let Ok(mut context) = contexts.single_mut(world) {
                context.get_mut().memory_mut(|memory| memory.request_focus(text_id()));
            }
            shown.clear();
            bench.then(Step::Typing(0), SETTLE);
        }
        Step::Typing(done) => {
            if key(world, bench, shown, done, (KeyCode::KeyX, Key::Character("x".into()))) {
                bench.step = Step::Typing(done + 1);
            } else {
                figures.key_text_slow = bench.waits.iter().copied().fold(0.0, f64::max);
                figures.key_text = bench.median();
                world.write_message(AppExit::Success);
                bench.then(Step::Typing(done), REST);
            }
        }
    }
}

/// Notes what the last press took and presses again; `false` when there were enough.
fn key(world: &mut World, bench: &mut Bench, shown: &[Instant], done: usize, key: (KeyCode, Key)) -> bool {
    if let Some(pressed) = bench.pressed.take() {
        let seen = shown.iter().find(|shown| **shown > pressed);
        bench
            .waits
            .extend(seen.map(|seen| millis(seen.duration_since(pressed))));
    }
    if done == KEYS {
        return false;
    }
    bench.pressed = *locked(&bench.woken);
    let mut windows = world.query_filtered::<Entity, With<PrimaryWindow>>();
    if let Ok(window) = windows.single(world) {
        for state in [ButtonState::Pressed, ButtonState::Released] {
            world.write_message(KeyboardInput {
                key_code: key.0,
                logical_key: key.1.clone(),
                state,
                text: match &key.1 {
                    Key::Character(letter) => Some(letter.clone()),
                    _ => None,
                },
                repeat: false,
                window,
            });
        }
    }
    bench.then(bench.step, BETWEEN_KEYS);
    true
}

fn describe(world: &mut World, figures: &mut Figures) {
    if let Some(adapter) = world.get_resource::<RenderAdapterInfo>() {
        figures.adapter = format!("{} ({:?})", adapter.name, adapter.backend);
        figures.is_software = super::damage::is_software(adapter);
    }
    let mut windows = world.query_filtered::<&Window, With<PrimaryWindow>>();
    if let Ok(window) = windows.single(world) {
        figures.window = (window.physical_width(), window.physical_height());
    }
}

/// The first drill that there is, without time.
fn begin_drill(world: &mut World) {
    let shelf = world.resource::<Shelf>();
    let plan = shelf
        .suggested()
        .and_then(|(at, _)| shelf.plan(at, super::PICTURE_SEED));
    if let Some(plan) = plan {
        world.insert_resource(Running(plan.play()));
        world.resource_mut::<NextState<Screen>>().set(Screen::Drill);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert!((median(&mut [9.0, 1.0, 5.0]) - 5.0).abs() < f64::EPSILON);
        assert!(median(&mut []).abs() < f64::EPSILON);
    }
}
