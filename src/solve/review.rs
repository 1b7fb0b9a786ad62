//! The review of a drill: what each move cost against the best play, with luck told apart from error.

use super::grade::{Grade, ONLY_MOVE_MARGIN, accuracy};
use super::solver::{Solver, TooLarge};
use crate::drill::{Choice, Drill};

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
    /// The outcome as it stands after the choice: expected value of the best play from there, 0 (the drill's worst) ..= 100
    /// (its best), before anything is subtracted for what was lost.
    pub standing: f64,
}

/// The review of a drill, finished or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// One for each of the drill's steps.
    pub moves: Vec<MoveReview>,
    /// 100 - the sum of points lost, at least 0.
    pub recovery_score: f64,
    /// Mean accuracy of the moves, 0..=100.
    pub accuracy: f64,
    /// What chance moved altogether.
    pub luck: f64,
    /// Cents of net value that the drill's best and worst play are worth in expectation.
    pub best_cents: i64,
    pub worst_cents: i64,
}

impl Review {
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

/// Reviews a drill with a solver that may already know its states.
fn review_with(solver: &mut Solver<'_>, drill: &Drill) -> Result<Review, TooLarge> {
    let start = solver.span()?;
    let whole = start.best.cents_above(start.worst);
    let scaled = |cents: f64| if whole > 0.0 { 100.0 * cents / whole } else { 0.0 };
    let mut moves = Vec::new();
    for step in drill.steps() {
        let here = solver.solve(&step.before)?;
        let chosen = solver.after(&step.before, step.choice)?;
        let reached = solver.reached(&step.transition)?;
        // The best value can lie a rounding below a chosen wait's; a loss is never negative.
        let points_lost = scaled(here.best.cents_above(chosen.best)).max(0.0);
        let is_best = points_lost <= 0.0;
        moves.push(MoveReview {
            points_lost,
            grade: Grade::of(points_lost),
            only_move: is_best && only_move(solver, step.choice, &step.before, &scaled)?,
            better: if is_best { None } else { here.choice },
            luck: scaled(reached.best.cents_above(chosen.best)),
            standing: scaled(reached.best.cents_above(start.worst)).clamp(0.0, 100.0),
        });
    }
    let lost: f64 = moves.iter().map(|mv| mv.points_lost).sum();
    let mean = |sum: f64| {
        if moves.is_empty() {
            100.0
        } else {
            sum / f64::from(u32::try_from(moves.len()).unwrap_or(u32::MAX))
        }
    };
    Ok(Review {
        recovery_score: (100.0 - lost).max(0.0),
        accuracy: mean(moves.iter().map(|mv| accuracy(mv.points_lost)).sum()),
        luck: moves.iter().map(|mv| mv.luck).sum(),
        best_cents: start.best.cents(),
        worst_cents: start.worst.cents(),
        moves,
    })
}

/// Whether every other move on offer loses more than the margin.
fn only_move(
    solver: &mut Solver<'_>,
    choice: Choice,
    state: &crate::drill::State,
    scaled: &impl Fn(f64) -> f64,
) -> Result<bool, TooLarge> {
    let best = solver.solve(state)?.best;
    let rules = *solver.rules();
    let mut others = 0;
    for offer in rules.offers(state).filter(|offer| offer.barred.is_none()) {
        if choice == Choice::Move(offer.index) {
            continue;
        }
        others += 1;
        let value = solver.after(state, Choice::Move(offer.index))?.best;
        if scaled(best.cents_above(value)) <= ONLY_MOVE_MARGIN {
            return Ok(false);
        }
    }
    Ok(others > 0)
}
