//! What a facilitator brings into a talk: played, refused, reviewed, kept, and what is said of injects that are written badly.

use std::sync::Arc;

use bounceback::customer::ActKind;
use bounceback::drill::{Choice, Drill, Refusal, Setup, Speaker};
use bounceback::library::Library;
use bounceback::scenario::{INJECTS_MAX, Scenario, read, template};
use bounceback::session::team::{Command, Event, Phase, Refused, Start, Team, TeamDebrief, TeamReview};
use bounceback::session::{Mode, Options, Pace, Solo};
use bounceback::solve::{Grade, Solver, review};

const INJECTS: &str = r#"
    injects: [
        (id: "bell", label: "The door bell rings", scene: "The bell over the door.", sets: ["rang"]),
        (id: "crash", label: "A tray falls", scene: "A tray falls in the kitchen.", say: "What was that?", acts: [Wait(1)]),
        (id: "slip-of-tongue", label: "The owner blames him", scene: "“Did he read it back to us?”", say: "I heard that.", acts: [Blame(Customer)]),
        (id: "later", label: "Only once it is mended", scene: "…", when: (settled: true)),
    ],
    start:"#;

fn with(injects: &str) -> String {
    template("cake").replacen("\n    start:", injects, 1)
}

fn cake() -> Arc<Scenario> {
    let reading = read(&with(INJECTS));
    Arc::new(reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.found)))
}

fn drill(scenario: &Arc<Scenario>) -> Drill {
    let setup = Setup::draw(scenario, scenario.policy.clone(), None, 7);
    Drill::start(scenario, setup, 7)
}

#[test]
fn an_inject_is_a_step_that_comes_once_and_plays_again() {
    let scenario = cake();
    let mut drill = drill(&scenario);
    assert_eq!(drill.injects(), [0, 1, 2], "nothing is settled yet");
    let before = *drill.state();
    drill.choose(Choice::Inject(0)).expect("it can be brought");
    assert_eq!(
        drill.state().mind,
        before.mind,
        "without acts the customer feels what they felt, and no time passes"
    );
    let said = drill.reaction(0);
    assert_eq!(
        (said.len(), said[0].speaker, said[0].text.as_str()),
        (1, Speaker::Scene, "The bell over the door.")
    );
    assert_eq!(drill.choose(Choice::Inject(0)), Err(Refusal::Brought));
    assert_eq!(drill.choose(Choice::Inject(9)), Err(Refusal::NoSuchInject));
    assert_eq!(drill.choose(Choice::Inject(3)), Err(Refusal::NotOnOffer));
    let anger = |drill: &Drill| drill.rules().feelings(drill.state()).anger;
    let calm = anger(&drill);
    drill.choose(Choice::Inject(2)).expect("it can be brought");
    assert!(anger(&drill) > calm, "blamed: {} after {calm}", anger(&drill));
    assert_eq!(drill.reaction(1)[1].text, "I heard that.");
    assert!(drill.transcript().iter().all(|said| said.speaker != Speaker::Trainee));
    assert_eq!(drill.rules().word(&before, Choice::Inject(2)), "inject:slip-of-tongue");
    // Kept and played again; a drill that is taken back has not seen it.
    let text = serde_json::to_string(&drill.record()).expect("plain data");
    let record = serde_json::from_str(&text).expect("what was written");
    assert_eq!(
        Drill::replay(&scenario, &record).expect("it replays").state(),
        drill.state()
    );
    assert_eq!(drill.first(0).injects(), [0, 1, 2]);
    // A silence after an inject is the first of its row, not the second.
    let waited = drill.waits_before(2);
    drill.choose(Choice::Wait).expect("in the talk");
    drill.choose(Choice::Inject(1)).expect("it can be brought");
    assert_eq!((waited, drill.waits_before(4)), (0, 1));
}

#[test]
fn in_the_days_after_and_at_the_end_nothing_is_injected() {
    let scenario = cake();
    let mut drill = drill(&scenario);
    let mut seen = (false, false);
    while !drill.is_over() {
        let open = drill.injects();
        if drill.state().in_talk() {
            seen.0 |= open.contains(&3);
        } else {
            assert_eq!(open, [0_u8; 0]);
            assert_eq!(drill.choose(Choice::Inject(1)), Err(Refusal::NoInjects));
            seen.1 = true;
        }
        let free = drill.offers().into_iter().find(|offer| offer.barred.is_none());
        drill
            .choose(Choice::Move(free.expect("a way on").index))
            .expect("on offer");
    }
    assert!(seen.1, "there are days after");
    assert_eq!(drill.choose(Choice::Inject(1)), Err(Refusal::Over));
}

#[test]
fn nobody_is_charged_for_an_inject() {
    let scenario = cake();
    let mut played = drill(&scenario);
    played.choose(Choice::Inject(2)).expect("it can be brought");
    while !played.is_over() {
        let state = *played.state();
        let rules = played.rules();
        let best = Solver::new(rules).solve(&state).expect("small").choice;
        played
            .choose(best.map_or(Choice::Wait, Choice::Move))
            .expect("the best move is on offer");
    }
    let found = review(&played).expect("small");
    let inject = &found.moves[0];
    assert!(inject.points_lost.abs() < f64::EPSILON && inject.better.is_none() && !inject.only_move);
    assert_eq!(inject.grade, Grade::Best);
    assert!(
        inject.injected < -1.0,
        "the owner's word costs something: {}",
        inject.injected
    );
    assert!(
        (found.recovery_score - 100.0).abs() < 1e-9,
        "all that they chose was best: {}",
        found.recovery_score
    );
    assert!((found.accuracy - 100.0).abs() < 0.01);
    let end = found.moves.last().expect("moves").in_reach;
    assert!(
        (found.reached() - end).abs() < 0.01,
        "what was reached is told: {} and {end}",
        found.reached()
    );
}

/// A session of the cake in which the customer is heard.
fn heard() -> Team {
    let scenario = cake();
    let mut team = Team::start(&scenario, Start::new(&scenario, 7));
    team.take(0, &Command::Next).expect("it begins");
    assert_eq!(team.phase(), Phase::Listening);
    team
}

fn inject(id: &str) -> Command {
    Command::Inject { id: id.to_owned() }
}

#[test]
fn a_facilitator_injects_what_stands_in_the_list() {
    let mut team = heard();
    let listed = |team: &Team| -> Vec<String> {
        let view = team.facilitator_view(0);
        assert_eq!(view.may.contains(&"Inject"), !view.injects.is_empty());
        view.injects.into_iter().map(|inject| inject.label).collect()
    };
    assert_eq!(
        listed(&team),
        ["The door bell rings", "A tray falls", "The owner blames him"]
    );
    assert_eq!(team.take(1, &inject("bel")), Err(Refused::NoSuchInject));
    assert_eq!(team.take(1, &inject("later")), Err(Refused::NotNow));
    let line = team.room_view().line;
    assert_eq!(
        team.take(1, &inject("bell")).expect("it may"),
        [Event::Injected { inject: 0 }]
    );
    let room = team.room_view();
    assert_eq!(
        (room.brought[0].text.as_str(), &room.line),
        ("The bell over the door.", &line)
    );
    assert_eq!(team.take(1, &inject("bell")), Err(Refused::Brought));
    team.take(1, &inject("slip-of-tongue")).expect("it may");
    assert_eq!(
        team.room_view().line,
        "I heard that.",
        "the shared screen shows what the customer says"
    );
    assert_eq!(
        (listed(&team), team.room_view().brought.len()),
        (vec!["A tray falls".to_owned()], 2)
    );
    // Nobody votes under words that change: not while a vote is open.
    team.take(2, &Command::Next).expect("the vote opens");
    assert_eq!(team.take(2, &inject("crash")), Err(Refused::NotNow));
    assert!(listed(&team).is_empty());
    team.take(2, &Command::Skip).expect("to the decision");
    team.take(2, &Command::Back).expect("to the talk");
    team.take(3, &inject("crash")).expect("in the talk");
    team.take(3, &Command::Pause).expect("a pause");
    assert!(listed(&team).is_empty());
    team.take(3, &Command::Resume).expect("on");
    let choice = team.drill().offers()[0].index;
    team.take(4, &Command::Call { choice })
        .expect("the facilitator decides");
    assert_eq!(team.phase(), Phase::Reaction);
    assert!(team.room_view().brought.is_empty(), "that was before the decision");
    let decision = team.rounds()[0].decision.expect("decided");
    assert_eq!(decision.step, 3, "three injects before it");
    assert_eq!(Team::replay(&cake(), team.log()).expect("its own log"), team);

    let review = TeamReview::of(&team).expect("small");
    assert_eq!(
        review.drill.moves.iter().filter(|mv| mv.points_lost > 0.0).count(),
        usize::from(review.beats[0].team_lost > 0.0)
    );
    let told = TeamDebrief::of(&team, &review);
    assert_eq!(
        told.beats[0].brought,
        ["The door bell rings", "The owner blames him", "A tray falls"]
    );
    assert!(
        (told.score - (100.0 - review.beats[0].team_lost)).abs() < 1e-9,
        "only the decision is charged"
    );
    // Back over the decision and the beat: what was injected there can come again.
    team.take(5, &Command::Back).expect("the decision is taken back");
    team.take(5, &Command::End).expect("the end");
    assert_eq!(team.take(6, &inject("crash")), Err(Refused::NotNow));
}

#[test]
fn what_a_beat_was_injected_goes_with_it_when_the_facilitator_goes_back() {
    let mut team = heard();
    let choice = team.drill().offers()[0].index;
    team.take(1, &Command::Next).expect("the vote opens");
    team.take(1, &Command::Call { choice }).expect("decided");
    team.take(1, &Command::Next).expect("the next beat");
    assert_eq!(team.rounds().len(), 2);
    team.take(2, &inject("bell")).expect("it may");
    team.take(3, &Command::Back).expect("back to the reaction");
    team.take(3, &Command::Next).expect("the beat anew");
    assert!(team.room_view().brought.is_empty());
    team.take(4, &inject("bell")).expect("it may come again");
}

#[test]
fn a_changed_scenario_finds_an_inject_by_its_id() {
    let scenario = cake();
    let options = Options {
        seed: 7,
        mode: Mode::Practice,
        pace: Pace::Untimed,
        temper: None,
    };
    let solo = Solo::start(&scenario, scenario.policy.clone(), options);
    let mut drill = solo.drill().clone();
    drill.choose(Choice::Inject(2)).expect("it can be brought");
    let solo = Solo::resume(&scenario, &drill.record(), 1, Pace::Untimed).expect("its own record");
    let moved = with(INJECTS).replace(
        "(id: \"bell\", label: \"The door bell rings\", scene: \"The bell over the door.\", sets: [\"rang\"]),",
        "",
    );
    let moved = Arc::new(read(&moved).scenario.expect("valid"));
    let carried = solo.carried(&moved, moved.policy.clone());
    assert_eq!(
        (carried.kept, carried.solo.drill().steps()[0].choice),
        (1, Choice::Inject(1))
    );
}

#[test]
fn what_is_wrong_with_an_inject_is_said() {
    let check = |injects: &str, code: &str, words: &str| {
        let text = with(&format!("\n    injects: [{injects}],\n    start:"));
        let reading = read(&text);
        let found = reading.found.iter().find(|found| found.code == code);
        let found = found.unwrap_or_else(|| panic!("{injects}: {:?}", reading.found));
        assert!(found.message.contains(words), "{}", found.message);
        assert!(found.span.is_some());
    };
    let good = r#"(id: "a", label: "A", scene: "A")"#;
    assert!(
        read(&with(&format!("\n    injects: [{good}],\n    start:")))
            .found
            .is_empty()
    );
    check(&format!("{good}, {good}"), "duplicate-inject", "`a` stands twice");
    check(r#"(id: "a", label: "A")"#, "empty-inject", "nothing is seen or said");
    check(r#"(id: "a", label: "A", say: " ")"#, "empty-text", "empty");
    check(r#"(id: "a", label: "", say: "A")"#, "empty-text", "label is empty");
    check(r#"(id: "A b", label: "A", say: "A")"#, "bad-id", "no id for an inject");
    check(
        &format!(r#"(id: "a", label: "{}", say: "A")"#, "x".repeat(61)),
        "too-long",
        "61 letters",
    );
    check(
        &format!(r#"(id: "a", label: "A", say: "{}")"#, "x".repeat(401)),
        "too-long",
        "401 letters",
    );
    check(r#"(id: "a", label: "A", say: "{nam}")"#, "unknown-placeholder", "{nam}");
    check(
        r#"(id: "a", label: "A", say: "A", when: (flags: ["rang"]))"#,
        "unknown-flag",
        "sets the flag `rang`",
    );
    check(
        r#"(id: "a", label: "A", say: "A", sets: ["rang"])"#,
        "unused-flag",
        "`rang`",
    );
    check(
        r#"(id: "a", label: "A", say: "A", acts: [Fix])"#,
        "act-out-of-place",
        "for the trainee",
    );
    check(
        r#"(id: "a", label: "A", say: "A", acts: [CheckWithManager])"#,
        "act-out-of-place",
        "for the trainee",
    );
    check(
        r#"(id: "a", label: "A", say: "A", acts: [FollowUp])"#,
        "act-out-of-place",
        "days after",
    );
    check(
        r#"(id: "a", label: "A", say: "A", acts: [End])"#,
        "act-out-of-place",
        "drill itself",
    );
    check(
        r#"(id: "a", label: "A", say: "A", acts: [Wait(1), Wait(2)])"#,
        "bad-acts",
        "Wait",
    );
    check(r#"(id: "a", lable: "A", say: "A")"#, "unknown-field", "lable");
    check(r#"(id: "a", say: "A")"#, "missing", "label");
    let many: Vec<String> = (0..=INJECTS_MAX)
        .map(|at| format!(r#"(id: "a{at}", label: "A", say: "A")"#))
        .collect();
    check(&many.join(", "), "too-many-injects", "32 injects");
}

/// Whoever wrote injects for what is shipped: three scenarios have three each, and every one of them can be brought in some talk.
#[test]
fn shipped_injects_can_be_brought() {
    let library = Library::shipped();
    let mut with_injects = 0;
    for scenario in library.scenarios().filter(|scenario| !scenario.injects.is_empty()) {
        with_injects += 1;
        assert_eq!(scenario.injects.len(), 3, "{}", scenario.id);
        let drill = drill(scenario);
        assert_eq!(drill.injects(), [0, 1, 2], "{}", scenario.id);
        let avoids = |at: &usize| {
            scenario.injects[*at]
                .acts
                .acts()
                .iter()
                .any(|act| act.kind() == ActKind::Blame)
        };
        assert_eq!(
            (0..3).filter(avoids).count(),
            1,
            "{}: somebody says something stupid",
            scenario.id
        );
    }
    assert_eq!(with_injects, 3);
}
