//! Forwards: which states of the talk play can reach.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::super::key::{self, Keyed};
use super::super::plan::{Planned, To};
use super::super::solver::TooLarge;
use super::super::table::Table;
use super::{CHUNK, MOVES, Space};
use crate::drill::{Choice, State};

/// Chunks that are walked before what was found is put together: bounds what is kept meanwhile.
const ROUND: usize = 96;
/// Words that both cores sort together.
const LARGE: usize = 1 << 16;
/// Words that may be on their way to a layer before it is looked which of them are the same.
const FULL: usize = 1 << 20;

/// Places of a table: layer, range.
type Job = (u32, Range<usize>);

/// Words on their way into a layer's table, in runs that are each in order.
#[derive(Debug, Clone, Default)]
struct Coming {
    runs: Vec<Vec<u64>>,
    len: usize,
    /// So many of them are known to differ.
    distinct: usize,
}

impl Coming {
    fn push(&mut self, run: Vec<u64>) {
        self.len += run.len();
        self.runs.push(run);
        if self.len > 4 * self.distinct + FULL {
            let words = std::mem::take(self).sorted();
            (self.len, self.distinct) = (words.len(), words.len());
            self.runs = vec![words];
        }
    }

    /// All of them in order, each once.
    #[expect(clippy::stable_sort_primitive, reason = "a stable sort merges runs")]
    fn sorted(mut self) -> Vec<u64> {
        let mut words = match self.runs.len() {
            1 => self.runs.pop().unwrap_or_default(),
            _ => self.runs.concat(),
        };
        drop(self.runs);
        if words.len() > LARGE {
            words.par_sort(); // made of runs: a merge
        } else {
            words.sort();
        }
        words.dedup();
        words.shrink_to_fit();
        words
    }
}

/// What a walk found, by layer: a layer's words in order.
#[derive(Default)]
struct Found {
    layers: Vec<(u32, Vec<u64>)>,
    /// The place of the layer that was last found.
    last: usize,
}

impl Found {
    fn push(&mut self, layer: u32, word: u64) {
        if self.layers.get(self.last).is_none_or(|(there, _)| *there != layer) {
            let known = self.layers.iter().position(|(there, _)| *there == layer);
            self.last = known.unwrap_or(self.layers.len());
            if known.is_none() {
                self.layers.push((layer, Vec::new()));
            }
        }
        self.layers[self.last].1.push(word);
    }

    #[expect(
        clippy::stable_sort_primitive,
        reason = "a stable sort makes use of what is in order"
    )]
    fn sorted(mut self) -> Vec<(u32, Vec<u64>)> {
        for (_, words) in &mut self.layers {
            words.sort();
            words.dedup();
        }
        self.layers
    }
}

impl Space<'_> {
    /// Finds all states of the talk that can be reached, from the first layer on.
    pub(super) fn find(&mut self, from: &State) -> Result<(), TooLarge> {
        self.reach(from)?;
        if !from.in_talk() {
            return Ok(());
        }
        let mut coming = vec![Coming::default(); self.skeleton.layers()];
        let root = self.key(from);
        coming[root.layer as usize].push(vec![root.word]);
        let mut states = self.states();
        for unit in self.skeleton.units() {
            states += self.arrive(&unit, &mut coming);
            if states > self.limit {
                return Err(TooLarge::States(self.limit));
            }
            let mut jobs: Vec<Job> = Vec::new();
            for layer in self.fresh(&unit) {
                let len = self.tables[layer as usize].len();
                jobs.extend((0..len).step_by(CHUNK).map(|at| (layer, at..(at + CHUNK).min(len))));
            }
            for round in jobs.chunks(ROUND) {
                let waiting = self.walk_round(round, &mut coming);
                if states + waiting > self.limit {
                    return Err(TooLarge::States(self.limit));
                }
            }
        }
        Ok(())
    }

    /// Puts what came for some layers into their tables; how many states are new.
    fn arrive(&mut self, unit: &[u32], coming: &mut [Coming]) -> usize {
        let mut arrived: Vec<(u32, Coming, Table)> = Vec::new();
        for &layer in unit {
            let coming = std::mem::take(&mut coming[layer as usize]);
            if coming.len > 0 {
                arrived.push((layer, coming, std::mem::take(&mut self.tables[layer as usize])));
            }
        }
        let add = |(layer, coming, mut table): (u32, Coming, Table)| {
            let before = table.len();
            table.add(coming.sorted());
            (layer, table.len() - before, table)
        };
        let all: usize = arrived.iter().map(|(_, coming, _)| coming.len).sum();
        let added: Vec<(u32, usize, Table)> = if all <= CHUNK {
            arrived.into_iter().map(add).collect()
        } else {
            arrived.into_par_iter().map(add).collect()
        };
        let mut new = 0;
        for (layer, count, table) in added {
            new += count;
            self.tables[layer as usize] = table;
        }
        new
    }

    /// Walks parts of tables; the most of those that are still to be walked and are known to differ.
    fn walk_round(&self, jobs: &[Job], coming: &mut [Coming]) -> usize {
        let walked = |(layer, places): &Job| self.walk(*layer, places.clone());
        let found: Vec<_> = if jobs.len() <= 1 {
            jobs.iter().map(walked).collect()
        } else {
            jobs.par_iter().map(walked).collect()
        };
        let mut most = 0;
        for (layer, words) in found.into_iter().flatten() {
            let coming = &mut coming[layer as usize];
            coming.push(words);
            most = most.max(coming.distinct);
        }
        most
    }

    /// Finds what some states lead to in the talk.
    fn walk(&self, layer: u32, places: Range<usize>) -> Vec<(u32, Vec<u64>)> {
        let plan = &self.plans[self.skeleton.number(layer)];
        // By move, so that each finds in order what lies in order.
        let mut found: [Found; MOVES + 1] = Default::default();
        for word in self.tables[layer as usize].unsolved(places) {
            let s = key::state(&self.skeleton, layer, word);
            let mut is_stuck = true;
            let mut walk = |planned: &Planned<'_>| {
                is_stuck = false;
                self.walk_move(&s, planned, &mut found[usize::from(planned.index)]);
            };
            match self.persona {
                Some(persona) => self.taken(persona, &s, plan).into_iter().for_each(&mut walk),
                None => self.open(&s, plan).for_each(&mut walk),
            }
            if is_stuck {
                self.walk_any(&s, Choice::Wait, &mut found[MOVES]);
            }
        }
        found.into_iter().flat_map(Found::sorted).collect()
    }

    fn walk_move(&self, s: &State, planned: &Planned<'_>, found: &mut Found) {
        let node = match planned.to {
            To::Out => return,
            To::Asks => return self.walk_any(s, Choice::Move(planned.index), found),
            To::Talk(node) => node,
        };
        let mut keep = |next: Result<Keyed, _>| {
            if let Ok(key) = next {
                found.push(key.layer, key.word);
            }
        };
        match self.talk_way(s, planned, node) {
            Some(next) => keep(next),
            None => self.talk_ways(s, planned, node, |_, _, next| keep(next)),
        }
    }

    fn walk_any(&self, s: &State, choice: Choice, found: &mut Found) {
        for next in self.outcomes(s, choice) {
            if next.in_talk() {
                let Keyed { layer, word, .. } = self.key(&next);
                found.push(layer, word);
            }
        }
    }
}
