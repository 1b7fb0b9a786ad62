//! Where a drill begins that does not begin at the beginning: part of its setup, and so of its record.

use serde::{Deserialize, Serialize};

use super::account::Shown;
use super::run::Drill;
use super::state::{Place, State};
use crate::customer::{self, AMOUNT_MAX, ActKind};
use crate::scenario::Scenario;
use crate::vocabulary::Vocabulary;

/// The state before the first move of such a drill, by the names that the scenario writes. [`super::Start::setup`] makes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    pub(super) beat: String,
    /// The packed state of the customer's mind, 16 hexadecimal digits.
    pub(super) mind: String,
    /// What counts as done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) done: Vec<ActKind>,
    /// Flags that are set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) flags: Vec<String>,
    /// A manager said yes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) granted: bool,
    /// Cents that were spent before, beside what the state itself has cost.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) spent: i64,
}

impl Drill {
    /// Where it began and how the customer felt there, in a sentence; `None` where it began at the beginning.
    #[must_use]
    pub fn begun(&self) -> Option<String> {
        let begin = self.setup.begin.as_ref()?;
        let rules = self.rules();
        let start = rules.start();
        let felt = Shown::from(rules.feelings(&start));
        let mut words = format!(
            "It begins at the beat `{}`, to try the scenario: anger {}, loss {}, dread {}",
            begin.beat, felt.anger, felt.loss, felt.dread
        );
        if !begin.done.is_empty() {
            let acts: Vec<&str> = begin.done.iter().map(|act| act.name()).collect();
            words += &format!("; done before: {}", acts.join(", "));
        }
        if !begin.flags.is_empty() {
            words += &format!("; flags: {}", begin.flags.join(", "));
        }
        let spent = rules.spent(&start);
        if spent != 0 {
            words += &format!("; {} spent", self.setup.policy.money(spent));
        }
        if begin.granted {
            words += "; the manager said yes";
        }
        Some(words + ".")
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(cents: &i64) -> bool {
    *cents == 0
}

impl Begin {
    /// The name of the beat.
    #[must_use]
    pub fn beat(&self) -> &str {
        &self.beat
    }

    /// Cents that were spent before, beside what the state itself has cost.
    #[must_use]
    pub const fn spent(&self) -> i64 {
        self.spent
    }

    /// The state in a scenario; the sentence says what does not fit.
    pub(super) fn state(&self, scenario: &Scenario) -> Result<State, String> {
        let beat = scenario
            .beat_named(&self.beat)
            .ok_or_else(|| format!("it begins at the beat `{}`, and there is none", self.beat))?;
        let word = u64::from_str_radix(&self.mind, 16).ok();
        let mind = word.and_then(customer::State::unpack).filter(customer::State::is_sound);
        let mind = mind.ok_or_else(|| {
            format!(
                "it begins in the state `{}`, which is no state of a customer",
                self.mind
            )
        })?;
        let fits = match (mind, scenario.beat(beat).day) {
            (customer::State::Open(talk), None) => talk.clock() == 0,
            (customer::State::After(after), Some(day)) => after.clock() == 0 && after.slot() == day.slot,
            _ => false,
        };
        if !fits {
            return Err(format!(
                "it begins in a state that the beat `{}` cannot begin in",
                self.beat
            ));
        }
        if !(0..=AMOUNT_MAX).contains(&self.spent) {
            return Err(format!("it begins with {} cents spent", self.spent));
        }
        let mut flags = 0;
        for name in &self.flags {
            let bit = scenario.flags.iter().position(|flag| flag == name);
            flags |= 1 << bit.ok_or_else(|| format!("it begins with the flag `{name}`, and no move sets it"))?;
        }
        let done = self.done.iter().fold(0, |set, act| set | act.bit());
        Ok(State {
            mind,
            place: Place::Beat(beat),
            done: done & scenario.watched_acts,
            flags: flags & scenario.watched_flags,
            granted: self.granted,
        })
    }
}
