//! What came of a drill: worked out once by replay and review, kept so that many drills can be counted quickly.

use serde::{Deserialize, Serialize};

use super::Mistake;
use crate::customer::{ActKind, Tier};
use crate::drill::{Choice, Mark};

/// The number of the rules by which drills are judged. Raised where grades, coefficients or the solver change what comes out:
/// drills judged by an older number are judged anew.
pub const JUDGE: u16 = 1;

/// What came of a drill. Points are hundredths, money is cents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    pub judge: u16,
    pub tier: Tier,
    /// Recovery score, 0..=10000.
    pub score: u16,
    /// Mean accuracy of the moves, 0..=10000.
    pub accuracy: u16,
    /// What chance moved, hundredths of points.
    pub luck: i32,
    /// SERVICE: the seven steps in order.
    pub service: [Mark; 7],
    /// The customer's net value at the end, and under the best play from the start.
    pub net: i64,
    pub best_net: i64,
    /// The customer's net value had nothing been done.
    pub idle_net: i64,
    /// What the firm spent: remedies and labour.
    pub cost: i64,
    /// Listeners to a good and to a bad story, thousandths; the bad ones at the start.
    pub good: i32,
    pub bad: i32,
    pub bad_at_start: i32,
    /// Nobody else was asked: no transfer, no manager.
    pub alone: bool,
    pub moves: Vec<JudgedMove>,
}

/// A choice as it was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedMove {
    /// The beat's place in the scenario's list.
    pub beat: u16,
    pub choice: Choice,
    /// Points lost, hundredths.
    pub lost: u32,
    pub mistake: Option<Mistake>,
}

impl Judged {
    /// The acts of avoidance that cost something, in order of the talk.
    pub fn avoidance(&self) -> impl Iterator<Item = ActKind> + '_ {
        self.moves.iter().filter_map(|judged| match judged.mistake {
            Some(Mistake::Did(act)) => Some(act),
            _ => None,
        })
    }
}
