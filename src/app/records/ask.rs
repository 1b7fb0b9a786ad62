//! What the clerk can be asked, and how it is answered out of the store.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::model::{Books, Open, PersonPage, Played, ScenarioPage, Told};
use crate::app::papers;
use crate::map::{Graph, Layout};
use crate::practice::Plan;
use crate::record::manager::{Assumptions, Curve, Hinge, Input, Manager};
use crate::record::{By, Headline, Person, PersonId, Progress, Store, StoreError, Story, StoryId, Team, draft, gather};
use crate::report::{self, ProgressPage, manager_html, progress_html};
use crate::scenario::{Scenario, read};
use crate::serve::{Everything, forget};

type Result<T> = std::result::Result<T, String>;

/// What is asked. Names are people's; `None` are those who gave none.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// The one at the machine.
    Me(Option<String>),
    Person(Option<String>),
    Team,
    Scenario(String),
    Manager(Assumptions),
    Stories(String),
    Add(String),
    /// A name, and the folder of sessions: it goes out of their files, too.
    Erase(String, Option<PathBuf>),
    /// Everything of a person, as a file.
    Export(String, Option<PathBuf>),
    PrintPerson(Option<String>),
    PrintManager(Assumptions, Vec<Curve>, Vec<Hinge>),
    /// With the names of who tells it and of who is recognised.
    Tell(Box<Story>, Option<String>, Option<String>),
    DeleteStory(StoryId),
    /// A scenario that begins from a story, as a file.
    Draft(StoryId),
}

/// What comes back.
#[derive(Debug, Clone)]
pub enum Answer {
    Me(Box<PersonPage>),
    Person(Box<PersonPage>),
    Team(Team),
    Scenario(Box<ScenarioPage>),
    Manager(Box<Manager>),
    Stories(Vec<Told>),
    /// Somebody was added under this name.
    Added(String),
    /// Somebody is gone; in a sentence.
    Erased(String, String),
    /// A sentence.
    Said(String),
    /// The stories have changed; in a sentence.
    Retold(String),
    /// What was asked could not be done, or not be kept.
    Failed(String),
    Curve(usize, usize, Option<Curve>),
    Hinge(usize, usize, Option<Hinge>),
    /// Another store was tried.
    Tried(String, Result<()>),
}

fn said(error: &StoreError) -> String {
    as_sentence(&error.to_string())
}

/// With a capital letter and a full stop.
pub fn as_sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters
        .next()
        .map(|letter| letter.to_uppercase().collect())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

/// Answers.
pub fn answer(ask: Ask, store: &mut dyn Store, books: &Books) -> Answer {
    let done = match ask {
        Ask::Me(name) => person_page(store, books, name).map(|page| Answer::Me(Box::new(page))),
        Ask::Person(name) => person_page(store, books, name).map(|page| Answer::Person(Box::new(page))),
        Ask::Team => {
            let shelf = books.0.iter().map(|book| book.scenario.as_ref());
            Team::of(store, shelf).map(Answer::Team).map_err(|error| said(&error))
        }
        Ask::Scenario(id) => scenario_page(store, books, id)
            .map(|page| Answer::Scenario(Box::new(page)))
            .map_err(|error| said(&error)),
        Ask::Manager(assumptions) => {
            manager(store, books, assumptions).map(|(manager, _)| Answer::Manager(Box::new(manager)))
        }
        Ask::Stories(words) => stories(store, &words)
            .map(Answer::Stories)
            .map_err(|error| said(&error)),
        Ask::Add(name) => store
            .add_person(&name, Timestamp::now())
            .map(|person| Answer::Added(person.name))
            .map_err(|error| said(&error)),
        Ask::Erase(name, sessions) => erase(store, name, sessions.as_deref()),
        Ask::Export(name, sessions) => export(store, &name, sessions.as_deref()),
        Ask::PrintPerson(name) => print_person(store, books, name),
        Ask::PrintManager(assumptions, curves, hinges) => print_manager(store, books, assumptions, &curves, &hinges),
        Ask::Tell(story, by, recognised) => tell(store, *story, by.as_deref(), recognised.as_deref()),
        // What was deleted leaves the file, too.
        Ask::DeleteStory(story) => store
            .delete_story(story)
            .and_then(|()| store.sweep())
            .map(|_| Answer::Retold("The story is deleted.".to_owned()))
            .map_err(|error| said(&error)),
        Ask::Draft(story) => drafted(store, story),
    };
    done.unwrap_or_else(Answer::Failed)
}

fn person(store: &mut dyn Store, name: Option<&str>) -> Result<Option<Person>> {
    match name {
        Some(name) => store.person_named(name).map_err(|error| said(&error)),
        None => Ok(None),
    }
}

/// Somebody of whom nothing is known yet has an empty page and a plan.
fn person_page(store: &mut dyn Store, books: &Books, name: Option<String>) -> Result<PersonPage> {
    let found = person(store, name.as_deref())?;
    let is_new = name.is_some() && found.is_none();
    let id = found.map(|person| person.id);
    let read = |store: &mut dyn Store| -> std::result::Result<_, StoreError> {
        let lines = if is_new {
            Vec::new()
        } else {
            gather::lines_of(store, id)?
        };
        let attempts = if is_new {
            Vec::new()
        } else {
            gather::attempts(store, id)?
        };
        let open = if is_new { Vec::new() } else { open_drills(store, id)? };
        Ok((lines, attempts, open))
    };
    let (lines, attempts, open) = read(store).map_err(|error| said(&error))?;
    let mut last: BTreeMap<String, Headline> = BTreeMap::new();
    for line in lines.iter().rev().filter(|line| line.retry_of.is_none()) {
        if let Some(headline) = line.headline {
            last.insert(line.scenario.clone(), headline);
        }
    }
    let shelf: Vec<&Scenario> = books.0.iter().map(|book| book.scenario.as_ref()).collect();
    let now = Zoned::now();
    Ok(PersonPage {
        name,
        progress: Progress::of(&lines),
        plan: Plan::of(&attempts, &shelf, &now),
        open,
        last,
        today: now.date(),
    })
}

/// Drills that can be gone on with here, the newest first.
fn open_drills(store: &mut dyn Store, person: Option<PersonId>) -> std::result::Result<Vec<Open>, StoreError> {
    let mut all = Vec::new();
    for line in store.open_drills(person)? {
        let kept = Box::new(store.kept(line.id)?);
        let Some(scenario) = gather::scenario(store, line.hash)? else {
            continue;
        };
        let choices = kept.choices().len();
        // One that was left before anything happened is no loss.
        if choices > 0 {
            all.push(Open {
                kept,
                scenario,
                choices,
            });
        }
    }
    Ok(all)
}

fn scenario_page(store: &mut dyn Store, books: &Books, id: String) -> std::result::Result<ScenarioPage, StoreError> {
    let at_hand = books.0.iter().find(|book| book.scenario.id == id);
    let at_hand = at_hand.map(|book| book.scenario.hash);
    let Some(version) = gather::version(store, &id, None, at_hand)? else {
        return Ok(ScenarioPage { id, played: None });
    };
    let Some(scenario) = gather::scenario(store, version.hash)? else {
        return Ok(ScenarioPage { id, played: None });
    };
    let items = gather::items(store, version.hash, &mut || {})?;
    let graph = Graph::of(&scenario, false);
    let layout = Layout::of(&graph);
    let taken = items.taken().collect();
    Ok(ScenarioPage {
        id,
        played: Some(Played {
            scenario,
            items,
            elsewhere: version.elsewhere,
            graph,
            layout,
            taken,
        }),
    })
}

fn manager(store: &mut dyn Store, books: &Books, assumptions: Assumptions) -> Result<(Manager, Timestamp)> {
    let read = |store: &mut dyn Store| -> std::result::Result<_, StoreError> {
        let by_month = store.tallies(By::ScenarioAndMonth, None)?;
        let by_person = store.tallies(By::PersonAndScenario, None)?;
        let at_hand = books
            .0
            .iter()
            .map(|book| (Arc::clone(&book.scenario), book.policy.clone()));
        let abouts = gather::abouts(store, at_hand, &by_month)?;
        Ok((by_month, by_person, abouts, store.people()?))
    };
    let (by_month, by_person, abouts, people) = read(store).map_err(|error| said(&error))?;
    let now = Timestamp::now();
    let manager = Manager::of(&Input {
        by_month: &by_month,
        by_person: &by_person,
        scenarios: &abouts,
        assumptions,
        now,
    });
    Ok((manager.named(&people, &TimeZone::system()), now))
}

fn erase(store: &mut dyn Store, name: String, sessions: Option<&Path>) -> Result<Answer> {
    let Some(person) = person(store, Some(&name))? else {
        return Err(format!("There is nobody named {name} any more."));
    };
    let erased = store.erase(person.id).map_err(|error| said(&error))?;
    let drills = match erased.drills {
        1 => "1 drill".to_owned(),
        drills => format!("{drills} drills"),
    };
    let mut words = format!("{name} is erased, with {drills}.");
    if let Some(folder) = sessions {
        let forgotten = forget(folder, &name)?;
        let files = forgotten.sessions + forgotten.plans;
        if files > 0 {
            let files = if files == 1 {
                "1 file".to_owned()
            } else {
                format!("{files} files")
            };
            words += &format!(" Their name went out of {files} of team sessions.");
        }
        for file in &forgotten.held {
            words += &format!(
                " {} is held at the moment: end that session, then erase once more.",
                file.display()
            );
        }
    }
    Ok(Answer::Erased(name, words))
}

fn export(store: &mut dyn Store, name: &str, sessions: Option<&Path>) -> Result<Answer> {
    let everything = Everything::of(store, sessions, name)?;
    if everything.is_empty() {
        return Err(format!("There is nobody named {name} in the records yet."));
    }
    let text = serde_json::to_string_pretty(&everything).map_err(|error| error.to_string())?;
    let file = write_new(name, "json", &(text + "\n"))?;
    Ok(Answer::Said(format!(
        "Everything of {name} stands in {}",
        file.display()
    )))
}

fn print_person(store: &mut dyn Store, books: &Books, name: Option<String>) -> Result<Answer> {
    let page = person_page(store, books, name)?;
    let titles = books
        .0
        .iter()
        .map(|book| (book.scenario.id.clone(), book.scenario.title.clone()))
        .collect();
    let name = page.name.as_deref().unwrap_or("Those who gave no name");
    let html = progress_html(&ProgressPage {
        name,
        progress: &page.progress,
        plan: &page.plan,
        titles: &titles,
        today: page.today,
    });
    let file = write_new(&format!("practice-{name}"), "html", &html)?;
    Ok(Answer::Said(format!("The page stands in {}", file.display())))
}

fn print_manager(
    store: &mut dyn Store,
    books: &Books,
    assumptions: Assumptions,
    curves: &[Curve],
    hinges: &[Hinge],
) -> Result<Answer> {
    let (manager, at) = manager(store, books, assumptions)?;
    let html = manager_html(&report::ManagerPage {
        manager: &manager,
        curves,
        hinges,
        at,
    });
    let file = write_new("manager", "html", &html)?;
    Ok(Answer::Said(format!("The page stands in {}", file.display())))
}

fn stories(store: &mut dyn Store, words: &str) -> std::result::Result<Vec<Told>, StoreError> {
    let people = store.people()?;
    let name = |id: Option<PersonId>| {
        let person = people.iter().find(|person| Some(person.id) == id)?;
        Some(person.name.clone())
    };
    let told = store.stories(words)?.into_iter().map(|story| Told {
        by: name(story.author),
        recognised: name(story.recognised),
        story,
    });
    Ok(told.collect())
}

/// Keeps a story. Who tells it is added where nobody has that name yet; who is recognised must be there.
fn tell(store: &mut dyn Store, mut story: Story, by: Option<&str>, recognised: Option<&str>) -> Result<Answer> {
    if let Some(name) = by {
        let author = match person(store, Some(name))? {
            Some(person) => person,
            None => store.add_person(name, Timestamp::now()).map_err(|error| said(&error))?,
        };
        story.author = story.author.or(Some(author.id));
    }
    story.recognised = match recognised {
        None => None,
        Some(name) => match person(store, Some(name))? {
            Some(person) => Some(person.id),
            None => {
                return Err(format!(
                    "There is nobody named {name} in the records: add them under Person first, or leave the field empty."
                ));
            }
        },
    };
    store.put_story(&story).map_err(|error| said(&error))?;
    Ok(Answer::Retold(format!("“{}” is kept.", story.title)))
}

fn drafted(store: &mut dyn Store, story: StoryId) -> Result<Answer> {
    let story = store.story(story).map_err(|error| said(&error))?;
    let text = draft(&story);
    // A scenario's file is called as the scenario is.
    let id = read(&text)
        .scenario
        .map_or_else(|| story.title.clone(), |scenario| scenario.id.clone());
    let file = write_new(&id, "ron", &text)?;
    Ok(Answer::Said(format!(
        "A scenario that begins from “{}” stands in {}",
        story.title,
        file.display()
    )))
}

/// Writes a file among the user's documents.
fn write_new(name: &str, kind: &str, text: &str) -> Result<PathBuf> {
    papers::write_new(name, kind, text).map_err(|error| as_sentence(&format!("the file could not be written: {error}")))
}
