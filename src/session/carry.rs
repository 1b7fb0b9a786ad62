//! A running drill under a scenario that was changed meanwhile: its author goes on where they were.

use std::sync::Arc;

use super::solo::Solo;
use crate::drill::{Choice, Drill, Place, Record, Rules, Setup};
use crate::scenario::{Policy, Scenario};

/// A drill taken over into another version of its scenario.
#[derive(Debug, Clone)]
pub struct Carried {
    pub solo: Solo,
    /// How many choices could be made again.
    pub kept: usize,
    /// How many had been made.
    pub of: usize,
}

impl Solo {
    /// The same customer and the same seed in another version of the scenario, with the same choices: moves are found by the ids of beat and
    /// move, and the first that is not there, or cannot be chosen, ends it. Chance falls as it falls in the new version. What came of it
    /// is no drill that anybody took, so it is not recorded.
    #[must_use]
    pub fn carried(&self, scenario: &Arc<Scenario>, policy: Policy) -> Carried {
        let old = self.drill();
        let setup = Setup {
            policy,
            ..old.setup.clone()
        };
        let record = Record {
            scenario: scenario.id.clone(),
            hash: scenario.hash,
            seed: old.seed,
            choices: Vec::new(),
            setup,
        };
        // Where it began in the middle, and that is not there any more, it begins at the beginning.
        let begun = Drill::replay(scenario, &record);
        let is_there = begun.is_ok();
        let mut drill = begun.unwrap_or_else(|_| {
            let setup = Setup {
                begin: None,
                ..record.setup
            };
            Drill::start(scenario, setup, old.seed)
        });
        let mut kept = 0;
        for step in old.steps().iter().filter(|_| is_there) {
            let choice = match (step.choice, step.before.place) {
                (Choice::Wait, _) => Some(Choice::Wait),
                (Choice::Move(index), Place::Beat(beat)) => {
                    let beat = old.scenario.beat(beat);
                    found(&drill, &beat.id, &beat.moves[usize::from(index)].id)
                }
                (Choice::Move(_), Place::End) => None,
                (Choice::Inject(index), _) => {
                    let id = old.scenario.injects.get(usize::from(index)).map(|inject| &inject.id);
                    let at = scenario.injects.iter().position(|inject| Some(&inject.id) == id);
                    at.and_then(|at| u8::try_from(at).ok()).map(Choice::Inject)
                }
            };
            if choice.is_none_or(|choice| drill.choose(choice).is_err()) {
                break;
            }
            kept += 1;
        }
        Carried {
            of: old.steps().len(),
            kept,
            solo: self.with_drill(drill),
        }
    }
}

/// The move of this id at the beat of this id, where that is the one at which the drill stands.
fn found(drill: &Drill, beat: &str, mv: &str) -> Option<Choice> {
    let here = Rules::new(&drill.scenario, &drill.setup).beat(drill.state())?;
    let here = drill.scenario.beat(here);
    let at = here
        .moves
        .iter()
        .position(|of| of.id == mv)
        .filter(|_| here.id == beat)?;
    u8::try_from(at).ok().map(Choice::Move)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{read, template};
    use crate::session::{Mode, Options, Pace};

    fn scenario(text: &str) -> Arc<Scenario> {
        Arc::new(read(text).scenario.expect("it can be read"))
    }

    fn played(scenario: &Arc<Scenario>) -> Solo {
        let options = Options {
            seed: 3,
            mode: Mode::Practice,
            pace: Pace::Untimed,
            temper: None,
        };
        let mut solo = Solo::start(scenario, scenario.policy.clone(), options);
        for _ in 0..2 {
            let offer = solo
                .offers()
                .into_iter()
                .find(|offer| offer.barred.is_none())
                .expect("a move");
            solo.choose(offer.index).expect("it is on offer");
        }
        solo
    }

    #[test]
    fn a_changed_text_goes_on_where_it_stood() {
        let text = template("cake");
        let solo = played(&scenario(&text));
        let old = solo.drill();
        let first = &old.scenario.beat(old.scenario.start).moves[0];
        let changed = scenario(&text.replace(first.say.raw(), "Good afternoon."));
        let carried = solo.carried(&changed, changed.policy.clone());
        assert_eq!((carried.kept, carried.of), (2, 2));
        assert_eq!(carried.solo.drill().state(), old.state());
        assert_eq!(carried.solo.drill().scenario.hash, changed.hash);
    }

    #[test]
    fn where_the_beat_is_gone_at_which_it_began_it_begins_at_the_beginning() {
        let text = template("cake");
        let old = scenario(&text);
        let options = Options {
            seed: 3,
            mode: Mode::Practice,
            pace: Pace::Untimed,
            temper: None,
        };
        let start = crate::drill::Start::at("remedy");
        let mut solo = Solo::start_at(&old, old.policy.clone(), &start, options).expect("a beat");
        let offer = solo
            .offers()
            .into_iter()
            .find(|offer| offer.barred.is_none())
            .expect("a move");
        solo.choose(offer.index).expect("it is on offer");
        let same = solo.carried(&old, old.policy.clone());
        assert_eq!((same.kept, same.solo.drill().state()), (1, solo.drill().state()));
        let changed = scenario(&text.replace("\"remedy\"", "\"amends\""));
        let carried = solo.carried(&changed, changed.policy.clone());
        assert_eq!((carried.kept, carried.of), (0, 1));
        let drill = carried.solo.drill();
        assert_eq!(drill.state().place, Place::Beat(changed.start));
    }

    #[test]
    fn where_a_move_is_gone_the_drill_stands_before_it() {
        let text = template("cake");
        let solo = played(&scenario(&text));
        let old = solo.drill();
        let Choice::Move(index) = old.steps()[1].choice else {
            panic!("a move was chosen");
        };
        let Place::Beat(beat) = old.steps()[1].before.place else {
            panic!("it was chosen at a beat");
        };
        let id = &old.scenario.beat(beat).moves[usize::from(index)].id;
        let changed = scenario(&text.replacen(&format!("id: \"{id}\""), "id: \"renamed-by-its-author\"", 9));
        let carried = solo.carried(&changed, changed.policy.clone());
        assert_eq!((carried.kept, carried.of), (1, 2));
        assert_eq!(carried.solo.drill().steps().len(), 1);
    }
}
