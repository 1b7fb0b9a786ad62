//! `bounceback check`: reads scenarios as a compiler reads code, then solves them.

use std::path::Path;
use std::process::ExitCode;

use rayon::prelude::*;
use serde::Serialize;

use super::args::{Arguments, Check};
use super::table::table;
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, library};
use crate::diagnostic::{Diagnostic, Located, Severity, Source, render};
use crate::library::{File, Library};
use crate::lint::{self, Limits, Report, lint};
use crate::scenario::{Rule, Scenario};
use crate::vocabulary::Vocabulary;

#[derive(Serialize)]
struct Document<'a> {
    files: Vec<CheckedFile<'a>>,
    errors: usize,
    warnings: usize,
    /// The rules that were not asked; they need `--deep`.
    left_out: Vec<&'static str>,
}

#[derive(Serialize)]
struct CheckedFile<'a> {
    file: &'a str,
    /// The scenario's id, where the file holds a valid one.
    scenario: Option<&'a str>,
    /// How many states its drills can be in, and the limit; `null` where it was not solved.
    states: Option<usize>,
    states_max: Option<usize>,
    found: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    located: Located<'a>,
    /// How to see it, where there is something to play.
    path: Option<&'a lint::Path>,
}

/// The rule that only `--deep` asks.
const DEEP: Rule = Rule::Fragile;

/// A file with all that was found in it.
struct Checked<'a> {
    file: &'a File,
    found: Vec<(Diagnostic, Option<lint::Path>)>,
    report: Option<Report>,
}

impl<'a> Checked<'a> {
    fn new(library: &Library, file: &'a File, solve: bool, deep: bool) -> Self {
        let report = match (&file.scenario, &file.places) {
            (Some(scenario), Some(places)) if solve && !file.has_errors() => {
                let policy = library.policy_for(scenario);
                let limits = Limits {
                    deep,
                    ..Limits::default()
                };
                Some(lint(scenario, &policy, places, limits))
            }
            _ => None,
        };
        // What the walk says of beats is more exact than what the graph says.
        let told_again = |found: &&Diagnostic| report.is_some() && found.code == Rule::UnreachableBeat.name();
        let read = file.found.iter().filter(|found| !told_again(found));
        let mut found: Vec<_> = read.map(|found| (found.clone(), None)).collect();
        for finding in report.iter().flat_map(|report| &report.findings) {
            found.push((finding.diagnostic.clone(), finding.path.clone()));
        }
        found.sort_by_key(|(found, _)| found.span.as_ref().map_or(0, |span| span.start));
        Self { file, found, report }
    }

    fn count(&self, severity: Severity) -> usize {
        self.found
            .iter()
            .filter(|(found, _)| found.severity == severity)
            .count()
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{} {noun}s", grouped(count))
    }
}

/// A number with its thousands set apart.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub fn run(arguments: &Arguments, verb: &Check, terminal: &mut Terminal) -> Outcome {
    let library = if verb.paths.is_empty() {
        library(arguments)?
    } else {
        Library::load(&verb.paths)?
    };
    if verb.table {
        let table = table(&library).map_err(|error| CliError::Said(error.to_string()))?;
        terminal.write(&table)?;
        return Ok(ExitCode::SUCCESS);
    }
    // Under a policy that cannot be read nobody knows what is allowed.
    let solve = !verb.no_solve && !library.policy_file.as_ref().is_some_and(File::has_errors);
    let files: Vec<&File> = library.all_files().collect();
    let checked: Vec<Checked<'_>> = files
        .into_par_iter()
        .map(|file| Checked::new(&library, file, solve, verb.deep))
        .collect();
    let count = |severity| checked.iter().map(|checked| checked.count(severity)).sum();
    let (errors, warnings): (usize, usize) = (count(Severity::Error), count(Severity::Warning));
    if verb.json {
        let files = checked.iter().map(|checked| CheckedFile {
            file: &checked.file.source.name,
            scenario: checked.file.scenario.as_ref().map(|scenario| scenario.id.as_str()),
            states: checked.report.as_ref().map(|report| report.states),
            states_max: checked.report.as_ref().map(|report| report.states_max),
            found: checked
                .found
                .iter()
                .map(|(found, path)| Found {
                    located: Located::new(found, &checked.file.source),
                    path: path.as_ref(),
                })
                .collect(),
        });
        terminal.json(&Document {
            files: files.collect(),
            errors,
            warnings,
            left_out: if solve && !verb.deep {
                vec![DEEP.name()]
            } else {
                Vec::new()
            },
        })?;
    } else {
        let own = !verb.paths.is_empty() || arguments.scenarios.is_some();
        for checked in &checked {
            let folder = own.then(|| folder(&library, &checked.file.source));
            print(checked, folder.as_deref(), terminal)?;
        }
        let scenarios = library.scenarios().count();
        let verdict = format!(
            "{}, {}, {} that can be played",
            plural(errors, "error"),
            plural(warnings, "warning"),
            plural(scenarios, "scenario"),
        );
        let tone = if errors > 0 { Tone::Bad } else { Tone::Good };
        terminal.line(tone, &verdict)?;
        if solve && !verb.deep && checked.iter().any(|checked| checked.report.is_some()) {
            let words = format!(
                "the rule `{}` was left out: `bounceback check --deep` asks it too",
                DEEP.name()
            );
            terminal.line(Tone::Soft, &words)?;
        }
    }
    let failed = errors > 0 || (verb.strict && warnings > 0);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What `--scenarios` must name to play a file as it was checked: itself, or its folder where a site's policy was read.
fn folder(library: &Library, source: &Source) -> String {
    let parent = Path::new(&source.name)
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    match (&library.policy_file, parent) {
        (None, _) => source.name.clone(),
        (Some(_), None) => ".".to_owned(),
        (Some(_), Some(parent)) => parent.display().to_string(),
    }
}

fn print(checked: &Checked<'_>, folder: Option<&str>, terminal: &mut Terminal) -> std::io::Result<()> {
    let source = &checked.file.source;
    let scenario = checked.file.scenario.as_deref();
    for (found, path) in &checked.found {
        let mut found = found.clone();
        if let (Some(path), Some(scenario)) = (path, scenario) {
            found = found.help(how_to_see(path, scenario, folder));
        }
        terminal.write(&render(&found, source, Terminal::colours()))?;
        terminal.write("\n\n")?;
    }
    let Some(scenario) = scenario.filter(|_| checked.report.is_some() || checked.found.is_empty()) else {
        return Ok(());
    };
    let (talk, after): (Vec<_>, Vec<_>) = scenario.beats.iter().partition(|beat| beat.day.is_none());
    let moves = scenario.moves().count();
    let mut words = format!(
        "{}: {} ({} beats of talk, {} of aftercare, {moves} moves)",
        source.name,
        scenario.title,
        talk.len(),
        after.len(),
    );
    if let Some(report) = &checked.report {
        let hundredths = report.states * 10_000 / report.states_max.max(1);
        words.push_str(&format!(
            "; {}, {}.{:02}% of the limit",
            plural(report.states, "state"),
            hundredths / 100,
            hundredths % 100,
        ));
    }
    terminal.line(Tone::Plain, &words)
}

/// The words to type to see a finding, or what chance must do.
fn how_to_see(path: &lint::Path, scenario: &Scenario, folder: Option<&str>) -> String {
    match (path.command(&scenario.id), folder) {
        (Some(command), None) => format!("see it: {command}"),
        (Some(command), Some(folder)) if folder.contains(char::is_whitespace) => {
            format!("see it: {command} --scenarios '{folder}'")
        }
        (Some(command), Some(folder)) => format!("see it: {command} --scenarios {folder}"),
        (None, _) => format!(
            "it takes rare luck ({}); the moves are {}",
            path.chance.join("; "),
            path.moves.join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(
            [7, 999, 1000, 20_000_000].map(grouped),
            ["7", "999", "1,000", "20,000,000"]
        );
    }
}
