//! The random customers and episodes that findings and laws are measured on, and the fixed population of start
//! conditions. Drawn from the model's own stream in the oracle's order, so that both see the same samples.

use super::vignette::{each, mind, money, offer, vignette};
use crate::customer::chance::Stream;
use crate::customer::{
    Act, Blamed, Coefficients, CompensationKind, Contact, Economics, FailureKind, Fault, Move, Outcome, Profile,
    Rivals, State, Temper, Tie,
};
use crate::vocabulary::Vocabulary;

/// A number in 0..n: multiply and shift on the top 32 bits of the next word. For sampling only; episodes spend bytes.
pub(super) fn below(stream: &mut Stream, n: usize) -> usize {
    let n = u64::try_from(n).expect("a list's length fits 64 bits");
    usize::try_from(((stream.word() >> 32) * n) >> 32).expect("below n, which came from a usize")
}

/// One of these.
pub(super) fn pick<T: Copy>(stream: &mut Stream, list: &[T]) -> T {
    list[below(stream, list.len())]
}

/// A number in 0..n that an act takes as its argument.
pub(super) fn below_byte(stream: &mut Stream, n: u8) -> u8 {
    u8::try_from(below(stream, usize::from(n))).expect("below a byte")
}

/// A random customer with a random failure: the sampling frame of the correlational findings.
pub(super) fn profile(stream: &mut Stream, c: &Coefficients) -> Profile {
    let mut profile = Profile {
        severity: below_byte(stream, 4),
        failure: pick(stream, FailureKind::ALL),
        repeated: below(stream, 4) == 0,
        tie: pick(stream, Tie::ALL),
        controllable: below(stream, 10) < 6,
        stable: below(stream, 10) < 3,
        fault: pick(
            stream,
            &[
                Fault::Firm,
                Fault::Firm,
                Fault::Firm,
                Fault::Firm,
                Fault::ThirdParty,
                Fault::Customer,
            ],
        ),
        prior: 50 + below_byte(stream, 41),
        consumed: below(stream, 2) == 0,
        irreparable: below(stream, 8) == 0,
        obvious: below(stream, 2) == 0,
        no_proof: below(stream, 4) == 0,
        rivals: pick(stream, Rivals::ALL),
        channel: pick(stream, Contact::ALL),
        ..Profile::default()
    };
    profile.draw_traits(stream, c);
    profile
}

/// What a skilled employee chooses from.
const GOOD: [Act; 19] = [
    Act::Listen,
    Act::Clarify,
    Act::Paraphrase,
    Act::Empathise,
    Act::Apologise,
    Act::Thank,
    Act::Own,
    Act::Reassure,
    Act::Explain,
    Act::StatusUpdate,
    Act::AskRemedy,
    Act::Promise { due: 8 },
    Act::Fix,
    Act::Fix,
    money(2),
    money(5),
    offer(CompensationKind::InKind, 3),
    offer(CompensationKind::Voucher, 5),
    Act::Gesture,
];

/// What an unskilled employee chooses from.
const BAD: [Act; 13] = [
    Act::Blame(Blamed::Customer),
    Act::Blame(Blamed::Colleague),
    Act::Reject,
    Act::Disagree,
    Act::CheckWithManager,
    Act::Transfer,
    Act::DemandProof,
    Act::HideBehindPolicy,
    Act::Haggle,
    Act::Interrupt,
    Act::Ignore,
    Act::Wait(4),
    Act::Wait(6),
];

/// `n` completed episodes of this seed: a random customer, an employee of random skill (percent of good moves), 5 to 9
/// moves of one act, chance from the same stream. A customer who left does not answer the survey.
pub(super) fn episodes(n: usize, seed: u64, c: &Coefficients) -> Vec<(Profile, Outcome)> {
    let mut stream = Stream::new(seed);
    let (good, bad) = (each(&GOOD, c), each(&BAD, c));
    let mut answers = Vec::with_capacity(n);
    while answers.len() < n {
        let profile = profile(&mut stream, c);
        let mind = mind(c, profile);
        let skill = pick(&mut stream, &[55, 70, 85, 95]);
        let mut state = State::start();
        for _ in 0..5 + below(&mut stream, 5) {
            let menu = if below(&mut stream, 100) < skill { &good } else { &bad };
            let mv = &menu[below(&mut stream, menu.len())];
            state = mind.play(&state, mv, &mut stream).0;
        }
        if !matches!(state, State::Left(_)) {
            answers.push((profile, mind.outcome(&state, &Economics::default())));
        }
    }
    answers
}

/// The start conditions of vignettes with their weights: first failures 3 to 1, preventable ones 3 to 2, tempers
/// 1 to 2 to 1, severities alike.
pub(super) fn start_conditions() -> Vec<(i32, Profile)> {
    let mut conditions = Vec::with_capacity(48);
    for severity in 0..4 {
        for (repeated, weight_repeated) in [(false, 3), (true, 1)] {
            for (controllable, weight_controllable) in [(false, 2), (true, 3)] {
                for (temper, weight_temper) in [(Temper::Calm, 1), (Temper::Typical, 2), (Temper::Hot, 1)] {
                    let profile = Profile {
                        severity,
                        repeated,
                        controllable,
                        temper,
                        ..vignette()
                    };
                    conditions.push((weight_repeated * weight_controllable * weight_temper, profile));
                }
            }
        }
    }
    conditions
}

/// A random avoidance act, or a wait.
pub(super) fn avoidance(stream: &mut Stream) -> Act {
    let wait = Act::Wait(1 + below_byte(stream, 3)); // drawn in any case, as the oracle does
    pick(
        stream,
        &[
            Act::Blame(Blamed::Customer),
            Act::Blame(Blamed::Colleague),
            Act::Blame(Blamed::ThirdParty),
            Act::Reject,
            Act::Disagree,
            Act::DemandProof,
            Act::HideBehindPolicy,
            Act::Haggle,
            Act::Interrupt,
            Act::Ignore,
            Act::CheckWithManager,
            Act::Transfer,
            wait,
        ],
    )
}

/// A random act of the encounter, one in ten an [`avoidance`].
fn act(stream: &mut Stream) -> Act {
    match below(stream, 100) {
        0..70 => pick(
            stream,
            &[
                Act::Listen,
                Act::Listen,
                Act::Clarify,
                Act::Paraphrase,
                Act::Reassure,
                Act::Own,
                Act::Apologise,
                Act::Thank,
                Act::Empathise,
                Act::Explain,
                Act::StatusUpdate,
                Act::AskRemedy,
                Act::Fix,
                Act::Gesture,
                Act::Educate,
            ],
        ),
        70..82 => {
            let level = 1 + below_byte(stream, 10);
            offer(pick(stream, CompensationKind::ALL), level)
        }
        82..90 => Act::Promise {
            due: 1 + below_byte(stream, 12),
        },
        _ => avoidance(stream),
    }
}

/// 2 to 8 random moves of one or, a third of them, two acts.
pub(super) fn moves(stream: &mut Stream, c: &Coefficients) -> Vec<Move> {
    let length = 2 + below(stream, 7);
    let mut moves = Vec::with_capacity(length);
    while moves.len() < length {
        let acts = if below(stream, 3) == 0 { 2 } else { 1 };
        // Two of the same name make no move: draw again.
        let mv = std::iter::repeat_with(|| (0..acts).map(|_| act(stream)).collect())
            .find_map(|acts: Vec<Act>| Move::new(acts, c).ok());
        moves.extend(mv);
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_is_the_oracle_s() {
        // python3: r = SplitMix64(7); [r.below(100) for _ in range(5)]
        let mut stream = Stream::new(7);
        let drawn: Vec<usize> = (0..5).map(|_| below(&mut stream, 100)).collect();
        assert_eq!(drawn, [38, 1, 90, 58, 45]);
    }

    #[test]
    fn the_start_conditions_weigh_four_by_four_by_five_by_four() {
        let total: i32 = start_conditions().iter().map(|(weight, _)| weight).sum();
        assert_eq!(total, 4 * 4 * 5 * 4);
    }
}
