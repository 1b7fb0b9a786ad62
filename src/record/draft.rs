//! From a story that was told to a scenario that can be rehearsed: a draft, with the story's words where they belong and above it.

use super::Story;
use crate::scenario::{Start, template_with};

/// The most letters of the story that stand in a field of the draft: all of them stand above it.
const SUMMARY_MAX: usize = 240;
const TITLE_MAX: usize = 80;

/// A scenario's text that is made from a story. It passes `check` whatever the story says; customer, talk and numbers are the template's
/// until somebody writes them.
#[must_use]
pub fn draft(story: &Story) -> String {
    let mut comments = vec![
        "A draft from a story. What was told stands here and in title, summary, trouble and burden; the customer, the talk and the \
         numbers are still the template's: make them the story's, then `bounceback check` it."
            .to_owned(),
    ];
    for (what, words) in [
        ("what broke", &story.broke),
        ("what we did", &story.did),
        ("how it ended", &story.ended),
        ("what we changed", &story.changed),
    ] {
        if !words.trim().is_empty() {
            comments.push(format!("from the story, {what}: {words}"));
        }
    }
    let tags: Vec<&str> = story.tags.iter().map(|tag| tag.trim()).collect();
    if tags.iter().any(|tag| !tag.is_empty()) {
        comments.push(format!("from the story, tags: {}", tags.join(", ")));
    }
    template_with(&Start {
        id: story.title.clone(),
        title: clipped(&story.title, TITLE_MAX),
        summary: clipped(&story.broke, SUMMARY_MAX),
        trouble: clipped(&story.broke, SUMMARY_MAX),
        burden: clipped(&story.broke, SUMMARY_MAX),
        channel: story.channel,
        failure: story.failure,
        comments,
    })
}

/// At most so many letters, cut behind a word.
fn clipped(words: &str, most: usize) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(most) else {
        return words;
    };
    let cut = &words[..end];
    // A word as long as the field is cut anywhere.
    let behind = cut.rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", cut[..behind].trim_end())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::customer::FailureKind;
    use crate::diagnostic::Severity;
    use crate::lint::{Limits, lint};
    use crate::record::StoryId;
    use crate::record::made_up::at;
    use crate::scenario::{Channel, Scenario, read};
    use crate::vocabulary::Vocabulary;

    fn story(words: &str) -> Story {
        Story {
            id: StoryId(uuid::Uuid::from_u128(1)),
            at: at("2026-03-01T08:00:00Z"),
            author: None,
            title: words.to_owned(),
            broke: words.to_owned(),
            did: words.to_owned(),
            ended: words.to_owned(),
            changed: words.to_owned(),
            tags: vec![words.to_owned()],
            recognised: None,
            failure: None,
            channel: None,
        }
    }

    /// What `check` without `--strict` asks: no error, of reading or of solving.
    fn passes(story: &Story, solve: bool) -> Scenario {
        let text = draft(story);
        let reading = read(&text);
        let errors: Vec<_> = reading
            .found
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{errors:?}\n{text}");
        let scenario = reading.scenario.expect("no error");
        if solve {
            let places = reading.draft.expect("read").places();
            let report = lint(
                &Arc::new(scenario.clone()),
                &scenario.policy,
                &places,
                Limits::default(),
            );
            let errors = report.findings.iter().map(|finding| &finding.diagnostic);
            let errors: Vec<_> = errors.filter(|found| found.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{errors:?}");
        }
        scenario
    }

    #[test]
    fn odd_stories_make_drafts_that_pass() {
        for words in [
            "The gate was closed, and the last train had gone.",
            "",
            "   \n\t ",
            "\"quoted\" 'quoted' \\ back \\\" both \\",
            "line one\nline two\r\nline three\u{2028}line four\u{85}five",
            "emoji 🧯🎂 and 日本語, accents é ü, right to left שלום \u{202e}turned\u{202c}",
            "Scenario(format: 1, id: \"x\", moves: [(id: \"a\", say: \"b\")]) // end */ /* begin",
            "{name} owes {price} and {nobody} {",
            "r#\"raw\"# \u{0}\u{7}\u{1b}[31mred\u{1b}[0m",
            &"word ".repeat(2_000),
            &"x".repeat(10_000),
            &"\"".repeat(10_000),
            &"\n//".repeat(3_000),
        ] {
            passes(&story(words), false);
        }
    }

    #[test]
    fn every_kind_on_every_channel_can_be_played() {
        for &failure in FailureKind::ALL {
            for &channel in Channel::ALL {
                let told = Story {
                    failure: Some(failure),
                    channel: Some(channel),
                    ..story("The gate")
                };
                let scenario = passes(&told, true);
                assert_eq!((scenario.profile.failure, scenario.channel), (failure, channel));
            }
        }
    }

    #[test]
    fn the_whole_story_stands_above_and_its_beginning_inside() {
        let told = Story {
            did: "We opened it by hand.".to_owned(),
            ..story(&"It was closed again. ".repeat(100))
        };
        let text = draft(&told);
        assert!(text.contains("// from the story, what we did: We opened it by hand.\n"));
        let above: String = text.lines().take_while(|line| line.starts_with("//")).collect();
        assert!(above.matches("closed").count() >= 300, "all of it, three times");
        let scenario = passes(&told, false);
        assert!(scenario.summary.ends_with('…') && scenario.summary.chars().count() <= SUMMARY_MAX + 1);
        assert!(scenario.title.starts_with("It was closed again."));
    }

    proptest! {
        #[test]
        fn whatever_is_told_the_draft_can_be_read(words in "\\PC{0,300}", control in any::<String>()) {
            let mut told = story(&words);
            told.broke = control;
            passes(&told, false);
        }
    }
}
