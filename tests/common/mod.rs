//! Findings that stand in fixtures as comments:
//!
//! * `//~ error[code] message` at the end of a line: a finding that begins on this line, whose message begins so;
//! * `//~! error[code] message` anywhere: a finding about the file as a whole.
//!
//! A line may hold several.

use std::fs;
use std::path::{Path, PathBuf};

use bounceback::diagnostic::{Diagnostic, Severity, Source, render};

/// All files of a folder, by name.
pub fn fixtures(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

/// A finding as a person would note it: its line (0: the file), `error[code]`, its message or how that begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    pub line: usize,
    pub code: String,
    pub message: String,
}

/// What a text's comments expect.
pub fn expected(text: &str) -> Vec<Note> {
    let mut notes = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        for marker in line.split("//~").skip(1) {
            let (line, words) = marker.strip_prefix('!').map_or((number, marker), |words| (0, words));
            let (code, message) = words.trim().split_once(' ').expect("`//~ error[code] message`");
            assert!(code.ends_with(']'), "line {number}: `{code}` is no `error[code]`");
            notes.push(Note {
                line,
                code: code.to_owned(),
                message: message.to_owned(),
            });
        }
    }
    notes
}

fn noted(found: &Diagnostic, source: &Source) -> Note {
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    Note {
        line: found.span.as_ref().map_or(0, |span| source.position(span.start).0),
        code: format!("{severity}[{}]", found.code),
        message: found.message.clone(),
    }
}

/// What was expected and not found, and what was found and not expected: each in words.
pub fn faults(source: &Source, found: &[Diagnostic]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut missing = expected(&source.text);
    for found in found {
        let note = noted(found, source);
        let known = missing.iter().position(|expected| {
            expected.line == note.line && expected.code == note.code && note.message.starts_with(&expected.message)
        });
        match known {
            Some(at) => drop(missing.remove(at)),
            None => faults.push(format!("not expected:\n{}", render(found, source, false))),
        }
    }
    for note in missing {
        faults.push(format!("{}: not found: {note:?}", source.name));
    }
    faults
}
