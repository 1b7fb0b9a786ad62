//! Backwards: what the states are worth.

use arrayvec::ArrayVec;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::super::days::Day;
use super::super::key::{self, Keyed};
use super::super::plan::{Plan, To};
use super::super::solver::Solved;
use super::super::table::{Chunk, Note, SHARDS, Table};
use super::super::value::{Expectation, Value};
use super::{CHUNK, MOVES, Space};
use crate::customer::chance::{Way, ways};
use crate::drill::{Choice, State};

/// What is known of a choice or a state: best play with its choice, worst play.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub solved: Solved,
    pub worst: Value,
}

impl Known {
    /// The better of two choices, and the worse of their worst.
    fn or(self, later: Self) -> Self {
        Self {
            solved: self.solved.or_better(later.solved),
            worst: self.worst.min(later.worst),
        }
    }
}

impl Space<'_> {
    /// Solves what was found, from the last layer back.
    pub(super) fn solve_back(&mut self, with_worst: bool) {
        let units = self.skeleton.units();
        let mut readers = self.skeleton.last_readers(&units);
        for (at, unit) in units.iter().enumerate().rev() {
            let layers = self.fresh(unit);
            // The unit's tables are taken out while they are written; nothing in them asks for another of them.
            let mut taken: Vec<(u32, Table)> = Vec::with_capacity(layers.len() * SHARDS);
            for tables in &mut self.tables {
                taken.extend(
                    layers
                        .iter()
                        .map(|&layer| (layer, std::mem::take(&mut tables[layer as usize]))),
                );
            }
            let slots: usize = taken.iter().map(|(_, table)| table.slots()).sum();
            let jobs: Vec<(u32, Chunk<'_>)> = taken
                .iter_mut()
                .flat_map(|(layer, table)| {
                    let chunks = table.chunks(CHUNK, with_worst);
                    chunks.into_iter().map(|chunk| (*layer, chunk))
                })
                .collect();
            let solve = |(layer, mut chunk): (u32, Chunk<'_>)| self.solve_chunk(layer, &mut chunk, with_worst);
            if slots <= CHUNK {
                jobs.into_iter().for_each(solve);
            } else {
                jobs.into_par_iter().for_each(solve);
            }
            let mut back = taken.into_iter();
            for tables in &mut self.tables {
                for &layer in &layers {
                    let (_, mut table) = back.next().expect("as many as were taken");
                    table.close();
                    tables[layer as usize] = table;
                }
            }
            if !self.keep_worst && at > 0 {
                for layer in std::mem::take(&mut readers[at]) {
                    for tables in &mut self.tables {
                        tables[layer as usize].drop_worst();
                    }
                }
            }
        }
    }

    /// Solves the states of a chunk, whose successors are solved. All successors of many states are worked out before the first is
    /// looked up: one look-up then need not wait for the memory of the one before.
    fn solve_chunk(&self, layer: u32, chunk: &mut Chunk<'_>, with_worst: bool) {
        let plan = &self.plans[self.skeleton.number(layer)];
        let mut batch = Batch::default();
        for words in chunk.unsolved().chunks(BATCH) {
            batch.clear();
            for &(_, word) in words {
                self.gather(&key::state(&self.skeleton, layer, word), plan, with_worst, &mut batch);
            }
            for outcome in &mut batch.outcomes {
                if let Some((layer, word, paid)) = outcome.open {
                    outcome.day = self
                        .known(layer, word, paid, with_worst)
                        .expect("what a state leads to is solved before it");
                }
            }
            for (&(at, _), known) in words.iter().zip(batch.known(self.persona.is_some())) {
                let Known { solved, worst } = known;
                chunk.set(at, solved.best, Note::new(solved.choice, solved.moves), worst);
            }
        }
    }

    /// Works out what a state's choices lead to.
    fn gather(&self, s: &State, plan: &Plan<'_>, with_worst: bool, batch: &mut Batch) {
        let open = self.open(s, plan);
        for (planned, rank) in &open {
            let choice = Choice::Move(planned.index);
            if let To::Talk(node) = planned.to {
                self.talk_ways(s, planned.mv, node, |weight, bytes, next| match next {
                    Ok(key) => batch.ask(weight, bytes, key.layer, key.word, key.paid),
                    Err(over) => batch.tell(weight, bytes, self.over(&over)),
                });
            } else {
                self.gather_any(s, choice, with_worst, batch);
            }
            batch.choices.push((choice, *rank, batch.outcomes.len()));
        }
        if open.is_empty() {
            self.gather_any(s, Choice::Wait, with_worst, batch);
            batch.choices.push((Choice::Wait, 0, batch.outcomes.len()));
        }
        batch.states.push(batch.choices.len());
    }

    fn gather_any(&self, s: &State, choice: Choice, with_worst: bool, batch: &mut Batch) {
        ways(
            |chance| self.rules.next(s, choice, chance),
            |weight, bytes, way| match way {
                Way::Left(mind) => batch.tell(weight, bytes, self.over(&mind)),
                Way::Stayed(next) if next.is_over() => batch.tell(weight, bytes, self.over(&next.mind)),
                Way::Stayed(next) if next.in_talk() => {
                    let Keyed { layer, word, paid } = self.key(&next);
                    batch.ask(weight, bytes, layer, word, paid);
                }
                Way::Stayed(next) => batch.tell(weight, bytes, self.day(&next, with_worst)),
            },
        );
    }

    /// Expected values right after a choice; `None` where an outcome is not solved.
    pub(super) fn after(&self, s: &State, choice: Choice, with_worst: bool) -> Option<Known> {
        let mut sum = Sum::default();
        let mut whole = true;
        ways(
            |chance| self.rules.next(s, choice, chance),
            |weight, bytes, way| {
                let day = match way {
                    Way::Left(mind) => Some(self.over(&mind)),
                    // Days after the talk are solved when they are met, while all is being solved.
                    Way::Stayed(next) if !next.in_talk() && !next.is_over() && !self.days.is_empty() => {
                        Some(self.day(&next, with_worst))
                    }
                    Way::Stayed(next) => self.look_up(&next, with_worst),
                };
                match day {
                    Some(day) => sum.add(weight, bytes, day),
                    None => whole = false,
                }
            },
        );
        whole.then(|| sum.known(choice))
    }

    /// Solves a state of the days after, and what follows it.
    pub(super) fn day(&self, s: &State, with_worst: bool) -> Day {
        let Keyed { layer, word, paid } = self.key(s);
        let own = &self.days[rayon::current_thread_index().map_or(0, |thread| thread + 1)];
        let met = own
            .lock()
            .expect("no thread panics with its days")
            .get(&(layer, word))
            .copied();
        let known = met.or_else(|| self.known(layer, word, 0, with_worst));
        let (value, note, worst) = known.unwrap_or_else(|| {
            let s = key::state(&self.skeleton, layer, word);
            let open = self.rules.offers(&s).filter(|offer| offer.barred.is_none());
            let worth = |index: u8| {
                self.after(&s, Choice::Move(index), with_worst)
                    .expect("days are solved when they are met")
            };
            let found = match (self.persona, self.rules.beat(&s)) {
                (Some(persona), Some(beat)) => {
                    let moves = &self.rules.scenario.beat(beat).moves;
                    mean(open.map(|offer| {
                        let rank = persona.rank(&self.rules, &s, &moves[usize::from(offer.index)]);
                        (rank, worth(offer.index).solved.best)
                    }))
                }
                _ => open.map(|offer| worth(offer.index)).reduce(Known::or),
            };
            let Known { solved, worst } = found.expect("a day offers a move");
            let day = (solved.best, Note::new(solved.choice, solved.moves), worst);
            own.lock()
                .expect("no thread panics with its days")
                .insert((layer, word), day);
            day
        });
        (value.less(paid), note, worst.less(paid))
    }
}

/// How many states are worked out before their successors are looked up.
const BATCH: usize = 128;

/// One way in which chance can fall: told at once, or asked for by layer, word and what was paid.
struct OneOutcome {
    weight: u64,
    bytes: u32,
    open: Option<(u32, u64, i64)>,
    day: Day,
}

/// What some states' choices lead to, side by side: outcomes by choice, choices by state.
#[derive(Default)]
struct Batch {
    outcomes: Vec<OneOutcome>,
    /// Each with how a persona ranks it, and where its outcomes end.
    choices: Vec<(Choice, i64, usize)>,
    /// Where the choices of each state end.
    states: Vec<usize>,
}

impl Batch {
    fn clear(&mut self) {
        self.outcomes.clear();
        self.choices.clear();
        self.states.clear();
    }

    fn tell(&mut self, weight: u64, bytes: u32, day: Day) {
        let open = None;
        self.outcomes.push(OneOutcome {
            weight,
            bytes,
            open,
            day,
        });
    }

    fn ask(&mut self, weight: u64, bytes: u32, layer: u32, word: u64, paid: i64) {
        self.outcomes.push(OneOutcome {
            weight,
            bytes,
            open: Some((layer, word, paid)),
            day: (Value::from_cents(0), Note::UNSOLVED, Value::from_cents(0)),
        });
    }

    /// What is known of each state, when every outcome is.
    fn known(&self, is_persona: bool) -> impl Iterator<Item = Known> + '_ {
        let (mut choice, mut outcome) = (0, 0);
        self.states.iter().map(move |&end| {
            let own = self.choices[choice..end].iter().map(|&(choice, rank, end)| {
                let mut sum = Sum::default();
                for one in &self.outcomes[outcome..end] {
                    sum.add(one.weight, one.bytes, one.day);
                }
                outcome = end;
                (rank, sum.known(choice))
            });
            let known = if is_persona {
                mean(own.map(|(rank, known)| (rank, known.solved.best)))
            } else {
                own.map(|(_, known)| known).reduce(Known::or)
            };
            choice = end;
            known.expect("a state has a choice")
        })
    }
}

/// The mean of the highest ranked values; `None` where there is none.
fn mean(ranked: impl Iterator<Item = (i64, Value)>) -> Option<Known> {
    let mut highest = i64::MIN;
    let mut values: ArrayVec<Value, MOVES> = ArrayVec::new();
    for (rank, value) in ranked {
        if rank > highest {
            values.clear();
            highest = rank;
        }
        if rank == highest {
            values.push(value);
        }
    }
    let best = Value::mean(&values)?;
    Some(Known {
        solved: Solved {
            best,
            choice: None,
            moves: 0,
        },
        worst: best,
    })
}

/// Sums what is known over a chance list.
#[derive(Default)]
struct Sum {
    best: Expectation,
    worst: Expectation,
    moves: u8,
}

impl Sum {
    fn add(&mut self, weight: u64, bytes: u32, (best, note, worst): Day) {
        self.best.add(weight, bytes, best);
        self.worst.add(weight, bytes, worst);
        self.moves = self.moves.max(note.moves());
    }

    fn known(self, choice: Choice) -> Known {
        let (choice, own) = match choice {
            Choice::Move(index) => (Some(index), 1),
            Choice::Wait => (None, 0),
        };
        Known {
            solved: Solved {
                best: self.best.value(),
                choice,
                moves: self.moves.saturating_add(own),
            },
            worst: self.worst.value(),
        }
    }
}
