//! The reviewer: a thread beside the window that works out the best play while the trainee plays, so that the review of a drill is
//! there when its last word is spoken.
//!
//! The thread owns what it solves, answers the latest wish of each kind, and ends when nobody can wish any more.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bevy::prelude::*;

use super::best_line::Telling;
use super::screen::{Led, LookedBack, Running, Screen};
use crate::drill::{Drill, Record, Rules, Setup, State as DrillState};
use crate::scenario::Scenario;
use crate::solve::{BestLine, Review, Solver, review_with, told_line};

/// A recursive solver goes as deep as a drill is long; this is what a program's first thread has.
const STACK_BYTES: usize = 8 << 20;

/// What the window wants to know.
enum Wish {
    Review(Box<Drill>),
    /// The best line from this state.
    Line(Box<DrillState>),
}

/// An answer, or in a sentence why there is none.
pub type Known<T> = Result<T, String>;

enum Answer {
    Review(Box<Record>, Known<Review>),
    Line(Box<DrillState>, Known<BestLine>),
}

/// The thread as the window holds it. Dropping it ends the thread after what it is at.
struct Worker {
    scenario: Arc<Scenario>,
    setup: Setup,
    wishes: Sender<Wish>,
    /// Behind a lock only because bevy shares resources between threads; nobody waits for it.
    answers: Mutex<Receiver<Answer>>,
}

impl Worker {
    fn start(drill: &Drill) -> std::io::Result<Self> {
        let (wishes, wished) = channel();
        let (answer, answers) = channel();
        let (scenario, setup) = (Arc::clone(&drill.scenario), drill.setup.clone());
        thread::Builder::new()
            .name("reviewer".to_owned())
            .stack_size(STACK_BYTES)
            .spawn(move || work(&scenario, &setup, &wished, &answer))?;
        Ok(Self {
            scenario: Arc::clone(&drill.scenario),
            setup: drill.setup.clone(),
            wishes,
            answers: Mutex::new(answers),
        })
    }

    /// Whether it knows the best play of this drill: seeds and choices may differ.
    fn knows(&self, drill: &Drill) -> bool {
        self.scenario.hash == drill.scenario.hash && self.setup == drill.setup
    }
}

/// The life of the thread: solves the start at once, then answers until the window lets go of one of the ends.
fn work(scenario: &Scenario, setup: &Setup, wished: &Receiver<Wish>, answer: &Sender<Answer>) {
    let rules = Rules::new(scenario, setup);
    let mut solver = Solver::new(rules);
    let mut solver = solver.scale().map(|_| solver);
    while let Ok(first) = wished.recv() {
        let (mut review, mut line) = (None, None);
        for wish in std::iter::once(first).chain(wished.try_iter()) {
            match wish {
                Wish::Review(drill) => review = Some(drill),
                Wish::Line(from) => line = Some(from),
            }
        }
        let mut answers = Vec::new();
        if let Some(drill) = review {
            let known = asked(&mut solver, |solver| review_with(solver, &drill));
            answers.push(Answer::Review(Box::new(drill.record()), known));
        }
        if let Some(from) = line {
            let known = asked(&mut solver, |solver| told_line(solver, &from));
            answers.push(Answer::Line(from, known));
        }
        for known in answers {
            if answer.send(known).is_err() {
                return;
            }
        }
    }
}

/// What a solver says, or in a sentence why there is none.
fn asked<'s, T>(
    solver: &mut Result<Solver<'s>, crate::solve::TooLarge>,
    ask: impl FnOnce(&mut Solver<'s>) -> Result<T, crate::solve::TooLarge>,
) -> Known<T> {
    match solver {
        Ok(solver) => ask(solver).map_err(|too_large| too_large.to_string()),
        Err(too_large) => Err(too_large.to_string()),
    }
}

/// What the window asks the thread, and what it was told.
#[derive(Resource, Default)]
pub struct Reviewer {
    worker: Option<Worker>,
    wished_review: Option<Record>,
    wished_line: Option<DrillState>,
    review: Option<(Box<Record>, Known<Review>)>,
    line: Option<(Box<DrillState>, Known<BestLine>)>,
}

impl Reviewer {
    /// Follows a drill: starts the thread where it knows another customer, and asks for the review of what is new.
    pub fn follow(&mut self, drill: &Drill) {
        if self.worker.as_ref().is_none_or(|worker| !worker.knows(drill)) {
            *self = Self::default();
            match Worker::start(drill) {
                Ok(worker) => self.worker = Some(worker),
                Err(why) => self.give_up(
                    drill,
                    &format!("no thread could be started to work out the best play ({why})"),
                ),
            }
        }
        if self
            .wished_review
            .as_ref()
            .is_none_or(|wished| !is_record_of(wished, drill))
        {
            self.wished_review = Some(drill.record());
            self.wish(drill, Wish::Review(Box::new(drill.clone())));
        }
        self.listen(drill);
    }

    /// The review of a drill that is followed; `None` while it is worked out.
    #[must_use]
    pub fn review(&self, drill: &Drill) -> Option<&Known<Review>> {
        let (record, review) = self.review.as_ref()?;
        is_record_of(record, drill).then_some(review)
    }

    /// The best line from a state of the drill that is followed; `None` while it is worked out.
    pub fn line(&mut self, drill: &Drill, from: &DrillState) -> Option<&Known<BestLine>> {
        if self.wished_line.as_ref() != Some(from) {
            self.wished_line = Some(*from);
            self.wish(drill, Wish::Line(Box::new(*from)));
        }
        let (known, line) = self.line.as_ref()?;
        (**known == *from).then_some(line)
    }

    /// Lets the thread go.
    pub fn leave(&mut self) {
        if self.worker.is_some() {
            *self = Self::default();
        }
    }

    fn wish(&mut self, drill: &Drill, wish: Wish) {
        if let Some(worker) = &self.worker
            && worker.wishes.send(wish).is_err()
        {
            self.give_up(drill, STOPPED);
        }
    }

    fn listen(&mut self, drill: &Drill) {
        let Some(worker) = &mut self.worker else { return };
        let answers = worker.answers.get_mut().unwrap_or_else(PoisonError::into_inner);
        loop {
            match answers.try_recv() {
                Ok(Answer::Review(record, review)) => self.review = Some((record, review)),
                Ok(Answer::Line(from, line)) => self.line = Some((from, line)),
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => return self.give_up(drill, STOPPED),
            }
        }
    }

    /// There will be no answers for this drill.
    fn give_up(&mut self, drill: &Drill, why: &str) {
        self.review = Some((Box::new(drill.record()), Err(why.to_owned())));
        if let Some(from) = self.wished_line {
            self.line = Some((Box::new(from), Err(why.to_owned())));
        }
    }
}

const STOPPED: &str = "the thread that works out the best play has stopped";

/// Whether a drill of the same customer has exactly these choices.
fn is_record_of(record: &Record, drill: &Drill) -> bool {
    record.seed == drill.seed
        && record.hash == drill.scenario.hash
        && record.choices.len() == drill.steps().len()
        && record
            .choices
            .iter()
            .zip(drill.steps())
            .all(|(choice, step)| *choice == step.choice)
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Reviewer>().add_systems(Update, pass_on);
}

/// Tells the thread what was chosen, and the screens what it says.
fn pass_on(
    screen: Res<State<Screen>>,
    mut running: Option<ResMut<Running>>,
    mut reviewer: ResMut<Reviewer>,
    looked_back: Option<ResMut<LookedBack>>,
    led: Option<ResMut<Led>>,
) {
    let drill = match (screen.get(), &running) {
        (Screen::Drill | Screen::Debrief | Screen::BestLine, Some(running)) => running.0.drill(),
        // Whoever changes a setting comes back.
        (Screen::Settings, _) => return,
        _ => return reviewer.leave(),
    };
    reviewer.follow(drill);
    if *screen.get() != Screen::Drill
        && let Some(mut back) = looked_back
        && back.0.debrief.is_waiting()
        && let Some(review) = reviewer.review(drill)
    {
        back.0.debrief.grade(drill, review);
    }
    if *screen.get() == Screen::Drill && running.as_ref().is_some_and(|running| running.0.wants_best()) {
        let best = running.as_ref().and_then(|running| {
            let (drill, state) = (running.0.drill(), *running.0.drill().state());
            let line = reviewer.line(drill, &state)?;
            Some((
                state,
                line.clone().map(|line| line.steps.first().map(|step| step.index)),
            ))
        });
        if let (Some(best), Some(running)) = (best, &mut running) {
            running.0.best = Some(best);
        }
        return;
    }
    if *screen.get() == Screen::BestLine
        && let Some(mut led) = led
        && led.0.telling == Telling::Waiting
        && let Some(line) = reviewer.line(drill, &led.0.from)
    {
        led.0.hear(drill, line);
    }
}

#[cfg(test)]
mod tests;
