//! A team session in the window: the window is the host and the shared screen, and the facilitator drives it by keys, by mouse, or from
//! a second device.
//!
//! A screen wishes ([`Wish`]), the [`Rehearsal`] grants, the clerk tells the host on a thread of its own, and the screen shows what the
//! room shows ([`seen`]). The rules are all in [`crate::session::team`].

mod actor;
mod clerk;
mod drafting;
mod pose;
mod prepared;
mod rehearsal;
mod seen;
mod view;
mod wish;

use bevy::prelude::*;

pub use pose::{Pose, pose};
pub use rehearsal::Rehearsal;
pub use view::{Asked, team_ui};

use super::screen::Screen;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Rehearsal>()
        .add_systems(OnEnter(Screen::Team), look)
        .add_systems(
            Update,
            (rehearsal::tend, rehearsal::advance.run_if(in_state(Screen::Team))).chain(),
        );
}

fn look(mut rehearsal: ResMut<Rehearsal>) {
    rehearsal.look();
}
