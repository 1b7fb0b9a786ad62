//! Words of other programs made fit for a scenario.

use crate::scenario::PLACEHOLDERS;

/// One line without anything that acts instead of showing; braces that are no placeholder are round ones.
pub fn plain(words: &str) -> String {
    braces(&one_line(words))
}

/// The same as it was written, for a comment or a report: braces mean nothing there.
pub fn one_line(words: &str) -> String {
    let acts = |letter: &char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    let words: String = words.join(" ").chars().filter(|letter| !acts(letter)).collect();
    words.trim().to_owned()
}

fn braces(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = PLACEHOLDERS
            .iter()
            .map(|name| format!("{{{name}}}"))
            .find(|known| rest.starts_with(known.as_str()));
        match known {
            Some(known) => {
                out.push_str(&known);
                rest = &rest[known.len()..];
            }
            None => {
                out.push(if rest.starts_with('{') { '(' } else { ')' });
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The first words of a text, for a report.
pub fn clipped(words: &str) -> String {
    const LETTERS: usize = 60;
    let words = one_line(words);
    match words.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

/// Two texts as one.
pub fn joined(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (true, _) => second.to_owned(),
        (_, true) => first.to_owned(),
        _ => format!("{first} {second}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_placeholders_or_none() {
        assert_eq!(plain("Hi {name},\n{x} {\u{7}"), "Hi {name}, (x) (");
        assert_eq!(clipped(&"word ".repeat(40)).chars().last(), Some('…'));
    }
}
