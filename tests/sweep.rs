//! The sweep over policies against solving each policy by itself.

use bounceback::customer::{ActKind, Patience, Talk, Temper, Tier};
use bounceback::drill::{Rules, Setup};
use bounceback::scenario::{Policy, Scenario, read, template};
use bounceback::solve::{Level, Persona, Solver, Sweep, Terms, Value, expected};
use bounceback::vocabulary::Vocabulary;

/// The template with these replacements.
fn changed(replacements: &[(&str, &str)]) -> Scenario {
    let mut text = template("cake");
    for (from, to) in replacements {
        assert!(text.contains(from), "the template holds no `{from}`");
        text = text.replace(from, to);
    }
    let reading = read(&text);
    reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.found))
}

/// Without it the baker can be asked again and again.
const ONCE: (&str, &str) = ("when: (not_done: [CheckWithManager]),", "");

fn variants() -> Vec<(&'static str, Scenario)> {
    let hard = [
        ("obvious: true", "obvious: false, stable: true"),
        ("channel: FaceToFace", "channel: Phone"),
    ];
    // With 7 left she is sent away: a larger fund leads elsewhere, and that is worse.
    let branch = "acts: [Listen, Empathise],\n branches: [(when: (money: 7), next: \"end\")],";
    vec![
        // Who has asked the baker and may spend nothing can only wait.
        ("only waiting may be left", changed(&[])),
        ("a way on is always free", changed(&[ONCE])),
        ("hard", changed(&[ONCE, hard[0], hard[1]])),
        (
            "hot",
            changed(&[("[(Calm, 64), (Typical, 128), (Hot, 64)]", "[(Hot, 256)]")]),
        ),
        (
            "a larger fund does harm",
            changed(&[ONCE, ("acts: [Listen, Empathise],", branch)]),
        ),
    ]
}

/// Every customer with a probability.
fn customers(scenario: &Scenario, policy: &Policy) -> Vec<(f64, Setup)> {
    let weights = &scenario.customer;
    let mut all = Vec::new();
    for (a, &temper) in Temper::ALL.iter().enumerate() {
        for (b, &patience) in Patience::ALL.iter().enumerate() {
            for (c, &talk) in Talk::ALL.iter().enumerate() {
                let share = [weights.tempers[a], weights.patiences[b], weights.talks[c]];
                let share: f64 = share.iter().map(|&weight| f64::from(weight) / 256.0).product();
                let policy = policy.clone();
                all.push((
                    share,
                    Setup {
                        policy,
                        temper,
                        patience,
                        talk,
                        begin: None,
                    },
                ));
            }
        }
    }
    all
}

/// A mean over all customers, solved one by one.
fn mean(scenario: &Scenario, policy: &Policy, value: impl Fn(Rules<'_>) -> Value) -> f64 {
    let values = customers(scenario, policy).into_iter().map(|(share, setup)| {
        let value = value(Rules::new(scenario, &setup));
        share * value.cents_above(Value::from_cents(0))
    });
    values.sum()
}

fn best(scenario: &Scenario, policy: &Policy) -> f64 {
    mean(scenario, policy, |rules| {
        Solver::new(rules).scale().expect("small").best
    })
}

fn near(found: Value, expect: f64) -> bool {
    (found.cents_above(Value::from_cents(0)) - expect).abs() < 1e-3
}

fn levels(scenario: &Scenario, terms: Terms) -> Vec<Level> {
    Sweep::new(scenario, &scenario.policy).levels(terms).expect("small")
}

fn own(scenario: &Scenario) -> Terms {
    Terms::of(&scenario.policy)
}

#[test]
fn at_every_fund_the_sweep_says_what_solving_says() {
    for (name, scenario) in variants() {
        let mut sweep = Sweep::new(&scenario, &scenario.policy);
        let levels = sweep.levels(own(&scenario)).expect("small");
        let steps = sweep.steps().to_vec();
        let funds = steps
            .iter()
            .flat_map(|&step| [step - 1, step])
            .filter(|&fund| fund >= 0);
        for fund in funds.chain([1_000_000]) {
            let terms = Terms { fund, ..own(&scenario) };
            let policy = terms.applied(&scenario.policy);
            let found = Level::at(&levels, fund).best;
            let expect = best(&scenario, &policy);
            assert!(
                near(found.value, expect),
                "{name}, {fund}: {:?} is not {expect}",
                found.value
            );
            let whole: f64 = found.tiers.iter().sum();
            assert!((whole - 1.0).abs() < 1e-9, "{name}, {fund}: {whole}");
            let typical = sweep.typical(terms).expect("small");
            let expect = mean(&scenario, &policy, |rules| {
                expected(rules, Persona::Random).expect("small")
            });
            assert!(near(typical, expect), "{name}, {fund}: {typical:?} is not {expect}");
        }
    }
}

#[test]
fn a_larger_fund_is_worth_no_less_unless_the_scenario_makes_it_so() {
    for (name, scenario) in variants() {
        let levels = levels(&scenario, own(&scenario));
        let falls = levels.windows(2).any(|pair| pair[1].best.value < pair[0].best.value);
        assert_eq!(falls, name == "a larger fund does harm", "{name}: {levels:?}");
    }
}

#[test]
fn with_one_cent_less_than_enough_the_best_play_is_worth_less() {
    for (name, scenario) in variants() {
        let levels = levels(&scenario, own(&scenario));
        let enough = levels.last().expect("a level").fund;
        let at = |fund: i64| best(&scenario, &Terms { fund, ..own(&scenario) }.applied(&scenario.policy));
        assert!((at(enough) - at(1_000_000)).abs() < 1e-3, "{name}");
        assert!(
            (at(enough) - at(enough - 1)).abs() > 1e-3,
            "{name}: {enough} is not the smallest"
        );
    }
}

#[test]
fn what_a_manager_never_grants_might_as_well_be_impossible() {
    let refund = "acts: [Compensate(kind: Money, level: 5)],";
    let fix = "acts: [Apologise, Own, Fix],";
    let finish = "when: (settled: false),";
    let never = |acts: &str| format!("{acts} when: (granted: true),");
    let check = |approval: u64, replacements: &[(&str, &str)]| {
        let barred = changed(&[]);
        let gone = changed(replacements);
        let terms = |scenario: &Scenario, approval: u64| Terms {
            approval,
            refusal_weight: 256,
            ..own(scenario)
        };
        let (one, other) = (terms(&barred, approval), terms(&gone, 0));
        for fund in [0, 200, 600, 800, 4000, 9000] {
            let value = |scenario: &Scenario, terms: Terms| Level::at(&levels(scenario, terms), fund).best.value;
            assert!(value(&barred, one).same(value(&gone, other)), "{fund}");
            let typical = |scenario: &Scenario, terms: Terms| {
                let mut sweep = Sweep::new(scenario, &scenario.policy);
                sweep.typical(Terms { fund, ..terms }).expect("small")
            };
            assert!(typical(&barred, one).same(typical(&gone, other)), "{fund}");
        }
    };
    let no_refund = never(refund);
    check(ActKind::Compensate.bit(), &[(refund, &no_refund)]);
    let no_fix = never(fix);
    let no_finish = "when: (settled: false, granted: true),";
    check(ActKind::Fix.bit(), &[(fix, &no_fix), (finish, no_finish)]);
}

#[test]
fn a_sweep_is_the_same_every_time() {
    let (_, scenario) = variants().swap_remove(2);
    let once = levels(&scenario, own(&scenario));
    assert_eq!(once, levels(&scenario, own(&scenario)));
    // And whatever was asked before.
    let mut sweep = Sweep::new(&scenario, &scenario.policy);
    let other = Terms {
        approval: ActKind::Fix.bit(),
        refusal_weight: 0,
        ..own(&scenario)
    };
    let eased = sweep.levels(other).expect("small");
    assert_ne!(eased, once, "an act that needs approval is dearer");
    assert_eq!(sweep.levels(own(&scenario)).expect("small"), once);
}

#[test]
fn the_tiers_are_those_of_the_best_play() {
    let scenario = changed(&[]);
    let levels = levels(&scenario, own(&scenario));
    let last = levels.last().expect("a level").best;
    assert!((last.at_least(Tier::Loyal) - 1.0).abs() < 1e-9, "{last:?}");
    assert!(
        (last.spent - 900.0).abs() < 1e-6,
        "the cake, the candles and the lesson: {last:?}"
    );
}
