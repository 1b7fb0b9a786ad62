//! The clerk: tells the records what trainees do, on a thread of its own, so that a slow store holds up nobody's page.
//!
//! What the class took is on the disk before the clerk hears of it. A store that fails is tried again; a class that is taken up again
//! compares every drill with what the store has of it.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::register::Drilled;
use super::wish::Wish;
use crate::record::{DrillId, Judged, PersonId, Player, Recorder, Store, StoreError, judge, sentence};
use crate::session::Solo;
use crate::session::class::{Offered, TraineeId};

/// How often what the store did not take is tried again.
const AGAIN: Duration = Duration::from_secs(3);
/// So many finished drills are kept in mind, for what is said of them afterwards.
const MINDED_MAX: usize = 2000;

/// What the clerk is told.
pub enum Note {
    /// A drill began, or stands as the disk left it.
    Drill(Uuid, Box<Drilled>),
    /// Something happened in it.
    Played(Uuid, Box<Solo>, u64),
    Ended(Uuid, u64),
    /// What came of it; `None`: nobody can tell.
    Judged(Uuid, Option<Box<Judged>>),
    Said(Uuid, crate::session::Reflection),
    /// Is this name in the records?
    Name(TraineeId, String),
    Stop,
}

/// A drill that is being recorded.
struct Recorded {
    drilled: Drilled,
    /// `None`: the store has not been told that it began.
    recorder: Option<Recorder>,
    /// What is to be told once it has.
    judged: Verdict,
    /// Whether its end, its grades, its answers were passed on.
    told: [bool; 3],
}

/// What a drill came to.
enum Verdict {
    NotYet,
    /// Nobody can tell.
    Unknown,
    Is(Box<Judged>),
}

/// The clerk as the room holds it.
#[derive(Debug)]
pub struct Clerk {
    notes: Sender<Note>,
    thread: Option<JoinHandle<()>>,
}

impl Clerk {
    /// Starts it.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(store: Box<dyn Store>, offered: Vec<Offered>, room: Sender<Wish>) -> std::io::Result<Self> {
        let (notes, noted) = channel();
        let desk = Desk {
            store,
            offered,
            room,
            drills: BTreeMap::new(),
            people: BTreeMap::new(),
        };
        let thread = thread::Builder::new()
            .name("class-clerk".to_owned())
            .spawn(move || desk.run(&noted))?;
        Ok(Self {
            notes,
            thread: Some(thread),
        })
    }

    /// Passes a note on.
    pub fn note(&self, note: Note) {
        // A clerk who is gone has said why.
        let _ = self.notes.send(note);
    }
}

impl Drop for Clerk {
    /// Waits until everything that was noted is told, as far as the store takes it.
    fn drop(&mut self) {
        let _ = self.notes.send(Note::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Desk {
    store: Box<dyn Store>,
    offered: Vec<Offered>,
    room: Sender<Wish>,
    drills: BTreeMap<Uuid, Recorded>,
    /// Who was found, by name.
    people: BTreeMap<String, PersonId>,
}

impl Desk {
    fn run(mut self, noted: &Receiver<Note>) {
        loop {
            match noted.recv_timeout(AGAIN) {
                Ok(Note::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    self.again();
                    return;
                }
                Ok(note) => self.take(note),
                Err(RecvTimeoutError::Timeout) => self.again(),
            }
        }
    }

    fn take(&mut self, note: Note) {
        match note {
            Note::Drill(id, drilled) => {
                self.forget();
                let recorded = Recorded {
                    drilled: *drilled,
                    recorder: None,
                    judged: Verdict::NotYet,
                    told: [false; 3],
                };
                self.drills.insert(id, recorded);
                self.tell(id, 0);
            }
            Note::Played(id, solo, thought_millis) => {
                if let Some(recorded) = self.drills.get_mut(&id) {
                    recorded.drilled.solo = *solo;
                }
                self.tell(id, thought_millis);
            }
            Note::Ended(id, at_millis) => {
                if let Some(recorded) = self.drills.get_mut(&id) {
                    recorded.drilled.ended_millis = Some(at_millis);
                }
                self.tell(id, 0);
            }
            Note::Judged(id, judged) => {
                if let Some(recorded) = self.drills.get_mut(&id) {
                    recorded.judged = judged.map_or(Verdict::Unknown, Verdict::Is);
                }
                self.tell(id, 0);
            }
            Note::Said(id, said) => {
                if let Some(recorded) = self.drills.get_mut(&id) {
                    recorded.drilled.said = said;
                    recorded.told[2] = false;
                }
                self.tell(id, 0);
            }
            Note::Name(trainee, name) => {
                if matches!(self.store.person_named(&name), Ok(Some(_))) {
                    let _ = self.room.send(Wish::IsKnown { trainee });
                }
            }
            Note::Stop => {}
        }
    }

    /// Tells the store what there is to tell of a drill.
    fn tell(&mut self, id: Uuid, thought_millis: u64) {
        let Some(mut recorded) = self.drills.remove(&id) else {
            return;
        };
        let said = match recorded.recorder {
            None => self.begin(id, &mut recorded),
            Some(_) => Ok(None),
        };
        let mut sentences = Vec::new();
        match said {
            Ok(said) => sentences.extend(said),
            // What passes is tried again in silence, but for the first time.
            Err(error) => sentences.push(sentence(&error)),
        }
        sentences.extend(recorded.pass_on(&mut *self.store, thought_millis));
        if let Some(words) = sentences.into_iter().next() {
            let trainee = recorded.drilled.trainee;
            let _ = self.room.send(Wish::Unrecorded { trainee, words });
        }
        self.drills.insert(id, recorded);
    }

    /// Finds the drill in the store, or begins it there.
    fn begin(&mut self, id: Uuid, recorded: &mut Recorded) -> Result<Option<String>, StoreError> {
        let drill = DrillId(id);
        match self.store.kept(drill) {
            Ok(kept) => {
                recorded.told[0] = kept.ended.is_some();
                recorded.told[1] = kept.judged.is_some();
                recorded.told[2] = kept.reflection == recorded.drilled.said;
                recorded.recorder = Some(Recorder::resume(&kept));
                return Ok(None);
            }
            Err(StoreError::NotThere { .. }) => {}
            Err(error) => return Err(error),
        }
        let person = match recorded.drilled.name.clone() {
            Some(name) => Some(self.person(&name)?),
            None => None,
        };
        let drilled = &recorded.drilled;
        let player = Player {
            person,
            sure_before: drilled.sure,
            retry_of: None,
        };
        let text = self.offered.get(drilled.at).map_or("", |offered| offered.text.as_str());
        let at = timestamp(drilled.begun_millis);
        let (recorder, said) = Recorder::begin_as(drill, &mut *self.store, &drilled.solo, text, player, at);
        recorded.recorder = Some(recorder);
        Ok(said)
    }

    /// The person of this name, who is added where there is none.
    fn person(&mut self, name: &str) -> Result<PersonId, StoreError> {
        if let Some(known) = self.people.get(name) {
            return Ok(*known);
        }
        let found = match self.store.person_named(name)? {
            Some(person) => person,
            None => self.store.add_person(name, Timestamp::now())?,
        };
        self.people.insert(name.to_owned(), found.id);
        Ok(found.id)
    }

    /// Tries again what the store did not take.
    fn again(&mut self) {
        let waiting: Vec<Uuid> = self
            .drills
            .iter()
            .filter(|(_, recorded)| match &recorded.recorder {
                None => true,
                Some(recorder) => !recorder.is_complete() && !recorder.has_given_up(),
            })
            .map(|(id, _)| *id)
            .collect();
        for id in waiting {
            self.tell(id, 0);
            if let Some(Recorded {
                recorder: Some(recorder),
                drilled,
                ..
            }) = self.drills.get_mut(&id)
            {
                recorder.try_again(&mut *self.store);
                if recorder.is_complete() {
                    let _ = self.room.send(Wish::Unrecorded {
                        trainee: drilled.trainee,
                        words: String::new(),
                    });
                }
            }
        }
    }

    /// Lets go of the oldest drills of which all is told. Names sort by their time.
    fn forget(&mut self) {
        while self.drills.len() >= MINDED_MAX {
            let done = |(_, recorded): &(&Uuid, &Recorded)| {
                let recorder = recorded.recorder.as_ref();
                recorded.told[1] && recorder.is_some_and(|recorder| recorder.is_complete() || recorder.has_given_up())
            };
            let Some(oldest) = self.drills.iter().find(done).map(|(id, _)| *id) else {
                return;
            };
            self.drills.remove(&oldest);
        }
    }
}

impl Recorded {
    /// Tells the recorder what it was not told yet; what the store said.
    fn pass_on(&mut self, store: &mut dyn Store, thought_millis: u64) -> Vec<String> {
        let Some(recorder) = &mut self.recorder else {
            return Vec::new();
        };
        let (drilled, [ended, judged, answered]) = (&self.drilled, &mut self.told);
        let mut said = Vec::new();
        if !*ended {
            said.extend(recorder.note(store, &drilled.solo, thought_millis));
            if let Some(at_millis) = drilled.ended_millis {
                said.extend(recorder.end(store, &drilled.solo, timestamp(at_millis)));
                *ended = true;
            }
        }
        if *ended && !*judged {
            let known = match &self.judged {
                Verdict::NotYet => None,
                Verdict::Unknown => Some(None),
                Verdict::Is(known) => Some(Some((**known).clone())),
            };
            if let Some(known) = known {
                said.extend(recorder.judge(store, known));
                *judged = true;
            }
        }
        if *ended && !*answered && !drilled.said.is_empty() {
            said.extend(recorder.reflect(store, &drilled.said));
            *answered = true;
        }
        said
    }
}

fn timestamp(millis: u64) -> Timestamp {
    let millis = i64::try_from(millis).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What a finished drill came to.
pub fn judged(solo: &Solo, review: &Result<crate::solve::Review, String>) -> Option<Box<Judged>> {
    review.as_ref().ok().map(|review| Box::new(judge(solo.drill(), review)))
}
