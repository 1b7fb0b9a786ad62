//! A drill as a document: everything that was chosen, said and felt, and what came of it.

use serde::Serialize;

use crate::customer::{Outcome, Patience, Talk, Temper, Tier};
use crate::drill::{Choice, Drill, Record, ServiceCard, Shown, Speaker, service_card};
use crate::scenario::Policy;
use crate::session::Solo;
use crate::solve::{Grade, review};
use crate::vocabulary::Vocabulary;

/// One thing said or seen.
#[derive(Debug, Serialize)]
pub struct Said {
    pub by: &'static str,
    pub text: String,
}

/// One choice.
#[derive(Debug, Serialize)]
pub struct StepRow {
    /// Counted from 1.
    pub number: usize,
    pub beat: String,
    /// Days after the talk; `null` in the talk.
    pub day: Option<u8>,
    /// The move's id, or "wait".
    pub choice: String,
    pub say: String,
    pub before: Shown,
    pub after: Shown,
    /// What the customer felt, in a sentence.
    pub felt: String,
    pub why: String,
    pub events: Vec<String>,
    pub manager: Option<bool>,
    pub said: Vec<Said>,
    /// Spent so far, cents.
    pub spent: i64,
    /// The customer's state, 16 hexadecimal digits.
    pub state: String,
}

/// A whole drill.
#[derive(Debug, Serialize)]
pub struct Document {
    pub scenario: String,
    pub title: String,
    pub hash: String,
    pub seed: u64,
    /// How it was taken, where that is known.
    pub mode: Option<&'static str>,
    pub pace: Option<&'static str>,
    pub temper: Temper,
    pub patience: Patience,
    pub talk: Talk,
    pub policy: Policy,
    pub opening: Vec<Said>,
    pub steps: Vec<StepRow>,
    pub finished: bool,
    pub walked_out: bool,
    pub tier: Tier,
    /// As it stands; where the drill is finished, as it is scored. Money in cents.
    pub outcome: Outcome,
    pub service: ServiceCard,
    pub review: Option<ReviewRow>,
    /// The drill's inputs: with the scenario's text, all that need be kept.
    pub record: Record,
    /// The scenario's whole text, as it was played.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario_text: Option<String>,
}

const fn speaker(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Scene => "scene",
        Speaker::Customer => "customer",
        Speaker::Trainee => "trainee",
        Speaker::Step => "step",
        Speaker::Note => "note",
    }
}

fn said(utterances: Vec<crate::drill::Utterance>) -> Vec<Said> {
    utterances
        .into_iter()
        .map(|said| Said {
            by: speaker(said.speaker),
            text: said.text,
        })
        .collect()
}

/// Every choice of a drill.
pub fn rows(drill: &Drill) -> Vec<StepRow> {
    let rules = drill.rules();
    let names = rules.names();
    drill
        .steps()
        .iter()
        .enumerate()
        .map(|(number, step)| {
            let beat = rules.beat(&step.before).map(|id| drill.scenario.beat(id));
            let mv = match (step.choice, beat) {
                (Choice::Move(index), Some(beat)) => beat.moves.get(usize::from(index)),
                _ => None,
            };
            let account = rules.account(step);
            StepRow {
                number: number + 1,
                beat: beat.map(|beat| beat.id.clone()).unwrap_or_default(),
                day: beat.and_then(|beat| beat.day).map(|day| day.day),
                choice: rules.word(&step.before, step.choice),
                say: mv.map(|mv| mv.say.fill(&names)).unwrap_or_default(),
                before: account.before,
                after: account.after,
                felt: account.felt,
                why: mv.map(|mv| mv.why.fill(&names)).unwrap_or_default(),
                events: step.transition.events.iter().map(ToString::to_string).collect(),
                manager: step.transition.manager,
                said: said(drill.reaction(number)),
                spent: rules.spent(&step.transition.next),
                state: format!("{:016x}", step.transition.next.mind.pack()),
            }
        })
        .collect()
}

/// The review as a document; absent where the scenario is too large to be solved.
#[derive(Debug, Serialize)]
pub struct ReviewRow {
    pub recovery_score: f64,
    pub accuracy: f64,
    pub luck: f64,
    /// What injects moved; absent where none was brought.
    #[serde(skip_serializing_if = "is_none")]
    pub injected: f64,
    /// Expected net value of the best and the worst play, cents.
    pub best_value: i64,
    pub worst_value: i64,
    pub moves: Vec<MoveRow>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(points: &f64) -> bool {
    points.abs() < f64::EPSILON
}

/// What one choice was worth.
#[derive(Debug, Serialize)]
pub struct MoveRow {
    pub points_lost: f64,
    pub grade: Grade,
    pub only_move: bool,
    /// The better move's id.
    pub better: Option<String>,
    pub luck: f64,
}

fn reviewed(drill: &Drill) -> Option<ReviewRow> {
    let review = review(drill).ok()?;
    let rules = drill.rules();
    let moves = review.moves.iter().zip(drill.steps()).map(|(mv, step)| MoveRow {
        points_lost: mv.points_lost,
        grade: mv.grade,
        only_move: mv.only_move,
        better: rules
            .beat(&step.before)
            .zip(mv.better)
            .map(|(beat, index)| drill.scenario.beat(beat).moves[usize::from(index)].id.clone()),
        luck: mv.luck,
    });
    Some(ReviewRow {
        recovery_score: review.recovery_score,
        accuracy: review.accuracy,
        luck: review.luck,
        injected: review.injected,
        best_value: review.best_cents,
        worst_value: review.worst_cents,
        moves: moves.collect(),
    })
}

/// The document of a drill in somebody's hands. `text` is the scenario's: with it the drill can be reviewed against its own version
/// when the scenario has changed.
pub fn document(solo: &Solo, text: Option<&str>) -> Document {
    Document {
        scenario_text: text.map(str::to_owned),
        mode: Some(solo.mode().name()),
        pace: Some(solo.pace().name()),
        ..of_drill(solo.drill())
    }
}

/// The document of a drill, whoever played it.
pub fn of_drill(drill: &Drill) -> Document {
    let rules = drill.rules();
    let outcome = if drill.is_over() {
        rules.final_outcome(drill.state())
    } else {
        rules.outcome(drill.state())
    };
    Document {
        scenario: drill.scenario.id.clone(),
        title: drill.scenario.title.clone(),
        hash: drill.scenario.hash.to_string(),
        seed: drill.seed,
        mode: None,
        pace: None,
        temper: drill.setup.temper,
        patience: drill.setup.patience,
        talk: drill.setup.talk,
        policy: drill.setup.policy.clone(),
        opening: said(drill.opening()),
        steps: rows(drill),
        finished: drill.is_over(),
        walked_out: drill.walked_out(),
        tier: outcome.tier,
        outcome,
        service: service_card(drill),
        review: reviewed(drill),
        record: drill.record(),
        scenario_text: None,
    }
}
