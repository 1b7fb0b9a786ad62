//! What a trainee reads before a drill: its card among all drills, and its briefing.

use serde::Serialize;

use super::Offered;
use crate::customer::{Act, ActKind};
use crate::drill::{Choice, Drill, Rules, Setup, Shown};
use crate::scenario::{Policy, Scenario};
use crate::vocabulary::Vocabulary;

/// A drill among those offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    pub id: String,
    pub title: String,
    pub summary: String,
    /// "Starter", "Regular", "Hard".
    pub level: &'static str,
    /// "Face to face", "On the phone".
    pub channel: String,
    /// The customer's first name.
    pub customer: String,
    /// About how long it takes to read and play.
    pub minutes: u32,
    /// How the customer comes in.
    pub feelings: Shown,
}

/// What is told before a drill: pairs of a heading and its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    pub id: String,
    pub title: String,
    pub level: &'static str,
    pub channel: String,
    pub parts: Vec<(&'static str, String)>,
    /// The steps that it teaches.
    pub teaches: Vec<&'static str>,
}

/// Words that somebody reads and weighs in a minute: slower than reading alone (200), because each beat is a decision.
const WORDS_A_MINUTE: usize = 120;
/// No drill is longer.
const STEPS_MAX: usize = 64;

impl Card {
    /// The card of a scenario.
    #[must_use]
    pub fn of(offered: &Offered) -> Self {
        let scenario = &offered.scenario;
        let setup = Setup::typical(scenario, offered.policy.clone());
        let rules = Rules::new(scenario, &setup);
        let feelings = Shown::from(rules.feelings(&rules.start()));
        Self {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            summary: scenario.summary.clone(),
            level: scenario.level.name(),
            channel: capital(scenario.channel.words()),
            customer: scenario.customer.first_name().to_owned(),
            minutes: minutes(offered),
            feelings,
        }
    }
}

/// About how long a drill takes: what there is to read on one way through it.
fn minutes(offered: &Offered) -> u32 {
    let scenario = &offered.scenario;
    let setup = Setup::typical(scenario, offered.policy.clone());
    let mut drill = Drill::start(scenario, setup, 1);
    let mut words = 0;
    for _ in 0..STEPS_MAX {
        let offers = drill.offers();
        let Some(beat) = drill.rules().beat(drill.state()).map(|id| scenario.beat(id)) else {
            break;
        };
        words += offers
            .iter()
            .map(|offer| beat.moves[usize::from(offer.index)].say.words())
            .sum::<usize>();
        // As written the first move leads on in every scenario that can be left.
        let open = offers.iter().filter(|offer| offer.barred.is_none());
        let next = open.map(|offer| offer.index).min();
        let choice = next.map_or(Choice::Wait, Choice::Move);
        if drill.choose(choice).is_err() {
            break;
        }
    }
    let said = drill.transcript();
    words += said
        .iter()
        .map(|said| said.text.split_whitespace().count())
        .sum::<usize>();
    u32::try_from(words.div_ceil(WORDS_A_MINUTE))
        .unwrap_or(u32::MAX)
        .clamp(2, 60)
}

impl Told {
    /// The briefing of a scenario.
    #[must_use]
    pub fn of(offered: &Offered) -> Self {
        let scenario = &offered.scenario;
        let setup = Setup::typical(scenario, offered.policy.clone());
        let names = Rules::new(scenario, &setup).names();
        let (briefing, customer) = (&scenario.briefing, &scenario.customer);
        let mut trouble = briefing.trouble.fill(&names);
        if let Some(burden) = &briefing.burden {
            trouble.push(' ');
            trouble += &burden.fill(&names);
        }
        let about = customer.about.trim_end_matches('.');
        let about = if about.is_empty() {
            format!("{}.", customer.name)
        } else {
            format!("{}, {about}.", customer.name)
        };
        Self {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            level: scenario.level.name(),
            channel: capital(scenario.channel.words()),
            parts: vec![
                ("You", briefing.role.fill(&names)),
                ("Where", briefing.place.fill(&names)),
                ("The customer", about),
                ("What went wrong", trouble),
                ("What you may do", allowed(scenario, &offered.policy).join(" ")),
            ],
            teaches: scenario.teaches.iter().map(|step| step.words()).collect(),
        }
    }
}

/// What a trainee may do under a policy, in sentences.
#[must_use]
pub fn allowed(scenario: &Scenario, policy: &Policy) -> Vec<String> {
    let mut all = vec![format!("You may spend {} without asking.", policy.money(policy.fund))];
    let asked: Vec<&str> = ActKind::ALL
        .iter()
        .filter(|act| policy.approval & act.bit() != 0)
        .map(|act| match act {
            ActKind::Compensate => "compensation",
            ActKind::Fix => "a fix",
            ActKind::Promise => "a promise",
            ActKind::Gesture => "a gesture",
            other => other.name(),
        })
        .collect();
    if !asked.is_empty() {
        all.push(format!("A manager must agree to {}.", asked.join(", ")));
    }
    let asks = |act: &Act| matches!(act, Act::CheckWithManager);
    if scenario.moves().any(|(_, mv)| mv.acts.acts().iter().any(asks)) {
        let chance = match policy.refusal_weight {
            0 => "who will agree",
            1..=63 => "who nearly always agrees",
            64..=127 => "who mostly agrees",
            128..=192 => "who often refuses",
            _ => "who nearly always refuses",
        };
        all.push(format!(
            "Beyond that you can ask a manager, {chance}. The customer waits meanwhile."
        ));
    }
    all
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
