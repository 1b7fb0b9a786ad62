//! What the shared screen shows at a moment: of a session that is held, or of one that is only posed for a picture.

use std::sync::Arc;

use crate::app::drill::gesture_of;
use crate::figure::Gesture;
use crate::scenario::Scenario;
use crate::serve::{Looked, Snapshot, Way};
use crate::session::team::{FacilitatorView, Phase, Plan, RoomView, Team};

/// What the shared screen shows at a moment.
#[derive(Debug, Clone)]
pub struct Seen {
    pub room: RoomView,
    pub facilitator: FacilitatorView,
    pub debrief: Option<Arc<Looked>>,
    pub plan: Arc<Plan>,
    /// What goes wrong on this machine.
    pub trouble: Option<String>,
    pub scenario: Arc<Scenario>,
    /// What the team's move did to the customer's face.
    pub gesture: Option<Gesture>,
}

impl Seen {
    /// What is shown of a session that is held.
    #[must_use]
    pub fn of(snapshot: &Snapshot, team: &Team) -> Self {
        Self {
            room: snapshot.room.clone(),
            facilitator: snapshot.facilitator.clone(),
            debrief: snapshot.debrief.clone(),
            plan: Arc::clone(&snapshot.plan),
            trouble: snapshot.trouble.clone(),
            scenario: Arc::clone(&team.drill().scenario),
            gesture: gesture(team),
        }
    }

    /// What would be shown of a session that nobody holds.
    #[must_use]
    pub fn posed(team: &Team, debrief: Option<Arc<Looked>>, plan: Plan) -> Self {
        Self {
            room: team.room_view(),
            facilitator: team.facilitator_view(300),
            debrief,
            plan: Arc::new(plan),
            trouble: None,
            scenario: Arc::clone(&team.drill().scenario),
            gesture: gesture(team),
        }
    }

    /// Whether a command has a meaning now.
    #[must_use]
    pub fn may(&self, name: &str) -> bool {
        self.facilitator.may.contains(&name)
    }

    /// Whether the customer is there to be spoken with: not in the lobby, not in the days after.
    #[must_use]
    pub fn in_talk(&self) -> bool {
        self.room.day.is_none() && !matches!(self.room.phase, "Lobby" | "Debrief" | "Over")
    }
}

fn gesture(team: &Team) -> Option<Gesture> {
    if team.phase() != Phase::Reaction {
        return None;
    }
    let drill = team.drill();
    gesture_of(drill, drill.steps().last()?)
}

/// What stands on the screen for those who come in.
#[derive(Debug, Clone, Default)]
pub struct Entrance {
    pub way: Way,
    /// The facilitator's link as a QR code.
    pub remote: Vec<String>,
    pub remote_link: String,
    /// Where the session is kept.
    pub kept_at: Option<String>,
}
