//! What the debrief tells, worked out once from the finished drill, and once more when its review is there.

use super::hearers::Hearers;
use super::verdict::{Verdict, signed};
use crate::customer::{ActKind, Outcome, Tier};
use crate::drill::{Choice, Drill, Rules, ServiceCard, Shown, service_card};
use crate::figure::Look;
use crate::scenario::Scenario;
use crate::session::{Mode, Solo};
use crate::solve::Review;

/// What all this claims, in one sentence.
pub const NOTE: &str = "Consistent with published patterns of customer response; not a prediction of your customers.";

/// One choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The trainee's words; silence in brackets; in the days after what was done, with the day.
    pub said: String,
    pub in_talk: bool,
    pub felt: String,
    pub why: String,
    /// What the move did, in canonical order.
    pub acts: Vec<ActKind>,
    pub after: Shown,
    pub verdict: Option<Verdict>,
}

/// The numbers of a review as they are shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Totals {
    pub score: String,
    pub accuracy: String,
    pub luck: String,
    /// What injects moved; `None` where none was brought.
    pub injected: Option<String>,
    pub reached: String,
    /// "the best play: +$520".
    pub best: String,
    /// The outcome as it stood before the first move, 0..=100.
    pub opening: f64,
    /// The place of the move that cost most.
    pub costliest: Option<usize>,
}

/// Whether the drill's grades are there.
#[derive(Debug, Clone, PartialEq)]
pub enum Grades {
    /// The best play is still being worked out.
    Waiting,
    Here(Totals),
    /// Why there are none.
    None(String),
}

/// A finished drill, looked back at.
#[derive(Debug, Clone)]
pub struct Debrief {
    pub title: String,
    pub name: String,
    pub look: Look,
    pub tier: Tier,
    pub meaning: String,
    /// The number of the move that it was taken up at, where it is a retry.
    pub retried_from: Option<usize>,
    pub outcome: Outcome,
    pub last: Shown,
    pub first: Shown,
    pub rows: Vec<Row>,
    pub card: ServiceCard,
    pub grades: Grades,
    /// "+$412".
    pub value: String,
    /// "$64".
    pub spent: String,
    /// "of $150".
    pub fund: String,
    pub hearers: Hearers,
    /// How it was taken; `None`: nobody knows any more.
    pub mode: Option<Mode>,
    /// How many hints were asked for.
    pub hints: u32,
}

impl Debrief {
    /// Looks back at a drill in somebody's hands; its grades are still to come.
    #[must_use]
    pub fn of(solo: &Solo) -> Self {
        Self {
            retried_from: solo.retried_from(),
            mode: Some(solo.mode()),
            hints: solo.hints(),
            ..Self::of_drill(solo.drill())
        }
    }

    /// Looks back at a drill, whoever played it; its grades are still to come.
    #[must_use]
    pub fn of_drill(drill: &Drill) -> Self {
        let rules = drill.rules();
        let outcome = rules.final_outcome(drill.state());
        let policy = &drill.setup.policy;
        let scenario = &drill.scenario;
        Self {
            title: scenario.title.clone(),
            name: scenario.customer.first_name().to_owned(),
            look: scenario.customer.look.clone(),
            tier: outcome.tier,
            meaning: meaning(outcome.tier, drill.walked_out(), scenario),
            retried_from: None,
            mode: None,
            hints: 0,
            hearers: Hearers::of(drill),
            first: Shown::from(rules.feelings(&rules.start())),
            last: Shown::from(rules.feelings(drill.state())),
            rows: rows(drill),
            card: service_card(drill),
            grades: Grades::Waiting,
            value: worth(drill, outcome.net),
            spent: policy.money(rules.spent(drill.state())),
            fund: format!("of {}", policy.money(policy.fund)),
            outcome,
        }
    }

    /// Whether the grades are still to come.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        matches!(self.grades, Grades::Waiting)
    }

    /// Takes the review of this very drill.
    pub fn grade(&mut self, drill: &Drill, review: &Result<Review, String>) {
        self.grades = match review {
            Err(why) => Grades::None(why.clone()),
            Ok(review) => {
                for (at, row) in self.rows.iter_mut().enumerate() {
                    row.verdict = Verdict::of(drill, at, &review.moves);
                }
                Grades::Here(totals(drill, review))
            }
        };
    }
}

fn totals(drill: &Drill, review: &Review) -> Totals {
    // What is shown adds up as it is shown.
    let reached = review.recovery_score.round() + review.luck.round() + review.injected.round();
    let has_injects = drill
        .steps()
        .iter()
        .any(|step| matches!(step.choice, Choice::Inject(_)));
    Totals {
        score: format!("{:.0}", review.recovery_score),
        accuracy: format!("{:.0}%", review.accuracy),
        luck: signed(review.luck),
        injected: has_injects.then(|| signed(review.injected)),
        reached: format!("{:.0}", reached.max(0.0)),
        best: format!("best play {}", worth(drill, review.best_cents)),
        opening: review.opening,
        costliest: review.costliest(),
    }
}

/// Value in whole units, with its sign: cents would feign a precision that the model does not have.
fn worth(drill: &Drill, cents: i64) -> String {
    let units = cents / 100 * 100;
    let sign = if units > 0 { "+" } else { "" };
    format!("{sign}{}", drill.setup.policy.money(units))
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
            let day = beat.and_then(|beat| beat.day).map(|day| day.day);
            let said = match (mv, day) {
                (None, _) if matches!(step.choice, Choice::Inject(_)) => inject_words(&rules, step.choice),
                (None, _) => "(Said nothing for 15 seconds.)".to_owned(),
                (Some(mv), None) => format!("“{}”", mv.say.fill(&names)),
                (Some(mv), Some(day)) => format!("Day {day} · {}", mv.say.fill(&names)),
            };
            Row {
                said,
                in_talk: step.before.in_talk(),
                felt: account.felt,
                why: mv.map_or_else(String::new, |mv| mv.why.fill(&names)),
                acts: mv.map_or_else(Vec::new, |mv| mv.acts.acts().iter().map(|act| act.kind()).collect()),
                after: account.after,
                verdict: None,
            }
        })
        .collect()
}

/// An inject as a debrief lists it.
fn inject_words(rules: &Rules<'_>, choice: Choice) -> String {
    match choice {
        Choice::Inject(index) => format!("(It happened: {}.)", rules.inject_label(index)),
        Choice::Move(_) | Choice::Wait => String::new(),
    }
}
