//! What the keys promise, held against the drill's own rules.

use super::*;
use crate::customer::chance::{Stream, branches};
use crate::drill::Setup;
use crate::scenario::{Scenario, read, template};

/// Scenarios that differ in channel, in whether the fault is obvious, and in what can be done about it.
const SHIPPED: [(&str, &str); 6] = [
    ("two-letters", include_str!("../../../scenarios/two-letters.ron")),
    ("leaking-roof", include_str!("../../../scenarios/leaking-roof.ron")),
    (
        "cold-anniversary",
        include_str!("../../../scenarios/cold-anniversary.ron"),
    ),
    ("walking-washer", include_str!("../../../scenarios/walking-washer.ron")),
    ("third-day", include_str!("../../../scenarios/third-day.ron")),
    ("gate-b12", include_str!("../../../scenarios/gate-b12.ron")),
];

/// Plays at random and compares at each turn: whatever a state leads to has the key of what the state that stands for it leads to.
fn check(scenario: &Scenario, setup: &Setup, walks: usize) {
    let rules = Rules::new(scenario, setup);
    let mut space = Space::new(rules, false);
    space.solve(&rules.start()).expect("small enough");
    let mut stream = Stream::new(11);
    for _ in 0..walks {
        let mut s = rules.start();
        while !s.is_over() {
            let Keyed { layer, word, .. } = space.key(&s);
            let standing = key::state(&space.skeleton, layer, word);
            let open: Vec<u8> = rules
                .offers(&s)
                .filter(|offer| offer.barred.is_none())
                .map(|offer| offer.index)
                .collect();
            let mut next = Vec::new();
            for &index in &open {
                let choice = Choice::Move(index);
                let (mut own, mut others) = (Vec::new(), Vec::new());
                branches(|chance| rules.next(&s, choice, chance), |_, _, next| own.push(next));
                branches(
                    |chance| rules.next(&standing, choice, chance),
                    |_, _, next| others.push(next),
                );
                assert_eq!(own.len(), others.len(), "{}: {s:?}", scenario.id);
                for (own, other) in own.iter().zip(&others).filter(|(own, _)| !own.is_over()) {
                    let (a, b) = (space.key(own), space.key(other));
                    assert_eq!(
                        (a.layer, a.word),
                        (b.layer, b.word),
                        "{}: {own:?} and {other:?}",
                        scenario.id
                    );
                    assert!(space.get(own).is_some(), "{}: {own:?} is solved", scenario.id);
                }
                next.extend(own);
            }
            if next.is_empty() {
                break;
            }
            s = next[usize::try_from(stream.word() % next.len() as u64).expect("few")];
        }
    }
}

#[test]
fn what_stands_for_a_state_leads_to_what_stands_for_its_successors() {
    for (id, text) in SHIPPED {
        let scenario = read(text).scenario.unwrap_or_else(|| panic!("{id} is valid"));
        check(&scenario, &Setup::typical(&scenario, scenario.policy.clone()), 60);
    }
    let changed = template("cake")
        .replace("obvious: true", "obvious: false")
        .replace("FaceToFace", "Phone");
    let scenario = read(&changed).scenario.expect("valid");
    check(&scenario, &Setup::typical(&scenario, scenario.policy.clone()), 400);
}
