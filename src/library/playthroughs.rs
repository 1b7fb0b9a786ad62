//! Recorded playthroughs beside their scenario: `broken-heel.tests.ron` beside `broken-heel.ron`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{File, Library, LoadError, read_file, write_whole};
use crate::diagnostic::{Diagnostic, Source, render};
use crate::scenario::{Playthrough, read_playthroughs};

/// How the names of recorded playthroughs end.
pub const PLAYTHROUGH_ENDING: &str = ".tests.ron";

/// Whether a file holds playthroughs, by its name.
pub(super) fn is_playthroughs(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.ends_with(PLAYTHROUGH_ENDING) && name.len() > PLAYTHROUGH_ENDING.len())
}

/// Where the playthroughs of a scenario's file stand, or would.
#[must_use]
pub fn playthroughs_of(scenario: &Path) -> PathBuf {
    scenario.with_extension(&PLAYTHROUGH_ENDING[1..])
}

/// The file of the scenario beside which playthroughs stand.
pub(super) fn scenario_of(tests: &Path) -> PathBuf {
    tests.with_extension("").with_extension("ron")
}

impl Library {
    pub(super) fn add_tests(&mut self, path: &Path, seen: &mut BTreeSet<PathBuf>) -> Result<(), LoadError> {
        let Some(read) = read_file(path, seen)? else {
            return Ok(());
        };
        let mut file = match read {
            Ok(source) => {
                let found = read_playthroughs(&source.text).1;
                File::other(source, found)
            }
            Err(file) => file,
        };
        if self.tested_by(&file).is_none() {
            let scenario = scenario_of(path);
            let words = format!("there is no {} for these playthroughs", scenario.display());
            let alone = Diagnostic::general("no-scenario", words);
            file.found
                .push(alone.help("give the scenario's file and this one the same name again, or delete this one"));
        }
        self.test_files.push(file);
        Ok(())
    }

    /// The scenario's file beside which these playthroughs stand.
    #[must_use]
    pub fn tested_by(&self, tests: &File) -> Option<&File> {
        let beside = scenario_of(Path::new(&tests.source.name));
        // A folder can be named in several ways.
        let same = |file: &&File| {
            let path = Path::new(&file.source.name);
            let real = |path: &Path| std::fs::canonicalize(path).ok();
            path == beside
                || (path.file_name() == beside.file_name()
                    && real(path).is_some_and(|path| real(&beside) == Some(path)))
        };
        self.files.iter().find(same)
    }
}

/// Why a playthrough was not kept. The file is as it was.
#[derive(Debug)]
pub enum KeepError {
    /// The file cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// The file cannot be written.
    Unwritable(PathBuf, std::io::Error),
    /// What stands in the file is wrong, or the name is taken.
    Bad(Source, Vec<Diagnostic>),
}

impl std::fmt::Display for KeepError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(path, error) => write!(f, "{} cannot be read: {error}", path.display()),
            Self::Unwritable(path, error) => {
                write!(f, "{} cannot be written: {error}; nothing was kept", path.display())
            }
            Self::Bad(source, found) => {
                let first = found.first().map(|found| render(found, source, false));
                write!(f, "nothing was kept: {}", first.unwrap_or_default())
            }
        }
    }
}

impl std::error::Error for KeepError {}

/// What a file of playthroughs would be with one more. Nothing is written.
///
/// # Errors
/// Why it cannot be added.
pub fn with_playthrough(path: &Path, test: &Playthrough) -> Result<String, KeepError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(KeepError::Unreadable(path.to_owned(), error)),
    };
    test.added_to(text.as_deref()).map_err(|found| {
        let name = path.display().to_string();
        KeepError::Bad(Source::new(name, text.unwrap_or_default()), found)
    })
}

/// Adds a playthrough to a file, or makes the file; all that stands there stays. The file is written beside and put in its place, so that
/// a crash leaves the old one.
///
/// # Errors
/// Why it is not kept; the file is as it was then.
pub fn keep_playthrough(path: &Path, test: &Playthrough) -> Result<(), KeepError> {
    let text = with_playthrough(path, test)?;
    write_whole(path, &text).map_err(|error| KeepError::Unwritable(path.to_owned(), error))
}
