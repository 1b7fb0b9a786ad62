//! What things are called in statements.

use super::model::{Account, Actor};
use crate::record::PersonId;

/// The addresses that a site puts its names under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// Before the names of scenarios, beats and extensions, without a slash at the end.
    pub base: String,
    /// The system that gave people their ids.
    pub home_page: String,
    /// People's names are told beside their ids.
    pub names: bool,
}

impl Default for Naming {
    fn default() -> Self {
        Self {
            base: "https://bounceback.example/xapi".to_owned(),
            home_page: "https://bounceback.example".to_owned(),
            names: true,
        }
    }
}

impl Naming {
    /// The address of a scenario, or of one of its beats.
    #[must_use]
    pub fn activity(&self, scenario: &str, beat: Option<&str>) -> String {
        let scenario = format!("{}/scenarios/{}", self.base, part(scenario));
        match beat {
            Some(beat) => format!("{scenario}/beats/{}", part(beat)),
            None => scenario,
        }
    }

    /// The address of something that xAPI has no word for.
    #[must_use]
    pub fn extension(&self, name: &str) -> String {
        format!("{}/extensions/{}", self.base, part(name))
    }

    /// Who it was.
    #[must_use]
    pub fn actor(&self, person: Option<PersonId>, name: Option<&str>, mail: Option<&str>) -> Actor {
        let mbox = mail.map(|mail| format!("mailto:{mail}"));
        let account = Account {
            home_page: self.home_page.clone(),
            name: person.map_or_else(|| "nobody".to_owned(), |person| person.to_string()),
        };
        Actor {
            object_type: "Agent",
            name: name.filter(|_| self.names).map(str::to_owned),
            account: mbox.is_none().then_some(account),
            mbox,
        }
    }
}

/// A name as a part of an address: what is neither letter, digit, hyphen, dot nor underscore is written by its bytes.
fn part(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}
