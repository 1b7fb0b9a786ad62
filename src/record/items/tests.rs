//! Item analysis against a table that was worked out by hand, and against the textbook's slow formula.

use std::time::Instant;

use proptest::prelude::*;

use super::*;
use crate::customer::ActKind;
use crate::record::Mistake;

fn moved(beat: u16, index: u8, lost: u32) -> JudgedMove {
    JudgedMove {
        beat,
        choice: Choice::Move(index),
        lost,
        mistake: (lost > 500).then_some(Mistake::Did(ActKind::Blame)),
    }
}

fn near(found: Option<f64>, expect: f64) -> bool {
    found.is_some_and(|found| (found - expect).abs() < 1e-9)
}

/// Four drills of two beats. At beat 0 two people listen (0 points) and two blame (10 points); at beat 1 the listeners lose nothing and
/// 2 points, the blamers 4 and 6.
#[test]
fn a_small_table_worked_out_by_hand() {
    let mut items = Items::default();
    items.add(&[moved(0, 0, 0), moved(1, 0, 0)]);
    items.add(&[moved(0, 0, 0), moved(1, 1, 200)]);
    items.add(&[moved(0, 2, 1_000), moved(1, 1, 400)]);
    let mut last = vec![moved(0, 2, 1_000), moved(1, 1, 600)];
    last.push(JudgedMove {
        choice: Choice::Wait,
        ..moved(1, 0, 0)
    });
    items.add(&last);
    let table = items.table();
    let counter = &table[0];
    assert_eq!((items.drills(), counter.beat, counter.decisions), (4, 0, 4));
    assert!(near(Some(counter.well), 0.5) && near(Some(counter.mistakes), 0.5) && near(Some(counter.lost), 5.0));
    // 20 of the 32 points that were lost.
    assert!(near(Some(counter.share_of_loss), 20.0 / 32.0));
    // Rest scores of beat 0: 100, 98 (listened), 96, 94 (blamed). Means 99 and 95, deviation √5, p = q = 1/2.
    let expect = (99.0 - 95.0) / 5.0_f64.sqrt() * 0.5;
    assert!(near(counter.moves[0].discrimination, expect), "{:?}", counter.moves[0]);
    assert!(near(counter.moves[2].discrimination, -expect));
    let nobody = &counter.moves[1];
    assert_eq!((nobody.chosen, nobody.lost, nobody.discrimination), (0, None, None));
    let remedy = &table[1];
    assert_eq!((remedy.waits.count, remedy.waits.lost), (1, Some(0.0)));
    // Rest scores of beat 1: 100 (move 0), 100, 90, 90 (move 1).
    let deviation = 5.0; // mean 95
    let expect = (100.0 - 280.0 / 3.0) / deviation * (0.25_f64 * 0.75).sqrt();
    assert!(near(remedy.moves[0].discrimination, expect), "{:?}", remedy.moves[0]);
    assert_eq!(items.worst()[0].beat, 0);
    // A silence is no way: the last two moves at beat 1 led nowhere.
    let taken: Vec<_> = items
        .taken()
        .map(|way| (way.beat, way.index, way.to, way.count))
        .collect();
    let expect = [(0, 0, Some(1), 2), (0, 2, Some(1), 2), (1, 0, None, 1), (1, 1, None, 3)];
    assert_eq!(taken, expect);
    assert!(near(items.taken().last().map(|way| way.lost), 4.0));
}

#[test]
fn what_cannot_be_said_is_not_said() {
    let mut items = Items::default();
    assert!(items.table().is_empty());
    items.add(&[moved(3, 0, 0)]);
    assert_eq!(items.table()[0].moves[0].discrimination, None, "one decision");
    items.add(&[moved(3, 1, 300)]);
    assert_eq!(
        items.table()[0].moves[1].discrimination,
        None,
        "the rest scores are the same"
    );
    items.add(&[moved(3, 1, 300), moved(4, 0, 900)]);
    assert!(items.table()[0].moves[1].discrimination.is_some());
}

/// The textbook's way, over lists.
fn slow(drills: &[Vec<JudgedMove>], beat: u16, index: u8) -> Option<f64> {
    let mut with = Vec::new();
    let mut without = Vec::new();
    for moves in drills {
        for (at, judged) in moves.iter().enumerate() {
            let Choice::Move(chosen) = judged.choice else { continue };
            if judged.beat != beat {
                continue;
            }
            let others = moves.iter().enumerate().filter(|(other, _)| *other != at);
            let rest = 10_000.0 - others.map(|(_, other)| f64::from(other.lost)).sum::<f64>();
            let list = if chosen == index { &mut with } else { &mut without };
            list.push(rest.max(0.0));
        }
    }
    let count = |list: &[f64]| list.iter().map(|_| 1.0).sum::<f64>();
    let mean = |list: &[f64]| list.iter().sum::<f64>() / count(list);
    let all: Vec<f64> = with.iter().chain(&without).copied().collect();
    let middle = mean(&all);
    let deviation = mean(&all.iter().map(|rest| (rest - middle).powi(2)).collect::<Vec<_>>()).sqrt();
    if with.is_empty() || without.is_empty() || deviation < 1e-9 {
        return None;
    }
    let share = count(&with) / count(&all);
    Some((mean(&with) - mean(&without)) / deviation * (share * (1.0 - share)).sqrt())
}

proptest! {
    #[test]
    fn sums_say_what_the_slow_formula_says(
        drills in proptest::collection::vec(
            proptest::collection::vec((0..3_u16, 0..3_u8, 0..4_000_u32, any::<bool>()), 0..8), 0..30,
        ),
        cut in 0..30_usize,
    ) {
        let drills: Vec<Vec<JudgedMove>> = drills.iter().map(|moves| moves.iter().map(|&(beat, index, lost, waits)| {
            let choice = if waits { Choice::Wait } else { Choice::Move(index) };
            JudgedMove { choice, ..moved(beat, index, lost) }
        }).collect()).collect();
        let mut whole = Items::default();
        let (mut one, mut other) = (Items::default(), Items::default());
        for (at, moves) in drills.iter().enumerate() {
            whole.add(moves);
            if at < cut { one.add(moves) } else { other.add(moves) }
        }
        one.merge(&other);
        prop_assert_eq!(&one, &whole);
        let table = whole.table();
        for beat in &table {
            prop_assert_eq!(beat.moves.iter().map(|item| item.chosen).sum::<u64>(), beat.decisions);
            for item in &beat.moves {
                let expect = slow(&drills, beat.beat, item.index);
                match (item.discrimination, expect) {
                    (Some(found), Some(expect)) => prop_assert!((found - expect).abs() < 1e-6, "{} {}", found, expect),
                    (found, expect) => prop_assert_eq!(found, expect),
                }
            }
        }
        let shares: f64 = table.iter().map(|beat| beat.share_of_loss).sum();
        prop_assert!(shares.abs() < 1e-9 || (shares - 1.0).abs() < 1e-9);
    }
}

#[test]
fn six_hundred_thousand_moves_take_no_time() {
    let moves: Vec<JudgedMove> = (0..10_u16).map(|beat| moved(beat, (beat % 4) as u8, 100)).collect();
    let start = Instant::now();
    let mut items = Items::default();
    for _ in 0..62_500 {
        items.add(&moves);
    }
    let table = items.table();
    let took = start.elapsed();
    assert_eq!(table.iter().map(|beat| beat.decisions).sum::<u64>(), 625_000);
    assert!(took.as_secs() < 5, "{took:?}, unoptimised");
}
