//! A store in a database that understands SQL: one set of statements for `SQLite` and PostgreSQL.

mod drills;
pub(super) mod driver;
mod erase;
mod looking;
mod outbox;
mod people;
mod row;
mod sessions;
mod stories;
mod tallies;

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use driver::{Cell, Doing, Driver, Result, Row};

use super::{
    Begun, By, DrillId, Entry, Erased, Export, Filter, Judged, JudgedMove, Kept, KeptSession, Line, Outbox, Person,
    PersonId, Queued, Sending, SessionId, SessionLine, SessionShare, Statement, Store, StoreError, Story, StoryId,
    Tally,
};
use crate::scenario::ScenarioHash;
use crate::session::Reflection;

/// A store in a database.
pub(super) struct Sql<D> {
    driver: D,
    /// People and texts by their keys, which never change and are never given twice.
    people: BTreeMap<i64, PersonId>,
    texts: BTreeMap<i64, (String, ScenarioHash)>,
}

impl<D: Driver> Sql<D> {
    pub fn new(driver: D) -> Self {
        Self {
            driver,
            people: BTreeMap::new(),
            texts: BTreeMap::new(),
        }
    }

    /// Does something wholly or not at all.
    fn transact<T>(&mut self, doing: Doing, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.driver.begin(doing)?;
        let done = work(self).and_then(|done| self.driver.commit().map(|()| done));
        if done.is_err() {
            self.driver.roll_back();
        }
        done
    }

    fn write<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.transact(Doing::Writing, work)
    }

    fn read<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.transact(Doing::Reading, work)
    }

    fn run(&mut self, sql: &str, values: &[Cell]) -> Result<u64> {
        self.driver.run(sql, values)
    }

    /// The rows of an answer, each read by `read`; a row that cannot be read is a fault of the store's.
    fn rows<T>(&mut self, sql: &str, values: &[Cell], mut read: impl FnMut(&mut Row) -> Option<T>) -> Result<Vec<T>> {
        let place = self.driver.place();
        let mut rows = Vec::new();
        self.driver.each(sql, values, &mut |row| {
            rows.push(read(row).ok_or_else(|| unreadable(&place))?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row of an answer.
    fn row<T>(&mut self, sql: &str, values: &[Cell], read: impl FnMut(&mut Row) -> Option<T>) -> Result<Option<T>> {
        Ok(self.rows(sql, values, read)?.into_iter().next())
    }

    fn unreadable(&self) -> StoreError {
        unreadable(&self.driver.place())
    }
}

/// A row that this program did not write like this.
fn unreadable(place: &str) -> StoreError {
    StoreError::Damaged {
        place: place.to_owned(),
        why: "a row holds what no bounceback writes there".to_owned(),
        copy: None,
    }
}

fn not_there(what: &'static str, name: &dyn std::fmt::Display) -> StoreError {
    StoreError::NotThere {
        what,
        name: name.to_string(),
    }
}

/// Milliseconds, as times are kept.
fn millis(at: Timestamp) -> Cell {
    Cell::Int(at.as_millisecond())
}

impl<D: Driver> Store for Sql<D> {
    fn place(&self) -> String {
        self.driver.place()
    }

    fn add_person(&mut self, name: &str, at: Timestamp) -> Result<Person> {
        people::add(self, name, at)
    }

    fn rename_person(&mut self, person: PersonId, name: &str) -> Result<Person> {
        people::rename(self, person, name)
    }

    fn people(&mut self) -> Result<Vec<Person>> {
        people::all(self)
    }

    fn person_named(&mut self, name: &str) -> Result<Option<Person>> {
        people::named(self, name)
    }

    fn export(&mut self, person: PersonId) -> Result<Export> {
        self.read(|store| erase::export(store, person))
    }

    fn erase(&mut self, person: PersonId) -> Result<Erased> {
        erase::erase(self, person)
    }

    fn sweep(&mut self) -> Result<bool> {
        self.driver.sweep()
    }

    fn begin(&mut self, begun: &Begun, text: &str) -> Result<()> {
        self.write(|store| drills::begin(store, begun, text))
    }

    fn append(&mut self, drill: DrillId, before: u32, entries: &[Entry]) -> Result<()> {
        drills::append(self, drill, before, entries)
    }

    fn end(&mut self, drill: DrillId, at: Timestamp) -> Result<()> {
        self.write(|store| drills::end(store, drill, at))
    }

    fn judge(&mut self, drill: DrillId, judged: &Judged) -> Result<()> {
        self.write(|store| drills::judge(store, drill, judged))
    }

    fn cannot_judge(&mut self, drill: DrillId, judge: u16) -> Result<()> {
        self.write(|store| drills::cannot_judge(store, drill, judge))
    }

    fn reflect(&mut self, drill: DrillId, reflection: &Reflection) -> Result<()> {
        self.write(|store| drills::reflect(store, drill, reflection))
    }

    fn kept(&mut self, drill: DrillId) -> Result<Kept> {
        self.read(|store| looking::kept(store, drill))
    }

    fn kept_of(&mut self, person: Option<PersonId>) -> Result<Vec<Kept>> {
        self.read(|store| {
            let key = people::key(store, person)?;
            match (person, key) {
                (Some(person), None) => Err(not_there("person", &person)),
                _ => looking::kept_of(store, key),
            }
        })
    }

    fn text(&mut self, hash: ScenarioHash) -> Result<String> {
        looking::text(self, hash)
    }

    fn scenarios(&mut self) -> Result<Vec<(String, ScenarioHash)>> {
        looking::scenarios(self)
    }

    fn open_drills(&mut self, person: Option<PersonId>) -> Result<Vec<Line>> {
        self.read(|store| looking::open_drills(store, person))
    }

    fn lines(&mut self, filter: &Filter, behind: Option<DrillId>, most: u32) -> Result<Vec<Line>> {
        self.read(|store| looking::lines(store, filter, behind, most))
    }

    fn each_judged(&mut self, filter: &Filter, each: &mut dyn FnMut(&Line, &[JudgedMove])) -> Result<()> {
        self.read(|store| looking::each_judged(store, filter, each))
    }

    fn unjudged(&mut self, judge: u16, most: u32) -> Result<Vec<DrillId>> {
        looking::unjudged(self, judge, most)
    }

    fn tallies(&mut self, by: By, person: Option<PersonId>) -> Result<Vec<Tally>> {
        self.read(|store| tallies::tallies(store, by, person))
    }

    fn put_story(&mut self, story: &Story) -> Result<()> {
        self.write(|store| stories::put(store, story))
    }

    fn story(&mut self, story: StoryId) -> Result<Story> {
        self.read(|store| stories::story(store, story))
    }

    fn stories(&mut self, words: &str) -> Result<Vec<Story>> {
        self.read(|store| stories::search(store, words))
    }

    fn delete_story(&mut self, story: StoryId) -> Result<()> {
        self.write(|store| stories::delete(store, story))
    }

    fn put_session(&mut self, kept: &KeptSession, text: &str) -> Result<()> {
        self.write(|store| sessions::put(store, kept, text))
    }

    fn session(&mut self, session: SessionId) -> Result<KeptSession> {
        sessions::session(self, session)
    }

    fn sessions(&mut self) -> Result<Vec<SessionLine>> {
        sessions::lines(self)
    }

    fn delete_session(&mut self, session: SessionId) -> Result<bool> {
        self.write(|store| sessions::delete(store, session))?;
        self.driver.sweep()
    }

    fn in_sessions(&mut self, name: &str) -> Result<Vec<SessionShare>> {
        self.read(|store| sessions::shares_of(store, name))
    }

    fn forget_in_sessions(&mut self, name: &str) -> Result<Erased> {
        erase::forget_in_sessions(self, name)
    }

    fn queue(&mut self, statements: &[Statement], at: Timestamp) -> Result<u64> {
        self.write(|store| outbox::queue(store, statements, at))
    }

    fn queued_drills(&mut self) -> Result<Vec<DrillId>> {
        outbox::drills(self)
    }

    fn due(&mut self, now: Timestamp, most: u32) -> Result<Vec<Queued>> {
        outbox::due(self, now, most)
    }

    fn tried_all(&mut self, fates: &[(Uuid, Sending)]) -> Result<()> {
        self.write(|store| {
            let mut fates = fates.iter();
            fates.try_for_each(|(statement, sending)| outbox::tried(store, *statement, sending))
        })
    }

    fn refused(&mut self) -> Result<Vec<Queued>> {
        outbox::refused(self)
    }

    fn outbox(&mut self) -> Result<Outbox> {
        outbox::count(self)
    }
}
