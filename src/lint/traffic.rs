//! How trainees go through a scenario, as exact shares: for maps of drills that nobody has played yet.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::merge::Merge;
use crate::customer::chance::branches;
use crate::drill::{Choice, Place, State, TIMES};
use crate::scenario::BeatId;
use crate::solve::{Folding, Solver, TooLarge, share};

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
/// can happen, by beat and move. States are merged as the solver merges them. `None` where drills pass through more than `states_max` of them.
///
/// # Errors
/// [`TooLarge`].
///
/// ```
/// use bounceback::drill::{Rules, Setup};
/// use bounceback::scenario::{read, template};
/// use bounceback::lint::traffic;
/// use bounceback::solve::Solver;
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
    let merge = Merge::of(&rules, &[])?;
    // Of each time in the drill: what stands for all that are one, and how likely it is.
    let layer = || IndexMap::with_hasher(Folding);
    let mut due: Vec<IndexMap<_, (State, f64), _>> = std::iter::repeat_with(layer).take(TIMES).collect();
    let start = rules.start();
    let (key, _) = merge.merged(&rules, &start);
    due[start.time()].insert(key, (start, 1.0));
    let mut sums: BTreeMap<(usize, u8, Option<usize>), Passage> = BTreeMap::new();
    let mut seen = 0;
    for now in 0..TIMES {
        let states = std::mem::replace(&mut due[now], layer());
        seen += states.len();
        if seen > states_max {
            return Ok(None);
        }
        for (state, probability) in states.into_values() {
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
                            // What stands for all that are one has no clock: the state itself keeps its place in time.
                            let (key, _) = merge.merged(&rules, &next);
                            due[next.time()].entry(key).or_insert((next, 0.0)).1 += probability;
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
    fn in_a_talk_that_goes_round_in_circles_all_come_to_an_end() {
        let library = crate::library::Library::shipped();
        let install = library.find("failed-install").expect("shipped");
        let setup = Setup::typical(install, install.policy.clone());
        let mut solver = Solver::new(Rules::new(install, &setup));
        let passages = traffic(&mut solver, 4_000_000).expect("small").expect("few states");
        let comes: f64 = passages
            .iter()
            .filter(|p| p.to == Some(install.start))
            .map(|p| p.share)
            .sum();
        let leaves: f64 = passages
            .iter()
            .filter(|p| p.beat == install.start)
            .map(|p| p.share)
            .sum();
        assert!(
            (leaves - comes - 1.0).abs() < 1e-6,
            "{leaves} leave the start, {comes} come back to it"
        );
        let ended: f64 = passages.iter().filter(|p| p.to.is_none()).map(|p| p.share).sum();
        assert!(ended > 0.5, "most drills end at a move: {ended}");
        let beats: std::collections::BTreeSet<usize> = passages.iter().map(|p| p.beat.index()).collect();
        assert_eq!(beats.len(), install.beats.len(), "somebody comes to every beat");
    }

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
