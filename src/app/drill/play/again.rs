//! A drill once more: from its beginning, with another customer, or from one of its decisions on.

use super::{Play, felt_now};
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
        Self::start(&self.drill().scenario, self.policy.clone(), options)
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
        play.stand();
        debug_assert_eq!(play.felt, felt_now(&play.solo));
        Some(play)
    }
}
