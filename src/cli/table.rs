//! `bounceback check --table`: what a library holds, as a Markdown table, worked out by the solver.

use super::check::grouped;
use crate::library::Library;
use crate::scenario::{Level, Scenario};
use crate::solve::{Persona, Solver, TooLarge, played, told_line};
use crate::vocabulary::Vocabulary;

use crate::drill::{Rules, Setup};

/// One scenario's row: the typical customer under the library's policy.
fn row(library: &Library, scenario: &Scenario) -> Result<String, TooLarge> {
    let setup = Setup::typical(scenario, library.policy_for(scenario));
    let rules = Rules::new(scenario, &setup);
    let mut solver = Solver::new(rules);
    let scale = solver.scale()?;
    let best = told_line(&mut solver, &rules.start())?;
    let (_, random) = played(rules, scale, Persona::Random)?;
    let steps = scenario.teaches.iter().map(|step| step.words()).collect::<Vec<_>>();
    Ok(format!(
        "| {} | {} | {}, {} | {} | {} | {:.0} | {:?} | {} |",
        scenario.level.name(),
        scenario.title.replace('|', "/"),
        scenario.setting,
        scenario.channel.words(),
        scenario.customer.name,
        steps.join("; "),
        random.score,
        best.tier,
        grouped(solver.states()),
    ))
}

/// The whole table, the easiest levels first.
///
/// # Errors
/// [`TooLarge`] of the first scenario that is.
pub fn table(library: &Library) -> Result<String, TooLarge> {
    let mut lines = vec![
        "| level | scenario | place | customer | teaches above all | any move | best play | states |".to_owned(),
        "| --- | --- | --- | --- | --- | ---: | --- | ---: |".to_owned(),
    ];
    for &level in Level::ALL {
        for scenario in library.scenarios().filter(|scenario| scenario.level == level) {
            lines.push(row(library, scenario)?);
        }
    }
    Ok(lines.join("\n") + "\n")
}
