//! Axes of a chart: where an amount lies, and which amounts are marked.

/// A range of cents on a range of the picture.
#[derive(Debug, Clone, Copy)]
pub struct Axis {
    pub low: i64,
    pub high: i64,
    /// Where `low` and `high` lie, in the picture's units.
    pub from: f64,
    pub to: f64,
    /// From mark to mark.
    step: i64,
}

impl Axis {
    /// An axis that holds 0 and all amounts, with about so many marks, one at each end.
    pub fn around(amounts: impl Iterator<Item = i64>, marks: i64, from: f64, to: f64) -> Self {
        let (mut low, mut high) = amounts.fold((0, 0), |(low, high), at| (low.min(at), high.max(at)));
        let step = step(low, high, marks);
        low = low.div_euclid(step) * step;
        high = -((-high).div_euclid(step)) * step;
        if low == high {
            high += step;
        }
        Self {
            low,
            high,
            from,
            to,
            step,
        }
    }

    /// Where an amount lies.
    pub fn at(&self, cents: i64) -> f64 {
        let share = exact(cents - self.low) / exact(self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    /// The same axis, ended at an amount.
    pub const fn ended(self, high: i64) -> Self {
        Self { high, ..self }
    }

    /// The amounts that are marked.
    pub fn marks(&self) -> Vec<i64> {
        let first = -((-self.low).div_euclid(self.step));
        let last = self.high.div_euclid(self.step);
        (first..=last).map(|at| at * self.step).collect()
    }
}

/// A distance between marks that people count in: 1, 2 or 5 times a power of ten whole units, so that about so many fit.
fn step(low: i64, high: i64, about: i64) -> i64 {
    let raw = ((high - low) / about.max(1)).max(1);
    let mut power = 100;
    loop {
        for times in [1, 2, 5] {
            if power * times >= raw {
                return power * times;
            }
        }
        power *= 10;
    }
}

#[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
const fn exact(cents: i64) -> f64 {
    cents as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_cover_the_amounts() {
        let check = |amounts: &[i64], about: i64, expect: &[i64]| {
            let axis = Axis::around(amounts.iter().copied(), about, 0.0, 1.0);
            assert_eq!(axis.marks(), expect, "{amounts:?}");
            assert!(
                amounts.iter().all(|&at| (0.0..=1.0).contains(&axis.at(at))),
                "{amounts:?}"
            );
        };
        check(
            &[-21_500, 63_453],
            5,
            &[-40_000, -20_000, 0, 20_000, 40_000, 60_000, 80_000],
        );
        check(&[0, 24_300], 5, &[0, 5_000, 10_000, 15_000, 20_000, 25_000]);
        check(&[0], 5, &[0, 100]);
        check(&[120, 130], 5, &[0, 100, 200]);
    }
}
