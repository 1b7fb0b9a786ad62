//! What happens in a transition beside the change of state (MODEL.md section 2.1).

use arrayvec::ArrayVec;

use super::act::ActKind;
use crate::vocabulary::Vocabulary;

/// Something that the rules of the mind raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The fix came while its promise was open.
    KeepPromise,
    /// A promise ran out, or was postponed.
    BreakPromise,
    /// The fix was the wrong one.
    WrongFix,
    /// A lesson that the customer took as blame.
    TakenAsBlame,
    /// A fix in the days after that nobody had promised.
    LateFix,
    /// The customer left.
    Leave,
    /// The encounter reached its longest length.
    TimeOver,
    /// The encounter ended.
    Close,
    /// The episode ended.
    End,
    /// The whole move was refused.
    Refused,
    /// One act of the move was refused; the others took effect.
    RefusedAct(ActKind),
}

impl std::fmt::Display for Event {
    /// As the golden vectors write it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::RefusedAct(act) => write!(f, "Refused:{}", act.name()),
            other => write!(f, "{other:?}"),
        }
    }
}

/// The events of one move, in order. Holds every event a move can raise without allocating: each of the 34 acts
/// raises at most one, the ticks after it at most three.
pub type Events = ArrayVec<Event, 40>;

/// Something that is told of events.
pub trait Witness {
    /// An event happened.
    fn push(&mut self, event: Event);
}

impl Witness for Events {
    fn push(&mut self, event: Event) {
        Self::push(self, event);
    }
}

/// Nobody is told: for those who only ask where a move leads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nobody;

impl Witness for Nobody {
    fn push(&mut self, _: Event) {}
}
