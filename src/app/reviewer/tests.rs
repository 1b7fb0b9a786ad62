//! The reviewer, without a window.

use std::time::{Duration, Instant};

use super::*;
use crate::customer::Temper;
use crate::drill::Choice;
use crate::scenario::{read, template};
use crate::solve::review;

fn drill(text: &str, seed: u64) -> Drill {
    let scenario = Arc::new(read(text).scenario.expect("a valid scenario"));
    let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Typical), seed);
    Drill::start(&scenario, setup, seed)
}

fn choose_last(drill: &mut Drill) {
    let offer = drill.offers().into_iter().rfind(|offer| offer.barred.is_none());
    drill
        .choose(Choice::Move(offer.expect("a way on").index))
        .expect("on offer");
}

/// Follows the drill until its review is there.
fn reviewed(reviewer: &mut Reviewer, drill: &Drill) -> Known<Review> {
    let begun = Instant::now();
    loop {
        reviewer.follow(drill);
        if let Some(review) = reviewer.review(drill) {
            return review.clone();
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "no review came");
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn the_thread_reviews_as_review_does_after_each_choice() {
    let mut drill = drill(&template("cake"), 5);
    let mut reviewer = Reviewer::default();
    drill.choose(Choice::Wait).expect("in the talk");
    while !drill.is_over() {
        assert_eq!(reviewed(&mut reviewer, &drill), Ok(review(&drill).expect("small")));
        choose_last(&mut drill);
    }
    let last = reviewed(&mut reviewer, &drill).expect("small");
    assert_eq!(last, review(&drill).expect("small"));
    assert!(last.recovery_score < 100.0, "this play is not the best: {last:?}");
}

#[test]
fn a_drill_that_is_taken_up_again_has_the_review_of_its_own_choices() {
    let mut played = drill(&template("cake"), 5);
    let mut reviewer = Reviewer::default();
    choose_last(&mut played);
    let first = reviewed(&mut reviewer, &played);
    let mut other = played.first(0);
    other.choose(Choice::Move(other.offers()[0].index)).expect("on offer");
    assert_eq!(reviewer.review(&other), None, "that was another choice");
    assert_ne!(reviewed(&mut reviewer, &other), first);
}

#[test]
fn the_best_line_is_told_from_any_state() {
    let played = drill(&template("cake"), 5);
    let mut reviewer = Reviewer::default();
    let begun = Instant::now();
    let line = loop {
        reviewer.follow(&played);
        if let Some(line) = reviewer.line(&played, played.state()) {
            break line.clone().expect("small");
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "no line came");
        thread::sleep(Duration::from_millis(1));
    };
    assert!(line.steps.len() > 2);
    assert!(line.steps.last().expect("moves").transition.next.is_over());
}

#[test]
fn the_thread_ends_when_it_is_let_go() {
    let drill = drill(&template("cake"), 5);
    let (wishes, wished) = channel();
    let (answer, answers) = channel();
    let (scenario, setup) = (Arc::clone(&drill.scenario), drill.setup.clone());
    let thread = thread::spawn(move || work(&scenario, &setup, &wished, &answer));
    wishes.send(Wish::Review(Box::new(drill))).expect("it listens");
    drop(answers);
    drop(wishes);
    thread.join().expect("it ends without a panic");
}

#[test]
fn what_cannot_be_solved_is_said_in_a_sentence() {
    let mut solver = Err(crate::solve::TooLarge::Watched);
    let known: Known<()> = asked(&mut solver, |_| Ok(()));
    assert_eq!(known, Err(crate::solve::TooLarge::Watched.to_string()));
}
