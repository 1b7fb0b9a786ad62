//! The HTML report: well formed, complete, self-contained, and safe whatever a scenario or a trainee wrote.

use std::sync::Arc;

use bounceback::customer::Temper;
use bounceback::drill::{Choice, Drill, Setup};
use bounceback::library::Library;
use bounceback::report::{Report, html};
use bounceback::scenario::{Scenario, read, template};
use bounceback::session::{Debrief, Grades, Reflection, Sure};
use bounceback::solve::review;

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

/// The text of a page without its tags, entities resolved.
fn text(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('>').expect("a tag ends") + 1..];
    }
    text.push_str(rest);
    for (entity, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        text = text.replace(entity, letter);
    }
    text
}

/// Every tag is closed by its own end tag, in order; attributes are quoted.
fn is_well_formed(page: &str) -> Result<(), String> {
    const VOID: [&str; 2] = ["meta", "br"];
    let page = page.strip_prefix("<!DOCTYPE html>").ok_or("no doctype")?;
    let mut open: Vec<String> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').ok_or("a tag does not end")?;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if tag.matches('"').count() % 2 != 0 {
            return Err(format!("quotes in <{tag}>"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop();
            if last.as_deref() != Some(name) {
                return Err(format!("</{name}> closes {last:?}"));
            }
            continue;
        }
        let name: String = tag
            .chars()
            .take_while(|letter| !letter.is_whitespace() && *letter != '/')
            .collect();
        if !tag.ends_with('/') && !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(format!("left open: {open:?}"))
    }
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
