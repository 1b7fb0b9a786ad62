//! What a facilitator can bring into a running drill: the neighbour calls, the colleague walks in.

use ronin_core::ast::Value;

use super::condition::Condition;
use super::draft::{ConditionDraft, Placed, PlacedText};
use super::read::condition;
use super::reader::{Reader, span};
use super::text::Text;
use crate::customer::{self, Act};

/// The most injects of a scenario.
pub const INJECTS_MAX: usize = 32;
/// The most letters of an inject's label: it stands on a button.
pub const INJECT_LABEL_MAX: usize = 60;
/// The most letters of what is said or seen: it is heard in the middle of a talk.
pub const INJECT_TEXT_MAX: usize = 400;

/// Something that happens in the talk because a facilitator wants it, once in a drill at most. The trainee has not chosen it, and is not
/// charged for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inject {
    pub id: String,
    /// What it is called where it can be chosen.
    pub label: String,
    /// What can be seen and heard of it, the words of others among it.
    pub scene: Option<Text>,
    /// What the customer says because of it.
    pub say: Option<Text>,
    /// What somebody else of the firm does to the customer meanwhile. None: no time passes, and the customer feels what they felt.
    pub acts: customer::Move,
    /// Flags that it sets, one bit each.
    pub sets: u64,
    /// It can be brought only while this holds.
    pub when: Condition,
}

/// An inject as written.
#[derive(Debug, Clone, PartialEq)]
pub struct InjectDraft {
    pub id: PlacedText,
    pub label: PlacedText,
    pub scene: Option<PlacedText>,
    pub say: Option<PlacedText>,
    pub acts: Placed<Vec<Placed<Act>>>,
    pub sets: Vec<PlacedText>,
    pub when: Option<ConditionDraft>,
}

/// Reads one.
pub(super) fn inject(r: &mut Reader, value: &Value) -> Option<InjectDraft> {
    let mut f = r.fields(value, "inject")?;
    let id = f.required(r, "id", Reader::text);
    let label = f.required(r, "label", Reader::text);
    let scene = f.optional(r, "scene", Reader::text);
    let say = f.optional(r, "say", Reader::text);
    let acts = f.optional(r, "acts", |r, v| {
        r.list(v, Reader::act).map(|acts| Placed {
            value: acts,
            span: span(v.syntax()),
        })
    });
    let sets = f
        .optional(r, "sets", |r, v| r.list(v, Reader::text))
        .unwrap_or_default();
    let when = f.optional(r, "when", condition);
    f.finish(r);
    let acts = acts.unwrap_or(Placed {
        value: Vec::new(),
        span: span(value.syntax()),
    });
    Some(InjectDraft {
        id: id?,
        label: label?,
        scene,
        say,
        acts,
        sets,
        when,
    })
}
