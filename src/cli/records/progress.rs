//! How somebody gets on.

use std::collections::BTreeMap;
use std::process::ExitCode;

use jiff::Zoned;
use serde::Serialize;

use super::super::args::{Arguments, PersonPage};
use super::super::terminal::{Terminal, Tone};
use super::super::{Outcome, playable};
use super::{gather, maybe};
use crate::customer::Tier;
use crate::practice::Plan;
use crate::record::gather::{attempts, lines_of};
use crate::record::{Progress, Store};
use crate::report::{ProgressPage, progress_html};
use crate::scenario::Scenario;
use crate::vocabulary::Vocabulary;

#[derive(Serialize)]
struct Document<'a> {
    person: Option<&'a str>,
    #[serde(flatten)]
    progress: &'a Progress,
}

pub fn run(arguments: &Arguments, verb: &PersonPage, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let person = maybe(store, verb.person.person.as_deref())?;
    let name = person.as_ref().map(|person| person.name.as_str());
    let lines = lines_of(store, person.as_ref().map(|person| person.id))?;
    let progress = Progress::of(&lines);
    if verb.person.json {
        terminal.json(&Document {
            person: name,
            progress: &progress,
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let shown = name.unwrap_or("Those who gave no name");
    let Some(file) = &verb.html else {
        tell(shown, &progress, terminal)?;
        return Ok(ExitCode::SUCCESS);
    };
    let library = playable(arguments)?;
    let now = Zoned::now();
    let shelf: Vec<&Scenario> = library.scenarios().map(AsRef::as_ref).collect();
    let attempts = attempts(store, person.as_ref().map(|person| person.id))?;
    let titles: BTreeMap<String, String> = shelf
        .iter()
        .map(|scenario| (scenario.id.clone(), scenario.title.clone()))
        .collect();
    let page = progress_html(&ProgressPage {
        name: shown,
        progress: &progress,
        plan: &Plan::of(&attempts, &shelf, &now),
        titles: &titles,
        today: now.date(),
    });
    std::fs::write(file, page).map_err(|error| gather::unwritable(file, &error))?;
    Terminal::remark(&format!("the page stands in {}", file.display()));
    Ok(ExitCode::SUCCESS)
}

fn tell(name: &str, progress: &Progress, terminal: &mut Terminal) -> std::io::Result<()> {
    let points = |hundredths: u16| (u32::from(hundredths) + 50) / 100;
    terminal.line(Tone::Title, name)?;
    let Some(latest) = progress.points.last() else {
        return terminal.line(
            Tone::Plain,
            "No judged drill yet: `bounceback records plan` says what to begin with.",
        );
    };
    let words = format!(
        "{}, {} with a Champion at the end. Accuracy of the latest {}: {}.",
        drills(progress.points.len()),
        progress.left_as(Tier::Champion),
        progress.points.len().min(Progress::TREND),
        points(latest.trend)
    );
    terminal.line(Tone::Plain, &words)?;
    terminal.gap()?;
    terminal.line(Tone::Title, "Month by month")?;
    for month in &progress.months {
        let all: u32 = month.tiers.iter().sum();
        let all = drills(usize::try_from(all).unwrap_or(usize::MAX));
        let words = format!(
            "{}: {all}, accuracy {}: {}",
            month.month,
            points(month.accuracy),
            gather::tiers_words(month.tiers.map(i64::from))
        );
        terminal.paragraph(Tone::Plain, "", "    ", &words)?;
    }
    terminal.gap()?;
    terminal.line(Tone::Title, "First attempt and last")?;
    for row in &progress.scenarios {
        let (first, last) = (points(row.first.accuracy), points(row.last.accuracy));
        let words = if row.attempts == 1 {
            format!(
                "{}: played once, accuracy {first}, {}",
                row.scenario,
                row.first.tier.name()
            )
        } else {
            format!(
                "{}: {} attempts, accuracy {first} to {last}, {} to {}",
                row.scenario,
                row.attempts,
                row.first.tier.name(),
                row.last.tier.name()
            )
        };
        terminal.paragraph(Tone::Plain, "", "    ", &words)?;
    }
    terminal.gap()?;
    terminal.line(Tone::Title, "S·E·R·V·I·C·E steps, where they were on offer")?;
    for (step, count) in progress.steps() {
        let share = count
            .share()
            .map_or_else(|| "never on offer".to_owned(), |share| format!("{:.0}%", share * 100.0));
        let words = format!(
            "{}: {share} (done {}, partly {}, missed {})",
            step.words(),
            count.done,
            count.partly,
            count.missed
        );
        terminal.paragraph(Tone::Plain, "", "    ", &words)?;
    }
    Ok(())
}

fn drills(count: usize) -> String {
    if count == 1 {
        "1 drill".to_owned()
    } else {
        format!("{count} drills")
    }
}
