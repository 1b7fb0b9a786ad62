//! What a customer who walked out is worth: of all that is felt only what lowers loyalty is left, so it is worked out beforehand.

use crate::customer::{self, Encounter, LEVEL_MAX};
use crate::drill::Rules;

/// Worth of the relationship with a customer who left, before costs, by the compensation's level and whether a lesson was received.
#[derive(Debug, Clone)]
pub struct Left {
    worth: Vec<[i64; 2]>,
    labour_tick: i64,
}

impl Left {
    /// Asks the model once for each case.
    pub fn of(rules: &Rules<'_>) -> Self {
        let worth = |level: u8, educated: bool| {
            let mut left = Encounter::start();
            left.set_level(level);
            left.set_educated(educated);
            let left = customer::State::Left(left);
            rules.net(&left) + rules.spent_by(&left)
        };
        Self {
            worth: (0..=LEVEL_MAX)
                .map(|level| [worth(level, false), worth(level, true)])
                .collect(),
            labour_tick: rules.setup.policy.labour_tick,
        }
    }

    /// Net value, cents.
    pub fn net(&self, rules: &Rules<'_>, left: Encounter) -> i64 {
        let worth = self.worth[usize::from(left.level())][usize::from(left.educated())];
        worth - rules.spent_by(&customer::State::Left(left)) - i64::from(left.clock()) * self.labour_tick
    }
}
