//! The manager's page and a person's page: well formed, self-contained, safe whatever people are called. Each test leaves its page in
//! the target folder (`tmp/pages`), to be looked at.

#[path = "common/html.rs"]
mod html_text;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bounceback::customer::Tier;
use bounceback::drill::Mark;
use bounceback::library::Library;
use bounceback::practice::Plan;
use bounceback::record::manager::{About, Assumptions, Curve, Hinge, Input, Manager};
use bounceback::record::{DrillId, Headline, JUDGE, Line, Month, PersonId, Progress, Sums, Tally};
use bounceback::report::{ManagerPage, ProgressPage, manager_html, progress_html};
use bounceback::scenario::{Scenario, read, template};
use bounceback::session::{Mode, Pace};
use bounceback::solve::{Sweep, Terms};
use html_text::{is_well_formed, text};
use jiff::{Timestamp, ToSpan};

const NASTY: &str = "<script>alert('&')</script>";

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

/// A page's text; what it loads, runs or leaves open fails.
fn whole(name: &str, page: &str) -> String {
    is_well_formed(page).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    for load in [" src=", "href=\"http", "url(", "@import", "<script", "<link", "<iframe"] {
        assert!(!page.contains(load), "{name}: {load}");
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), page).expect("written");
    text(page)
}

/// A year of made-up practice: more is played and better as the months go on.
fn tallies(library: &Library) -> (Vec<Tally>, Vec<Tally>) {
    let (mut by_month, mut by_person) = (Vec::new(), Vec::new());
    for (number, scenario) in (0..)
        .zip(library.scenarios())
        .filter(|(number, _): &(u32, _)| number % 4 != 3)
    {
        for month in 0..12_u32 {
            let (who, month) = (u128::from(month % 4 + number), i64::from(month));
            let drills = (month + 1) * i64::from(number % 5 + 1);
            let last = at("2025-06-15T10:00:00Z") + ((month * 30 * 24).hours());
            let mut sums = Sums {
                begun: drills + 2,
                ended: drills,
                judged: drills,
                accuracy: drills * (5_500 + month * 250),
                score: drills * (5_000 + month * 250),
                alone: drills * 7 / 10,
                net: drills * (30_000 + month * 1_500),
                best_net: drills * 60_000,
                idle_net: drills * 12_000,
                cost: drills * 4_100,
                good: drills * (900 + month * 60),
                bad: drills * (2_400 - month * 120),
                bad_at_start: drills * 4_000,
                sure: drills,
                sure_before: drills * 3 - drills / 4,
                sure_after: drills * 4 - drills / 3,
                ..Sums::default()
            };
            let champions = drills * month / 20;
            let loyal = drills * 2 / 10;
            let lost = drills * (12 - month) / 40;
            sums.tiers = [
                lost / 2,
                lost - lost / 2,
                drills - champions - loyal - lost,
                loyal,
                champions,
            ];
            let tally = |person: Option<u128>, month| Tally {
                person: person.map(|number| PersonId(uuid::Uuid::from_u128(number))),
                hash: Some(scenario.hash),
                month,
                mode: if number % 2 == 0 { Mode::Practice } else { Mode::Drill },
                retries: false,
                last,
                sums,
            };
            by_month.push(tally(None, Some(Month::of(last))));
            by_person.push(tally(Some(who), None));
        }
    }
    (by_month, by_person)
}

fn made(library: &Library, by_month: &[Tally], by_person: &[Tally], curves: &[Curve], hinges: &[Hinge]) -> String {
    let scenarios: Vec<About> = library
        .scenarios()
        .map(|scenario| About::of(scenario, &scenario.policy, true))
        .collect();
    let mut assumptions = Assumptions::default();
    assumptions.set("wage", 30).expect("known");
    let now = at("2026-06-01T00:00:00Z");
    let manager = Manager::of(&Input {
        by_month,
        by_person,
        scenarios: &scenarios,
        assumptions,
        now,
    });
    manager_html(&ManagerPage {
        manager: &manager,
        curves,
        hinges,
        at: now,
    })
}

#[test]
fn the_managers_page_says_everything_and_loads_nothing() {
    let library = Library::shipped();
    let (by_month, by_person) = tallies(&library);
    let scenario = read(&template("cake")).scenario.expect("valid");
    let levels = Sweep::new(&scenario, &scenario.policy)
        .levels(Terms::of(&scenario.policy))
        .expect("small");
    let small = Curve {
        title: format!("{NASTY} a stair of three"),
        currency: "€".to_owned(),
        fund: 5_000,
        enough: 12_000,
        levels: vec![(0, 21_000), (4_000, 30_500), (12_000, 41_000)],
    };
    assert_eq!(small.to_win(), 10_500);
    let curves = [Curve::of(&scenario, &scenario.policy, &levels), small];
    let hinge = Hinge {
        title: NASTY.to_owned(),
        tried: 400,
        turned: vec!["fix_dj[2]".to_owned()],
    };
    let told = whole(
        "manager.html",
        &made(&library, &by_month, &by_person, &curves, &[hinge]),
    );
    for words in [
        "created in rehearsal",
        "2026-05",
        "never rehearsed",
        "ready",
        "What an hour of practice costs",
        "Beyond",
        "fix_dj[2]",
        "no money was earned",
        "were played in practice mode",
        NASTY,
    ] {
        assert!(told.contains(words), "`{words}` is missing");
    }
}

#[test]
fn a_manager_without_drills_is_told_so() {
    let told = whole("manager-empty.html", &made(&Library::shipped(), &[], &[], &[], &[]));
    for words in [
        "0 Champions",
        "no drills: too few to say.",
        "No drill has been judged yet.",
        "nobody has said both yet",
    ] {
        assert!(told.contains(words), "`{words}` is missing");
    }
    assert!(!told.contains("NaN") && !told.contains("inf%"));
}

/// A year of one person's drills.
fn lines(library: &Library) -> Vec<Line> {
    let ids: Vec<&Scenario> = library.scenarios().map(AsRef::as_ref).take(6).collect();
    (0..60_u16)
        .zip(ids.iter().cycle())
        .map(|(number, scenario)| {
            let accuracy = 4_000 + number * 80 + number * 234 % 1_500;
            let tier = match accuracy {
                8_500.. => Tier::Champion,
                7_500.. => Tier::Loyal,
                6_000.. => Tier::Passive,
                _ => Tier::Detractor,
            };
            let mark = |step: usize| match (usize::from(number) + step) % 7 {
                0 => Mark::Missed,
                1 => Mark::Partly,
                2 if step == 6 => Mark::NotOnOffer,
                _ => Mark::Done,
            };
            Line {
                id: DrillId(uuid::Uuid::from_u128(number.into())),
                person: None,
                scenario: scenario.id.clone(),
                hash: scenario.hash,
                mode: Mode::Drill,
                pace: Pace::Untimed,
                at: at("2025-06-15T10:00:00Z") + (i64::from(number) * 24 * 5).hours(),
                ended: None,
                retry_of: None,
                entries: 9,
                sure_before: None,
                sure_after: None,
                headline: Some(Headline {
                    judge: JUDGE,
                    tier,
                    score: accuracy,
                    accuracy,
                    luck: 0,
                    service: std::array::from_fn(mark),
                    net: 0,
                    best_net: 0,
                    idle_net: 0,
                    cost: 0,
                    good: 0,
                    bad: 0,
                    bad_at_start: 0,
                    alone: true,
                }),
            }
        })
        .collect()
}

#[test]
fn a_persons_page_says_what_is_due_and_how_they_get_on() {
    let library = Library::shipped();
    let shelf: Vec<&Scenario> = library.scenarios().map(AsRef::as_ref).collect();
    let now = "2026-06-01T09:00[Europe/Vienna]".parse().expect("a moment");
    let plan = Plan::of(&[], &shelf, &now);
    let titles: BTreeMap<String, String> = shelf
        .iter()
        .map(|scenario| (scenario.id.clone(), scenario.title.clone()))
        .collect();
    let page = |name: &str, progress: &Progress| {
        progress_html(&ProgressPage {
            name,
            progress,
            plan: &plan,
            titles: &titles,
            today: now.date(),
        })
    };
    let name = format!("Zoë {NASTY}");
    let told = whole("person.html", &page(&name, &Progress::of(&lines(&library))));
    for words in [
        name.as_str(),
        "60 drills",
        "You have not played it yet",
        "Say you're sorry",
        "2025-06",
        "not a prediction of your customers",
    ] {
        assert!(told.contains(words), "`{words}` is missing");
    }
    let told = whole("person-empty.html", &page("Ada", &Progress::default()));
    assert!(told.contains("Here the first drill will stand."));
}
