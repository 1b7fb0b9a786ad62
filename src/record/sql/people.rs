//! People.

use jiff::Timestamp;

use super::driver::{Driver, Result, Row};
use super::{Sql, millis, not_there};
use crate::record::{DrillId, Person, PersonId, StoreError};

fn person(row: &mut Row) -> Option<Person> {
    Some(Person {
        id: PersonId(row.uuid()?),
        name: row.text()?,
        since: row.time()?,
    })
}

/// A name without blanks around it, if it is one.
fn checked(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() {
        Err(StoreError::BadName("it is empty"))
    } else if name.chars().count() > Person::NAME_MAX {
        Err(StoreError::BadName("it is too long"))
    } else if name.chars().any(char::is_control) {
        Err(StoreError::BadName("it holds signs that cannot be seen"))
    } else {
        Ok(name)
    }
}

pub fn add(store: &mut Sql<impl Driver>, name: &str, at: Timestamp) -> Result<Person> {
    let name = checked(name)?;
    let id = PersonId::new();
    let added = store.run(
        "INSERT INTO person (id, name, folded, since) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        &[id.0.into(), name.into(), name.to_lowercase().into(), millis(at)],
    )?;
    if added == 0 {
        return Err(StoreError::NameTaken(name.to_owned()));
    }
    by_id(store, id)
}

pub fn rename(store: &mut Sql<impl Driver>, id: PersonId, name: &str) -> Result<Person> {
    let name = checked(name)?;
    let folded = name.to_lowercase();
    store.write(|store| {
        let other = store.row(
            "SELECT id FROM person WHERE folded = ?1",
            &[folded.as_str().into()],
            Row::uuid,
        )?;
        if other.is_some_and(|other| other != id.0) {
            return Err(StoreError::NameTaken(name.to_owned()));
        }
        store.run(
            "UPDATE person SET name = ?2, folded = ?3 WHERE id = ?1",
            &[id.0.into(), name.into(), folded.as_str().into()],
        )?;
        by_id(store, id)
    })
}

pub fn all(store: &mut Sql<impl Driver>) -> Result<Vec<Person>> {
    let mut all = store.rows("SELECT id, name, since FROM person", &[], person)?;
    all.sort_by_cached_key(|person| person.name.to_lowercase());
    Ok(all)
}

pub fn named(store: &mut Sql<impl Driver>, name: &str) -> Result<Option<Person>> {
    store.row(
        "SELECT id, name, since FROM person WHERE folded = ?1",
        &[name.trim().to_lowercase().into()],
        person,
    )
}

pub fn by_id(store: &mut Sql<impl Driver>, id: PersonId) -> Result<Person> {
    let found = store.row(
        "SELECT id, name, since FROM person WHERE id = ?1",
        &[id.0.into()],
        person,
    )?;
    found.ok_or_else(|| not_there("person", &id))
}

/// The key of a person; `None` is nobody's.
pub fn key(store: &mut Sql<impl Driver>, id: Option<PersonId>) -> Result<Option<i64>> {
    let Some(id) = id else { return Ok(None) };
    let found = store.row("SELECT key FROM person WHERE id = ?1", &[id.0.into()], Row::int)?;
    found.map(Some).ok_or_else(|| not_there("person", &id))
}

/// Learns the keys of all people and texts.
pub fn learn(store: &mut Sql<impl Driver>) -> Result<()> {
    let people = store.rows("SELECT key, id FROM person", &[], |row| {
        Some((row.int()?, PersonId(row.uuid()?)))
    })?;
    store.people = people.into_iter().collect();
    let texts = store.rows("SELECT key, scenario, hash FROM text", &[], |row| {
        Some((row.int()?, (row.text()?, super::row::hash(row)?)))
    })?;
    store.texts = texts.into_iter().collect();
    Ok(())
}

/// Learns the keys that a drill's row holds, where they are not known.
pub fn learn_of(store: &mut Sql<impl Driver>, drill: DrillId) -> Result<()> {
    let keys = store.row(
        "SELECT text, person FROM drill WHERE id = ?1",
        &[drill.0.into()],
        |row| Some((row.int()?, row.int())),
    )?;
    let (text, person) = keys.ok_or_else(|| not_there("drill", &drill))?;
    let is_known = store.texts.contains_key(&text) && person.is_none_or(|key| store.people.contains_key(&key));
    if is_known { Ok(()) } else { learn(store) }
}
