//! A pack into a folder: all of it or nothing, and over nothing that is there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Kind, Pack, SETS_FOLDER, kind};

/// Why nothing was unpacked.
#[derive(Debug)]
pub enum PlaceError {
    /// These are there already, and stay as they are.
    Taken(Vec<PathBuf>),
    /// A file or a link stands where a folder is needed.
    NoFolder(PathBuf),
    Io {
        path: PathBuf,
        error: io::Error,
    },
}

impl std::fmt::Display for PlaceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Taken(paths) => {
                let names: Vec<String> = paths.iter().take(20).map(|path| path.display().to_string()).collect();
                let more = if paths.len() > 20 { " and more" } else { "" };
                let (verb, them) = if paths.len() == 1 {
                    ("is", "it")
                } else {
                    ("are", "them")
                };
                write!(
                    f,
                    "{}{more} {verb} there already; nothing was unpacked: name another folder, or move {them} away",
                    names.join(", ")
                )
            }
            Self::NoFolder(path) => write!(f, "{} is no folder; nothing was unpacked", path.display()),
            Self::Io { path, error } => {
                write!(f, "{} cannot be written: {error}; nothing was unpacked", path.display())
            }
        }
    }
}

impl std::error::Error for PlaceError {}

impl Pack {
    /// Writes the files into a folder, which is made where there is none, and answers their paths. They are written beside it first, so
    /// that a full disk or a power cut leaves the folder as it was. Pictures and pages for reviewers stay in the pack.
    ///
    /// # Errors
    /// Where one of them is there already (capitals do not tell two apart) or cannot be written; then none is.
    pub fn unpack(&self, into: &Path) -> Result<Vec<PathBuf>, PlaceError> {
        // A page of a stranger's would be opened by a browser, which runs what is in it.
        let mut kept = self.clone();
        kept.files.retain(|name, _| kind(name) != Ok(Kind::Review));
        kept.place(into)
    }

    fn place(&self, into: &Path) -> Result<Vec<PathBuf>, PlaceError> {
        let is_there = match fs::metadata(into) {
            Ok(data) if data.is_dir() => true,
            Ok(_) => return Err(PlaceError::NoFolder(into.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(at(into)(error)),
        };
        if is_there {
            self.refuse_taken(into)?;
        }
        let beside = beside(into)?;
        let placed = self.write(&beside).and_then(|()| {
            if is_there {
                self.take_over(&beside, into)
            } else {
                fs::rename(&beside, into).map_err(at(into))
            }
        });
        // Where it was renamed there is nothing left.
        let _ = fs::remove_dir_all(&beside);
        placed.map(|()| self.files.keys().map(|name| into.join(name)).collect())
    }

    fn refuse_taken(&self, into: &Path) -> Result<(), PlaceError> {
        let sets = into.join(SETS_FOLDER);
        if self.has_sets() && fs::symlink_metadata(&sets).is_ok_and(|data| !data.is_dir()) {
            return Err(PlaceError::NoFolder(sets));
        }
        let mut taken = Vec::new();
        for folder in [into.to_owned(), sets] {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(at(&folder)(error)),
            };
            for entry in entries {
                let path = entry.map_err(at(&folder))?.path();
                let below = path
                    .strip_prefix(into)
                    .unwrap_or(&path)
                    .to_string_lossy()
                    .replace('\\', "/");
                if self.files.keys().any(|name| name.eq_ignore_ascii_case(&below)) {
                    taken.push(path);
                }
            }
        }
        taken.sort();
        if taken.is_empty() {
            Ok(())
        } else {
            Err(PlaceError::Taken(taken))
        }
    }

    fn has_sets(&self) -> bool {
        self.files.keys().any(|name| name.contains('/'))
    }

    fn write(&self, folder: &Path) -> Result<(), PlaceError> {
        if self.has_sets() {
            let sets = folder.join(SETS_FOLDER);
            fs::create_dir(&sets).map_err(at(&sets))?;
        }
        for (name, text) in &self.files {
            let path = folder.join(name);
            let mut file = fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&path)
                .map_err(at(&path))?;
            io::Write::write_all(&mut file, text.as_bytes()).map_err(at(&path))?;
            file.sync_all().map_err(at(&path))?;
        }
        Ok(())
    }

    /// Moves what was written beside a folder into it. A name that was taken in the meantime stops it: then all is taken back.
    fn take_over(&self, beside: &Path, into: &Path) -> Result<(), PlaceError> {
        let sets = into.join(SETS_FOLDER);
        let made_sets = self.has_sets() && fs::create_dir(&sets).is_ok();
        let mut placed = Vec::new();
        for name in self.files.keys() {
            let path = into.join(name);
            if let Err(error) = take_place(&beside.join(name), &path) {
                for path in placed {
                    let _ = fs::remove_file(path);
                }
                if made_sets {
                    let _ = fs::remove_dir(&sets);
                }
                return Err(match error.kind() {
                    io::ErrorKind::AlreadyExists => PlaceError::Taken(vec![path]),
                    _ => at(&path)(error),
                });
            }
            placed.push(path);
        }
        Ok(())
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> PlaceError + use<> {
    let path = path.to_owned();
    move |error| PlaceError::Io { path, error }
}

/// A new folder beside, where a rename does not leave the disk.
fn beside(into: &Path) -> Result<PathBuf, PlaceError> {
    let whole = std::path::absolute(into).map_err(at(into))?;
    let parent = whole.parent().unwrap_or(&whole).to_owned();
    fs::create_dir_all(&parent).map_err(at(&parent))?;
    let name = whole
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    for number in 0..1000 {
        let path = parent.join(format!(".{name}.unpacking-{number}"));
        match fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(at(&path)(error)),
        }
    }
    Err(at(&parent)(io::Error::other(
        "a thousand unpackings were left half done in it",
    )))
}

/// Gives a file another name, but never over one that is there: a rename would write over it.
fn take_place(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // Some disks know no second name for a file.
            let mut file = fs::OpenOptions::new().write(true).create_new(true).open(to)?;
            let copied = fs::read(from).and_then(|bytes| io::Write::write_all(&mut file, &bytes));
            if copied.is_err() {
                let _ = fs::remove_file(to);
            }
            copied
        }
        linked => linked,
    }
}
