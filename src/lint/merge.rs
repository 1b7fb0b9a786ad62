//! Which states are one for a walk that wants to know all that is offered, barred and said.
//!
//! The solver's merges leave what is felt as it is, so lines are chosen alike; on top of them a walk keeps apart what lines and
//! replies ask about.

use crate::customer;
use crate::drill::{Place, Rules, State};
use crate::scenario::Condition;
use crate::solve::{Keys, Skeleton, TooLarge};

/// The mind, the beat with the manager's yes, acts, flags.
pub type Key = (u64, u64, u64, u64);

/// Merges the states of one scenario.
pub struct Merge {
    keys: Keys,
    skeleton: Skeleton,
    acts: u64,
    flags: u64,
}

impl Merge {
    /// Merges that tell apart what moves, branches and these conditions ask about, each with whether it stands in the days after.
    ///
    /// # Errors
    /// [`TooLarge::Watched`].
    pub fn of(rules: &Rules<'_>, also: &[(&Condition, bool)]) -> Result<Self, TooLarge> {
        let mut skeleton = Skeleton::new(rules);
        skeleton.reach(rules, &rules.start())?;
        let moves = rules.scenario.moves();
        let own =
            moves.flat_map(|(_, mv)| std::iter::once(&mv.when).chain(mv.branches.iter().map(|branch| &branch.when)));
        let (mut acts, mut flags) = (0, 0);
        for when in own.chain(also.iter().map(|(when, _)| *when)) {
            acts |= when.done | when.not_done;
            flags |= when.flags | when.no_flags;
        }
        Ok(Self {
            keys: Keys::watching(rules, also),
            skeleton,
            acts,
            flags,
        })
    }

    /// The state that stands for all that are one with this, and its key. What it leaves out is as if it had never been: playing
    /// from it leads where playing from the state itself leads.
    pub fn merged(&self, rules: &Rules<'_>, s: &State) -> (Key, State) {
        let word = self
            .keys
            .key(&self.skeleton, rules, s)
            .expect("a walk stays where moves can lead, and is not over")
            .word;
        let merged = State {
            mind: customer::State::unpack(word).expect("a key's word is a mind"),
            done: s.done & self.acts,
            flags: s.flags & self.flags,
            ..*s
        };
        let at = match s.place {
            Place::Beat(beat) => beat.index() as u64,
            Place::End => u64::MAX >> 1,
        };
        (
            (word, at << 1 | u64::from(s.granted), merged.done, merged.flags),
            merged,
        )
    }
}
