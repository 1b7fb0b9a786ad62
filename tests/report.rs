//! The HTML report: well formed, complete, self-contained, and safe whatever a scenario or a trainee wrote.

#[path = "common/html.rs"]
mod html_text;

use std::sync::Arc;

use bounceback::customer::Temper;
use bounceback::drill::{Choice, Drill, Setup};
use bounceback::library::Library;
use bounceback::report::{Report, html};
use bounceback::scenario::{Scenario, read, template};
use bounceback::session::{Debrief, Grades, Reflection, Sure};
use bounceback::solve::review;
use html_text::{is_well_formed, text};

const NASTY: &str = "<script>alert('&')</script>";

/// A drill by the first offer at each beat.
fn played(scenario: &Arc<Scenario>) -> Drill {
    let setup = Setup::draw(scenario, scenario.policy.clone(), Some(Temper::Typical), 7);
    let mut drill = Drill::start(scenario, setup, 7);
    while !drill.is_over() {
        let first = drill.offers().into_iter().find(|offer| offer.barred.is_none());
        let choice = first.map_or(Choice::Wait, |offer| Choice::Move(offer.index));
        drill.choose(choice).expect("on offer");
    }
    drill
}

fn report(drill: &Drill, graded: bool, reflection: &Reflection) -> (String, Debrief) {
    let mut debrief = Debrief::of_drill(drill);
    if graded {
        debrief.grade(drill, &review(drill).map_err(|error| error.to_string()));
    }
    let report = Report {
        drill,
        debrief: &debrief,
        reflection,
        next: None,
    };
    (html(&report), debrief)
}

#[test]
fn every_shipped_drill_makes_a_whole_page() {
    for scenario in Library::shipped().scenarios() {
        let drill = played(scenario);
        let (page, debrief) = report(&drill, false, &Reflection::default());
        is_well_formed(&page).unwrap_or_else(|fault| panic!("{}: {fault}", scenario.id));
        let told = text(&page);
        for row in &debrief.rows {
            for words in [&row.said, &row.felt, &row.why] {
                assert!(told.contains(words.as_str()), "{}: `{words}` is missing", scenario.id);
            }
        }
        for load in [" src=", "href=\"http", "url(", "@import", "<script", "<link", "<iframe"] {
            assert!(!page.contains(load), "{}: {load}", scenario.id);
        }
        assert!(told.contains("not a prediction of your customers"), "{}", scenario.id);
        assert!(
            told.contains(&scenario.hash.to_string()) && told.contains(&drill.setup.temper_words()),
            "{}",
            scenario.id
        );
    }
}

trait TemperWords {
    fn temper_words(&self) -> String;
}

impl TemperWords for Setup {
    fn temper_words(&self) -> String {
        format!("{:?} temper", self.temper).to_lowercase()
    }
}

#[test]
fn grades_evidence_and_what_was_better_are_told() {
    let scenario = Arc::new(read(&template("cake")).scenario.expect("valid"));
    let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Typical), 5);
    let mut drill = Drill::start(&scenario, setup, 5);
    drill.choose(Choice::Move(1)).expect("asking for the slip is on offer");
    let said = Reflection {
        keep: "I stayed calm.".to_owned(),
        sure: Sure::try_from(3).ok(),
        ..Reflection::default()
    };
    let (page, debrief) = report(&drill, true, &said);
    is_well_formed(&page).expect("well formed");
    let told = text(&page);
    let Grades::Here(totals) = &debrief.grades else {
        panic!("graded")
    };
    let verdict = debrief.rows[0].verdict.as_ref().expect("graded");
    let better = verdict.better.as_ref().expect("something was better");
    for words in [&verdict.chip, &better.said, &better.why, &totals.score, &said.keep] {
        assert!(told.contains(words.as_str()), "`{words}` is missing");
    }
    assert!(
        told.contains("Published:") && told.contains("Surachartkumtonkun"),
        "the evidence behind the demand"
    );
    assert!(told.contains("3 of 5") && told.contains("not played to its end"));
    let (plain, _) = report(&drill, false, &said);
    assert!(!plain.contains("class=\"value\""), "no curve of value without grades");
}

#[test]
fn what_was_written_is_shown_and_never_run() {
    let written = template("cake");
    let nasty = NASTY.replace('\\', "");
    let scenario = written
        .replacen("title: \"", &format!("title: \"{nasty} "), 1)
        .replace("say: \"", &format!("say: \"{nasty} "))
        .replace("why: \"", &format!("why: \"{nasty} "))
        .replacen("name: \"", &format!("name: \"{nasty} "), 1);
    let read = read(&scenario);
    let scenario = Arc::new(read.scenario.unwrap_or_else(|| panic!("{:?}", read.found)));
    let said = Reflection {
        happened: format!("</p></section>{NASTY}"),
        ..Reflection::default()
    };
    let (page, _) = report(&played(&scenario), true, &said);
    assert!(!page.contains("<script"), "it would run");
    assert!(page.contains("&lt;script&gt;"), "it is shown");
    is_well_formed(&page).expect("well formed");
    assert!(text(&page).contains(&said.happened));
}
