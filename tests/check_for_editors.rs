//! `check` as editors and other programs read it: one line a finding, JSON as rustc writes it, and looking again.

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use bounceback::scenario::template;
use program::{program, run, site, well};
use serde_json::Value;

fn lines(output: &std::process::Output) -> Vec<String> {
    let text = String::from_utf8(output.stdout.clone()).expect("text");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn a_finding_is_one_line_with_its_place() {
    let site = site();
    let broken = template("cake").replacen("Listen, Emp", "Lisen, Emp", 1);
    fs::write(site.path().join("cake.ron"), &broken).expect("written");
    let output = run(site.path(), &["check", "cake.ron", "--format=short"]);
    assert_eq!(output.status.code(), Some(1));
    let line = broken[..broken.find("Lisen").expect("there")].matches('\n').count() + 1;
    assert_eq!(
        lines(&output),
        [format!(
            "cake.ron:{line}:28: error[unknown-act]: there is no act `Lisen`"
        )]
    );

    fs::write(site.path().join("cake.ron"), "").expect("written");
    let output = run(site.path(), &["check", "cake.ron", "--format", "short"]);
    assert_eq!(lines(&output), ["cake.ron:1:1: error[empty-file]: the file is empty"]);
    let shipped = well(site.path(), &["check", "--format", "short", "--no-solve"]);
    assert_eq!(shipped, "", "what is shipped is clean");
}

#[test]
fn json_has_the_shape_of_rustcs() {
    let site = site();
    let broken = template("cake")
        .replacen("\u{2019}", "'", 1)
        .replacen("next: \"remedy\"", "next: \"r\u{e9}medy\"", 1);
    fs::write(site.path().join("cake.ron"), &broken).expect("written");
    let output = run(site.path(), &["check", "cake.ron", "--format=json"]);
    assert_eq!(output.status.code(), Some(1));
    let lines = lines(&output);
    assert_eq!(lines.len(), 1, "{lines:?}");
    let found: Value = serde_json::from_str(&lines[0]).expect("JSON");
    assert_eq!(found["$message_type"], "diagnostic");
    assert_eq!(found["level"], "error");
    assert_eq!(found["code"]["code"], "unknown-beat");
    let span = &found["spans"][0];
    let start = broken.find("\"r\u{e9}medy\"").expect("there");
    assert_eq!(span["byte_start"], start);
    assert_eq!(span["byte_end"], start + "\"r\u{e9}medy\"".len());
    assert_eq!(
        span["column_end"]
            .as_u64()
            .zip(span["column_start"].as_u64())
            .map(|(end, start)| end - start),
        Some(8)
    );
    assert_eq!(
        (&span["is_primary"], &span["file_name"]),
        (&Value::Bool(true), &Value::from("cake.ron"))
    );
    assert_eq!(found["children"][0]["message"], "did you mean `remedy`?");
    let mended = &found["children"][1];
    assert_eq!(mended["message"], "write `remedy`");
    assert_eq!(mended["spans"][0]["suggested_replacement"], "\"remedy\"");
    assert_eq!(mended["spans"][0]["suggestion_applicability"], "MaybeIncorrect");
    let drawn = found["rendered"].as_str().expect("text");
    assert!(
        drawn.starts_with("error[unknown-beat]: there is no beat") && drawn.contains("cake.ron:"),
        "{drawn}"
    );
}

/// The lines of a program that goes on.
fn heard(output: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

fn until(lines: &Receiver<String>, wanted: &str) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let line = lines.recv_timeout(Duration::from_mins(1));
        let line = line.unwrap_or_else(|_| panic!("`{wanted}` was not said: {seen:?}"));
        seen.push(line);
        if seen.last().is_some_and(|line| line.contains(wanted)) {
            return seen;
        }
    }
}

#[test]
fn it_looks_again_when_a_file_changes() {
    let site = site();
    let path = site.path().join("cake.ron");
    let mut watching = program(site.path())
        .args(["check", ".", "--watch", "--format=short"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let said = heard(watching.stdout.take().expect("a pipe"));
    let complained = heard(watching.stderr.take().expect("a pipe"));
    assert_eq!(until(&said, "0 errors")[0], "checking; Ctrl-C ends");
    fs::write(&path, template("cake").replacen("Listen, Emp", "Lisen, Emp", 1)).expect("written");
    let again = until(&said, "1 error,");
    assert_eq!(again[0], "checking again: ./cake.ron");
    assert!(again[1].contains("error[unknown-act]"), "{again:?}");
    // Another file comes: what is known of the first is told again.
    fs::write(site.path().join("more.ron"), template("more")).expect("written");
    let again = until(&said, "1 error,");
    assert!(
        again[0].contains("more.ron") && again[1].contains("cake.ron"),
        "{again:?}"
    );
    fs::remove_file(&path).expect("removed");
    assert!(until(&said, "0 errors")[0].contains("cake.ron"));
    // Nothing left: that is said, and it looks on.
    fs::remove_file(site.path().join("more.ron")).expect("removed");
    until(&complained, "holds no scenario");
    fs::write(&path, template("cake")).expect("written");
    until(&said, "0 errors");
    assert!(watching.try_wait().expect("its status").is_none(), "it goes on");
    watching.kill().expect("it can be ended");
    watching.wait().expect("it ends");
}

#[test]
fn what_cannot_be_watched_says_so() {
    let site = site();
    let check = |arguments: &[&str], words: &str| {
        let output = run(site.path(), arguments);
        assert!(!output.status.success());
        assert!(program::said(&output).contains(words), "{}", program::said(&output));
    };
    check(&["check", "--watch"], "there is nothing to watch");
    check(&["check", ".", "--watch", "--json"], "cannot be used with");
    check(&["check", "--format=yaml"], "invalid value 'yaml'");
}
