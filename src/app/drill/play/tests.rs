//! The telling, without a window.

use super::*;
use crate::library::Library;
use crate::session::{Mode, Pace};

fn play() -> Play {
    play_at(Pace::Real)
}

fn play_at(pace: Pace) -> Play {
    let library = Library::shipped();
    let scenario = library.find("broken-heel").expect("shipped");
    let options = Options {
        seed: 7,
        mode: Mode::Practice,
        pace,
        temper: None,
    };
    Play::start(scenario, scenario.policy.clone(), options)
}

fn until(play: &mut Play, phase: Phase) -> f32 {
    let mut seconds = 0.0;
    while play.phase() != phase {
        play.pass(1.0 / 60.0, true);
        seconds += 1.0 / 60.0;
        assert!(seconds < 120.0, "it gets there");
    }
    seconds
}

#[test]
fn no_thinking_time_counts_while_the_customer_speaks() {
    let mut play = play();
    let before = play.solo().ring();
    assert_eq!(play.phase(), Phase::Telling);
    until(&mut play, Phase::Deciding);
    assert_eq!(play.solo().ring(), before);
    play.is_paused = true;
    play.pass(600.0, true);
    assert_eq!(play.solo().ring(), before);
    play.is_paused = false;
    for _ in 0..3000 {
        play.pass(1.0 / 30.0, true);
    }
    assert_ne!(play.solo().ring(), before, "a hundred seconds of thinking count");
}

#[test]
fn an_untimed_decision_rests_when_everything_stands() {
    for (pace, rests) in [(Pace::Untimed, true), (Pace::Relaxed, false)] {
        let mut play = play_at(pace);
        let mut frames = 0;
        // Whenever it says that it rests, a later picture would look the same.
        while !play.is_still() && frames < 4000 {
            play.pass(1.0 / 10.0, false);
            frames += 1;
        }
        assert_eq!(play.is_still(), rests, "{pace:?}");
        assert_eq!(play.phase(), Phase::Deciding);
        if rests {
            assert!(
                play.offered_seconds >= SLIDE_SECONDS,
                "the cards stand where they belong"
            );
            play.hint();
            play.hint();
            assert!(!play.is_still(), "the best move is still worked out");
        }
    }
}

#[test]
fn a_drill_is_told_to_its_end_and_every_word_is_in_the_transcript() {
    let mut play = play();
    for _ in 0..60 {
        while play.hasten() {}
        if play.phase() == Phase::Ended {
            break;
        }
        let offer = play.solo().offers().into_iter().find(|offer| offer.barred.is_none());
        play.choose(offer.expect("a way on").index)
            .expect("what is on offer is legal");
    }
    assert_eq!(play.phase(), Phase::Ended);
    assert_eq!(play.told(), play.drill().transcript());
}

#[test]
fn undo_shows_what_was_said_before() {
    let mut play = play();
    while play.hasten() {}
    let before = (
        play.bubble.as_ref().map(|bubble| bubble.text.clone()),
        play.captions.clone(),
    );
    play.choose(play.solo().offers()[0].index).expect("on offer");
    while play.hasten() {}
    play.undo();
    assert_eq!(play.phase(), Phase::Deciding);
    assert_eq!(
        (
            play.bubble.as_ref().map(|bubble| bubble.text.clone()),
            play.captions.clone()
        ),
        before
    );
    assert!(play.drill().steps().is_empty());
}

#[test]
fn a_customer_who_is_left_waiting_says_so_and_goes() {
    let mut play = play();
    let mut waited = 0.0;
    let mut lines = std::collections::BTreeSet::new();
    while play.phase() != Phase::Ended || play.leaving < 1.0 {
        play.pass(0.25, true);
        waited += 0.25;
        lines.extend(play.bubble.as_ref().map(|bubble| bubble.text.clone()));
        assert!(waited < 2000.0, "nobody waits for ever");
    }
    assert!(play.drill().walked_out());
    assert!(
        lines.len() >= 3,
        "the first line, a word about waiting, the last word: {lines:?}"
    );
    assert!(matches!(play.gesture(), Some((Gesture::Leaving, _))));
}

#[test]
fn a_retry_stands_at_the_decision_as_it_stood() {
    let mut play = play();
    let mut stood = Vec::new();
    while play.hasten() {}
    while play.phase() != Phase::Ended {
        let words = play.bubble.as_ref().map(|bubble| bubble.text.clone());
        stood.push((words, play.captions.clone(), play.day, play.felt, play.solo().offers()));
        let offer = play.solo().offers().into_iter().find(|offer| offer.barred.is_none());
        play.choose(offer.expect("a way on").index).expect("on offer");
        while play.hasten() {}
    }
    assert!(stood.len() > 2);
    for (at, stood) in stood.iter().enumerate() {
        let mut retry = play.retry(at).expect("its own record");
        assert_eq!(
            (retry.phase(), retry.solo().retried_from()),
            (Phase::Deciding, Some(at + 1))
        );
        let words = retry.bubble.as_ref().map(|bubble| bubble.text.clone());
        let now = (
            words,
            retry.captions.clone(),
            retry.day,
            retry.felt,
            retry.solo().offers(),
        );
        assert_eq!(&now, stood, "move {}", at + 1);
        retry.undo();
        assert_eq!(retry.drill().steps().len(), at, "what stood before stays");
        retry.choose(retry.solo().offers()[0].index).expect("on offer");
        let again = retry.again();
        assert_eq!((again.drill().steps().len(), again.phase()), (at, Phase::Deciding));
    }
}

/// Plays on until the noises hold what is looked for; everything heard on the way.
fn heard(play: &mut Play) -> Vec<Noise> {
    let mut all = play.take_noises();
    while play.hasten() {
        all.extend(play.take_noises());
    }
    all
}

#[test]
fn every_line_of_the_customers_is_heard_once_and_a_key_silences_it() {
    let mut play = play();
    let mut all = play.take_noises();
    let is_line = |noise: &&Noise| matches!(noise, Noise::Line(..));
    until(&mut play, Phase::Deciding);
    all.extend(play.take_noises());
    let said = play.told();
    let spoken = said.iter().filter(|said| said.speaker == Speaker::Customer).count();
    assert_eq!(all.iter().filter(is_line).count(), spoken);
    play.choose(play.solo().offers()[0].index).expect("on offer");
    let now = play.take_noises();
    assert!(now.starts_with(&[Noise::Hush]), "the customer falls silent: {now:?}");
    while !play.is_speaking() {
        play.pass(1.0 / 60.0, true);
    }
    assert!(play.take_noises().iter().any(|noise| matches!(noise, Noise::Line(..))));
    assert!(play.hasten());
    assert_eq!(play.take_noises(), [Noise::Hush]);
    assert!(
        play.bubble.as_ref().is_some_and(Bubble::is_complete),
        "a key completes it"
    );
}

#[test]
fn a_trainee_who_interrupts_cuts_the_customers_line_off() {
    let mut play = play();
    heard(&mut play);
    let before = play.bubble.as_ref().expect("a line").text.clone();
    let offers = play.solo().offers();
    let index = offers
        .iter()
        .map(|offer| offer.index)
        .find(|index| play.is_interruption(*index))
        .expect("the heel's first beat offers an interruption");
    play.choose(index).expect("on offer");
    let bubble = play.bubble.clone().expect("it stands there, cut off");
    assert!(bubble.is_cut() && bubble.text.ends_with(" —"), "{bubble:?}");
    assert!(before.starts_with(bubble.text.trim_end_matches(" —")));
    assert!(play.echo.is_some(), "and the trainee speaks");
    assert!(play.take_noises().contains(&Noise::Effect(Effect::Interruption)));
    heard(&mut play);
    assert!(
        play.bubble.as_ref().is_none_or(|bubble| !bubble.is_cut()),
        "it does not stay"
    );
    assert_eq!(
        play.told(),
        play.drill().transcript(),
        "the transcript keeps every word"
    );
}

#[test]
fn an_angry_customer_cuts_in_on_what_makes_it_worse() {
    // Seeds and moves until somebody is angry enough: every drill that is played here is played to its end.
    let library = Library::shipped();
    let mut cuts = 0;
    for scenario in library.scenarios() {
        for seed in 0..30 {
            let options = Options {
                seed,
                mode: Mode::Drill,
                pace: Pace::Untimed,
                temper: Some(crate::customer::Temper::Hot),
            };
            let mut play = Play::start(scenario, scenario.policy.clone(), options);
            heard(&mut play);
            while play.phase() != Phase::Ended {
                let offers = play.solo().offers();
                let open: Vec<u8> = offers
                    .iter()
                    .filter(|offer| offer.barred.is_none())
                    .map(|offer| offer.index)
                    .collect();
                let pick = usize::try_from(seed).expect("small") + play.drill().steps().len();
                let index = open[pick % open.len()];
                let beat = play.drill().rules().beat(play.drill().state()).expect("a beat");
                let names = play.drill().rules().names();
                let whole = scenario.beat(beat).moves[usize::from(index)].say.fill(&names);
                play.choose(index).expect("on offer");
                if let Some(echo) = play.echo.clone()
                    && play.customer_cuts_in
                {
                    assert!(play.felt.anger <= 9 && whole.starts_with(echo.trim_end_matches(" —")));
                    let mut noises = play.take_noises();
                    while play.echo.is_some() {
                        play.pass(0.1, true);
                    }
                    noises.extend(play.take_noises());
                    assert!(noises.contains(&Noise::Effect(Effect::Interruption)), "{noises:?}");
                    assert!(play.is_speaking(), "the customer speaks over it");
                    cuts += 1;
                }
                heard(&mut play);
            }
        }
    }
    assert!(cuts > 10, "{cuts}");
}

#[test]
fn what_a_move_costs_and_what_is_refused_is_heard() {
    let mut play = play();
    heard(&mut play);
    assert!(play.choose(200).is_err());
    assert_eq!(play.take_noises(), [Noise::Effect(Effect::Refused)]);
    let mut coins = 0;
    while play.phase() != Phase::Ended {
        let dear = play.solo().offers().into_iter().filter(|offer| offer.barred.is_none());
        let dear = dear.max_by_key(|offer| offer.cost).expect("a way on");
        play.choose(dear.index).expect("on offer");
        let noises = heard(&mut play);
        let is_paid = noises.contains(&Noise::Effect(Effect::Coin));
        assert_eq!(is_paid, dear.cost > 0, "{dear:?}: {noises:?}");
        coins += u32::from(is_paid);
    }
    assert!(coins > 0);
}

#[test]
fn a_telephone_is_heard_where_there_is_one() {
    let library = Library::shipped();
    let scenario = library.find("leaking-roof").expect("shipped");
    let options = Options {
        seed: 3,
        mode: Mode::Practice,
        pace: Pace::Real,
        temper: None,
    };
    let mut play = Play::start(scenario, scenario.policy.clone(), options);
    assert_eq!(play.take_noises().first(), Some(&Noise::Effect(Effect::PhoneOpens)));
    let mut all = Vec::new();
    while play.phase() != Phase::Ended {
        play.pass(0.25, true);
        all.extend(play.take_noises());
    }
    assert!(play.drill().walked_out());
    let closing = Noise::Effect(Effect::PhoneCloses);
    assert_eq!(all.iter().filter(|noise| **noise == closing).count(), 1);
    assert_eq!(all.last(), Some(&closing));
}
