//! A drill as exports look at it: each choice with when it was made, whether it stands, and what it was worth.

use jiff::{SignedDuration, Timestamp};

use super::super::{Entry, JudgedMove, Kept};
use crate::drill::Choice;
use crate::scenario::{Beat, Move, Scenario};

/// A drill with what is known around it.
#[derive(Debug, Clone, Copy)]
pub struct Exported<'a> {
    pub kept: &'a Kept,
    /// The person's name, where it is known and wanted.
    pub name: Option<&'a str>,
    /// Only where it is to be told to a Learning Record Store: without it the person is told by their id.
    pub mail: Option<&'a str>,
    /// The scenario as it was played, where it can still be read: without it moves are told by their numbers.
    pub scenario: Option<&'a Scenario>,
}

/// A choice that was made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision<'a> {
    /// Its place among the drill's entries.
    pub entry: usize,
    pub choice: Choice,
    pub thought_millis: u32,
    /// The drill's beginning and all thinking up to here: when it was made, as far as that is known.
    pub at: Timestamp,
    /// It was made in the drill that this one took up again.
    pub stood: bool,
    /// It was taken back later.
    pub undone: bool,
    /// What it was worth; `None` where it was taken back or not judged.
    pub judged: Option<JudgedMove>,
    pub beat: Option<&'a Beat>,
    /// The move in the scenario; `None` where time passed, or it is not known.
    pub mv: Option<&'a Move>,
}

impl<'a> Exported<'a> {
    /// A drill of which nothing more is known.
    #[must_use]
    pub const fn bare(kept: &'a Kept) -> Self {
        Self {
            kept,
            name: None,
            mail: None,
            scenario: None,
        }
    }

    /// The choices in the order in which they were made.
    #[must_use]
    pub fn decisions(&self) -> Vec<Decision<'a>> {
        let stood = self.kept.stood();
        let mut decisions: Vec<Decision<'a>> = Vec::new();
        // Places in `decisions` of the choices that stand.
        let mut standing: Vec<usize> = Vec::new();
        let mut thought = SignedDuration::ZERO;
        for (entry, what) in self.kept.entries.iter().enumerate() {
            match *what {
                Entry::Chose { choice, thought_millis } => {
                    let inherited = entry < stood;
                    if !inherited {
                        thought += SignedDuration::from_millis(i64::from(thought_millis));
                    }
                    standing.push(decisions.len());
                    decisions.push(Decision {
                        entry,
                        choice,
                        thought_millis,
                        at: self.kept.begun.at.saturating_add(thought).unwrap_or(self.kept.begun.at),
                        stood: inherited,
                        undone: false,
                        judged: None,
                        beat: None,
                        mv: None,
                    });
                }
                Entry::Undid => {
                    if let Some(decision) = standing.pop().and_then(|at| decisions.get_mut(at)) {
                        decision.undone = true;
                    }
                }
                Entry::Hinted => {}
            }
        }
        let judged = self.kept.judged.iter().flat_map(|judged| &judged.moves);
        for (at, judged) in standing.into_iter().zip(judged) {
            let Some(decision) = decisions
                .get_mut(at)
                .filter(|decision| decision.choice == judged.choice)
            else {
                continue;
            };
            decision.judged = Some(*judged);
            decision.beat = self
                .scenario
                .and_then(|scenario| scenario.beats.get(usize::from(judged.beat)));
            if let (Some(beat), Choice::Move(index)) = (decision.beat, judged.choice) {
                decision.mv = beat.moves.get(usize::from(index));
            }
        }
        decisions
    }

    /// Hints that were asked for.
    #[must_use]
    pub fn hints(&self) -> usize {
        let hint = |entry: &&Entry| matches!(entry, Entry::Hinted);
        self.kept.entries.iter().filter(hint).count()
    }

    /// Whether a drill that was ended came to its end; `None` where that cannot be said: it was neither judged nor can it be replayed.
    #[must_use]
    pub fn is_over(&self) -> Option<bool> {
        if let Some(scenario) = self.scenario {
            let scenario = std::sync::Arc::new(scenario.clone());
            let drill = crate::drill::Drill::replay(&scenario, &self.kept.record()).ok()?;
            return Some(drill.is_over());
        }
        self.kept.judged.is_some().then_some(true)
    }
}

impl Decision<'_> {
    /// The move's id, or "wait", or its number where the scenario is not known: "move-2", from 1.
    #[must_use]
    pub fn response(&self) -> String {
        match (self.choice, self.mv) {
            (Choice::Wait, _) => "wait".to_owned(),
            (Choice::Inject(index), _) => format!("inject-{}", u16::from(index) + 1),
            (Choice::Move(_), Some(mv)) => mv.id.clone(),
            (Choice::Move(index), None) => format!("move-{}", u16::from(index) + 1),
        }
    }

    /// The beat's id, or its number where the scenario is not known: "beat-3", from 1; empty where that is not known either.
    #[must_use]
    pub fn place(&self) -> String {
        match (self.beat, self.judged) {
            (Some(beat), _) => beat.id.clone(),
            (None, Some(judged)) => format!("beat-{}", u32::from(judged.beat) + 1),
            (None, None) => String::new(),
        }
    }
}
