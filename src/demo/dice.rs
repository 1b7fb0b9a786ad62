//! Where the made-up year's chance comes from: whole numbers only, so that a seed gives the same year on every machine.

use rand::Rng;
use rand_xoshiro::SplitMix64;
use uuid::Uuid;

/// A stream of chance.
#[derive(Debug, Clone)]
pub struct Dice(SplitMix64);

impl Dice {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(rand::SeedableRng::seed_from_u64(seed))
    }

    /// Another stream that depends on this one and a number.
    pub fn apart(&mut self, number: u64) -> Self {
        Self::new(self.0.next_u64() ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below this one; 0 where that is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        let wide = u64::from(end) * (self.0.next_u64() >> 32);
        u32::try_from(wide >> 32).expect("less than a 32-bit number times 2^32, over 2^32")
    }

    /// A number from one to another, both of them possible.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// Whether something happens that happens so many times in a thousand.
    pub fn happens(&mut self, permille: u32) -> bool {
        self.below(1000) < permille
    }

    /// One of a list that is not empty.
    pub fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let count = u32::try_from(list.len()).expect("a short list");
        &list[usize::try_from(self.below(count)).expect("a place in a list")]
    }

    /// A place in a list of weights, each as likely as it weighs; `None` where nothing weighs anything.
    pub fn weighed(&mut self, weights: &[u64]) -> Option<usize> {
        let whole: u64 = weights.iter().sum();
        let mut left = self.0.next_u64().checked_rem(whole)?;
        weights.iter().position(|weight| {
            let here = left < *weight;
            left = left.saturating_sub(*weight);
            here
        })
    }

    /// An id (version 7) that was given at a time.
    pub fn id(&mut self, at: jiff::Timestamp) -> Uuid {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.0.next_u64().to_le_bytes());
        random[8..].copy_from_slice(&self.0.next_u64().to_le_bytes()[..2]);
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_stays_within_its_bounds_and_comes_back_with_its_seed() {
        let roll = |seed| {
            let mut dice = Dice::new(seed);
            (0..2000).map(|_| dice.between(3, 9)).collect::<Vec<_>>()
        };
        let rolled = roll(4);
        assert_eq!(rolled, roll(4));
        assert_ne!(rolled, roll(5));
        for number in 3..=9 {
            let times = rolled.iter().filter(|roll| **roll == number).count();
            assert!((200..380).contains(&times), "{number}: {times} of 2000");
        }
        assert!(rolled.iter().all(|roll| (3..=9).contains(roll)));
        let mut dice = Dice::new(1);
        assert_eq!(dice.below(0), 0);
        assert_eq!(dice.weighed(&[0, 0]), None);
        assert!((0..50).all(|_| dice.weighed(&[0, 3, 0]) == Some(1)));
    }
}
