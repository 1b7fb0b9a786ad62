//! Recorded playthroughs: kept by `play`, played again by `check`, and told where they come to something else.

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use bounceback::customer::Tier;
use bounceback::library::Library;
use bounceback::lint::play_again;
use bounceback::scenario::{read_playthroughs, template};
use program::{run, said, site, well};

const WELL: [&str; 7] = [
    "play",
    "cake",
    "--scenarios",
    ".",
    "--seed=7",
    "--temper=hot",
    "--moves=hear,own,candles,check",
];

fn keep(folder: &Path, name: &str) -> String {
    well(folder, &[&WELL[..], &["--keep-test", name]].concat())
}

fn tests(folder: &Path) -> String {
    fs::read_to_string(folder.join("cake.tests.ron")).expect("kept")
}

#[test]
fn a_play_is_kept_and_comes_to_the_same() {
    let site = site();
    let folder = site.path();
    let told = keep(folder, "the best line");
    assert!(told.contains("The play is kept as `the best line` in"), "{told}");
    let text = tests(folder);
    assert!(
        text.contains("temper: Hot") && text.contains(r#"["hear", "own", "candles", "check"]"#),
        "{text}"
    );
    assert!(
        text.contains(r#"expect: (end: "end", tier: Champion, score: (98, 100))"#),
        "{text}"
    );
    // Whichever way the scenario is named, its playthroughs come along.
    for path in [".", "cake.ron", "cake.tests.ron", "./cake.ron"] {
        let told = well(folder, &["check", path]);
        assert!(
            told.contains("cake.tests.ron: 1 playthrough came to what is expected"),
            "{path}: {told}"
        );
        assert!(
            told.contains("0 errors, 0 warnings, 1 scenario that can be played"),
            "{path}: {told}"
        );
    }
    let library = Library::load(&[folder]).expect("it loads");
    assert_eq!((library.files.len(), library.test_files.len()), (1, 1));

    // What a trainer wrote beside it stays, and so do plays that were kept before.
    let mine = text.replace("    tests: [", "    // mine\n    tests: [ // all of them");
    fs::write(folder.join("cake.tests.ron"), &mine).expect("written");
    let json = well(
        folder,
        &[&WELL[..], &["--json", "--keep-test", "a \"second\""]].concat(),
    );
    assert!(json.contains("kept as"), "{json}");
    let both = tests(folder);
    assert!(
        both.starts_with(mine.split("\n    ],").next().expect("a list")),
        "{both}"
    );
    let names: Vec<String> = read_playthroughs(&both)
        .0
        .into_iter()
        .map(|test| test.name.value)
        .collect();
    assert_eq!(names, ["the best line", "a \"second\""]);
    well(folder, &["check", "."]);
    let left: Vec<_> = fs::read_dir(folder)
        .expect("there")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert!(
        left.iter().all(|name| !name.to_string_lossy().ends_with(".new")),
        "{left:?}"
    );
}

#[test]
fn what_cannot_be_kept_is_said_before_anything_is_played() {
    let site = site();
    let folder = site.path();
    keep(folder, "one");
    let before = tests(folder);
    let refused = |arguments: &[&str], words: &str| {
        let output = run(folder, arguments);
        assert!(!output.status.success(), "{arguments:?}");
        let told = said(&output);
        assert!(told.contains(words), "{words}: {told}");
        assert!(!told.contains("You serve at"), "nothing was played: {told}");
    };
    refused(
        &[&WELL[..], &["--keep-test", "one"]].concat(),
        "there is a test `one` already",
    );
    refused(&[&WELL[..], &["--keep-test", " "]].concat(), "a test needs a name");
    refused(
        &["play", "broken-heel", "--moves=welcome", "--keep-test", "x"],
        "is part of the program",
    );
    assert_eq!(tests(folder), before);
    fs::write(folder.join("cake.tests.ron"), "Tests(format: 1, tests: [").expect("written");
    refused(&[&WELL[..], &["--keep-test", "two"]].concat(), "nothing was kept");
    assert_eq!(tests(folder), "Tests(format: 1, tests: [", "left as it was");
}

#[test]
fn check_tells_what_has_come_out_otherwise_and_where() {
    let site = site();
    let folder = site.path();
    keep(folder, "one");
    let good = tests(folder);
    let check = |scenario: &str, tests: &str, arguments: &[&str]| {
        fs::write(folder.join("cake.ron"), scenario).expect("written");
        fs::write(folder.join("cake.tests.ron"), tests).expect("written");
        run(folder, &[&["check", "."], arguments].concat())
    };
    let cake = template("cake");
    for (tests, code, at, words) in [
        (
            good.replace("\"own\"", "\"owm\""),
            "test-move",
            "\"owm\"",
            "did you mean `own`",
        ),
        (
            good.replace("\"own\"", "\"hear\""),
            "test-move",
            "\"hear\", \"candles",
            "`hear` cannot be played in the test `one`: the talk stands at",
        ),
        (
            good.replace("\"check\"]", "\"check\", \"check\"]"),
            "test-move",
            "\"check\"],",
            "the drill is over by then",
        ),
        (
            good.replace("end: \"end\"", "end: \"edn\""),
            "test-end",
            "\"edn\"",
            "did you mean `end`",
        ),
        (
            good.replace(", \"check\"]", "]"),
            "test-end",
            "\"end\"",
            "the test `one` ends at",
        ),
        (
            good.replace("tier: Champion", "tier: Passive"),
            "test-tier",
            "Passive",
            "the customer ends Champion, not Passive",
        ),
        (
            good.replace("(98, 100)", "(10, 20)"),
            "test-score",
            "(10, 20)",
            "the score is 100.0, not 10 to 20",
        ),
        (
            good.replace("score: (98, 100)", "anger: (8, 9)"),
            "test-anger",
            "(8, 9)",
            "anger is",
        ),
        (good.replace("Tests(", "Test("), "not-tests", "Test", "this is a `Test`"),
    ] {
        let output = check(&cake, &tests, &[]);
        assert_eq!(output.status.code(), Some(1), "{tests}");
        let told = said(&output);
        assert!(
            told.contains(&format!("error[{code}]")) && told.contains(words),
            "{words}: {told}"
        );
        if code.starts_with("test-") {
            assert!(
                told.contains("see it: bounceback play cake --seed 7 --temper hot"),
                "{told}"
            );
        }
        let short = said(&check(&cake, &tests, &["--format=short"]));
        let before = &tests[..tests.find(at).expect("there")];
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1;
        let place = format!("./cake.tests.ron:{line}:{column}: error[{code}]");
        assert!(short.contains(&place), "{place}: {short}");
    }
    // A score needs solving; all else does not.
    let wrong = good.replace("(98, 100)", "(10, 20)");
    assert!(check(&cake, &wrong, &["--no-solve"]).status.success());
    // A scenario that has changed.
    let renamed = cake.replace("\"own\"", "\"admit\"");
    assert_ne!(renamed, cake);
    let told = said(&check(&renamed, &good, &[]));
    assert!(
        told.contains("the scenario has no such move") && told.contains("`admit`"),
        "{told}"
    );
    // One that cannot be read is told as that alone.
    let told = said(&check("Scenario(", &good, &[]));
    assert!(told.contains("1 error, 0 warnings"), "{told}");
    fs::remove_file(folder.join("cake.ron")).expect("gone");
    let told = said(&run(folder, &["check", "cake.tests.ron"]));
    assert!(told.contains("error[no-scenario]"), "{told}");
}

#[test]
fn every_shipped_scenario_has_plays_that_come_to_what_is_expected() {
    let library = Library::load(&[concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios")]).expect("the folder of scenarios");
    assert_eq!(library.test_files.len(), library.scenarios().count());
    for file in &library.test_files {
        let scenario = library.tested_by(file).and_then(|file| file.scenario.as_ref());
        let scenario = scenario.unwrap_or_else(|| panic!("{} has no scenario", file.source.name));
        let (tests, found) = read_playthroughs(&file.source.text);
        assert!(found.is_empty(), "{found:?}");
        let tier = |at: usize| tests[at].expect.tier.as_ref().map(|tier| tier.value);
        assert_eq!(tests.len(), 3, "{}", scenario.id);
        assert!(
            tier(0) >= Some(Tier::Loyal) && tier(1) == Some(Tier::Defector),
            "{}",
            scenario.id
        );
        // Their scores are worked out by `bounceback check scenarios`.
        let told = play_again(scenario, &library.policy_for(scenario), &tests, false);
        assert!(told.is_empty(), "{}: {:?}", scenario.id, told[0].0);
    }
}
