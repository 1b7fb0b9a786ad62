//! The drill on its stage.
//!
//! [`Play`] tells it, the panels show it, and one system lets its time pass and moves the face.

mod bubble;
mod calendar;
mod call;
mod days;
mod drawer;
mod gesture;
mod hint;
mod hud;
mod message;
mod moves;
mod overlay;
mod play;
mod speech;
mod view;
mod writing;

use bevy::prelude::*;

pub use gesture::of as gesture_of;
pub use play::{Noise, Origin, Phase, Play};
pub use speech::Bubble;
pub use view::{Actor, drill_ui, face_of};

use super::screen::{Running, Screen};
use super::settings::Settings;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Actor>()
        .add_systems(OnEnter(Screen::Drill), begin)
        .add_systems(Update, advance.run_if(in_state(Screen::Drill)));
}

/// The longest step of a moving picture; what is more was sleep.
const STEP_SECONDS: f32 = 0.1;

fn begin(mut actor: ResMut<Actor>, running: Option<Res<Running>>) {
    if let Some(running) = running {
        *actor = Actor::new(&running.0);
    }
}

fn advance(time: Res<Time<Real>>, settings: Res<Settings>, mut actor: ResMut<Actor>, running: Option<ResMut<Running>>) {
    let Some(mut running) = running else { return };
    let (seconds, motion) = (time.delta_secs(), !settings.reduced_motion);
    let step = seconds.min(STEP_SECONDS);
    // Thinking time is real time, even where a slow machine shows few pictures of it; a line is typed picture by picture.
    let play = &mut running.0;
    play.pass(
        if play.phase() == Phase::Deciding {
            seconds.min(2.0)
        } else {
            step
        },
        motion,
    );
    actor.pass(play, step, motion);
}
