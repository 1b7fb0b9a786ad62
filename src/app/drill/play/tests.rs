//! The telling, without a window.

use super::*;
use crate::library::Library;
use crate::session::{Mode, Pace};

fn play() -> Play {
    let library = Library::shipped();
    let scenario = library.find("broken-heel").expect("shipped");
    let options = Options {
        seed: 7,
        mode: Mode::Practice,
        pace: Pace::Real,
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
