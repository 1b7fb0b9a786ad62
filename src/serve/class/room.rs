//! The room: one thread that owns the class, takes what pages ask, writes it down, answers, and tells everybody what has changed.
//!
//! Nothing is answered, recorded or shown before it is on the disk. Where the disk refuses, what was taken waits and is tried again,
//! nothing new is taken, and every page says so.

use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{oneshot, watch};
use uuid::Uuid;

use super::super::host::now_millis;
use super::super::journal::Journal;
use super::super::token::{Key, hex};
use super::clerk::{Clerk, Note};
use super::expert::{Experts, Known};
use super::message::Page;
use super::register::{Drilled, Line};
use super::wish::{Answer, News, Sitting, Wish};
use crate::session::class::{Ask, Class, Command, Event, Lot, TraineeId, Worked};
use crate::solve::Review;

/// What the trainer has not read yet: the newest of it.
pub type Newspaper = Arc<Mutex<VecDeque<News>>>;
const NEWS_MAX: usize = 2000;
/// How often is looked whether the disk takes again what it refused.
const AGAIN: Duration = Duration::from_millis(200);
/// The most wishes that are taken together.
const BATCH: usize = 1024;
/// The most pages of one device at once.
const PAGES_MAX: u32 = 8;

/// What is known of somebody's drill beside the class.
#[derive(Debug, Default)]
pub(super) struct WorkedOut {
    pub drill: Uuid,
    pub review: Option<Known<Review>>,
    /// Of the turn at which it was asked.
    pub best: Option<(u32, Known<Option<u8>>)>,
    pub unrecorded: Option<String>,
    pub known: bool,
}

/// An answer that waits for the disk.
enum Held {
    Came(oneshot::Sender<Result<TraineeId, String>>, TraineeId),
    Done(oneshot::Sender<Answer>),
}

/// The room, to be run on a thread of its own.
pub struct Room {
    pub class: Arc<Mutex<Class>>,
    pub journal: Option<Journal>,
    pub keys: BTreeMap<Key, TraineeId>,
    pub own: Sender<Wish>,
    pub clerk: Option<Clerk>,
    pub experts: Experts,
    pub news: Newspaper,
    /// By device.
    shows: BTreeMap<TraineeId, (watch::Sender<u64>, u32)>,
    /// By person.
    pub(super) worked: BTreeMap<TraineeId, WorkedOut>,
    /// What was taken and is not on the disk yet.
    held: Vec<Held>,
    happened: Vec<(Event, u64)>,
    /// Why the disk did not take what was written last.
    unwritten: Option<String>,
}

impl Room {
    pub fn new(
        class: Arc<Mutex<Class>>,
        journal: Option<Journal>,
        keys: BTreeMap<Key, TraineeId>,
        own: Sender<Wish>,
        (clerk, experts, news): (Option<Clerk>, Experts, Newspaper),
    ) -> Self {
        Self {
            class,
            journal,
            keys,
            own,
            clerk,
            experts,
            news,
            shows: BTreeMap::new(),
            worked: BTreeMap::new(),
            held: Vec::new(),
            happened: Vec::new(),
            unwritten: None,
        }
    }

    /// Takes up what the disk says of everybody: the records are told, what is to be worked out is asked for.
    pub fn take_up(&mut self, drills: BTreeMap<Uuid, Drilled>) {
        for (id, drilled) in drills {
            self.note(Note::Drill(id, Box::new(drilled)));
        }
        let class = Arc::clone(&self.class);
        let class = lock(&class);
        for (at, own) in class.trainees().iter().enumerate() {
            let trainee = TraineeId(u32::try_from(at).expect("at most 1,000"));
            if let Some(playing) = &own.playing {
                self.worked.entry(trainee).or_default().drill = playing.drill;
                self.wonder(trainee, own.turn, playing);
            }
        }
    }

    /// Takes wishes until it is told to stop, or nobody is left who could wish.
    pub fn run(mut self, wishes: &Receiver<Wish>) {
        loop {
            let first = if self.unwritten.is_some() {
                match wishes.recv_timeout(AGAIN) {
                    Ok(wish) => Some(wish),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            } else {
                match wishes.recv() {
                    Ok(wish) => Some(wish),
                    Err(_) => return,
                }
            };
            let more = wishes.try_iter().take(BATCH);
            let batch: Vec<Wish> = first.into_iter().chain(more).collect();
            // Whether the disk takes again what it refused is known before anything new is taken.
            if self.unwritten.is_some() {
                self.flush();
            }
            let mut goes_on = true;
            for wish in batch {
                goes_on &= !matches!(wish, Wish::Stop);
                self.grant(wish);
            }
            self.flush();
            if !goes_on {
                return;
            }
        }
    }

    fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Come { name, key, reply } => match self.command(&Command::Come { name }) {
                Ok(()) => {
                    let last = lock(&self.class).trainees().len() - 1;
                    let trainee = TraineeId(u32::try_from(last).expect("at most 1,000"));
                    self.keys.insert(key, trainee);
                    self.write(&Line::Device {
                        trainee,
                        key: hex(&key),
                    });
                    self.held.push(Held::Came(reply, trainee));
                }
                Err(why) => drop(reply.send(Err(why))),
            },
            Wish::Who { key, reply } => drop(reply.send(self.keys.get(&key).copied())),
            Wish::Here { trainee, reply } => drop(reply.send(self.here(trainee))),
            Wish::Gone { trainee } => {
                if let Some((_, pages)) = self.shows.get_mut(&trainee) {
                    *pages = pages.saturating_sub(1);
                }
            }
            Wish::Ask {
                trainee,
                turn,
                ask,
                reply,
            } => {
                let begins = matches!(ask, Ask::Begin { .. });
                let lot = begins.then(|| Lot {
                    // As the terminal draws them: short enough to be told to somebody.
                    seed: u64::from(rand::random::<u32>() % 100_000),
                    drill: Uuid::now_v7(),
                });
                let command = Command::Ask {
                    trainee,
                    turn,
                    ask,
                    lot,
                };
                match self.command(&command) {
                    Ok(()) => self.held.push(Held::Done(reply)),
                    Err(why) => drop(reply.send(Err(why))),
                }
            }
            Wish::Show { trainee, reply } => drop(reply.send(self.page(trainee))),
            Wish::Tell { command, reply } => match self.command(&command) {
                Ok(()) => self.held.push(Held::Done(reply)),
                Err(why) => drop(reply.send(Err(why))),
            },
            Wish::People { reply } => drop(reply.send(self.people())),
            Wish::Reviewed { trainee, drill, review } => self.reviewed(trainee, drill, *review),
            Wish::Best {
                trainee,
                drill,
                turn,
                best,
            } => {
                let worked = self.worked.entry(trainee).or_default();
                if worked.drill == drill {
                    worked.best = Some((turn, best));
                    self.tell(trainee);
                }
            }
            Wish::Unrecorded { trainee, words } => self.unrecorded(trainee, words),
            Wish::IsKnown { trainee } => self.worked.entry(trainee).or_default().known = true,
            Wish::Stop => {}
        }
    }

    /// Takes a command; what comes of it waits for the disk.
    fn command(&mut self, command: &Command) -> Answer {
        if self.unwritten.is_some() {
            return Err(UNKEPT.to_owned());
        }
        let at_millis = now_millis();
        let events = lock(&self.class).take(at_millis, command);
        let events = events.map_err(|refused| refused.to_string())?;
        self.write(&Line::Taken {
            at_millis,
            command: command.clone(),
        });
        // What the clerk is told is as it stands now: the next command may come before the disk is done.
        for event in events {
            self.happened.push((event, at_millis));
            self.prepare(event);
        }
        Ok(())
    }

    fn write(&mut self, line: &Line) {
        if let Some(journal) = &mut self.journal {
            journal.line(line);
        }
    }

    /// Has the disk take what was written; then all is answered and told.
    fn flush(&mut self) {
        let flushed = self.journal.as_mut().map_or(Ok(()), Journal::flush);
        match flushed {
            Ok(()) => {
                for held in std::mem::take(&mut self.held) {
                    match held {
                        Held::Came(reply, trainee) => drop(reply.send(Ok(trainee))),
                        Held::Done(reply) => drop(reply.send(Ok(()))),
                    }
                }
                for (event, at_millis) in std::mem::take(&mut self.happened) {
                    self.follow(event, at_millis);
                }
                if self.unwritten.take().is_some() {
                    self.print(News::Well("The disk takes again what it refused.".to_owned()));
                    self.tell_all();
                }
            }
            Err(why) => {
                if self.unwritten.as_ref() != Some(&why) {
                    self.print(News::Trouble(why.clone()));
                    self.unwritten = Some(why);
                    self.tell_all();
                }
            }
        }
    }

    fn here(&mut self, trainee: TraineeId) -> Option<watch::Receiver<u64>> {
        let (show, pages) = self.shows.entry(trainee).or_insert_with(|| (watch::channel(0).0, 0));
        if *pages >= PAGES_MAX {
            return None;
        }
        *pages += 1;
        Some(show.subscribe())
    }

    /// What a device's page shows now. While the disk refuses, nothing that may be lost is shown.
    fn page(&self, trainee: TraineeId) -> String {
        let class = lock(&self.class);
        let person = class.person(trainee);
        let worked = person.and_then(|person| self.worked.get(&person));
        let turn = class.trainee(trainee).map_or(0, |own| own.turn);
        let known = Worked {
            review: worked.and_then(|worked| worked.review.as_ref()),
            best: worked
                .and_then(|worked| worked.best.as_ref())
                .filter(|(asked, _)| *asked == turn)
                .map(|(_, best)| best),
        };
        let trouble = self.unwritten.as_ref().map(|_| UNKEPT);
        let page = Page {
            view: if trouble.is_none() {
                class.view(trainee, &known)
            } else {
                None
            },
            trouble,
            unrecorded: worked.and_then(|worked| worked.unrecorded.as_deref()),
        };
        serde_json::to_string(&page).expect("plain data")
    }

    fn people(&self) -> Vec<Sitting> {
        let class = lock(&self.class);
        let is_here = |person: TraineeId| {
            let of_theirs = |(device, (_, pages)): (&TraineeId, &(watch::Sender<u64>, u32))| {
                *pages > 0 && class.person(*device) == Some(person)
            };
            self.shows.iter().any(of_theirs)
        };
        let people = class.people().into_iter().map(|person| Sitting {
            here: is_here(person.trainee),
            known: self.worked.get(&person.trainee).is_some_and(|worked| worked.known),
            person,
        });
        people.collect()
    }

    pub(super) fn note(&self, note: Note) {
        if let Some(clerk) = &self.clerk {
            clerk.note(note);
        }
    }

    pub(super) fn print(&self, news: News) {
        let mut paper = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        if paper.len() >= NEWS_MAX {
            paper.pop_front();
        }
        paper.push_back(news);
    }

    /// Tells a device's pages that something has changed.
    pub(super) fn tell(&self, device: TraineeId) {
        if let Some((show, _)) = self.shows.get(&device) {
            show.send_modify(|turn| *turn += 1);
        }
    }

    pub(super) fn tell_all_of(&self, person: TraineeId) {
        let class = lock(&self.class);
        for (device, (show, _)) in &self.shows {
            if class.person(*device) == Some(person) {
                show.send_modify(|turn| *turn += 1);
            }
        }
    }

    pub(super) fn tell_all(&self) {
        for (show, _) in self.shows.values() {
            show.send_modify(|turn| *turn += 1);
        }
    }
}

/// What is said while the disk refuses. Where and why is the trainer's matter.
const UNKEPT: &str = "The trainer’s machine cannot keep anything on its disk just now, so the class stands still. Leave this page open and \
                      tell the trainer: it goes on by itself.";

/// The class; where somebody who held it has panicked it is whole all the same, because a command is taken or refused as one.
pub fn lock(class: &Mutex<Class>) -> MutexGuard<'_, Class> {
    class.lock().unwrap_or_else(PoisonError::into_inner)
}
