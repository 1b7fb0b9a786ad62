//! The window's title says where one is: for task bars, screen readers and tests.

use bevy::prelude::*;
use bevy::window::PrimaryWindow;

use super::screen::{Led, LookedBack, Planned, Running, Screen};
use super::team::Rehearsal;
use super::workbench::Bench;
use crate::vocabulary::Vocabulary;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, write);
}

fn write(
    screen: Res<State<Screen>>,
    planned: Option<Res<Planned>>,
    running: Option<Res<Running>>,
    looked_back: Option<Res<LookedBack>>,
    (led, bench, rehearsal): (Option<Res<Led>>, Option<Res<Bench>>, Res<Rehearsal>),
    mut windows: Query<&mut Window, With<PrimaryWindow>>,
) {
    let Ok(mut window) = windows.single_mut() else { return };
    let place = match screen.get() {
        Screen::Library => "Drills".to_owned(),
        Screen::Briefing => planned
            .map(|plan| format!("Briefing: {}", plan.0.scenario.title))
            .unwrap_or_default(),
        Screen::Drill => running
            .map(|running| format!("Drill: {}", running.0.drill().scenario.title))
            .unwrap_or_default(),
        Screen::Debrief => looked_back
            .map(|back| format!("Debrief: {}, {}", back.0.debrief.title, back.0.debrief.tier.name()))
            .unwrap_or_default(),
        Screen::Records => "Records".to_owned(),
        Screen::Team => rehearsal.seen.as_ref().map_or_else(
            || "Team session".to_owned(),
            |seen| format!("Team session: {}, {}", seen.room.title, seen.room.phase.to_lowercase()),
        ),
        Screen::Workbench => {
            let name = bench.and_then(|bench| bench.open.as_ref().map(|open| open.sheet.name()));
            name.map_or_else(|| "Workbench".to_owned(), |name| format!("Workbench: {name}"))
        }
        Screen::Settings => "Settings".to_owned(),
        Screen::BestLine => led.map(|led| format!("Best line: {}", led.0.title)).unwrap_or_default(),
    };
    let title = format!("{place} \u{b7} bounceback");
    if window.title != title {
        window.title = title;
    }
}
