//! Value kept and what a Champion costs, in each currency apart. Rehearsals only: no customer was there.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::Sums;
use super::{About, Assumptions, Input};
use crate::customer::Tier;

/// Money in one currency, cents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Money {
    pub currency: String,
    pub drills: i64,
    pub champions: i64,
    /// What the customers were worth at the end, above what they would have been had nothing been done, before what was spent.
    pub gained: i64,
    /// What was spent on remedies and labour.
    pub spent: i64,
    /// What practising cost in working time.
    pub practice: i64,
}

impl Money {
    /// Value kept: what was gained less what was spent. What practising cost stands apart.
    #[must_use]
    pub const fn kept(&self) -> i64 {
        self.gained.saturating_sub(self.spent)
    }

    /// What was spent in all drills for each Champion that came of them; `None` without a Champion.
    #[must_use]
    pub const fn per_champion(&self) -> Option<i64> {
        self.spent.checked_div(self.champions)
    }

    /// The same with the working time.
    #[must_use]
    pub const fn per_champion_with_practice(&self) -> Option<i64> {
        self.spent.saturating_add(self.practice).checked_div(self.champions)
    }

    /// An amount in this currency.
    #[must_use]
    pub fn amount(&self, cents: i64) -> String {
        amount(&self.currency, cents)
    }

    /// By currency, in the order of their signs.
    pub(super) fn of(input: &Input<'_>) -> Vec<Self> {
        let mut sums: BTreeMap<&str, Sums> = BTreeMap::new();
        let currencies: BTreeMap<String, &About> = input
            .scenarios
            .iter()
            .map(|about| (about.hash.to_string(), about))
            .collect();
        for tally in input.counted(input.by_month) {
            let about = tally.hash.and_then(|hash| currencies.get(&hash.to_string()));
            if let Some(about) = about.filter(|_| tally.sums.judged > 0) {
                *sums.entry(&about.currency).or_default() += tally.sums;
            }
        }
        let one = |(currency, sums)| Self::one(currency, &sums, input.assumptions);
        sums.into_iter().map(one).collect()
    }

    fn one(currency: &str, sums: &Sums, assumed: Assumptions) -> Self {
        let before_spending = sums.net.saturating_add(sums.cost).saturating_sub(sums.idle_net);
        Self {
            currency: currency.to_owned(),
            drills: sums.judged,
            champions: sums.left_as(Tier::Champion),
            gained: share(before_spending, assumed.value, 100),
            spent: share(sums.cost, assumed.spending, 100),
            practice: share(
                sums.judged.saturating_mul(i64::from(assumed.wage) * 100),
                assumed.minutes,
                60,
            ),
        }
    }
}

/// An amount in whole units, with its thousands set apart: "−$1,250".
#[must_use]
pub fn amount(currency: &str, cents: i64) -> String {
    let units = share(cents, 1, 100);
    let digits = units.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if units < 0 { "\u{2212}" } else { "" };
    format!("{sign}{currency}{grouped}")
}

/// `part`/`whole` of an amount, rounded; the largest there is where it would not fit.
fn share(cents: i64, part: u32, whole: i128) -> i64 {
    let exact = i128::from(cents) * i128::from(part);
    let half = if exact < 0 { -whole / 2 } else { whole / 2 };
    let rounded = (exact + half) / whole;
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
}
