//! `bounceback demo-data`: a year of practice that nobody had.

use std::process::ExitCode;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Zoned;

use super::args::{Arguments, DemoData};
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, playable, records};
use crate::demo::{Ask, DemoError, Shelved, Step, make};
use crate::library::Library;
use crate::record::{Filter, Store};

pub fn run(arguments: &Arguments, verb: &DemoData, terminal: &mut Terminal) -> Outcome {
    if arguments.store.is_none() && arguments.data.is_none() && !verb.add {
        let words =
            "made-up practice wants records of its own: name a file with --store FILE (`--add` puts it into yours)";
        return Err(CliError::Said(words.to_owned()));
    }
    let library = playable(arguments)?;
    let place = records::place(arguments)?;
    let mut store = crate::record::open(&place)?;
    if !verb.add {
        refuse_to_mix(&mut *store)?;
    }
    let now = Zoned::now();
    let yesterday = now
        .date()
        .yesterday()
        .map_err(|error| CliError::Said(error.to_string()))?;
    let ask = Ask {
        people: verb.people,
        days: verb.days,
        seed: verb.seed,
        until: verb.until.unwrap_or(yesterday),
        zone: now.time_zone().clone(),
    };
    let shelf = shelf(&library);
    let bar = ProgressBar::new(1);
    let style =
        |template: &str| ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let solving = style("{bar:30} {pos} of {len} customers solved, {eta} left");
    let playing = style("{bar:30} {pos} of {len} days, {msg} drills, {eta} left");
    let mut is_playing = false;
    bar.set_style(solving);
    let made = make(&mut *store, &shelf, &ask, &mut |step| match step {
        Step::Solving(done, whole) => {
            bar.set_length(u64::try_from(whole).unwrap_or(0));
            bar.set_position(u64::try_from(done).unwrap_or(0));
        }
        Step::Playing(day, days, drills) => {
            if !std::mem::replace(&mut is_playing, true) {
                bar.set_style(playing.clone());
                bar.reset();
            }
            bar.set_length(u64::from(days));
            bar.set_position(u64::from(day));
            bar.set_message(drills.to_string());
        }
    })
    .map_err(|error| match error {
        DemoError::Store(error) => CliError::Store(error),
        error => CliError::Said(error.to_string()),
    })?;
    bar.finish_and_clear();
    let first = ask
        .until
        .saturating_sub(jiff::Span::new().days(i64::from(ask.days) - 1));
    let words = format!(
        "{} made-up people played {} drills from {first} to {}, told {} stories and held {} team sessions.",
        made.people, made.drills, ask.until, made.stories, made.sessions
    );
    terminal.line(Tone::Good, &words)?;
    for id in &made.left_out {
        terminal.line(
            Tone::Warn,
            &format!("Nobody played `{id}`: it is too large to be solved."),
        )?;
    }
    for verb in ["records people", "records manager"] {
        let command = records::gather::command(arguments, verb, None);
        terminal.line(Tone::Plain, &format!("To look at it: {command}"))?;
    }
    if place.contains("://") {
        terminal.line(
            Tone::Soft,
            "`--store …` stands for the address that you gave, which may hold a password.",
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Real people's records stay theirs.
fn refuse_to_mix(store: &mut dyn Store) -> Result<(), CliError> {
    let has_drills = !store.lines(&Filter::default(), None, 1)?.is_empty();
    if !has_drills && store.people()?.is_empty() {
        return Ok(());
    }
    let what = if has_drills { "drills" } else { "somebody" };
    Err(CliError::Said(format!(
        "these records hold {what} already, and made-up practice cannot be told from real one afterwards: name another file with \
         --store FILE, or say --add"
    )))
}

/// The scenarios at hand.
fn shelf(library: &Library) -> Vec<Shelved> {
    library
        .scenarios()
        .map(|scenario| {
            let text = library.text_of(scenario).unwrap_or_default().to_owned();
            Shelved::new(Arc::clone(scenario), text, library.policy_for(scenario))
        })
        .collect()
}
