//! Keeps the house in order: layers, names of foreign crates, system libraries, sizes of rooms, the map in ARCHITECTURE.md.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Each module with the modules that it may use, as ARCHITECTURE.md draws them.
const LAYERS: &[(&str, &[&str])] = &[
    ("vocabulary", &[]),
    ("diagnostic", &[]),
    ("figure", &["vocabulary"]),
    ("sound", &["vocabulary"]),
    ("customer", &["vocabulary"]),
    ("scenario", &["vocabulary", "diagnostic", "figure", "customer"]),
    ("drill", &["vocabulary", "diagnostic", "customer", "scenario"]),
    ("solve", &["customer", "scenario", "drill"]),
    (
        "lint",
        &["vocabulary", "diagnostic", "customer", "scenario", "drill", "solve"],
    ),
    ("map", &["scenario"]),
    (
        "workbench",
        &["vocabulary", "diagnostic", "figure", "customer", "scenario", "lint"],
    ),
    ("library", &["diagnostic", "figure", "scenario"]),
    ("exchange", &["vocabulary", "customer", "scenario", "map", "workbench"]),
    ("lsp", &["diagnostic", "scenario", "lint", "library", "workbench"]),
    (
        "session",
        &["vocabulary", "figure", "customer", "scenario", "drill", "solve"],
    ),
    ("practice", &["vocabulary", "customer", "scenario", "drill", "session"]),
    (
        "record",
        &[
            "vocabulary",
            "customer",
            "scenario",
            "drill",
            "solve",
            "session",
            "practice",
        ],
    ),
    (
        "report",
        &[
            "vocabulary",
            "figure",
            "customer",
            "scenario",
            "drill",
            "session",
            "practice",
            "record",
        ],
    ),
    (
        "serve",
        &[
            "vocabulary",
            "figure",
            "customer",
            "scenario",
            "drill",
            "solve",
            "session",
            "record",
        ],
    ),
    (
        "demo",
        &[
            "vocabulary",
            "customer",
            "scenario",
            "drill",
            "solve",
            "session",
            "practice",
            "record",
        ],
    ),
    (
        "app",
        &[
            "vocabulary",
            "diagnostic",
            "figure",
            "customer",
            "scenario",
            "drill",
            "library",
            "map",
            "session",
            "solve",
            "sound",
            "practice",
            "record",
            "report",
            "lint",
            "workbench",
            "exchange",
            "serve",
        ],
    ),
    (
        "cli",
        &[
            "vocabulary",
            "diagnostic",
            "figure",
            "customer",
            "scenario",
            "drill",
            "library",
            "map",
            "session",
            "solve",
            "sound",
            "practice",
            "record",
            "report",
            "lint",
            "workbench",
            "exchange",
            "lsp",
            "record",
            "demo",
            "serve",
            "app",
        ],
    ),
];

/// Words that may stand only in some modules: what a module must not know.
const KEPT_APART: &[(&str, &[&str])] = &[
    ("bevy", &["app"]),
    ("egui", &["app"]),
    ("lyon_tessellation", &["app"]),
    ("kira", &["app"]),
    ("hound", &["cli"]),
    ("clap::", &["cli"]),
    ("anstream", &["cli"]),
    ("println!", &["cli"]),
    ("rusqlite", &["record"]),
    ("postgres::", &["record"]),
    ("std::fs", &["cli", "library", "record", "serve", "app"]),
    ("std::env", &["cli", "library", "app"]),
    ("std::time", &["cli", "record", "lsp", "serve", "app"]),
    ("std::thread", &["cli", "record", "lsp", "serve", "app"]),
    ("std::net", &["cli", "serve"]),
    ("axum", &["serve"]),
    ("tokio", &["serve", "record"]),
    ("hyper", &["serve"]),
    ("lsp_server", &["lsp"]),
    ("lsp_types", &["lsp"]),
    (
        "f32",
        &["figure", "sound", "app", "scenario", "session", "practice", "report"],
    ),
    ("HashMap", &["app", "solve"]),
];

/// The longest room.
const LINES_MAX: usize = 450;

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The module of a source file: the first part of its path below `src`.
fn module(path: &Path) -> String {
    let below = path
        .strip_prefix(Path::new(ROOT).join("src"))
        .expect("a file below src");
    let first = below.components().next().expect("a name").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file without its tests and comments, so that only what is built into the program counts.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a readable source file");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn modules_use_only_the_layers_below_them() {
    let mut faults = Vec::new();
    for path in files_below(&Path::new(ROOT).join("src")) {
        let module = module(&path);
        if module == "lib" || module == "main" {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            faults.push(format!("{}: the module `{module}` is in no layer", path.display()));
            continue;
        };
        for used in code(&path).split("crate::").skip(1) {
            let used: String = used
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            let is_macro = used == "vocabulary";
            let known = LAYERS.iter().any(|(name, _)| *name == used);
            if known && used != module && !is_macro && !allowed.contains(&used.as_str()) {
                faults.push(format!("{}: `{module}` must not know `{used}`", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn foreign_crates_files_and_clocks_stay_where_they_belong() {
    let mut faults = Vec::new();
    for path in files_below(&Path::new(ROOT).join("src")) {
        let module = module(&path);
        if module == "lib" || module == "main" {
            continue;
        }
        let code = code(&path);
        for (word, allowed) in KEPT_APART {
            if code.contains(word) && !allowed.contains(&module.as_str()) {
                faults.push(format!("{}: `{word}` belongs to {allowed:?}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_mind_and_the_rules_hold_no_float() {
    for folder in ["src/customer", "src/drill"] {
        for path in files_below(&Path::new(ROOT).join(folder)) {
            // The findings are statistics over outcomes; nothing in them is a transition.
            if path.components().any(|part| part.as_os_str() == "evidence") {
                continue;
            }
            let code = code(&path);
            assert!(
                !code.contains("f32") && !code.contains("f64"),
                "{} holds a float",
                path.display()
            );
        }
    }
}

#[test]
fn rooms_are_small() {
    for path in files_below(&Path::new(ROOT).join("src")) {
        let lines = fs::read_to_string(&path).expect("readable").lines().count();
        assert!(
            lines <= LINES_MAX,
            "{} has {lines} lines: would two nouns live better apart?",
            path.display()
        );
    }
}

#[test]
fn one_engine_and_no_system_library() {
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).expect("Cargo.lock");
    let count = |name: &str| lock.matches(&format!("name = \"{name}\"\n")).count();
    for once in ["bevy_ecs", "egui", "wgpu", "ron", "winit"] {
        assert_eq!(count(once), 1, "Cargo.lock holds {once} {} times", count(once));
    }
    // What a build on Linux takes in: the lockfile lists what other systems need as well.
    let tree = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--edges", "no-dev", "--prefix", "none"])
        .args(["--target", "x86_64-unknown-linux-gnu", "--format", "{p}"])
        .current_dir(ROOT)
        .output()
        .expect("cargo answers");
    let tree = String::from_utf8(tree.stdout).expect("names of packages");
    let holds = |name: &str| tree.lines().any(|line| line.split(' ').next() == Some(name));
    assert!(holds("bevy") && holds("kira"), "cargo told the tree:\n{tree}");
    for never in [
        "alsa-sys",
        "libudev-sys",
        "openssl-sys",
        "native-tls",
        "cpal",
        "rodio",
        "gilrs",
    ] {
        assert!(
            !holds(never),
            "the tree holds {never}, which needs a -dev package or brings one"
        );
    }
}

#[test]
fn the_map_names_every_module() {
    let map = fs::read_to_string(Path::new(ROOT).join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    for (module, _) in LAYERS {
        assert!(
            map.contains(&format!("`{module}`")),
            "ARCHITECTURE.md says nothing of `{module}`"
        );
    }
    let source = fs::read_to_string(Path::new(ROOT).join("src/lib.rs")).expect("lib.rs");
    for line in source.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let name = line.trim_end_matches(';');
        assert!(
            LAYERS.iter().any(|(known, _)| *known == name),
            "`{name}` is in no layer"
        );
    }
}

#[test]
fn the_documents_that_are_linked_are_there() {
    for document in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "scenarios/README.md"] {
        let path = Path::new(ROOT).join(document);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{document}: {error}"));
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || file.starts_with("http") {
                continue;
            }
            let linked = path.parent().expect("a folder").join(file);
            assert!(linked.exists(), "{document} links {file}, which is not there");
        }
    }
}
