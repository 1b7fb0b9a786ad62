//! The program run as people run it: in a folder of its own, with records of its own.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use bounceback::scenario::template;

pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("bounceback"));
    command
        .current_dir(folder)
        .env("BOUNCEBACK_DATA", folder.join("data"))
        .env_remove("BOUNCEBACK_STORE")
        .stdin(Stdio::null());
    command
}

/// A folder with one scenario.
pub fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("cake.ron"), template("cake")).expect("written");
    folder
}

/// Everything that was said, blanks made one.
pub fn said(output: &Output) -> String {
    let all = [&output.stdout[..], &output.stderr[..]].concat();
    let all = String::from_utf8(all).expect("text");
    assert!(!all.contains("panicked"), "{all}");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(arguments).output().expect("it runs")
}

/// Runs, and fails where it fails.
pub fn well(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    said(&output)
}
