//! `dead-end`: nothing is left but waiting.

use super::Walked;
use crate::drill::{Place, Refusal, Rules, State};
use crate::lint::about::About;
use crate::lint::finding::Finding;
use crate::scenario::Rule;

pub const ABOUT: About = About {
    rule: Rule::DeadEnd,
    summary: "the talk can come to a state in which every move is barred, so that only waiting is left",
    why: "Whatever the trainee chose before, there must be something to say next. Where every move on offer costs more than what \
          is left of the fund, or needs a manager who was not asked, the drill stands still until the customer walks out, and \
          the trainee learns nothing but that the drill is broken.",
    mend: "Give the beat a move that costs nothing and needs no approval, or one that asks the manager (`CheckWithManager`), or \
           raise the fund.",
    example: "policy: (fund: 20, …)\n\
              \"remedy\": (moves: [\n    \
                  (id: \"refund\", acts: [Compensate(kind: Money, level: 5)], …),     // costs 240\n    \
                  (id: \"half\", acts: [Compensate(kind: Money, level: 3)], …),       // costs 144: nothing is left to say\n\
              ])",
};

/// The walk lets no time pass where there is something to choose: waiting spends nothing, so it bars nothing.
pub fn check(walked: &Walked<'_, '_>, found: &mut Vec<Finding>) {
    let case = walked.case;
    for beat in case.scenario.beat_ids() {
        // The likeliest temper's shortest path tells it best; one finding a beat is enough.
        let stuck = walked.reaches.iter().zip(&case.tempers).find_map(|(reach, setup)| {
            let at = reach
                .states()
                .iter()
                .position(|s| s.place == Place::Beat(beat) && s.in_talk() && reasons(reach.rules(), s).is_some())?;
            Some((reach, setup, at))
        });
        let Some((reach, setup, at)) = stuck else { continue };
        let path = case.path(setup, &reach.path_to(at), false);
        let reasons = reasons(reach.rules(), &reach.states()[at]).unwrap_or_default();
        let id = &case.scenario.beat(beat).id;
        let message = format!("at the beat `{id}` it can happen that every move is barred");
        found.push(
            Finding::new(ABOUT.rule, message, case.places.beats[beat.index()].id.clone())
                .at(beat)
                .label(reasons)
                .help("add a move that costs nothing and needs no approval, or one that asks the manager")
                .seen_by(path),
        );
    }
}

/// Why every move is barred; `None` where one is not.
fn reasons(rules: &Rules<'_>, s: &State) -> Option<String> {
    let barred: Option<Vec<Refusal>> = rules.offers(s).map(|offer| offer.barred).collect();
    let words = barred?.into_iter().map(|refusal| refusal.words(rules.setup));
    let mut words: Vec<String> = words.collect();
    words.dedup();
    Some(words.join("; "))
}
