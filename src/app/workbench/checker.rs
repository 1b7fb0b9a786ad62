//! Reads and solves the text beside the window: reading answers while somebody still looks at what they typed, solving takes as long as it takes.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::sheet::{Readable, Worth};
use crate::customer::Tier;
use crate::diagnostic::{Diagnostic, Source};
use crate::drill::{Place, Rules, Setup};
use crate::library::File;
use crate::lint::{Limits, Path, Report, Spot, lint, traffic, way_to};
use crate::map::Went;
use crate::scenario::{Places, Policy, PolicyChange, Scenario};
use crate::solve::{Persona, Solver, best_line, played};
use crate::vocabulary::Vocabulary;

/// How long nobody types before the text is read.
const PAUSE: Duration = Duration::from_millis(30);
/// How long nobody types before it is solved.
const REST: Duration = Duration::from_millis(250);
/// The most states of drills that are counted for the widths of ways.
const TRAFFIC_STATES: usize = 4_000_000;

/// A text to be read.
struct Page {
    turn: u64,
    name: String,
    text: String,
    is_folded: bool,
}

/// What came of a text.
pub enum Came {
    Read {
        turn: u64,
        found: Vec<Diagnostic>,
        readable: Option<Readable>,
    },
    Solved(u64, Report),
    Weighed(u64, Worth),
    /// A way that was asked for.
    Way(Box<Way>),
}

/// A way to a place of a scenario.
pub struct Way {
    pub scenario: Arc<Scenario>,
    /// `None`: no drill comes there, or none was found.
    pub path: Option<Path>,
}

/// The two threads as the window holds them. Dropping it ends them after what they are at.
pub struct Checker {
    pages: Sender<Page>,
    came: Mutex<Receiver<Came>>,
    tell: Sender<Came>,
    policy: PolicyChange,
    ways: usize,
    /// The newest text that was asked about, and the newest that all is known of.
    asked: u64,
    done: u64,
}

impl Checker {
    /// For a site with these rules.
    #[must_use]
    pub fn start(policy: PolicyChange) -> Self {
        let (pages, read) = channel();
        let (tell, came) = channel();
        let (solve, cases) = channel();
        let (reader, solver) = (tell.clone(), tell.clone());
        let rules = policy.clone();
        thread::spawn(move || reads(&read, &reader, &solve));
        thread::spawn(move || solves(&cases, &solver, &rules));
        Self {
            pages,
            came: Mutex::new(came),
            tell,
            policy,
            ways: 0,
            asked: 0,
            done: 0,
        }
    }

    /// Asks about a text.
    pub fn ask(&mut self, turn: u64, name: String, text: String, is_folded: bool) {
        let page = Page {
            turn,
            name,
            text,
            is_folded,
        };
        if self.pages.send(page).is_ok() {
            self.asked = turn;
        }
    }

    /// Asks for a shortest way to a place of a scenario.
    pub fn find(&mut self, readable: &Readable, spot: Spot) {
        let (scenario, places) = (Arc::clone(&readable.scenario), readable.places.clone());
        let policy = scenario.policy.changed(&self.policy);
        let tell = self.tell.clone();
        self.ways += 1;
        thread::spawn(move || {
            let path = way_to(&scenario, &policy, &places, spot, Limits::default());
            // Where the workbench was left meanwhile nobody waits.
            let _ = tell.send(Came::Way(Box::new(Way { scenario, path })));
        });
    }

    /// The site's rules.
    #[must_use]
    pub const fn policy(&self) -> &PolicyChange {
        &self.policy
    }

    /// What has become known.
    pub fn came(&mut self) -> Option<Came> {
        let came = self
            .came
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .try_recv()
            .ok()?;
        match &came {
            Came::Way(_) => self.ways -= 1,
            Came::Weighed(turn, _)
            | Came::Read {
                turn, readable: None, ..
            } => self.done = *turn,
            _ => {}
        }
        Some(came)
    }

    /// Whether something is still worked out.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.done != self.asked || self.ways > 0
    }
}

/// A scenario to be solved.
struct Case {
    turn: u64,
    scenario: Arc<Scenario>,
    places: Places,
}

/// Reads the newest text, once nobody has typed for a moment.
fn reads(pages: &Receiver<Page>, tell: &Sender<Came>, solve: &Sender<Case>) {
    while let Ok(mut page) = pages.recv() {
        loop {
            match pages.recv_timeout(PAUSE) {
                Ok(newer) => page = newer,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let file = File::read(Source::new(page.name, page.text));
        let is_good = !file.has_errors();
        let whole = file.scenario.zip(file.places).filter(|_| is_good);
        let readable = whole.map(|(scenario, places)| {
            let case = Case {
                turn: page.turn,
                scenario: Arc::clone(&scenario),
                places: places.clone(),
            };
            // Where the other thread is gone, nothing is solved.
            let _ = solve.send(case);
            Readable::of(page.turn, scenario, places, page.is_folded)
        });
        let read = Came::Read {
            turn: page.turn,
            found: file.found,
            readable,
        };
        if tell.send(read).is_err() {
            return;
        }
    }
}

/// Solves the newest scenario. What it is at is brought to its end.
fn solves(cases: &Receiver<Case>, tell: &Sender<Came>, policy: &PolicyChange) {
    while let Ok(mut case) = cases.recv() {
        loop {
            match cases.recv_timeout(REST) {
                Ok(newer) => case = newer,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let began = Instant::now();
        let policy = case.scenario.policy.changed(policy);
        let report = lint(&case.scenario, &policy, &case.places, Limits::default());
        let seconds = began.elapsed().as_secs_f32();
        let states = report.states;
        if tell.send(Came::Solved(case.turn, report)).is_err() {
            return;
        }
        let worth = weighed(&case.scenario, &policy, states, seconds);
        if tell.send(Came::Weighed(case.turn, worth)).is_err() {
            return;
        }
    }
}

/// What the likeliest customer makes of the best play and of a trainee who chooses anything.
fn weighed(scenario: &Arc<Scenario>, policy: &Policy, states: usize, seconds: f32) -> Worth {
    let mut worth = Worth {
        states,
        seconds,
        best: None,
        random: None,
        went: Vec::new(),
        standing: vec![None; scenario.beats.len()],
        line: Vec::new(),
    };
    let setup = Setup::typical(scenario, policy.clone());
    let rules = Rules::new(scenario, &setup);
    let mut solver = Solver::new(rules);
    // What is too large to be solved is told by `check`.
    let Ok(scale) = solver.scale() else { return worth };
    worth.random = played(rules, scale, Persona::Random)
        .ok()
        .map(|(_, played)| played.score);
    if let Ok((line, end)) = best_line(&mut solver, &rules.start()) {
        worth.best = end.is_over().then(|| Tier::name(rules.outcome(&end).tier));
        let places: Vec<_> = line.iter().skip(1).map(|step| step.before.place).collect();
        for (at, step) in line.into_iter().enumerate() {
            if let Place::Beat(beat) = step.before.place {
                let to = match places.get(at) {
                    Some(Place::Beat(to)) => Some(to.index()),
                    _ => None,
                };
                worth.line.push((beat.index(), step.index, to));
                if let Ok(solved) = solver.solve(&step.before) {
                    worth.standing[beat.index()].get_or_insert(scale.standing(solved.best));
                }
            }
        }
    }
    if let Ok(Some(passages)) = traffic(&mut solver, TRAFFIC_STATES) {
        worth.went = passages
            .iter()
            .map(|passage| Went {
                beat: passage.beat.index(),
                index: passage.index,
                to: passage.to.map(crate::scenario::BeatId::index),
                count: passage.share,
                lost: passage.lost,
            })
            .collect();
    }
    worth
}
