//! `unreachable-beat`: no drill ever comes there.

use super::Walked;
use crate::lint::about::About;
use crate::lint::finding::Finding;
use crate::scenario::{BeatId, Rule, Scenario, Target};

pub const ABOUT: About = About {
    rule: Rule::UnreachableBeat,
    summary: "no drill can ever come to this beat",
    why: "The beat is written, and nobody will ever play it: either no move leads to it, or the branches that do ask for \
          something that never holds together. Often it is the beat that was meant for an early mistake.",
    mend: "Lead to it from a move, loosen the condition of the branch that leads to it, or take the beat out.",
    example: "branches: [(when: (settled: true, flags: [\"promised\"]), next: \"proud\")],\n\
              // and every move that sets \"promised\" leads on to the end before anything is fixed",
};

pub fn check(walked: &Walked<'_, '_>, found: &mut Vec<Finding>) {
    let case = walked.case;
    for beat in case.scenario.beat_ids() {
        if walked.seen.beats[beat.index()].reached {
            continue;
        }
        let id = &case.scenario.beat(beat).id;
        let (message, help) = if is_led_to(case.scenario, beat) {
            (
                format!("no drill ever comes to the beat `{id}`"),
                "the conditions on the way never hold together: loosen one, or take the beat out",
            )
        } else {
            (
                format!("no move leads to the beat `{id}`"),
                "lead to it from a move, or take it out",
            )
        };
        found.push(
            Finding::new(ABOUT.rule, message, case.places.beats[beat.index()].id.clone())
                .at(beat)
                .label("never played")
                .help(help),
        );
    }
}

/// Whether some move or branch of another beat names it.
fn is_led_to(scenario: &Scenario, beat: BeatId) -> bool {
    scenario
        .moves()
        .filter(|(from, _)| from.id != scenario.beat(beat).id)
        .flat_map(|(_, mv)| mv.branches.iter().map(|branch| branch.to).chain([mv.next]))
        .any(|target| target == Target::Beat(beat))
}
