//! Team sessions in the records, as whoever hosts, exports and erases meets them: with the program and a folder of its own.

#[path = "common/program.rs"]
mod program;
#[path = "common/records.rs"]
mod records;
#[path = "common/team.rs"]
mod team;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use bounceback::record::{KeptSession, Store, keep_session, open};
use bounceback::scenario::{read, read_policy, template};
use bounceback::serve::{Config, Host, forget, kept_team};
use bounceback::session::team::{Command, MemberId, NoteKind, Start, Team, TeamDebrief, TeamReview};
use bounceback::vocabulary::Vocabulary;
use program::{program, run, said, site, well};
use records::{minute, store_drill};
use serde_json::Value;
use team::{held, plan};

fn store(folder: &Path) -> Box<dyn Store> {
    fs::create_dir_all(folder.join("data")).expect("a folder");
    open(&folder.join("data/records.sqlite").display().to_string()).expect("it opens")
}

/// Every file below a folder that holds one of these words.
fn holds(folder: &Path, words: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holds(&path, words));
            continue;
        }
        let bytes = fs::read(&path).expect("readable").to_ascii_lowercase();
        let is_there = |word: &&str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        if words.iter().any(is_there) {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_session_is_kept_once_and_only_shown_names_stand_in_it() {
    let folder = site();
    let mut held = held(7, minute(0));
    held.note(1, NoteKind::Plus, "Zoë asked what was wrong. Marmaduke, too.");
    held.shown(0, true);
    let mut store = store(folder.path());
    let keep = |store: &mut dyn Store, held: &team::Held, at| {
        keep_session(
            store,
            &template("cake"),
            &held.team,
            &held.review(),
            &plan(),
            minute(at),
        )
        .expect("it is kept")
    };
    let id = keep(&mut *store, &held, 60);
    let first = store.session(id).expect("kept");
    assert_eq!(first.line.people, 3);
    let log = serde_json::to_string(&first.log).expect("plain data");
    assert!(log.contains("Zoë asked what was wrong. Person 3, too."), "{log}");
    assert!(
        log.contains("\"name\":\"Zoë\"") && log.contains("\"name\":\"Person 2\""),
        "{log}"
    );
    assert!(!log.contains("Quillfeather") && !log.contains("Marmaduke"), "{log}");
    // A note and a consent later it takes its own place.
    held.note(2, NoteKind::Delta, "We read the name too late.");
    held.shown(0, false);
    assert_eq!(keep(&mut *store, &held, 65), id);
    let lines = store.sessions().expect("a list");
    assert_eq!(
        (lines.len(), lines[0].at, lines[0].ended),
        (1, first.line.at, minute(65))
    );
    let again = store.session(id).expect("kept");
    assert_eq!(again.notes().count(), 2);
    assert!(!serde_json::to_string(&again.log).expect("plain data").contains("Zoë"));
    // It is what the debrief told, played again and counted again.
    let (review, told) = (held.review(), TeamDebrief::of(&held.team, &held.review()));
    let replayed = again.team(&template("cake")).expect("it plays again");
    assert_eq!(replayed.drill().steps(), held.team.drill().steps());
    assert_eq!(again.rejudged(&template("cake")), Ok(again.clone()));
    let line = &again.line;
    assert!((f64::from(line.score) / 100.0 - told.score).abs() < 0.01);
    assert!((f64::from(line.accuracy) / 100.0 - told.accuracy).abs() < 0.01);
    assert!(
        (f64::from(line.against_votes.expect("they voted")) / 100.0 - told.against_votes.expect("they voted")).abs()
            < 0.01
    );
    assert_eq!(line.tier.name(), told.tier);
    assert_eq!(line.beats.len(), review.beats.len());
    let beat = &line.beats[0];
    assert_eq!(beat.votes.iter().map(|(_, votes)| votes).sum::<u32>(), 3);
    assert_eq!((beat.by.as_str(), beat.division), ("vote", review.beats[0].division));
    assert!(
        line.beats.windows(2).all(|pair| pair[0].at < pair[1].at),
        "each when it was decided"
    );
    assert!(line.at < line.beats[0].at && line.beats.last().is_some_and(|last| last.at < line.ended));
    // Nobody's own drills count it.
    assert!(
        store
            .lines(&bounceback::record::Filter::default(), None, 9)
            .expect("a page")
            .is_empty()
    );
    assert!(store.scenarios().expect("a list").is_empty(), "no drill was begun");
    let other = team::held(8, minute(0));
    assert_ne!(keep(&mut *store, &other, 60), id);
    assert_eq!(store.sessions().expect("a list").len(), 2);
}

#[test]
fn sessions_are_listed_beside_drills_and_written_for_others() {
    let folder = site();
    let at = folder.path();
    {
        let mut store = store(at);
        let bea = store.add_person("Bea", minute(0)).expect("a name").id;
        store_drill(&mut *store, Some(bea), 1, 0);
        let held = held(7, minute(3));
        keep_session(
            &mut *store,
            &template("cake"),
            &held.team,
            &held.review(),
            &plan(),
            minute(60),
        )
        .expect("kept");
    }
    let told = well(at, &["records", "sessions"]);
    assert!(told.contains("cake, 3 people:") && told.contains("accuracy"), "{told}");
    let team = well(at, &["records", "team"]);
    assert!(
        team.contains("Bea: 1 drill,") && team.contains("Together: team sessions"),
        "{team}"
    );
    let lines: Value = serde_json::from_str(&well(at, &["records", "sessions", "--json"])).expect("JSON");
    assert_eq!(
        (lines.as_array().expect("a list").len(), lines[0]["people"].as_u64()),
        (1, Some(3))
    );

    let table = well(at, &["export", "sessions", "--csv", "-"]);
    assert!(table.contains("session,scenario,version,begun"), "{table}");
    assert_eq!(table.matches(",cake,").count(), 1);
    well(at, &["export", "sessions", "--json", "all.json"]);
    let all: Value = serde_json::from_slice(&fs::read(at.join("all.json")).expect("written")).expect("JSON");
    let kept: KeptSession = serde_json::from_value(all["sessions"][0].clone()).expect("as the store keeps it");
    assert!(kept.team(&template("cake")).is_ok(), "it can be played again");

    let spoken: Value = serde_json::from_str(&well(at, &["export", "xapi", "--file", "-"])).expect("JSON");
    let spoken = spoken.as_array().expect("statements");
    let group: Vec<&Value> = spoken
        .iter()
        .filter(|one| one["actor"]["objectType"] == "Group")
        .collect();
    assert_eq!(group.len(), kept.line.beats.len() + 1);
    assert!(
        group
            .iter()
            .all(|one| one["actor"]["member"].is_null() && one["actor"]["account"]["name"].is_string())
    );
    assert_eq!(group[0]["verb"]["display"]["en"], "answered");
    assert_eq!(group[0]["result"]["response"], kept.line.beats[0].chosen.as_str());
    let only: Value =
        serde_json::from_str(&well(at, &["export", "xapi", "--person", "Bea", "--file", "-"])).expect("JSON");
    assert!(
        only.as_array()
            .expect("statements")
            .iter()
            .all(|one| one["actor"]["objectType"] == "Agent")
    );

    well(at, &["export", "session", "--kept"]);
    let page = fs::read_to_string(at.join("session.html")).expect("written");
    assert!(
        page.contains("In numbers") && page.contains("read names back"),
        "{page}"
    );
    let id = kept.line.id.to_string();
    well(at, &["export", "session", "--kept", &id[..8], "--out", "again.html"]);
    assert_eq!(fs::read_to_string(at.join("again.html")).expect("written"), page);
    let refused = run(at, &["export", "session", "--kept", "ffff"]);
    assert!(
        said(&refused).contains("there is no team session `ffff`"),
        "{}",
        said(&refused)
    );

    well(at, &["records", "sessions", "--delete", &id[..8]]);
    assert!(well(at, &["records", "sessions"]).contains("No team session yet"));
    assert!(!run(at, &["export", "session", "--kept", "--force"]).status.success());
}

/// A site whose fund and approvals the team decides.
#[test]
fn a_plan_becomes_the_sites_policy_and_is_solved_with() {
    let folder = site();
    let at = folder.path();
    let mut team_plan = plan();
    team_plan.approval = Some(vec![bounceback::customer::ActKind::Compensate]);
    {
        let held = held(7, minute(3));
        keep_session(
            &mut *store(at),
            &template("cake"),
            &held.team,
            &held.review(),
            &team_plan,
            minute(60),
        )
        .expect("kept");
    }
    let site = at.join("site");
    fs::create_dir(&site).expect("a folder");
    fs::copy(at.join("cake.ron"), site.join("cake.ron")).expect("copied");
    let export = |more: &[&str]| {
        run(
            at,
            &[&["export", "plan", "--kept", "--scenarios", "site"], more].concat(),
        )
    };
    let told = export(&[]);
    assert!(
        told.status.success() && said(&told).contains("+ fund: 120,"),
        "{}",
        said(&told)
    );
    let file = site.join("policy.ron");
    let policy = read_policy(&fs::read_to_string(&file).expect("written")).expect("it can be read");
    assert_eq!(policy.fund, Some(12_000));
    assert!(said(&export(&[])).contains("says so already"));
    // A file with more in it is changed only where it is said, and only there.
    let own = "// The site's.\n(\n    fund: 0,  // nothing yet\n    currency: \"€\",\n)\n";
    fs::write(&file, own).expect("written");
    let refused = export(&[]);
    assert!(
        !refused.status.success() && said(&refused).contains("- fund: 0, // nothing yet"),
        "{}",
        said(&refused)
    );
    assert_eq!(fs::read_to_string(&file).expect("there"), own, "nothing was written");
    assert!(export(&["--force"]).status.success());
    let text = fs::read_to_string(&file).expect("there");
    assert!(
        text.contains("fund: 120,  // nothing yet") && text.contains("currency: \"€\""),
        "{text}"
    );
    // It is solved with: what needs a manager is barred, and money is written as the site writes it.
    let solved: Value = serde_json::from_str(&well(
        at,
        &["solve", "cake", "--scenarios", "site", "--quick", "--json"],
    ))
    .expect("JSON");
    assert!(solved["best"].is_object(), "{solved}");
    let played = well(
        at,
        &[
            "play",
            "cake",
            "--scenarios",
            "site",
            "--moves",
            "hear",
            "--no-record",
            "--json",
        ],
    );
    assert!(played.contains("\"fund\": 12000") && played.contains("€"), "{played}");
    fs::write(&file, "(fund: ").expect("written");
    let broken = export(&["--force"]);
    assert!(
        !broken.status.success() && said(&broken).contains("nothing was written"),
        "{}",
        said(&broken)
    );
}

/// A session of the cake with a file, to which somebody with a name of their own came.
fn hosted(sessions: &Path) -> PathBuf {
    let text = template("cake");
    let scenario = read(&text).scenario.expect("valid");
    let config = Config {
        start: Start::new(&scenario, 7),
        scenario_text: text,
        listen: Some("127.0.0.1".parse().expect("an address")),
        port: 0,
        folder: Some(sessions.to_owned()),
    };
    let host = Host::start(config).expect("it can listen");
    let tell = |command| drop(host.tell(command).expect("it may"));
    tell(Command::Door { open: true });
    for name in ["Zoë", "Ben Quillfeather", "ben quillfeather (night)"] {
        tell(Command::Join { name: name.to_owned() });
    }
    tell(Command::Next);
    tell(Command::Next);
    let open = host
        .team()
        .voting()
        .map(|open| (open.id, open.options[0]))
        .expect("a vote");
    for member in [0, 1] {
        let (ballot, choice) = open;
        tell(Command::Vote {
            member: MemberId(member),
            ballot,
            choice,
        });
    }
    tell(Command::Call { choice: open.1 });
    tell(Command::End);
    let note = |member, text: &str| Command::Note {
        member: MemberId(member),
        kind: NoteKind::Plus,
        text: text.to_owned(),
    };
    tell(note(0, "BEN QUILLFEATHER heard him out."));
    tell(note(1, "We let him finish."));
    tell(Command::Shown {
        member: MemberId(1),
        shown: true,
    });
    host.keep_plan(&plan()).expect("it can be written");
    let kept_at = host.kept_at().expect("a file").to_owned();
    assert_eq!(
        forget(sessions, "Ben Quillfeather").expect("looked at").held,
        std::slice::from_ref(&kept_at),
        "it is held"
    );
    assert!(
        Host::again(&kept_at, Some("127.0.0.1".parse().expect("an address")), Some(0)).is_err(),
        "by one host at a time"
    );
    // The host still knows the plan: that is why whoever erases is told to come again.
    host.keep_plan(&plan()).expect("it can be written");
    kept_at
}

#[test]
fn an_erased_name_stands_in_no_file_and_the_session_plays_again() {
    let folder = site();
    let at = folder.path();
    let sessions = at.join("data/sessions");
    let file = hosted(&sessions);
    let before = kept_team(&file).expect("a session");
    {
        let mut store = store(at);
        store.add_person("Ben Quillfeather", minute(0)).expect("a name");
        let review = TeamReview::of(&before).expect("small");
        keep_session(&mut *store, &template("cake"), &before, &review, &plan(), minute(60)).expect("kept");
    }
    let words = ["quillfeather"];
    let found = holds(&at.join("data"), &words);
    assert!(found.len() >= 3, "the search finds what is there: {found:?}");
    let export = well(at, &["records", "export-person", "Ben Quillfeather"]);
    let export: Value = serde_json::from_str(&export).expect("JSON");
    let share = &export["sessions"][0]["share"];
    assert_eq!(share["phones"], 1, "{share}");
    assert_eq!(
        share["own"].as_array().expect("a list").len(),
        3,
        "a vote, a note, a consent: {share}"
    );
    assert_eq!(
        share["mentions"].as_array().expect("a list").len(),
        2,
        "a note and the plan: {share}"
    );
    let files = export["session_files"].as_array().expect("a list");
    assert_eq!(files.len(), 2, "the session and the plans");

    let told = well(at, &["records", "erase", "ben quillfeather", "--yes"]);
    assert!(told.contains("1 team session") && told.contains("2 files"), "{told}");
    assert_eq!(holds(&at.join("data"), &words), Vec::<PathBuf>::new());
    let after = kept_team(&file).expect("it plays again");
    assert_eq!(after.rounds(), before.rounds(), "votes stay, as a former colleague's");
    assert_eq!(after.drill().steps(), before.drill().steps());
    let names: Vec<&str> = after.members().iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Zoë", "a former colleague", "a former colleague 2"]);
    assert_eq!(after.notes()[0].text, "A former colleague heard him out.");
    let again =
        Host::again(&file, Some("127.0.0.1".parse().expect("an address")), Some(0)).expect("a host goes on with it");
    assert_eq!(again.team().phase(), before.phase());
    drop(again);
    // Somebody who was only ever in sessions is erased, too.
    let told = well(at, &["records", "erase", "Zoë", "--yes"]);
    assert!(told.contains("none of the people here"), "{told}");
    assert_eq!(holds(&at.join("data"), &["zoë"]), Vec::<PathBuf>::new());
    let nobody = run(at, &["records", "erase", "Zoë", "--yes"]);
    assert!(
        said(&nobody).contains("there is nobody named `Zoë`"),
        "{}",
        said(&nobody)
    );
}

#[test]
fn a_session_that_is_served_stands_in_the_records() {
    let folder = site();
    let at = folder.path();
    let serve = |more: &[&str], lines: &str| {
        let mut child = program(at)
            .args([
                "serve",
                "cake",
                "--scenarios",
                "cake.ron",
                "--listen",
                "127.0.0.1",
                "--port",
                "0",
                "--seed",
                "5",
            ])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(lines.as_bytes()).expect("it listens");
        drop(input.write_all(b"q\n"));
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    serve(&["--no-record"], "n\nend\n");
    assert!(well(at, &["records", "sessions"]).contains("No team session yet"));
    serve(&[], "n\nn\nhands 1 2\nn\nc 1\nend\n");
    let lines: Value = serde_json::from_str(&well(at, &["records", "sessions", "--json"])).expect("JSON");
    assert_eq!(
        (lines[0]["scenario"].as_str(), lines[0]["people"].as_u64()),
        (Some("cake"), Some(0))
    );
    assert_eq!(lines[0]["beats"].as_array().expect("a list").len(), 1, "{lines}");
    // Records that cannot be opened are told; the session is held all the same.
    fs::write(
        at.join("no.sqlite"),
        "not a database, and long enough to be looked at as one: it is a text",
    )
    .expect("written");
    let told = serve(&["--store", "no.sqlite"], "n\nend\n");
    assert!(told.contains("This session does not stand in the records"), "{told}");
}

/// What [`Team`] is compared by is what a store gives back.
#[test]
fn a_kept_log_is_the_session_without_names() {
    let held = held(7, minute(0));
    let kept = held.kept(minute(60));
    let again = Team::replay(&held.team.drill().scenario, &kept.log).expect("it plays again");
    assert_eq!(again.rounds(), held.team.rounds());
    assert_eq!(again.phase(), held.team.phase());
    assert_eq!(kept.share_of("Zoë"), None, "her name does not stand in it");
}
