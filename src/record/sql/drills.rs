//! A drill as it goes on, and what came of it.

use jiff::Timestamp;

use super::driver::{Cell, Driver, Result, Row};
use super::row::{self, COLUMNS, Keyed, Keys};
use super::{Sql, millis, not_there, people, tallies};
use crate::record::code::{moves_bytes, number, put_entries, service_number};
use crate::record::{Begun, DrillId, Entry, Judged, StoreError};
use crate::scenario::ScenarioHash;
use crate::session::Reflection;

pub fn begin(store: &mut Sql<impl Driver>, begun: &Begun, text: &str) -> Result<()> {
    let text_key = keep_text(store, begun.hash, &begun.scenario, text)?;
    let person = people::key(store, begun.person)?;
    let setup = serde_json::to_string(&begun.setup).expect("plain data with written names");
    let setup_key = keep_once(
        store,
        "SELECT key FROM setup WHERE json = ?1",
        "INSERT INTO setup (json) VALUES (?1) ON CONFLICT DO NOTHING",
        &[setup.into()],
    )?;
    let (retry_of, retry_from) = begun
        .retry_of
        .map_or((None, None), |(of, from)| (Some(of.0), Some(from)));
    let added = store.run(
        "INSERT INTO drill (id, person, text, setup, seed, mode, pace, at, retry_of, retry_from, sure_before, n, entries, judge) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12, 0) ON CONFLICT (id) DO NOTHING",
        &[
            begun.id.0.into(),
            person.into(),
            text_key.into(),
            setup_key.into(),
            begun.seed.cast_signed().into(),
            number(begun.mode).into(),
            number(begun.pace).into(),
            millis(begun.at),
            retry_of.into(),
            retry_from.map(i64::from).into(),
            begun.sure_before.map(|sure| i64::from(sure.number())).into(),
            Vec::new().into(),
        ],
    )?;
    if added == 0 {
        return Ok(());
    }
    let drill = row_of(store, begun.id)?;
    let sums = tallies::sums(&drill.line);
    tallies::add(store, &drill, &sums)
}

/// The key of a scenario's text, which is kept once for all that was played with it.
pub fn keep_text(store: &mut Sql<impl Driver>, hash: ScenarioHash, scenario: &str, text: &str) -> Result<i64> {
    if ScenarioHash::of(text) != hash {
        return Err(StoreError::Odd {
            place: store.driver.place(),
            why: format!("the text of `{scenario}` is not the one that is played"),
        });
    }
    keep_once(
        store,
        "SELECT key FROM text WHERE hash = ?1",
        "INSERT INTO text (hash, scenario, text) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        &[hash.bytes().to_vec().into(), scenario.into(), text.into()],
    )
}

/// The key of a row that is kept once; the first value finds it, all make it.
fn keep_once(store: &mut Sql<impl Driver>, find: &str, add: &str, values: &[Cell]) -> Result<i64> {
    if let Some(key) = store.row(find, &values[..1], Row::int)? {
        return Ok(key);
    }
    store.run(add, values)?;
    let key = store.row(find, &values[..1], Row::int)?;
    key.ok_or_else(|| store.unreadable())
}

/// How a drill stands: entries, their bytes, whether it has ended.
fn standing(store: &mut Sql<impl Driver>, drill: DrillId) -> Result<(i64, Vec<u8>, bool)> {
    let found = store.row(
        "SELECT n, entries, ended FROM drill WHERE id = ?1",
        &[drill.0.into()],
        |row| Some((row.int()?, row.blob()?, row.int().is_some())),
    )?;
    found.ok_or_else(|| not_there("drill", &drill))
}

pub fn append(store: &mut Sql<impl Driver>, drill: DrillId, before: u32, entries: &[Entry]) -> Result<()> {
    let mut added = Vec::new();
    put_entries(&mut added, entries);
    let before = i64::from(before);
    let count = i64::try_from(entries.len()).expect("fewer entries than memory has bytes");
    let (n, mut bytes, ended) = standing(store, drill)?;
    if n == before + count && bytes.ends_with(&added) {
        return Ok(()); // It had arrived.
    }
    if ended {
        return Err(StoreError::Ended(drill));
    }
    if n != before {
        return Err(StoreError::Elsewhere(drill));
    }
    bytes.extend(added);
    // One statement, and nothing if somebody was quicker: no transaction of several steps is needed.
    let changed = store.run(
        "UPDATE drill SET n = ?3, entries = ?4 WHERE id = ?1 AND n = ?2 AND ended IS NULL",
        &[drill.0.into(), before.into(), (before + count).into(), bytes.into()],
    )?;
    if changed == 0 {
        return Err(StoreError::Elsewhere(drill));
    }
    Ok(())
}

/// A drill's row.
fn row_of(store: &mut Sql<impl Driver>, drill: DrillId) -> Result<Keyed> {
    people::learn_of(store, drill)?;
    let place = store.driver.place();
    let keys = Keys {
        people: &store.people,
        texts: &store.texts,
    };
    let mut found = None;
    let sql = format!("SELECT {COLUMNS} FROM drill WHERE id = ?1");
    store.driver.each(&sql, &[drill.0.into()], &mut |row| {
        found = Some(row::line(row, &keys).ok_or_else(|| super::unreadable(&place))?);
        Ok(())
    })?;
    found.ok_or_else(|| not_there("drill", &drill))
}

/// Changes a drill and with it the sums it belongs to.
fn change<D: Driver>(
    store: &mut Sql<D>,
    drill: DrillId,
    work: impl FnOnce(&mut Sql<D>, i64) -> Result<()>,
) -> Result<()> {
    // Two who change one drill do so one after the other, or else its sums would be counted twice.
    store.run("UPDATE drill SET n = n WHERE id = ?1", &[drill.0.into()])?;
    let before = row_of(store, drill)?;
    work(store, before.key)?;
    let after = row_of(store, drill)?;
    let difference = tallies::sums(&after.line).less(&tallies::sums(&before.line));
    tallies::add(store, &after, &difference)
}

pub fn end(store: &mut Sql<impl Driver>, drill: DrillId, at: Timestamp) -> Result<()> {
    change(store, drill, |store, key| {
        store
            .run(
                "UPDATE drill SET ended = ?2 WHERE key = ?1 AND ended IS NULL",
                &[key.into(), millis(at)],
            )
            .map(drop)
    })
}

pub fn judge(store: &mut Sql<impl Driver>, drill: DrillId, judged: &Judged) -> Result<()> {
    change(store, drill, |store, key| {
        store
            .run(
                "UPDATE drill SET judge = ?2, tier = ?3, score = ?4, accuracy = ?5, luck = ?6, service = ?7, net = ?8, best_net = ?9, \
                 idle_net = ?10, cost = ?11, good = ?12, bad = ?13, bad_at_start = ?14, alone = ?15, moves = ?16 WHERE key = ?1",
                &[
                    key.into(),
                    i64::from(judged.judge).into(),
                    number(judged.tier).into(),
                    i64::from(judged.score).into(),
                    i64::from(judged.accuracy).into(),
                    i64::from(judged.luck).into(),
                    service_number(judged.service).into(),
                    judged.net.into(),
                    judged.best_net.into(),
                    judged.idle_net.into(),
                    judged.cost.into(),
                    i64::from(judged.good).into(),
                    i64::from(judged.bad).into(),
                    i64::from(judged.bad_at_start).into(),
                    i64::from(judged.alone).into(),
                    moves_bytes(&judged.moves).into(),
                ],
            )
            .map(drop)
    })
}

pub fn cannot_judge(store: &mut Sql<impl Driver>, drill: DrillId, judge: u16) -> Result<()> {
    change(store, drill, |store, key| {
        store
            .run(
                "UPDATE drill SET judge = ?2, tier = NULL, score = NULL, accuracy = NULL, luck = NULL, service = NULL, net = NULL, \
                 best_net = NULL, idle_net = NULL, cost = NULL, good = NULL, bad = NULL, bad_at_start = NULL, alone = NULL, moves = NULL \
                 WHERE key = ?1",
                &[key.into(), i64::from(judge).into()],
            )
            .map(drop)
    })
}

pub fn reflect(store: &mut Sql<impl Driver>, drill: DrillId, said: &Reflection) -> Result<()> {
    change(store, drill, |store, key| {
        let sure = said.sure.map(|sure| i64::from(sure.number()));
        store.run(
            "UPDATE drill SET sure_after = ?2 WHERE key = ?1",
            &[key.into(), sure.into()],
        )?;
        if said.happened.is_empty() && said.keep.is_empty() && said.change.is_empty() {
            store.run("DELETE FROM reflection WHERE drill = ?1", &[key.into()])?;
            return Ok(());
        }
        store.run(
            "INSERT INTO reflection (drill, happened, keep, change) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (drill) DO UPDATE SET \
             happened = excluded.happened, keep = excluded.keep, change = excluded.change",
            &[
                key.into(),
                said.happened.as_str().into(),
                said.keep.as_str().into(),
                said.change.as_str().into(),
            ],
        )?;
        Ok(())
    })
}
