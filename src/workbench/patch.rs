//! Changes of a text as values: small replacements that leave all else byte for byte.

use std::ops::Range;

/// One replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// Bytes of the text as it was, on whole characters. Empty: an insertion.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl Patch {
    /// Puts a text in the place of a range.
    #[must_use]
    pub fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
        }
    }

    /// Puts a text before a byte.
    #[must_use]
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(at..at, text)
    }

    /// Takes a range out.
    #[must_use]
    pub fn remove(range: Range<usize>) -> Self {
        Self::new(range, "")
    }
}

/// The text with these patches, all of which speak of the text as it was; and the patches that undo them. `None` where two overlap or
/// one does not fit the text: nothing was changed then. Two insertions at one place stand in the order of the list.
#[must_use]
pub fn apply(text: &str, patches: &[Patch]) -> Option<(String, Vec<Patch>)> {
    let mut ordered: Vec<&Patch> = patches.iter().collect();
    ordered.sort_by_key(|patch| (patch.range.start, patch.range.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut back = Vec::with_capacity(patches.len());
    let mut at = 0;
    for patch in ordered {
        if patch.range.start < at || patch.range.end < patch.range.start {
            return None;
        }
        let old = text.get(patch.range.clone())?;
        out.push_str(&text[at..patch.range.start]);
        back.push(Patch::new(out.len()..out.len() + patch.text.len(), old));
        out.push_str(&patch.text);
        at = patch.range.end;
    }
    out.push_str(&text[at..]);
    Some((out, back))
}

/// The one patch that makes a text another: what an editor that only tells its new text has changed. None where nothing has.
#[must_use]
pub fn difference(old: &str, new: &str) -> Option<Patch> {
    if old == new {
        return None;
    }
    let mut start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let most = old.len().min(new.len()) - start;
    let tails = old.bytes().rev().zip(new.bytes().rev()).take(most);
    let mut end = tails.take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(old.len() - end) || !new.is_char_boundary(new.len() - end) {
        end -= 1;
    }
    Some(Patch::new(start..old.len() - end, &new[start..new.len() - end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_apply_together_and_back() {
        let text = "one two three";
        let patches = [Patch::new(8..13, "3"), Patch::remove(3..7), Patch::insert(0, "zero ")];
        let (new, back) = apply(text, &patches).expect("they fit");
        assert_eq!(new, "zero one 3");
        assert_eq!(apply(&new, &back).expect("they fit").0, text);
    }

    #[test]
    fn what_does_not_fit_changes_nothing() {
        assert!(apply("abc", &[Patch::remove(0..2), Patch::remove(1..3)]).is_none());
        assert!(apply("abc", &[Patch::remove(2..9)]).is_none());
        assert!(apply("é", &[Patch::remove(1..2)]).is_none());
    }

    #[test]
    fn a_difference_is_as_small_as_whole_characters_allow() {
        assert_eq!(difference("abc", "abc"), None);
        assert_eq!(difference("abab", "ababab"), Some(Patch::insert(4, "ab")));
        assert_eq!(difference("xéy", "xèy"), Some(Patch::new(1..3, "è")));
        for (old, new) in [("aa", "aaa"), ("aaa", "aa"), ("", "é"), ("日本", "日曜")] {
            let patch = difference(old, new).expect("they differ");
            assert_eq!(apply(old, &[patch]).expect("it fits").0, new);
        }
    }
}
