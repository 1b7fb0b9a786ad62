//! The host of a session, for whoever starts one: the window, the command line, a test.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::SystemTime;

use tokio::runtime::Runtime;
use tokio::sync::{oneshot, watch};

use super::accept::accept;
use super::address::open_files;
use super::journal::{Header, Journal, Kept, Line, PLANS, newest_plan};
use super::limit::{Rates, WrongCodes};
use super::net::Net;
use super::room::{Role, Room, Wish, lock};
use super::router::{Served, router};
use super::snapshot::{Beside, Snapshot};
use super::socket::Desk;
use super::token::{Key, Token, code, hex, unhex};
use super::way::Way;
use crate::scenario::{Scenario, read};
use crate::session::team::{Command, Event, Log, Plan, Start, Team};

/// How a session is held.
#[derive(Debug, Clone)]
pub struct Config {
    pub start: Start,
    /// The scenario's text: the file keeps it, so that the session can be taken up when the scenario has changed.
    pub scenario_text: String,
    /// The only address that is listened on; `0.0.0.0` for all of them. `None`: no network at all, hands are counted.
    pub listen: Option<IpAddr>,
    /// 0: any that is free.
    pub port: u16,
    /// Where sessions are kept; `None`: nowhere.
    pub folder: Option<PathBuf>,
}

/// Why a session cannot be held. A sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostError(pub(super) String);

impl std::fmt::Display for HostError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for HostError {}

/// A session that is held: dropped, it stops; what was taken is on the disk.
#[derive(Debug)]
pub struct Host {
    team: Arc<Mutex<Team>>,
    wishes: Sender<Wish>,
    show: watch::Receiver<Arc<Snapshot>>,
    stop: watch::Sender<bool>,
    way: Way,
    address: Option<SocketAddr>,
    facilitator: Token,
    screen: Token,
    kept_at: Option<PathBuf>,
    room_for: usize,
    scenario_text: String,
    thread: Option<JoinHandle<()>>,
    runtime: Option<Runtime>,
}

/// All that a session has before it is held.
struct Ready {
    team: Team,
    journal: Option<Journal>,
    keys: BTreeMap<Key, Role>,
    code: String,
    scenario_text: String,
}

pub(super) fn no_random(error: getrandom::Error) -> HostError {
    HostError(format!("the system gives no random numbers: {error}"))
}

impl Host {
    /// Holds a new session.
    ///
    /// # Errors
    /// Where its scenario is not valid, the address cannot be listened on, or the file cannot be written.
    pub fn start(config: Config) -> Result<Self, HostError> {
        let scenario = scenario(&config.scenario_text)?;
        if scenario.hash != config.start.hash {
            return Err(HostError(
                "the session is of another version of the scenario".to_owned(),
            ));
        }
        let net = config.listen.map(|listen| Net::open(listen, config.port)).transpose()?;
        let code = code().map_err(no_random)?;
        let header = Header {
            format: 1,
            start: config.start,
            scenario_text: config.scenario_text,
            code: code.clone(),
            port: net.as_ref().map_or(0, |net| net.address.port()),
        };
        let journal = config
            .folder
            .map(|folder| Journal::begin(&folder, now_millis(), &header));
        let ready = Ready {
            team: Team::start(&scenario, header.start),
            journal: journal.transpose().map_err(HostError)?,
            keys: BTreeMap::new(),
            code,
            scenario_text: header.scenario_text,
        };
        Self::hold(ready, net)
    }

    /// Goes on with a session that is kept in a file: phones and facilitator come back as who they were. It listens on `port`, or where
    /// that is `None`, on the one that the phones know; where `listen` is `None`, not at all.
    ///
    /// # Errors
    /// Where the file is no session, or the address cannot be listened on.
    pub fn again(path: &Path, listen: Option<IpAddr>, port: Option<u16>) -> Result<Self, HostError> {
        let (journal, kept) = Journal::take_up(path).map_err(HostError)?;
        let (header, team, keys) = replayed(path, kept)?;
        let port = port.unwrap_or(header.port);
        let net = listen.map(|listen| Net::open(listen, port)).transpose()?;
        let ready = Ready {
            team,
            journal: Some(journal),
            keys,
            code: header.code,
            scenario_text: header.scenario_text,
        };
        Self::hold(ready, net)
    }

    fn hold(ready: Ready, net: Option<Net>) -> Result<Self, HostError> {
        let Ready {
            team,
            mut journal,
            mut keys,
            code,
            scenario_text,
        } = ready;
        let (facilitator, screen) = (Token::random().map_err(no_random)?, Token::random().map_err(no_random)?);
        keys.insert(facilitator.key(), Role::Facilitator);
        keys.insert(screen.key(), Role::Screen);
        if let Some(journal) = &mut journal {
            journal.add(&Line::Facilitator {
                key: hex(&facilitator.key()),
            });
            journal.add(&Line::Screen {
                key: hex(&screen.key()),
            });
            journal.flush().map_err(HostError)?;
        }
        let plans = journal
            .as_ref()
            .and_then(|journal| Some(journal.path().parent()?.join(PLANS)));
        let plan = plans
            .as_deref()
            .map_or(Ok(Plan::default()), newest_plan)
            .map_err(HostError)?;
        let beside = Beside {
            plan: Arc::new(plan),
            ..Beside::default()
        };
        let kept_at = journal.as_ref().map(|journal| journal.path().to_owned());
        let look = team.drill().scenario.customer.look.clone();
        let way = net.as_ref().map_or_else(Way::default, |net| Way::to(net.address, code));
        let team = Arc::new(Mutex::new(team));
        let (wishes, inbox) = channel();
        let (room, shows) = Room::new(Arc::clone(&team), journal, keys, wishes.clone(), (beside, plans));
        let show = shows[0].clone();
        let thread = thread::Builder::new()
            .name("team-room".to_owned())
            .spawn(move || room.run(&inbox));
        let thread = thread.map_err(|error| HostError(format!("the system gives no thread: {error}")))?;
        let desk = Arc::new(Desk {
            wishes: wishes.clone(),
            shows,
            way: way.clone(),
            wrong: WrongCodes::default(),
            rates: Rates::default(),
        });
        let (stop, stopped) = watch::channel(false);
        // Some files are the program's own.
        let room_for = open_files().saturating_sub(100).max(16);
        let address = net.as_ref().map(|net| net.address);
        let runtime = net.map(|net| {
            let Net { runtime, listener, .. } = net;
            runtime.spawn(accept(listener, router(Served { desk, look }), room_for, stopped));
            runtime
        });
        Ok(Self {
            team,
            wishes,
            show,
            stop,
            way,
            address,
            facilitator,
            screen,
            kept_at,
            room_for,
            scenario_text,
            thread: Some(thread),
            runtime,
        })
    }

    /// Where phones go, the likeliest first: `http://192.168.1.5:8750/`. None where there is no network.
    #[must_use]
    pub fn addresses(&self) -> &[String] {
        &self.way.addresses
    }

    /// What opens the lobby.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.way.code
    }

    /// Code, addresses and QR code (rows of `0` and `1`, without a margin) for a shared screen. The QR code holds the first address with
    /// the code behind `#`, which no browser sends anywhere. All of it is empty where there is no network.
    #[must_use]
    pub const fn way(&self) -> &Way {
        &self.way
    }

    /// Where it listens; `None`: nowhere.
    #[must_use]
    pub const fn address(&self) -> Option<SocketAddr> {
        self.address
    }

    /// The facilitator's link: who has it drives the session. The token stands behind `#`. `None` where there is no network.
    #[must_use]
    pub fn facilitator_link(&self) -> Option<String> {
        self.page("facilitator", &self.facilitator)
    }

    /// The link of a shared screen in a browser; `None` where there is no network.
    #[must_use]
    pub fn screen_link(&self) -> Option<String> {
        self.page("screen", &self.screen)
    }

    fn page(&self, name: &str, token: &Token) -> Option<String> {
        let address = self.way.addresses.first()?;
        Some(format!("{address}{name}#{}", token.text()))
    }

    /// The file that keeps the session.
    #[must_use]
    pub fn kept_at(&self) -> Option<&Path> {
        self.kept_at.as_deref()
    }

    /// The text of the scenario that is played.
    #[must_use]
    pub fn scenario_text(&self) -> &str {
        &self.scenario_text
    }

    /// Tells the facilitator what goes wrong beside the room, such as records that cannot be written; `None`: it goes well again.
    pub fn trouble(&self, words: Option<String>) {
        // Where the room is closed nobody wants to know any more.
        let _ = self.wishes.send(Wish::Trouble(words));
    }

    /// How many connections there is room for: the system's limit of open files.
    #[must_use]
    pub const fn room_for(&self) -> usize {
        self.room_for
    }

    /// Has a command taken, kept and answered. Waits for the disk: some milliseconds.
    ///
    /// # Errors
    /// Why it is refused, in words.
    pub fn tell(&self, command: Command) -> Result<Vec<Event>, String> {
        let (reply, answer) = oneshot::channel();
        let over = || "The session is over.".to_owned();
        self.wishes.send(Wish::Do { command, reply }).map_err(|_| over())?;
        let (events, _) = answer.blocking_recv().map_err(|_| over())??;
        Ok(events)
    }

    /// Keeps the team's plan: those before it stay in their file.
    ///
    /// # Errors
    /// In words, where it cannot be written.
    pub fn keep_plan(&self, plan: &Plan) -> Result<(), String> {
        let (reply, answer) = oneshot::channel();
        let over = || "The session is over.".to_owned();
        let plan = plan.cleaned();
        self.wishes.send(Wish::Plan { plan, reply }).map_err(|_| over())?;
        answer.blocking_recv().map_err(|_| over())?
    }

    /// What is shown now. Cheap: asked at every picture. Its count of votes may be 50 ms old.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.show.borrow())
    }

    /// The session itself, to read: for the drill, the rounds, the log. The room stands still while this is held.
    pub fn team(&self) -> MutexGuard<'_, Team> {
        lock(&self.team)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // Each may have ended already.
        let _ = self.stop.send(true);
        let _ = self.wishes.send(Wish::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A session that is kept in a file, as it stood; the file is only read.
///
/// # Errors
/// Where the file is no session.
pub fn kept_team(path: &Path) -> Result<Team, HostError> {
    let kept = Journal::read(path).map_err(HostError)?;
    Ok(replayed(path, kept)?.1)
}

/// What stands in a file, played again.
fn replayed(path: &Path, kept: Kept) -> Result<(Header, Team, BTreeMap<Key, Role>), HostError> {
    let Kept { header, lines } = kept;
    let scenario = scenario(&header.scenario_text)?;
    let mut keys = BTreeMap::new();
    let mut entries = Vec::new();
    for line in lines {
        let (key, role) = match line {
            Line::Taken(entry) => {
                entries.push(entry);
                continue;
            }
            Line::Device { member, key } => (key, Role::Member(member)),
            Line::Facilitator { key } => (key, Role::Facilitator),
            Line::Screen { key } => (key, Role::Screen),
        };
        let key = unhex(&key).ok_or_else(|| HostError(format!("{}: a device's key is spoiled", path.display())))?;
        keys.insert(key, role);
    }
    let log = Log {
        start: header.start.clone(),
        entries,
    };
    let team = Team::replay(&scenario, &log).map_err(|fault| HostError(format!("{}: {fault}", path.display())))?;
    Ok((header, team, keys))
}

pub(super) fn now_millis() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    u64::try_from(now.map_or(0, |since| since.as_millis())).unwrap_or(u64::MAX)
}

fn scenario(text: &str) -> Result<Arc<Scenario>, HostError> {
    let scenario = read(text).scenario.map(Arc::new);
    scenario.ok_or_else(|| HostError("the session's scenario has errors: `bounceback check` says which".to_owned()))
}
