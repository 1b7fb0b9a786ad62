//! Pictures of every screen, for the README and for a test: the same each time, each with its [`numbers`].

mod numbers;
mod runs;
mod sheet;
mod shot;
mod sitting;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::PrimaryWindow;
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::{EguiContext, EguiFullOutput, EguiPostUpdateSet, PrimaryEguiContext};

use self::numbers::{Numbers, Pixels, numbers};
use self::runs::played;
use self::sheet::{Page, Text, texts};
use self::shot::{Shot, Sitter};
use super::best_line::{Led as Line, Telling};
use super::debrief::Looking;
use super::drill::{Actor, Play};
use super::records::{Desk, Records, Wish};
use super::screen::{Led, LookedBack, Planned, Running, Screen};
use super::settings::Settings;
use super::shelf::Shelf;
use super::team::{Rehearsal, pose};
use super::widgets::scrolled_areas;
use super::workbench::Bench;

pub use runs::good_run;
pub use sitting::{Sitting, theme_names};

/// Pictures drawn before one is kept: the window, the fonts and the layout have settled then.
const FRAMES_BEFORE: u32 = 10;
/// How far the best line is told on its picture.
const MOVES_TOLD: usize = 2;
/// The name of the file with the numbers.
const NUMBERS_FILE: &str = "numbers.json";

/// What is to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictures {
    pub folder: PathBuf,
    /// How the window is dressed, one after the other. Of one the pictures stand in the folder itself, of more each has a folder.
    pub sittings: Vec<Sitting>,
    /// Ids of scenarios; none: the one that is suggested. Of more than one, each has a folder.
    pub scenarios: Vec<String>,
    /// Whose records are shown; empty: those of nobody. They are shown where the window is given any.
    pub person: String,
}

/// The pictures still to be taken.
#[derive(Resource)]
pub(super) struct Gallery {
    pictures: Pictures,
    sitters: Vec<Sitter>,
    /// Sitting, sitter and picture, by their places.
    at: [usize; 3],
    frames: u32,
    is_waiting: bool,
    /// What is written on the picture that is being taken.
    written: Option<Vec<Text>>,
    numbers: Vec<Numbers>,
    trouble: Trouble,
}

/// Why the pictures could not be taken.
pub(super) type Trouble = Arc<OnceLock<String>>;

/// Takes pictures of these drills, then ends the program. Says where trouble will be told.
pub(super) fn take(app: &mut App, pictures: Pictures, starts: Vec<Play>) -> Trouble {
    let with_records = app.world().resource::<Records>().place().is_some();
    let sitters = starts.into_iter().enumerate();
    let trouble = Trouble::default();
    app.insert_resource(Gallery {
        pictures,
        sitters: sitters
            .map(|(at, start)| Sitter::new(start, at == 0, with_records))
            .collect(),
        at: [0; 3],
        frames: 0,
        is_waiting: false,
        written: None,
        numbers: Vec::new(),
        trouble: Arc::clone(&trouble),
    })
    .add_systems(PreUpdate, next_shot)
    .add_systems(
        PostUpdate,
        read_texts
            .after(EguiPostUpdateSet::EndPass)
            .before(EguiPostUpdateSet::ProcessOutput),
    );
    trouble
}

impl Gallery {
    fn sitting(&self) -> Option<Sitting> {
        self.pictures.sittings.get(self.at[0]).copied()
    }

    fn sitter(&self) -> Option<&Sitter> {
        self.sitters.get(self.at[1])
    }

    fn shot(&self) -> Option<Shot> {
        self.sitter()?.shots.get(self.at[2]).copied()
    }

    /// The picture's name in the folder.
    fn name(&self) -> String {
        let mut parts = Vec::new();
        if let Some(sitting) = self.sitting().filter(|_| self.pictures.sittings.len() > 1) {
            parts.push(sitting.name());
        }
        if let Some(sitter) = self.sitter().filter(|_| self.sitters.len() > 1) {
            parts.push(sitter.start.drill().scenario.id.clone());
        }
        parts.extend(self.shot().map(|shot| format!("{}.png", shot.name())));
        parts.join("/")
    }

    /// Goes to the next picture; whether there is one.
    fn go_on(&mut self) -> bool {
        self.at[2] += 1;
        if self.shot().is_none() {
            self.at = [self.at[0], self.at[1] + 1, 0];
        }
        if self.sitter().is_none() {
            self.at = [self.at[0] + 1, 0, 0];
        }
        (self.frames, self.is_waiting, self.written) = (0, false, None);
        self.sitting().is_some() && self.shot().is_some()
    }

    /// Writes the picture and measures it.
    fn keep(&mut self, image: &Image, moves: &[String]) -> Result<(), String> {
        let name = self.name();
        let path = self.pictures.folder.join(&name);
        let said = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        let picture = image.clone().try_into_dynamic().map_err(|why| said(&why))?.to_rgb8();
        let size = (picture.width(), picture.height());
        if let Some(sitting) = self.sitting().filter(|sitting| sitting.size != size) {
            let (wanted, got) = (sitting.size, size);
            return Err(format!(
                "the window is {}x{} and not {}x{}: the screen must be at least as large as the pictures",
                got.0, got.1, wanted.0, wanted.1
            ));
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|why| said(&why))?;
        picture.save(&path).map_err(|why| said(&why))?;
        let pixels = Pixels {
            width: picture.width(),
            bytes: picture.as_raw(),
        };
        let written = self.written.as_deref().unwrap_or_default();
        self.numbers.push(numbers(name, written, moves, &pixels));
        Ok(())
    }

    /// Writes the numbers of all pictures.
    fn write_numbers(&self) -> Result<(), String> {
        let path = self.pictures.folder.join(NUMBERS_FILE);
        let text = serde_json::to_string_pretty(&self.numbers).map_err(|why| why.to_string())?;
        std::fs::write(&path, text + "\n").map_err(|why| format!("{}: {why}", path.display()))
    }
}

fn next_shot(world: &mut World) {
    let Some(mut gallery) = world.remove_resource::<Gallery>() else {
        return;
    };
    if gallery.frames == 0 {
        dress(world, &gallery);
        prepare(world, &gallery);
    }
    // What the reviewer still works out is waited for.
    let is_ready = match gallery.shot() {
        Some(Shot::Debrief) => world
            .get_resource::<LookedBack>()
            .is_some_and(|back| !back.0.debrief.is_waiting()),
        Some(Shot::BestLine) => world.get_resource_mut::<Led>().is_some_and(|mut led| {
            if gallery.frames <= 1 {
                led.0.show(MOVES_TOLD);
            }
            led.0.telling != Telling::Waiting
        }),
        Some(Shot::Bench(Some(_))) => world.resource_mut::<Bench>().is_posed(),
        Some(Shot::Records(_) | Shot::Library) => gallery.frames > 3 && !world.resource::<Desk>().is_busy(),
        _ => true,
    };
    gallery.frames = if is_ready || gallery.frames <= 3 {
        gallery.frames + 1
    } else {
        1
    };
    if gallery.frames > FRAMES_BEFORE && !gallery.is_waiting {
        gallery.is_waiting = true;
        world.spawn(Screenshot::primary_window()).observe(kept);
    }
    world.insert_resource(gallery);
}

/// The texts of the picture that is being taken.
fn read_texts(
    mut gallery: ResMut<Gallery>,
    mut outputs: Query<(&mut EguiContext, &EguiFullOutput), With<PrimaryEguiContext>>,
) {
    if !gallery.is_waiting || gallery.written.is_some() {
        return;
    }
    if let Ok((mut context, EguiFullOutput(Some(output)))) = outputs.single_mut() {
        let context = context.get_mut();
        let (scrolled, maps) = scrolled_areas(context);
        let page = Page {
            screen: context.viewport_rect(),
            scrolled,
            maps,
            pixels_per_point: output.pixels_per_point,
        };
        gallery.written = Some(texts(&output.shapes, &page));
    }
}

fn kept(
    shot: On<ScreenshotCaptured>,
    gallery: Option<ResMut<Gallery>>,
    running: Option<Res<Running>>,
    mut exit: MessageWriter<AppExit>,
) {
    let Some(mut gallery) = gallery else { return };
    let is_drill = matches!(gallery.shot(), Some(Shot::Drill { .. }));
    let moves = running
        .filter(|_| is_drill)
        .map_or_else(Vec::new, |running| on_offer(&running.0));
    let mut done = gallery.keep(&shot.image, &moves);
    if done.is_ok() && gallery.go_on() {
        return;
    }
    if done.is_ok() {
        done = gallery.write_numbers();
    }
    gallery.is_waiting = true;
    exit.write(match done {
        Ok(()) => AppExit::Success,
        Err(why) => {
            // Nothing else is told before it: the first trouble ends the program.
            let _first = gallery.trouble.set(why);
            AppExit::error()
        }
    });
}

/// The words of the moves on offer.
fn on_offer(play: &Play) -> Vec<String> {
    let drill = play.drill();
    let rules = drill.rules();
    let names = rules.names();
    let Some(beat) = rules.beat(drill.state()).filter(|_| play.is_open()) else {
        return Vec::new();
    };
    let moves = &drill.scenario.beat(beat).moves;
    let offers = play.solo().offers().into_iter();
    let said = offers.filter_map(|offer| Some(moves.get(usize::from(offer.index))?.say.fill(&names)));
    said.collect()
}

/// Size, theme and size of text of the sitting.
fn dress(world: &mut World, gallery: &Gallery) {
    let mut winit = world.resource_mut::<WinitSettings>();
    winit.focused_mode = UpdateMode::Continuous;
    winit.unfocused_mode = UpdateMode::Continuous;
    let Some(sitting) = gallery.sitting() else { return };
    let mut settings = world.resource_mut::<Settings>();
    settings.reduced_motion = true;
    settings.palette = sitting.palette;
    settings.text_percent = sitting.text_percent;
    settings.name.clone_from(&gallery.pictures.person);
    let (width, height) = sitting.size;
    let mut windows = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
    if let Ok(mut window) = windows.single_mut(world) {
        window.resolution.set_scale_factor_override(Some(1.0));
        window.resolution.set_physical_resolution(width, height);
    }
}

/// Sets the screen of the next picture.
fn prepare(world: &mut World, gallery: &Gallery) {
    let (Some(shot), Some(sitter)) = (gallery.shot(), gallery.sitter()) else {
        return;
    };
    let on_stage = |world: &mut World, play: Play| {
        let mut actor = Actor::new(&play);
        actor.settle(&play);
        world.insert_resource(actor);
        world.insert_resource(Running(play));
    };
    let screen = match shot {
        Shot::Library => Screen::Library,
        Shot::Settings => Screen::Settings,
        Shot::Records(tab) => {
            world.resource_mut::<Desk>().wishes.push(Wish::Turn(tab));
            Screen::Records
        }
        Shot::Bench(side) => {
            let id = sitter.start.drill().scenario.id.clone();
            let item = world.resource::<Shelf>().items().find(|item| item.scenario.id == id);
            let text = item.map_or_else(String::new, |item| item.text.clone());
            world.resource_mut::<Bench>().pose(&id, &text, side);
            Screen::Workbench
        }
        Shot::Team(moment) => {
            let id = sitter.start.drill().scenario.id.clone();
            world.resource_scope(|world, mut rehearsal: Mut<Rehearsal>| {
                let shelf = world.resource::<Shelf>();
                let item = shelf.items().find(|item| item.scenario.id == id);
                if let (Some(at), Some(item)) = (shelf.place_of(&id), item) {
                    pose(&mut rehearsal, item, at, moment);
                }
            });
            Screen::Team
        }
        Shot::Briefing => {
            let drill = sitter.start.drill();
            let shelf = world.resource::<Shelf>();
            let plan = shelf
                .place_of(&drill.scenario.id)
                .and_then(|at| shelf.plan(at, drill.seed));
            if let Some(plan) = plan {
                world.insert_resource(Planned(plan));
            }
            Screen::Briefing
        }
        Shot::Drill { choices, .. } => {
            on_stage(world, played(&sitter.start, &sitter.run[..choices]));
            Screen::Drill
        }
        Shot::Paused | Shot::Drawer => {
            let mut play = played(&sitter.start, &sitter.run[..sitter.talked]);
            (play.is_paused, play.drawer_open) = (shot == Shot::Paused, shot == Shot::Drawer);
            on_stage(world, play);
            Screen::Drill
        }
        Shot::Debrief => {
            let play = played(&sitter.start, &sitter.slip);
            let looking = Looking::of(&play, world.resource::<Shelf>());
            world.insert_resource(LookedBack(looking));
            world.insert_resource(Running(play));
            Screen::Debrief
        }
        Shot::BestLine => {
            let play = played(&sitter.start, &sitter.slip);
            world.insert_resource(Led(Line::of(play.drill(), None)));
            world.insert_resource(Running(play));
            Screen::BestLine
        }
    };
    world.resource_mut::<NextState<Screen>>().set(screen);
}
