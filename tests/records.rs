//! Recording as people meet it: in the terminal, with stores that fail, and killed in the middle.

#[path = "common/records.rs"]
mod records;
#[path = "common/program.rs"]
mod running;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bounceback::customer::chance::Stream;
use bounceback::record::sqlite::{Options as FileOptions, open, open_with};
use bounceback::record::{By, Entry, Filter, Player, Recorder, Store, judge};
use bounceback::scenario::template;
use bounceback::session::{Mode, Options, Pace, Reflection, Solo};
use bounceback::solve::review;
use records::{cake, minute};
use running::{program, run, said, site, well};
use serde_json::Value;

fn piped(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = program(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

const PLAY: [&str; 7] = ["play", "cake", "--scenarios", ".", "--seed", "7", "--person"];

#[test]
fn a_drill_in_the_terminal_is_recorded_and_gone_on_with() {
    let site = site();
    let folder = site.path();
    // A script says that it is to be recorded, or it is not.
    well(
        folder,
        &["play", "cake", "--scenarios", ".", "--moves", "hear,own,candles,check"],
    );
    assert!(!folder.join("data").exists(), "nothing was asked for");
    let output = run(folder, &[&PLAY[..], &["Zoe", "--moves", "hear"]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("bounceback records add"), "{}", said(&output));
    well(folder, &["records", "add", "Zoë"]);
    let output = run(folder, &[&PLAY[..], &["zoe", "--moves", "hear"]].concat());
    assert!(said(&output).contains("`Zoë`"), "{}", said(&output));
    well(
        folder,
        &[&PLAY[..], &["zoë", "--moves", "hear,own,candles,check"]].concat(),
    );
    let open = piped(folder, &[&PLAY[..], &["Zoë"]].concat(), "hear\nu\nhear\nown\nq\n");
    assert!(said(&open).contains("records resume"), "{}", said(&open));
    let listed = well(folder, &["records", "drills", "--person", "Zoë"]);
    assert!(listed.contains("cake, practice: Champion, score 100"), "{listed}");
    assert!(listed.contains("open after 4 steps"), "{listed}");
    let resumed = piped(folder, &["records", "resume", "--person", "Zoë"], "candles\ncheck\n");
    assert!(said(&resumed).contains("Tomas left as: Champion"), "{}", said(&resumed));
    let none = run(folder, &["records", "resume", "--person", "Zoë"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(said(&none).contains("no open drill of Zoë"), "{}", said(&none));
    let people = well(folder, &["records", "people"]);
    assert!(
        people.contains("Zoë: 2 drills, score 100 on average, 2 Champions created"),
        "{people}"
    );
    let rejudged = well(folder, &["records", "rejudge"]);
    assert!(rejudged.contains("0 drills were judged"), "{rejudged}");

    let export: Value =
        serde_json::from_slice(&run(folder, &["records", "export-person", "Zoë"]).stdout).expect("one document");
    assert_eq!(export["drills"].as_array().map(Vec::len), Some(2));
    let kept = run(folder, &["records", "erase", "Zoë"]);
    assert_eq!(kept.status.code(), Some(1), "nobody typed the name");
    assert!(well(folder, &["records", "people"]).contains("Zoë"));
    let gone = piped(folder, &["records", "erase", "Zoë"], "zoë\n");
    assert!(said(&gone).contains("Deleted: 2 drills"), "{}", said(&gone));
    assert!(well(folder, &["records", "people"]).contains("Nobody yet"));
    well(folder, &["records", "add", "Max"]);
    well(folder, &["records", "erase", "Max", "--yes"]);
}

#[test]
fn a_store_that_does_not_open_stops_no_drill() {
    let site = site();
    let folder = site.path();
    std::fs::write(
        folder.join("text"),
        "no database, but a text that is long enough ".repeat(99),
    )
    .expect("written");
    let play = [
        "play",
        "cake",
        "--scenarios",
        ".",
        "--moves",
        "hear,own,candles,check",
        "--store",
        "text",
    ];
    let told = well(folder, &play);
    assert!(told.contains("Tomas left as"), "{told}");
    assert_eq!(told.matches("This drill is not recorded").count(), 1, "{told}");
    assert!(told.contains("damaged"), "{told}");
    let output = run(folder, &["records", "people", "--store", "text"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).starts_with("error: the records in text are damaged"),
        "{}",
        said(&output)
    );
}

fn start(seed: u64) -> Solo {
    let scenario = cake();
    let options = Options {
        seed,
        mode: Mode::Practice,
        pace: Pace::Untimed,
        temper: None,
    };
    Solo::start(&scenario, scenario.policy.clone(), options)
}

/// Plays the first move on offer that is not barred.
fn step(solo: &mut Solo) {
    let offer = solo.offers().into_iter().find(|offer| offer.barred.is_none());
    solo.choose(offer.expect("a way on").index).expect("on offer");
}

fn finish(store: &mut dyn Store, recorder: &mut Recorder, solo: &mut Solo) {
    while !solo.drill().is_over() {
        step(solo);
        assert_eq!(recorder.note(store, solo, 900), None);
    }
    assert_eq!(recorder.end(store, solo, minute(9)), None);
    let found = judge(solo.drill(), &review(solo.drill()).expect("small"));
    assert_eq!(recorder.judge(store, Some(found)), None);
}

#[test]
fn the_record_follows_choices_undo_and_hints() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = open(&folder.path().join("records.sqlite")).expect("new");
    let mut solo = start(7);
    let (mut recorder, said) = Recorder::begin(&mut *store, &solo, &template("cake"), Player::default(), minute(0));
    assert_eq!(said, None);
    solo.hint();
    recorder.note(&mut *store, &solo, 10);
    solo.wait().expect("in the talk");
    solo.wait().expect("in the talk");
    step(&mut solo);
    recorder.note(&mut *store, &solo, 20);
    solo.wait().expect("in the talk");
    recorder.note(&mut *store, &solo, 30);
    solo.undo();
    recorder.note(&mut *store, &solo, 40);
    let kept = store.kept(recorder.id()).expect("kept");
    let kinds: Vec<u32> = kept
        .entries
        .iter()
        .map(|entry| match entry {
            Entry::Hinted => 1,
            Entry::Undid => 2,
            Entry::Chose { thought_millis, .. } => 100 + thought_millis,
        })
        .collect();
    assert_eq!(kinds, [1, 100, 100, 120, 130, 2, 2]);
    assert_eq!(kept.record(), solo.drill().record());
    finish(&mut *store, &mut recorder, &mut solo);
    let said = Reflection {
        keep: "Listening.".to_owned(),
        ..Reflection::default()
    };
    assert_eq!(recorder.reflect(&mut *store, &said), None);
    assert!(recorder.is_complete());
    let first = store.kept(recorder.id()).expect("kept");
    assert!(first.judged.is_some() && first.ended.is_some() && first.reflection == said);
    assert_eq!(first.record(), solo.drill().record());

    // A retry from the second decision: what stood before is in its record.
    let mut again = Solo::resume(&cake(), &first.record(), 3, Pace::Untimed).expect("the same scenario");
    let player = Player {
        retry_of: Some((recorder.id(), 3)),
        ..Player::default()
    };
    let (mut retry, _) = Recorder::begin(&mut *store, &again, &template("cake"), player, minute(20));
    assert_eq!(store.kept(retry.id()).expect("kept").choices(), first.choices()[..3]);
    finish(&mut *store, &mut retry, &mut again);
    let tallies = store.tallies(By::Person, None).expect("sums");
    assert_eq!(
        tallies.iter().map(|tally| tally.retries).collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn what_a_locked_store_missed_is_told_at_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("records.sqlite");
    let options = FileOptions {
        patience: Duration::from_millis(30),
        ..FileOptions::default()
    };
    let mut store = open_with(&file, options).expect("new");
    let other = rusqlite::Connection::open(&file).expect("another program");
    for locked_from in 0..4 {
        let mut solo = start(7);
        if locked_from == 0 {
            other.execute_batch("BEGIN IMMEDIATE").expect("locked");
        }
        let (mut recorder, said) = Recorder::begin(&mut *store, &solo, &template("cake"), Player::default(), minute(0));
        let mut told: Vec<String> = said.into_iter().collect();
        for number in 1.. {
            if number == locked_from {
                other.execute_batch("BEGIN IMMEDIATE").expect("locked");
            }
            step(&mut solo);
            told.extend(recorder.note(&mut *store, &solo, 1));
            if solo.drill().is_over() {
                break;
            }
        }
        assert_eq!(told.len(), 1, "once: {told:?}");
        assert!(told[0].contains("locked by another program"), "{told:?}");
        assert!(!recorder.is_complete());
        other.execute_batch("ROLLBACK").expect("free");
        assert_eq!(recorder.end(&mut *store, &solo, minute(5)), None);
        assert!(recorder.is_complete());
        let kept = store.kept(recorder.id()).expect("kept");
        assert_eq!(kept.record(), solo.drill().record(), "all of it");
    }
    // A drill that is gone meanwhile is given up, and said once.
    let mut solo = start(7);
    let (mut recorder, _) = Recorder::begin(&mut *store, &solo, &template("cake"), Player::default(), minute(0));
    store.end(recorder.id(), minute(1)).expect("ended elsewhere");
    step(&mut solo);
    assert!(
        recorder
            .note(&mut *store, &solo, 1)
            .is_some_and(|said| said.contains("has ended"))
    );
    step(&mut solo);
    assert_eq!(recorder.note(&mut *store, &solo, 1), None);
    assert!(!recorder.is_complete());
}

/// How often the program is killed.
const KILLS: u64 = 200;
/// What it is told, again and again: in practice a move can be taken back.
const ROUND: &str = "hear\nu\nslip\nu\nhear\nu\n";

#[test]
fn killed_at_any_point_a_drill_loses_at_most_the_choice_in_flight() {
    let site = site();
    let folder = site.path();
    well(folder, &["records", "add", "Zoë"]);
    let file = folder.join("data/records.sqlite");
    let mut chance = Stream::new(20);
    let (mut seen_most, mut unbegun) = (0, 0);
    for number in 0..KILLS {
        let mut child = program(folder)
            .args([&PLAY[..], &["Zoë"]].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let mut pipe = child.stdin.take().expect("a pipe");
        let output = child.stdout.take().expect("a pipe");
        // How much was seen on the screen: a reaction is printed when the choice is recorded.
        let reader = std::thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            let seen = |line: &String| line.starts_with("You: ") || line.contains("Taken back.");
            u32::try_from(lines.filter(seen).count()).expect("few")
        });
        let writer = std::thread::spawn(move || {
            for _ in 0..400 {
                if pipe.write_all(ROUND.as_bytes()).is_err() {
                    break;
                }
            }
        });
        // Mostly while it plays, sometimes while it starts.
        std::thread::sleep(Duration::from_micros(8_000 + chance.word() % 60_000));
        child.kill().expect("killed");
        child.wait().expect("it ended");
        writer.join().expect("a writer");
        let seen = reader.join().expect("a reader");

        let mut store = open(&file).unwrap_or_else(|error| panic!("kill {number}: {error}"));
        let zoe = store.person_named("Zoë").expect("asked").expect("she is there").id;
        let open = store.open_drills(Some(zoe)).expect("a list");
        assert!(open.len() <= 1, "the others were finished");
        let Some(line) = open.first() else {
            assert_eq!(seen, 0, "kill {number}: it was not begun, but something was seen");
            unbegun += 1;
            continue;
        };
        // A line of the screen may be cut off: what was seen is recorded, and at most so much more.
        assert!(
            line.entries >= seen,
            "kill {number}: {seen} seen, {} kept",
            line.entries
        );
        seen_most = seen_most.max(seen);
        let kept = store.kept(line.id).expect("kept");
        let mut solo = Solo::go_on(
            &Arc::new(
                bounceback::scenario::read(&store.text(line.hash).expect("a text"))
                    .scenario
                    .expect("valid"),
            ),
            &kept.record(),
            kept.begun.mode,
            kept.begun.pace,
            None,
            0,
        )
        .expect("it replays");
        let mut recorder = Recorder::resume(&kept);
        finish(&mut *store, &mut recorder, &mut solo);
    }
    assert!(seen_most > 5, "it was killed while it played: {seen_most}");
    assert!(unbegun < KILLS / 2, "mostly it had begun: {unbegun} of {KILLS} had not");
    let mut store = open(&file).expect("it opens");
    let zoe = store.person_named("Zoë").expect("asked").expect("she is there").id;
    let filter = Filter {
        person: Some(zoe),
        ..Filter::default()
    };
    let mut judged = 0;
    store.each_judged(&filter, &mut |_, _| judged += 1).expect("streamed");
    assert_eq!(judged, KILLS - unbegun);
    let sums = store.tallies(By::Person, Some(zoe)).expect("sums")[0].sums;
    assert_eq!(
        sums.begun,
        i64::try_from(judged).expect("few"),
        "no sum without its drill"
    );
    let check = rusqlite::Connection::open(&file).expect("a file");
    let found: String = check
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("checked");
    assert_eq!(found, "ok");
}

/// Eight programs, each a process of its own, play on one store at once.
#[test]
fn programs_at_once_lose_nothing() {
    let site = site();
    let folder = site.path();
    well(folder, &["records", "add", "Zoë"]);
    let play = [
        "play",
        "cake",
        "--scenarios",
        ".",
        "--person",
        "Zoë",
        "--json",
        "--moves",
        "hear,own,candles,check",
    ];
    for _ in 0..3 {
        let programs: Vec<_> = (0..8)
            .map(|number| {
                let seed = format!("{number}");
                let mut command = running::program(folder);
                command.args(play).args(["--seed", seed.as_str()]);
                command
                    .stdout(std::process::Stdio::piped())
                    .stderr(std::process::Stdio::piped());
                command.spawn().expect("it runs")
            })
            .collect();
        for program in programs {
            let output = program.wait_with_output().expect("it ends");
            assert!(output.status.success(), "{}", said(&output));
            assert!(!said(&output).contains("not recorded"), "{}", said(&output));
        }
    }
    let drills: Value = serde_json::from_slice(
        &run(
            folder,
            &["records", "drills", "--person", "Zoë", "--most", "99", "--json"],
        )
        .stdout,
    )
    .expect("one document");
    let drills = drills.as_array().expect("a list");
    assert_eq!(drills.len(), 24);
    assert!(
        drills
            .iter()
            .all(|drill| !drill["headline"].is_null() && drill["entries"] == 4),
        "{drills:?}"
    );
    let people = well(folder, &["records", "people"]);
    assert!(people.contains("Zoë: 24 drills"), "{people}");
}
