//! `bounceback export`: records and scenarios for other programs.

mod drills;
mod scenario;
mod table;
mod team;
mod xapi;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::args::{Arguments, Export, ExportVerb};
use super::terminal::Terminal;
use super::{CliError, Outcome, records};

pub fn run(arguments: &Arguments, verb: &Export, terminal: &mut Terminal) -> Outcome {
    match &verb.verb {
        // These ask nothing of the records.
        ExportVerb::Script(verb) => return scenario::script(arguments, verb, terminal),
        ExportVerb::Twee(verb) => return scenario::twee(arguments, verb, terminal),
        ExportVerb::Session(verb) => return team::session(arguments, verb, terminal),
        ExportVerb::Plan(verb) => return team::plan(arguments, verb, terminal),
        ExportVerb::Drills(_) | ExportVerb::Moves(_) | ExportVerb::Sessions(_) | ExportVerb::Xapi(_) => {}
    }
    let mut store = records::open(arguments)?;
    match &verb.verb {
        ExportVerb::Drills(verb) => table::run(verb, table::Rows::Drills, &mut *store),
        ExportVerb::Moves(verb) => table::run(verb, table::Rows::Moves, &mut *store),
        ExportVerb::Sessions(verb) => team::table(verb, &mut *store),
        ExportVerb::Xapi(verb) => xapi::run(verb, &mut *store, terminal),
        ExportVerb::Script(_) | ExportVerb::Twee(_) | ExportVerb::Session(_) | ExportVerb::Plan(_) => {
            unreachable!("they were answered above")
        }
    }
}

/// Says what was written, where it is not what is read anyway.
fn written(count: u64, what: &str, file: &Path) {
    if file != Path::new("-") {
        Terminal::remark(&format!("{count} {what} stand in {}", file.display()));
    }
}

/// A file, or standard output for `-`.
fn writer(file: &Path) -> Result<Box<dyn Write>, CliError> {
    if file == Path::new("-") {
        return Ok(Box::new(BufWriter::new(io::stdout())));
    }
    let file = File::create(file).map_err(|error| records::gather::unwritable(file, &error))?;
    Ok(Box::new(BufWriter::new(file)))
}
