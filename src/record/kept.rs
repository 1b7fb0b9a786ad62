//! A drill as the store takes it in and gives it back.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{DrillId, Judged, PersonId};
use crate::drill::{Choice, Record, ReplayError, Setup};
use crate::scenario::{Scenario, ScenarioHash};
use crate::session::{Mode, Pace, Reflection, Solo, Sure};

/// What is known when a drill begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begun {
    pub id: DrillId,
    /// `None`: somebody who gave no name.
    pub person: Option<PersonId>,
    /// The scenario's id and hash; its text is kept once for all drills that were played with it.
    pub scenario: String,
    pub hash: ScenarioHash,
    pub setup: Setup,
    pub seed: u64,
    pub mode: Mode,
    pub pace: Pace,
    pub at: Timestamp,
    /// The drill that was taken up again, and how many of its choices stood: they are this drill's first entries.
    pub retry_of: Option<(DrillId, u16)>,
    /// How sure the trainee felt in the briefing.
    pub sure_before: Option<Sure>,
}

/// What is appended to a drill while it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// A choice, after this long a time of thinking.
    Chose { choice: Choice, thought_millis: u32 },
    /// The last choice that stands was taken back.
    Undid,
    /// A hint was asked for.
    Hinted,
}

/// A drill as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    pub begun: Begun,
    pub entries: Vec<Entry>,
    /// When it was ended; `None`: it is open and can be taken up again.
    pub ended: Option<Timestamp>,
    /// `None`: open, left unfinished, or not judged yet (a scenario too large to be solved stays so).
    pub judged: Option<Judged>,
    pub reflection: Reflection,
}

impl Kept {
    /// The choices that stand: what was taken back is gone.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        let mut standing = Vec::new();
        for entry in &self.entries {
            match entry {
                Entry::Chose { choice, .. } => standing.push(*choice),
                Entry::Undid => {
                    standing.pop();
                }
                Entry::Hinted => {}
            }
        }
        standing
    }

    /// How many hints were asked for.
    #[must_use]
    pub fn hints(&self) -> u32 {
        let hints = self.entries.iter().filter(|entry| **entry == Entry::Hinted);
        u32::try_from(hints.count()).unwrap_or(u32::MAX)
    }

    /// Goes on with this drill, where it stands, with the scenario as it was begun.
    ///
    /// # Errors
    /// Where it is not a drill of this scenario.
    pub fn go_on(&self, scenario: &Arc<Scenario>) -> Result<Solo, ReplayError> {
        let begun = &self.begun;
        let kept = begun.retry_of.map(|(_, from)| usize::from(from));
        Solo::go_on(scenario, &self.record(), begun.mode, begun.pace, kept, self.hints())
    }

    /// The drill's inputs, to be replayed.
    #[must_use]
    pub fn record(&self) -> Record {
        Record {
            scenario: self.begun.scenario.clone(),
            hash: self.begun.hash,
            setup: self.begun.setup.clone(),
            seed: self.begun.seed,
            choices: self.choices(),
        }
    }
}
