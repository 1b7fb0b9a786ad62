//! `bounceback import`: a story of another program as a draft of a scenario.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::Import;
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, write};
use crate::exchange::{Format, Imported, import};
use crate::library::POLICY_FILE;

/// The most leftovers that are listed; all of them stand in the draft.
const LISTED: usize = 40;

pub fn run(verb: &Import, terminal: &mut Terminal) -> Outcome {
    let shown = verb.story.display().to_string();
    let said = |words: String| CliError::Said(words);
    let Some(format) = Format::of_file(&shown) else {
        let words = format!("{shown} is no story that can be imported: .twee or .tw (Twine), .json (ink, compiled)");
        return Err(said(words));
    };
    let bytes = std::fs::read(&verb.story).map_err(|error| said(format!("{shown} cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| said(format!("{shown} is no text in UTF-8: save it as such")))?;
    let stem = verb
        .out
        .as_deref()
        .filter(|out| *out != Path::new("-"))
        .unwrap_or(&verb.story)
        .file_stem();
    let stem = stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let imported = import(format, &text, &stem).map_err(|error| said(format!("{shown} was not imported: {error}")))?;
    let out = verb
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}.ron", imported.id)));
    if out.file_name().is_some_and(|name| name == POLICY_FILE) {
        return Err(said(format!(
            "{POLICY_FILE} is the site's policy: name another file with --out"
        )));
    }
    if write::text(&out, &imported.text, verb.force, terminal)? {
        report(&imported, &out, terminal)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn report(imported: &Imported, out: &Path, terminal: &mut Terminal) -> std::io::Result<()> {
    let Imported {
        beats,
        moves,
        leftovers,
        ..
    } = imported;
    terminal.line(
        Tone::Plain,
        &format!("{beats} beats, {moves} moves. The moves have no acts yet: look for TODO in it."),
    )?;
    if leftovers.is_empty() {
        terminal.line(Tone::Plain, "All of it was carried over.")?;
    } else {
        terminal.gap()?;
        terminal.line(
            Tone::Warn,
            &format!("Not carried over, or not as it was ({}):", leftovers.len()),
        )?;
        for leftover in leftovers.iter().take(LISTED) {
            terminal.paragraph(
                Tone::Plain,
                "  ",
                "      ",
                &format!("{}: {}", leftover.place, leftover.words),
            )?;
        }
        if leftovers.len() > LISTED {
            terminal.line(
                Tone::Plain,
                &format!(
                    "  and {} more, which stand above the scenario",
                    leftovers.len() - LISTED
                ),
            )?;
        }
    }
    terminal.gap()?;
    let shown = out.display();
    terminal.line(Tone::Plain, &format!("Read it:  bounceback check {shown} --no-solve"))?;
    terminal.line(
        Tone::Plain,
        &format!("Play it:  bounceback play {} --scenarios {shown}", imported.id),
    )
}
