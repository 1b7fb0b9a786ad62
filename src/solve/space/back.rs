//! Backwards: what the states are worth.

use arrayvec::ArrayVec;
use rayon::iter::{IntoParallelIterator, IntoParallelRefMutIterator, ParallelIterator};

use super::super::days::Day;
use super::super::key::{self, Keyed};
use super::super::plan::{Plan, Planned, To};
use super::super::solver::Solved;
use super::super::table::{Chunk, Note, Table};
use super::super::value::{Expectation, Value};
use super::{CHUNK, MOVES, Near, Space};
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
        let readers = self.skeleton.last_readers(&units);
        for (at, unit) in units.iter().enumerate().rev() {
            let layers = self.fresh(unit);
            // The unit's tables are taken out while they are written; nothing in them asks for another of them.
            let mut taken: Vec<(u32, Table)> = layers
                .iter()
                .map(|&layer| (layer, std::mem::take(&mut self.tables[layer as usize])))
                .collect();
            let jobs: Vec<(u32, Chunk<'_>)> = taken
                .iter_mut()
                .flat_map(|(layer, table)| {
                    let chunks = table.chunks(CHUNK, with_worst);
                    chunks.into_iter().map(|chunk| (*layer, chunk))
                })
                .collect();
            let solve = |(layer, mut chunk): (u32, Chunk<'_>)| self.solve_chunk(layer, &mut chunk, with_worst);
            if jobs.iter().map(|(_, chunk)| chunk.len()).sum::<usize>() <= CHUNK {
                jobs.into_iter().for_each(solve);
            } else {
                jobs.into_par_iter().for_each(solve);
            }
            for (layer, mut table) in taken {
                table.close();
                self.tables[layer as usize] = table;
            }
            if !self.keep_worst && at > 0 {
                self.drop_worst(&readers[at]);
            }
        }
    }

    /// Forgets the values of the worst play in some layers.
    fn drop_worst(&mut self, layers: &[u32]) {
        let mut taken: Vec<Table> = layers
            .iter()
            .map(|&layer| std::mem::take(&mut self.tables[layer as usize]))
            .collect();
        if taken.iter().map(Table::len).sum::<usize>() <= CHUNK {
            taken.iter_mut().for_each(Table::drop_worst);
        } else {
            taken.par_iter_mut().for_each(Table::drop_worst);
        }
        for (&layer, table) in layers.iter().zip(taken) {
            self.tables[layer as usize] = table;
        }
    }

    /// Solves the states of a chunk, whose successors are solved.
    fn solve_chunk(&self, layer: u32, chunk: &mut Chunk<'_>, with_worst: bool) {
        let plan = &self.plans[self.skeleton.number(layer)];
        let mut nears = [[Near::default(); WAYS]; MOVES + 1];
        for at in 0..chunk.len() {
            let Some(word) = chunk.unsolved(at) else { continue };
            let s = key::state(&self.skeleton, layer, word);
            let Known { solved, worst } = self.worth(&s, plan, &mut nears, with_worst);
            chunk.set(at, solved.best, Note::new(solved.choice, solved.moves), worst);
        }
    }

    /// What a state is worth, whose successors are solved.
    fn worth(&self, s: &State, plan: &Plan<'_>, nears: &mut [[Near; WAYS]], with_worst: bool) -> Known {
        let mut each = |planned: &Planned<'_>| {
            let nears = &mut nears[usize::from(planned.index)];
            self.worth_of(s, planned, nears, with_worst)
        };
        let worth = match self.persona {
            None => self.open(s, plan).map(&mut each).reduce(Known::or),
            Some(persona) => {
                let taken = self.taken(persona, s, plan);
                mean(taken.into_iter().map(|planned| each(planned).solved.best))
            }
        };
        // Every move is barred: only waiting is left.
        worth.unwrap_or_else(|| self.worth_of_any(s, Choice::Wait, &mut nears[MOVES], with_worst))
    }

    /// What a move is worth.
    fn worth_of(&self, s: &State, planned: &Planned<'_>, nears: &mut [Near; WAYS], with_worst: bool) -> Known {
        let choice = Choice::Move(planned.index);
        let To::Talk(node) = planned.to else {
            return self.worth_of_any(s, choice, nears, with_worst);
        };
        if let Some(next) = self.talk_way(s, planned, node) {
            let (best, note, worst) = match next {
                Ok(key) => self.known_near(&mut nears[0], key, with_worst),
                Err(over) => self.over(&over),
            };
            let solved = Solved {
                best,
                choice: Some(planned.index),
                moves: note.moves().saturating_add(1),
            };
            return Known { solved, worst };
        }
        let (mut sum, mut way) = (Sum::default(), 0);
        self.talk_ways(s, planned, node, |weight, bytes, next| {
            let day = match next {
                Ok(key) => self.known_near(&mut nears[way % WAYS], key, with_worst),
                Err(over) => self.over(&over),
            };
            way += 1;
            sum.add(weight, bytes, day);
        });
        sum.known(choice)
    }

    /// What a choice is worth, wherever it leads.
    fn worth_of_any(&self, s: &State, choice: Choice, nears: &mut [Near; WAYS], with_worst: bool) -> Known {
        let (mut sum, mut way) = (Sum::default(), 0);
        ways(
            |chance| self.rules.next(s, choice, chance),
            |weight, bytes, next| {
                let day = match next {
                    Way::Left(mind) => self.over(&mind),
                    Way::Stayed(next) if next.is_over() => self.over(&next.mind),
                    Way::Stayed(next) if next.in_talk() => {
                        self.known_near(&mut nears[way % WAYS], self.key(&next), with_worst)
                    }
                    Way::Stayed(next) => self.day(&next, with_worst),
                };
                way += 1;
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
                    let rank = |index: u8| persona.rank(&self.rules, &s, &moves[usize::from(index)]);
                    let ranked: ArrayVec<(u8, i64), MOVES> =
                        open.map(|offer| (offer.index, rank(offer.index))).collect();
                    let highest = ranked.iter().map(|(_, rank)| *rank).max();
                    let taken = ranked.iter().filter(|(_, rank)| Some(*rank) == highest);
                    mean(taken.map(|(index, _)| worth(*index).solved.best))
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

/// Ways of a move whose last places are kept apart.
const WAYS: usize = 4;

/// The mean of some values; `None` where there is none.
fn mean(values: impl Iterator<Item = Value>) -> Option<Known> {
    let values: ArrayVec<Value, MOVES> = values.collect();
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
            Choice::Wait | Choice::Inject(_) => (None, 0),
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
