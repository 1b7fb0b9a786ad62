//! "Take me to this line": from a place of the text to a drill that comes there.

use std::sync::Arc;

use super::document::Document;
use super::names::{beats, moves};
use super::tree::NodeId;
use crate::lint::{Limits, Path, Spot, way_to as way};
use crate::scenario::{Places, Policy, Scenario};

/// What of a scenario stands at a byte: a reply, a line, a move, a beat. `None` outside of the beats.
#[must_use]
pub fn spot_at(document: &Document, scenario: &Scenario, offset: usize) -> Option<Spot> {
    let beat = beats(document).into_iter().find(|beat| beat.span.contains(&offset))?;
    let id = scenario.beat_named(beat.id)?;
    let holds = |node: NodeId| document.node(node).span.contains(&offset);
    let within = |node: NodeId, list: &str| {
        let list = document.field(node, list)?;
        let entries = document.node(list).entries.iter();
        entries
            .map(|entry| entry.value)
            .position(|value| value.is_some_and(holds))
    };
    if let Some((at, mv)) = moves(document, beat.node)
        .into_iter()
        .enumerate()
        .find(|(_, mv)| holds(mv.node))
    {
        return Some(match within(mv.node, "replies") {
            Some(reply) => Spot::Reply(id, at, reply),
            None => Spot::Move(id, at),
        });
    }
    Some(within(beat.node, "lines").map_or(Spot::Beat(id), |line| Spot::Line(id, line)))
}

/// The customer, the seed and the moves of a shortest way to what stands at a byte of a scenario's own text. `None` where there is none,
/// or none was found.
#[must_use]
pub fn way_to(
    document: &Document,
    scenario: &Arc<Scenario>,
    policy: &Policy,
    places: &Places,
    offset: usize,
) -> Option<Path> {
    let spot = spot_at(document, scenario, offset)?;
    way(scenario, policy, places, spot, Limits::default())
}
