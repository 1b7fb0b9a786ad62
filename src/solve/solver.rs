//! What the best play of one drill's rules is worth, wherever it stands.

use super::scale::Scale;
use super::space::Space;
use super::value::Value;
use crate::drill::{Choice, Rules, State, Transition};

/// The most states that are solved: past it the answer is [`TooLarge`], never a wrong one.
pub const STATES_MAX: usize = 20_000_000;

/// A scenario that has more states than are solved, or names more flags and acts in conditions than a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLarge {
    /// More states than this.
    States(usize),
    Watched,
}

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::States(limit) => write!(
                f,
                "this scenario has more than {limit} states, too many to be solved: let paths meet again sooner, or watch fewer \
                 flags and acts"
            ),
            Self::Watched => f.write_str(
                "the conditions of this scenario remember so many combinations of acts and flags that it cannot be solved: watch fewer of \
                 them",
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
    /// The best move's place in the written list; `None` where the drill is over or only waiting is left.
    pub choice: Option<u8>,
    /// Moves of the best play from here at the most: ties go to fewer.
    pub moves: u8,
}

impl Solved {
    /// The better of two choices, this one written first: more value; where the values are the same, fewer moves; then this.
    pub(super) const fn or_better(self, later: Self) -> Self {
        let ahead = if later.best.same(self.best) {
            later.moves < self.moves
        } else {
            later.best.units() > self.best.units()
        };
        if ahead { later } else { self }
    }
}

/// Solves states of one drill's rules on demand and remembers them.
///
/// The play that is valued chooses among the moves on offer; it lets no time pass of its own will. Idle time helps nothing that the
/// customer feels (MODEL.md section 9, law 1). Where a drill's trainee did wait, the state that this led to is solved like any
/// other, and a wait is worth what is best from there.
pub struct Solver<'s> {
    space: Space<'s>,
    scale: Option<Scale>,
}

impl<'s> Solver<'s> {
    /// A solver that knows nothing yet.
    #[must_use]
    pub fn new(rules: Rules<'s>) -> Self {
        Self {
            space: Space::new(rules, false),
            scale: None,
        }
    }

    /// One that keeps the values of the worst play as well, for [`Solver::worst`].
    #[must_use]
    pub fn with_worst(rules: Rules<'s>) -> Self {
        Self {
            space: Space::new(rules, true),
            scale: None,
        }
    }

    /// The same with a limit of states of its own, for those who cannot wait.
    #[must_use]
    pub fn at_most(self, states: usize) -> Self {
        Self {
            space: self.space.at_most(states),
            ..self
        }
    }

    /// A solver for another customer. Where the two differ in patience and talk only, their drills pass through the same states, and only
    /// the values are worked out anew.
    #[must_use]
    pub fn turned(self, rules: Rules<'s>) -> Self {
        Self {
            space: self.space.turned(rules),
            scale: None,
        }
    }

    /// The rules that are solved.
    #[must_use]
    pub const fn rules(&self) -> &Rules<'s> {
        self.space.rules()
    }

    /// How many states are known: all that can be reached from those asked about, counted once where they are worth the same.
    #[must_use]
    pub fn states(&self) -> usize {
        self.space.states()
    }

    /// Every state that is known, one for all that are worth the same, in no particular order.
    pub fn all(&self) -> impl Iterator<Item = State> + '_ {
        self.space.all()
    }

    /// The values of best and worst play from the start: the scale of points.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn scale(&mut self) -> Result<Scale, TooLarge> {
        if let Some(scale) = self.scale {
            return Ok(scale);
        }
        let start = self.rules().start();
        if self.space.worst(&start).is_none() {
            // Solved from the start before anything else, or else the worst values are no longer there.
            if self.space.is_begun() {
                self.space = self.space.emptied();
            }
            self.space.solve(&start)?;
        }
        let worst = self
            .space
            .worst(&start)
            .expect("the first layer keeps its worst values");
        let best = self.space.get(&start).expect("it has just been solved").best;
        let scale = Scale { best, worst };
        self.scale = Some(scale);
        Ok(scale)
    }

    /// What is known of a state.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn solve(&mut self, s: &State) -> Result<Solved, TooLarge> {
        if let Some(solved) = self.space.get(s) {
            return Ok(solved);
        }
        self.scale()?;
        self.space.solve(s)?;
        Ok(self.space.get(s).expect("it has just been solved"))
    }

    /// The value of the worst play from a state that can be reached from the start; `None` where it is not kept.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn worst(&mut self, s: &State) -> Result<Option<Value>, TooLarge> {
        self.scale()?;
        Ok(self.space.worst(s))
    }

    /// Expected values right after a choice, before chance falls; `moves` is that of the longest outcome.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn after(&mut self, s: &State, choice: Choice) -> Result<Solved, TooLarge> {
        self.solve(s)?;
        if let Some(solved) = self.space.chosen(s, choice) {
            return Ok(solved);
        }
        // A wait, or a barred move: it leads where the valued play does not go.
        for next in self.space.outcomes(s, choice) {
            self.space.solve(&next)?;
        }
        Ok(self
            .space
            .chosen(s, choice)
            .expect("every outcome has just been solved"))
    }

    /// The value of a state that a transition led to.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn reached(&mut self, transition: &Transition) -> Result<Solved, TooLarge> {
        self.solve(&transition.next)
    }
}
