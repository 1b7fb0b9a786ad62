//! The best line: the best play where nothing bad happens by chance.

use super::solver::{Solver, TooLarge};
use crate::customer::chance::Tape;
use crate::drill::{Choice, State};

/// One move of the best line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BestStep {
    pub before: State,
    /// The move's place in the beat's written list.
    pub index: u8,
}

/// The best play from a state to the end, under kind chance (the good branch of every node). It ends early where only
/// waiting is left.
///
/// # Errors
/// [`TooLarge::States`].
pub fn best_line(solver: &mut Solver<'_>, from: &State) -> Result<(Vec<BestStep>, State), TooLarge> {
    let mut state = *from;
    let mut line = Vec::new();
    while let Some(index) = solver.solve(&state)?.choice {
        line.push(BestStep { before: state, index });
        let transition = solver
            .rules()
            .play(&state, Choice::Move(index), &mut Tape::default())
            .expect("the solver chooses legal moves");
        state = transition.next;
    }
    Ok((line, state))
}
