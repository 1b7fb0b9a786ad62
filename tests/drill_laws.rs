//! The laws of a drill, over every shipped scenario: random tempers, seeds, policies and choices, legal ones and others.

use std::sync::{Arc, LazyLock};

use bounceback::customer::chance::branches;
use bounceback::customer::{self, ActKind, Patience, Talk, Temper};
use bounceback::drill::{Choice, Drill, Place, Record, ReplayError, Rules, Setup, State, Transition};
use bounceback::library::Library;
use bounceback::scenario::{Policy, Scenario, ScenarioHash, read, template};
use bounceback::session::{Mode, Options, Pace, Solo};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// All shipped scenarios, the template, and one that asks much of chance.
static SCENARIOS: LazyLock<Vec<Arc<Scenario>>> = LazyLock::new(|| {
    let shipped: Vec<_> = Library::shipped().scenarios().map(Arc::clone).collect();
    assert!(!shipped.is_empty(), "no shipped scenario can be played");
    let cake = read(&template("cake")).scenario.expect("the template is valid");
    shipped.into_iter().chain([Arc::new(cake), Arc::new(worst())]).collect()
});

/// The template with the moves that ask most of chance.
fn worst() -> Scenario {
    let text = template("worst")
        .replacen("obvious: true", "obvious: false", 1)
        .replacen("[Listen, Empathise]", "[Fix, Wait(6)]", 1)
        .replacen(
            "[CheckWithManager]",
            "[Fix, Wait(6), CheckWithManager, Ignore, Transfer]",
            1,
        )
        .replacen("[DemandProof]", "[Fix, CheckWithManager]", 1);
    read(&text).scenario.expect("a strange scenario, but a valid one")
}

/// The longest talk in ticks, and the days of the calendar: no drill has more steps than both together.
const STEPS_MAX: usize = 60 + 8;

/// One random drill: a scenario under a setup, and bytes that choose.
#[derive(Debug, Clone)]
struct Case {
    scenario: usize,
    setup: Setup,
    seed: u64,
    /// Each byte is a choice: a wait, a move of the list, or one that is not there.
    bytes: Vec<u8>,
}

impl Case {
    fn scenario(&self) -> &'static Arc<Scenario> {
        &SCENARIOS[self.scenario]
    }

    fn drill(&self) -> Drill {
        Drill::start(self.scenario(), self.setup.clone(), self.seed)
    }

    /// Plays the drill: every byte is tried, refused or not, and `each` sees what came of it.
    fn play(&self, mut each: impl FnMut(&Drill, Choice, bool)) -> Drill {
        let mut drill = self.drill();
        for &byte in &self.bytes {
            let choice = choice(byte);
            let before = drill.clone();
            let accepted = drill.choose(choice).is_ok();
            each(&before, choice, accepted);
        }
        drill
    }
}

/// Waits one time in eight; else a move of up to seven, of which a beat has at most five.
fn choice(byte: u8) -> Choice {
    if byte.is_multiple_of(8) {
        Choice::Wait
    } else if byte % 16 == 7 {
        Choice::Inject(byte / 16 % 4)
    } else {
        Choice::Move(if byte == 255 { 255 } else { (byte % 8) - 1 })
    }
}

/// Acts that a policy may put under approval.
fn approvals() -> impl Strategy<Value = u64> {
    let acts = [
        ActKind::Fix,
        ActKind::Compensate,
        ActKind::Promise,
        ActKind::Gesture,
        ActKind::Apologise,
    ];
    prop::sample::subsequence(acts.to_vec(), 0..=acts.len())
        .prop_map(|acts| acts.iter().fold(0, |set, act| set | act.bit()))
}

fn cases() -> impl Strategy<Value = Case> {
    let traits = (
        prop::sample::select(vec![Temper::Calm, Temper::Typical, Temper::Hot]),
        prop::sample::select(vec![Patience::Short, Patience::Typical, Patience::Long]),
        prop::sample::select(vec![Talk::Quiet, Talk::Typical, Talk::Vocal]),
    );
    let policy = (
        prop::option::of(0..8_usize),
        prop::option::of(approvals()),
        prop::sample::select(vec![0_u16, 1, 64, 255, 256]),
    );
    let bytes = prop::collection::vec(any::<u8>(), 0..120);
    (0..SCENARIOS.len(), traits, policy, any::<u64>(), bytes).prop_map(|(scenario, traits, policy, seed, bytes)| {
        let written = &SCENARIOS[scenario].policy;
        let (fund, approval, refusal_weight) = policy;
        let costs = &SCENARIOS[scenario].economics;
        // Nothing, everything, and a cent too little for each thing that a scenario offers.
        let funds = [
            0,
            1,
            costs.fix_cost - 1,
            costs.fix_cost,
            costs.gesture_cost - 1,
            costs.price - 1,
            costs.price / 5 - 1,
            100_000_000_000,
        ];
        Case {
            scenario,
            setup: Setup {
                policy: Policy {
                    fund: fund.map_or(written.fund, |at| funds[at].max(0)),
                    approval: approval.unwrap_or(written.approval),
                    refusal_weight,
                    ..written.clone()
                },
                temper: traits.0,
                patience: traits.1,
                talk: traits.2,
                begin: None,
            },
            seed,
            bytes,
        }
    })
}

/// Runs a law over the same random cases on every machine.
fn law(cases_count: u32, law: impl Fn(Case) -> Result<(), TestCaseError>) {
    let config = Config {
        cases: cases_count,
        failure_persistence: None,
        ..Config::default()
    };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    TestRunner::new_with_rng(config, random)
        .run(&cases(), law)
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn the_walks_see_every_scenario_to_its_end_and_meet_every_refusal() {
    use std::cell::RefCell;
    use std::collections::BTreeSet;
    let seen = RefCell::new((BTreeSet::new(), BTreeSet::new()));
    law(2_000, |case| {
        let drill = case.play(|before, choice, _| {
            if let Err(refusal) = before.rules().legal(before.state(), choice) {
                let name = format!("{refusal:?}");
                let name = name.split([' ', '(']).next().unwrap_or_default().to_owned();
                seen.borrow_mut().1.insert(name);
            }
        });
        if drill.is_over() && !drill.walked_out() {
            seen.borrow_mut().0.insert(drill.scenario.id.clone());
        }
        Ok(())
    });
    let (ended, refusals) = seen.into_inner();
    assert_eq!(ended.len(), SCENARIOS.len(), "ended: {ended:?}");
    let all = [
        "NeedsApproval",
        "NoInjects",
        "NoSuchInject",
        "NoSuchMove",
        "NoWaiting",
        "NotOnOffer",
        "Over",
        "OverFund",
    ];
    assert!(refusals.iter().map(String::as_str).eq(all), "{refusals:?}");
}

#[test]
fn a_choice_is_accepted_if_and_only_if_it_is_legal() {
    law(2_000, |case| {
        let mut fault = None;
        case.play(|before, choice, accepted| {
            let brought =
                matches!(choice, Choice::Inject(_)) && before.steps().iter().any(|step| step.choice == choice);
            let legal = !brought && before.rules().legal(before.state(), choice).is_ok();
            let offered = match choice {
                Choice::Wait => !before.is_over() && before.state().in_talk(),
                Choice::Inject(index) => before.injects().contains(&index),
                Choice::Move(index) => before
                    .offers()
                    .iter()
                    .any(|offer| offer.index == index && offer.barred.is_none()),
            };
            if accepted != legal || accepted != offered {
                fault = Some((choice, accepted, legal, offered));
            }
        });
        prop_assert_eq!(fault, None, "accepted, legal, offered");
        Ok(())
    });
}

#[test]
fn a_refused_choice_leaves_everything_as_it_was_chance_included() {
    law(1_000, |case| {
        let mut drill = case.drill();
        let mut polite = case.drill();
        for &byte in &case.bytes {
            let choice = choice(byte);
            let (before, steps) = (*drill.state(), drill.steps().len());
            if drill.choose(choice).is_err() {
                prop_assert_eq!(&before, drill.state());
                prop_assert_eq!(steps, drill.steps().len());
            } else {
                prop_assert!(
                    polite.choose(choice).is_ok(),
                    "without the refused ones it goes the same way"
                );
            }
        }
        prop_assert_eq!(drill.state(), polite.state());
        prop_assert_eq!(drill.steps(), polite.steps());
        Ok(())
    });
}

#[test]
fn a_record_goes_through_json_and_replays_to_the_same_drill() {
    law(1_000, |case| {
        let drill = case.play(|_, _, _| {});
        let record = drill.record();
        let json = serde_json::to_string(&record).expect("a record is JSON");
        let parsed: Record = serde_json::from_str(&json).expect("the record's own JSON");
        prop_assert_eq!(&parsed, &record);
        let again = Drill::replay(case.scenario(), &parsed).expect("a record replays");
        prop_assert_eq!(again.state(), drill.state());
        prop_assert_eq!(again.steps(), drill.steps());
        prop_assert_eq!(again.transcript(), drill.transcript());
        prop_assert_eq!(
            again.rules().final_outcome(again.state()),
            drill.rules().final_outcome(drill.state())
        );
        Ok(())
    });
}

#[test]
fn undo_is_the_replay_of_the_prefix() {
    law(1_000, |case| {
        let drill = case.play(|_, _, _| {});
        let last_move = drill
            .steps()
            .iter()
            .rposition(|step| matches!(step.choice, Choice::Move(_)));
        let undone = drill.undone();
        prop_assert_eq!(undone.steps(), &drill.steps()[..last_move.unwrap_or(0)]);
        let mut record = drill.record();
        record.choices.truncate(last_move.unwrap_or(0));
        let replayed = Drill::replay(case.scenario(), &record).expect("a prefix replays");
        prop_assert_eq!(undone.state(), replayed.state());
        // What was taken back can be played again, and chance falls as it fell.
        let mut again = undone;
        for step in &drill.steps()[again.steps().len()..] {
            prop_assert!(again.choose(step.choice).is_ok());
        }
        prop_assert_eq!(again.state(), drill.state());
        for count in 0..=drill.steps().len() {
            let first = drill.first(count);
            prop_assert_eq!(first.steps(), &drill.steps()[..count]);
        }
        Ok(())
    });
}

/// The clock of a state: ticks of the talk, then places on the calendar, then the end.
fn clock(state: &State) -> (u8, u8) {
    let (talk, after) = match state.mind {
        customer::State::Open(encounter) | customer::State::Left(encounter) => (encounter.clock(), 0),
        customer::State::After(aftercare) | customer::State::Done(aftercare) => (aftercare.clock(), aftercare.slot()),
    };
    (talk, if state.is_over() { u8::MAX } else { after })
}

#[test]
fn the_clock_always_advances_and_every_drill_ends() {
    law(2_000, |case| {
        let mut drill = case.play(|_, _, _| {});
        for step in drill.steps() {
            let (before, after) = (clock(&step.before), clock(&step.transition.next));
            // What a facilitator only shows takes no time; it comes once.
            let is_shown = matches!(step.choice, Choice::Inject(_)) && step.before.mind == step.transition.next.mind;
            prop_assert!(
                before < after || is_shown,
                "{:?}: {:?} to {:?}",
                step.choice,
                before,
                after
            );
        }
        // Whoever goes on with what can be chosen comes to the end: there is always something, and it never lasts for ever.
        let mut bytes = case
            .bytes
            .iter()
            .cycle()
            .map(|&byte| usize::from(byte))
            .chain(std::iter::repeat(0));
        while !drill.is_over() {
            prop_assert!(drill.steps().len() <= STEPS_MAX, "{} steps", drill.steps().len());
            let mut open: Vec<Choice> = drill
                .offers()
                .iter()
                .filter(|offer| offer.barred.is_none())
                .map(|offer| Choice::Move(offer.index))
                .collect();
            if drill.state().in_talk() {
                open.push(Choice::Wait);
            }
            prop_assert!(!open.is_empty(), "nothing can be chosen at {:?}", drill.state());
            let chosen = open[bytes.next().unwrap_or(0) % open.len()];
            prop_assert!(drill.choose(chosen).is_ok());
        }
        prop_assert!(drill.steps().len() <= STEPS_MAX, "{} steps", drill.steps().len());
        prop_assert_eq!(drill.state().place, Place::End);
        prop_assert!(drill.offers().is_empty());
        Ok(())
    });
}

/// Every way in which chance can fall after a choice: weight over 256^bytes, and where it leads.
fn outcomes(rules: &Rules<'_>, state: &State, choice: Choice) -> Vec<(u64, u32, Transition)> {
    let mut list = Vec::new();
    branches(
        |chance| rules.play(state, choice, chance).expect("a legal choice"),
        |weight, bytes, transition| list.push((weight, bytes, transition)),
    );
    list
}

#[test]
fn chance_is_a_list_whose_weights_are_one_and_the_drawn_outcome_is_in_it() {
    let most = std::cell::Cell::new(0);
    law(1_000, |case| {
        let drill = case.play(|_, _, _| {});
        let rules = drill.rules();
        for step in drill.steps() {
            let list = outcomes(&rules, &step.before, step.choice);
            let deepest = list.iter().map(|&(_, bytes, _)| bytes).max().unwrap_or(0);
            let total: u128 = list
                .iter()
                .map(|&(weight, bytes, _)| u128::from(weight) << (8 * (deepest - bytes)))
                .sum();
            prop_assert_eq!(total, 1_u128 << (8 * deepest));
            prop_assert!(
                list.iter().all(|&(weight, _, _)| weight > 0),
                "what cannot happen is not listed"
            );
            prop_assert!(list.iter().any(|(_, _, transition)| *transition == step.transition));
            most.set(most.get().max(deepest));
        }
        Ok(())
    });
    assert!(
        most.get() >= 4,
        "the walks met no more than {} chance nodes in a move",
        most.get()
    );
}

#[test]
fn a_mind_is_its_packed_word() {
    law(1_000, |case| {
        let drill = case.play(|_, _, _| {});
        for step in drill.steps() {
            let mind = step.transition.next.mind;
            prop_assert_eq!(customer::State::unpack(mind.pack()), Some(mind));
        }
        Ok(())
    });
}

#[test]
fn money_follows_the_offers() {
    law(1_000, |case| {
        let mut fault = None;
        let drill = case.play(|before, choice, accepted| {
            let left = before.rules().money_left(before.state());
            let offer = before
                .offers()
                .into_iter()
                .find(|offer| Choice::Move(offer.index) == choice);
            let over = offer.is_some_and(|offer| offer.cost > 0 && offer.cost > left);
            if accepted && over && before.state().in_talk() && !before.state().granted {
                fault = Some((choice, left));
            }
        });
        prop_assert_eq!(fault, None, "more was spent than was allowed");
        let rules = drill.rules();
        prop_assert_eq!(rules.spent(&rules.start()), 0);
        prop_assert_eq!(rules.money_left(&rules.start()), drill.setup.policy.fund);
        Ok(())
    });
}

#[test]
fn traits_are_drawn_as_the_scenario_weighs_them_and_a_given_temper_changes_nothing_else() {
    law(1_000, |case| {
        let scenario = case.scenario();
        let policy = case.setup.policy.clone();
        let drawn = Setup::draw(scenario, policy.clone(), None, case.seed);
        prop_assert_eq!(&Setup::draw(scenario, policy.clone(), None, case.seed), &drawn);
        let given = Setup::draw(scenario, policy, Some(case.setup.temper), case.seed);
        prop_assert_eq!((given.patience, given.talk), (drawn.patience, drawn.talk));
        prop_assert_eq!(given.temper, case.setup.temper);
        Ok(())
    });
}

#[test]
fn a_person_in_practice_plays_the_same_drill() {
    law(1_000, |case| {
        let options = Options {
            seed: case.seed,
            mode: Mode::Practice,
            pace: Pace::Real,
            temper: Some(case.setup.temper),
        };
        let mut solo = Solo::start(case.scenario(), case.setup.policy.clone(), options);
        for &byte in &case.bytes {
            match byte {
                240..=247 => drop(solo.pass(u64::from(byte) * 1_000)),
                248..=254 => drop(solo.undo()),
                _ => match choice(byte) {
                    Choice::Wait => drop(solo.wait()),
                    Choice::Inject(index) => drop(solo.inject(index)),
                    Choice::Move(index) => drop(solo.choose(index)),
                },
            }
        }
        let drill = solo.drill();
        let again = Drill::replay(case.scenario(), &drill.record()).expect("what a person did replays");
        prop_assert_eq!(again.state(), drill.state());
        for step in drill.steps() {
            prop_assert!(!drill.rules().account(step).felt.is_empty());
        }
        Ok(())
    });
}

#[test]
fn a_record_of_another_text_or_with_a_refused_choice_is_not_replayed() {
    let scenario = &SCENARIOS[0];
    let setup = Setup::draw(scenario, scenario.policy.clone(), None, 7);
    let good = Drill::start(scenario, setup, 7).record();
    let other = Record {
        hash: ScenarioHash::of("another text"),
        ..good.clone()
    };
    assert!(matches!(
        Drill::replay(scenario, &other),
        Err(ReplayError::OtherVersion { .. })
    ));
    let refused = Record {
        choices: vec![Choice::Wait, Choice::Move(200)],
        ..good
    };
    let error = Drill::replay(scenario, &refused).expect_err("there is no such move");
    assert!(matches!(error, ReplayError::Refused { number: 2, .. }), "{error}");
    let json = serde_json::to_string(&refused).expect("JSON");
    let more = json.replacen("\"seed\"", "\"sed\"", 1);
    assert!(
        serde_json::from_str::<Record>(&more).is_err(),
        "an unknown field is no record"
    );
}
