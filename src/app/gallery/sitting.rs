//! How the window is dressed for pictures: its size, theme and size of text.

use crate::app::theme::PALETTES;

/// One dress of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sitting {
    /// Width and height, pixels.
    pub size: (u32, u32),
    /// Place in the list of themes: light, dark, high contrast.
    pub palette: usize,
    /// Size of text, percent.
    pub text_percent: u16,
}

/// The themes' names as they are asked for: `light`, `dark`, `contrast`.
#[must_use]
pub fn theme_names() -> Vec<String> {
    PALETTES.iter().map(|palette| short(palette.name)).collect()
}

/// The last word, in small letters.
fn short(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or(name).to_lowercase()
}

impl Sitting {
    /// The name of its folder: `1280x720-light-200`.
    #[must_use]
    pub fn name(&self) -> String {
        let (width, height) = self.size;
        let theme = short(PALETTES[self.palette % PALETTES.len()].name);
        format!("{width}x{height}-{theme}-{}", self.text_percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitting_is_named_by_what_it_is() {
        assert_eq!(theme_names(), ["light", "dark", "contrast"]);
        let sitting = Sitting {
            size: (1280, 720),
            palette: 2,
            text_percent: 200,
        };
        assert_eq!(sitting.name(), "1280x720-contrast-200");
    }
}
