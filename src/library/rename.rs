//! A scenario under another id: its text, its file, its playthroughs.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::playthroughs::playthroughs_of;
use super::{Library, POLICY_FILE};
use crate::scenario::Scenario;

/// Why a scenario keeps its id. Every file is as it was.
#[derive(Debug)]
pub enum RenameError {
    /// In words.
    Refused(String),
    /// A file has the name already.
    Taken(PathBuf),
    Unreadable(PathBuf, io::Error),
    Unwritable(PathBuf, io::Error),
}

impl std::fmt::Display for RenameError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(why) => f.write_str(why),
            Self::Taken(path) => write!(f, "{} is already there; nothing was renamed", path.display()),
            Self::Unreadable(path, error) => {
                write!(f, "{} cannot be read: {error}; nothing was renamed", path.display())
            }
            Self::Unwritable(path, error) => {
                write!(f, "{} cannot be written: {error}; nothing was renamed", path.display())
            }
        }
    }
}

impl std::error::Error for RenameError {}

/// The playthroughs of a scenario's file, where there are any.
#[must_use]
pub fn playthroughs_beside(scenario: &Path) -> Option<PathBuf> {
    Some(playthroughs_of(scenario)).filter(|path| path.is_file())
}

/// Puts a scenario's text with another id (`workbench::under_id` makes it) in the place of its file; where that is named after the old id, its
/// file and its playthroughs are named after the new one. The new files are written whole before the old ones go, so that a crash leaves one
/// of them. The files as they are named now, the scenario's first.
///
/// # Errors
/// Where another scenario of the folder has the id, and where a file of that name is there; nothing has happened then.
pub fn rename_scenario(file: &Path, scenario: &Scenario, to: &str, new: &str) -> Result<Vec<PathBuf>, RenameError> {
    let refused = |words: String| RenameError::Refused(words);
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |error| RenameError::Unreadable(path, error)
    };
    if scenario.id == to {
        return Err(refused(format!("it is called `{to}` already")));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    let others = Library::load(&[folder]).map_err(|error| refused(error.to_string()))?;
    if let Some(other) = others
        .files
        .iter()
        .find(|other| other.scenario.as_ref().is_some_and(|of| of.id == to))
    {
        return Err(refused(format!("{} has the id `{to}` already", other.source.name)));
    }
    let is_named_so = file
        .file_stem()
        .is_some_and(|stem| stem.to_string_lossy() == scenario.id);
    if !is_named_so {
        let beside = file.with_extension(format!("{}.new", std::process::id()));
        let unwritable = |error| RenameError::Unwritable(file.to_owned(), error);
        fs::write(&beside, new)
            .and_then(|()| fs::rename(&beside, file))
            .map_err(unwritable)?;
        return Ok(vec![file.to_owned()]);
    }
    let target = file.with_file_name(format!("{to}.ron"));
    if target.ends_with(POLICY_FILE) {
        return Err(refused(format!(
            "`{to}` is no id for a scenario: {POLICY_FILE} is the site's policy"
        )));
    }
    let mut moved = vec![(file.to_owned(), target.clone(), new.to_owned())];
    if let Some(tests) = playthroughs_beside(file) {
        let text = fs::read_to_string(&tests).map_err(unreadable(&tests))?;
        moved.push((tests, playthroughs_of(&target), text));
    } else if playthroughs_of(&target).exists() {
        return Err(RenameError::Taken(playthroughs_of(&target)));
    }
    let mut written = Vec::new();
    for (_, path, text) in &moved {
        if let Err(error) = create(path, text) {
            // What was made a moment ago is nobody else's.
            for path in &written {
                let _ = fs::remove_file(path);
            }
            return Err(match error.kind() {
                io::ErrorKind::AlreadyExists => RenameError::Taken(path.clone()),
                _ => RenameError::Unwritable(path.clone(), error),
            });
        }
        written.push(path.clone());
    }
    for (old, ..) in &moved {
        fs::remove_file(old).map_err(|error| RenameError::Unwritable(old.clone(), error))?;
    }
    Ok(written)
}

/// Makes a file that is not there yet, and has it on the disk.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a file is worse than none.
        let _ = fs::remove_file(path);
    }
    written
}
