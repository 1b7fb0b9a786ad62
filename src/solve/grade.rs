//! Grades: one table, used by the debrief, the retry, the records and the exports.

/// How good a move was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum Grade {
    /// Loses nothing.
    Best,
    Excellent,
    Good,
    Inaccuracy,
    Mistake,
    Blunder,
}

/// The most points that a move of each grade loses; beyond the last it is a blunder.
const TABLE: [(Grade, f64); 5] = [
    (Grade::Best, 0.0),
    (Grade::Excellent, 2.0),
    (Grade::Good, 5.0),
    (Grade::Inaccuracy, 10.0),
    (Grade::Mistake, 20.0),
];

/// A best move is the *only move* where every other loses more than this.
pub(super) const ONLY_MOVE_MARGIN: f64 = 20.0;

impl Grade {
    /// The grade of a move that loses this many points (0..=100).
    #[must_use]
    pub fn of(points_lost: f64) -> Self {
        TABLE
            .iter()
            .find(|(_, most)| points_lost <= *most)
            .map_or(Self::Blunder, |(grade, _)| *grade)
    }

    /// The grade in a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Excellent => "excellent",
            Self::Good => "good",
            Self::Inaccuracy => "inaccuracy",
            Self::Mistake => "mistake",
            Self::Blunder => "blunder",
        }
    }
}

/// Accuracy of a move, 0..=100: the curve that lichess publishes for winning chances, applied to points lost.
#[must_use]
pub fn accuracy(points_lost: f64) -> f64 {
    (103.1668 * (-0.04354 * points_lost).exp() - 3.1669).clamp(0.0, 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_belong_to_the_better_grade() {
        let check = |points: f64, grade: Grade| assert_eq!(Grade::of(points), grade, "{points}");
        check(0.0, Grade::Best);
        check(0.01, Grade::Excellent);
        check(2.0, Grade::Excellent);
        check(5.0, Grade::Good);
        check(10.0, Grade::Inaccuracy);
        check(20.0, Grade::Mistake);
        check(20.01, Grade::Blunder);
    }

    #[test]
    fn accuracy_is_the_published_curve() {
        assert!((accuracy(0.0) - 99.9999).abs() < 1e-3);
        assert!((accuracy(10.0) - 63.58).abs() < 0.01);
        assert!(accuracy(100.0).abs() < f64::EPSILON);
    }
}
