//! What of a drill's memory is still asked about from each beat on. What nothing asks about any more is forgotten: it leads
//! nowhere else, so states that differ in it are worth the same.

use crate::customer::{ActKind, Temper};
use crate::drill::{Rules, State};
use crate::scenario::{Beat, BeatId, Condition, Move, Target};

/// Acts done, flags set and the manager's yes, as far as they are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Memory {
    /// One bit an act, and [`GRANTED`].
    done: u64,
    flags: u64,
}

/// The manager's yes, beside the acts: there are 34 of those.
const GRANTED: u64 = 1 << 63;

impl Memory {
    fn of(s: &State) -> Self {
        Self {
            done: s.done | if s.granted { GRANTED } else { 0 },
            flags: s.flags,
        }
    }

    /// A state that remembers this.
    pub const fn recalled(self, s: State) -> State {
        State {
            done: self.done & !GRANTED,
            flags: self.flags,
            granted: self.granted(),
            ..s
        }
    }

    /// The manager said yes, as far as it matters.
    pub const fn granted(self) -> bool {
        self.done & GRANTED != 0
    }

    /// What is remembered after a move and the manager's answer.
    pub fn with(self, mv: &Move, granted: bool) -> Self {
        Self {
            done: self.done | mv.acts.set() | if granted { GRANTED } else { 0 },
            flags: self.flags | mv.sets,
        }
    }

    /// Whether a condition may hold, whatever the customer feels.
    pub fn allows(&self, when: &Condition, temper: Temper) -> bool {
        self.done & when.done == when.done
            && self.done & when.not_done == 0
            && self.flags & when.flags == when.flags
            && self.flags & when.no_flags == 0
            && when.granted.is_none_or(|granted| granted == self.granted())
            && when.tempers & (1 << temper as u8) != 0
    }

    /// Whether a condition holds, whatever the customer feels.
    pub fn settles(&self, when: &Condition, temper: Temper) -> bool {
        let always = Condition::default();
        let felt = (when.anger, when.loss, when.dread) != (always.anger, always.loss, always.dread);
        let more = when.money.is_some() || when.settled.is_some() || when.promised.is_some();
        !felt && !more && self.allows(when, temper)
    }
}

/// What is asked about at a beat, and what its moves take.
#[derive(Debug, Clone, Default)]
struct Asked {
    memory: Memory,
    /// When its moves are on offer, each with whether it may be barred then.
    moves: Vec<(Condition, bool)>,
    in_talk: bool,
    ticks: u32,
}

/// What is asked about from each beat on.
#[derive(Debug, Clone)]
pub struct Live {
    beats: Vec<Asked>,
    temper: Temper,
}

impl Live {
    /// Looks at a scenario's moves and branches under a setup.
    pub fn of(rules: &Rules<'_>) -> Self {
        let scenario = rules.scenario;
        let mut beats: Vec<Asked> = scenario.beats.iter().map(|beat| asked(rules, beat)).collect();
        // What is asked about later is remembered now: until nothing is added any more.
        loop {
            let mut grown = false;
            for (at, beat) in scenario.beats.iter().enumerate() {
                let mut all = beats[at].memory;
                for next in next(beat) {
                    all.done |= beats[next].memory.done;
                    all.flags |= beats[next].memory.flags;
                }
                grown |= all != beats[at].memory;
                beats[at].memory = all;
            }
            if !grown {
                break;
            }
        }
        Self {
            beats,
            temper: rules.setup.temper,
        }
    }

    /// What of a memory is kept at a beat.
    pub fn kept(&self, beat: BeatId, memory: &Memory) -> Memory {
        let asked = self.beats[beat.index()].memory;
        Memory {
            done: memory.done & asked.done,
            flags: memory.flags & asked.flags,
        }
    }

    /// What a state at this beat remembers.
    pub fn memory(&self, beat: BeatId, s: &State) -> Memory {
        self.kept(beat, &Memory::of(s))
    }

    /// Whether all moves may be barred or not on offer, so that only waiting is left.
    pub fn may_be_stuck(&self, beat: BeatId, memory: &Memory) -> bool {
        let asked = &self.beats[beat.index()];
        let free =
            |(when, may_bar): &(Condition, bool)| (!may_bar || memory.granted()) && memory.settles(when, self.temper);
        asked.in_talk && !asked.moves.iter().any(free)
    }

    /// The most ticks of talk that a move of a beat takes.
    pub fn ticks(&self, beat: BeatId) -> u32 {
        self.beats[beat.index()].ticks
    }
}

/// The acts that cost money.
const COSTLY: u64 = ActKind::Fix.bit() | ActKind::Compensate.bit() | ActKind::Gesture.bit();

fn asked(rules: &Rules<'_>, beat: &Beat) -> Asked {
    let in_talk = beat.day.is_none();
    let mut asked = Asked {
        in_talk,
        ..Asked::default()
    };
    for mv in &beat.moves {
        for when in std::iter::once(&mv.when).chain(mv.branches.iter().map(|branch| &branch.when)) {
            asked.memory.done |= when.done | when.not_done;
            asked.memory.flags |= when.flags | when.no_flags;
            if when.granted.is_some() {
                asked.memory.done |= GRANTED;
            }
        }
        let may_bar = in_talk && mv.acts.set() & (COSTLY | rules.setup.policy.approval) != 0;
        asked.moves.push((mv.when.clone(), may_bar));
        if may_bar {
            asked.memory.done |= GRANTED;
        }
        if in_talk {
            let (active, idle) = mv.acts.ticks(rules.mind().coefficients);
            asked.ticks = asked.ticks.max(u32::try_from(active + idle).unwrap_or(0));
        }
    }
    asked
}

/// The beats that a beat's moves can lead to.
pub fn next(beat: &Beat) -> impl Iterator<Item = usize> + '_ {
    let targets = beat
        .moves
        .iter()
        .flat_map(|mv| mv.branches.iter().map(|branch| branch.to).chain([mv.next]));
    targets.filter_map(|target| match target {
        Target::Beat(id) => Some(id.index()),
        Target::End => None,
    })
}
