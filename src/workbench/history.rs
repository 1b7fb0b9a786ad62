//! Undo and redo, over text that is typed and over forms alike.

use std::collections::VecDeque;

use super::document::Document;
use super::patch::Patch;

/// How many changes can be taken back.
pub const CHANGES_MAX: usize = 50;

/// What made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A key: what is typed on end becomes one change a word.
    Typing,
    /// A form, a quick fix, a rename: a change of its own.
    Edit,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    patches: Vec<Patch>,
    back: Vec<Patch>,
    cause: Cause,
}

/// The changes of a document.
///
/// ```
/// use bounceback::workbench::{Cause, Document, History, Patch};
///
/// let mut document = Document::new("Scenario()");
/// let mut history = History::default();
/// for (at, letter) in ["a", "b", ":"].iter().enumerate() {
///     history.change(&mut document, vec![Patch::insert(9 + at, *letter)], Cause::Typing);
/// }
/// assert_eq!(document.text(), "Scenario(ab:)");
/// history.undo(&mut document);
/// assert_eq!(document.text(), "Scenario()");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    done: VecDeque<Change>,
    undone: Vec<Change>,
    /// The next key begins a change of its own.
    rested: bool,
}

impl History {
    /// Changes a document and remembers it; whether it could be changed. What had been taken back cannot be brought back any more.
    pub fn change(&mut self, document: &mut Document, patches: Vec<Patch>, cause: Cause) -> bool {
        let Some(back) = document.apply(&patches) else {
            return false;
        };
        if patches.is_empty() {
            return true;
        }
        self.undone.clear();
        let change = Change { patches, back, cause };
        let rested = std::mem::take(&mut self.rested);
        let joined = self.done.back_mut().is_some_and(|last| !rested && join(last, &change));
        if !joined {
            self.done.push_back(change);
            if self.done.len() > CHANGES_MAX {
                self.done.pop_front();
            }
        }
        true
    }

    /// Ends a word: the caret was moved, or somebody paused. The next key begins a change of its own.
    pub const fn rest(&mut self) {
        self.rested = true;
    }

    /// Takes the last change back; what was patched, for the caret. `None` where there is none.
    pub fn undo(&mut self, document: &mut Document) -> Option<Vec<Patch>> {
        let change = self.done.pop_back()?;
        document
            .apply(&change.back)
            .expect("only `History` changes the document");
        let back = change.back.clone();
        self.undone.push(change);
        self.rested = true;
        Some(back)
    }

    /// Brings the change back that was taken back last. `None` where there is none.
    pub fn redo(&mut self, document: &mut Document) -> Option<Vec<Patch>> {
        let change = self.undone.pop()?;
        document
            .apply(&change.patches)
            .expect("only `History` changes the document");
        let patches = change.patches.clone();
        self.done.push_back(change);
        self.rested = true;
        Some(patches)
    }

    /// How many changes can be taken back, and brought back.
    #[must_use]
    pub fn depth(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }

    /// Forgets everything: the text was replaced by another.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

/// Makes one change of two where somebody goes on typing a word, or goes on deleting.
fn join(last: &mut Change, next: &Change) -> bool {
    if (last.cause, next.cause) != (Cause::Typing, Cause::Typing) {
        return false;
    }
    let ([before], [after]) = (last.patches.as_slice(), next.patches.as_slice()) else {
        return false;
    };
    let ([old], [gone]) = (last.back.as_slice(), next.back.as_slice()) else {
        return false;
    };
    let typed_on = after.range.is_empty()
        && !after.text.contains('\n')
        && after.range.start == before.range.start + before.text.len()
        && !before.text.is_empty()
        && !(before.text.ends_with(char::is_whitespace)
            && after.text.starts_with(|letter: char| !letter.is_whitespace()));
    let (deletes, deleted) = (after.text.is_empty(), before.text.is_empty());
    let backwards = deletes && deleted && after.range.end == before.range.start && !gone.text.contains('\n');
    let forwards = deletes && deleted && after.range.start == before.range.start && !gone.text.contains('\n');
    let (patch, words) = if typed_on {
        let text = format!("{}{}", before.text, after.text);
        (Patch::new(before.range.clone(), text), old.text.clone())
    } else if backwards {
        let words = format!("{}{}", gone.text, old.text);
        (Patch::remove(after.range.start..before.range.end), words)
    } else if forwards {
        let words = format!("{}{}", old.text, gone.text);
        let end = before.range.end + after.range.len();
        (Patch::remove(before.range.start..end), words)
    } else {
        return false;
    };
    let start = patch.range.start;
    last.back = vec![Patch::new(start..start + patch.text.len(), words)];
    last.patches = vec![patch];
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(history: &mut History, document: &mut Document, at: usize, words: &str) {
        for (nth, letter) in words.char_indices() {
            let patch = Patch::insert(at + nth, letter.to_string());
            assert!(history.change(document, vec![patch], Cause::Typing));
        }
    }

    #[test]
    fn typing_becomes_words_and_a_form_is_a_change_of_its_own() {
        let mut document = Document::new("[]");
        let mut history = History::default();
        typed(&mut history, &mut document, 1, "one two");
        assert_eq!(history.depth(), (2, 0), "two words");
        assert!(history.change(&mut document, vec![Patch::new(1..4, "1")], Cause::Edit));
        typed(&mut history, &mut document, 2, "x");
        assert_eq!(document.text(), "[1x two]");
        let mut seen = Vec::new();
        while history.undo(&mut document).is_some() {
            seen.push(document.text().to_owned());
        }
        assert_eq!(seen, ["[1 two]", "[one two]", "[one ]", "[]"]);
        while history.redo(&mut document).is_some() {}
        assert_eq!(document.text(), "[1x two]");
        history.undo(&mut document);
        typed(&mut history, &mut document, 1, "y");
        assert_eq!(history.redo(&mut document), None, "another way was taken");
    }

    #[test]
    fn deleting_on_end_is_one_change() {
        let mut document = Document::new("abcdef");
        let mut history = History::default();
        for at in [3, 2] {
            history.change(&mut document, vec![Patch::remove(at - 1..at)], Cause::Typing);
        }
        for _ in 0..2 {
            history.change(&mut document, vec![Patch::remove(1..2)], Cause::Typing);
        }
        assert_eq!(document.text(), "af");
        assert_eq!(history.depth(), (1, 0));
        history.undo(&mut document);
        assert_eq!(document.text(), "abcdef");
    }

    #[test]
    fn fifty_changes_are_kept_and_a_rest_ends_a_word() {
        let mut document = Document::new("");
        let mut history = History::default();
        for _ in 0..60 {
            history.change(&mut document, vec![Patch::insert(0, "x")], Cause::Typing);
            history.rest();
        }
        assert_eq!(history.depth(), (CHANGES_MAX, 0));
        while history.undo(&mut document).is_some() {}
        assert_eq!(document.text().len(), 10);
        assert!(!history.change(&mut document, vec![Patch::remove(0..99)], Cause::Edit));
        assert_eq!(history.depth().0, 0);
    }
}
