//! `bounceback policy` as people and scripts meet it.

use std::fs;
use std::process::{Command, Stdio};

use bounceback::scenario::template;
use serde_json::Value;

/// What a run of the program came to.
struct Run {
    status: i32,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Run {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("bounceback"))
        .env("COLUMNS", "80")
        .env_remove("CLICOLOR_FORCE")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(!err.contains("panicked"), "{err}");
    Run {
        status: output.status.code().expect("an exit status"),
        out,
        err,
    }
}

/// A folder with two scenarios and perhaps a policy.
struct Site(tempfile::TempDir);

impl Site {
    fn new(policy: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let other = template("bread").replace("fix_cost: 6", "fix_cost: 20");
        for (name, text) in [("cake.ron", template("cake")), ("bread.ron", other)] {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        if let Some(text) = policy {
            fs::write(folder.path().join("policy.ron"), text).expect("a file");
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn policy(&self, more: &[&str]) -> Run {
        let folder = self.path("");
        let mut arguments = vec!["policy", "--scenarios", &folder];
        arguments.extend(more);
        run(&arguments)
    }

    fn json(&self, more: &[&str]) -> Value {
        let found = self.policy(&[&["--json"], more].concat());
        assert_eq!(found.status, 0, "{}", found.err);
        serde_json::from_str(&found.out).expect("one JSON document")
    }
}

#[test]
fn it_says_what_is_enough_and_compares_funds_in_80_columns() {
    let found = Site::new(None).policy(&["cake"]);
    assert_eq!(found.status, 0, "{}", found.err);
    let flat = found.out.replace('\n', " ");
    for words in [
        "A fund of $8 is enough: beyond it the best play gains nothing, whoever comes; the policy gives $30.",
        "With $0 the best play ends ",
        "A typical trainee comes to ",
        "consistent with published patterns of customer response, not a prediction of your customers",
    ] {
        assert!(flat.contains(words), "`{words}` is not in: {}", found.out);
    }
    assert!(
        found.out.lines().any(|line| line.starts_with("*   $30 ")),
        "{}",
        found.out
    );
    assert!(
        found.out.lines().all(|line| line.chars().count() <= 80),
        "{}",
        found.out
    );
    assert!(!found.out.contains("All "), "one scenario has no mean: {}", found.out);
}

#[test]
fn the_site_s_policy_is_the_baseline() {
    let own = Site::new(None).json(&["cake"]);
    assert_eq!(own["scenarios"][0]["policy"]["fund"], 3000);
    let site = Site::new(Some(
        "(fund: 7, approval: [Compensate], grants: [(Yes, 64), (No, 192)], currency: \"€\")",
    ));
    let ours = site.json(&["cake"]);
    let case = &ours["scenarios"][0];
    assert_eq!(case["currency"], "€");
    assert_eq!(case["policy"]["fund"], 700);
    assert_eq!(case["policy"]["approval"], serde_json::json!(["Compensate"]));
    assert_eq!(case["policy"]["grants"], 64);
    let blocks = case["blocks"].as_array().expect("blocks");
    assert_eq!(blocks.len(), 2, "as it is, and without approvals");
    assert_eq!(blocks[0]["as_it_is"], true);
    assert_eq!(blocks[1]["as_it_is"], false);
    assert_eq!(blocks[1]["approval"], serde_json::json!([]));
    let rows = blocks[0]["rows"].as_array().expect("rows");
    let marked: Vec<&Value> = rows.iter().filter(|row| row["as_it_is"] == true).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0]["fund"], 700);
    let text = site.policy(&["cake"]).out.replace('\n', " ");
    assert!(
        text.contains("the policy's €7 is less, and that costs the best play €"),
        "{text}"
    );
    let broken = Site::new(Some("(fund: -5)"));
    let refused = broken.policy(&["cake"]);
    assert_eq!(refused.status, 1);
    assert!(refused.err.contains("policy.ron has errors"), "{}", refused.err);
}

#[test]
fn the_document_holds_what_the_table_says() {
    let site = Site::new(None);
    let found = site.json(&[
        "--funds",
        "9,0,0.5,9",
        "--approval",
        "none,fix+compensate",
        "--grants",
        "0,100",
    ]);
    assert_eq!(found["scenarios"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        found["library"].as_array().map(Vec::len),
        Some(4),
        "two lists, two managers"
    );
    for case in found["scenarios"].as_array().expect("scenarios") {
        for block in case["blocks"].as_array().expect("blocks") {
            let funds: Vec<i64> = block["rows"]
                .as_array()
                .expect("rows")
                .iter()
                .map(|row| row["fund"].as_i64().expect("cents"))
                .collect();
            assert_eq!(funds, [0, 50, 900], "sorted, each once");
            for row in block["rows"].as_array().expect("rows") {
                let tiers = row["best"]["tiers"].as_object().expect("tiers");
                let whole: f64 = tiers.values().map(|share| share.as_f64().expect("a share")).sum();
                assert!((whole - 1.0).abs() < 1e-5, "{row}");
                assert!(row["best"]["value"].as_i64() >= row["typical_value"].as_i64(), "{row}");
            }
        }
    }
    let value = |block: usize, at: usize| {
        let of = |case: usize| {
            found["scenarios"][case]["blocks"][block]["rows"][at]["best"]["value"]
                .as_i64()
                .expect("cents")
        };
        (
            of(0),
            of(1),
            found["library"][block]["rows"][at]["best"]["value"]
                .as_i64()
                .expect("cents"),
        )
    };
    for block in 0..4 {
        for at in 0..3 {
            let (one, other, mean) = value(block, at);
            assert!(
                (one + other - 2 * mean).abs() <= 1,
                "{one} and {other} have the mean {mean}"
            );
        }
    }
}

#[test]
fn the_sheet_can_be_read_back() {
    let site = Site::new(None);
    let arguments = ["--funds", "0,9", "--approval", "none,Fix+Compensate", "--csv", "-"];
    let found = site.policy(&arguments);
    assert_eq!(found.status, 0, "{}", found.err);
    let document = site.json(&arguments[..4]);
    let mut reader = csv::Reader::from_reader(found.out.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("whole lines");
    assert_eq!(
        records.len(),
        3 * 2 * 2,
        "two scenarios and their mean, two lists, two funds"
    );
    let cases = document["scenarios"].as_array().expect("scenarios").iter();
    let blocks = cases.map(|case| (case["scenario"].as_str().expect("an id"), &case["blocks"]));
    let blocks = blocks.chain([("(mean)", &document["library"])]);
    let rows = blocks.flat_map(|(id, blocks)| {
        blocks.as_array().expect("blocks").iter().flat_map(move |block| {
            block["rows"]
                .as_array()
                .expect("rows")
                .iter()
                .map(move |row| (id, block, row))
        })
    });
    for (record, (id, block, row)) in records.iter().zip(rows) {
        let cell = |name: &str| &record[head.iter().position(|known| known == name).expect("a column")];
        let cents = |name: &str| (cell(name).parse::<f64>().expect("a number") * 100.0).round();
        let same = |name: &str, value: &Value| {
            assert!((cents(name) - value.as_f64().expect("cents")).abs() < 0.5, "{record:?}");
        };
        assert_eq!(cell("scenario"), id);
        assert_eq!(cell("grants_percent"), "75");
        same("fund", &row["fund"]);
        same("enough", &block["enough"]);
        same("best_value", &row["best"]["value"]);
        same("best_spent", &row["best"]["spent"]);
        same("typical_value", &row["typical_value"]);
        for tier in ["Defector", "Detractor", "Passive", "Loyal", "Champion"] {
            let share: f64 = cell(&tier.to_lowercase()).parse().expect("a share");
            assert!(
                (share - row["best"]["tiers"][tier].as_f64().expect("a share")).abs() < 1e-6,
                "{record:?}"
            );
        }
    }
}

#[test]
fn files_are_written_beside_the_text_and_are_the_same_every_time() {
    let site = Site::new(None);
    let (sheet, picture) = (site.path("a.csv"), site.path("a.svg"));
    let mut seen = Vec::new();
    for _ in 0..2 {
        let found = site.policy(&["--csv", &sheet, "--svg", &picture]);
        assert_eq!(found.status, 0, "{}", found.err);
        let read = |path: &str| fs::read_to_string(path).expect("it was written");
        seen.push((found.out, read(&sheet), read(&picture)));
    }
    assert_eq!(seen[0], seen[1]);
    let (out, sheet, picture) = &seen[0];
    assert!(out.contains("All 2 scenarios"), "{out}");
    assert!(sheet.starts_with("scenario,fund,"), "{sheet}");
    assert!(
        picture.starts_with("<svg ") && picture.ends_with("</svg>\n"),
        "{picture}"
    );
    for words in [
        "What a larger fund buys",
        "$8 is enough",
        "policy: $30",
        "typical trainee",
        "not a prediction of your customers",
    ] {
        assert!(picture.contains(words), "`{words}` is not in the picture");
    }
    assert!(!picture.contains("NaN") && !picture.contains("inf"), "{picture}");
}

#[test]
fn bad_input_is_told_in_a_sentence() {
    let site = Site::new(None);
    let nowhere = site.path("no/such/folder.svg");
    let check = |arguments: &[&str], status: i32, words: &str| {
        let found = site.policy(arguments);
        assert_eq!(found.status, status, "{arguments:?}: {}{}", found.out, found.err);
        assert_eq!(found.out, "", "a failure belongs on standard error");
        assert!(
            found.err.contains(words),
            "{arguments:?}: `{words}` is not in: {}",
            found.err
        );
    };
    check(
        &["--funds", "-5"],
        2,
        "`-5` is no fund: a fund is an amount of 0 or more",
    );
    check(&["--funds", "0,-5"], 2, "`-5` is no fund");
    check(&["--funds", "abc"], 2, "`abc` is no fund");
    check(&["--funds", ""], 2, "is no fund");
    check(&["--funds", "99999999999999999999"], 2, "too large a fund");
    check(&["--approval", "Compensat"], 2, "did you mean `Compensate`?");
    check(&["--approval", "FollowUp"], 2, "cannot need approval");
    check(&["--grants", "101"], 2, "0 to 100");
    check(&["--grants", "-1"], 2, "0 to 100");
    check(&["cakee"], 1, "did you mean `cake`?");
    check(&["cake", "--svg", &nowhere], 1, "folder.svg cannot be written");
    check(&["cake", "--csv", &site.path("")], 1, "cannot be written");
    check(&["cake", "--json", "--csv", "-"], 1, "both write to standard output");
}

/// A scenario that remembers each of twenty answers to its end.
fn too_large() -> String {
    let text = template("large");
    let (head, rest) = text.split_once("    allow: ").expect("what is allowed");
    let (_, tail) = rest.split_once("    last_words:").expect("last words");
    let line = "lines: [(say: \"Well?\")], moves: [";
    let mut beats = String::new();
    for at in 0..20 {
        let mv = |id: &str, sets: &str| {
            let next = at + 1;
            format!("(id: \"{id}\", say: \"Yes, {id}.\", acts: [Listen], {sets} next: \"b{next}\", why: \"So.\"),")
        };
        let moves = mv(&format!("yes{at}"), &format!("sets: [\"f{at}\"],")) + &mv(&format!("no{at}"), "");
        beats.push_str(&format!("\"b{at}\": ({line}{moves}]),\n"));
    }
    let flags: Vec<String> = (0..20).map(|at| format!("\"f{at}\"")).collect();
    let when = format!("when: (flags: [{}]),", flags.join(","));
    let end = |id: &str, when: &str| {
        format!("(id: \"{id}\", say: \"Done, {id}.\", acts: [Thank], {when} next: \"end\", why: \"So.\"),")
    };
    beats.push_str(&format!(
        "\"b20\": ({line}{}{}]),\n",
        end("all", &when),
        end("some", "")
    ));
    format!("{head}    start: \"b0\",\n    beats: {{\n{beats}}},\n    last_words:{tail}")
}

#[test]
fn what_cannot_be_solved_is_left_out_and_said() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("large.ron"), too_large()).expect("a file");
    let path = folder.path().display().to_string();
    let alone = run(&["policy", "--scenarios", &path]);
    assert_eq!(alone.status, 1, "{}", alone.out);
    assert!(alone.err.contains("large is left out: "), "{}", alone.err);
    assert!(
        alone.err.contains("none of these scenarios can be solved"),
        "{}",
        alone.err
    );
    fs::write(folder.path().join("cake.ron"), template("cake")).expect("a file");
    let both = run(&["policy", "--json", "--scenarios", &path]);
    assert_eq!(both.status, 0, "{}", both.err);
    let document: Value = serde_json::from_str(&both.out).expect("one JSON document");
    assert_eq!(document["scenarios"].as_array().map(Vec::len), Some(1));
    assert_eq!(document["left_out"].as_array().map(Vec::len), Some(1));
}
