//! Values: expected money in fixed point.

/// Expected net value, in 2^-20 of a cent.
///
/// A chance node is summed exactly in 128 bits and rounded once, to nearest (halves up). Each of the at most 70 nodes of a path
/// adds at most half a unit, so a value differs from the exact rational by less than [`Value::BOUND`], and two values nearer
/// than that are equal for every purpose: [`Value::same`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(i64);

impl Value {
    const SHIFT: u32 = 20;
    /// Longest path: 60 ticks of talk, each a move at the most, seven days and the end, rounded up.
    const DEPTH_MAX: i64 = 70;
    /// What a value may differ from the exact one, in its own units: half a unit for each node of the longest path, rounded
    /// up, and the same again because two values are compared.
    pub const BOUND: i64 = Self::DEPTH_MAX;

    /// Whole cents.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents << Self::SHIFT)
    }

    /// This value less whole cents; exact.
    #[must_use]
    pub const fn less(self, cents: i64) -> Self {
        Self(self.0 - (cents << Self::SHIFT))
    }

    /// The mean of some values, rounded to nearest, halves up; `None` of none.
    #[must_use]
    pub fn mean(values: &[Self]) -> Option<Self> {
        let count = i128::try_from(values.len()).ok().filter(|count| *count > 0)?;
        let sum: i128 = values.iter().map(|value| i128::from(value.0)).sum();
        let mean = (2 * sum + count).div_euclid(2 * count);
        Some(Self(i64::try_from(mean).expect("a mean of values lies between them")))
    }

    /// The nearest whole cent.
    #[must_use]
    pub const fn cents(self) -> i64 {
        (self.0 + (1 << (Self::SHIFT - 1))) >> Self::SHIFT
    }

    /// The raw units of 2^-20 cent.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.0
    }

    /// Whether two values are the same within the bound.
    #[must_use]
    pub const fn same(self, other: Self) -> bool {
        self.0.abs_diff(other.0) <= Self::BOUND.unsigned_abs()
    }

    /// `self - other` in cents, for display and scales; 0 where they are the same.
    #[must_use]
    pub fn cents_above(self, other: Self) -> f64 {
        if self.same(other) {
            return 0.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "a difference is shown, never compared")]
        let units = (self.0 - other.0) as f64;
        units / f64::from(1 << Self::SHIFT)
    }
}

/// Sums a chance list: weights over 256^bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Expectation {
    /// Sum of weight x value, over 256^8: a move meets at most eight nodes (`customer::chance::NODES_MAX`).
    sum: i128,
}

/// The bytes of the common denominator.
const BYTES: u32 = 8;

impl Expectation {
    /// Adds an outcome of probability `weight` / 256^`bytes`, `bytes` 0..=8.
    pub fn add(&mut self, weight: u64, bytes: u32, value: Value) {
        if bytes == 0 {
            self.sum = i128::from(value.0) << (8 * BYTES);
            return;
        }
        // |value| < 2^58 and the weights sum to 256^8 = 2^64, so the sum stays below 2^122.
        self.sum += i128::from(value.0) * (i128::from(weight) << (8 * (BYTES - bytes)));
    }

    /// The expectation, rounded to nearest.
    #[must_use]
    pub fn value(self) -> Value {
        let shift = 8 * BYTES;
        let rounded = (self.sum + (1 << (shift - 1))) >> shift;
        Value(i64::try_from(rounded).expect("a mean of values lies between them"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expectation_is_rounded_once_and_to_nearest() {
        let mut mean = Expectation::default();
        mean.add(64, 1, Value(10));
        mean.add(192, 1, Value(11));
        assert_eq!(mean.value(), Value(11), "10.75");
        let mut sure = Expectation::default();
        sure.add(1, 0, Value::from_cents(-12_345));
        assert_eq!(sure.value().cents(), -12_345);
        let mut negative = Expectation::default();
        negative.add(128, 1, Value(-1));
        negative.add(128, 1, Value(-2));
        assert_eq!(negative.value(), Value(-1), "halves go up");
    }

    #[test]
    fn a_mean_is_rounded_to_nearest_on_both_sides_of_zero() {
        let mean = |values: &[i64]| Value::mean(&values.iter().map(|&v| Value(v)).collect::<Vec<_>>());
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[1, 2]), Some(Value(2)), "halves go up");
        assert_eq!(mean(&[-1, -2]), Some(Value(-1)), "halves go up");
        assert_eq!(mean(&[-1, -1, -2]), Some(Value(-1)));
        assert_eq!(mean(&[i64::MAX, i64::MAX]), Some(Value(i64::MAX)));
    }

    #[test]
    fn values_nearer_than_the_bound_are_the_same() {
        assert!(Value(0).same(Value(Value::BOUND)));
        assert!(!Value(0).same(Value(Value::BOUND + 1)));
        assert!(Value(Value::BOUND).cents_above(Value(0)).abs() < f64::EPSILON);
    }
}
