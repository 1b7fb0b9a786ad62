//! A scenario to start from.

mod kinds;

pub use kinds::template_for;

use crate::customer::FailureKind;
use crate::scenario::Channel;

const TEMPLATE: &str = include_str!("../../../assets/template.ron");

/// A small complete scenario with this id: it passes `check` and can be played to the end.
#[must_use]
pub fn template(id: &str) -> String {
    TEMPLATE.replace("TEMPLATE-ID", id)
}

/// What of the template is replaced where a draft begins with somebody's own words. Texts may hold anything: what has no place in a
/// scenario is taken out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Start {
    /// Anything: what is no id is made one.
    pub id: String,
    pub title: String,
    pub summary: String,
    pub trouble: String,
    pub burden: String,
    pub channel: Option<Channel>,
    pub failure: Option<FailureKind>,
    /// Paragraphs that stand above the scenario.
    pub comments: Vec<String>,
}

/// The longest line of a comment.
const COLUMNS: usize = 110;

/// The template with these words in place of its own, where they say anything: like the template it passes `check`.
#[must_use]
pub fn template_with(start: &Start) -> String {
    let id = id_of(&start.id);
    let mut text = match (start.failure, start.channel) {
        (None, None) => template(&id),
        (failure, channel) => {
            let (failure, channel) = (
                failure.unwrap_or(FailureKind::Goods),
                channel.unwrap_or(Channel::FaceToFace),
            );
            template_for(&id, failure, channel)
        }
    };
    for (field, words) in [
        ("title", &start.title),
        ("summary", &start.summary),
        ("trouble", &start.trouble),
        ("burden", &start.burden),
    ] {
        let words = plain(words);
        if !words.is_empty() {
            put(&mut text, field, &quoted(&words));
        }
    }
    let mut comments = String::new();
    for paragraph in &start.comments {
        let paragraph = without_controls(paragraph);
        for (number, line) in textwrap::wrap(&paragraph, COLUMNS).iter().enumerate() {
            comments += if number == 0 { "// " } else { "//     " };
            comments += line.trim_end();
            comments.push('\n');
        }
    }
    comments + &text
}

/// Replaces the value of the first field of this name that has a line of its own.
fn put(text: &mut String, field: &str, value: &str) {
    let lead = format!("{field}: ");
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if line[indent..].starts_with(&lead) {
            let (from, to) = (at + indent, at + line.trim_end().len());
            text.replace_range(from..to, &format!("{lead}{value},"));
            return;
        }
        at += line.len();
    }
}

/// Blanks in place of line ends, and nothing that acts instead of showing: control characters, marks that turn the direction.
fn without_controls(words: &str) -> String {
    let acts = |letter: &char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    let words: String = words.join(" ").chars().filter(|letter| !acts(letter)).collect();
    words.trim().to_owned()
}

/// The same without braces: a scenario takes them for placeholders.
fn plain(words: &str) -> String {
    without_controls(words).replace('{', "(").replace('}', ")")
}

/// A text as RON writes it.
fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Small letters, digits and hyphens; "draft" where nothing is left.
fn id_of(words: &str) -> String {
    let mut id = String::new();
    for letter in words.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            id.push(letter);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
        if id.len() >= 48 {
            break;
        }
    }
    let id = id.trim_matches('-');
    if id.is_empty() {
        "draft".to_owned()
    } else {
        id.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read;

    #[test]
    fn each_word_stands_where_it_belongs() {
        let start = Start {
            id: "The Gate, closed!".to_owned(),
            title: "The gate".to_owned(),
            summary: "It was closed.".to_owned(),
            trouble: "She stands there.".to_owned(),
            burden: "The last train \"home\" {soon}.".to_owned(),
            channel: Some(Channel::Phone),
            failure: Some(FailureKind::Service),
            comments: vec!["from\nthe story".to_owned()],
        };
        let text = template_with(&start);
        let scenario = read(&text).scenario.expect("valid");
        assert!(text.starts_with("// from the story\n"), "{}", &text[..60]);
        assert_eq!(
            (scenario.id.as_str(), scenario.title.as_str()),
            ("the-gate-closed", "The gate")
        );
        assert_eq!(scenario.summary, "It was closed.");
        assert_eq!(scenario.briefing.trouble.raw(), "She stands there.");
        let burden = scenario.briefing.burden.expect("one");
        assert_eq!(burden.raw(), "The last train \"home\" (soon).");
        assert_eq!(
            (scenario.channel, scenario.setting.as_str()),
            (Channel::Phone, "call-centre")
        );
        assert_eq!(scenario.profile.failure, FailureKind::Service);
    }

    #[test]
    fn nothing_to_say_is_the_template() {
        let start = Start {
            id: "cake".to_owned(),
            ..Start::default()
        };
        assert_eq!(template_with(&start), template("cake"));
    }

    #[test]
    fn any_words_make_an_id() {
        let check = |words: &str, expect: &str| assert_eq!(id_of(words), expect, "{words}");
        check("Ünïcode & Söhne", "n-code-s-hne");
        check("  --  ", "draft");
        check("日本", "draft");
        check(&"a".repeat(500), &"a".repeat(48));
    }
}
