use std::thread::sleep;
use std::time::{Duration, Instant};

use super::*;
use crate::app::team::wish::Page;
use crate::library::Library;
use crate::session::team::{NoteKind, Plan};

fn shelf() -> Shelf {
    Shelf::of(&Library::shipped())
}

/// A facilitator without phones, with a folder for sessions.
fn prepared(folder: &std::path::Path, shelf: &Shelf) -> Rehearsal {
    let mut rehearsal = Rehearsal {
        folder: Some(folder.to_owned()),
        records: Some(folder.join("records.sqlite").display().to_string()),
        ..Rehearsal::default()
    };
    rehearsal.prepared.scenario = shelf.place_of("leaking-roof").expect("shipped");
    rehearsal.grant(Wish::Phones(false), shelf);
    rehearsal
}

/// Until something is so.
fn wait(rehearsal: &mut Rehearsal, what: &str, is_so: impl Fn(&Rehearsal) -> bool) {
    let begun = Instant::now();
    while !is_so(rehearsal) {
        assert!(begun.elapsed() < Duration::from_mins(1), "{what}: {:?}", rehearsal.said);
        rehearsal.tend();
        sleep(Duration::from_millis(2));
    }
}

fn phase(rehearsal: &Rehearsal) -> &'static str {
    rehearsal.seen.as_ref().map_or("", |seen| seen.room.phase)
}

fn go(rehearsal: &mut Rehearsal, shelf: &Shelf, wish: Wish, to: &str) {
    rehearsal.actor.hasten();
    rehearsal.grant(wish, shelf);
    wait(rehearsal, to, |rehearsal| {
        phase(rehearsal) == to && !rehearsal.clerk.is_busy()
    });
}

#[test]
fn a_session_without_phones_is_led_to_its_end_by_the_facilitator_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let shelf = shelf();
    let mut rehearsal = prepared(folder.path(), &shelf);
    go(&mut rehearsal, &shelf, Wish::Begin, "Lobby");
    assert!(!rehearsal.with_phones && rehearsal.entrance.way.addresses.is_empty());
    go(&mut rehearsal, &shelf, Wish::Next, "Listening");
    go(&mut rehearsal, &shelf, Wish::Next, "Vote");

    // Nothing is shown before hands were counted.
    rehearsal.grant(Wish::Next, &shelf);
    assert!(rehearsal.said.as_ref().is_some_and(|said| said.contains("hands")));
    assert_eq!(phase(&rehearsal), "Vote");
    for wish in [
        Wish::Hands(vec![2, 2]),
        Wish::hand(1, false),
        Wish::hand(2, false),
        Wish::hand(99, true),
    ] {
        rehearsal.grant(wish, &shelf);
    }
    go(&mut rehearsal, &shelf, Wish::Next, "Reveal");
    let votes = |rehearsal: &Rehearsal| -> Vec<u32> {
        let moves = &rehearsal.seen.as_ref().expect("held").room.moves;
        moves.iter().filter_map(|mv| mv.votes).take(2).collect()
    };
    assert_eq!(votes(&rehearsal), [2, 1]);
    go(&mut rehearsal, &shelf, Wish::Next, "Talk");
    let choice = rehearsal.seen.as_ref().expect("held").room.moves[0].choice;
    go(&mut rehearsal, &shelf, Wish::Do(Command::Call { choice }), "Reaction");
    go(&mut rehearsal, &shelf, Wish::Do(Command::End), "Debrief");

    wait(&mut rehearsal, "the best play", |rehearsal| {
        rehearsal.seen.as_ref().is_some_and(|seen| seen.debrief.is_some())
    });
    let heard = Command::Heard {
        kind: NoteKind::Delta,
        text: "We never said by when".to_owned(),
    };
    rehearsal.grant(Wish::Do(heard), &shelf);
    wait(&mut rehearsal, "the note", |rehearsal| {
        let looked = rehearsal.seen.as_ref().and_then(|seen| seen.debrief.as_ref());
        looked.is_some_and(|looked| looked.debrief.delta == ["We never said by when"])
    });
    rehearsal.grant(Wish::Page(Page::Plan), &shelf);
    let plan = Plan {
        say: "That is on us.".to_owned(),
        ..Plan::default()
    };
    rehearsal.grant(Wish::Draft(Box::new(plan.clone())), &shelf);
    // Past the last page the session ends; what was typed last is kept, though its pause had not come.
    go(&mut rehearsal, &shelf, Wish::Next, "Over");
    // It stands in the records as soon as it was worked out, and again with what was added.
    let place = rehearsal.records.clone().expect("given");
    wait(&mut rehearsal, "the records", |_| {
        let mut store = crate::record::open(&place).expect("a store");
        let kept = store.sessions().expect("a list");
        kept.first().is_some_and(|line| {
            let session = store.session(line.id).expect("listed");
            session.plan == plan && session.log.entries.len() > 6
        })
    });
    rehearsal.grant(Wish::Close, &shelf);
    wait(&mut rehearsal, "let go", |rehearsal| {
        !rehearsal.is_held() && !rehearsal.clerk.is_busy()
    });
    assert_eq!(rehearsal.unfinished, None, "it was finished");
    let kept = crate::serve::newest_plan(&folder.path().join(crate::serve::PLANS)).expect("kept");
    assert_eq!(kept, plan);
}

#[test]
fn a_session_that_was_left_is_found_and_gone_on_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let shelf = shelf();
    let mut rehearsal = prepared(folder.path(), &shelf);
    go(&mut rehearsal, &shelf, Wish::Begin, "Lobby");
    go(&mut rehearsal, &shelf, Wish::Next, "Listening");
    go(&mut rehearsal, &shelf, Wish::Next, "Vote");
    let line = rehearsal.seen.as_ref().expect("held").room.line.clone();
    drop(rehearsal);

    let mut again = prepared(folder.path(), &shelf);
    again.look();
    wait(&mut again, "found", |again| again.unfinished.is_some());
    let found = again.unfinished.clone().expect("found");
    assert_eq!((found.decided, found.with_phones), (0, false));
    go(&mut again, &shelf, Wish::GoOn, "Vote");
    assert_eq!(again.seen.as_ref().expect("held").room.line, line);
}

#[test]
fn a_port_that_is_taken_is_no_reason_to_hold_no_session() {
    let shelf = shelf();
    let mut address = Vec::new();
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut rehearsal = Rehearsal::default();
        rehearsal.grant(Wish::Door(true), &shelf);
        go(&mut rehearsal, &shelf, Wish::Begin, "Lobby");
        address.extend(rehearsal.entrance.way.addresses.first().cloned());
        assert!(!rehearsal.entrance.way.code.is_empty() && !rehearsal.entrance.remote.is_empty());
        wait(&mut rehearsal, "the door", |rehearsal| {
            rehearsal.seen.as_ref().is_some_and(|seen| seen.room.door_open)
        });
        held.push(rehearsal);
    }
    assert!(address.len() == 2 && address[0] != address[1], "{address:?}");
}

#[test]
fn an_address_of_another_machine_is_refused_in_a_sentence() {
    let shelf = shelf();
    let mut rehearsal = Rehearsal::default();
    rehearsal.prepared.addresses = vec!["192.0.2.1".parse().expect("an address for documents")];
    rehearsal.grant(Wish::Begin, &shelf);
    wait(&mut rehearsal, "an answer", |rehearsal| !rehearsal.clerk.is_busy());
    let said = rehearsal.said.clone().unwrap_or_default();
    assert!(
        said.starts_with("192.0.2.1:") && said.contains("cannot be listened on") && said.ends_with('.'),
        "{said}"
    );
    assert!(!rehearsal.is_held());
}
