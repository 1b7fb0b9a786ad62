//! `bounceback review`: a recorded drill, graded against the best play that was possible.

use std::process::ExitCode;

use serde::Deserialize;
use serde_json::Value;

use super::args::{Arguments, Review};
use super::play::debrief;
use super::terminal::Terminal;
use super::{CliError, Outcome, find, library, transcript};
use crate::drill::{Drill, Record};

pub fn run(arguments: &Arguments, verb: &Review, terminal: &mut Terminal) -> Outcome {
    let shown = verb.drill.display();
    let text = std::fs::read_to_string(&verb.drill)
        .map_err(|error| CliError::Said(format!("{shown} cannot be read: {error}")))?;
    let record = record(&text).map_err(|reason| CliError::Said(format!("{shown} holds no drill: {reason}")))?;
    let scenario = find(&library(arguments)?, &record.scenario)?;
    let drill = Drill::replay(&scenario, &record).map_err(|error| CliError::Said(format!("{shown}: {error}")))?;
    if verb.json {
        terminal.json(&transcript::of_drill(&drill))?;
    } else {
        debrief::print(&drill, terminal)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A record as it is stored, or inside the document that `play --json` prints.
fn record(text: &str) -> Result<Record, String> {
    let mut document: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let record = match document.get_mut("record") {
        Some(inside) => inside.take(),
        None => document,
    };
    Record::deserialize(record).map_err(|error| error.to_string())
}
