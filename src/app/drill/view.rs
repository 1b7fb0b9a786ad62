//! The screen of a drill: the stage with everything on it.

use bevy::prelude::Resource;
use bevy_egui::egui::{Key, Modifiers, Rect, Ui, pos2};

use super::play::{Phase, Play};
use super::{bubble, call, days, drawer, hint, hud, message, moves, overlay};
use crate::app::screen::Command;
use crate::app::stage::{self, Stage};
use crate::app::widgets::{Pen, veil};
use crate::drill::Shown;
use crate::figure::{Face, Feelings, Rig, Waveform};

/// The customer's face, and the bars that follow the feelings softly.
#[derive(Resource)]
pub struct Actor {
    rig: Rig,
    /// Seconds on the set's clock.
    pub clock_seconds: f32,
    /// Anger, loss and dread as shown, 0..=1 each.
    pub bars: [f32; 3],
    /// The voice as a picture, where the customer is on the phone.
    pub voice: Waveform,
}

impl Default for Actor {
    fn default() -> Self {
        Self {
            rig: Rig::new(Face::default()),
            clock_seconds: 0.0,
            bars: [0.0; 3],
            voice: Waveform::default(),
        }
    }
}

impl Actor {
    /// The customer of a drill as they come in.
    #[must_use]
    pub fn new(play: &Play) -> Self {
        Self {
            rig: Rig::new(target(play)),
            clock_seconds: 0.0,
            bars: bars(play),
            voice: Waveform::default(),
        }
    }

    /// Time passes.
    pub fn pass(&mut self, play: &Play, seconds: f32, motion: bool) {
        if play.is_paused || play.drawer_open {
            return;
        }
        let is_speaking = play.is_speaking() && play.day.is_none();
        // Who writes keeps their mouth shut.
        self.rig.speaking = is_speaking && !play.drill().scenario.channel.is_written();
        self.rig.update(target(play), seconds, motion);
        let [anger, ..] = bars(play);
        if motion {
            self.clock_seconds += seconds;
            self.voice.update(self.rig.speaking, anger, seconds);
        } else {
            self.voice.stand(is_heard(play), anger);
        }
        let share = if motion { 1.0 - (-seconds * 6.0).exp() } else { 1.0 };
        for (shown, wanted) in self.bars.iter_mut().zip(bars(play)) {
            *shown += (wanted - *shown) * share;
        }
    }

    /// The face now.
    #[must_use]
    pub fn face(&self) -> Face {
        self.rig.face()
    }

    /// Goes at once to where it is bound for: for still pictures.
    pub fn settle(&mut self, play: &Play) {
        self.rig.speaking = false;
        self.rig.update(target(play), 0.0, false);
        self.bars = bars(play);
        self.voice.stand(is_heard(play), self.bars[0]);
    }
}

/// Whether a line of the customer's hangs in the air.
fn is_heard(play: &Play) -> bool {
    play.bubble.is_some() && play.day.is_none() && !play.drill().walked_out()
}

fn bars(play: &Play) -> [f32; 3] {
    let felt = play.felt;
    [
        f32::from(felt.anger) / 9.0,
        f32::from(felt.loss) / 100.0,
        f32::from(felt.dread) / 100.0,
    ]
}

/// The face of what the customer feels.
pub fn mood(play: &Play) -> Face {
    face_of(play.felt)
}

/// The face of these feelings.
#[must_use]
pub fn face_of(felt: Shown) -> Face {
    Face::of(&Feelings {
        anger: f32::from(felt.anger),
        loss: f32::from(felt.loss),
        dread: f32::from(felt.dread),
        relief: f32::from(felt.satisfaction),
    })
}

/// The face that the customer is bound for.
fn target(play: &Play) -> Face {
    let face = mood(play);
    let face = match play.gesture() {
        Some((gesture, progress)) => face.with_gesture(gesture, progress),
        None => face,
    };
    if play.leaving > 0.0 {
        return face;
    }
    stage::on_channel(face, play.drill().scenario.channel)
}

/// The screen of a drill.
pub fn drill_ui(ui: &mut Ui, play: &Play, actor: &Actor, pen: &mut Pen<'_>) -> Option<Command> {
    let theme = pen.theme;
    let screen = ui.max_rect();
    let scenario = &play.drill().scenario;
    let keyed = keys(ui, play);

    let who = (play.day.is_none() && play.leaving < 1.0).then(|| (actor.face(), play.leaving));
    stage::stage_ui(ui, screen, scenario, who, actor.clock_seconds, pen);
    if play.is_paused {
        veil(ui, &theme, screen);
        return keyed.or(overlay::pause_ui(ui, screen, play, pen));
    }
    let top = hud::top_ui(ui, screen, play, pen);
    let below = moves::height(ui, screen, top.bottom, play, pen);
    let stage_room = Rect::from_min_max(
        pos2(screen.left(), top.bottom),
        pos2(screen.right(), screen.bottom() - below),
    );
    if play.day.is_some() {
        days::days_ui(ui, stage_room, play, pen);
    } else {
        if play.solo().mode().shows_feelings() {
            hud::feelings_ui(ui, stage_room, play, actor, pen);
        }
        match Stage::of(scenario) {
            Stage::Counter => {}
            Stage::Call => call::call_ui(ui, screen, stage_room, play, actor, pen),
            Stage::Messages => message::message_ui(ui, screen, stage_room, play, actor, pen),
        }
        if Stage::of(scenario) != Stage::Messages {
            bubble::bubble_ui(ui, screen, stage_room, play, pen);
        }
    }
    // While the drawer is open the clock stands: nobody plans meanwhile.
    let chosen = if play.drawer_open {
        None
    } else {
        hint::hint_ui(ui, stage_room, play, pen);
        moves::moves_ui(ui, screen, below, play, pen)
    };
    let mut asked = keyed.or(top.asked).or(chosen);
    if play.drawer_open {
        veil(ui, &theme, screen);
        asked = keyed.or(drawer::drawer_ui(ui, screen, play, pen));
    }
    asked
}

/// What keys ask for, wherever the keyboard is.
fn keys(ui: &Ui, play: &Play) -> Option<Command> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) {
        return Some(if play.drawer_open {
            Command::SetDrawer(false)
        } else {
            Command::SetPaused(!play.is_paused)
        });
    }
    if play.is_paused {
        if pressed(Key::S) {
            return Some(Command::Settings);
        }
        return pressed(Key::P).then_some(Command::SetPaused(false));
    }
    if pressed(Key::T) {
        return Some(Command::SetDrawer(!play.drawer_open));
    }
    if play.drawer_open {
        return None;
    }
    if pressed(Key::P) {
        return Some(Command::SetPaused(true));
    }
    if pressed(Key::U) && play.solo().can_undo() {
        return Some(Command::Undo);
    }
    if pressed(Key::H) && play.is_open() && play.solo().can_hint() {
        return Some(Command::Hint);
    }
    // While something is said these keys hasten it, and nothing that they would press is pressed by them.
    if play.is_speaking() || play.phase() == Phase::Telling {
        return (pressed(Key::Space) || pressed(Key::Enter)).then_some(Command::Hasten);
    }
    if play.is_open() {
        let offers = play.solo().offers();
        for (offer, key) in offers
            .iter()
            .zip([Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5])
        {
            // A barred move is refused, and that is heard; its card says why.
            if pressed(key) {
                return Some(Command::Choose(offer.index));
            }
        }
    }
    None
}
