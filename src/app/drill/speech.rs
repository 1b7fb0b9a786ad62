//! A line of the customer's, typed at the speed of speech. Pure: time is an argument.

/// Characters typed in a second at an ordinary pace: quick speech, slow enough to read along.
const CHARACTERS_PER_SECOND: f32 = 34.0;
/// How long a sentence's end holds the typing, in characters.
const SENTENCE_PAUSE: f32 = 9.0;
const COMMA_PAUSE: f32 = 3.5;
/// What the customer is saying.
#[derive(Debug, Clone, PartialEq)]
pub struct Bubble {
    pub text: String,
    /// How much of the typing is done, in characters and the pauses between them.
    typed: f32,
    pace: f32,
}

impl Bubble {
    /// Nothing of it typed yet, at this pace of speech.
    #[must_use]
    pub fn new(text: &str, pace: f32) -> Self {
        Self {
            text: text.to_owned(),
            typed: 0.0,
            pace: pace.clamp(0.5, 2.0),
        }
    }

    /// How many bytes of the text stand there.
    #[must_use]
    pub fn shown_bytes(&self) -> usize {
        let mut left = self.typed;
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
        self.typed += seconds * CHARACTERS_PER_SECOND * self.pace;
    }

    /// All of it stands there at once.
    pub const fn complete(&mut self) {
        self.typed = f32::INFINITY;
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
}
