//! Conditions on lines, moves and targets.

use crate::customer::{ActKind, Feelings, Temper};
use crate::vocabulary::Vocabulary;

/// What a condition is asked about. Feelings are computed by the caller, once for all conditions of a beat.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    pub feelings: Feelings,
    /// Acts performed in this drill, one bit each ([`crate::customer::ActKind::bit`]); only those that some condition
    /// of the scenario names.
    pub done: u64,
    /// Flags set, one bit each, in the order of [`super::Scenario::flags`].
    pub flags: u64,
    /// What is left of the fund, cents.
    pub money_left: i64,
    pub temper: Temper,
    /// Fixed, or beyond repair and made good.
    pub settled: bool,
    /// A promise is open.
    pub promised: bool,
    /// The manager said yes.
    pub granted: bool,
}

/// A conjunction of tests; what is not mentioned always holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Bands, both ends included.
    pub anger: (u8, u8),
    pub loss: (u8, u8),
    pub dread: (u8, u8),
    /// Sets of acts and of flags that must be in, and must not be in.
    pub done: u64,
    pub not_done: u64,
    pub flags: u64,
    pub no_flags: u64,
    /// At least this much of the fund is left, cents.
    pub money: Option<i64>,
    /// Tempers, one bit each.
    pub tempers: u8,
    pub settled: Option<bool>,
    pub promised: Option<bool>,
    pub granted: Option<bool>,
}

/// All tempers.
const ANY_TEMPER: u8 = 0b111;

impl Default for Condition {
    fn default() -> Self {
        Self {
            anger: (0, 9),
            loss: (0, 100),
            dread: (0, 100),
            done: 0,
            not_done: 0,
            flags: 0,
            no_flags: 0,
            money: None,
            tempers: ANY_TEMPER,
            settled: None,
            promised: None,
            granted: None,
        }
    }
}

impl Condition {
    /// Whether it always holds.
    #[must_use]
    pub fn is_always(&self) -> bool {
        *self == Self::default()
    }

    /// Each test in a few words, for people who read a scenario: "anger 6 to 9", "after Fix", "not after Listen". `flags` are the names
    /// of the scenario's flags in the order of their bits. Empty where it always holds.
    #[must_use]
    pub fn told(&self, flags: &[String]) -> Vec<String> {
        let mut told = Vec::new();
        let acts = |set: u64| -> Vec<&str> {
            let of = |kind: &&ActKind| set & kind.bit() != 0;
            ActKind::ALL.iter().filter(of).map(|kind| kind.name()).collect()
        };
        let named = |set: u64| -> Vec<&str> {
            let of = |at: &usize| set & (1 << at) != 0;
            (0..flags.len().min(64))
                .filter(of)
                .map(|at| flags[at].as_str())
                .collect()
        };
        for (what, band, whole) in [
            ("anger", self.anger, (0, 9)),
            ("loss", self.loss, (0, 100)),
            ("dread", self.dread, (0, 100)),
        ] {
            match band {
                band if band == whole => {}
                (low, high) if low == high => told.push(format!("{what} {low}")),
                (low, high) => told.push(format!("{what} {low} to {high}")),
            }
        }
        told.extend(acts(self.done).iter().map(|act| format!("after {act}")));
        told.extend(acts(self.not_done).iter().map(|act| format!("not after {act}")));
        told.extend(named(self.flags).iter().map(|flag| format!("flag {flag}")));
        told.extend(named(self.no_flags).iter().map(|flag| format!("no flag {flag}")));
        told.extend(
            self.money
                .map(|least| format!("{} or more left of the fund", least / 100)),
        );
        if self.tempers != ANY_TEMPER {
            let of = |temper: &&Temper| self.tempers & (1 << **temper as u8) != 0;
            let tempers: Vec<&str> = Temper::ALL.iter().filter(of).map(|temper| temper.name()).collect();
            told.push(format!("temper {}", tempers.join(" or ")));
        }
        for (known, yes, no) in [
            (self.settled, "settled", "not settled"),
            (self.promised, "a promise is open", "no promise is open"),
            (self.granted, "the manager agreed", "the manager has not agreed"),
        ] {
            told.extend(known.map(|holds| if holds { yes } else { no }.to_owned()));
        }
        told
    }

    /// Whether it asks what the customer feels.
    #[must_use]
    pub fn asks_feelings(&self) -> bool {
        self.anger != (0, 9) || self.loss != (0, 100) || self.dread != (0, 100)
    }

    /// Whether every test holds.
    #[must_use]
    pub fn holds(&self, facts: &Facts) -> bool {
        let within = |(low, high): (u8, u8), value: u8| low <= value && value <= high;
        within(self.anger, facts.feelings.anger) && self.holds_beside_anger(facts)
    }

    /// Whether every test but the band of anger holds.
    fn holds_beside_anger(&self, facts: &Facts) -> bool {
        let within = |(low, high): (u8, u8), value: u8| low <= value && value <= high;
        within(self.loss, facts.feelings.loss())
            && within(self.dread, facts.feelings.dread())
            && facts.done & self.done == self.done
            && facts.done & self.not_done == 0
            && facts.flags & self.flags == self.flags
            && facts.flags & self.no_flags == 0
            && self.money.is_none_or(|least| facts.money_left >= least)
            && self.tempers & (1 << facts.temper as u8) != 0
            && self.settled.is_none_or(|settled| settled == facts.settled)
            && self.promised.is_none_or(|promised| promised == facts.promised)
            && self.granted.is_none_or(|granted| granted == facts.granted)
    }

    /// How far the facts are from this condition: 0 where it holds, the levels of anger to the band where only
    /// that fails, more where something else fails. Lines are chosen by it: a customer never stands there speechless.
    #[must_use]
    pub fn distance(&self, facts: &Facts) -> u32 {
        let anger = facts.feelings.anger;
        let levels = self
            .anger
            .0
            .saturating_sub(anger)
            .max(anger.saturating_sub(self.anger.1));
        u32::from(levels) + if self.holds_beside_anger(facts) { 0 } else { 100 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            feelings: Feelings {
                anger: 5,
                dj: 30,
                ij: 40,
                pj: 80,
                sat: 20,
            },
            done: 0b01,
            flags: 0b10,
            money_left: 5000,
            temper: Temper::Hot,
            settled: false,
            promised: true,
            granted: false,
        }
    }

    #[test]
    fn every_test_can_fail() {
        let check = |condition: Condition, holds: bool| assert_eq!(condition.holds(&facts()), holds, "{condition:?}");
        let base = Condition::default;
        check(base(), true);
        check(
            Condition {
                anger: (5, 5),
                ..base()
            },
            true,
        );
        check(
            Condition {
                anger: (6, 9),
                ..base()
            },
            false,
        );
        check(
            Condition {
                loss: (70, 70),
                ..base()
            },
            true,
        );
        check(
            Condition {
                loss: (71, 100),
                ..base()
            },
            false,
        );
        check(
            Condition {
                dread: (0, 19),
                ..base()
            },
            false,
        );
        check(Condition { done: 0b01, ..base() }, true);
        check(Condition { done: 0b11, ..base() }, false);
        check(
            Condition {
                not_done: 0b01,
                ..base()
            },
            false,
        );
        check(Condition { flags: 0b10, ..base() }, true);
        check(Condition { flags: 0b01, ..base() }, false);
        check(
            Condition {
                no_flags: 0b10,
                ..base()
            },
            false,
        );
        check(
            Condition {
                money: Some(5000),
                ..base()
            },
            true,
        );
        check(
            Condition {
                money: Some(5001),
                ..base()
            },
            false,
        );
        check(
            Condition {
                tempers: 0b011,
                ..base()
            },
            false,
        );
        check(
            Condition {
                settled: Some(true),
                ..base()
            },
            false,
        );
        check(
            Condition {
                promised: Some(true),
                ..base()
            },
            true,
        );
        check(
            Condition {
                granted: Some(true),
                ..base()
            },
            false,
        );
    }

    #[test]
    fn distance_counts_levels_of_anger_and_puts_other_failures_last() {
        let of = |condition: Condition| condition.distance(&facts());
        assert_eq!(of(Condition::default()), 0);
        assert_eq!(
            of(Condition {
                anger: (7, 9),
                ..Condition::default()
            }),
            2
        );
        assert_eq!(
            of(Condition {
                anger: (0, 4),
                ..Condition::default()
            }),
            1
        );
        assert_eq!(
            of(Condition {
                granted: Some(true),
                ..Condition::default()
            }),
            100
        );
    }
}
