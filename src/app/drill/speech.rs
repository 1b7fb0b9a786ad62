//! A line of the customer's as it comes: typed at the speed of speech, or written and sent. Pure: time is an argument.

use super::writing::{bursts, times};
use crate::scenario::Channel;

/// Characters typed in a second at an ordinary pace: quick speech, slow enough to read along.
const CHARACTERS_PER_SECOND: f32 = 34.0;
/// How long a sentence's end holds the typing, in characters.
const SENTENCE_PAUSE: f32 = 9.0;
const COMMA_PAUSE: f32 = 3.5;

/// What the customer is saying.
#[derive(Debug, Clone, PartialEq)]
pub struct Bubble {
    pub text: String,
    rhythm: Rhythm,
    pace: f32,
}

/// How a line comes.
#[derive(Debug, Clone, PartialEq)]
enum Rhythm {
    /// How much of it is typed, in characters and the pauses between them.
    Spoken { typed: f32 },
    /// When how many bytes of it stand there, and the seconds since it was begun.
    Written { stops: Vec<(f32, usize)>, seconds: f32 },
}

impl Bubble {
    /// Nothing of it typed or sent yet, at this pace of speech.
    #[must_use]
    pub fn new(text: &str, pace: f32, channel: Channel) -> Self {
        let rhythm = if channel.is_written() {
            let ends = bursts(text, channel);
            Rhythm::Written {
                stops: times(text, &ends).into_iter().zip(ends).collect(),
                seconds: 0.0,
            }
        } else {
            Rhythm::Spoken { typed: 0.0 }
        };
        Self {
            text: text.to_owned(),
            rhythm,
            pace: pace.clamp(0.5, 2.0),
        }
    }

    /// How many bytes of the text stand there.
    #[must_use]
    pub fn shown_bytes(&self) -> usize {
        let mut left = match &self.rhythm {
            Rhythm::Spoken { typed } => *typed,
            Rhythm::Written { stops, seconds } => {
                let stands = stops.iter().rev().find(|(at, _)| at <= seconds);
                return stands.map_or(0, |(_, bytes)| *bytes);
            }
        };
        let mut characters = self.text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            if left < 1.0 {
                return at;
            }
            let last = characters.peek().is_none();
            left -= 1.0 + if last { 0.0 } else { pause_after(character) };
        }
        self.text.len()
    }

    /// Whether all of it stands there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.shown_bytes() == self.text.len()
    }

    /// Time passes.
    pub fn pass(&mut self, seconds: f32) {
        match &mut self.rhythm {
            Rhythm::Spoken { typed } => *typed += seconds * CHARACTERS_PER_SECOND * self.pace,
            Rhythm::Written { seconds: since, .. } => *since += seconds * self.pace,
        }
    }

    /// All of it stands there at once.
    pub const fn complete(&mut self) {
        match &mut self.rhythm {
            Rhythm::Spoken { typed: done } | Rhythm::Written { seconds: done, .. } => *done = f32::INFINITY,
        }
    }
}

fn pause_after(character: char) -> f32 {
    match character {
        '.' | '!' | '?' | '…' => SENTENCE_PAUSE,
        ',' | ';' | ':' | '–' | '—' => COMMA_PAUSE,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_typed_at_the_speed_of_speech() {
        let mut bubble = Bubble::new(
            "Two weeks, and the heel came off. In the street, with people looking.",
            1.0,
            Channel::FaceToFace,
        );
        let mut last = 0;
        let mut seconds = 0.0;
        while !bubble.is_complete() {
            bubble.pass(1.0 / 60.0);
            seconds += 1.0 / 60.0;
            let shown = bubble.shown_bytes();
            assert!(shown >= last && bubble.text.is_char_boundary(shown));
            last = shown;
        }
        let words_per_minute = 13.0 / seconds * 60.0;
        assert!((150.0..420.0).contains(&words_per_minute), "{words_per_minute}");
    }

    #[test]
    fn a_message_is_written_for_a_while_and_then_stands_there_in_bursts() {
        let text = "I ordered this in March, and it never came. You've had my money for six weeks now.";
        let mut bubble = Bubble::new(text, 1.0, Channel::Chat);
        let mut stood = vec![0];
        while !bubble.is_complete() {
            assert!(!bubble.text.is_empty());
            bubble.pass(1.0 / 60.0);
            let shown = bubble.shown_bytes();
            if stood.last() != Some(&shown) {
                stood.push(shown);
            }
        }
        assert_eq!(stood, [0, 43, text.len()]);
        let mut bubble = Bubble::new(text, 1.0, Channel::Email);
        bubble.pass(0.5);
        assert_eq!(bubble.shown_bytes(), 0);
        bubble.complete();
        assert!(bubble.is_complete());
    }
}
