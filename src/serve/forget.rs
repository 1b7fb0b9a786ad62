//! A name taken out of the files of sessions, and what stands in them of somebody.
//!
//! A file is written anew beside the old one and takes its place whole; all that is not about the name stays byte for byte, so that the session
//! plays again and devices find it. One that is held at the moment is left alone, and told.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::journal::{ENDING, Line, PLANS, is_held};
use crate::record::{Export, SessionShare, Store, StoreError};
use crate::session::team::{Plan, Share};

/// What forgetting came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// In how many sessions' files the name stood.
    pub sessions: u32,
    /// In how many plans.
    pub plans: u32,
    /// Files that a host holds: the name may still stand there.
    pub held: Vec<PathBuf>,
}

/// What stands of somebody in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileShare {
    pub file: PathBuf,
    #[serde(flatten)]
    pub share: Share,
}

/// Everything of a person: what a store holds, and what the files of sessions do.
#[derive(Debug, Clone, Serialize)]
pub struct Everything {
    #[serde(flatten)]
    export: Option<Export>,
    /// Somebody who took part in sessions only is none of the store's people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    in_sessions: Vec<SessionShare>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    session_files: Vec<FileShare>,
}

impl Everything {
    /// What stands of somebody in a store, and in a folder of sessions.
    ///
    /// # Errors
    /// In words, what could not be read.
    pub fn of(store: &mut dyn Store, folder: Option<&Path>, name: &str) -> Result<Self, String> {
        let said = |error: StoreError| error.to_string();
        let session_files = folder.map_or(Ok(Vec::new()), |folder| shares(folder, name))?;
        let (export, in_sessions) = match store.person_named(name).map_err(said)? {
            Some(person) => (Some(store.export(person.id).map_err(said)?), Vec::new()),
            None => (None, store.in_sessions(name).map_err(said)?),
        };
        Ok(Self {
            export,
            in_sessions,
            session_files,
        })
    }

    /// Whether nothing stands of them anywhere.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.export.is_none() && self.in_sessions.is_empty() && self.session_files.is_empty()
    }
}

/// Takes a name out of all sessions and plans of a folder; where there is no folder, nothing stands in it.
///
/// # Errors
/// In words, which file could not be read or written; those before it are done.
pub fn forget(folder: &Path, name: &str) -> Result<Forgotten, String> {
    let mut forgotten = Forgotten::default();
    for path in files(folder)? {
        let text = read(&path)?;
        let Some(found) = without(&path, &text, name)? else {
            continue;
        };
        // Looked at only here: a session that does not hold the name may go on.
        if is_held(&path) {
            forgotten.held.push(path);
            continue;
        }
        replace(&path, &found)?;
        if is_plans(&path) {
            forgotten.plans += 1;
        } else {
            forgotten.sessions += 1;
        }
    }
    Ok(forgotten)
}

/// What stands of somebody in the sessions and plans of a folder.
///
/// # Errors
/// In words, which file could not be read.
pub fn shares(folder: &Path, name: &str) -> Result<Vec<FileShare>, String> {
    let mut shares = Vec::new();
    for file in files(folder)? {
        let text = read(&file)?;
        let share = if is_plans(&file) {
            let mut share = Share::default();
            for (line, number) in text.lines().zip(1..) {
                share.mentions.extend(plan(&file, number, line)?.mentions(name));
            }
            share
        } else {
            let mut entries = Vec::new();
            for (line, number) in text.lines().zip(1..).skip(1) {
                if let Line::Taken(entry) = parsed(&file, number, line)? {
                    entries.push(entry);
                }
            }
            Share::of(&entries, name)
        };
        if !share.is_empty() {
            shares.push(FileShare { file, share });
        }
    }
    Ok(shares)
}

/// Sessions in the order of their times, then the plans.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.map_err(|error| format!("{}: cannot be read: {error}", folder.display()))?,
    };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let ours = |path: &PathBuf| path.to_str().is_some_and(|name| name.ends_with(ENDING)) || is_plans(path);
    let mut paths: Vec<PathBuf> = paths.filter(ours).collect();
    paths.sort();
    Ok(paths)
}

fn is_plans(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == PLANS)
}

/// The whole lines of a file: what a power cut tore off was never answered.
fn read(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: cannot be read: {error}", path.display()))?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let text = std::str::from_utf8(&bytes[..whole]).map_err(|_| format!("{}: it is no text", path.display()))?;
    Ok(text.to_owned())
}

fn parsed(path: &Path, number: usize, line: &str) -> Result<Line, String> {
    serde_json::from_str(line).map_err(|error| format!("{}: line {number} cannot be read: {error}", path.display()))
}

fn plan(path: &Path, number: usize, line: &str) -> Result<Plan, String> {
    if line.trim().is_empty() {
        return Ok(Plan::default());
    }
    serde_json::from_str(line).map_err(|error| format!("{}: line {number} is no plan: {error}", path.display()))
}

/// A file's text without the name; `None`: it does not stand there.
fn without(path: &Path, text: &str, name: &str) -> Result<Option<String>, String> {
    let mut out = String::with_capacity(text.len());
    let mut found = false;
    for (line, number) in text.lines().zip(1..) {
        let changed = if is_plans(path) {
            let without = plan(path, number, line)?.without_name(name);
            without.map(|plan| serde_json::to_string(&plan))
        } else if number == 1 {
            None // how it started: the scenario's text, and nobody's name
        } else {
            match parsed(path, number, line)? {
                Line::Taken(entry) => entry
                    .without_name(name)
                    .map(|entry| serde_json::to_string(&Line::Taken(entry))),
                Line::Device { .. } | Line::Facilitator { .. } | Line::Screen { .. } => None,
            }
        };
        match changed {
            Some(changed) => {
                found = true;
                out += &changed.expect("plain data");
            }
            None => out += line,
        }
        out.push('\n');
    }
    Ok(found.then_some(out))
}

/// Puts another text in a file's place, whole or not at all, readable by whoever could read it.
fn replace(path: &Path, text: &str) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: cannot be written anew: {error}", path.display());
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = |mut file: File| file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    let written = options
        .open(&beside)
        .and_then(write)
        .and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // Half a copy helps nobody, and holds names.
        let _ = fs::remove_file(&beside);
        told(error)
    })
}
