//! Drills to be drawn: one that goes well, and one with a slip, as each falls under its own chance.

use crate::app::drill::{Phase, Play};
use crate::drill::{Choice, Drill};

/// How many lines of play are followed side by side on the way to a good one.
const BEAM: usize = 48;

/// Moves that end well under this drill's chance. No solver: many lines of play are followed, the best go on.
pub fn good_run(start: &Drill) -> Vec<u8> {
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
pub fn run_with_slip(start: &Drill, run: &[u8]) -> Vec<u8> {
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
pub fn played(start: &Play, choices: &[u8]) -> Play {
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
    }
}
