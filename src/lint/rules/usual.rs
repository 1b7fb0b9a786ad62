//! The usual best move of each beat: best in most of the states that drills can come to.

use crate::drill::Place;
use crate::lint::customer::Customer;
use crate::scenario::{BeatId, Scenario};

/// How often each move of a beat was best.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    best: [u64; 5],
    /// Two moves or more could be chosen at least once.
    choice: bool,
}

/// Counts over the likeliest customer of each temper.
#[derive(Debug, Clone)]
pub struct Usual(Vec<(BeatId, Counts)>);

impl Usual {
    pub fn nothing(scenario: &Scenario) -> Self {
        Self(scenario.beat_ids().map(|beat| (beat, Counts::default())).collect())
    }

    /// What one customer's states say.
    pub fn of(customer: &mut Customer<'_, '_>) -> Self {
        let mut usual = Self::nothing(customer.case.scenario);
        let rules = *customer.solver.rules();
        for state in customer.reach.states() {
            let Place::Beat(beat) = state.place else { continue };
            let (_, counts) = &mut usual.0[beat.index()];
            if !counts.choice {
                counts.choice = rules.offers(state).filter(|offer| offer.barred.is_none()).count() > 1;
            }
            if let Ok(Some(best)) = customer.solver.solve(state).map(|solved| solved.choice) {
                counts.best[usize::from(best)] += 1;
            }
        }
        usual
    }

    pub fn add(&mut self, other: &Self) {
        for ((_, sum), (_, one)) in self.0.iter_mut().zip(&other.0) {
            sum.choice |= one.choice;
            for (sum, one) in sum.best.iter_mut().zip(one.best) {
                *sum += one;
            }
        }
    }

    /// The beats where there is something to choose, each with its usual best move: of several the one written first.
    pub fn best_moves(&self) -> Vec<(BeatId, usize)> {
        let there = self.0.iter().filter(|(_, counts)| counts.choice);
        there
            .filter_map(|(beat, counts)| {
                let best = (0..counts.best.len()).max_by_key(|&at| (counts.best[at], std::cmp::Reverse(at)))?;
                (counts.best[best] > 0).then_some((*beat, best))
            })
            .collect()
    }
}
