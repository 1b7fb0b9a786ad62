//! `bounceback policy`: what a larger fund, other approvals, another manager would buy.

mod answer;
pub mod ask;
mod axis;
mod chart;
mod sheet;
mod told;

use std::fs::OpenOptions;
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{Arguments, Policy};
use super::terminal::Terminal;
use super::{CliError, Outcome, playable};
use crate::library::{File, Library};
use crate::scenario::Scenario;
use answer::{Answer, Wish};

pub fn run(arguments: &Arguments, verb: &Policy, terminal: &mut Terminal) -> Outcome {
    let library = playable(arguments)?;
    let scenarios = chosen(&library, &verb.ids)?;
    let sheet_out = verb.csv.as_deref() == Some(Path::new("-"));
    if sheet_out && verb.json {
        let words = "--json and --csv - both write to standard output: give the table a file";
        return Err(CliError::Said(words.to_owned()));
    }
    let sheet_file = verb.csv.as_deref().filter(|_| !sheet_out);
    // Solving takes its time: what cannot be written is told before.
    for file in sheet_file.iter().chain(&verb.svg.as_deref()) {
        OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(file)
            .map_err(|error| unwritable(file, &error))?;
    }
    let wish = Wish {
        funds: &verb.funds,
        approval: &verb.approval,
        refusals: &verb.grants,
    };
    let answer = Answer::work_out(&library, &scenarios, &wish, |id, at| {
        if std::io::stderr().is_terminal() {
            Terminal::remark(&format!("solving {id} ({at} of {})", scenarios.len()));
        }
    });
    for left_out in &answer.left_out {
        Terminal::remark(&format!("{} is left out: {}", left_out.scenario, left_out.reason));
    }
    if answer.scenarios.is_empty() {
        return Err(CliError::Said("none of these scenarios can be solved".to_owned()));
    }
    if let Some(file) = sheet_file {
        std::fs::write(file, sheet::sheet(&answer)).map_err(|error| unwritable(file, &error))?;
    }
    if let Some(file) = &verb.svg {
        std::fs::write(file, chart::chart(&answer)).map_err(|error| unwritable(file, &error))?;
    }
    if verb.json {
        terminal.json(&answer)?;
    } else if sheet_out {
        terminal.write(&sheet::sheet(&answer))?;
    } else {
        told::tell(&answer, terminal)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn unwritable(file: &Path, error: &std::io::Error) -> CliError {
    CliError::Said(format!("{} cannot be written: {error}", file.display()))
}

/// The scenarios with these ids, each once; all where none is named.
fn chosen(library: &Library, ids: &[String]) -> Result<Vec<Arc<Scenario>>, CliError> {
    let mut all: Vec<Arc<Scenario>> = Vec::new();
    for id in ids {
        let scenario = super::find(library, id)?;
        if !all.iter().any(|known| known.id == scenario.id) {
            all.push(scenario);
        }
    }
    if ids.is_empty() {
        all.extend(library.scenarios().cloned());
        if library.files.iter().any(File::has_errors) {
            let words = "some files have errors: `bounceback check` says which";
            if all.is_empty() {
                return Err(CliError::Said(words.to_owned()));
            }
            Terminal::remark(&format!("{words}; they are left out"));
        }
    }
    Ok(all)
}
