//! `too-large`: not solved at all.

use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::finding::Finding;
use crate::lint::reach::Unfinished;
use crate::scenario::Rule;

pub const ABOUT: About = About {
    rule: Rule::TooLarge,
    summary: "the scenario has more states than can be solved, so that nothing else was looked at",
    why: "A scenario over the limit can be played, but moves get no grades, there is no best line, and no other rule can say \
          anything about it.",
    mend: "Let paths meet again sooner; ask for fewer acts (`done`) and flags in conditions, which every state must remember; \
           avoid circles in the talk, which make every state remember the clock. Or make two scenarios of it.",
    example: "forty beats in a row that all set their own flag, and a last one that asks for all of them",
};

pub fn finding(case: &Case<'_>, why: Unfinished) -> Finding {
    let message = match why {
        Unfinished::Watched => {
            "this scenario was not solved: its conditions name more than 51 acts and flags together".to_owned()
        }
        _ => format!(
            "this scenario was not solved: it has more than {} states",
            case.limits.states
        ),
    };
    Finding::new(ABOUT.rule, message, case.places.id.clone())
        .label("the other rules were not looked at")
        .help("let paths meet again sooner, or ask for fewer acts and flags in conditions")
}
