//! `bounceback solve`: the best play of a scenario, and what the worst would cost.

use std::process::ExitCode;

use serde::Serialize;

use super::args::{Arguments, Solve};
use super::terminal::{Terminal, Tone};
use super::{CliError, Outcome, playable};
use crate::customer::{Temper, Tier};
use crate::drill::{Rules, Setup};
use crate::scenario::Scenario;
use crate::solve::{Solver, best_line};
use crate::vocabulary::Vocabulary;

#[derive(Serialize)]
struct Document {
    scenario: String,
    hash: String,
    tempers: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    temper: Temper,
    states: usize,
    /// Expected net value, cents.
    best_value: i64,
    worst_value: i64,
    /// The best line's tier, and its moves' ids, where nothing bad happens by chance.
    tier: Tier,
    line: Vec<String>,
    #[serde(skip)]
    said: Vec<String>,
}

pub fn run(arguments: &Arguments, verb: &Solve, terminal: &mut Terminal) -> Outcome {
    let library = playable(arguments)?;
    let scenario = super::find(&library, &verb.id)?;
    let tempers = Temper::ALL
        .iter()
        .map(|&temper| {
            let policy = library.policy_for(&scenario);
            let setup = Setup {
                temper,
                ..Setup::draw(&scenario, policy, Some(temper), 0)
            };
            solved(&scenario, &setup)
        })
        .collect::<Result<Vec<Row>, CliError>>()?;
    if verb.json {
        let document = Document {
            scenario: scenario.id.clone(),
            hash: scenario.hash.to_string(),
            tempers,
        };
        terminal.json(&document)?;
        return Ok(ExitCode::SUCCESS);
    }
    let policy = library.policy_for(&scenario);
    terminal.line(Tone::Title, &scenario.title)?;
    for row in &tempers {
        terminal.gap()?;
        let words = format!(
            "{} customer: {} states; best play {} in expectation, worst {}; the best line ends {}",
            row.temper.name(),
            row.states,
            policy.money(row.best_value),
            policy.money(row.worst_value),
            row.tier.name(),
        );
        terminal.line(Tone::Plain, &words)?;
        for (id, said) in row.line.iter().zip(&row.said) {
            terminal.paragraph(Tone::Soft, "    ", "        ", &format!("{id}: {said}"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn solved(scenario: &Scenario, setup: &Setup) -> Result<Row, CliError> {
    let said = |error: crate::solve::TooLarge| CliError::Said(error.to_string());
    let rules = Rules::new(scenario, setup);
    let mut solver = Solver::new(rules);
    let start = solver.scale().map_err(said)?;
    let (line, end) = best_line(&mut solver, &rules.start()).map_err(said)?;
    let names = rules.names();
    let moves: Vec<_> = line
        .iter()
        .filter_map(|step| {
            rules
                .beat(&step.before)
                .map(|id| &scenario.beat(id).moves[usize::from(step.index)])
        })
        .collect();
    Ok(Row {
        temper: setup.temper,
        states: solver.states(),
        best_value: start.best.cents(),
        worst_value: start.worst.cents(),
        tier: rules.final_outcome(&end).tier,
        line: moves.iter().map(|mv| mv.id.clone()).collect(),
        said: moves.iter().map(|mv| mv.say.fill(&names)).collect(),
    })
}
