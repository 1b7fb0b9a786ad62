//! Backwards: what the states are worth.

use arrayvec::ArrayVec;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::super::days::Day;
use super::super::key::{self, Keyed};
use super::super::plan::{Planned, To};
use super::super::solver::Solved;
use super::super::table::{Chunk, Note, SHARDS, Table};
use super::super::value::{Expectation, Value};
use super::{CHUNK, Space};
use crate::customer::chance::{Way, ways};
use crate::customer::{self, Nobody};
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
                .flat_map(|(layer, table)| table.chunks(CHUNK, with_worst).map(|chunk| (*layer, chunk)))
                .collect();
            let solve = |(layer, mut chunk): (u32, Chunk<'_>)| {
                chunk.solve(|word| {
                    let Known { solved, worst } = self.value(layer, word, with_worst);
                    (solved.best, Note::new(solved.choice, solved.moves), worst)
                });
            };
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

    /// The value of a state of the talk whose successors are solved.
    pub(super) fn value(&self, layer: u32, word: u64, with_worst: bool) -> Known {
        let plan = &self.plans[self.skeleton.number(layer)];
        let s = key::state(&self.skeleton, layer, word);
        let open = plan
            .moves
            .iter()
            .filter(|planned| !planned.asks || self.rules.is_open(&s, planned.mv));
        let worth = |planned: &Planned<'_>| self.after_planned(&s, planned, with_worst);
        let found = match self.persona {
            None => open.map(worth).reduce(Known::or),
            Some(persona) => {
                mean(open.map(|planned| (persona.rank(&self.rules, &s, planned.mv), worth(planned).solved.best)))
            }
        };
        found.unwrap_or_else(|| {
            self.after(&s, Choice::Wait, with_worst)
                .expect("what a state leads to is solved before it")
        })
    }

    /// Expected values right after a move.
    fn after_planned(&self, s: &State, planned: &Planned<'_>, with_worst: bool) -> Known {
        let choice = Choice::Move(planned.index);
        let To::Talk(node) = planned.to else {
            return self
                .after(s, choice, with_worst)
                .expect("what a state leads to is solved before it");
        };
        let acts = self.plans[node as usize].acts_left;
        let node = self.skeleton.get(node);
        let mut sum = Sum::default();
        ways(
            |chance| {
                self.rules
                    .mind()
                    .play_before(&s.mind, &planned.mv.acts, chance, &mut Nobody)
            },
            |weight, bytes, way| {
                let day = match way {
                    Way::Stayed(customer::State::Open(next)) => {
                        let Keyed { layer, word, paid } = self.keys.talk(next, node, acts);
                        self.known(layer, word, paid, with_worst)
                            .expect("what a state leads to is solved before it")
                    }
                    Way::Stayed(over) | Way::Left(over) => self.over(&over),
                };
                sum.add(weight, bytes, day);
            },
        );
        sum.known(choice)
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

/// The most moves of a beat.
const MOVES: usize = 5;

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
