//! The command line: one file a verb. Reads arguments, calls the core, prints what it answers.
//!
//! With `--json` one document goes to standard output; messages go to standard error.

mod args;
#[cfg(feature = "app")]
mod bench;
mod bench_team;
mod check;
mod customer;
mod demo_data;
mod evidence;
mod explain;
mod export;
mod import;
mod look;
mod lsp;
mod map;
mod new;
mod pack;
mod play;
mod policy;
mod records;
mod rename;
mod review;
mod serve;
mod solve;
mod sound;
mod table;
mod terminal;
mod transcript;
mod window;
mod write;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use args::{Arguments, BenchWhat, Verb};
use terminal::Terminal;

use crate::library::{File, Library, LoadError};
use crate::record::StoreError;
use crate::scenario::Scenario;

/// Why a verb could not do its work. Each is told in a sentence that says what to do.
#[derive(Debug)]
enum CliError {
    Load(LoadError),
    Io(std::io::Error),
    Store(StoreError),
    /// Anything else, in words.
    Said(String),
}

impl std::fmt::Display for CliError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Load(error) => error.fmt(f),
            Self::Io(error) => write!(f, "{error}"),
            Self::Store(error) => error.fmt(f),
            Self::Said(words) => f.write_str(words),
        }
    }
}

impl From<LoadError> for CliError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

type Outcome = Result<ExitCode, CliError>;

/// Runs the program with the arguments of the process. Exit status 0 where all went well, 1 where something did not (it is
/// said on standard error), 2 where the arguments make no sense.
#[must_use]
pub fn main() -> ExitCode {
    #[cfg(feature = "app")]
    let begun = std::time::Instant::now();
    let arguments = Arguments::parse();
    let mut terminal = Terminal::new();
    let outcome = match &arguments.verb {
        None => window::run(&arguments, &mut terminal),
        Some(Verb::Play(verb)) => play::run(&arguments, verb, &mut terminal),
        Some(Verb::Check(verb)) => check::run(&arguments, verb, &mut terminal),
        Some(Verb::Lsp) => lsp::run(),
        Some(Verb::Explain(verb)) => explain::run(verb, &mut terminal),
        Some(Verb::Review(verb)) => review::run(&arguments, verb, &mut terminal),
        Some(Verb::Solve(verb)) => solve::run(&arguments, verb, &mut terminal),
        Some(Verb::Policy(verb)) => policy::run(&arguments, verb, &mut terminal),
        Some(Verb::Records(verb)) => records::run(&arguments, verb, &mut terminal),
        Some(Verb::Export(verb)) => export::run(&arguments, verb, &mut terminal),
        Some(Verb::DemoData(verb)) => demo_data::run(&arguments, verb, &mut terminal),
        Some(Verb::New(verb)) => new::run(&arguments, verb, &mut terminal),
        Some(Verb::Rename(verb)) => rename::run(&arguments, verb, &mut terminal),
        Some(Verb::Pack(verb)) => pack::pack(verb, &mut terminal),
        Some(Verb::Import(verb)) => import::run(verb, &mut terminal),
        Some(Verb::Map(verb)) => map::run(&arguments, verb, &mut terminal),
        Some(Verb::Unpack(verb)) => pack::unpack(verb, &mut terminal),
        Some(Verb::Look(verb)) => look::run(&arguments, verb, &mut terminal),
        Some(Verb::Customer(verb)) => customer::run(verb, &mut terminal),
        Some(Verb::Evidence(verb)) => evidence::run(verb, &mut terminal),
        Some(Verb::Sound(verb)) => sound::run(verb, &mut terminal),
        #[cfg(feature = "app")]
        Some(Verb::Screenshots(verb)) => window::screenshots(&arguments, verb),
        Some(Verb::Serve(verb)) => serve::run(&arguments, verb, &mut terminal),
        Some(Verb::Bench(verb)) => match &verb.what {
            Some(BenchWhat::Team(team)) => bench_team::run(verb, team, &mut terminal),
            #[cfg(feature = "app")]
            None => bench::run(&arguments, verb, begun, &mut terminal),
            #[cfg(not(feature = "app"))]
            None => Err(CliError::Said(
                "this program was built without the window: `bounceback bench team` measures a session".to_owned(),
            )),
        },
    };
    match outcome {
        Ok(status) => status,
        // Whoever read the output has enough: that is no failure.
        Err(CliError::Io(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            Terminal::complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// The library that the arguments name: a folder, or what is shipped.
fn library(arguments: &Arguments) -> Result<Library, CliError> {
    Ok(match &arguments.scenarios {
        Some(folder) => Library::load(&[folder])?,
        None => Library::shipped(),
    })
}

/// The library that the arguments name, to be played from: under a policy that cannot be read, nobody knows what is allowed.
fn playable(arguments: &Arguments) -> Result<Library, CliError> {
    let library = library(arguments)?;
    match library.policy_file.as_ref().filter(|file| file.has_errors()) {
        Some(file) => Err(CliError::Said(format!(
            "{0} has errors: `bounceback check {0}` says which",
            file.source.name
        ))),
        None => Ok(library),
    }
}

/// The scenario with this id.
fn find(library: &Library, id: &str) -> Result<Arc<Scenario>, CliError> {
    if let Some(scenario) = library.find(id) {
        return Ok(Arc::clone(scenario));
    }
    let help = match library.nearest(id) {
        Some(near) => format!("did you mean `{near}`?"),
        None if library.all_files().any(File::has_errors) => {
            "some files have errors: `bounceback check` says which".to_owned()
        }
        None => {
            let ids: Vec<&str> = library.scenarios().map(|scenario| scenario.id.as_str()).collect();
            format!("there are: {}", ids.join(", "))
        }
    };
    Err(CliError::Said(format!("there is no scenario `{id}`; {help}")))
}

/// The scenario of a file, or the one with this id, with the library that it stands in.
fn named(arguments: &Arguments, named: &str) -> Result<(Library, Arc<Scenario>), CliError> {
    let path = Path::new(named);
    let is_file = path.is_file() || path.extension().is_some_and(|extension| extension == "ron");
    if !is_file {
        let library = library(arguments)?;
        let scenario = find(&library, named)?;
        return Ok((library, scenario));
    }
    let library = Library::load(&[path])?;
    if library.all_files().any(File::has_errors) {
        let words = format!("{named} has errors: `bounceback check {named}` says which");
        return Err(CliError::Said(words));
    }
    let scenario = library.scenarios().next().map(Arc::clone);
    match scenario {
        Some(scenario) => Ok((library, scenario)),
        None => Err(CliError::Said(format!("{named} holds no scenario"))),
    }
}
