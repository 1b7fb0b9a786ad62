//! The scale of a drill: cents of value as points, from its worst play (0) to its best (100).

use super::value::Value;

/// What a drill's best and worst play are worth in expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    pub best: Value,
    pub worst: Value,
}

impl Scale {
    /// A difference in cents as points; 0 where nothing can be won or lost.
    #[must_use]
    pub fn points(self, cents: f64) -> f64 {
        let whole = self.best.cents_above(self.worst);
        if whole > 0.0 { 100.0 * cents / whole } else { 0.0 }
    }

    /// Where a value lies, 0..=100.
    #[must_use]
    pub fn standing(self, value: Value) -> f64 {
        self.points(value.cents_above(self.worst)).clamp(0.0, 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_run_from_the_worst_play_to_the_best() {
        let scale = Scale {
            best: Value::from_cents(300),
            worst: Value::from_cents(-100),
        };
        let check = |cents: i64, points: f64| {
            let found = scale.standing(Value::from_cents(cents));
            assert!((found - points).abs() < 1e-9, "{cents}: {found}");
        };
        check(-100, 0.0);
        check(100, 50.0);
        check(300, 100.0);
        check(900, 100.0);
        check(-900, 0.0);
        let flat = Scale {
            worst: scale.best,
            ..scale
        };
        assert!(flat.points(40.0).abs() < f64::EPSILON, "nothing to win or lose");
    }
}
