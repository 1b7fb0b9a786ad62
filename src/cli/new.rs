//! `bounceback new`: writes a scenario to start from.

use std::fs::OpenOptions;
use std::io::Write;
use std::process::ExitCode;

use super::args::New;
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome};
use crate::scenario::{read, template};

pub fn run(verb: &New, terminal: &mut Terminal) -> Outcome {
    let text = template(&verb.id);
    let found = read(&text).found;
    if let Some(error) = found.first() {
        let help = error.help.first().map(|help| format!("; {help}")).unwrap_or_default();
        return Err(CliError::Said(format!("{}: {}{help}", error.message, error.label)));
    }
    let path = verb.folder.join(format!("{}.ron", verb.id));
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
