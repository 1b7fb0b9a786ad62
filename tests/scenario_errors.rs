//! What is wrong with a file is found, all of it, at its place. The expectations stand in the fixtures as comments
//! (`common`). `policy-*.ron` are read as a site's policy, `tests-*.ron` as recorded playthroughs, all else as a scenario.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bounceback::diagnostic::{Diagnostic, Severity, Source, render};
use bounceback::scenario::{read, read_playthroughs, read_policy, template};
use common::{expected, fixtures};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

fn all_fixtures() -> Vec<PathBuf> {
    let paths = fixtures(Path::new(FIXTURES));
    assert!(paths.len() >= 20, "only {} fixtures", paths.len());
    paths
}

fn found(path: &Path, text: &str) -> Vec<Diagnostic> {
    let name = path.file_name().expect("a name").to_string_lossy();
    if name.starts_with("policy-") {
        return read_policy(text).err().unwrap_or_default();
    }
    if name.starts_with("tests-") {
        return read_playthroughs(text).1;
    }
    let reading = read(text);
    let errors = reading.found.iter().any(|found| found.severity == Severity::Error);
    assert_eq!(
        reading.scenario.is_none(),
        errors,
        "{name}: a scenario is there where no error is"
    );
    reading.found
}

#[test]
fn every_fixture_s_findings_are_found_and_no_others() {
    let mut faults = Vec::new();
    for path in all_fixtures() {
        let source = Source::new(
            path.display().to_string(),
            fs::read_to_string(&path).expect("a fixture"),
        );
        faults.extend(common::faults(&source, &found(&path, &source.text)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// The codes that the source of the scenario module holds: the first text in quotes after `Diagnostic::…(`.
fn codes_in_source() -> BTreeSet<String> {
    let mut codes: BTreeSet<String> = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scenario")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the source") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("a source file");
            for maker in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::general("] {
                codes.extend(text.split(maker).skip(1).filter_map(|rest| {
                    let code = rest.trim_start().strip_prefix('"')?;
                    Some(code[..code.find('"')?].to_owned())
                }));
            }
        }
    }
    // These two are chosen by the vocabulary.
    codes.extend(["unknown-act".to_owned(), "unknown-word".to_owned()]);
    codes
}

/// Codes of texts that are too large to stand in a file; [`more_than_fits`] reads them.
const TOO_LARGE: [&str; 5] = [
    "more",
    "too-long",
    "too-many-beats",
    "too-many-flags",
    "too-many-injects",
];

#[test]
fn every_code_has_a_fixture() {
    let mut shown: BTreeSet<String> = TOO_LARGE.iter().map(ToString::to_string).collect();
    for path in all_fixtures() {
        let text = fs::read_to_string(&path).expect("a fixture");
        for note in expected(&text) {
            let code = note.code.split(['[', ']']).nth(1).expect("`error[code]`");
            shown.insert(code.to_owned());
        }
    }
    let codes = codes_in_source();
    assert!(codes.len() > 44, "only {} codes were found in the source", codes.len());
    let unshown: Vec<&String> = codes.difference(&shown).collect();
    let unknown: Vec<&String> = shown.difference(&codes).collect();
    assert_eq!(
        (unshown, unknown),
        (vec![], vec![]),
        "codes without a fixture, and fixtures without a code"
    );
}

/// The codes of a text's findings, each once.
fn codes(text: &str) -> Vec<&'static str> {
    let codes: BTreeSet<&str> = read(text).found.iter().map(|found| found.code).collect();
    codes.into_iter().collect()
}

#[test]
fn more_than_fits() {
    let cake = template("cake");
    let put = |place: &str, text: &str| cake.replacen(place, &format!("{place}{text}"), 1);
    let flags: Vec<String> = (0..65).map(|flag| format!("\"f{flag}\"")).collect();
    let flags = cake.replacen(
        "[Listen, Empathise],",
        &format!("[Listen], sets: [{}],", flags.join(", ")),
        1,
    );
    assert_eq!(codes(&flags), ["too-many-flags", "unused-flag"]);
    let beat = |beat: usize| {
        format!(
            "\"b{beat}\": (lines: [(say: \"?\")], moves: [\
             (id: \"a\", say: \"A\", next: \"end\", why: \"A\"), (id: \"b\", say: \"B\", next: \"end\", why: \"B\")]),"
        )
    };
    let beats: Vec<String> = (0..4093).map(beat).collect();
    assert_eq!(codes(&put("beats: {", &beats.concat())), ["too-many-beats"]);
    let injects = (0..33).map(|inject| format!("(id: \"i{inject}\", label: \"I\", say: \"I\"),"));
    let injects = format!("injects: [{}],\n    ", injects.collect::<String>());
    assert_eq!(
        codes(&cake.replacen("start:", &format!("{injects}start:"), 1)),
        ["too-many-injects"]
    );
    assert_eq!(codes(&" ".repeat((4 << 20) + 1)), ["too-long"]);
    let reading = read(&put("lines: [", &"(say: \"{x}\"),".repeat(600)));
    assert_eq!(reading.found.len(), 501);
    let last = reading.found.last().expect("a finding");
    assert_eq!(
        (last.code, last.message.as_str()),
        ("more", "100 more findings are not shown")
    );
}

#[test]
fn a_place_is_exact_behind_escapes_and_in_raw_texts() {
    let check = |written: &str, marked: &str| {
        let text = template("cake").replacen("\"You serve at a small bakery.\"", written, 1);
        let reading = read(&text);
        let [found] = reading.found.as_slice() else {
            panic!("{written}: one finding, not {:?}", reading.found);
        };
        let span = found.span.clone().expect("a place");
        assert_eq!(&text[span], marked, "{written}");
    };
    check(r#""You {serve} here.""#, "{serve}");
    check(r#""A \"small\" bakery \u{e9}é in {town}.""#, "{town}");
    check(r###"r##"A "small" {bakery}."##"###, "{bakery}");
    check("\"One line,\n  and {another}.\"", "{another}");
    check("\"One line, \\\n  and {another}.\"", "{another}");
    check(r#""{name} and {nam} and {name}""#, "{nam}");
    check(r#""Half a {brace""#, "{brace");
    check("\u{fffd}", "\u{fffd}");
    check("\"\"", "\"\"");
}

#[test]
fn what_is_written_in_another_way_is_read_all_the_same() {
    let check = |place: &str, written: &str| {
        let text = template("cake").replacen(place, written, 1);
        assert_ne!(text, template("cake"), "{place} stands in the template");
        let reading = read(&text);
        assert_eq!(reading.found, [], "{written}");
    };
    check("prior: 70", "prior: 0x46");
    check("prior: 70", "prior: 7_0");
    check("prior: 70", "prior: +70");
    check("rivals: Some", "rivals: Some /* not many */");
    check(
        "Scenario(",
        "#![enable(implicit_some)]\n/* a /* nested */ comment */\n(",
    );
    check(
        "\"You serve at a small bakery.\"",
        "r#\"You \"serve\" at a small bakery.\"#",
    );
    check("\"You serve at a small bakery.\"", "\"You serve\n at a small bakery.\"");
    check(
        "acts: [Listen, Empathise],",
        "acts: [\n  Empathise,\n  Listen,\n ], // any order",
    );
    check("acts: [Listen, Empathise],", "");
    let windows = template("cake").replace('\n', "\r\n");
    assert_eq!(read(&windows).found, []);
    assert_eq!(read(&format!("\u{feff}{windows}")).found, []);
    let hash = |text: &str| read(text).scenario.expect("valid").hash;
    assert_eq!(
        hash(&windows),
        hash(&template("cake")),
        "line endings are no other version"
    );
}

#[test]
fn an_error_reads_as_one_of_rustc_s() {
    let text = template("cake").replacen("next: \"remedy\"", "next: \"remdy\"", 1);
    let source = Source::new("cake.ron", text);
    let found = read(&source.text).found;
    let drawn: Vec<String> = found.iter().map(|found| render(found, &source, false)).collect();
    let golden = include_str!("golden/unknown-beat.txt");
    assert_eq!(drawn.join("\n\n") + "\n", golden);
}
