//! `bounceback map`: what leads where, as a picture.

use std::path::PathBuf;
use std::process::ExitCode;

use super::args::{Arguments, MapPicture};
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, named, records, write};
use crate::map::{Graph, Layout, Place, Used, svg};
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
    let beats: Vec<_> = scenario.beat_ids().collect();
    let taken: Vec<_> = items.taken().collect();
    let of_way = |at: usize| {
        let way = &graph.ways[at];
        let goes = |to: Option<u16>| match (graph.nodes[way.to], to) {
            (Place::Beat(goal), Some(to)) => goal.index() == usize::from(to),
            (Place::Days, Some(to)) => beats
                .get(usize::from(to))
                .is_some_and(|to| scenario.beat(*to).day.is_some()),
            (Place::End(_) | Place::EndOfDays, None) => true,
            _ => false,
        };
        let mine = taken.iter().filter(|taken| {
            goes(taken.to)
                && way
                    .moves
                    .iter()
                    .any(|(beat, index)| beat.index() == usize::from(taken.beat) && *index == taken.index)
        });
        let (mut count, mut lost) = (0_u64, 0.0);
        for taken in mine {
            count += taken.count;
            lost += taken.lost * number(taken.count);
        }
        let from = |beat: u16| way.moves.iter().any(|(from, _)| from.index() == usize::from(beat));
        let all: u64 = taken
            .iter()
            .filter(|taken| from(taken.beat))
            .map(|taken| taken.count)
            .sum();
        Used {
            share: if all == 0 { 0.0 } else { number(count) / number(all) },
            lost: (count > 0).then(|| lost / number(count)),
        }
    };
    (0..graph.ways.len()).map(of_way).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a count of drills as a width")]
const fn number(count: u64) -> f64 {
    count as f64
}
