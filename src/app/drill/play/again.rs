//! A drill once more: from its beginning, with another customer, or from one of its decisions on; and the stage as it stood there.

use std::sync::Arc;

use super::{Noise, Origin, Phase, Play, day_now, day_of, felt_now};
use crate::drill::{Speaker, Utterance};
use crate::scenario::{Policy, Scenario};
use crate::session::{Mode, Options, Solo};

impl Play {
    /// The same drill from where it was started or taken up.
    #[must_use]
    pub fn again(&self) -> Self {
        self.solo()
            .retried_from()
            .and_then(|number| self.retry(number - 1))
            .unwrap_or_else(|| self.with_options(self.options))
    }

    /// The same scenario with another customer of its kind.
    #[must_use]
    pub fn with_seed(&self, seed: u64) -> Self {
        self.with_options(Options { seed, ..self.options })
    }

    fn with_options(&self, options: Options) -> Self {
        let mut play = match &self.drill().setup.begin {
            // Where it was begun in the middle it begins there again, and the customer is the same.
            Some(_) => return self.retry(0).unwrap_or_else(|| self.clone()),
            None => Self::start(&self.drill().scenario, self.policy.clone(), options),
        };
        play.is_test = self.is_test;
        play
    }

    /// The same drill in another version of its scenario, with a word about how much of it could be kept.
    #[must_use]
    pub fn carried(&self, scenario: &Arc<Scenario>, policy: Policy) -> Self {
        let carried = self.solo.carried(scenario, policy.clone());
        let mut play = Self::with(carried.solo, policy, self.options);
        // What came of it is no drill that anybody took.
        play.is_test = true;
        play.stand();
        if play.drill().is_over() {
            play.phase = Phase::Ended;
        }
        let words = if carried.kept == carried.of {
            "The scenario was changed: you go on where you were.".to_owned()
        } else {
            format!(
                "The scenario was changed: of your {} moves the first {} can still be made.",
                carried.of, carried.kept
            )
        };
        play.captions.push(Utterance {
            speaker: Speaker::Note,
            text: words,
        });
        play
    }

    /// The same drill as practice, from before the choice at this place on. `None` cannot be where the drill is one of its scenario.
    #[must_use]
    pub fn retry(&self, kept: usize) -> Option<Self> {
        let drill = self.drill();
        let solo = Solo::resume(&drill.scenario, &drill.record(), kept, self.options.pace).ok()?;
        let options = Options {
            mode: Mode::Practice,
            ..self.options
        };
        let mut play = Self::with(solo, self.policy.clone(), options);
        play.is_test = self.is_test;
        play.stand();
        Some(play)
    }

    /// A drill out of the records, where it stands.
    #[must_use]
    pub fn take_up(solo: Solo, policy: Policy, options: Options, origin: Origin) -> Self {
        let mut play = Self::with(solo, policy, options);
        play.origin = origin;
        play.stand();
        if play.drill().is_over() {
            play.phase = Phase::Ended;
        }
        play
    }

    /// Puts the decision on the stage that the drill stands at.
    pub(super) fn stand(&mut self) {
        self.cues.clear();
        self.captions.clear();
        self.echo = None;
        self.gesture = None;
        self.coming_gesture = None;
        self.leaving = 0.0;
        self.felt = felt_now(&self.solo);
        self.day = day_now(&self.solo);
        self.bubble = None;
        // What was said since the trainee last spoke stands there again; on another day, what was said on coming to it.
        let told = self.drill().transcript();
        let since = told
            .iter()
            .rposition(|said| matches!(said.speaker, Speaker::Trainee | Speaker::Step));
        let since = &told[since.map_or(0, |at| at + 1)..];
        let last = self.drill().steps().last();
        let is_new_day = last.is_some_and(|step| day_of(self.drill(), &step.before) != self.day);
        let arrival = since.len().saturating_sub(self.arrival());
        for (at, said) in since.iter().enumerate() {
            match said.speaker {
                Speaker::Customer if is_new_day && at < arrival => {}
                Speaker::Customer => self.speak(&said.text),
                Speaker::Scene | Speaker::Note => self.captions.push(said.clone()),
                Speaker::Trainee | Speaker::Step => {}
            }
        }
        if let Some(bubble) = &mut self.bubble {
            bubble.complete();
        }
        // What stands there again was heard before.
        self.noises.retain(|noise| *noise == Noise::Hush);
        self.offer();
    }
}
