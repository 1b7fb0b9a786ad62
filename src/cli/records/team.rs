//! Everybody together.

use std::process::ExitCode;

use super::super::args::Arguments;
use super::super::terminal::{Terminal, Tone};
use super::super::{Outcome, playable};
use super::gather::tiers_words;
use super::sessions::told;
use crate::customer::Tier;
use crate::record::{Store, Sums, Team};

/// How many sessions are listed here.
const SESSIONS_MAX: usize = 12;

pub fn run(arguments: &Arguments, json: bool, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let library = playable(arguments)?;
    let team = Team::of(store, library.scenarios().map(AsRef::as_ref))?;
    if json {
        terminal.json(&team)?;
    } else {
        tell(&team, terminal)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(team: &Team, terminal: &mut Terminal) -> std::io::Result<()> {
    terminal.line(Tone::Title, &format!("Everybody: {}", came_to(&team.sums())))?;
    for row in &team.people {
        let name = row.name.as_deref().unwrap_or("Those who gave no name");
        let last = row.last.map(|at| at.strftime("%Y-%m-%d").to_string());
        let last = last.map_or_else(String::new, |day| format!(", last on {day}"));
        paragraph(terminal, &format!("{name}: {}{last}", came_to(&row.sums)))?;
    }
    terminal.gap()?;
    terminal.line(Tone::Title, "Month by month")?;
    for row in &team.months {
        let accuracy = row
            .accuracy
            .map_or_else(String::new, |mean| format!(", accuracy {mean}"));
        paragraph(
            terminal,
            &format!("{}: {}{accuracy}", row.month, tiers_words(row.tiers)),
        )?;
    }
    terminal.gap()?;
    terminal.line(Tone::Title, "Which drills are hard, the hardest first")?;
    for row in &team.scenarios {
        let gone = if row.at_hand { "" } else { " (not here any more)" };
        paragraph(terminal, &format!("{}{gone}: {}", row.title, came_to(&row.sums)))?;
    }
    if !team.sessions.is_empty() {
        terminal.gap()?;
        terminal.line(Tone::Title, "Together: team sessions, the newest first")?;
        for line in team.sessions.iter().take(SESSIONS_MAX) {
            paragraph(terminal, &told(line))?;
        }
        if team.sessions.len() > SESSIONS_MAX {
            let words = format!(
                "{} more: bounceback records sessions",
                team.sessions.len() - SESSIONS_MAX
            );
            terminal.line(Tone::Soft, &words)?;
        }
    }
    Ok(())
}

/// "12 drills, accuracy 78, 3 Champions".
fn came_to(sums: &Sums) -> String {
    let champions = match sums.left_as(Tier::Champion) {
        1 => "1 Champion".to_owned(),
        count => format!("{count} Champions"),
    };
    match (sums.judged, sums.accuracy_mean()) {
        (1, Some(mean)) => format!("1 drill, accuracy {mean}, {champions}"),
        (drills, Some(mean)) => format!("{drills} drills, accuracy {mean}, {champions}"),
        (_, None) => "no drill yet".to_owned(),
    }
}

fn paragraph(terminal: &mut Terminal, words: &str) -> std::io::Result<()> {
    terminal.paragraph(Tone::Plain, "", "    ", words)
}
