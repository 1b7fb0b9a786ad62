//! Exact expectations: every way in which chance can fall in a sequence of moves, with its probability as a ratio of
//! whole numbers. Each chance node multiplies the denominator by 256, so a few moves outgrow every machine integer.

use std::collections::BTreeMap;

use num_bigint::BigUint;

use crate::customer::chance::branches;
use crate::customer::{Economics, Mind, Move, State};

/// The states after a sequence of moves, by packed word; probability = weight / 256^`bytes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spread {
    weights: BTreeMap<u64, BigUint>,
    bytes: u32,
}

impl Spread {
    /// The exact distribution after `moves`, from the start of an episode.
    pub(super) fn after(mind: &Mind<'_>, moves: &[Move]) -> Self {
        let start = Self {
            weights: BTreeMap::from([(State::start().pack(), BigUint::from(1_u8))]),
            bytes: 0,
        };
        moves.iter().fold(start, |spread, mv| spread.played(mind, mv))
    }

    fn played(&self, mind: &Mind<'_>, mv: &Move) -> Self {
        let mut ways = Vec::new();
        for (&word, weight) in &self.weights {
            let state = State::unpack(word).expect("the word was packed from a state");
            branches(
                |chance| mind.play(&state, mv, chance).0.pack(),
                |branch, bytes, next| ways.push((next, weight * branch, bytes)),
            );
        }
        let bytes = ways.iter().map(|&(_, _, bytes)| bytes).max().unwrap_or(0);
        let mut weights = BTreeMap::new();
        for (next, weight, spent) in ways {
            *weights.entry(next).or_insert_with(BigUint::default) += weight << (8 * (bytes - spent));
        }
        Self {
            weights,
            bytes: self.bytes + bytes,
        }
    }

    /// Whether both give every state the same probability, whatever their denominators.
    pub(super) fn equals(&self, other: &Self) -> bool {
        self.weights.len() == other.weights.len()
            && self
                .weights
                .iter()
                .zip(&other.weights)
                .all(|((left, a), (right, b))| left == right && a << (8 * other.bytes) == b << (8 * self.bytes))
    }
}

/// Which of the four measures a law covers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Measures {
    Satisfaction = 1,
    /// Satisfaction, cumulative satisfaction, intention.
    AllButLoyalty = 3,
    All = 4,
}

/// Exact expectations of satisfaction, cumulative satisfaction, intention and loyalty, in this order;
/// expectation = sum / 256^`bytes`.
#[derive(Debug, Clone)]
pub(super) struct Expectations {
    sums: [BigUint; 4],
    bytes: u32,
}

impl Expectations {
    /// What the measures are worth on average after `moves`.
    pub(super) fn after(mind: &Mind<'_>, moves: &[Move]) -> Self {
        let spread = Spread::after(mind, moves);
        let mut sums = [const { BigUint::ZERO }; 4];
        for (word, weight) in spread.weights {
            let state = State::unpack(word).expect("the word was packed from a state");
            let outcome = mind.outcome(&state, &Economics::default());
            let values = [i32::from(outcome.sat), outcome.cum, outcome.intent, outcome.loyal];
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += &weight * u32::try_from(value).expect("all measures are clamped at 0");
            }
        }
        Self {
            sums,
            bytes: spread.bytes,
        }
    }

    /// Whether none of these measures is smaller than the other's.
    pub(super) fn nowhere_below(&self, other: &Self, measures: Measures) -> bool {
        self.sums
            .iter()
            .zip(&other.sums)
            .take(measures as usize)
            .all(|(a, b)| a << (8 * other.bytes) >= b << (8 * self.bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::evidence::vignette::{each, mind};
    use crate::customer::{Act, Coefficients, Profile};

    /// Two waits of six ticks: 12 nodes where the customer stays to the end.
    fn waits(c: &Coefficients) -> Vec<Move> {
        each(&[Act::Wait(6), Act::Wait(6)], c)
    }

    #[test]
    fn probabilities_add_up_to_one() {
        let c = Coefficients::shipped();
        let spread = Spread::after(&mind(c, Profile::default()), &waits(c));
        assert_eq!(spread.bytes, 12);
        assert_eq!(spread.weights.values().sum::<BigUint>(), BigUint::from(1_u8) << 96);
    }

    #[test]
    fn a_spread_equals_itself_over_another_denominator() {
        let c = Coefficients::shipped();
        let spread = Spread::after(&mind(c, Profile::default()), &waits(c));
        let mut over_more = spread.clone();
        over_more.bytes += 3;
        assert!(!spread.equals(&over_more), "all weights are too small by 256^3");
        for weight in over_more.weights.values_mut() {
            *weight <<= 24;
        }
        assert!(spread.equals(&over_more));
    }

    #[test]
    fn expectations_compare_exactly() {
        let c = Coefficients::shipped();
        let mind = mind(c, Profile::default());
        let talk = Expectations::after(&mind, &each(&[Act::Listen], c));
        let wait = Expectations::after(&mind, &waits(c));
        assert!(talk.nowhere_below(&wait, Measures::All));
        assert!(!wait.nowhere_below(&talk, Measures::Satisfaction));
        assert!(wait.nowhere_below(&wait, Measures::All), "equal is not below");
    }
}
