//! Exports of a drill that was really played.

use std::sync::Arc;

use super::*;
use crate::customer::{ActKind, Temper, Tier};
use crate::drill::{Choice, Drill, Mark, Setup};
use crate::record::made_up::{at, drill, person};
use crate::record::{Begun, Entry, JUDGE, Judged, JudgedMove, Kept, Mistake, Person};
use crate::scenario::{Scenario, read, template};
use crate::session::{Mode, Pace, Reflection, Sure};

/// The template and a whole drill of it: listens, takes a move back, owns it, gives candles, mends the cause. Judged with made-up numbers.
pub fn played() -> (Arc<Scenario>, Kept) {
    let scenario = Arc::new(read(&template("cake")).scenario.expect("valid"));
    let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Calm), 7);
    let mut played = Drill::start(&scenario, setup.clone(), 7);
    let mut moves = Vec::new();
    while !played.is_over() {
        let beat = played.rules().beat(played.state()).expect("in a beat");
        let open = played.offers().into_iter().filter(|offer| offer.barred.is_none());
        let offer = open.min_by_key(|offer| offer.index);
        let choice = offer.map_or(Choice::Wait, |offer| Choice::Move(offer.index));
        played.choose(choice).expect("on offer");
        moves.push(JudgedMove {
            beat: u16::try_from(beat.index()).expect("few beats"),
            choice,
            lost: 0,
            mistake: None,
        });
    }
    moves[1].lost = 1_250;
    moves[1].mistake = Some(Mistake::Left(ActKind::Apologise));
    let chose = |choice| Entry::Chose {
        choice,
        thought_millis: 1_500,
    };
    let mut entries = vec![chose(Choice::Move(2)), Entry::Undid, Entry::Hinted];
    entries.extend(moves.iter().map(|judged| chose(judged.choice)));
    let kept = Kept {
        begun: Begun {
            id: drill(7),
            person: Some(person(1)),
            scenario: scenario.id.clone(),
            hash: scenario.hash,
            setup,
            seed: 7,
            mode: Mode::Practice,
            pace: Pace::Real,
            at: at("2026-03-01T08:00:00Z"),
            retry_of: None,
            sure_before: Sure::try_from(2).ok(),
        },
        entries,
        ended: Some(at("2026-03-01T08:05:00Z")),
        judged: Some(Judged {
            judge: JUDGE,
            tier: Tier::Loyal,
            score: 8_750,
            accuracy: 9_105,
            luck: -250,
            service: [Mark::Done; 7],
            net: 52_050,
            best_net: 60_000,
            idle_net: -1_000,
            cost: 800,
            good: 1_500,
            bad: 250,
            bad_at_start: 4_000,
            alone: true,
            moves,
        }),
        reflection: Reflection {
            keep: "=HYPERLINK(\"http://x\"), and more".to_owned(),
            ..Reflection::default()
        },
    };
    (scenario, kept)
}

pub fn exported<'a>(scenario: &'a Scenario, kept: &'a Kept) -> Exported<'a> {
    Exported {
        kept,
        name: Some("@Zoë, \"Z\""),
        mail: None,
        scenario: Some(scenario),
    }
}

/// The rows of a table by the names of their columns.
fn rows(table: &[u8]) -> Vec<std::collections::BTreeMap<String, String>> {
    let table = table.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(table);
    let heads = reader.headers().expect("heads").clone();
    let pairs = |record: csv::StringRecord| {
        let pairs = heads.iter().zip(&record);
        pairs.map(|(head, cell)| (head.to_owned(), cell.to_owned())).collect()
    };
    reader
        .records()
        .map(|record| pairs(record.expect("as wide as the heads")))
        .collect()
}

fn table(write: impl Fn(&mut Vec<u8>) -> Result<(), csv::Error>) -> Vec<u8> {
    let mut table = Vec::new();
    write(&mut table).expect("memory does not fail");
    table
}

#[test]
fn a_drill_is_a_row_that_no_spreadsheet_computes() {
    let (scenario, kept) = played();
    let drill = exported(&scenario, &kept);
    let rows = rows(&table(|out| drills_csv(&[drill, Exported::bare(&kept)], out)));
    let row = &rows[0];
    for (head, expect) in [
        ("drill", "00000000-0000-0000-0000-000000000007"),
        ("name", "'@Zoë, \"Z\""),
        ("title", scenario.title.as_str()),
        ("mode", "Practice"),
        ("temper", "Calm"),
        ("begun", "2026-03-01T08:00:00Z"),
        ("hints", "1"),
        ("taken_back", "1"),
        ("tier", "Loyal"),
        ("score", "87.5"),
        ("luck", "-2.5"),
        ("net", "520.5"),
        ("idle_net", "-10"),
        ("hear_bad", "0.25"),
        ("alone", "yes"),
        ("sure_before", "2"),
        ("sure_after", ""),
        ("step_SayYoureSorry", "done"),
        ("what_to_keep", "'=HYPERLINK(\"http://x\"), and more"),
    ] {
        assert_eq!(row[head], expect, "{head}");
    }
    assert_eq!((rows[1]["name"].as_str(), rows[1]["title"].as_str()), ("", ""));
}

#[test]
fn a_choice_is_a_row_also_where_it_was_taken_back() {
    let (scenario, kept) = played();
    let told = table(|out| moves_csv(&[exported(&scenario, &kept)], out));
    let rows = rows(&told);
    assert_eq!(rows.len(), kept.choices().len() + 1);
    assert_eq!(
        (rows[0]["taken_back"].as_str(), rows[0]["points_lost"].as_str()),
        ("yes", "")
    );
    let heard = &rows[1];
    assert_eq!((heard["beat"].as_str(), heard["move"].as_str()), ("counter", "hear"));
    assert_eq!(
        (heard["acts"].as_str(), heard["at"].as_str()),
        ("Listen Empathise", "2026-03-01T08:00:03Z")
    );
    assert_eq!((heard["grade"].as_str(), heard["mistake"].as_str()), ("best", ""));
    assert_eq!(
        (rows[2]["points_lost"].as_str(), rows[2]["grade"].as_str()),
        ("12.5", "mistake")
    );
    assert_eq!(rows[2]["mistake"], "left out the apology");
    assert!(String::from_utf8(told).expect("text").contains("\r\n"));
}

#[test]
fn what_stood_before_a_retry_is_no_choice_of_its_own() {
    let (scenario, mut kept) = played();
    kept.entries.drain(..3);
    kept.begun.retry_of = Some((drill(6), 2));
    let drill = exported(&scenario, &kept);
    let decisions = drill.decisions();
    assert!(decisions[1].stood && !decisions[2].stood);
    assert_eq!(
        decisions[2].at,
        at("2026-03-01T08:00:01.5Z"),
        "others' thinking took none of this time"
    );
    assert_eq!(
        decisions[1].judged.map(|judged| judged.lost),
        Some(1_250),
        "judged all the same"
    );
    let rows = rows(&table(|out| moves_csv(&[drill], out)));
    assert_eq!(rows.len(), decisions.len() - 2);
}

#[test]
fn without_its_scenario_a_drill_is_told_by_numbers() {
    let (_, kept) = played();
    let bare = Exported::bare(&kept);
    let decisions = bare.decisions();
    assert_eq!(
        (decisions[0].response(), decisions[0].place()),
        ("move-3".to_owned(), String::new())
    );
    assert_eq!(
        (decisions[1].response(), decisions[1].place()),
        ("move-1".to_owned(), "beat-1".to_owned())
    );
    assert_eq!(bare.is_over(), Some(true), "it was judged");
}

#[test]
fn the_document_holds_every_drill_as_it_is_kept() {
    let (_, kept) = played();
    let people = [Person {
        id: person(1),
        name: "Zoë".to_owned(),
        since: at("2026-01-01T00:00:00Z"),
    }];
    let mut out = Vec::new();
    json(&people, [Exported::bare(&kept), Exported::bare(&kept)], &mut out).expect("memory does not fail");
    let document: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
    assert_eq!(document["format"], FORMAT);
    assert_eq!(document["people"][0]["name"], "Zoë");
    let back: Vec<Kept> = serde_json::from_value(document["drills"].clone()).expect("drills");
    assert_eq!(back, [kept.clone(), kept]);
    let mut out = Vec::new();
    json(&[], [], &mut out).expect("memory does not fail");
    serde_json::from_slice::<serde_json::Value>(&out).expect("JSON");
}
