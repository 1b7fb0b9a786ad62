//! Drills: listed, and gone on with.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::super::play::{self, tape::Tape};
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome};
use super::person;
use crate::record::{Filter, Line, PersonId, Store};
use crate::scenario::read;
use crate::vocabulary::Vocabulary;

pub fn list(store: &mut dyn Store, name: Option<&str>, most: u32, json: bool, terminal: &mut Terminal) -> Outcome {
    let whose = match name {
        Some(name) => Some(person(store, name)?.id),
        None => None,
    };
    let filter = Filter {
        person: whose,
        ..Filter::default()
    };
    let lines = store.lines(&filter, None, most)?;
    if json {
        terminal.json(&lines)?;
        return Ok(ExitCode::SUCCESS);
    }
    if lines.is_empty() {
        terminal.line(Tone::Plain, "No drill yet: `bounceback play` records one.")?;
    }
    let names: BTreeMap<PersonId, String> = store
        .people()?
        .into_iter()
        .map(|person| (person.id, person.name))
        .collect();
    for line in &lines {
        let name = line
            .person
            .and_then(|person| names.get(&person))
            .map_or("-", String::as_str);
        terminal.paragraph(Tone::Plain, "", "    ", &told(line, name))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// "0193… 2026-11-22 08:40 Zoë: broken-heel, drill: Champion, score 92."
fn told(line: &Line, name: &str) -> String {
    let at = line.at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M");
    let came = match (&line.headline, line.ended) {
        (Some(found), _) => format!("{}, score {}", found.tier.name(), (found.score + 50) / 100),
        (None, Some(_)) => "ended, no grades".to_owned(),
        (None, None) => format!("open after {} steps", line.entries),
    };
    let retry = if line.retry_of.is_some() { ", a retry" } else { "" };
    let mode = line.mode.name().to_lowercase();
    format!("{} {at} {name}: {}, {mode}{retry}: {came}", line.id, line.scenario)
}

pub fn resume(mut store: Box<dyn Store>, drill: Option<&str>, name: Option<&str>, terminal: &mut Terminal) -> Outcome {
    let whose = match name {
        Some(name) => Some(person(&mut *store, name)?.id),
        None => None,
    };
    let open = store.open_drills(whose)?;
    let named = |line: &&Line| drill.is_none_or(|drill| line.id.to_string().starts_with(drill));
    let Some(line) = open.iter().find(named) else {
        let whose = name.map_or_else(|| "without a name".to_owned(), |name| format!("of {name}"));
        let which = drill.map(|drill| format!(" `{drill}`")).unwrap_or_default();
        return Err(CliError::Said(format!(
            "there is no open drill{which} {whose}: `bounceback records drills` lists all of them, --person NAME says whose"
        )));
    };
    let kept = store.kept(line.id)?;
    let text = store.text(line.hash)?;
    let scenario = read(&text).scenario.ok_or_else(|| {
        CliError::Said(format!(
            "the text of `{}` as it was played cannot be read by this bounceback",
            line.scenario
        ))
    })?;
    let solo = kept
        .go_on(&Arc::new(scenario))
        .map_err(|error| CliError::Said(error.to_string()))?;
    play::resume(solo, Tape::resume(store, &kept), name.is_some(), terminal)
}
