//! People: listed, added, written out, erased.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::Timestamp;
use serde::Serialize;

use super::super::args::Arguments;
use super::super::serve::sessions;
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome};
use super::gather::waiting;
use super::person;
use crate::record::{By, Erased, Person, PersonId, Store, Sums};
use crate::serve::{Everything, forget, shares};

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

pub fn export(arguments: &Arguments, store: &mut dyn Store, name: &str, terminal: &mut Terminal) -> Outcome {
    let everything = Everything::of(store, folder(arguments).as_deref(), name).map_err(CliError::Said)?;
    if everything.is_empty() {
        person(store, name)?; // says that there is nobody of this name
    }
    terminal.json(&everything)?;
    Ok(ExitCode::SUCCESS)
}

/// Where the files of sessions are, where the system names a folder.
fn folder(arguments: &Arguments) -> Option<PathBuf> {
    sessions(arguments).ok()
}

pub fn erase(arguments: &Arguments, store: &mut dyn Store, name: &str, yes: bool, terminal: &mut Terminal) -> Outcome {
    let folder = folder(arguments);
    let known = store.person_named(name)?;
    let in_sessions = store.in_sessions(name)?.len();
    let in_files = match &folder {
        Some(folder) => shares(folder, name).map_err(CliError::Said)?.len(),
        None => 0,
    };
    if known.is_none() && in_sessions + in_files == 0 {
        person(store, name)?; // says that there is nobody of this name
    }
    let mut words = match &known {
        Some(person) => of_person(store, person)?,
        None => format!("{name} is none of the people here, and took part in team sessions. "),
    };
    if in_sessions + in_files > 0 {
        words += &format!(
            "Their name goes out of {in_sessions} team sessions in the records and {in_files} files of sessions; their votes stay, \
             as a former colleague's."
        );
    }
    terminal.line(Tone::Warn, words.trim_end())?;
    let own = known.as_ref().map_or(name.trim(), |person| person.name.as_str());
    if !yes {
        let typed = terminal.ask("Type the name to go on: ")?.unwrap_or_default();
        if typed.to_lowercase() != own.to_lowercase() {
            return Err(CliError::Said("nothing was deleted".to_owned()));
        }
    }
    // One transaction, then every page that held something is written anew: seconds, where there are many drills.
    let bar = waiting("deleting");
    let erased = match &known {
        Some(person) => store.erase(person.id),
        None => store.forget_in_sessions(name),
    };
    bar.finish_and_clear();
    tell(&erased?, known.is_some(), terminal)?;
    let Some(folder) = folder else {
        return Ok(ExitCode::SUCCESS);
    };
    let forgotten = forget(&folder, own).map_err(CliError::Said)?;
    if forgotten.sessions + forgotten.plans > 0 {
        let words = format!(
            "Their name went out of {} files of sessions and plans in {}.",
            forgotten.sessions + forgotten.plans,
            folder.display()
        );
        terminal.line(Tone::Plain, &words)?;
    }
    for file in &forgotten.held {
        let words = format!(
            "{} is held at the moment: end that session, then erase once more.",
            file.display()
        );
        terminal.line(Tone::Bad, &words)?;
    }
    Ok(if forgotten.held.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What goes with a person.
fn of_person(store: &mut dyn Store, person: &Person) -> Result<String, CliError> {
    let mut sums = Sums::default();
    for tally in store.tallies(By::Person, Some(person.id))? {
        sums += tally.sums;
    }
    let drills = if sums.begun == 1 {
        "1 drill".to_owned()
    } else {
        format!("{} drills", sums.begun)
    };
    Ok(format!(
        "This deletes {} for ever: their name, {drills}, what they said of them, the stories they told, their name in the stories of others, and older copies of all records. ",
        person.name
    ))
}

fn tell(erased: &Erased, is_person: bool, terminal: &mut Terminal) -> std::io::Result<()> {
    if is_person {
        let words = format!("Deleted: {} drills, {} stories.", erased.drills, erased.stories);
        terminal.line(Tone::Good, &words)?;
    }
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
    if erased.sessions > 0 {
        let words = match erased.sessions {
            1 => "In 1 team session the name stood: it says \"a former colleague\" now.".to_owned(),
            count => format!("In {count} team sessions the name stood: they say \"a former colleague\" now."),
        };
        terminal.line(Tone::Good, &words)?;
    }
    if !erased.swept {
        let words = "Another program has the records open: what was deleted leaves its log once that is closed.";
        terminal.line(Tone::Warn, words)?;
    }
    Ok(())
}
