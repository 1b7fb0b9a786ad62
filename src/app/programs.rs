//! Programs of this computer that bounceback asks for help, found when it runs: one that is not there is no matter.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Where the first program of this name stands in the folders of `PATH`. No shell is asked.
#[must_use]
pub fn find(name: &str) -> Option<PathBuf> {
    find_in(&std::env::var_os("PATH")?, name)
}

/// Where the first program of this name stands in these folders, written as in `PATH`. Folders that are not named from the root are
/// left out: they would depend on where bounceback was started.
fn find_in(folders: &OsStr, name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(folders)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&file))
        .find(|path| can_run(path))
}

#[cfg(unix)]
fn can_run(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;

    std::fs::metadata(path).is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn can_run(path: &Path) -> bool {
    path.is_file()
}

#[cfg(all(test, unix))]
pub mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A program of a few lines of shell.
    pub fn script(folder: &Path, name: &str, lines: &str) -> PathBuf {
        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{lines}\n")).expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("made to run");
        path
    }

    #[test]
    fn the_first_program_that_can_run_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
        for inside in [&one, &two] {
            std::fs::create_dir(inside).expect("made");
        }
        std::fs::write(one.join("talk"), "only text").expect("written");
        let right = script(&two, "talk", "exit 0");
        std::fs::create_dir(one.join("sing")).expect("a folder is no program");
        let folders = std::env::join_paths([Path::new("."), &one, &two]).expect("names of folders");
        assert_eq!(find_in(&folders, "talk"), Some(right));
        assert_eq!(find_in(&folders, "sing"), None);
        assert_eq!(find_in(OsStr::new(""), "talk"), None);
    }
}
