//! Who holds the session: a thread that starts hosts, tells them commands and waits for the disk, so that no picture does.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::serve::{Address, Config, Host, HostError, Journal, is_held, keep, kept_team};
use crate::session::team::{Command, Phase, Plan};

/// What the clerk is asked.
pub enum Order {
    /// Looks for a session that was not finished.
    Look(PathBuf),
    /// Begins one, and keeps it in the records of this place.
    Begin(Box<Config>, Option<String>),
    /// Goes on with the session in a file.
    GoOn(PathBuf, Option<Address>, Option<String>),
    Do(Command),
    /// Does all of them, or as many as are taken.
    DoAll(Vec<Command>),
    Plan(Box<Plan>),
    /// Lets the session go.
    Close,
}

/// A session that was not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    pub path: PathBuf,
    pub title: String,
    /// How many beats were decided.
    pub decided: usize,
    /// Whether anybody joined with a phone.
    pub with_phones: bool,
}

/// What the clerk has to say.
pub enum Answer {
    Found(Option<Unfinished>),
    Held(Arc<Host>),
    /// What could not be done, in a sentence.
    Said(String),
    /// An order was done, or could not be.
    Done,
}

/// The clerk.
pub struct Clerk {
    orders: Sender<Order>,
    answers: Mutex<Receiver<Answer>>,
    /// How many orders have no answer yet.
    open: usize,
}

impl Default for Clerk {
    fn default() -> Self {
        let (orders, inbox) = channel();
        let (tell, answers) = channel();
        thread::spawn(move || work(&inbox, &tell));
        Self {
            orders,
            answers: Mutex::new(answers),
            open: 0,
        }
    }
}

impl Clerk {
    /// Asks for something; it is done in order.
    pub fn ask(&mut self, order: Order) {
        // The thread ends with the program only.
        if self.orders.send(order).is_ok() {
            self.open += 1;
        }
    }

    /// What has been answered since.
    pub fn take(&mut self) -> Vec<Answer> {
        let answers = self.answers.get_mut().unwrap_or_else(PoisonError::into_inner);
        let all: Vec<Answer> = answers.try_iter().collect();
        let done = all.iter().filter(|answer| matches!(answer, Answer::Done)).count();
        self.open = self.open.saturating_sub(done);
        all
    }

    /// Whether something is still being done.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.open > 0
    }
}

fn work(orders: &Receiver<Order>, tell: &Sender<Answer>) {
    let mut held: Option<Held> = None;
    while let Ok(order) = orders.recv() {
        let done = match order {
            Order::Look(folder) => {
                let _ = tell.send(Answer::Found(unfinished(&folder)));
                Ok(())
            }
            Order::Begin(config, records) => {
                // Where another program has the usual port, any that is free will do: it stands on the screen.
                let any = Config {
                    port: 0,
                    ..(*config).clone()
                };
                hold(
                    &mut held,
                    Host::start(*config).or_else(|_| Host::start(any)),
                    records,
                    tell,
                )
            }
            Order::GoOn(path, listen, records) => hold(&mut held, again(&path, listen), records, tell),
            Order::Do(command) => held.as_ref().map_or(Ok(()), |held| held.host.tell(command).map(drop)),
            Order::DoAll(commands) => held.as_ref().map_or(Ok(()), |held| {
                commands
                    .into_iter()
                    .try_for_each(|command| held.host.tell(command).map(drop))
            }),
            Order::Plan(plan) => held.as_ref().map_or(Ok(()), |held| held.host.keep_plan(&plan)),
            Order::Close => {
                held = None;
                Ok(())
            }
        };
        let said = done.err().map(Answer::Said);
        if said
            .into_iter()
            .chain([Answer::Done])
            .any(|answer| tell.send(answer).is_err())
        {
            return;
        }
    }
}

/// Goes on with a session. Whoever let it go just now may still be telling the records: that is waited for.
fn again(path: &Path, listen: Option<Address>) -> Result<Host, HostError> {
    /// So often it is tried.
    const TIMES: u32 = 20;
    const BETWEEN: Duration = Duration::from_millis(100);
    let go_on = || Host::again(path, listen.map(Address::ip), None);
    let mut host = go_on();
    for _ in 1..TIMES {
        if host.is_ok() || !is_held(path) {
            break;
        }
        thread::sleep(BETWEEN);
        host = go_on();
    }
    host
}

/// A session that is held, and told to the records beside.
struct Held {
    host: Arc<Host>,
    over: Arc<AtomicBool>,
    /// Tells the records, and ends with the last words on it.
    keeper: Option<JoinHandle<()>>,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Release);
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
    }
}

fn hold(
    held: &mut Option<Held>,
    host: Result<Host, HostError>,
    records: Option<String>,
    tell: &Sender<Answer>,
) -> Result<(), String> {
    let host = Arc::new(host.map_err(|error| sentence(&error.to_string()))?);
    let over = Arc::new(AtomicBool::new(false));
    let keeper = records.map(|place| {
        let (host, over) = (Arc::clone(&host), Arc::clone(&over));
        thread::spawn(move || {
            // What goes wrong stands on the screen, as the room's trouble.
            let _told = keep(&host, &place, &over);
        })
    });
    *held = Some(Held {
        host: Arc::clone(&host),
        over,
        keeper,
    });
    // Where the window is closed nobody wants to know any more.
    let _ = tell.send(Answer::Held(host));
    Ok(())
}

/// With a capital and a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    let mut made: String = first.chain(letters).collect();
    if !made.ends_with(['.', '!', '?']) {
        made.push('.');
    }
    made
}

/// The youngest session of a folder, where it had begun and is not over.
fn unfinished(folder: &Path) -> Option<Unfinished> {
    let path = Journal::youngest(folder)?;
    let team = kept_team(&path).ok()?;
    let has_begun = !team.rounds().is_empty() || !team.members().is_empty();
    if !has_begun || matches!(team.phase(), Phase::Debrief | Phase::Over) {
        return None;
    }
    Some(Unfinished {
        title: team.drill().scenario.title.clone(),
        decided: team.rounds().iter().filter(|round| round.decision.is_some()).count(),
        with_phones: !team.members().is_empty(),
        path,
    })
}
