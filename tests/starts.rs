//! A drill that begins in the middle: in the state that was asked for, played, recorded, replayed and graded from there.

use std::sync::Arc;

use bounceback::customer::{Act, CompensationKind, Mood, Patience, Talk, Temper};
use bounceback::drill::{Drill, NEAR, Record, Refusal, ReplayError, Rules, Setup, Shown, Start};
use bounceback::library::Library;
use bounceback::scenario::{Scenario, read, template};
use bounceback::session::{Debrief, Mode, Options, Pace, Reflection, Solo, Stored};
use bounceback::solve::review;

fn cake() -> Arc<Scenario> {
    Arc::new(read(&template("cake")).scenario.expect("the template is valid"))
}

const OPTIONS: Options = Options {
    seed: 7,
    mode: Mode::Practice,
    pace: Pace::Untimed,
    temper: None,
};

fn begin(scenario: &Arc<Scenario>, start: &Start) -> Solo {
    Solo::start_at(scenario, scenario.policy.clone(), start, OPTIONS)
        .unwrap_or_else(|faults| panic!("{} at {}: {faults:?}", scenario.id, start.beat))
}

fn finish(solo: &mut Solo) {
    while !solo.drill().is_over() {
        let open = solo.offers().into_iter().find(|offer| offer.barred.is_none());
        match open {
            Some(offer) => solo.choose(offer.index).map(drop).expect("on offer"),
            None => solo.wait().map(drop).expect("in the talk"),
        }
    }
}

#[test]
fn every_beat_of_every_scenario_begins_with_every_anger() {
    for scenario in Library::shipped().scenarios() {
        for (at, beat) in scenario.beats.iter().enumerate() {
            for anger in 0..=9 {
                let mood = Mood {
                    anger: Some(anger),
                    ..Mood::default()
                };
                let start = Start {
                    mood,
                    ..Start::at(&beat.id)
                };
                // Whom nothing was given is not calmed altogether.
                let calmed = match start.setup(scenario, scenario.policy.clone(), OPTIONS.seed) {
                    Ok(_) => start,
                    Err(faults) => {
                        assert!(
                            anger < 4 && beat.day.is_none(),
                            "{} {}: {faults:?}",
                            scenario.id,
                            beat.id
                        );
                        assert!(faults[0].to_string().contains("calmer has got a fix"), "{}", faults[0]);
                        let fixed = if scenario.profile.irreparable {
                            Act::Compensate {
                                kind: CompensationKind::InKind,
                                level: 10,
                            }
                        } else {
                            Act::Fix
                        };
                        Start {
                            did: vec![fixed],
                            ..start
                        }
                    }
                };
                if let Err(faults) = calmed.setup(scenario, scenario.policy.clone(), OPTIONS.seed) {
                    // Some are never quite calm again, whatever they get.
                    assert!(anger < 2, "{} {}: {faults:?}", scenario.id, beat.id);
                    continue;
                }
                let mut solo = begin(scenario, &calmed);
                let drill = solo.drill();
                let rules = drill.rules();
                assert_eq!(
                    rules.feelings(drill.state()).anger,
                    anger,
                    "{} {}",
                    scenario.id,
                    beat.id
                );
                assert_eq!(
                    rules.beat(drill.state()).map(bounceback::scenario::BeatId::index),
                    Some(at)
                );
                if anger % 4 == 1 {
                    finish(&mut solo);
                    let stored = Stored {
                        record: solo.drill().record(),
                        reflection: Reflection::default(),
                        scenario_text: None,
                    };
                    let record = Stored::read(&stored.text()).expect("a drill").record;
                    let again = Drill::replay(scenario, &record).expect("it replays");
                    assert_eq!(again.state(), solo.drill().state(), "{}", beat.id);
                    assert_eq!(again.steps(), solo.drill().steps());
                }
            }
        }
    }
}

#[test]
fn other_feelings_are_near_to_what_was_asked_or_refused_with_what_is_near() {
    let scenario = cake();
    let felt = |mood: Mood, did: &[Act]| {
        let start = Start {
            mood,
            did: did.to_vec(),
            ..Start::at("remedy")
        };
        let setup = start.setup(&scenario, scenario.policy.clone(), 7)?;
        let rules = Rules::new(&scenario, &setup);
        Ok::<_, Vec<_>>(rules.feelings(&rules.start()))
    };
    for dread in [20, 40, 60, 80] {
        let mood = Mood {
            dread: Some(dread),
            anger: Some(5),
            ..Mood::default()
        };
        let found = felt(mood, &[]).expect("it can be felt");
        assert!(found.dread().abs_diff(dread) <= NEAR && found.anger == 5, "{found:?}");
    }
    let lost = Mood {
        loss: Some(10),
        ..Mood::default()
    };
    let faults = felt(lost, &[]).expect_err("nothing was mended");
    assert!(
        faults[0]
            .to_string()
            .starts_with("loss cannot be 10 here together with the rest: the nearest is "),
        "{}",
        faults[0]
    );
    let mended = felt(lost, &[Act::Own, Act::Fix, Act::Listen]).expect("mended");
    assert!(mended.loss() <= 10 + NEAR, "{mended:?}");
    let wild = Mood {
        anger: Some(10),
        dread: Some(101),
        ..Mood::default()
    };
    let words: Vec<String> = felt(wild, &[])
        .expect_err("out of range")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        words,
        [
            "anger is a number from 0 to 9, not 10",
            "dread is a number from 0 to 100, not 101"
        ]
    );
    // In the days after, feelings stand by themselves.
    let start = Start {
        mood: Mood {
            anger: Some(6),
            loss: Some(33),
            dread: Some(44),
            respect: Some(55),
        },
        ..Start::at("morning")
    };
    let solo = begin(&scenario, &start);
    let found = solo.drill().rules().feelings(solo.drill().state());
    assert_eq!((found.anger, found.loss(), found.dread(), found.ij), (6, 33, 44, 55));
    assert!(!solo.drill().state().in_talk());
}

#[test]
fn what_has_happened_before_counts() {
    let text = template("cake")
        .replace("acts: [DemandProof],", "acts: [DemandProof], sets: [\"asked\"],")
        .replace(
            "when: (not_done: [CheckWithManager]),",
            "when: (flags: [\"asked\"], not_done: [CheckWithManager]),",
        );
    let scenario = Arc::new(read(&text).scenario.expect("valid"));
    let moves = |start: &Start| -> Vec<(String, Option<Refusal>)> {
        let solo = begin(&scenario, start);
        let beat = solo.drill().rules().beat(solo.drill().state()).expect("a beat");
        let name = |index: u8| scenario.beat(beat).moves[usize::from(index)].id.clone();
        let mut all: Vec<_> = solo
            .offers()
            .into_iter()
            .map(|offer| (name(offer.index), offer.barred))
            .collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    };
    let names = |start: &Start| moves(start).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let plain = Start::at("remedy");
    assert_eq!(names(&plain), ["money", "own"]);
    let flagged = Start {
        flags: vec!["asked".to_owned()],
        ..plain.clone()
    };
    assert_eq!(names(&flagged), ["ask", "money", "own"]);
    let asked = Start {
        did: vec![Act::CheckWithManager],
        ..flagged.clone()
    };
    assert_eq!(names(&asked), ["money", "own"]);

    // The fund is 30, a full refund costs 40, the fix 6.
    let broke = Start {
        spent: 29_00,
        ..plain.clone()
    };
    assert!(
        moves(&broke)
            .iter()
            .all(|(_, barred)| matches!(barred, Some(Refusal::OverFund { left: 100, .. }))),
        "{:?}",
        moves(&broke)
    );
    let granted = Start { granted: true, ..broke };
    assert!(moves(&granted).iter().all(|(_, barred)| barred.is_none()));
    // What was done is part of what was spent.
    let mended = Start {
        did: vec![Act::Fix],
        spent: 4_00,
        ..plain.clone()
    };
    let solo = begin(&scenario, &mended);
    assert_eq!(solo.drill().rules().money_left(solo.drill().state()), 24_00);
    let dearer = begin(&scenario, &Start { spent: 10_00, ..mended });
    assert_eq!(dearer.drill().rules().money_left(dearer.drill().state()), 20_00);

    let wrong = Start {
        flags: vec!["askd".to_owned()],
        did: vec![Act::End, Act::FollowUp],
        spent: -1,
        ..Start::at("remdy")
    };
    let words: Vec<String> = wrong
        .setup(&scenario, scenario.policy.clone(), 1)
        .expect_err("all of it is wrong")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        words,
        [
            "there is no beat `remdy`; did you mean `remedy`?",
            "no move sets a flag `askd`; did you mean `asked`?",
            "`End` ends a talk: it cannot have been done before a beat",
            "`FollowUp` is done in the days after: not before a beat of the talk",
            "what was spent is 0 to 100000000000 cents, not -1",
        ]
    );
}

#[test]
fn traits_are_those_that_were_asked_for_or_drawn_as_ever() {
    let scenario = cake();
    for seed in 0..50 {
        let drawn = Setup::draw(&scenario, scenario.policy.clone(), None, seed);
        let setup = Start::at("remedy")
            .setup(&scenario, scenario.policy.clone(), seed)
            .expect("it begins");
        assert_eq!(
            (setup.temper, setup.patience, setup.talk),
            (drawn.temper, drawn.patience, drawn.talk)
        );
    }
    let start = Start {
        temper: Some(Temper::Hot),
        patience: Some(Patience::Short),
        talk: Some(Talk::Vocal),
        ..Start::at("remedy")
    };
    let solo = Solo::start_at(
        &scenario,
        scenario.policy.clone(),
        &start,
        Options {
            temper: Some(Temper::Calm),
            ..OPTIONS
        },
    );
    let setup = solo.expect("it begins").drill().setup.clone();
    assert_eq!(
        (setup.temper, setup.patience, setup.talk),
        (Temper::Hot, Patience::Short, Talk::Vocal)
    );
}

#[test]
fn the_best_play_is_that_from_there() {
    let scenario = cake();
    let start = Start {
        mood: Mood {
            anger: Some(8),
            ..Mood::default()
        },
        did: vec![Act::DemandProof],
        spent: 12_00,
        ..Start::at("remedy")
    };
    let mut solo = begin(&scenario, &start);
    for name in ["own", "candles", "check"] {
        let beat = solo.drill().rules().beat(solo.drill().state()).expect("a beat");
        let at = scenario
            .beat(beat)
            .moves
            .iter()
            .position(|mv| mv.id == name)
            .expect("a move");
        solo.choose(u8::try_from(at).expect("few")).expect("on offer");
    }
    let judged = review(solo.drill()).expect("small");
    assert!((judged.recovery_score - 100.0).abs() < 0.5, "{judged:?}");
    let debrief = Debrief::of(&solo);
    assert_eq!(
        (debrief.first.anger, debrief.spent.as_str()),
        (8, "$21"),
        "12 before, 6 for the cake, 2 for candles, 1 for what changes"
    );
    // The best play from the beginning is worth more: here they have been asked for a slip.
    let whole = Drill::start(
        &scenario,
        Setup {
            begin: None,
            ..solo.drill().setup.clone()
        },
        7,
    );
    assert!(review(&whole).expect("small").best_cents > judged.best_cents);
    let words = solo.drill().begun().expect("it began in the middle");
    let felt = Shown::from(solo.drill().rules().feelings(&solo.drill().rules().start()));
    assert_eq!(
        words,
        format!(
            "It begins at the beat `remedy`, to try the scenario: anger 8, loss {}, dread {}; done before: DemandProof; $12 spent.",
            felt.loss, felt.dread
        )
    );
    assert_eq!(whole.begun(), None);
    // Taking moves back comes to the same beginning.
    while solo.undo() {}
    assert_eq!(*solo.drill().state(), solo.drill().rules().start());
}

#[test]
fn a_record_that_was_tampered_with_is_refused_in_a_sentence() {
    let scenario = cake();
    let record = begin(&scenario, &Start::at("remedy")).drill().record();
    let json = serde_json::to_string(&record).expect("plain data");
    let check = |from: &str, to: &str, words: &str| {
        let changed = json.replace(from, to);
        assert_ne!(changed, json, "{from} stands in {json}");
        let record: Record = serde_json::from_str(&changed).expect("still a record");
        match Drill::replay(&scenario, &record) {
            Err(ReplayError::Begin(why)) => assert!(why.contains(words), "{why}"),
            other => panic!("{changed}: {other:?}"),
        }
    };
    check(
        r#""beat":"remedy""#,
        r#""beat":"nowhere""#,
        "at the beat `nowhere`, and there is none",
    );
    check(
        r#""beat":"remedy""#,
        r#""beat":"morning""#,
        "that the beat `morning` cannot begin in",
    );
    check("0000000300000000", "ffffffffffffffff", "which is no state");
    check("0000000300000000", "rubbish", "which is no state");
    check("0000000300000000", "0000000300000004", "cannot begin in");
    check(
        r#""beat":"remedy""#,
        r#""flags":["x"],"beat":"remedy""#,
        "with the flag `x`",
    );
    check(r#""beat":"remedy""#, r#""spent":-3,"beat":"remedy""#, "-3 cents");
}
