//! Values of states, by exact backward induction.

use std::collections::HashMap;

use super::key::{Key, KeyHasher, Keyed, Keys};
use super::value::{Expectation, Value};
use crate::customer::chance::branches;
use crate::drill::{Choice, Rules, State, Transition};

/// The most states that are solved: past it the answer is [`TooLarge`], never a wrong one.
pub const STATES_MAX: usize = 20_000_000;

/// A scenario that has more states than are solved, or names more flags and acts in conditions than a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLarge {
    States,
    Watched,
}

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::States => write!(
                f,
                "this scenario has more than {STATES_MAX} states, too many to be solved: let paths meet again sooner, or watch fewer \
                 flags and acts"
            ),
            Self::Watched => f.write_str(
                "the conditions of this scenario name more than 51 acts and flags together, too many to be solved",
            ),
        }
    }
}

impl std::error::Error for TooLarge {}

/// What is known of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Solved {
    /// Expected value of the best play from here.
    pub best: Value,
    /// Expected value of the worst play from here.
    pub worst: Value,
    /// The best move's place in the written list; `None` where the drill is over or only waiting is left.
    pub choice: Option<u8>,
    /// Moves of the best play from here at the most: ties go to fewer.
    pub moves: u8,
}

impl Solved {
    /// The same with whole cents taken off its values.
    const fn less(self, cents: i64) -> Self {
        Self {
            best: self.best.less(cents),
            worst: self.worst.less(cents),
            ..self
        }
    }
}

/// Solves states of one drill's rules on demand and remembers them.
///
/// The play that is valued chooses among the moves on offer; it lets no time pass of its own will, for idle time never helps the
/// mind (MODEL.md section 9, law 1). Where a drill's trainee did wait, the state that this led to is solved like any other.
pub struct Solver<'s> {
    rules: Rules<'s>,
    keys: Keys,
    known: HashMap<Key, Solved, KeyHasher>,
}

impl<'s> Solver<'s> {
    /// A solver that knows nothing yet.
    ///
    /// # Errors
    /// [`TooLarge::Watched`].
    pub fn new(rules: Rules<'s>) -> Result<Self, TooLarge> {
        let keys = Keys::new(&rules).ok_or(TooLarge::Watched)?;
        Ok(Self {
            rules,
            keys,
            known: HashMap::default(),
        })
    }

    /// The rules that are solved.
    #[must_use]
    pub const fn rules(&self) -> &Rules<'s> {
        &self.rules
    }

    /// How many states are known: all that can be reached from those asked about, counted once where they are worth the same.
    #[must_use]
    pub fn states(&self) -> usize {
        self.known.len()
    }

    /// What is known of a state.
    ///
    /// # Errors
    /// [`TooLarge::States`].
    pub fn solve(&mut self, s: &State) -> Result<Solved, TooLarge> {
        if s.is_over() {
            let value = Value::from_cents(self.rules.outcome(s).net);
            return Ok(Solved {
                best: value,
                worst: value,
                choice: None,
                moves: 0,
            });
        }
        let Keyed { key, paid } = self.keys.key(&self.rules, s);
        if let Some(solved) = self.known.get(&key) {
            return Ok(solved.less(paid));
        }
        let mut found: Option<Solved> = None;
        let rules = self.rules;
        for offer in rules.offers(s).filter(|offer| offer.barred.is_none()) {
            let q = self.after(s, Choice::Move(offer.index))?;
            let this = Solved {
                choice: Some(offer.index),
                moves: q.moves.saturating_add(1),
                ..q
            };
            found = Some(found.map_or(this, |so_far| better(so_far, this)));
        }
        let solved = match found {
            Some(solved) => solved,
            // Every move is barred: time passes until the customer leaves or the manager is asked no more.
            None => Solved {
                choice: None,
                ..self.after(s, Choice::Wait)?
            },
        };
        if self.known.len() >= STATES_MAX {
            return Err(TooLarge::States);
        }
        self.known.insert(key, solved.less(-paid));
        Ok(solved)
    }

    /// Expected values right after a choice, before chance falls; `moves` is that of the longest outcome.
    ///
    /// # Errors
    /// [`TooLarge::States`].
    pub fn after(&mut self, s: &State, choice: Choice) -> Result<Solved, TooLarge> {
        let mut best = Expectation::default();
        let mut worst = Expectation::default();
        let mut moves = 0;
        let mut error = None;
        let rules = self.rules;
        branches(
            |chance| {
                rules
                    .play(s, choice, chance)
                    .expect("the choice is legal: it was on offer, or it is a wait in the talk")
                    .next
            },
            |weight, bytes, next| match self.solve(&next) {
                Ok(solved) => {
                    best.add(weight, bytes, solved.best);
                    worst.add(weight, bytes, solved.worst);
                    moves = moves.max(solved.moves);
                }
                Err(too_large) => error = Some(too_large),
            },
        );
        match error {
            Some(too_large) => Err(too_large),
            None => Ok(Solved {
                best: best.value(),
                worst: worst.value(),
                choice: None,
                moves,
            }),
        }
    }

    /// The value of a state that a transition led to.
    ///
    /// # Errors
    /// [`TooLarge::States`].
    pub fn reached(&mut self, transition: &Transition) -> Result<Solved, TooLarge> {
        self.solve(&transition.next)
    }
}

/// The better of two moves: more value; where the values are the same, fewer moves; then the one written first. The worst
/// play's value is kept beside it.
fn better(so_far: Solved, this: Solved) -> Solved {
    let ahead = if this.best.same(so_far.best) {
        this.moves < so_far.moves
    } else {
        this.best > so_far.best
    };
    let best = if ahead { this } else { so_far };
    Solved {
        worst: so_far.worst.min(this.worst),
        ..best
    }
}
