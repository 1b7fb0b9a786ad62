//! One drill being played: rules, seed, choices; everything else follows by replay.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::choice::{Choice, Offer, Refusal, Transition};
use super::order::shown_order;
use super::rules::Rules;
use super::setup::{Setup, TRAIT_BYTES};
use super::state::State;
use crate::customer::chance::{Bytes, Stream};
use crate::scenario::{Scenario, ScenarioHash};

/// What a drill is stored as: its inputs. The same record under the same scenario is the same drill on every machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub scenario: String,
    pub hash: ScenarioHash,
    pub setup: Setup,
    pub seed: u64,
    pub choices: Vec<Choice>,
}

/// Why a record cannot be replayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplayError {
    /// It was played with another text of the scenario.
    OtherVersion { recorded: ScenarioHash, here: ScenarioHash },
    /// It begins somewhere that the scenario does not have; the sentence says what is wrong.
    Begin(String),
    /// A choice is refused. Counted from 1.
    Refused {
        number: usize,
        choice: Choice,
        refusal: Refusal,
    },
}

impl std::fmt::Display for ReplayError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OtherVersion { recorded, here } => write!(
                f,
                "the drill was played with another version of the scenario: recorded {recorded}, here {here}"
            ),
            Self::Begin(why) => write!(f, "the drill cannot be played: {why}"),
            Self::Refused {
                number,
                choice,
                refusal,
            } => {
                write!(f, "choice {number} ({choice:?}) cannot be played: {refusal:?}")
            }
        }
    }
}

impl std::error::Error for ReplayError {}

/// A choice with what it led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub choice: Choice,
    pub before: State,
    pub transition: Transition,
}

/// A drill that is being played or was played.
#[derive(Debug, Clone)]
pub struct Drill {
    pub scenario: Arc<Scenario>,
    pub setup: Setup,
    pub seed: u64,
    stream: Stream,
    state: State,
    steps: Vec<Step>,
}

impl Drill {
    /// A drill before its first move.
    #[must_use]
    pub fn start(scenario: &Arc<Scenario>, setup: Setup, seed: u64) -> Self {
        let mut stream = Stream::new(seed);
        for _ in 0..TRAIT_BYTES {
            stream.byte();
        }
        let state = Rules::new(scenario, &setup).start();
        Self {
            scenario: Arc::clone(scenario),
            setup,
            seed,
            stream,
            state,
            steps: Vec::new(),
        }
    }

    /// The rules of this drill.
    #[must_use]
    pub fn rules(&self) -> Rules<'_> {
        Rules::new(&self.scenario, &self.setup)
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// What was chosen so far.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether nothing more can be chosen.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.state.is_over()
    }

    /// The moves on offer, in the order in which this drill shows them.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        let mut offers: Vec<Offer> = self.rules().offers(&self.state).collect();
        if let Some(beat) = self.rules().beat(&self.state) {
            let count = self.scenario.beat(beat).moves.len();
            let order = shown_order(self.seed, beat, count);
            offers.sort_by_key(|offer| order.iter().position(|&index| index == usize::from(offer.index)));
        }
        offers
    }

    /// The injects that can be brought now, as places in the scenario's list.
    #[must_use]
    pub fn injects(&self) -> Vec<u8> {
        let rules = self.rules();
        let all = self.scenario.injects.iter().zip(0..);
        let free = all.filter(|(inject, at)| {
            let brought = self.steps.iter().any(|step| step.choice == Choice::Inject(*at));
            !brought && rules.brings(&self.state, inject)
        });
        free.map(|(_, at)| at).collect()
    }

    /// Plays a choice.
    ///
    /// # Errors
    /// Why it is refused; the drill is as it was then, chance included.
    pub fn choose(&mut self, choice: Choice) -> Result<&Step, Refusal> {
        // A state does not remember it: whoever solves never brings an inject, and states that differ in nothing else shall be one.
        if matches!(choice, Choice::Inject(_)) && self.steps.iter().any(|step| step.choice == choice) {
            return Err(Refusal::Brought);
        }
        let transition = Rules::new(&self.scenario, &self.setup).play(&self.state, choice, &mut self.stream)?;
        let before = std::mem::replace(&mut self.state, transition.next);
        self.steps.push(Step {
            choice,
            before,
            transition,
        });
        Ok(self.steps.last().expect("a step was just pushed"))
    }

    /// The drill before its last move: waits and injects after it are taken back with it. Chance falls again as it fell.
    #[must_use]
    pub fn undone(&self) -> Self {
        let moved = |step: &Step| matches!(step.choice, Choice::Move(_));
        let keep = self.steps.iter().rposition(moved).unwrap_or(0);
        self.first(keep)
    }

    /// The drill after its first `count` choices.
    #[must_use]
    pub fn first(&self, count: usize) -> Self {
        let mut drill = Self::start(&self.scenario, self.setup.clone(), self.seed);
        for step in self.steps.iter().take(count) {
            drill
                .choose(step.choice)
                .expect("a choice that was accepted is accepted again");
        }
        drill
    }

    /// The inputs of this drill.
    #[must_use]
    pub fn record(&self) -> Record {
        Record {
            scenario: self.scenario.id.clone(),
            hash: self.scenario.hash,
            setup: self.setup.clone(),
            seed: self.seed,
            choices: self.steps.iter().map(|step| step.choice).collect(),
        }
    }

    /// Plays a record again.
    ///
    /// # Errors
    /// Another version of the scenario, a beginning that it does not have, or a choice that the rules refuse.
    pub fn replay(scenario: &Arc<Scenario>, record: &Record) -> Result<Self, ReplayError> {
        if record.hash != scenario.hash {
            return Err(ReplayError::OtherVersion {
                recorded: record.hash,
                here: scenario.hash,
            });
        }
        if let Some(begin) = &record.setup.begin {
            begin.state(scenario).map_err(ReplayError::Begin)?;
        }
        let mut drill = Self::start(scenario, record.setup.clone(), record.seed);
        for (&choice, number) in record.choices.iter().zip(1..) {
            drill.choose(choice).map_err(|refusal| ReplayError::Refused {
                number,
                choice,
                refusal,
            })?;
        }
        Ok(drill)
    }
}
