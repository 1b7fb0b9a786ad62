//! Everything of a person: written out, or gone.

use super::driver::{Driver, Result};
use super::{Sql, looking, not_there, outbox, people, sessions, stories, tallies};
use crate::record::{Erased, Export, PersonId, Played};

pub fn export(store: &mut Sql<impl Driver>, id: PersonId) -> Result<Export> {
    let person = people::by_id(store, id)?;
    let key = people::key(store, Some(id))?.ok_or_else(|| not_there("person", &id))?;
    let drills = looking::kept_of(store, Some(key))?;
    let mut played: Vec<_> = drills
        .iter()
        .map(|kept| (kept.begun.scenario.clone(), kept.begun.hash))
        .collect();
    played.sort_by_key(|(scenario, hash)| (scenario.clone(), hash.bytes()));
    played.dedup();
    let mut scenarios = Vec::new();
    for (scenario, hash) in played {
        let text = looking::text(store, hash)?;
        scenarios.push(Played { scenario, hash, text });
    }
    let stories = stories::stories_where(store, " WHERE author = ?1", &[key.into()])?;
    let queued = outbox::queued_where(store, "o.person = ?1 AND o.state <> 1 ORDER BY o.key", &[key.into()])?;
    let sessions = sessions::shares_of(store, &person.name)?;
    Ok(Export {
        format: Export::FORMAT,
        sessions,
        person,
        scenarios,
        drills,
        stories,
        statements: queued.into_iter().map(|queued| queued.statement.json).collect(),
    })
}

pub fn erase(store: &mut Sql<impl Driver>, id: PersonId) -> Result<Erased> {
    let mut erased = store.write(|store| {
        let person = people::by_id(store, id)?;
        let key = people::key(store, Some(id))?.ok_or_else(|| not_there("person", &id))?;
        // Nobody adds to what is being deleted.
        store.run("UPDATE person SET since = since WHERE key = ?1", &[key.into()])?;
        let drills = looking::keyed_of(store, key)?;
        tallies::without(store, key, &drills)?;
        store.run("DELETE FROM outbox WHERE person = ?1", &[key.into()])?;
        let stories = store.run("DELETE FROM story WHERE author = ?1", &[key.into()])?;
        let drills = store.run("DELETE FROM drill WHERE person = ?1", &[key.into()])?;
        store.run("DELETE FROM person WHERE key = ?1", &[key.into()])?;
        Ok(Erased {
            drills,
            stories,
            mentions: stories::forget_name(store, &person.name)?,
            sessions: sessions::forget_name(store, &person.name)?,
            ..Erased::default()
        })
    })?;
    erased.copies = store.driver.drop_copies()?;
    erased.swept = store.driver.sweep()?;
    Ok(erased)
}

pub fn forget_in_sessions(store: &mut Sql<impl Driver>, name: &str) -> Result<Erased> {
    let mut erased = store.write(|store| {
        Ok(Erased {
            sessions: sessions::forget_name(store, name)?,
            ..Erased::default()
        })
    })?;
    erased.copies = store.driver.drop_copies()?;
    erased.swept = store.driver.sweep()?;
    Ok(erased)
}
