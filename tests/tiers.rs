//! How customers can leave, and the worst line: against brute force over whole states, nothing merged.

#[path = "common/solved.rs"]
mod solved;

use std::collections::{HashMap, HashSet};

use bounceback::customer::chance::branches;
use bounceback::drill::{Choice, Rules, Setup, State};
use bounceback::library::Library;
use bounceback::scenario::{read, template};
use bounceback::solve::{Persona, Solver, Value, difficulty, played, tiers, worst_line};
use bounceback::vocabulary::Vocabulary;

fn choices(rules: &Rules<'_>, s: &State) -> Vec<Choice> {
    let free = rules.offers(s).filter(|offer| offer.barred.is_none());
    let all: Vec<Choice> = free.map(|offer| Choice::Move(offer.index)).collect();
    if all.is_empty() { vec![Choice::Wait] } else { all }
}

fn after(rules: &Rules<'_>, s: &State, choice: Choice) -> Vec<(f64, State)> {
    let mut list = Vec::new();
    branches(
        |chance| rules.play(s, choice, chance).expect("on offer").next,
        |weight, bytes, next| {
            #[expect(clippy::cast_precision_loss, reason = "compared with a tolerance")]
            let share = weight as f64 / 256_f64.powi(i32::try_from(bytes).expect("few"));
            list.push((share, next));
        },
    );
    list
}

/// Every tier that is met, by whole states.
fn brute(rules: &Rules<'_>) -> [bool; 5] {
    let mut met = [false; 5];
    let mut known = HashSet::new();
    let mut open = vec![rules.start()];
    while let Some(state) = open.pop() {
        if state.is_over() {
            met[rules.final_outcome(&state).tier as usize] = true;
        } else if known.insert(state) {
            for choice in choices(rules, &state) {
                open.extend(after(rules, &state, choice).into_iter().map(|(_, next)| next));
            }
        }
    }
    met
}

/// The value of the worst play in cents, by whole states.
fn worst(rules: &Rules<'_>, s: &State, known: &mut HashMap<State, f64>) -> f64 {
    if s.is_over() {
        #[expect(clippy::cast_precision_loss, reason = "compared with a tolerance")]
        return rules.final_outcome(s).net as f64;
    }
    if let Some(value) = known.get(s) {
        return *value;
    }
    let mut least = f64::INFINITY;
    for choice in choices(rules, s) {
        let mean = after(rules, s, choice)
            .iter()
            .map(|(share, next)| share * worst(rules, next, known))
            .sum();
        least = least.min(mean);
    }
    known.insert(*s, least);
    least
}

#[test]
fn every_tier_that_some_play_reaches_is_told_and_no_other() {
    for scenario in solved::scenarios() {
        for (setup, _) in Setup::all(&scenario, &scenario.policy) {
            let rules = Rules::new(&scenario, &setup);
            let mut solver = Solver::new(rules);
            let found = tiers(&mut solver).expect("small");
            assert_eq!(found.reached, brute(&rules), "{}", scenario.id);
            let sum: f64 = found.best.iter().sum();
            assert!((sum - 1.0).abs() < 1e-9, "{}: {sum}", scenario.id);
            let possible = |(share, reached): (&f64, &bool)| *reached || *share <= 0.0;
            assert!(found.best.iter().zip(&found.reached).all(possible), "{}", scenario.id);
        }
    }
}

#[test]
fn the_worst_line_chooses_what_is_worth_least_all_the_way() {
    for scenario in solved::scenarios() {
        let setup = Setup::typical(&scenario, scenario.policy.clone());
        let rules = Rules::new(&scenario, &setup);
        let mut solver = Solver::with_worst(rules);
        let (line, _) = worst_line(&mut solver, &rules.start()).expect("small");
        let mut known = HashMap::new();
        for step in &line {
            let least = worst(&rules, &step.before, &mut known);
            let chosen: f64 = after(&rules, &step.before, Choice::Move(step.index))
                .iter()
                .map(|(share, next)| share * worst(&rules, next, &mut known))
                .sum();
            assert!((chosen - least).abs() < 0.01, "{}: {chosen} and {least}", scenario.id);
        }
        assert!(!line.is_empty());
    }
}

#[test]
fn the_mean_over_customers_is_that_of_each_by_weight() {
    let scenario = read(&template("template")).scenario.expect("valid");
    let customers = Setup::all(&scenario, &scenario.policy);
    assert_eq!(customers.iter().map(|(_, weight)| *weight).sum::<u32>(), 1 << 24);
    assert!(customers.is_sorted_by(|a, b| a.1 >= b.1));
    let found = difficulty(&scenario, &scenario.policy).expect("small");
    assert_eq!(found.len(), Persona::ALL.len());
    for row in found {
        let (mut cents, mut score) = (0.0, 0.0);
        for (setup, weight) in &customers {
            let rules = Rules::new(&scenario, setup);
            let scale = Solver::new(rules).scale().expect("small");
            let (value, played) = played(rules, scale, row.persona).expect("small");
            let share = f64::from(*weight) / f64::from(1 << 24);
            cents += share * value.cents_above(Value::from_cents(0));
            score += share * played.score;
        }
        #[expect(clippy::cast_precision_loss, reason = "compared with a tolerance")]
        let mean = row.mean.cents as f64;
        assert!((mean - cents).abs() <= 0.51, "{:?}", row.persona);
        assert!((row.mean.score - score).abs() < 1e-9, "{:?}", row.persona);
    }
}

#[test]
fn the_typical_customer_is_typical_where_one_can_come() {
    for scenario in Library::shipped().scenarios() {
        let setup = Setup::typical(scenario, scenario.policy.clone());
        assert_eq!(
            (setup.temper.name(), setup.patience.name(), setup.talk.name()),
            ("Typical", "Typical", "Typical")
        );
    }
    let text =
        include_str!("lint/clean.ron").replace("tempers: [(Typical, 256)]", "tempers: [(Calm, 100), (Hot, 156)]");
    let scenario = read(&text).scenario.expect("valid");
    let setup = Setup::typical(&scenario, scenario.policy.clone());
    assert_eq!(setup.temper.name(), "Hot", "the likeliest");
}
