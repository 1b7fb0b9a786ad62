//! The drill that is suggested next, with an honest reason: another one, as hard as this or a level up.

use crate::customer::Tier;
use crate::drill::{Mark, ServiceCard};
use crate::scenario::{Level, Scenario, ServiceStep};
use crate::vocabulary::Vocabulary;

/// A drill that is suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    pub id: String,
    pub title: String,
    /// "It teaches a step that you missed: Communicate results."
    pub reason: String,
}

/// The drill to play after this one: of those on the same level or one up the one that teaches most of what the card says was
/// missed, then of what was taken half way. Where nothing was missed and the customer stays, one that is harder.
#[must_use]
pub fn next_drill<'s>(
    now: &Scenario,
    tier: Tier,
    card: &ServiceCard,
    others: impl IntoIterator<Item = &'s Scenario>,
) -> Option<Next> {
    let level = now.level as u8;
    let marked = |mark| -> Vec<ServiceStep> {
        let steps = card.steps.iter().filter(|step| step.mark == mark);
        steps.map(|step| step.step).collect()
    };
    let (missed, partly) = (marked(Mark::Missed), marked(Mark::Partly));
    let is_ready = tier >= Tier::Loyal;
    let mut best: Option<((usize, usize, bool), &Scenario)> = None;
    for other in others {
        if other.id == now.id || !(level..=level + 1).contains(&(other.level as u8)) {
            continue;
        }
        let is_up = other.level as u8 > level;
        let rank = (
            taught(other, &missed).len(),
            taught(other, &partly).len(),
            is_up == is_ready,
        );
        // Of equals the one that stands first.
        if best.as_ref().is_none_or(|(first, _)| rank > *first) {
            best = Some((rank, other));
        }
    }
    let (_, other) = best?;
    Some(Next {
        id: other.id.clone(),
        title: other.title.clone(),
        reason: reason(now.level, other, &missed, &partly),
    })
}

/// The steps of these that a scenario teaches.
fn taught(scenario: &Scenario, steps: &[ServiceStep]) -> Vec<ServiceStep> {
    let taught = steps.iter().filter(|step| scenario.teaches.contains(step));
    taught.copied().collect()
}

fn reason(level: Level, other: &Scenario, missed: &[ServiceStep], partly: &[ServiceStep]) -> String {
    for (steps, what) in [(missed, "that you missed"), (partly, "that you took half way")] {
        let steps: Vec<&str> = taught(other, steps).into_iter().map(ServiceStep::words).collect();
        match steps.as_slice() {
            [] => {}
            [step] => return format!("It teaches a step {what}: {step}."),
            steps => return format!("It teaches steps {what}: {}.", steps.join(", ")),
        }
    }
    if other.level > level {
        format!("It is a level up: {}.", other.level.name().to_lowercase())
    } else {
        "It is as hard as this one, with another customer.".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drill::StepMark;
    use crate::scenario::{read, template};

    fn scenario(id: &str, level: Level, teaches: &[ServiceStep]) -> Scenario {
        let mut scenario = read(&template(id)).scenario.expect("the template is valid");
        scenario.level = level;
        scenario.teaches = teaches.to_vec();
        scenario
    }

    fn card(missed: &[ServiceStep], partly: &[ServiceStep]) -> ServiceCard {
        let mark = |step: ServiceStep| {
            if missed.contains(&step) {
                Mark::Missed
            } else if partly.contains(&step) {
                Mark::Partly
            } else {
                Mark::Done
            }
        };
        let step = |&step: &ServiceStep| StepMark {
            step,
            mark: mark(step),
            shown_by: Vec::new(),
            remark: "",
        };
        ServiceCard {
            steps: ServiceStep::ALL.iter().map(step).collect(),
            avoidance: Vec::new(),
        }
    }

    #[test]
    fn what_was_missed_leads_to_the_drill_that_teaches_it() {
        use ServiceStep::{CommunicateResults, SayYoureSorry, VictoryToTheCustomer};
        let now = scenario("now", Level::Starter, &[]);
        let all = [
            scenario("now", Level::Starter, &[CommunicateResults]),
            scenario("hard", Level::Hard, &[CommunicateResults, SayYoureSorry]),
            scenario("other", Level::Starter, &[VictoryToTheCustomer]),
            scenario("teacher", Level::Regular, &[CommunicateResults]),
        ];
        let next = |missed: &[_], partly: &[_]| {
            next_drill(&now, Tier::Passive, &card(missed, partly), &all).expect("there is one")
        };
        let found = next(&[CommunicateResults, SayYoureSorry], &[]);
        assert_eq!(
            (found.id.as_str(), found.reason.as_str()),
            ("teacher", "It teaches a step that you missed: Communicate results."),
            "neither this one nor two levels up"
        );
        let found = next(&[], &[VictoryToTheCustomer]);
        assert_eq!(found.id, "other");
        assert!(found.reason.contains("half way"), "{}", found.reason);
        let found = next(&[], &[]);
        assert_eq!(found.id, "other", "a customer who is not won asks for no harder one");
        assert_eq!(found.reason, "It is as hard as this one, with another customer.");
    }

    #[test]
    fn who_did_all_goes_a_level_up_and_nobody_goes_down() {
        let now = scenario("now", Level::Regular, &[]);
        let all = [
            scenario("easy", Level::Starter, &[]),
            scenario("same", Level::Regular, &[]),
            scenario("hard", Level::Hard, &[]),
        ];
        let found = next_drill(&now, Tier::Champion, &card(&[], &[]), &all).expect("there is one");
        assert_eq!(
            (found.id.as_str(), found.reason.as_str()),
            ("hard", "It is a level up: hard.")
        );
        assert_eq!(next_drill(&now, Tier::Champion, &card(&[], &[]), &all[..1]), None);
    }
}
