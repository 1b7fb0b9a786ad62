//! The rules, one a file.
//!
//! A rule is its [`About`] and a function. Rules about what can happen at all look at the walk ([`Walked`]).

mod dead_end;
mod unreachable_beat;
mod unreachable_line;
mod unreachable_move;
mod unused_allow;

use super::about::About;
use super::case::Case;
use super::finding::{Finding, Report};
use super::reach::Reach;
use super::seen::Seen;
use crate::scenario::Rule;

/// Every rule, in the order in which they are listed.
pub const RULES: &[About] = &[
    dead_end::ABOUT,
    unreachable_beat::ABOUT,
    unreachable_move::ABOUT,
    unreachable_line::ABOUT,
    unused_allow::ABOUT,
];

/// A rule explained.
#[must_use]
pub fn about(rule: Rule) -> Option<&'static About> {
    RULES.iter().find(|about| about.rule == rule)
}

/// A case whose drills were walked.
pub struct Walked<'a, 's> {
    pub case: &'a Case<'s>,
    /// One for each of the case's tempers.
    pub reaches: &'a [Reach<'s>],
    pub seen: &'a Seen,
}

/// Runs all rules.
pub fn run(case: &Case<'_>) -> Report {
    let mut findings = Vec::new();
    let mut states = case.limits.states;
    match case.walk() {
        Err(_) => {}
        Ok((reaches, seen)) => {
            states = reaches.iter().map(|reach| reach.states().len()).max().unwrap_or(0);
            let walked = Walked {
                case,
                reaches: &reaches,
                seen: &seen,
            };
            dead_end::check(&walked, &mut findings);
            unreachable_beat::check(&walked, &mut findings);
            unreachable_move::check(&walked, &mut findings);
            unreachable_line::check(&walked, &mut findings);
        }
    }
    unused_allow::apply(case, &mut findings);
    findings.sort_by_key(|found: &Finding| found.diagnostic.span.as_ref().map_or(0, |span| span.start));
    Report {
        findings,
        states,
        states_max: case.limits.states,
    }
}
