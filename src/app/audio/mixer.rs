//! What sounds at the moment: a room, a line, effects, all under one loudness and one limit.

use std::time::Duration;

use kira::effect::Effect as KiraEffect;
use kira::info::Info;
use kira::sound::static_sound::{StaticSoundData, StaticSoundHandle};
use kira::track::MainTrackBuilder;
use kira::{AudioManager, AudioManagerSettings, Decibels, Frame, Tween};

#[cfg(all(unix, not(target_os = "macos")))]
use super::device::Device;
use crate::sound::{Effect, Room, limit};

#[cfg(all(unix, not(target_os = "macos")))]
type Card = Device;
#[cfg(not(all(unix, not(target_os = "macos"))))]
type Card = kira::DefaultBackend;

/// How long a room takes to come and to go.
const ROOM_FADE: Duration = Duration::from_millis(900);
/// How long a line takes to fall silent.
const HUSH_FADE: Duration = Duration::from_millis(60);

fn over(duration: Duration) -> Tween {
    Tween {
        duration,
        ..Tween::default()
    }
}

/// Nothing is ever too loud.
struct Limit;

impl KiraEffect for Limit {
    fn process(&mut self, input: &mut [Frame], _dt: f64, _info: &Info) {
        for frame in input {
            frame.left = limit(frame.left);
            frame.right = limit(frame.right);
        }
    }
}

/// The mixer.
pub struct Mixer {
    manager: AudioManager<Card>,
    effects: Vec<(Effect, StaticSoundData)>,
    rooms: Vec<(Room, StaticSoundData)>,
    room: Option<(Room, StaticSoundHandle)>,
    line: Option<StaticSoundHandle>,
    volume_percent: Option<u16>,
}

impl Mixer {
    /// A mixer on this computer's sound card; `None` where none answers.
    #[must_use]
    pub fn open() -> Option<Self> {
        #[cfg(all(unix, not(target_os = "macos")))]
        let settings = super::player::Player::found();
        #[cfg(not(all(unix, not(target_os = "macos"))))]
        let settings = Default::default();
        Self::on(settings)
    }

    /// A mixer with this way out.
    pub fn on(settings: <Card as kira::backend::Backend>::Settings) -> Option<Self> {
        let manager = AudioManager::new(AudioManagerSettings {
            main_track_builder: MainTrackBuilder::new().with_built_effect(Box::new(Limit)),
            backend_settings: settings,
            internal_buffer_size: 128,
            capacities: kira::Capacities::default(),
        });
        Some(Self {
            manager: manager.ok()?,
            effects: Vec::new(),
            rooms: Vec::new(),
            room: None,
            line: None,
            volume_percent: None,
        })
    }

    /// How loud everything is.
    pub fn set_volume(&mut self, percent: u16) {
        if self.volume_percent.replace(percent) == Some(percent) {
            return;
        }
        let decibels = if percent == 0 {
            Decibels::SILENCE
        } else {
            Decibels(20.0 * (f32::from(percent) / 100.0).log10())
        };
        self.manager.main_track().set_volume(decibels, over(HUSH_FADE));
    }

    /// An effect that has been worked out.
    pub fn keep_effect(&mut self, effect: Effect, sound: StaticSoundData) {
        self.effects.push((effect, sound));
    }

    /// A room that has been worked out.
    pub fn keep_room(&mut self, room: Room, sound: StaticSoundData) {
        self.rooms.push((room, sound));
    }

    /// Whether a room has been worked out.
    #[must_use]
    pub fn knows_room(&self, room: Room) -> bool {
        self.rooms.iter().any(|(known, _)| *known == room)
    }

    /// Plays an effect, if it has been worked out.
    pub fn play(&mut self, effect: Effect) {
        let known = self.effects.iter().find(|(known, _)| *known == effect);
        if let Some((_, sound)) = known {
            let sound = sound.clone();
            self.start(sound);
        }
    }

    /// Plays a line in the place of the last one.
    pub fn speak(&mut self, sound: StaticSoundData) {
        self.hush();
        self.line = self.start(sound);
    }

    /// The line falls silent.
    pub fn hush(&mut self) {
        if let Some(mut line) = self.line.take() {
            line.stop(over(HUSH_FADE));
        }
    }

    /// Which room is heard.
    pub fn set_room(&mut self, wanted: Option<Room>) {
        if self.room.as_ref().map(|(room, _)| *room) == wanted {
            return;
        }
        if let Some((_, mut handle)) = self.room.take() {
            handle.stop(over(ROOM_FADE));
        }
        let known = self.rooms.iter().find(|(room, _)| Some(*room) == wanted);
        if let Some((room, sound)) = known {
            let (room, sound) = (*room, sound.loop_region(..).fade_in_tween(over(ROOM_FADE)));
            self.room = self.start(sound).map(|handle| (room, handle));
        }
    }

    /// Nothing is heard any more.
    pub fn silence(&mut self) {
        self.hush();
        self.set_room(None);
        self.set_volume(0);
    }

    fn start(&mut self, sound: StaticSoundData) -> Option<StaticSoundHandle> {
        // Where more sounds at once than anybody can tell apart, this one is left out.
        let handle = self.manager.play(sound).ok();
        #[cfg(all(unix, not(target_os = "macos")))]
        self.manager.backend_mut().wake();
        handle
    }

    /// Whether the last line still sounds.
    #[must_use]
    #[cfg(test)]
    pub fn is_speaking(&self) -> bool {
        self.line
            .as_ref()
            .is_some_and(|line| line.state() != kira::sound::PlaybackState::Stopped)
    }
}
