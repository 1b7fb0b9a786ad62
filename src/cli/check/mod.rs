//! `bounceback check`: reads scenarios as a compiler reads code, then solves them.

mod lines;
mod watch;

use std::path::Path;
use std::process::ExitCode;

use rayon::prelude::*;
use serde::Serialize;

use super::args::{Arguments, Check, Format};
use super::table::table;
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, library};
use crate::diagnostic::{Diagnostic, Located, Severity, Source, render};
use crate::library::{File, Library};
use crate::lint::{self, Limits, Report, lint, play_again, together};
use crate::scenario::{PolicyChange, Rule, Scenario, read_playthroughs};
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
#[derive(Clone)]
struct Checked {
    file: File,
    found: Vec<(Diagnostic, Option<lint::Path>)>,
    report: Option<Report>,
    /// How many recorded playthroughs were played, where this is a file of them.
    tests: Option<usize>,
}

impl Checked {
    fn new(library: &Library, file: &File, solve: bool, deep: bool) -> Self {
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
        let found = together(&file.found, report.as_ref());
        Self {
            file: file.clone(),
            found,
            report,
            tests: None,
        }
    }

    /// Recorded playthroughs, played with the scenario that they stand beside.
    fn tests(library: &Library, file: &File, solve: bool) -> Self {
        let mut found = together(&file.found, None);
        let scenario = library.tested_by(file).filter(|tested| !tested.has_errors());
        let mut count = None;
        // What is wrong with the scenario itself is told with its own file.
        if let Some(scenario) = scenario.and_then(|tested| tested.scenario.as_ref())
            && found.is_empty()
        {
            let (tests, _) = read_playthroughs(&file.source.text);
            found = play_again(scenario, &library.policy_for(scenario), &tests, solve);
            count = Some(tests.len());
        }
        Self {
            file: file.clone(),
            found,
            report: None,
            tests: count,
        }
    }

    fn count(&self, severity: Severity) -> usize {
        self.found
            .iter()
            .filter(|(found, _)| found.severity == severity)
            .count()
    }
}

/// All files, checked under one policy.
struct Round {
    library: Library,
    checked: Vec<Checked>,
    solved: bool,
}

impl Round {
    /// Checks the files of a library; what a round before has checked, text by text and under the same policy, is taken from there.
    fn of(library: Library, verb: &Check, before: Option<&Self>) -> Self {
        // Under a policy that cannot be read nobody knows what is allowed.
        let solved = !verb.no_solve && !library.policy_file.as_ref().is_some_and(File::has_errors);
        let same_rules = |before: &&Self| before.policy() == &library.policy && before.solved == solved;
        let before = before.filter(same_rules);
        let files: Vec<&File> = library.all_files().collect();
        let mut checked: Vec<Checked> = files
            .into_par_iter()
            .map(|file| {
                // What was found in it tells a file whose id is another's now.
                let same = |known: &&Checked| known.file.source == file.source && known.file.found == file.found;
                let known = before.and_then(|before| before.checked.iter().find(same));
                known.map_or_else(|| Checked::new(&library, file, solved, verb.deep), Checked::clone)
            })
            .collect();
        // These hang on two files, so they are played each time; it is quick unless many ask for a score.
        let tests = library.test_files.par_iter();
        checked.par_extend(tests.map(|file| Checked::tests(&library, file, solved)));
        Self {
            library,
            checked,
            solved,
        }
    }

    const fn policy(&self) -> &PolicyChange {
        &self.library.policy
    }

    fn count(&self, severity: Severity) -> usize {
        self.checked.iter().map(|checked| checked.count(severity)).sum()
    }

    fn failed(&self, strict: bool) -> bool {
        self.count(Severity::Error) > 0 || (strict && self.count(Severity::Warning) > 0)
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
    if verb.watch {
        return watch::run(arguments, verb, terminal);
    }
    let library = load(arguments, verb)?;
    if verb.table {
        let table = table(&library).map_err(|error| CliError::Said(error.to_string()))?;
        terminal.write(&table)?;
        return Ok(ExitCode::SUCCESS);
    }
    let round = Round::of(library, verb, None);
    if verb.json {
        terminal.json(&document(&round, verb.deep))?;
    } else {
        tell(&round, arguments, verb, terminal)?;
    }
    Ok(if round.failed(verb.strict) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Checks what is about to come into the house, tells it, and answers how many errors there are.
pub(super) fn newcomers(library: Library, no_solve: bool, terminal: &mut Terminal) -> std::io::Result<usize> {
    let verb = Check {
        paths: Vec::new(),
        strict: false,
        no_solve,
        deep: false,
        table: false,
        json: false,
        format: Format::Text,
        watch: false,
    };
    let round = Round::of(library, &verb, None);
    for checked in &round.checked {
        print(checked, None, None, terminal)?;
    }
    verdict(&round, terminal)?;
    Ok(round.count(Severity::Error))
}

/// The files that are named, else the folder's, else those that are shipped.
fn load(arguments: &Arguments, verb: &Check) -> Result<Library, CliError> {
    if verb.paths.is_empty() {
        library(arguments)
    } else {
        Ok(Library::load(&verb.paths)?)
    }
}

/// The one document of `--json`.
fn document(round: &Round, deep: bool) -> Document<'_> {
    let files = round.checked.iter().map(|checked| CheckedFile {
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
    Document {
        files: files.collect(),
        errors: round.count(Severity::Error),
        warnings: round.count(Severity::Warning),
        left_out: if round.solved && !deep {
            vec![DEEP.name()]
        } else {
            Vec::new()
        },
    }
}

/// Tells a round in the format that is asked for.
fn tell(round: &Round, arguments: &Arguments, verb: &Check, terminal: &mut Terminal) -> std::io::Result<()> {
    match verb.format {
        Format::Text => {}
        Format::Short => return lines::short(round, terminal),
        Format::Json => return lines::json(round, terminal),
    }
    let own = !verb.paths.is_empty() || arguments.scenarios.is_some();
    for checked in &round.checked {
        let tested = checked.tests.and_then(|_| round.library.tested_by(&checked.file));
        let from = tested.unwrap_or(&checked.file);
        let folder = own.then(|| folder(&round.library, &from.source));
        let tested = tested.and_then(|tested| tested.scenario.as_deref());
        print(checked, tested, folder.as_deref(), terminal)?;
    }
    verdict(round, terminal)?;
    if round.solved && !verb.deep && round.checked.iter().any(|checked| checked.report.is_some()) {
        let words = format!(
            "the rule `{}` was left out: `bounceback check --deep` asks it too",
            DEEP.name()
        );
        terminal.line(Tone::Soft, &words)?;
    }
    Ok(())
}

/// The numbers in one line.
fn verdict(round: &Round, terminal: &mut Terminal) -> std::io::Result<()> {
    let errors = round.count(Severity::Error);
    let words = format!(
        "{}, {}, {} that can be played",
        plural(errors, "error"),
        plural(round.count(Severity::Warning), "warning"),
        plural(round.library.scenarios().count(), "scenario"),
    );
    terminal.line(if errors > 0 { Tone::Bad } else { Tone::Good }, &words)
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

/// `tested`: the scenario whose recorded playthroughs these are.
fn print(
    checked: &Checked,
    tested: Option<&Scenario>,
    folder: Option<&str>,
    terminal: &mut Terminal,
) -> std::io::Result<()> {
    let source = &checked.file.source;
    let scenario = checked.file.scenario.as_deref();
    let played = scenario.or(tested);
    for (found, path) in &checked.found {
        let mut found = found.clone();
        if let (Some(path), Some(scenario)) = (path, played) {
            found = found.help(how_to_see(path, scenario, folder));
        }
        terminal.write(&render(&found, source, Terminal::colours()))?;
        terminal.write("\n\n")?;
    }
    if let Some(count) = checked.tests {
        let failed = checked.found.len();
        let words = if failed == 0 {
            format!(
                "{}: {} came to what is expected",
                source.name,
                plural(count, "playthrough")
            )
        } else {
            format!(
                "{}: {}, {}",
                source.name,
                plural(count, "playthrough"),
                plural(failed, "error")
            )
        };
        return terminal.line(if failed == 0 { Tone::Plain } else { Tone::Bad }, &words);
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
