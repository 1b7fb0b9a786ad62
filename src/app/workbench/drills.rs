//! Drills that an author plays to see what they wrote. Nothing of them is recorded.

use std::sync::Arc;

use bevy::prelude::*;

use crate::app::drill::{Origin, Play};
use crate::app::screen::{Running, Screen};
use crate::customer::Temper;
use crate::drill::{Choice, Place};
use crate::lint::Path;
use crate::scenario::{INJECT, PolicyChange, Scenario};
use crate::session::{Mode, Options, Pace, Solo};

/// Shows a drill.
pub fn begin(play: Play, commands: &mut Commands, next: &mut NextState<Screen>) {
    commands.insert_resource(Running(play));
    next.set(Screen::Drill);
}

/// How an author plays: hints and undo, and no clock.
pub const fn options(seed: u64, temper: Temper) -> Options {
    Options {
        seed,
        mode: Mode::Practice,
        pace: Pace::Untimed,
        temper: Some(temper),
    }
}

/// A drill that has come along this way.
///
/// # Errors
/// Why it cannot be played, as a sentence.
pub fn along(scenario: &Arc<Scenario>, path: Option<&Path>, policy: &PolicyChange) -> Result<Play, String> {
    let Some(path) = path else {
        return Err("No way there was found: no drill comes there, or none was found in time.".to_owned());
    };
    let Some(seed) = path.seed else {
        let chance = path.chance.join("; ");
        return Err(format!(
            "It happens only where chance falls so: {chance}. No seed was found that does."
        ));
    };
    let policy = scenario.policy.changed(policy);
    let options = options(seed, path.temper);
    let mut solo = Solo::start(scenario, policy.clone(), options);
    for name in &path.moves {
        let choice = choice(&solo, name);
        let done = match choice {
            Some(Choice::Move(index)) => solo.choose(index).is_ok(),
            Some(Choice::Wait) => solo.wait().is_ok(),
            Some(Choice::Inject(index)) => solo.inject(index).is_ok(),
            None => false,
        };
        if !done {
            return Err(format!(
                "The way there broke off at `{name}`: the scenario has changed meanwhile."
            ));
        }
    }
    Ok(test(solo, policy, options))
}

/// A drill of an author.
pub fn test(solo: Solo, policy: crate::scenario::Policy, options: Options) -> Play {
    let mut play = Play::take_up(solo, policy, options, Origin::New);
    play.is_test = true;
    play
}

fn choice(solo: &Solo, name: &str) -> Option<Choice> {
    let drill = solo.drill();
    let Place::Beat(beat) = drill.state().place else {
        return None;
    };
    if let Some(id) = name.strip_prefix(INJECT) {
        let at = drill.scenario.injects.iter().position(|inject| inject.id == id)?;
        return u8::try_from(at).ok().map(Choice::Inject);
    }
    let at = drill.scenario.beat(beat).moves.iter().position(|mv| mv.id == name);
    match at {
        Some(at) => u8::try_from(at).ok().map(Choice::Move),
        None => (name == "wait").then_some(Choice::Wait),
    }
}
