//! A drill as a file keeps it: its inputs, the scenario's text as it was played, and what the trainee said of it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Reflection;
use crate::drill::Record;

/// A drill as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stored {
    pub record: Record,
    #[serde(skip_serializing_if = "Reflection::is_empty")]
    pub reflection: Reflection,
    /// The scenario's text as it was played, where it is stored beside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario_text: Option<String>,
}

impl Stored {
    /// Reads a bare record, or any JSON document that holds one as `record`: what `play --json` prints, what the window saves.
    ///
    /// # Errors
    /// Why the text holds no drill.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut document: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let scenario_text = document.get("scenario_text").and_then(Value::as_str).map(str::to_owned);
        let reflection = document.get_mut("reflection").map(Value::take);
        let reflection = reflection.map_or_else(|| Ok(Reflection::default()), Reflection::deserialize);
        let reflection = reflection.map_err(|error| format!("reflection: {error}"))?;
        let record = match document.get_mut("record") {
            Some(inside) => inside.take(),
            None => document,
        };
        Ok(Self {
            record: Record::deserialize(record).map_err(|error| error.to_string())?,
            reflection,
            scenario_text,
        })
    }

    /// As JSON text.
    ///
    /// # Panics
    /// Never: plain data with written names.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("plain data with written names") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::drill::{Choice, Drill, Setup};
    use crate::scenario::{read, template};
    use crate::session::Sure;

    #[test]
    fn a_drill_comes_back_with_what_was_said_of_it() {
        let text = template("cake");
        let scenario = Arc::new(read(&text).scenario.expect("valid"));
        let setup = Setup::draw(&scenario, scenario.policy.clone(), None, 5);
        let mut drill = Drill::start(&scenario, setup, 5);
        drill.choose(Choice::Move(1)).expect("legal");
        let mut stored = Stored {
            record: drill.record(),
            reflection: Reflection::default(),
            scenario_text: Some(text),
        };
        assert!(!stored.text().contains("reflection"), "nothing was said");
        stored.reflection.keep = "Listening first.".to_owned();
        stored.reflection.sure = Sure::try_from(2).ok();
        assert_eq!(Stored::read(&stored.text()), Ok(stored.clone()));
        let bare = serde_json::to_string(&stored.record).expect("plain data");
        let bare = Stored::read(&bare).expect("a bare record is a drill");
        assert_eq!((bare.record, bare.scenario_text), (stored.record, None));
        assert!(Stored::read(r#"{"record": 3}"#).is_err() && Stored::read("…").is_err());
    }
}
