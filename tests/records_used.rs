//! What is made of records, as people meet it: plan, progress, item analysis, the manager's page, stories, exports.

#[path = "common/program.rs"]
mod running;
#[path = "common/server.rs"]
mod server;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;

use running::{program, run, said, site, well};
use serde_json::Value;

/// Plays a drill in a folder's scenario, recorded as Zoë's.
fn play(folder: &Path, moves: &str) {
    let seed = ["play", "cake", "--scenarios", ".", "--seed", "7", "--temper", "typical"];
    well(folder, &[&seed[..], &["--person", "Zoë", "--moves", moves]].concat());
}

const BEST: &str = "hear,own,candles,check";
const PROOF: &str = "slip,own,candles,check";

/// A site with Zoë and these drills of hers.
fn played(drills: &[&str]) -> tempfile::TempDir {
    let site = site();
    well(site.path(), &["records", "add", "Zoë"]);
    for moves in drills {
        play(site.path(), moves);
    }
    site
}

fn document(folder: &Path, arguments: &[&str]) -> Value {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    serde_json::from_slice(&output.stdout).expect("one document")
}

/// Refused with a sentence that holds these words.
fn refused(folder: &Path, arguments: &[&str], words: &str) {
    let output = run(folder, arguments);
    assert!(!output.status.success(), "{arguments:?} went well");
    assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
}

/// Takes records some days back, as if the drills had been played then.
fn days_ago(folder: &Path, days: i64) {
    let store = rusqlite::Connection::open(folder.join("data/records.sqlite")).expect("records");
    let millis = days * 86_400_000;
    let changed = store
        .execute("UPDATE drill SET at = at - ?1", [millis])
        .expect("changed");
    assert!(changed > 0);
}

#[test]
fn everybody_stands_together() {
    let site = played(&[BEST, PROOF]);
    let folder = site.path();
    well(folder, &["records", "add", "Max"]);
    let told = well(folder, &["records", "team", "--scenarios", "."]);
    assert!(told.contains("Everybody: 2 drills, accuracy"), "{told}");
    assert!(told.contains("Max: no drill yet"), "{told}");
    let team = document(folder, &["records", "team", "--scenarios", ".", "--json"]);
    let names: Vec<&str> = team["people"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["name"].as_str())
        .collect();
    assert_eq!(names, ["Max", "Zoë"]);
    assert_eq!(team["people"][1]["sums"]["judged"], 2);
    assert_eq!(team["months"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&team["scenarios"][0]["id"], &team["scenarios"][0]["sums"]["judged"]),
        (&"cake".into(), &2.into())
    );
}

#[test]
fn a_mistake_that_is_due_starts_from_its_very_beat() {
    let site = played(&[PROOF]);
    let folder = site.path();
    let plan = ["records", "plan", "--person", "zoë", "--scenarios", "."];
    let fresh = document(folder, &[&plan[..], &["--json"]].concat());
    assert_eq!(fresh["due"].as_array().map(Vec::len), Some(0), "{fresh}");
    assert!(
        fresh["later"].as_array().is_some_and(|later| !later.is_empty()),
        "{fresh}"
    );
    let due = ["play", "--due", "--person", "Zoë", "--scenarios", "."];
    refused(folder, &due, "nothing is due today; the next falls due on");

    days_ago(folder, 40);
    let told = well(folder, &plan);
    assert!(told.contains("You asked for proof on"), "{told}");
    assert!(
        told.contains("bounceback play --due=1 --person Zoë --scenarios ."),
        "{told}"
    );
    let plan = document(folder, &[&plan[..], &["--json"]].concat());
    let rows = plan["due"].as_array().expect("rows");
    let at = rows
        .iter()
        .position(|row| row["mistake"]["Did"] == "DemandProof")
        .expect("the mistake");
    let row = &rows[at];
    assert_eq!(
        (row["from"].as_u64(), row["scenario"].as_str()),
        (Some(0), Some("cake"))
    );

    let number = format!("--due={}", at + 1);
    let due = ["play", &number, "--person", "Zoë", "--scenarios", "."];
    refused(folder, &[&due[..], &["--seed", "3"]].concat(), "leave out --seed");
    refused(
        folder,
        &["play", "--due=99", "--person", "Zoë", "--scenarios", "."],
        "are due today",
    );
    refused(folder, &["play", "cake", "--due"], "cannot be used with");
    let told = well(folder, &[&due[..], &["--moves", BEST]].concat());
    assert!(told.contains("You asked for proof on"), "{told}");
    let drills = document(folder, &["records", "drills", "--json"]);
    let retry = &drills[0]["retry_of"];
    assert_eq!((&retry[0], &retry[1]), (&row["drill"], &Value::from(0)), "{drills}");
    let after = well(folder, &["records", "plan", "--person", "Zoë", "--scenarios", "."]);
    assert!(
        !after.contains("1. The cake"),
        "done well: not due again today: {after}"
    );
}

#[test]
fn a_mistake_in_the_middle_keeps_what_stood_before_it() {
    let site = played(&["wait,slip,own,candles,check"]);
    let folder = site.path();
    days_ago(folder, 40);
    let plan = document(
        folder,
        &["records", "plan", "--person", "Zoë", "--scenarios", ".", "--json"],
    );
    let rows = plan["due"].as_array().expect("rows");
    let Some(at) = rows.iter().position(|row| row["mistake"]["Did"] == "DemandProof") else {
        panic!("no mistake at the second choice: {plan}");
    };
    assert_eq!(rows[at]["from"], 1, "the silence before it stands");
    let number = format!("--due={}", at + 1);
    let due = ["play", &number, "--person", "Zoë", "--scenarios", ".", "--moves", BEST];
    well(folder, &due);
    let drills = document(folder, &["records", "drills", "--json"]);
    assert_eq!(drills[0]["retry_of"][1], 1);
    assert_eq!(drills[0]["entries"], 5, "one stood, four are its own");
    let items = document(folder, &["records", "scenario", "cake", "--scenarios", ".", "--json"]);
    let beats = items["beats"].as_array().expect("beats");
    let sum = |of: &dyn Fn(&Value) -> Option<u64>| beats.iter().filter_map(|beat| of(&beat["items"])).sum::<u64>();
    let decisions = sum(&|items| items["decisions"].as_u64());
    let silences = sum(&|items| items["waits"]["count"].as_u64());
    assert_eq!((items["drills"].as_u64(), decisions), (Some(2), 8));
    assert_eq!(silences, 1, "what stood is counted once");
}

#[test]
fn progress_is_told_and_written() {
    let site = played(&[PROOF, BEST]);
    let folder = site.path();
    let told = well(folder, &["records", "progress", "--person", "Zoë"]);
    for words in [
        "2 drills, 1 with a Champion",
        "cake: 2 attempts, accuracy 79 to 100",
        "Say you're sorry:",
    ] {
        assert!(told.contains(words), "`{words}` is missing: {told}");
    }
    let json = document(folder, &["records", "progress", "--person", "Zoë", "--json"]);
    assert_eq!(json["points"].as_array().map(Vec::len), Some(2));
    let page = [
        "records",
        "progress",
        "--person",
        "Zoë",
        "--scenarios",
        ".",
        "--html",
        "zoe.html",
    ];
    well(folder, &page);
    let page = fs::read_to_string(folder.join("zoe.html")).expect("written");
    assert!(page.contains("Zoë") && page.contains("Due today"));
    let nobody = well(folder, &["records", "progress"]);
    assert!(
        nobody.contains("No judged drill yet"),
        "Zoë's are not nobody's: {nobody}"
    );
}

#[test]
fn trainers_see_where_people_go_wrong() {
    let site = played(&[PROOF, PROOF, BEST]);
    let folder = site.path();
    let told = well(folder, &["records", "scenario", "cake", "--scenarios", "."]);
    for words in [
        "judged drills: 3",
        "Fewer than 30 drills",
        "Where people go wrong",
        "67%",
        "slip:",
    ] {
        assert!(told.contains(words), "`{words}` is missing: {told}");
    }
    refused(
        folder,
        &["records", "scenario", "cak", "--scenarios", "."],
        "no drill of `cak` was judged; did you mean `cake`?",
    );
    // Another text of it is another version.
    let text = fs::read_to_string(folder.join("cake.ron")).expect("read");
    fs::write(folder.join("cake.ron"), text + "\n// changed\n").expect("written");
    play(folder, BEST);
    let told = well(folder, &["records", "scenario", "cake", "--scenarios", "."]);
    assert!(
        told.contains("judged drills: 1") && told.contains("other versions of the text: 3"),
        "{told}"
    );
    let hash = document(folder, &["records", "drills", "--json"])[1]["hash"].clone();
    let hash = hash.as_str().expect("a hash");
    let told = well(folder, &["records", "scenario", "cake", "--version", hash]);
    assert!(told.contains("judged drills: 3"), "{told}");
}

#[test]
fn the_managers_page_says_what_it_takes_for_granted() {
    let site = played(&[BEST, PROOF]);
    let folder = site.path();
    let page = ["records", "manager", "--scenarios", "."];
    let told = well(folder, &page);
    for words in [
        "Champions created in rehearsal: 1",
        "2 drills: too few to say",
        "wage=0",
        "not a prediction",
    ] {
        assert!(told.contains(words), "`{words}` is missing: {told}");
    }
    let few = ["--assume", "few=1", "--assume", "wage=30", "--policy"];
    let told = well(folder, &[&page[..], &few].concat());
    for words in ["wage=30", "Value kept:", "What a larger fund would buy"] {
        assert!(told.contains(words), "`{words}` is missing: {told}");
    }
    refused(
        folder,
        &[&page[..], &["--assume", "wages=30"]].concat(),
        "there is no assumption `wages`",
    );
    refused(folder, &[&page[..], &["--assume", "wage"]].concat(), "NAME=NUMBER");
    let json = document(folder, &[&page[..], &["--json", "--policy"]].concat());
    assert_eq!(
        (json["champions"].as_i64(), json["people"].as_u64()),
        (Some(1), Some(1))
    );
    assert_eq!(json["curves"].as_array().map(Vec::len), Some(1));
    well(folder, &[&page[..], &["--html", "page.html"]].concat());
    assert!(
        fs::read_to_string(folder.join("page.html"))
            .expect("written")
            .contains("Champion")
    );
    refused(
        folder,
        &[&page[..], &["--html", "no/such/page.html"]].concat(),
        "cannot be written",
    );
}

#[test]
fn a_story_becomes_a_scenario_that_passes() {
    let site = site();
    let folder = site.path();
    well(folder, &["records", "add", "Zoë"]);
    refused(
        folder,
        &["records", "story", "add", "--title", "The gate"],
        "needs a title and what broke",
    );
    let add = [
        "records",
        "story",
        "add",
        "--title",
        "The Gâte",
        "--broke",
        "It was \"closed\".",
    ];
    let more = [
        "--tags",
        "keys, #night",
        "--person",
        "Zoë",
        "--channel",
        "phone",
        "--failure",
        "service",
    ];
    let told = well(folder, &[&add[..], &more].concat());
    let stories = document(folder, &["records", "story", "search", "gate", "#KEYS", "--json"]);
    let id = stories[0]["id"].as_str().expect("an id");
    assert!(told.contains(id));
    assert_eq!(stories[0]["tags"], serde_json::json!(["keys", "night"]));
    let listed = well(folder, &["records", "story", "list"]);
    assert!(listed.contains("told by Zoë") && listed.contains("#night"), "{listed}");
    let none = well(folder, &["records", "story", "search", "balloon"]);
    assert!(none.contains("No story holds"), "{none}");
    well(folder, &["records", "story", "draft", id, "--out", "gate.ron"]);
    well(folder, &["check", "gate.ron"]);
    let edit = ["records", "story", "edit", id];
    refused(folder, &edit, "nothing is to be changed");
    refused(
        folder,
        &[&edit[..], &["--broke", " "]].concat(),
        "cannot be taken out; nothing was changed",
    );
    refused(
        folder,
        &[&edit[..], &["--recognise", "Nobody"]].concat(),
        "there is nobody named `Nobody`",
    );
    let changed = [
        &edit[..],
        &["--ended", "She laughed.", "--tags", "", "--recognise", "zoë"],
    ]
    .concat();
    let told = well(folder, &changed);
    assert!(
        told.contains("How it ended: She laughed.") && told.contains("recognises Zoë"),
        "{told}"
    );
    let changed = document(folder, &["records", "story", "list", "--json"]);
    assert_eq!(
        (&changed[0]["tags"], &changed[0]["broke"]),
        (&serde_json::json!([]), &stories[0]["broke"])
    );
    assert_eq!(
        (&changed[0]["at"], &changed[0]["author"]),
        (&stories[0]["at"], &stories[0]["author"])
    );
    well(
        folder,
        &["records", "story", "add", "--title", "Another", "--broke", "A lamp."],
    );
    let another = document(folder, &["records", "story", "search", "another", "--json"]);
    let another = another[0]["id"].as_str().expect("an id");
    refused(folder, &["records", "story", "delete", another], "nothing was deleted");
    well(folder, &["records", "story", "delete", another, "--yes"]);
    refused(
        folder,
        &["records", "story", "delete", another, "--yes"],
        "there is no story",
    );
    assert_eq!(
        document(folder, &["records", "story", "list", "--json"])
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    refused(
        folder,
        &["records", "story", "draft", id, "--out", "gate.ron"],
        "already there",
    );
    refused(
        folder,
        &["records", "story", "draft", id, "--out", "policy.ron"],
        "site's policy",
    );
    refused(folder, &["records", "story", "draft", "xyz"], "there is no story `xyz`");
}

#[test]
fn tables_and_documents_hold_what_was_asked_for() {
    let site = played(&[BEST, PROOF]);
    let folder = site.path();
    well(folder, &["records", "add", "Max"]);
    let rows = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).expect("written");
        text.lines().count()
    };
    well(folder, &["export", "drills", "--csv", "drills.csv"]);
    well(folder, &["export", "moves", "--csv", "moves.csv", "--person", "zoë"]);
    assert_eq!((rows("drills.csv"), rows("moves.csv")), (3, 9));
    well(folder, &["export", "drills", "--csv", "none.csv", "--person", "Max"]);
    well(
        folder,
        &["export", "drills", "--csv", "late.csv", "--since", "2999-01-01"],
    );
    assert_eq!((rows("none.csv"), rows("late.csv")), (1, 1));
    let json = document(folder, &["export", "drills", "--json", "-"]);
    assert_eq!(json["drills"].as_array().map(Vec::len), Some(2));
    well(folder, &["export", "xapi", "--file", "statements.json"]);
    let statements: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("statements.json")).expect("written")).expect("JSON");
    assert_eq!(
        statements.as_array().map(Vec::len),
        Some(14),
        "begun, four decisions, completed, passed; twice"
    );
    refused(folder, &["export", "drills"], "--csv");
    refused(folder, &["export", "xapi", "--lrs", "http://h"], "--user");
    refused(
        folder,
        &["export", "drills", "--csv", "no/such/file"],
        "cannot be written",
    );
}

/// A Learning Record Store that gives these answers, one after the other; what it was sent comes back.
fn lrs(answers: &'static [&'static str]) -> (String, std::thread::JoinHandle<Vec<(String, Value)>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/xAPI", listener.local_addr().expect("an address"));
    let asked = std::thread::spawn(move || {
        let mut asked = Vec::new();
        for answer in answers {
            let (stream, _) = listener.accept().expect("asked");
            let mut reader = BufReader::new(stream);
            let (mut length, mut who) = (0, String::new());
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).expect("a line");
                let line = line.trim().to_owned();
                if line.is_empty() {
                    break;
                }
                let (name, value) = line.split_once(':').unwrap_or((&line, ""));
                match name.to_ascii_lowercase().as_str() {
                    "content-length" => length = value.trim().parse().expect("a length"),
                    "authorization" => value.trim().clone_into(&mut who),
                    _ => {}
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            asked.push((who, serde_json::from_slice(&body).expect("JSON")));
            let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]");
            reader.into_inner().write_all(answer.as_bytes()).expect("answered");
        }
        asked
    });
    (address, asked)
}

fn send(folder: &Path, address: &str) -> std::process::Output {
    program(folder)
        .args(["export", "xapi", "--lrs", address, "--user", "ada"])
        .env("BOUNCEBACK_LRS_PASSWORD", "secret")
        .output()
        .expect("it runs")
}

#[test]
fn statements_are_sent_once() {
    let site = played(&[BEST]);
    let folder = site.path();
    let (address, asked) = lrs(&["200 OK"]);
    refused(
        folder,
        &["export", "xapi", "--lrs", &address, "--user", "ada"],
        "BOUNCEBACK_LRS_PASSWORD",
    );
    let sent = send(folder, &address);
    assert!(sent.status.success(), "{}", said(&sent));
    assert!(
        said(&sent).contains("7 statements were new, 7 were sent"),
        "{}",
        said(&sent)
    );
    let asked = asked.join().expect("asked");
    assert_eq!(
        (asked[0].0.as_str(), asked[0].1.as_array().map(Vec::len)),
        ("Basic YWRhOnNlY3JldA==", Some(7))
    );
    // Nobody listens any more, and nobody is asked.
    let again = send(folder, &address);
    assert!(
        said(&again).contains("0 statements were new, 0 were sent"),
        "{}",
        said(&again)
    );
}

#[test]
fn what_is_refused_is_kept_and_told_and_what_waits_is_sent_later() {
    let site = played(&[BEST]);
    let folder = site.path();
    let (address, asked) = lrs(&["503 Busy"]);
    let busy = send(folder, &address);
    assert_eq!(busy.status.code(), Some(1));
    assert!(
        said(&busy).contains("7 wait") && said(&busy).contains("503"),
        "{}",
        said(&busy)
    );
    assert!(!said(&busy).contains("secret"));
    asked.join().expect("asked");
    let store = rusqlite::Connection::open(folder.join("data/records.sqlite")).expect("records");
    store.execute("UPDATE outbox SET next_at = 0", []).expect("changed");
    drop(store);
    // Seven are refused together; three go through, and of the other four it is the last.
    let (address, asked) = lrs(&["400 Bad", "200 OK", "400 Bad", "200 OK", "400 Bad", "200 OK", "400 Bad"]);
    let picky = send(folder, &address);
    let told = said(&picky);
    assert_eq!(picky.status.code(), Some(1), "{told}");
    assert!(told.contains("1 were refused and are kept:"), "{told}");
    assert!(told.contains("400: the statement is not accepted"), "{told}");
    assert_eq!(asked.join().expect("asked").len(), 7);
}

/// What a verb says is the same whatever the records are made of.
#[test]
#[ignore = "starts a PostgreSQL server; .ci/run runs it"]
fn the_verbs_do_on_a_server_what_they_do_on_a_file() {
    let Some(server) = server::Server::start(&|_| String::new()) else {
        println!("PostgreSQL is not installed: skipped");
        return;
    };
    let site = site();
    let folder = site.path();
    let address = server.address("verbs");
    let demo = [
        "demo-data",
        "--scenarios",
        ".",
        "--people",
        "5",
        "--days",
        "90",
        "--until",
        "2026-03-31",
    ];
    for store in ["demo.sqlite", &address] {
        well(folder, &[&demo[..], &["--store", store]].concat());
    }
    // A site's own file names the server.
    fs::create_dir_all(folder.join("data")).expect("a folder");
    fs::write(folder.join("data/records.ron"), format!("(store: {address:?})")).expect("written");
    let who = ["--person", "Luca Marchetti"];
    let here = ["--scenarios", "."];
    let tell = |words: &[&str], on_server: bool| {
        let store: &[&str] = if on_server { &[] } else { &["--store", "demo.sqlite"] };
        well(folder, &[words, store].concat()).replace(" --store demo.sqlite", "")
    };
    for words in [
        &["records", "people"][..],
        &[&["records", "plan"], &who[..], &here].concat(),
        &[&["records", "progress"], &who[..], &here].concat(),
        &[&["records", "scenario", "cake"], &here[..]].concat(),
        &[&["records", "manager"], &here[..]].concat(),
        &["records", "drills", "--most", "500"],
        &["records", "story", "list"],
        &["records", "story", "search", "night"],
    ] {
        let (file, server) = (tell(words, false), tell(words, true));
        assert_eq!(server, file, "{words:?}");
        assert!(file.len() > 40, "{words:?}: {file}");
    }
    for (verb, way) in [
        ("drills", "--csv"),
        ("moves", "--csv"),
        ("drills", "--json"),
        ("moves", "--json"),
    ] {
        let (file, server) = (
            tell(&["export", verb, way, "-"], false),
            tell(&["export", verb, way, "-"], true),
        );
        assert_eq!(server.len(), file.len(), "export {verb} {way}");
    }
    let statements = tell(&["export", "xapi", "--file", "-"], true);
    assert_eq!(statements.len(), tell(&["export", "xapi", "--file", "-"], false).len());
    let told = tell(
        &[
            "records",
            "story",
            "add",
            "--title",
            "A gate",
            "--broke",
            "It was closed. Mei Lin saw it.",
        ],
        true,
    );
    assert!(told.contains("was kept"), "{told}");
    let gone = tell(&["records", "erase", "Mei Lin", "--yes"], true);
    assert!(
        gone.contains("Deleted:") && gone.contains("a former colleague"),
        "{gone}"
    );
    let found = tell(&["records", "story", "search", "gate"], true);
    assert!(found.contains("It was closed. A former colleague saw it."), "{found}");
    assert!(!tell(&["records", "people"], true).contains("Mei Lin"));
    // Typed goes before written.
    assert!(tell(&["records", "people"], false).contains("Mei Lin"));
    fs::write(folder.join("data/records.ron"), "(store: 5)").expect("written");
    refused(folder, &["records", "people"], "records.ron:1:");
}

/// `export moves` as a document holds the choices one by one.
#[test]
fn moves_leave_one_by_one() {
    let site = played(&[BEST, PROOF]);
    let folder = site.path();
    let moves = document(folder, &["export", "moves", "--json", "-"]);
    let rows = moves["moves"].as_array().expect("a list");
    assert_eq!((rows.len(), &moves["people"][0]["name"]), (8, &Value::from("Zoë")));
    assert!(moves.get("drills").is_none());
    let slip = rows.iter().find(|row| row["move"] == "slip").expect("it was played");
    assert_eq!(
        (&slip["beat"], &slip["number"], &slip["taken_back"]),
        (&"counter".into(), &1.into(), &false.into())
    );
    assert!(slip["points_lost"].as_f64().is_some_and(|lost| lost > 5.0), "{slip}");
    assert_eq!(slip["mistake"]["Did"], "DemandProof");
    let best = rows.iter().find(|row| row["move"] == "hear").expect("it was played");
    assert_eq!((&best["points_lost"], &best["grade"]), (&0.0.into(), &"best".into()));
}
