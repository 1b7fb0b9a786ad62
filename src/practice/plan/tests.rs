//! Plans of made-up people.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::customer::{ActKind, Tier};
use crate::drill::{Choice, Setup};
use crate::practice::Moment;
use crate::scenario::{Level, read, template};
use crate::session::{Pace, Solo};

/// The template under a name, on a level.
fn scenario(id: &str, level: Level) -> Scenario {
    let mut scenario = read(&template(id)).scenario.expect("the template is valid");
    scenario.level = level;
    scenario
}

/// A whole attempt at the template with this id: accuracy 80, Loyal. Each choice is the beat, the move and what was wrong with it.
pub fn attempt(id: &str, at: &str, choices: &[(u16, u8, Option<Mistake>)]) -> Attempt {
    let scenario = scenario(id, Level::Starter);
    Attempt {
        drill: Uuid::from_u128(9),
        at: at.parse().expect("a time"),
        record: Record {
            scenario: id.to_owned(),
            hash: scenario.hash,
            setup: Setup::typical(&scenario, scenario.policy.clone()),
            seed: 5,
            choices: choices.iter().map(|(_, index, _)| Choice::Move(*index)).collect(),
        },
        stood: 0,
        helped: false,
        tier: Tier::Loyal,
        accuracy: 8_000,
        moments: choices
            .iter()
            .map(|(beat, _, mistake)| Moment {
                beat: *beat,
                mistake: *mistake,
            })
            .collect(),
    }
}

const BLAME: Mistake = Mistake::Did(ActKind::Blame);

fn on(day: &str) -> Zoned {
    format!("{day}T09:00[Europe/Vienna]").parse().expect("a moment")
}

/// Hears the customer out at the counter, then owns it.
const WELL: &[(u16, u8, Option<Mistake>)] = &[(0, 0, None), (1, 0, None)];
/// Blames the Saturday girl.
const BLAMES: &[(u16, u8, Option<Mistake>)] = &[(0, 2, Some(BLAME)), (1, 0, None)];

#[test]
fn somebody_new_begins_with_the_starters_and_gets_no_more_than_three() {
    let all = [
        scenario("hard", Level::Hard),
        scenario("one", Level::Starter),
        scenario("regular", Level::Regular),
        scenario("two", Level::Starter),
    ];
    let shelf: Vec<&Scenario> = all.iter().collect();
    let plan = Plan::of(&[], &shelf, &on("2026-03-01"));
    let ids = |plan: &Plan| plan.due.iter().map(|due| due.scenario.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&plan), ["one", "two"], "the others are harder");
    assert_eq!(plan.due[0].why, "You have not played it yet. It is one to start with.");
    let played = [
        attempt("one", "2026-03-01T08:00Z", WELL),
        attempt("two", "2026-03-01T09:00Z", WELL),
    ];
    let plan = Plan::of(&played, &shelf, &on("2026-03-01"));
    assert_eq!(ids(&plan), ["regular"]);
    assert_eq!(
        plan.due[0].why,
        "You have not played it yet, and all that are easier you have: it is regular."
    );
    assert_eq!(plan.later.len(), 2);
}

#[test]
fn a_mistake_is_due_with_its_reason_and_starts_at_the_very_beat() {
    let cake = scenario("cake", Level::Starter);
    let mut last = attempt("cake", "2026-03-03T08:00Z", BLAMES);
    last.record.choices.insert(0, Choice::Wait);
    last.moments.insert(0, Moment { beat: 0, mistake: None });
    let played = [attempt("cake", "2026-03-01T08:00Z", BLAMES), last];
    let plan = Plan::of(&played, &[&cake], &on("2026-03-05"));
    let due = plan
        .due
        .iter()
        .find(|due| due.card == Card::Mistake(BLAME))
        .expect("it was made twice");
    assert_eq!(due.why, "You blamed a colleague twice, last on 3 March.");
    assert_eq!(
        (due.scenario.as_str(), due.title.as_str()),
        ("cake", cake.title.as_str())
    );
    let Start::From { drill, record, kept } = &due.start else {
        panic!("it starts at the beat")
    };
    assert_eq!((*kept, *drill), (1, Uuid::from_u128(9)), "behind the silence");
    let solo = Solo::resume(&Arc::new(cake.clone()), record, *kept, Pace::Untimed).expect("it can be taken up");
    assert_eq!(solo.drill().steps().len(), 1);
    assert!(
        solo.offers().iter().any(|offer| offer.index == 2),
        "the same mistake lies at hand"
    );
}

#[test]
fn a_mistake_that_was_not_made_again_waits_longer_and_says_so() {
    let cake = scenario("cake", Level::Starter);
    let once = [attempt("cake", "2026-03-01T08:00Z", BLAMES)];
    let mended = [once[0].clone(), attempt("cake", "2026-03-02T08:00Z", WELL)];
    let lapsed = [once[0].clone(), attempt("cake", "2026-03-02T08:00Z", BLAMES)];
    let of = |played: &[Attempt]| {
        let plan = Plan::of(played, &[&cake], &on("2026-03-02"));
        let mut all = plan.due.into_iter().chain(plan.later);
        all.find(|due| due.card == Card::Mistake(BLAME)).expect("it was made")
    };
    assert!(of(&lapsed).on < of(&mended).on, "a repeated lapse comes back sooner");
    assert_eq!(
        of(&mended).why,
        "You blamed a colleague on 1 March. Since then you had the chance once and did better: to see whether it stays."
    );
}

#[test]
fn what_was_left_out_is_well_done_only_where_it_was_its_time() {
    const LISTEN: Mistake = Mistake::Left(ActKind::Listen);
    let cake = scenario("cake", Level::Starter);
    let reviews = |played: &[Attempt]| {
        let cards = histories(played, Shelf(&[&cake]), &jiff::tz::TimeZone::UTC);
        cards[&Card::Mistake(LISTEN)].reviews.len()
    };
    let slip = attempt("cake", "2026-03-01T08:00Z", &[(0, 1, Some(LISTEN))]);
    let box_only = attempt("cake", "2026-03-02T08:00Z", &[(2, 0, None)]);
    assert_eq!(reviews(&[slip.clone(), box_only]), 1, "nothing was asked there");
    assert_eq!(reviews(&[slip, attempt("cake", "2026-03-02T08:00Z", WELL)]), 2);
}

#[test]
fn mistakes_do_not_keep_somebody_from_what_is_new() {
    let shelf = [
        scenario("cake", Level::Starter),
        scenario("one", Level::Starter),
        scenario("two", Level::Starter),
    ];
    let shelf: Vec<&Scenario> = shelf.iter().collect();
    let kinds = [ActKind::Blame, ActKind::Reject, ActKind::Haggle, ActKind::Ignore];
    let made = kinds.map(|kind| (0, 2, Some(Mistake::Did(kind))));
    let plan = Plan::of(
        &[attempt("cake", "2026-03-01T08:00Z", &made)],
        &shelf,
        &on("2026-04-01"),
    );
    let told: Vec<bool> = plan
        .due
        .iter()
        .map(|due| matches!(due.card, Card::Mistake(_)))
        .collect();
    assert_eq!(told, [true, false, true, false, true, false, true], "in turns");
    let wholes = plan.due.iter().filter(|due| matches!(due.card, Card::Scenario(_)));
    let wholes: Vec<&str> = wholes.map(|due| due.scenario.as_str()).collect();
    assert_eq!(
        wholes,
        ["cake", "one", "two"],
        "what was played first, then what is new"
    );
}

#[test]
fn choices_that_stood_are_no_evidence_and_a_part_is_no_attempt_at_the_whole() {
    let cake = scenario("cake", Level::Starter);
    let mut retry = attempt("cake", "2026-03-02T08:00Z", BLAMES);
    retry.stood = 1;
    assert_eq!(
        Plan::of(&[retry], &[&cake], &on("2026-03-02")).due.len(),
        1,
        "the scenario is still new, the blame was another drill's"
    );
}

#[test]
fn where_a_scenario_changed_or_went_the_mistake_is_practised_elsewhere() {
    let text = template("cake").replace("fund: 30", "fund: 31");
    let changed = read(&text).scenario.expect("valid");
    let played = [attempt("cake", "2026-03-01T08:00Z", BLAMES)];
    let of = |shelf: &[&Scenario]| {
        let plan = Plan::of(&played, shelf, &on("2026-03-05"));
        plan.due.into_iter().find(|due| due.card == Card::Mistake(BLAME))
    };
    let due = of(&[&changed]).expect("from its beginning");
    assert_eq!(due.start, Start::Beginning);
    assert!(
        due.why.ends_with("The scenario has changed since: from its beginning."),
        "{}",
        due.why
    );
    let due = of(&[&scenario("other", Level::Hard)]).expect("with another customer");
    assert!(
        due.scenario == "other" && due.why.contains("another customer"),
        "{}",
        due.why
    );
    assert_eq!(of(&[]), None);
    assert_eq!(Plan::of(&played, &[], &on("2026-03-05")), Plan::default());
}

#[test]
fn a_day_is_one_of_the_persons_own_time_zone() {
    let cake = scenario("cake", Level::Starter);
    let mut late = attempt("cake", "2026-03-01T23:30Z", WELL);
    late.accuracy = 1_000;
    let due = |now: &str| {
        let plan = Plan::of(std::slice::from_ref(&late), &[&cake], &now.parse().expect("a moment"));
        (plan.due.len(), plan.next().map(|day| day.to_string()))
    };
    assert_eq!(due("2026-03-02T12:00[Europe/Vienna]"), (0, Some("2026-03-03".into())));
    assert_eq!(due("2026-03-02T12:00[UTC]"), (1, Some("2026-03-02".into())));
}

/// What may have been done at a choice.
fn moments() -> impl Strategy<Value = Vec<(u16, u8, Option<Mistake>)>> {
    let mistake = prop_oneof![
        3 => Just(None),
        1 => Just(Some(BLAME)),
        1 => Just(Some(Mistake::Left(ActKind::Listen))),
        1 => Just(Some(Mistake::Otherwise)),
    ];
    proptest::collection::vec((0..6_u16, 0..4_u8, mistake), 0..6)
}

proptest! {
    #[test]
    fn a_plan_is_the_same_in_whatever_order_attempts_are_given(
        drills in proptest::collection::vec((0..400_i64, moments(), 0..10_001_u16, any::<bool>()), 0..8),
        today in 0..800_i64,
    ) {
        let shelf = [scenario("cake", Level::Starter), scenario("other", Level::Regular)];
        let shelf: Vec<&Scenario> = shelf.iter().collect();
        let day = |number: i64| format!("{}", jiff::civil::date(2025, 1, 1).saturating_add(jiff::Span::new().days(number)));
        let mut played: Vec<Attempt> = drills.iter().enumerate().map(|(at, (on, moments, accuracy, helped))| {
            // No two at the same instant: which of these comes first would not be known.
            let mut played = attempt("cake", &format!("{}T08:00:{at:02}Z", day(*on)), moments);
            (played.accuracy, played.helped) = (*accuracy, *helped);
            played
        }).collect();
        let now = on(&day(today));
        let plan = Plan::of(&played, &shelf, &now);
        played.reverse();
        prop_assert_eq!(&Plan::of(&played, &shelf, &now), &plan);
        for due in &plan.due {
            prop_assert!(due.on <= now.date() && !due.why.is_empty());
            prop_assert!(due.recall.is_none_or(|recall| (0.0..=1.0).contains(&recall)));
        }
        prop_assert!(plan.later.iter().all(|later| later.on > now.date()));
        prop_assert!(plan.later.is_sorted_by_key(|later| later.on));
    }
}
