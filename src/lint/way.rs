//! A shortest way to a place of a scenario: which customer, which seed, which moves.

use std::sync::Arc;

use super::case::{Case, Limits};
use super::path::Path;
use super::reach::{Reach, Turn, Walk};
use super::seen::Seen;
use crate::drill::{Rules, Setup};
use crate::scenario::{BeatId, Condition, Places, Policy, Scenario};

/// A place that a drill can come to. Numbers count from 0 in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The beat is come to.
    Beat(BeatId),
    /// The move is on offer and not barred.
    Move(BeatId, usize),
    /// The customer says the line.
    Line(BeatId, usize),
    /// The customer gives the reply to the move of the first number.
    Reply(BeatId, usize, usize),
}

impl Spot {
    fn is_seen(self, seen: &Seen) -> bool {
        let beat = |id: BeatId| &seen.beats[id.index()];
        match self {
            Self::Beat(id) => beat(id).reached,
            Self::Move(id, mv) => beat(id).moves.get(mv).is_some_and(|mv| mv.free),
            Self::Line(id, line) => beat(id).lines.get(line) == Some(&true),
            Self::Reply(id, mv, reply) => {
                let mv = beat(id).moves.get(mv);
                mv.is_some_and(|mv| mv.replies.get(reply) == Some(&true))
            }
        }
    }

    /// What decides whether it is said or on offer, each with whether it stands in the days after.
    fn questions(self, scenario: &Scenario) -> Vec<(&Condition, bool)> {
        let (Self::Beat(id) | Self::Move(id, _) | Self::Line(id, _) | Self::Reply(id, ..)) = self;
        let beat = scenario.beat(id);
        let after = beat.day.is_some();
        let asked: Vec<&Condition> = match self {
            Self::Beat(_) => Vec::new(),
            Self::Move(_, mv) => beat.moves.get(mv).map(|mv| &mv.when).into_iter().collect(),
            Self::Line(..) => beat.lines.iter().map(|line| &line.when).collect(),
            Self::Reply(_, mv, _) => {
                let replies = beat.moves.get(mv).map(|mv| mv.replies.as_slice());
                replies.unwrap_or_default().iter().map(|reply| &reply.when).collect()
            }
        };
        asked.into_iter().map(|when| (when, after)).collect()
    }
}

/// A shortest way there, for the likeliest customer that can come there; only where moves alone do not lead there does it let time pass.
/// `None` where no way was found: no drill comes there, or the scenario has too many states to be sure.
///
/// ```
/// use std::sync::Arc;
///
/// use bounceback::lint::{Limits, Spot, way_to};
/// use bounceback::scenario::{read, template};
///
/// let reading = read(&template("cake"));
/// let places = reading.draft.expect("it can be read").places();
/// let scenario = Arc::new(reading.scenario.expect("the template is valid"));
/// let box_ = scenario.beat_named("box").expect("a beat");
/// let way = way_to(&scenario, &scenario.policy, &places, Spot::Beat(box_), Limits::default()).expect("a way");
/// assert_eq!(way.moves.len(), 2);
/// ```
#[must_use]
pub fn way_to(scenario: &Arc<Scenario>, policy: &Policy, places: &Places, spot: Spot, limits: Limits) -> Option<Path> {
    let case = Case::new(scenario, policy, places, limits);
    let questions = spot.questions(scenario);
    let passes: [(&[_], bool); 3] = [(&[], false), (&questions, false), (&questions, true)];
    passes.into_iter().find_map(|(also, idle)| {
        let walk = Walk {
            also,
            idle,
            limit: limits.states,
        };
        case.tempers.iter().find_map(|setup| {
            let turns = turns_to(scenario, setup, spot, walk)?;
            Some(case.path(setup, &turns, false))
        })
    })
}

/// The turns of a shortest way of one customer.
fn turns_to(scenario: &Scenario, setup: &Setup, spot: Spot, walk: Walk<'_>) -> Option<Vec<Turn>> {
    let rules = Rules::new(scenario, setup);
    let mut seen = Seen::nothing(scenario);
    seen.start(&rules);
    if spot.is_seen(&seen) {
        return Some(Vec::new());
    }
    Reach::first(rules, walk, |rules, before, choice, transition| {
        seen.step(rules, before, choice, transition);
        spot.is_seen(&seen)
    })
}
