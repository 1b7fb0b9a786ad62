//! What every store must do, whatever it is made of: the same questions to each.

#[path = "common/records.rs"]
mod records;
#[path = "common/server.rs"]
mod server;
#[path = "common/team.rs"]
mod team;

use bounceback::customer::FailureKind;
use bounceback::drill::Choice;
use bounceback::record::{
    By, Entry, Export, Filter, JUDGE, Outbox, Sending, Statement, Store, StoreError, Story, StoryId,
};
use bounceback::scenario::{Channel, ScenarioHash, template};
use bounceback::session::{Reflection, Sure};
use bounceback::vocabulary::Vocabulary;
use jiff::Timestamp;
use records::{begun, both, entries, minute, store_drill};
use uuid::Uuid;

/// What is asked of an empty store.
type Question = fn(&mut dyn Store);

/// Each question with its name.
const QUESTIONS: [(&str, Question); 10] = [
    ("people", people),
    ("a drill", a_drill_comes_back),
    ("appending", appending_happens_once),
    ("open drills", open_drills_are_found),
    ("pages", pages_and_filters),
    ("sums", sums_follow_every_change),
    ("stories", stories),
    ("team sessions", team_sessions),
    ("outbox", outbox),
    ("erasing", erasing_and_exporting),
];

#[test]
fn a_file_does_what_a_store_must_do() {
    for (name, question) in QUESTIONS {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("records.sqlite");
        let mut store = bounceback::record::open(&file.display().to_string()).expect(name);
        println!("{name}");
        question(&mut *store);
    }
}

#[test]
#[ignore = "needs PostgreSQL; .ci/run installs it and runs this"]
fn a_server_does_what_a_store_must_do() {
    let server =
        server::Server::start(&|_| String::new()).expect("PostgreSQL is not installed: apt-get install postgresql");
    for (number, (name, question)) in QUESTIONS.into_iter().enumerate() {
        let address = server.address(&format!("store{number}"));
        let mut store = bounceback::record::open(&address).expect(name);
        assert!(store.place().starts_with("postgres://"), "{}", store.place());
        println!("{name}");
        question(&mut *store);
    }
    several_machines_lose_nothing(&server);
    a_server_that_goes_away_is_said(&server);
}

fn several_machines_lose_nothing(server: &server::Server) {
    let address = server.address("several");
    let _ = both();
    std::thread::scope(|scope| {
        for number in 0..4 {
            let address = &address;
            scope.spawn(move || {
                let mut store = bounceback::record::open(address).expect("it opens");
                let name = format!("Trainee {number}");
                let person = store.add_person(&name, minute(0)).expect("a name of their own").id;
                for at in 0..25 {
                    let id = store_drill(&mut *store, Some(person), at, usize::from(at % 2 == 1));
                    assert_eq!(store.kept(id).expect("kept").entries.len(), 4);
                }
            });
        }
    });
    let mut store = bounceback::record::open(&address).expect("it opens");
    assert_eq!(store.lines(&Filter::default(), None, 1000).expect("a page").len(), 100);
    let by_month = store.tallies(By::ScenarioAndMonth, None).expect("sums");
    assert_eq!((by_month.len(), by_month[0].sums.judged), (1, 100));
}

fn a_server_that_goes_away_is_said(server: &server::Server) {
    let address = server.address("away");
    let mut store = bounceback::record::open(&address).expect("it opens");
    let drill = &both()[0].0;
    let start = begun(drill, None, minute(0));
    store.begin(&start, &template("cake")).expect("begun");
    server.control("stop");
    let error = store.append(start.id, 0, &entries(drill)).expect_err("nobody answers");
    assert!(error.is_passing(), "{error:?}");
    assert!(error.to_string().contains("cannot be opened"), "{error}");
    let error = bounceback::record::open(&address).err().expect("nobody answers");
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    server.control("start");
    store
        .append(start.id, 0, &entries(drill))
        .expect("the connection is made again");
    assert_eq!(store.kept(start.id).expect("kept").entries.len(), 4);
    let mut client = postgres::Client::connect(&address, postgres::NoTls).expect("it answers");
    client
        .batch_execute("UPDATE bounceback.ladder SET version = 99")
        .expect("a newer one");
    let error = bounceback::record::open(&address).err().expect("newer");
    assert!(error.to_string().contains("newer bounceback (version 99"), "{error}");
    let secret = bounceback::record::open("postgres://ada:secret@localhost:1/none")
        .err()
        .expect("nobody there");
    assert!(!secret.to_string().contains("secret"), "{secret}");
    assert!(bounceback::record::open("postgres://[").is_err());
}

fn sure(number: u8) -> Option<Sure> {
    Sure::try_from(number).ok()
}

fn people(store: &mut dyn Store) {
    let zoe = store.add_person("  Zoë O'Hara ", minute(0)).expect("a name");
    let bea = store.add_person("bea", minute(1)).expect("a name");
    assert_eq!((zoe.name.as_str(), zoe.since), ("Zoë O'Hara", minute(0)));
    assert_eq!(store.people(), Ok(vec![bea.clone(), zoe.clone()]), "by name");
    for taken in ["zoë o'hara", "ZOË O'HARA", "BEA "] {
        assert!(
            matches!(store.add_person(taken, minute(2)), Err(StoreError::NameTaken(_))),
            "{taken}"
        );
    }
    for bad in ["", "   ", "a\nb", &"x".repeat(61)] {
        assert!(
            matches!(store.add_person(bad, minute(2)), Err(StoreError::BadName(_))),
            "{bad}"
        );
    }
    assert!(store.add_person(&"ß".repeat(60), minute(2)).is_ok());
    assert_eq!(store.person_named(" BEA"), Ok(Some(bea.clone())));
    assert_eq!(store.person_named("nobody"), Ok(None));
    let beate = store.rename_person(bea.id, "Bea").expect("the same in another case");
    assert_eq!((beate.id, beate.name.as_str()), (bea.id, "Bea"));
    assert!(matches!(
        store.rename_person(bea.id, "zoë O'hara"),
        Err(StoreError::NameTaken(_))
    ));
    let nobody = bounceback::record::PersonId::new();
    assert!(matches!(
        store.rename_person(nobody, "Max"),
        Err(StoreError::NotThere { .. })
    ));
}

fn a_drill_comes_back(store: &mut dyn Store) {
    let zoe = store.add_person("Zoë", minute(0)).expect("a name").id;
    let (drill, judged) = &both()[1];
    let mut start = begun(drill, Some(zoe), minute(3));
    start.retry_of = Some((bounceback::record::DrillId::new(), 2));
    start.sure_before = sure(2);
    let text = template("cake");
    store.begin(&start, &text).expect("begun");
    store.begin(&start, &text).expect("again, which does nothing");
    let mut all = entries(drill);
    all.insert(1, Entry::Hinted);
    all.push(Entry::Undid);
    all.push(Entry::Chose {
        choice: Choice::Wait,
        thought_millis: u32::MAX,
    });
    store.append(start.id, 0, &all).expect("appended");
    let kept = store.kept(start.id).expect("kept");
    assert_eq!((&kept.begun, &kept.entries), (&start, &all));
    assert_eq!((kept.ended, &kept.judged), (None, &None));
    assert!(kept.reflection.is_empty());
    store.end(start.id, minute(9)).expect("ended");
    store.end(start.id, minute(10)).expect("again, which does nothing");
    store.judge(start.id, judged).expect("judged");
    let said = Reflection {
        happened: "“x”'; DROP TABLE drill; --".to_owned(),
        keep: String::new(),
        change: "Ask first.\n\u{1f600}".to_owned(),
        sure: sure(5),
    };
    store.reflect(start.id, &said).expect("said");
    let kept = store.kept(start.id).expect("kept");
    assert_eq!(kept.ended, Some(minute(9)));
    assert_eq!(kept.judged.as_ref(), Some(judged));
    assert_eq!(kept.reflection, said);
    store.reflect(start.id, &Reflection::default()).expect("taken back");
    assert!(store.kept(start.id).expect("kept").reflection.is_empty());
    assert_eq!(store.text(start.hash), Ok(text));
    assert_eq!(store.scenarios(), Ok(vec![("cake".to_owned(), start.hash)]));
    let other = bounceback::record::DrillId::new();
    let not_there = |error: StoreError| assert!(matches!(error, StoreError::NotThere { .. }), "{error}");
    not_there(store.kept(other).expect_err("not there"));
    not_there(store.end(other, minute(0)).expect_err("not there"));
    not_there(store.judge(other, judged).expect_err("not there"));
    not_there(store.text(ScenarioHash::of("other")).expect_err("not there"));
    let mut stranger = begun(drill, Some(bounceback::record::PersonId::new()), minute(0));
    not_there(
        store
            .begin(&stranger, &template("cake"))
            .expect_err("nobody of that id"),
    );
    stranger.person = None;
    assert!(store.begin(&stranger, &template("pie")).is_err(), "another text");
}

fn appending_happens_once(store: &mut dyn Store) {
    let drill = &both()[0].0;
    let start = begun(drill, None, minute(0));
    store.begin(&start, &template("cake")).expect("begun");
    let all = entries(drill);
    for (number, entry) in (0..).zip(&all) {
        store.append(start.id, number, &[*entry]).expect("appended");
        store
            .append(start.id, number, &[*entry])
            .expect("the same again does nothing");
    }
    assert_eq!(store.kept(start.id).expect("kept").entries, all);
    // Somebody else was quicker: what they did is not overwritten.
    let refused = store.append(start.id, 1, &[Entry::Hinted]);
    assert_eq!(refused, Err(StoreError::Elsewhere(start.id)));
    assert_eq!(
        store.append(start.id, 9, &[Entry::Hinted]),
        Err(StoreError::Elsewhere(start.id))
    );
    store.end(start.id, minute(1)).expect("ended");
    let refused = store.append(start.id, 4, &[Entry::Hinted]);
    assert_eq!(refused, Err(StoreError::Ended(start.id)));
    assert_eq!(store.kept(start.id).expect("kept").entries, all);
}

fn open_drills_are_found(store: &mut dyn Store) {
    let zoe = store.add_person("Zoë", minute(0)).expect("a name").id;
    let drill = &both()[0].0;
    let mut ids = Vec::new();
    for (person, at) in [(Some(zoe), 1), (None, 2), (Some(zoe), 3)] {
        let start = begun(drill, person, minute(at));
        store.begin(&start, &template("cake")).expect("begun");
        ids.push(start.id);
    }
    let found = |store: &mut dyn Store, person| -> Vec<_> {
        let lines = store.open_drills(person).expect("a list");
        assert!(lines.iter().all(|line| line.person == person && line.ended.is_none()));
        lines.iter().map(|line| line.id).collect()
    };
    assert_eq!(found(store, Some(zoe)), [ids[2], ids[0]], "the newest first");
    assert_eq!(found(store, None), [ids[1]]);
    store.end(ids[2], minute(4)).expect("ended");
    assert_eq!(found(store, Some(zoe)), [ids[0]]);
    assert_eq!(store.unjudged(JUDGE, 10), Ok(vec![ids[2]]));
    store.cannot_judge(ids[2], JUDGE).expect("noted");
    assert_eq!(store.unjudged(JUDGE, 10), Ok(vec![]), "nobody tries again");
    assert_eq!(store.unjudged(JUDGE + 1, 10), Ok(vec![ids[2]]), "but a later judge");
    store.judge(ids[2], &both()[0].1).expect("judged");
    assert_eq!(store.unjudged(JUDGE + 1, 10), Ok(vec![ids[2]]));
    store.cannot_judge(ids[2], JUDGE + 1).expect("noted");
    assert_eq!(store.kept(ids[2]).expect("kept").judged, None);
}

fn pages_and_filters(store: &mut dyn Store) {
    let [zoe, bea] = ["Zoë", "Bea"].map(|name| store.add_person(name, minute(0)).expect("a name").id);
    // Stored in another order than begun; two at one time.
    let times = [50, 10, 20, 20, 40, 30];
    let ids: Vec<_> = (0..)
        .zip(times)
        .map(|(number, at)| store_drill(store, [Some(zoe), Some(bea), None][number % 3], at, number % 2))
        .collect();
    let order = [0, 4, 5, 3, 2, 1].map(|at| ids[at]);
    let all = Filter::default();
    let whole: Vec<_> = store
        .lines(&all, None, 99)
        .expect("a page")
        .iter()
        .map(|line| line.id)
        .collect();
    assert_eq!(whole, order);
    let mut paged = Vec::new();
    loop {
        let page = store.lines(&all, paged.last().copied(), 2).expect("a page");
        if page.is_empty() {
            break;
        }
        paged.extend(page.iter().map(|line| line.id));
    }
    assert_eq!(paged, order);
    let of = |store: &mut dyn Store, filter: Filter| store.lines(&filter, None, 99).expect("a page");
    let hers = of(
        store,
        Filter {
            person: Some(zoe),
            ..all
        },
    );
    assert_eq!(hers.iter().map(|line| line.id).collect::<Vec<_>>(), [ids[0], ids[3]]);
    let line = &hers[0];
    assert_eq!((line.at, line.ended, line.entries), (minute(50), Some(minute(55)), 4));
    assert_eq!(line.headline.expect("judged").tier, both()[0].1.tier);
    assert_eq!(line.scenario, "cake");
    assert_eq!(
        of(
            store,
            Filter {
                since: Some(minute(30)),
                ..all
            }
        )
        .len(),
        3
    );
    assert_eq!(
        of(
            store,
            Filter {
                hash: Some(line.hash),
                person: Some(bea),
                ..all
            }
        )
        .len(),
        2
    );
    assert!(
        of(
            store,
            Filter {
                hash: Some(ScenarioHash::of("other")),
                ..all
            }
        )
        .is_empty()
    );
    // A drill that is open or cannot be judged is not among those that are analysed.
    let open = begun(&both()[0].0, None, minute(60));
    store.begin(&open, &template("cake")).expect("begun");
    let mut streamed = Vec::new();
    store
        .each_judged(
            &Filter {
                hash: Some(line.hash),
                ..all
            },
            &mut |line, moves| {
                let judged = line.headline.expect("judged").with(moves.to_vec());
                streamed.push((line.id, judged));
            },
        )
        .expect("streamed");
    let oldest: Vec<_> = order.iter().rev().copied().collect();
    assert_eq!(streamed.iter().map(|(id, _)| *id).collect::<Vec<_>>(), oldest);
    for (id, judged) in streamed {
        let which = ids.iter().position(|other| *other == id).expect("one of them") % 2;
        assert_eq!(judged, both()[which].1);
    }
}

fn sums_follow_every_change(store: &mut dyn Store) {
    let [zoe, bea] = ["Zoë", "Bea"].map(|name| store.add_person(name, minute(0)).expect("a name").id);
    let month = 60 * 24 * 31;
    for (person, at, which) in [
        (Some(zoe), 0, 0),
        (Some(zoe), 5, 1),
        (Some(bea), month, 0),
        (None, month, 1),
    ] {
        store_drill(store, person, at, which);
    }
    let (well, badly) = (&both()[0].1, &both()[1].1);
    let hers = store.tallies(By::Person, Some(zoe)).expect("sums");
    assert_eq!(hers.len(), 1);
    let sums = hers[0].sums;
    assert_eq!((sums.begun, sums.ended, sums.judged), (2, 2, 2));
    assert_eq!(sums.score, i64::from(well.score) + i64::from(badly.score));
    assert_eq!(
        sums.left_as(well.tier) + sums.left_as(badly.tier),
        if well.tier == badly.tier { 4 } else { 2 }
    );
    assert_eq!(sums.net, well.net + badly.net);
    assert_eq!((hers[0].last, hers[0].retries), (minute(5), false));
    let by_month = store.tallies(By::ScenarioAndMonth, None).expect("sums");
    let months: Vec<_> = by_month
        .iter()
        .map(|tally| (tally.month.expect("a month").to_string(), tally.sums.begun))
        .collect();
    assert_eq!(months, [("2026-01".to_owned(), 2), ("2026-02".to_owned(), 2)]);
    assert!(
        by_month
            .iter()
            .all(|tally| tally.person.is_none() && tally.hash.is_some())
    );
    assert_eq!(
        store.tallies(By::PersonAndScenario, None).expect("sums").len(),
        3,
        "nobody is one"
    );
    assert_eq!(store.tallies(By::PersonAndMonth, Some(bea)).expect("sums").len(), 1);
    // Judged anew, said otherwise: the old numbers go.
    let line = store
        .lines(
            &Filter {
                person: Some(bea),
                ..Filter::default()
            },
            None,
            1,
        )
        .expect("a page")[0]
        .clone();
    store.judge(line.id, badly).expect("judged anew");
    let mut again = store.tallies(By::Person, Some(bea)).expect("sums")[0].sums;
    assert_eq!(
        (again.judged, again.score, again.net),
        (1, i64::from(badly.score), badly.net)
    );
    store.cannot_judge(line.id, JUDGE).expect("noted");
    again = store.tallies(By::Person, Some(bea)).expect("sums")[0].sums;
    assert_eq!((again.judged, again.score, again.tiers), (0, 0, [0; 5]));
    // How sure: only where both were said.
    let drill = &both()[0].0;
    let mut start = begun(drill, Some(bea), minute(month + 9));
    start.sure_before = sure(2);
    store.begin(&start, &template("cake")).expect("begun");
    for (said, expected) in [
        (None, (0, 0, 0)),
        (sure(4), (1, 2, 4)),
        (sure(5), (1, 2, 5)),
        (None, (0, 0, 0)),
    ] {
        let reflection = Reflection {
            sure: said,
            ..Reflection::default()
        };
        store.reflect(start.id, &reflection).expect("said");
        let sums = store.tallies(By::Person, Some(bea)).expect("sums")[0].sums;
        assert_eq!((sums.sure, sums.sure_before, sums.sure_after), expected);
        assert_eq!((sums.begun, sums.ended), (2, 1));
    }
}

fn story(at: i64, title: &str) -> Story {
    Story {
        id: StoryId::new(),
        at: minute(at),
        author: None,
        title: title.to_owned(),
        broke: "The lift stood still, 100% of the day.".to_owned(),
        did: "Carried the wheelchair up.".to_owned(),
        ended: "She laughed.".to_owned(),
        changed: String::new(),
        tags: vec!["lift".to_owned(), "stairs up".to_owned()],
        recognised: None,
        failure: None,
        channel: None,
    }
}

fn stories(store: &mut dyn Store) {
    let zoe = store.add_person("Zoë", minute(0)).expect("a name").id;
    let mut first = story(1, "Über die Treppe");
    let second = story(2, "Der Aufzug");
    for told in [&first, &second] {
        store.put_story(told).expect("told");
    }
    assert_eq!(
        store.stories(""),
        Ok(vec![second.clone(), first.clone()]),
        "the newest first"
    );
    "A second key.".clone_into(&mut first.changed);
    first.author = Some(zoe);
    first.recognised = Some(zoe);
    first.failure = FailureKind::from_name("Goods");
    first.channel = Some(Channel::Phone);
    assert!(first.failure.is_some());
    store.put_story(&first).expect("changed");
    assert_eq!(store.story(first.id), Ok(first.clone()));
    let mut found = |words: &str| -> Vec<_> {
        let found = store.stories(words).expect("found");
        found.into_iter().map(|story| story.id).collect()
    };
    assert_eq!(found("ÜBER"), [first.id]);
    assert_eq!(
        found("wheelchair laughed"),
        [second.id, first.id],
        "each word somewhere"
    );
    assert_eq!(found("100%"), [second.id, first.id]);
    assert_eq!(found("1%"), Vec::<StoryId>::new(), "a sign is no pattern");
    assert_eq!(found("'; --"), Vec::<StoryId>::new());
    store.delete_story(second.id).expect("deleted");
    assert!(matches!(store.story(second.id), Err(StoreError::NotThere { .. })));
    assert!(matches!(
        store.delete_story(second.id),
        Err(StoreError::NotThere { .. })
    ));
}

fn outbox(store: &mut dyn Store) {
    let drill = store_drill(store, None, 0, 0);
    let statement = |number: u128| Statement {
        id: Uuid::from_u128(number),
        drill: Some(drill),
        person: None,
        json: format!("{{\"n\": {number}}}"),
    };
    let all = [statement(1), statement(2), statement(3)];
    assert_eq!(store.queue(&all, minute(1)), Ok(3));
    assert_eq!(store.queue(&all, minute(1)), Ok(0), "each once");
    assert!(store.due(minute(0), 9).expect("none").is_empty());
    let due = store.due(minute(1), 2).expect("some");
    assert_eq!(
        due.iter().map(|queued| queued.statement.clone()).collect::<Vec<_>>(),
        all[..2]
    );
    let id = |number: usize| all[number].id;
    store.tried(id(0), &Sending::Sent).expect("noted");
    store
        .tried(id(1), &Sending::Waiting { next_at: minute(8) })
        .expect("noted");
    let reason = Sending::Refused {
        reason: "409: there is another".to_owned(),
    };
    store.tried(id(2), &reason).expect("noted");
    assert_eq!(
        store.outbox(),
        Ok(Outbox {
            waiting: 1,
            sent: 1,
            refused: 1
        })
    );
    assert!(store.due(minute(7), 9).expect("none").is_empty());
    let due = store.due(minute(8), 9).expect("one");
    assert_eq!((due[0].statement.id, due[0].tries), (id(1), 1));
    let refused = store.refused().expect("one");
    assert_eq!((&refused[0].statement, &refused[0].sending), (&all[2], &reason));
    assert_eq!(store.queue(&all, minute(9)), Ok(0), "what was sent is not sent again");
    assert!(matches!(
        store.tried(Uuid::nil(), &Sending::Sent),
        Err(StoreError::NotThere { .. })
    ));
    // Of what was tried together all is kept, or nothing.
    let half = [(id(1), Sending::Sent), (Uuid::nil(), Sending::Sent)];
    assert!(matches!(store.tried_all(&half), Err(StoreError::NotThere { .. })));
    assert_eq!(store.outbox().map(|outbox| (outbox.waiting, outbox.sent)), Ok((1, 1)));
    store.tried_all(&half[..1]).expect("noted");
    assert_eq!(store.outbox().map(|outbox| (outbox.waiting, outbox.sent)), Ok((0, 2)));
}

fn team_sessions(store: &mut dyn Store) {
    assert_eq!(store.sessions(), Ok(Vec::new()));
    let text = template("cake");
    let mut held = team::held(7, minute(0));
    held.shown(1, true);
    let first = held.kept(minute(50));
    let second = team::held(8, minute(60 * 24)).kept(minute(60 * 24 + 50));
    assert!(matches!(
        store.put_session(&first, "another text"),
        Err(StoreError::Odd { .. })
    ));
    for kept in [&second, &first] {
        store.put_session(kept, &text).expect("kept");
    }
    assert_eq!(store.session(first.line.id), Ok(first.clone()));
    assert_eq!(
        store.sessions(),
        Ok(vec![second.line.clone(), first.line.clone()]),
        "the newest first"
    );
    assert_eq!(
        store.text(first.line.hash),
        Ok(text.clone()),
        "once for all that was played with it"
    );
    // Kept again it takes its own place, and stays where it stood in time.
    let mut later = held.kept(minute(55));
    later.plan.fund = Some(7);
    store.put_session(&later, &text).expect("kept");
    assert_eq!(store.session(first.line.id), Ok(later.clone()));
    assert_eq!(store.sessions().expect("a list").len(), 2);
    // It counts among nobody's drills.
    assert!(store.scenarios().expect("a list").is_empty());
    assert!(store.tallies(By::Person, None).expect("sums").is_empty());
    assert!(store.lines(&Filter::default(), None, 9).expect("a page").is_empty());

    // Names: of those who let theirs be shown, and in the plan.
    let name = "ben quillfeather";
    let shares = store.in_sessions(name).expect("looked up");
    assert_eq!(
        shares.iter().map(|share| share.share.phones).collect::<Vec<_>>(),
        [0, 1]
    );
    assert_eq!(shares[0].share.mentions, ["Ben Quillfeather"], "the plan names him");
    let ben = store.add_person("Ben Quillfeather", minute(0)).expect("a name").id;
    assert_eq!(store.export(ben).expect("exported").sessions, shares);
    let erased = store.erase(ben).expect("erased");
    assert_eq!((erased.sessions, erased.drills), (2, 0));
    assert_eq!(store.in_sessions(name), Ok(Vec::new()));
    let without = store.session(first.line.id).expect("there");
    assert_eq!(without.line, later.line, "what it came to stays");
    assert!(without.team(&text).is_ok(), "and it plays again");
    held.shown(0, true);
    store.put_session(&held.kept(minute(58)), &text).expect("kept");
    let erased = store.forget_in_sessions("Zoë").expect("erased");
    assert_eq!((erased.sessions, erased.swept), (1, true));
    assert_eq!(store.in_sessions("Zoë"), Ok(Vec::new()));

    assert_eq!(store.delete_session(second.line.id), Ok(true));
    assert!(matches!(
        store.session(second.line.id),
        Err(StoreError::NotThere { .. })
    ));
    assert!(matches!(
        store.delete_session(second.line.id),
        Err(StoreError::NotThere { .. })
    ));
    assert_eq!(store.sessions().expect("a list").len(), 1);
}

fn erasing_and_exporting(store: &mut dyn Store) {
    let [zoe, bea] = ["Zoë", "Bea"].map(|name| store.add_person(name, minute(0)).expect("a name").id);
    let (hers, others) = (store_drill(store, Some(zoe), 1, 0), store_drill(store, Some(bea), 2, 1));
    let said = Reflection {
        happened: "I heard her out.".to_owned(),
        ..Reflection::default()
    };
    store.reflect(hers, &said).expect("said");
    let mut told = story(3, "A lift");
    told.author = Some(zoe);
    store.put_story(&told).expect("told");
    let mut praise = story(4, "Thanks to Zoë");
    "I stood there. ZOË's idea was a chair; Zoëlla carried it.".clone_into(&mut praise.did);
    praise.tags = vec!["lift".to_owned(), "zoë".to_owned()];
    praise.author = Some(bea);
    praise.recognised = Some(zoe);
    store.put_story(&praise).expect("told");
    let statement = Statement {
        id: Uuid::from_u128(7),
        drill: Some(hers),
        person: Some(zoe),
        json: "{\"actor\": \"Zoë\"}".to_owned(),
    };
    store
        .queue(std::slice::from_ref(&statement), minute(5))
        .expect("queued");

    let export = store.export(zoe).expect("exported");
    assert_eq!(store.kept_of(Some(zoe)).expect("a list"), export.drills);
    for kept in store.kept_of(None).expect("a list") {
        assert_eq!(kept.begun.person, None);
        assert_eq!(store.kept(kept.begun.id).expect("it is there"), kept);
    }
    let text = serde_json::to_string_pretty(&export).expect("plain data");
    assert_eq!(serde_json::from_str::<Export>(&text).expect("just written"), export);
    assert_eq!((export.format, export.person.name.as_str()), (Export::FORMAT, "Zoë"));
    assert_eq!(export.scenarios.len(), 1);
    assert_eq!(export.scenarios[0].text, template("cake"));
    assert_eq!(export.drills, [store.kept(hers).expect("kept")]);
    assert_eq!(export.drills[0].reflection, said);
    assert_eq!(export.stories, [told.clone()]);
    assert_eq!(export.statements, [statement.json]);

    let before = store.tallies(By::Person, Some(bea)).expect("sums");
    let erased = store.erase(zoe).expect("erased");
    assert_eq!((erased.drills, erased.stories, erased.mentions), (1, 1, 1));
    assert!(erased.swept && erased.copies.is_empty());
    assert!(matches!(store.kept(hers), Err(StoreError::NotThere { .. })));
    assert!(matches!(store.export(zoe), Err(StoreError::NotThere { .. })));
    assert!(matches!(store.kept_of(Some(zoe)), Err(StoreError::NotThere { .. })));
    assert!(matches!(store.erase(zoe), Err(StoreError::NotThere { .. })));
    assert_eq!(store.stories("").expect("one").len(), 1);
    let praise = store.story(praise.id).expect("hers");
    assert_eq!(
        (praise.recognised, praise.title.as_str()),
        (None, "Thanks to a former colleague")
    );
    assert_eq!(
        praise.did,
        "I stood there. A former colleague's idea was a chair; Zoëlla carried it."
    );
    assert_eq!(praise.tags, ["A former colleague", "lift"]);
    assert_eq!(
        store.stories("thanks to a former").expect("found").len(),
        1,
        "and is found so"
    );
    assert_eq!(store.outbox(), Ok(Outbox::default()));
    // What others did stays, and the sums are theirs alone.
    assert_eq!(store.kept(others).expect("kept").begun.person, Some(bea));
    assert_eq!(store.tallies(By::Person, None).expect("sums"), before);
    let by_month = store.tallies(By::ScenarioAndMonth, None).expect("sums");
    assert_eq!((by_month.len(), by_month[0].sums), (1, before[0].sums));
    assert_eq!(by_month[0].sums.tiers.iter().sum::<i64>(), 1);
    // The name is free again, and the new person has none of the old one's drills.
    let again = store.add_person("zoë", Timestamp::UNIX_EPOCH).expect("free").id;
    assert!(
        store
            .lines(
                &Filter {
                    person: Some(again),
                    ..Filter::default()
                },
                None,
                9
            )
            .expect("none")
            .is_empty()
    );
}
