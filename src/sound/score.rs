//! When each character of a line is said: the clock that the bubble, the babble and the typing share.
//!
//! Time is counted in units of one character; whoever plays says how many units there are in a second.

/// How long a sentence's end holds, in characters.
const SENTENCE_PAUSE: f32 = 9.0;
const COMMA_PAUSE: f32 = 3.5;

/// How long the talk rests after this character, in characters.
#[must_use]
pub const fn pause_after(character: char) -> f32 {
    match character {
        '.' | '!' | '?' | '…' => SENTENCE_PAUSE,
        ',' | ';' | ':' | '–' | '—' => COMMA_PAUSE,
        _ => 0.0,
    }
}

/// How a sentence ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Plain,
    Question,
    Exclamation,
}

/// One syllable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Syllable {
    /// When it begins and how long it lasts, in units.
    pub at: f32,
    pub lasts: f32,
    /// The letter before its vowel, if there is one.
    pub onset: Option<char>,
    /// Its first vowel; what has none is said with `ə`.
    pub vowel: char,
    /// How far the sentence is, 0 ..= 1.
    pub progress: f32,
    pub end: End,
    /// Whether the word goes on after it.
    pub goes_on: bool,
}

/// A line with its times.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    characters: Vec<(char, f32)>,
    units: f32,
}

impl Score {
    /// The times of a line.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut units = 0.0;
        let mut rest = 0.0;
        let mut characters = Vec::new();
        for character in text.chars() {
            units += rest;
            characters.push((character, units));
            units += 1.0;
            rest = pause_after(character);
        }
        Self { characters, units }
    }

    /// How long the line takes: the pause after its last character is not part of it.
    #[must_use]
    pub const fn units(&self) -> f32 {
        self.units
    }

    /// The characters with the times at which they begin.
    pub fn characters(&self) -> impl Iterator<Item = (char, f32)> {
        self.characters.iter().copied()
    }

    /// The syllables, in order.
    #[must_use]
    pub fn syllables(&self) -> Vec<Syllable> {
        let mut all = Vec::new();
        let mut sentence: Vec<Syllable> = Vec::new();
        for word in self.characters.split_inclusive(|(character, _)| !is_said(*character)) {
            let said = word.iter().take_while(|(character, _)| is_said(*character)).count();
            syllables_of(&word[..said], &mut sentence);
            let mark = word.last().map_or(' ', |(character, _)| *character);
            let end = match mark {
                '?' => End::Question,
                '!' => End::Exclamation,
                '.' | '…' => End::Plain,
                _ => continue,
            };
            finish(&mut sentence, end, &mut all);
        }
        finish(&mut sentence, End::Plain, &mut all);
        all
    }
}

/// Gives the sentence's syllables their place in it.
fn finish(sentence: &mut Vec<Syllable>, end: End, all: &mut Vec<Syllable>) {
    let count = sentence.len();
    for (at, mut syllable) in sentence.drain(..).enumerate() {
        syllable.progress = if count > 1 { at as f32 / (count - 1) as f32 } else { 1.0 };
        syllable.end = end;
        all.push(syllable);
    }
}

/// Whether a character is part of a word; apostrophes are.
fn is_said(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\'' | '’')
}

fn is_vowel(character: char) -> bool {
    vowel_of(character).is_some()
}

/// The plain vowel of a letter.
fn vowel_of(character: char) -> Option<char> {
    let small = character.to_lowercase().next().unwrap_or(character);
    Some(match small {
        'a' | 'à' | 'á' | 'â' | 'å' | 'ä' => 'a',
        'e' | 'è' | 'é' | 'ê' | 'ë' => 'e',
        'i' | 'ì' | 'í' | 'î' | 'ï' | 'y' => 'i',
        'o' | 'ò' | 'ó' | 'ô' | 'ö' | 'ø' => 'o',
        'u' | 'ù' | 'ú' | 'û' | 'ü' => 'u',
        _ => return None,
    })
}

/// Splits a word at its vowels: each group of them makes a syllable with the consonant before it. Digits are a syllable each.
fn syllables_of(word: &[(char, f32)], into: &mut Vec<Syllable>) {
    let Some((_, last_at)) = word.last() else { return };
    let word_ends = last_at + 1.0;
    let mut starts: Vec<(usize, char)> = Vec::new();
    for (at, (character, _)) in word.iter().enumerate() {
        if character.is_numeric() {
            starts.push((at, 'ə'));
        } else if let Some(vowel) = vowel_of(*character)
            && (at == 0 || !is_vowel(word[at - 1].0))
        {
            // An e that ends a word after another syllable is not heard.
            let is_mute = vowel == 'e' && at + 1 == word.len() && !starts.is_empty();
            if !is_mute {
                starts.push((at, vowel));
            }
        }
    }
    if starts.is_empty() {
        starts.push((0, 'ə'));
    }
    let begin = |(at, _): (usize, char), is_first: bool| {
        let onset = at.checked_sub(1).filter(|before| !is_vowel(word[*before].0));
        // The first syllable takes all that stands before its vowel.
        let first = if is_first { 0 } else { onset.unwrap_or(at) };
        (word[first].1, onset.map(|before| word[before].0))
    };
    for (number, start) in starts.iter().enumerate() {
        let (at, onset) = begin(*start, number == 0);
        let next = starts.get(number + 1).map(|next| begin(*next, false).0);
        into.push(Syllable {
            at,
            lasts: (next.unwrap_or(word_ends) - at).max(0.6),
            onset,
            vowel: start.1,
            progress: 0.0,
            end: End::Plain,
            goes_on: next.is_some(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(text: &str) -> Vec<(char, Option<char>)> {
        let score = Score::of(text);
        score
            .syllables()
            .iter()
            .map(|syllable| (syllable.vowel, syllable.onset))
            .collect()
    }

    #[test]
    fn syllables_follow_the_vowels() {
        assert_eq!(
            spoken("Two weeks, love!"),
            [('o', Some('w')), ('e', Some('w')), ('o', Some('l'))]
        );
        assert_eq!(spoken("umbrella").len(), 3);
        assert_eq!(spoken("hm").len(), 1);
        assert_eq!(spoken("240").len(), 3);
        assert_eq!(spoken("…"), []);
    }

    #[test]
    fn a_line_takes_as_long_as_its_characters_and_pauses() {
        let score = Score::of("No. Yes.");
        assert!((score.units() - (8.0 + SENTENCE_PAUSE)).abs() < 1e-6);
        let syllables = score.syllables();
        assert!(syllables[1].at >= 3.0 + SENTENCE_PAUSE);
        assert!(
            syllables
                .iter()
                .all(|syllable| syllable.at + syllable.lasts <= score.units())
        );
    }

    #[test]
    fn a_question_is_known_as_one() {
        let ends: Vec<End> = Score::of("Me? No! Yes")
            .syllables()
            .iter()
            .map(|syllable| syllable.end)
            .collect();
        assert_eq!(ends, [End::Question, End::Exclamation, End::Plain]);
    }
}
