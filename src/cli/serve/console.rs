//! The facilitator at the terminal: a line is a command, what the room does is printed as it happens.

use std::io::{self, BufRead};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::super::terminal::{Terminal, Tone};
use super::show;
use crate::serve::{Host, Snapshot};
use crate::session::team::{Command, MemberId, Standing};

const HELP: &str = "Enter: on · b back · s skip to the decision · v second vote · h hot seat · c N decide for move N · \
hands 3 0 2: count hands · w let the customer wait · i N inject · p pause or resume · o open or shut the door · a N let in (a: all) · \
x N show out · who: people · end: debrief · q quit";

/// What is printed anew when it changes.
#[derive(PartialEq)]
struct Seen {
    place: (&'static str, usize, bool, Option<u32>, String, bool),
    door_open: bool,
    asking: usize,
    injects: Vec<String>,
}

impl Seen {
    fn of(now: &Snapshot) -> Self {
        let room = &now.room;
        Self {
            place: (
                room.phase,
                room.beat,
                room.paused,
                room.ballot,
                room.line.clone(),
                now.debrief.is_some(),
            ),
            door_open: room.door_open,
            asking: now.facilitator.asking,
            injects: now
                .facilitator
                .injects
                .iter()
                .map(|inject| inject.label.clone())
                .collect(),
        }
    }
}

/// Until the facilitator quits; where nobody sits at the input, until the process is ended.
pub fn run(host: &Host, terminal: &mut Terminal) -> io::Result<()> {
    terminal.line(Tone::Soft, HELP)?;
    let lines = lines();
    let (mut seen, mut voted) = (None, (0, 0));
    loop {
        let now = host.snapshot();
        let newest = Seen::of(&now);
        if seen.as_ref() != Some(&newest) {
            if seen.as_ref().is_none_or(|seen| seen.place != newest.place) {
                show::state(&now, terminal)?;
            }
            if seen.as_ref().is_none_or(|seen| seen.door_open != newest.door_open) {
                let words = if newest.door_open {
                    "The door is open: whoever has the code comes in."
                } else {
                    "The door is shut: who has the code asks to come in, and you let them in."
                };
                terminal.line(Tone::Soft, words)?;
            }
            if !newest.injects.is_empty() && seen.as_ref().is_none_or(|seen| seen.injects != newest.injects) {
                let all = newest.injects.iter().zip(1..);
                let all: Vec<String> = all.map(|(label, number)| format!("i {number} {label}")).collect();
                terminal.line(Tone::Soft, &format!("May be injected: {}", all.join(" · ")))?;
            }
            if newest.asking > 0 {
                terminal.line(
                    Tone::Warn,
                    &format!("{} at the door: a lets all in, who lists them", newest.asking),
                )?;
            }
            if let Some(trouble) = &now.trouble {
                terminal.line(Tone::Bad, trouble)?;
            }
            seen = Some(newest);
        }
        let count = (now.room.voted, now.room.of);
        if now.room.ballot.is_some() && count != voted {
            voted = count;
            terminal.line(Tone::Soft, &format!("{} of {} have voted", count.0, count.1))?;
        }
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => {
                if !done(host, line.trim(), terminal)? {
                    return Ok(());
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            // No keyboard: the remote drives.
            Err(RecvTimeoutError::Disconnected) => thread::sleep(Duration::from_millis(100)),
        }
    }
}

pub fn lines() -> Receiver<String> {
    let (send, lines) = sync_channel(16);
    thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if send.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Does what a line asks; `false`: to quit.
fn done(host: &Host, line: &str, terminal: &mut Terminal) -> io::Result<bool> {
    let mut words = line.split_whitespace();
    let (verb, rest) = (words.next().unwrap_or(""), words.collect::<Vec<_>>());
    let commands = match verb {
        "q" | "quit" => return Ok(false),
        "?" | "help" => Err(HELP.to_owned()),
        "who" => Err(people(host)),
        _ => commands(host, verb, &rest),
    };
    match commands {
        Err(words) => terminal.line(Tone::Soft, &words)?,
        Ok(commands) => {
            for command in commands {
                if let Err(why) = host.tell(command) {
                    terminal.line(Tone::Bad, &why)?;
                }
            }
        }
    }
    Ok(true)
}

fn commands(host: &Host, verb: &str, rest: &[&str]) -> Result<Vec<Command>, String> {
    let now = host.snapshot();
    let room = &now.room;
    let number = || rest.first().and_then(|word| word.parse::<u32>().ok());
    let person = || {
        number()
            .filter(|number| *number > 0)
            .map(|number| MemberId(number - 1))
            .ok_or("say which: their number stands in `who`")
    };
    Ok(vec![match verb {
        "" | "n" | "next" => Command::Next,
        "b" | "back" => Command::Back,
        "s" | "skip" => Command::Skip,
        "v" | "vote" => Command::SecondVote,
        "h" | "seat" => Command::HotSeat {
            member: if rest.is_empty() { None } else { Some(person()?) },
        },
        "w" | "wait" => Command::Silence,
        "i" | "inject" => {
            let at = number().and_then(|number| usize::try_from(number).ok()?.checked_sub(1));
            let chosen = at.and_then(|at| now.facilitator.injects.get(at));
            let chosen = chosen.ok_or_else(|| match now.facilitator.injects.len() {
                0 => "Nothing can be injected now: the scenario has no injects left, or nobody listens or talks."
                    .to_owned(),
                most => format!("say which: i and a number from 1 to {most}"),
            })?;
            Command::Inject { id: chosen.id.clone() }
        }
        "p" | "pause" => {
            if room.paused {
                Command::Resume
            } else {
                Command::Pause
            }
        }
        "o" | "door" => Command::Door { open: !room.door_open },
        "end" => Command::End,
        "x" | "out" => Command::Remove { member: person()? },
        "c" | "call" => {
            let chosen = room.moves.iter().find(|mv| Some(u32::from(mv.number)) == number());
            let choice = chosen.ok_or("say which: c and the move's number")?.choice;
            Command::Call { choice }
        }
        "hands" => {
            let hands: Result<Vec<u32>, _> = rest.iter().map(|word| word.parse()).collect();
            let open = room.moves.iter().filter(|mv| mv.open).count();
            let hands = hands.ok().filter(|hands| hands.len() == open);
            let hands = hands.ok_or_else(|| format!("say how many for each of the {open} moves: hands 3 0 2"))?;
            Command::Hands {
                ballot: room.ballot.ok_or("no vote is open")?,
                hands,
            }
        }
        "a" | "admit" if rest.is_empty() => {
            let asking = now
                .facilitator
                .people
                .iter()
                .filter(|one| one.standing == Standing::Asking);
            return Ok(asking.map(|one| Command::Admit { member: one.member }).collect());
        }
        "a" | "admit" => Command::Admit { member: person()? },
        _ => return Err(format!("there is no `{verb}`. {HELP}")),
    }])
}

fn people(host: &Host) -> String {
    let now = host.snapshot();
    let told: Vec<String> = now
        .facilitator
        .people
        .iter()
        .map(|one| {
            let mark = match one.standing {
                Standing::Asking => " (at the door)",
                Standing::Away => " (away)",
                Standing::In if one.voted => " ✓",
                Standing::In | Standing::Gone => "",
            };
            format!("{} {}{mark}", one.member.0 + 1, one.name)
        })
        .collect();
    if told.is_empty() {
        "Nobody is here yet.".to_owned()
    } else {
        told.join(" · ")
    }
}
