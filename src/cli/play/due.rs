//! A drill that is due, begun where the plan says.

use std::sync::Arc;

use jiff::Zoned;

use super::super::args::{Arguments, Play};
use super::super::{CliError, find as find_scenario, records};
use crate::library::Library;
use crate::practice::{Due, Start};
use crate::record::DrillId;
use crate::scenario::Scenario;
use crate::session::{Mode, Options, Solo};

/// What is due at this place, from 1, as `records plan` numbers it.
pub fn find(arguments: &Arguments, verb: &Play, library: &Library, number: usize) -> Result<Due, CliError> {
    let mut store = records::open(arguments)?;
    let person = records::maybe(&mut *store, verb.person.as_deref())?;
    let plan = records::gather::plan(&mut *store, library, person.map(|person| person.id), &Zoned::now())?;
    let count = plan.due.len();
    let next = plan.next();
    let due = number.checked_sub(1).and_then(|at| plan.due.into_iter().nth(at));
    due.ok_or_else(|| {
        CliError::Said(match (count, next) {
            (0, Some(next)) => format!("nothing is due today; the next falls due on {next}"),
            (0, None) => "nothing is due: there is no scenario at hand".to_owned(),
            (1, _) => "one drill is due today: play --due=1".to_owned(),
            _ => format!("{count} drills are due today: play --due=1 to --due={count}"),
        })
    })
}

/// The scenario at hand that it is played with.
pub fn scenario(due: &Due, library: &Library) -> Result<Arc<Scenario>, CliError> {
    if let Start::From { record, .. } = &due.start
        && let Some(scenario) = library.version(record.hash)
    {
        return Ok(Arc::clone(scenario));
    }
    find_scenario(library, &due.scenario)
}

/// The drill, and which one it takes up again after how many choices.
pub fn start(
    due: &Due,
    verb: &Play,
    library: &Library,
    scenario: &Arc<Scenario>,
    options: Options,
) -> Result<(Solo, Option<(DrillId, u16)>), CliError> {
    let Start::From { drill, record, kept } = &due.start else {
        return Ok((Solo::start(scenario, library.policy_for(scenario), options), None));
    };
    if verb.seed.is_some() || verb.temper.is_some() || verb.mode != Mode::Practice {
        return Err(CliError::Said(
            "a mistake is rehearsed in practice and with the customer it was made with: leave out --seed, --temper and --mode"
                .to_owned(),
        ));
    }
    let solo = Solo::resume(scenario, record, *kept, verb.pace).map_err(|error| CliError::Said(error.to_string()))?;
    let kept = u16::try_from(*kept).unwrap_or(u16::MAX);
    Ok((solo, Some((DrillId(*drill), kept))))
}
