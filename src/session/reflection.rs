//! What a trainee says of a drill afterwards: three answers and how sure they feel.

use serde::{Deserialize, Serialize};

crate::vocabulary! {
    /// A question of the debrief.
    pub enum Question: "question" { Happened, Keep, Change }
}

impl Question {
    /// The question as it is asked.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Happened => "What happened?",
            Self::Keep => "What will I keep?",
            Self::Change => "What will I change?",
        }
    }
}

/// How sure somebody feels, 1 (not at all) ..= 5 (very).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub struct Sure(u8);

impl Sure {
    /// What is asked in the briefing.
    pub const BEFORE: &'static str = "How sure do you feel about this one?";
    /// What is asked in the debrief.
    pub const QUESTION: &'static str = "How sure do you feel now?";
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// 1..=5.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// What the number means.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self.0 {
            1 => "not at all",
            2 => "a little",
            3 => "half and half",
            4 => "quite",
            _ => "very",
        }
    }
}

impl From<Sure> for u8 {
    fn from(sure: Sure) -> Self {
        sure.0
    }
}

impl TryFrom<u8> for Sure {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        Self::ALL
            .into_iter()
            .find(|sure| sure.0 == number)
            .ok_or_else(|| format!("{number} is not how sure somebody feels: 1 to 5"))
    }
}

/// What a trainee says of a drill. Answers may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reflection {
    pub happened: String,
    pub keep: String,
    pub change: String,
    /// `None`: not said.
    pub sure: Option<Sure>,
}

impl Reflection {
    /// The most characters that a field of the window takes.
    pub const ANSWER_MAX: usize = 1000;

    /// The answer to a question; empty where there is none.
    #[must_use]
    pub fn answer(&self, question: Question) -> &str {
        match question {
            Question::Happened => &self.happened,
            Question::Keep => &self.keep,
            Question::Change => &self.change,
        }
    }

    /// The answer to a question, to be written.
    pub const fn answer_mut(&mut self, question: Question) -> &mut String {
        match question {
            Question::Happened => &mut self.happened,
            Question::Keep => &mut self.keep,
            Question::Change => &mut self.change,
        }
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn answers_come_back_as_they_were_stored() {
        let mut said = Reflection::default();
        assert!(said.is_empty());
        for question in Question::ALL {
            *said.answer_mut(*question) = format!("“{}” <b>", question.words());
        }
        said.sure = Sure::try_from(4).ok();
        let text = serde_json::to_string(&said).expect("plain data");
        assert!(text.contains("\"sure\":4"), "{text}");
        assert_eq!(serde_json::from_str::<Reflection>(&text).expect("just written"), said);
        assert!(
            said.answer(Question::Change).contains("change"),
            "each has its own place"
        );
    }

    #[test]
    fn what_nobody_can_say_is_refused() {
        for text in [r#"{"sure": 0}"#, r#"{"sure": 6}"#, r#"{"surely": 3}"#] {
            assert!(serde_json::from_str::<Reflection>(text).is_err(), "{text}");
        }
        assert!(
            serde_json::from_str::<Reflection>("{}")
                .expect("nothing said")
                .is_empty()
        );
    }
}
