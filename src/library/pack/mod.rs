//! A scenario, or a folder of them, as one `.zip` to be sent to somebody, and back.
//!
//! A [`Pack`] is what is inside: texts by their names. [`Pack::gather`] takes them from files, [`Pack::zip`] writes them, [`Pack::open`]
//! reads them again and trusts nothing (see [`limits`] for how much may be in it, [`Kind`] for what), [`Pack::unpack`] puts them into a
//! folder: all of them or none, and over no file that is there. Nothing in a pack is ever run: scenarios, policies and sets are data.
//!
//! ```
//! use bounceback::library::Pack;
//! use bounceback::scenario::template;
//!
//! let mut pack = Pack::default();
//! pack.add("cake.ron", template("cake")).unwrap();
//! let bytes = pack.zip().unwrap();
//! let again = Pack::open(&bytes).unwrap();
//! assert_eq!(again, pack);
//! assert!(again.library("cakes.zip").find("cake").is_some());
//! assert!(pack.add("../cake.ron", String::new()).is_err());
//! ```

mod fault;
mod gather;
pub mod limits;
mod name;
mod open;
mod place;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{File, Library, SETS_FOLDER};
use crate::diagnostic::Source;

pub use fault::{Fault, PackError};
pub use name::{Kind, REVIEW_FOLDER, kind};
pub use place::PlaceError;

/// The files of a pack: names such as `broken-heel.ron` and `sets/bakery.ron`, always with `/`, each with its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pack {
    files: BTreeMap<String, String>,
}

impl Pack {
    /// Puts a text in.
    ///
    /// # Errors
    /// Where the name is none for a pack, another file has it (capitals do not tell two apart), or the text is too large.
    pub fn add(&mut self, name: &str, text: String) -> Result<(), Fault> {
        let fault = |words: String| Fault::new(name, words);
        name::kind(name).map_err(fault)?;
        if let Some(other) = self.files.keys().find(|other| other.eq_ignore_ascii_case(name)) {
            return Err(Fault::new(name, format!("there is `{other}` already")));
        }
        if self.files.len() >= limits::FILES_MAX {
            return Err(Fault::new(
                name,
                format!("a pack holds {} files at most", limits::FILES_MAX),
            ));
        }
        if text.len() > limits::FILE_BYTES_MAX {
            return Err(Fault::new(name, limits::too_large()));
        }
        if self.bytes() + text.len() > limits::ALL_BYTES_MAX {
            return Err(Fault::new(name, limits::too_much()));
        }
        self.files.insert(name.to_owned(), text);
        Ok(())
    }

    /// The files by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// All texts together.
    fn bytes(&self) -> usize {
        self.files.values().map(String::len).sum()
    }

    /// The pack as a zip file. The same texts give the same bytes.
    ///
    /// # Errors
    /// Where it would be larger than what [`Self::open`] takes.
    pub fn zip(&self) -> Result<Vec<u8>, PackError> {
        let bytes = self.zip_with(CompressionMethod::Deflated);
        if Self::open(&bytes).is_ok() {
            return Ok(bytes);
        }
        // A text that is made a hundred times smaller looks like a bomb: as it is, it does not.
        let bytes = self.zip_with(CompressionMethod::Stored);
        Self::open(&bytes).map(|_| bytes)
    }

    fn zip_with(&self, method: CompressionMethod) -> Vec<u8> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.files {
            zip.start_file(name.as_str(), options)
                .expect("names were checked, and differ");
            zip.write_all(text.as_bytes()).expect("memory takes what is written");
        }
        zip.finish().expect("memory takes what is written").into_inner()
    }

    /// What is in it, loaded as a folder would be: its policy, its sets, its scenarios. `shown` stands before the names in messages.
    #[must_use]
    pub fn library(&self, shown: &str) -> Library {
        let mut library = Library::default();
        for (name, text) in &self.files {
            let source = Source::new(format!("{shown}/{name}"), text.as_str());
            match name::kind(name) {
                Ok(Kind::Policy) => library.take_policy(source),
                Ok(Kind::Scenario) => library.files.push(File::read(source)),
                Ok(Kind::Set) => {
                    let set = name.trim_start_matches(SETS_FOLDER).trim_start_matches('/');
                    library.take_set(set.trim_end_matches(".ron"), source);
                }
                Ok(Kind::Playthrough | Kind::Review | Kind::Words) | Err(_) => {}
            }
        }
        library.report_doubled_ids();
        library
    }

    /// Whether a scenario is in it.
    #[must_use]
    pub fn has_scenario(&self) -> bool {
        self.files.keys().any(|name| name::kind(name) == Ok(Kind::Scenario))
    }
}
