//! `bounceback export drills` and `moves`: tables, or one document.

use std::process::ExitCode;

use super::super::args::Table as Verb;
use super::super::records::maybe;
use super::super::{CliError, Outcome};
use super::{drills, writer, written};
use crate::record::Store;
use crate::record::export::{Document, Moves, Table};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    Drills,
    Moves,
}

pub fn run(verb: &Verb, rows: Rows, store: &mut dyn Store) -> Outcome {
    let (file, count) = if let Some(file) = &verb.json {
        let people = match maybe(store, verb.whose.person.as_deref())? {
            Some(person) => vec![person],
            None => store.people()?,
        };
        let out = writer(file)?;
        let count = match rows {
            Rows::Drills => {
                let mut document = Document::begin(&people, out)?;
                let count = drills::each(store, &verb.whose, &|_| true, &mut |_, drill| {
                    Ok(document.add(drill.kept)?)
                })?;
                document.finish()?;
                count
            }
            Rows::Moves => {
                let mut document = Moves::begin(&people, out)?;
                let count = drills::each(store, &verb.whose, &|_| true, &mut |_, drill| Ok(document.add(drill)?))?;
                document.finish()?;
                count
            }
        };
        (file, count)
    } else {
        let file = verb.csv.as_ref().expect("clap asks for one of both");
        let out = writer(file)?;
        let table = match rows {
            Rows::Drills => Table::drills(out),
            Rows::Moves => Table::moves(out),
        };
        let mut table = table.map_err(broken)?;
        let count = drills::each(store, &verb.whose, &|_| true, &mut |_, drill| {
            table.add(drill).map_err(broken)
        })?;
        table.finish().map_err(broken)?;
        (file, count)
    };
    written(count, "drills", file);
    Ok(ExitCode::SUCCESS)
}

/// What writing a table came to.
pub fn broken(error: csv::Error) -> CliError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => CliError::Io(error),
        other => CliError::Said(format!("the table cannot be written: {other:?}")),
    }
}
