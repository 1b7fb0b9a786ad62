//! The review of a drill: what each move cost against the best play, with luck told apart from error.

use super::grade::{Grade, ONLY_MOVE_MARGIN, accuracy};
use super::line::best_line;
use super::scale::Scale;
use super::solver::{Solver, TooLarge};
use super::value::Value;
use crate::customer::Tier;
use crate::drill::{Choice, Drill, State};

/// What one choice was worth.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveReview {
    /// Loss of expected value against the best move there, on the drill's scale, 0..=100.
    pub points_lost: f64,
    pub grade: Grade,
    /// Every other move loses more than 20 points.
    pub only_move: bool,
    /// The best move there, where it is another: its place in the beat's written list.
    pub better: Option<u8>,
    /// What chance moved after the choice, on the same scale; positive is good luck.
    pub luck: f64,
    /// What an inject moved, on the same scale, before chance fell; 0 for all that somebody chose.
    pub injected: f64,
    /// The outcome as it stands after the choice, as if all ended here: 0 (what the drill's worst play is worth) ..= 100 (its
    /// best).
    pub standing: f64,
    /// Expected value of the best play from there on, 0..=100: what is still in reach. 100 at the start, the same as
    /// `standing` at the end.
    pub in_reach: f64,
    /// How the customer would leave after the best play from before the choice, where chance is kind: what could still be had.
    pub tier_in_reach: Tier,
}

/// The review of a drill, finished or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The outcome as it stands before the first move, 0..=100.
    pub opening: f64,
    /// One for each of the drill's steps.
    pub moves: Vec<MoveReview>,
    /// 100 - the sum of points lost, at least 0.
    pub recovery_score: f64,
    /// Mean accuracy of the moves and silences, 0..=100; injects are none.
    pub accuracy: f64,
    /// What chance moved altogether.
    pub luck: f64,
    /// What injects moved altogether: nobody at the drill has chosen them, so they are no loss.
    pub injected: f64,
    /// Cents of net value that the drill's best and worst play are worth in expectation.
    pub best_cents: i64,
    pub worst_cents: i64,
}

impl Review {
    /// What was reached on the drill's scale: the recovery score and what chance and injects added to it or took away.
    #[must_use]
    pub fn reached(&self) -> f64 {
        self.recovery_score + self.luck + self.injected
    }

    /// The place of the step that cost most, if any cost anything.
    #[must_use]
    pub fn costliest(&self) -> Option<usize> {
        (0..self.moves.len())
            .filter(|&at| self.moves[at].points_lost > 0.0)
            .max_by(|&a, &b| {
                self.moves[a]
                    .points_lost
                    .total_cmp(&self.moves[b].points_lost)
                    .then(b.cmp(&a))
            })
    }
}

/// Reviews a drill against the best play for the same customer.
///
/// # Errors
/// Where the scenario is too large to be solved.
pub fn review(drill: &Drill) -> Result<Review, TooLarge> {
    review_with(&mut Solver::new(drill.rules()), drill)
}

/// Reviews a drill with a solver for the same rules, which may already know its states.
///
/// # Errors
/// Where the scenario is too large to be solved.
pub fn review_with(solver: &mut Solver<'_>, drill: &Drill) -> Result<Review, TooLarge> {
    let scale = solver.scale()?;
    let rules = *solver.rules();
    let standing = |state: &State| scale.standing(Value::from_cents(rules.outcome(state).net));
    let mut moves = Vec::new();
    for step in drill.steps() {
        let here = solver.solve(&step.before)?;
        let chosen = solver.after(&step.before, step.choice)?;
        let reached = solver.solve(&step.transition.next)?;
        // The best value can lie a rounding below a chosen wait's; a loss is never negative.
        let moved = scale.points(here.best.cents_above(chosen.best));
        let is_inject = matches!(step.choice, Choice::Inject(_));
        let points_lost = if is_inject { 0.0 } else { moved.max(0.0) };
        let is_best = points_lost <= 0.0;
        let (_, end) = best_line(solver, &step.before)?;
        moves.push(MoveReview {
            points_lost,
            grade: Grade::of(points_lost),
            only_move: is_best && !is_inject && only_move(solver, step.choice, &step.before, scale)?,
            better: if is_best { None } else { here.choice },
            luck: scale.points(reached.best.cents_above(chosen.best)),
            injected: if is_inject { -moved } else { 0.0 },
            standing: standing(&step.transition.next),
            in_reach: scale.standing(reached.best),
            tier_in_reach: rules.final_outcome(&end).tier,
        });
    }
    let lost: f64 = moves.iter().map(|mv| mv.points_lost).sum();
    let chosen = || {
        let steps = drill.steps().iter().zip(&moves);
        steps.filter(|(step, _)| !matches!(step.choice, Choice::Inject(_)))
    };
    let count = u32::try_from(chosen().count()).unwrap_or(u32::MAX);
    let sum: f64 = chosen().map(|(_, mv)| accuracy(mv.points_lost)).sum();
    Ok(Review {
        recovery_score: (100.0 - lost).max(0.0),
        accuracy: if count == 0 { 100.0 } else { sum / f64::from(count) },
        injected: moves.iter().map(|mv| mv.injected).sum(),
        luck: moves.iter().map(|mv| mv.luck).sum(),
        best_cents: scale.best.cents(),
        worst_cents: scale.worst.cents(),
        opening: standing(&rules.start()),
        moves,
    })
}

/// Whether every other move on offer loses more than the margin.
fn only_move(solver: &mut Solver<'_>, choice: Choice, state: &State, scale: Scale) -> Result<bool, TooLarge> {
    let best = solver.solve(state)?.best;
    let rules = *solver.rules();
    let mut others = 0;
    for offer in rules.offers(state).filter(|offer| offer.barred.is_none()) {
        if choice == Choice::Move(offer.index) {
            continue;
        }
        others += 1;
        let value = solver.after(state, Choice::Move(offer.index))?.best;
        if scale.points(best.cents_above(value)) <= ONLY_MOVE_MARGIN {
            return Ok(false);
        }
    }
    Ok(others > 0)
}
