//! The file of settings: RON that a person can read and change, written whole or not at all.
//!
//! What cannot be read is never overwritten: it is set aside under another name and told. A file of a newer bounceback is treated the
//! same way, so that nothing of it is lost; nor is a word that is not known here passed over, because it would be gone at the next
//! change.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Settings, Voice};
use crate::app::theme::{PALETTES, TEXT_PERCENT};
use crate::library::write_whole;
use crate::session::{Mode, Pace};

/// The file's name.
pub const FILE: &str = "settings.ron";
/// The format that is written here; older ones are read.
const FORMAT: u32 = 1;

/// So many files are set aside at most.
const ASIDE_MAX: u32 = 10_000;

/// What stands at the top of every format.
#[derive(Deserialize)]
#[serde(rename = "Settings")]
struct Head {
    format: u32,
}

/// The settings as they are written down.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "Settings", deny_unknown_fields, default)]
struct Stored {
    format: u32,
    theme: String,
    text_percent: u16,
    reduced_motion: bool,
    sound: bool,
    volume_percent: u16,
    voice: Voice,
    mode: Mode,
    pace: Pace,
    name: String,
    folders: Vec<PathBuf>,
}

impl Default for Stored {
    fn default() -> Self {
        Self::of(&Settings::default())
    }
}

impl Stored {
    fn of(settings: &Settings) -> Self {
        Self {
            format: FORMAT,
            theme: settings.theme().palette.name.to_owned(),
            text_percent: settings.text_percent,
            reduced_motion: settings.reduced_motion,
            sound: settings.sound,
            volume_percent: settings.volume_percent,
            voice: settings.voice,
            mode: settings.mode,
            pace: settings.pace,
            name: settings.name.clone(),
            folders: settings.folders.clone(),
        }
    }

    fn settings(self) -> Result<Settings, String> {
        let palette = PALETTES
            .iter()
            .position(|palette| palette.name == self.theme)
            .ok_or_else(|| {
                let names: Vec<&str> = PALETTES.iter().map(|palette| palette.name).collect();
                format!("there is no theme `{}`, but {}", self.theme, names.join(", "))
            })?;
        Ok(Settings {
            palette,
            text_percent: self.text_percent.clamp(*TEXT_PERCENT.start(), *TEXT_PERCENT.end()),
            reduced_motion: self.reduced_motion,
            sound: self.sound,
            volume_percent: self.volume_percent.min(100),
            voice: self.voice,
            mode: self.mode,
            pace: self.pace,
            name: self.name,
            folders: self.folders,
        })
    }
}

/// The settings of a text.
///
/// # Errors
/// What is wrong with it, as the end of a sentence.
pub fn parse(text: &str) -> Result<Settings, String> {
    let head: Head = ron::from_str(text).map_err(|error| error.to_string())?;
    if head.format > FORMAT {
        return Err(format!(
            "a newer bounceback wrote it: format {}, here {FORMAT}",
            head.format
        ));
    }
    let stored: Stored = ron::from_str(text).map_err(|error| error.to_string())?;
    stored.settings()
}

/// The text of settings.
fn text(settings: &Settings) -> String {
    let pretty = ron::ser::PrettyConfig::new().struct_names(true);
    let body = ron::ser::to_string_pretty(&Stored::of(settings), pretty)
        .expect("words, numbers and paths of text can be written down");
    format!("// bounceback's settings: changed in the window, or here while it is closed.\n{body}\n")
}

/// What a folder's file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    pub settings: Settings,
    /// A sentence on what went wrong.
    pub said: Option<String>,
    /// Whether the file may be written: not where one stands that could neither be read nor set aside.
    pub may_write: bool,
}

/// Reads a folder's file. One that is not there means the settings of a fresh program; one that cannot be read is set aside.
#[must_use]
pub fn read(folder: &Path) -> Read {
    let path = folder.join(FILE);
    let read = |said, may_write| Read {
        settings: Settings::default(),
        said,
        may_write,
    };
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return read(None, true),
        Err(error) => {
            let said = format!(
                "The settings in {} cannot be read ({error}). What is changed now is forgotten when the window closes.",
                path.display()
            );
            return read(Some(said), false);
        }
    };
    let parsed = String::from_utf8(bytes)
        .map_err(|_| "it is no text".to_owned())
        .and_then(|text| parse(&text));
    let why = match parsed {
        Ok(settings) => {
            return Read {
                settings,
                said: None,
                may_write: true,
            };
        }
        Err(why) => why,
    };
    match set_aside(&path) {
        Ok(aside) => {
            let name = aside.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let said =
                format!("Your settings could not be read ({why}). They are kept as {name}; the usual ones are used.");
            read(Some(said), true)
        }
        Err(error) => {
            let said = format!(
                "Your settings could not be read ({why}), nor set aside ({error}). What is changed now is forgotten when the window closes."
            );
            read(Some(said), false)
        }
    }
}

/// Gives a file a name under which it is kept.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let free = (1..=ASIDE_MAX)
        .map(|number| path.with_file_name(format!("{FILE}.broken-{number}")))
        .find(|aside| !aside.exists())
        .ok_or(ErrorKind::AlreadyExists)?;
    std::fs::rename(path, &free)?;
    Ok(free)
}

/// Writes the settings: beside the old ones first, then in their place, so that there is always a whole file.
///
/// # Errors
/// The folder cannot be made or written to.
pub fn write(folder: &Path, settings: &Settings) -> io::Result<()> {
    // A path that is no text cannot be kept; everything else can.
    let mut kept = settings.clone();
    kept.folders.retain(|folder| folder.to_str().is_some());
    std::fs::create_dir_all(folder)?;
    write_whole(&folder.join(FILE), &text(&kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn changed() -> Settings {
        Settings {
            palette: 2,
            text_percent: 150,
            reduced_motion: true,
            sound: false,
            volume_percent: 30,
            voice: Voice::Babble,
            mode: Mode::Assessment,
            pace: Pace::Real,
            name: "Zoë \"Z\" O'Hara".to_owned(),
            folders: vec!["/srv/shop floor".into(), "C:\\drills".into()],
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let inside = folder.path().join("not/yet/there");
        assert_eq!(read(&inside).settings, Settings::default());
        for settings in [Settings::default(), changed()] {
            write(&inside, &settings).expect("written");
            let known = read(&inside);
            assert_eq!((known.settings, known.said, known.may_write), (settings, None, true));
        }
        assert_eq!(names(&inside), [FILE], "nothing else is left behind");
    }

    #[test]
    fn what_is_left_out_is_as_usual_and_numbers_come_into_range() {
        let settings = parse("(format: 1, text_percent: 9000, volume_percent: 900)").expect("valid");
        assert_eq!((settings.text_percent, settings.volume_percent), (200, 100));
        assert_eq!(settings.voice, Voice::Words);
    }

    #[test]
    fn what_cannot_be_read_is_set_aside_and_said() {
        let cases: [(&[u8], &str); 6] = [
            (b"Settings(format: 1, sound: tr", "could not be read"),
            (b"Settings(format: 1, colour: \"red\")", "colour"),
            (b"Settings(format: 1, theme: \"Pink\")", "no theme `Pink`"),
            (b"Settings(format: 99, hologram: true)", "a newer bounceback wrote it"),
            (b"\xff\xfe\x00", "it is no text"),
            (b"", "could not be read"),
        ];
        let folder = tempfile::tempdir().expect("a folder");
        for (number, (bytes, words)) in (1..).zip(cases) {
            std::fs::write(folder.path().join(FILE), bytes).expect("written");
            let known = read(folder.path());
            let said = known.said.expect("it is said");
            assert!(said.contains(words) && known.may_write, "{said}");
            assert_eq!(known.settings, Settings::default());
            let aside = folder.path().join(format!("{FILE}.broken-{number}"));
            assert_eq!(std::fs::read(aside).expect("kept"), bytes, "{said}");
            write(folder.path(), &changed()).expect("a new file");
            assert_eq!(read(folder.path()).settings, changed());
        }
    }

    #[test]
    fn a_place_that_cannot_be_read_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(FILE)).expect("a folder in the file's place");
        let known = read(folder.path());
        assert!(!known.may_write && known.said.is_some());
        assert!(write(folder.path(), &changed()).is_err());
        assert_eq!(names(folder.path()), [FILE], "nothing is left behind");
    }
}
