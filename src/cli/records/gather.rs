//! The store's rows, walked through: a person's drills, their attempts, each drill with the scenario as it was played.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Zoned;

use super::super::CliError;
use super::super::args::Arguments;
use crate::library::Library;
use crate::practice::{Attempt, Plan};
use crate::record::{Filter, Line, PersonId, Store};
use crate::scenario::{Scenario, ScenarioHash, read};

/// So many rows are asked for at a time.
const PAGE: u32 = 1000;

/// Something that may take longer than a second; seen in a terminal only.
pub fn bar(what: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} {msg}, {per_sec}") {
        bar.set_style(style);
    }
    bar.with_message(what.to_owned())
}

/// Something that takes so many steps; seen in a terminal only, with the time that is left.
pub fn bar_of(what: &str, steps: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(steps).unwrap_or(0));
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} {msg}, {eta} left") {
        bar.set_style(style);
    }
    bar.with_message(what.to_owned())
}

/// Something that takes seconds and cannot say how far it is; seen in a terminal only.
pub fn waiting(what: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what.to_owned());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar
}

/// Each drill that is meant, the newest first.
pub fn each_line(
    store: &mut dyn Store,
    filter: &Filter,
    each: &mut dyn FnMut(&mut dyn Store, Line) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let mut behind = None;
    loop {
        let page = store.lines(filter, behind, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        behind = Some(last.id);
        for line in page {
            each(store, line)?;
        }
    }
}

/// A person's drills, the newest first; `None`: those of nobody.
pub fn lines_of(store: &mut dyn Store, person: Option<PersonId>) -> Result<Vec<Line>, CliError> {
    let filter = Filter {
        person,
        ..Filter::default()
    };
    let mut lines = Vec::new();
    each_line(store, &filter, &mut |_, line| {
        if line.person == person {
            lines.push(line);
        }
        Ok(())
    })?;
    Ok(lines)
}

/// What practice makes of these drills.
pub fn attempts(store: &mut dyn Store, lines: &[Line]) -> Result<Vec<Attempt>, CliError> {
    let bar = bar("drills read");
    let mut attempts = Vec::new();
    for line in lines.iter().filter(|line| line.headline.is_some()) {
        attempts.extend(store.kept(line.id)?.attempt());
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(attempts)
}

/// A person's plan with the scenarios at hand.
pub fn plan(store: &mut dyn Store, library: &Library, person: Option<PersonId>, now: &Zoned) -> Result<Plan, CliError> {
    let lines = lines_of(store, person)?;
    let attempts = attempts(store, &lines)?;
    let shelf: Vec<&Scenario> = library.scenarios().map(AsRef::as_ref).collect();
    Ok(Plan::of(&attempts, &shelf, now))
}

/// Scenarios as they were played, each read once.
#[derive(Default)]
pub struct Versions(BTreeMap<String, Option<Arc<Scenario>>>);

impl Versions {
    /// The scenario of this hash; `None` where this bounceback cannot read it.
    pub fn get(&mut self, store: &mut dyn Store, hash: ScenarioHash) -> Result<Option<Arc<Scenario>>, CliError> {
        let key = hash.to_string();
        if let Some(known) = self.0.get(&key) {
            return Ok(known.clone());
        }
        let found = read(&store.text(hash)?).scenario.map(Arc::new);
        self.0.insert(key, found.clone());
        Ok(found)
    }
}

/// A file that cannot be written.
pub fn unwritable(file: &Path, error: &std::io::Error) -> CliError {
    CliError::Said(format!("{} cannot be written: {error}", file.display()))
}

/// A command as it can be typed, with the folders that these arguments name. An address of a store may hold a password and is left out.
pub fn command(arguments: &Arguments, words: &str, person: Option<&str>) -> String {
    let mut command = format!("bounceback {words}");
    let mut put = |name: &str, value: &str| {
        command += &format!(" {name} {}", quoted(value));
    };
    if let Some(person) = person {
        put("--person", person);
    }
    if let Some(folder) = &arguments.scenarios {
        put("--scenarios", &folder.display().to_string());
    }
    if let Some(folder) = &arguments.data {
        put("--data", &folder.display().to_string());
    }
    if let Some(store) = arguments.store.as_ref().filter(|store| !store.contains("://")) {
        put("--store", store);
    }
    command
}

/// A word for a shell.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./:".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else if word.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", word.replace('\'', "'\\''"))
    } else {
        format!("\"{word}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_word_is_quoted_where_a_shell_would_take_it_apart() {
        for (word, expect) in [
            ("Zoë", "Zoë"),
            ("Ada Lovelace", "\"Ada Lovelace\""),
            ("", "\"\""),
            ("O'Hara", "\"O'Hara\""),
            ("$HOME's", "'$HOME'\\''s'"),
        ] {
            assert_eq!(quoted(word), expect);
        }
    }
}
