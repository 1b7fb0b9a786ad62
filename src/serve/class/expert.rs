//! Those who know the best play: a thread for each customer that somebody is at, each solved once and kept for all who need it.
//!
//! One of them works at a time (the solver takes all cores itself), so that pages are answered meanwhile. Those who were not asked for
//! longest are let go where they know too much together.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::drill::{Drill, Rules, Setup};
use crate::scenario::Scenario;
use crate::solve::{Review, Solver, TooLarge, review_with};

/// A recursive solver goes as deep as a drill is long; this is what a program's first thread has.
const STACK_BYTES: usize = 8 << 20;
/// The most experts that are kept: all 27 customers of one scenario, and some more.
const EXPERTS_MAX: usize = 32;
/// The most states that they know together: some 22 bytes each.
const STATES_MAX: usize = 8_000_000;

/// An answer, or in a sentence why there is none.
pub type Known<T> = Result<T, String>;
/// Where an answer goes.
pub type Reply<T> = Box<dyn FnOnce(Known<T>) + Send>;

/// What somebody wants to know.
pub enum Question {
    /// Somebody will ask soon.
    Soon,
    Review(Box<Drill>, Reply<Review>),
    /// The best move where this drill stands; `None`: none is better than the others.
    Best(Box<Drill>, Reply<Option<u8>>),
}

impl Question {
    fn without(self, why: &str) {
        match self {
            Self::Soon => {}
            Self::Review(_, reply) => reply(Err(why.to_owned())),
            Self::Best(_, reply) => reply(Err(why.to_owned())),
        }
    }
}

struct Wish {
    scenario: Arc<Scenario>,
    setup: Setup,
    question: Question,
}

/// The door to all experts. Dropped, they end after what they are at.
#[derive(Debug, Clone)]
pub struct Experts(Sender<Wish>);

impl Experts {
    /// Starts the one who knows whom to ask.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start() -> std::io::Result<Self> {
        let (wishes, wished) = channel();
        thread::Builder::new()
            .name("class-experts".to_owned())
            .spawn(move || serve(&wished))?;
        Ok(Self(wishes))
    }

    /// Asks for what is worth knowing of this drill's customer.
    pub fn ask(&self, drill: &Drill, question: Question) {
        let wish = Wish {
            scenario: Arc::clone(&drill.scenario),
            setup: drill.setup.clone(),
            question,
        };
        if let Err(unheard) = self.0.send(wish) {
            unheard.0.question.without(STOPPED);
        }
    }
}

const STOPPED: &str = "the thread that works out the best play has stopped";

/// One expert as the others see it.
struct Expert {
    scenario: Arc<Scenario>,
    setup: Setup,
    questions: Sender<Question>,
    states: Arc<AtomicUsize>,
}

fn serve(wished: &Receiver<Wish>) {
    // The last one asked stands last.
    let mut experts: Vec<Expert> = Vec::new();
    let turn = Arc::new(Mutex::new(()));
    while let Ok(wish) = wished.recv() {
        let known = |expert: &Expert| expert.scenario.hash == wish.scenario.hash && expert.setup == wish.setup;
        let expert = match experts.iter().position(known) {
            Some(at) => experts.remove(at),
            None => match hire(&wish.scenario, &wish.setup, &turn) {
                Ok(expert) => expert,
                Err(error) => {
                    let why = format!("no thread could be started to work out the best play ({error})");
                    wish.question.without(&why);
                    continue;
                }
            },
        };
        if let Err(unheard) = expert.questions.send(wish.question) {
            // It has come to an end that it should not have: the next one who asks gets another.
            unheard.0.without(STOPPED);
            continue;
        }
        experts.push(expert);
        let states =
            |experts: &[Expert]| -> usize { experts.iter().map(|expert| expert.states.load(Ordering::Relaxed)).sum() };
        while experts.len() > EXPERTS_MAX || experts.len() > 1 && states(&experts) > STATES_MAX {
            // It answers what it was asked already, and ends.
            experts.remove(0);
        }
    }
}

fn hire(scenario: &Arc<Scenario>, setup: &Setup, turn: &Arc<Mutex<()>>) -> std::io::Result<Expert> {
    let (questions, asked) = channel();
    let states = Arc::new(AtomicUsize::new(0));
    let (own, own_setup, told, turn) = (
        Arc::clone(scenario),
        setup.clone(),
        Arc::clone(&states),
        Arc::clone(turn),
    );
    thread::Builder::new()
        .name("class-expert".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || answer(&own, &own_setup, &asked, &turn, &told))?;
    Ok(Expert {
        scenario: Arc::clone(scenario),
        setup: setup.clone(),
        questions,
        states,
    })
}

/// The life of an expert: solves the start at once, then answers until nobody can ask any more.
fn answer(scenario: &Scenario, setup: &Setup, asked: &Receiver<Question>, turn: &Mutex<()>, states: &AtomicUsize) {
    let mut solver = Solver::new(Rules::new(scenario, setup));
    while let Ok(question) = asked.recv() {
        let one_at_a_time = turn.lock().unwrap_or_else(PoisonError::into_inner);
        match question {
            // Who cannot be solved says so when somebody asks.
            Question::Soon => drop(solver.scale()),
            Question::Review(drill, reply) => reply(told(review_with(&mut solver, &drill))),
            Question::Best(drill, reply) => reply(told(solver.solve(drill.state()).map(|solved| solved.choice))),
        }
        drop(one_at_a_time);
        states.store(solver.states(), Ordering::Relaxed);
    }
}

fn told<T>(known: Result<T, TooLarge>) -> Known<T> {
    known.map_err(|too_large| too_large.to_string())
}
