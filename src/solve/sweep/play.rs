//! The best play of one customer: its value, how the customer leaves, what it spends.

use indexmap::IndexMap;

use super::super::solver::{Solver, TooLarge};
use super::super::value::Value;
use crate::customer;
use crate::customer::Tier;
use crate::customer::chance::branches;
use crate::drill::{Choice, Rules, State};

/// What a best play comes to. Where several plays are best, it is one of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BestPlay {
    /// Expected net value.
    pub value: Value,
    /// The probability of each tier, in the order of [`Tier`].
    pub tiers: [f64; 5],
    /// Expected spending on remedies, cents, aftercare included.
    pub spent: f64,
    /// The smallest fund, cents, under which the same play can be played.
    pub(super) needs: i64,
}

impl BestPlay {
    /// The probability that the customer leaves with this tier or a better one.
    #[must_use]
    pub fn at_least(&self, tier: Tier) -> f64 {
        self.tiers[tier as usize..].iter().sum()
    }
}

/// The most times at which a choice can be made: 60 ticks of talk and seven days.
const TIMES: usize = 72;

/// When a state is: every choice takes time, so what comes later has a later time.
fn time(s: &State) -> usize {
    match s.mind {
        customer::State::Open(encounter) => usize::from(encounter.clock()),
        customer::State::After(aftercare) => 64 + usize::from(aftercare.slot()),
        customer::State::Left(_) | customer::State::Done(_) => TIMES - 1,
    }
}

/// Solves the rules and follows the best play from the start.
///
/// # Errors
/// [`TooLarge`].
pub fn best_play(rules: Rules<'_>) -> Result<BestPlay, TooLarge> {
    let mut solver = Solver::new(rules);
    let mut play = BestPlay {
        value: solver.solve(&rules.start())?.best,
        tiers: [0.0; 5],
        spent: 0.0,
        needs: 0,
    };
    play.needs = follow(&mut solver, |probability, end| {
        play.tiers[rules.outcome(end).tier as usize] += probability;
        play.spent += probability * exact(rules.spent(end));
    })?;
    Ok(play)
}

/// The smallest fund under which a choice that was made can be made.
fn needs(rules: &Rules<'_>, s: &State, choice: Choice) -> i64 {
    let (Choice::Move(index), Some(beat)) = (choice, rules.beat(s)) else {
        return 0;
    };
    let mv = &rules.scenario.beat(beat).moves[usize::from(index)];
    let cost = rules.cost(s, mv);
    let drawn = if s.in_talk() && !s.granted && cost > 0 { cost } else { 0 };
    let asked = mv.when.money.unwrap_or(0);
    match drawn.max(asked) {
        0 => 0,
        left => rules.spent(s) + left,
    }
}

/// Follows the best play through all that chance can do; `each` is told of every end with its probability. Equal states are followed
/// once. Answers what fund it needs.
fn follow(solver: &mut Solver<'_>, mut each: impl FnMut(f64, &State)) -> Result<i64, TooLarge> {
    let rules = *solver.rules();
    let start = rules.start();
    let mut needed = 0;
    let mut due: Vec<IndexMap<State, f64>> = vec![IndexMap::new(); TIMES];
    due[time(&start)].insert(start, 1.0);
    for now in 0..TIMES {
        for (state, probability) in std::mem::take(&mut due[now]) {
            // Where only waiting is left, the best play waits.
            let choice = solver.solve(&state)?.choice.map_or(Choice::Wait, Choice::Move);
            needed = needs(&rules, &state, choice).max(needed);
            branches(
                |chance| rules.next(&state, choice, chance),
                |weight, bytes, next| {
                    let probability = probability * share(weight, bytes);
                    if next.is_over() {
                        each(probability, &next);
                    } else {
                        *due[time(&next)].entry(next).or_default() += probability;
                    }
                },
            );
        }
    }
    Ok(needed)
}

/// A probability of `weight` / 256^`bytes`.
#[expect(clippy::cast_precision_loss, reason = "a probability that is shown")]
pub fn share(weight: u64, bytes: u32) -> f64 {
    weight as f64 / 256_f64.powi(i32::try_from(bytes).unwrap_or(i32::MAX))
}

#[expect(clippy::cast_precision_loss, reason = "a mean of amounts that is shown")]
const fn exact(amount: i64) -> f64 {
    amount as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::Temper;
    use crate::drill::Setup;
    use crate::scenario::{read, template};

    #[test]
    fn the_ends_of_the_best_play_are_worth_its_value() {
        let check = |from: &str, to: &str| {
            let scenario = read(&template("cake").replace(from, to)).scenario.expect("valid");
            for temper in [Temper::Calm, Temper::Hot] {
                let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(temper), 3);
                let rules = Rules::new(&scenario, &setup);
                let mut solver = Solver::new(rules);
                let value = solver.solve(&rules.start()).expect("small").best;
                let (mut worth, mut whole) = (0.0, 0.0);
                follow(&mut solver, |probability, end| {
                    whole += probability;
                    worth += probability * exact(rules.outcome(end).net);
                })
                .expect("small");
                assert!((whole - 1.0_f64).abs() < 1e-12, "{to}: {whole}");
                let apart = worth - exact(value.units()) / f64::from(1 << 20);
                assert!(apart.abs() < 1e-3, "{to}: {worth} is not {value:?}");
            }
        };
        check("", "");
        // A fix that can miss, a customer who can hang up, a manager who can refuse.
        check("obvious: true", "obvious: false, stable: true");
        check("channel: FaceToFace", "channel: Phone");
        check("fund: 30", "fund: 0");
    }
}
