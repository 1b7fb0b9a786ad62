//! A team session as the room meets it.

use std::sync::Arc;

use bounceback::scenario::{Scenario, read, template};
use bounceback::session::team::{
    By, Command, Event, Kind, MemberId, NoteKind, Phase, Refused, Standing, Start, Team, TeamReview,
};
use bounceback::solve::Solver;

const MAYA: MemberId = MemberId(0);
const BEN: MemberId = MemberId(1);
const ZOE: MemberId = MemberId(2);

fn cake() -> Arc<Scenario> {
    Arc::new(read(&template("cake")).scenario.expect("the template is valid"))
}

fn take(team: &mut Team, command: &Command) -> Vec<Event> {
    let told = format!("{command:?}");
    team.take(0, command)
        .unwrap_or_else(|refused| panic!("{told}: {refused}"))
}

fn vote(team: &mut Team, member: MemberId, choice: u8) {
    let ballot = team.voting().expect("a vote is open").id;
    take(team, &Command::Vote { member, ballot, choice });
}

/// Three people hear the customer and are about to vote.
fn voting() -> Team {
    let scenario = cake();
    let mut team = Team::start(&scenario, Start::new(&scenario, 7));
    take(&mut team, &Command::Door { open: true });
    for name in ["Maya", "Ben", "Zoë"] {
        take(&mut team, &Command::Join { name: name.to_owned() });
    }
    take(&mut team, &Command::Next);
    assert_eq!(team.phase(), Phase::Listening);
    assert!(
        team.room_view().moves.is_empty(),
        "nobody looks at answers while the customer speaks"
    );
    take(&mut team, &Command::Next);
    team
}

/// They have voted 0, 0, 1 and have talked.
fn talked() -> Team {
    let mut team = voting();
    vote(&mut team, MAYA, 0);
    vote(&mut team, BEN, 0);
    assert_eq!((team.room_view().voted, team.room_view().of), (2, 3));
    assert!(team.room_view().moves.iter().all(|mv| mv.votes.is_none()));
    vote(&mut team, ZOE, 1);
    assert_eq!(team.phase(), Phase::Reveal, "all have voted");
    take(&mut team, &Command::Next);
    team
}

#[test]
fn a_team_decides_twice_and_the_customer_reacts() {
    let mut team = talked();
    let votes = |team: &Team| -> Vec<Option<u32>> {
        let mut moves = team.room_view().moves;
        moves.sort_by_key(|mv| mv.choice);
        moves.iter().map(|mv| mv.votes).collect()
    };
    assert_eq!(votes(&team)[..2], [Some(2), Some(1)]);
    assert!(team.room_view().prompt.is_some_and(|prompt| prompt.contains('?')));
    take(&mut team, &Command::Next);
    assert_eq!((team.phase(), votes(&team)[0]), (Phase::Second, None), "hidden again");
    for member in [MAYA, BEN, ZOE] {
        vote(&mut team, member, 0);
    }
    assert_eq!(team.phase(), Phase::Reaction);
    let decision = team.rounds()[0].decision.expect("decided");
    assert_eq!((decision.choice, decision.by, decision.step), (0, By::Vote, 0));
    let room = team.room_view();
    assert_eq!(room.said[0].by, "trainee");
    assert!(room.decided.is_some_and(|words| words == room.said[0].text));
    take(&mut team, &Command::Next);
    assert_eq!((team.phase(), team.rounds().len()), (Phase::Listening, 2));
}

#[test]
fn a_session_is_played_to_its_debrief_with_hands_alone() {
    let scenario = cake();
    let mut team = Team::start(&scenario, Start::new(&scenario, 7));
    let mut seen = Vec::new();
    while team.phase() != Phase::Debrief {
        seen.push(team.phase().name());
        match team.voting() {
            Some(ballot) => {
                let mut hands = vec![0; ballot.options.len()];
                hands[0] = 5;
                let ballot = ballot.id;
                take(&mut team, &Command::Hands { ballot, hands });
                assert_eq!(team.room_view().voted, 5);
                take(&mut team, &Command::Next)
            }
            None => take(&mut team, &Command::Next),
        };
    }
    for phase in [
        "Lobby",
        "Listening",
        "Vote",
        "Reveal",
        "Talk",
        "Second",
        "Reaction",
        "Aftercare",
    ] {
        assert!(seen.contains(&phase), "{phase} in {seen:?}");
    }
    let review = TeamReview::of(&team).expect("small enough");
    assert!(review.members.is_empty() && review.against_best().is_none());
    let versus = review.against_votes().expect("hands were counted");
    assert!(
        versus.price().abs() < 1e-9,
        "the hands decided as they had voted: {versus:?}"
    );
}

#[test]
fn a_tie_is_no_decision() {
    let mut team = talked();
    take(&mut team, &Command::Next);
    let events = {
        vote(&mut team, MAYA, 0);
        vote(&mut team, BEN, 1);
        take(&mut team, &Command::Next)
    };
    assert!(events.contains(&Event::Tied));
    assert_eq!(team.phase(), Phase::Tie);
    let mut again = team.clone();
    take(&mut again, &Command::Next);
    let mut options = again.voting().expect("a vote between the two").options.clone();
    options.sort_unstable();
    assert_eq!((again.phase(), options), (Phase::Second, vec![0, 1]));
    take(&mut team, &Command::Call { choice: 1 });
    assert_eq!(
        team.rounds()[0].decision.map(|decision| decision.by),
        Some(By::Facilitator)
    );
}

#[test]
fn the_hot_seat_goes_round_and_its_holder_decides() {
    let mut team = talked();
    take(&mut team, &Command::HotSeat { member: None });
    assert_eq!(team.room_view().seat.as_deref(), Some("Maya"));
    let refused = team.take(0, &Command::Decide { member: BEN, choice: 0 });
    assert_eq!(refused, Err(Refused::NotInSeat));
    take(&mut team, &Command::HotSeat { member: None });
    assert_eq!(team.phase(), Phase::HotSeat(BEN), "the next one's turn");
    assert!(team.own_view(BEN).is_some_and(|own| own.decides));
    take(&mut team, &Command::Decide { member: BEN, choice: 1 });
    assert_eq!(
        team.rounds()[0].decision.map(|decision| decision.by),
        Some(By::HotSeat(BEN))
    );
}

#[test]
fn late_ones_vote_and_those_who_left_are_not_waited_for() {
    let mut team = voting();
    vote(&mut team, MAYA, 0);
    take(
        &mut team,
        &Command::Join {
            name: "Late".to_owned(),
        },
    );
    take(&mut team, &Command::Leave { member: BEN });
    take(&mut team, &Command::Away { member: ZOE });
    assert_eq!(
        team.take(
            0,
            &Command::Vote {
                member: BEN,
                ballot: 0,
                choice: 0
            }
        ),
        Err(Refused::Nobody)
    );
    vote(&mut team, MemberId(3), 1);
    assert_eq!(team.phase(), Phase::Reveal, "who is there has voted");
    take(&mut team, &Command::Return { member: ZOE });
    assert_eq!(
        team.take(
            0,
            &Command::Vote {
                member: ZOE,
                ballot: 0,
                choice: 0
            }
        ),
        Err(Refused::OtherBallot)
    );
}

#[test]
fn who_leaves_after_voting_has_voted_and_who_is_shown_out_has_not() {
    let mut team = voting();
    vote(&mut team, MAYA, 0);
    vote(&mut team, BEN, 1);
    take(&mut team, &Command::Leave { member: MAYA });
    take(&mut team, &Command::Remove { member: BEN });
    take(&mut team, &Command::Next);
    let ballot = team.rounds()[0].last(Kind::First).expect("voted");
    assert_eq!(ballot.revealed().collect::<Vec<_>>(), [(MAYA, 0)]);
}

#[test]
fn one_person_on_two_phones_has_one_vote() {
    let mut team = voting();
    take(
        &mut team,
        &Command::Join {
            name: "maya".to_owned(),
        },
    );
    assert_eq!(team.members()[3].name, "maya 2");
    vote(&mut team, MAYA, 0);
    vote(&mut team, MemberId(3), 1);
    take(
        &mut team,
        &Command::Same {
            member: MemberId(3),
            person: MAYA,
        },
    );
    assert_eq!(
        (team.room_view().voted, team.room_view().of),
        (1, 3),
        "the vote of the one who stays"
    );
    vote(&mut team, MemberId(3), 1);
    assert_eq!(
        team.own_view(MAYA).and_then(|own| own.vote).map(|vote| vote.choice),
        Some(1),
        "from either phone"
    );
    assert_eq!(team.room_view().voted, 1);
}

#[test]
fn the_door_is_shut_until_somebody_opens_it() {
    let scenario = cake();
    let mut team = Team::start(&scenario, Start::new(&scenario, 7));
    assert_eq!(
        take(
            &mut team,
            &Command::Join {
                name: "Maya".to_owned()
            }
        ),
        [Event::Asked(MAYA)]
    );
    take(&mut team, &Command::Next);
    take(&mut team, &Command::Next);
    assert_eq!(
        team.take(
            0,
            &Command::Vote {
                member: MAYA,
                ballot: 0,
                choice: 0
            }
        ),
        Err(Refused::NotIn)
    );
    take(&mut team, &Command::Admit { member: MAYA });
    assert_eq!(team.members()[0].standing, Standing::In);
    vote(&mut team, MAYA, 0);
}

#[test]
fn the_facilitator_goes_back_and_nothing_is_lost() {
    let mut team = talked();
    take(&mut team, &Command::Call { choice: 1 });
    take(&mut team, &Command::Next);
    let there = team.drill().record();
    take(&mut team, &Command::Next);
    let option = team.voting().expect("open").options[0];
    vote(&mut team, ZOE, option);
    for phase in [
        Phase::Listening,
        Phase::Reaction,
        Phase::Talk,
        Phase::Reveal,
        Phase::Vote,
        Phase::Listening,
        Phase::Lobby,
    ] {
        take(&mut team, &Command::Back);
        assert_eq!(team.phase(), phase);
    }
    assert!(team.drill().steps().is_empty(), "the move is taken back");
    assert_eq!(team.taken_back().len(), 1, "the vote of the second beat is kept");
    assert_eq!(
        team.rounds()[0].ballots.len(),
        2,
        "what was seen is not hidden again: they vote anew"
    );
    take(&mut team, &Command::Next);
    take(&mut team, &Command::Call { choice: 1 });
    assert_eq!(team.drill().record(), there, "chance falls as it fell");
}

#[test]
fn a_pause_stops_all_but_coming_and_going() {
    let mut team = voting();
    take(&mut team, &Command::Pause);
    assert_eq!(
        team.take(
            0,
            &Command::Vote {
                member: MAYA,
                ballot: 0,
                choice: 0
            }
        ),
        Err(Refused::Paused)
    );
    take(
        &mut team,
        &Command::Join {
            name: "Late".to_owned(),
        },
    );
    take(&mut team, &Command::Resume);
    vote(&mut team, MAYA, 0);
}

#[test]
fn a_silence_is_felt_and_belongs_to_the_drill() {
    let mut team = talked();
    let before = team.room_view().line;
    take(&mut team, &Command::Silence);
    assert_eq!((team.silences(), team.phase()), (1, Phase::Talk));
    assert_ne!(team.room_view().line, before, "the customer says so");
    take(&mut team, &Command::Call { choice: 0 });
    assert_eq!(team.rounds()[0].decision.map(|decision| decision.step), Some(1));
    take(&mut team, &Command::Back);
    assert_eq!(team.silences(), 1, "only the move is taken back");
}

#[test]
fn notes_are_written_in_the_debrief() {
    let mut team = voting();
    let note = |text: &str| Command::Note {
        member: MAYA,
        kind: NoteKind::Plus,
        text: text.to_owned(),
    };
    assert_eq!(team.take(0, &note("good")), Err(Refused::NotNow));
    take(&mut team, &Command::End);
    take(&mut team, &note(" we \n listened "));
    assert_eq!(team.take(0, &note("\u{200b}")), Err(Refused::Empty));
    assert_eq!(team.notes()[0].text, "we listened");
    let heard = Command::Heard {
        kind: NoteKind::Delta,
        text: "say it sooner".to_owned(),
    };
    take(&mut team, &heard);
    assert_eq!((team.notes()[0].member, team.notes()[1].member), (Some(MAYA), None));
}

/// The price of the consensus, with points taken from a solver of its own.
#[test]
fn the_price_of_the_consensus_is_what_the_decision_lost_against_the_votes() {
    let mut team = talked();
    let state = *team.drill().state();
    take(&mut team, &Command::Call { choice: 1 });
    let review = TeamReview::of(&team).expect("small enough");

    let drill = team.drill();
    let mut solver = Solver::new(drill.rules());
    let scale = solver.scale().expect("small");
    let best = solver.solve(&state).expect("small").best;
    let mut lost = |choice: u8| {
        let after = solver
            .after(&state, bounceback::drill::Choice::Move(choice))
            .expect("small");
        scale.points(best.cents_above(after.best)).max(0.0)
    };
    let (listening, proof) = (lost(0), lost(1));
    assert!(listening < proof, "the case says something: {listening} {proof}");

    let near = |found: f64, expect: f64| assert!((found - expect).abs() < 1e-9, "{found} is not {expect}");
    let beat = &review.beats[0];
    near(beat.team_lost, proof);
    near(beat.price().expect("they voted"), proof - listening);
    near(
        beat.mean_vote_lost.expect("they voted"),
        (2.0 * listening + proof) / 3.0,
    );
    assert_eq!((beat.division, review.most_divided().len()), (666, 1));
    let (best, versus) = review.against_best().expect("they voted");
    assert_eq!(best, MAYA, "of equals, who joined first");
    near(versus.price(), proof - listening);
    near(
        review.against_mean().expect("they voted").price(),
        proof - (2.0 * listening + proof) / 3.0,
    );
    let zoe = review.member(ZOE).expect("she voted");
    near(zoe.accuracy, bounceback::solve::accuracy(proof));
    near(zoe.team_lost - zoe.lost, 0.0);
}
