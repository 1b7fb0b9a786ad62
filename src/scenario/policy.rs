//! What the front line may do: a scenario says it, a site's `policy.ron` overrides it.

use serde::{Deserialize, Serialize};

/// The rules a drill is played under. Stored with a drill, because a site may change them later.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// What may be spent without asking, cents.
    pub fund: i64,
    /// Labour per tick of 15 s, cents.
    pub labour_tick: i64,
    /// Acts that need a manager whatever they cost, one bit each ([`crate::customer::ActKind::bit`]).
    pub approval: u64,
    /// Weight (of 256) with which the manager says no.
    pub refusal_weight: u16,
    /// What stands before an amount of money.
    pub currency: String,
    /// Lifetime value of an average new customer, cents; `None`: the model's default.
    pub new_customer_value: Option<i64>,
}

/// What a site changes; `None` leaves what the scenario says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyChange {
    pub fund: Option<i64>,
    pub labour_tick: Option<i64>,
    pub approval: Option<u64>,
    pub refusal_weight: Option<u16>,
    pub currency: Option<String>,
    pub new_customer_value: Option<i64>,
}

impl Policy {
    /// This policy with a site's changes.
    #[must_use]
    pub fn changed(&self, change: &PolicyChange) -> Self {
        Self {
            fund: change.fund.unwrap_or(self.fund),
            labour_tick: change.labour_tick.unwrap_or(self.labour_tick),
            approval: change.approval.unwrap_or(self.approval),
            refusal_weight: change.refusal_weight.unwrap_or(self.refusal_weight),
            currency: change.currency.clone().unwrap_or_else(|| self.currency.clone()),
            new_customer_value: change.new_customer_value.or(self.new_customer_value),
        }
    }

    /// An amount of cents as people write it: whole units where it is whole, else two decimals.
    #[must_use]
    pub fn money(&self, cents: i64) -> String {
        let sign = if cents < 0 { "\u{2212}" } else { "" };
        let (units, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        if rest == 0 {
            format!("{sign}{}{units}", self.currency)
        } else {
            format!("{sign}{}{units}.{rest:02}", self.currency)
        }
    }
}

impl Default for Policy {
    /// No fund, everything allowed that costs nothing, a manager who says yes three times in four.
    fn default() -> Self {
        Self {
            fund: 0,
            labour_tick: 12,
            approval: 0,
            refusal_weight: 64,
            currency: "$".to_owned(),
            new_customer_value: None,
        }
    }
}
