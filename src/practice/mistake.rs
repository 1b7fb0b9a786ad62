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

    /// What somebody did, to stand behind "you": "blamed somebody".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Did(act) => did(act),
            Self::Left(act) => left(act),
            Self::Otherwise => "did the right thing in the wrong size or at the wrong time",
        }
    }
}

const fn did(act: ActKind) -> &'static str {
    match act {
        ActKind::Interrupt => "interrupted the customer",
        ActKind::Reject => "rejected the complaint",
        ActKind::Disagree => "argued with the customer",
        ActKind::Blame => "blamed somebody",
        ActKind::DemandProof => "asked for proof",
        ActKind::HideBehindPolicy => "hid behind policy",
        ActKind::Haggle => "haggled",
        ActKind::Ignore => "ignored the customer",
        ActKind::CheckWithManager => "went to ask the manager",
        ActKind::Transfer => "passed the customer along",
        ActKind::Wait => "let the customer wait",
        _ => "did something else than the customer needed",
    }
}

const fn left(act: ActKind) -> &'static str {
    match act {
        ActKind::Listen => "did not listen",
        ActKind::Clarify => "did not ask what was wrong",
        ActKind::Paraphrase => "did not say back what you had understood",
        ActKind::Reassure => "did not reassure the customer",
        ActKind::Own => "did not take it on",
        ActKind::Apologise => "left out the apology",
        ActKind::Thank => "left out the thanks",
        ActKind::Empathise => "showed no empathy",
        ActKind::Explain => "did not explain what had happened",
        ActKind::StatusUpdate => "did not say how things stood",
        ActKind::AskRemedy => "did not ask what would make it right",
        ActKind::Fix => "did not solve the problem when you could",
        ActKind::Promise => "did not say by when",
        ActKind::Compensate => "left out the compensation",
        ActKind::Gesture => "left out the small extra",
        ActKind::Educate => "did not show how to avoid it",
        ActKind::ImproveProcess => "left the cause as it was",
        ActKind::ShareLesson => "did not share what was learned",
        ActKind::FollowUp => "did not follow up",
        ActKind::PersonalNote => "left out the personal note",
        ActKind::StayInTouch => "did not stay in touch",
        _ => "left out what would have helped",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::Stance;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn every_kind_has_words_of_its_own() {
        let mut told = std::collections::BTreeSet::new();
        for &act in ActKind::ALL {
            let mistake = match act.stance() {
                Stance::Avoidance => Mistake::Did(act),
                Stance::Recovery => Mistake::Left(act),
                Stance::Neutral => continue,
            };
            let words = mistake.words();
            assert!(told.insert(words), "{act:?}: `{words}` is told of another act as well");
        }
    }
}
