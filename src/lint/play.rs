//! The best play of one customer: every state that it can come to, with its probability.

use indexmap::IndexMap;

use super::reach::Turn;
use crate::customer::Tier;
use crate::customer::chance::branches;
use crate::drill::{Choice, Rules, State, TIMES};
use crate::solve::{Solver, TooLarge, share};

/// A state that the best play comes to.
#[derive(Debug, Clone, Copy)]
pub struct Visit {
    pub state: State,
    /// The talk is over and more than the fund was spent in it.
    overspent: bool,
    pub choice: Choice,
    /// Probability, and that of the likeliest way here.
    probability: f64,
    likeliest: f64,
    from: Option<(usize, u8)>,
}

/// A way in which the best play ends.
#[derive(Debug, Clone, Copy)]
pub struct End {
    pub tier: Tier,
    pub overspent: bool,
    pub probability: f64,
    likeliest: f64,
    from: (usize, u8),
}

impl End {
    /// Loyal or better, within the fund.
    pub fn is_good(&self) -> bool {
        self.tier >= Tier::Loyal && !self.overspent
    }
}

/// The best play of one customer.
pub struct BestPlay {
    /// Earlier states first.
    pub visits: Vec<Visit>,
    pub ends: Vec<End>,
}

impl BestPlay {
    /// Follows the solver's choices through all that chance can do.
    ///
    /// # Errors
    /// Where the scenario is too large.
    pub fn of(solver: &mut Solver<'_>) -> Result<Self, TooLarge> {
        let rules = *solver.rules();
        let mut visits: Vec<Visit> = Vec::new();
        let mut ends: Vec<End> = Vec::new();
        let mut known: IndexMap<(State, bool), usize> = IndexMap::new();
        let mut due: Vec<Vec<usize>> = vec![Vec::new(); TIMES];
        let start = rules.start();
        visits.push(Visit {
            state: start,
            overspent: false,
            choice: choice(solver, &start)?,
            probability: 1.0,
            likeliest: 1.0,
            from: None,
        });
        due[start.time()].push(0);
        for now in 0..TIMES {
            for at in std::mem::take(&mut due[now]) {
                let visit = visits[at];
                for (way, share, next) in ways(&rules, &visit.state, visit.choice) {
                    let closed = visit.state.in_talk() && !next.in_talk();
                    let overspent = visit.overspent || (closed && rules.money_left(&next) < 0);
                    let (probability, likeliest) = (visit.probability * share, visit.likeliest * share);
                    if next.is_over() {
                        ends.push(End {
                            tier: rules.outcome(&next).tier,
                            overspent,
                            probability,
                            likeliest,
                            from: (at, way),
                        });
                    } else if let Some(&seen) = known.get(&(next, overspent)) {
                        let seen = &mut visits[seen];
                        seen.probability += probability;
                        if likeliest > seen.likeliest {
                            seen.likeliest = likeliest;
                            seen.from = Some((at, way));
                        }
                    } else {
                        known.insert((next, overspent), visits.len());
                        due[next.time()].push(visits.len());
                        visits.push(Visit {
                            state: next,
                            overspent,
                            choice: choice(solver, &next)?,
                            probability,
                            likeliest,
                            from: Some((at, way)),
                        });
                    }
                }
            }
        }
        Ok(Self { visits, ends })
    }

    /// The likeliest way to a visit.
    pub fn turns_to(&self, visit: usize) -> Vec<Turn> {
        let mut turns = Vec::new();
        let mut at = visit;
        while let Some((from, way)) = self.visits[at].from {
            turns.push(Turn {
                choice: self.visits[from].choice,
                way,
            });
            at = from;
        }
        turns.reverse();
        turns
    }

    /// The likeliest way to an end that is as bad as this.
    pub fn turns_to_end(&self, tier: Tier, overspent: bool) -> Vec<Turn> {
        let alike = self
            .ends
            .iter()
            .filter(|end| (end.tier, end.overspent) == (tier, overspent));
        let Some(end) = alike.max_by(|a, b| a.likeliest.total_cmp(&b.likeliest)) else {
            return Vec::new();
        };
        let (from, way) = end.from;
        let mut turns = self.turns_to(from);
        turns.push(Turn {
            choice: self.visits[from].choice,
            way,
        });
        turns
    }
}

fn choice(solver: &mut Solver<'_>, s: &State) -> Result<Choice, TooLarge> {
    // Where only waiting is left, the best play waits.
    Ok(solver.solve(s)?.choice.map_or(Choice::Wait, Choice::Move))
}

/// Every way in which chance can fall after a choice, with its share.
pub(super) fn ways(rules: &Rules<'_>, s: &State, choice: Choice) -> Vec<(u8, f64, State)> {
    let mut list = Vec::new();
    branches(
        |chance| {
            rules
                .play(s, choice, chance)
                .expect("the solver chooses what is legal")
                .next
        },
        |weight, bytes, next| {
            let way = u8::try_from(list.len()).unwrap_or(u8::MAX);
            list.push((way, share(weight, bytes), next));
        },
    );
    list
}
