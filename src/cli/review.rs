//! `bounceback review`: a recorded drill, graded against the best play that was possible.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{Arguments, Review};
use super::play::debrief;
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, find, library, transcript};
use crate::drill::Drill;
use crate::library::Library;
use crate::report::{Report, html};
use crate::scenario::{Scenario, read};
use crate::session::{Debrief, Reflection, Stored, next_drill};
use crate::solve;

pub fn run(arguments: &Arguments, verb: &Review, terminal: &mut Terminal) -> Outcome {
    let shown = verb.drill.display();
    let text = std::fs::read_to_string(&verb.drill)
        .map_err(|error| CliError::Said(format!("{shown} cannot be read: {error}")))?;
    let stored = Stored::read(&text).map_err(|reason| CliError::Said(format!("{shown} holds no drill: {reason}")))?;
    let scenario = version(arguments, verb, &stored, terminal)?;
    let drill =
        Drill::replay(&scenario, &stored.record).map_err(|error| CliError::Said(format!("{shown}: {error}")))?;
    if let Some(file) = &verb.html {
        write_report(arguments, &drill, &stored.reflection, file)?;
        Terminal::remark(&format!("the report stands in {}", file.display()));
    } else if verb.json {
        terminal.json(&transcript::of_drill(&drill))?;
    } else {
        let _shown = debrief::print(&drill, terminal)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the debrief of a drill as one HTML file.
fn write_report(arguments: &Arguments, drill: &Drill, reflection: &Reflection, file: &Path) -> Result<(), CliError> {
    let mut debrief = Debrief::of_drill(drill);
    debrief.grade(drill, &solve::review(drill).map_err(|too_large| too_large.to_string()));
    let library = library(arguments)?;
    let others = library.scenarios().map(AsRef::as_ref);
    let next = next_drill(&drill.scenario, debrief.tier, &debrief.card, others);
    let report = Report {
        drill,
        debrief: &debrief,
        reflection,
        next: next.as_ref(),
    };
    std::fs::write(file, html(&report))
        .map_err(|error| CliError::Said(format!("{} cannot be written: {error}", file.display())))
}

/// The version of the scenario that a drill was played with: the one at hand, or the one that is given, or the one that is stored
/// with the drill.
fn version(
    arguments: &Arguments,
    verb: &Review,
    stored: &Stored,
    terminal: &mut Terminal,
) -> Result<Arc<Scenario>, CliError> {
    let (id, recorded) = (&stored.record.scenario, stored.record.hash);
    if let Some(file) = &verb.scenario {
        let given = Library::load(&[file])?;
        return given.version(recorded).map(Arc::clone).ok_or_else(|| {
            let hashes: Vec<String> = given.scenarios().map(|scenario| scenario.hash.to_string()).collect();
            let hashes = if hashes.is_empty() {
                "none".to_owned()
            } else {
                hashes.join(", ")
            };
            CliError::Said(format!(
                "{} is not the version that the drill was played with: recorded {recorded}, found there {hashes}",
                file.display()
            ))
        });
    }
    let library = library(arguments)?;
    if let Some(scenario) = library.version(recorded) {
        return Ok(Arc::clone(scenario));
    }
    let own = stored.scenario_text.as_deref().and_then(|text| read(text).scenario);
    let own = own.filter(|scenario| scenario.hash == recorded);
    let here = library.find(id).map(|scenario| scenario.hash);
    let Some(own) = own else {
        let here = here
            .ok_or(())
            .or_else(|()| find(&library, id).map(|scenario| scenario.hash))?;
        return Err(CliError::Said(format!(
            "the drill was played with another version of `{id}`: recorded {recorded}, here {here}; give the file as it was then with \
             --scenario FILE"
        )));
    };
    if !verb.json && verb.html.is_none() {
        let words = match here {
            Some(here) => format!(
                "The scenario has changed since this drill: recorded {recorded}, here {here}. Reviewed against the version that was \
                 played, which is stored with the drill."
            ),
            None => {
                format!("There is no scenario `{id}` here. Reviewed against the version that is stored with the drill.")
            }
        };
        terminal.paragraph(Tone::Warn, "", "", &words)?;
        terminal.gap()?;
    }
    Ok(Arc::new(own))
}
