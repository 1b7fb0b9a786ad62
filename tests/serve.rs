//! A team's room over real sockets: phones, the facilitator's remote, a screen; a host that is killed and started again.

#[path = "common/room.rs"]
mod room;
#[path = "common/program.rs"]
mod site;

use std::io::Read;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use bounceback::serve::{Config, Host, Load, Way, load};
use bounceback::session::team::{Command, Phase};
use room::{Device, config, host, token};
use serde_json::{Value, json};

/// A session in which three have joined through an open door and the first vote is open.
fn voting(host: &Host) -> (Vec<Device>, Device, Device) {
    host.tell(Command::Door { open: true }).expect("the facilitator's");
    let phones: Vec<Device> = ["Maya", "Ben", "Zoë"]
        .iter()
        .map(|name| Device::join(host, name))
        .collect();
    let mut facilitator = Device::back(
        host.address().expect("it listens"),
        &token(&host.facilitator_link().expect("a network")),
    );
    let screen = Device::back(
        host.address().expect("it listens"),
        &token(&host.screen_link().expect("a network")),
    );
    facilitator.act(&json!("Next")).expect("begins");
    facilitator.act(&json!("Next")).expect("opens the vote");
    (phones, facilitator, screen)
}

#[test]
fn three_phones_vote_hidden_and_the_room_sees_it_when_all_have() {
    let host = host(None);
    let (mut phones, mut facilitator, mut screen) = voting(&host);
    phones[0].vote(0).expect("counted");
    let own = phones[1].vote(0).expect("counted");
    assert_eq!(own["name"], "Ben");
    screen.until(|state| state["room"]["voted"] == 2 || state["room"]["phase"] == "Reveal");
    assert!(
        !screen.heard.iter().any(|text| text.contains("\"votes\"")),
        "only how many, never for what"
    );
    phones[2].vote(1).expect("counted");
    let seen = screen.phase("Reveal");
    let votes: Vec<&Value> = seen["room"]["moves"]
        .as_array()
        .expect("moves")
        .iter()
        .map(|mv| &mv["votes"])
        .collect();
    assert_eq!(votes[..2], [&json!(2), &json!(1)]);
    for device in phones.iter_mut().chain([&mut facilitator]) {
        device.phase("Reveal");
        let before = device
            .heard
            .iter()
            .take_while(|text| !text.contains("\"phase\":\"Reveal\""));
        assert!(
            before.filter(|text| text.contains("\"votes\"")).count() == 0,
            "somebody saw a vote before"
        );
    }
}

#[test]
fn the_screen_tells_how_many_are_in() {
    let host = host(None);
    host.tell(Command::Door { open: true }).expect("the facilitator's");
    let mut screen = Device::back(
        host.address().expect("it listens"),
        &token(&host.screen_link().expect("a network")),
    );
    let maya = Device::join(&host, "Maya");
    screen.until(|state| state["room"]["present"] == 1);
    drop(maya);
    screen.until(|state| state["room"]["present"] == 0);
}

#[test]
fn a_phone_that_sleeps_comes_back_as_the_same_person_with_its_vote() {
    let host = host(None);
    let (mut phones, mut facilitator, _screen) = voting(&host);
    phones[0].vote(1).expect("counted");
    let maya = phones.remove(0);
    let known = maya.token.clone();
    drop(maya);
    facilitator.until(|state| state["facilitator"]["away"] == 1);
    let back = Device::back(host.address().expect("it listens"), &known);
    assert_eq!(back.state["own"]["name"], "Maya");
    assert_eq!(
        back.state["own"]["vote"]["choice"],
        back.state["room"]["moves"][1]["choice"]
    );
    facilitator.until(|state| state["facilitator"]["away"] == 0);
    assert_eq!(host.team().members().len(), 3, "nobody new");
}

#[test]
fn the_facilitator_lets_people_in() {
    let host = host(None);
    let mut phone = Device::join(&host, "Maya");
    assert_eq!(phone.state["own"]["standing"], "Asking");
    host.tell(Command::Next).expect("begins");
    host.tell(Command::Next).expect("opens the vote");
    phone.phase("Vote");
    assert!(phone.vote(0).is_err_and(|why| why.contains("not let you in yet")));
    let mut facilitator = Device::back(
        host.address().expect("it listens"),
        &token(&host.facilitator_link().expect("a network")),
    );
    facilitator.until(|state| state["facilitator"]["asking"] == 1);
    facilitator
        .act(&json!({"Admit": {"member": 0}}))
        .expect("the facilitator's");
    phone.until(|state| state["own"]["standing"] == "In");
    phone.vote(0).expect("counted");
}

#[test]
fn nobody_speaks_for_somebody_else() {
    let host = host(None);
    let (mut phones, mut facilitator, mut screen) = voting(&host);
    let refused = |answer: Result<Value, String>| answer.expect_err("refused");
    assert!(refused(phones[0].act(&json!("Next"))).contains("not yours"));
    assert!(refused(screen.act(&json!("Next"))).contains("not yours"));
    let vote = json!({"Vote": {"member": 0, "ballot": 0, "choice": 0}});
    assert!(
        refused(facilitator.act(&vote)).contains("not yours"),
        "not even the facilitator votes for somebody"
    );
    assert!(
        refused(phones[1].ask(&json!({"vote": {"member": 0, "ballot": 0, "choice": 0}}))).contains("another version")
    );
    assert_eq!(host.team().phase(), Phase::Vote);
    let mut stranger = Device::enter(
        host.address().expect("it listens"),
        &json!({"back": {"token": "0".repeat(32)}}),
    );
    assert!(
        stranger.next()["bye"]["why"]
            .as_str()
            .is_some_and(|why| why.contains("not known"))
    );
}

#[test]
fn wrong_codes_open_nothing_and_hold_up_nobody() {
    let host = host(None);
    host.tell(Command::Door { open: true }).expect("the facilitator's");
    let mut told = Vec::new();
    for _ in 0..40 {
        let mut guess = Device::enter(
            host.address().expect("it listens"),
            &json!({"join": {"code": "ROOF-00000", "name": "Eve"}}),
        );
        told.push(guess.next()["bye"]["why"].as_str().expect("a reason").to_owned());
    }
    assert!(told[0].contains("not the code"));
    assert!(told[39].contains("Too many wrong codes"), "{}", told[39]);
    assert!(host.team().members().is_empty());
    let begun = Instant::now();
    Device::join(&host, "Maya");
    assert!(
        begun.elapsed() < Duration::from_secs(2),
        "a classroom shares an address"
    );
}

#[test]
fn a_session_is_looked_back_at_and_each_sees_their_own() {
    let begun = Instant::now();
    let host = host(None);
    let (mut phones, mut facilitator, mut screen) = voting(&host);
    for (phone, at) in phones.iter_mut().zip([0, 0, 1]) {
        phone.vote(at).expect("counted");
    }
    let choice = screen.phase("Reveal")["room"]["moves"][1]["choice"].clone();
    facilitator.act(&json!({"Call": {"choice": choice}})).expect("decided");
    facilitator.act(&json!("End")).expect("to the debrief");
    let debrief = screen.until(|state| state["debrief"].is_object())["debrief"].clone();
    assert_eq!(debrief["beats"].as_array().map(Vec::len), Some(1));
    assert_eq!(debrief["shown"], json!([]), "no names without consent");
    let own = phones[0].until(|state| state["own_debrief"].is_object());
    assert_eq!(own["own_debrief"]["votes"], 1);
    phones[0].ask(&json!({"shown": {"shown": true}})).expect("consent");
    phones[1]
        .ask(&json!({"note": {"kind": "Plus", "text": "<b>we listened</b>"}}))
        .expect("a note");
    let debrief =
        screen.until(|state| state["debrief"]["shown"][0][0] == "Maya" && state["debrief"]["plus"][0].is_string());
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "a note that comes during a review is shown, too"
    );
    assert_eq!(
        debrief["debrief"]["plus"][0], "<b>we listened</b>",
        "as it was written: pages show text only"
    );
}

/// The program, holding a session.
struct Served {
    child: Child,
    links: Value,
}

impl Served {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = site::program(folder)
            .args(["serve", "--json", "--listen", "127.0.0.1"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let out = child.stdout.as_mut().expect("piped");
        let (mut text, mut byte) = (Vec::new(), [0]);
        while !text.ends_with(b"\n}\n") {
            assert_eq!(
                out.read(&mut byte).expect("readable"),
                1,
                "it ended: {}",
                String::from_utf8_lossy(&text)
            );
            text.push(byte[0]);
        }
        let links = serde_json::from_slice(&text).expect("JSON");
        Self { child, links }
    }

    fn address(&self) -> SocketAddr {
        let link = self.links["phones"][0].as_str().expect("a link");
        link.trim_start_matches("http://")
            .trim_end_matches('/')
            .parse()
            .expect("an address")
    }

    fn link(&self, name: &str) -> String {
        token(self.links[name].as_str().expect("a link"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_host_that_is_killed_in_a_vote_loses_none_that_was_answered() {
    let folder = site::site();
    let first = Served::start(folder.path(), &["cake", "--scenarios", ".", "--open", "--port", "0"]);
    let address = first.address();
    let code = first.links["code"].clone();
    let mut facilitator = Device::back(address, &first.link("facilitator"));
    let mut phones: Vec<Device> = (0..5)
        .map(|at| {
            let mut phone = Device::enter(address, &json!({"join": {"code": code, "name": format!("Phone {at}")}}));
            phone.token = phone.next()["welcome"]["token"].as_str().expect("a token").to_owned();
            phone
        })
        .collect();
    facilitator.act(&json!("Next")).expect("begins");
    facilitator.act(&json!("Next")).expect("opens the vote");
    for phone in &mut phones[..4] {
        phone.vote(1).expect("counted");
    }
    drop(first); // SIGKILL

    let begun = Instant::now();
    let again = Served::start(folder.path(), &["--again"]);
    assert_eq!(
        (again.address(), &again.links["code"]),
        (address, &code),
        "phones look where they looked"
    );
    let known: Vec<String> = phones.iter().map(|phone| phone.token.clone()).collect();
    let mut phones: Vec<Device> = known.iter().map(|token| Device::back(address, token)).collect();
    assert!(begun.elapsed() < Duration::from_secs(10), "all are back");
    let voted = phones.iter().filter(|phone| phone.state["own"]["vote"].is_object());
    assert_eq!(voted.count(), 4);
    assert_eq!(phones[0].state["room"]["phase"], "Vote");
    let mut facilitator = Device::back(address, &again.link("facilitator"));
    phones[4].vote(1).expect("counted");
    let seen = facilitator.phase("Reveal");
    assert_eq!(seen["room"]["moves"][1]["votes"], 5, "the old votes and the new one");
}

#[test]
fn what_a_power_cut_tore_off_is_cut_off_and_told_where_it_is_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let host = host(Some(folder.path().to_owned()));
    let (mut phones, ..) = voting(&host);
    phones[0].vote(0).expect("counted");
    let path = host.kept_at().expect("kept").to_owned();
    drop(host);
    let whole = std::fs::read_to_string(&path).expect("readable");
    assert!(!whole.contains(&phones[0].token), "no token stands on the disk");

    std::fs::write(&path, format!("{whole}{{\"taken\":{{\"at_mil")).expect("torn");
    let here = "127.0.0.1".parse().expect("an address");
    let again = Host::again(&path, Some(here), Some(0)).expect("what is whole is taken up");
    assert_eq!(again.team().rounds()[0].ballots[0].count(), 1);
    drop(again);

    let lines: Vec<&str> = whole.lines().collect();
    let spoiled = whole.replace(lines[3], "{\"spoiled\":1}");
    std::fs::write(&path, spoiled).expect("spoiled");
    let told = Host::again(&path, Some(here), Some(0))
        .expect_err("not silently")
        .to_string();
    assert!(told.contains("line 4"), "{told}");
}

#[test]
fn a_hall_of_phones_is_counted_to_the_last() {
    let host = host(None);
    let loaded = load(&Load {
        address: host.address().expect("it listens"),
        code: host.code().to_owned(),
        facilitator: token(&host.facilitator_link().expect("a network")),
        screen: token(&host.screen_link().expect("a network")),
        phones: 200,
        spread: Duration::from_millis(500),
    });
    let loaded = loaded.expect("all join and vote");
    assert_eq!(loaded.votes, 200);
}

#[test]
fn a_plan_is_kept_from_session_to_session_and_becomes_a_policy_and_a_page() {
    let folder = site::site();
    let first = Served::start(folder.path(), &["cake", "--scenarios", ".", "--port", "0"]);
    let mut facilitator = Device::back(first.address(), &first.link("facilitator"));
    facilitator.act(&json!("Next")).expect("begins");
    facilitator.act(&json!({"Call": {"choice": 0}})).expect("decided");
    facilitator.act(&json!("End")).expect("to the debrief");
    let plan = json!({
        "say": "We believe you.", "act": "", "allowed": "", "fund": 80, "approval": ["Compensate"],
        "changes": [{"what": "A card with our number", "who": "Ben", "when": "Friday"}],
    });
    facilitator.ask(&json!({"plan": {"plan": plan}})).expect("kept");
    let seen = facilitator.until(|state| state["plan"]["fund"] == 80);
    assert_eq!(seen["plan"], plan);
    let code = first.links["code"].clone();
    let mut phone = Device::enter(first.address(), &json!({"join": {"code": code, "name": "Eve"}}));
    let refused = phone
        .ask(&json!({"plan": {"plan": plan}}))
        .expect_err("the facilitator's");
    assert!(refused.contains("not yours"), "{refused}");
    drop(first);

    assert!(site::well(folder.path(), &["export", "plan"]).contains("policy.ron was written"));
    let policy = std::fs::read_to_string(folder.path().join("policy.ron")).expect("written");
    assert!(
        policy.contains("fund: 80,") && policy.contains("approval: [Compensate],"),
        "{policy}"
    );
    assert!(site::well(folder.path(), &["export", "plan"]).contains("says so already"));
    std::fs::write(folder.path().join("policy.ron"), "(fund: 5)\n").expect("written");
    let twice = site::said(&site::run(folder.path(), &["export", "plan"]));
    assert!(
        twice.contains("already there") && twice.contains("- (fund: 5)"),
        "{twice}"
    );
    site::well(folder.path(), &["export", "session"]);
    let page = std::fs::read_to_string(folder.path().join("session.html")).expect("written");
    for words in [
        "We believe you.",
        "A card with our number",
        "the facilitator decided",
        "left as",
    ] {
        assert!(page.contains(words), "{words}");
    }

    let second = Served::start(folder.path(), &["cake", "--scenarios", ".", "--port", "0"]);
    let mut facilitator = Device::back(second.address(), &second.link("facilitator"));
    facilitator.act(&json!("End")).expect("to the debrief");
    facilitator.until(|state| state["plan"]["say"] == "We believe you.");
}

#[test]
fn without_phones_nothing_listens_and_hands_decide() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = Config {
        listen: None,
        folder: Some(folder.path().to_owned()),
        ..config(None)
    };
    let host = Host::start(config).expect("it needs no network");
    assert_eq!(
        (host.address(), host.facilitator_link(), host.screen_link()),
        (None, None, None)
    );
    assert_eq!(host.way(), &Way::default());
    for _ in 0..2 {
        host.tell(Command::Next).expect("the customer speaks, then hands go up");
    }
    let room = host.team().room_view();
    let (ballot, open) = (
        room.ballot.expect("a vote"),
        room.moves.iter().filter(|mv| mv.open).count(),
    );
    let hands: Vec<u32> = (0..).take(open).collect();
    host.tell(Command::Hands {
        ballot,
        hands: hands.clone(),
    })
    .expect("one for each move");
    host.tell(Command::Next).expect("they are seen");
    let path = host.kept_at().expect("it is kept").to_owned();
    drop(host);
    let again = Host::again(&path, None, None).expect("it goes on");
    let seen: Vec<u32> = again
        .team()
        .room_view()
        .moves
        .iter()
        .filter_map(|mv| mv.votes)
        .collect();
    assert_eq!(seen.iter().sum::<u32>(), hands.iter().sum::<u32>());
    assert_eq!(again.address(), None);
}
