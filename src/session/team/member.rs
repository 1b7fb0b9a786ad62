//! Who is in the room.

use serde::{Deserialize, Serialize};

/// The place of somebody in the list of those who ever joined, from 0. It never changes and is never given again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(pub u32);

impl MemberId {
    /// The place in the list.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Whether somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Asked to come in; the facilitator has not answered.
    Asking,
    In,
    /// Their phone sleeps or has no network. They come back as the same person.
    Away,
    /// Left, or was shown out.
    Gone,
}

/// The most letters of a name.
pub const NAME_MAX: usize = 40;

/// Somebody who joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// No two people in the room have the same.
    pub name: String,
    pub standing: Standing,
    /// Where this phone belongs to somebody who has another one: that person.
    pub same_as: Option<MemberId>,
    /// Their name may stand on the shared screen's debrief.
    pub shown: bool,
    /// How often they sat in the hot seat.
    pub seats: u32,
}

impl Member {
    /// Whether this is a person in the room, and not a second phone of one.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.standing == Standing::In && self.same_as.is_none()
    }
}

/// A text of somebody's as it may be shown: one line, no characters that turn the direction or cannot be seen, so many letters at most;
/// `None` where nothing is left.
pub(super) fn cleaned(text: &str, most: usize) -> Option<String> {
    let seen = text
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    let seen: String = seen.filter(|letter| !is_hidden(*letter)).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().take(most).collect();
    let line = line.trim_end();
    (!line.is_empty()).then(|| line.to_owned())
}

/// Control characters, and those of Unicode that set directions or take no room. Joiners stay: some scripts need them.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_one_line_that_can_be_seen() {
        let check = |text: &str, expect: Option<&str>| assert_eq!(cleaned(text, 10).as_deref(), expect, "{text:?}");
        check("  Maya \n\t B ", Some("Maya B"));
        check("\u{202e}evil\u{0}", Some("evil"));
        check(" \u{200b}\u{feff} ", None);
        check("منى", Some("منى"));
        check("abcdefghi jkl", Some("abcdefghi"));
    }
}
