//! `bounceback serve`: a team session without a window, with the facilitator at this terminal or at the remote; with `--solo` a class.

mod console;
mod show;
mod solo;

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::args::{Arguments, Serve};
use super::records::known_place;
use super::terminal::Terminal;
use super::{CliError, Outcome, find, playable};
use crate::drill::Setup;
use crate::library::records_folder;
use crate::serve::{Config, Host, Journal, keep};
use crate::session::team::{Command, Start};

/// Where phones look for a session, unless it is said otherwise.
const PORT: u16 = 8750;
/// The folder of sessions among the data.
const SESSIONS: &str = "sessions";

/// All that somebody needs to open the pages.
#[derive(Serialize)]
struct Links<'a> {
    code: &'a str,
    phones: &'a [String],
    facilitator: Option<String>,
    screen: Option<String>,
    kept_at: Option<&'a Path>,
    connections: usize,
}

pub fn run(arguments: &Arguments, verb: &Serve, terminal: &mut Terminal) -> Outcome {
    let listen = verb.listen.unwrap_or_else(likeliest);
    if verb.solo {
        return solo::run(arguments, verb, listen, terminal);
    }
    if verb.again.is_some() && verb.no_record {
        return Err(CliError::Said(
            "a session that goes on is kept: leave --no-record out".to_owned(),
        ));
    }
    let id = match verb.ids.as_slice() {
        [] => "",
        [id] => id,
        _ => {
            return Err(CliError::Said(
                "a team plays one scenario: name one, or let everybody practise alone with --solo".to_owned(),
            ));
        }
    };
    let host = match &verb.again {
        Some(file) => Host::again(&session_file(arguments, file.as_deref())?, Some(listen), verb.port),
        None => Host::start(config(arguments, verb, id, listen)?),
    };
    let host = host.map_err(|error| CliError::Said(error.to_string()))?;
    if verb.open && !host.team().door_is_open() {
        host.tell(Command::Door { open: true }).map_err(CliError::Said)?;
    }
    // With nothing kept on disk nothing stands in the records, either.
    let place = if verb.no_record { None } else { known_place(arguments)? };
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let keeper = place.map(|place| {
            let (host, over) = (&host, &over);
            scope.spawn(move || keep(host, &place, over))
        });
        let held = hold(&host, verb, terminal);
        over.store(true, Ordering::Release);
        // A debrief that is still worked out is waited for.
        let kept = keeper.map_or(Ok(()), |keeper| keeper.join().unwrap_or(Ok(())));
        if let Err(words) = kept {
            Terminal::remark(&words);
        }
        held
    })
}

/// Holds the session until whoever started it ends it.
fn hold(host: &Host, verb: &Serve, terminal: &mut Terminal) -> Outcome {
    if verb.json {
        terminal.json(&Links {
            code: host.code(),
            phones: host.addresses(),
            facilitator: host.facilitator_link(),
            screen: host.screen_link(),
            kept_at: host.kept_at(),
            connections: host.room_for(),
        })?;
        // Whoever started it ends it by closing its input.
        std::io::stdin().lock().read_to_end(&mut Vec::new())?;
        return Ok(ExitCode::SUCCESS);
    }
    show::links(host, terminal)?;
    console::run(host, terminal)?;
    Ok(ExitCode::SUCCESS)
}

/// The address of this machine that others on the network most likely reach.
fn likeliest() -> IpAddr {
    crate::serve::reached(Ipv4Addr::UNSPECIFIED.into())[0]
}

fn config(arguments: &Arguments, verb: &Serve, id: &str, listen: IpAddr) -> Result<Config, CliError> {
    let library = playable(arguments)?;
    let scenario = find(&library, id)?;
    let text = library.text_of(&scenario);
    let text = text.ok_or_else(|| CliError::Said("the scenario's text is gone".to_owned()))?;
    let seed = verb.seed.unwrap_or_else(rand::random);
    let start = Start {
        setup: Setup::draw(&scenario, library.policy_for(&scenario), verb.temper, seed),
        shows_by_itself: !verb.wait_for_me,
        ..Start::new(&scenario, seed)
    };
    Ok(Config {
        start,
        scenario_text: text.to_owned(),
        listen: Some(listen),
        port: verb.port.unwrap_or(PORT),
        folder: if verb.no_record {
            None
        } else {
            Some(sessions(arguments)?)
        },
    })
}

/// Where sessions are kept.
pub fn sessions(arguments: &Arguments) -> Result<PathBuf, CliError> {
    folder(arguments, SESSIONS)
}

/// A folder among the data.
fn folder(arguments: &Arguments, name: &str) -> Result<PathBuf, CliError> {
    let data = arguments.data.clone().or_else(records_folder);
    let data = data.ok_or_else(|| {
        CliError::Said("this system names no folder for data: give one with --data, or --no-record".to_owned())
    })?;
    Ok(data.join(name))
}

/// A session's file: the one that is named, or the youngest.
pub fn session_file(arguments: &Arguments, file: Option<&Path>) -> Result<PathBuf, CliError> {
    if let Some(file) = file {
        return Ok(file.to_owned());
    }
    let folder = sessions(arguments)?;
    Journal::youngest(&folder).ok_or_else(|| CliError::Said(format!("there is no session in {}", folder.display())))
}
