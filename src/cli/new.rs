//! `bounceback new`: writes a scenario to start from.

use std::fs::OpenOptions;
use std::io::Write;
use std::process::ExitCode;

use super::args::{Arguments, New};
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, named, records};
use crate::customer::FailureKind;
use crate::diagnostic::Severity;
use crate::library::POLICY_FILE;
use crate::record::draft;
use crate::scenario::{Channel, read, template, template_for};
use crate::workbench::{ReworkError, under_id};

pub fn run(arguments: &Arguments, verb: &New, terminal: &mut Terminal) -> Outcome {
    let text = text(arguments, verb)?;
    let found = read(&text).found;
    if let Some(error) = found.iter().find(|found| found.severity == Severity::Error) {
        let help = error.help.first().map(|help| format!("; {help}")).unwrap_or_default();
        return Err(CliError::Said(format!("{}: {}{help}", error.message, error.label)));
    }
    let path = verb.folder.join(format!("{}.ron", verb.id));
    if path.file_name().is_some_and(|name| name == POLICY_FILE) {
        let words = format!(
            "`{}` is no id for a scenario: {POLICY_FILE} is the site's policy",
            verb.id
        );
        return Err(CliError::Said(words));
    }
    let shown = path.display();
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(|error| {
            CliError::Said(match error.kind() {
                std::io::ErrorKind::AlreadyExists => format!("{shown} is already there; nothing was written"),
                _ => format!("{shown} cannot be written: {error}"),
            })
        })?;
    file.write_all(text.as_bytes())?;
    terminal.line(Tone::Good, &format!("{shown} was written."))?;
    terminal.line(Tone::Plain, &format!("Read it:  bounceback check {shown}"))?;
    terminal.line(
        Tone::Plain,
        &format!(
            "Play it:  bounceback play {} --scenarios {}",
            verb.id,
            verb.folder.display()
        ),
    )?;
    Ok(ExitCode::SUCCESS)
}

/// What it begins with.
fn text(arguments: &Arguments, verb: &New) -> Result<String, CliError> {
    let said = |error: ReworkError| CliError::Said(error.to_string());
    // What stands in quotes must not end them: the reader says what an id is.
    let id = verb.id.escape_debug().to_string();
    if let Some(other) = &verb.copy {
        let (library, scenario) = named(arguments, other)?;
        let text = library.text_of(&scenario).unwrap_or_default();
        return under_id(text, &verb.id, true).map_err(said);
    }
    if let Some(story) = &verb.from_story {
        let mut store = records::open(arguments)?;
        let story = records::story::named(&mut *store, story)?;
        return under_id(&draft(&story), &verb.id, false).map_err(said);
    }
    Ok(match (verb.failure, verb.channel) {
        (None, None) => template(&id),
        (failure, channel) => template_for(
            &id,
            failure.unwrap_or(FailureKind::Goods),
            channel.unwrap_or(Channel::FaceToFace),
        ),
    })
}
