//! Names and notes that people type, as they may be shown.

/// The most letters of a name.
pub const NAME_MAX: usize = 40;

/// A text of somebody's as it may be shown: one line, no characters that turn the direction or cannot be seen, so many letters at most;
/// `None` where nothing is left.
pub fn cleaned(text: &str, most: usize) -> Option<String> {
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
