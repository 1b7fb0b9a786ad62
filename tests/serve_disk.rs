//! A disk that refuses in the middle of a session: nobody is told that something is kept which is not, everybody is told what is the
//! matter, and all goes on when the disk takes again.
#![cfg(target_os = "linux")]

#[path = "common/class.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod class;
#[path = "common/room.rs"]
mod room;
#[path = "common/program.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod site;

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bounceback::record::{Filter, open};
use bounceback::serve::{kept_class, kept_team};
use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};
use serde_json::{Value, json};

/// The program at work, whose disk can be made to refuse.
struct Program {
    child: Child,
    links: Value,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    /// Without a signal a file that may not grow is an error like any other, as a full disk is.
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
            .arg(assert_cmd::cargo::cargo_bin!("bounceback"))
            .args(arguments)
            .args(["--listen", "127.0.0.1", "--port", "0", "--open", "--json"])
            .current_dir(folder)
            .env("BOUNCEBACK_DATA", folder.join("data"))
            .env_remove("BOUNCEBACK_STORE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut text = String::new();
        let links = loop {
            text += &lines.next().expect("it says how to come in").expect("text");
            if let Ok(links) = serde_json::from_str(&text) {
                break links;
            }
        };
        Self { child, links }
    }

    fn address(&self) -> SocketAddr {
        let pages = if self.links["pages"].is_array() {
            "pages"
        } else {
            "phones"
        };
        let link = self.links[pages][0].as_str().expect("a link");
        link.trim_start_matches("http://")
            .trim_end_matches('/')
            .parse()
            .expect("an address")
    }

    fn code(&self) -> &Value {
        &self.links["code"]
    }

    /// No file of the program's may grow; or it may again.
    fn disk(&self, takes: bool) {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).expect("small"));
        let own = getrlimit(Resource::Fsize);
        let limit = Rlimit {
            current: if takes { own.maximum } else { Some(1) },
            ..own
        };
        prlimit(pid, Resource::Fsize, limit).expect("one's own child");
    }
}

#[test]
fn a_class_stands_still_while_the_disk_refuses_and_goes_on_afterwards() {
    let site = site::site();
    let program = Program::start(site.path(), &["serve", "--solo", "cake", "--scenarios", "."]);
    let mut maya = class::Page::enter(
        program.address(),
        &json!({"join": {"code": program.code(), "name": "Maya"}}),
    );
    let mut ben = class::Page::enter(
        program.address(),
        &json!({"join": {"code": program.code(), "name": "Ben"}}),
    );
    for page in [&mut maya, &mut ben] {
        page.until(|view| view["standing"] == "In");
        page.begin("cake", "Drill");
    }
    let before = maya.view.clone();
    program.disk(false);
    let choice = maya.view["drill"]["moves"][0]["choice"].clone();
    maya.say(&json!({"n": 99, "turn": before["turn"], "ask": {"play": {"choice": {"Move": choice}}}}));
    // Everybody is told; she is not told that it is done, nor shown what came of it.
    for page in [&mut maya, &mut ben] {
        while !page.told["trouble"].is_string() {
            let told = page.next();
            assert!(told["done"].is_null(), "done, though it is not kept");
        }
        let words = page.told["trouble"].as_str().expect("just seen");
        assert!(words.contains("disk") && !words.contains('/'), "{words}");
        assert!(page.told["view"].is_null());
    }
    assert_eq!(maya.view, before);
    let turn = ben.view["turn"].as_u64().expect("a turn");
    let refused = ben
        .ask_at(turn, &json!({"shelf": {}}))
        .expect_err("the class stands still");
    assert!(refused.contains("disk"), "{refused}");
    std::thread::sleep(Duration::from_millis(500));
    program.disk(true);
    maya.until(|view| view["turn"].as_u64() > before["turn"].as_u64());
    assert!(
        maya.heard.iter().any(|text| text.contains("\"done\":{\"n\":99")),
        "now it is done"
    );
    ben.until(|_| true);
    while !ben.told["trouble"].is_null() {
        ben.next();
    }
    for page in [&mut maya, &mut ben] {
        page.play_out();
        page.graded();
    }
    // The records have all of it, though they were refused, too.
    let mut store = open(&site.path().join("data/records.sqlite").display().to_string()).expect("records");
    let begun = Instant::now();
    loop {
        let lines = store.lines(&Filter::default(), None, 10).expect("lines");
        if lines.len() == 2 && lines.iter().all(|line| line.headline.is_some()) {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{lines:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
    let file = program.links["kept_at"].as_str().expect("a file").to_owned();
    drop(program);
    let kept = kept_class(Path::new(&file)).expect("a class");
    assert_eq!(kept.trainees().len(), 2);
}

#[test]
fn a_vote_that_is_not_kept_is_not_counted() {
    let site = site::site();
    let program = Program::start(site.path(), &["serve", "cake", "--scenarios", "."]);
    let token = |which: &str| room::token(program.links[which].as_str().expect("a link"));
    let mut facilitator = room::Device::back(program.address(), &token("facilitator"));
    let mut screen = room::Device::back(program.address(), &token("screen"));
    let join = |name: &str| json!({"join": {"code": program.code(), "name": name}});
    let mut phones: Vec<room::Device> = ["Maya", "Ben", "Zoë"]
        .iter()
        .map(|name| {
            let mut phone = room::Device::enter(program.address(), &join(name));
            phone.until(|state| state["room"].is_object());
            phone
        })
        .collect();
    facilitator.act(&json!("Next")).expect("begins");
    facilitator.act(&json!("Next")).expect("opens the vote");
    phones[0].vote(0).expect("counted");
    screen.until(|state| state["room"]["voted"] == 1);
    let seen = screen.heard.len();
    program.disk(false);
    let refused = phones[1].vote(0).expect_err("not kept");
    assert!(refused.contains("could not be kept"), "{refused}");
    let told = screen.until(|state| state["unkept"].is_string());
    assert_eq!(told["room"]["voted"], 1, "the screen counts what is kept");
    phones[2].until(|state| state["unkept"].is_string());
    facilitator.until(|state| state["trouble"].is_string());
    assert!(phones[2].vote(1).is_err());
    assert!(
        screen.heard[seen..]
            .iter()
            .all(|text| !text.contains("\"voted\":2") && !text.contains("\"voted\":3")),
        "never more"
    );
    program.disk(true);
    screen.until(|state| state["unkept"].is_null());
    phones[1].vote(0).expect("counted");
    phones[2].vote(1).expect("counted");
    screen.phase("Reveal");
    let file = program.links["kept_at"].as_str().expect("a file").to_owned();
    drop(program);
    let kept = kept_team(Path::new(&file)).expect("a session");
    assert_eq!(kept.rounds()[0].ballots[0].count(), 3);
}

#[test]
fn a_folder_that_was_deleted_is_written_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let host = class::class(Some(folder.path()));
    let mut maya = class::Page::join(&host, Some("Maya"));
    maya.begin("cake", "Drill");
    std::fs::remove_dir_all(folder.path().join("classes")).expect("it is there");
    maya.play_first().expect("it goes on");
    let file = host.kept_at().expect("a file").to_owned();
    drop(host);
    let kept = kept_class(&file).expect("all of it");
    let own = &kept.trainees()[0];
    assert_eq!(own.playing.as_ref().expect("a drill").solo.drill().steps().len(), 1);

    let team = room::host(Some(folder.path().join("sessions")));
    team.tell(bounceback::session::team::Command::Door { open: true })
        .expect("the facilitator's");
    std::fs::remove_dir_all(folder.path().join("sessions")).expect("it is there");
    room::Device::join(&team, "Maya");
    let file = team.kept_at().expect("a file").to_owned();
    drop(team);
    assert_eq!(kept_team(&file).expect("all of it").members().len(), 1);
}
