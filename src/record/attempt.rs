//! A kept drill as practice looks at it.

use super::{Entry, Kept};
use crate::practice::{Attempt, Moment};

impl Kept {
    /// What practice makes of this drill; `None` where it was not judged.
    #[must_use]
    pub fn attempt(&self) -> Option<Attempt> {
        let judged = self.judged.as_ref()?;
        let helped = |entry: &Entry| matches!(entry, Entry::Undid | Entry::Hinted);
        Some(Attempt {
            drill: self.begun.id.0,
            at: self.begun.at,
            record: self.record(),
            stood: self.stood(),
            helped: self.entries.iter().any(helped),
            tier: judged.tier,
            accuracy: judged.accuracy,
            moments: judged
                .moves
                .iter()
                .map(|judged| Moment {
                    beat: judged.beat,
                    mistake: judged.mistake,
                })
                .collect(),
        })
    }

    /// How many choices stood already when it was begun.
    #[must_use]
    pub fn stood(&self) -> usize {
        self.begun.retry_of.map_or(0, |(_, stood)| usize::from(stood))
    }
}
