//! The laws of the model (MODEL.md section 9): what never helps, whoever the customer is and whatever came before.
//!
//! Each law is tried on random customers and sequences and decided on exact expectations of satisfaction, cumulative
//! satisfaction, intention and loyalty.
//!
//! ```
//! use bounceback::customer::{Coefficients, evidence::laws};
//!
//! for tally in laws::run(Coefficients::shipped(), 2, 1) {
//!     assert_eq!(tally.violations, 0, "{}", tally.law.claim);
//! }
//! ```

use super::expectation::{Expectations, Measures, Spread};
use super::samples::{avoidance, below, below_byte, moves, pick, profile};
use super::vignette::{each, mind, offer, together};
use super::{Finding, Kind, Verdict};
use crate::customer::chance::Stream;
use crate::customer::{Act, ActKind, Coefficients, CompensationKind, Mind, Move, Phase};
use crate::vocabulary::Vocabulary;

/// A law of the model.
#[derive(Debug, Clone, Copy)]
pub struct Law {
    /// The oracle's name of it, without `law_`.
    pub name: &'static str,
    pub claim: &'static str,
    /// Whether the law holds in this case; `None` where it says nothing about it.
    case: fn(&mut Stream, Mind<'_>, &[Move]) -> Option<bool>,
}

/// How a law fared.
#[derive(Debug, Clone, Copy)]
pub struct Tally {
    pub law: &'static Law,
    /// The cases that the law says something about.
    pub cases: u32,
    pub violations: u32,
}

/// All laws. Each draws from the stream that the one before has left.
pub const LAWS: &[Law] = &[
    Law {
        name: "wait",
        claim: "Idle waiting never helps.",
        case: idle_wait,
    },
    Law {
        name: "pause",
        claim: "An empty move never helps.",
        case: pause,
    },
    Law {
        name: "avoidance",
        claim: "An avoidance act (or Wait) as a move of its own never helps, at any point.",
        case: avoidance_alone,
    },
    Law {
        name: "avoidance_inside",
        claim: "An avoidance act added to a move never helps.",
        case: avoidance_inside,
    },
    Law {
        name: "compensation",
        claim: "More compensation of the same kind never lowers satisfaction, cumulative satisfaction, intention.",
        case: compensation,
    },
    Law {
        name: "fix_earlier",
        claim: "A sure fix one move earlier is never worse, unless that move promises or asks for the remedy.",
        case: fix_earlier,
    },
    Law {
        name: "empathy",
        claim: "Empathy after a felt empathy never helps.",
        case: empathy,
    },
    Law {
        name: "apology",
        claim: "A further apology never helps, before or after the first.",
        case: apology,
    },
    Law {
        name: "listen",
        claim: "A third Listen never helps (unless an interruption undid one).",
        case: listen,
    },
    Law {
        name: "neutral",
        claim: "An act without effect equals silence of the same length, state for state.",
        case: neutral,
    },
    Law {
        name: "delivery",
        claim: "A fix in the encounter is never worse than a promise kept on day 1.",
        case: delivery,
    },
];

/// Tries each law on this many random cases of this seed.
///
/// # Panics
/// Where the coefficients forbid an act that a case needs: `wait_max` below 4, `due_max` below 8.
#[must_use]
pub fn run(c: &Coefficients, cases: u32, seed: u64) -> Vec<Tally> {
    let mut stream = Stream::new(seed);
    LAWS.iter()
        .map(|law| {
            let mut tally = Tally {
                law,
                cases: 0,
                violations: 0,
            };
            for _ in 0..cases {
                let mind = mind(c, profile(&mut stream, c));
                let moves = moves(&mut stream, c);
                if let Some(holds) = (law.case)(&mut stream, mind, &moves) {
                    tally.cases += 1;
                    tally.violations += u32::from(!holds);
                }
            }
            tally
        })
        .collect()
}

pub(super) const P27: Finding = Finding {
    id: "P27",
    kind: Kind::Calibration,
    source: "structure",
    claim: "the laws hold in 100 random cases each (full run: `laws`)",
    check: |c| {
        let tallies = run(c, 100, 5);
        let cases: u32 = tallies.iter().map(|tally| tally.cases).sum();
        let violations: u32 = tallies.iter().map(|tally| tally.violations).sum();
        Verdict {
            holds: violations == 0,
            measured: format!("{violations} violations of {cases}"),
        }
    },
};

/// Whether the first sequence is nowhere worse than the second, in these measures.
#[expect(
    clippy::unnecessary_wraps,
    reason = "every law has this shape; some do not apply to every case"
)]
fn never_worse(mind: &Mind<'_>, moves: &[Move], than: &[Move], measures: Measures) -> Option<bool> {
    let first = Expectations::after(mind, moves);
    Some(first.nowhere_below(&Expectations::after(mind, than), measures))
}

/// Whether an addition to the moves nowhere helps.
fn never_helps(mind: &Mind<'_>, moves: &[Move], longer: &[Move]) -> Option<bool> {
    never_worse(mind, moves, longer, Measures::All)
}

/// The moves with others inserted before the `at`-th.
fn inserted(moves: &[Move], at: usize, others: &[Move]) -> Vec<Move> {
    [&moves[..at], others, &moves[at..]].concat()
}

/// A place before, between or behind the moves.
fn place(stream: &mut Stream, moves: &[Move]) -> usize {
    below(stream, moves.len() + 1)
}

fn idle_wait(stream: &mut Stream, mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    let at = place(stream, moves);
    let wait = Act::Wait(1 + below_byte(stream, 4));
    never_helps(&mind, moves, &inserted(moves, at, &each(&[wait], mind.coefficients)))
}

fn pause(stream: &mut Stream, mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    let at = place(stream, moves);
    never_helps(&mind, moves, &inserted(moves, at, &[Move::default()]))
}

fn avoidance_alone(stream: &mut Stream, mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    let at = place(stream, moves);
    let act = avoidance(stream);
    never_helps(&mind, moves, &inserted(moves, at, &each(&[act], mind.coefficients)))
}

fn avoidance_inside(stream: &mut Stream, mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    let at = below(stream, moves.len());
    let act = avoidance(stream);
    let idle = |act: &Act| act.kind().phase() == Phase::Idle;
    if moves[at].has(act.kind()) || (idle(&act) && moves[at].acts().iter().any(idle)) {
        return None;
    }
    let mut longer = moves.to_vec();
    longer[at] = together(&[moves[at].acts(), &[act]].concat(), mind.coefficients);
    never_helps(&mind, moves, &longer)
}

fn compensation(stream: &mut Stream, mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    let kind = pick(stream, CompensationKind::ALL);
    let low = 1 + below_byte(stream, 9);
    let high = low + 1 + below_byte(stream, 10 - low);
    let at = place(stream, moves);
    let with = |level| inserted(moves, at, &each(&[offer(kind, level)], mind.coefficients));
    never_worse(&mind, &with(high), &with(low), Measures::AllButLoyalty)
}

fn fix_earlier(stream: &mut Stream, mut mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    mind.profile.obvious = true;
    mind.profile.irreparable = false;
    let at = below(stream, moves.len());
    if moves[at].has(ActKind::Promise) || moves[at].has(ActKind::AskRemedy) {
        return None;
    }
    let with = |at| inserted(moves, at, &each(&[Act::Fix], mind.coefficients));
    never_helps(&mind, &with(at), &with(at + 1))
}

fn empathy(stream: &mut Stream, mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    let c = mind.coefficients;
    let at = place(stream, moves);
    let felt = inserted(moves, at, &[together(&[Act::Listen, Act::Empathise], c)]);
    let later = at + 1 + below(stream, felt.len() - at);
    never_helps(&mind, &felt, &inserted(&felt, later, &each(&[Act::Empathise], c)))
}

fn apology(stream: &mut Stream, mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    let apology = each(&[Act::Apologise], mind.coefficients);
    let once = inserted(moves, place(stream, moves), &apology);
    let again = place(stream, &once);
    never_helps(&mind, &once, &inserted(&once, again, &apology))
}

fn listen(stream: &mut Stream, mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    let c = mind.coefficients;
    let at = place(stream, moves);
    let uninterrupted = |mv: &Move| {
        let acts: Vec<Act> = mv.acts().iter().copied().filter(|&act| act != Act::Interrupt).collect();
        together(&acts, c)
    };
    let twice: Vec<Move> = inserted(moves, at, &each(&[Act::Listen, Act::Listen], c))
        .iter()
        .map(uninterrupted)
        .collect();
    let later = at + 2 + below(stream, twice.len() - at - 1);
    never_helps(&mind, &twice, &inserted(&twice, later, &each(&[Act::Listen], c)))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every law has this shape; some do not apply to every case"
)]
fn neutral(stream: &mut Stream, mut mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    let c = mind.coefficients;
    let act = pick(
        stream,
        &[
            Act::Own,
            Act::Thank,
            Act::Clarify,
            Act::Reassure,
            Act::Explain,
            Act::StatusUpdate,
            Act::Listen,
            Act::Gesture,
            Act::Fix,
        ],
    );
    if act == Act::Fix {
        mind.profile.obvious = true;
    }
    let twice = [moves, &each(&[act, act], c)].concat(); // whatever it can do, it has done by now
    let again = each(&[act], c);
    let ticks = usize::try_from(again[0].ticks(c).0).expect("talking takes no negative time");
    let spread = |last: &[Move]| Spread::after(&mind, &[&twice, last].concat());
    Some(spread(&again).equals(&spread(&vec![Move::default(); ticks])))
}

fn delivery(_: &mut Stream, mind: Mind<'_>, moves: &[Move]) -> Option<bool> {
    if mind.profile.irreparable {
        return None;
    }
    let c = mind.coefficients;
    let [fix, promise, close, end] =
        [Act::Fix, Act::Promise { due: 8 }, Act::Close, Act::End].map(|act| together(&[act], c));
    let heard = together(&[Act::Listen, Act::Clarify, Act::Paraphrase], c);
    let before = [moves, &[heard]].concat();
    let now = [&before[..], &[fix.clone(), close.clone(), Move::default(), end.clone()]].concat();
    let next_day = [&before[..], &[promise, close, fix, end]].concat();
    never_worse(&mind, &now, &next_day, Measures::Satisfaction)
}
