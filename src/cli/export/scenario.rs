//! A scenario for reviewers and for Twine.

use std::path::PathBuf;
use std::process::ExitCode;

use super::super::args::{Arguments, ScenarioFile};
use super::super::terminal::{Terminal, Tone};
use super::super::{Outcome, named, write};
use crate::exchange;
use crate::report::script_html;

pub fn script(arguments: &Arguments, verb: &ScenarioFile, terminal: &mut Terminal) -> Outcome {
    let (library, scenario) = named(arguments, &verb.scenario)?;
    let page = script_html(&scenario, &library.policy_for(&scenario));
    let told = "Open it with a web browser; it prints well, and loads nothing.";
    put(verb, &scenario.id, "html", &page, told, terminal)
}

pub fn twee(arguments: &Arguments, verb: &ScenarioFile, terminal: &mut Terminal) -> Outcome {
    let (_, scenario) = named(arguments, &verb.scenario)?;
    let text = exchange::twee(&scenario);
    let told = "In Twine: Library, Import. Acts, conditions and reasons stand in it as comments; `bounceback import` makes a draft of it again.";
    put(verb, &scenario.id, "twee", &text, told, terminal)
}

fn put(verb: &ScenarioFile, id: &str, ending: &str, text: &str, told: &str, terminal: &mut Terminal) -> Outcome {
    let out = verb
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{id}.{ending}")));
    if write::text(&out, text, verb.force, terminal)? {
        terminal.line(Tone::Plain, told)?;
    }
    Ok(ExitCode::SUCCESS)
}
