//! `fragile`: the best line hangs on one number of the model.

use crate::drill::Setup;
use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::finding::Finding;
use crate::scenario::{BeatId, Rule};
use crate::solve::{Sensitivity, TooLarge, Turned, sensitivity};

pub const ABOUT: About = About {
    rule: Rule::Fragile,
    summary: "one of the model's numbers, moved by a tenth, makes a move of the best line cost more than 5 points",
    why: "Most numbers of the customer model are founded in their sign or their order, not in their size. Where a tenth more or less \
          of one of them turns the best move into one that costs more than 5 points, the drill teaches that number and not the \
          pattern behind it. Every number that the scenario can read is moved up and down by a tenth, and all is solved again, for \
          the typical customer. That takes many solves, so only `bounceback check --deep` looks for it; plain `check` leaves it out.",
    mend: "Put more between the two moves: a clearer offer, an act more or less, another price; see where the lines part with \
           `bounceback solve`.",
    example: "acts: [Compensate(kind: Money, level: 4)]    // just enough to count, and not with a threshold a tenth higher",
};

/// More than so many points lost is too many: beyond the grade *good*.
const MUCH: f64 = 5.0;

/// Solves the scenario again under every change.
pub fn check(case: &Case<'_>, found: &mut Vec<Finding>) -> Result<(), TooLarge> {
    let Some(setup) = case.tempers.first() else {
        return Ok(());
    };
    let setup = Setup::typical(case.scenario, setup.policy.clone());
    tell(case, &sensitivity(case.scenario, &setup, &|_, _| ())?, found);
    Ok(())
}

/// One finding for each move of the best line that a change makes costly; the costliest change is named.
fn tell(case: &Case<'_>, sensitivity: &Sensitivity, found: &mut Vec<Finding>) {
    let costly = sensitivity.turned.iter().filter_map(|turned| {
        let lost = turned.points_lost.filter(|lost| *lost > MUCH)?;
        Some((turned, turned.old?, turned.new?, lost))
    });
    let mut told: Vec<(BeatId, u8)> = Vec::new();
    for (turned, old, new, lost) in costly {
        if told.contains(&old) {
            continue;
        }
        told.push(old);
        let id = |(beat, index): (BeatId, u8)| &case.scenario.beat(beat).moves[usize::from(index)].id;
        let place = |(beat, index): (BeatId, u8)| case.places.beats[beat.index()].moves[usize::from(index)].id.clone();
        let message = format!(
            "the best line hangs on {}: `{}` loses {lost:.1} points to `{}` then",
            words(turned),
            id(old),
            id(new),
        );
        found.push(
            Finding::new(ABOUT.rule, message, place(old))
                .at(old.0)
                .of_move(id(old))
                .label("best, by a hair")
                .related(place(new), "best under the changed number")
                .help("put more between the two: another offer, an act more or less, another price"),
        );
    }
}

/// "`comp_counts`, 308 instead of 280".
fn words(turned: &Turned) -> String {
    let change = &turned.change;
    format!("`{}`, {} instead of {}", change.place(), change.to, change.from)
}
