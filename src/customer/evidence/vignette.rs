//! The vignette of a survey study: a customer whose problem is obvious, an employee who does certain acts one after
//! the other, and nothing bad that happens by chance.

use crate::customer::chance::Tape;
use crate::customer::{Act, Coefficients, CompensationKind, Economics, Mind, Move, Outcome, Profile, State};

/// The customer of a vignette unless the study says otherwise: a service failure with an obvious problem.
pub(super) fn vignette() -> Profile {
    Profile {
        obvious: true,
        ..Profile::default()
    }
}

/// What an excellent recovery consists of.
pub(super) const EXCELLENT: [Act; 7] = [
    Act::Listen,
    Act::Empathise,
    Act::Apologise,
    Act::Own,
    Act::Explain,
    Act::Fix,
    money(2),
];

/// The customer is blamed, then sent to wait for the manager.
pub(super) const POOR: [Act; 2] = [Act::Blame(crate::customer::Blamed::Customer), Act::CheckWithManager];

/// An offer of this level, in steps of 20% of the price.
pub(super) const fn offer(kind: CompensationKind, level: u8) -> Act {
    Act::Compensate { kind, level }
}

/// An offer of money of this level, in steps of 20% of the price.
pub(super) const fn money(level: u8) -> Act {
    offer(CompensationKind::Money, level)
}

/// No offer for level 0, otherwise [`money`].
pub(super) fn money_if_any(level: u8) -> Vec<Act> {
    (level > 0).then_some(money(level)).into_iter().collect()
}

/// As many waits as add up to this many ticks.
pub(super) fn wait(ticks: u8, c: &Coefficients) -> Vec<Act> {
    let most = u8::try_from(c.wait_max).expect("a wait fits a byte");
    (0..ticks)
        .step_by(usize::from(most))
        .map(|waited| Act::Wait((ticks - waited).min(most)))
        .collect()
}

/// The acts as one move.
pub(super) fn together(acts: &[Act], c: &Coefficients) -> Move {
    Move::new(acts.to_vec(), c).expect("the acts of a study make a move")
}

/// The acts as moves, one after the other.
pub(super) fn each(acts: &[Act], c: &Coefficients) -> Vec<Move> {
    acts.iter().map(|&act| together(&[act], c)).collect()
}

/// This customer under these coefficients.
pub(super) const fn mind(c: &Coefficients, profile: Profile) -> Mind<'_> {
    Mind {
        coefficients: c,
        profile,
    }
}

/// The outcome of these moves.
pub(super) fn outcome_of(mind: &Mind<'_>, moves: &[Move]) -> Outcome {
    let mut nothing_bad = Tape::default();
    let last = moves
        .iter()
        .fold(State::start(), |state, mv| mind.play(&state, mv, &mut nothing_bad).0);
    mind.outcome(&last, &Economics::default())
}

/// The outcome of these acts, one after the other.
pub(super) fn shows(mind: &Mind<'_>, acts: &[Act]) -> Outcome {
    outcome_of(mind, &each(acts, mind.coefficients))
}

/// Satisfaction with the recovery after these acts, 0..=100.
pub(super) fn sat(mind: &Mind<'_>, acts: &[Act]) -> i32 {
    i32::from(shows(mind, acts).sat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_add_up() {
        let c = Coefficients::shipped();
        assert_eq!(wait(14, c), [Act::Wait(6), Act::Wait(6), Act::Wait(2)]);
        assert_eq!(wait(6, c), [Act::Wait(6)]);
        assert_eq!(wait(0, c), []);
    }
}
