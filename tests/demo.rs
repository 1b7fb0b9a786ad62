//! A year of practice that nobody had: the same for a seed, played by the rules, kept as every other practice, on both stores.

#[path = "common/program.rs"]
mod running;
#[path = "common/server.rs"]
mod server;

use std::collections::BTreeMap;
use std::sync::Arc;

use bounceback::demo::{Ask, Made, Shelved, Step, make};
use bounceback::practice::{Attempt, Plan};
use bounceback::record::{By, DrillId, Filter, Kept, Store, open};
use bounceback::scenario::{Scenario, read, template};
use bounceback::session::Mode;
use jiff::civil::date;
use jiff::tz::TimeZone;
use running::{program, run, said, site, well};

/// Three scenarios of the template's shape.
fn shelf() -> Vec<Shelved> {
    let shelved = |id: &str| {
        let text = template(id);
        let scenario = Arc::new(read(&text).scenario.expect("valid"));
        let policy = scenario.policy.clone();
        Shelved::new(scenario, text, policy)
    };
    ["cake", "cup", "coat"].map(shelved).into()
}

fn ask(people: u32, days: u32, seed: u64) -> Ask {
    Ask {
        people,
        days,
        seed,
        until: date(2026, 3, 31),
        zone: TimeZone::get("Europe/Vienna").expect("a zone"),
    }
}

/// Every drill, the oldest first.
fn kept(store: &mut dyn Store) -> Vec<Kept> {
    let lines = store.lines(&Filter::default(), None, u32::MAX >> 1).expect("a page");
    lines
        .iter()
        .rev()
        .map(|line| store.kept(line.id).expect("kept"))
        .collect()
}

/// What can be compared between stores: people have other ids in each.
fn without_people(store: &mut dyn Store) -> (Vec<String>, Vec<Kept>, Vec<(String, String)>) {
    let names = store.people().expect("people").into_iter().map(|person| person.name);
    let names = names.collect();
    let mut drills = kept(store);
    for drill in &mut drills {
        drill.begun.person = None;
    }
    let stories = store.stories("").expect("stories").into_iter();
    (names, drills, stories.map(|story| (story.title, story.did)).collect())
}

/// Sessions are held by the rules: each plays again from its log, and comes to what is kept of it.
fn looks_like_sessions(store: &mut dyn Store, made: &Made) {
    let lines = store.sessions().expect("a list");
    assert_eq!(u64::try_from(lines.len()), Ok(made.sessions));
    assert!(!lines.is_empty());
    for line in &lines {
        let kept = store.session(line.id).expect("kept");
        let text = store.text(line.hash).expect("kept");
        assert_eq!(kept.rejudged(&text).ok().as_ref(), Some(&kept), "{}", line.id);
        assert!(
            line.people >= 1 && line.voters >= 1 && !line.beats.is_empty(),
            "{line:?}"
        );
        assert!(line.at < line.ended);
    }
}

fn looks_like_practice(store: &mut dyn Store, made: &Made) {
    let drills = kept(store);
    assert_eq!(u64::try_from(drills.len()), Ok(made.drills));
    assert!(drills.len() > 100, "{}", drills.len());
    let share = |what: &dyn Fn(&Kept) -> bool| drills.iter().filter(|kept| what(kept)).count() * 100 / drills.len();
    let check = |name: &str, share: usize, low: usize, high: usize| {
        assert!((low..=high).contains(&share), "{name}: {share}%");
    };
    check("judged", share(&|kept| kept.judged.is_some()), 90, 99);
    check("open", share(&|kept| kept.ended.is_none()), 0, 3);
    check("retries", share(&|kept| kept.begun.retry_of.is_some()), 15, 75);
    check("assessments", share(&|kept| kept.begun.mode == Mode::Assessment), 1, 20);
    check("sure before", share(&|kept| kept.begun.sure_before.is_some()), 15, 70);
    check("sure after", share(&|kept| kept.reflection.sure.is_some()), 50, 90);
    // What is stored replays to what was judged: the judge sees the same drill.
    for drill in drills.iter().filter(|kept| kept.judged.is_some()).step_by(17) {
        let text = store.text(drill.begun.hash).expect("kept");
        assert_eq!(bounceback::record::judge_kept(drill, &text).ok(), drill.judged);
    }
    // People get better.
    let mut accuracy: BTreeMap<bool, Vec<i64>> = BTreeMap::new();
    let whole = drills.iter().filter(|kept| kept.begun.retry_of.is_none());
    let judged: Vec<_> = whole.filter_map(|kept| kept.judged.as_ref()).collect();
    let half = judged.len() / 2;
    for (at, judged) in judged.iter().enumerate() {
        accuracy.entry(at >= half).or_default().push(judged.accuracy.into());
    }
    let mean = |late: bool| {
        let list = &accuracy[&late];
        list.iter().sum::<i64>() / i64::try_from(list.len()).expect("few")
    };
    assert!(mean(true) > mean(false), "{} and then {}", mean(false), mean(true));
    // And nobody's plan piles up.
    let shelf = shelf();
    let scenarios: Vec<&Scenario> = shelf.iter().map(|shelved| &*shelved.scenario).collect();
    let now = "2026-04-01T09:00[Europe/Vienna]".parse().expect("a moment");
    for person in store.people().expect("people") {
        let attempts: Vec<Attempt> = drills
            .iter()
            .filter(|kept| kept.begun.person == Some(person.id))
            .filter_map(Kept::attempt)
            .collect();
        let plan = Plan::of(&attempts, &scenarios, &now);
        assert!(plan.due.len() <= 30, "{}: {}", person.name, plan.due.len());
        assert!(plan.due.len() + plan.later.len() >= 3, "{}", person.name);
    }
    let sums = store.tallies(By::Person, None).expect("sums");
    let begun: i64 = sums.iter().map(|tally| tally.sums.begun).sum();
    assert_eq!(u64::try_from(begun), Ok(made.drills));
}

#[test]
fn a_year_looks_like_practice_and_is_the_same_for_its_seed() {
    let folder = tempfile::tempdir().expect("a folder");
    let shelf = shelf();
    let year = |name: &str, seed: u64| {
        let mut store = open(&folder.path().join(name).display().to_string()).expect("a store");
        let mut steps = Vec::new();
        let made = make(&mut *store, &shelf, &ask(6, 120, seed), &mut |step| steps.push(step)).expect("made");
        assert_eq!(steps.last(), Some(&Step::Playing(120, 120, made.drills)));
        assert_eq!(steps.first(), Some(&Step::Solving(0, 18)));
        (made, store)
    };
    let (made, mut store) = year("one.sqlite", 4);
    looks_like_practice(&mut *store, &made);
    looks_like_sessions(&mut *store, &made);
    let one = without_people(&mut *store);
    let (again, mut other) = year("two.sqlite", 4);
    assert_eq!(again, made);
    assert_eq!(without_people(&mut *other), one);
    let (_, mut third) = year("three.sqlite", 5);
    assert_ne!(without_people(&mut *third).1, one.1);
    // More people beside them have other names and other drills.
    let more = make(&mut *store, &shelf, &ask(2, 30, 4), &mut |_| ()).expect("made");
    assert_eq!(store.people().expect("people").len(), 8);
    let ids: std::collections::BTreeSet<DrillId> = kept(&mut *store).iter().map(|kept| kept.begun.id).collect();
    assert_eq!(u64::try_from(ids.len()), Ok(made.drills + more.drills));
}

#[test]
#[ignore = "starts a PostgreSQL server; .ci/run runs it"]
fn postgres_holds_the_same_year() {
    let Some(server) = server::Server::start(&|_| String::new()) else {
        println!("PostgreSQL is not installed: skipped");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let shelf = shelf();
    let mut on_server = open(&server.address("year")).expect("a store");
    let mut in_file = open(&folder.path().join("year.sqlite").display().to_string()).expect("a store");
    let asked = ask(6, 120, 4);
    let made = make(&mut *on_server, &shelf, &asked, &mut |_| ()).expect("made");
    looks_like_practice(&mut *on_server, &made);
    looks_like_sessions(&mut *on_server, &made);
    make(&mut *in_file, &shelf, &asked, &mut |_| ()).expect("made");
    assert_eq!(without_people(&mut *on_server), without_people(&mut *in_file));
}

#[test]
fn made_up_practice_is_not_mixed_with_real_one_by_accident() {
    let site = site();
    let folder = site.path();
    let demo = [
        "demo-data",
        "--people",
        "2",
        "--days",
        "20",
        "--scenarios",
        ".",
        "--until",
        "2026-03-31",
    ];
    let nowhere = program(folder)
        .env_remove("BOUNCEBACK_DATA")
        .args(demo)
        .output()
        .expect("it runs");
    assert!(
        said(&nowhere).contains("wants records of its own"),
        "{}",
        said(&nowhere)
    );
    well(folder, &["records", "add", "Zoë"]);
    let refused = run(folder, &demo);
    assert!(!refused.status.success());
    assert!(
        said(&refused).contains("these records hold somebody already"),
        "{}",
        said(&refused)
    );
    let told = well(folder, &[&demo[..], &["--store", "demo.sqlite"]].concat());
    assert!(told.contains("2 made-up people played"), "{told}");
    assert!(told.contains("from 2026-03-12 to 2026-03-31"), "{told}");
    let refused = run(folder, &[&demo[..], &["--store", "demo.sqlite"]].concat());
    assert!(said(&refused).contains("say --add"), "{}", said(&refused));
    well(folder, &[&demo[..], &["--add"]].concat());
    let people = well(folder, &["records", "people"]);
    assert!(
        people.contains("Zoë: no drill yet") && people.contains("Amara Okafor"),
        "{people}"
    );
    for bad in [
        ["--people", "0"],
        ["--people", "501"],
        ["--days", "0"],
        ["--until", "soon"],
    ] {
        let output = run(folder, &[&["demo-data"], &bad[..]].concat());
        assert_eq!(output.status.code(), Some(2), "{bad:?}: {}", said(&output));
    }
}
