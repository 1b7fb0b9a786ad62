//! What the debrief tells, worked out once from the finished drill.

use crate::customer::{Outcome, Tier};
use crate::drill::{Choice, Drill, ServiceCard, Shown, service_card};
use crate::figure::Look;
use crate::scenario::Scenario;

/// Which way a move took the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Better,
    Even,
    Worse,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// "Day 2" in the days after, else empty.
    pub day: String,
    /// The trainee's words; silence in brackets.
    pub said: String,
    pub felt: String,
    pub why: String,
    pub effect: Effect,
    pub after: Shown,
}

/// A finished drill, looked back at.
#[derive(Debug, Clone)]
pub struct Debrief {
    pub title: String,
    pub name: String,
    pub look: Look,
    pub tier: Tier,
    pub meaning: String,
    pub outcome: Outcome,
    pub last: Shown,
    pub first: Shown,
    pub rows: Vec<Row>,
    pub card: ServiceCard,
    /// "+$412".
    pub value: String,
    /// "spent $64 of $150".
    pub spent: String,
}

impl Debrief {
    /// Looks back at a drill.
    #[must_use]
    pub fn of(drill: &Drill) -> Self {
        let rules = drill.rules();
        let outcome = rules.final_outcome(drill.state());
        let policy = &drill.setup.policy;
        let scenario = &drill.scenario;
        // The value to whole units: cents would feign a precision that the model does not have.
        let units = outcome.net / 100 * 100;
        let sign = if units > 0 { "+" } else { "" };
        Self {
            title: scenario.title.clone(),
            name: scenario.customer.first_name().to_owned(),
            look: scenario.customer.look.clone(),
            tier: outcome.tier,
            meaning: meaning(outcome.tier, drill.walked_out(), scenario),
            first: Shown::from(rules.feelings(&rules.start())),
            last: Shown::from(rules.feelings(drill.state())),
            rows: rows(drill),
            card: service_card(drill),
            value: format!("{sign}{}", policy.money(units)),
            spent: format!(
                "spent {} of {}",
                policy.money(rules.spent(drill.state())),
                policy.money(policy.fund)
            ),
            outcome,
        }
    }
}

/// What a tier means, in one line.
fn meaning(tier: Tier, walked_out: bool, scenario: &Scenario) -> String {
    if walked_out {
        return match scenario.channel {
            crate::scenario::Channel::FaceToFace => "Walked out in the middle of the talk.",
            crate::scenario::Channel::Phone => "Hung up in the middle of the talk.",
            _ => "Broke off in the middle of the talk.",
        }
        .to_owned();
    }
    match tier {
        Tier::Champion => "Comes back, and tells others why.",
        Tier::Loyal => "Comes back. All is well again.",
        Tier::Passive => "Not angry, and not held: the next offer will do.",
        Tier::Detractor => "Goes on talking about it.",
        Tier::Defector => "Is gone, and says so.",
    }
    .to_owned()
}

fn rows(drill: &Drill) -> Vec<Row> {
    let rules = drill.rules();
    let names = rules.names();
    drill
        .steps()
        .iter()
        .map(|step| {
            let account = rules.account(step);
            let beat = rules.beat(&step.before).map(|id| drill.scenario.beat(id));
            let mv = match (step.choice, beat) {
                (Choice::Move(index), Some(beat)) => beat.moves.get(usize::from(index)),
                _ => None,
            };
            let day = beat
                .and_then(|beat| beat.day)
                .map_or_else(String::new, |day| format!("Day {}", day.day));
            let (before, after) = (account.before, account.after);
            // Anger counts most: a level of it weighs as much as ten points of loss or dread.
            let burden = |felt: Shown| 10 * i32::from(felt.anger) + i32::from(felt.loss) + i32::from(felt.dread);
            let in_days = !step.before.in_talk();
            let moved = if in_days {
                let (from, to) = (rules.outcome(&step.before), rules.outcome(&step.transition.next));
                from.loyal - to.loyal
            } else {
                (burden(after) - burden(before)) / 5
            };
            Row {
                day,
                said: mv.map_or_else(
                    || "(You said nothing for 15 seconds.)".to_owned(),
                    |mv| format!("“{}”", mv.say.fill(&names)),
                ),
                felt: account.felt,
                why: mv.map_or_else(String::new, |mv| mv.why.fill(&names)),
                effect: match moved {
                    ..0 => Effect::Better,
                    0 => Effect::Even,
                    1.. => Effect::Worse,
                },
                after,
            }
        })
        .collect()
}
