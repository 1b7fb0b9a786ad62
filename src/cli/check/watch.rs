//! `check --watch`: looks again and again, and checks what has changed.
//!
//! It reads the files twice a second and compares their texts. Systems can tell a program of changes, but not those of a network share, and
//! times of change are too coarse there; a folder of scenarios is half a megabyte.

use std::io::IsTerminal;
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use super::{Round, load, tell, verdict};
use crate::cli::args::{Arguments, Check, Format};
use crate::cli::terminal::{Terminal, Tone};
use crate::cli::{CliError, Outcome};
use crate::diagnostic::{Severity, Source};
use crate::library::Library;

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(500);

/// Checks until it is ended from outside.
pub fn run(arguments: &Arguments, verb: &Check, terminal: &mut Terminal) -> Outcome {
    if verb.paths.is_empty() && arguments.scenarios.is_none() {
        let words = "there is nothing to watch: name files or a folder, `bounceback check --watch .`";
        return Err(CliError::Said(words.to_owned()));
    }
    let mut before: Option<Round> = None;
    let mut failed: Option<String> = None;
    loop {
        match load(arguments, verb) {
            Ok(library) => {
                let changed = changed(before.as_ref(), &library);
                if before.is_none() || failed.take().is_some() || !changed.is_empty() {
                    begin(verb.format, &changed, before.is_some(), terminal)?;
                    let round = Round::of(library, verb, before.as_ref());
                    tell(&round, arguments, verb, terminal)?;
                    end(verb.format, &round, terminal)?;
                    before = Some(round);
                }
            }
            // A file may be gone for the moment in which an editor writes it: that is said once, and it looks on.
            Err(error) => {
                let words = error.to_string();
                if failed.as_ref() != Some(&words) {
                    Terminal::complain(&words);
                    failed = Some(words);
                }
            }
        }
        sleep(PAUSE);
    }
}

/// The names of the files that are new, changed or gone.
fn changed(before: Option<&Round>, library: &Library) -> Vec<String> {
    let Some(before) = before else { return Vec::new() };
    let old: Vec<&Source> = before.checked.iter().map(|checked| &checked.file.source).collect();
    let new: Vec<&Source> = library
        .all_files()
        .chain(&library.test_files)
        .map(|file| &file.source)
        .collect();
    let told = new.iter().filter(|source| !old.contains(source));
    let gone = old
        .iter()
        .filter(|source| new.iter().all(|new| new.name != source.name));
    told.chain(gone).map(|source| source.name.clone()).collect()
}

/// Says what is checked now; on a terminal the screen is cleared, so that only what holds now can be seen.
fn begin(format: Format, changed: &[String], again: bool, terminal: &mut Terminal) -> std::io::Result<()> {
    if format == Format::Json {
        return Ok(());
    }
    if std::io::stdout().is_terminal() {
        terminal.write("\x1b[2J\x1b[3J\x1b[H")?;
    }
    let words = match changed {
        [] if again => "checking again".to_owned(),
        [] => "checking; Ctrl-C ends".to_owned(),
        [one] => format!("checking again: {one}"),
        [one, rest @ ..] => format!("checking again: {one} and {} more", rest.len()),
    };
    terminal.line(Tone::Soft, &words)
}

/// Marks the end of a round: until the next one all has been said.
fn end(format: Format, round: &Round, terminal: &mut Terminal) -> std::io::Result<()> {
    match format {
        // The text ends with the numbers.
        Format::Text => Ok(()),
        Format::Short => verdict(round, terminal),
        Format::Json => {
            let numbers = json!({
                "$message_type": "checked",
                "errors": round.count(Severity::Error),
                "warnings": round.count(Severity::Warning),
            });
            terminal.write(&format!("{numbers}\n"))
        }
    }
}
