//! What the terminal puts around `record::gather`: bars for what takes longer, and the words and commands that are told.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Zoned;

use super::super::CliError;
use super::super::args::Arguments;
use crate::customer::Tier;
use crate::library::Library;
use crate::practice::Plan;
use crate::record::{PersonId, Store, gather};
use crate::scenario::Scenario;
use crate::vocabulary::Vocabulary;

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

/// A person's plan with the scenarios at hand.
pub fn plan(store: &mut dyn Store, library: &Library, person: Option<PersonId>, now: &Zoned) -> Result<Plan, CliError> {
    let attempts = gather::attempts(store, person)?;
    let shelf: Vec<&Scenario> = library.scenarios().map(AsRef::as_ref).collect();
    Ok(Plan::of(&attempts, &shelf, now))
}

/// How many left as what, the best first: "3 Champion, 1 Passive".
pub fn tiers_words(counts: [i64; 5]) -> String {
    let told = Tier::ALL.iter().zip(counts).rev().filter(|(_, count)| *count > 0);
    let words: Vec<String> = told.map(|(tier, count)| format!("{count} {}", tier.name())).collect();
    words.join(", ")
}

/// A file that cannot be written.
pub fn unwritable(file: &Path, error: &std::io::Error) -> CliError {
    CliError::Said(format!("{} cannot be written: {error}", file.display()))
}

/// A command as it can be typed, with the folders that these arguments name. In the place of a store's address, which may hold a password,
/// stands that it has to be said again; where it stands in the environment nothing has to be said.
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
    if let Some(store) = &arguments.store {
        if !store.contains("://") {
            put("--store", store);
        } else if std::env::var("BOUNCEBACK_STORE").as_ref() != Ok(store) {
            command += " --store …";
        }
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
