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
    let behind = behind_injects(case.scenario);
    for beat in case.scenario.beat_ids() {
        if walked.seen.beats[beat.index()].reached || behind[beat.index()] {
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

/// Which beats a move or branch leads to that waits for an inject, and all that follow them: the walk brings no injects, so it cannot
/// say that nobody comes there.
fn behind_injects(scenario: &Scenario) -> Vec<bool> {
    let mut behind = vec![false; scenario.beats.len()];
    let mut open: Vec<usize> = Vec::new();
    let place = |target: Target| match target {
        Target::Beat(id) => Some(id.index()),
        Target::End => None,
    };
    for (_, mv) in scenario.moves() {
        let waits = scenario.waits_for_inject(&mv.when);
        open.extend(place(mv.next).filter(|_| waits));
        let branches = mv.branches.iter();
        let branches = branches.filter(|branch| waits || scenario.waits_for_inject(&branch.when));
        open.extend(branches.filter_map(|branch| place(branch.to)));
    }
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut behind[at], true) {
            let moves = scenario.beats[at].moves.iter();
            let targets = moves.flat_map(|mv| mv.branches.iter().map(|branch| branch.to).chain([mv.next]));
            open.extend(targets.filter_map(place));
        }
    }
    behind
}
