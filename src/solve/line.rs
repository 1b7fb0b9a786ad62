//! The best line: the best play where nothing bad happens by chance.

use super::solver::{Solver, TooLarge};
use super::value::{Expectation, Value};
use crate::customer::Tier;
use crate::customer::chance::{Tape, branches};
use crate::drill::{Choice, State, Transition};

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
        state = kindly(solver, &state, index).next;
    }
    Ok((line, state))
}

/// The worst play from a state to the end, under kind chance: at each state the move of least expected value when all goes as badly
/// on; of several the one written first. It ends early where only waiting is left.
///
/// # Errors
/// [`TooLarge`].
///
/// # Panics
/// Where the solver does not keep the worst play's values: it must be a [`Solver::with_worst`].
pub fn worst_line(solver: &mut Solver<'_>, from: &State) -> Result<(Vec<BestStep>, State), TooLarge> {
    solver.scale()?;
    let rules = *solver.rules();
    let mut state = *from;
    let mut line = Vec::new();
    loop {
        let mut worst: Option<(Value, u8)> = None;
        for offer in rules.offers(&state).filter(|offer| offer.barred.is_none()) {
            let mut mean = Expectation::default();
            let mut after = Vec::new();
            branches(
                |chance| rules.next(&state, Choice::Move(offer.index), chance),
                |weight, bytes, next| after.push((weight, bytes, next)),
            );
            for (weight, bytes, next) in after {
                mean.add(
                    weight,
                    bytes,
                    solver.worst(&next)?.expect("the solver keeps the worst play's values"),
                );
            }
            let value = mean.value();
            if worst.is_none_or(|(least, _)| value < least && !value.same(least)) {
                worst = Some((value, offer.index));
            }
        }
        let Some((_, index)) = worst else {
            return Ok((line, state));
        };
        line.push(BestStep { before: state, index });
        state = kindly(solver, &state, index).next;
    }
}

/// What a move of the solver's leads to where chance is kind.
fn kindly(solver: &Solver<'_>, state: &State, index: u8) -> Transition {
    solver
        .rules()
        .play(state, Choice::Move(index), &mut Tape::default())
        .expect("the solver chooses legal moves")
}

/// One move of a best line, with what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct LineStep {
    pub before: State,
    /// The move's place in the beat's written list.
    pub index: u8,
    pub transition: Transition,
    /// The outcome as it stands after the move, 0..=100 on the drill's scale.
    pub standing: f64,
}

/// A best line that can be told.
#[derive(Debug, Clone, PartialEq)]
pub struct BestLine {
    /// The outcome as it stands where the line begins, 0..=100.
    pub opening: f64,
    pub steps: Vec<LineStep>,
    /// How the customer leaves at its end.
    pub tier: Tier,
    /// Points that kind chance brings on the way, beyond what is to be expected.
    pub luck: f64,
}

/// The best line from a state, told move by move.
///
/// # Errors
/// [`TooLarge::States`].
pub fn told_line(solver: &mut Solver<'_>, from: &State) -> Result<BestLine, TooLarge> {
    let scale = solver.scale()?;
    let rules = *solver.rules();
    let standing = |state: &State| scale.standing(Value::from_cents(rules.outcome(state).net));
    let (line, end) = best_line(solver, from)?;
    let mut luck = 0.0;
    let mut steps = Vec::new();
    for BestStep { before, index } in line {
        let transition = kindly(solver, &before, index);
        let expected = solver.after(&before, Choice::Move(index))?.best;
        luck += scale.points(solver.solve(&transition.next)?.best.cents_above(expected));
        steps.push(LineStep {
            before,
            index,
            standing: standing(&transition.next),
            transition,
        });
    }
    Ok(BestLine {
        opening: standing(from),
        steps,
        tier: rules.final_outcome(&end).tier,
        luck,
    })
}
