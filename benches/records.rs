//! What a store of a million drills costs: `cargo bench --bench records` (`-- 50000` for fewer), and one of a hundred thousand on a
//! PostgreSQL server of its own, where one can be started. `-- file` or `-- server` measures one of both. Figures as measured stand in
//! README.md.
//!
//! A plain program: filling the store takes minutes, and is not to be repeated for each sample.

#[path = "../tests/common/server.rs"]
mod server;

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bounceback::customer::Tier;
use bounceback::drill::{Choice, Mark, Setup};
use bounceback::library::Library;
use bounceback::practice::Plan;
use bounceback::record::gather;
use bounceback::record::sqlite::{Options, open, open_with};
use bounceback::record::{Begun, By, DrillId, Entry, Filter, JUDGE, Judged, JudgedMove, Mistake, PersonId, Store};
use bounceback::scenario::Scenario;
use bounceback::session::{Mode, Pace};
use indicatif::ProgressBar;
use jiff::Timestamp;
use rusqlite::Connection;
use uuid::Uuid;

const DRILLS: u64 = 1_000_000;
/// As many on a server.
const SERVED: u64 = 100_000;
const PEOPLE: u64 = 1_000;
const CHOICES: u64 = 10;
/// The start of 2022: the drills are spread over five years.
const FROM: i64 = 1_640_995_200_000;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let drills = words.iter().find_map(|word| word.parse().ok()).unwrap_or(DRILLS);
    let only = |what: &str| words.iter().any(|word| word == what);
    let library = Library::shipped();
    let scenarios: Vec<Arc<Scenario>> = library.scenarios().cloned().collect();
    if !only("server") {
        in_a_file(&library, &scenarios, drills);
    }
    if !only("file") {
        on_a_server(&library, &scenarios, drills.min(SERVED));
    }
}

fn in_a_file(library: &Library, scenarios: &[Arc<Scenario>], drills: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("records.sqlite");
    let mut store = open(&file).expect("a new store");
    let people = people(&mut *store);
    drop(store);
    // The disk is not waited for while the store is filled; what is measured below is.
    let options = Options {
        is_lazy: true,
        ..Default::default()
    };
    let mut store = open_with(&file, options).expect("it opens");
    let from = Instant::now();
    fill(&mut *store, library, scenarios, &people, drills);
    drop(store);
    let connection = Connection::open(&file).expect("it opens");
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .expect("all of it in the file");
    // Every file system has its own idea of when; what is measured later is not to wait for this.
    std::fs::File::open(&file)
        .expect("there")
        .sync_all()
        .expect("on the disk");
    println!("a file, filled with {drills} drills in {:.0?}", from.elapsed());
    let bytes = std::fs::metadata(&file).expect("there").len();
    println!("bytes a drill: {}", bytes / drills);
    let mut store = open(&file).expect("it opens");
    looking(&mut *store, &people, &scenarios[0]);
    the_disk(folder.path());
    appending(&mut *store, library, &scenarios[0]);
}

/// The same on a server of its own, on this machine: its programs and ours share the processor, and it waits for the disk.
fn on_a_server(library: &Library, scenarios: &[Arc<Scenario>], drills: u64) {
    let Some(server) = server::Server::start(&|_| "-c fsync=on".to_owned()) else {
        println!("PostgreSQL is not installed here: a server was not measured (apt-get install postgresql)");
        return;
    };
    let address = server.address("bench");
    // As with a file: what fills the store does not wait for the disk.
    let lazy = format!("{address}&options=-c%20synchronous_commit%3Doff");
    let mut store = bounceback::record::open(&lazy).expect("a new store");
    let people = people(&mut *store);
    let from = Instant::now();
    fill(&mut *store, library, scenarios, &people, drills);
    drop(store);
    println!("a server, filled with {drills} drills in {:.0?}", from.elapsed());
    let mut client = postgres::Client::connect(&address, postgres::NoTls).expect("it answers");
    client
        .batch_execute("ANALYZE; CHECKPOINT")
        .expect("all of it in its files");
    let size = client.query_one("SELECT pg_total_relation_size('bounceback.drill')", &[]);
    let bytes: i64 = size.expect("told").get(0);
    println!(
        "bytes a drill, with its indices: {}",
        u64::try_from(bytes).expect("a size") / drills
    );
    let from = Instant::now();
    let mut store = bounceback::record::open(&address).expect("it opens");
    println!("connecting: {:.1?}", from.elapsed());
    looking(&mut *store, &people, &scenarios[0]);
    appending(&mut *store, library, &scenarios[0]);
}

fn people(store: &mut dyn Store) -> Vec<PersonId> {
    let add = |number| {
        let person = store.add_person(&format!("Trainee {number}"), Timestamp::UNIX_EPOCH);
        person.expect("a name").id
    };
    (0..PEOPLE).map(add).collect()
}

fn looking(store: &mut dyn Store, people: &[PersonId], scenario: &Scenario) {
    let library = Library::shipped();
    let shelf: Vec<&Scenario> = library.scenarios().map(AsRef::as_ref).collect();
    let hash = scenario.hash;
    let day = Filter {
        person: Some(people[7]),
        ..Filter::default()
    };
    measure(
        "records: everybody, all scenarios by month, the latest 50 drills",
        200,
        9,
        || {
            let people = store.people().expect("people").len();
            let sums = store.tallies(By::Person, None).expect("sums").len();
            let months = store.tallies(By::ScenarioAndMonth, None).expect("sums").len();
            people + sums + months + store.lines(&Filter::default(), None, 50).expect("a page").len()
        },
    );
    measure(
        "a person's page: by scenario, by month, the latest 50 drills",
        200,
        9,
        || {
            store.tallies(By::PersonAndScenario, day.person).expect("sums").len()
                + store.tallies(By::PersonAndMonth, day.person).expect("sums").len()
                + store.lines(&day, None, 50).expect("a page").len()
        },
    );
    measure(
        "what a person has to rehearse: all their drills, and the plan",
        200,
        5,
        || {
            let lines = gather::lines_of(store, day.person).expect("a list").len();
            let attempts = gather::attempts(store, day.person).expect("a list");
            let plan = Plan::of(&attempts, &shelf, &jiff::Zoned::now());
            lines + plan.due.len()
        },
    );
    measure("everybody by scenario", 200, 9, || {
        store.tallies(By::PersonAndScenario, None).expect("sums").len()
    });
    measure("all judged moves of a scenario", 1000, 5, || {
        let (mut count, mut lost) = (0, 0_u64);
        let filter = Filter {
            hash: Some(hash),
            ..Filter::default()
        };
        store
            .each_judged(&filter, &mut |_, moves| {
                count += 1;
                lost += moves.iter().map(|mv| u64::from(mv.lost)).sum::<u64>();
            })
            .expect("streamed");
        assert!(lost > 0, "something was lost");
        count
    });
}

/// What this disk takes for two pages that reach it: no append is quicker.
fn the_disk(folder: &std::path::Path) {
    let mut file = std::fs::File::create(folder.join("disk")).expect("a file");
    let mut taken: Vec<Duration> = (0..500)
        .map(|_| {
            let from = Instant::now();
            file.write_all(&[7; 8192]).expect("written");
            file.sync_data().expect("on the disk");
            from.elapsed()
        })
        .collect();
    taken.sort();
    println!("the disk alone: {:.2?} at the median", taken[250]);
}

fn measure(what: &str, aim_millis: u64, times: usize, mut work: impl FnMut() -> usize) {
    let mut taken: Vec<Duration> = Vec::new();
    let mut rows = 0;
    for _ in 0..times {
        let from = Instant::now();
        rows = work();
        taken.push(from.elapsed());
    }
    let first = taken[0];
    taken.sort();
    println!(
        "{what}: {:.1?} at the median, {first:.1?} the first time (aim {aim_millis} ms; {rows} rows)",
        taken[times / 2]
    );
}

/// Drills recorded as they are played: each choice a transaction that reaches the disk.
fn appending(store: &mut dyn Store, library: &Library, scenario: &Arc<Scenario>) {
    let text = library.text_of(scenario).expect("a text");
    let (mut appended, mut begun_in, mut judged_in) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..200 {
        let begun = begun(scenario, number, None);
        let from = Instant::now();
        store.begin(&begun, text).expect("begun");
        begun_in.push(from.elapsed());
        for at in 0..10 {
            let entry = Entry::Chose {
                choice: Choice::Move(1),
                thought_millis: 4000,
            };
            let from = Instant::now();
            store.append(begun.id, at, &[entry]).expect("appended");
            appended.push(from.elapsed());
        }
        store.end(begun.id, begun.at).expect("ended");
        let from = Instant::now();
        store.judge(begun.id, &judged(number)).expect("judged");
        judged_in.push(from.elapsed());
    }
    for (what, mut taken) in [("append a choice", appended), ("begin", begun_in), ("judge", judged_in)] {
        taken.sort();
        let at = |part: usize| taken[(taken.len() - 1) * part / 100];
        println!(
            "{what}: {:.2?} at the median, {:.2?} at the 99th of 100 (aim for a choice 1 ms)",
            at(50),
            at(99)
        );
    }
}

fn begun(scenario: &Scenario, number: u64, person: Option<PersonId>) -> Begun {
    Begun {
        id: DrillId(Uuid::now_v7()),
        person,
        scenario: scenario.id.clone(),
        hash: scenario.hash,
        setup: Setup::draw(scenario, scenario.policy.clone(), None, number % 200),
        seed: number.wrapping_mul(0x9E37_79B9_7F4A_7C15),
        mode: Mode::Drill,
        pace: Pace::Real,
        at: Timestamp::from_millisecond(FROM + i64::try_from(number).expect("few") * 157_000).expect("a time"),
        retry_of: None,
        sure_before: None,
    }
}

fn judged(number: u64) -> Judged {
    let moves = (0..CHOICES).map(|at| {
        let lost = u32::try_from((number * 31 + at * 97) % 1400).expect("few");
        JudgedMove {
            beat: u16::try_from(at).expect("few"),
            choice: Choice::Move(u8::try_from((number + at) % 4).expect("few")),
            lost,
            mistake: (lost > 500).then_some(Mistake::Otherwise),
        }
    });
    let part = i64::try_from(number % 997).expect("few");
    Judged {
        judge: JUDGE,
        tier: [
            Tier::Defector,
            Tier::Detractor,
            Tier::Passive,
            Tier::Loyal,
            Tier::Champion,
        ][(number % 5) as usize],
        score: 5000 + u16::try_from(number % 5000).expect("few"),
        accuracy: 6000 + u16::try_from(number % 4000).expect("few"),
        luck: i32::try_from(part).expect("few") - 500,
        service: [Mark::Done; 7],
        net: 40_000 + part * 30,
        best_net: 64_305,
        idle_net: -22_000,
        cost: 3_000 + part,
        good: 410,
        bad: 1_200,
        bad_at_start: 3_700,
        alone: !number.is_multiple_of(3),
        moves: moves.collect(),
    }
}

/// Fills a store through the very calls that a drill makes.
fn fill(store: &mut dyn Store, library: &Library, scenarios: &[Arc<Scenario>], people: &[PersonId], drills: u64) {
    let bar = ProgressBar::new(drills);
    for number in 0..drills {
        let scenario = &scenarios[usize::try_from(number % scenarios.len() as u64).expect("few")];
        let person = people[usize::try_from(number * 7919 % PEOPLE).expect("few")];
        let begun = begun(scenario, number, Some(person));
        let text = library.text_of(scenario).expect("a text");
        store.begin(&begun, text).expect("begun");
        let entries: Vec<Entry> = (0..CHOICES)
            .map(|at| Entry::Chose {
                choice: Choice::Move(u8::try_from((number + at) % 4).expect("few")),
                thought_millis: u32::try_from(2_000 + number * 131 % 28_000).expect("few"),
            })
            .collect();
        store.append(begun.id, 0, &entries).expect("appended");
        store.end(begun.id, begun.at).expect("ended");
        store.judge(begun.id, &judged(number)).expect("judged");
        bar.inc(1);
    }
    bar.finish_and_clear();
}
