//! `bounceback check`: reads scenarios as a compiler reads code.

use std::process::ExitCode;

use serde::Serialize;

use super::args::{Arguments, Check};
use super::terminal::{Terminal, Tone};
use super::{Outcome, library};
use crate::diagnostic::{Located, Severity, render};
use crate::library::{File, Library};

#[derive(Serialize)]
struct Document<'a> {
    files: Vec<CheckedFile<'a>>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct CheckedFile<'a> {
    file: &'a str,
    /// The scenario's id, where the file holds a valid one.
    scenario: Option<&'a str>,
    found: Vec<Located<'a>>,
}

fn count(file: &File, severity: Severity) -> usize {
    file.found.iter().filter(|found| found.severity == severity).count()
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

pub fn run(arguments: &Arguments, verb: &Check, terminal: &mut Terminal) -> Outcome {
    let library = if verb.paths.is_empty() {
        library(arguments)?
    } else {
        Library::load(&verb.paths)?
    };
    let errors: usize = library.all_files().map(|file| count(file, Severity::Error)).sum();
    let warnings: usize = library.all_files().map(|file| count(file, Severity::Warning)).sum();
    if verb.json {
        let files = library.all_files().map(|file| CheckedFile {
            file: &file.source.name,
            scenario: file.scenario.as_ref().map(|scenario| scenario.id.as_str()),
            found: file
                .found
                .iter()
                .map(|found| Located::new(found, &file.source))
                .collect(),
        });
        terminal.json(&Document {
            files: files.collect(),
            errors,
            warnings,
        })?;
    } else {
        print(&library, terminal)?;
        let scenarios = library.scenarios().count();
        let verdict = format!(
            "{}, {}, {} that can be played",
            plural(errors, "error"),
            plural(warnings, "warning"),
            plural(scenarios, "scenario"),
        );
        let tone = if errors > 0 { Tone::Bad } else { Tone::Good };
        terminal.line(tone, &verdict)?;
    }
    let failed = errors > 0 || (verb.strict && warnings > 0);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn print(library: &Library, terminal: &mut Terminal) -> std::io::Result<()> {
    for file in library.all_files() {
        for found in &file.found {
            terminal.write(&render(found, &file.source, Terminal::colours()))?;
            terminal.write("\n\n")?;
        }
        if let Some(scenario) = file.scenario.as_ref().filter(|_| file.found.is_empty()) {
            let (talk, after): (Vec<_>, Vec<_>) = scenario.beats.iter().partition(|beat| beat.day.is_none());
            let moves = scenario.moves().count();
            let words = format!(
                "{}: {} ({} beats of talk, {} of aftercare, {moves} moves)",
                file.source.name,
                scenario.title,
                talk.len(),
                after.len(),
            );
            terminal.line(Tone::Plain, &words)?;
        }
    }
    Ok(())
}
