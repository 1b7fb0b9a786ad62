//! A team session with real browser pages: three phones, the facilitator's remote, the shared screen. Pictures of each page are kept in
//! `$BOUNCEBACK_PICTURES`, where that is set, to be looked at.

#[path = "common/browser.rs"]
mod browser;

use std::path::PathBuf;

use bounceback::library::Library;
use bounceback::serve::{Config, Host};
use bounceback::session::team::{Phase, Standing, Start};
use browser::{Browser, Page};

struct Pictures(Option<PathBuf>, Vec<String>);

impl Pictures {
    /// Each once.
    fn keep(&mut self, browser: &mut Browser, page: &Page, name: &str) {
        if self.1.iter().any(|kept| kept == name) {
            return;
        }
        self.1.push(name.to_owned());
        let folder = self.0.clone().unwrap_or_else(std::env::temp_dir);
        let path = folder.join(format!("team-{name}.png"));
        browser.picture(page, &path);
        if self.0.is_none() {
            std::fs::remove_file(path).expect("just written");
        }
    }
}

fn join(browser: &mut Browser, page: &Page, name: &str) {
    browser.until(page, "Your name");
    let script = "document.getElementById('name').value = NAME; document.querySelector('form').requestSubmit(); true";
    browser.run(page, &script.replace("NAME", &serde_json::json!(name).to_string()));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one session from its lobby to its debrief")]
#[ignore = "needs Chromium: .ci/run asks for it"]
fn three_phones_a_remote_and_a_screen_rehearse_the_leaking_roof() {
    let library = Library::shipped();
    let scenario = library.find("leaking-roof").expect("shipped");
    let config = Config {
        start: Start::new(scenario, 3),
        scenario_text: library.text_of(scenario).expect("shipped").to_owned(),
        listen: Some("127.0.0.1".parse().expect("an address")),
        port: 0,
        folder: None,
    };
    let host = Host::start(config).expect("it can listen");
    let mut browser = Browser::start();
    let mut pictures = Pictures(std::env::var_os("BOUNCEBACK_PICTURES").map(PathBuf::from), Vec::new());
    let screen = browser.open(&host.screen_link().expect("a network"), 1600, 900);
    let remote = browser.open(&host.facilitator_link().expect("a network"), 390, 844);
    browser.until(&screen, host.code());
    browser.until(&remote, "Begin");
    assert_eq!(
        browser.run(&remote, "location.href"),
        format!("{}facilitator", host.addresses()[0]),
        "no token is left in the address"
    );
    let link = format!("{}#{}", host.addresses()[0], host.code());
    let phones: Vec<Page> = ["Maya", "بن", "<b>Zoë</b>"]
        .iter()
        .map(|name| {
            let phone = browser.open(&link, 390, 844);
            browser.until(&phone, "Your name");
            pictures.keep(&mut browser, &phone, "phone-join");
            join(&mut browser, &phone, name);
            browser.until(&phone, "You are at the door.");
            phone
        })
        .collect();
    browser.until(&remote, "3 at the door");
    pictures.keep(&mut browser, &remote, "remote-door");
    browser.press(&remote, "Open the door");
    for phone in &phones {
        browser.until(phone, "You are in.");
    }
    browser.until(&screen, "3 · people are in");
    pictures.keep(&mut browser, &screen, "screen-lobby");
    pictures.keep(&mut browser, &phones[0], "phone-lobby");

    let (mut slept, mut injected) = (false, false);
    for _ in 0..200 {
        let phase = host.team().phase();
        let name = phase.name();
        if phase == Phase::Debrief {
            break;
        }
        match phase {
            Phase::Vote | Phase::Second => {
                let all = host.team().rounds().len() * 10 + usize::from(phase == Phase::Second);
                for (at, phone) in phones.iter().enumerate() {
                    browser.until(
                        phone,
                        if phase == Phase::Vote {
                            "What would you do?"
                        } else {
                            "What does the team do?"
                        },
                    );
                    if at == 2 {
                        let seen = browser.until(&screen, "2 of 3 have voted");
                        assert!(!seen.contains("votes are in"), "hidden");
                        let bars = browser.run(&screen, "document.querySelectorAll('.bar').length");
                        assert_eq!(bars, 0, "the screen shows no votes");
                        pictures.keep(&mut browser, &phones[0], &format!("phone-{name}"));
                        pictures.keep(&mut browser, &screen, &format!("screen-{name}"));
                        pictures.keep(&mut browser, &remote, &format!("remote-{name}"));
                        if !slept {
                            slept = true;
                            sleeps_and_comes_back(&mut browser, &phones[0], &host);
                        }
                    }
                    // The first vote is divided, the second is not.
                    let which = if phase == Phase::Vote { (all + at) % 2 } else { 0 };
                    let script = format!(
                        "(() => {{ const all = document.querySelectorAll('button.move'); all[Math.min({which}, all.length - 1)].click(); return true; }})()"
                    );
                    browser.run(phone, &script);
                    if at < 2 {
                        browser.until(phone, "Your vote is counted");
                    }
                }
            }
            _ => {
                browser.until(&screen, shown(phase));
                pictures.keep(&mut browser, &phones[0], &format!("phone-{name}"));
                pictures.keep(&mut browser, &screen, &format!("screen-{name}"));
                pictures.keep(&mut browser, &remote, &format!("remote-{name}"));
                if phase == Phase::Talk && !injected {
                    injected = true;
                    injects(&mut browser, &remote, &screen, &phones[1]);
                    pictures.keep(&mut browser, &remote, "remote-inject");
                    pictures.keep(&mut browser, &screen, "screen-inject");
                    pictures.keep(&mut browser, &phones[1], "phone-inject");
                }
                browser.run(&remote, "document.querySelector('button.go').click(); true");
            }
        }
        let begun = std::time::Instant::now();
        while host.team().phase() == phase && begun.elapsed().as_secs() < 10 {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        assert_ne!(host.team().phase(), phase, "it goes on");
    }
    assert_eq!(host.team().phase(), Phase::Debrief);
    assert!(host.team().silences() == 0 && host.team().rounds().len() > 4);
    browser.until(&screen, "Ravi left as");
    browser.until(&screen, "price of the consensus");
    browser.until(&phones[0], "accuracy over");
    pictures.keep(&mut browser, &phones[0], "phone-debrief");
    let note = "(() => { const it = document.getElementById('notePlus'); it.value = '<img src=x onerror=alert(1)> we listened'; it.oninput(); return true; })()";
    browser.run(&phones[2], note);
    browser.press(&phones[2], "Send");
    browser.until(&screen, "<img src=x onerror=alert(1)> we listened");
    browser.run(&phones[2], "document.getElementById('shown').click(); true");
    browser.until(&screen, "<b>Zoë</b>");
    assert_eq!(
        browser.run(&screen, "document.querySelectorAll('#main img, #main b b').length"),
        0,
        "shown, never run"
    );
    pictures.keep(&mut browser, &screen, "screen-debrief");
    pictures.keep(&mut browser, &remote, "remote-debrief");
}

/// The page is thrown away and opened again, as phones do with pages in the background: the same person, the vote still there.
fn sleeps_and_comes_back(browser: &mut Browser, phone: &Page, host: &Host) {
    browser.go(phone, "about:blank");
    let away = |host: &Host| host.team().members()[0].standing == Standing::Away;
    let begun = std::time::Instant::now();
    while !away(host) {
        assert!(begun.elapsed().as_secs() < 10, "the host sees that a phone is away");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    browser.go(phone, &host.addresses()[0]);
    browser.until(phone, "Maya");
    browser.until(phone, "What would you do?");
    let pressed = browser.run(
        phone,
        "document.querySelectorAll('button.move[aria-pressed=true]').length",
    );
    assert_eq!(pressed, 1, "what was voted is shown");
    assert_eq!(host.team().members().len(), 3, "nobody new");
}

/// The facilitator presses what the scenario has ready: everybody sees it, and the button is gone.
fn injects(browser: &mut Browser, remote: &Page, screen: &Page, phone: &Page) {
    browser.until(remote, "Bring into the talk");
    browser.press(remote, "His daughter comes to the phone");
    for page in [screen, phone, remote] {
        browser.until(page, "Are they coming before the story or after?");
    }
    browser.until(screen, "She'd like to know.");
    let left = "[...document.querySelectorAll('button')].filter(one => one.textContent.includes('daughter')).length";
    assert_eq!(browser.run(remote, left), 0, "it comes once");
}

/// Words that the screen shows in a phase.
fn shown(phase: Phase) -> &'static str {
    match phase {
        Phase::Lobby => "people are in",
        Phase::Listening => "what does",
        Phase::Aftercare => "Day ",
        Phase::Reveal => "nobody saw",
        Phase::Talk => "Talk for a minute.",
        Phase::Tie => "A tie",
        _ => "",
    }
}
