//! A session into the records, beside it: as soon as its debrief is worked out, and again when notes, consents or the plan change.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::host::Host;
use super::snapshot::{Looked, Snapshot};
use crate::record::{keep_session, open};
use crate::session::team::Plan;

/// How often it is looked whether something has changed.
const LOOK: Duration = Duration::from_millis(200);
/// When records that could not be written are tried again.
const AGAIN: Duration = Duration::from_secs(5);
/// How long the best play is waited for where the session is quitted before it is worked out.
const PATIENCE: Duration = Duration::from_secs(30);

/// What was kept last.
type Kept = (Arc<Looked>, Arc<Plan>);

/// Keeps the session until `over` is said and nothing is left to be kept. What goes wrong the facilitator sees; the session goes on. The last
/// words on it are given back, for whoever quits.
///
/// # Errors
/// In words, where the session does not stand in the records as it was last.
pub fn keep(host: &Host, place: &str, over: &AtomicBool) -> Result<(), String> {
    let mut kept: Option<Kept> = None;
    let mut failed: Option<(Instant, String)> = None;
    let mut ending: Option<Instant> = None;
    loop {
        let is_over = over.load(Ordering::Acquire);
        let ends = is_over.then(|| *ending.get_or_insert_with(Instant::now));
        let now = host.snapshot();
        let is_due = failed.as_ref().is_none_or(|(at, _)| at.elapsed() >= AGAIN || is_over);
        if let Some(looked) = fresh(&now, kept.as_ref()).filter(|_| is_due) {
            match put(host, &looked, &now.plan, place) {
                Ok(()) => {
                    host.trouble(None);
                    failed = None;
                    kept = Some((looked, Arc::clone(&now.plan)));
                }
                Err(words) => {
                    host.trouble(Some(words.clone()));
                    failed = Some((Instant::now(), words));
                }
            }
        }
        if let Some(ends) = ends {
            let waits = now.room.tier.is_some() && now.debrief.is_none() && ends.elapsed() < PATIENCE;
            if !waits {
                return failed.map_or(Ok(()), |(_, words)| Err(words));
            }
        }
        thread::sleep(LOOK);
    }
}

/// What is to be kept: the review, where it or the plan is another than what was kept.
fn fresh(now: &Snapshot, kept: Option<&Kept>) -> Option<Arc<Looked>> {
    let looked = now.debrief.as_ref().filter(|_| now.room.tier.is_some())?;
    let same = |(before, plan): &Kept| Arc::ptr_eq(before, looked) && Arc::ptr_eq(plan, &now.plan);
    (!kept.is_some_and(same)).then(|| Arc::clone(looked))
}

fn put(host: &Host, looked: &Looked, plan: &Plan, place: &str) -> Result<(), String> {
    // Opened each time: a session lasts an hour, and is kept a dozen times.
    let mut store = open(place).map_err(|error| format!("This session does not stand in the records: {error}."))?;
    let team = host.team().clone();
    let text = host.scenario_text();
    keep_session(&mut *store, text, &team, &looked.review, plan, Timestamp::now()).map(drop)
}
