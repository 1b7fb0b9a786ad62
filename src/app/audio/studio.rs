//! Works sounds out beside the window: a line's babble takes a few hundredths of a second, and no picture waits for it.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use kira::Frame;
use kira::sound::static_sound::{StaticSoundData, StaticSoundSettings};

use crate::sound::{Effect, Manner, RATE, Room, Wave, babble, on_the_phone, typing};
use crate::vocabulary::Vocabulary;

/// How fast somebody types.
pub const KEYS_PER_SECOND: f32 = 13.0;

/// What is to be worked out.
#[derive(Debug, Clone, PartialEq)]
pub enum Job {
    Effect(Effect),
    Room(Room),
    /// The line of this number.
    Line {
        number: u64,
        text: String,
        manner: Manner,
        how: How,
    },
}

/// How a line is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Babble,
    /// A babble through a telephone.
    Phone,
    /// Keys.
    Typing,
}

/// The thread as the window holds it. Dropping it ends the thread after what it is at.
pub struct Studio {
    jobs: Sender<Job>,
    /// Behind a lock only because bevy shares resources between threads; nobody waits for it.
    done: Mutex<Receiver<(Job, StaticSoundData)>>,
}

impl Studio {
    /// Starts the thread; it works out all effects first. `None` where no thread can be had.
    pub fn open() -> Option<Self> {
        let (jobs, todo) = channel::<Job>();
        let (deliver, done) = channel();
        thread::Builder::new()
            .name("studio".to_owned())
            .spawn(move || {
                let effects = Effect::ALL.iter().copied().map(Job::Effect);
                for job in effects.chain(todo.iter()) {
                    let sound = sound_of(&job.render());
                    if deliver.send((job, sound)).is_err() {
                        return;
                    }
                }
            })
            .ok()?;
        Some(Self {
            jobs,
            done: Mutex::new(done),
        })
    }

    /// Asks for a sound.
    pub fn ask(&self, job: Job) {
        // Where the thread is gone, nothing is heard.
        let _ = self.jobs.send(job);
    }

    /// What is ready.
    pub fn take(&mut self) -> Vec<(Job, StaticSoundData)> {
        let done = self.done.get_mut().unwrap_or_else(PoisonError::into_inner);
        done.try_iter().collect()
    }
}

impl Job {
    fn render(&self) -> Wave {
        match self {
            Self::Effect(effect) => effect.render(RATE),
            Self::Room(room) => room.render(RATE),
            Self::Line { text, manner, how, .. } => match how {
                How::Babble => babble(text, *manner, RATE),
                How::Phone => on_the_phone(babble(text, *manner, RATE)),
                How::Typing => typing(text, KEYS_PER_SECOND, RATE),
            },
        }
    }
}

fn sound_of(wave: &Wave) -> StaticSoundData {
    StaticSoundData {
        sample_rate: wave.rate(),
        frames: wave
            .samples()
            .iter()
            .map(|sample| Frame::from_mono(*sample))
            .collect::<Arc<[Frame]>>(),
        settings: StaticSoundSettings::default(),
        slice: None,
    }
}
