//! Team sessions as tables and pages, and a team's plan as a policy.

use std::path::PathBuf;
use std::process::ExitCode;

use super::super::args::{Arguments, PlanFile, SessionFile, SessionsTable};
use super::super::records::{self, sessions::named};
use super::super::serve::{session_file, sessions};
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome, write};
use super::table::broken;
use super::{writer, written};
use crate::library::write_whole;
use crate::record::Store;
use crate::record::export::{Sessions, sessions_csv};
use crate::report::team_html;
use crate::serve::{PLANS, kept_team, newest_plan};
use crate::session::team::{Plan, Team, TeamDebrief, TeamReview};
use crate::workbench::adopt_policy;

pub fn table(verb: &SessionsTable, store: &mut dyn Store) -> Outcome {
    let lines = store.sessions()?;
    let file = if let Some(file) = &verb.json {
        let mut document = Sessions::begin(writer(file)?)?;
        for line in &lines {
            document.add(&store.session(line.id)?)?;
        }
        document.finish()?;
        file
    } else {
        let file = verb.csv.as_ref().expect("clap asks for one of both");
        sessions_csv(&lines, writer(file)?).map_err(broken)?;
        file
    };
    written(u64::try_from(lines.len()).unwrap_or(0), "sessions", file);
    Ok(ExitCode::SUCCESS)
}

pub fn session(arguments: &Arguments, verb: &SessionFile, terminal: &mut Terminal) -> Outcome {
    let said = |error: &dyn std::fmt::Display| CliError::Said(error.to_string());
    let (team, plan): (Team, Plan) = if let Some(id) = &verb.kept {
        let mut store = records::open(arguments)?;
        let kept = named(&mut *store, id.as_deref())?;
        let text = store.text(kept.line.hash)?;
        (kept.team(&text).map_err(|error| said(&error))?, kept.plan)
    } else {
        let file = session_file(arguments, verb.session.as_deref())?;
        let team = kept_team(&file).map_err(|error| said(&error))?;
        let folder = file.parent().unwrap_or(&file);
        (team, newest_plan(&folder.join(PLANS)).map_err(CliError::Said)?)
    };
    let review = TeamReview::of(&team).map_err(|error| said(&error))?;
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

/// The plan as a policy: a new file, or the one that is there with the fund and what needs a manager changed and all else as it was. The
/// difference is shown first.
pub fn plan(arguments: &Arguments, verb: &PlanFile, terminal: &mut Terminal) -> Outcome {
    let (plan, whence) = if let Some(id) = &verb.kept {
        let mut store = records::open(arguments)?;
        let kept = named(&mut *store, id.as_deref())?;
        (kept.plan, format!("session {}", kept.line.id))
    } else {
        let file = sessions(arguments)?.join(PLANS);
        (newest_plan(&file).map_err(CliError::Said)?, file.display().to_string())
    };
    if !plan.sets_policy() {
        return Err(CliError::Said(format!(
            "the plan sets neither a fund nor what needs a manager ({whence}): the facilitator writes it in a session's debrief"
        )));
    }
    let out = verb.out.clone().unwrap_or_else(|| match &arguments.scenarios {
        Some(folder) => folder.join("policy.ron"),
        None => PathBuf::from("policy.ron"),
    });
    let shown = out.display();
    let is_stdout = out.as_os_str() == "-";
    let old = match std::fs::read_to_string(&out) {
        _ if is_stdout => None,
        Ok(old) => Some(old),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(CliError::Said(format!("{shown} cannot be read: {error}"))),
    };
    let adopted = adopt_policy(old.as_deref(), plan.fund, plan.approval.as_deref())
        .map_err(|why| CliError::Said(format!("{why}; nothing was written to {shown}")))?;
    if is_stdout {
        terminal.write(&adopted.text)?;
        return Ok(ExitCode::SUCCESS);
    }
    if adopted.is_same() {
        terminal.line(Tone::Good, &format!("{shown} says so already."))?;
        return Ok(ExitCode::SUCCESS);
    }
    for (mark, line) in &adopted.diff {
        let tone = match mark {
            '-' => Tone::Bad,
            '+' => Tone::Good,
            _ => Tone::Soft,
        };
        terminal.line(tone, &format!("{mark} {line}"))?;
    }
    if old.is_some() && !verb.force {
        return Err(CliError::Said(format!(
            "{shown} is already there; nothing was written (--force makes this change, --out names another file)"
        )));
    }
    write_whole(&out, &adopted.text).map_err(|error| CliError::Said(format!("{shown} cannot be written: {error}")))?;
    terminal.line(Tone::Good, &format!("{shown} was written."))?;
    terminal.line(
        Tone::Plain,
        "In a folder of scenarios it holds for all of them: bounceback --scenarios DIR.",
    )?;
    Ok(ExitCode::SUCCESS)
}
