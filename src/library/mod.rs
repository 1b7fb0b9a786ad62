//! The one loader of scenarios: those that bounceback is shipped with, and a site's own folder with its policy and its sets.
//!
//! The window, the command line and the tests load through [`Library`]. The shipped scenarios are part of the program, so it
//! runs from any folder. Reads files; knows no drills.
//!
//! ```
//! use bounceback::library::Library;
//!
//! let library = Library::shipped();
//! assert!(library.find("broken-heel").is_some());
//! ```

mod folders;
pub mod pack;
mod playthroughs;
mod rename;
mod sets;
mod shipped;
mod whole;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::playthroughs::{is_playthroughs, scenario_of};
use crate::diagnostic::{Diagnostic, Severity, Source, nearest};
use crate::scenario::{Places, Policy, PolicyChange, Scenario, ScenarioHash, read, read_policy};

pub use folders::{records_folder, settings_folder};
pub use pack::{Pack, PackError, PlaceError};
pub use playthroughs::{KeepError, PLAYTHROUGH_ENDING, keep_playthrough, playthroughs_of, with_playthrough};
pub use rename::{RenameError, playthroughs_beside, rename_scenario};
pub use sets::{SETS_FOLDER, Sets, check_set};
pub use shipped::SHIPPED;
pub use whole::write_whole;

/// The name of a site's policy in a folder of scenarios.
pub const POLICY_FILE: &str = "policy.ron";

/// A text that was read, with what was found in it.
#[derive(Debug, Clone)]
pub struct File {
    pub source: Source,
    /// The scenario, where the file holds a valid one.
    pub scenario: Option<Arc<Scenario>>,
    pub found: Vec<Diagnostic>,
    /// Where its parts stand, where it could be read at all.
    pub places: Option<Places>,
}

impl File {
    /// Reads a text as a scenario.
    #[must_use]
    pub fn read(source: Source) -> Self {
        let reading = read(&source.text);
        Self {
            scenario: reading.scenario.map(Arc::new),
            places: reading.draft.map(|draft| draft.places()),
            found: reading.found,
            source,
        }
    }

    /// A text that is no scenario: a policy, a set, or what cannot be read at all.
    const fn other(source: Source, found: Vec<Diagnostic>) -> Self {
        Self {
            source,
            scenario: None,
            found,
            places: None,
        }
    }

    /// Whether something in it must be mended before it can be played.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.severity == Severity::Error)
    }
}

/// Why a path cannot be loaded.
#[derive(Debug)]
pub enum LoadError {
    /// The file or folder cannot be read.
    Unreadable { path: PathBuf, error: std::io::Error },
    /// The folder holds no scenario.
    NoScenarios { path: PathBuf },
    /// The folder's policy cannot be read: nobody knows what is allowed there.
    BadPolicy { path: PathBuf },
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable { path, error } => write!(f, "{} cannot be read: {error}", path.display()),
            Self::NoScenarios { path } => write!(
                f,
                "{} holds no scenario: its files should end in .ron (`bounceback new ID` writes one)",
                path.display()
            ),
            Self::BadPolicy { path } => write!(
                f,
                "{POLICY_FILE} in {0} has errors: `bounceback check {0}` says which",
                path.display()
            ),
        }
    }
}

impl std::error::Error for LoadError {}

/// All scenarios at hand, with the site's policy.
#[derive(Debug, Clone, Default)]
pub struct Library {
    pub files: Vec<File>,
    /// What the site changes in every scenario's policy.
    pub policy: PolicyChange,
    /// The policy file with what is wrong with it, if there is one.
    pub policy_file: Option<File>,
    /// Where customers stand.
    pub sets: Sets,
    /// The files of the site's own sets with what is wrong with them.
    pub set_files: Vec<File>,
    /// Files of recorded playthroughs, which stand beside their scenarios, with what is wrong with them.
    pub test_files: Vec<File>,
}

impl Library {
    /// The scenarios that bounceback is shipped with.
    #[must_use]
    pub fn shipped() -> Self {
        let files = SHIPPED
            .iter()
            .map(|(id, text)| File::read(Source::new(format!("scenarios/{id}.ron"), *text)))
            .collect();
        Self {
            files,
            ..Self::default()
        }
    }

    /// Loads files and folders. Of a folder every `.ron` file is read, `policy.ron` as the site's policy, those in its folder
    /// `sets` as the site's sets; other folders inside it are not looked into. Of a scenario that is named as a file its own set is
    /// read, too, and so are the playthroughs that stand beside a scenario. A scenario id or the name of a set that two files share is reported on the second.
    ///
    /// # Errors
    /// The first path that cannot be read or holds no scenario. What is wrong inside a file is kept with the file.
    pub fn load<P: AsRef<Path>>(paths: &[P]) -> Result<Self, LoadError> {
        let mut library = Self::default();
        let mut seen = BTreeSet::new();
        for path in paths {
            library.add(path.as_ref(), &mut seen)?;
        }
        library.report_doubled_ids();
        Ok(library)
    }

    /// These scenarios and those of more folders. A folder that cannot be read, or whose policy cannot, is left out, with the reason.
    #[must_use]
    pub fn with_folders(&self, folders: &[PathBuf]) -> (Self, Vec<(PathBuf, LoadError)>) {
        let mut library = self.clone();
        let mut failed = Vec::new();
        let mut seen = BTreeSet::new();
        for folder in folders {
            let mut with = library.clone();
            let added = with.add(folder, &mut seen);
            let bad_policy = with.policy_file.as_ref().filter(|file| file.has_errors());
            match (added, bad_policy) {
                (Ok(()), None) => library = with,
                (Ok(()), Some(_)) => failed.push((folder.clone(), LoadError::BadPolicy { path: folder.clone() })),
                (Err(error), _) => failed.push((folder.clone(), error)),
            }
        }
        library.report_doubled_ids();
        (library, failed)
    }

    fn add(&mut self, path: &Path, seen: &mut BTreeSet<PathBuf>) -> Result<(), LoadError> {
        let unreadable = |error| LoadError::Unreadable {
            path: path.to_owned(),
            error,
        };
        if !std::fs::metadata(path).map_err(unreadable)?.is_dir() {
            return self.add_named_file(path, seen);
        }
        let (tests, inside): (Vec<_>, Vec<_>) = ron_files(path)?.into_iter().partition(|path| is_playthroughs(path));
        if !inside.iter().any(|path| !is_policy(path)) {
            return Err(LoadError::NoScenarios { path: path.to_owned() });
        }
        inside.iter().try_for_each(|path| self.add_file(path, seen))?;
        tests.iter().try_for_each(|path| self.add_tests(path, seen))?;
        let sets = path.join(SETS_FOLDER);
        if sets.is_dir() {
            ron_files(&sets)?
                .iter()
                .try_for_each(|path| self.add_set_file(path, seen))?;
        }
        Ok(())
    }

    /// A file by its own name: its set stands beside it, where the site has one of that name, and its playthroughs. Where playthroughs are
    /// named, their scenario is meant.
    fn add_named_file(&mut self, path: &Path, seen: &mut BTreeSet<PathBuf>) -> Result<(), LoadError> {
        if is_playthroughs(path) {
            let scenario = scenario_of(path);
            if scenario.is_file() {
                return self.add_named_file(&scenario, seen);
            }
            return self.add_tests(path, seen);
        }
        let before = self.files.len();
        self.add_file(path, seen)?;
        let tests = playthroughs_of(path);
        if tests.is_file() {
            self.add_tests(&tests, seen)?;
        }
        let added = self.files.get(before).and_then(|file| file.scenario.as_ref());
        let Some(setting) = added.map(|scenario| scenario.setting.clone()) else {
            return Ok(());
        };
        // A name with a way in it is no name: it would lead out of the folder.
        if setting.contains(['/', '\\', ':']) {
            return Ok(());
        }
        let set = path.with_file_name(SETS_FOLDER).join(format!("{setting}.ron"));
        if set.is_file() {
            self.add_set_file(&set, seen)?;
        }
        Ok(())
    }

    fn add_set_file(&mut self, path: &Path, seen: &mut BTreeSet<PathBuf>) -> Result<(), LoadError> {
        let Some(read) = read_file(path, seen)? else {
            return Ok(());
        };
        let file = match read {
            Ok(source) => {
                let name = path.file_stem().map(|name| name.to_string_lossy()).unwrap_or_default();
                self.take_set(&name, source);
                return Ok(());
            }
            Err(file) => file,
        };
        self.set_files.push(file);
        Ok(())
    }

    fn take_set(&mut self, name: &str, source: Source) {
        let found = if self.sets.has_own(name) {
            let message = format!("there is another set `{name}`: two folders that are loaded together share them");
            vec![Diagnostic::general("duplicate-set", message).help("give one of them another name")]
        } else {
            self.sets.add(name, &source)
        };
        self.set_files.push(File::other(source, found));
    }

    fn take_policy(&mut self, source: Source) {
        let (policy, found) = match read_policy(&source.text) {
            Ok(policy) => (policy, Vec::new()),
            Err(found) => (PolicyChange::default(), found),
        };
        self.policy = policy;
        self.policy_file = Some(File::other(source, found));
    }

    fn add_file(&mut self, path: &Path, seen: &mut BTreeSet<PathBuf>) -> Result<(), LoadError> {
        let Some(read) = read_file(path, seen)? else {
            return Ok(());
        };
        match read {
            Err(file) if is_policy(path) => self.policy_file = Some(file),
            Err(file) => self.files.push(file),
            Ok(source) if is_policy(path) => self.take_policy(source),
            Ok(source) => self.files.push(File::read(source)),
        }
        Ok(())
    }

    fn report_doubled_ids(&mut self) {
        for at in 1..self.files.len() {
            let (before, rest) = self.files.split_at_mut(at);
            let Some(file) = rest.first_mut() else { continue };
            let Some(scenario) = &file.scenario else { continue };
            let other = before
                .iter()
                .find(|other| other.scenario.as_ref().is_some_and(|known| known.id == scenario.id));
            if let Some(other) = other {
                let message = format!("the id `{}` is already that of {}", scenario.id, other.source.name);
                let at = file.places.as_ref().map_or(0..0, |places| places.id.clone());
                file.found.push(
                    Diagnostic::error("duplicate-id", message, at)
                        .label("taken")
                        .help("give one of them another id"),
                );
                file.scenario = None;
            }
        }
    }

    /// All valid scenarios, in the order in which they were loaded.
    pub fn scenarios(&self) -> impl Iterator<Item = &Arc<Scenario>> {
        self.files.iter().filter_map(|file| file.scenario.as_ref())
    }

    /// All files that a drill is played from, the policy and the sets among them; not the recorded playthroughs.
    pub fn all_files(&self) -> impl Iterator<Item = &File> {
        self.files.iter().chain(&self.policy_file).chain(&self.set_files)
    }

    /// The scenario with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Arc<Scenario>> {
        self.scenarios().find(|scenario| scenario.id == id)
    }

    /// The text of a scenario, as it was loaded.
    #[must_use]
    pub fn text_of(&self, scenario: &Scenario) -> Option<&str> {
        let is = |file: &&File| file.scenario.as_ref().is_some_and(|other| other.hash == scenario.hash);
        self.files.iter().find(is).map(|file| file.source.text.as_str())
    }

    /// A scenario by its hash: the id may stand for another version here.
    #[must_use]
    pub fn version(&self, hash: ScenarioHash) -> Option<&Arc<Scenario>> {
        self.scenarios().find(|scenario| scenario.hash == hash)
    }

    /// The id nearest to what was typed.
    #[must_use]
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.scenarios().map(|scenario| scenario.id.as_str()))
    }

    /// The policy under which a scenario is played here.
    #[must_use]
    pub fn policy_for(&self, scenario: &Scenario) -> Policy {
        scenario.policy.changed(&self.policy)
    }
}

fn is_policy(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == POLICY_FILE)
}

/// The `.ron` files of a folder by name.
fn ron_files(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let unreadable = |error| LoadError::Unreadable {
        path: folder.to_owned(),
        error,
    };
    let mut inside: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    inside.retain(|path| path.extension().is_some_and(|extension| extension == "ron") && path.is_file());
    inside.sort();
    Ok(inside)
}

/// The text of a file, or the file with the word that it is none. `None`: it was read before under another name.
fn read_file(path: &Path, seen: &mut BTreeSet<PathBuf>) -> Result<Option<Result<Source, File>>, LoadError> {
    let unreadable = |error| LoadError::Unreadable {
        path: path.to_owned(),
        error,
    };
    // A file that is named beside its folder is one file.
    if !seen.insert(std::fs::canonicalize(path).map_err(unreadable)?) {
        return Ok(None);
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let name = path.display().to_string();
    Ok(Some(
        String::from_utf8(bytes)
            .map(|text| Source::new(&name, text))
            .map_err(|error| {
                let line = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()])
                    .lines()
                    .count()
                    .max(1);
                let found = Diagnostic::general("not-text", format!("line {line} holds bytes that are no UTF-8 text"))
                    .help("save the file as UTF-8");
                File::other(
                    Source::new(&name, String::from_utf8_lossy(error.as_bytes())),
                    vec![found],
                )
            }),
    ))
}
