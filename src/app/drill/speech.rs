//! A line of the customer's as it comes: typed at the speed of speech, or written and sent. Pure: time is an argument.

use super::writing::{bursts, times};
use crate::scenario::Channel;

use crate::sound::{Manner, Tempo, pause_after};

/// How much of a line stands there when somebody cuts in.
const SAID_SHARE: f32 = 0.62;

/// What the customer is saying.
#[derive(Debug, Clone, PartialEq)]
pub struct Bubble {
    pub text: String,
    rhythm: Rhythm,
    manner: Manner,
    is_cut: bool,
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
    /// Nothing of it typed or sent yet; how it is spoken sets its time.
    #[must_use]
    pub fn new(text: &str, manner: Manner, channel: Channel) -> Self {
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
            manner,
            is_cut: false,
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
    pub fn pass(&mut self, seconds: f32, tempo: Tempo) {
        match &mut self.rhythm {
            Rhythm::Spoken { typed } => *typed += seconds * self.manner.units_per_second(tempo),
            Rhythm::Written { seconds: since, .. } => *since += seconds * self.manner.pace,
        }
    }

    /// All of it stands there at once.
    pub const fn complete(&mut self) {
        match &mut self.rhythm {
            Rhythm::Spoken { typed: done } | Rhythm::Written { seconds: done, .. } => *done = f32::INFINITY,
        }
    }

    /// For how long somebody writes before all of it stands there; `None` where it is spoken.
    #[must_use]
    pub fn writing_seconds(&self) -> Option<f32> {
        match &self.rhythm {
            Rhythm::Written { stops, .. } => stops.last().map(|(at, _)| at / self.manner.pace),
            Rhythm::Spoken { .. } => None,
        }
    }

    /// Somebody cuts in: the line breaks off.
    pub fn cut_off(&mut self) {
        self.text = cut_short(&self.text);
        self.is_cut = true;
        self.complete();
    }

    /// Whether it broke off.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }
}

/// A line as far as it was said when somebody cut in: whole words and a dash. A line of one word stays as it is.
#[must_use]
pub fn cut_short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few words"
    )]
    let kept = ((words.len() as f32 * SAID_SHARE) as usize).max(1);
    if kept >= words.len() {
        return text.to_owned();
    }
    let said = words[..kept].join(" ");
    let said = said.trim_end_matches(|mark: char| !mark.is_alphanumeric() && !matches!(mark, '"' | '”' | '’' | ')'));
    format!("{said} —")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words in a minute of a line in two sentences.
    fn words_per_minute(tempo: Tempo, manner: Manner) -> f32 {
        let text = "Two weeks, and the heel came off. In the street, with people looking.";
        let mut bubble = Bubble::new(text, manner, Channel::FaceToFace);
        let mut last = 0;
        let mut seconds = 0.0;
        while !bubble.is_complete() {
            bubble.pass(1.0 / 60.0, tempo);
            seconds += 1.0 / 60.0;
            let shown = bubble.shown_bytes();
            assert!(shown >= last && bubble.text.is_char_boundary(shown));
            last = shown;
        }
        13.0 / seconds * 60.0
    }

    #[test]
    fn a_line_is_typed_at_the_speed_of_speech() {
        let calm = Manner::new(0.5, 1.0, 0.0);
        let silent = words_per_minute(Tempo::Silent, calm);
        let spoken = words_per_minute(Tempo::Voice, calm);
        let angry = words_per_minute(Tempo::Voice, Manner::new(0.5, 1.0, 1.0));
        assert!(
            (220.0..420.0).contains(&silent),
            "{silent}: quick, and slow enough to read along"
        );
        assert!((120.0..220.0).contains(&spoken), "{spoken}: as people talk");
        assert!((1.1..1.2).contains(&(angry / spoken)), "anger hurries");
    }

    #[test]
    fn a_line_that_is_cut_off_ends_at_a_word_with_a_dash() {
        assert_eq!(
            cut_short("I bought these here, two weeks ago, and the heel came off."),
            "I bought these here, two weeks ago —"
        );
        assert_eq!(cut_short("No."), "No.");
        assert_eq!(cut_short(""), "");
        let mut bubble = Bubble::new(
            "I have told this to three people already.",
            Manner::new(0.5, 1.0, 0.0),
            Channel::FaceToFace,
        );
        bubble.cut_off();
        assert!(bubble.is_cut() && bubble.is_complete());
        assert_eq!(bubble.text, "I have told this —");
    }

    #[test]
    fn a_message_is_written_for_a_while_and_then_stands_there_in_bursts() {
        let text = "I ordered this in March, and it never came. You've had my money for six weeks now.";
        let mut bubble = Bubble::new(text, Manner::new(0.5, 1.0, 0.0), Channel::Chat);
        let mut stood = vec![0];
        while !bubble.is_complete() {
            assert!(!bubble.text.is_empty());
            bubble.pass(1.0 / 60.0, Tempo::Silent);
            let shown = bubble.shown_bytes();
            if stood.last() != Some(&shown) {
                stood.push(shown);
            }
        }
        assert_eq!(stood, [0, 43, text.len()]);
        let mut bubble = Bubble::new(text, Manner::new(0.5, 1.0, 0.0), Channel::Email);
        bubble.pass(0.5, Tempo::Silent);
        assert_eq!(bubble.shown_bytes(), 0);
        bubble.complete();
        assert!(bubble.is_complete());
    }
}
