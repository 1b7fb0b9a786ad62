//! A drill in a list: when, who, what came of it, without its choices.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{DrillId, Judged, JudgedMove, PersonId};
use crate::customer::Tier;
use crate::drill::Mark;
use crate::scenario::ScenarioHash;
use crate::session::{Mode, Pace, Sure};

/// What came of a drill, without its moves. Units as in [`Judged`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    pub judge: u16,
    pub tier: Tier,
    pub score: u16,
    pub accuracy: u16,
    pub luck: i32,
    pub service: [Mark; 7],
    pub net: i64,
    pub best_net: i64,
    pub idle_net: i64,
    pub cost: i64,
    pub good: i32,
    pub bad: i32,
    pub bad_at_start: i32,
    pub alone: bool,
}

impl From<&Judged> for Headline {
    fn from(judged: &Judged) -> Self {
        Self {
            judge: judged.judge,
            tier: judged.tier,
            score: judged.score,
            accuracy: judged.accuracy,
            luck: judged.luck,
            service: judged.service,
            net: judged.net,
            best_net: judged.best_net,
            idle_net: judged.idle_net,
            cost: judged.cost,
            good: judged.good,
            bad: judged.bad,
            bad_at_start: judged.bad_at_start,
            alone: judged.alone,
        }
    }
}

impl Headline {
    /// The whole again.
    #[must_use]
    pub fn with(self, moves: Vec<JudgedMove>) -> Judged {
        Judged {
            judge: self.judge,
            tier: self.tier,
            score: self.score,
            accuracy: self.accuracy,
            luck: self.luck,
            service: self.service,
            net: self.net,
            best_net: self.best_net,
            idle_net: self.idle_net,
            cost: self.cost,
            good: self.good,
            bad: self.bad,
            bad_at_start: self.bad_at_start,
            alone: self.alone,
            moves,
        }
    }
}

/// A drill in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub id: DrillId,
    pub person: Option<PersonId>,
    pub scenario: String,
    pub hash: ScenarioHash,
    pub mode: Mode,
    pub pace: Pace,
    pub at: Timestamp,
    /// `None`: it is open.
    pub ended: Option<Timestamp>,
    pub retry_of: Option<(DrillId, u16)>,
    /// How many entries were appended.
    pub entries: u32,
    pub sure_before: Option<Sure>,
    pub sure_after: Option<Sure>,
    /// `None`: open, or not judged.
    pub headline: Option<Headline>,
}
