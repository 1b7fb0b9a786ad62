//! Small scenarios that are solved whole: those of `tests/lint` that are not made to be too large, and the template.

use std::fs;

use bounceback::scenario::{Scenario, read, template};

/// Each of them, valid.
pub fn scenarios() -> Vec<Scenario> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lint");
    let mut texts: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("a fixture"))
        .filter(|text| !text.contains("states at most"))
        .collect();
    texts.push(template("template"));
    texts
        .iter()
        .map(|text| read(text).scenario.expect("a scenario"))
        .collect()
}
