//! `bounceback new`: writes a scenario to start from.

use std::fs::OpenOptions;
use std::io::Write;
use std::process::ExitCode;

use super::args::New;
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome};
use crate::library::POLICY_FILE;
use crate::scenario::{read, template};

pub fn run(verb: &New, terminal: &mut Terminal) -> Outcome {
    // What stands in quotes must not end them: the reader says what an id is.
    let text = template(&verb.id.escape_debug().to_string());
    let found = read(&text).found;
    if let Some(error) = found.first() {
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
