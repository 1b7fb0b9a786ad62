//! `bounceback export xapi`: statements, to a file or to a Learning Record Store.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use jiff::Timestamp;

use super::super::args::Xapi;
use super::super::records::gather::bar;
use super::super::terminal::{Terminal, Tone};
use super::super::{CliError, Outcome};
use super::{drills, writer, written};
use crate::record::gather::Versions;
use crate::record::lrs::{Lrs, deliver};
use crate::record::xapi::{Naming, of_session, queued, queued_session, statements};
use crate::record::{DrillId, JUDGE, KeptSession, Line, Sending, Store};
use crate::scenario::Scenario;

/// Where the password is read from: what is typed behind a command can be seen by everybody on the machine.
const PASSWORD: &str = "BOUNCEBACK_LRS_PASSWORD";
/// About so many statements are queued in one transaction: each waits for the disk.
const QUEUED: usize = 1000;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

pub fn run(verb: &Xapi, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let address = |text: &str| text.trim_end_matches('/').to_owned();
    let naming = Naming {
        base: address(&verb.base),
        home_page: address(&verb.home_page),
        names: !verb.without_names,
    };
    match &verb.file {
        Some(file) => to_file(verb, &naming, file, store),
        None => to_lrs(verb, &naming, store, terminal),
    }
}

/// What goes on may still change, so it is not told.
const fn is_ended(line: &Line) -> bool {
    line.ended.is_some()
}

fn to_file(verb: &Xapi, naming: &Naming, file: &Path, store: &mut dyn Store) -> Outcome {
    let mut out = writer(file)?;
    out.write_all(b"[")?;
    let mut count = 0_u64;
    drills::each(store, &verb.whose, &is_ended, &mut |_, drill| {
        for statement in statements(drill, naming) {
            out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut out, &statement).map_err(std::io::Error::from)?;
            count += 1;
        }
        Ok(())
    })?;
    each_session(verb, store, |_, kept, scenario| {
        for statement in of_session(kept, scenario, naming) {
            out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut out, &statement).map_err(std::io::Error::from)?;
            count += 1;
        }
        Ok(())
    })?;
    out.write_all(b"\n]\n")?;
    out.flush()?;
    written(count, "statements", file);
    Ok(ExitCode::SUCCESS)
}

/// Each team session that is meant, the newest first: none where one person's drills are asked for, because a session is the group's.
fn each_session(
    verb: &Xapi,
    store: &mut dyn Store,
    mut each: impl FnMut(&mut dyn Store, &KeptSession, Option<&Scenario>) -> Result<(), CliError>,
) -> Result<(), CliError> {
    if verb.whose.person.is_some() {
        return Ok(());
    }
    let since = drills::since(&verb.whose)?;
    let mut versions = Versions::default();
    for line in store.sessions()? {
        if since.is_some_and(|since| line.at < since) {
            continue;
        }
        let scenario = versions.get(store, line.hash)?;
        let kept = store.session(line.id)?;
        each(store, &kept, scenario.as_deref())?;
    }
    Ok(())
}

fn to_lrs(verb: &Xapi, naming: &Naming, store: &mut dyn Store, terminal: &mut Terminal) -> Outcome {
    let address = verb.lrs.as_deref().unwrap_or_default();
    let user = verb.user.as_deref().unwrap_or_default();
    let password = std::env::var(PASSWORD).map_err(|_| {
        CliError::Said(format!(
            "the password of `{user}` is missing: put it into the environment as {PASSWORD}"
        ))
    })?;
    let mut lrs = Lrs::new(address, user, &password, PATIENCE).map_err(|error| CliError::Said(error.to_string()))?;
    let now = Timestamp::now();
    // What is sent cannot be changed: grades that are still to come are waited for.
    let unjudged: BTreeSet<DrillId> = store.unjudged(JUDGE, u32::MAX)?.into_iter().collect();
    if !unjudged.is_empty() {
        let words = format!(
            "{} drills are not judged yet and are left out: `bounceback records rejudge` judges them.",
            unjudged.len()
        );
        Terminal::remark(&words);
    }
    // What was queued once stays as it is: its drills need not be read again.
    let queued_before: BTreeSet<DrillId> = store.queued_drills()?.into_iter().collect();
    let ready = |line: &Line| is_ended(line) && !unjudged.contains(&line.id) && !queued_before.contains(&line.id);
    let (mut new, mut batch) = (0, Vec::new());
    drills::each(store, &verb.whose, &ready, &mut |store, drill| {
        // Drills go in whole: one of whose statements some are there is not looked at again.
        batch.extend(queued(drill, naming));
        if batch.len() >= QUEUED {
            new += store.queue(&batch, now)?;
            batch.clear();
        }
        Ok(())
    })?;
    new += store.queue(&batch, now)?;
    // What was queued once stays as it is: its ids are known.
    each_session(verb, store, |store, kept, scenario| {
        new += store.queue(&queued_session(kept, scenario, naming), now)?;
        Ok(())
    })?;
    let bar = bar("statements sent");
    let delivered = deliver(store, &mut lrs, now, &mut |delivered| bar.set_position(delivered.sent))?;
    bar.finish_and_clear();
    let words = format!("{new} statements were new, {} were sent.", delivered.sent);
    terminal.line(Tone::Good, &words)?;
    let outbox = store.outbox()?;
    if outbox.waiting > 0 {
        let words = format!("{} wait: the same command sends them later.", outbox.waiting);
        terminal.line(Tone::Warn, &words)?;
    }
    if outbox.refused > 0 {
        terminal.line(Tone::Bad, &format!("{} were refused and are kept:", outbox.refused))?;
        for refused in store.refused()? {
            if let Sending::Refused { reason } = &refused.sending {
                let words = format!("{}: {reason}", refused.statement.id);
                terminal.paragraph(Tone::Plain, "  ", "    ", &words)?;
            }
        }
    }
    if let Some(reason) = delivered.stopped {
        return Err(CliError::Said(format!("the sending stopped: {reason}")));
    }
    Ok(if delivered.refused > 0 || delivered.waiting > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}
