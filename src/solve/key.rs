//! What a state is remembered under, and which states are one for every purpose of value.
//!
//! Two states get the same key only where every play from them is worth the same, up to a difference that is known beforehand
//! and taken out ([`Keyed::paid`]). Each merge states why it is exact:
//!
//! * **flags and acts** that only lines and replies ask about lead nowhere else;
//! * **the clock** counts labour, which is a sum, and the end of the encounter; it is dropped where no path from the beat can
//!   reach that end;
//! * **after the fix** the felt delay stands still and only its part beyond the zone of tolerance is felt;
//! * **an apology's timing** counts only while it is the only one; **a second listening** counts only where paraphrasing has not
//!   already filled that place, and nobody can interrupt any more;
//! * **in the days after** net value asks for satisfaction, anger and what was done; justices, failed recoveries and what was
//!   spent are dropped (spending is a sum), unless a condition there asks for them or a late fix builds on them.

use std::hash::{BuildHasher, Hasher};

use crate::customer::{self, ActKind, Aftercare, CompensationKind, Encounter, Progress};
use crate::drill::{Place, Rules, State};
use crate::scenario::{Beat, Condition, Scenario, Target};

/// The key of a state: the mind in a word, and beside it the beat, the manager's yes, watched flags and acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u64, u64);

/// Hashes keys: two words that hold the differences in their low bits, folded by one wide multiplication each. The table is
/// only ever asked for a key, so its order never shows, and nobody outside chooses keys.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeyHasher;

impl BuildHasher for KeyHasher {
    type Hasher = Folded;

    fn build_hasher(&self) -> Folded {
        Folded(0)
    }
}

/// The running hash of a [`Key`].
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

    fn write_u64(&mut self, word: u64) {
        // The golden ratio, as in SplitMix64.
        let wide = u128::from(self.0 ^ word ^ 0x517c_c1b7_2722_0a95) * 0x9e37_79b9_7f4a_7c15;
        #[expect(clippy::cast_possible_truncation, reason = "both halves are folded together")]
        let folded = (wide >> 64) as u64 ^ wide as u64;
        self.0 = folded;
    }
}

/// A key, and what the state has already paid: its value is that of the key less this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyed {
    pub key: Key,
    /// Cents of labour and remedies that the key leaves out.
    pub paid: i64,
}

/// Bits of a beat's place: the format's 4,096 beats.
const PLACE_BITS: u32 = 12;

/// What the conditions that lead somewhere ask for.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    acts: u64,
    flags: u64,
    after_justice: bool,
    after_money: bool,
}

/// Makes the keys of one scenario's states.
#[derive(Debug, Clone)]
pub struct Keys {
    asked: Asked,
    labour_tick: i64,
    /// The most ticks that the talk can go on from each beat; `None` where it can go round.
    ticks_left: Vec<Option<u32>>,
    clock_max: u32,
    /// Acts of the talk that can still come from each beat on, the beat's own among them.
    acts_left: Vec<u64>,
    /// A move of the days after holds a fix.
    late_fix: bool,
    /// Half-ticks of felt delay that cost nothing.
    tolerance: u8,
    /// Compensation above this level costs loyalty.
    over_level: u8,
}

impl Keys {
    /// Keys for these rules; `None` where the conditions name more acts and flags than a key holds (51).
    pub fn new(rules: &Rules<'_>) -> Option<Self> {
        Self::watching(rules, &[])
    }

    /// Keys that also tell apart what these conditions ask about, each with whether it stands in the days after: for a walk that
    /// wants to know what is said.
    pub fn watching(rules: &Rules<'_>, also: &[(&Condition, bool)]) -> Option<Self> {
        let scenario = rules.scenario;
        let c = rules.mind().coefficients;
        let mut asked = asked(scenario);
        for (when, after) in also {
            asked.add(when, *after);
        }
        let bits = asked.acts.count_ones() + asked.flags.count_ones() + PLACE_BITS + 1;
        let ticks = |beat: &Beat| {
            let most = beat
                .moves
                .iter()
                .map(|mv| mv.acts.ticks(c))
                .map(|(active, idle)| active + idle)
                .max();
            most.and_then(|ticks| u32::try_from(ticks).ok()).unwrap_or(0)
        };
        (bits <= u64::BITS).then(|| Self {
            asked,
            labour_tick: rules.setup.policy.labour_tick,
            ticks_left: longest(scenario, &ticks),
            clock_max: u32::try_from(c.clock_max).unwrap_or(0),
            acts_left: acts_left(scenario),
            late_fix: scenario
                .moves()
                .any(|(beat, mv)| beat.day.is_some() && mv.acts.has(ActKind::Fix)),
            tolerance: u8::try_from(2 * c.tolerance_ticks[rules.mind().profile.tie as usize]).unwrap_or(u8::MAX),
            over_level: u8::try_from(c.over_level).unwrap_or(0),
        })
    }

    /// The key of a state that is not over.
    pub fn key(&self, rules: &Rules<'_>, s: &State) -> Keyed {
        let at = place(s);
        let (mind, paid) = self.mind(rules, s);
        let granted = s.granted && s.in_talk(); // in the days after nothing is barred
        let mut rest = (at as u64) << 1 | u64::from(granted);
        rest = rest << self.asked.acts.count_ones() | gathered(s.done, self.asked.acts);
        rest = rest << self.asked.flags.count_ones() | gathered(s.flags, self.asked.flags);
        Keyed {
            key: Key(mind.pack(), rest),
            paid,
        }
    }

    /// The state that stands for all of this one's key: what the key leaves out is as if it had never been. Playing from it
    /// leads where playing from the state itself leads.
    pub fn merged(&self, rules: &Rules<'_>, s: &State) -> State {
        State {
            mind: self.mind(rules, s).0,
            place: s.place,
            done: s.done & self.asked.acts,
            flags: s.flags & self.asked.flags,
            granted: s.granted && s.in_talk(),
        }
    }

    fn mind(&self, rules: &Rules<'_>, s: &State) -> (customer::State, i64) {
        match s.mind {
            customer::State::Open(encounter) => self.talk(encounter, place(s)),
            customer::State::After(aftercare) => self.after(rules, s, aftercare),
            over => (over, 0),
        }
    }

    fn talk(&self, mut e: Encounter, at: usize) -> (customer::State, i64) {
        let mut paid = 0;
        if self.ticks_left[at].is_some_and(|left| u32::from(e.clock) + left < self.clock_max) {
            paid = i64::from(e.clock) * self.labour_tick;
            e.clock = 0;
        }
        if e.fix == Progress::Fixed && e.delay <= self.tolerance {
            e.delay = 0;
        }
        if e.apologies >= 2 {
            e.late = false;
        }
        if e.paraphrase && e.listen == 2 && self.acts_left[at] & ActKind::Interrupt.bit() == 0 {
            e.listen = 1;
        }
        (customer::State::Open(e), paid)
    }

    fn after(&self, rules: &Rules<'_>, s: &State, mut a: Aftercare) -> (customer::State, i64) {
        let mut paid = i64::from(a.clock) * self.labour_tick;
        a.clock = 0;
        a.deviations = 0;
        if !self.asked.after_justice {
            a.ij = 0;
            a.pj = 0;
            if a.fix == Progress::Fixed || !self.late_fix {
                a.dj = 0;
            }
        }
        if !self.asked.after_money {
            paid += rules.spent(s);
            a.misses = 0;
            a.gift = false;
            if a.level <= self.over_level {
                a.level = 0;
            }
            a.kind = CompensationKind::Money;
        }
        (customer::State::After(a), paid)
    }
}

/// What the conditions of moves and branches ask for; lines and replies lead nowhere.
fn asked(scenario: &Scenario) -> Asked {
    let mut asked = Asked::default();
    for (beat, mv) in scenario.moves() {
        for when in std::iter::once(&mv.when).chain(mv.branches.iter().map(|branch| &branch.when)) {
            // A branch is tried after its move, when the talk may just have been closed: it asks of both.
            asked.add(when, beat.day.is_some());
        }
    }
    asked
}

impl Asked {
    fn add(&mut self, when: &Condition, after: bool) {
        let always = Condition::default();
        self.acts |= when.done | when.not_done;
        self.flags |= when.flags | when.no_flags;
        self.after_justice |= after && (when.loss != always.loss || when.dread != always.dread);
        self.after_money |= after && when.money.is_some();
    }
}

/// The number of a state's beat.
fn place(s: &State) -> usize {
    match s.place {
        Place::Beat(id) => id.index(),
        Place::End => (1 << PLACE_BITS) - 1,
    }
}

/// The beats of the talk that a beat's moves can lead to.
fn next_in_talk<'s>(scenario: &'s Scenario, beat: &'s Beat) -> impl Iterator<Item = usize> + 's {
    let targets = beat
        .moves
        .iter()
        .flat_map(|mv| mv.branches.iter().map(|branch| branch.to).chain([mv.next]));
    targets.filter_map(|target| match target {
        Target::Beat(id) if scenario.beat(id).day.is_none() => Some(id.index()),
        _ => None,
    })
}

/// The most ticks of talk from each beat on; `None` for those that lead into a circle.
fn longest(scenario: &Scenario, ticks: &impl Fn(&Beat) -> u32) -> Vec<Option<u32>> {
    // Longest paths by repeated passes: without a circle nothing grows any more after as many passes as there are beats.
    let count = scenario.beats.len();
    let mut left: Vec<u32> = scenario.beats.iter().map(ticks).collect();
    let mut growing = vec![false; count];
    for _ in 0..=count {
        growing = vec![false; count];
        for at in 0..count {
            let beat = &scenario.beats[at];
            let most = next_in_talk(scenario, beat)
                .map(|next| left[next])
                .max()
                .unwrap_or(0)
                .saturating_add(ticks(beat));
            if most > left[at] {
                left[at] = most;
                growing[at] = true;
            }
        }
    }
    // What still grows lies on or before a circle; so does everything that leads there.
    loop {
        let before: Vec<usize> = (0..count)
            .filter(|&at| !growing[at] && next_in_talk(scenario, &scenario.beats[at]).any(|next| growing[next]))
            .collect();
        if before.is_empty() {
            break;
        }
        for at in before {
            growing[at] = true;
        }
    }
    left.into_iter()
        .zip(growing)
        .map(|(ticks, growing)| (!growing).then_some(ticks))
        .collect()
}

/// The acts that can still be performed in the talk from each beat on.
fn acts_left(scenario: &Scenario) -> Vec<u64> {
    let own = |beat: &Beat| beat.moves.iter().fold(0, |set, mv| set | mv.acts.set());
    let mut acts: Vec<u64> = scenario.beats.iter().map(own).collect();
    loop {
        let mut grown = false;
        for at in 0..acts.len() {
            let all = next_in_talk(scenario, &scenario.beats[at]).fold(acts[at], |set, next| set | acts[next]);
            grown |= all != acts[at];
            acts[at] = all;
        }
        if !grown {
            return acts;
        }
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
