//! Kinds of mistakes, so that they can be counted and practised.

use serde::{Deserialize, Serialize};

use crate::customer::ActKind;

/// What was wrong with a move that lost more than [`Mistake::FROM`] points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mistake {
    /// It was an act of avoidance.
    Did(ActKind),
    /// It was well meant; the best move there had this act of recovery, and this one had not.
    Left(ActKind),
    /// Neither: the same acts in another size or at another time.
    Otherwise,
}

impl Mistake {
    /// Points lost from which a move counts as a mistake: what the grades call more than *good*.
    pub const FROM: f64 = 5.0;
}
