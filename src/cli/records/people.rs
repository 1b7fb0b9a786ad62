//! People: listed, added, written out, erased.

use std::collections::BTreeMap;
use std::process::ExitCode;

use jiff::Timestamp;
use serde::Serialize;

use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome};
use super::gather::waiting;
use super::person;
use crate::record::{By, Person, PersonId, Store, Sums};

/// A person with what their drills come to.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    person: Person,
    sums: Sums,
}

pub fn list(store: &mut dyn Store, json: bool, terminal: &mut Terminal) -> Outcome {
    let mut sums: BTreeMap<Option<PersonId>, Sums> = BTreeMap::new();
    for tally in store.tallies(By::Person, None)? {
        *sums.entry(tally.person).or_default() += tally.sums;
    }
    let people = store.people()?.into_iter();
    let rows: Vec<Row> = people
        .map(|person| Row {
            sums: sums.get(&Some(person.id)).copied().unwrap_or_default(),
            person,
        })
        .collect();
    if json {
        terminal.json(&rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    if rows.is_empty() {
        terminal.line(Tone::Plain, "Nobody yet: `bounceback records add NAME` adds somebody.")?;
    }
    for row in &rows {
        terminal.line(Tone::Plain, &format!("{}: {}", row.person.name, told(&row.sums)))?;
    }
    if let Some(nobody) = sums.get(&None).filter(|sums| sums.begun > 0) {
        terminal.line(Tone::Soft, &format!("Without a name: {}", told(nobody)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn told(sums: &Sums) -> String {
    let drills = match sums.begun {
        0 => return "no drill yet".to_owned(),
        1 => "1 drill".to_owned(),
        begun => format!("{begun} drills"),
    };
    let open = sums.begun - sums.ended;
    let open = if open > 0 {
        format!(", {open} open")
    } else {
        String::new()
    };
    let Some(score) = sums.score.checked_div(sums.judged) else {
        return format!("{drills}{open}");
    };
    let champions = sums.left_as(crate::customer::Tier::Champion);
    format!(
        "{drills}{open}, score {} on average, {champions} Champion{} created",
        (score + 50) / 100,
        if champions == 1 { "" } else { "s" }
    )
}

pub fn add(store: &mut dyn Store, name: &str, terminal: &mut Terminal) -> Outcome {
    let person = store.add_person(name, Timestamp::now())?;
    let words = format!(
        "{0} was added. `bounceback play --person \"{0}\"` plays as them.",
        person.name
    );
    terminal.line(Tone::Good, &words)?;
    Ok(ExitCode::SUCCESS)
}

pub fn export(store: &mut dyn Store, name: &str, terminal: &mut Terminal) -> Outcome {
    let person = person(store, name)?;
    terminal.json(&store.export(person.id)?)?;
    Ok(ExitCode::SUCCESS)
}

pub fn erase(store: &mut dyn Store, name: &str, yes: bool, terminal: &mut Terminal) -> Outcome {
    let person = person(store, name)?;
    let mut sums = Sums::default();
    for tally in store.tallies(By::Person, Some(person.id))? {
        sums += tally.sums;
    }
    let words = format!(
        "This deletes {} for ever: their name, {}, what they said of them, the stories they told, their name in the stories of others, and older copies of all records.",
        person.name,
        if sums.begun == 1 {
            "1 drill".to_owned()
        } else {
            format!("{} drills", sums.begun)
        }
    );
    terminal.line(Tone::Warn, &words)?;
    if !yes {
        let typed = terminal.ask("Type the name to go on: ")?.unwrap_or_default();
        if typed.to_lowercase() != person.name.to_lowercase() {
            return Err(CliError::Said("nothing was deleted".to_owned()));
        }
    }
    // One transaction, then every page that held something is written anew: seconds, where there are many drills.
    let bar = waiting("deleting");
    let erased = store.erase(person.id);
    bar.finish_and_clear();
    let erased = erased?;
    let words = format!("Deleted: {} drills, {} stories.", erased.drills, erased.stories);
    terminal.line(Tone::Good, &words)?;
    for copy in &erased.copies {
        terminal.line(Tone::Plain, &format!("The copy {} was deleted, too.", copy.display()))?;
    }
    if erased.mentions > 0 {
        let words = match erased.mentions {
            1 => "In 1 story that somebody else told the name stood: it says \"a former colleague\" now.".to_owned(),
            count => {
                format!("In {count} stories that others told the name stood: they say \"a former colleague\" now.")
            }
        };
        terminal.line(Tone::Plain, &words)?;
    }
    if !erased.swept {
        let words = "Another program has the records open: what was deleted leaves its log once that is closed.";
        terminal.line(Tone::Warn, words)?;
    }
    Ok(ExitCode::SUCCESS)
}
