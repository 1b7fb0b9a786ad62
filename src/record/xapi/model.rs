//! The parts of a statement, as xAPI 1.0.3 names them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// Words by language.
pub type Words = BTreeMap<&'static str, String>;

/// English words.
pub fn english(words: impl Into<String>) -> Words {
    BTreeMap::from([("en", words.into())])
}

/// A statement. (What waits to be sent is a [`crate::record::Statement`]: this one as text.)
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spoken {
    pub id: Uuid,
    pub actor: Actor,
    pub verb: Verb,
    pub object: Activity,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Outcome>,
    pub context: Context,
    pub timestamp: Timestamp,
}

/// Who did it: told by exactly one of account and e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    #[serde(rename = "objectType")]
    pub object_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mbox: Option<String>,
}

/// A person in a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    #[serde(rename = "homePage")]
    pub home_page: String,
    pub name: String,
}

/// What was done: a verb out of ADL's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verb {
    pub id: String,
    pub display: Words,
}

impl Verb {
    /// ADL's verb of this name.
    #[must_use]
    pub fn adl(name: &str) -> Self {
        Self {
            id: format!("http://adlnet.gov/expapi/verbs/{name}"),
            display: english(name),
        }
    }
}

/// What it was done to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Activity {
    #[serde(rename = "objectType")]
    pub object_type: &'static str,
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<Definition>,
}

/// What is known of an activity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Definition {
    pub name: Words,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub description: Words,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(rename = "interactionType", skip_serializing_if = "Option::is_none")]
    pub interaction_type: Option<&'static str>,
    /// What could be chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Interaction>,
}

/// Something that could be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interaction {
    pub id: String,
    pub description: Words,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Outcome {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
    /// As ISO 8601 has it: "PT1.5S".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extensions: BTreeMap<String, Value>,
}

/// Points of 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// 0..=1.
    pub scaled: f64,
    pub raw: f64,
    pub min: f64,
    pub max: f64,
}

impl Score {
    /// So many hundredths of points, out of 100.
    #[must_use]
    pub fn of(hundredths: u32) -> Self {
        let hundredths = f64::from(hundredths.min(10_000));
        Self {
            scaled: hundredths / 10_000.0,
            raw: hundredths / 100.0,
            min: 0.0,
            max: 100.0,
        }
    }
}

/// Under what it was done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Context {
    /// The drill.
    pub registration: Uuid,
    #[serde(rename = "contextActivities", skip_serializing_if = "Option::is_none")]
    pub activities: Option<ContextActivities>,
    pub platform: &'static str,
    pub language: &'static str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extensions: BTreeMap<String, Value>,
}

/// What it was a part of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContextActivities {
    pub parent: Vec<Activity>,
}
