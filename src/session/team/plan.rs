//! A team's own recovery plan: what it will say, do and be allowed to do, and who changes what by when. Kept from session to session.

use serde::{Deserialize, Serialize};

use super::member::cleaned;
use crate::customer::{ActKind, Phase};
use crate::vocabulary::Vocabulary;

/// The most letters of each of a plan's texts.
pub const PLAN_TEXT_MAX: usize = 600;
/// The most changes.
pub const CHANGES_MAX: usize = 20;
/// The largest fund, in whole units: what a policy takes.
const FUND_MAX: u32 = 1_000_000;

/// Something that somebody changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub what: String,
    pub who: String,
    pub when: String,
}

/// A team's recovery plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What we will say.
    pub say: String,
    /// What we will do.
    pub act: String,
    /// What we are allowed to do, in words.
    pub allowed: String,
    /// What may be spent without asking, in whole units of the site's currency; `None`: the plan does not set it.
    pub fund: Option<u32>,
    /// Acts that need a manager; `None`: the plan does not set them.
    pub approval: Option<Vec<ActKind>>,
    pub changes: Vec<Change>,
}

impl Plan {
    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The plan as it may be shown and kept: texts of one line each, no longer than they may be, changes that say something.
    #[must_use]
    pub fn cleaned(&self) -> Self {
        let text = |text: &str| cleaned(text, PLAN_TEXT_MAX).unwrap_or_default();
        let changes = self.changes.iter().map(|change| Change {
            what: text(&change.what),
            who: text(&change.who),
            when: text(&change.when),
        });
        let mut approval = self.approval.clone();
        if let Some(approval) = &mut approval {
            approval.retain(|act| act.phase() == Phase::Talk);
            approval.sort_unstable();
            approval.dedup();
        }
        Self {
            say: text(&self.say),
            act: text(&self.act),
            allowed: text(&self.allowed),
            fund: self.fund.map(|fund| fund.min(FUND_MAX)),
            approval,
            changes: changes
                .filter(|change| !change.what.is_empty())
                .take(CHANGES_MAX)
                .collect(),
        }
    }

    /// Whether it says something that a site's `policy.ron` holds: the fund, or what needs a manager.
    #[must_use]
    pub const fn sets_policy(&self) -> bool {
        self.fund.is_some() || self.approval.is_some()
    }

    /// A site's `policy.ron`; `None` where the plan sets neither fund nor approvals.
    #[must_use]
    pub fn policy_text(&self) -> Option<String> {
        let fund = self.fund.map(|fund| format!("    fund: {fund},\n"));
        let approval = self.approval.as_ref().map(|acts| {
            let names: Vec<&str> = acts.iter().map(|act| act.name()).collect();
            format!("    approval: [{}],\n", names.join(", "))
        });
        if fund.is_none() && approval.is_none() {
            return None;
        }
        Some(format!(
            "// From the team's recovery plan.\n(\n{}{})\n",
            fund.unwrap_or_default(),
            approval.unwrap_or_default()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read_policy;

    #[test]
    fn a_plan_that_sets_them_is_a_policy_that_can_be_read() {
        let mut plan = Plan {
            fund: Some(120),
            approval: Some(vec![ActKind::Compensate, ActKind::Fix, ActKind::Fix]),
            ..Plan::default()
        };
        plan = plan.cleaned();
        let text = plan.policy_text().expect("it sets both");
        let policy = read_policy(&text).unwrap_or_else(|found| panic!("{text}{found:?}"));
        assert_eq!(policy.fund, Some(12_000));
        assert_eq!(policy.approval, Some(ActKind::Fix.bit() | ActKind::Compensate.bit()));
        assert_eq!(Plan::default().policy_text(), None);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let change = Change {
            what: " call \n back ".to_owned(),
            ..Change::default()
        };
        let plan = Plan {
            say: "x".repeat(5000),
            fund: Some(u32::MAX),
            changes: vec![change; 50],
            ..Plan::default()
        };
        let plan = plan.cleaned();
        assert_eq!(
            (plan.say.len(), plan.fund, plan.changes.len()),
            (PLAN_TEXT_MAX, Some(FUND_MAX), CHANGES_MAX)
        );
        assert_eq!(plan.changes[0].what, "call back");
    }
}
