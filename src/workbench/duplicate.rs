//! A scenario under another id: the same text with its comments, byte for byte outside of the changed values.

use std::ops::Range;

use super::document::Document;
use super::edit::{EditError, set};
use super::patch::Patch;
use super::path::Path;
use super::rename::is_id;
use super::rework::ReworkError;
use super::tree::NodeKind;
use super::value::{Value, unquoted};

/// The text of a scenario under another id. With `is_copy` its title says so, because a library shows titles.
///
/// # Errors
/// Where the id is none, or the text is not whole.
pub fn under_id(text: &str, id: &str, is_copy: bool) -> Result<String, ReworkError> {
    let mut document = Document::new(text);
    let mut patches = set_id(&document, id)?;
    if is_copy
        && let Some(node) = document.find(&Path::of(&["title"]))
        && document.node(node).kind == NodeKind::Text
        && let Some(title) = unquoted(document.slice(&document.node(node).span))
    {
        patches.extend(set(
            &document,
            &Path::of(&["title"]),
            &Value::Text(format!("{title} (copy)")),
        )?);
    }
    document.apply(&patches).ok_or(EditError::Broken)?;
    Ok(document.text().to_owned())
}

/// The patches that give a scenario another id. It stands in its text once; its file and its playthroughs have it in their names
/// ([`crate::library::rename_scenario`]).
///
/// # Errors
/// Where the id is none, or the text is not whole.
pub fn set_id(document: &Document, id: &str) -> Result<Vec<Patch>, ReworkError> {
    if !is_id(id) {
        let words = format!("`{id}` is no id: small letters, digits and hyphens, 1 to 64 of them");
        return Err(ReworkError::Refused(words));
    }
    Ok(set(document, &Path::of(&["id"]), &Value::Text(id.to_owned()))?)
}

/// The place of the scenario's id, where a byte stands in it.
#[must_use]
pub fn id_at(document: &Document, offset: usize) -> Option<Range<usize>> {
    let place = document.place(&Path::of(&["id"]))?;
    (place.start <= offset && offset <= place.end).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::SHIPPED;
    use crate::scenario::read;

    #[test]
    fn a_copy_differs_in_id_and_title_alone() {
        for (id, text) in SHIPPED {
            let copy = under_id(text, "my-own", true).expect("it is whole");
            let (old, new) = (
                read(text).scenario.expect("valid"),
                read(&copy).scenario.expect("valid"),
            );
            assert_eq!(
                (new.id.as_str(), new.title),
                ("my-own", format!("{} (copy)", old.title)),
                "{id}"
            );
            let differ = text.lines().zip(copy.lines()).filter(|(old, new)| old != new).count();
            assert_eq!((differ, text.lines().count()), (2, copy.lines().count()), "{id}");
            assert_eq!(new.beats, old.beats, "{id}");
        }
    }

    #[test]
    fn what_cannot_be_says_why() {
        assert!(under_id("Scenario(id: \"a\")", "A b", true).is_err());
        assert!(under_id("Scenario(id: \"a", "b", true).is_err());
        assert_eq!(
            under_id("Scenario(id: \"a\")", "b", true),
            Ok("Scenario(id: \"b\")".to_owned())
        );
    }
}
