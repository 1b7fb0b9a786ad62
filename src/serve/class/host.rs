//! The host of a class, for whoever starts one: the command line, a test.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use tokio::runtime::Runtime;
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

use super::super::accept::accept;
use super::super::address::open_files;
use super::super::host::{HostError, no_random, now_millis};
use super::super::journal::Journal;
use super::super::limit::{Rates, WrongCodes};
use super::super::net::Net;
use super::super::token::{Key, code};
use super::super::way::Way;
use super::clerk::Clerk;
use super::expert::Experts;
use super::message::Fixed;
use super::register::{Drilled, ENDING, Header, OfferedLine, Replayed, replayed};
use super::room::{Newspaper, Room, lock};
use super::router::{Served, router};
use super::socket::Desk;
use super::wish::{News, Sitting, Wish};
use crate::figure::{Face, Feelings, PORTRAIT_FRAME, portrait, svg};
use crate::record::Store;
use crate::session::class::{Class, Command, Offered, TraineeId};
use crate::session::{Mode, Sure};
use crate::vocabulary::Vocabulary;

/// How a class is held.
pub struct ClassConfig {
    /// What may be played.
    pub offered: Vec<Offered>,
    /// Where drills are recorded; `None`: nowhere.
    pub store: Option<Box<dyn Store>>,
    /// The only address that is listened on; `0.0.0.0` for all of them.
    pub listen: IpAddr,
    /// 0: any that is free.
    pub port: u16,
    /// Where classes are kept; `None`: nowhere.
    pub folder: Option<PathBuf>,
}

/// A class that is held: dropped, it stops; what was taken is on the disk, and the records are told of it.
#[derive(Debug)]
pub struct ClassHost {
    class: Arc<Mutex<Class>>,
    wishes: Sender<Wish>,
    news: Newspaper,
    stop: watch::Sender<bool>,
    way: Way,
    address: SocketAddr,
    kept_at: Option<PathBuf>,
    room_for: usize,
    thread: Option<JoinHandle<()>>,
    runtime: Option<Runtime>,
}

/// All that a class has before it is held.
struct Ready {
    class: Class,
    journal: Option<Journal>,
    keys: BTreeMap<Key, TraineeId>,
    drills: BTreeMap<Uuid, Drilled>,
    code: String,
    store: Option<Box<dyn Store>>,
}

impl ClassHost {
    /// Holds a new class.
    ///
    /// # Errors
    /// Where nothing is offered, the address cannot be listened on, or the file cannot be written.
    pub fn start(config: ClassConfig) -> Result<Self, HostError> {
        if config.offered.is_empty() {
            return Err(HostError("there is no scenario that the class could play".to_owned()));
        }
        let net = Net::open(config.listen, config.port)?;
        let code = code().map_err(no_random)?;
        let offered = config.offered.iter().map(|offered| OfferedLine {
            text: offered.text.clone(),
            policy: offered.policy.clone(),
        });
        let header = Header {
            format: 1,
            code: code.clone(),
            port: net.address.port(),
            offered: offered.collect(),
        };
        let name = format!("{:014}.{ENDING}", now_millis());
        let journal = config.folder.map(|folder| {
            let mut journal = Journal::create(&folder, &name, &header)?;
            journal.flush()?;
            Ok(journal)
        });
        let ready = Ready {
            class: Class::new(config.offered),
            journal: journal.transpose().map_err(HostError)?,
            keys: BTreeMap::new(),
            drills: BTreeMap::new(),
            code,
            store: config.store,
        };
        Self::hold(ready, net)
    }

    /// Goes on with a class that is kept in a file: everybody comes back where they stood. It listens on `port`, or where that is `None`,
    /// on the one that the pages know. Drills go on being recorded in `store`.
    ///
    /// # Errors
    /// Where the file is no class, or the address cannot be listened on.
    pub fn again(
        path: &Path,
        listen: IpAddr,
        port: Option<u16>,
        store: Option<Box<dyn Store>>,
    ) -> Result<Self, HostError> {
        let (journal, kept) = Journal::take_up_as(path).map_err(HostError)?;
        let Replayed {
            header,
            class,
            keys,
            drills,
        } = replayed(path, kept).map_err(HostError)?;
        let net = Net::open(listen, port.unwrap_or(header.port))?;
        let ready = Ready {
            class,
            journal: Some(journal),
            keys,
            drills,
            code: header.code,
            store,
        };
        Self::hold(ready, net)
    }

    fn hold(ready: Ready, net: Net) -> Result<Self, HostError> {
        let Net {
            runtime,
            listener,
            address,
        } = net;
        let no_thread = |error: std::io::Error| HostError(format!("the system gives no thread: {error}"));
        let kept_at = ready.journal.as_ref().map(|journal| journal.path().to_owned());
        let way = Way::to(address, ready.code);
        let (wishes, inbox) = channel();
        let records = ready.store.is_some();
        let offered = ready.class.offered().to_vec();
        let clerk = ready
            .store
            .map(|store| Clerk::start(store, offered.clone(), wishes.clone()));
        let clerk = clerk.transpose().map_err(no_thread)?;
        let experts = Experts::start().map_err(no_thread)?;
        let news = Newspaper::default();
        let cards = serde_json::to_string(&Fixed {
            cards: ready.class.cards(),
            modes: Mode::ALL.iter().map(|mode| (mode.name(), mode.words())).collect(),
            sure_question: Sure::BEFORE,
            sure_words: Sure::ALL.iter().map(|sure| sure.words()).collect(),
            records,
        });
        let faces = ready.class.cards().into_iter().zip(&offered).map(|(card, offered)| {
            let felt = card.feelings;
            let face = Face::of(&Feelings {
                anger: felt.anger.into(),
                loss: felt.loss.into(),
                dread: felt.dread.into(),
                relief: felt.satisfaction.into(),
            });
            (
                card.id,
                svg(&portrait(&offered.scenario.customer.look, &face), PORTRAIT_FRAME),
            )
        });
        let faces: Arc<BTreeMap<String, String>> = Arc::new(faces.collect());
        let class = Arc::new(Mutex::new(ready.class));
        let mut room = Room::new(
            Arc::clone(&class),
            ready.journal,
            ready.keys,
            wishes.clone(),
            (clerk, experts, Arc::clone(&news)),
        );
        room.take_up(ready.drills);
        let thread = thread::Builder::new()
            .name("class-room".to_owned())
            .spawn(move || room.run(&inbox))
            .map_err(no_thread)?;
        let desk = Arc::new(Desk {
            wishes: wishes.clone(),
            code: way.code.clone(),
            wrong: WrongCodes::default(),
            rates: Rates::default(),
            cards: cards.expect("plain data").into(),
        });
        let (stop, stopped) = watch::channel(false);
        // Some files are the program's own.
        let room_for = open_files().saturating_sub(100).max(16);
        runtime.spawn(accept(listener, router(Served { desk, faces }), room_for, stopped));
        Ok(Self {
            class,
            wishes,
            news,
            stop,
            way,
            address,
            kept_at,
            room_for,
            thread: Some(thread),
            runtime: Some(runtime),
        })
    }

    /// Where pages are opened, the likeliest first.
    #[must_use]
    pub fn addresses(&self) -> &[String] {
        &self.way.addresses
    }

    /// What opens the door.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.way.code
    }

    /// Code, addresses and QR code. The QR code holds the first address with the code behind `#`, which no browser sends anywhere.
    #[must_use]
    pub const fn way(&self) -> &Way {
        &self.way
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The file that keeps the class.
    #[must_use]
    pub fn kept_at(&self) -> Option<&Path> {
        self.kept_at.as_deref()
    }

    /// How many connections there is room for: the system's limit of open files.
    #[must_use]
    pub const fn room_for(&self) -> usize {
        self.room_for
    }

    /// Has a command of the trainer's taken and kept. Waits for the disk.
    ///
    /// # Errors
    /// Why it is refused, in words.
    pub fn tell(&self, command: Command) -> Result<(), String> {
        let (reply, answer) = oneshot::channel();
        let over = || "The class is over.".to_owned();
        self.wishes.send(Wish::Tell { command, reply }).map_err(|_| over())?;
        answer.blocking_recv().map_err(|_| over())?
    }

    /// Everybody who is in or at the door.
    #[must_use]
    pub fn people(&self) -> Vec<Sitting> {
        let (reply, answer) = oneshot::channel();
        if self.wishes.send(Wish::People { reply }).is_err() {
            return Vec::new();
        }
        answer.blocking_recv().unwrap_or_default()
    }

    /// What has happened since this was asked last.
    #[must_use]
    pub fn news(&self) -> Vec<News> {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.drain(..).collect()
    }

    /// The class itself, to read. The room stands still while this is held.
    pub fn class(&self) -> MutexGuard<'_, Class> {
        lock(&self.class)
    }
}

impl Drop for ClassHost {
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

/// A class that is kept in a file, as it stood; the file is only read.
///
/// # Errors
/// Where the file is no class.
pub fn kept_class(path: &Path) -> Result<Class, HostError> {
    let kept = Journal::read_as(path).map_err(HostError)?;
    Ok(replayed(path, kept).map_err(HostError)?.class)
}

/// The youngest class of a folder, if there is one.
#[must_use]
pub fn youngest_class(folder: &Path) -> Option<PathBuf> {
    Journal::youngest_of(folder, ENDING)
}
