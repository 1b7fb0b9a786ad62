//! What the user wants of the window: theme, text size, motion. Kept while the window is open.

use bevy::prelude::*;

use super::theme::{PALETTES, TEXT_PERCENT, TEXT_STEP, Theme};

/// The user's wishes.
#[derive(Resource, Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Place in [`PALETTES`].
    pub palette: usize,
    pub text_percent: u16,
    /// Nothing moves by itself, and lines stand at once.
    pub reduced_motion: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            palette: 0,
            text_percent: 100,
            reduced_motion: false,
        }
    }
}

/// A change of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    NextTheme,
    LargerText,
    SmallerText,
    ToggleMotion,
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

    /// Takes a change; text stays between its smallest and largest size.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::NextTheme => self.palette = (self.palette + 1) % PALETTES.len(),
            Change::LargerText => self.text_percent = (self.text_percent + TEXT_STEP).min(*TEXT_PERCENT.end()),
            Change::SmallerText => self.text_percent = (self.text_percent - TEXT_STEP).max(*TEXT_PERCENT.start()),
            Change::ToggleMotion => self.reduced_motion = !self.reduced_motion,
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
        }
        assert_eq!(settings.text_percent, 200);
        for _ in 0..40 {
            settings.apply(Change::SmallerText);
        }
        assert_eq!(settings.text_percent, 80);
        let names: Vec<&str> = (0..3)
            .map(|_| {
                settings.apply(Change::NextTheme);
                settings.theme().palette.name
            })
            .collect();
        assert_eq!(names, ["Dark", "High contrast", "Light"]);
    }
}
