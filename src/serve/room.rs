//! The room: one thread that owns the session, takes what devices ask, writes it down, answers, and shows what has changed.
//!
//! What came while the disk was busy is taken together and written with one flush: a thousand votes at once cost one or two. Nothing is
//! answered before it is on the disk. The count of votes is told a few times a second and in groups, never once a vote.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::{oneshot, watch};

use super::journal::{Journal, Line, add_plan};
use super::snapshot::{Beside, Looked, Snapshot};
use super::token::{Key, hex};
use crate::session::team::{
    Command, Event, MemberId, OwnView, Phase, Plan, Refused, Standing, Team, TeamDebrief, TeamReview,
};

/// Who a device belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Member(MemberId),
    Facilitator,
    Screen,
}

/// What a command came to.
pub type Answer = Result<(Vec<Event>, Option<OwnView>), String>;

/// What devices ask of the room.
#[derive(Debug)]
pub enum Wish {
    Join {
        name: String,
        key: Key,
        reply: oneshot::Sender<Result<MemberId, String>>,
    },
    /// Whose device is it that shows this key?
    Who {
        key: Key,
        reply: oneshot::Sender<Option<Role>>,
    },
    Do {
        command: Command,
        reply: oneshot::Sender<Answer>,
    },
    /// A device of somebody is here, or gone.
    Here {
        member: MemberId,
        reply: oneshot::Sender<Option<OwnView>>,
    },
    Gone {
        member: MemberId,
    },
    Looked(Result<Arc<Looked>, String>),
    Plan {
        plan: Plan,
        reply: oneshot::Sender<Result<(), String>>,
    },
    /// What goes wrong beside the room, or that it goes well again.
    Trouble(Option<String>),
    Stop,
}

/// Into how many groups phones are divided for the count.
pub const GROUPS: usize = 20;
/// How long a group's count may be old: all of them are told once in this time.
const ROUND: Duration = Duration::from_secs(1);
/// How often screens and facilitators are told.
const LEAD: Duration = Duration::from_millis(50);
/// The most wishes that are taken together.
const BATCH: usize = 4096;

/// The most devices, or pages on one, that show the same token at once.
const DEVICES_MAX: u32 = 8;

/// Where what is shown can be read: the first for screens and facilitators, the others for phones.
pub type Shows = Vec<watch::Receiver<Arc<Snapshot>>>;

/// The room, to be run on a thread of its own.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing still to be done")]
pub struct Room {
    pub team: Arc<Mutex<Team>>,
    pub journal: Option<Journal>,
    pub keys: BTreeMap<Key, Role>,
    pub shows: Vec<watch::Sender<Arc<Snapshot>>>,
    /// To itself: what is worked out beside.
    pub own: Sender<Wish>,
    here: BTreeMap<MemberId, u32>,
    turn: u64,
    /// Whether anything has changed that is not shown yet: the whole, or the count.
    changed: bool,
    counted: bool,
    beside: Beside,
    looking: bool,
    /// Whether something came in since the review was begun: it is made once more then.
    overtaken: bool,
    /// Why the disk did not take what was written last.
    unwritten: Option<String>,
    /// What goes wrong beside the room.
    outside: Option<String>,
    /// Where plans are kept.
    plans: Option<PathBuf>,
}

/// An answer that waits for the disk.
enum Held {
    Joined(oneshot::Sender<Result<MemberId, String>>, MemberId),
    Done(oneshot::Sender<Answer>, Answer),
}

impl Room {
    pub fn new(
        team: Arc<Mutex<Team>>,
        journal: Option<Journal>,
        keys: BTreeMap<Key, Role>,
        own: Sender<Wish>,
        (beside, plans): (Beside, Option<PathBuf>),
    ) -> (Self, Shows) {
        let first = Arc::new(Snapshot::of(&lock(&team), 0, beside.clone(), None));
        let (shows, seen) = (0..=GROUPS).map(|_| watch::channel(Arc::clone(&first))).unzip();
        let room = Self {
            team,
            journal,
            keys,
            shows,
            own,
            here: BTreeMap::new(),
            turn: 0,
            changed: true,
            counted: false,
            beside,
            looking: false,
            overtaken: false,
            unwritten: None,
            outside: None,
            plans,
        };
        (room, seen)
    }

    /// Takes wishes until it is told to stop, or nobody is left who could wish.
    pub fn run(mut self, wishes: &Receiver<Wish>) {
        let mut lead_told = Instant::now();
        let mut group = 0;
        let mut group_told = Instant::now();
        loop {
            let mut batch = Vec::new();
            match wishes.recv_timeout(if self.counted || self.changed { LEAD / 5 } else { LEAD }) {
                Ok(wish) => batch.push(wish),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            while batch.len() < BATCH
                && let Ok(wish) = wishes.try_recv()
            {
                batch.push(wish);
            }
            if !self.take(batch) {
                return;
            }
            if self.changed {
                self.show();
                (lead_told, group_told) = (Instant::now(), Instant::now());
            } else if self.counted && lead_told.elapsed() >= LEAD {
                self.snap(false);
                self.counted = false;
                lead_told = Instant::now();
                self.tell(0);
            }
            if group_told.elapsed() >= ROUND / u32::try_from(GROUPS).expect("few") {
                group = group % GROUPS + 1;
                group_told = Instant::now();
                self.tell(group);
            }
        }
    }

    /// Takes wishes together; `false`: one of them was to stop.
    fn take(&mut self, batch: Vec<Wish>) -> bool {
        let mut held = Vec::new();
        // Whether the disk takes again what it refused is known before anything new is taken.
        if self.unwritten.is_some() {
            let _ = self.flush();
        }
        let mut goes_on = true;
        for wish in batch {
            match (wish, &self.unwritten) {
                (Wish::Join { reply, .. }, Some(why)) => drop(reply.send(Err(unkept(why)))),
                (Wish::Do { reply, .. }, Some(why)) => drop(reply.send(Err(unkept(why)))),
                (wish, _) => goes_on &= self.grant(wish, &mut held),
            }
        }
        let flushed = self.flush();
        for held in held {
            match (held, &flushed) {
                (Held::Joined(reply, member), Ok(())) => drop(reply.send(Ok(member))),
                (Held::Done(reply, answer), Ok(())) => drop(reply.send(answer)),
                (Held::Joined(reply, _), Err(why)) => drop(reply.send(Err(unkept(why)))),
                (Held::Done(reply, _), Err(why)) => drop(reply.send(Err(unkept(why)))),
            }
        }
        goes_on
    }

    /// Has the disk take what was written; where it refuses, or takes again, everybody is told.
    fn flush(&mut self) -> Result<(), String> {
        let flushed = self.journal.as_mut().map_or(Ok(()), Journal::flush);
        if flushed.as_ref().err() != self.unwritten.as_ref() {
            self.unwritten = flushed.as_ref().err().cloned();
            self.beside.trouble = self.unwritten.clone().or_else(|| self.outside.clone());
            self.changed = true;
        }
        flushed
    }

    /// Grants one wish; `false`: it was to stop.
    fn grant(&mut self, wish: Wish, held: &mut Vec<Held>) -> bool {
        match wish {
            Wish::Join { name, key, reply } => match self.command(&Command::Join { name }) {
                Ok(_) => {
                    let member = MemberId(u32::try_from(lock(&self.team).members().len() - 1).expect("at most 20,000"));
                    self.keys.insert(key, Role::Member(member));
                    self.write(&Line::Device { member, key: hex(&key) });
                    held.push(Held::Joined(reply, member));
                }
                Err(refused) => drop(reply.send(Err(refused.to_string()))),
            },
            Wish::Who { key, reply } => drop(reply.send(self.keys.get(&key).copied())),
            Wish::Do { command, reply } => {
                let answer = self.command(&command).map_err(|refused| refused.to_string());
                let own = whose(&command).and_then(|member| lock(&self.team).own_view(member));
                held.push(Held::Done(reply, answer.map(|events| (events, own))));
            }
            Wish::Here { member, reply } => {
                let devices = self.here.entry(member).or_insert(0);
                if *devices >= DEVICES_MAX {
                    drop(reply.send(None));
                    return true;
                }
                *devices += 1;
                if self.standing(member) == Some(Standing::Away) {
                    // What somebody's phone does of itself is no reason to tell anybody off.
                    let _ = self.command(&Command::Return { member });
                }
                drop(reply.send(lock(&self.team).own_view(member)));
            }
            Wish::Gone { member } => {
                let left = self.here.entry(member).or_insert(1);
                *left = left.saturating_sub(1);
                if *left == 0 && self.standing(member) == Some(Standing::In) {
                    let _ = self.command(&Command::Away { member });
                }
            }
            Wish::Looked(looked) => {
                self.looking = false;
                if std::mem::take(&mut self.overtaken) {
                    self.look_back();
                }
                match looked {
                    Ok(looked) => self.beside.looked = Some(looked),
                    Err(why) => self.beside.trouble = Some(format!("No debrief: {why}.")),
                }
                self.changed = true;
            }
            Wish::Plan { plan, reply } => {
                let kept = self.plans.as_deref().map_or(Ok(()), |file| add_plan(file, &plan));
                if kept.is_ok() {
                    self.beside.plan = Arc::new(plan);
                    self.changed = true;
                }
                drop(reply.send(kept));
            }
            Wish::Trouble(words) => {
                if self.beside.trouble.is_none() || self.beside.trouble == self.outside {
                    self.changed |= self.beside.trouble != words;
                    self.beside.trouble.clone_from(&words);
                }
                self.outside = words;
            }
            Wish::Stop => return false,
        }
        true
    }

    fn standing(&self, member: MemberId) -> Option<Standing> {
        lock(&self.team)
            .members()
            .get(member.index())
            .map(|whose| whose.standing)
    }

    fn command(&mut self, command: &Command) -> Result<Vec<Event>, Refused> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = u64::try_from(now.map_or(0, |since| since.as_millis())).unwrap_or(u64::MAX);
        let mut team = lock(&self.team);
        let events = team.take(now, command)?;
        let entry = team
            .log()
            .entries
            .last()
            .cloned()
            .expect("a command that was taken stands in the log");
        let phase = team.phase();
        drop(team);
        self.write(&Line::Taken(entry));
        self.counted = true;
        // Coming, going and voting of single people is counted; what changes the room is shown at once.
        let small = |event: &Event| matches!(event, Event::Voted { .. } | Event::In(_) | Event::Away(_));
        self.changed |= !events.iter().all(small) || matches!(command, Command::Hands { .. } | Command::Admit { .. });
        if phase == Phase::Debrief {
            self.look_back();
        }
        Ok(events)
    }

    fn write(&mut self, line: &Line) {
        if let Some(journal) = &mut self.journal {
            journal.add(line);
        }
    }

    /// Has the session reviewed, beside: the best play may take seconds.
    fn look_back(&mut self) {
        if self.looking {
            self.overtaken = true;
            return;
        }
        self.looking = true;
        let (team, own) = (lock(&self.team).clone(), self.own.clone());
        thread::spawn(move || {
            let review = TeamReview::of(&team).map_err(|error| error.to_string());
            let looked = review.map(|review| {
                let debrief = TeamDebrief::of(&team, &review);
                Arc::new(Looked { review, debrief })
            });
            // Where the room is closed nobody wants to know any more.
            let _ = own.send(Wish::Looked(looked));
        });
    }

    fn snap(&mut self, whole: bool) {
        if self.unwritten.is_some() {
            let kept = Arc::clone(&self.shows[0].borrow());
            let told = kept.unkept(self.turn, self.beside.trouble.clone());
            self.shows[0].send_replace(Arc::new(told));
            return;
        }
        let before = (!whole).then(|| Arc::clone(&self.shows[0].borrow()));
        let snapshot = Snapshot::of(&lock(&self.team), self.turn, self.beside.clone(), before.as_deref());
        self.shows[0].send_replace(Arc::new(snapshot));
    }

    /// Shows everybody all of it.
    fn show(&mut self) {
        self.turn += 1;
        (self.changed, self.counted) = (false, false);
        self.snap(true);
        for group in 1..self.shows.len() {
            self.tell(group);
        }
    }

    /// Shows a group what the screens have; nobody is woken where it is what they saw last.
    fn tell(&self, group: usize) {
        let newest = Arc::clone(&self.shows[0].borrow());
        self.shows[group].send_if_modified(|shown| {
            let changed = !Arc::ptr_eq(shown, &newest);
            *shown = newest;
            changed
        });
    }
}

/// Who asked, where it was somebody in the room.
const fn whose(command: &Command) -> Option<MemberId> {
    match command {
        Command::Vote { member, .. }
        | Command::Decide { member, .. }
        | Command::Note { member, .. }
        | Command::Shown { member, .. } => Some(*member),
        _ => None,
    }
}

fn unkept(why: &str) -> String {
    format!("This could not be kept on the host's disk. Try again in a moment, and tell the facilitator: {why}")
}

/// The session; where somebody who held it has panicked it is whole all the same, because a command is taken or refused as one.
pub fn lock(team: &Mutex<Team>) -> std::sync::MutexGuard<'_, Team> {
    team.lock().unwrap_or_else(PoisonError::into_inner)
}
