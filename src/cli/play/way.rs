//! `play --to BEAT`: the shortest way to a place is played first.

use std::sync::Arc;

use crate::cli::CliError;
use crate::diagnostic::Known;
use crate::library::Library;
use crate::lint::{Limits, Path, Spot, way_to};
use crate::scenario::Scenario;

/// The way to a beat, or to a move of it (`beat/move`), under the library's policy.
pub fn find(to: &str, library: &Library, scenario: &Arc<Scenario>) -> Result<Path, CliError> {
    let said = |words: String| CliError::Said(words);
    let (beat, mv) = to.split_once('/').map_or((to, None), |(beat, mv)| (beat, Some(mv)));
    let id = scenario.beat_named(beat).ok_or_else(|| {
        let known = Known(scenario.beats.iter().map(|beat| beat.id.as_str()).collect());
        said(format!(
            "there is no beat `{beat}`; {}",
            known.help(beat).unwrap_or_default()
        ))
    })?;
    let spot = match mv {
        None => Spot::Beat(id),
        Some(mv) => {
            let moves = &scenario.beat(id).moves;
            let at = moves.iter().position(|of| of.id == mv).ok_or_else(|| {
                let known = Known(moves.iter().map(|of| of.id.as_str()).collect());
                said(format!(
                    "the beat `{beat}` has no move `{mv}`; {}",
                    known.help(mv).unwrap_or_default()
                ))
            })?;
            Spot::Move(id, at)
        }
    };
    let own = |file: &&crate::library::File| file.scenario.as_ref().is_some_and(|other| other.hash == scenario.hash);
    let places = library.files.iter().find(own).and_then(|file| file.places.as_ref());
    let places = places.expect("a scenario of the library was read from a file");
    let policy = library.policy_for(scenario);
    let way = way_to(scenario, &policy, places, spot, Limits::default());
    let way = way.ok_or_else(|| said(format!("no drill comes to `{to}`: `bounceback check` may say why")))?;
    if way.seed.is_none() {
        let luck = way.chance.join("; ");
        return Err(said(format!(
            "it takes rare luck to come to `{to}` ({luck}); the moves are {}",
            way.moves.join(",")
        )));
    }
    Ok(way)
}
