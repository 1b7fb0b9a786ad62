//! Somebody who practises. No passwords: whoever sits at the machine picks their name.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::PersonId;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub id: PersonId,
    /// As they want to be called; unique in a store, whatever the case of its letters.
    pub name: String,
    pub since: Timestamp,
}

impl Person {
    /// The most characters of a name.
    pub const NAME_MAX: usize = 60;
}
