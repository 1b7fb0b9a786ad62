//! What a state is remembered under: 128 bits, no strings.

use crate::drill::{Place, State};
use crate::scenario::Scenario;

/// A state in two words: the mind, and beside it the beat, the manager's yes, watched flags and acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u64, u64);

/// Bits of a beat's place: the format's 4,096 beats.
const PLACE_BITS: u32 = 12;

/// Packs states of one scenario. Only watched flags and acts take bits.
#[derive(Debug, Clone, Copy)]
pub struct Packer {
    acts: u64,
    flags: u64,
}

impl Packer {
    /// A packer for a scenario; `None` where its conditions name more acts and flags than a key holds (51).
    pub fn new(scenario: &Scenario) -> Option<Self> {
        let (acts, flags) = (scenario.watched_acts, scenario.watched_flags);
        let bits = acts.count_ones() + flags.count_ones() + PLACE_BITS + 1;
        (bits <= u64::BITS).then_some(Self { acts, flags })
    }

    /// The key of a state that is not over.
    pub fn key(self, s: &State) -> Key {
        let place = match s.place {
            Place::Beat(id) => id.index() as u64,
            Place::End => (1 << PLACE_BITS) - 1,
        };
        let mut rest = place << 1 | u64::from(s.granted);
        rest = rest << self.acts.count_ones() | gathered(s.done, self.acts);
        rest = rest << self.flags.count_ones() | gathered(s.flags, self.flags);
        Key(s.mind.pack(), rest)
    }
}

/// The bits of `word` under `mask`, side by side.
const fn gathered(word: u64, mask: u64) -> u64 {
    let (mut mask, mut out, mut at) = (mask, 0, 0);
    while mask != 0 {
        let bit = mask.trailing_zeros();
        out |= (word >> bit & 1) << at;
        at += 1;
        mask &= mask - 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::gathered;

    #[test]
    fn watched_bits_stand_side_by_side() {
        assert_eq!(gathered(0b1010_0110, 0b1000_0101), 0b110);
        assert_eq!(gathered(u64::MAX, 0), 0);
        assert_eq!(gathered(u64::MAX, u64::MAX), u64::MAX);
    }
}
