//! `bounceback bench`: how fast the window is on this machine.

use std::process::ExitCode;
use std::time::Instant;

use super::args::{Arguments, Bench};
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome};
use crate::app::{Figures, measure};

/// What is measured, where it was aimed at, and in which unit.
struct Row {
    what: &'static str,
    measured: Option<f64>,
    aim: Option<f64>,
    unit: &'static str,
    /// Whether more is better.
    more: bool,
}

pub fn run(arguments: &Arguments, verb: &Bench, begun: Instant, terminal: &mut Terminal) -> Outcome {
    let library = super::playable(arguments)?;
    Terminal::remark("A window opens and measures itself for about a minute. Leave it in sight and the machine alone.");
    let figures = measure(library, begun).map_err(|reason| CliError::Said(reason.to_string()))?;
    if verb.json {
        terminal.json(&figures)?;
    } else {
        let (width, height) = figures.window;
        terminal.line(Tone::Plain, &format!("{} · {width} × {height} pixels", figures.adapter))?;
        for row in rows(&figures) {
            show(&row, terminal)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::cast_precision_loss, reason = "some hundred MiB")]
fn rows(figures: &Figures) -> Vec<Row> {
    let row = |what, measured, aim, unit| Row {
        what,
        measured,
        aim,
        unit,
        more: false,
    };
    // A graphics card is held to another aim than a program that draws.
    let (frames, frame) = if figures.is_software {
        (Some(30.0), None)
    } else {
        (None, Some(2.0))
    };
    vec![
        row("first picture", Some(figures.first_picture), Some(600.0), "ms"),
        row("rest in the library", figures.rest_in_library, Some(1.5), "% of a core"),
        row("a key changes the theme", Some(figures.key_theme), Some(60.0), "ms"),
        row("a key moves the focus", Some(figures.key_arrow), Some(60.0), "ms"),
        Row {
            more: true,
            ..row(
                "a drill moves",
                Some(figures.drill_frames_a_second),
                frames,
                "pictures a second",
            )
        },
        row("between two of them", Some(figures.drill_frame), frame, "ms"),
        row("the slowest of twenty", Some(figures.drill_frame_slow), None, "ms"),
        row("a drill's work", figures.drill_processor, None, "% of a core"),
        row(
            "a decision waits, no motion",
            figures.rest_in_drill,
            Some(1.5),
            "% of a core",
        ),
        row("a key in a text of 300 beats", Some(figures.key_text), Some(33.0), "ms"),
        row("the slowest of six", Some(figures.key_text_slow), None, "ms"),
        row(
            "memory in a drill",
            figures.memory.map(|mib| mib as f64),
            Some(300.0),
            "MiB",
        ),
        row("memory at most", figures.memory_most.map(|mib| mib as f64), None, "MiB"),
    ]
}

fn show(row: &Row, terminal: &mut Terminal) -> std::io::Result<()> {
    let Some(measured) = row.measured else {
        return terminal.line(Tone::Soft, &format!("{:<29} not measured on this system", row.what));
    };
    let aim = row.aim.map_or_else(String::new, |aim| {
        let word = if row.more { "at least" } else { "at most" };
        format!("  (aim: {word} {aim})")
    });
    let is_met = row
        .aim
        .is_none_or(|aim| if row.more { measured >= aim } else { measured <= aim });
    let tone = if is_met { Tone::Plain } else { Tone::Bad };
    terminal.line(tone, &format!("{:<29} {measured:>8.1} {}{aim}", row.what, row.unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_aim_is_told_and_missed_ones_are_seen() {
        let figures = Figures {
            is_software: true,
            drill_frames_a_second: 12.0,
            ..Figures::default()
        };
        let rows = rows(&figures);
        let aims: Vec<(&str, f64)> = rows.iter().filter_map(|row| Some((row.what, row.aim?))).collect();
        assert_eq!(
            aims,
            [
                ("first picture", 600.0),
                ("rest in the library", 1.5),
                ("a key changes the theme", 60.0),
                ("a key moves the focus", 60.0),
                ("a drill moves", 30.0),
                ("a decision waits, no motion", 1.5),
                ("a key in a text of 300 beats", 33.0),
                ("memory in a drill", 300.0),
            ]
        );
    }
}
