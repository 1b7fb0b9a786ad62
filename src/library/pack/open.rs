//! A zip file of somebody else's, read with nothing taken on trust.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::fault::{Fault, PackError};
use super::{Pack, REVIEW_FOLDER, limits, name};
use crate::library::SETS_FOLDER;

impl Pack {
    /// Reads a zip file. Nothing is written anywhere.
    ///
    /// A folder that holds everything is passed over: that is what programs make that pack a folder.
    ///
    /// # Errors
    /// All that is wrong with it: what cannot be read, is too large, has no place in a pack.
    pub fn open(bytes: &[u8]) -> Result<Self, PackError> {
        let whole = |words: String| PackError::of(Fault::new("", words));
        if bytes.len() > limits::ZIP_BYTES_MAX {
            return Err(whole(limits::too_much()));
        }
        let unreadable = |error: ZipError| whole(format!("it is no zip file that can be read: {error}"));
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
        if zip.len() > limits::FILES_MAX {
            let words = format!(
                "it holds {} files; a pack holds {} at most",
                zip.len(),
                limits::FILES_MAX
            );
            return Err(whole(words));
        }
        // Two lists of one zip that tell different things, or files that share bytes, are made by nobody who means well.
        zip.validate_header_consistency().map_err(unreadable)?;
        let mut faults = Vec::new();
        let mut texts = Vec::new();
        let mut total = 0;
        for at in 0..zip.len() {
            match entry(&mut zip, at) {
                Ok(None) => {}
                Ok(Some((name, text))) => {
                    total += text.len();
                    if total > limits::ALL_BYTES_MAX {
                        return Err(whole(limits::too_much()));
                    }
                    texts.push((name, text));
                }
                Err(fault) => faults.push(fault),
            }
        }
        let mut pack = Self::default();
        let outer = outer_folder(texts.iter().map(|(name, _)| name.as_str())).map(str::to_owned);
        for (name, text) in texts {
            let inner = outer.as_ref().map_or(name.as_str(), |outer| &name[outer.len()..]);
            faults.extend(pack.add(inner, text).err());
        }
        if faults.is_empty() && pack.files.is_empty() {
            faults.push(Fault::new("", "it is empty"));
        }
        if faults.is_empty() {
            Ok(pack)
        } else {
            Err(PackError { faults })
        }
    }
}

/// A file of the zip; `None` where it is a folder.
fn entry(zip: &mut ZipArchive<Cursor<&[u8]>>, at: usize) -> Result<Option<(String, String)>, Fault> {
    let data = zip
        .by_index_raw(at)
        .map_err(|error| Fault::new("", error.to_string()))?;
    let name = match std::str::from_utf8(data.name_raw()) {
        Ok(name) => name.to_owned(),
        Err(_) => {
            let shown = String::from_utf8_lossy(data.name_raw()).into_owned();
            return Err(Fault::new(&shown, "its name is no text in UTF-8: rename it"));
        }
    };
    let fault = |words: &str| Fault::new(&name, words);
    if data.is_symlink() {
        return Err(fault("it is a link; a pack holds files only"));
    }
    if data.is_dir() {
        return folder(&name).map(|()| None);
    }
    if data
        .unix_mode()
        .is_some_and(|mode| !matches!(mode & 0o170_000, 0 | 0o100_000))
    {
        return Err(fault("it is a device or something else that is no file"));
    }
    if data.encrypted() {
        return Err(fault("it is locked by a password: pack it without one"));
    }
    let (size, packed) = (data.size(), data.compressed_size());
    drop(data);
    if size > limits::FILE_BYTES_MAX as u64 {
        return Err(Fault::new(&name, limits::too_large()));
    }
    if size > limits::SMALL_BYTES as u64 && size > packed.saturating_mul(limits::RATIO_MAX) {
        let words = format!(
            "it was made more than {} times smaller, as no text is",
            limits::RATIO_MAX
        );
        return Err(Fault::new(&name, words));
    }
    let file = zip
        .by_index(at)
        .map_err(|error| Fault::new(&name, format!("it cannot be unpacked: {error}")))?;
    let mut bytes = Vec::new();
    // What the list says of sizes may be a lie: no more is read than may be.
    file.take(limits::FILE_BYTES_MAX as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Fault::new(&name, format!("it cannot be unpacked: {error}")))?;
    if bytes.len() > limits::FILE_BYTES_MAX {
        return Err(Fault::new(&name, limits::too_large()));
    }
    let text = String::from_utf8(bytes).map_err(|_| fault("it is no text in UTF-8"))?;
    Ok(Some((name, text)))
}

/// Whether a folder may stand in a pack: its files are looked at by their whole names, so only what leads away is refused here.
fn folder(name: &str) -> Result<(), Fault> {
    // As if a scenario stood in it, for what is said of names.
    let inside = format!("{}/x.ron", name.trim_end_matches('/'));
    match name::kind(&inside) {
        Err(words) if !words.starts_with("it is no file") => Err(Fault::new(name, words)),
        _ => Ok(()),
    }
}

/// The one folder that everything stands in, with its `/`.
fn outer_folder<'n>(mut names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let first = names.next()?;
    let outer = &first[..=first.find('/')?];
    let is_plain = ![SETS_FOLDER, REVIEW_FOLDER].contains(&outer.trim_end_matches('/')) && folder(outer).is_ok();
    (is_plain && names.all(|name| name.starts_with(outer))).then_some(outer)
}
