//! The names of the rules that `check` solves a scenario for, and how a trainer silences one.
//!
//! What each rule looks for stands in `lint`, one file a rule; here are the names that a scenario may write down.

use super::model::BeatId;
use crate::vocabulary::Vocabulary;

/// A rule by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    DeadEnd,
    UnreachableBeat,
    UnreachableMove,
    UnreachableLine,
    UnreachableInject,
    Unwinnable,
    BestWaits,
    BestAvoids,
    BestPads,
    AvoidancePays,
    LongestIsBest,
    OnlyKindOne,
    Alike,
    NeverBetter,
    TooEasy,
    Fragile,
    CostlyToSolve,
    TooLarge,
    UnusedAllow,
}

impl Vocabulary for Rule {
    const NOUN: &'static str = "rule";
    const ALL: &'static [Self] = &[
        Self::DeadEnd,
        Self::UnreachableBeat,
        Self::UnreachableMove,
        Self::UnreachableLine,
        Self::UnreachableInject,
        Self::Unwinnable,
        Self::BestWaits,
        Self::BestAvoids,
        Self::BestPads,
        Self::AvoidancePays,
        Self::LongestIsBest,
        Self::OnlyKindOne,
        Self::Alike,
        Self::NeverBetter,
        Self::TooEasy,
        Self::Fragile,
        Self::CostlyToSolve,
        Self::TooLarge,
        Self::UnusedAllow,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::DeadEnd => "dead-end",
            Self::UnreachableBeat => "unreachable-beat",
            Self::UnreachableMove => "unreachable-move",
            Self::UnreachableLine => "unreachable-line",
            Self::UnreachableInject => "unreachable-inject",
            Self::Unwinnable => "unwinnable",
            Self::BestWaits => "best-waits",
            Self::BestAvoids => "best-avoids",
            Self::BestPads => "best-pads",
            Self::AvoidancePays => "avoidance-pays",
            Self::LongestIsBest => "longest-is-best",
            Self::OnlyKindOne => "only-kind-one",
            Self::Alike => "alike",
            Self::NeverBetter => "never-better",
            Self::TooEasy => "too-easy",
            Self::Fragile => "fragile",
            Self::CostlyToSolve => "costly-to-solve",
            Self::TooLarge => "too-large",
            Self::UnusedAllow => "unused-allow",
        }
    }
}

/// A rule that a trainer silences, with the reason. What is not named is meant as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    pub rule: Rule,
    pub beat: Option<BeatId>,
    /// A move's id; without a beat: every move of this name.
    pub mv: Option<String>,
    pub reason: String,
}

impl Allow {
    /// Whether it silences a finding of this rule about this beat and move.
    #[must_use]
    pub fn covers(&self, rule: Rule, beat: Option<BeatId>, mv: Option<&str>) -> bool {
        self.rule == rule
            && self.beat.is_none_or(|named| beat == Some(named))
            && self.mv.as_deref().is_none_or(|named| mv == Some(named))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allow_covers_what_it_names_and_nothing_else() {
        let allow = |beat: Option<u16>, mv: Option<&str>| Allow {
            rule: Rule::Alike,
            beat: beat.map(BeatId),
            mv: mv.map(str::to_owned),
            reason: "they are meant to be".to_owned(),
        };
        let check = |allow: Allow, covers: bool| {
            assert_eq!(
                allow.covers(Rule::Alike, Some(BeatId(1)), Some("hear")),
                covers,
                "{allow:?}"
            );
        };
        check(allow(None, None), true);
        check(allow(Some(1), None), true);
        check(allow(Some(2), None), false);
        check(allow(None, Some("hear")), true);
        check(allow(Some(1), Some("slip")), false);
        assert!(!allow(None, None).covers(Rule::DeadEnd, None, None));
        assert!(
            !allow(Some(1), None).covers(Rule::Alike, None, None),
            "a finding about the whole"
        );
    }

    #[test]
    fn json_writes_the_names_that_scenarios_write() {
        for &rule in Rule::ALL {
            let written = serde_json::to_string(&rule).expect("a name");
            assert_eq!(written, format!("\"{}\"", rule.name()));
        }
    }
}
