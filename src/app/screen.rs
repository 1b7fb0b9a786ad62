//! The screens, what panels may ask for, and the one place where it is done.

use std::time::{SystemTime, UNIX_EPOCH};

use bevy::prelude::*;
use bevy::window::RequestRedraw;
use bevy_egui::EguiPostUpdateSet;

use super::best_line::Led as Line;
use super::briefing::Plan;
use super::debrief::{Looking, save};
use super::drill::{Origin, Play};
use super::records::Desk;
use super::settings::{Change, Notices, Settings};
use super::shelf::Shelf;
use crate::practice::Start;
use crate::record::DrillId;
use crate::session::{Mode, Options, Pace, Solo, Sure};

/// Which screen is shown.
#[derive(States, Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Screen {
    #[default]
    Library,
    Briefing,
    Drill,
    Debrief,
    BestLine,
    Settings,
    /// What was practised, and what became of it.
    Records,
    /// A team rehearses together.
    Team,
    /// Where trainers write.
    Workbench,
}

/// What a panel asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Shows the briefing of the scenario at this place on the shelf.
    Open(usize),
    /// Goes back to all drills.
    Library,
    SetMode(Mode),
    SetPace(Pace),
    /// Starts the drill of the briefing.
    Start,
    /// Completes the line, or goes on to the next.
    Hasten,
    /// Plays the move at this place in the written list.
    Choose(u8),
    Undo,
    /// Helps with the decision: what the customer needs, then the best move.
    Hint,
    SetPaused(bool),
    SetDrawer(bool),
    /// Looks back at the drill.
    Debrief,
    /// The same drill from its beginning.
    Again,
    /// The same scenario with another customer.
    Another,
    /// A practice run of the same drill from before the choice at this place on.
    RetryFrom(usize),
    /// The best line from before the choice at this place; `None`: from the drill's start.
    BestLine(Option<usize>),
    /// Shows so many moves of the best line.
    ShowMoves(usize),
    BackToDebrief,
    /// Shows the settings.
    Settings,
    /// Leaves the settings for where they were opened.
    LeaveSettings,
    /// Sound on or off.
    ToggleSound,
    /// Shows the evidence behind the move at this place, or hides it.
    Evidence(usize),
    /// Writes the debrief as a report.
    SaveReport,
    /// Shows the briefing of the drill that is suggested next.
    Next,
    /// Shows the team session.
    Team,
    /// Shows the records.
    Records,
    /// Shows the workbench.
    Workbench,
    /// Starts what is due, at this place of the plan.
    Due(usize),
    /// Goes on with the interrupted drill at this place of the list.
    GoOn(usize),
    /// How sure the trainee feels before the drill of the briefing; `None`: not said.
    Sure(Option<Sure>),
}

/// The running drill, from the first line to the debrief.
#[derive(Resource)]
pub struct Running(pub Play);

/// The finished drill, looked back at.
#[derive(Resource)]
pub struct LookedBack(pub Looking);

/// The best line that is shown.
#[derive(Resource)]
pub struct Led(pub Line);

/// The drill that the briefing prepares.
#[derive(Resource)]
pub struct Planned(pub Plan);

/// Where the settings were opened.
#[derive(Resource, Default)]
pub(super) struct Opened(Screen);

/// What panels asked for in this frame.
#[derive(Resource, Default)]
pub struct Asked(pub Vec<Command>);

/// Which wishes panels want changed.
#[derive(Resource, Default)]
pub struct Changes(pub Vec<Change>);

pub(super) fn plugin(app: &mut App) {
    app.init_state::<Screen>()
        .init_resource::<Asked>()
        .init_resource::<Changes>()
        .init_resource::<Opened>()
        .add_systems(PostUpdate, (change, apply).chain().after(EguiPostUpdateSet::EndPass));
}

/// A seed that was not used before.
#[must_use]
pub fn fresh_seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    // Few digits, so that a person can read a seed to another.
    now.subsec_micros().into()
}

/// Takes the changes of wishes. A pass may run twice in a frame and ask twice for the same.
fn change(mut changes: ResMut<Changes>, mut settings: ResMut<Settings>, mut redraw: MessageWriter<RequestRedraw>) {
    if changes.0.is_empty() {
        return;
    }
    redraw.write(RequestRedraw);
    let mut wanted = std::mem::take(&mut changes.0);
    wanted.dedup();
    for change in wanted {
        settings.apply(change);
    }
}

#[expect(clippy::too_many_arguments, reason = "the parameters of a system")]
pub(super) fn apply(
    mut asked: ResMut<Asked>,
    mut commands: Commands,
    mut next: ResMut<NextState<Screen>>,
    mut plan: Option<ResMut<Planned>>,
    mut running: Option<ResMut<Running>>,
    mut led: Option<ResMut<Led>>,
    mut back: Option<ResMut<LookedBack>>,
    shelf: Res<Shelf>,
    mut settings: ResMut<Settings>,
    (screen, mut opened, desk, mut notices): (Res<State<Screen>>, ResMut<Opened>, Res<Desk>, ResMut<Notices>),
    mut redraw: MessageWriter<RequestRedraw>,
) {
    if asked.0.is_empty() {
        return;
    }
    redraw.write(RequestRedraw);
    // A pass may run twice in a frame and ask twice for the same.
    let mut wanted = std::mem::take(&mut asked.0);
    wanted.dedup();
    for command in wanted {
        match command {
            Command::Open(at) => {
                if let Some(mut plan) = shelf.plan(at, fresh_seed()) {
                    (plan.options.mode, plan.options.pace) = (settings.mode, settings.pace);
                    commands.insert_resource(Planned(plan));
                    next.set(Screen::Briefing);
                }
            }
            // Whoever tried what they wrote goes back to it.
            Command::Library
                if running.as_ref().is_some_and(|running| running.0.is_test) && of_drill(*screen.get()) =>
            {
                next.set(Screen::Workbench);
            }
            Command::Library => next.set(Screen::Library),
            Command::Team => next.set(Screen::Team),
            Command::Workbench => next.set(Screen::Workbench),
            Command::Records => next.set(Screen::Records),
            Command::Sure(sure) => {
                if let Some(plan) = &mut plan {
                    plan.0.sure = sure;
                }
            }
            Command::Due(at) => begin_due(&desk, at, &shelf, &settings, &mut commands, &mut next),
            Command::GoOn(at) => go_on(&desk, at, &shelf, &mut notices, &mut commands, &mut next),
            Command::SetMode(mode) => {
                settings.apply(Change::Mode(mode));
                if let Some(plan) = &mut plan {
                    plan.0.options.mode = mode;
                }
            }
            Command::SetPace(pace) => {
                settings.apply(Change::Pace(pace));
                if let Some(plan) = &mut plan {
                    plan.0.options.pace = pace;
                }
            }
            Command::Start => {
                if let Some(plan) = &plan {
                    commands.insert_resource(Running(plan.0.play()));
                    next.set(Screen::Drill);
                }
            }
            Command::ShowMoves(moves) => {
                if let Some(led) = &mut led {
                    led.0.show(moves);
                }
            }
            Command::BackToDebrief => next.set(Screen::Debrief),
            Command::Settings if *screen.get() != Screen::Settings => {
                opened.0 = *screen.get();
                next.set(Screen::Settings);
            }
            Command::LeaveSettings => next.set(opened.0),
            Command::ToggleSound => settings.apply(Change::ToggleSound),
            Command::Evidence(at) => {
                if let Some(back) = &mut back {
                    back.0.toggle_evidence(at);
                }
            }
            Command::SaveReport => {
                if let (Some(back), Some(running)) = (&mut back, &running) {
                    let drill = running.0.drill();
                    let item = shelf.items().find(|item| item.scenario.hash == drill.scenario.hash);
                    save(&mut back.0, drill, item.map(|item| item.text.as_str()));
                }
            }
            Command::Next => {
                let suggested = back.as_ref().and_then(|back| back.0.next.as_ref());
                let place = suggested.and_then(|suggested| shelf.place_of(&suggested.id));
                if let Some(opened) = place.and_then(|at| shelf.plan(at, fresh_seed())) {
                    commands.insert_resource(Planned(opened));
                    next.set(Screen::Briefing);
                }
            }
            other => {
                if let Some(running) = &mut running {
                    play(other, &mut running.0, &shelf, &mut commands, &mut next);
                }
            }
        }
    }
}

/// Whether a screen is one of a drill.
const fn of_drill(screen: Screen) -> bool {
    matches!(screen, Screen::Drill | Screen::Debrief | Screen::BestLine)
}

/// Starts what is due: a scenario with its briefing, a mistake at its very beat.
fn begin_due(
    desk: &Desk,
    at: usize,
    shelf: &Shelf,
    settings: &Settings,
    commands: &mut Commands,
    next: &mut NextState<Screen>,
) {
    let Some(due) = desk.shown.me.as_ref().and_then(|me| me.plan.due.get(at)) else {
        return;
    };
    let hash = match &due.start {
        Start::From { record, .. } => Some(record.hash),
        Start::Beginning => None,
    };
    let same = shelf.items().find(|item| Some(item.scenario.hash) == hash);
    let id = same.map_or(due.scenario.as_str(), |item| item.scenario.id.as_str());
    let Some(mut plan) = shelf.place_of(id).and_then(|at| shelf.plan(at, fresh_seed())) else {
        return;
    };
    if let Start::From { drill, record, kept } = &due.start
        && let Ok(solo) = Solo::resume(&plan.scenario, record, *kept, settings.pace)
    {
        let options = Options {
            seed: record.seed,
            pace: settings.pace,
            ..plan.options
        };
        let kept = u16::try_from(*kept).unwrap_or(u16::MAX);
        let origin = Origin::Part(DrillId(*drill), kept);
        commands.insert_resource(Running(Play::take_up(solo, plan.policy, options, origin)));
        next.set(Screen::Drill);
        return;
    }
    (plan.options.mode, plan.options.pace) = (settings.mode, settings.pace);
    commands.insert_resource(Planned(plan));
    next.set(Screen::Briefing);
}

/// Goes on with a drill that was interrupted, where it stood.
fn go_on(
    desk: &Desk,
    at: usize,
    shelf: &Shelf,
    notices: &mut Notices,
    commands: &mut Commands,
    next: &mut NextState<Screen>,
) {
    let Some(open) = desk.shown.me.as_ref().and_then(|me| me.open.get(at)) else {
        return;
    };
    let begun = &open.kept.begun;
    let solo = match open.kept.go_on(&open.scenario) {
        Ok(solo) => solo,
        Err(why) => {
            let title = &open.scenario.title;
            notices.records = Some(format!("“{title}” cannot be gone on with: {why}."));
            next.set(Screen::Library);
            return;
        }
    };
    let policy = shelf
        .items()
        .find(|item| item.scenario.id == open.scenario.id)
        .map_or_else(|| open.scenario.policy.clone(), |item| item.policy.clone());
    let options = Options {
        seed: begun.seed,
        mode: begun.mode,
        pace: begun.pace,
        temper: None,
    };
    let origin = Origin::Open(open.kept.clone());
    commands.insert_resource(Running(Play::take_up(solo, policy, options, origin)));
    next.set(Screen::Drill);
}

/// What is asked of a running drill.
fn play(command: Command, play: &mut Play, shelf: &Shelf, commands: &mut Commands, next: &mut NextState<Screen>) {
    match command {
        Command::Hasten => {
            play.hasten();
        }
        Command::Choose(index) if play.is_open() => {
            // A refused move changes nothing; its card says why it is barred.
            let _refused = play.choose(index);
        }
        Command::Undo => play.undo(),
        Command::Hint => play.hint(),
        Command::SetPaused(paused) => play.is_paused = paused,
        Command::SetDrawer(open) => play.drawer_open = open,
        Command::Debrief => {
            commands.insert_resource(LookedBack(Looking::of(play, shelf)));
            next.set(Screen::Debrief);
        }
        Command::Again => {
            *play = play.again();
            next.set(Screen::Drill);
        }
        Command::Another => {
            *play = play.with_seed(fresh_seed());
            next.set(Screen::Drill);
        }
        Command::RetryFrom(step) => {
            if let Some(retry) = play.retry(step) {
                *play = retry;
                next.set(Screen::Drill);
            }
        }
        Command::BestLine(step) => {
            commands.insert_resource(Led(Line::of(play.drill(), step)));
            next.set(Screen::BestLine);
        }
        _ => {}
    }
}
