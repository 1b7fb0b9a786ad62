//! `bounceback map`: what leads where, as a picture.

use std::path::PathBuf;
use std::process::ExitCode;

use super::args::{Arguments, MapPicture};
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, named, records, write};
use crate::map::{Flow, Graph, Layout, Used, Went, flows, svg};
use crate::record::{Items, gather};
use crate::scenario::Scenario;

pub fn run(arguments: &Arguments, verb: &MapPicture, terminal: &mut Terminal) -> Outcome {
    let (_, scenario) = named(arguments, &verb.scenario)?;
    let graph = Graph::of(&scenario, verb.fold);
    let used = if verb.records {
        Some(used(arguments, &scenario, &graph)?)
    } else {
        None
    };
    let picture = svg(&scenario, &graph, &Layout::of(&graph), used.as_deref());
    let out = verb
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}.svg", scenario.id)));
    if write::text(&out, &picture, verb.force, terminal)? {
        terminal.line(
            Tone::Plain,
            "Open it with a web browser, or any program that shows SVG pictures.",
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How each way was used, of the version at hand.
fn used(arguments: &Arguments, scenario: &Scenario, graph: &Graph) -> Result<Vec<Used>, CliError> {
    let mut store = records::open(arguments)?;
    let items = gather::items(&mut *store, scenario.hash, &mut || {})?;
    if items.drills() == 0 {
        let words = format!(
            "nobody has played this version of `{}` to a grade yet: leave --records out",
            scenario.id
        );
        return Err(CliError::Said(words));
    }
    Ok(shares(scenario, graph, &items))
}

fn shares(scenario: &Scenario, graph: &Graph, items: &Items) -> Vec<Used> {
    let went: Vec<Went> = items
        .taken()
        .map(|taken| Went::counted(taken.beat, taken.index, taken.to, taken.count, taken.lost))
        .collect();
    let used = |flow: Flow| Used {
        share: flow.share,
        lost: flow.lost,
    };
    flows(scenario, graph, &went).into_iter().map(used).collect()
}
