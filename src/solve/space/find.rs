//! Forwards: which states of the talk play can reach.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::super::key::{self, Keyed};
use super::super::plan::To;
use super::super::solver::TooLarge;
use super::super::table::{SHARDS, Table, hash, shard};
use super::{CHUNK, Space};
use crate::drill::{Choice, State};

/// Chunks that are walked before what was found is put into the tables: bounds what is kept meanwhile.
const ROUND: usize = 24;

/// A state found on the way: its layer and its word.
type Found = (u32, u64);

/// Slots of a table: layer, shard, range.
type Job = (u32, usize, Range<usize>);

impl Space<'_> {
    /// Finds all states of the talk that can be reached, from the first layer on.
    pub(super) fn find(&mut self, from: &State) -> Result<(), TooLarge> {
        self.reach(from)?;
        if !from.in_talk() {
            return Ok(());
        }
        let root = self.key(from);
        let root_hash = hash(root.word);
        self.tables[shard(root_hash)][root.layer as usize].insert(root_hash, root.word);
        let mut states = self.states();
        for unit in self.skeleton.units() {
            let mut jobs: Vec<Job> = Vec::new();
            for layer in self.fresh(&unit) {
                for (shard, tables) in self.tables.iter_mut().enumerate() {
                    let table = &mut tables[layer as usize];
                    table.pack();
                    let slots = table.slots();
                    let parts = (0..slots).step_by(CHUNK);
                    jobs.extend(parts.map(|from| (layer, shard, from..(from + CHUNK).min(slots))));
                }
            }
            for round in jobs.chunks(ROUND) {
                states += self.walk_round(round);
                if states > self.limit {
                    return Err(TooLarge::States(self.limit));
                }
            }
        }
        Ok(())
    }

    /// Walks parts of tables and puts what was found into the tables; how many states are new.
    fn walk_round(&mut self, jobs: &[Job]) -> usize {
        let walked = |(layer, shard, slots): &Job| {
            let mut out: [Vec<Found>; SHARDS] = Default::default();
            self.walk(*layer, *shard, slots.clone(), &mut out);
            out
        };
        if jobs.iter().map(|(_, _, slots)| slots.len()).sum::<usize>() <= CHUNK {
            let found: Vec<_> = jobs.iter().map(walked).collect();
            let tables = self.tables.iter_mut().enumerate();
            return tables
                .map(|(shard, tables)| found.iter().map(|parts| put(tables, &parts[shard])).sum::<usize>())
                .sum();
        }
        let found: Vec<_> = jobs.par_iter().map(walked).collect();
        let tables: Vec<(usize, &mut Vec<Table>)> = self.tables.iter_mut().enumerate().collect();
        tables
            .into_par_iter()
            .map(|(shard, tables)| found.iter().map(|parts| put(tables, &parts[shard])).sum::<usize>())
            .sum()
    }

    /// Finds what the states in some slots lead to in the talk.
    fn walk(&self, layer: u32, from: usize, slots: Range<usize>, out: &mut [Vec<Found>; SHARDS]) {
        let plan = &self.plans[self.skeleton.number(layer)];
        let mut found = |key: Keyed| out[shard(hash(key.word))].push((key.layer, key.word));
        for word in self.tables[from][layer as usize].unsolved(slots) {
            let s = key::state(&self.skeleton, layer, word);
            let open = self.open(&s, plan);
            for (planned, _) in &open {
                match planned.to {
                    To::Out => {}
                    To::Talk(node) => {
                        self.talk_ways(&s, planned.mv, node, |_, _, next| {
                            if let Ok(key) = next {
                                found(key);
                            }
                        });
                    }
                    To::Asks => self.walk_any(&s, Choice::Move(planned.index), &mut found),
                }
            }
            if open.is_empty() {
                self.walk_any(&s, Choice::Wait, &mut found);
            }
        }
    }

    fn walk_any(&self, s: &State, choice: Choice, found: &mut impl FnMut(Keyed)) {
        for next in self.outcomes(s, choice) {
            if next.in_talk() {
                found(self.key(&next));
            }
        }
    }
}

/// Puts what was found into the tables of one shard; how many states are new.
fn put(tables: &mut [Table], found: &[Found]) -> usize {
    let mut new = 0;
    for &(layer, word) in found {
        new += usize::from(tables[layer as usize].insert(hash(word), word));
    }
    new
}
