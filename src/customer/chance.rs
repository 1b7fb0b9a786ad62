//! Chance is data: a node of the episode names a weight, and whoever runs the episode answers it.
//!
//! A player answers from a seed, a test from a tape, and [`branches`] answers in every possible way, so that a solver
//! sums over exactly the list that a player draws from.

use arrayvec::ArrayVec;
use rand::Rng;
use rand_xoshiro::SplitMix64;

use super::state::State;

/// Something that answers chance nodes.
pub trait Chance {
    /// Whether the bad branch of a node is taken; it has probability `weight`/256, `weight` 1..=255.
    fn bad(&mut self, weight: i32) -> bool;

    /// Whether the customer leaves at a node of that kind, as `left`. One who lists every outcome can note the departure and go
    /// on with those who stay.
    fn leaves(&mut self, weight: i32, left: impl FnOnce() -> State) -> bool {
        let _ = left;
        self.bad(weight)
    }
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

impl Planned {
    const fn new() -> Self {
        Self {
            answers: [false; NODES_MAX],
            fixed: 0,
            weights: [0; NODES_MAX],
            met: 0,
        }
    }

    /// The probability of the answers given: a weight over 256^bytes.
    fn weight(&self) -> (u64, u32) {
        let mut weight = 1;
        for node in 0..self.met {
            let bad = u64::from(self.weights[node]);
            weight *= if self.answers[node] { bad } else { 256 - bad };
        }
        (weight, u32::try_from(self.met).expect("at most eight nodes"))
    }

    /// Plans the next way: the last good answer of a node that is open becomes bad, all behind it are planned anew. Whether
    /// there is one.
    fn advance(&mut self, is_open: impl Fn(usize) -> bool) -> bool {
        let last = (0..self.met).rev().find(|&node| !self.answers[node] && is_open(node));
        if let Some(node) = last {
            self.answers[node] = true;
            self.fixed = node + 1;
        }
        last.is_some()
    }
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

/// Plays what chance has no part in: nothing bad happens, and a node that is met all the same is noted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sure {
    pub met: bool,
}

impl Chance for Sure {
    fn bad(&mut self, _weight: i32) -> bool {
        self.met = true;
        false
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
    let mut plan = Planned::new();
    loop {
        plan.met = 0;
        let result = play(&mut plan);
        let (weight, bytes) = plan.weight();
        each(weight, bytes, result);
        if !plan.advance(|_| true) {
            return;
        }
    }
}

/// An outcome of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way<T> {
    /// The customer stayed to the end of the move.
    Stayed(T),
    /// The customer left in the course of it.
    Left(State),
}

/// Answers nodes as [`Planned`] does, but for departures: those are noted with their probability, and the move goes on.
pub struct Staying {
    plan: Planned,
    /// Which nodes were departures.
    departures: [bool; NODES_MAX],
    left: ArrayVec<(u64, u32, State), NODES_MAX>,
}

impl Chance for Staying {
    fn bad(&mut self, weight: i32) -> bool {
        self.departures[self.plan.met] = false;
        self.plan.bad(weight)
    }

    fn leaves(&mut self, weight: i32, left: impl FnOnce() -> State) -> bool {
        let node = self.plan.met;
        let noted = node < self.plan.fixed; // in an earlier run
        self.plan.bad(weight);
        self.departures[node] = true;
        self.plan.answers[node] = false;
        if !noted {
            let (stay, bytes) = self.plan.weight();
            let bad = u64::try_from(weight).expect("a weight lies in 1..=255");
            self.left.push((stay / (256 - bad) * bad, bytes, left()));
        }
        false
    }
}

/// The same list as that of [`branches`], with fewer runs: a customer who may leave in any of a move's ticks is followed to its
/// end once.
///
/// # Panics
/// Where `play` meets more than [`NODES_MAX`] nodes.
pub fn ways<T>(mut play: impl FnMut(&mut Staying) -> T, mut each: impl FnMut(u64, u32, Way<T>)) {
    let mut chance = Staying {
        plan: Planned::new(),
        departures: [false; NODES_MAX],
        left: ArrayVec::new(),
    };
    loop {
        chance.plan.met = 0;
        let result = play(&mut chance);
        if chance.plan.met == 0 {
            return each(1, 0, Way::Stayed(result));
        }
        let (weight, bytes) = chance.plan.weight();
        each(weight, bytes, Way::Stayed(result));
        for (weight, bytes, left) in chance.left.drain(..) {
            each(weight, bytes, Way::Left(left));
        }
        let departures = chance.departures;
        if !chance.plan.advance(|node| !departures[node]) {
            return;
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
    fn a_list_with_departures_noted_is_the_whole_list() {
        fn play(chance: &mut impl Chance) -> Result<(bool, bool), State> {
            let miss = chance.bad(77);
            for (weight, left) in [(10, State::start()), (20, State::unpack(2).expect("left"))] {
                if chance.leaves(weight, || left) {
                    return Err(left);
                }
            }
            Ok((miss, chance.bad(64)))
        }
        let mut plain = Vec::new();
        branches(play, |weight, bytes, end| {
            plain.push((weight, bytes, format!("{end:?}")));
        });
        let mut noted = Vec::new();
        ways(
            |chance| play(chance).expect("nobody leaves for good"),
            |weight, bytes, way| {
                let end: Result<(bool, bool), State> = match way {
                    Way::Stayed(end) => Ok(end),
                    Way::Left(left) => Err(left),
                };
                noted.push((weight, bytes, format!("{end:?}")));
            },
        );
        plain.sort();
        noted.sort();
        assert_eq!(plain.len(), 8);
        assert_eq!(plain, noted);
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
