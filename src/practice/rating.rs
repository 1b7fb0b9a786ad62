//! How well something was remembered, from what was done: the four answers that FSRS knows.

use super::Attempt;
use crate::customer::Tier;

/// How well something was remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// Not at all.
    Again,
    Hard,
    Good,
    Easy,
}

/// The least accuracy, in hundredths, that is rated hard, good, easy.
const HARD_FROM: u16 = 5000;
const GOOD_FROM: u16 = 7500;
const EASY_FROM: u16 = 9500;

impl Rating {
    /// FSRS's number, 1..=4.
    #[must_use]
    pub const fn number(self) -> u32 {
        self as u32 + 1
    }

    /// Of a scenario that was played whole. Accuracy counts, because chance has no part in it; the tier only takes away, and what
    /// needed help was hard.
    #[must_use]
    pub fn of_scenario(attempt: &Attempt) -> Self {
        let earned = match attempt.accuracy {
            EASY_FROM.. => Self::Easy,
            GOOD_FROM.. => Self::Good,
            HARD_FROM.. => Self::Hard,
            _ => Self::Again,
        };
        let most = match attempt.tier {
            Tier::Champion | Tier::Loyal => Self::Easy,
            Tier::Passive => Self::Good,
            // A customer who is lost in spite of good moves: bad luck, and no proof of knowing it either.
            Tier::Detractor | Tier::Defector if attempt.accuracy >= GOOD_FROM => Self::Hard,
            Tier::Detractor | Tier::Defector => Self::Again,
        };
        earned.min(most).min(Self::most_with(attempt.helped))
    }

    /// Of a kind of mistake that could have been made: whether it was, and whether another was made in its place. That it was
    /// avoided once is no proof of ease.
    #[must_use]
    pub fn of_mistake(made: bool, another_made: bool, helped: bool) -> Self {
        match (made, another_made) {
            (true, _) => Self::Again,
            (false, true) => Self::Hard,
            (false, false) => Self::Good.min(Self::most_with(helped)),
        }
    }

    const fn most_with(helped: bool) -> Self {
        if helped { Self::Hard } else { Self::Easy }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::plan::tests::attempt;

    #[test]
    fn a_scenario_is_rated_by_accuracy_and_the_tier_only_takes_away() {
        let check = |accuracy: u16, tier: Tier, helped: bool, expect: Rating| {
            let mut played = attempt("cake", "2026-03-01T10:00Z", &[]);
            (played.accuracy, played.tier, played.helped) = (accuracy, tier, helped);
            assert_eq!(
                Rating::of_scenario(&played),
                expect,
                "{accuracy} {tier:?} helped: {helped}"
            );
        };
        check(9_900, Tier::Champion, false, Rating::Easy);
        check(9_900, Tier::Champion, true, Rating::Hard);
        check(9_900, Tier::Passive, false, Rating::Good);
        check(9_900, Tier::Defector, false, Rating::Hard);
        check(9_400, Tier::Champion, false, Rating::Good);
        check(7_499, Tier::Champion, false, Rating::Hard);
        check(7_499, Tier::Detractor, false, Rating::Again);
        check(4_999, Tier::Champion, false, Rating::Again);
    }

    #[test]
    fn a_mistake_that_was_made_again_is_a_lapse_whatever_else_was() {
        assert_eq!(Rating::of_mistake(true, false, false), Rating::Again);
        assert_eq!(Rating::of_mistake(false, true, false), Rating::Hard);
        assert_eq!(Rating::of_mistake(false, false, true), Rating::Hard);
        assert_eq!(Rating::of_mistake(false, false, false), Rating::Good);
    }
}
