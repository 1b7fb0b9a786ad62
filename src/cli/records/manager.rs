//! The manager's page.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::super::args::{Arguments, ManagerPage as Verb};
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome, playable};
use super::gather::{bar_of, tiers_words, unwritable};
use crate::customer::FailureKind;
use crate::drill::Setup;
use crate::library::Library;
use crate::record::gather::abouts;
use crate::record::manager::{Assumptions, Curve, Hinge, Input, Manager, NOTE, State, amount};
use crate::record::{By, Store};
use crate::report::{ManagerPage, manager_html};
use crate::scenario::Channel;
use crate::solve::{Sweep, Terms, sensitivity};
use crate::vocabulary::Vocabulary;

/// So many steps of a bar are one scenario.
const PARTS: usize = 1000;
/// How often a bar shows that the work goes on.
const TICK: Duration = Duration::from_millis(200);

#[derive(Serialize)]
struct Document<'a> {
    note: &'static str,
    #[serde(flatten)]
    manager: &'a Manager,
    /// What larger funds would buy; empty unless asked for.
    curves: &'a [Curve],
    /// How sure best plays are; empty unless asked for.
    sensitivity: &'a [Hinge],
}

pub fn run(arguments: &Arguments, verb: &Verb, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let mut assumptions = Assumptions::default();
    for (key, number) in &verb.assume {
        assumptions.set(key, *number).map_err(CliError::Said)?;
    }
    let library = playable(arguments)?;
    let by_month = store.tallies(By::ScenarioAndMonth, None)?;
    let by_person = store.tallies(By::PersonAndScenario, None)?;
    let at_hand = library
        .scenarios()
        .map(|scenario| (Arc::clone(scenario), library.policy_for(scenario)));
    let scenarios = abouts(store, at_hand, &by_month)?;
    let now = Timestamp::now();
    let manager = Manager::of(&Input {
        by_month: &by_month,
        by_person: &by_person,
        scenarios: &scenarios,
        assumptions,
        now,
    })
    .named(&store.people()?, &TimeZone::system());
    let curves = if verb.policy { curves(&library) } else { Vec::new() };
    let hinges = if verb.sensitivity { hinges(&library) } else { Vec::new() };
    if verb.json {
        terminal.json(&Document {
            note: NOTE,
            manager: &manager,
            curves: &curves,
            sensitivity: &hinges,
        })?;
    } else if let Some(file) = &verb.html {
        let page = manager_html(&ManagerPage {
            manager: &manager,
            curves: &curves,
            hinges: &hinges,
            at: now,
        });
        std::fs::write(file, page).map_err(|error| unwritable(file, &error))?;
        Terminal::remark(&format!("the page stands in {}", file.display()));
    } else {
        tell(&manager, terminal)?;
        tell_solved(&curves, &hinges, terminal)?;
        terminal.gap()?;
        terminal.line(Tone::Soft, NOTE)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What larger funds would buy in each scenario at hand.
fn curves(library: &Library) -> Vec<Curve> {
    let bar = bar_of("scenarios swept", library.scenarios().count());
    bar.enable_steady_tick(TICK);
    let mut curves = Vec::new();
    for scenario in library.scenarios() {
        let policy = library.policy_for(scenario);
        match Sweep::new(scenario, &policy).levels(Terms::of(&policy)) {
            Ok(levels) => curves.push(Curve::of(scenario, &policy, &levels)),
            Err(error) => Terminal::remark(&format!("{} is left out: {error}", scenario.id)),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    curves
}

/// How sure the best play of each scenario at hand is.
fn hinges(library: &Library) -> Vec<Hinge> {
    // A scenario is so many steps long, however many solves it takes: what is left can be told from that.
    let bar = bar_of("thousandths of the sensitivity", library.scenarios().count() * PARTS);
    bar.enable_steady_tick(TICK);
    let mut hinges = Vec::new();
    for (at, scenario) in library.scenarios().enumerate() {
        let setup = Setup::typical(scenario, library.policy_for(scenario));
        let told = |done: usize, whole: usize| {
            let part = PARTS * done.min(whole) / whole.max(1);
            bar.set_position(u64::try_from(at * PARTS + part).unwrap_or(0));
        };
        match sensitivity(scenario, &setup, &told) {
            Ok(found) => hinges.push(Hinge::of(scenario, &found)),
            Err(error) => Terminal::remark(&format!("{} is left out: {error}", scenario.id)),
        }
    }
    bar.finish_and_clear();
    hinges
}

fn tell(manager: &Manager, terminal: &mut Terminal) -> std::io::Result<()> {
    terminal.line(Tone::Title, "What practice came to")?;
    let people = manager.people;
    let people = if people == 1 {
        "1 person".to_owned()
    } else {
        format!("{people} people")
    };
    let words = format!(
        "Champions created in rehearsal: {}. Judged drills: {}, by {people} with a name; {} in practice mode.",
        manager.champions, manager.drills, manager.in_practice
    );
    terminal.line(Tone::Plain, &words)?;
    if let Some(few) = manager.few_words(manager.drills) {
        terminal.line(Tone::Warn, &few)?;
    } else {
        numbers(manager, terminal)?;
    }
    for remark in &manager.remarks {
        terminal.paragraph(Tone::Soft, "", "    ", remark)?;
    }
    if !manager.months.is_empty() {
        head("How customers left, month by month", terminal)?;
    }
    for month in &manager.months {
        let words = format!("{}: {}", month.month, tiers_words(month.tiers));
        terminal.paragraph(Tone::Plain, "", "    ", &words)?;
    }
    head("Readiness", terminal)?;
    for &kind in FailureKind::ALL {
        for &channel in Channel::ALL {
            let Some(cell) = manager
                .board
                .cell(kind, channel)
                .filter(|cell| cell.state != State::NoScenario)
            else {
                continue;
            };
            let mut words = format!("{}, {}: {}", kind.name(), channel.words(), cell.state.words());
            if let Some(last) = cell.last {
                words += &format!(
                    " (drills {}, accuracy {}, last {}; by {})",
                    cell.drills,
                    cell.accuracy
                        .map_or_else(|| "–".to_owned(), |mean| format!("{mean:.0}")),
                    manager.day(last),
                    manager
                        .by_words(cell)
                        .unwrap_or_else(|| "people who gave no name".to_owned())
                );
            }
            terminal.paragraph(Tone::Plain, "", "    ", &words)?;
        }
    }
    let none = manager.board.count(State::NoScenario);
    terminal.line(
        Tone::Soft,
        &format!("For {none} other pairs of a failure and a channel there is no scenario."),
    )?;
    head("Taken for granted (--assume NAME=NUMBER)", terminal)?;
    for known in manager.assumptions.list() {
        let words = format!(
            "{}={}: {}, {}. {}",
            known.key, known.number, known.title, known.unit, known.words
        );
        terminal.paragraph(Tone::Plain, "", "    ", &words)?;
    }
    Ok(())
}

/// What is a mean or a sum over all drills.
fn numbers(manager: &Manager, terminal: &mut Terminal) -> std::io::Result<()> {
    if let (Some(resolved), Some(alone)) = (manager.resolved.fraction(), manager.alone.fraction()) {
        let words = format!(
            "Resolved by the first person (no transfer, no manager, the customer left Loyal or as a Champion): {:.0}%. Nobody else was \
             asked in {:.0}%.",
            resolved * 100.0,
            alone * 100.0
        );
        terminal.line(Tone::Plain, &words)?;
    }
    if let Some(mean) = manager.accuracy {
        terminal.line(Tone::Plain, &format!("Accuracy: {mean:.0} on average."))?;
    }
    let heard = &manager.heard;
    let words = format!(
        "Word of mouth: {} hear a good story, {} a bad one; {} would have heard a bad one as things stood at the start.",
        (heard.won + 500) / 1000,
        (heard.lost + 500) / 1000,
        (heard.at_start + 500) / 1000
    );
    terminal.line(Tone::Plain, &words)?;
    if let Some(sure) = &manager.confidence {
        let words = format!(
            "How sure people felt, 1 to 5: {:.1} before, {:.1} after ({} drills).",
            sure.before, sure.after, sure.said
        );
        terminal.line(Tone::Plain, &words)?;
    }
    for money in &manager.money {
        let per = money.per_champion_with_practice().map_or_else(
            || "no Champion yet".to_owned(),
            |cents| format!("{} for each Champion, practising counted in", money.amount(cents)),
        );
        let words = format!(
            "Value kept: {} ({} gained, {} spent); {per}.",
            money.amount(money.kept()),
            money.amount(money.gained),
            money.amount(money.spent)
        );
        terminal.line(Tone::Plain, &words)?;
    }
    Ok(())
}

fn tell_solved(curves: &[Curve], hinges: &[Hinge], terminal: &mut Terminal) -> std::io::Result<()> {
    if !curves.is_empty() {
        head("What a larger fund would buy", terminal)?;
    }
    for curve in curves {
        let money = |cents: i64| amount(&curve.currency, cents);
        let words = format!(
            "{}: fund {}, {} a customer to win; beyond {} nothing is gained",
            curve.title,
            money(curve.fund),
            money(curve.to_win()),
            money(curve.enough)
        );
        terminal.paragraph(Tone::Plain, "", "    ", &words)?;
    }
    if !hinges.is_empty() {
        head("How sure the best play is", terminal)?;
    }
    for hinge in hinges {
        let words = if hinge.turned.is_empty() {
            format!("{}: none of {} changes by a tenth turns it", hinge.title, hinge.tried)
        } else {
            format!(
                "{}: of {} changes by a tenth these turn it: {}",
                hinge.title,
                hinge.tried,
                hinge.turned.join(", ")
            )
        };
        terminal.paragraph(Tone::Plain, "", "    ", &words)?;
    }
    Ok(())
}

fn head(words: &str, terminal: &mut Terminal) -> std::io::Result<()> {
    terminal.gap()?;
    terminal.line(Tone::Title, words)
}
