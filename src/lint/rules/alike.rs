//! `alike`: two moves that do the same.

use super::Walked;
use crate::customer::chance::branches;
use crate::drill::{Choice, Place, Rules, State};
use crate::lint::about::About;
use crate::lint::finding::Finding;
use crate::scenario::{BeatId, Move, Rule};

pub const ABOUT: About = About {
    rule: Rule::Alike,
    summary: "two moves of a beat lead to the same states with the same chances, whenever both can be chosen",
    why: "The trainee weighs two answers and the drill makes no difference between them: what was said did not matter. Compared \
          is the whole state of the drill after the move (feelings, clock, money, acts and flags that something asks about, the \
          beat that follows), because two drills in the same state have the same future whatever was said.",
    mend: "Give one of them another act, another flag or another target; or take one of them out.",
    example: "(id: \"sorry\", acts: [Apologise], next: \"remedy\", …),\n\
              (id: \"so-sorry\", acts: [Apologise], next: \"remedy\", …)",
};

pub fn check(walked: &Walked<'_, '_>, found: &mut Vec<Finding>) {
    let case = walked.case;
    let mut pairs: Vec<Pair> = case
        .scenario
        .beat_ids()
        .flat_map(|beat| pairs(beat, &case.scenario.beat(beat).moves))
        .collect();
    for reach in walked.reaches {
        let mut of_beat: Vec<Vec<usize>> = vec![Vec::new(); case.scenario.beats.len()];
        for (at, pair) in pairs.iter().enumerate() {
            of_beat[pair.beat.index()].push(at);
        }
        for state in reach.states() {
            let Place::Beat(beat) = state.place else { continue };
            of_beat[beat.index()].retain(|&at| {
                pairs[at].look(reach.rules(), state);
                !pairs[at].differ
            });
        }
        pairs.retain(|pair| !pair.differ);
    }
    for Pair { beat, a, b, .. } in pairs.into_iter().filter(|pair| pair.met) {
        let moves = &case.scenario.beat(beat).moves;
        let places = &case.places.beats[beat.index()].moves;
        let (first, second) = (&moves[usize::from(a)].id, &moves[usize::from(b)].id);
        let message = format!("`{second}` does the same as `{first}`, whenever both can be chosen");
        found.push(
            Finding::new(ABOUT.rule, message, places[usize::from(b)].id.clone())
                .at(beat)
                .of_move(second)
                .label("the same states with the same chances")
                .related(places[usize::from(a)].id.clone(), "as this one")
                .help("give one of them another act, flag or target, or take it out"),
        );
    }
}

/// Two moves of a beat that may be alike.
struct Pair {
    beat: BeatId,
    a: u8,
    b: u8,
    met: bool,
    differ: bool,
}

fn pairs(beat: BeatId, moves: &[Move]) -> Vec<Pair> {
    let count = u8::try_from(moves.len()).unwrap_or(u8::MAX);
    let of = |b: u8| {
        (0..b).map(move |a| Pair {
            beat,
            a,
            b,
            met: false,
            differ: false,
        })
    };
    (0..count).flat_map(of).collect()
}

impl Pair {
    fn look(&mut self, rules: &Rules<'_>, s: &State) {
        let (a, b) = (Choice::Move(self.a), Choice::Move(self.b));
        if rules.legal(s, a).is_err() || rules.legal(s, b).is_err() {
            return;
        }
        self.met = true;
        self.differ = outcomes(rules, s, a) != outcomes(rules, s, b);
    }
}

/// Where a choice leads: each state with its share of 256^8.
fn outcomes(rules: &Rules<'_>, s: &State, choice: Choice) -> Vec<(State, u128)> {
    let mut list: Vec<(State, u128)> = Vec::new();
    branches(
        |chance| rules.play(s, choice, chance).expect("legal").next,
        |weight, bytes, next| {
            let share = u128::from(weight) << (8 * (8 - bytes));
            match list.iter_mut().find(|(state, _)| *state == next) {
                Some((_, sum)) => *sum += share,
                None => list.push((next, share)),
            }
        },
    );
    list.sort_by_key(|(state, share)| {
        (
            state.mind.pack(),
            state.place,
            state.done,
            state.flags,
            state.granted,
            *share,
        )
    });
    list
}
