//! What is due today, and why.

use std::process::ExitCode;

use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use super::super::args::{Arguments, Person};
use super::super::terminal::{Terminal, Tone};
use super::super::{Outcome, playable};
use super::{gather, maybe};
use crate::practice::{Card, Due, Mistake, Start};
use crate::record::Store;

/// So much of what is not due yet is told.
const LATER_MAX: usize = 5;

#[derive(Serialize)]
struct Document<'a> {
    person: Option<&'a str>,
    today: Date,
    due: Vec<Row<'a>>,
    later: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    scenario: &'a str,
    title: &'a str,
    why: &'a str,
    on: Date,
    /// The chance that it is remembered today.
    recall: Option<f64>,
    mistake: Option<Mistake>,
    /// The drill that is taken up again, and how many of its choices stand; `null`: from the beginning.
    drill: Option<String>,
    from: Option<usize>,
    /// What starts it; `null` where it is not due.
    command: Option<String>,
}

pub fn run(arguments: &Arguments, verb: &Person, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let library = playable(arguments)?;
    let person = maybe(store, verb.person.as_deref())?;
    let name = person.as_ref().map(|person| person.name.as_str());
    let now = Zoned::now();
    let plan = gather::plan(store, &library, person.as_ref().map(|person| person.id), &now)?;
    let command = |number: usize| gather::command(arguments, &format!("play --due={number}"), name);
    if verb.json {
        let due = plan
            .due
            .iter()
            .zip(1..)
            .map(|(due, number)| row(due, Some(command(number))));
        terminal.json(&Document {
            person: name,
            today: now.date(),
            due: due.collect(),
            later: plan.later.iter().map(|due| row(due, None)).collect(),
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let whose = name.map_or_else(|| "those who gave no name".to_owned(), str::to_owned);
    terminal.line(Tone::Title, &format!("Due today for {whose}"))?;
    if plan.due.is_empty() {
        let words = plan.next().map_or_else(
            || "Nothing: there is no scenario at hand.".to_owned(),
            |next| format!("Nothing. The next falls due on {next}."),
        );
        terminal.line(Tone::Good, &words)?;
    }
    for (due, number) in plan.due.iter().zip(1..) {
        terminal.paragraph(Tone::Plain, "", "   ", &format!("{number}. {}", headline(due)))?;
        terminal.paragraph(Tone::Soft, "   ", "   ", &due.why)?;
        terminal.write(&format!("   {}\n", command(number)))?;
    }
    if !plan.later.is_empty() {
        terminal.gap()?;
        terminal.line(Tone::Title, "Later")?;
    }
    for due in plan.later.iter().take(LATER_MAX) {
        terminal.paragraph(
            Tone::Plain,
            "",
            "    ",
            &format!("{}: {}. {}", due.on, headline(due), due.why),
        )?;
    }
    if plan.later.len() > LATER_MAX {
        terminal.line(Tone::Soft, &format!("and {} more", plan.later.len() - LATER_MAX))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// "The heel that went down the drain (broken-heel), from move 3"
fn headline(due: &Due) -> String {
    let from = match &due.start {
        Start::Beginning => String::new(),
        Start::From { kept, .. } => format!(", from move {}", kept + 1),
    };
    format!("{} ({}){from}", due.title, due.scenario)
}

fn row(due: &Due, command: Option<String>) -> Row<'_> {
    let (drill, from) = match &due.start {
        Start::Beginning => (None, None),
        Start::From { drill, kept, .. } => (Some(drill.to_string()), Some(*kept)),
    };
    Row {
        scenario: &due.scenario,
        title: &due.title,
        why: &due.why,
        on: due.on,
        recall: due.recall.map(|chance| (f64::from(chance) * 1e4).round() / 1e4),
        mistake: match due.card {
            Card::Mistake(mistake) => Some(mistake),
            Card::Scenario(_) => None,
        },
        drill,
        from,
        command,
    }
}
