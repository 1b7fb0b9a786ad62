//! The bare names that may stand in a scenario, with their meanings.

use crate::customer::{
    ActKind, Blamed, CompensationKind, FailureKind, Fault, Patience, Rivals, Talk, Temper, Tie, Tier, backing,
};
use crate::figure::{Beard, Brows, Build, Covering, Earrings, Glasses, HairStyle, HeadShape, OutfitStyle};
use crate::scenario::{Answer, Channel, Level, Pronouns, ServiceStep};
use crate::vocabulary::Vocabulary;

/// A name with its meaning in one line; nothing where the name says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    pub name: &'static str,
    pub meaning: &'static str,
}

/// A list of names.
#[derive(Debug)]
pub struct Words {
    /// What a person calls one of these.
    pub noun: &'static str,
    list: fn() -> Vec<Word>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.noun == other.noun
    }
}

impl Eq for Words {}

impl Words {
    /// All of them, in the order of their vocabulary.
    #[must_use]
    pub fn list(&self) -> Vec<Word> {
        (self.list)()
    }

    /// The meaning of a name.
    #[must_use]
    pub fn meaning(&self, name: &str) -> Option<&'static str> {
        self.list()
            .into_iter()
            .find(|word| word.name == name)
            .map(|word| word.meaning)
    }
}

/// The words of a vocabulary with these meanings, in its order; what is missing has none.
fn words<T: Vocabulary>(meanings: &[&'static str]) -> Vec<Word> {
    let word = |(at, word): (usize, &T)| Word {
        name: word.name(),
        meaning: meanings.get(at).copied().unwrap_or_default(),
    };
    T::ALL.iter().enumerate().map(word).collect()
}

macro_rules! list {
    ($name:ident, $of:ty $(, $meaning:literal)* $(,)?) => {
        pub static $name: Words = Words {
            noun: <$of as Vocabulary>::NOUN,
            list: || words::<$of>(&[$($meaning),*]),
        };
    };
}

list!(
    CHANNELS,
    Channel,
    "The customer stands before us; walks out only beyond the zone of tolerance",
    "The customer may hang up in any wait",
    "In a window, in up to three messages",
    "One letter at a time",
    "A post that everybody reads",
    "A message in the firm's own inbox",
);
list!(
    LEVELS,
    Level,
    "For the first drills",
    "For those who know the steps",
    "For those who are good at it"
);
list!(
    STEPS,
    ServiceStep,
    "Say you're sorry",
    "Expedite solutions",
    "Respond to the customer",
    "Victory to the customer",
    "Implement improvements",
    "Communicate results",
    "Extend the outcome",
);
list!(PRONOUNS, Pronouns, "she", "he", "they");
list!(
    TIES,
    Tie,
    "The first or second visit",
    "Comes now and then",
    "Has come for years"
);
list!(
    RIVALS,
    Rivals,
    "Hardly anybody else to go to",
    "Some others",
    "Many others, near by"
);
list!(
    TEMPERS,
    Temper,
    "Bears more today",
    "As usual",
    "Everything hurts more today"
);
list!(
    PATIENCES,
    Patience,
    "Leaves soon when kept waiting",
    "As usual",
    "Bears long waits"
);
list!(TALKS, Talk, "Tells few people", "As usual", "Tells everybody");
list!(
    FAILURES,
    FailureKind,
    "A bill, a fee, a payment",
    "A thing that broke or was wrong",
    "Something that was not done or done badly",
    "How somebody was treated",
);
list!(
    FAULTS,
    Fault,
    "We did",
    "Somebody else did, a supplier or a carrier",
    "The customer did"
);
list!(ANSWERS, Answer, "The manager agrees", "The manager does not");
list!(
    TIERS,
    Tier,
    "Leaves and warns others",
    "Stays away and complains",
    "Neither praises nor complains",
    "Stays",
    "Comes back and brings others",
);
list!(
    COMPENSATIONS,
    CompensationKind,
    "Money now: costs all of it",
    "Money later: costs 60% of it",
    "Goods or extra service: costs half of it",
    "The attention of a senior person: costs a fifth of it",
);
list!(
    BLAMED,
    Blamed,
    "It is said to be the customer's own doing",
    "Somebody in the house did it",
    "A supplier, a carrier did it"
);
list!(
    HAIRS,
    HairStyle,
    "Chin length, swept to one side",
    "Short all round",
    "Clipped to a shadow",
    "Gathered on top",
    "Over the shoulders, parted in the middle",
    "Loose curls to the jaw",
    "Round and full",
    "Tied back, falling over one shoulder",
    "No hair",
    "Short with a high hairline",
    "Short with a parting",
    "Rows to the crown and two long braids",
    "Shoulder length and wavy",
    "Long locs",
    "Very short with a ragged fringe",
    "Short sides and a full, swept-up top",
);
list!(OUTFITS, OutfitStyle);
list!(HEADS, HeadShape);
list!(BROWS, Brows);
list!(BEARDS, Beard);
list!(GLASSES, Glasses);
list!(COVERINGS, Covering);
list!(EARRINGS, Earrings);
list!(BUILDS, Build);

/// The acts; their meaning is what is published of them.
pub static ACTS: Words = Words {
    noun: "act",
    list: || {
        let word = |act: &ActKind| Word {
            name: act.name(),
            meaning: backing(*act).published.says,
        };
        ActKind::ALL.iter().map(word).collect()
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_with_meanings_has_one_for_each_word() {
        for words in [
            &CHANNELS,
            &LEVELS,
            &STEPS,
            &PRONOUNS,
            &TIES,
            &RIVALS,
            &TEMPERS,
            &PATIENCES,
            &TALKS,
            &FAILURES,
            &FAULTS,
            &ANSWERS,
            &TIERS,
            &COMPENSATIONS,
            &BLAMED,
            &HAIRS,
            &ACTS,
        ] {
            for word in words.list() {
                assert!(!word.meaning.is_empty(), "{}: {}", words.noun, word.name);
            }
        }
        assert_eq!(CHANNELS.meaning("Phone"), Some("The customer may hang up in any wait"));
        assert_eq!(STEPS.list().len(), 7);
    }
}
