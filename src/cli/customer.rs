//! `bounceback customer`: walks the mind through moves, or replays golden vectors.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::args::Customer;
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome};
use crate::customer::Coefficients;
use crate::customer::walk::{Episode, Step, check_vector, walk};

#[derive(Serialize)]
struct Document {
    steps: Vec<Step>,
}

pub fn run(verb: &Customer, terminal: &mut Terminal) -> Outcome {
    if let Some(path) = &verb.vectors {
        return vectors(path, verb.json, terminal);
    }
    let episode = Episode {
        profile: json("--profile", &verb.profile)?,
        economics: json("--economics", &verb.economics)?,
        moves: json("--moves", &verb.moves)?,
        tape: verb.tape.clone(),
        seed: verb.seed,
    };
    let steps = walk(&episode, Coefficients::shipped()).map_err(|error| CliError::Said(error.to_string()))?;
    if verb.json {
        terminal.json(&Document { steps })?;
        return Ok(ExitCode::SUCCESS);
    }
    for step in &steps {
        print(step, terminal)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn json<T: DeserializeOwned>(option: &str, text: &str) -> Result<T, CliError> {
    serde_json::from_str(text).map_err(|error| CliError::Said(format!("{option}: {error}")))
}

fn print(step: &Step, terminal: &mut Terminal) -> std::io::Result<()> {
    let title = match &step.acts {
        None => "0  start".to_owned(),
        Some(acts) => {
            let acts: Vec<String> = acts.iter().map(|act| format!("{act:?}")).collect();
            let acts = if acts.is_empty() {
                "(silence)".to_owned()
            } else {
                acts.join(", ")
            };
            format!("{}  {acts}", step.step)
        }
    };
    terminal.line(Tone::Title, &title)?;
    let o = &step.outcome;
    terminal.paragraph(
        Tone::Plain,
        "   ",
        "   ",
        &format!(
            "state {}  anger {}  justice {} {} {}  loss {}  dread {}  satisfaction {}  cumulative {}  intention {}  \
             loyal {:.1}%  tier {:?}  net {:.2}",
            step.state,
            o.anger,
            o.dj,
            o.ij,
            o.pj,
            o.loss,
            o.dread,
            o.sat,
            o.cum,
            o.intent,
            f64::from(o.loyal) / 10.0,
            o.tier,
            cents(o.net),
        ),
    )?;
    if let Some(events) = step.events.as_ref().filter(|events| !events.is_empty()) {
        terminal.paragraph(Tone::Warn, "   ", "   ", &events.join(", "))?;
    }
    if let Some(bytes) = step.bytes.as_ref().filter(|bytes| !bytes.is_empty()) {
        terminal.paragraph(Tone::Soft, "   ", "   ", &format!("chance drew {bytes:?}"))?;
    }
    Ok(())
}

/// Cents as units, for display only.
fn cents(amount: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^52 cents")]
    let amount = amount as f64;
    amount / 100.0
}

#[derive(Serialize)]
struct Replayed {
    vectors: usize,
    mismatches: Vec<Mismatch>,
}

#[derive(Serialize)]
struct Mismatch {
    /// Counted from 1.
    line: usize,
    id: String,
    first: String,
}

fn vectors(path: &Path, as_json: bool, terminal: &mut Terminal) -> Outcome {
    let text = std::fs::read_to_string(path)
        .map_err(|error| CliError::Said(format!("{} cannot be read: {error}", path.display())))?;
    let mut replayed = Replayed {
        vectors: 0,
        mismatches: Vec::new(),
    };
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        replayed.vectors += 1;
        if let Err(first) = check_vector(line, Coefficients::shipped()) {
            let id = serde_json::from_str::<serde_json::Value>(line)
                .ok()
                .and_then(|vector| vector.get("id")?.as_str().map(str::to_owned))
                .unwrap_or_default();
            replayed.mismatches.push(Mismatch {
                line: number,
                id,
                first,
            });
        }
    }
    if replayed.vectors == 0 {
        return Err(CliError::Said(format!("{} holds no vector", path.display())));
    }
    let failed = !replayed.mismatches.is_empty();
    if as_json {
        terminal.json(&replayed)?;
    } else {
        for Mismatch { line, id, first } in &replayed.mismatches {
            terminal.line(Tone::Bad, &format!("{}:{line}: {id}: {first}", path.display()))?;
        }
        let words = format!("{} vectors, {} mismatches", replayed.vectors, replayed.mismatches.len());
        terminal.line(if failed { Tone::Bad } else { Tone::Good }, &words)?;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
