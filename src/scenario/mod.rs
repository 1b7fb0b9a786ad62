//! What trainers write: the format, its errors, and the valid scenario that a drill is played from.
//!
//! A file is read in three steps, each with its own type: RON text becomes a tree, the tree a [`Draft`] (what one may write
//! down), the draft a [`Scenario`] (what is valid). [`read`] takes all three and reports every error with its place.
//! Knows the customer's acts and looks; knows no files.
//!
//! ```
//! use bounceback::scenario::{read, template};
//!
//! let reading = read(&template("my-first-failure"));
//! let scenario = reading.scenario.expect("the template is valid");
//! assert_eq!(scenario.id, "my-first-failure");
//!
//! let reading = read("Scenario(format: 2)");
//! assert!(reading.scenario.is_none());
//! assert_eq!(reading.found[0].code, "format-version");
//! ```

mod acts;
mod brackets;
mod check;
mod condition;
mod draft;
mod inject;
mod model;
mod parse;
mod places;
mod playthrough;
mod policy;
mod read;
mod reader;
mod rule;
mod syntax;
mod template;
mod text;
mod vocabulary;

pub(crate) use brackets::block_comment;
pub use condition::{Condition, Facts};
pub use draft::{Draft, Placed, PlacedText, Voice};
pub use inject::{INJECT_LABEL_MAX, INJECT_TEXT_MAX, INJECTS_MAX, Inject, InjectDraft};
pub use model::{
    Beat, BeatId, Branch, Briefing, Customer, Day, LastWords, Line, Move, Scenario, ScenarioHash, Target, Weights3,
};
pub use places::{BeatPlaces, MovePlaces, Places};
pub use playthrough::{END, Expect, INJECT, Playthrough, WAIT, read_playthroughs};
pub use policy::{Policy, PolicyChange};
pub use read::FORMAT;
pub use rule::{Allow, Rule};
pub use template::{Start, template, template_for, template_with};
pub use text::{Names, PLACEHOLDERS, Text};
pub use vocabulary::{Answer, Channel, Level, Pronouns, ServiceStep};

use crate::diagnostic::{Diagnostic, Severity};

/// The most findings that a reading tells.
const FOUND_MAX: usize = 500;

/// What reading a scenario's text came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What was written, where it could be read at all.
    pub draft: Option<Draft>,
    /// The valid scenario, where there is no error.
    pub scenario: Option<Scenario>,
    /// Errors and warnings, in the order of their places.
    pub found: Vec<Diagnostic>,
}

/// Reads a scenario and reports everything that is wrong with it.
#[must_use]
pub fn read(text: &str) -> Reading {
    let mut reading = match parse::tree(text) {
        Err(found) => Reading {
            draft: None,
            scenario: None,
            found,
        },
        Ok(tree) => {
            let mut reader = reader::Reader::default();
            let draft = read::draft(&mut reader, &tree);
            let mut found = reader.found;
            let unread = found.iter().any(|found| found.severity == Severity::Error);
            let (scenario, meaning) = draft
                .as_ref()
                .map_or((None, Vec::new()), |draft| check::check(draft, text));
            found.extend(meaning);
            Reading {
                draft,
                scenario: scenario.filter(|_| !unread),
                found,
            }
        }
    };
    sorted(&mut reading.found);
    reading
}

/// In the order of their places, and as many as a person can use: where there are more, errors go before warnings, and it is
/// said how many are left out.
fn sorted(found: &mut Vec<Diagnostic>) {
    found.sort_by_key(|found| found.span.as_ref().map_or(0, |span| span.start));
    let all = found.len();
    if all <= FOUND_MAX {
        return;
    }
    if found.iter().any(|found| found.severity == Severity::Error) {
        found.retain(|found| found.severity == Severity::Error);
    }
    found.truncate(FOUND_MAX);
    let rest = all - found.len();
    let mut more = Diagnostic::general("more", format!("{rest} more findings are not shown"));
    more.severity = Severity::Warning;
    found.extend((rest > 0).then_some(more));
}

/// Reads a site's policy.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_policy(text: &str) -> Result<PolicyChange, Vec<Diagnostic>> {
    let tree = parse::tree(text)?;
    let mut reader = reader::Reader::default();
    let draft = read::policy(&mut reader, &tree, false);
    let mut found = reader.found;
    let (change, meaning) = draft
        .as_ref()
        .map(|draft| check::check_policy(draft, text))
        .unwrap_or_default();
    found.extend(meaning);
    sorted(&mut found);
    if found.is_empty() { Ok(change) } else { Err(found) }
}
