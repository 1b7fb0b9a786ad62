//! What opens the room: a short code for the lobby, a token of 128 bits for each device.

use sha2::{Digest, Sha256};

/// The hash under which a token is kept: who reads the log on disk cannot come in with it.
pub type Key = [u8; 16];

/// A secret of 128 bits, written as 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A new one, from the system's random numbers.
    ///
    /// # Errors
    /// Where the system has none.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(hex(&bytes)))
    }

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    #[must_use]
    pub fn key(&self) -> Key {
        key(&self.0)
    }
}

/// What is kept of a token that somebody shows, whatever they show.
#[must_use]
pub fn key(text: &str) -> Key {
    let hash = Sha256::digest(text.as_bytes());
    let mut key = [0; 16];
    key.copy_from_slice(&hash[..16]);
    key
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text += &format!("{byte:02x}");
    }
    text
}

/// What [`hex`] wrote.
#[must_use]
pub fn unhex(text: &str) -> Option<Key> {
    let mut key = [0; 16];
    if text.len() != 32 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(key)
}

/// Words of a code: short, easily heard, none like another.
const WORDS: [&str; 32] = [
    "ROOF", "HEEL", "LAMP", "DOOR", "SHOE", "CAKE", "RAIN", "TRAM", "WOLF", "BIRD", "MOON", "KITE", "SALT", "PEAR",
    "FERN", "HARP", "JADE", "LIME", "MINT", "NEST", "OVAL", "PINE", "QUIZ", "ROSE", "SAND", "TULIP", "VASE", "WAVE",
    "YARN", "ZEBRA", "BOAT", "DRUM",
];

/// A new code for the lobby: "ROOF-4271".
///
/// # Errors
/// Where the system has no random numbers.
pub fn code() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes)?;
    let number = u32::from_le_bytes(bytes);
    let word = WORDS[(number % 32) as usize];
    Ok(format!("{word}-{:04}", (number >> 5) % 10_000))
}

/// Whether somebody typed this code: capitals, spaces and the hyphen do not count.
#[must_use]
pub fn is_code(code: &str, typed: &str) -> bool {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(char::is_ascii_alphanumeric).take(16);
        letters.map(|letter| letter.to_ascii_uppercase()).collect()
    };
    plain(code) == plain(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let check = |typed: &str, expect: bool| assert_eq!(is_code("ROOF-4271", typed), expect, "{typed}");
        check("ROOF-4271", true);
        check(" roof 4271", true);
        check("roof4271", true);
        check("roof4272", false);
        check("", false);
        check("roof-4271-and-more", false);
    }

    #[test]
    fn tokens_differ_and_are_kept_as_hashes() {
        let (one, two) = (Token::random().expect("random"), Token::random().expect("random"));
        assert!(one != two && one.text().len() == 32);
        assert_eq!(unhex(&hex(&one.key())), Some(key(one.text())));
        assert!(!format!("{one:?}").contains(one.text()));
        assert_eq!((unhex("xyz"), unhex(&"ä".repeat(16))), (None, None));
    }
}
