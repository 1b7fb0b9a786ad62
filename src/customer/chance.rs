//! Chance is data: a node of the episode names a weight, and whoever runs the episode answers it.
//!
//! A player answers from a seed, a test from a tape, and [`branches`] answers in every possible way, so that a solver
//! sums over exactly the list that a player draws from.

use rand::Rng;
use rand_xoshiro::SplitMix64;

/// Something that answers chance nodes.
pub trait Chance {
    /// Whether the bad branch of a node is taken; it has probability `weight`/256, `weight` 1..=255.
    fn bad(&mut self, weight: i32) -> bool;
}

/// A source of bytes. Each node spends one: a byte below the node's weight takes the bad branch.
pub trait Bytes {
    /// The next byte of the source.
    fn byte(&mut self) -> u8;
}

impl<B: Bytes> Chance for B {
    fn bad(&mut self, weight: i32) -> bool {
        i32::from(self.byte()) < weight
    }
}

/// The model's stream of a seed: each byte is the top 8 bits of the next `SplitMix64` output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream(SplitMix64);

impl Stream {
    /// The stream of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(rand::SeedableRng::from_seed(seed.to_le_bytes()))
    }

    /// The next 64 bits.
    pub fn word(&mut self) -> u64 {
        self.0.next_u64()
    }
}

impl Bytes for Stream {
    fn byte(&mut self) -> u8 {
        self.word().to_be_bytes()[0]
    }
}

/// A given list of bytes; an exhausted tape reads as 255, so nothing bad happens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tape {
    bytes: Vec<u8>,
    at: usize,
}

impl Tape {
    /// A tape that holds these bytes.
    #[must_use]
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, at: 0 }
    }
}

impl Bytes for Tape {
    fn byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(u8::MAX);
        self.at += 1;
        byte
    }
}

/// Passes bytes on and keeps what was spent.
pub struct Recorder<'a, C> {
    inner: &'a mut C,
    pub spent: Vec<u8>,
}

impl<'a, C: Bytes> Recorder<'a, C> {
    /// Records what is drawn from `inner`.
    pub const fn new(inner: &'a mut C) -> Self {
        Self {
            inner,
            spent: Vec::new(),
        }
    }
}

impl<C: Bytes> Bytes for Recorder<'_, C> {
    fn byte(&mut self) -> u8 {
        let byte = self.inner.byte();
        self.spent.push(byte);
        byte
    }
}

/// The most chance nodes one move can meet: a fix, six idle ticks and a manager's answer.
pub const NODES_MAX: usize = 8;

/// Answers nodes as planned, the good branch beyond the plan, and keeps the weights met.
pub struct Planned {
    answers: [bool; NODES_MAX],
    fixed: usize,
    weights: [u16; NODES_MAX],
    met: usize,
}

impl Chance for Planned {
    fn bad(&mut self, weight: i32) -> bool {
        let answer = self.met < self.fixed && self.answers[self.met];
        self.weights[self.met] = u16::try_from(weight).expect("a weight lies in 1..=255");
        self.answers[self.met] = answer;
        self.met += 1;
        answer
    }
}

/// Calls `play` once for every way in which chance can fall, and `each` with its probability and result:
/// `weight` / 256^`bytes`. Takes the good branches first; nothing is allocated.
///
/// ```
/// use bounceback::customer::chance::{Chance, branches};
///
/// let mut list = Vec::new();
/// branches(|chance| if chance.bad(64) { "bad" } else { "good" }, |weight, bytes, result| list.push((weight, bytes, result)));
/// assert_eq!(list, [(192, 1, "good"), (64, 1, "bad")]);
/// ```
///
/// # Panics
/// Where `play` meets more than [`NODES_MAX`] nodes.
pub fn branches<T>(mut play: impl FnMut(&mut Planned) -> T, mut each: impl FnMut(u64, u32, T)) {
    let mut plan = Planned {
        answers: [false; NODES_MAX],
        fixed: 0,
        weights: [0; NODES_MAX],
        met: 0,
    };
    loop {
        plan.met = 0;
        let result = play(&mut plan);
        let mut weight = 1;
        for node in 0..plan.met {
            let bad = u64::from(plan.weights[node]);
            weight *= if plan.answers[node] { bad } else { 256 - bad };
        }
        each(weight, u32::try_from(plan.met).expect("at most eight nodes"), result);
        // The next way: the last good answer becomes bad, all behind it are open again.
        match (0..plan.met).rev().find(|&node| !plan.answers[node]) {
            Some(node) => {
                plan.answers[node] = true;
                plan.fixed = node + 1;
            }
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_specification_s() {
        // First outputs of SplitMix64 with seed 0, as published with the algorithm (Vigna, splitmix64.c).
        let mut stream = Stream::new(0);
        assert_eq!(stream.word(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(stream.byte(), 0x6e);
    }

    #[test]
    fn branches_cover_every_way_once_and_their_weights_sum_to_one() {
        let mut total = 0;
        let mut ways = Vec::new();
        branches(
            |chance| {
                let first = chance.bad(10);
                (first, !first && chance.bad(100))
            },
            |weight, bytes, way| {
                total += weight << (8 * (2 - bytes));
                ways.push(way);
            },
        );
        assert_eq!(ways, [(false, false), (false, true), (true, false)]);
        assert_eq!(total, 256 * 256);
    }
}
