//! `bounceback solve`: the best play of a scenario and what the worst would cost, how hard it is, and how sure the best line is.

mod document;
mod text;

use std::process::ExitCode;

use super::args::{Arguments, Solve};
use super::terminal::Terminal;
use super::{CliError, Outcome, playable};
use crate::customer::{Temper, Tier};
use crate::drill::{Rules, Setup, State};
use crate::scenario::{Move, Policy, Scenario};
use crate::solve::{BestStep, Solver, Tiers, TooLarge, Value, best_line, difficulty, sensitivity, tiers, worst_line};
use crate::vocabulary::Vocabulary;
use document::{Customer, Document, Leaving, Play, Row, Unsure};

pub fn run(arguments: &Arguments, verb: &Solve, terminal: &mut Terminal) -> Outcome {
    let library = playable(arguments)?;
    let scenario = super::find(&library, &verb.id)?;
    let policy = library.policy_for(&scenario);
    let document = document(&scenario, &policy, verb.quick).map_err(|error| CliError::Said(error.to_string()))?;
    if verb.json {
        terminal.json(&document)?;
    } else {
        text::print(&scenario, &policy, &document, terminal)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Solves everything that is told.
fn document(scenario: &Scenario, policy: &Policy, quick: bool) -> Result<Document, TooLarge> {
    let typical = Setup::typical(scenario, policy.clone());
    let mut tempers = Vec::new();
    for (&temper, weight) in Temper::ALL.iter().zip(scenario.customer.tempers) {
        if weight > 0 {
            let setup = Setup {
                temper,
                ..typical.clone()
            };
            tempers.push(row(scenario, &setup, weight)?);
        }
    }
    let of_typical = tempers.iter().find(|row| row.temper == typical.temper);
    let of_typical = of_typical.expect("the typical customer can come");
    Ok(Document {
        scenario: scenario.id.clone(),
        hash: scenario.hash.to_string(),
        customer: Customer {
            temper: typical.temper,
            patience: typical.patience,
            talk: typical.talk,
        },
        states: of_typical.states,
        best: of_typical.best.clone(),
        worst: of_typical.worst.clone(),
        personas: difficulty(scenario, policy)?.into_iter().map(Into::into).collect(),
        sensitivity: (!quick).then(|| unsure(scenario, &typical)).transpose()?,
        tempers,
    })
}

/// Solves a scenario for the customer of one temper.
fn row(scenario: &Scenario, setup: &Setup, weight: u16) -> Result<Row, TooLarge> {
    let rules = Rules::new(scenario, setup);
    let mut solver = Solver::with_worst(rules);
    let scale = solver.scale()?;
    let states = solver.states();
    let start = rules.start();
    let (best, best_end) = best_line(&mut solver, &start)?;
    let (worst, worst_end) = worst_line(&mut solver, &start)?;
    let names = rules.names();
    let line = |value: Value, steps: &[BestStep], end: &State| {
        let move_of = |step: &BestStep| Some(&scenario.beat(rules.beat(&step.before)?).moves[usize::from(step.index)]);
        let moves: Vec<&Move> = steps.iter().filter_map(move_of).collect();
        Play {
            value: value.cents(),
            tier: rules.final_outcome(end).tier,
            line: moves.iter().map(|mv| mv.id.clone()).collect(),
            said: moves.iter().map(|mv| mv.say.fill(&names)).collect(),
        }
    };
    let Tiers { reached, best: likely } = tiers(&mut solver)?;
    let tiers = Tier::ALL.iter().zip(reached.into_iter().zip(likely));
    Ok(Row {
        temper: setup.temper,
        weight,
        states,
        best: line(scale.best, &best, &best_end),
        worst: line(scale.worst, &worst, &worst_end),
        tiers: tiers
            .map(|(&tier, (reached, under_best_play))| Leaving {
                tier,
                reached,
                under_best_play,
            })
            .collect(),
    })
}

/// How sure the best line is, with a line on standard error that tells how far the work is.
fn unsure(scenario: &Scenario, setup: &Setup) -> Result<Unsure, TooLarge> {
    let progress = |done: usize, of: usize| {
        Terminal::progress(Some(&format!("{done} of {of} changed numbers tried")));
    };
    let found = sensitivity(scenario, setup, &progress);
    Terminal::progress(None);
    Ok(Unsure::of(scenario, found?))
}

/// The id of a move.
fn id(scenario: &Scenario, (beat, index): crate::solve::Move) -> String {
    scenario.beat(beat).moves[usize::from(index)].id.clone()
}
