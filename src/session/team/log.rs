//! All that need be kept of a session: how it started and the commands that were taken.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Command, Refused, Team};
use crate::drill::Setup;
use crate::scenario::{Scenario, ScenarioHash};

/// How a session starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    pub scenario: String,
    pub hash: ScenarioHash,
    pub setup: Setup,
    pub seed: u64,
    /// Votes are shown as soon as everybody present has voted; else when the facilitator says so.
    pub shows_by_itself: bool,
}

impl Start {
    /// A session under the scenario's own policy, with a customer drawn from the seed.
    #[must_use]
    pub fn new(scenario: &Scenario, seed: u64) -> Self {
        Self {
            scenario: scenario.id.clone(),
            hash: scenario.hash,
            setup: Setup::draw(scenario, scenario.policy.clone(), None, seed),
            seed,
            shows_by_itself: true,
        }
    }
}

/// A command that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// When it came, by the clock of whoever runs the session. Never less than the entry's before.
    pub at_millis: u64,
    pub command: Command,
}

/// A session as it is kept. It only ever grows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub start: Start,
    pub entries: Vec<Entry>,
}

/// Why a log is not one of this scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayFault {
    OtherVersion {
        kept: ScenarioHash,
        here: ScenarioHash,
    },
    /// An entry is refused. Counted from 1.
    Refused {
        number: usize,
        refused: Refused,
    },
}

impl std::fmt::Display for ReplayFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OtherVersion { kept, here } => write!(
                f,
                "the session was held with another version of the scenario: kept {kept}, here {here}"
            ),
            Self::Refused { number, refused } => write!(f, "entry {number} of the session cannot be taken: {refused}"),
        }
    }
}

impl std::error::Error for ReplayFault {}

impl Team {
    /// Takes all that stands in a log again.
    ///
    /// # Errors
    /// Where it was held with another version of the scenario, or an entry is refused.
    pub fn replay(scenario: &Arc<Scenario>, log: &Log) -> Result<Self, ReplayFault> {
        if log.start.hash != scenario.hash {
            return Err(ReplayFault::OtherVersion {
                kept: log.start.hash,
                here: scenario.hash,
            });
        }
        let mut team = Self::start(scenario, log.start.clone());
        for (entry, number) in log.entries.iter().zip(1..) {
            let taken = team.take(entry.at_millis, &entry.command);
            taken.map_err(|refused| ReplayFault::Refused { number, refused })?;
        }
        Ok(team)
    }
}
