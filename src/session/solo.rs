//! One person at a drill.

use std::sync::Arc;

use super::mode::Mode;
use super::pace::{Pace, Pacer};
use crate::customer::Temper;
use crate::drill::{Choice, Drill, Offer, Refusal, Setup, Utterance};
use crate::scenario::{Policy, Scenario};

/// How a drill is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    pub seed: u64,
    pub mode: Mode,
    pub pace: Pace,
    /// The customer's temper; `None` draws it.
    pub temper: Option<Temper>,
}

/// The most ticks that one call of [`Solo::pass`] plays: longer than any encounter.
const TICKS_MAX: u32 = 64;

/// What is left of the customer's patience.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ring {
    /// 0 (used up) ..= 1 (untouched).
    pub fraction: f32,
    /// Seconds of the customer's time, at the model's 15 s a tick.
    pub seconds: u32,
}

/// A drill in the hands of one person.
#[derive(Debug, Clone)]
pub struct Solo {
    drill: Drill,
    mode: Mode,
    pacer: Pacer,
}

impl Solo {
    /// Starts a drill.
    #[must_use]
    pub fn start(scenario: &Arc<Scenario>, policy: Policy, options: Options) -> Self {
        let setup = Setup::draw(scenario, policy, options.temper, options.seed);
        let drill = Drill::start(scenario, setup, options.seed);
        let mut solo = Self {
            drill,
            mode: options.mode,
            pacer: Pacer::new(options.pace),
        };
        solo.grant_reading(&solo.drill.opening());
        solo
    }

    /// The drill.
    #[must_use]
    pub const fn drill(&self) -> &Drill {
        &self.drill
    }

    /// How it is taken.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// How thinking time counts.
    #[must_use]
    pub const fn pace(&self) -> Pace {
        self.pacer.pace()
    }

    /// The moves on offer, in the order shown.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        self.drill.offers()
    }

    /// Plays the move at this place in the written list; what is said because of it.
    ///
    /// # Errors
    /// Why it is refused; nothing has happened then.
    pub fn choose(&mut self, index: u8) -> Result<Vec<Utterance>, Refusal> {
        self.play(Choice::Move(index))
    }

    /// Says nothing for a tick; what the customer says to that.
    ///
    /// # Errors
    /// Where there is nothing to wait for: in the days after, or when the drill is over.
    pub fn wait(&mut self) -> Result<Vec<Utterance>, Refusal> {
        self.play(Choice::Wait)
    }

    fn play(&mut self, choice: Choice) -> Result<Vec<Utterance>, Refusal> {
        self.drill.choose(choice)?;
        let said = self.drill.reaction(self.drill.steps().len() - 1);
        if choice != Choice::Wait {
            self.grant_reading(&said);
        }
        Ok(said)
    }

    /// Thinking time passes, in milliseconds; what the customer says about it. In the days after it does not count.
    pub fn pass(&mut self, millis: u64) -> Vec<Utterance> {
        if self.drill.is_over() || !self.drill.state().in_talk() {
            return Vec::new();
        }
        let mut said = Vec::new();
        for _ in 0..self.pacer.pass(millis).min(TICKS_MAX) {
            match self.play(Choice::Wait) {
                Ok(words) => said.extend(words),
                Err(_) => break, // the customer has left
            }
        }
        said
    }

    /// Takes the last move back, where the mode allows it; whether there was one.
    pub fn undo(&mut self) -> bool {
        if !self.mode.allows_undo() || self.drill.steps().is_empty() {
            return false;
        }
        self.drill = self.drill.undone();
        self.grant_reading(&[]);
        true
    }

    /// What is left of the customer's patience, the running tick included; `None` where waiting does not count.
    #[must_use]
    pub fn ring(&self) -> Option<Ring> {
        let (left, whole) = self.drill.rules().tolerance(self.drill.state())?;
        let left = (f32::from(left) - self.pacer.fraction()).max(0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=15 minutes")]
        let seconds = (left * 15.0).ceil() as u32;
        Some(Ring {
            fraction: left / f32::from(whole.max(1)),
            seconds,
        })
    }

    /// Whether thinking time counts now.
    #[must_use]
    pub fn is_counting(&self) -> bool {
        self.pacer.is_counting() && self.drill.state().in_talk() && !self.drill.is_over()
    }

    /// Grants time to read what was just said and the moves that are now on offer.
    fn grant_reading(&mut self, said: &[Utterance]) {
        let spoken: usize = said
            .iter()
            .map(|utterance| utterance.text.split_whitespace().count())
            .sum();
        let rules = self.drill.rules();
        let offered: usize = rules.beat(self.drill.state()).map_or(0, |beat| {
            let moves = &self.drill.scenario.beat(beat).moves;
            self.drill
                .offers()
                .iter()
                .map(|offer| moves[usize::from(offer.index)].say.words())
                .sum()
        });
        self.pacer.grant((spoken + offered) as u64);
    }
}
