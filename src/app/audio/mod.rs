//! What the window lets be heard: each drill's noises, the room, the customer's voice.
//!
//! Sounds are worked out in [`crate::sound`], beside the window (`studio`), mixed by kira (`mixer`), and leave through `device`, or through
//! cpal where a system has no need of a `-dev` package. No sound card and no program are no matter: nothing is heard, everything is
//! written.

#[cfg(all(unix, not(target_os = "macos")))]
mod device;
mod mixer;
#[cfg(all(unix, not(target_os = "macos")))]
mod player;
mod studio;

use std::sync::{Mutex, PoisonError};

use bevy::prelude::*;

use super::drill::{Noise, Play};
use super::screen::{LookedBack, Running, Screen};
use super::settings::{Settings, Voice};
use super::team::Rehearsal;
use super::voice::{Speaker, Spoken};
use super::workbench::Bench;
use crate::scenario::Channel;
use crate::sound::{Effect, Manner, Room, Tempo, pause_after};
use mixer::Mixer;
use studio::{How, Job, KEYS_PER_SECOND, Studio};

/// Everything that can be heard.
#[derive(Resource)]
pub struct Sounds {
    speaker: Speaker,
    /// From when sound was first on. Behind a lock only because bevy shares resources between threads.
    desk: Mutex<Option<Desk>>,
    /// Whether none could be opened: it is not tried again in this run.
    has_no_desk: bool,
    /// The number of the line that is said.
    line: u64,
    /// What the speech program was given: should it fail, the babble says it.
    given: Option<(String, Manner)>,
}

/// What works sounds out and what plays them.
struct Desk {
    mixer: Mixer,
    studio: Studio,
    asked_room: Option<Room>,
}

impl Desk {
    fn open() -> Option<Self> {
        Some(Self {
            mixer: Mixer::open()?,
            studio: Studio::open()?,
            asked_room: None,
        })
    }

    /// Plays what has become ready.
    fn take(&mut self, line: u64) {
        for (job, sound) in self.studio.take() {
            match job {
                Job::Effect(effect) => self.mixer.keep_effect(effect, sound),
                Job::Room(room) => self.mixer.keep_room(room, sound),
                Job::Line { number, .. } if number == line => self.mixer.speak(sound),
                // Something else is said by now.
                Job::Line { .. } => {}
            }
        }
    }

    fn set_room(&mut self, wanted: Option<Room>) {
        if let Some(room) = wanted
            && !self.mixer.knows_room(room)
        {
            if self.asked_room != wanted {
                self.asked_room = wanted;
                self.studio.ask(Job::Room(room));
            }
            return;
        }
        self.mixer.set_room(wanted);
    }
}

impl Sounds {
    /// With this voice.
    fn new(speaker: Speaker) -> Self {
        Self {
            speaker,
            desk: Mutex::new(None),
            has_no_desk: false,
            line: 0,
            given: None,
        }
    }

    /// Who speaks the lines under these settings, in a sentence.
    #[must_use]
    pub fn speaks(&self, settings: &Settings) -> String {
        match (settings.voice, self.speaker.program()) {
            (Voice::Off, _) => "Nobody speaks; lines are only written.".to_owned(),
            (Voice::Babble, _) => "A babble in the customer's pitch, in time with the line.".to_owned(),
            (Voice::Words, Some(program)) => format!("{} speaks the lines.", program.name()),
            (Voice::Words, None) if self.speaker.has_failed() => {
                "The speech program of this computer cannot speak; a babble stands in.".to_owned()
            }
            (Voice::Words, None) => {
                "No speech program was found (espeak-ng would be one); a babble stands in.".to_owned()
            }
        }
    }

    /// What sets the time of lines.
    fn tempo(&self, settings: &Settings, is_written: bool) -> Tempo {
        match settings.voice {
            _ if !settings.sound || is_written => Tempo::Silent,
            Voice::Off => Tempo::Silent,
            Voice::Words if self.speaker.program().is_some() => Tempo::Voice,
            Voice::Words | Voice::Babble => Tempo::Babble,
        }
    }

    /// The desk; where it is `wanted` and not there yet, it is opened.
    fn desk(&mut self, wanted: bool) -> Option<&mut Desk> {
        let desk = self.desk.get_mut().unwrap_or_else(PoisonError::into_inner);
        if wanted && desk.is_none() && !self.has_no_desk {
            *desk = Desk::open();
            self.has_no_desk = desk.is_none();
        }
        desk.as_mut()
    }

    fn hush(&mut self) {
        self.line += 1;
        self.given = None;
        self.speaker.hush();
        if let Some(desk) = self.desk.get_mut().unwrap_or_else(PoisonError::into_inner) {
            desk.mixer.hush();
        }
    }

    fn say(&mut self, text: String, manner: Manner, settings: &Settings, channel: Channel) {
        self.hush();
        let volume = f32::from(settings.volume_percent) / 100.0;
        match settings.voice {
            Voice::Off => {}
            Voice::Words if self.speaker.speak(&text, manner, volume) => self.given = Some((text, manner)),
            Voice::Words | Voice::Babble => {
                let is_phone = channel == Channel::Phone;
                self.ask(text, manner, if is_phone { How::Phone } else { How::Babble });
            }
        }
    }

    /// Somebody writes for so many seconds: as much of it is heard as fingers could type.
    fn write(&mut self, text: &str, seconds: f32) {
        self.hush();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few keys")]
        let keys = (seconds * KEYS_PER_SECOND).max(0.0) as usize;
        // Words alone: nobody hears a pause for a comma.
        let typed = text
            .chars()
            .filter(|letter| pause_after(*letter) <= 0.0)
            .take(keys)
            .collect();
        self.ask(typed, Manner::new(0.5, 1.0, 0.0), How::Typing);
    }

    /// Has the running line worked out.
    fn ask(&mut self, text: String, manner: Manner, how: How) {
        let number = self.line;
        if let Some(desk) = self.desk.get_mut().unwrap_or_else(PoisonError::into_inner) {
            desk.studio.ask(Job::Line {
                number,
                text,
                manner,
                how,
            });
        }
    }

    /// Lets a drill be heard.
    fn follow(&mut self, play: &mut Play, settings: &Settings) {
        let noises = play.take_noises();
        play.tempo = self.tempo(settings, play.is_written());
        let channel = play.drill().scenario.channel;
        match self.speaker.listen() {
            Spoken::Ended => play.line_ended(),
            Spoken::Failed => {
                if let Some((text, manner)) = self.given.take() {
                    self.say(text, manner, settings, channel);
                }
            }
            Spoken::Nothing | Spoken::Speaking => {}
        }
        if play.is_paused || play.drawer_open {
            self.hush();
        }
        for noise in noises {
            match noise {
                Noise::Hush => self.hush(),
                Noise::Line(text, manner) => self.say(text, manner, settings, channel),
                Noise::Typing(text, seconds) => self.write(&text, seconds),
                Noise::Effect(effect) => self.play(effect),
            }
        }
    }

    /// Lets the customer on a shared screen be heard.
    fn follow_team(&mut self, rehearsal: &mut Rehearsal, settings: &Settings) {
        let channel = rehearsal.seen.as_ref().map(|seen| seen.scenario.channel);
        let actor = &mut rehearsal.actor;
        actor.tempo = self.tempo(settings, channel.is_none_or(Channel::is_written));
        let spoken = self.speaker.listen();
        if matches!(spoken, Spoken::Ended) {
            actor.hasten();
        }
        let (Some((text, manner)), Some(channel)) = (actor.take_begun(), channel) else {
            return;
        };
        if settings.sound {
            self.say(text, manner, settings, channel);
        }
    }

    fn play(&mut self, effect: Effect) {
        if let Some(desk) = self.desk.get_mut().unwrap_or_else(PoisonError::into_inner) {
            desk.mixer.play(effect);
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(Sounds::new(Speaker::found()))
        .add_systems(PostUpdate, hear);
}

/// The room that is heard of a drill.
fn room_of(play: &Play) -> Option<Room> {
    let scenario = &play.drill().scenario;
    let is_there = play.day.is_none() && play.leaving <= 0.0 && !play.is_paused;
    is_there.then(|| Room::of(&scenario.setting, scenario.channel == Channel::Phone))
}

/// The room that is heard of a team session.
fn room_of_team(rehearsal: &Rehearsal) -> Option<Room> {
    let seen = rehearsal
        .seen
        .as_ref()
        .filter(|seen| seen.in_talk() && !seen.room.paused)?;
    Some(Room::of(
        &seen.scenario.setting,
        seen.scenario.channel == Channel::Phone,
    ))
}

fn hear(
    mut sounds: ResMut<Sounds>,
    settings: Res<Settings>,
    screen: Res<State<Screen>>,
    running: Option<ResMut<Running>>,
    looked_back: Option<Res<LookedBack>>,
    (bench, mut rehearsal): (Option<ResMut<Bench>>, Option<ResMut<Rehearsal>>),
    mut shown: Local<Option<Screen>>,
) {
    let now = *screen.get();
    let entered = *shown != Some(now);
    *shown = Some(now);
    let mut running = running.filter(|_| now == Screen::Drill);
    let line = sounds.line;
    let is_on = settings.sound;
    if let Some(desk) = sounds.desk(is_on) {
        desk.take(line);
        if is_on {
            desk.mixer.set_volume(settings.volume_percent);
            let room = running.as_ref().and_then(|running| room_of(&running.0));
            let shared = rehearsal.as_ref().filter(|_| now == Screen::Team);
            desk.set_room(room.or_else(|| room_of_team(shared?)));
        } else {
            desk.mixer.silence();
        }
    }
    if !is_on {
        sounds.hush();
    }
    if let Some(running) = &mut running {
        if is_on {
            sounds.follow(&mut running.0, &settings);
        } else {
            running.0.take_noises();
            running.0.tempo = Tempo::Silent;
        }
    } else if entered {
        sounds.hush();
    }
    if let Some(rehearsal) = rehearsal.as_mut().filter(|_| now == Screen::Team) {
        sounds.follow_team(rehearsal.bypass_change_detection(), &settings);
    }
    // A trainer listens to the voice they have given a customer.
    if let Some(mut bench) = bench.filter(|bench| bench.sample.is_some())
        && let Some((words, manner)) = bench.bypass_change_detection().sample.take()
        && is_on
    {
        sounds.say(words, manner, &settings, Channel::FaceToFace);
    }
    if entered
        && is_on
        && now == Screen::Debrief
        && let Some(back) = looked_back
    {
        sounds.play(Effect::of_tier(back.0.debrief.tier as usize));
    }
}

#[cfg(test)]
mod tests;
