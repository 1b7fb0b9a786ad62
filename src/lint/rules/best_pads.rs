//! `best-pads`: the best play holds what does nothing.

use std::collections::BTreeMap;

use super::finding_of;
use crate::customer::chance::branches;
use crate::customer::{self, Act, ActKind, Phase};
use crate::drill::{Rules, State};
use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::customer::{Customer, Note, Told, names};
use crate::lint::finding::Finding;
use crate::scenario::{Move, Rule};

pub const ABOUT: About = About {
    rule: Rule::BestPads,
    summary: "the best play holds an act that has no effect there, or a move that is no more than silence",
    why: "An act that leaves the customer as they were costs time and earns nothing: a second `Thank`, an `Explain` after the \
          explanation, a `Listen` too many. Where the best play holds one, the trainee learns that padding belongs to good \
          service; where the whole move is padding, there is no reason to say it but to get on.",
    mend: "Take the act out of the move, or let its move come where it does something.",
    example: "\"doorway\": (moves: [(id: \"hear\", acts: [Listen, Thank], …), …]),\n\
              \"bye\":     (moves: [(id: \"thanks\", acts: [Thank], …), …]),        // a second thanks does nothing",
};

pub fn notes(customer: &mut Customer<'_, '_>, notes: &mut Vec<Note>) {
    for (visit, index, what) in customer.faulty(padding) {
        notes.extend(customer.note(ABOUT.rule, visit, index, what));
    }
}

/// What of a move does nothing in a state: acts, or (without a name) all of it.
fn padding(rules: &Rules<'_>, s: &State, mv: &Move) -> Option<String> {
    if s.in_talk() && is_silence(rules, s, mv) {
        return Some(String::new());
    }
    let acts = mv.acts.acts();
    let idle: Vec<&Act> = acts
        .iter()
        .filter(|act| does_nothing(rules, s, mv, act.kind()))
        .collect();
    (!idle.is_empty()).then(|| names(idle))
}

fn is_silence(rules: &Rules<'_>, s: &State, mv: &Move) -> bool {
    let remembered = mv.acts.set() & rules.scenario.watched_acts & !s.done != 0;
    !remembered
        && mv.acts.acts().iter().all(|act| act.kind().phase() == Phase::Talk)
        && ends(rules, s, &mv.acts, true) == ends(rules, s, &customer::Move::default(), true)
}

/// Whether a move leads to the same states without this act, but for the time that it takes.
fn does_nothing(rules: &Rules<'_>, s: &State, mv: &Move, kind: ActKind) -> bool {
    let remembered = kind.bit() & rules.scenario.watched_acts & !s.done != 0;
    if remembered || !matches!(kind.phase(), Phase::Talk | Phase::Aftercare) {
        return false;
    }
    let rest = mv
        .acts
        .acts()
        .iter()
        .copied()
        .filter(|act| act.kind() != kind)
        .collect();
    let rest = customer::Move::new(rest, rules.mind().coefficients).expect("a part of a move is a move");
    // A promise is about time: what is left of it is its effect.
    let timeless = kind != ActKind::Promise;
    ends(rules, s, &mv.acts, timeless) == ends(rules, s, &rest, timeless)
}

/// Where acts lead in the customer's mind, by packed state: shares of 256^8. What only tells how long it took is left out.
fn ends(rules: &Rules<'_>, s: &State, acts: &customer::Move, timeless: bool) -> BTreeMap<u64, u128> {
    let mut ends: BTreeMap<u64, u128> = BTreeMap::new();
    if !s.in_talk() {
        ends.insert(rules.mind().act_after(&s.mind, acts, &mut customer::Nobody).pack(), 1);
        return ends;
    }
    branches(
        |chance| rules.mind().play(&s.mind, acts, chance).0,
        |weight, bytes, mut mind| {
            if let customer::State::Open(e) | customer::State::Left(e) = &mut mind {
                e.set_clock(0);
                e.set_delay(0);
                if timeless {
                    e.set_due(0);
                }
            }
            *ends.entry(mind.pack()).or_default() += u128::from(weight) << (8 * (8 - bytes));
        },
    );
    ends
}

pub fn tell(case: &Case<'_>, told: &Told) -> Finding {
    let Note { beat, index, what, .. } = &told.note;
    let id = &case.scenario.beat(*beat).moves[usize::from(*index)].id;
    let (message, label) = if what.is_empty() {
        (
            format!(
                "the best play says `{id}`, which is no more than silence, {}",
                told.for_whom()
            ),
            "the best move here does nothing to the customer",
        )
    } else {
        (
            format!(
                "the best play pads: {what} of `{id}` has no effect there, {}",
                told.for_whom()
            ),
            "the same without it, but for the time",
        )
    };
    finding_of(case, told, message)
        .label(label)
        .help("take out what does nothing, or let it come where it does something")
}
