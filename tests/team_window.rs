//! A team session with the window as host and shared screen: with three real browser pages as phones, and with hands alone. The window is
//! driven by keys, as a facilitator does. Pictures of its screen are kept in `$BOUNCEBACK_PICTURES`, where that is set, to be looked at.

#![cfg(feature = "app")]

#[path = "common/browser.rs"]
mod browser;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use bounceback::serve::{Journal, kept_team};
use bounceback::session::team::{Phase, Team};
use browser::{Browser, Page};

/// One window at a time: keys go to the one that is there.
static ONE: Mutex<()> = Mutex::new(());

/// The window; it ends with the test.
struct Window {
    child: Child,
    data: PathBuf,
    pictures: Option<PathBuf>,
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Window {
    fn open(folder: &Path) -> Self {
        let scenarios = folder.join("scenarios");
        std::fs::create_dir(&scenarios).expect("a folder");
        let roof = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/leaking-roof.ron");
        std::fs::copy(roof, scenarios.join("leaking-roof.ron")).expect("shipped");
        let data = folder.join("data");
        let child = Command::new(env!("CARGO_BIN_EXE_bounceback"))
            .args([Path::new("--data"), &data, Path::new("--scenarios"), &scenarios])
            .stdin(Stdio::null())
            .spawn()
            .expect("the program starts");
        Self {
            child,
            data,
            pictures: std::env::var_os("BOUNCEBACK_PICTURES").map(PathBuf::from),
        }
    }

    fn title() -> String {
        let out = Command::new("xdotool")
            .args(["search", "--onlyvisible", "--name", "bounceback", "getwindowname"])
            .output()
            .expect("xdotool is installed (.ci/install)");
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    fn until_title(&mut self, words: &str) {
        self.wait(words, |_| Self::title().contains(words));
    }

    fn wait(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(
                self.child.try_wait().expect("our child").is_none(),
                "the window ended: {what}"
            );
            assert!(
                begun.elapsed() < Duration::from_mins(1),
                "{what} (title: {})",
                Self::title()
            );
            sleep(Duration::from_millis(50));
        }
    }

    fn key(&self, key: &str) {
        let status = Command::new("xdotool").args(["key", key]).status();
        assert!(
            status.expect("xdotool runs").success(),
            "{key} (title: {})",
            Self::title()
        );
        sleep(Duration::from_millis(300));
        assert!(self.data.exists(), "the window keeps its data");
    }

    /// Clicks at a place of the design, which is 1,600 points wide.
    fn click(x: u32, y: u32) {
        let out = Command::new("xdotool")
            .args([
                "search",
                "--onlyvisible",
                "--name",
                "bounceback",
                "getwindowgeometry",
                "--shell",
            ])
            .output()
            .expect("xdotool runs");
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        let width = told.lines().find_map(|line| line.strip_prefix("WIDTH="));
        let width: u32 = width
            .and_then(|width| width.parse().ok())
            .expect("a window has a width");
        let (x, y) = ((x * width / 1600).to_string(), (y * width / 1600).to_string());
        for arguments in [&["mousemove", &x, &y][..], &["click", "1"]] {
            Command::new("xdotool").args(arguments).status().expect("xdotool runs");
            sleep(Duration::from_millis(400));
        }
    }

    /// The session as it stands on the disk.
    fn session(&self) -> Option<Team> {
        kept_team(&self.file()?).ok()
    }

    fn file(&self) -> Option<PathBuf> {
        Journal::youngest(&self.data.join("sessions"))
    }

    fn phase(&self) -> Phase {
        self.session().map_or(Phase::Lobby, |team| team.phase())
    }

    /// Presses a key until the session is somewhere else: a line that is still being said is completed by the first.
    fn on(&mut self, key: &str) {
        let before = self.phase();
        for _ in 0..8 {
            self.key(key);
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_millis(1500) {
                if self.phase() != before {
                    return;
                }
                sleep(Duration::from_millis(30));
            }
        }
        panic!("{key} does nothing in {before:?}");
    }

    /// From the drills to the page before a session.
    fn open_team(&mut self) {
        self.until_title("Drills");
        sleep(Duration::from_secs(2));
        // "Team" in the bar.
        Self::click(333, 42);
        self.until_title("Team session");
        sleep(Duration::from_secs(1));
    }

    /// Presses "Open the room".
    fn begin(&mut self) {
        Self::click(488, 848);
        self.until_title("Team session: Three voicemails");
        self.wait("a session on the disk", |window| window.session().is_some());
    }

    fn picture(&self, name: &str) {
        let Some(folder) = &self.pictures else { return };
        let path = folder.join(format!("window-{name}.png"));
        sleep(Duration::from_millis(700));
        let status = Command::new("import").args(["-window", "root"]).arg(&path).status();
        assert!(status.is_ok_and(|status| status.success()), "a picture of the screen");
    }
}

#[test]
#[ignore = "needs a display, xdotool and Chromium: .ci/run asks for it"]
fn the_window_and_three_phones_rehearse_the_leaking_roof() {
    let _alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Window::open(folder.path());
    window.open_team();
    // "This machine only", the last of the addresses: the test speaks with nobody else.
    Window::click(1260, 612);
    window.picture("start");
    window.begin();
    let text = std::fs::read_to_string(window.file().expect("kept")).expect("a session");
    let header: serde_json::Value = serde_json::from_str(text.lines().next().expect("a header")).expect("JSON");
    let code = header["code"].as_str().expect("a code");
    let link = format!("http://127.0.0.1:{}/#{code}", header["port"]);

    let mut browser = Browser::start();
    let phones: Vec<Page> = ["Maya", "Ravi", "Zoë"]
        .iter()
        .map(|name| join(&mut browser, &link, name))
        .collect();
    for phone in &phones {
        browser.until(phone, "You are at the door.");
    }
    window.picture("door");
    window.key("o");
    for phone in &phones {
        browser.until(phone, "You are in.");
    }
    window.picture("lobby");

    let mut slept = false;
    for _ in 0..120 {
        match window.phase() {
            Phase::Debrief => break,
            phase @ (Phase::Vote | Phase::Second) => {
                let beat = window.session().map_or(0, |team| team.rounds().len());
                for (at, phone) in phones.iter().enumerate() {
                    if at == 2 {
                        window.picture(&format!("{}-{beat}", phase.name()));
                        if !slept {
                            slept = true;
                            browser.go(&phones[0], "about:blank");
                            window.wait("a phone sleeps", |window| {
                                window.session().is_some_and(|team| team.present() == 2)
                            });
                            browser.go(&phones[0], link.split('#').next().expect("an address"));
                            window.wait("it is back", |window| {
                                window.session().is_some_and(|team| team.present() == 3)
                            });
                        }
                    }
                    // The first vote is divided, the second is not.
                    let which = if phase == Phase::Vote { (beat + at) % 2 } else { 0 };
                    vote(&mut browser, phone, phase, which);
                }
                window.wait("all have voted", |window| window.phase() != phase);
            }
            phase => {
                let beat = window.session().map_or(0, |team| team.rounds().len());
                window.picture(&format!("{}-{beat}", phase.name()));
                window.on("space");
            }
        }
    }
    assert_eq!(window.phase(), Phase::Debrief);
    browser.until(&phones[0], "accuracy over");
    let note = "(() => { const it = document.getElementById('notePlus'); it.value = 'we listened'; it.oninput(); return true; })()";
    browser.run(&phones[2], note);
    browser.press(&phones[2], "Send");
    window.wait("the note", |window| {
        window
            .session()
            .is_some_and(|team| team.notes().iter().any(|note| note.text == "we listened"))
    });
    if let Some(folder) = &window.pictures {
        browser.picture(&phones[0], &folder.join("window-phone.png"));
    }
    for (key, page) in [
        ("1", "result"),
        ("2", "moves"),
        ("3", "divided"),
        ("4", "notes"),
        ("5", "plan"),
    ] {
        window.key(key);
        window.picture(page);
    }
    window.on("space");
    assert_eq!(window.phase(), Phase::Over);
    window.picture("over");
    let team = window.session().expect("kept");
    assert_eq!(team.members().len(), 3, "nobody came twice");
    let voted = team
        .rounds()
        .iter()
        .flat_map(|round| &round.ballots)
        .map(bounceback::session::team::Ballot::count);
    assert!(
        voted.clone().all(|votes| votes == 3) && voted.count() >= 8,
        "every vote was counted once"
    );
}

#[test]
#[ignore = "needs a display and xdotool: .ci/run asks for it"]
fn the_window_alone_counts_hands_to_the_debrief() {
    let _alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Window::open(folder.path());
    window.open_team();
    // "By show of hands".
    Window::click(1260, 365);
    window.begin();
    let mut counted = 0;
    for _ in 0..120 {
        let phase = window.phase();
        if phase == Phase::Debrief {
            break;
        }
        if matches!(phase, Phase::Vote | Phase::Second) {
            let room = window.session().expect("kept").room_view();
            let open: Vec<u8> = room.moves.iter().filter(|mv| mv.open).map(|mv| mv.number).collect();
            // The first vote is divided, the second is not.
            let hands = if phase == Phase::Vote { [0, 0, 1] } else { [0, 0, 0] };
            for at in hands {
                window.key(&open.get(at).unwrap_or(&open[0]).to_string());
            }
            counted += 1;
        }
        window.on("space");
    }
    assert_eq!(window.phase(), Phase::Debrief);
    window.picture("hands-debrief");
    window.key("5");
    window.on("space");
    assert_eq!(window.phase(), Phase::Over);
    let team = window.session().expect("kept");
    assert!(team.members().is_empty());
    let ballots = team.rounds().iter().flat_map(|round| &round.ballots);
    assert_eq!(
        ballots
            .clone()
            .map(bounceback::session::team::Ballot::count)
            .sum::<u32>(),
        3 * counted
    );
    assert!(counted >= 8, "{counted}");
}

fn join(browser: &mut Browser, link: &str, name: &str) -> Page {
    let phone = browser.open(link, 390, 844);
    browser.until(&phone, "Your name");
    let script = "document.getElementById('name').value = NAME; document.querySelector('form').requestSubmit(); true";
    browser.run(&phone, &script.replace("NAME", &serde_json::json!(name).to_string()));
    phone
}

fn vote(browser: &mut Browser, phone: &Page, phase: Phase, which: usize) {
    let asked = if phase == Phase::Vote {
        "What would you do?"
    } else {
        "What does the team do?"
    };
    browser.until(phone, asked);
    let script = format!(
        "(() => {{ const all = document.querySelectorAll('button.move'); all[Math.min({which}, all.length - 1)].click(); return true; }})()"
    );
    browser.run(phone, &script);
}
