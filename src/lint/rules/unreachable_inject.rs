//! `unreachable-inject`: something that no facilitator will ever be able to bring.

use super::Walked;
use crate::lint::about::About;
use crate::lint::finding::Finding;
use crate::scenario::Rule;

pub const ABOUT: About = About {
    rule: Rule::UnreachableInject,
    summary: "this inject can never be brought",
    why: "An inject's `when` must hold somewhere in the talk, or the button never shows. It is written and nobody will ever see it. \
          Flags that only other injects set are taken as set: those are in the facilitator's hands.",
    mend: "Loosen its `when`: ask for what some talk really comes to, or for nothing at all. The facilitator sees the room and chooses \
           the moment.",
    example: "(id: \"praise\", label: \"A passer-by praises it\", scene: \"…\", when: (settled: true, anger: (9, 9)))",
};

pub fn check(walked: &Walked<'_, '_>, found: &mut Vec<Finding>) {
    let case = walked.case;
    let all = case.scenario.injects.iter().zip(&walked.seen.injects);
    for ((inject, seen), place) in all.zip(&case.places.injects) {
        if *seen {
            continue;
        }
        let message = format!("the inject `{}` can never be brought", inject.id);
        found.push(
            Finding::new(ABOUT.rule, message, place.clone())
                .label("its `when` never holds in the talk")
                .help("loosen its `when`, or take the inject out"),
        );
    }
}
