//! What the user wants of the window: look, sound, how drills are taken. Kept between runs (see [`keeper`]).

mod file;
mod keeper;
mod view;

use std::path::PathBuf;

use bevy::prelude::*;

use super::theme::{PALETTES, TEXT_PERCENT, TEXT_STEP, Theme};
use crate::session::{Mode, Pace};

pub use keeper::{Keeper, Notices};
pub use view::{Asked, Kept, settings_ui};

pub(super) use keeper::plugin;

/// The step of the loudness, in percent.
const VOLUME_STEP: u16 = 10;
/// The longest name.
const NAME_LETTERS: usize = 40;

crate::vocabulary! {
    /// Who speaks the customer's lines.
    pub enum Voice: "voice" {
        /// A speech program of this computer; where there is none, the babble.
        Words,
        /// A babble in the customer's pitch.
        Babble,
        /// Nobody: lines are only written.
        Off,
    }
}

/// The user's wishes.
#[derive(Resource, Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Place in [`PALETTES`].
    pub palette: usize,
    pub text_percent: u16,
    /// Nothing moves by itself, and lines stand at once.
    pub reduced_motion: bool,
    pub sound: bool,
    /// 0 ..= 100.
    pub volume_percent: u16,
    pub voice: Voice,
    /// Those of the last drill.
    pub mode: Mode,
    pub pace: Pace,
    /// What the trainee is called; may be empty.
    pub name: String,
    /// Folders of scenarios beside those that are shipped.
    pub folders: Vec<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            palette: 0,
            text_percent: 100,
            reduced_motion: false,
            sound: true,
            volume_percent: 70,
            voice: Voice::Words,
            mode: Mode::Practice,
            pace: Pace::Untimed,
            name: String::new(),
            folders: Vec::new(),
        }
    }
}

/// A change of a wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    NextTheme,
    /// The theme at this place of [`PALETTES`].
    Theme(usize),
    LargerText,
    SmallerText,
    ToggleMotion,
    ToggleSound,
    Louder,
    Softer,
    Voice(Voice),
    Mode(Mode),
    Pace(Pace),
    Name(String),
    AddFolder(PathBuf),
    /// The folder at this place goes.
    DropFolder(usize),
}

impl Settings {
    /// Colours and sizes as wished.
    #[must_use]
    pub fn theme(&self) -> Theme {
        Theme {
            palette: PALETTES[self.palette % PALETTES.len()],
            text_scale: f32::from(self.text_percent) / 100.0,
        }
    }

    /// Takes a change; text and loudness stay between their smallest and largest.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::NextTheme => self.palette = (self.palette + 1) % PALETTES.len(),
            Change::Theme(at) => self.palette = at % PALETTES.len(),
            Change::LargerText => self.text_percent = (self.text_percent + TEXT_STEP).min(*TEXT_PERCENT.end()),
            Change::SmallerText => self.text_percent = (self.text_percent - TEXT_STEP).max(*TEXT_PERCENT.start()),
            Change::ToggleMotion => self.reduced_motion = !self.reduced_motion,
            Change::ToggleSound => self.sound = !self.sound,
            Change::Louder => self.volume_percent = (self.volume_percent + VOLUME_STEP).min(100),
            Change::Softer => self.volume_percent = self.volume_percent.saturating_sub(VOLUME_STEP),
            Change::Voice(voice) => self.voice = voice,
            Change::Mode(mode) => self.mode = mode,
            Change::Pace(pace) => self.pace = pace,
            Change::Name(name) => {
                let letters = name.chars().filter(|letter| !letter.is_control());
                self.name = letters.take(NAME_LETTERS).collect();
            }
            Change::AddFolder(folder) => {
                if !self.folders.contains(&folder) {
                    self.folders.push(folder);
                }
            }
            Change::DropFolder(at) => {
                if at < self.folders.len() {
                    self.folders.remove(at);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_stay_in_range() {
        let mut settings = Settings::default();
        for _ in 0..40 {
            settings.apply(Change::LargerText);
            settings.apply(Change::Louder);
        }
        assert_eq!((settings.text_percent, settings.volume_percent), (200, 100));
        for _ in 0..40 {
            settings.apply(Change::SmallerText);
            settings.apply(Change::Softer);
        }
        assert_eq!((settings.text_percent, settings.volume_percent), (80, 0));
        let names: Vec<&str> = (0..3)
            .map(|_| {
                settings.apply(Change::NextTheme);
                settings.theme().palette.name
            })
            .collect();
        assert_eq!(names, ["Dark", "High contrast", "Light"]);
        settings.apply(Change::Name("A\tB\n".to_owned() + &"x".repeat(90)));
        assert_eq!(settings.name.chars().count(), NAME_LETTERS);
        settings.apply(Change::DropFolder(3));
        for _ in 0..2 {
            settings.apply(Change::AddFolder("here".into()));
        }
        assert_eq!(settings.folders.len(), 1, "a folder stands there once");
    }
}
