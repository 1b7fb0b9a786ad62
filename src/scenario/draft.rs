//! What a trainer may write down: a scenario as it stands in the file, with the place of every value, before anybody
//! has asked whether it makes sense. [`super::Scenario`] is what does.

use std::ops::Range;

use serde::Deserialize;

use super::inject::InjectDraft;
use super::vocabulary::{Answer, Channel, Level, Pronouns, ServiceStep};
use crate::customer::{Act, ActKind, FailureKind, Fault, Patience, Rivals, Talk, Temper, Tie, Tier};
use crate::figure::Look;

/// A value with its place in the file, in bytes. Two are equal where their values are: the place does not count.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    pub value: T,
    pub span: Range<usize>,
}

impl<T> Placed<T> {
    /// A value that stands nowhere: made by a program.
    pub const fn nowhere(value: T) -> Self {
        Self { value, span: 0..0 }
    }
}

impl<T: PartialEq> PartialEq for Placed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// Text with its place.
pub type PlacedText = Placed<String>;
/// A chance list: outcomes with weights that should sum to 256.
pub type ChanceList<T> = Placed<Vec<(T, Placed<i64>)>>;

/// A scenario as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub format: Placed<i64>,
    pub id: PlacedText,
    pub title: PlacedText,
    pub summary: PlacedText,
    pub setting: PlacedText,
    pub channel: Channel,
    pub level: Level,
    pub teaches: Vec<ServiceStep>,
    pub briefing: BriefingDraft,
    pub customer: CustomerDraft,
    pub failure: FailureDraft,
    pub policy: PolicyDraft,
    pub start: PlacedText,
    pub beats: Placed<Vec<(PlacedText, BeatDraft)>>,
    pub injects: Vec<InjectDraft>,
    pub last_words: Vec<LastWordsDraft>,
    pub walk_out: Option<PlacedText>,
    pub allow: Vec<AllowDraft>,
}

/// A rule that is silenced, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct AllowDraft {
    pub rule: PlacedText,
    pub beat: Option<PlacedText>,
    pub mv: Option<PlacedText>,
    pub reason: PlacedText,
}

impl AllowDraft {
    /// What it silences.
    pub(super) fn names(&self) -> (&str, Option<&str>, Option<&str>) {
        let beat = self.beat.as_ref().map(|beat| beat.value.as_str());
        let mv = self.mv.as_ref().map(|mv| mv.value.as_str());
        (&self.rule.value, beat, mv)
    }
}

/// What the trainee is told before the drill.
#[derive(Debug, Clone, PartialEq)]
pub struct BriefingDraft {
    pub role: PlacedText,
    pub place: PlacedText,
    pub trouble: PlacedText,
}

/// The customer as written.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerDraft {
    pub name: PlacedText,
    pub about: Option<PlacedText>,
    pub pronouns: Pronouns,
    pub tie: Tie,
    pub prior: Placed<i64>,
    pub rivals: Rivals,
    pub lifetime_value: Placed<i64>,
    pub tempers: Option<ChanceList<Temper>>,
    pub patiences: Option<ChanceList<Patience>>,
    pub talks: Option<ChanceList<Talk>>,
    pub look: Look,
    pub voice: Voice,
}

/// How the customer sounds.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Voice {
    /// 0 (low) ..= 1 (high).
    pub pitch: f32,
    /// Speed against ordinary talk, 0.5..=2.
    pub pace: f32,
}

impl Default for Voice {
    fn default() -> Self {
        Self { pitch: 0.5, pace: 1.0 }
    }
}

/// The failure as written.
#[expect(clippy::struct_excessive_bools, reason = "the fields are the model's")]
#[derive(Debug, Clone, PartialEq)]
pub struct FailureDraft {
    pub kind: FailureKind,
    pub severity: Placed<i64>,
    pub repeated: bool,
    pub controllable: bool,
    pub stable: bool,
    pub fault: Fault,
    pub consumed: bool,
    pub irreparable: bool,
    pub obvious: bool,
    pub no_proof: bool,
    pub price: Placed<i64>,
    pub fix_cost: Placed<i64>,
    pub gesture_cost: Placed<i64>,
    pub improve_cost: Placed<i64>,
    pub burden: Option<PlacedText>,
}

/// What the front line may do: in a scenario, or in a site's `policy.ron`, which overrides what scenarios say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PolicyDraft {
    pub fund: Option<Placed<i64>>,
    pub labour_per_minute: Option<Placed<i64>>,
    pub approval: Option<Vec<Placed<ActKind>>>,
    pub grants: Option<ChanceList<Answer>>,
    pub currency: Option<PlacedText>,
    pub new_customer_value: Option<Placed<i64>>,
}

/// A beat as written.
#[derive(Debug, Clone, PartialEq)]
pub struct BeatDraft {
    pub day: Option<Placed<i64>>,
    pub scene: Option<PlacedText>,
    pub lines: Vec<LineDraft>,
    pub waiting: Vec<PlacedText>,
    pub moves: Placed<Vec<MoveDraft>>,
}

/// What the customer says under a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct LineDraft {
    pub when: ConditionDraft,
    pub say: PlacedText,
}

/// A condition as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionDraft {
    pub anger: Option<Placed<(i64, i64)>>,
    pub loss: Option<Placed<(i64, i64)>>,
    pub dread: Option<Placed<(i64, i64)>>,
    pub done: Vec<Placed<ActKind>>,
    pub not_done: Vec<Placed<ActKind>>,
    pub flags: Vec<PlacedText>,
    pub no_flags: Vec<PlacedText>,
    pub money: Option<Placed<i64>>,
    pub temper: Vec<Temper>,
    pub settled: Option<bool>,
    pub promised: Option<bool>,
    pub granted: Option<bool>,
}

/// A move as written.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveDraft {
    pub id: PlacedText,
    pub say: PlacedText,
    pub acts: Placed<Vec<Placed<Act>>>,
    pub when: Option<ConditionDraft>,
    pub sets: Vec<PlacedText>,
    pub replies: Vec<LineDraft>,
    pub branches: Vec<BranchDraft>,
    pub next: PlacedText,
    pub why: PlacedText,
}

/// A conditional target as written.
#[derive(Debug, Clone, PartialEq)]
pub struct BranchDraft {
    pub when: ConditionDraft,
    pub next: PlacedText,
}

/// What is said at the end of the talk, by how the customer leaves.
#[derive(Debug, Clone, PartialEq)]
pub struct LastWordsDraft {
    pub tiers: Vec<Tier>,
    pub say: PlacedText,
}
