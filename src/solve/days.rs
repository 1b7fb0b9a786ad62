//! The days after the talk: no chance there, and few states, so they are solved when the talk first leads to them.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use super::table::Note;
use super::value::Value;

/// What is known of a state of the days after: the best play's value, its note, and the worst play's value.
pub type Day = (Value, Note, Value);

/// States of the days after by layer and word. Each thread keeps its own: what two find twice is the same.
pub type Days = HashMap<(u32, u64), Day, Folding>;

/// Hashes a layer and a word. The map is only ever asked for a key, so its order never shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Folding;

impl BuildHasher for Folding {
    type Hasher = Folded;

    fn build_hasher(&self) -> Folded {
        Folded(0)
    }
}

/// A running hash.
pub struct Folded(u64);

impl Hasher for Folded {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = hash(self.0 ^ word);
    }
}

/// Spreads the bits of a word over the whole hash. Nobody outside chooses words, but they differ in a few bits here and there: one
/// multiplication leaves them in heaps.
const fn hash(word: u64) -> u64 {
    // The mixer that Pelle Evensen found best of its length ("xmxmx", 2018).
    const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;
    let word = (word ^ word >> 32).wrapping_mul(FACTOR);
    let word = (word ^ word >> 32).wrapping_mul(FACTOR);
    word ^ word >> 32
}
