//! What the manager's page is made of.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;

use super::super::Tally;
use super::Assumptions;
use crate::customer::FailureKind;
use crate::scenario::{Channel, Policy, Scenario, ScenarioHash};
use crate::solve::{Level, Sensitivity};

/// What is known of a scenario, in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    pub hash: ScenarioHash,
    pub id: String,
    pub title: String,
    pub kind: FailureKind,
    pub channel: Channel,
    /// The sign before amounts.
    pub currency: String,
    /// It can be played here and now: older versions were played and cannot.
    pub at_hand: bool,
}

impl About {
    /// Of a scenario as it is under a policy.
    #[must_use]
    pub fn of(scenario: &Scenario, policy: &Policy, at_hand: bool) -> Self {
        Self {
            hash: scenario.hash,
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            kind: scenario.profile.failure,
            channel: scenario.channel,
            currency: policy.currency.clone(),
            at_hand,
        }
    }
}

/// What the page is made of.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Sums by scenario and month.
    pub by_month: &'a [Tally],
    /// Sums by person and scenario.
    pub by_person: &'a [Tally],
    /// The scenarios at hand, and those that were played.
    pub scenarios: &'a [About],
    pub assumptions: Assumptions,
    pub now: Timestamp,
}

/// What a larger fund would buy in a scenario, within the model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curve {
    pub title: String,
    pub currency: String,
    /// What may be spent now, cents.
    pub fund: i64,
    /// Beyond this fund nothing is gained, cents.
    pub enough: i64,
    /// Fund and expected net value of the best play from there on, cents, ascending from a fund of 0.
    pub levels: Vec<(i64, i64)>,
}

impl Curve {
    /// From [`crate::solve::Sweep::levels`].
    #[must_use]
    pub fn of(scenario: &Scenario, policy: &Policy, levels: &[Level]) -> Self {
        Self {
            title: scenario.title.clone(),
            currency: policy.currency.clone(),
            fund: policy.fund,
            enough: levels.last().map_or(0, |level| level.fund),
            levels: levels
                .iter()
                .map(|level| (level.fund, level.best.value.cents()))
                .collect(),
        }
    }

    /// What would be won, in cents a customer, if the fund were as large as helps.
    #[must_use]
    pub fn to_win(&self) -> i64 {
        let now = self.levels.iter().rev().find(|(fund, _)| *fund <= self.fund);
        let most = self.levels.last().map_or(0, |(_, value)| *value);
        now.map_or(0, |(_, value)| (most - value).max(0))
    }
}

/// How sure the best line of a scenario is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hinge {
    pub title: String,
    /// How many of the model's numbers were moved by a tenth.
    pub tried: usize,
    /// Those under which another line is best.
    pub turned: Vec<String>,
}

impl Hinge {
    /// From [`crate::solve::sensitivity`].
    #[must_use]
    pub fn of(scenario: &Scenario, found: &Sensitivity) -> Self {
        let turned: BTreeSet<String> = found.turned.iter().map(|turned| turned.change.place()).collect();
        Self {
            title: scenario.title.clone(),
            tried: found.tried,
            turned: turned.into_iter().collect(),
        }
    }
}
