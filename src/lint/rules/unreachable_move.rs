//! `unreachable-move`: a move that nobody will ever be able to choose.

use super::Walked;
use crate::lint::about::About;
use crate::lint::finding::Finding;
use crate::scenario::Rule;

pub const ABOUT: About = About {
    rule: Rule::UnreachableMove,
    summary: "this move is never on offer, or always barred",
    why: "A move's `when` must hold in some drill that comes to its beat; the fund and the policy must let it be chosen at least \
          once. A move that never can be chosen is text that nobody reads, and often the good answer that was meant to be there.",
    mend: "Loosen its `when`, or lower its cost, or let a manager be asked before (a move with `CheckWithManager`). If it has \
           no purpose, take it out.",
    example: "(id: \"repair\", acts: [Fix], when: (granted: true), …)   // and no move before it asks the manager",
};

pub fn check(walked: &Walked<'_, '_>, found: &mut Vec<Finding>) {
    let case = walked.case;
    for beat in case.scenario.beat_ids() {
        let seen = &walked.seen.beats[beat.index()];
        if !seen.reached {
            continue; // that was said of the beat
        }
        let written = case.scenario.beat(beat);
        for ((mv, seen), place) in written
            .moves
            .iter()
            .zip(&seen.moves)
            .zip(&case.places.beats[beat.index()].moves)
        {
            let (message, label, help) = match (seen.offered, seen.free) {
                (_, true) => continue,
                // The walk brings no injects.
                (false, _) if case.scenario.waits_for_inject(&mv.when) => continue,
                (false, _) => (
                    format!("the move `{}` is never on offer", mv.id),
                    "its `when` never holds here",
                    "loosen its `when`, or take the move out",
                ),
                (true, false) => (
                    format!("the move `{}` is barred whenever it is on offer", mv.id),
                    "nobody can choose it",
                    "make it cheaper, raise the fund, or let a manager be asked before",
                ),
            };
            found.push(
                Finding::new(ABOUT.rule, message, place.id.clone())
                    .at(beat)
                    .of_move(&mv.id)
                    .label(label)
                    .help(help),
            );
        }
    }
}
