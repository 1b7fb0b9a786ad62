//! The order in which moves are shown: shuffled, so that nobody learns places instead of words.

use rand::seq::SliceRandom;
use rand_xoshiro::SplitMix64;

use crate::scenario::BeatId;

/// Tells the stream of shuffles from the stream of chance: the same seed, another sequence.
const SHUFFLES: u64 = 0x7368_7566_666c_6573;

/// The order of a beat's moves in a drill with this seed, as places in the written list. Always the same for the same
/// seed and beat, so a beat that comes again looks as it did.
#[must_use]
pub fn shown_order(seed: u64, beat: BeatId, moves: usize) -> Vec<usize> {
    let stream = seed ^ SHUFFLES ^ (beat.index() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut random: SplitMix64 = rand::SeedableRng::from_seed(stream.to_le_bytes());
    let mut order: Vec<usize> = (0..moves).collect();
    order.shuffle(&mut random);
    order
}
