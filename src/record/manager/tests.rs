//! The manager's page of made-up people.

use jiff::tz::TimeZone;

use super::*;
use crate::customer::{FailureKind, Tier};
use crate::record::made_up::{at, person};
use crate::record::{Month, Person, Sums, Tally};
use crate::scenario::{Channel, ScenarioHash};
use crate::session::Mode;
use crate::vocabulary::Vocabulary;

fn about(id: &str, kind: FailureKind, channel: Channel, currency: &str) -> About {
    About {
        hash: ScenarioHash::of(id),
        id: id.to_owned(),
        title: format!("The {id}"),
        kind,
        channel,
        currency: currency.to_owned(),
        at_hand: true,
    }
}

fn sums(drills: i64, tier: Tier, accuracy: i64) -> Sums {
    let mut sums = Sums {
        begun: drills,
        ended: drills,
        judged: drills,
        score: drills * accuracy * 100,
        accuracy: drills * accuracy * 100,
        alone: drills / 2,
        net: drills * 50_000,
        best_net: drills * 60_000,
        idle_net: drills * 20_000,
        cost: drills * 3_000,
        good: drills * 1_500,
        bad: drills * 500,
        bad_at_start: drills * 4_000,
        sure: drills,
        sure_before: drills * 2,
        sure_after: drills * 3,
        ..Sums::default()
    };
    sums.tiers[tier as usize] = drills;
    sums
}

fn tally(id: &str, who: Option<u128>, when: &str, sums: Sums) -> Tally {
    let last = at(when);
    Tally {
        person: who.map(person),
        hash: Some(ScenarioHash::of(id)),
        month: who.is_none().then(|| Month::of(last)),
        mode: Mode::Drill,
        retries: false,
        last,
        sums,
    }
}

fn scenarios() -> Vec<About> {
    vec![
        about("cake", FailureKind::Goods, Channel::FaceToFace, "$"),
        about("roof", FailureKind::Service, Channel::Phone, "$"),
        about("heel", FailureKind::Goods, Channel::FaceToFace, "$"),
        about("letters", FailureKind::Money, Channel::Email, "€"),
    ]
}

fn page(by_month: &[Tally], by_person: &[Tally], assumptions: Assumptions) -> Manager {
    Manager::of(&Input {
        by_month,
        by_person,
        scenarios: &scenarios(),
        assumptions,
        now: at("2026-06-01T00:00:00Z"),
    })
}

#[test]
fn months_add_up_and_retries_do_not_count() {
    let mut retries = tally("cake", None, "2026-05-01T00:00:00Z", sums(100, Tier::Champion, 99));
    retries.retries = true;
    let mut practice = tally("roof", None, "2026-05-02T00:00:00Z", sums(4, Tier::Passive, 60));
    practice.mode = Mode::Practice;
    let by_month = [
        tally("cake", None, "2026-04-01T00:00:00Z", sums(6, Tier::Champion, 90)),
        tally("heel", None, "2026-05-01T00:00:00Z", sums(10, Tier::Defector, 40)),
        practice,
        retries,
    ];
    let all = page(&by_month, &[], Assumptions::default());
    assert_eq!((all.drills, all.champions, all.in_practice), (20, 6, 4));
    let months: Vec<String> = all.months.iter().map(|row| row.month.to_string()).collect();
    assert_eq!(months, ["2026-04", "2026-05"]);
    assert_eq!(all.months[1].tiers, [10, 0, 4, 0, 0]);
    assert_eq!(all.alone, Share { part: 10, whole: 20 });
    assert_eq!(
        (all.heard.won, all.heard.lost, all.heard.at_start),
        (30_000, 10_000, 80_000)
    );
    let sure = all.confidence.expect("said");
    assert!(sure.said == 20 && (sure.after - sure.before - 1.0).abs() < 1e-12);
    assert!(
        all.remarks[0].starts_with("4 of 20 drills were played in practice mode"),
        "{:?}",
        all.remarks
    );
    let mut strict = Assumptions::default();
    strict.set("practice", 0).expect("known");
    assert_eq!(page(&by_month, &[], strict).drills, 16);
}

#[test]
fn the_board_tells_ready_from_weak_long_ago_few_and_never() {
    let by_person = [
        tally("cake", Some(1), "2026-05-20T00:00:00Z", sums(6, Tier::Loyal, 90)),
        tally("heel", Some(2), "2026-05-25T00:00:00Z", sums(2, Tier::Defector, 50)),
        tally("letters", Some(1), "2025-12-01T00:00:00Z", sums(9, Tier::Champion, 99)),
    ];
    let cell = |by_person: &[Tally], kind, channel| {
        let page = page(&[], by_person, Assumptions::default());
        page.board.cell(kind, channel).expect("a place").clone()
    };
    let goods = cell(&by_person, FailureKind::Goods, Channel::FaceToFace);
    assert_eq!(
        (goods.state, goods.drills, goods.people, goods.scenarios),
        (State::Ready, 8, 2, 2)
    );
    assert_eq!(goods.last, Some(at("2026-05-25T00:00:00Z")));
    assert!(goods.accuracy.is_some_and(|mean| (mean - 80.0).abs() < 1e-9));
    assert!(goods.kept.is_some_and(|share| (share - 0.75).abs() < 1e-9));
    let state = |kind, channel| cell(&by_person, kind, channel).state;
    assert_eq!(state(FailureKind::Money, Channel::Email), State::LongAgo);
    assert_eq!(state(FailureKind::Service, Channel::Phone), State::Never);
    assert_eq!(state(FailureKind::Attention, Channel::Chat), State::NoScenario);
    assert_eq!(
        cell(&by_person[1..], FailureKind::Goods, Channel::FaceToFace).state,
        State::Few
    );
    let weak = [tally(
        "heel",
        Some(2),
        "2026-05-25T00:00:00Z",
        sums(9, Tier::Passive, 50),
    )];
    assert_eq!(cell(&weak, FailureKind::Goods, Channel::FaceToFace).state, State::Weak);
    let all = page(&[], &by_person, Assumptions::default());
    assert_eq!(all.board.cells.len(), FailureKind::ALL.len() * Channel::ALL.len());
    assert_eq!((all.people, all.board.count(State::Never)), (2, 1));
}

#[test]
fn money_follows_the_assumptions_and_currencies_stay_apart() {
    let by_month = [
        tally("cake", None, "2026-05-01T00:00:00Z", sums(6, Tier::Champion, 90)),
        tally("roof", None, "2026-05-01T00:00:00Z", sums(4, Tier::Loyal, 90)),
        tally("letters", None, "2026-05-01T00:00:00Z", sums(1, Tier::Passive, 90)),
        tally("gone", None, "2026-05-01T00:00:00Z", sums(7, Tier::Champion, 90)),
    ];
    let all = page(&by_month, &[], Assumptions::default());
    let [dollars, euros] = &all.money[..] else {
        panic!("{:?}", all.money)
    };
    // A drill: worth 530 before spending, 200 had nothing been done, 30 spent.
    assert_eq!(
        (dollars.gained, dollars.spent, dollars.kept()),
        (330_000, 30_000, 300_000)
    );
    assert_eq!((dollars.per_champion(), dollars.practice), (Some(5_000), 0));
    assert_eq!(dollars.amount(dollars.kept()), "$3,000");
    assert_eq!((euros.currency.as_str(), euros.per_champion()), ("€", None));
    assert!(
        all.remarks
            .iter()
            .any(|words| words.starts_with("7 drills of scenarios")),
        "{:?}",
        all.remarks
    );
    let mut assumed = Assumptions::default();
    for (key, number) in [("value", 50), ("spending", 200), ("wage", 30), ("minutes", 20)] {
        assumed.set(key, number).expect("known");
    }
    let half = &page(&by_month, &[], assumed).money[0];
    assert_eq!((half.gained, half.spent, half.practice), (165_000, 60_000, 10_000));
    assert_eq!(half.per_champion_with_practice(), Some(11_666));
}

#[test]
fn assumptions_are_changed_by_name_and_the_wrong_name_is_told() {
    let mut assumed = Assumptions::default();
    for known in assumed.list() {
        assert!(!known.words.is_empty() && known.number <= known.most, "{known:?}");
        assumed.set(known.key, known.most).expect("in range");
        assert!(assumed.set(known.key, known.most + 1).is_err());
    }
    assert!(assumed.list().iter().all(|known| known.number == known.most));
    let error = assumed.set("vallue", 3).expect_err("unknown");
    assert!(
        error.contains("`vallue`") && error.contains("value, spending"),
        "{error}"
    );
}

#[test]
fn small_numbers_and_none_are_said() {
    let none = page(&[], &[], Assumptions::default());
    assert_eq!(
        (none.drills, none.alone.fraction(), none.confidence, none.accuracy),
        (0, None, None, None)
    );
    assert_eq!(none.few_words(0).as_deref(), Some("no drills: too few to say"));
    assert_eq!(none.few_words(1).as_deref(), Some("1 drill: too few to say"));
    assert_eq!(none.few_words(3).as_deref(), Some("3 drills: too few to say"));
    assert_eq!(none.few_words(5), None);
}

#[test]
fn sums_at_the_edge_of_what_fits_do_not_overflow() {
    let mut huge = sums(1, Tier::Champion, 90);
    (huge.net, huge.cost, huge.idle_net) = (i64::MAX, i64::MAX, i64::MIN);
    let by_month = [tally("cake", None, "2026-05-01T00:00:00Z", huge)];
    let money = &page(&by_month, &[], Assumptions::default()).money[0];
    assert_eq!((money.gained, money.spent), (i64::MAX, i64::MAX));
    assert_eq!(super::amount("€", -125_049), "−€1,250");
    assert_eq!(super::amount("€", -40), "€0");
    let _ = money.amount(i64::MIN);
}

#[test]
fn a_place_says_who_rehearsed_it() {
    let people: Vec<Person> = (1..=5)
        .map(|number| Person {
            id: person(number),
            name: format!("P{number}"),
            since: at("2026-01-01T00:00:00Z"),
        })
        .collect();
    let tallies = |count: u128| -> Vec<Tally> {
        (1..=count)
            .map(|number| {
                let accuracy = 60 + i64::try_from(number).expect("small") * 5;
                // The last of them has done it best, and only once.
                let drills = if number == 5 { 1 } else { 6 };
                let when = format!("2026-05-0{}T23:30:00Z", 6 - number);
                tally("letters", Some(number), &when, sums(drills, Tier::Loyal, accuracy))
            })
            .collect()
    };
    let zone = TimeZone::get("Europe/Vienna").expect("a zone");
    let words = |count: u128| {
        let page = page(&[], &tallies(count), Assumptions::default()).named(&people, &zone);
        let cell = page
            .board
            .cell(FailureKind::Money, Channel::Email)
            .expect("a place")
            .clone();
        (
            page.by_words(&cell).unwrap_or_default(),
            page.day(cell.last.unwrap_or_default()),
        )
    };
    assert_eq!(
        words(1),
        ("P1".to_owned(), "2026-05-06".to_owned()),
        "the day in Vienna"
    );
    assert_eq!(words(3).0, "P3, P2 and P1", "the best first");
    assert_eq!(
        words(5).0,
        "P4 (best, 80), P1 (last) and 3 others",
        "once is too few to be the best"
    );
    assert_eq!(words(0).0, "");
}

#[test]
fn resolved_by_the_first_person_is_a_sum_of_its_own() {
    let mut some = sums(10, Tier::Champion, 80);
    (some.alone, some.resolved) = (8, 6);
    let page = page(
        &[tally("cake", None, "2026-05-01T00:00:00Z", some)],
        &[],
        Assumptions::default(),
    );
    assert_eq!((page.alone.part, page.resolved.part, page.resolved.whole), (8, 6, 10));
}
