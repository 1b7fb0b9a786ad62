//! `bounceback rename`: a scenario under another id, wherever the id stands.

use std::path::Path;
use std::process::ExitCode;

use super::args::{Arguments, Rename};
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, named};
use crate::library::{File, rename_scenario};
use crate::workbench::under_id;

pub fn run(arguments: &Arguments, verb: &Rename, terminal: &mut Terminal) -> Outcome {
    let (library, scenario) = named(arguments, &verb.scenario)?;
    let own = |file: &&File| file.scenario.as_ref().is_some_and(|other| other.hash == scenario.hash);
    let is_file = Path::new(&verb.scenario).is_file() || arguments.scenarios.is_some();
    let file = library.files.iter().find(own).filter(|_| is_file).ok_or_else(|| {
        CliError::Said(format!(
            "`{}` is part of the program: name a file, or your folder with --scenarios DIR (bounceback new {} --copy {} makes one of your own)",
            scenario.id, verb.id, scenario.id
        ))
    })?;
    let text = under_id(&file.source.text, &verb.id, false).map_err(|error| CliError::Said(error.to_string()))?;
    let named = rename_scenario(Path::new(&file.source.name), &scenario, &verb.id, &text)
        .map_err(|error| CliError::Said(error.to_string()))?;
    let files: Vec<String> = named.iter().map(|path| path.display().to_string()).collect();
    let words = format!("`{}` is `{}` now, in {}.", scenario.id, verb.id, files.join(" and "));
    terminal.line(Tone::Good, &words)?;
    let kept = "What was recorded of it stays under the old id: a drill keeps the text that it was played with.";
    terminal.line(Tone::Plain, kept)?;
    Ok(ExitCode::SUCCESS)
}
