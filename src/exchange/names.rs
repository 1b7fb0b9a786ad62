//! Ids out of any words.

use std::collections::{BTreeMap, BTreeSet};

/// The longest id that is made: room for a number behind it is left.
const BYTES_MAX: usize = 40;

/// Small letters, digits and hyphens; `instead` where nothing is left. Cut behind a word where it is long.
pub fn slug(words: &str, instead: &str) -> String {
    let mut id = String::new();
    for letter in words.to_lowercase().chars() {
        // What joins two parts of a word takes no room.
        if letter == '\'' || letter == '’' {
            continue;
        }
        if letter.is_ascii_alphanumeric() {
            id.push(letter);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
        if id.len() > BYTES_MAX {
            let behind = id.rfind('-').filter(|at| *at > BYTES_MAX / 2).unwrap_or(BYTES_MAX);
            id.truncate(behind);
            break;
        }
    }
    let id = id.trim_matches('-');
    if id.is_empty() {
        instead.to_owned()
    } else {
        id.to_owned()
    }
}

/// Ids that differ.
#[derive(Debug, Default)]
pub struct Names {
    taken: BTreeSet<String>,
    /// The number that is tried next behind a name.
    next: BTreeMap<String, usize>,
}

impl Names {
    /// Names that nothing may have.
    pub fn without(reserved: &str) -> Self {
        Self {
            taken: BTreeSet::from([reserved.to_owned()]),
            next: BTreeMap::new(),
        }
    }

    /// An id of these words that nothing has yet.
    pub fn give(&mut self, words: &str, instead: &str) -> String {
        let base = slug(words, instead);
        let mut name = base.clone();
        let number = self.next.entry(base.clone()).or_insert(2);
        while !self.taken.insert(name.clone()) {
            name = format!("{base}-{number}");
            *number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_valid_short_and_differ() {
        let mut names = Names::without("end");
        assert_eq!(names.give("The End!", "passage"), "the-end");
        assert_eq!(names.give("End", "passage"), "end-2");
        assert_eq!(names.give("日本", "passage"), "passage");
        assert_eq!(names.give("", "passage"), "passage-2");
        assert_eq!(
            slug("I'm sorry, that should never have happened to you", "x"),
            "im-sorry-that-should-never-have-happened"
        );
        assert!(slug(&"x".repeat(300), "x").len() <= BYTES_MAX);
    }
}
