//! A path that can be played: the same seed, temper and moves lead where it says.

use std::sync::Arc;

use serde::Serialize;

use super::reach::Turn;
use crate::customer::chance::branches;
use crate::customer::{Event, Patience, Talk, Temper};
use crate::drill::{Drill, Rules, Setup, State, Transition};
use crate::scenario::Scenario;
use crate::vocabulary::Vocabulary;

/// Moves with the customer and the seed under which they lead where they should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Path {
    /// `None` where no seed that was tried lets chance fall so.
    pub seed: Option<u64>,
    pub temper: Temper,
    /// As the seed draws them; the customer's own where there is no seed.
    pub patience: Patience,
    pub talk: Talk,
    /// Ids of moves; "wait" lets 15 seconds pass.
    pub moves: Vec<String>,
    /// What must fall so by chance, in words, one for each move where something can go either way.
    pub chance: Vec<String>,
}

impl Path {
    /// The words to type to play it. None where no seed was found.
    #[must_use]
    pub fn command(&self, scenario: &str) -> Option<String> {
        let seed = self.seed?;
        let temper = self.temper.name().to_lowercase();
        let moves = self.moves.join(",");
        let moves = if moves.is_empty() {
            String::new()
        } else {
            format!(" --moves {moves}")
        };
        Some(format!(
            "bounceback play {scenario} --seed {seed} --temper {temper}{moves}"
        ))
    }

    /// Follows the turns and looks for a seed, from 1 on, that plays them.
    pub(super) fn find(scenario: &Arc<Scenario>, setup: &Setup, turns: &[Turn], own_traits: bool, seeds: u64) -> Self {
        let rules = Rules::new(scenario, setup);
        let mut state = rules.start();
        let mut moves = Vec::new();
        let mut chance = Vec::new();
        let mut states: Vec<State> = Vec::new();
        for turn in turns {
            let (transition, open) = taken(&rules, &state, *turn);
            let name = rules.word(&state, turn.choice);
            if open {
                chance.push(format!("at `{name}`: {}", fallen(&transition)));
            }
            moves.push(name);
            state = transition.next;
            states.push(state);
        }
        let plays = |seed: u64| {
            let drawn = Setup::draw(scenario, setup.policy.clone(), Some(setup.temper), seed);
            if own_traits && (drawn.patience, drawn.talk) != (setup.patience, setup.talk) {
                return None;
            }
            let traits = (drawn.patience, drawn.talk);
            let mut drill = Drill::start(scenario, drawn, seed);
            let as_wanted = turns.iter().zip(&states).all(|(turn, state)| {
                drill
                    .choose(turn.choice)
                    .is_ok_and(|step| step.transition.next == *state)
            });
            as_wanted.then_some((seed, traits))
        };
        let found = (1..=seeds).find_map(plays);
        let (patience, talk) = found.map_or((setup.patience, setup.talk), |(_, traits)| traits);
        Self {
            seed: found.map(|(seed, _)| seed),
            temper: setup.temper,
            patience,
            talk,
            moves,
            chance,
        }
    }
}

/// What a turn leads to, and whether chance had a say in it.
pub(super) fn taken(rules: &Rules<'_>, s: &State, turn: Turn) -> (Transition, bool) {
    let mut way = 0;
    let mut taken = None;
    branches(
        |chance| {
            rules
                .play(s, turn.choice, chance)
                .expect("a path is made of legal choices")
        },
        |_, bytes, transition| {
            if way == turn.way {
                taken = Some((transition, bytes > 0));
            }
            way = way.saturating_add(1);
        },
    );
    taken.expect("states of one key meet the same chances")
}

/// How chance fell, in words.
fn fallen(transition: &Transition) -> String {
    let raised = |event| transition.events.contains(&event);
    let mut words = Vec::new();
    if raised(Event::WrongFix) {
        words.push("it is the wrong fix");
    }
    match transition.manager {
        Some(true) => words.push("the manager says yes"),
        Some(false) => words.push("the manager says no"),
        None => {}
    }
    if raised(Event::Leave) {
        words.push("the customer leaves");
    }
    if words.is_empty() {
        words.push("all goes well");
    }
    words.join(", ")
}
