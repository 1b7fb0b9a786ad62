//! What is packed: scenarios by their files, folders with all that belongs to them.

use std::path::{Path, PathBuf};

use super::super::PLAYTHROUGH_ENDING;
use super::fault::{Fault, PackError};
use super::{Pack, limits};
use crate::library::{POLICY_FILE, SETS_FOLDER};
use crate::scenario::read;

impl Pack {
    /// Takes files and folders. Of a folder every `.ron` file, those of its folder `sets`, and its README; other files stay where they
    /// are, and are answered. Of a scenario that is named as a file its own set and its playthroughs, too.
    ///
    /// # Errors
    /// All that cannot be read or packed; where no scenario is among it.
    pub fn gather<P: AsRef<Path>>(paths: &[P]) -> Result<(Self, Vec<PathBuf>), PackError> {
        let mut gathering = Gathering::default();
        for path in paths {
            let path = path.as_ref();
            if path.is_dir() {
                gathering.folder(path);
            } else {
                gathering.file(path);
            }
        }
        let Gathering { pack, mut faults, left } = gathering;
        if faults.is_empty() && !pack.has_scenario() {
            faults.push(Fault::new(
                "",
                "there is no scenario to pack: its files should end in .ron",
            ));
        }
        if faults.is_empty() {
            Ok((pack, left))
        } else {
            Err(PackError { faults })
        }
    }
}

#[derive(Default)]
struct Gathering {
    pack: Pack,
    faults: Vec<Fault>,
    left: Vec<PathBuf>,
}

impl Gathering {
    fn folder(&mut self, folder: &Path) {
        for path in self.inside(folder) {
            let is_packed = has_ron(&path) || ["README.md", "README.txt"].iter().any(|name| path.ends_with(name));
            if path.is_dir() && path.ends_with(SETS_FOLDER) {
                for set in self.inside(&path) {
                    if set.is_file() && has_ron(&set) {
                        self.take(&set, SETS_FOLDER);
                    } else {
                        self.left.push(set);
                    }
                }
            } else if path.is_file() && is_packed {
                self.take(&path, "");
            } else {
                self.left.push(path);
            }
        }
    }

    fn file(&mut self, path: &Path) {
        let Some(text) = self.take(path, "") else { return };
        let scenario = read(&text).scenario;
        if let Some(setting) = scenario.map(|scenario| scenario.setting)
            && !setting.contains(['/', '\\', ':', '.'])
        {
            let set = path.with_file_name(SETS_FOLDER).join(format!("{setting}.ron"));
            let shared = self.pack.files.contains_key(&format!("{SETS_FOLDER}/{setting}.ron"));
            if set.is_file() && !shared {
                self.take(&set, SETS_FOLDER);
            }
        }
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        if let Some(stem) = stem.filter(|_| !path.ends_with(POLICY_FILE)) {
            let tests = path.with_file_name(format!("{stem}{PLAYTHROUGH_ENDING}"));
            if tests.is_file() {
                self.take(&tests, "");
            }
        }
    }

    /// What stands in a folder, by name, without what is hidden.
    fn inside(&mut self, folder: &Path) -> Vec<PathBuf> {
        let paths = std::fs::read_dir(folder).and_then(|entries| {
            entries
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<Result<Vec<_>, _>>()
        });
        match paths {
            Ok(mut paths) => {
                paths.retain(|path| {
                    !path
                        .file_name()
                        .is_some_and(|name| name.to_string_lossy().starts_with('.'))
                });
                paths.sort();
                paths
            }
            Err(error) => {
                self.cannot(folder, &error);
                Vec::new()
            }
        }
    }

    /// Packs a file under its own name in this folder, and answers its text.
    fn take(&mut self, path: &Path, folder: &str) -> Option<String> {
        let shown = path.display().to_string();
        let large = std::fs::metadata(path).is_ok_and(|data| data.len() > limits::FILE_BYTES_MAX as u64);
        if large {
            self.faults.push(Fault::new(&shown, limits::too_large()));
            return None;
        }
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.cannot(path, &error);
                return None;
            }
        };
        let Ok(text) = String::from_utf8(bytes) else {
            self.faults
                .push(Fault::new(&shown, "it is no text in UTF-8: save it as such"));
            return None;
        };
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let name = if folder.is_empty() {
            name
        } else {
            format!("{folder}/{name}")
        };
        match self.pack.add(&name, text.clone()) {
            Ok(()) => Some(text),
            Err(fault) => {
                self.faults.push(Fault::new(&shown, fault.words));
                None
            }
        }
    }

    fn cannot(&mut self, path: &Path, error: &std::io::Error) {
        self.faults.push(Fault::new(
            &path.display().to_string(),
            format!("it cannot be read: {error}"),
        ));
    }
}

fn has_ron(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron")
}
