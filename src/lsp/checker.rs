//! Solves scenarios beside the conversation: the newest text of each file, once nobody has typed for a while.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::lint::{Limits, Report, lint};
use crate::scenario::{Places, Policy, Scenario};

/// How long nobody types before a scenario is solved.
const PAUSE: Duration = Duration::from_millis(300);

/// A scenario to be solved.
pub struct Job {
    pub uri: String,
    /// Which text of the file it is; a newer one takes its place.
    pub turn: u64,
    pub scenario: Arc<Scenario>,
    pub policy: Policy,
    pub places: Places,
}

/// What was found.
pub struct Solved {
    pub uri: String,
    pub turn: u64,
    pub report: Report,
}

/// Starts the thread. It ends when the sender is dropped and it has done what it is at; `tell` says whether anybody still listens.
pub fn start(tell: impl Fn(Solved) -> bool + Send + 'static) -> Sender<Wish> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || work(&receiver, &tell));
    sender
}

/// What is asked of the thread.
pub enum Wish {
    Solve(Box<Job>),
    /// The text has changed: what was asked of it is not needed any more.
    Forget(String),
}

fn work(wishes: &Receiver<Wish>, tell: &impl Fn(Solved) -> bool) {
    let mut waiting: BTreeMap<String, Box<Job>> = BTreeMap::new();
    loop {
        let wish = if waiting.is_empty() {
            wishes.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            wishes.recv_timeout(PAUSE)
        };
        match wish {
            Ok(Wish::Solve(job)) => {
                waiting.insert(job.uri.clone(), job);
            }
            Ok(Wish::Forget(uri)) => {
                waiting.remove(&uri);
            }
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let Some((uri, job)) = waiting.pop_first() else {
                    continue;
                };
                let report = lint(&job.scenario, &job.policy, &job.places, Limits::default());
                let solved = Solved {
                    uri,
                    turn: job.turn,
                    report,
                };
                if !tell(solved) {
                    return;
                }
            }
        }
    }
}
