//! What the room shows at a moment, put together once for everybody.

use std::sync::Arc;

use super::message::Told;
use super::way::Way;
use crate::session::team::{
    FacilitatorView, MemberId, OwnDebrief, OwnView, Plan, RoomView, Team, TeamDebrief, TeamReview,
};

/// How many people the facilitator's page lists.
const PEOPLE_MAX: usize = 300;

/// Said to everybody while the disk refuses.
const UNKEPT: &str = "The host cannot keep anything on its disk just now, so the session stands still: no vote counts until this is gone. \
                      Leave this page open.";

/// What the room shows at a moment.
#[derive(Debug)]
pub struct Snapshot {
    /// Changes where anything but the count of votes has.
    pub turn: u64,
    pub room: RoomView,
    pub facilitator: FacilitatorView,
    /// The debrief, when it is worked out.
    pub debrief: Option<Arc<Looked>>,
    /// The team's recovery plan.
    pub plan: Arc<Plan>,
    /// What goes wrong on this machine, for the facilitator.
    pub trouble: Option<String>,
    /// What everybody is told while the disk refuses.
    unkept: Option<&'static str>,
    /// The room and the debrief as they are sent.
    shared: String,
    /// What each person sees, in the order in which they joined.
    own: Arc<Vec<Option<OwnView>>>,
}

/// A session looked back at.
#[derive(Debug)]
pub struct Looked {
    pub review: TeamReview,
    pub debrief: TeamDebrief,
}

/// What is shown beside the session.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    pub looked: Option<Arc<Looked>>,
    pub plan: Arc<Plan>,
    pub trouble: Option<String>,
}

impl Snapshot {
    /// Where only votes were counted since, `before` knows what each person sees: whoever voted was told so.
    pub(super) fn of(team: &Team, turn: u64, beside: Beside, before: Option<&Self>) -> Self {
        let Beside { looked, plan, trouble } = beside;
        let room = team.room_view();
        let mut shared = String::from("{\"room\":");
        shared += &serde_json::to_string(&room).expect("plain data");
        if room.tier.is_some() {
            shared += ",\"plan\":";
            shared += &serde_json::to_string(&*plan).expect("plain data");
        }
        if let Some(looked) = looked.as_ref().filter(|_| room.tier.is_some()) {
            shared += ",\"debrief\":";
            shared += &serde_json::to_string(&looked.debrief).expect("plain data");
        }
        let own = before.map(|before| Arc::clone(&before.own));
        let people = u32::try_from(team.members().len()).unwrap_or(u32::MAX);
        Self {
            turn,
            facilitator: team.facilitator_view(PEOPLE_MAX),
            debrief: looked,
            plan,
            trouble,
            unkept: None,
            shared,
            own: own.unwrap_or_else(|| Arc::new((0..people).map(|at| team.own_view(MemberId(at))).collect())),
            room,
        }
    }

    /// The same, told that nothing is kept just now: what was not kept is not shown.
    pub(super) fn unkept(&self, turn: u64, trouble: Option<String>) -> Self {
        Self {
            turn,
            room: self.room.clone(),
            facilitator: self.facilitator.clone(),
            debrief: self.debrief.clone(),
            plan: Arc::clone(&self.plan),
            trouble,
            unkept: Some(UNKEPT),
            shared: self.shared.clone(),
            own: Arc::clone(&self.own),
        }
    }

    /// What everybody is told.
    fn begun(&self) -> String {
        let mut text = self.shared.clone();
        text += ",\"unkept\":";
        text += &serde_json::to_string(&self.unkept).expect("plain data");
        text
    }

    /// The whole state for one person; `fresh`: what they see now, where that was asked.
    #[must_use]
    pub fn for_member(&self, member: MemberId, fresh: Option<&OwnView>) -> String {
        let mut text = self.begun();
        let own = fresh.or_else(|| self.own.get(member.index()).and_then(Option::as_ref));
        text += ",\"own\":";
        text += &serde_json::to_string(&own).expect("plain data");
        let looked = self.debrief.as_ref().filter(|_| self.room.tier.is_some());
        if let (Some(looked), Some(own)) = (looked, own) {
            text += ",\"own_debrief\":";
            text += &serde_json::to_string(&OwnDebrief::of(&looked.review, own.member)).expect("plain data");
        }
        text.push('}');
        text
    }

    /// The whole state for a shared screen.
    #[must_use]
    pub fn for_screen(&self, way: &Way) -> String {
        let mut text = self.begun();
        text += ",\"way\":";
        text += &serde_json::to_string(way).expect("plain data");
        text.push('}');
        text
    }

    /// The whole state for the facilitator.
    #[must_use]
    pub fn for_facilitator(&self, way: &Way) -> String {
        let mut text = self.for_screen(way);
        text.pop();
        text += ",\"facilitator\":";
        text += &serde_json::to_string(&self.facilitator).expect("plain data");
        text += ",\"trouble\":";
        text += &serde_json::to_string(&self.trouble).expect("plain data");
        text.push('}');
        text
    }

    /// Only how many have voted.
    #[must_use]
    pub fn tally(&self) -> Option<String> {
        let room = &self.room;
        let told = Told::Voted {
            ballot: room.ballot?,
            voted: room.voted,
            of: room.of,
        };
        Some(told.text())
    }
}
