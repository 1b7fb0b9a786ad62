//! `costly-to-solve`: near the limit.

use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::finding::Finding;
use crate::scenario::Rule;

pub const ABOUT: About = About {
    rule: Rule::CostlyToSolve,
    summary: "the scenario takes more than a quarter of the states that can be solved",
    why: "Grades, hints and every check rest on the exact solution. It takes time and memory with the number of states, and every \
          beat, flag and watched act multiplies them: a scenario at a quarter of the limit is two good ideas away from it.",
    mend: "Let paths meet again sooner; ask for fewer acts (`done`) and flags in conditions, which every state must remember; \
           avoid circles in the talk, which make every state remember the clock.",
    example: "branches: [(when: (flags: [\"a\", \"b\", \"c\", \"d\"]), next: …)]    // 16 times the states",
};

pub fn check(case: &Case<'_>, states: usize, found: &mut Vec<Finding>) {
    let max = case.limits.states;
    if states <= max / 4 {
        return;
    }
    let message = format!("this scenario has {states} states, more than a quarter of the {max} that can be solved");
    found.push(
        Finding::new(ABOUT.rule, message, case.places.id.clone())
            .label("slow to solve, and near the limit")
            .help("let paths meet again sooner, or ask for fewer acts and flags in conditions"),
    );
}
