//! What a message window shows of what was said. Pure.

use crate::app::drill::speech::Bubble;
use crate::app::drill::writing::bursts;
use crate::drill::{Speaker, Utterance};
use crate::scenario::Channel;

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    Customer,
    Trainee,
}

/// One thing in the thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Message {
        writer: Writer,
        text: String,
    },
    /// What is seen beside the talk, or a note.
    Aside(String),
}

/// All that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// Whether the customer is writing the next message.
    pub is_writing: bool,
}

impl Thread {
    /// The thread of what was told so far. Of the line that is coming, as much is there as the bubble shows. `asides`: whether
    /// scenes and notes stand among the messages, because nothing else has room for them.
    #[must_use]
    pub fn of(told: &[Utterance], bubble: Option<&Bubble>, channel: Channel, asides: bool) -> Self {
        let coming = bubble.filter(|bubble| !bubble.is_complete());
        let last = told.iter().rposition(|said| said.speaker == Speaker::Customer);
        let coming_at = coming.and(last);
        let mut entries = Vec::new();
        for (at, said) in told.iter().enumerate() {
            match said.speaker {
                Speaker::Customer => {
                    let shown = match coming {
                        Some(bubble) if coming_at == Some(at) => bubble.shown_bytes(),
                        _ => said.text.len(),
                    };
                    push_bursts(&mut entries, &said.text, shown, channel);
                }
                Speaker::Trainee | Speaker::Step => entries.push(Entry::Message {
                    writer: Writer::Trainee,
                    text: said.text.clone(),
                }),
                Speaker::Scene | Speaker::Note if asides => entries.push(Entry::Aside(said.text.clone())),
                Speaker::Scene | Speaker::Note => {}
            }
        }
        Self {
            entries,
            is_writing: coming_at.is_some(),
        }
    }

    /// How many messages there are.
    #[must_use]
    pub fn messages(&self) -> usize {
        let is_message = |entry: &&Entry| matches!(entry, Entry::Message { .. });
        self.entries.iter().filter(is_message).count()
    }
}

/// A line of the customer's as the messages in which it was sent, as far as it is shown.
fn push_bursts(entries: &mut Vec<Entry>, text: &str, shown: usize, channel: Channel) {
    let mut begun = 0;
    for end in bursts(text, channel) {
        if end > shown {
            break;
        }
        let part = text.get(begun..end).unwrap_or_default().trim();
        begun = end;
        if !part.is_empty() {
            entries.push(Entry::Message {
                writer: Writer::Customer,
                text: part.to_owned(),
            });
        }
    }
}

/// What is said of a customer who has had enough.
#[must_use]
pub const fn gone(channel: Channel) -> &'static str {
    match channel {
        Channel::Chat => "has left the chat",
        Channel::SocialMedia => "has stopped answering you",
        Channel::FaceToFace | Channel::Phone | Channel::Email | Channel::Inbox => "does not write back any more",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::{Manner, Tempo};

    fn said(speaker: Speaker, text: &str) -> Utterance {
        Utterance {
            speaker,
            text: text.to_owned(),
        }
    }

    fn texts(thread: &Thread) -> Vec<String> {
        let text = |entry: &Entry| match entry {
            Entry::Message { text, .. } | Entry::Aside(text) => text.clone(),
        };
        thread.entries.iter().map(text).collect()
    }

    const LONG: &str = "I ordered this in March, and it never came. You've had my money for six weeks now.";

    #[test]
    fn everything_that_was_said_is_there_in_order() {
        let told = [
            said(Speaker::Scene, "A new chat opens."),
            said(Speaker::Customer, LONG),
            said(Speaker::Trainee, "I'm sorry."),
            said(Speaker::Customer, "And?"),
        ];
        let chat = Thread::of(&told, None, Channel::Chat, true);
        assert_eq!(
            texts(&chat),
            [
                "A new chat opens.",
                &LONG[..43],
                LONG[43..].trim(),
                "I'm sorry.",
                "And?"
            ]
        );
        let mail = Thread::of(&told, None, Channel::Email, false);
        assert_eq!(texts(&mail), [LONG, "I'm sorry.", "And?"]);
        assert_eq!((chat.messages(), mail.messages()), (4, 3));
        assert!(!chat.is_writing && !mail.is_writing);
    }

    #[test]
    fn what_is_coming_is_not_there_before_it_is_sent() {
        let told = [said(Speaker::Trainee, "Hello."), said(Speaker::Customer, LONG)];
        let mut bubble = Bubble::new(LONG, Manner::new(0.5, 1.0, 0.0), Channel::Chat);
        let mut counts = Vec::new();
        loop {
            let thread = Thread::of(&told, Some(&bubble), Channel::Chat, true);
            assert_eq!(thread.is_writing, !bubble.is_complete());
            if counts.last() != Some(&thread.messages()) {
                counts.push(thread.messages());
            }
            if bubble.is_complete() {
                break;
            }
            bubble.pass(0.05, Tempo::Silent);
        }
        assert_eq!(counts, [1, 2, 3]);
    }
}
