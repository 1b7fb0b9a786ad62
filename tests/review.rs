//! `bounceback review`: drills of this version of a scenario, of another, of none.

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use bounceback::scenario::template;

fn run(args: &[&str]) -> Output {
    Command::cargo_bin("bounceback")
        .expect("the program is built")
        .args(args)
        .env("COLUMNS", "200")
        .output()
        .expect("it runs")
}

fn said(output: &Output) -> String {
    // One line, however wide the terminal.
    let all = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A site with the cake, and a drill that was played there.
fn played() -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("cake.ron"), template("cake")).expect("written");
    let site = folder.path().display().to_string();
    let drill = run(&[
        "play",
        "cake",
        "--scenarios",
        &site,
        "--seed",
        "7",
        "--moves",
        "slip,own,candles,check",
        "--json",
    ]);
    assert!(drill.status.success(), "{}", said(&drill));
    let file = folder.path().join("drill.json");
    std::fs::write(&file, &drill.stdout).expect("written");
    (folder, site, file.display().to_string())
}

fn change(folder: &Path, name: &str) {
    let text = template("cake").replacen("Oh no. Tell me", "Oh dear. Tell me", 1);
    assert_ne!(text, template("cake"));
    std::fs::write(folder.join(name), text).expect("written");
}

#[test]
fn a_drill_of_an_older_version_is_reviewed_against_its_own() {
    let (folder, site, drill) = played();
    let before = run(&["review", &drill, "--scenarios", &site]);
    assert!(
        before.status.success() && said(&before).contains("Do you have the order slip?"),
        "{}",
        said(&before)
    );
    change(folder.path(), "cake.ron");
    let after = run(&["review", &drill, "--scenarios", &site]);
    assert!(after.status.success(), "{}", said(&after));
    let words = said(&after);
    assert!(
        words.starts_with("The scenario has changed since this drill: recorded "),
        "{words}"
    );
    assert!(words.ends_with(&said(&before)), "the same review as before: {words}");
    // Where the scenario is gone altogether.
    std::fs::rename(folder.path().join("cake.ron"), folder.path().join("cake.old")).expect("renamed");
    std::fs::write(folder.path().join("pie.ron"), template("pie")).expect("written");
    let gone = run(&["review", &drill, "--scenarios", &site]);
    assert!(
        gone.status.success() && said(&gone).starts_with("There is no scenario `cake` here."),
        "{}",
        said(&gone)
    );
}

#[test]
fn a_version_that_is_not_stored_is_asked_for_with_both_hashes() {
    let (folder, site, drill) = played();
    let text = std::fs::read_to_string(&drill).expect("the drill");
    let mut document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let hash = document["hash"].as_str().expect("a hash").to_owned();
    document.as_object_mut().expect("an object").remove("scenario_text");
    std::fs::write(&drill, document.to_string()).expect("written");
    std::fs::rename(folder.path().join("cake.ron"), folder.path().join("then.txt")).expect("renamed");
    change(folder.path(), "cake.ron");
    let refused = run(&["review", &drill, "--scenarios", &site]);
    let words = said(&refused);
    assert_eq!(refused.status.code(), Some(1), "{words}");
    assert!(
        words.contains(&format!("recorded {hash}, here ")) && words.contains("--scenario FILE"),
        "{words}"
    );

    let then = folder.path().join("then.ron");
    std::fs::rename(folder.path().join("then.txt"), &then).expect("renamed");
    let given = run(&["review", &drill, "--scenario", &then.display().to_string()]);
    assert!(given.status.success(), "{}", said(&given));
    let other = run(&[
        "review",
        &drill,
        "--scenario",
        &folder.path().join("cake.ron").display().to_string(),
    ]);
    assert_eq!(other.status.code(), Some(1));
    assert!(
        said(&other).contains("is not the version that the drill was played with"),
        "{}",
        said(&other)
    );
}

#[test]
fn a_text_that_does_not_belong_to_the_drill_is_not_believed() {
    let (folder, site, drill) = played();
    let text = std::fs::read_to_string(&drill).expect("the drill");
    let mut document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    document["scenario_text"] = template("other").into();
    std::fs::write(&drill, document.to_string()).expect("written");
    change(folder.path(), "cake.ron");
    let refused = run(&["review", &drill, "--scenarios", &site]);
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
}
