//! What `solve --json` prints. Money is in whole cents; probabilities run from 0 to 1, scores and points from 0 to 100.

use serde::Serialize;

use super::id;
use crate::customer::{Patience, Talk, Temper, Tier};
use crate::scenario::Scenario;
use crate::solve::{Difficulty, Persona, Played, Sensitivity};

#[derive(Serialize)]
pub struct Document {
    pub scenario: String,
    pub hash: String,
    /// The typical customer: whom `states`, `best`, `worst` and `sensitivity` are about.
    pub customer: Customer,
    /// States of their drills, counted once where they are worth the same.
    pub states: usize,
    pub best: Play,
    pub worst: Play,
    /// The same for each temper that can come, with typical patience and talk.
    pub tempers: Vec<Row>,
    pub personas: Vec<Trainee>,
    /// `null` with `--quick`.
    pub sensitivity: Option<Unsure>,
}

#[derive(Serialize)]
pub struct Customer {
    pub temper: Temper,
    pub patience: Patience,
    pub talk: Talk,
}

#[derive(Clone, Serialize)]
pub struct Play {
    /// Expected net value of this play, cents.
    pub value: i64,
    /// How its line ends, where nothing bad happens by chance, and the line's moves.
    pub tier: Tier,
    pub line: Vec<String>,
    /// What the moves say.
    #[serde(skip)]
    pub said: Vec<String>,
}

#[derive(Serialize)]
pub struct Row {
    pub temper: Temper,
    /// Of 256.
    pub weight: u16,
    pub states: usize,
    pub best: Play,
    pub worst: Play,
    /// Every tier, worst first.
    pub tiers: Vec<Leaving>,
}

#[derive(Serialize)]
pub struct Leaving {
    pub tier: Tier,
    /// Some play ends so with some probability.
    pub reached: bool,
    /// The probability under the best play.
    pub under_best_play: f64,
}

/// A trainee of one mind.
#[derive(Serialize)]
pub struct Trainee {
    pub persona: Persona,
    pub does: &'static str,
    pub typical: Score,
    /// The mean over all customers, by their weights.
    pub mean: Score,
}

#[derive(Serialize)]
pub struct Score {
    /// Expected net value, cents.
    pub value: i64,
    /// Between the worst play (0) and the best (100).
    pub score: f64,
}

impl From<Played> for Score {
    fn from(played: Played) -> Self {
        Self {
            value: played.cents,
            score: played.score,
        }
    }
}

impl From<Difficulty> for Trainee {
    fn from(found: Difficulty) -> Self {
        Self {
            persona: found.persona,
            does: found.persona.words(),
            typical: found.typical.into(),
            mean: found.mean.into(),
        }
    }
}

/// How sure the best line is.
#[derive(Serialize)]
pub struct Unsure {
    /// Changes of 10 % under which everything was solved again.
    pub tried: usize,
    /// Changes that this scenario cannot notice, and that would leave the model's bounds: not tried.
    pub unread: usize,
    pub skipped: usize,
    pub changes: Vec<Changed>,
}

/// A change under which another line is best.
#[derive(Serialize)]
pub struct Changed {
    pub coefficient: &'static str,
    /// Its name with the place, as it is told.
    #[serde(skip)]
    pub name: String,
    /// The value's place in the coefficient's list.
    pub index: usize,
    pub from: i32,
    pub to: i32,
    /// The new best line.
    pub line: Vec<String>,
    /// How many moves both lines share before they part.
    pub shared: usize,
    /// The moves with which they part; `null` where a line has ended.
    pub old: Option<String>,
    pub new: Option<String>,
    /// What the old move loses there; `null` where it is not on offer any more.
    pub points_lost: Option<f64>,
}

impl Unsure {
    pub fn of(scenario: &Scenario, found: Sensitivity) -> Self {
        let changes = found.turned.into_iter().map(|turned| Changed {
            coefficient: turned.change.name,
            name: turned.change.place(),
            index: turned.change.index,
            from: turned.change.from,
            to: turned.change.to,
            line: turned.line.into_iter().map(|mv| id(scenario, mv)).collect(),
            shared: turned.parts_at,
            old: turned.old.map(|mv| id(scenario, mv)),
            new: turned.new.map(|mv| id(scenario, mv)),
            points_lost: turned.points_lost,
        });
        Self {
            tried: found.tried,
            unread: found.unread,
            skipped: found.skipped,
            changes: changes.collect(),
        }
    }
}
