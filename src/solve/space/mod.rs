//! All states that play can reach, layer by layer: found forwards, solved backwards, on all cores.
//!
//! Every move of the talk leads to a deeper layer ([`Skeleton`]), so a layer is complete when all before it have been walked, and
//! can be solved when all after it are. Chance and choice are the drill's own rules. What the threads find is put into each table
//! by one of them, and a value depends on nothing but those of its successors, so the result is the same however the work is
//! shared out.

mod back;
mod find;
#[cfg(test)]
mod tests;

use std::sync::Mutex;

use arrayvec::ArrayVec;

use super::days::{Day, Days};
use super::key::{self, Keyed, Keys};
use super::left::Left;
use super::persona::Persona;
use super::plan::{Plan, Planned};
use super::skeleton::Skeleton;
use super::solver::{STATES_MAX, Solved, TooLarge};
use super::table::{Entry, Note, Table};
use super::value::Value;
use crate::customer::chance::{Sure, Way, ways};
use crate::customer::{self, Nobody};
use crate::drill::{Choice, Rules, State};

/// States that one thread takes at a time.
const CHUNK: usize = 2048;
/// The most moves of a beat.
const MOVES: usize = 5;

/// States and their values.
pub struct Space<'s> {
    rules: Rules<'s>,
    keys: Keys,
    skeleton: Skeleton,
    left: Left,
    /// By node.
    plans: Vec<Plan<'s>>,
    /// By layer.
    tables: Vec<Table>,
    /// One for each thread while states are solved; empty otherwise.
    days: Vec<Mutex<Days>>,
    /// Values of the worst play are kept; else they are dropped as soon as nothing needs them.
    keep_worst: bool,
    /// The most states of the talk.
    limit: usize,
    /// Something has been solved.
    begun: bool,
    /// What was found for another customer is there, and what follows it.
    is_found: bool,
    /// Who plays; `None`: the best play, and the worst beside it.
    persona: Option<Persona>,
}

impl<'s> Space<'s> {
    /// Nothing is known yet.
    pub fn new(rules: Rules<'s>, keep_worst: bool) -> Self {
        Self {
            rules,
            keys: Keys::new(&rules),
            skeleton: Skeleton::new(&rules),
            left: Left::of(&rules),
            plans: Vec::new(),
            tables: Vec::new(),
            days: Vec::new(),
            keep_worst,
            limit: STATES_MAX,
            begun: false,
            is_found: false,
            persona: None,
        }
    }

    /// The space of a persona's play: its value stands where that of the best play would.
    pub fn of(rules: Rules<'s>, persona: Persona) -> Self {
        Self {
            persona: Some(persona),
            ..Self::new(rules, false)
        }
    }

    /// The same with another limit of states.
    pub fn at_most(self, limit: usize) -> Self {
        Self { limit, ..self }
    }

    /// The rules that are solved.
    pub const fn rules(&self) -> &Rules<'s> {
        &self.rules
    }

    /// The same space with nothing known.
    pub fn emptied(&self) -> Self {
        Self {
            persona: self.persona,
            limit: self.limit,
            ..Self::new(self.rules, self.keep_worst)
        }
    }

    /// A space for another customer. Where the two differ in patience and talk only, their drills pass through the same states: what was
    /// found is kept, and only its worth is worked out anew.
    pub fn turned(self, rules: Rules<'s>) -> Self {
        let fresh = Self {
            persona: self.persona,
            limit: self.limit,
            ..Self::new(rules, self.keep_worst)
        };
        if !same_states(&self.rules, &rules) {
            return fresh;
        }
        let mut tables = self.tables;
        for (table, layer) in tables.iter_mut().zip(0_u32..) {
            if rules.scenario.beat(self.skeleton.of_layer(layer).beat).day.is_some() {
                *table = Table::default(); // met anew
            } else {
                table.forget();
            }
        }
        Self {
            tables,
            skeleton: self.skeleton,
            plans: self.plans,
            is_found: true,
            ..fresh
        }
    }

    /// Whether a state of the talk has been found.
    fn holds(&self, s: &State) -> bool {
        let found = |Keyed { layer, word, .. }: Keyed| self.tables[layer as usize].find(word, 0).is_some();
        s.in_talk() && self.keys.key(&self.skeleton, &self.rules, s).is_some_and(found)
    }

    /// Whether something has been solved.
    pub const fn is_begun(&self) -> bool {
        self.begun
    }

    /// How many states are known.
    pub fn states(&self) -> usize {
        self.tables.iter().map(Table::len).sum()
    }

    /// Every state that stands for others, in no particular order.
    pub fn all(&self) -> impl Iterator<Item = State> + '_ {
        (0_u32..).zip(&self.tables).flat_map(move |(layer, table)| {
            let states = table.words().iter();
            states.map(move |&word| key::state(&self.skeleton, layer, word))
        })
    }

    /// What is known of a state; `None` where it is not solved yet.
    pub fn get(&self, s: &State) -> Option<Solved> {
        let (value, note, _) = self.look_up(s, false)?;
        Some(Solved {
            best: value,
            choice: note.choice(),
            moves: note.moves(),
        })
    }

    /// The value of the worst play from a state, where it is kept.
    pub fn worst(&self, s: &State) -> Option<Value> {
        self.look_up(s, true).map(|(_, _, worst)| worst)
    }

    /// Solves a state and everything that can be reached from it.
    pub fn solve(&mut self, from: &State) -> Result<(), TooLarge> {
        if self.get(from).is_some() {
            return Ok(());
        }
        let found = if self.is_found && self.holds(from) {
            Ok(())
        } else {
            self.find(from)
        };
        if found.is_err() {
            *self = self.emptied(); // what is half known helps nobody
            return found;
        }
        let with_worst = (!self.begun || self.keep_worst) && self.persona.is_none();
        let threads = rayon::current_num_threads() + 1;
        self.days = (0..threads).map(|_| Mutex::default()).collect();
        if from.in_talk() {
            self.solve_back(with_worst);
        } else {
            self.day(from, with_worst);
        }
        self.keep_days(with_worst);
        self.begun = true;
        Ok(())
    }

    /// Layers with states that are not solved.
    fn fresh(&self, unit: &[u32]) -> Vec<u32> {
        let fresh = |layer: &u32| self.tables[*layer as usize].is_fresh();
        unit.iter().copied().filter(fresh).collect()
    }

    /// Makes room for all nodes that follow a state.
    fn reach(&mut self, from: &State) -> Result<(), TooLarge> {
        self.skeleton.reach(&self.rules, from)?;
        self.tables.resize(self.skeleton.layers(), Table::default());
        let new: Vec<Plan<'s>> = self.skeleton.nodes()[self.plans.len()..]
            .iter()
            .map(|node| Plan::of(&self.rules, &self.skeleton, node, self.keys.acts_left(node.beat)))
            .collect();
        self.plans.extend(new);
        Ok(())
    }

    /// The moves that can be chosen.
    fn open<'p>(&self, s: &'p State, plan: &'p Plan<'s>) -> impl Iterator<Item = &'p Planned<'s>> {
        let moves = plan.moves.iter();
        moves.filter(|planned| !planned.asks || self.rules.is_open(s, planned.mv))
    }

    /// Those of them that a persona takes.
    fn taken<'p>(&self, persona: Persona, s: &'p State, plan: &'p Plan<'s>) -> ArrayVec<&'p Planned<'s>, MOVES> {
        let mut taken = ArrayVec::new();
        let mut highest = i64::MIN;
        for planned in self.open(s, plan) {
            let rank = persona.rank(&self.rules, s, planned.mv);
            if rank > highest {
                taken.clear();
                highest = rank;
            }
            if rank == highest {
                taken.push(planned);
            }
        }
        taken
    }

    /// Where a move to a node of the talk leads; `None` where chance has a part in it.
    fn talk_way(&self, s: &State, planned: &Planned<'_>, node: u32) -> Option<Result<Keyed, customer::State>> {
        let (true, customer::State::Open(talk)) = (planned.is_sure, s.mind) else {
            return None;
        };
        let mut sure = Sure::default();
        let mind = self.rules.mind();
        let next = mind.talk_move(talk, &planned.mv.acts, planned.ticks, &mut sure, &mut Nobody);
        (!sure.met).then(|| self.talk_key(next, node))
    }

    /// Where a move to a node of the talk leads: keys of the states in which the customer stays, minds that left.
    fn talk_ways(
        &self,
        s: &State,
        planned: &Planned<'_>,
        node: u32,
        mut each: impl FnMut(u64, u32, Result<Keyed, customer::State>),
    ) {
        let customer::State::Open(talk) = s.mind else { return };
        let mind = self.rules.mind();
        ways(
            |chance| mind.talk_move(talk, &planned.mv.acts, planned.ticks, chance, &mut Nobody),
            |weight, bytes, way| match way {
                Way::Stayed(next) => each(weight, bytes, self.talk_key(next, node)),
                Way::Left(over) => each(weight, bytes, Err(over)),
            },
        );
    }

    /// The key of a mind that came to a node of the talk.
    fn talk_key(&self, mind: customer::State, node: u32) -> Result<Keyed, customer::State> {
        match mind {
            customer::State::Open(next) => {
                let acts = self.plans[node as usize].acts_left;
                Ok(self.keys.talk(next, self.skeleton.get(node), acts))
            }
            over => Err(over),
        }
    }

    fn key(&self, s: &State) -> Keyed {
        self.keys
            .key(&self.skeleton, &self.rules, s)
            .expect("the skeleton holds every place that a move can lead to")
    }

    /// Puts the days that the threads have solved into the tables.
    fn keep_days(&mut self, with_worst: bool) {
        let mut all: Vec<(u32, (u64, Entry))> = Vec::new();
        for days in std::mem::take(&mut self.days) {
            let days = days.into_inner().expect("no thread panics with its days");
            all.extend(
                days.into_iter()
                    .map(|((layer, word), (value, note, worst))| (layer, (word, (value, note, Some(worst))))),
            );
        }
        all.sort_unstable_by_key(|(layer, (word, _))| (*layer, *word));
        all.dedup_by_key(|(layer, (word, _))| (*layer, *word)); // what two threads found is the same
        for days in all.chunk_by(|(one, _), (other, _)| one == other) {
            let layer = days[0].0 as usize;
            let entries: Vec<(u64, Entry)> = days.iter().map(|(_, entry)| *entry).collect();
            self.tables[layer].add_solved(&entries, with_worst && self.keep_worst);
        }
    }

    /// What a drill that is over was worth.
    fn over(&self, mind: &customer::State) -> Day {
        let net = match mind {
            customer::State::Left(left) => self.left.net(&self.rules, *left),
            _ => self.rules.net(mind),
        };
        let value = Value::from_cents(net);
        (value, Note::new(None, 0), value)
    }

    fn look_up(&self, s: &State, with_worst: bool) -> Option<Day> {
        if s.is_over() {
            return Some(self.over(&s.mind));
        }
        let Keyed { layer, word, paid } = self.keys.key(&self.skeleton, &self.rules, s)?;
        self.known(layer, word, paid, with_worst)
    }

    /// What is known of a key; without the worst play's value (the best's stands in) where it is not asked for.
    fn known(&self, layer: u32, word: u64, paid: i64, with_worst: bool) -> Option<Day> {
        paid_off(self.tables[layer as usize].get(word)?, paid, with_worst)
    }

    /// The same of a key that is solved, sought near the place where the last one was found.
    fn known_near(&self, near: &mut Near, Keyed { layer, word, paid }: Keyed, with_worst: bool) -> Day {
        let table = &self.tables[layer as usize];
        let at = table
            .find(word, near.at(layer))
            .expect("what a state leads to was found");
        near.set(layer, at);
        let known = table.read(at).expect("what a state leads to is solved before it");
        paid_off(known, paid, with_worst).expect("worst values are kept while they are asked for")
    }

    /// Where a choice can lead, departures apart.
    pub fn outcomes(&self, s: &State, choice: Choice) -> Vec<State> {
        let mut all = Vec::new();
        ways(
            |chance| self.rules.next(s, choice, chance),
            |_, _, way| {
                if let Way::Stayed(next) = way {
                    all.push(next);
                }
            },
        );
        all
    }

    /// Expected value of the best play right after a choice; `None` where an outcome is not solved.
    pub fn chosen(&self, s: &State, choice: Choice) -> Option<Solved> {
        self.after(s, choice, false).map(|known| known.solved)
    }
}

/// What is known of a key, less what was paid before; without the worst play's value (the best's stands in) where it is not asked for.
fn paid_off((value, note, worst): Entry, paid: i64, with_worst: bool) -> Option<Day> {
    let worst = if with_worst { worst? } else { value };
    Some((value.less(paid), note, worst.less(paid)))
}

/// Where in its layer the last state was found that a move led to: the next one is not far.
#[derive(Debug, Clone, Copy, Default)]
struct Near {
    layer: u32,
    at: usize,
}

impl Near {
    const fn at(&self, layer: u32) -> usize {
        if layer == self.layer { self.at } else { 0 }
    }

    const fn set(&mut self, layer: u32, at: usize) {
        (self.layer, self.at) = (layer, at);
    }
}

/// Whether the drills of two customers pass through the same states: patience moves only the odds of leaving, talk only what is told
/// afterwards. Where somebody leaves for certain, it does more.
fn same_states(one: &Rules<'_>, other: &Rules<'_>) -> bool {
    let c = one.mind().coefficients;
    let may_stay = c
        .leave_informed
        .iter()
        .chain(&c.leave_uninformed)
        .all(|&weight| weight < 256);
    may_stay
        && std::ptr::eq(one.scenario, other.scenario)
        && std::ptr::eq(c, other.mind().coefficients)
        && one.setup.temper == other.setup.temper
        && one.setup.policy == other.setup.policy
}
