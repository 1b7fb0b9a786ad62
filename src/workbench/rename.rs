//! Renames beats, moves and flags everywhere at once, or says why not.

use super::document::Document;
use super::names::{Mention, Name, mentions};
use super::patch::Patch;
use super::tree::bare;
use super::value::quoted;

/// Why a name cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenameError {
    /// There is nothing of this name.
    NoSuchName(Name),
    /// It is no id.
    BadId(String),
    /// The word has a meaning of its own.
    Reserved(String),
    /// Another has this name: the two could not be told apart any more.
    Taken(Name),
    /// An `allow` without a beat speaks of every move of this name: which of them it would mean then is not for a program to say.
    Shared(String),
}

impl std::fmt::Display for RenameError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoSuchName(name) => write!(f, "there is no {} `{}`", name.noun(), name.word()),
            Self::BadId(id) => write!(f, "`{id}` is no id: small letters, digits and hyphens, 1 to 64 of them"),
            Self::Reserved(id) => write!(f, "`{id}` has a meaning of its own"),
            Self::Taken(name) => write!(f, "there is a {} `{}` already", name.noun(), name.word()),
            Self::Shared(id) => write!(
                f,
                "an `allow` speaks of every move `{id}`, whatever its beat: write its `beat` first"
            ),
        }
    }
}

impl std::error::Error for RenameError {}

/// The name with another word.
fn renamed(name: &Name, to: &str) -> Name {
    let to = to.to_owned();
    match name {
        Name::Beat(_) => Name::Beat(to),
        Name::Flag(_) => Name::Flag(to),
        Name::Move { beat, .. } => Name::Move {
            beat: beat.clone(),
            id: to,
        },
    }
}

/// Whether a word can be an id.
#[must_use]
pub fn is_id(word: &str) -> bool {
    let good = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    (1..=64).contains(&word.len()) && word.chars().all(good)
}

/// Gives something another name, in every place that speaks of it. A name that nothing makes, only asks for, can be renamed, too.
pub fn rename(document: &Document, name: &Name, to: &str) -> Result<Vec<Patch>, RenameError> {
    if !is_id(to) {
        return Err(RenameError::BadId(to.to_owned()));
    }
    let reserved = match name {
        Name::Beat(_) => to == "end",
        Name::Move { .. } => to == "wait",
        Name::Flag(_) => false,
    };
    if reserved {
        return Err(RenameError::Reserved(to.to_owned()));
    }
    let all = mentions(document);
    let own: Vec<&Mention> = all.iter().filter(|mention| mention.name == *name).collect();
    if own.is_empty() {
        return Err(RenameError::NoSuchName(name.clone()));
    }
    if name.word() == to {
        return Ok(Vec::new());
    }
    let other = renamed(name, to);
    if all.iter().any(|mention| mention.name == other) {
        return Err(RenameError::Taken(other));
    }
    let shared = |mention: &&Mention| {
        own.iter()
            .any(|own| own.span == mention.span && own.name != mention.name && !mention.makes)
    };
    if all.iter().any(|mention| shared(&mention)) {
        return Err(RenameError::Shared(name.word().to_owned()));
    }
    let patch = |mention: &&Mention| {
        // A beat's key and an id stand in quotes; what is still open keeps what stands behind it.
        let written = document.slice(&mention.span);
        debug_assert_eq!(bare(written), name.word(), "mentions are told by their words");
        Patch::new(mention.span.clone(), quoted(to))
    };
    Ok(own.iter().map(patch).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::template;

    fn flag(name: &str) -> Name {
        Name::Flag(name.to_owned())
    }

    #[test]
    fn a_name_changes_everywhere_and_nowhere_else() {
        let document = Document::new(template("cake"));
        let beat = Name::Beat("remedy".to_owned());
        let patches = rename(&document, &beat, "what-now").expect("it can be renamed");
        let mut after = document.clone();
        after.apply(&patches).expect("they fit");
        assert_eq!(after.text(), document.text().replace("\"remedy\"", "\"what-now\""));
        assert!(after.read().scenario.is_some(), "{:?}", after.read().found);

        let forget = Name::Move {
            beat: "morning".to_owned(),
            id: "forget".to_owned(),
        };
        let patches = rename(&document, &forget, "nothing").expect("it can be renamed");
        assert_eq!(patches.len(), 2, "its own id, and the allow");
        let mut after = document.clone();
        after.apply(&patches).expect("they fit");
        assert!(after.read().scenario.is_some(), "{:?}", after.read().found);
    }

    #[test]
    fn a_name_that_cannot_be_says_why() {
        let text = template("cake").replace("acts: [DemandProof],", "acts: [DemandProof], sets: [\"a\", \"b\"],");
        let document = Document::new(text);
        let check = |name: &Name, to: &str, words: &str| {
            let error = rename(&document, name, to).expect_err("it cannot be");
            assert_eq!(error.to_string(), words);
        };
        let beat = Name::Beat("remedy".to_owned());
        check(
            &beat,
            "Box",
            "`Box` is no id: small letters, digits and hyphens, 1 to 64 of them",
        );
        check(&beat, "end", "`end` has a meaning of its own");
        check(&beat, "box", "there is a beat `box` already");
        check(&Name::Beat("nope".to_owned()), "x", "there is no beat `nope`");
        check(&flag("a"), "b", "there is a flag `b` already");
        assert_eq!(rename(&document, &beat, "remedy"), Ok(Vec::new()));
    }

    #[test]
    fn an_allow_for_all_moves_of_a_name_is_left_alone() {
        let text = template("cake")
            .replace("beat: \"morning\", move: \"forget\"", "move: \"forget\"")
            .replace("id: \"hear\"", "id: \"forget\"");
        let document = Document::new(text);
        let forget = Name::Move {
            beat: "morning".to_owned(),
            id: "forget".to_owned(),
        };
        assert_eq!(
            rename(&document, &forget, "x"),
            Err(RenameError::Shared("forget".to_owned()))
        );
    }
}
