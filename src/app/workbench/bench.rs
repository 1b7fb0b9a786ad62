//! The workbench: the text that lies on it, who works for it, and what it was asked for.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bevy::prelude::*;
use bevy::window::RequestRedraw;

use super::cabinet::{Cabinet, State, Told};
use super::checker::{Came, Checker};
use super::sheet::{Practised, Sheet};
use super::view::{Page, Trial};
use super::wish::{Side, Wish};
use super::{drills, grant, reload};
use crate::app::gallery::Gallery;
use crate::app::papers;
use crate::app::records::Desk;
use crate::app::screen::Screen as Shown;
use crate::app::settings::{Change, Keeper, Notices, Settings};
use crate::app::shelf::Shelf;
use crate::record::Items;
use crate::scenario::PolicyChange;
use crate::sound::Manner;

/// How long nobody changes a text before its file is written.
const SAVE_AFTER: Duration = Duration::from_millis(1200);

/// A file of the trainer's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    pub path: PathBuf,
    pub id: String,
    /// What the library calls it; `None` where it cannot be played yet.
    pub title: Option<String>,
}

/// What another program made of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Theirs {
    Text(String),
    /// It was deleted or renamed.
    Gone,
}

/// The workbench.
#[derive(Resource, Default)]
pub struct Bench {
    pub open: Option<Open>,
    /// The trainer's own files.
    pub own: Vec<Own>,
    /// What was done, or could not be, in a sentence.
    pub said: Option<String>,
    /// What panels ask for in this picture.
    pub wishes: Vec<Wish>,
    /// Whether something on the shelf has changed.
    pub is_saved: bool,
    /// Whether a picture's mistake has been made.
    pub is_mistyped: bool,
    /// A sample to be heard.
    pub sample: Option<(String, Manner)>,
}

/// An open text with who works for it.
pub struct Open {
    pub sheet: Sheet,
    pub cabinet: Cabinet,
    pub checker: Checker,
    pub side: Side,
    /// What the text looks like on the screen.
    pub page: Page,
    /// What was chosen for a test.
    pub trial: Trial,
    /// What another program made of the file, while nobody has decided.
    pub theirs: Option<Theirs>,
    /// What was typed before a crash.
    pub rescued: Option<String>,
    /// The states that can be gone back to.
    pub states: Vec<State>,
    /// Words that merging would drop, with the beat: to be confirmed.
    pub dropped: Option<(String, Vec<String>)>,
    /// What could not be done here, in a sentence.
    pub said: Option<String>,
    /// Whose records were asked for.
    looked_back: Option<String>,
    changed: Option<(u64, Instant)>,
    asked: u64,
    saving: u64,
}

impl Open {
    /// Opens a file.
    ///
    /// # Errors
    /// Why it cannot be opened, as a sentence.
    pub fn file(path: &Path, folder: Option<&Path>, policy: PolicyChange) -> Result<Self, String> {
        let (cabinet, found) = Cabinet::open(path, folder)?;
        cabinet.keep(found.text.clone());
        Ok(Self {
            sheet: Sheet::new(path.to_owned(), found.text),
            states: Vec::new(),
            cabinet,
            checker: Checker::start(policy),
            side: Side::Map,
            page: Page::default(),
            trial: Trial::default(),
            theirs: None,
            rescued: found.rescued,
            dropped: None,
            said: None,
            looked_back: None,
            changed: None,
            asked: 0,
            saving: 1,
        })
    }

    /// Whether something is still worked out or written.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.checker.is_busy() || (!self.sheet.is_saved() && self.theirs.is_none())
    }

    /// Writes the file, where it is not written yet.
    pub fn save(&mut self) {
        self.note();
        if self.theirs.is_none() && self.rescued.is_none() && self.saving != self.sheet.turn() {
            self.saving = self.sheet.turn();
            self.cabinet.save(self.saving, self.sheet.text().to_owned(), false);
        }
    }

    /// Writes the file, whatever another program made of it.
    pub fn save_mine(&mut self) {
        if let Some(Theirs::Text(theirs)) = self.theirs.take() {
            self.cabinet.keep(theirs);
        }
        self.note();
        self.saving = self.sheet.turn();
        self.cabinet.save(self.saving, self.sheet.text().to_owned(), true);
    }

    /// Notes down what was typed.
    fn note(&mut self) {
        let journal = self.sheet.journal();
        self.cabinet.note(journal);
    }

    /// Asks the records how the scenario was practised, and takes what they say.
    fn look_back(&mut self, desk: &mut Desk) {
        let Some(id) = self
            .sheet
            .readable
            .as_ref()
            .map(|readable| readable.scenario.id.clone())
        else {
            return;
        };
        if self.looked_back.as_ref() != Some(&id) {
            desk.ask_about(id.clone());
            self.looked_back = Some(id);
            self.sheet.practised = None;
            return;
        }
        let page = desk.shown.scenario.as_ref().filter(|page| page.id == id);
        let Some(played) = page.and_then(|page| page.played.as_ref()) else {
            return;
        };
        let drills = played.items.drills();
        let is_known = self
            .sheet
            .practised
            .as_ref()
            .is_some_and(|known| known.drills == drills);
        if !is_known && drills >= Items::FEW {
            self.sheet.was_practised(Practised {
                scenario: Arc::clone(&played.scenario),
                drills,
                taken: played.taken.clone(),
            });
        }
    }

    /// Works for the text; whether something has become known. Says whether the file was written.
    fn tend(&mut self) -> (bool, bool, Option<Box<super::checker::Way>>) {
        let (mut is_new, mut is_saved, mut way) = (false, false, None);
        self.note();
        let turn = self.sheet.turn();
        if self.asked != turn {
            self.asked = turn;
            let is_folded = self.sheet.readable.as_ref().is_none_or(|readable| readable.is_folded);
            let text = self.sheet.text().to_owned();
            self.checker.ask(turn, self.sheet.name(), text, is_folded);
        }
        match self.changed {
            Some((known, since)) if known == turn => {
                if !self.sheet.is_saved() && since.elapsed() > SAVE_AFTER {
                    self.save();
                }
            }
            _ => self.changed = Some((turn, Instant::now())),
        }
        while let Some(told) = self.cabinet.told() {
            is_new = true;
            match told {
                Told::Saved(turn) => {
                    self.sheet.saved = turn;
                    self.states = self.cabinet.states();
                    is_saved = true;
                }
                Told::Changed(text) => {
                    self.saving = 0;
                    // Where nothing of one's own would be lost it is asked all the same: it may be in the middle of somebody's change.
                    self.theirs = Some(text.map_or(Theirs::Gone, Theirs::Text));
                }
                Told::Failed(why) => {
                    self.saving = 0;
                    self.said = Some(why);
                }
            }
        }
        while let Some(came) = self.checker.came() {
            is_new = true;
            match came {
                Came::Read { turn, found, readable } => self.sheet.was_read(turn, found, readable),
                Came::Solved(turn, report) => self.sheet.was_solved(turn, report),
                Came::Weighed(turn, worth) => self.sheet.was_weighed(turn, worth),
                Came::Way(found) => way = Some(found),
            }
        }
        (is_new, is_saved, way)
    }
}

impl Bench {
    /// Whether pictures must be drawn though nobody does anything.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.open.as_ref().is_some_and(Open::is_busy)
    }

    /// Looks up the trainer's own files.
    pub fn look_up(&mut self, settings: &Settings, shelf: &Shelf) {
        let mut folders = settings.folders.clone();
        if let Ok(folder) = own_folder()
            && !folders.contains(&folder)
        {
            folders.push(folder);
        }
        self.own = folders
            .iter()
            .flat_map(|folder| scenario_files(folder))
            .map(|path| {
                let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let item = shelf.items().find(|item| item.scenario.id == id);
                Own {
                    title: item.map(|item| item.scenario.title.clone()),
                    path,
                    id,
                }
            })
            .collect();
    }
}

/// Where new scenarios are kept.
///
/// # Errors
/// Where the system does not know the user's folders.
pub fn own_folder() -> std::io::Result<PathBuf> {
    Ok(papers::folder()?.join("scenarios"))
}

/// The scenarios in a folder, by name.
pub fn scenario_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let is_scenario = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".ron")
            && !name.ends_with(crate::library::PLAYTHROUGH_ENDING)
            && name != crate::library::POLICY_FILE
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(is_scenario)
        .collect();
    files.sort();
    files
}

pub fn plugin(app: &mut App) {
    app.init_resource::<Bench>()
        .init_resource::<reload::Watched>()
        .add_systems(OnEnter(Shown::Workbench), enter.run_if(not(resource_exists::<Gallery>)))
        .add_systems(OnExit(Shown::Workbench), leave)
        .add_systems(Update, (work, reload::reload).chain())
        .add_systems(Last, leave.run_if(on_message::<AppExit>));
}

fn enter(mut bench: ResMut<Bench>, mut settings: ResMut<Settings>, shelf: Res<Shelf>) {
    bench.said = None;
    // Scenarios that somebody put into the folder by hand are in the library from now on.
    if let Ok(folder) = own_folder()
        && !settings.folders.contains(&folder)
        && !scenario_files(&folder).is_empty()
    {
        settings.apply(Change::AddFolder(folder));
    }
    bench.look_up(&settings, &shelf);
}

/// Nobody leaves with something unsaved.
fn leave(mut bench: ResMut<Bench>) {
    if let Some(open) = &mut bench.open {
        open.save();
    }
}

/// Grants wishes, and takes what the threads bring.
#[expect(clippy::too_many_arguments, reason = "the parameters of a system")]
fn work(
    mut bench: ResMut<Bench>,
    mut settings: ResMut<Settings>,
    mut shelf: ResMut<Shelf>,
    mut notices: ResMut<Notices>,
    (keeper, desk): (Option<Res<Keeper>>, Option<ResMut<Desk>>),
    mut commands: Commands,
    mut next: ResMut<NextState<Shown>>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let bench = bench.bypass_change_detection();
    if bench.open.is_none() && bench.wishes.is_empty() {
        return;
    }
    // A pass may run twice in a picture and wish twice for the same.
    let mut wishes = std::mem::take(&mut bench.wishes);
    wishes.dedup();
    let mut is_new = !wishes.is_empty();
    let folder = keeper
        .as_ref()
        .and_then(|keeper| keeper.folder().map(ToOwned::to_owned));
    for wish in wishes {
        let mut desk = grant::Room {
            settings: &mut settings,
            shelf: &mut shelf,
            notices: &mut notices,
            keeper: keeper.as_deref(),
            folder: folder.as_deref(),
        };
        if let Some(play) = grant::grant(bench, wish, &mut desk) {
            drills::begin(play, &mut commands, &mut next);
        }
    }
    if let Some(open) = &mut bench.open {
        if let Some(mut desk) = desk {
            open.look_back(desk.bypass_change_detection());
        }
        let (came, is_saved, way) = open.tend();
        is_new |= came;
        bench.is_saved |= is_saved;
        if let Some(way) = way {
            match drills::along(&way.scenario, way.path.as_ref(), open.checker.policy()) {
                Ok(play) => drills::begin(play, &mut commands, &mut next),
                Err(why) => open.said = Some(why),
            }
        }
    }
    if is_new {
        redraw.write(RequestRedraw);
    }
}

#[cfg(test)]
mod tests;
