//! Team sessions: listed, and forgotten one by one.

use std::process::ExitCode;

use jiff::tz::TimeZone;

use super::super::args::Sessions;
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome};
use crate::record::{KeptSession, SessionLine, Store};

pub fn run(verb: &Sessions, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    if let Some(id) = &verb.delete {
        let kept = named(store, Some(id))?;
        let swept = store.delete_session(kept.line.id)?;
        terminal.line(Tone::Good, &format!("Deleted: {}", told(&kept.line)))?;
        let words = "Its file among the sessions is another one: delete that, too, where nothing shall be left.";
        terminal.line(Tone::Plain, words)?;
        if !swept {
            let words = "Another program has the records open: what was deleted leaves its log once that is closed.";
            terminal.line(Tone::Warn, words)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let lines = store.sessions()?;
    if verb.json {
        terminal.json(&lines)?;
        return Ok(ExitCode::SUCCESS);
    }
    if lines.is_empty() {
        terminal.line(Tone::Plain, "No team session yet: `bounceback serve` holds one.")?;
    }
    for line in &lines {
        terminal.paragraph(Tone::Plain, "", "    ", &told(line))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// "0193… 2026-11-22 08:40 leaking-roof, 6 people: Loyal, score 84, accuracy 91, price of the consensus 6".
pub fn told(line: &SessionLine) -> String {
    let at = line.at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M");
    let people = match line.people {
        0 => "by show of hands".to_owned(),
        1 => "1 person".to_owned(),
        people => format!("{people} people"),
    };
    format!("{} {at} {}, {people}: {}", line.id, line.scenario, line.told())
}

/// The session whose id begins so; without one the newest.
pub fn named(store: &mut dyn Store, id: Option<&str>) -> Result<KeptSession, CliError> {
    let lines = store.sessions()?;
    let mut found = lines
        .iter()
        .filter(|line| id.is_none_or(|id| line.id.to_string().starts_with(id)));
    let first = found.next().ok_or_else(|| match id {
        Some(id) => CliError::Said(format!(
            "there is no team session `{id}`: `bounceback records sessions` lists all of them"
        )),
        None => CliError::Said("there is no team session in the records yet: `bounceback serve` holds one".to_owned()),
    })?;
    if let (Some(id), Some(_)) = (id, found.next()) {
        return Err(CliError::Said(format!(
            "`{id}` begins the ids of several sessions: write more of it"
        )));
    }
    Ok(store.session(first.id)?)
}
