//! Pictures of every screen, for the README: the same each time.

use std::path::PathBuf;

use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured, save_to_disk};
use bevy::winit::{UpdateMode, WinitSettings};

use super::best_line::{Led as Line, Telling};
use super::debrief::Looking;
use super::drill::{Actor, Phase, Play};
use super::screen::{Led, LookedBack, Planned, Running, Screen};
use super::settings::Settings;
use super::shelf::Shelf;
use crate::drill::{Choice, Drill};

/// Pictures drawn before one is kept: the window, the fonts and the layout have settled then.
const FRAMES_BEFORE: u32 = 10;
/// How far the best line is told on its picture.
const MOVES_TOLD: usize = 2;
/// How many lines of play are followed side by side on the way to a good one.
const BEAM: usize = 48;

/// One picture.
enum Shot {
    Library,
    Briefing,
    /// The drill after so many choices of the good run.
    Drill {
        name: &'static str,
        choices: usize,
    },
    Debrief,
    BestLine,
    Settings,
}

impl Shot {
    const fn name(&self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Briefing => "briefing",
            Self::Drill { name, .. } => name,
            Self::Debrief => "debrief",
            Self::BestLine => "best-line",
            Self::Settings => "settings",
        }
    }
}

/// The pictures still to be taken.
#[derive(Resource)]
pub(super) struct Gallery {
    folder: PathBuf,
    start: Play,
    run: Vec<u8>,
    /// What is looked back at: a run with a slip.
    slip: Vec<u8>,
    shots: Vec<Shot>,
    at: usize,
    frames: u32,
    is_waiting: bool,
}

/// Takes the pictures of this drill into this folder, then ends the program.
pub(super) fn take(app: &mut App, folder: PathBuf, start: Play) {
    let run = good_run(start.drill());
    let shots = shots(start.drill(), &run);
    app.insert_resource(Gallery {
        folder,
        slip: run_with_slip(start.drill(), &run),
        start,
        run,
        shots,
        at: 0,
        frames: 0,
        is_waiting: false,
    })
    .add_systems(PreUpdate, next_shot);
}

/// Early and angry, later and calm, in the days after.
fn shots(drill: &Drill, run: &[u8]) -> Vec<Shot> {
    let mut shots = vec![
        Shot::Library,
        Shot::Briefing,
        Shot::Drill {
            name: "drill",
            choices: 0,
        },
    ];
    let mut drill = drill.clone();
    let (mut last_talk, mut days) = (0, Vec::new());
    for (at, index) in run.iter().enumerate() {
        if drill.choose(Choice::Move(*index)).is_err() {
            break;
        }
        if drill.is_over() {
            continue;
        }
        if drill.state().in_talk() {
            last_talk = at + 1;
        } else {
            days.push(at + 1);
        }
    }
    if last_talk > 0 {
        shots.push(Shot::Drill {
            name: "drill-later",
            choices: last_talk,
        });
    }
    // The second day, where there is one: then the calendar has something to tell.
    if let Some(&choices) = days.get(1).or(days.first()) {
        shots.push(Shot::Drill {
            name: "aftercare",
            choices,
        });
    }
    shots.extend([Shot::Debrief, Shot::BestLine, Shot::Settings]);
    shots
}

/// Moves that end well under this drill's chance. No solver: many lines of play are followed, the best go on.
fn good_run(start: &Drill) -> Vec<u8> {
    let value = |drill: &Drill| {
        let outcome = drill.rules().final_outcome(drill.state());
        (outcome.tier, outcome.net)
    };
    let mut lines: Vec<(Vec<u8>, Drill)> = vec![(Vec::new(), start.clone())];
    let mut best: Option<(Vec<u8>, Drill)> = None;
    while !lines.is_empty() {
        let mut next = Vec::new();
        for (run, drill) in &lines {
            for offer in drill.offers().into_iter().filter(|offer| offer.barred.is_none()) {
                let mut after = drill.clone();
                if after.choose(Choice::Move(offer.index)).is_err() {
                    continue;
                }
                let mut run = run.clone();
                run.push(offer.index);
                if !after.is_over() {
                    next.push((run, after));
                } else if best.as_ref().is_none_or(|(_, best)| value(&after) > value(best)) {
                    best = Some((run, after));
                }
            }
        }
        next.sort_by_key(|(_, drill)| std::cmp::Reverse(value(drill)));
        next.truncate(BEAM);
        lines = next;
    }
    best.map_or_else(Vec::new, |(run, _)| run)
}

/// The good run with the worst move in the place of its third, and the best of it from there: what a debrief has to talk about.
fn run_with_slip(start: &Drill, run: &[u8]) -> Vec<u8> {
    const GOOD: usize = 2;
    let mut drill = start.clone();
    for index in run.iter().take(GOOD) {
        if drill.choose(Choice::Move(*index)).is_err() {
            return run.to_vec();
        }
    }
    let slips = drill.offers().into_iter().filter(|offer| offer.barred.is_none());
    let after = slips.filter_map(|offer| {
        let mut after = drill.clone();
        after.choose(Choice::Move(offer.index)).ok()?;
        (!after.is_over()).then_some((offer.index, after))
    });
    let worst = after.min_by_key(|(_, drill)| drill.rules().final_outcome(drill.state()).net);
    let Some((slip, drill)) = worst else {
        return run.to_vec();
    };
    let mut all: Vec<u8> = run.iter().take(GOOD).copied().collect();
    all.push(slip);
    all.extend(good_run(&drill));
    all
}

/// The drill after these choices, everything said.
fn played(start: &Play, choices: &[u8]) -> Play {
    let mut play = start.clone();
    let finish = |play: &mut Play| while play.phase() == Phase::Telling && play.hasten() {};
    finish(&mut play);
    for index in choices {
        if play.choose(*index).is_err() {
            break;
        }
        finish(&mut play);
    }
    play
}

fn next_shot(world: &mut World) {
    let Some(mut gallery) = world.remove_resource::<Gallery>() else {
        return;
    };
    if gallery.frames == 0 {
        let mut winit = world.resource_mut::<WinitSettings>();
        winit.focused_mode = UpdateMode::Continuous;
        winit.unfocused_mode = UpdateMode::Continuous;
        world.resource_mut::<Settings>().reduced_motion = true;
        prepare(world, &gallery);
    }
    // What the reviewer still works out is waited for.
    let at = gallery.shots.get(gallery.at);
    let is_ready = match at {
        Some(Shot::Debrief) => world
            .get_resource::<LookedBack>()
            .is_some_and(|back| !back.0.debrief.is_waiting()),
        Some(Shot::BestLine) => world.get_resource_mut::<Led>().is_some_and(|mut led| {
            if gallery.frames <= 1 {
                led.0.show(MOVES_TOLD);
            }
            led.0.telling != Telling::Waiting
        }),
        _ => true,
    };
    gallery.frames = if is_ready || gallery.frames == 0 {
        gallery.frames + 1
    } else {
        1
    };
    if gallery.frames > FRAMES_BEFORE && !gallery.is_waiting {
        gallery.is_waiting = true;
        let path = gallery.folder.join(format!("{}.png", gallery.shots[gallery.at].name()));
        world
            .spawn(Screenshot::primary_window())
            .observe(save_to_disk(path))
            .observe(
                |_: On<ScreenshotCaptured>, gallery: Option<ResMut<Gallery>>, mut exit: MessageWriter<AppExit>| {
                    let Some(mut gallery) = gallery else { return };
                    gallery.at += 1;
                    (gallery.frames, gallery.is_waiting) = (0, false);
                    if gallery.at == gallery.shots.len() {
                        gallery.is_waiting = true;
                        exit.write(AppExit::Success);
                    }
                },
            );
    }
    world.insert_resource(gallery);
}

/// Sets the screen of the next picture.
fn prepare(world: &mut World, gallery: &Gallery) {
    let Some(shot) = gallery.shots.get(gallery.at) else {
        return;
    };
    let screen = match shot {
        Shot::Library => Screen::Library,
        Shot::Settings => Screen::Settings,
        Shot::Briefing => {
            let id = gallery.start.drill().scenario.id.clone();
            let shelf = world.resource::<Shelf>();
            let plan = shelf
                .place_of(&id)
                .and_then(|at| shelf.plan(at, gallery.start.drill().seed));
            if let Some(plan) = plan {
                world.insert_resource(Planned(plan));
            }
            Screen::Briefing
        }
        Shot::Drill { choices, .. } => {
            let play = played(&gallery.start, &gallery.run[..*choices]);
            let mut actor = Actor::new(&play);
            actor.settle(&play);
            world.insert_resource(actor);
            world.insert_resource(Running(play));
            Screen::Drill
        }
        Shot::Debrief => {
            let play = played(&gallery.start, &gallery.slip);
            let looking = Looking::of(&play, world.resource::<Shelf>());
            world.insert_resource(LookedBack(looking));
            world.insert_resource(Running(play));
            Screen::Debrief
        }
        Shot::BestLine => {
            let play = played(&gallery.start, &gallery.slip);
            world.insert_resource(Led(Line::of(play.drill(), None)));
            world.insert_resource(Running(play));
            Screen::BestLine
        }
    };
    world.resource_mut::<NextState<Screen>>().set(screen);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::Tier;
    use crate::library::Library;
    use crate::session::{Debrief, Mode, Options, Pace};

    #[test]
    fn the_good_run_ends_well() {
        let library = Library::shipped();
        let scenario = library.find("broken-heel").expect("shipped");
        let options = Options {
            seed: 7,
            mode: Mode::Practice,
            pace: Pace::Untimed,
            temper: None,
        };
        let start = Play::start(scenario, scenario.policy.clone(), options);
        let run = good_run(start.drill());
        let end = played(&start, &run);
        assert_eq!(end.phase(), Phase::Ended);
        assert!(Debrief::of(end.solo()).tier >= Tier::Loyal);
        let slip = run_with_slip(start.drill(), &run);
        assert_eq!(slip[..2], run[..2]);
        assert_ne!(slip[2], run[2]);
        assert_eq!(played(&start, &slip).phase(), Phase::Ended);
        assert!(shots(start.drill(), &run).len() >= 5);
    }
}
