//! The best play of one customer: its value, how the customer leaves, what it spends.

use super::super::follow::follow;
use super::super::solver::{Solver, TooLarge};
use super::super::value::Value;
use crate::customer::Tier;
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
    let mut needed = 0;
    follow(
        &mut solver,
        |state, choice| needed = needs(&rules, state, choice).max(needed),
        |probability, end| {
            play.tiers[rules.outcome(end).tier as usize] += probability;
            play.spent += probability * exact(rules.spent(end));
        },
    )?;
    play.needs = needed;
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
                follow(
                    &mut solver,
                    |_, _| {},
                    |probability, end| {
                        whole += probability;
                        worth += probability * exact(rules.outcome(end).net);
                    },
                )
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
