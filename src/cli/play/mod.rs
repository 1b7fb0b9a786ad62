//! `bounceback play`: the drill as text, for a person, a screen reader, a script or a pipe.

pub(super) mod debrief;
mod due;
mod keep;
mod table;
pub(super) mod tape;
mod way;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::args::{Arguments, Play};
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, playable, transcript};
use crate::library::Library;
use crate::scenario::{Policy, Scenario};
use crate::session::{Options, Pace, Solo};
use keep::Keep;
use table::Answer;
use tape::{Blank, Tape};

pub fn run(arguments: &Arguments, verb: &Play, terminal: &mut Terminal) -> Outcome {
    let library = playable(arguments)?;
    let due = match verb.due {
        Some(number) => Some(due::find(arguments, verb, &library, number)?),
        None => None,
    };
    let scenario = match &due {
        Some(due) => due::scenario(due, &library)?,
        None => match choose_scenario(&library, verb, terminal)? {
            Some(scenario) => scenario,
            None => return Ok(ExitCode::SUCCESS),
        },
    };
    let way = match &verb.to {
        Some(to) => Some(way::find(to, &library, &scenario)?),
        None => None,
    };
    let keep = match &verb.keep_test {
        Some(name) => Some(Keep::ready(name, arguments, verb.seed, &library, &scenario)?),
        None => None,
    };
    let moves = way.as_ref().map_or(&verb.moves, |way| &way.moves);
    // A script without a seed should do the same each time; a person wants another customer each time.
    let scripted = verb.json || !verb.moves.is_empty();
    let seed = verb
        .seed
        .or(way.as_ref().and_then(|way| way.seed))
        .unwrap_or_else(|| if scripted { 1 } else { seed_from_clock() });
    let options = Options {
        seed,
        mode: verb.mode,
        pace: verb.pace,
        temper: way.as_ref().map_or(verb.temper, |way| Some(way.temper)),
    };
    let (mut solo, retry_of) = match &due {
        Some(due) => due::start(due, verb, &library, &scenario, options)?,
        None => (begin(verb, &scenario, library.policy_for(&scenario), options)?, None),
    };
    let text = library.text_of(&scenario).unwrap_or_default();
    let blank = Blank::ready(arguments, verb)?;
    if verb.json {
        let mut tape = blank.begin(&solo, text, None, retry_of);
        script(&mut solo, moves, &mut tape)?;
        drain(&mut solo, terminal, &mut tape)?;
        tape.end(&solo, None);
        terminal.json(&transcript::document(&solo, library.text_of(&solo.drill().scenario)))?;
        keep.map_or(Ok(()), |keep| keep.write(&solo))?;
        return Ok(ExitCode::SUCCESS);
    }
    table::briefing(&solo, terminal)?;
    if let Some(due) = &due {
        terminal.line(Tone::Warn, &due.why)?;
        terminal.gap()?;
    }
    // A part of a drill says little about the whole of it.
    let sure = if retry_of.is_none() && way.is_none() && verb.begin.at.is_none() && verb.moves.is_empty() {
        blank.ask(terminal)?
    } else {
        None
    };
    let mut tape = blank.begin(&solo, text, sure, retry_of);
    let so_far = if retry_of.is_some() {
        solo.drill().transcript()
    } else {
        solo.drill().opening()
    };
    table::say(&solo, &so_far, terminal)?;
    for word in moves {
        let shown = table::offers(&solo, terminal)?;
        let answer = table::understand(word, &solo, &shown).map_err(CliError::Said)?;
        terminal.line(Tone::Soft, &format!("> {word}"))?;
        act(&mut solo, answer, 0, terminal, &mut tape)?.map_err(CliError::Said)?;
    }
    if verb.moves.is_empty() || Terminal::is_interactive() {
        converse(&mut solo, terminal, &mut tape)?;
    }
    finish(&solo, verb.person.is_some(), terminal, &mut tape)?;
    keep.map_or(Ok(()), |keep| keep.write(&solo))?;
    Ok(ExitCode::SUCCESS)
}

/// The drill from its beginning, or from where it was asked to begin.
fn begin(verb: &Play, scenario: &Arc<Scenario>, policy: Policy, options: Options) -> Result<Solo, CliError> {
    let Some(start) = verb.begin.start() else {
        return Ok(Solo::start(scenario, policy, options));
    };
    Solo::start_at(scenario, policy, &start, options).map_err(|faults| {
        let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
        CliError::Said(words.join("\n"))
    })
}

/// Tells what came of the drill, where it is finished.
fn finish(solo: &Solo, has_name: bool, terminal: &mut Terminal, tape: &mut Tape) -> Result<(), CliError> {
    if solo.drill().is_over() {
        let review = debrief::print(solo.drill(), terminal)?;
        tape.end(solo, Some(review));
        tape.ask(has_name, terminal)?;
    } else {
        terminal.gap()?;
        let words = if tape.is_recorded() {
            "The drill is not finished. `bounceback records resume` goes on with it."
        } else {
            "The drill is not finished."
        };
        Terminal::remark(words);
    }
    Ok(())
}

/// Goes on with a recorded drill.
pub(super) fn resume(mut solo: Solo, mut tape: Tape, has_name: bool, terminal: &mut Terminal) -> Outcome {
    table::briefing(&solo, terminal)?;
    let all = solo.drill().transcript();
    table::say(&solo, &all, terminal)?;
    converse(&mut solo, terminal, &mut tape)?;
    finish(&solo, has_name, terminal, &mut tape)?;
    Ok(ExitCode::SUCCESS)
}

fn seed_from_clock() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.as_secs() % 100_000
}

/// The scenario that is named, or that is chosen from a list; `None` where nobody chooses.
fn choose_scenario(library: &Library, verb: &Play, terminal: &mut Terminal) -> Result<Option<Arc<Scenario>>, CliError> {
    if let Some(id) = &verb.id {
        return super::find(library, id).map(Some);
    }
    let scenarios: Vec<&Arc<Scenario>> = library.scenarios().collect();
    if scenarios.is_empty() {
        return Err(CliError::Said(
            "no scenario can be played: `bounceback check` says why".to_owned(),
        ));
    }
    terminal.line(Tone::Title, "Which drill?")?;
    for (scenario, number) in scenarios.iter().zip(1..) {
        terminal.paragraph(
            Tone::Plain,
            "",
            "   ",
            &format!("{number}. {} ({})", scenario.title, scenario.id),
        )?;
        terminal.paragraph(Tone::Soft, "   ", "   ", &scenario.summary)?;
    }
    loop {
        let Some(answer) = terminal.ask("Number, or q to leave: ")? else {
            return Ok(None);
        };
        if answer.eq_ignore_ascii_case("q") {
            return Ok(None);
        }
        let by_number = answer
            .parse::<usize>()
            .ok()
            .and_then(|number| scenarios.get(number.checked_sub(1)?));
        let chosen = by_number.or_else(|| scenarios.iter().find(|scenario| scenario.id == answer));
        if let Some(scenario) = chosen {
            return Ok(Some(Arc::clone(scenario)));
        }
        terminal.line(Tone::Warn, &format!("Type a number from 1 to {}.", scenarios.len()))?;
    }
}

/// Plays the moves of the command line without a word.
fn script(solo: &mut Solo, moves: &[String], tape: &mut Tape) -> Result<(), CliError> {
    for word in moves {
        let shown = solo.offers();
        match table::understand(word, solo, &shown).map_err(CliError::Said)? {
            Answer::Choose(index) => solo.choose(index).map(drop),
            Answer::Wait => solo.wait().map(drop),
            Answer::Inject(index) => solo.inject(index).map(drop),
            _ => return Err(CliError::Said(format!("`{word}` is no move"))),
        }
        .map_err(|refusal| CliError::Said(table::refusal(solo, word, refusal)))?;
        tape.note(solo, 0);
    }
    Ok(())
}

/// Plays moves that come down a pipe without a word, one a line.
fn drain(solo: &mut Solo, terminal: &mut Terminal, tape: &mut Tape) -> Result<(), CliError> {
    if Terminal::is_interactive() {
        return Ok(());
    }
    while !solo.drill().is_over() {
        let Some(word) = terminal.ask("")? else { break };
        if word.is_empty() {
            continue;
        }
        let shown = solo.offers();
        match table::understand(&word, solo, &shown).map_err(CliError::Said)? {
            Answer::Choose(index) => solo.choose(index).map(drop),
            Answer::Wait => solo.wait().map(drop),
            Answer::Inject(index) => solo.inject(index).map(drop),
            Answer::Undo => {
                solo.undo();
                Ok(())
            }
            Answer::Quit => break,
            Answer::Help | Answer::Transcript => Ok(()),
        }
        .map_err(|refusal| CliError::Said(table::refusal(solo, &word, refusal)))?;
        tape.note(solo, 0);
    }
    Ok(())
}

/// Talks with the person at the keyboard until the drill is over or they leave.
fn converse(solo: &mut Solo, terminal: &mut Terminal, tape: &mut Tape) -> Result<(), CliError> {
    let mut shown = if solo.drill().is_over() {
        Vec::new()
    } else {
        table::offers(solo, terminal)?
    };
    while !solo.drill().is_over() {
        let asked = Instant::now();
        let Some(word) = terminal.ask("> ")? else { return Ok(()) };
        let millis = u64::try_from(asked.elapsed().as_millis()).unwrap_or(u64::MAX);
        let said = if solo.pace() == Pace::Untimed {
            Vec::new()
        } else {
            solo.pass(millis)
        };
        if !said.is_empty() {
            tape.note(solo, millis);
            table::say(solo, &said, terminal)?;
            if solo.drill().is_over() {
                break;
            }
        }
        if word.is_empty() {
            continue;
        }
        let answer = match table::understand(&word, solo, &shown) {
            Ok(Answer::Quit) => return Ok(()),
            Ok(answer) => answer,
            Err(words) => {
                terminal.line(Tone::Warn, &words)?;
                continue;
            }
        };
        if let Err(words) = act(solo, answer, millis, terminal, tape)? {
            terminal.line(Tone::Warn, &words)?;
            continue;
        }
        if !solo.drill().is_over() {
            shown = table::offers(solo, terminal)?;
        }
    }
    Ok(())
}

/// Does what was asked and prints what came of it; the inner error is a refusal, in words.
fn act(
    solo: &mut Solo,
    answer: Answer,
    thought_millis: u64,
    terminal: &mut Terminal,
    tape: &mut Tape,
) -> Result<Result<(), String>, CliError> {
    let outcome = match answer {
        Answer::Choose(index) => solo.choose(index),
        Answer::Wait => solo.wait(),
        Answer::Inject(index) => solo.inject(index),
        Answer::Undo => {
            return Ok(if solo.undo() {
                tape.note(solo, thought_millis);
                terminal.line(Tone::Soft, "Taken back.")?;
                let rules = solo.drill().rules();
                let again = rules.arrival(solo.drill().state());
                table::say(solo, &again, terminal)?;
                Ok(())
            } else {
                Err(if solo.mode().allows_undo() {
                    "there is nothing to take back"
                } else {
                    "moves can be taken back in practice only"
                }
                .to_owned())
            });
        }
        Answer::Help => {
            table::help(solo, terminal)?;
            return Ok(Ok(()));
        }
        Answer::Transcript => {
            let all = solo.drill().transcript();
            table::say(solo, &all, terminal)?;
            return Ok(Ok(()));
        }
        Answer::Quit => return Ok(Ok(())),
    };
    match outcome {
        Ok(said) => {
            // What can be seen on the screen is on the disk.
            tape.note(solo, thought_millis);
            table::say(solo, &said, terminal)?;
            if solo.mode().shows_feelings() {
                table::feelings(solo, terminal)?;
            }
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(table::refusal(solo, "", refusal))),
    }
}
