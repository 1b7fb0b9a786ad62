//! `unused-allow`: an `allow` that silences nothing.

use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::finding::Finding;
use crate::scenario::Rule;
use crate::vocabulary::Vocabulary;

pub const ABOUT: About = About {
    rule: Rule::UnusedAllow,
    summary: "an `allow` of this scenario silences nothing",
    why: "An `allow` says: this was found, and it is meant to be so. Where nothing is found any more it says something untrue, and \
          one day it will hide a new fault of the same name.",
    mend: "Take the `allow` out. If it names a beat or a move, see whether it names the right one.",
    example: "allow: [(rule: \"alike\", beat: \"doorway\", reason: \"both words are heard every day\")],\n\
              // and the two moves were told apart long ago",
};

/// Takes out what the scenario allows, and reports what is allowed in vain.
pub fn apply(case: &Case<'_>, found: &mut Vec<Finding>) {
    let allows = &case.scenario.allows;
    let mut used = vec![false; allows.len()];
    found.retain(|finding| {
        let mut silenced = false;
        for (allow, used) in allows.iter().zip(&mut used) {
            if allow.covers(finding.rule, finding.beat, finding.mv.as_deref()) {
                *used = true;
                silenced = true;
            }
        }
        !silenced
    });
    let unused = allows
        .iter()
        .zip(&case.places.allows)
        .zip(used)
        .filter(|(_, used)| !used)
        // What was not looked for may well be there.
        .filter(|((allow, _), _)| allow.rule != Rule::Fragile || case.limits.deep);
    for ((allow, place), _) in unused {
        let message = format!("`{}` is allowed here, and nothing is found", allow.rule.name());
        found.push(
            Finding::new(ABOUT.rule, message, place.clone())
                .label("silences nothing")
                .help("take it out, or see whether it names the right beat and move"),
        );
    }
}
