//! Keeps the settings: reads them when the window opens, writes them when they change, and loads the folders they name.

use std::path::{Path, PathBuf};

use bevy::prelude::*;

use super::{Settings, file};
use crate::app::shelf::Shelf;
use crate::library::Library;

/// Sentences for the user: what could not be read or kept.
#[derive(Resource, Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    pub settings: Option<String>,
    /// Why a drill was not recorded.
    pub records: Option<String>,
    /// Each folder of scenarios that could not be read, with the reason.
    pub folders: Vec<(PathBuf, String)>,
}

impl Notices {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let folders = self.folders.iter().map(|(_, said)| said.as_str());
        let own = [self.settings.as_deref(), self.records.as_deref()];
        own.into_iter().flatten().chain(folders)
    }
}

/// Where settings are kept, and how they stand there.
#[derive(Resource, Debug, Default)]
pub struct Keeper {
    /// `None`: nowhere.
    folder: Option<PathBuf>,
    kept: Settings,
    /// Scenarios to which those of the user's folders are added; `None` where the folders do not count.
    base: Option<Library>,
}

impl Keeper {
    /// Reads the settings of this folder. `base` is what the user's own folders of scenarios are added to.
    #[must_use]
    pub fn open(folder: Option<&Path>, base: Option<Library>) -> (Self, Settings, Notices) {
        let Some(folder) = folder else {
            return (
                Self {
                    base,
                    ..Self::default()
                },
                Settings::default(),
                Notices::default(),
            );
        };
        let read = file::read(folder);
        let keeper = Self {
            folder: read.may_write.then(|| folder.to_owned()),
            kept: read.settings.clone(),
            base,
        };
        let notices = Notices {
            records: None,
            settings: read.said,
            folders: Vec::new(),
        };
        (keeper, read.settings, notices)
    }

    /// Where settings are kept; `None`: nowhere.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// All scenarios under these settings; `None` where the user's folders do not count.
    pub fn library(&self, settings: &Settings, notices: &mut Notices) -> Option<Library> {
        let (library, failed) = self.base.as_ref()?.with_folders(&settings.folders);
        notices.folders = failed
            .into_iter()
            .map(|(folder, error)| (folder, format!("{error}.")))
            .collect();
        Some(library)
    }

    /// Writes the settings where they have changed.
    ///
    /// # Errors
    /// They could not be written; it is not tried again in this run.
    fn keep(&mut self, settings: &Settings) -> Result<(), String> {
        if *settings == self.kept {
            return Ok(());
        }
        self.kept = settings.clone();
        let Some(folder) = self.folder.take() else {
            return Ok(());
        };
        file::write(&folder, settings).map_err(|error| {
            format!(
                "Settings cannot be kept in {} ({error}). What is changed now is forgotten when the window closes.",
                folder.display()
            )
        })?;
        self.folder = Some(folder);
        Ok(())
    }
}

pub(in crate::app) fn plugin(app: &mut App) {
    app.init_resource::<Keeper>()
        .init_resource::<Settings>()
        .init_resource::<Notices>()
        .add_systems(Last, keep);
}

fn keep(settings: Res<Settings>, mut keeper: ResMut<Keeper>, mut notices: ResMut<Notices>, mut shelf: ResMut<Shelf>) {
    if *settings == keeper.kept {
        return;
    }
    if settings.folders != keeper.kept.folders
        && let Some(library) = keeper.library(&settings, &mut notices)
    {
        *shelf = Shelf::of(&library);
    }
    if let Err(said) = keeper.keep(&settings) {
        notices.settings = Some(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::{Change, Voice};

    #[test]
    fn a_change_lasts_and_nothing_is_written_without_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut keeper, mut settings, _) = Keeper::open(Some(folder.path()), None);
        keeper.keep(&settings).expect("nothing to do");
        assert!(!folder.path().join(file::FILE).exists());
        settings.apply(Change::Voice(Voice::Off));
        keeper.keep(&settings).expect("written");
        let (_, again, notices) = Keeper::open(Some(folder.path()), None);
        assert_eq!((again, notices), (settings, Notices::default()));
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_said_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a file");
        std::fs::write(&file, "").expect("written");
        let (mut keeper, mut settings, _) = Keeper::open(Some(&file.join("below")), None);
        settings.apply(Change::ToggleSound);
        let _said = keeper.keep(&settings);
        settings.apply(Change::ToggleMotion);
        assert!(keeper.keep(&settings).is_ok());
    }

    #[test]
    fn folders_add_to_what_is_shipped_and_a_missing_one_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = crate::scenario::template("wrong-cake");
        std::fs::write(folder.path().join("wrong-cake.ron"), text).expect("written");
        let (keeper, mut settings, mut notices) = Keeper::open(None, Some(Library::shipped()));
        let shipped = Library::shipped().scenarios().count();
        settings.apply(Change::AddFolder(folder.path().to_owned()));
        settings.apply(Change::AddFolder(folder.path().join("gone")));
        let library = keeper.library(&settings, &mut notices).expect("folders count");
        assert_eq!(library.scenarios().count(), shipped + 1);
        assert!(library.find("wrong-cake").is_some());
        assert_eq!(notices.folders.len(), 1);
        assert!(notices.all().all(|said| said.contains("gone") && said.ends_with('.')));
    }
}
