//! The rhythm of what is written: somebody is writing for a while, then a message stands there, whole or in bursts. Pure.

use crate::scenario::Channel;

/// How long somebody writes before anything stands there, in seconds.
const BEGIN_SECONDS: f32 = 0.55;
/// How much longer for each character: far quicker than fingers, so that nobody waits for long.
const SECONDS_PER_CHARACTER: f32 = 0.016;
const BURST_SECONDS: std::ops::RangeInclusive<f32> = 0.8..=2.6;
/// A burst is at least so long, in characters.
const BURST_LEAST: usize = 26;
const BURSTS_MOST: usize = 3;

/// Where the bursts of a text end, in bytes: in a chat after its sentences, elsewhere it comes whole. The last is its end.
#[must_use]
pub fn bursts(text: &str, channel: Channel) -> Vec<usize> {
    let mut ends = Vec::new();
    if channel == Channel::Chat {
        let mut begun = 0;
        for (at, character) in text.char_indices() {
            let end = at + character.len_utf8();
            let is_end = matches!(character, '.' | '!' | '?' | '…') && text[end..].starts_with(' ');
            let is_long = |part: &str| part.chars().count() >= BURST_LEAST;
            if is_end && ends.len() + 1 < BURSTS_MOST && is_long(&text[begun..end]) && is_long(text[end..].trim()) {
                ends.push(end);
                begun = end;
            }
        }
    }
    ends.push(text.len());
    ends
}

/// When each of these bursts stands there, in seconds at an ordinary pace.
#[must_use]
pub fn times(text: &str, ends: &[usize]) -> Vec<f32> {
    let mut begun = 0;
    let mut at = 0.0;
    ends.iter()
        .map(|&end| {
            #[expect(clippy::cast_precision_loss, reason = "a few characters")]
            let characters = text.get(begun..end).map_or(0, |part| part.chars().count()) as f32;
            begun = end;
            let seconds = BEGIN_SECONDS + characters * SECONDS_PER_CHARACTER;
            at += seconds.clamp(*BURST_SECONDS.start(), *BURST_SECONDS.end());
            at
        })
        .collect()
}

/// How often a public post has been shared, after these levels of anger of its author: more with each answer, the more the
/// angrier. It never falls.
#[must_use]
pub fn shares(angers: impl IntoIterator<Item = u8>) -> u32 {
    angers
        .into_iter()
        .map(|anger| 1 + u32::from(anger) * u32::from(anger) / 3)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "I ordered this in March. Nobody wrote back. You've had my money for six weeks, and all I have is a number! What now?";

    #[test]
    fn a_chat_comes_in_bursts_that_are_whole_sentences_and_a_letter_comes_whole() {
        let ends = bursts(TEXT, Channel::Chat);
        assert!((2..=BURSTS_MOST).contains(&ends.len()), "{ends:?}");
        let mut begun = 0;
        for end in &ends {
            let part = TEXT[begun..*end].trim();
            assert!(
                part.chars().count() >= BURST_LEAST && part.ends_with(['.', '!', '?']),
                "{part}"
            );
            begun = *end;
        }
        assert_eq!(begun, TEXT.len());
        for channel in [Channel::Email, Channel::SocialMedia, Channel::Inbox] {
            assert_eq!(bursts(TEXT, channel), [TEXT.len()]);
        }
        for short in [
            "",
            "No.",
            "…",
            "Ünd? So? Ja? Nö! Ach.",
            "no stop at all and yet it is long enough for two",
        ] {
            assert_eq!(bursts(short, Channel::Chat), [short.len()], "{short}");
        }
    }

    #[test]
    fn each_burst_takes_its_time_and_nobody_waits_for_long() {
        let ends = bursts(TEXT, Channel::Chat);
        let times = times(TEXT, &ends);
        assert!(times[0] >= *BURST_SECONDS.start());
        assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= *BURST_SECONDS.start()));
        assert!(times.last().is_some_and(|last| *last < 6.0), "{times:?}");
        let long = TEXT.repeat(9);
        assert_eq!(super::times(&long, &[long.len()]), [*BURST_SECONDS.end()]);
    }

    #[test]
    fn anger_and_answers_spread_a_post() {
        assert!(shares([9]) > shares([5]) && shares([5]) > shares([0]) && shares([0]) > 0);
        for anger in 0..=9 {
            assert!(shares([7, anger]) > shares([7]));
        }
    }
}
