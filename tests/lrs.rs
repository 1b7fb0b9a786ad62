//! Statements on their way: what the client says and does when a store takes them, refuses them, is slow, silent or gone; and all of it
//! against a real Learning Record Store.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use bounceback::customer::{ActKind, Tier};
use bounceback::drill::{Choice, Drill, Mark, Setup};
use bounceback::record::export::Exported;
use bounceback::record::lrs::{Answer, Delivered, Lrs, Post, Queue, deliver};
use bounceback::record::xapi::{Naming, queued, queued_session};
use bounceback::record::{
    Begun, DrillId, Entry, JUDGE, Judged, JudgedMove, Kept, Mistake, PersonId, Queued, Sending, Statement,
};
use bounceback::scenario::{Scenario, read, template};
use bounceback::session::{Mode, Pace, Reflection};
use jiff::Timestamp;
use uuid::Uuid;

#[path = "common/program.rs"]
mod running;
#[path = "common/team.rs"]
mod team;

/// What the small server does with a request.
enum Reply {
    /// Status line, headers, body.
    Says(&'static str, &'static str, &'static str),
    /// The connection is closed without a word.
    Cut,
    /// Half of an answer, and the connection is closed.
    Half,
    /// Says nothing for so long.
    Silent(Duration),
}

/// Listens, answers one request after another, and gives back what was asked.
fn serve(replies: Vec<Reply>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/xAPI", listener.local_addr().expect("bound"));
    let server = thread::spawn(move || {
        let answer = |reply| {
            let (mut stream, _) = listener.accept().expect("a connection");
            let asked = request(&mut stream);
            match reply {
                Reply::Says(status, headers, body) => {
                    let length = body.len();
                    let text = format!(
                        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                    );
                    stream.write_all(text.as_bytes()).expect("answered");
                }
                Reply::Cut => {}
                Reply::Half => stream.write_all(b"HTTP/1.1 20").expect("answered"),
                Reply::Silent(time) => thread::sleep(time),
            }
            asked
        };
        replies.into_iter().map(answer).collect()
    });
    (address, server)
}

/// A request with its body.
fn request(stream: &mut TcpStream) -> String {
    let (mut text, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let read = stream.read(&mut piece).expect("readable");
        text.extend_from_slice(&piece[..read]);
        let all = String::from_utf8_lossy(&text).into_owned();
        if let Some((head, body)) = all.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.trim().parse().ok())?
            });
            if body.len() >= length.unwrap_or(0) {
                return all;
            }
        }
        assert!(read > 0, "the client went away: {all}");
    }
}

/// An outbox in memory.
#[derive(Default)]
struct Outbox {
    waiting: Vec<Queued>,
    fates: BTreeMap<Uuid, Sending>,
}

impl Outbox {
    fn of(statements: impl IntoIterator<Item = Statement>) -> Self {
        let queued = |statement| Queued {
            statement,
            sending: Sending::Waiting {
                next_at: Timestamp::UNIX_EPOCH,
            },
            tries: 0,
        };
        Self {
            waiting: statements.into_iter().map(queued).collect(),
            fates: BTreeMap::new(),
        }
    }

    fn small(count: u128) -> Self {
        Self::of((1..=count).map(|number| Statement {
            id: Uuid::from_u128(number),
            drill: None,
            person: None,
            json: format!("{{\"id\":\"{}\"}}", Uuid::from_u128(number)),
        }))
    }

    fn fate(&self, number: u128) -> &Sending {
        &self.fates[&Uuid::from_u128(number)]
    }
}

impl Queue for Outbox {
    type Error = Infallible;

    fn due(&mut self, now: Timestamp, most: u32) -> Result<Vec<Queued>, Infallible> {
        let due = |queued: &&Queued| matches!(queued.sending, Sending::Waiting { next_at } if next_at <= now);
        Ok(self.waiting.iter().filter(due).take(most as usize).cloned().collect())
    }

    fn tried(&mut self, fates: &[(Uuid, Sending)]) -> Result<(), Infallible> {
        for (statement, sending) in fates {
            let queued = self.waiting.iter_mut().find(|queued| queued.statement.id == *statement);
            let queued = queued.expect("one that waited");
            queued.sending = sending.clone();
            queued.tries += 1;
            self.fates.insert(*statement, sending.clone());
        }
        Ok(())
    }
}

const NOW: i64 = 1_772_000_000;

fn now(later_seconds: i64) -> Timestamp {
    Timestamp::from_second(NOW + later_seconds).expect("a time")
}

fn lrs(address: &str) -> Lrs {
    Lrs::new(address, "trainer", "secret", Duration::from_millis(400)).expect("an address")
}

fn sent(outbox: &mut Outbox, address: &str, later_seconds: i64) -> Delivered {
    let Ok(delivered) = deliver(outbox, &mut lrs(address), now(later_seconds), &mut |_| ());
    delivered
}

#[test]
fn a_batch_is_one_request_with_name_password_and_version() {
    let (address, server) = serve(vec![Reply::Says("200 OK", "", "[]")]);
    let mut outbox = Outbox::small(3);
    let delivered = sent(&mut outbox, &address, 0);
    assert_eq!((delivered.sent, delivered.stopped), (3, None));
    let asked = server.join().expect("served");
    let (head, body) = asked[0].split_once("\r\n\r\n").expect("a body");
    let head = head.to_lowercase();
    assert!(head.starts_with("post /xapi/statements http/1.1"), "{head}");
    for line in [
        "authorization: basic dhjhaw5lcjpzzwnyzxq=", // in small letters like the rest
        "x-experience-api-version: 1.0.3",
        "content-type: application/json",
    ] {
        assert!(head.contains(line), "{line} is missing: {head}");
    }
    let statements: Vec<serde_json::Value> = serde_json::from_str(body).expect("a list");
    assert_eq!(statements.len(), 3);
}

#[test]
fn the_one_that_is_refused_is_kept_with_the_reason_and_the_others_arrive() {
    let conflict = || {
        Reply::Says(
            "409 Conflict",
            "",
            "{\"detail\":\"Differing statements already exist\"}",
        )
    };
    let good = || Reply::Says("204 No Content", "", "");
    // 1 2 3, then 1, then 2 3, then 2, then 3.
    let (address, server) = serve(vec![conflict(), good(), conflict(), conflict(), good()]);
    let mut outbox = Outbox::small(3);
    let delivered = sent(&mut outbox, &address, 0);
    assert_eq!((delivered.sent, delivered.refused, delivered.waiting), (2, 1, 0));
    let Sending::Refused { reason } = outbox.fate(2) else {
        panic!("{:?}", outbox.fates)
    };
    assert!(reason.starts_with("409") && reason.contains("Differing"), "{reason}");
    assert_eq!(server.join().expect("served").len(), 5);
}

#[test]
fn what_is_no_statement_is_refused_with_the_stores_words() {
    let (address, _server) = serve(vec![Reply::Says(
        "422 Unprocessable",
        "",
        "{\"detail\":\"actor: field required\"}",
    )]);
    let mut outbox = Outbox::small(1);
    assert_eq!(sent(&mut outbox, &address, 0).refused, 1);
    let Sending::Refused { reason } = outbox.fate(1) else {
        panic!("{:?}", outbox.fates)
    };
    assert!(reason.contains("field required"), "{reason}");
}

#[test]
fn a_wrong_password_stops_at_once_and_everything_waits() {
    let (address, server) = serve(vec![Reply::Says(
        "401 Unauthorized",
        "WWW-Authenticate: Basic\r\n",
        "no",
    )]);
    let mut outbox = Outbox::small(1200);
    let delivered = sent(&mut outbox, &address, 0);
    assert_eq!(
        (delivered.sent, delivered.refused, delivered.waiting),
        (0, 0, 500),
        "the first batch"
    );
    let stopped = delivered.stopped.expect("stopped");
    assert!(stopped.starts_with("401") && stopped.contains("password"), "{stopped}");
    assert_eq!(server.join().expect("served").len(), 1);
}

#[test]
fn a_redirect_does_not_carry_the_password_elsewhere() {
    let (elsewhere, _) = serve(vec![]);
    let moved: &'static str = Box::leak(format!("Location: {elsewhere}/statements\r\n").into_boxed_str());
    let (address, _server) = serve(vec![Reply::Says("307 Temporary Redirect", moved, "")]);
    let delivered = sent(&mut Outbox::small(1), &address, 0);
    assert!(
        delivered
            .stopped
            .is_some_and(|why| why.contains("is the address right?"))
    );
}

#[test]
fn silence_cut_connections_and_nobody_there_are_tried_again_later() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        format!("http://{}", listener.local_addr().expect("bound"))
    };
    for reply in [
        Some(Reply::Silent(Duration::from_secs(2))),
        Some(Reply::Cut),
        Some(Reply::Half),
        None,
    ] {
        let address = match reply {
            Some(reply) => serve(vec![reply]).0,
            None => closed.clone(),
        };
        let mut outbox = Outbox::small(2);
        let began = Instant::now();
        let delivered = sent(&mut outbox, &address, 0);
        assert!(began.elapsed() < Duration::from_millis(1_800), "{:?}", began.elapsed());
        assert_eq!((delivered.sent, delivered.waiting), (0, 2), "{delivered:?}");
        assert!(
            delivered.stopped.is_some_and(|why| why.contains(&address)),
            "it says where"
        );
        assert_eq!(outbox.fate(1), &Sending::Waiting { next_at: now(60) });
        // Too early: nothing is sent. Later it arrives.
        assert_eq!(sent(&mut outbox, &closed, 30), Delivered::default());
        let (address, _server) = serve(vec![Reply::Says("200 OK", "", "[]")]);
        assert_eq!(sent(&mut outbox, &address, 60).sent, 2);
    }
}

#[test]
fn a_busy_store_is_left_alone_as_long_as_it_asks() {
    let (address, _server) = serve(vec![Reply::Says("503 Busy", "Retry-After: 900\r\n", "soon")]);
    let mut outbox = Outbox::small(1);
    assert!(sent(&mut outbox, &address, 0).stopped.is_some());
    assert_eq!(outbox.fate(1), &Sending::Waiting { next_at: now(900) });
}

/// A drill of the template, with a choice that was taken back and a mistake.
fn played(number: u128, tier: Tier) -> (Arc<Scenario>, Kept) {
    let scenario = Arc::new(read(&template("cake")).scenario.expect("valid"));
    let setup = Setup::draw(&scenario, scenario.policy.clone(), None, 7);
    let mut drill = Drill::start(&scenario, setup.clone(), 7);
    let mut moves = Vec::new();
    while !drill.is_over() {
        let beat = drill.rules().beat(drill.state()).expect("in a beat");
        let offer = drill.offers().into_iter().find(|offer| offer.barred.is_none());
        let choice = offer.map_or(Choice::Wait, |offer| Choice::Move(offer.index));
        drill.choose(choice).expect("on offer");
        moves.push(JudgedMove {
            beat: u16::try_from(beat.index()).expect("few"),
            choice,
            lost: 700,
            mistake: Some(Mistake::Left(ActKind::Listen)),
        });
    }
    let chose = |choice| Entry::Chose {
        choice,
        thought_millis: 2_345,
    };
    let mut entries = vec![chose(Choice::Wait), Entry::Undid, Entry::Hinted];
    entries.extend(moves.iter().map(|judged| chose(judged.choice)));
    let kept = Kept {
        begun: Begun {
            id: DrillId(Uuid::from_u128(number)),
            person: Some(PersonId(Uuid::from_u128(1))),
            scenario: scenario.id.clone(),
            hash: scenario.hash,
            setup,
            seed: 7,
            mode: Mode::Practice,
            pace: Pace::Untimed,
            at: now(0),
            retry_of: None,
            sure_before: None,
        },
        entries,
        ended: Some(now(200)),
        judged: Some(Judged {
            judge: JUDGE,
            tier,
            score: 6_500,
            accuracy: 7_312,
            luck: -5,
            service: [Mark::Partly; 7],
            net: 1,
            best_net: 2,
            idle_net: 0,
            cost: 0,
            good: 0,
            bad: 0,
            bad_at_start: 0,
            alone: true,
            moves,
        }),
        reflection: Reflection::default(),
    };
    (scenario, kept)
}

/// Where the Learning Record Store's programs are: `BOUNCEBACK_RALPH`, or the folder that `.ci/install` fills.
fn ralph_programs() -> PathBuf {
    let cache = || {
        let home = std::env::var("HOME").unwrap_or_default();
        std::env::var("BOUNCEBACK_CACHE").unwrap_or_else(|_| format!("{home}/.cache/bounceback"))
    };
    std::env::var("BOUNCEBACK_RALPH").map_or_else(|_| Path::new(&cache()).join("ralph/bin"), PathBuf::from)
}

/// The store; it ends with the test.
struct Ralph {
    server: Child,
    address: String,
}

impl Drop for Ralph {
    fn drop(&mut self) {
        // It may have ended by itself, which its test has told by then.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Its files are written once and never again, unless it is told to append: without this the second batch is answered by 500.
const APP: &str = "\
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
from ralph.api import app
";

impl Ralph {
    fn start(folder: &Path) -> Option<Self> {
        let programs = ralph_programs();
        if !programs.join("ralph").exists() {
            eprintln!(
                "No Learning Record Store in {}: not tested. Install one with `.ci/install`, or `pip install \"ralph-malph[cli,lrs]\" \
                 requests` into a venv and name its bin folder in BOUNCEBACK_RALPH.",
                programs.display()
            );
            return None;
        }
        let data = folder.join("data");
        std::fs::create_dir(&data).expect("a folder");
        std::fs::write(folder.join("appending.py"), APP).expect("written");
        let command = |name: &str| {
            let mut command = Command::new(programs.join(name));
            command
                .current_dir(folder)
                .env("RALPH_APP_DIR", folder)
                .env("RALPH_RUNSERVER_BACKEND", "fs")
                .env("RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH", &data)
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command
        };
        let known = command("ralph")
            .args(["auth", "-u", "trainer", "-p", "secret", "-s", "all", "-N", "trainer"])
            .args(["-M", "mailto:trainer@example.com", "-w"])
            .status()
            .expect("ralph runs");
        assert!(known.success(), "ralph knows nobody");
        let port = {
            let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
            listener.local_addr().expect("bound").port()
        };
        let server = command("uvicorn")
            .args([
                "appending:app",
                "--app-dir",
                ".",
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
            ])
            .spawn()
            .expect("uvicorn runs");
        let ralph = Self {
            server,
            address: format!("http://127.0.0.1:{port}/xAPI"),
        };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_mins(1), "the store does not come up");
            thread::sleep(Duration::from_millis(100));
        }
        Some(ralph)
    }

    fn lrs(&self, password: &str) -> Lrs {
        Lrs::new(&self.address, "trainer", password, Duration::from_secs(30)).expect("an address")
    }

    /// All statements that it holds, page by page.
    fn held(&self) -> Vec<serde_json::Value> {
        let mut held = Vec::new();
        let mut next = Some("/xAPI/statements?ascending=true".to_owned());
        while let Some(more) = next {
            let root = self.address.trim_end_matches("/xAPI");
            let mut response = ureq::get(format!("{root}{more}"))
                .header("Authorization", "Basic dHJhaW5lcjpzZWNyZXQ=")
                .header("X-Experience-API-Version", "1.0.3")
                .call()
                .expect("it answers");
            let page: serde_json::Value = response.body_mut().read_json().expect("JSON");
            held.extend(page["statements"].as_array().expect("a list").iter().cloned());
            let more = page["more"].as_str().filter(|more| !more.is_empty());
            next = more.map(|more| more.trim_start_matches(root).to_owned());
        }
        held
    }
}

#[test]
#[ignore = "needs a Learning Record Store (PyPI ralph-malph), which .ci/install installs"]
fn a_real_learning_record_store_takes_every_statement_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(ralph) = Ralph::start(folder.path()) else {
        return;
    };
    let mut all = Vec::new();
    for number in 1..=12 {
        let tier = if number % 2 == 0 {
            Tier::Champion
        } else {
            Tier::Detractor
        };
        let (scenario, mut kept) = played(number, tier);
        if number == 12 {
            kept.entries.pop();
            kept.judged = None; // given up: terminated
        }
        let drill = Exported {
            kept: &kept,
            name: Some("Zoë <&>"),
            mail: (number == 11).then_some("zoe@shop.example"),
            scenario: Some(&scenario),
        };
        all.extend(queued(&drill, &Naming::default()));
    }
    assert!(all.len() > 50, "some: {}", all.len());
    // A team's session: its actor is a group without members.
    let session = team::held(7, now(0)).kept(now(3000));
    let (scenario, _) = played(13, Tier::Loyal);
    let of_team = queued_session(&session, Some(&scenario), &Naming::default());
    assert!(of_team.len() > 3 && of_team.iter().all(|one| one.json.contains("\"Group\"")));
    all.extend(of_team);
    let Ok(locked) = deliver(
        &mut Outbox::of(all.clone()),
        &mut ralph.lrs("wrong"),
        now(0),
        &mut |_| (),
    );
    assert!(locked.stopped.is_some_and(|why| why.starts_with("401")) && locked.sent == 0);

    let send = |outbox: &mut Outbox| {
        let Ok(delivered) = deliver(outbox, &mut ralph.lrs("secret"), now(0), &mut |_| ());
        delivered
    };
    let mut outbox = Outbox::of(all.clone());
    let delivered = send(&mut outbox);
    assert_eq!(delivered.sent, all.len() as u64, "{delivered:?}");
    assert_eq!(ralph.held().len(), all.len());

    // The answer was lost and all of it is sent again: nothing is held twice.
    let delivered = send(&mut Outbox::of(all.clone()));
    assert_eq!(delivered.sent, all.len() as u64, "{delivered:?}");
    let held = ralph.held();
    assert_eq!(held.len(), all.len());
    let verbs: std::collections::BTreeSet<&str> = held
        .iter()
        .filter_map(|statement| statement["verb"]["display"]["en"].as_str())
        .collect();
    let expect = ["answered", "completed", "failed", "initialized", "passed", "terminated"];
    assert!(verbs.iter().copied().eq(expect), "{verbs:?}");

    // One that was changed under the same id, and one that is no statement, between two new ones.
    let (scenario, kept) = played(40, Tier::Loyal);
    let mut new = queued(
        &Exported {
            scenario: Some(&scenario),
            ..Exported::bare(&kept)
        },
        &Naming::default(),
    );
    new.truncate(2);
    let mut changed = all[0].clone();
    changed.json = changed.json.replace("Zoë", "Zora");
    let nonsense = Statement {
        id: Uuid::from_u128(99),
        drill: None,
        person: None,
        json: "{\"id\":\"00000000-0000-0000-0000-000000000063\",\"verb\":7}".to_owned(),
    };
    let mut outbox = Outbox::of([new[0].clone(), changed.clone(), nonsense, new[1].clone()]);
    let delivered = send(&mut outbox);
    assert_eq!((delivered.sent, delivered.refused), (2, 2), "{:?}", outbox.fates);
    let reason = |id: Uuid| match &outbox.fates[&id] {
        Sending::Refused { reason } => reason.clone(),
        other => panic!("{other:?}"),
    };
    assert!(reason(changed.id).starts_with("409"), "{}", reason(changed.id));
    assert!(
        reason(Uuid::from_u128(99)).starts_with('4'),
        "{}",
        reason(Uuid::from_u128(99))
    );
    assert_eq!(ralph.held().len(), all.len() + 2);
    assert_eq!(ralph.lrs("secret").post(&[&new[0].json]), Answer::Taken);
}

#[test]
#[ignore = "needs a Learning Record Store (PyPI ralph-malph), which .ci/install installs"]
fn made_up_practice_arrives_once() {
    let site = running::site();
    let folder = site.path();
    let Some(ralph) = Ralph::start(folder) else {
        return;
    };
    let demo = [
        "demo-data",
        "--scenarios",
        ".",
        "--people",
        "3",
        "--days",
        "40",
        "--until",
        "2026-03-31",
    ];
    running::well(folder, &[&demo[..], &["--store", "demo.sqlite"]].concat());
    let send = || {
        let mut command = running::program(folder);
        command.env("BOUNCEBACK_LRS_PASSWORD", "secret");
        command.args([
            "export",
            "xapi",
            "--store",
            "demo.sqlite",
            "--user",
            "trainer",
            "--lrs",
            &ralph.address,
        ]);
        let output = command.output().expect("it runs");
        assert!(output.status.success(), "{}", running::said(&output));
        running::said(&output)
    };
    let told = send();
    let held = ralph.held();
    assert!(held.len() > 60, "{}", held.len());
    assert!(
        told.contains(&format!("{0} statements were new, {0} were sent.", held.len())),
        "{told}"
    );
    let told = send();
    assert!(told.contains("0 statements were new, 0 were sent."), "{told}");
    assert_eq!(ralph.held().len(), held.len());
}
