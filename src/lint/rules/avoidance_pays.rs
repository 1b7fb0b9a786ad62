//! `avoidance-pays`: one can avoid the customer and still win.

use indexmap::IndexMap;

use crate::customer::{Stance, Tier};
use crate::drill::{Choice, Rules, Setup, State};
use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::customer::words;
use crate::lint::finding::Finding;
use crate::lint::play::ways;
use crate::lint::reach::Turn;
use crate::scenario::{Move, Rule};
use crate::vocabulary::Vocabulary;

pub const ABOUT: About = About {
    rule: Rule::AvoidancePays,
    summary: "play made of avoidance acts alone can end above Passive",
    why: "Somebody who only rejects, blames, hides behind policy or sends the customer on must never end with a loyal one: the \
          drill would reward what it is meant to cure. Mostly it means that the failure is too small to be felt.",
    mend: "Raise `severity`, or `lifetime_value` and `prior` with it, until the failure hurts; or let the beats that follow \
           avoidance cost something.",
    example: "failure: (severity: 0, …), customer: (prior: 100, …)    // content before a word was said",
};

/// A way to win by avoiding.
#[derive(Debug, Clone)]
pub struct Paid {
    pub setup: Setup,
    pub tier: Tier,
    pub turns: Vec<Turn>,
}

/// The shortest play of avoidance acts alone that ends above Passive.
pub fn paid(rules: &Rules<'_>, setup: &Setup) -> Option<Paid> {
    let mut known: IndexMap<State, Vec<Turn>> = IndexMap::new();
    known.insert(rules.start(), Vec::new());
    let mut at = 0;
    while let Some((&state, turns)) = known.get_index(at) {
        let turns = turns.clone();
        at += 1;
        let choices = avoiding(rules, &state);
        if choices.is_empty() {
            // Play stops where nothing more can be avoided: it counts as it stands.
            let tier = rules.final_outcome(&state).tier;
            if tier > Tier::Passive {
                return Some(Paid {
                    setup: setup.clone(),
                    tier,
                    turns,
                });
            }
        }
        for choice in choices {
            for (way, _, next) in ways(rules, &state, choice) {
                known.entry(next).or_insert_with(|| {
                    let mut turns = turns.clone();
                    turns.push(Turn { choice, way });
                    turns
                });
            }
        }
    }
    None
}

fn avoiding(rules: &Rules<'_>, s: &State) -> Vec<Choice> {
    let Some(beat) = rules.beat(s) else { return Vec::new() };
    let moves = &rules.scenario.beat(beat).moves;
    let free = rules.offers(s).filter(|offer| offer.barred.is_none());
    free.filter(|offer| avoids_only(&moves[usize::from(offer.index)]))
        .map(|offer| Choice::Move(offer.index))
        .collect()
}

fn avoids_only(mv: &Move) -> bool {
    let acts = mv.acts.acts();
    !acts.is_empty() && acts.iter().all(|act| act.kind().stance() == Stance::Avoidance)
}

pub fn check(case: &Case<'_>, paid: &[Paid], found: &mut Vec<Finding>) {
    let Some(first) = paid.first() else { return };
    let message = format!(
        "avoiding the customer all the way ends {}: {}",
        first.tier.name(),
        words(&first.setup)
    );
    found.push(
        Finding::new(ABOUT.rule, message, case.places.customer.clone())
            .label("won without a single good act")
            .help("let the failure weigh more, so that somebody has to make it good")
            .seen_by(case.path(&first.setup, &first.turns, true)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::Coefficients;
    use crate::scenario::{read, template};

    /// Under the shipped coefficients no failure is small enough: avoiding never helps (MODEL.md section 9, law 2), and nobody comes
    /// content. Were they other coefficients, the rule would see it.
    #[test]
    fn avoiding_pays_only_where_the_model_lets_it() {
        let scenario = read(&template("cake")).scenario.expect("the template is valid");
        let setup = Setup::draw(&scenario, scenario.policy.clone(), None, 1);
        assert!(paid(&Rules::new(&scenario, &setup), &setup).is_none());
        let mut easy = Coefficients::shipped().clone();
        easy.tier_sat = [0, 0, 0, 101];
        let paid = paid(&Rules::under(&scenario, &setup, &easy), &setup).expect("everybody is loyal");
        assert_eq!(paid.tier, Tier::Loyal);
        assert!(!paid.turns.is_empty(), "the avoidance moves that there are were played");
    }
}
