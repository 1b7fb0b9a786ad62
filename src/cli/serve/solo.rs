//! `bounceback serve --solo`: a class in browsers, with the trainer at this terminal.

use std::io::{self, Read};
use std::net::IpAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::Duration;

use serde::Serialize;

use super::super::args::{Arguments, Serve};
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome, find, playable, records};
use super::{PORT, console, folder, show};
use crate::record::Store;
use crate::serve::{ClassConfig, ClassHost, News, Sitting, youngest_class};
use crate::session::class::{Command, Offered, Standing, TraineeId};

/// The folder of classes among the data.
const CLASSES: &str = "classes";

const HELP: &str = "who: everybody · a N let in (a: all) · x N show out · o open or shut the door · q quit";

/// All that somebody needs to open the page.
#[derive(Serialize)]
struct Links<'a> {
    code: &'a str,
    pages: &'a [String],
    kept_at: Option<&'a Path>,
    connections: usize,
    /// The ids of what is offered.
    offered: Vec<String>,
}

pub fn run(arguments: &Arguments, verb: &Serve, listen: IpAddr, terminal: &mut Terminal) -> Outcome {
    let store = if verb.no_record {
        None
    } else {
        Some(records::open(arguments)?)
    };
    let said = |error: crate::serve::HostError| CliError::Said(error.to_string());
    let host = match &verb.again {
        Some(file) => {
            let file = match file {
                Some(file) => file.clone(),
                None => {
                    let folder = folder(arguments, CLASSES)?;
                    let none = || CliError::Said(format!("there is no class in {}", folder.display()));
                    youngest_class(&folder).ok_or_else(none)?
                }
            };
            ClassHost::again(&file, listen, verb.port, store).map_err(said)?
        }
        None => ClassHost::start(config(arguments, verb, listen, store)?).map_err(said)?,
    };
    let is_open = host.class().door_is_open();
    if verb.open && !is_open {
        host.tell(Command::Door { open: true }).map_err(CliError::Said)?;
    }
    if verb.json {
        if !host.class().door_is_open() {
            let words = "with --json nobody sits here to let people in: open the door with --open";
            return Err(CliError::Said(words.to_owned()));
        }
        let offered = host
            .class()
            .offered()
            .iter()
            .map(|offered| offered.scenario.id.clone())
            .collect();
        terminal.json(&Links {
            code: host.code(),
            pages: host.addresses(),
            kept_at: host.kept_at(),
            connections: host.room_for(),
            offered,
        })?;
        // Whoever started it ends it by closing its input.
        io::stdin().lock().read_to_end(&mut Vec::new())?;
        return Ok(ExitCode::SUCCESS);
    }
    links(&host, !verb.no_record, terminal)?;
    converse(&host, terminal)?;
    Ok(ExitCode::SUCCESS)
}

fn config(
    arguments: &Arguments,
    verb: &Serve,
    listen: IpAddr,
    store: Option<Box<dyn Store>>,
) -> Result<ClassConfig, CliError> {
    let library = playable(arguments)?;
    let scenarios = if verb.ids.is_empty() {
        library.scenarios().cloned().collect()
    } else {
        let named: Result<Vec<_>, _> = verb.ids.iter().map(|id| find(&library, id)).collect();
        named?
    };
    let mut offered: Vec<Offered> = Vec::new();
    for scenario in scenarios {
        if offered.iter().any(|other| other.scenario.id == scenario.id) {
            continue;
        }
        offered.push(Offered {
            policy: library.policy_for(&scenario),
            text: library.text_of(&scenario).unwrap_or_default().to_owned(),
            scenario,
        });
    }
    Ok(ClassConfig {
        offered,
        store,
        listen,
        port: verb.port.unwrap_or(PORT),
        folder: if verb.no_record {
            None
        } else {
            Some(folder(arguments, CLASSES)?)
        },
    })
}

/// How to come in.
fn links(host: &ClassHost, records: bool, terminal: &mut Terminal) -> io::Result<()> {
    terminal.write(&show::qr(&host.way().qr))?;
    terminal.line(Tone::Title, &format!("Code {}", host.code()))?;
    for address in host.addresses() {
        terminal.write(&format!("  open in a browser  {address}\n"))?;
    }
    let count = host.class().offered().len();
    let drills = if count == 1 {
        "1 drill".to_owned()
    } else {
        format!("{count} drills")
    };
    let kept = if records {
        "each is recorded under the name that its trainee gives"
    } else {
        "nothing is recorded"
    };
    terminal.line(Tone::Plain, &format!("{drills} offered; {kept}."))?;
    let door = if host.class().door_is_open() {
        "The door is open: whoever has the code comes in."
    } else {
        "The door is shut: who has the code asks to come in, and you let them in (a)."
    };
    terminal.line(Tone::Plain, door)?;
    terminal.line(
        Tone::Soft,
        "Nothing on the way is encrypted: who shares the network can read it.",
    )?;
    if let Some(path) = host.kept_at() {
        let words = format!(
            "Kept at {}; after a crash: bounceback serve --solo --again",
            path.display()
        );
        terminal.line(Tone::Soft, &words)?;
    }
    if host.room_for() < 400 {
        let words = format!(
            "The system allows {} connections at once (open files); for more raise its limit (ulimit -n).",
            host.room_for()
        );
        terminal.line(Tone::Soft, &words)?;
    }
    terminal.line(Tone::Soft, HELP)
}

/// Until the trainer quits; where nobody sits at the input, until the process is ended.
fn converse(host: &ClassHost, terminal: &mut Terminal) -> io::Result<()> {
    let lines = console::lines();
    loop {
        for news in host.news() {
            tell(host, &news, terminal)?;
        }
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => {
                if !done(host, line.trim(), terminal)? {
                    return Ok(());
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => thread::sleep(Duration::from_millis(100)),
        }
    }
}

/// Somebody as the trainer calls them: with the number that commands take.
fn called(host: &ClassHost, trainee: TraineeId) -> String {
    let name = host.class().trainee(trainee).and_then(|own| own.name.clone());
    let name = name.unwrap_or_else(|| "somebody without a name".to_owned());
    format!("{} {name}", trainee.0 + 1)
}

fn tell(host: &ClassHost, news: &News, terminal: &mut Terminal) -> io::Result<()> {
    match news {
        News::AtDoor { trainee, same: false } => {
            let words = format!(
                "{} is at the door: a {} lets them in, a everybody",
                called(host, *trainee),
                trainee.0 + 1
            );
            terminal.line(Tone::Warn, &words)
        }
        News::AtDoor { trainee, same: true } => {
            let words = format!(
                "{} is at the door, and somebody of that name is here. Is it the same person with another device? Then a {} gives them \
                 that person's drills; else x {0} and let them take another name",
                called(host, *trainee),
                trainee.0 + 1
            );
            terminal.line(Tone::Warn, &words.replace("{0}", &(trainee.0 + 1).to_string()))
        }
        News::In(trainee) => terminal.line(Tone::Plain, &format!("{} is in", called(host, *trainee))),
        News::Same(trainee) => terminal.line(
            Tone::Plain,
            &format!("{} goes on with another device", called(host, *trainee)),
        ),
        News::Gone(trainee) => terminal.line(Tone::Soft, &format!("{} has left", called(host, *trainee))),
        News::Began { trainee, title, mode } => terminal.line(
            Tone::Plain,
            &format!("{} begins “{title}” ({mode})", called(host, *trainee)),
        ),
        News::Finished { trainee, title } => terminal.line(
            Tone::Good,
            &format!("{} has finished “{title}”", called(host, *trainee)),
        ),
        News::Trouble(words) => terminal.line(Tone::Bad, words),
        News::Well(words) => terminal.line(Tone::Good, words),
    }
}

/// Does what a line asks; `false`: to quit.
fn done(host: &ClassHost, line: &str, terminal: &mut Terminal) -> io::Result<bool> {
    let mut words = line.split_whitespace();
    let (verb, rest) = (words.next().unwrap_or(""), words.next());
    let commands = match verb {
        "q" | "quit" => return Ok(false),
        "" | "who" => {
            who(&host.people(), terminal)?;
            return Ok(true);
        }
        "?" | "help" => Err(HELP.to_owned()),
        "o" | "door" => Ok(vec![Command::Door {
            open: !host.class().door_is_open(),
        }]),
        "a" | "admit" if rest.is_none() => everybody(&host.people()),
        "a" | "admit" => person(host, rest).map(|trainee| vec![Command::Admit { trainee }]),
        "x" | "out" => person(host, rest).map(|trainee| vec![Command::Remove { trainee }]),
        _ => Err(format!("there is no `{verb}`. {HELP}")),
    };
    match commands {
        Err(words) => terminal.line(Tone::Soft, &words)?,
        Ok(commands) => {
            for command in commands {
                let door = matches!(command, Command::Door { .. });
                match host.tell(command) {
                    Err(why) => terminal.line(Tone::Bad, &why)?,
                    Ok(()) if door => {
                        let words = if host.class().door_is_open() {
                            "The door is open: whoever has the code comes in."
                        } else {
                            "The door is shut."
                        };
                        terminal.line(Tone::Soft, words)?;
                    }
                    Ok(()) => {}
                }
            }
        }
    }
    Ok(true)
}

/// Lets in all at the door, but for those whose name is borne: they are let in one by one.
fn everybody(people: &[Sitting]) -> Result<Vec<Command>, String> {
    let at_door = people.iter().filter(|one| one.person.standing == Standing::Asking);
    let (same, others): (Vec<&Sitting>, Vec<&Sitting>) = at_door.partition(|one| one.person.same);
    if others.is_empty() {
        return Err(if same.is_empty() {
            "Nobody is at the door.".to_owned()
        } else {
            "Those at the door say names that somebody here bears: let them in one by one (a N).".to_owned()
        });
    }
    let admit = |one: &Sitting| Command::Admit {
        trainee: one.person.trainee,
    };
    Ok(others.into_iter().map(admit).collect())
}

/// The person of this number.
fn person(host: &ClassHost, word: Option<&str>) -> Result<TraineeId, String> {
    let number = word
        .and_then(|word| word.parse::<u32>().ok())
        .filter(|number| *number > 0);
    let trainee = number.map(|number| TraineeId(number - 1));
    let trainee = trainee.ok_or_else(|| "say which: their number stands in `who`".to_owned())?;
    if host.class().trainees().get(trainee.index()).is_none() {
        return Err(format!("nobody has the number {}: `who` lists all", trainee.0 + 1));
    }
    Ok(trainee)
}

fn who(people: &[Sitting], terminal: &mut Terminal) -> io::Result<()> {
    if people.is_empty() {
        return terminal.line(Tone::Plain, "Nobody is here yet.");
    }
    for one in people {
        let person = &one.person;
        let name = person.name.as_deref().unwrap_or("(no name)");
        let known = if one.known { " (in the records)" } else { "" };
        let does = match (person.standing, &person.plays) {
            (Standing::Asking, _) => "at the door".to_owned(),
            (_, Some(title)) => format!("plays “{title}”"),
            _ => "chooses or looks back".to_owned(),
        };
        let away = if one.here { "" } else { ", away" };
        let finished = match person.finished {
            0 => String::new(),
            1 => ", 1 drill finished".to_owned(),
            many => format!(", {many} drills finished"),
        };
        let words = format!("{} {name}{known}: {does}{finished}{away}", person.trainee.0 + 1);
        terminal.line(Tone::Plain, &words)?;
    }
    Ok(())
}
