//! Forwards: which states of the talk play can reach.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::super::key::{self, Keyed};
use super::super::plan::To;
use super::super::solver::TooLarge;
use super::super::table::Table;
use super::{CHUNK, Space};
use crate::drill::{Choice, State};

/// Chunks that are walked before what was found is put together: bounds what is kept meanwhile.
const ROUND: usize = 24;
/// Words that both cores sort together.
const LARGE: usize = 1 << 16;

/// Places of a table: layer, range.
type Job = (u32, Range<usize>);

/// Words on their way into a layer's table.
#[derive(Debug, Clone, Default)]
struct Coming {
    words: Vec<u64>,
    /// So many of them are in order and each there once.
    sorted: usize,
}

impl Coming {
    /// Whether so many have come that it is worth while to look which are the same.
    const fn is_full(&self) -> bool {
        self.words.len() > 2 * self.sorted + LARGE
    }

    /// Puts them in order, each once.
    fn sort(&mut self) {
        if self.words.len() > LARGE {
            self.words.par_sort();
        } else {
            self.words.sort(); // made of runs that are in order: a merge
        }
        self.words.dedup();
        self.sorted = self.words.len();
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

    fn sorted(mut self) -> Vec<(u32, Vec<u64>)> {
        for (_, words) in &mut self.layers {
            words.sort_unstable();
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
        coming[root.layer as usize].words.push(root.word);
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
        let arrived: Vec<(u32, Coming)> = unit
            .iter()
            .map(|&layer| (layer, std::mem::take(&mut coming[layer as usize])))
            .filter(|(_, coming)| !coming.words.is_empty())
            .collect();
        let tables: Vec<(u32, Coming, Table)> = arrived
            .into_iter()
            .map(|(layer, coming)| (layer, coming, std::mem::take(&mut self.tables[layer as usize])))
            .collect();
        let add = |(layer, mut coming, mut table): (u32, Coming, Table)| {
            coming.sort();
            coming.words.shrink_to_fit();
            let before = table.len();
            table.add(coming.words);
            (layer, table.len() - before, table)
        };
        let all: usize = tables.iter().map(|(_, coming, _)| coming.words.len()).sum();
        let added: Vec<(u32, usize, Table)> = if all <= CHUNK {
            tables.into_iter().map(add).collect()
        } else {
            tables.into_par_iter().map(add).collect()
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
            coming.words.extend_from_slice(&words);
            if coming.is_full() {
                coming.sort();
            }
            most = most.max(coming.sorted);
        }
        most
    }

    /// Finds what some states lead to in the talk.
    fn walk(&self, layer: u32, places: Range<usize>) -> Vec<(u32, Vec<u64>)> {
        let plan = &self.plans[self.skeleton.number(layer)];
        // By move, so that each finds in order what lies in order.
        let mut found: Vec<Found> = Vec::new();
        found.resize_with(plan.moves.len() + 1, Found::default);
        for word in self.tables[layer as usize].unsolved(places) {
            let s = key::state(&self.skeleton, layer, word);
            let open = self.open(&s, plan);
            for (planned, _) in &open {
                let found = &mut found[usize::from(planned.index).min(plan.moves.len())];
                match planned.to {
                    To::Out => {}
                    To::Talk(node) => {
                        self.talk_ways(&s, planned.mv, node, |_, _, next| {
                            if let Ok(key) = next {
                                found.push(key.layer, key.word);
                            }
                        });
                    }
                    To::Asks => self.walk_any(&s, Choice::Move(planned.index), found),
                }
            }
            if open.is_empty() {
                self.walk_any(&s, Choice::Wait, &mut found[plan.moves.len()]);
            }
        }
        found.into_iter().flat_map(Found::sorted).collect()
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
