//! `unwinnable`: even the best play loses this customer too often.

use crate::customer::Tier;
use crate::drill::Setup;
use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::customer::{Customer, words};
use crate::lint::finding::Finding;
use crate::lint::reach::Turn;
use crate::scenario::Rule;
use crate::vocabulary::Vocabulary;

pub const ABOUT: About = About {
    rule: Rule::Unwinnable,
    summary: "for some customer even the best play ends badly, or over the fund, in more than one drill of ten",
    why: "A drill must be winnable: the best play should make every customer Loyal or a Champion within the fund in at least nine \
          drills of ten. Where it cannot, good trainees are punished by luck or by the scenario, and they will believe that \
          nothing helps. The probability is exact: all that chance can do under the best play is summed up.",
    mend: "Look at the most likely bad end: a fix that misses wants a way to understand first (`Listen`, `Clarify`, \
           `Paraphrase`); a customer who leaves wants less waiting; too little satisfaction wants a better remedy, or a larger \
           fund.",
    example: "failure: (severity: 3, repeated: true, …), policy: (fund: 5, …)     // and every remedy costs more",
};

/// The least probability of a good end.
const GOOD_MIN: f64 = 0.9;
/// What a sum of probabilities may be off.
const TOLERANCE: f64 = 1e-9;

/// How the best play of one customer ends.
#[derive(Debug, Clone)]
pub struct Odds {
    pub setup: Setup,
    good: f64,
    /// The most likely bad end: its tier, whether over the fund, its probability, a way there.
    bad: Option<(Tier, bool, f64, Vec<Turn>)>,
}

pub fn odds(customer: &Customer<'_, '_>) -> Odds {
    let ends = &customer.play.ends;
    let good = ends.iter().filter(|end| end.is_good());
    // Summed from a plain zero: nothing at all sums to -0.
    let good = good.fold(0.0, |sum, end| sum + end.probability);
    let mut bad: Option<(Tier, bool, f64)> = None;
    for &tier in Tier::ALL {
        for overspent in [false, true] {
            let alike = ends
                .iter()
                .filter(|end| !end.is_good() && (end.tier, end.overspent) == (tier, overspent));
            let probability: f64 = alike.map(|end| end.probability).sum();
            if probability > bad.map_or(0.0, |(_, _, most)| most) {
                bad = Some((tier, overspent, probability));
            }
        }
    }
    Odds {
        setup: customer.setup.clone(),
        good,
        bad: bad.map(|(tier, overspent, probability)| {
            let turns = customer.play.turns_to_end(tier, overspent);
            (tier, overspent, probability, turns)
        }),
    }
}

pub fn check(case: &Case<'_>, all: &[Odds], found: &mut Vec<Finding>) {
    let lost: Vec<&Odds> = all.iter().filter(|odds| odds.good < GOOD_MIN - TOLERANCE).collect();
    let Some(worst) = lost.iter().min_by(|a, b| a.good.total_cmp(&b.good)) else {
        return;
    };
    let message = format!(
        "the best play wins this customer in {:.1}% of drills only: {}",
        100.0 * worst.good,
        words(&worst.setup)
    );
    let mut finding = Finding::new(ABOUT.rule, message, case.places.customer.clone());
    if let Some((tier, overspent, probability, turns)) = &worst.bad {
        let over = if *overspent { ", over the fund" } else { "" };
        finding = finding
            .label(format!(
                "most likely bad end: {}{over} ({:.1}%)",
                tier.name(),
                100.0 * probability
            ))
            .seen_by(case.path(&worst.setup, turns, true));
    }
    if lost.len() > 1 {
        finding = finding.help(format!("{} of {} customers are won too seldom", lost.len(), all.len()));
    }
    found.push(finding.help("nine drills of ten should end Loyal or Champion within the fund"));
}
