//! The funds at which something comes within reach.
//!
//! The fund is asked about in two places: a move is barred where what has been spent and what the move would add are more than the
//! fund, and a condition may ask how much is left. So nothing changes between two attainable amounts of spending. They are found by
//! walking the scenario's beats with a purse, whatever the customer feels: a few amounts too many, never one too few.

use std::collections::BTreeSet;

use crate::customer::{Act, CompensationKind, Economics};
use crate::drill::COSTLY;
use crate::scenario::{Condition, Move, Policy, Scenario, Target};

/// What has been paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Purse {
    kind: CompensationKind,
    level: u8,
    fixed: bool,
    misses: u8,
    gift: bool,
    improved: bool,
}

/// A customer's state counts wrong fixes up to this.
const MISSES_MAX: u8 = 3;

/// The scenario with what it costs.
struct Costs<'s> {
    economics: &'s Economics,
    irreparable: bool,
}

impl Costs<'_> {
    fn spent(&self, purse: Purse) -> i64 {
        let e = self.economics;
        let fixes = i64::from(purse.fixed) + i64::from(purse.misses);
        e.compensation_cost(purse.kind, purse.level)
            + e.fix_cost * fixes
            + e.gesture_cost * i64::from(purse.gift)
            + e.improve_cost * i64::from(purse.improved)
    }

    /// Every purse that a move may leave behind.
    fn after(&self, purse: Purse, mv: &Move) -> Vec<Purse> {
        let mut all = vec![purse];
        for act in mv.acts.acts() {
            let before = all.clone();
            for purse in before {
                match *act {
                    Act::Fix if !self.irreparable && !purse.fixed => {
                        all.retain(|known| *known != purse);
                        all.push(Purse { fixed: true, ..purse });
                        let misses = MISSES_MAX.min(purse.misses + 1);
                        all.push(Purse { misses, ..purse });
                    }
                    // An offer that is no better than the one on the table changes nothing.
                    Act::Compensate { kind, level } => all.push(Purse { kind, level, ..purse }),
                    Act::Gesture => all.push(Purse { gift: true, ..purse }),
                    Act::ImproveProcess => all.push(Purse {
                        improved: true,
                        ..purse
                    }),
                    _ => {}
                }
            }
        }
        all
    }

    /// What a move of the talk is measured by: all that would have been spent.
    fn asked(&self, purse: Purse, mv: &Move) -> [i64; 2] {
        let (e, spent) = (self.economics, self.spent(purse));
        let (mut cost, mut offer) = (0, 0);
        for act in mv.acts.acts() {
            match *act {
                Act::Fix if !self.irreparable && !purse.fixed => cost += e.fix_cost,
                Act::Gesture if !purse.gift => cost += e.gesture_cost,
                Act::Compensate { kind, level } => {
                    offer = e.compensation_cost(kind, level) - e.compensation_cost(purse.kind, purse.level);
                }
                _ => {}
            }
        }
        [spent + cost, spent + cost + offer]
    }
}

/// The funds at which something may come within reach, in cents: 0 first, ascending.
pub fn steps(scenario: &Scenario) -> Vec<i64> {
    let costs = Costs {
        economics: &scenario.economics,
        irreparable: scenario.profile.irreparable,
    };
    let empty = Purse {
        kind: CompensationKind::Money,
        level: 0,
        fixed: false,
        misses: 0,
        gift: false,
        improved: false,
    };
    let mut found = BTreeSet::from([0]);
    let mut seen = BTreeSet::from([(scenario.start, empty)]);
    let mut open = vec![(scenario.start, empty)];
    let left = |found: &mut BTreeSet<i64>, when: &Condition, purse: Purse| {
        found.extend(when.money.map(|least| costs.spent(purse) + least));
    };
    while let Some((at, purse)) = open.pop() {
        let beat = scenario.beat(at);
        for mv in &beat.moves {
            left(&mut found, &mv.when, purse);
            if beat.day.is_none() && mv.acts.set() & COSTLY != 0 {
                found.extend(costs.asked(purse, mv));
            }
            for after in costs.after(purse, mv) {
                mv.branches
                    .iter()
                    .for_each(|branch| left(&mut found, &branch.when, after));
                let targets = mv.branches.iter().map(|branch| branch.to).chain([mv.next]);
                for target in targets {
                    if let Target::Beat(next) = target
                        && seen.insert((next, after))
                    {
                        open.push((next, after));
                    }
                }
            }
        }
    }
    found.into_iter().filter(|&step| step >= 0).collect()
}

/// Whether a larger fund is never worth less to the best play: no branch asks what is left, so that money opens moves and leads
/// nowhere else; and where money opens a move there is another that is always open, so that nobody must spend because only waiting
/// was left.
pub fn is_monotone(scenario: &Scenario, policy: &Policy) -> bool {
    let branches_ask = |mv: &Move| mv.branches.iter().any(|branch| branch.when.money.is_some());
    scenario.beats.iter().all(|beat| {
        let bars = |acts: u64, mv: &Move| beat.day.is_none() && mv.acts.set() & acts != 0;
        let asks = |mv: &Move| mv.when.money.is_some() || bars(COSTLY, mv);
        let is_free = |mv: &Move| mv.when.is_always() && !bars(COSTLY | policy.approval, mv);
        !beat.moves.iter().any(branches_ask) && (!beat.moves.iter().any(asks) || beat.moves.iter().any(is_free))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{read, template};

    fn changed(from: &str, to: &str) -> Scenario {
        let text = template("cake").replace(from, to);
        let reading = read(&text);
        reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.found))
    }

    #[test]
    fn steps_are_what_can_have_been_spent() {
        let check = |from: &str, to: &str, expect: &[i64]| assert_eq!(steps(&changed(from, to)), expect, "{to}");
        // Fix 6, gesture 2, refund 40; a first fix may miss; the candles are offered whatever was spent before.
        check("", "", &[0, 200, 600, 800, 1200, 4000, 4200, 4600]);
        check(
            "fix_cost: 6, gesture_cost: 2",
            "fix_cost: 0, gesture_cost: 0",
            &[0, 4000],
        );
        check("price: 40", "price: 40, irreparable: true", &[0, 200, 4000, 4200]);
        // What a condition asks for is left of the fund after what was spent.
        check(
            "when: (settled: false)",
            "when: (settled: false, money: 9)",
            &[0, 200, 600, 800, 900, 1200, 1500, 4000, 4200, 4600, 4900],
        );
    }

    #[test]
    fn a_larger_fund_may_do_harm_where_a_branch_asks_or_only_waiting_was_left() {
        let check = |from: &str, to: &str, expect: bool| {
            let scenario = changed(from, to);
            assert_eq!(is_monotone(&scenario, &scenario.policy), expect, "{to}");
        };
        // Who has asked the baker and may spend nothing can only wait.
        check("", "", false);
        let once = "when: (not_done: [CheckWithManager]),";
        check(once, "", true);
        check(once, "branches: [(when: (money: 9), next: \"end\")],", false);
        check(once, "when: (money: 9),", false);
        check("acts: [CheckWithManager],", "acts: [CheckWithManager, Gesture],", false);
    }
}
