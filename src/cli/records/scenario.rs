//! Item analysis of a scenario: where people go wrong.

use std::process::ExitCode;

use serde::Serialize;

use super::super::args::{Arguments, ScenarioItems};
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome, library};
use super::gather;
use crate::diagnostic::Known;
use crate::record::gather::{self as walks, Version};
use crate::record::{BeatItems, Item, Items, Store};
use crate::scenario::{Scenario, ScenarioHash};

#[derive(Serialize)]
struct Document<'a> {
    scenario: &'a str,
    version: ScenarioHash,
    drills: u64,
    /// In the order of the scenario; moves by their places in the written list.
    beats: Vec<Beat<'a>>,
    /// Drills of other versions, which are not counted.
    elsewhere: i64,
}

#[derive(Serialize)]
struct Beat<'a> {
    id: &'a str,
    /// The ids of its moves.
    moves: Vec<&'a str>,
    items: &'a BeatItems,
}

pub fn run(arguments: &Arguments, verb: &ScenarioItems, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let at_hand = library(arguments)?.find(&verb.id).map(|scenario| scenario.hash);
    let Some(Version { hash, elsewhere }) = walks::version(store, &verb.id, verb.version, at_hand)? else {
        return Err(never_judged(store, verb)?);
    };
    let scenario = walks::scenario(store, hash)?.ok_or_else(|| {
        CliError::Said(format!(
            "the text of `{}` with the hash {hash} cannot be read by this bounceback",
            verb.id
        ))
    })?;
    let bar = gather::bar("drills counted");
    let items = walks::items(store, hash, &mut || bar.inc(1))?;
    bar.finish_and_clear();
    if verb.json {
        let table = items.table();
        let beats = table.iter().filter_map(|items| {
            let beat = scenario.beats.get(usize::from(items.beat))?;
            Some(Beat {
                id: &beat.id,
                moves: beat.moves.iter().map(|mv| mv.id.as_str()).collect(),
                items,
            })
        });
        terminal.json(&Document {
            scenario: &verb.id,
            version: hash,
            drills: items.drills(),
            beats: beats.collect(),
            elsewhere,
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    tell(&scenario, &items, terminal)?;
    if elsewhere > 0 {
        let words =
            format!("Not counted are judged drills of other versions of the text: {elsewhere} (--version HASH).");
        terminal.line(Tone::Soft, &words)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Says that no drill of it was judged, and what may have been meant.
fn never_judged(store: &mut dyn Store, verb: &ScenarioItems) -> Result<CliError, CliError> {
    let played = store.scenarios()?;
    let ids: Vec<&str> = played.iter().map(|(id, _)| id.as_str()).collect();
    let is_known = ids.contains(&verb.id.as_str()) && verb.version.is_none();
    let help = if is_known || ids.is_empty() {
        String::new()
    } else {
        Known(ids)
            .help(&verb.id)
            .map(|help| format!("; {help}"))
            .unwrap_or_default()
    };
    Ok(CliError::Said(format!("no drill of `{}` was judged{help}", verb.id)))
}

fn tell(scenario: &Scenario, items: &Items, terminal: &mut Terminal) -> std::io::Result<()> {
    let drills = items.drills();
    terminal.line(
        Tone::Title,
        &format!("{} ({}): judged drills: {drills}", scenario.title, scenario.id),
    )?;
    if drills < Items::FEW {
        terminal.line(
            Tone::Warn,
            &format!("Fewer than {} drills: chance speaks as loudly as people.", Items::FEW),
        )?;
    }
    terminal.gap()?;
    terminal.line(Tone::Title, "Where people go wrong")?;
    let worst = items.worst();
    for beat in &worst {
        let Some(written) = scenario.beats.get(usize::from(beat.beat)) else {
            continue;
        };
        let share = beat.share_of_loss;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=20 blocks")]
        let blocks = (share.clamp(0.0, 1.0) * 20.0).round() as usize;
        let words = format!("{:3.0}% {:20} {}", share * 100.0, "█".repeat(blocks), written.id);
        terminal.write(&format!("{words}\n"))?;
    }
    terminal.line(Tone::Soft, "The share of all points lost that was lost at each beat.")?;
    for beat in items.table() {
        let Some(written) = scenario.beats.get(usize::from(beat.beat)) else {
            continue;
        };
        terminal.gap()?;
        let words = format!(
            "{}: {} decisions, {:.0}% chose well, {:.0}% were mistakes, {:.1} points lost on average",
            written.id,
            beat.decisions,
            beat.well * 100.0,
            beat.mistakes * 100.0,
            beat.lost
        );
        terminal.line(Tone::Title, &words)?;
        terminal.write("  chosen   lost  discr.\n")?;
        for (at, mv) in written.moves.iter().enumerate() {
            let row = columns(beat.moves.get(at));
            terminal.paragraph(
                Tone::Plain,
                &format!("{row}  "),
                &" ".repeat(25),
                &format!("{}: {}", mv.id, mv.say.raw()),
            )?;
        }
        if let Some(lost) = beat.waits.lost {
            let words = format!("silences: {}, {lost:.1} points lost by each", beat.waits.count);
            terminal.paragraph(Tone::Soft, &" ".repeat(25), &" ".repeat(25), &words)?;
        }
    }
    terminal.gap()?;
    terminal.line(
        Tone::Soft,
        "Discrimination: above 0 those who do well elsewhere in the drill choose it more, below 0 less; – cannot be said.",
    )
}

/// "    42%   12.5   -0.31", or dashes where nobody chose it.
fn columns(item: Option<&Item>) -> String {
    let dash = || "–".to_owned();
    let chosen = item.map_or(0.0, |item| item.share * 100.0);
    let lost = item
        .and_then(|item| item.lost)
        .map_or_else(dash, |lost| format!("{lost:.1}"));
    let apart = item
        .and_then(|item| item.discrimination)
        .map_or_else(dash, |apart| format!("{apart:+.2}"));
    format!("{chosen:7.0}% {lost:>6} {apart:>7}")
}
