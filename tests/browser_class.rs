//! A class with real browser pages: one trainee sleeps in the middle of the broken heel and comes back, another plays meanwhile. Pictures
//! of each page are kept in `$BOUNCEBACK_PICTURES`, where that is set, to be looked at.

#[path = "common/browser.rs"]
mod browser;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bounceback::library::Library;
use bounceback::record::{Kept, Store, judge_kept, open};
use bounceback::serve::{ClassConfig, ClassHost};
use bounceback::session::class::{Command, Offered};
use browser::{Browser, Page};

/// Keeps a page as a picture in each dress that people see it in.
fn keep(browser: &mut Browser, page: &Page, name: &str) {
    let kept = std::env::var_os("BOUNCEBACK_PICTURES").map(PathBuf::from);
    let folder = kept.clone().unwrap_or_else(std::env::temp_dir);
    let large = "document.documentElement.style.fontSize = SIZE; true";
    for (dress, width, height, dark, rtl, size) in [
        ("phone", 360, 740, false, false, ""),
        ("wide", 1280, 720, false, false, ""),
        ("dark", 360, 740, true, false, ""),
        ("rtl", 360, 740, false, true, ""),
        ("large", 360, 740, false, false, "212%"),
        ("wide-large", 1280, 720, false, false, "212%"),
    ] {
        browser.resize(page, width, height);
        browser.darken(page, dark);
        let dir = if rtl { "'rtl'" } else { "''" };
        browser.run(page, &format!("document.documentElement.dir = {dir}; true"));
        browser.run(page, &large.replace("SIZE", &format!("'{size}'")));
        let path = folder.join(format!("class-{name}-{dress}.png"));
        browser.picture(page, &path);
        if kept.is_none() {
            std::fs::remove_file(path).expect("just written");
        }
    }
    browser.run(page, &large.replace("SIZE", "''"));
    browser.resize(page, 360, 740);
}

fn join(browser: &mut Browser, host: &ClassHost, name: &str) -> Page {
    let page = browser.open(&format!("{}#{}", host.addresses()[0], host.code()), 360, 740);
    browser.until(&page, "Your name");
    let script = "document.getElementById('name').value = NAME; document.querySelector('form').requestSubmit(); true";
    browser.run(&page, &script.replace("NAME", &serde_json::json!(name).to_string()));
    browser.until(&page, "Which drill?");
    page
}

fn begin(browser: &mut Browser, page: &Page, mode: &str) {
    browser.press(page, "The heel that went down the drain");
    browser.until(page, "What you may do");
    browser.run(
        page,
        &format!("document.getElementById('mode-{mode}').click(); document.getElementById('sure-2').click(); true"),
    );
    browser.press(page, "Begin");
    browser.until(page, "What do you say?");
}

/// Chooses the move with this number, or the first one that can be chosen, and waits for what comes of it; `false`: the drill is over.
fn choose(browser: &mut Browser, page: &Page, number: usize) -> bool {
    let script = format!(
        "(() => {{ const all = [...document.querySelectorAll('.moves button')].filter(one => !one.hasAttribute('aria-disabled')); const it = all[Math.min({number}, all.length) - 1]; if (it) it.click(); return document.getElementById('main').innerText; }})()"
    );
    let before = browser.run(page, &script);
    let begun = Instant::now();
    loop {
        let now = browser.run(page, "document.getElementById('main').innerText");
        if now != before {
            return browser.run(page, "document.querySelectorAll('.moves button').length") != 0;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing came of it: {now}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn judged(store: &mut dyn Store, name: &str) -> Kept {
    let begun = Instant::now();
    loop {
        let person = store.person_named(name).expect("a store").expect("somebody").id;
        let mut kept = store.kept_of(Some(person)).expect("a store");
        if let Some(last) = kept.pop().filter(|kept| kept.judged.is_some()) {
            return last;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{name}'s drill is not judged");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one class from its door to its debriefs")]
#[ignore = "needs Chromium: .ci/run asks for it"]
fn two_trainees_play_the_broken_heel_and_one_sleeps_in_the_middle() {
    let library = Library::shipped();
    let offered: Vec<Offered> = library
        .scenarios()
        .map(|scenario| Offered {
            scenario: Arc::clone(scenario),
            policy: library.policy_for(scenario),
            text: library.text_of(scenario).expect("shipped").to_owned(),
        })
        .collect();
    let text = library
        .text_of(library.find("broken-heel").expect("shipped"))
        .expect("shipped");
    let folder = tempfile::tempdir().expect("a folder");
    let records = folder.path().join("records.sqlite").display().to_string();
    let host = ClassHost::start(ClassConfig {
        offered,
        store: Some(open(&records).expect("records")),
        listen: "127.0.0.1".parse().expect("an address"),
        port: 0,
        folder: Some(folder.path().join("classes")),
    })
    .expect("it can listen");
    host.tell(Command::Door { open: true }).expect("the trainer's");
    let mut browser = Browser::start();
    let stranger = browser.open(&format!("{}#{}", host.addresses()[0], host.code()), 360, 740);
    browser.until(&stranger, "Your name");
    keep(&mut browser, &stranger, "join");
    let maya = join(&mut browser, &host, "Maya");
    assert_eq!(
        browser.run(&maya, "location.href"),
        host.addresses()[0],
        "neither code nor token is left in the address"
    );
    keep(&mut browser, &maya, "shelf");
    browser.press(&maya, "The heel that went down the drain");
    browser.until(&maya, "What you may do");
    keep(&mut browser, &maya, "briefing");
    browser.press(&maya, "All drills");
    begin(&mut browser, &maya, "Practice");
    assert_eq!(
        browser.run(&maya, "document.activeElement.id"),
        "head",
        "the heading has the focus"
    );
    keep(&mut browser, &maya, "drill");
    assert!(choose(&mut browser, &maya, 2));
    let heard = browser.run(&maya, "document.getElementById('voice').textContent");
    assert!(
        heard.as_str().is_some_and(|heard| heard.contains("Dana: ")),
        "who listens hears the customer: {heard}"
    );
    keep(&mut browser, &maya, "drill-second");
    browser.press(&maya, "Hint");
    browser.press(&maya, "Best move");
    browser.until(&maya, "The best move is marked.");
    browser.until(&maya, "✓ best move");
    keep(&mut browser, &maya, "drill-hint");
    let shown = browser.words(&maya);

    // She puts the phone away; another one plays meanwhile, by keys alone, in a drill without help.
    browser.go(&maya, "about:blank");
    let ben = join(&mut browser, &host, "<b>بن</b>");
    begin(&mut browser, &ben, "Assessment");
    assert_eq!(
        browser.run(&ben, "document.querySelectorAll('.felt').length"),
        0,
        "an exam shows no feelings"
    );
    let key = "dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true })); true";
    let words = browser.words(&ben);
    browser.run(&ben, key);
    let begun = Instant::now();
    while browser.words(&ben) == words {
        assert!(begun.elapsed() < Duration::from_secs(20), "a key chooses");
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut days = false;
    while choose(&mut browser, &ben, 1) {
        if !days && browser.words(&ben).contains("Day ") {
            days = true;
            keep(&mut browser, &ben, "days");
        }
    }
    browser.until(&ben, "Looking back");
    browser.until(&ben, "Recovery score");
    browser.press(&ben, "All drills");
    browser.until(&ben, "Last: ");
    keep(&mut browser, &ben, "shelf-after");
    assert_eq!(
        browser.run(&ben, "document.querySelectorAll('#who b').length"),
        0,
        "names are shown, never run"
    );

    browser.go(&maya, &host.addresses()[0]);
    browser.until(&maya, "The best move is marked.");
    assert_eq!(browser.words(&maya), shown, "she goes on where she stood");
    while choose(&mut browser, &maya, 2) {}
    browser.until(&maya, "Recovery score");
    let typed = "(() => { const it = document.getElementById('say-keep'); it.value = '<img src=x onerror=alert(1)>'; it.oninput(); document.getElementById('sure-4').click(); return true; })()";
    browser.run(&maya, typed);
    browser.press(&maya, "Keep my words");
    keep(&mut browser, &maya, "debrief");
    browser.run(&maya, "document.querySelector('.told').scrollIntoView(); true");
    keep(&mut browser, &maya, "debrief-moves");
    browser.run(&maya, "document.querySelector('.service').scrollIntoView(); true");
    keep(&mut browser, &maya, "debrief-end");
    let weight = browser.run(
        &maya,
        "performance.getEntriesByType('resource').filter(one => /\\.(js|css)$/.test(one.name)).reduce((sum, one) => sum + one.decodedBodySize, performance.getEntriesByType('navigation')[0].decodedBodySize)",
    );
    assert!(
        weight.as_u64().is_some_and(|bytes| (10_000..60_000).contains(&bytes)),
        "the page weighs {weight}"
    );

    let mut store = open(&records).expect("records");
    for name in ["Maya", "<b>بن</b>"] {
        let kept = judged(&mut *store, name);
        assert_eq!(
            kept.judged,
            judge_kept(&kept, text).ok(),
            "the grades that anybody would give"
        );
    }
    let begun = Instant::now();
    while judged(&mut *store, "Maya").reflection.keep != "<img src=x onerror=alert(1)>" {
        assert!(begun.elapsed() < Duration::from_secs(10), "what she wrote is kept");
    }
}
