//! Copies of a file of records, beside it: before a step of the ladder, and of one that is damaged.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// So many copies of a kind are kept at most.
const COPIES_MAX: u32 = 10_000;

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(end);
    path.with_file_name(name)
}

/// A name for the copy before the step to a version that is not taken.
pub fn before(path: &Path, version: usize) -> Option<PathBuf> {
    let first = with(path, &format!(".before-{version}"));
    let others = (2..=COPIES_MAX).map(|number| with(path, &format!(".before-{version}-{number}")));
    std::iter::once(first).chain(others).find(|copy| !copy.exists())
}

/// Keeps a copy of a file that cannot be read, with the log that belongs to it; the one that is there already, where it is the same.
pub fn broken(path: &Path) -> io::Result<PathBuf> {
    for number in 1..=COPIES_MAX {
        let copy = with(path, &format!(".broken-{number}"));
        if copy.exists() {
            if is_same(path, &copy)? {
                return Ok(copy);
            }
            continue;
        }
        let log = with(path, "-wal");
        if log.exists() {
            std::fs::copy(&log, with(&copy, "-wal"))?;
        }
        std::fs::copy(path, &copy)?;
        return Ok(copy);
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    Ok(
        std::fs::metadata(one)?.len() == std::fs::metadata(other)?.len()
            && std::fs::read(one)? == std::fs::read(other)?,
    )
}

/// All copies of a file.
pub fn all(path: &Path) -> Vec<PathBuf> {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        return Vec::new();
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let kinds = [format!("{name}.before-"), format!("{name}.broken-")];
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut copies: Vec<PathBuf> = entries
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            kinds.iter().any(|kind| name.starts_with(kind))
        })
        .map(|entry| entry.path())
        .collect();
    copies.sort();
    copies
}
