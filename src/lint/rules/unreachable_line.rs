//! `unreachable-line`: words that no customer ever says.

use super::Walked;
use crate::lint::about::About;
use crate::lint::finding::Finding;
use crate::scenario::Rule;

pub const ABOUT: About = About {
    rule: Rule::UnreachableLine,
    summary: "this line or reply is never said",
    why: "Of a beat's lines the first that holds is said (else the one whose band of anger is nearest), of a move's replies the \
          first that holds. A line that never is said hides behind an earlier one, or asks for a feeling that no customer has \
          there. The author believes that anger is heard, and the trainee never hears it.",
    mend: "Put the special line before the general one; widen its band; or take it out. The feelings that customers really have \
           at a beat are shown by `bounceback play` in practice mode.",
    example: "lines: [\n    (say: \"Well?\"),                                  // always holds, so it always comes first\n    \
              (anger: (7, 9), say: \"I have been waiting for an hour!\"),\n]",
};

pub fn check(walked: &Walked<'_, '_>, found: &mut Vec<Finding>) {
    let case = walked.case;
    for beat in case.scenario.beat_ids() {
        let seen = &walked.seen.beats[beat.index()];
        if !seen.reached {
            continue; // that was said of the beat
        }
        let written = case.scenario.beat(beat);
        let places = &case.places.beats[beat.index()];
        for (at, place) in never(&seen.lines).map(|at| (at, &places.lines[at])) {
            if case.scenario.waits_for_inject(&written.lines[at].when) {
                continue; // the walk brings no injects
            }
            let hidden = written.lines[..at].iter().any(|earlier| earlier.when.is_always());
            let message = format!("the customer never says this line at `{}`", written.id);
            found.push(
                Finding::new(ABOUT.rule, message, place.clone())
                    .at(beat)
                    .label("never said")
                    .help(help(hidden)),
            );
        }
        for ((mv, seen), places) in written.moves.iter().zip(&seen.moves).zip(&places.moves) {
            if !seen.free {
                continue; // that was said of the move
            }
            for (at, place) in never(&seen.replies).map(|at| (at, &places.replies[at])) {
                if case.scenario.waits_for_inject(&mv.replies[at].when) {
                    continue;
                }
                let hidden = mv.replies[..at].iter().any(|earlier| earlier.when.is_always());
                let message = format!("the customer never gives this reply to `{}`", mv.id);
                found.push(
                    Finding::new(ABOUT.rule, message, place.clone())
                        .at(beat)
                        .of_move(&mv.id)
                        .label("never said")
                        .help(help(hidden)),
                );
            }
        }
    }
}

fn never(said: &[bool]) -> impl Iterator<Item = usize> + '_ {
    (0..said.len()).filter(|&at| !said[at])
}

const fn help(hidden: bool) -> &'static str {
    if hidden {
        "an earlier one always holds: put this one before it"
    } else {
        "its condition never holds here: widen it, or take the words out"
    }
}
