//! Everything that can be listened to, by name.

use super::babble::babble;
use super::effect::Effect;
use super::manner::Manner;
use super::room::Room;
use super::wave::Wave;
use crate::vocabulary::Vocabulary;

/// What is said where nothing is given.
const SAMPLE: &str = "Two weeks! I bought these here two weeks ago, and the heel came off in the street. What now?";

/// Something that can be listened to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Piece {
    /// A customer's babble.
    Babble(Manner),
    Effect(Effect),
    /// The tone of a room, once round.
    Room(Room),
}

impl Piece {
    /// All of them with their names: small letters and hyphens.
    #[must_use]
    pub fn all() -> Vec<(String, Self)> {
        let voices = [
            ("babble-low-calm", 0.1, 0.0),
            ("babble-low-angry", 0.1, 1.0),
            ("babble-middle-calm", 0.5, 0.0),
            ("babble-middle-angry", 0.5, 1.0),
            ("babble-high-calm", 0.9, 0.0),
            ("babble-high-angry", 0.9, 1.0),
        ];
        let voices = voices.map(|(name, pitch, anger)| {
            let manner = Manner::new(pitch, 1.0, anger);
            (name.to_owned(), Self::Babble(manner))
        });
        let effects = Effect::ALL
            .iter()
            .map(|effect| (hyphened(effect.name()), Self::Effect(*effect)));
        let rooms = Room::ALL
            .iter()
            .map(|room| (format!("room-{}", hyphened(room.name())), Self::Room(*room)));
        voices.into_iter().chain(effects).chain(rooms).collect()
    }

    /// How it sounds. `words` are what a babble says.
    #[must_use]
    pub fn render(self, words: Option<&str>, rate: u32) -> Wave {
        match self {
            Self::Babble(manner) => babble(words.unwrap_or(SAMPLE), manner, rate),
            Self::Effect(effect) => effect.render(rate),
            Self::Room(room) => room.render(rate),
        }
    }
}

/// `PhoneOpens` as `phone-opens`.
fn hyphened(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
