//! Where a site keeps its records, written once for all programs on a machine: `records.ron` in a folder of settings.
//!
//! ```ron
//! (store: "postgres://practice:secret@records.example/practice")
//! ```

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The name of the file.
pub const PLACE_FILE: &str = "records.ron";
/// Nobody writes a longer one.
const BYTES_MAX: u64 = 64 * 1024;

/// Why a file does not say where the records are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceError {
    pub file: PathBuf,
    /// Line and column, from 1, where it is known.
    pub at: Option<(usize, usize)>,
    pub why: String,
}

impl std::fmt::Display for PlaceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some((line, column)) = self.at {
            write!(f, ":{line}:{column}")?;
        }
        write!(
            f,
            ": {}; it is written (store: \"postgres://…\"), or with the name of a file in the place of the address",
            self.why
        )
    }
}

impl std::error::Error for PlaceError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    store: String,
}

/// The store that a folder's [`PLACE_FILE`] names, to be opened by [`super::open`]; `None` where there is no such file. The name of a file
/// is one of that folder.
///
/// # Errors
/// Where the file cannot be read or does not say it; nobody should record elsewhere then.
pub fn configured(folder: &Path) -> Result<Option<String>, PlaceError> {
    let file = folder.join(PLACE_FILE);
    let fails = |at: Option<(usize, usize)>, why: String| PlaceError {
        file: file.clone(),
        at,
        why,
    };
    let opened = match File::open(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(|error| fails(None, error.to_string()))?,
    };
    let mut text = String::new();
    let read = opened.take(BYTES_MAX + 1).read_to_string(&mut text);
    read.map_err(|error| fails(None, error.to_string()))?;
    if u64::try_from(text.len()).is_ok_and(|length| length > BYTES_MAX) {
        return Err(fails(None, format!("it is longer than {BYTES_MAX} bytes")));
    }
    let written: Written = ron::from_str(&text).map_err(|error| {
        let start = error.span.start;
        fails(Some((start.line, start.col)), error.code.to_string())
    })?;
    let store = written.store.trim();
    if store.is_empty() {
        return Err(fails(None, "the store has no name".to_owned()));
    }
    if store.contains("://") {
        return Ok(Some(store.to_owned()));
    }
    Ok(Some(folder.join(store).display().to_string()))
}

/// Writes which store all programs of this machine use from now on, as [`configured`] reads it; `None`: the usual one again.
///
/// # Errors
/// Where the file cannot be written; it is as it was then.
pub fn configure(folder: &Path, store: Option<&str>) -> io::Result<()> {
    let file = folder.join(PLACE_FILE);
    let Some(store) = store else {
        return match std::fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    let quoted = ron::to_string(store).map_err(io::Error::other)?;
    std::fs::create_dir_all(folder)?;
    let beside = file.with_extension("ron.new");
    std::fs::write(&beside, format!("(store: {quoted})\n"))?;
    std::fs::rename(&beside, &file)
}

/// A store's name as it may be shown: without the password.
#[must_use]
pub fn without_password(store: &str) -> String {
    let hidden = || {
        let (kind, rest) = store.split_once("://")?;
        let (who, there) = rest.rsplit_once('@')?;
        let (name, _password) = who.split_once(':')?;
        Some(format!("{kind}://{name}@{there}"))
    };
    hidden().unwrap_or_else(|| store.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found_and_what_is_wrong_is_told_with_its_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let asked = |text: &[u8]| {
            std::fs::write(folder.path().join(PLACE_FILE), text).expect("written");
            configured(folder.path())
        };
        assert_eq!(configured(folder.path()), Ok(None), "there is no file");
        assert_eq!(
            asked(b"(store: \"postgres://a:b@c/d\") // the site's"),
            Ok(Some("postgres://a:b@c/d".to_owned()))
        );
        let beside = folder.path().join("team.sqlite").display().to_string();
        assert_eq!(asked(b"(store: \"team.sqlite\")"), Ok(Some(beside)));
        assert_eq!(
            asked(b"(store: \"/srv/team.sqlite\")"),
            Ok(Some("/srv/team.sqlite".to_owned()))
        );
        let long = " ".repeat(70_000);
        for (text, words) in [
            (&b"(store: 5)"[..], ":1:"),
            (b"(\n  shop: \"x\"\n)", "shop"),
            (b"", ":1:1"),
            (b"(store: \"  \")", "no name"),
            (b"(store: \"a\") and more", ":1:"),
            (b"\xff\xfe", "UTF-8"),
            (long.as_bytes(), "longer than"),
        ] {
            let error = asked(text).expect_err("it is wrong").to_string();
            assert!(
                error.contains(words) && error.contains("records.ron"),
                "{words}: {error}"
            );
            assert!(error.contains("(store: \"postgres://…\")"), "{error}");
        }
    }

    #[test]
    fn what_is_configured_is_read_again_and_goes_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let below = folder.path().join("settings");
        for store in ["postgres://a:b\"c\\@d/e", "/srv/Zoë's \"records\".sqlite"] {
            configure(&below, Some(store)).expect("written");
            assert_eq!(configured(&below), Ok(Some(store.to_owned())));
        }
        for _ in 0..2 {
            configure(&below, None).expect("gone");
            assert_eq!(configured(&below), Ok(None));
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        for (store, shown) in [
            ("postgres://ana:se:cr@et@host:5432/db", "postgres://ana@host:5432/db"),
            ("postgres://ana@host/db", "postgres://ana@host/db"),
            ("postgres://host/db", "postgres://host/db"),
            ("/srv/records.sqlite", "/srv/records.sqlite"),
        ] {
            assert_eq!(without_password(store), shown);
        }
    }
}
