//! The clerk: answers what the screens ask of the records, on a thread of its own, so that no picture waits for a database.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::ask::{Answer, Ask, answer, as_sentence};
use super::model::Books;
use crate::drill::Setup;
use crate::record::manager::{Curve, Hinge};
use crate::record::{Store, open};
use crate::solve::{Sweep, Terms, sensitivity};

/// A question with the shelf as it stands.
struct Job {
    ask: Ask,
    books: Arc<Books>,
}

/// Someone who can be asked.
pub struct Clerk {
    jobs: Sender<Job>,
    answers: Mutex<Receiver<Answer>>,
    /// For what is worked out without the records.
    brought: Sender<Answer>,
    open: usize,
}

impl Clerk {
    /// At the records in this place; they are opened with the first question.
    #[must_use]
    pub fn at(place: String) -> Self {
        let (jobs, asked) = channel::<Job>();
        let (brought, answers) = channel();
        let clerk = Self {
            jobs,
            answers: Mutex::new(answers),
            brought: brought.clone(),
            open: 0,
        };
        thread::spawn(move || {
            let mut store: Option<Box<dyn Store>> = None;
            while let Ok(job) = asked.recv() {
                let told = match &mut store {
                    Some(store) => answer(job.ask, &mut **store, &job.books),
                    None => match open(&place) {
                        Ok(opened) => answer(job.ask, &mut **store.insert(opened), &job.books),
                        Err(why) => Answer::Failed(as_sentence(&why.to_string())),
                    },
                };
                if brought.send(told).is_err() {
                    return;
                }
            }
        });
        clerk
    }

    /// Asks; the answer comes with [`Self::brought`].
    pub fn ask(&mut self, ask: Ask, books: &Arc<Books>) {
        let job = Job {
            ask,
            books: Arc::clone(books),
        };
        if self.jobs.send(job).is_ok() {
            self.open += 1;
        }
    }

    /// What a larger fund would buy in each scenario, one after the other.
    pub fn sweep(&self, books: &Arc<Books>) {
        let (books, brought) = (Arc::clone(books), self.brought.clone());
        thread::spawn(move || {
            let of = books.0.len();
            for (at, book) in (1..).zip(&books.0) {
                let levels = Sweep::new(&book.scenario, &book.policy).levels(Terms::of(&book.policy));
                let curve = levels
                    .ok()
                    .map(|levels| Curve::of(&book.scenario, &book.policy, &levels));
                if brought.send(Answer::Curve(at, of, curve)).is_err() {
                    return;
                }
            }
        });
    }

    /// Whether a store can be opened; it is made where there is none.
    pub fn attempt(&self, place: String) {
        let brought = self.brought.clone();
        thread::spawn(move || {
            let done = open(&place).map(drop).map_err(|why| as_sentence(&why.to_string()));
            // Nobody waits any more where the window has closed.
            let _gone = brought.send(Answer::Tried(place, done));
        });
    }

    /// How sure the best play of each scenario is, one after the other.
    pub fn doubt(&self, books: &Arc<Books>) {
        let (books, brought) = (Arc::clone(books), self.brought.clone());
        thread::spawn(move || {
            let of = books.0.len();
            for (at, book) in (1..).zip(&books.0) {
                let setup = Setup::typical(&book.scenario, book.policy.clone());
                let found = sensitivity(&book.scenario, &setup, &|_, _| {});
                let hinge = found.ok().map(|found| Hinge::of(&book.scenario, &found));
                if brought.send(Answer::Hinge(at, of, hinge)).is_err() {
                    return;
                }
            }
        });
    }

    /// The next answer, if there is one.
    pub fn brought(&mut self) -> Option<Answer> {
        let answers = self.answers.get_mut().unwrap_or_else(PoisonError::into_inner);
        let answer = answers.try_recv().ok()?;
        if !matches!(answer, Answer::Curve(..) | Answer::Hinge(..) | Answer::Tried(..)) {
            self.open = self.open.saturating_sub(1);
        }
        Some(answer)
    }

    /// Whether an answer of the records is still to come.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.open > 0
    }
}
