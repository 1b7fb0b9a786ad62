//! The customer on the shared screen: a face in motion, and the line as it is spoken. Pure: time is an argument.

use super::seen::Seen;
use crate::app::drill::{Bubble, face_of};
use crate::app::stage::on_channel;
use crate::figure::{Face, Rig};
use crate::scenario::Channel;
use crate::sound::{Manner, Tempo};

/// How long a gesture shows.
const GESTURE_SECONDS: f32 = 2.2;

/// The customer on the shared screen.
pub struct Actor {
    rig: Rig,
    /// Seconds on the set's clock.
    pub clock_seconds: f32,
    /// The line that was begun last.
    bubble: Option<Bubble>,
    /// Seconds since the team's last move, and which turn it was.
    gesture: (f32, String),
    pub tempo: Tempo,
    /// What is to be heard: begun since it was last taken.
    begun: Option<(String, Manner)>,
}

impl Default for Actor {
    fn default() -> Self {
        Self {
            rig: Rig::new(Face::default()),
            clock_seconds: 0.0,
            bubble: None,
            gesture: (GESTURE_SECONDS, String::new()),
            tempo: Tempo::Silent,
            begun: None,
        }
    }
}

impl Actor {
    /// Time passes. Without motion lines stand at once.
    pub fn pass(&mut self, seen: &Seen, seconds: f32, motion: bool) {
        self.follow(seen);
        if let Some(bubble) = &mut self.bubble {
            if motion && !seen.room.paused {
                bubble.pass(seconds, self.tempo);
            } else if !motion {
                bubble.complete();
            }
        }
        self.gesture.0 += seconds;
        if motion {
            self.clock_seconds += seconds;
        }
        let speaks = self.bubble.as_ref().is_some_and(|bubble| !bubble.is_complete());
        self.rig.speaking = speaks && motion && !seen.room.paused && !seen.scenario.channel.is_written();
        self.rig.update(self.target(seen), seconds, motion);
    }

    /// Goes at once to where it is bound for: for still pictures.
    pub fn settle(&mut self, seen: &Seen) {
        self.follow(seen);
        self.begun = None;
        self.gesture.0 = 0.5 * GESTURE_SECONDS;
        if let Some(bubble) = &mut self.bubble {
            bubble.complete();
        }
        self.rig.speaking = false;
        self.rig.update(self.target(seen), 0.0, false);
    }

    /// Begins the line that is said now, where it is a new one.
    fn follow(&mut self, seen: &Seen) {
        let line = line_of(seen);
        let key = format!("{} {}", seen.room.beat, line.unwrap_or_default());
        if self.gesture.1 == key {
            return;
        }
        let is_move = seen.room.phase == "Reaction";
        self.gesture = (if is_move { 0.0 } else { GESTURE_SECONDS }, key);
        let Some(line) = line else { return };
        if self.bubble.as_ref().is_some_and(|bubble| bubble.text == line) {
            return;
        }
        let voice = seen.scenario.customer.voice;
        let manner = Manner::new(voice.pitch, voice.pace, f32::from(seen.room.feelings.anger) / 9.0);
        // On the shared screen a line is read out, whatever way it came.
        self.bubble = Some(Bubble::new(line, manner, Channel::FaceToFace));
        if !seen.scenario.channel.is_written() {
            self.begun = Some((line.to_owned(), manner));
        }
    }

    fn target(&self, seen: &Seen) -> Face {
        let face = face_of(seen.room.feelings);
        let face = match seen.gesture.filter(|_| self.gesture.0 < GESTURE_SECONDS) {
            Some(gesture) => face.with_gesture(gesture, self.gesture.0 / GESTURE_SECONDS),
            None => face,
        };
        if seen.in_talk() {
            on_channel(face, seen.scenario.channel)
        } else {
            face
        }
    }

    /// The face now.
    #[must_use]
    pub fn face(&self) -> Face {
        self.rig.face()
    }

    /// How much of a text stands there, in bytes: all of what is not being said.
    #[must_use]
    pub fn shown(&self, text: &str) -> usize {
        match &self.bubble {
            Some(bubble) if bubble.text == text => bubble.shown_bytes(),
            _ => text.len(),
        }
    }

    /// Whether the line is still being said.
    #[must_use]
    pub fn is_speaking(&self) -> bool {
        self.bubble.as_ref().is_some_and(|bubble| !bubble.is_complete())
    }

    /// The line stands there at once.
    pub fn hasten(&mut self) {
        if let Some(bubble) = &mut self.bubble {
            bubble.complete();
        }
    }

    /// The line to be heard, where one was begun.
    pub fn take_begun(&mut self) -> Option<(String, Manner)> {
        self.begun.take()
    }
}

/// What the customer says at this moment.
fn line_of(seen: &Seen) -> Option<&str> {
    let room = &seen.room;
    match room.phase {
        "Reaction" => {
            let said = room.said.iter().rev().find(|said| said.by == "customer");
            said.map(|said| said.text.as_str())
        }
        "Lobby" | "Aftercare" | "Debrief" | "Over" => None,
        _ => Some(room.line.as_str()),
    }
}
