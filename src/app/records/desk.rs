//! The desk at which records are looked at: which page lies there, what was asked, what the clerk brought.

use std::path::PathBuf;
use std::sync::Arc;

use bevy::prelude::*;
use bevy::window::RequestRedraw;

use super::ask::{Answer, Ask};
use super::clerk::Clerk;
use super::keep::Records;
use super::model::{Book, Books, Shown, Worked};
use super::wish::{Field, Tab, Wish};
use crate::app::screen::Screen;
use crate::app::settings::{Change, Keeper, Settings};
use crate::app::shelf::Shelf;
use crate::record::manager::Assumptions;
use crate::record::{Story, StoryId, configure, without_password};

/// The desk.
#[derive(Resource, Default)]
pub struct Desk {
    clerk: Option<Clerk>,
    pub books: Arc<Books>,
    pub tab: Tab,
    pub shown: Shown,
    /// Who is looked at.
    pub person: Option<String>,
    /// Which scenario is looked at; empty: the first in the list.
    pub scenario: String,
    pub assumptions: Assumptions,
    /// What is searched for among stories.
    pub searched: String,
    /// The story that is being told.
    pub written: Option<Box<Story>>,
    /// The colleague who is recognised in it.
    pub recognised: String,
    /// Which story it was asked to delete.
    pub deleting: Option<StoryId>,
    /// Whom it was asked to erase.
    pub erasing: Option<String>,
    /// What was done, or could not be, in a sentence.
    pub said: Option<String>,
    /// The folder of settings, where a site's own store is written down.
    pub folder: Option<PathBuf>,
    /// Where the files of team sessions are.
    pub sessions: Option<PathBuf>,
    /// Whether another store is being tried.
    pub is_trying: bool,
    /// What pages ask for in this picture.
    pub wishes: Vec<Wish>,
}

impl Desk {
    /// Whether something is still to be brought.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.clerk.as_ref().is_some_and(Clerk::is_busy)
            || self.is_trying
            || self.shown.curves.is_going_on()
            || self.shown.hinges.is_going_on()
    }

    /// Whether there are records at all.
    #[must_use]
    pub const fn has_records(&self) -> bool {
        self.clerk.is_some()
    }

    fn ask(&mut self, ask: Ask) {
        if let Some(clerk) = &mut self.clerk {
            clerk.ask(ask, &self.books);
        }
    }

    /// Asks how a scenario was practised; what is brought stands in [`Shown::scenario`].
    pub fn ask_about(&mut self, id: String) {
        self.ask(Ask::Scenario(id));
    }

    /// Asks anew for what lies on the desk.
    fn refresh(&mut self) {
        match self.tab {
            Tab::Person => {
                self.ask(Ask::Person(self.person.clone()));
                self.ask(Ask::Team);
            }
            Tab::Team => self.ask(Ask::Team),
            Tab::Scenario => {
                self.ask(Ask::Team);
                if !self.scenario.is_empty() {
                    self.ask(Ask::Scenario(self.scenario.clone()));
                }
            }
            Tab::Manager => self.ask(Ask::Manager(self.assumptions)),
            Tab::Stories => self.ask(Ask::Stories(self.searched.clone())),
        }
    }

    fn grant(&mut self, wish: Wish, settings: &mut Settings) {
        if !matches!(wish, Wish::Field(..) | Wish::Failure(_) | Wish::Channel(_)) {
            self.said = None;
        }
        match wish {
            Wish::Turn(tab) => {
                self.tab = tab;
                self.erasing = None;
                self.refresh();
            }
            Wish::Look(name) => {
                self.tab = Tab::Person;
                self.person = name;
                self.erasing = None;
                self.refresh();
            }
            Wish::Be(name) => {
                settings.apply(Change::Name(name.unwrap_or_default()));
            }
            Wish::Add(name) => self.ask(Ask::Add(name)),
            Wish::Export(name) => self.ask(Ask::Export(name, self.sessions.clone())),
            Wish::AskErase(name) => self.erasing = Some(name),
            Wish::Erase(name) => self.ask(Ask::Erase(name, self.sessions.clone())),
            Wish::Keep => self.erasing = None,
            Wish::PrintPerson => self.ask(Ask::PrintPerson(self.person.clone())),
            Wish::Scenario(id) => {
                self.tab = Tab::Scenario;
                self.scenario = id;
                self.refresh();
            }
            Wish::Assume(key, number) => {
                // What is out of range stays as it was.
                if self.assumptions.set(key, number).is_ok() {
                    self.refresh();
                }
            }
            Wish::PrintManager => {
                let (curves, hinges) = (self.shown.curves.done.clone(), self.shown.hinges.done.clone());
                self.ask(Ask::PrintManager(self.assumptions, curves, hinges));
            }
            Wish::Sweep => {
                if let Some(clerk) = self.clerk.as_ref().filter(|_| !self.shown.curves.is_going_on()) {
                    self.shown.curves = begun(self.books.0.len());
                    clerk.sweep(&self.books);
                }
            }
            Wish::Doubt => {
                if let Some(clerk) = self.clerk.as_ref().filter(|_| !self.shown.hinges.is_going_on()) {
                    self.shown.hinges = begun(self.books.0.len());
                    clerk.doubt(&self.books);
                }
            }
            Wish::Search(words) => {
                self.searched = words;
                self.refresh();
            }
            Wish::Write(story, recognised) => (self.written, self.recognised) = (Some(story), recognised),
            Wish::PutDown => self.written = None,
            Wish::Field(Field::Recognised, text) => self.recognised = text,
            Wish::Field(field, text) => {
                if let Some(story) = &mut self.written {
                    write(story, field, &text);
                }
            }
            Wish::Failure(failure) => {
                if let Some(story) = &mut self.written {
                    story.failure = failure;
                }
            }
            Wish::Channel(channel) => {
                if let Some(story) = &mut self.written {
                    story.channel = channel;
                }
            }
            Wish::Tell => {
                if let Some(story) = self.written.clone() {
                    let recognised = self.recognised.trim().to_owned();
                    let recognised = (!recognised.is_empty()).then_some(recognised);
                    self.ask(Ask::Tell(story, name_in(settings), recognised));
                }
            }
            Wish::AskDelete(story) => self.deleting = story,
            Wish::DeleteStory(story) => {
                self.deleting = None;
                self.ask(Ask::DeleteStory(story));
            }
            Wish::Draft(story) => self.ask(Ask::Draft(story)),
            Wish::Store(Some(store)) => {
                let store = self.whole(store);
                // Without records there is no clerk, and the way back must be open all the same.
                if let Some(clerk) = &self.clerk {
                    clerk.attempt(store);
                    self.is_trying = true;
                } else {
                    self.move_records(Some(&store));
                }
            }
            Wish::Store(None) => self.move_records(None),
        }
    }

    /// A store as it will be opened: the name of a file is one of the folder of settings.
    fn whole(&self, store: String) -> String {
        match &self.folder {
            Some(folder) if !store.contains("://") => folder.join(store).display().to_string(),
            _ => store,
        }
    }

    fn move_records(&mut self, store: Option<&str>) {
        let Some(folder) = &self.folder else {
            return;
        };
        self.said = Some(match (configure(folder, store), store) {
            (Ok(()), Some(store)) => format!(
                "From the next start on records are kept in {}. What was recorded so far stays where it is.",
                without_password(store)
            ),
            (Ok(()), None) => "From the next start on records are kept on this computer, as usual.".to_owned(),
            (Err(error), _) => format!("That could not be written into {}: {error}.", folder.display()),
        });
    }

    fn take(&mut self, answer: Answer, settings: &mut Settings) {
        match answer {
            Answer::Me(page) => self.shown.me = Some(*page),
            Answer::Person(page) => {
                if page.name == self.person {
                    self.shown.person = Some(*page);
                }
            }
            Answer::Team(team) => {
                self.shown.people.clone_from(&team.people);
                if self.scenario.is_empty() && self.tab == Tab::Scenario {
                    // The one where most was played.
                    let most = team.scenarios.iter().max_by_key(|row| row.sums.judged);
                    if let Some(row) = most.filter(|row| row.sums.judged > 0) {
                        self.scenario.clone_from(&row.id);
                        self.ask(Ask::Scenario(row.id.clone()));
                    }
                }
                self.shown.team = Some(team);
            }
            Answer::Scenario(page) => self.shown.scenario = Some(*page),
            Answer::Manager(page) => self.shown.manager = Some(page),
            Answer::Stories(stories) => self.shown.stories = Some(stories),
            Answer::Added(name) => {
                if settings.name.trim().is_empty() {
                    settings.apply(Change::Name(name.clone()));
                }
                self.person = Some(name);
                self.refresh();
            }
            Answer::Erased(name, words) => {
                self.erasing = None;
                if settings.name.trim().to_lowercase() == name.to_lowercase() {
                    settings.apply(Change::Name(String::new()));
                }
                if self.person.as_ref() == Some(&name) {
                    self.person = None;
                }
                self.refresh();
                self.said = Some(words);
            }
            Answer::Retold(words) => {
                self.written = None;
                self.refresh();
                self.said = Some(words);
            }
            Answer::Said(words) | Answer::Failed(words) => {
                self.erasing = None;
                self.said = Some(words);
            }
            Answer::Tried(store, done) => {
                self.is_trying = false;
                match done {
                    Ok(()) => self.move_records(Some(&store)),
                    Err(why) => self.said = Some(why),
                }
            }
            Answer::Curve(at, of, curve) => {
                (self.shown.curves.looked_at, self.shown.curves.of) = (at, of);
                self.shown.curves.done.extend(curve);
            }
            Answer::Hinge(at, of, hinge) => {
                (self.shown.hinges.looked_at, self.shown.hinges.of) = (at, of);
                self.shown.hinges.done.extend(hinge);
            }
        }
    }
}

fn begun<T>(of: usize) -> Worked<T> {
    Worked {
        of,
        ..Worked::default()
    }
}

/// Puts what was typed where it belongs.
fn write(story: &mut Story, field: Field, text: &str) {
    let place = match field {
        Field::Title => &mut story.title,
        Field::Broke => &mut story.broke,
        Field::Did => &mut story.did,
        Field::Ended => &mut story.ended,
        Field::Changed => &mut story.changed,
        Field::Tags => {
            story.tags = Story::tags_of(text.split(','));
            return;
        }
        Field::Recognised => return,
    };
    text.clone_into(place);
}

/// The name of the one at the machine.
fn name_in(settings: &Settings) -> Option<String> {
    let name = settings.name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

pub fn plugin(app: &mut App) {
    app.init_resource::<Desk>()
        .add_systems(Update, (stock, at_the_library, at_the_records, work).chain());
}

/// Takes note of what stands on the shelf, and where the records are.
fn stock(
    mut desk: ResMut<Desk>,
    shelf: Res<Shelf>,
    records: Res<Records>,
    keeper: Option<Res<Keeper>>,
    screen: Res<State<Screen>>,
) {
    if screen.is_changed() {
        desk.said = None;
    }
    if desk.folder.is_none() {
        desk.folder = keeper.and_then(|keeper| keeper.folder().map(ToOwned::to_owned));
    }
    if shelf.is_changed() {
        let items = shelf.items().map(|item| Book {
            scenario: Arc::clone(&item.scenario),
            policy: item.policy.clone(),
        });
        desk.books = Arc::new(Books(items.collect()));
    }
    if desk.clerk.is_none()
        && let Some(place) = records.place()
    {
        desk.clerk = Some(Clerk::at(place.to_owned()));
    }
}

/// Whoever comes to the library sees what is due.
fn at_the_library(
    mut desk: ResMut<Desk>,
    screen: Res<State<Screen>>,
    settings: Res<Settings>,
    shelf: Res<Shelf>,
    mut asked: Local<Option<String>>,
) {
    let is_there = *screen.get() == Screen::Library;
    if !is_there {
        return;
    }
    if screen.is_changed() || shelf.is_changed() || asked.as_ref() != Some(&settings.name) {
        desk.ask(Ask::Me(name_in(&settings)));
        *asked = Some(settings.name.clone());
    }
}

/// Whoever comes to the records finds their own page first, and everything as it stands now.
fn at_the_records(
    mut desk: ResMut<Desk>,
    screen: Res<State<Screen>>,
    settings: Res<Settings>,
    mut was_me: Local<Option<String>>,
) {
    if *screen.get() != Screen::Records {
        return;
    }
    let name = name_in(&settings);
    let is_another = was_me.as_ref() != Some(&settings.name);
    if is_another {
        desk.person.clone_from(&name);
        *was_me = Some(settings.name.clone());
    }
    if screen.is_changed() || is_another {
        desk.ask(Ask::Me(name));
        desk.refresh();
    }
}

/// Grants wishes, and takes what the clerk brings.
fn work(mut desk: ResMut<Desk>, mut settings: ResMut<Settings>, mut redraw: MessageWriter<RequestRedraw>) {
    if desk.wishes.is_empty() && desk.clerk.is_none() {
        return;
    }
    let desk = desk.bypass_change_detection();
    // A pass may run twice in a picture and wish twice for the same.
    let mut wishes = std::mem::take(&mut desk.wishes);
    wishes.dedup();
    let mut is_new = !wishes.is_empty();
    for wish in wishes {
        desk.grant(wish, &mut settings);
    }
    while let Some(answer) = desk.clerk.as_mut().and_then(Clerk::brought) {
        desk.take(answer, &mut settings);
        is_new = true;
    }
    if is_new {
        redraw.write(RequestRedraw);
    }
}

#[cfg(test)]
mod tests;
