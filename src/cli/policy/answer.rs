//! What the verb works out: one document, which every form of output tells.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;

use crate::customer::{ActKind, Tier};
use crate::library::Library;
use crate::scenario::{Policy, Scenario};
use crate::solve::{BestPlay, Level, Sweep, Terms, TooLarge};
use crate::vocabulary::Vocabulary;

/// What every form of output says of its numbers.
pub const NOTE: &str = "Worked out exactly, within the model: consistent with published patterns of customer response, not a prediction of \
                        your customers.";

/// The most rows that are shown unasked.
const ROWS_MAX: usize = 12;

/// What was asked for; an empty list leaves the choice to us.
pub struct Wish<'a> {
    /// Cents.
    pub funds: &'a [i64],
    /// Sets of acts that need a manager.
    pub approval: &'a [u64],
    /// Weights (of 256) with which the manager says no.
    pub refusals: &'a [u16],
}

/// The document. Amounts are cents, per customer.
#[derive(Serialize)]
pub struct Answer {
    pub note: &'static str,
    pub scenarios: Vec<Case>,
    /// The plain mean over the scenarios; empty where there is one, or where currencies differ.
    pub library: Vec<Block>,
    pub left_out: Vec<LeftOut>,
}

/// A scenario.
#[derive(Serialize)]
pub struct Case {
    pub scenario: String,
    pub title: String,
    pub hash: String,
    /// As it is: the scenario's policy with the site's changes.
    pub policy: Conditions,
    pub currency: String,
    /// One for each approval list and manager.
    pub blocks: Vec<Block>,
    #[serde(skip)]
    pub money: Policy,
}

/// What needs a manager, and how often he agrees.
#[derive(Serialize, Clone, PartialEq, Eq)]
pub struct Conditions {
    /// `null` where funds are compared.
    pub fund: Option<i64>,
    /// Acts; `null` where each scenario has its own.
    pub approval: Option<Vec<&'static str>>,
    /// Weight (of 256) with which the manager agrees; `null` where each scenario has its own.
    pub grants: Option<u16>,
}

/// Funds compared, all else the same.
#[derive(Serialize, Clone)]
pub struct Block {
    #[serde(flatten)]
    pub conditions: Conditions,
    /// Approval and manager are as the policy has them.
    pub as_it_is: bool,
    /// Beyond this fund the best play gains nothing.
    pub enough: i64,
    /// What the best play comes to at every fund: each level holds from its fund to that of the next.
    pub levels: Vec<Best>,
    pub rows: Vec<Row>,
}

/// The best play from a fund on.
#[derive(Serialize, Clone)]
pub struct Best {
    pub fund: i64,
    /// Expected net value.
    pub value: i64,
    /// Expected spending on remedies, aftercare and what a manager granted included.
    pub spent: i64,
    /// The probability of each tier.
    pub tiers: IndexMap<&'static str, f64>,
}

/// A fund.
#[derive(Serialize, Clone)]
pub struct Row {
    pub fund: i64,
    /// This is the policy's own fund.
    pub as_it_is: bool,
    pub best: Best,
    /// Expected net value of a trainee who chooses anything that is on offer, each with the same chance.
    pub typical_value: i64,
}

/// A scenario that could not be solved.
#[derive(Serialize)]
pub struct LeftOut {
    pub scenario: String,
    pub reason: String,
}

impl Best {
    fn of(fund: i64, play: &BestPlay) -> Self {
        let round = |share: f64| (share * 1e6).round() / 1e6;
        let tiers = Tier::ALL
            .iter()
            .map(|tier| (tier.name(), round(play.tiers[*tier as usize])));
        Self {
            fund,
            value: play.value.cents(),
            spent: cents(play.spent),
            tiers: tiers.collect(),
        }
    }

    /// The probability of a tier.
    pub fn share(&self, tier: Tier) -> f64 {
        self.tiers[tier.name()]
    }

    fn at(levels: &[Self], fund: i64) -> &Self {
        let above = levels.partition_point(|level| level.fund <= fund);
        &levels[above.saturating_sub(1)]
    }

    fn mean(fund: i64, all: &[&Self]) -> Self {
        let mean = |of: &dyn Fn(&Self) -> f64| all.iter().map(|best| of(best)).sum::<f64>() / count(all.len());
        let share = |tier: &Tier| (tier.name(), mean(&|best: &Self| best.share(*tier)));
        Self {
            fund,
            value: cents(mean(&|best| exact(best.value))),
            spent: cents(mean(&|best| exact(best.spent))),
            tiers: Tier::ALL.iter().map(share).collect(),
        }
    }
}

impl Block {
    pub fn row(&self, fund: i64) -> Option<&Row> {
        self.rows.iter().find(|row| row.fund == fund)
    }

    /// The best play at any fund.
    pub fn best(&self, fund: i64) -> &Best {
        Best::at(&self.levels, fund)
    }
}

/// A scenario whose best play is known, before it is known which funds are shown.
struct Begun<'s> {
    scenario: &'s Scenario,
    policy: Policy,
    sweep: Sweep<'s>,
    blocks: Vec<(Terms, Vec<Level>)>,
}

impl Answer {
    /// Works it out; `begins` is told of each scenario and its number.
    pub fn work_out(
        library: &Library,
        scenarios: &[Arc<Scenario>],
        wish: &Wish<'_>,
        mut begins: impl FnMut(&str, usize),
    ) -> Self {
        let policies: Vec<Policy> = scenarios.iter().map(|scenario| library.policy_for(scenario)).collect();
        let own_only = policies.iter().all(|policy| policy.approval == 0);
        let mut left_out = Vec::new();
        let mut begun: Vec<Begun<'_>> = Vec::new();
        for ((scenario, policy), number) in scenarios.iter().zip(&policies).zip(1..) {
            begins(&scenario.id, number);
            let mut sweep = Sweep::new(scenario, policy);
            match blocks(&mut sweep, &terms(policy, wish, own_only)) {
                Ok(blocks) => begun.push(Begun {
                    scenario,
                    policy: policy.clone(),
                    sweep,
                    blocks,
                }),
                Err(why) => left_out.push(LeftOut {
                    scenario: scenario.id.clone(),
                    reason: why.to_string(),
                }),
            }
        }
        let funds = if wish.funds.is_empty() {
            usual_funds(&begun)
        } else {
            wish.funds.iter().copied().collect()
        };
        let mut cases = Vec::new();
        for mut begun in begun {
            match begun.case(&funds) {
                Ok(case) => cases.push(case),
                Err(why) => left_out.push(LeftOut {
                    scenario: begun.scenario.id.clone(),
                    reason: why.to_string(),
                }),
            }
        }
        let comparable = cases.len() > 1 && cases.iter().all(|case| case.currency == cases[0].currency);
        Self {
            note: NOTE,
            library: if comparable { means(&cases) } else { Vec::new() },
            scenarios: cases,
            left_out,
        }
    }
}

/// The approval lists and managers to compare: the policy's own first, unless others are asked for.
fn terms(policy: &Policy, wish: &Wish<'_>, own_only: bool) -> Vec<Terms> {
    let own = Terms::of(policy);
    let unique = |list: &mut Vec<Terms>, terms: Terms| {
        if !list.contains(&terms) {
            list.push(terms);
        }
    };
    let approvals = match wish.approval {
        [] if own_only => vec![own.approval],
        [] => vec![own.approval, 0],
        asked => asked.to_vec(),
    };
    let refusals = match wish.refusals {
        [] => vec![own.refusal_weight],
        asked => asked.to_vec(),
    };
    let mut list = Vec::new();
    for approval in approvals {
        for &refusal_weight in &refusals {
            let terms = Terms {
                approval,
                refusal_weight,
                ..own
            };
            // The same place means the same question in every scenario, so what is its own is not dropped.
            if wish.approval.is_empty() {
                list.push(terms);
            } else {
                unique(&mut list, terms);
            }
        }
    }
    list
}

fn blocks(sweep: &mut Sweep<'_>, terms: &[Terms]) -> Result<Vec<(Terms, Vec<Level>)>, TooLarge> {
    terms.iter().map(|&terms| Ok((terms, sweep.levels(terms)?))).collect()
}

/// The funds that are compared unasked: none, the policies' own, those at which the best play changes, and twice what is enough. Of
/// several scenarios only the fund that is enough for each.
fn usual_funds(begun: &[Begun<'_>]) -> BTreeSet<i64> {
    let last = |levels: &[Level]| levels.last().map_or(0, |level| level.fund);
    let mut funds = BTreeSet::from([0]);
    for case in begun {
        funds.insert(case.policy.fund);
        funds.extend(case.blocks.iter().map(|(_, levels)| last(levels)));
    }
    let most = funds.last().copied().unwrap_or(0);
    let all = begun.iter().filter_map(|case| case.sweep.steps().last().copied()).max();
    let twice = most.saturating_mul(2).min(all.unwrap_or(0));
    if twice > most {
        funds.insert(twice);
    }
    if let [case] = begun {
        let levels = case
            .blocks
            .iter()
            .flat_map(|(_, levels)| levels.iter().map(|level| level.fund));
        funds.extend(levels.take(ROWS_MAX));
    }
    if funds.len() > ROWS_MAX {
        // Evenly thinned, with both ends.
        let every = |at: usize| at * (ROWS_MAX - 1) % (funds.len() - 1) < ROWS_MAX - 1;
        let own: BTreeSet<i64> = begun.iter().map(|case| case.policy.fund).take(ROWS_MAX).collect();
        return funds
            .iter()
            .enumerate()
            .filter(|(at, fund)| every(*at) || own.contains(fund))
            .map(|(_, fund)| *fund)
            .collect();
    }
    funds
}

impl Begun<'_> {
    fn case(&mut self, funds: &BTreeSet<i64>) -> Result<Case, TooLarge> {
        let own = Terms::of(&self.policy);
        let mut blocks = Vec::new();
        for (terms, levels) in &self.blocks {
            let row = |&fund: &i64| {
                let typical = self.sweep.typical(Terms { fund, ..*terms })?;
                Ok(Row {
                    fund,
                    as_it_is: fund == own.fund,
                    best: Best::of(fund, &Level::at(levels, fund).best),
                    typical_value: typical.cents(),
                })
            };
            blocks.push(Block {
                conditions: Conditions {
                    fund: None,
                    ..conditions(terms)
                },
                as_it_is: (terms.approval, terms.refusal_weight) == (own.approval, own.refusal_weight),
                enough: levels.last().map_or(0, |level| level.fund),
                levels: levels.iter().map(|level| Best::of(level.fund, &level.best)).collect(),
                rows: funds.iter().map(row).collect::<Result<_, _>>()?,
            });
        }
        Ok(Case {
            scenario: self.scenario.id.clone(),
            title: self.scenario.title.clone(),
            hash: self.scenario.hash.to_string(),
            policy: conditions(&own),
            currency: self.policy.currency.clone(),
            blocks,
            money: self.policy.clone(),
        })
    }
}

fn conditions(terms: &Terms) -> Conditions {
    let acts = ActKind::ALL.iter().filter(|act| terms.approval & act.bit() != 0);
    Conditions {
        fund: Some(terms.fund),
        approval: Some(acts.map(|act| act.name()).collect()),
        grants: Some(256 - terms.refusal_weight),
    }
}

/// The mean over scenarios, block by block.
fn means(cases: &[Case]) -> Vec<Block> {
    (0..cases[0].blocks.len())
        .map(|at| {
            let blocks: Vec<&Block> = cases.iter().map(|case| &case.blocks[at]).collect();
            let first = blocks[0];
            let best = |fund: i64| {
                let all: Vec<&Best> = blocks.iter().map(|block| block.best(fund)).collect();
                Best::mean(fund, &all)
            };
            let row = |(at, row): (usize, &Row)| {
                let typical: f64 = blocks.iter().map(|block| exact(block.rows[at].typical_value)).sum();
                Row {
                    fund: row.fund,
                    as_it_is: blocks.iter().all(|block| block.rows[at].as_it_is),
                    best: best(row.fund),
                    typical_value: cents(typical / count(blocks.len())),
                }
            };
            let funds: BTreeSet<i64> = blocks
                .iter()
                .flat_map(|block| block.levels.iter().map(|level| level.fund))
                .collect();
            let same = |of: &dyn Fn(&Conditions) -> bool| blocks.iter().all(|block| of(&block.conditions));
            let Conditions { approval, grants, .. } = first.conditions.clone();
            Block {
                conditions: Conditions {
                    fund: None,
                    approval: approval.filter(|acts| same(&|other| other.approval.as_ref() == Some(acts))),
                    grants: grants.filter(|grants| same(&|other| other.grants == Some(*grants))),
                },
                as_it_is: blocks.iter().all(|block| block.as_it_is),
                enough: blocks.iter().map(|block| block.enough).max().unwrap_or(0),
                levels: funds.into_iter().map(best).collect(),
                rows: first.rows.iter().enumerate().map(row).collect(),
            }
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a mean that is shown")]
const fn exact(cents: i64) -> f64 {
    cents as f64
}

#[expect(clippy::cast_precision_loss, reason = "there are few scenarios")]
const fn count(of: usize) -> f64 {
    of as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a mean of amounts lies between them")]
fn cents(amount: f64) -> i64 {
    amount.round() as i64
}
