//! A team session as a page, and a team's plan as a policy.

use std::process::ExitCode;

use super::super::args::{Arguments, PlanFile, SessionFile};
use super::super::serve::{session_file, sessions};
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome, write};
use crate::report::team_html;
use crate::serve::{PLANS, kept_team, newest_plan};
use crate::session::team::{TeamDebrief, TeamReview};

pub fn session(arguments: &Arguments, verb: &SessionFile, terminal: &mut Terminal) -> Outcome {
    let file = session_file(arguments, verb.session.as_deref())?;
    let team = kept_team(&file).map_err(|error| CliError::Said(error.to_string()))?;
    let review = TeamReview::of(&team).map_err(|error| CliError::Said(error.to_string()))?;
    let folder = file.parent().unwrap_or(&file);
    let plan = newest_plan(&folder.join(PLANS)).map_err(CliError::Said)?;
    let scenario = &team.drill().scenario;
    let debrief = TeamDebrief::of(&team, &review);
    let page = team_html(&scenario.title, scenario.customer.first_name(), &debrief, &plan);
    if write::text(&verb.out, &page, verb.force, terminal)? {
        terminal.line(
            Tone::Plain,
            "Open it with a web browser; it prints well, and loads nothing.",
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

pub fn plan(arguments: &Arguments, verb: &PlanFile, terminal: &mut Terminal) -> Outcome {
    let file = sessions(arguments)?.join(PLANS);
    let plan = newest_plan(&file).map_err(CliError::Said)?;
    let text = plan.policy_text().ok_or_else(|| {
        CliError::Said(format!(
            "the plan sets neither a fund nor what needs a manager ({}): the facilitator writes it in a session's debrief",
            file.display()
        ))
    })?;
    if write::text(&verb.out, &text, verb.force, terminal)? {
        terminal.line(
            Tone::Plain,
            "In a folder of scenarios it holds for all of them: bounceback --scenarios DIR.",
        )?;
    }
    Ok(ExitCode::SUCCESS)
}
