//! A finished drill looked back at, in words, for a page.

use serde::Serialize;

use super::table::face;
use super::{Offered, Playing, Worked};
use crate::customer::Tier;
use crate::drill::{Mark as Step, avoidance_words};
use crate::figure::{PORTRAIT_FRAME, portrait, svg};
use crate::session::{Better, Debrief, Grades, Mark, NOTE, Question, Reflection, Sure, next_drill};
use crate::vocabulary::Vocabulary;

/// A number with its name above and what it means below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Number {
    pub name: &'static str,
    pub number: String,
    pub below: String,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MoveTold {
    pub said: String,
    pub felt: String,
    pub why: String,
    /// "Mistake −14", where it is graded.
    pub chip: Option<String>,
    /// "?", "!", "✓": nothing hangs on the colour.
    pub sign: &'static str,
    /// "good", "warn", "bad", "plain".
    pub tone: &'static str,
    pub luck: Option<String>,
    /// What leads on to the better move, its words, the author's reason.
    pub better: Option<(String, String, String)>,
    pub turn: Option<String>,
    /// The outcome as it stands after it, and what the best play could still make of it, 0..=100.
    pub standing: Option<(f64, f64)>,
}

/// A finished drill.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LookedBack {
    pub id: String,
    pub title: String,
    pub customer: String,
    pub mode: &'static str,
    pub tier: &'static str,
    /// "good", "warn", "bad".
    pub tone: &'static str,
    pub meaning: String,
    pub portrait: String,
    /// The best play is still being worked out.
    pub waiting: bool,
    /// Why there are no grades.
    pub ungraded: Option<String>,
    pub numbers: Vec<Number>,
    /// The outcome as it stood before the first move, 0..=100.
    pub opening: Option<f64>,
    pub moves: Vec<MoveTold>,
    /// The place of the move that cost most.
    pub costliest: Option<usize>,
    /// The seven steps: letter, name, "done", "partly", "missed", "not on offer", and a remark.
    pub card: Vec<(char, &'static str, &'static str, &'static str)>,
    /// Avoidance patterns that were seen.
    pub avoided: Vec<String>,
    pub hearers: Vec<String>,
    /// The questions, and how sure: as they are asked.
    pub questions: Vec<&'static str>,
    pub sure_question: &'static str,
    pub sure_words: Vec<&'static str>,
    pub said: Reflection,
    /// The drill that is suggested next: id, title, reason.
    pub next: Option<(String, String, String)>,
    pub note: &'static str,
}

impl LookedBack {
    pub(super) fn of(playing: &Playing, worked: &Worked<'_>, offered: &[Offered]) -> Self {
        let drill = playing.solo.drill();
        let mut told = Debrief::of(&playing.solo);
        if let Some(review) = worked.review {
            told.grade(drill, review);
        }
        let totals = match &told.grades {
            Grades::Here(totals) => Some(totals),
            Grades::Waiting | Grades::None(_) => None,
        };
        let others = offered.iter().map(|offered| offered.scenario.as_ref());
        let next = next_drill(&drill.scenario, told.tier, &told.card, others);
        Self {
            id: drill.scenario.id.clone(),
            title: told.title.clone(),
            customer: told.name.clone(),
            mode: playing.solo.mode().name(),
            tier: told.tier.name(),
            tone: match told.tier {
                Tier::Champion | Tier::Loyal => "good",
                Tier::Passive => "warn",
                Tier::Detractor | Tier::Defector => "bad",
            },
            meaning: told.meaning.clone(),
            portrait: svg(&portrait(&told.look, &face(told.last)), PORTRAIT_FRAME),
            waiting: told.is_waiting(),
            ungraded: match &told.grades {
                Grades::None(why) => Some(why.clone()),
                Grades::Here(_) | Grades::Waiting => None,
            },
            numbers: numbers(&told),
            opening: totals.map(|totals| totals.opening),
            moves: moves(&told),
            costliest: totals.and_then(|totals| totals.costliest),
            card: told.card.steps.iter().map(card).collect(),
            avoided: told
                .card
                .avoidance
                .iter()
                .map(|seen| format!("{} ({}×)", avoidance_words(seen.act), seen.times))
                .collect(),
            hearers: [
                Some(told.hearers.good_words()),
                Some(told.hearers.bad_words()),
                told.hearers.change_words(),
            ]
            .into_iter()
            .flatten()
            .collect(),
            questions: Question::ALL.iter().map(|question| question.words()).collect(),
            sure_question: Sure::QUESTION,
            sure_words: Sure::ALL.iter().map(|sure| sure.words()).collect(),
            said: playing.said.clone(),
            next: next.map(|next| (next.id, next.title, next.reason)),
            note: NOTE,
        }
    }
}

fn card(step: &crate::drill::StepMark) -> (char, &'static str, &'static str, &'static str) {
    let mark = match step.mark {
        Step::Done => "done",
        Step::Partly => "partly",
        Step::Missed => "missed",
        Step::NotOnOffer => "not on offer",
    };
    let letter = step.step.letter();
    (letter, step.step.word(), mark, step.remark)
}

fn numbers(told: &Debrief) -> Vec<Number> {
    let number = |name, number: &str, below: &str| Number {
        name,
        number: number.to_owned(),
        below: below.to_owned(),
    };
    let mut all = Vec::new();
    let mut best = "what it is worth";
    if let Grades::Here(totals) = &told.grades {
        all.push(number("Recovery score", &totals.score, "of 100: your moves"));
        all.push(number("Accuracy", &totals.accuracy, "mean of the moves"));
        all.push(number("Luck", &totals.luck, "what chance moved"));
        best = &totals.best;
    }
    all.push(number("Relationship", &told.value, best));
    all.push(number("Spent", &told.spent, &told.fund));
    if told.mode.is_some_and(crate::session::Mode::gives_hints) {
        all.push(number("Hints", &told.hints.to_string(), "asked for"));
    }
    all
}

fn moves(told: &Debrief) -> Vec<MoveTold> {
    let rows = told.rows.iter().map(|row| {
        let verdict = row.verdict.as_ref();
        MoveTold {
            said: row.said.clone(),
            felt: row.felt.clone(),
            why: row.why.clone(),
            chip: verdict.map(|verdict| verdict.chip.clone()),
            sign: verdict.map_or("", |verdict| verdict.mark.sign()),
            tone: verdict.map_or("plain", |verdict| tone(verdict.mark)),
            luck: verdict.and_then(|verdict| verdict.luck.clone()),
            better: verdict
                .and_then(|verdict| verdict.better.clone())
                .map(|Better { lead, said, why }| (lead, said, why)),
            turn: verdict.and_then(|verdict| verdict.turn.clone()),
            standing: verdict.map(|verdict| (verdict.standing, verdict.in_reach)),
        }
    });
    rows.collect()
}

const fn tone(mark: Mark) -> &'static str {
    match mark {
        Mark::OnlyMove | Mark::Best | Mark::Excellent => "good",
        Mark::Good => "plain",
        Mark::Inaccuracy => "warn",
        Mark::Mistake | Mark::Blunder => "bad",
    }
}
