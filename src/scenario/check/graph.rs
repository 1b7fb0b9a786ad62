//! What the graph of beats shows without playing: beats that nothing leads to, beats that nothing leads out of.

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::scenario::draft::Draft;
use crate::scenario::model::{Beat, Scenario, Target};
use crate::scenario::rule::{Allow, Rule};

/// Where a beat can lead.
fn targets(beat: &Beat) -> impl Iterator<Item = Target> + '_ {
    beat.moves
        .iter()
        .flat_map(|mv| mv.branches.iter().map(|branch| branch.to).chain([mv.next]))
}

impl Checker<'_> {
    pub(super) fn graph(&mut self, draft: &Draft, scenario: &Scenario) {
        let count = scenario.beats.len();
        let mut reached = vec![false; count];
        let mut open = vec![scenario.start.index()];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut reached[at], true) {
                continue;
            }
            open.extend(targets(&scenario.beats[at]).filter_map(|target| match target {
                Target::Beat(id) => Some(id.index()),
                Target::End => None,
            }));
        }
        // Beats that lead to the end, found backwards: a pass over all beats until nothing is added.
        let mut ends = vec![false; count];
        loop {
            let mut grown = false;
            for at in 0..count {
                let leads_out = |target| match target {
                    Target::Beat(id) => ends[id.index()],
                    Target::End => true,
                };
                if !ends[at] && targets(&scenario.beats[at]).any(leads_out) {
                    ends[at] = true;
                    grown = true;
                }
            }
            if !grown {
                break;
            }
        }
        for (at, (id, _)) in draft.beats.value.iter().enumerate() {
            let allowed = |allow: &Allow| allow.covers(Rule::UnreachableBeat, scenario.beat_named(&id.value), None);
            if !reached[at] && !scenario.allows.iter().any(allowed) {
                self.error(
                    Diagnostic::warning(
                        "unreachable-beat",
                        format!("no move leads to the beat `{}`", id.value),
                        id.span.clone(),
                    )
                    .label("never played")
                    .help("lead to it from a move, or take it out"),
                );
            }
            if !ends[at] {
                self.error(
                    Diagnostic::error(
                        "no-way-out",
                        format!("from the beat `{}` no path leads to the end", id.value),
                        id.span.clone(),
                    )
                    .label("round and round until the customer leaves")
                    .help("lead one of the moves on the way to \"end\""),
                );
            }
        }
    }
}
