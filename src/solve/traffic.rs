//! How trainees go through a scenario, as exact shares: for maps of drills that nobody has played yet.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::follow::share;
use super::solver::{Solver, TooLarge};
use crate::customer::chance::branches;
use crate::drill::{Choice, Place, State, TIMES};
use crate::scenario::BeatId;

/// What became of one move of a beat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passage {
    pub beat: BeatId,
    /// The move's place in its written list.
    pub index: u8,
    /// Where it led; `None`: the drill was over.
    pub to: Option<BeatId>,
    /// How often in a drill, in the mean. Above 1 only where a drill comes by more than once.
    pub share: f64,
    /// Points that those lose who take it, in the mean, 0..=100.
    pub lost: f64,
}

/// What a trainee does who chooses anything, each move that can be chosen with the same chance, by exact expectation: every passage that
/// can happen, by beat and move. `None` where drills pass through more than `states_max` states.
///
/// # Errors
/// [`TooLarge`].
///
/// ```
/// use bounceback::drill::{Rules, Setup};
/// use bounceback::scenario::{read, template};
/// use bounceback::solve::{Solver, traffic};
///
/// let scenario = read(&template("cake")).scenario.expect("the template is valid");
/// let setup = Setup::typical(&scenario, scenario.policy.clone());
/// let passages = traffic(&mut Solver::new(Rules::new(&scenario, &setup)), 100_000).expect("small").expect("few states");
/// let first: f64 = passages.iter().filter(|passage| passage.beat == scenario.start).map(|passage| passage.share).sum();
/// assert!((first - 1.0).abs() < 1e-9, "everybody passes the first beat once");
/// ```
pub fn traffic(solver: &mut Solver<'_>, states_max: usize) -> Result<Option<Vec<Passage>>, TooLarge> {
    let rules = *solver.rules();
    let scale = solver.scale()?;
    let start = rules.start();
    let mut due: Vec<IndexMap<State, f64>> = vec![IndexMap::new(); TIMES];
    due[start.time()].insert(start, 1.0);
    let mut sums: BTreeMap<(usize, u8, Option<usize>), Passage> = BTreeMap::new();
    let mut seen = 0;
    for now in 0..TIMES {
        let states = std::mem::take(&mut due[now]);
        seen += states.len();
        if seen > states_max {
            return Ok(None);
        }
        for (state, probability) in states {
            let open = rules.offers(&state).filter(|offer| offer.barred.is_none());
            let mut choices: Vec<Choice> = open.map(|offer| Choice::Move(offer.index)).collect();
            if choices.is_empty() {
                choices.push(Choice::Wait);
            }
            let best = solver.solve(&state)?.best;
            #[expect(clippy::cast_precision_loss, reason = "a handful of moves")]
            let each = probability / choices.len() as f64;
            for choice in choices {
                let lost = scale
                    .points(best.cents_above(solver.after(&state, choice)?.best))
                    .max(0.0);
                branches(
                    |chance| rules.next(&state, choice, chance),
                    |weight, bytes, next| {
                        let probability = each * share(weight, bytes);
                        if let (Choice::Move(index), Place::Beat(beat)) = (choice, state.place) {
                            let to = match next.place {
                                Place::Beat(to) if !next.is_over() => Some(to),
                                _ => None,
                            };
                            let key = (beat.index(), index, to.map(BeatId::index));
                            let sum = sums.entry(key).or_insert(Passage {
                                beat,
                                index,
                                to,
                                share: 0.0,
                                lost: 0.0,
                            });
                            sum.share += probability;
                            sum.lost += probability * lost;
                        }
                        if !next.is_over() {
                            *due[next.time()].entry(next).or_default() += probability;
                        }
                    },
                );
            }
        }
    }
    // So far these are sums over all who go there.
    let mean = |sum: Passage| Passage {
        lost: if sum.share > 0.0 { sum.lost / sum.share } else { 0.0 },
        ..sum
    };
    Ok(Some(sums.into_values().map(mean).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drill::{Rules, Setup};
    use crate::scenario::{read, template};

    #[test]
    fn as_many_come_to_a_beat_as_leave_it_and_everybody_ends() {
        let scenario = read(&template("cake")).scenario.expect("valid");
        let setup = Setup::typical(&scenario, scenario.policy.clone());
        let mut solver = Solver::new(Rules::new(&scenario, &setup));
        let passages = traffic(&mut solver, 1_000_000).expect("small").expect("few states");
        let sum = |keep: &dyn Fn(&Passage) -> bool| -> f64 {
            passages
                .iter()
                .filter(|passage| keep(passage))
                .map(|passage| passage.share)
                .sum()
        };
        // Who walks out while waiting is at no move: the template's customer leaves only at moves or after all moves are used.
        for beat in scenario.beat_ids().filter(|beat| *beat != scenario.start) {
            let (comes, leaves) = (
                sum(&|p| p.to == Some(beat) && p.beat != beat),
                sum(&|p| p.beat == beat && p.to != Some(beat)),
            );
            assert!(
                comes - leaves > -1e-9,
                "{}: {comes} come, {leaves} leave",
                scenario.beat(beat).id
            );
        }
        assert!((sum(&|p| p.beat == scenario.start) - 1.0).abs() < 1e-9);
        assert!((sum(&|p| p.to.is_none()) - 1.0).abs() < 1e-6, "all end");
        assert!(
            passages.iter().any(|passage| passage.lost > 5.0),
            "some moves are mistakes"
        );
        assert!(passages.iter().any(|passage| passage.lost < 1e-9), "some are best");
        assert_eq!(traffic(&mut solver, 3).expect("small"), None, "a bound is obeyed");
    }
}
