//! `never-better`: a well-meant move that never is the right one.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::customer::Stance;
use crate::drill::Place;
use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::customer::Customer;
use crate::lint::finding::Finding;
use crate::scenario::{BeatId, Move, Rule};
use crate::solve::Grade;

pub const ABOUT: About = About {
    rule: Rule::NeverBetter,
    summary: "a well-meant move is never worth more than its neighbours and never a mistake: the choice teaches nothing",
    why: "Wrong moves are meant to be wrong, and a decent-sounding mistake is the best of teachers. But a move without avoidance acts \
          that is never the better one, for any customer in any state, and never costs more than a good move may (5 points) either, \
          is no choice at all: nothing hangs on it, and the debrief has nothing to say about it.",
    mend: "Give the move its moment: a state (an anger, something not yet asked) in which it is the better one. Or make it a real \
           mistake. Or take it out; or allow it, and say what it teaches.",
    example: "(id: \"apologise\", acts: [Apologise], next: \"remedy\", …),\n\
              (id: \"apologise-and-own\", acts: [Apologise, Own], next: \"remedy\", …)    // always worth a little more",
};

/// Moves of a beat.
const MOVES_MAX: usize = 5;

/// Two moves of a beat against each other, over all states of one customer or of all.
#[derive(Debug, Clone, Copy, Default)]
struct Duel {
    /// In how many states both could be chosen, and in how many the first was worth less.
    together: u64,
    less: u64,
}

/// All duels of a beat, by the places of the two moves.
type Duels = [[Duel; MOVES_MAX]; MOVES_MAX];

/// Moves that were worth more than a neighbour at least once, or were a real mistake, one bit each, for each beat. Customers are looked at side by side,
/// and what one clears the others need not look at; a move that nobody clears was looked at by all in every state, so the
/// result does not depend on who was first.
pub struct Cleared(Vec<AtomicU8>);

impl Cleared {
    pub fn nothing(case: &Case<'_>) -> Self {
        Self(case.scenario.beats.iter().map(|_| AtomicU8::new(0)).collect())
    }
}

/// The duels of one customer, beat by beat.
pub struct Fought(Vec<Duels>);

fn well_meant(mv: &Move) -> bool {
    mv.acts
        .acts()
        .iter()
        .all(|act| act.kind().stance() != Stance::Avoidance)
}

pub fn fight(customer: &mut Customer<'_, '_>, cleared: &Cleared) -> Fought {
    let scenario = customer.case.scenario;
    let mut fought = Fought(vec![Duels::default(); scenario.beats.len()]);
    let meant: Vec<u8> = scenario
        .beats
        .iter()
        .map(|beat| {
            (0..)
                .zip(&beat.moves)
                .filter(|(_, mv)| well_meant(mv))
                .fold(0, |set, (at, _)| set | 1 << at)
        })
        .collect();
    let rules = *customer.solver.rules();
    let scale = customer.solver.scale().expect("the customer is solved");
    for state in customer.reach.states() {
        let Place::Beat(beat) = state.place else { continue };
        let (meant, cleared) = (meant[beat.index()], &cleared.0[beat.index()]);
        let open = meant & !cleared.load(Ordering::Relaxed);
        if open == 0 || meant.count_ones() < 2 {
            continue;
        }
        let free = rules.offers(state).filter(|offer| offer.barred.is_none());
        let there = free.fold(0_u8, |set, offer| set | 1 << offer.index) & meant;
        if there & open == 0 || there.count_ones() < 2 {
            continue;
        }
        let worths = customer.worths(state);
        let best = worths.iter().map(|(_, worth)| *worth).max();
        for (index, worth) in &worths {
            let lost = best.map_or(0.0, |best| scale.points(best.cents_above(*worth)));
            if Grade::of(lost) > Grade::Good {
                cleared.fetch_or(1 << index, Ordering::Relaxed);
            }
        }
        let worths = worths.into_iter().filter(|(index, _)| there >> index & 1 != 0);
        let worths: Vec<_> = worths.collect();
        for &(a, of_a) in &worths {
            for &(b, of_b) in worths.iter().filter(|(b, _)| *b != a) {
                let duel = &mut fought.0[beat.index()][usize::from(a)][usize::from(b)];
                duel.together += 1;
                if of_a.same(of_b) {
                    continue;
                }
                if of_a > of_b {
                    cleared.fetch_or(1 << a, Ordering::Relaxed);
                } else {
                    duel.less += 1;
                }
            }
        }
    }
    fought
}

pub fn check(case: &Case<'_>, cleared: &Cleared, all: &[Fought], found: &mut Vec<Finding>) {
    for beat in case.scenario.beat_ids() {
        let mut sum = Duels::default();
        for fought in all {
            for (sum, one) in sum.iter_mut().flatten().zip(fought.0[beat.index()].iter().flatten()) {
                sum.together += one.together;
                sum.less += one.less;
            }
        }
        let cleared = cleared.0[beat.index()].load(Ordering::Relaxed);
        for (a, mv) in case.scenario.beat(beat).moves.iter().enumerate() {
            if cleared >> a & 1 != 0 || !well_meant(mv) {
                continue;
            }
            // The neighbour that beats it most often; where none ever does, an earlier one that is always worth the same.
            let met = (0..MOVES_MAX).filter(|&b| sum[a][b].together > 0 && (sum[a][b].less > 0 || b < a));
            if let Some(b) = met.max_by_key(|&b| (sum[a][b].less, std::cmp::Reverse(b))) {
                found.push(finding(case, beat, a, b, sum[a][b]));
            }
        }
    }
}

fn finding(case: &Case<'_>, beat: BeatId, a: usize, b: usize, duel: Duel) -> Finding {
    let moves = &case.scenario.beat(beat).moves;
    let places = &case.places.beats[beat.index()].moves;
    let (this, other) = (&moves[a].id, &moves[b].id);
    let message = if duel.less == 0 {
        format!("`{this}` is always worth as much as `{other}`: it never is the better move")
    } else {
        format!("`{this}` is never worth more than `{other}`, nor than any other well-meant move of the beat")
    };
    let worse = if duel.less == duel.together {
        "always"
    } else {
        "never better, often"
    };
    let label = if duel.less == 0 {
        "worth the same to every customer".to_owned()
    } else {
        format!("{worse} worth less, whoever the customer is")
    };
    Finding::new(ABOUT.rule, message, places[a].id.clone())
        .at(beat)
        .of_move(this)
        .label(label)
        .related(places[b].id.clone(), "than this one")
        .help("nothing hangs on it: give it a moment in which it is right, or make it a real mistake")
}
