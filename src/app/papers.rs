//! Files that are made for the user: where they go, and names that take no other's place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The most files of one name.
const NAMES_MAX: u32 = 9999;
/// The most letters of a name.
const LETTERS_MAX: usize = 80;

/// The folder for what is made for the user: among their documents, or where there are none among their data.
pub fn folder() -> io::Result<PathBuf> {
    let base = etcetera::choose_base_strategy().map_err(|error| io::Error::other(error.to_string()))?;
    let documents = base.home_dir().join("Documents");
    let root = if documents.is_dir() { documents } else { base.data_dir() };
    Ok(root.join("bounceback"))
}

/// Writes a file of this kind in [`folder`], under a name that is still free.
pub fn write_new(name: &str, kind: &str, text: &str) -> io::Result<PathBuf> {
    write_into(&folder()?, name, kind, text.as_bytes())
}

/// The same of what is no text.
pub fn write_new_bytes(name: &str, kind: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    write_into(&folder()?, name, kind, bytes)
}

fn write_into(folder: &Path, name: &str, kind: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { '-' })
        .take(LETTERS_MAX)
        .collect();
    for number in 1..=NAMES_MAX {
        let file = match number {
            1 => folder.join(format!("{plain}.{kind}")),
            number => folder.join(format!("{plain}-{number}.{kind}")),
        };
        match fs::File::create_new(&file) {
            Ok(mut made) => {
                io::Write::write_all(&mut made, bytes)?;
                return Ok(file);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no name is free"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_never_takes_the_place_of_another_and_stays_in_its_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = write_into(folder.path(), "../Zoë / Ωmega", "json", b"one").expect("written");
        let second = write_into(folder.path(), "../Zoë / Ωmega", "json", b"two").expect("written");
        assert_ne!(first, second);
        assert_eq!(first.parent(), Some(folder.path()));
        assert_eq!(fs::read_to_string(first).expect("there"), "one");
        assert_eq!(fs::read_to_string(second).expect("there"), "two");
    }
}
