//! Every state that a drill can reach, each with a shortest way to it.
//!
//! One walk serves every customer of a temper: patience moves only the odds of walking out (never to none or to certain), talk
//! only what is told afterwards. States are merged as the solver merges them ([`Merge`]): what stands for several has
//! the same future as each of them, so what is on offer, barred or said on from there is exact.

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::merge::Merge;
use crate::customer;
use crate::customer::chance::branches;
use crate::drill::{Choice, Rules, State, Transition};
use crate::scenario::Condition;
use crate::solve::Folding;

/// How a walk goes.
#[derive(Debug, Clone, Copy)]
pub struct Walk<'c> {
    /// Conditions to tell apart beside those that lead somewhere, each with whether it stands in the days after.
    pub also: &'c [(&'c Condition, bool)],
    /// Whether the trainee also lets time pass where there is something to choose. The clock does not run out then: that adds
    /// states, it never takes one away.
    pub idle: bool,
    /// The most states.
    pub limit: usize,
}

/// Why a walk was not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// More states than the limit.
    States,
    /// The conditions remember too many combinations of acts and flags.
    Watched,
    /// Whoever watched had seen enough.
    Enough,
}

/// One step of a path: what is chosen, and which of the ways in which chance can fall then (in the order of [`branches`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    pub choice: Choice,
    pub way: u8,
}

/// How a state was first reached.
#[derive(Debug, Clone, Copy)]
struct Origin {
    from: u32,
    turn: Turn,
}

/// Why a walk stopped, and at which state and turn where somebody had seen enough.
#[derive(Debug, Clone, Copy)]
struct Stopped {
    why: Unfinished,
    at: Option<(usize, Turn)>,
}

/// The states that are not over, in the order in which they were reached: shortest paths first.
pub struct Reach<'s> {
    rules: Rules<'s>,
    states: Vec<State>,
    origins: Vec<Origin>,
}

impl<'s> Reach<'s> {
    /// Walks on until nothing is new. `watch` sees every transition once and says whether it has seen enough.
    ///
    /// # Errors
    /// Why the walk was not finished.
    pub fn of(
        rules: Rules<'s>,
        walk: Walk<'_>,
        watch: impl FnMut(&Rules<'s>, &State, Choice, &Transition) -> bool,
    ) -> Result<Self, Unfinished> {
        let (reach, stopped) = Self::explore(rules, walk, watch)?;
        match stopped {
            None => Ok(reach),
            Some(stopped) => Err(stopped.why),
        }
    }

    /// The turns of a shortest path to the first transition of which `watch` says that it is enough. `None` where it never does, or
    /// the walk was too long.
    pub fn first(
        rules: Rules<'s>,
        walk: Walk<'_>,
        watch: impl FnMut(&Rules<'s>, &State, Choice, &Transition) -> bool,
    ) -> Option<Vec<Turn>> {
        let (reach, stopped) = Self::explore(rules, walk, watch).ok()?;
        let (from, turn) = stopped?.at?;
        let mut turns = reach.path_to(from);
        turns.push(turn);
        Some(turns)
    }

    /// Walks, and says where and why it stopped before all was seen.
    fn explore(
        rules: Rules<'s>,
        walk: Walk<'_>,
        mut watch: impl FnMut(&Rules<'s>, &State, Choice, &Transition) -> bool,
    ) -> Result<(Self, Option<Stopped>), Unfinished> {
        let merge = Merge::of(&rules, walk.also).map_err(|_| Unfinished::Watched)?;
        let merged = |s: &State| {
            let mut s = *s;
            if walk.idle {
                forget_clock(&mut s);
            }
            merge.merged(&rules, &s)
        };
        let mut known = IndexMap::with_hasher(Folding);
        let (key, start) = merged(&rules.start());
        let mut reach = Self {
            rules,
            states: vec![start],
            origins: vec![Origin {
                from: 0,
                turn: Turn {
                    choice: Choice::Wait,
                    way: 0,
                },
            }],
        };
        known.insert(key, ());
        let mut at = 0;
        while let Some(&state) = reach.states.get(at) {
            let from = u32::try_from(at).map_err(|_| Unfinished::States)?;
            let mut enough = None;
            for choice in choices(&rules, &state, walk.idle) {
                let mut way: u8 = 0;
                branches(
                    |chance| {
                        rules
                            .play(&state, choice, chance)
                            .expect("on offer, or a wait in the talk")
                    },
                    |_, _, transition| {
                        let turn = Turn { choice, way };
                        if watch(&rules, &state, choice, &transition) {
                            enough = enough.or(Some((at, turn)));
                        }
                        if !transition.next.is_over() {
                            let (key, next) = merged(&transition.next);
                            if let Entry::Vacant(entry) = known.entry(key) {
                                entry.insert(());
                                reach.states.push(next);
                                reach.origins.push(Origin { from, turn });
                            }
                        }
                        way = way.saturating_add(1);
                    },
                );
            }
            let why = if enough.is_some() {
                Some(Unfinished::Enough)
            } else {
                (reach.states.len() > walk.limit).then_some(Unfinished::States)
            };
            if let Some(why) = why {
                return Ok((reach, Some(Stopped { why, at: enough })));
            }
            at += 1;
        }
        Ok((reach, None))
    }

    /// The rules that were walked.
    pub const fn rules(&self) -> &Rules<'s> {
        &self.rules
    }

    /// The states, each standing for all of the same key.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// A shortest path from the start to a state.
    pub fn path_to(&self, state: usize) -> Vec<Turn> {
        let mut turns = Vec::new();
        let mut at = state;
        while at != 0 {
            let Origin { from, turn } = self.origins[at];
            turns.push(turn);
            at = from as usize;
        }
        turns.reverse();
        turns
    }
}

/// What can be chosen: the moves that are not barred; time passes where there is none, and where the walk wants it.
fn choices(rules: &Rules<'_>, s: &State, idle: bool) -> impl Iterator<Item = Choice> + use<> {
    let free = rules.offers(s).filter(|offer| offer.barred.is_none());
    let mut moves: arrayvec::ArrayVec<Choice, 6> = free.map(|offer| Choice::Move(offer.index)).collect();
    if s.in_talk() && (idle || moves.is_empty()) {
        moves.push(Choice::Wait);
    }
    moves.into_iter()
}

fn forget_clock(s: &mut State) {
    if let customer::State::Open(encounter) = &mut s.mind {
        encounter.set_clock(0);
    }
}
