//! What a trainee can choose, what it costs, why it is refused, what it led to.

use serde::{Deserialize, Serialize};

use super::setup::Setup;
use super::state::State;
use crate::customer::{ActKind, Events};
use crate::vocabulary::Vocabulary;

/// What the trainee does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Choice {
    /// The move at this place in the beat's list, as written.
    Move(u8),
    /// Says nothing for a tick of 15 s. Only in the talk.
    Wait,
    /// The facilitator's: brings the inject at this place in the scenario's list. Only in the talk, once each in a drill.
    Inject(u8),
}

/// Why a choice is refused. A refused choice changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The drill is over.
    Over,
    /// The beat has no move at this place.
    NoSuchMove,
    /// The move's condition fails: it is not on offer.
    NotOnOffer,
    /// It costs more than what is left of the fund, and no manager has agreed. Cents.
    OverFund { cost: i64, left: i64 },
    /// The policy wants a manager's yes for this act.
    NeedsApproval(ActKind),
    /// In the days after, time passes by itself.
    NoWaiting,
    /// The scenario has no inject at this place.
    NoSuchInject,
    /// Injects belong to the talk.
    NoInjects,
    /// It was brought already.
    Brought,
}

impl Refusal {
    /// The reason in words, with money as the policy writes it.
    #[must_use]
    pub fn words(self, setup: &Setup) -> String {
        match self {
            Self::Over => "the drill is over".to_owned(),
            Self::NoSuchMove => "there is no such move".to_owned(),
            Self::NotOnOffer => "not on offer now".to_owned(),
            Self::OverFund { cost, left } => format!(
                "{}: over your fund ({} left), needs a manager",
                setup.policy.money(cost),
                setup.policy.money(left)
            ),
            Self::NeedsApproval(act) => format!("{} needs a manager's approval", approval_noun(act)),
            Self::NoWaiting => "in the days after, time passes by itself".to_owned(),
            Self::NoSuchInject => "the scenario has no such inject".to_owned(),
            Self::NoInjects => "injects happen in the talk, not in the days after".to_owned(),
            Self::Brought => "this has happened already".to_owned(),
        }
    }
}

/// What an act is called where approval is spoken of.
fn approval_noun(act: ActKind) -> &'static str {
    match act {
        ActKind::Compensate => "compensation",
        ActKind::Fix => "a fix",
        ActKind::Promise => "a promise",
        ActKind::Gesture => "a gesture",
        other => other.name(),
    }
}

/// A move on offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Place in the beat's list, as written.
    pub index: u8,
    /// What it adds to the spending, cents; negative where a better offer is cheaper than the one it replaces.
    pub cost: i64,
    /// Time that it takes, in ticks of 15 s; 0 in the days after.
    pub ticks: u8,
    /// Why it cannot be chosen now.
    pub barred: Option<Refusal>,
}

/// What a choice led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    pub next: State,
    /// What the customer's mind raised, in order.
    pub events: Events,
    /// What the manager said, if asked.
    pub manager: Option<bool>,
}
