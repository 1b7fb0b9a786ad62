//! "Take me to this line": the way that is told is played, and comes there.

#[path = "common/program.rs"]
mod program;

use std::sync::Arc;

use bounceback::drill::{Choice, Drill, Place, Setup};
use bounceback::library::Library;
use bounceback::lint::{Path, Spot};
use bounceback::scenario::{Scenario, read, template};
use bounceback::workbench::{Document, spot_at, way_to};
use program::{run, said, site, well};

/// Plays a way.
fn played(scenario: &Arc<Scenario>, way: &Path) -> Drill {
    let seed = way.seed.unwrap_or_else(|| panic!("a seed for {:?}", way.moves));
    let setup = Setup::draw(scenario, scenario.policy.clone(), Some(way.temper), seed);
    let mut drill = Drill::start(scenario, setup, seed);
    for id in &way.moves {
        let choice = match drill.state().place {
            Place::Beat(beat) if id != "wait" => {
                let at = scenario.beat(beat).moves.iter().position(|mv| mv.id == *id);
                Choice::Move(u8::try_from(at.unwrap_or_else(|| panic!("no move `{id}`"))).expect("five at most"))
            }
            _ => Choice::Wait,
        };
        drill
            .choose(choice)
            .unwrap_or_else(|refusal| panic!("`{id}`: {refusal:?}"));
    }
    drill
}

fn ways(text: &str) -> (Document, Arc<Scenario>, bounceback::scenario::Places) {
    let reading = read(text);
    let places = reading.draft.expect("it can be read").places();
    (Document::new(text), Arc::new(reading.scenario.expect("valid")), places)
}

#[test]
fn every_beat_and_line_of_two_scenarios_can_be_gone_to() {
    let library = Library::shipped();
    for id in ["broken-heel", "failed-install"] {
        let text = library.text_of(library.find(id).expect("shipped")).expect("its text");
        let (document, scenario, places) = ways(text);
        for beat in scenario.beat_ids() {
            let at = &places.beats[beat.index()];
            let way = way_to(&document, &scenario, &scenario.policy, &places, at.id.start).expect("a way");
            assert_eq!(
                played(&scenario, &way).state().place,
                Place::Beat(beat),
                "{id}: {way:?}"
            );
        }
        // Lines of two beats, one of them in the middle: each is really said there.
        for beat in scenario.beat_ids().take(2) {
            for (line, at) in scenario.beat(beat).lines.iter().zip(&places.beats[beat.index()].lines) {
                let spot = spot_at(&document, &scenario, at.start).expect("a line");
                assert!(matches!(spot, Spot::Line(of, _) if of == beat), "{spot:?}");
                let way = way_to(&document, &scenario, &scenario.policy, &places, at.start).expect("a way");
                let drill = played(&scenario, &way);
                let rules = drill.rules();
                assert_eq!(rules.line(drill.state()), Some(&line.say), "{id}: {way:?}");
            }
        }
    }
}

#[test]
fn what_stands_at_a_place_is_known() {
    let text = template("cake");
    let (document, scenario, places) = ways(&text);
    let at = |piece: &str| text.find(piece).expect("the piece") + 1;
    let spot = |piece| spot_at(&document, &scenario, at(piece));
    let beat = |name| scenario.beat_named(name).expect("a beat");
    assert_eq!(spot("\"remedy\": ("), Some(Spot::Beat(beat("remedy"))));
    assert_eq!(spot("This says Walter"), Some(Spot::Line(beat("counter"), 1)));
    assert_eq!(spot("Do you have the order slip"), Some(Spot::Move(beat("counter"), 1)));
    assert_eq!(spot("The slip? You have"), Some(Spot::Reply(beat("counter"), 1, 0)));
    assert_eq!(spot("Tomas Lind"), None);
    let way = way_to(
        &document,
        &scenario,
        &scenario.policy,
        &places,
        at("The slip? You have"),
    )
    .expect("a way");
    assert_eq!(way.moves, ["slip"]);

    // A line that nobody says has no way.
    let text = text.replacen("(anger: (0, 4), say: \"So what", "(say: \"So what", 1);
    let (document, scenario, places) = ways(&text);
    let never = text.find("What are you going").expect("there");
    assert_eq!(way_to(&document, &scenario, &scenario.policy, &places, never), None);
}

#[test]
fn play_begins_where_it_is_told() {
    let site = site();
    let output = run(
        site.path(),
        &[
            "play",
            "cake",
            "--scenarios",
            ".",
            "--to",
            "box",
            "--json",
            "--no-record",
        ],
    );
    assert!(output.status.success(), "{}", said(&output));
    let drill: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = drill.to_string();
    assert!(
        text.contains("And the cake? I still have no cake.") || text.contains("That's her name"),
        "{text}"
    );
    let check = |to: &str, words: &str| {
        let output = run(site.path(), &["play", "cake", "--scenarios", ".", "--to", to]);
        assert!(!output.status.success());
        assert!(said(&output).contains(words), "{}", said(&output));
    };
    check("bocks", "there is no beat `bocks`");
    check("remdy", "there is no beat `remdy`; did you mean `remedy`?");
    check("remedy/owm", "the beat `remedy` has no move `owm`; did you mean `own`?");
    let there = well(
        site.path(),
        &["play", "cake", "--scenarios", ".", "--to", "box/candles", "--no-record"],
    );
    assert!(there.contains("Six candles, on us."), "{there}");
}
