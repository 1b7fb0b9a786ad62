//! Every screen is drawn into a real window at the sizes, themes and sizes of text that people use, and its numbers are looked at: no text is
//! cut off, all moves on offer can be read, text stands out from what it stands on.
#![cfg(feature = "app")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Draws the screens of these scenarios and gives back the numbers of each picture.
fn numbers(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_bounceback"))
        .arg("screenshots")
        .arg(folder)
        .args(arguments)
        .output()
        .expect("the program starts");
    assert!(
        output.status.success(),
        "no pictures: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = std::fs::read_to_string(folder.join("numbers.json")).expect("the numbers are written");
    serde_json::from_str(&text).expect("a list of pictures")
}

/// Fills records with some weeks of made-up practice; the name of somebody in them.
fn practised(records: &str) -> String {
    let program = || Command::new(env!("CARGO_BIN_EXE_bounceback"));
    let made = program()
        .args(["demo-data", "--people", "6", "--days", "60", "--store", records])
        .output()
        .expect("the program starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let people = program()
        .args(["records", "people", "--json", "--store", records])
        .output()
        .expect("the program starts");
    let people: Value = serde_json::from_slice(&people.stdout).expect("a document");
    let first = people.pointer("/0/name").and_then(Value::as_str);
    first.unwrap_or_else(|| panic!("{people}")).to_owned()
}

fn count(picture: &Value, name: &str) -> u64 {
    picture[name].as_u64().expect("a count")
}

#[test]
#[ignore = "wants a display (`.ci/pictures` brings a virtual one): cargo test --test pictures -- --ignored"]
fn nothing_is_cut_off_and_everything_can_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = folder.path().join("records.sqlite");
    let records = records.to_str().expect("a plain path");
    let name = practised(records);
    let mut faults = Vec::new();
    let mut drills = 0;
    // One scenario of each stage; the third writes long mails, the fourth begins with five moves.
    let ids = ["broken-heel", "leaking-roof", "third-day", "four-thousand-shares"];
    let both = ["--size", "1280x720", "--size", "1920x1080"];
    let all = ["--theme", "light", "--theme", "dark", "--theme", "contrast"];
    // The layout of a larger window is the small one's, larger.
    for (text, sizes, themes, all_moves) in [
        ("80", &both[..2], &all[..2], true),
        ("100", &both[..], &all[..], true),
        ("200", &both[..2], &all[..2], false),
    ] {
        let text_size = ["--text", text];
        let whose = ["--store", records, "--person", name.as_str()];
        let arguments: Vec<&str> = [&ids[..], sizes, themes, &text_size, &whose].concat();
        let pictures = numbers(&folder.path().join(text), &arguments);
        let sittings = sizes.len() * themes.len() / 4;
        assert!(
            pictures.len() >= sittings * (22 + 5),
            "{} pictures at {text} %: some screens are not drawn",
            pictures.len()
        );
        for picture in &pictures {
            let file = picture["picture"].as_str().expect("a name");
            assert!(count(picture, "texts") > 5, "{file} is empty");
            let (moves, seen) = (count(picture, "moves"), count(picture, "moves_seen"));
            drills += u64::from(moves > 0);
            // Words twice as large as usual do not all fit: there the moves scroll, and the first ones are seen.
            assert!(moves == 0 || seen >= 1, "{file}: no move can be read");
            let found = picture["faults"].as_array().expect("a list").iter();
            let found = found.filter_map(Value::as_str);
            let found = found.filter(|fault| all_moves || !fault.starts_with("a move that cannot be seen"));
            faults.extend(found.map(|fault| format!("{file} at {text} %: {fault}")));
        }
    }
    assert!(drills >= 8 * 6, "{drills} pictures show moves");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
