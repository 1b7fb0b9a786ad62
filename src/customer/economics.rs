//! The money inputs: the manager's own figures (MODEL.md section 3.2).

use serde::{Deserialize, Serialize};

use super::act::CompensationKind;

/// Money inputs, in cents unless stated. In JSON every field may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Economics {
    /// Lifetime value of this customer.
    pub clv: i64,
    /// Lifetime value of an average new customer.
    pub clv_new: i64,
    /// Price of the failed purchase; a compensation of level 5 is all of it.
    pub price: i64,
    /// Cost of the fix in kind.
    pub fix_cost: i64,
    /// Cost of the small extra.
    pub gesture_cost: i64,
    /// Labour per tick.
    pub labour_tick: i64,
    /// Share of a process improvement charged to this case.
    pub improve_cost: i64,
    /// Cost of compensation in percent of its face value: Money, Voucher, `InKind`, Personal.
    pub kind_cost: [i64; 4],
    /// Listeners to a bad story who are lost, per mille.
    pub convert_bad: i64,
    /// Listeners to a good story who are won, per mille.
    pub convert_good: i64,
}

impl Default for Economics {
    fn default() -> Self {
        Self {
            clv: 60_000,
            clv_new: 40_000,
            price: 10_000,
            fix_cost: 3_000,
            gesture_cost: 300,
            labour_tick: 12,
            improve_cost: 400,
            kind_cost: [100, 60, 50, 20],
            convert_bad: 20,
            convert_good: 20,
        }
    }
}

/// The largest amount of money the model takes, in cents: a billion whole units. All products stay inside 64 bits.
pub const AMOUNT_MAX: i64 = 100_000_000_000;

/// A money input outside its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EconomicsFault {
    pub field: &'static str,
    pub value: i64,
    pub max: i64,
}

impl std::fmt::Display for EconomicsFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} takes 0 to {}, not {}", self.field, self.max, self.value)
    }
}

impl std::error::Error for EconomicsFault {}

impl Economics {
    /// What a compensation costs the firm, cents; level 0 is none.
    #[must_use]
    pub const fn compensation_cost(&self, kind: CompensationKind, level: u8) -> i64 {
        self.price * 20 * level as i64 / 100 * self.kind_cost[kind as usize] / 100
    }

    /// Checks that amounts lie in 0..=[`AMOUNT_MAX`], percentages and rates in 0..=1000.
    ///
    /// # Errors
    /// The first field outside its range.
    pub fn validate(&self) -> Result<(), EconomicsFault> {
        let fields = [
            ("clv", self.clv, AMOUNT_MAX),
            ("clv_new", self.clv_new, AMOUNT_MAX),
            ("price", self.price, AMOUNT_MAX),
            ("fix_cost", self.fix_cost, AMOUNT_MAX),
            ("gesture_cost", self.gesture_cost, AMOUNT_MAX),
            ("labour_tick", self.labour_tick, AMOUNT_MAX),
            ("improve_cost", self.improve_cost, AMOUNT_MAX),
            ("kind_cost", self.kind_cost[0], 1000),
            ("kind_cost", self.kind_cost[1], 1000),
            ("kind_cost", self.kind_cost[2], 1000),
            ("kind_cost", self.kind_cost[3], 1000),
            ("convert_bad", self.convert_bad, 1000),
            ("convert_good", self.convert_good, 1000),
        ];
        fields
            .into_iter()
            .find(|&(_, value, max)| !(0..=max).contains(&value))
            .map_or(Ok(()), |(field, value, max)| Err(EconomicsFault { field, value, max }))
    }
}
