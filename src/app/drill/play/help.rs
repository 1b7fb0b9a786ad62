//! Hints: what was asked for, and what is known of the best move.

use super::Play;
use crate::session::Hinted;

impl Play {
    /// Helps with this decision, where the mode allows it and the moves are there.
    pub fn hint(&mut self) {
        if self.is_open() {
            self.solo.hint();
        }
    }

    /// Whether the best move here was asked for and is not known yet.
    #[must_use]
    pub fn wants_best(&self) -> bool {
        let here = self.drill().state();
        self.solo.hinted() == Hinted::Move && self.best.as_ref().is_none_or(|(state, _)| state != here)
    }

    /// The best move's place in the written list, where it was asked for and is known.
    #[must_use]
    pub fn best_move(&self) -> Option<u8> {
        let (state, best) = self.best.as_ref()?;
        let is_here = self.solo.hinted() == Hinted::Move && state == self.drill().state();
        best.as_ref().ok().copied().flatten().filter(|_| is_here)
    }

    /// What the hints say that were asked for; `None`: none was.
    #[must_use]
    pub fn hint_words(&self) -> Option<String> {
        let need = self.solo.need()?.words(self.drill().scenario.customer.first_name());
        if self.solo.hinted() < Hinted::Move {
            return Some(need);
        }
        let known = self.best.as_ref().filter(|_| !self.wants_best());
        let more = match known {
            None => "Working out the best move…",
            Some((_, Ok(Some(_)))) => "The best move is marked.",
            Some((_, Ok(None))) => "No move on offer is better than the others.",
            Some((_, Err(_))) => "The best move is not known: this drill is too large to be solved.",
        };
        Some(format!("{need} {more}"))
    }
}
