//! `bounceback records`: what was practised, and the people who did.

mod drills;
pub mod gather;
mod manager;
mod people;
mod plan;
mod progress;
mod rejudge;
mod scenario;
pub mod sessions;
pub mod story;
mod team;

use super::args::{Arguments, Records, RecordsVerb};
use super::terminal::Terminal;
use super::{CliError, Outcome};
use crate::diagnostic::Known;
use crate::library::{records_folder, settings_folder};
use crate::record::{FILE, Person, Store, configured};

pub fn run(arguments: &Arguments, verb: &Records, terminal: &mut Terminal) -> Outcome {
    let mut store = open(arguments)?;
    match &verb.verb {
        RecordsVerb::People { json } => people::list(&mut *store, *json, terminal),
        RecordsVerb::Add { name } => people::add(&mut *store, name, terminal),
        RecordsVerb::Drills { person, most, json } => {
            drills::list(&mut *store, person.as_deref(), *most, *json, terminal)
        }
        RecordsVerb::Resume { drill, person } => drills::resume(store, drill.as_deref(), person.as_deref(), terminal),
        RecordsVerb::Plan(verb) => plan::run(arguments, verb, &mut *store, terminal),
        RecordsVerb::Progress(verb) => progress::run(arguments, verb, &mut *store, terminal),
        RecordsVerb::Team { json } => team::run(arguments, *json, &mut *store, terminal),
        RecordsVerb::Sessions(verb) => sessions::run(verb, &mut *store, terminal),
        RecordsVerb::Scenario(verb) => scenario::run(arguments, verb, &mut *store, terminal),
        RecordsVerb::Manager(verb) => manager::run(arguments, verb, &mut *store, terminal),
        RecordsVerb::Story(verb) => story::run(verb, &mut *store, terminal),
        RecordsVerb::ExportPerson { name } => people::export(arguments, &mut *store, name, terminal),
        RecordsVerb::Erase { name, yes } => people::erase(arguments, &mut *store, name, *yes, terminal),
        RecordsVerb::Rejudge => rejudge::run(&mut *store, terminal),
    }
}

/// Opens the records that the arguments name: a store, or the file in the user's folder.
pub fn open(arguments: &Arguments) -> Result<Box<dyn Store>, CliError> {
    Ok(crate::record::open(&place(arguments)?)?)
}

/// Where the records are that the arguments name.
pub fn place(arguments: &Arguments) -> Result<String, CliError> {
    known_place(arguments)?.ok_or_else(|| {
        let words = "this system knows no folder for records: name a file with --store";
        CliError::Said(words.to_owned())
    })
}

/// The same; `None` where nothing is named and the system knows no folder. What is typed goes before the environment, that before a file
/// `records.ron` beside the settings or the records, that before the user's own file.
pub fn known_place(arguments: &Arguments) -> Result<Option<String>, CliError> {
    if let Some(place) = &arguments.store {
        return Ok(Some(place.clone()));
    }
    let folders = match &arguments.data {
        Some(folder) => vec![folder.clone()],
        None => settings_folder().into_iter().chain(records_folder()).collect(),
    };
    for folder in &folders {
        if let Some(place) = configured(folder).map_err(|error| CliError::Said(error.to_string()))? {
            return Ok(Some(place));
        }
    }
    let own = folders.last().map(|folder| folder.join(FILE).display().to_string());
    Ok(own.filter(|_| arguments.data.is_some() || records_folder().is_some()))
}

/// The person of this name.
pub fn person(store: &mut dyn Store, name: &str) -> Result<Person, CliError> {
    if let Some(person) = store.person_named(name)? {
        return Ok(person);
    }
    let people = store.people()?;
    let known = Known(people.iter().map(|person| person.name.as_str()).collect());
    let help = known.help(name).map(|help| format!("{help}; ")).unwrap_or_default();
    Err(CliError::Said(format!(
        "there is nobody named `{name}` in the records; {help}`bounceback records add \"{name}\"` adds them"
    )))
}

/// The person of this name; `None` where no name is given.
pub fn maybe(store: &mut dyn Store, name: Option<&str>) -> Result<Option<Person>, CliError> {
    name.map(|name| person(store, name)).transpose()
}
