//! Drills as they are kept: one, a page of them, all of them.

use super::driver::{Cell, Driver, Result, Row};
use super::row::{self, COLUMNS, Keyed, Keys};
use super::{Sql, millis, not_there, people};
use crate::record::code;
use crate::record::{Begun, DrillId, Filter, JudgedMove, Kept, Line, PersonId};
use crate::scenario::ScenarioHash;
use crate::session::Reflection;

/// Everything of a drill: what [`row::line`] reads, then what only this needs.
fn kept_columns() -> String {
    let columns: Vec<String> = COLUMNS.split(", ").map(|name| format!("d.{}", name.trim())).collect();
    columns.join(", ")
}

pub fn kept(store: &mut Sql<impl Driver>, drill: DrillId) -> Result<Kept> {
    people::learn_of(store, drill)?;
    let mut found = kept_where(store, "d.id = ?1", &[drill.0.into()])?;
    found.pop().ok_or_else(|| not_there("drill", &drill))
}

/// The drills of a person, the oldest first; `None`: those of nobody.
pub fn kept_of(store: &mut Sql<impl Driver>, person: Option<i64>) -> Result<Vec<Kept>> {
    people::learn(store)?;
    match person {
        Some(person) => kept_where(store, "d.person = ?1 ORDER BY d.at, d.key", &[person.into()]),
        None => kept_where(store, "d.person IS NULL ORDER BY d.at, d.key", &[]),
    }
}

fn kept_where(store: &mut Sql<impl Driver>, condition: &str, values: &[Cell]) -> Result<Vec<Kept>> {
    let sql = format!(
        "SELECT {}, d.seed, d.entries, d.moves, s.json, r.happened, r.keep, r.change FROM drill d JOIN setup s ON s.key = d.setup \
         LEFT JOIN reflection r ON r.drill = d.key WHERE {condition}",
        kept_columns()
    );
    let place = store.driver.place();
    let keys = Keys {
        people: &store.people,
        texts: &store.texts,
    };
    let mut all = Vec::new();
    store.driver.each(&sql, values, &mut |row| {
        all.push(read_kept(row, &keys).ok_or_else(|| super::unreadable(&place))?);
        Ok(())
    })?;
    Ok(all)
}

fn read_kept(row: &mut Row, keys: &Keys<'_>) -> Option<Kept> {
    let Keyed { line, .. } = row::line(row, keys)?;
    let seed = row.int()?.cast_unsigned();
    let entries = code::entries(&row.blob()?)?;
    let judged = match (line.headline, row.blob()) {
        (Some(headline), Some(bytes)) => {
            let mut moves = Vec::new();
            code::moves(&bytes, &mut moves)?;
            Some(headline.with(moves))
        }
        (None, _) => None,
        (Some(_), None) => return None,
    };
    let setup = serde_json::from_str(&row.text()?).ok()?;
    let reflection = Reflection {
        happened: row.text().unwrap_or_default(),
        keep: row.text().unwrap_or_default(),
        change: row.text().unwrap_or_default(),
        sure: line.sure_after,
    };
    Some(Kept {
        begun: Begun {
            id: line.id,
            person: line.person,
            scenario: line.scenario,
            hash: line.hash,
            setup,
            seed,
            mode: line.mode,
            pace: line.pace,
            at: line.at,
            retry_of: line.retry_of,
            sure_before: line.sure_before,
        },
        entries,
        ended: line.ended,
        judged,
        reflection,
    })
}

pub fn text(store: &mut Sql<impl Driver>, hash: ScenarioHash) -> Result<String> {
    let found = store.row(
        "SELECT text FROM text WHERE hash = ?1",
        &[hash.bytes().to_vec().into()],
        Row::text,
    )?;
    found.ok_or_else(|| not_there("scenario", &hash))
}

pub fn scenarios(store: &mut Sql<impl Driver>) -> Result<Vec<(String, ScenarioHash)>> {
    store.rows("SELECT scenario, hash FROM text WHERE EXISTS (SELECT 1 FROM drill WHERE drill.text = text.key) ORDER BY scenario, key", &[], |row| {
        Some((row.text()?, row::hash(row)?))
    })
}

pub fn unjudged(store: &mut Sql<impl Driver>, judge: u16, most: u32) -> Result<Vec<DrillId>> {
    store.rows(
        "SELECT id FROM drill WHERE ended IS NOT NULL AND judge < ?1 ORDER BY judge, key LIMIT ?2",
        &[i64::from(judge).into(), i64::from(most).into()],
        |row| row.uuid().map(DrillId),
    )
}

/// A condition being put together with its values.
struct Condition {
    sql: Vec<String>,
    values: Vec<Cell>,
}

impl Condition {
    /// What a filter asks; `None` where nothing can fit it.
    fn of(store: &mut Sql<impl Driver>, filter: &Filter) -> Result<Option<Self>> {
        let mut condition = Self {
            sql: Vec::new(),
            values: Vec::new(),
        };
        if let Some(person) = filter.person {
            let Some(key) = people::key(store, Some(person))? else {
                return Ok(None);
            };
            condition.and("person =", key.into());
        }
        if let Some(hash) = filter.hash {
            let key = store.row(
                "SELECT key FROM text WHERE hash = ?1",
                &[hash.bytes().to_vec().into()],
                Row::int,
            )?;
            let Some(key) = key else { return Ok(None) };
            condition.and("text =", key.into());
        }
        if let Some(since) = filter.since {
            condition.and("at >=", millis(since));
        }
        Ok(Some(condition))
    }

    fn and(&mut self, is: &str, value: Cell) {
        self.values.push(value);
        self.sql.push(format!("{is} ?{}", self.values.len()));
    }

    fn where_words(&self) -> String {
        if self.sql.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.sql.join(" AND "))
        }
    }
}

/// The rows of a question for [`COLUMNS`] and moves.
fn each_line(
    store: &mut Sql<impl Driver>,
    sql: &str,
    values: &[Cell],
    mut each: impl FnMut(Keyed, Option<Vec<u8>>) -> Option<()>,
) -> Result<()> {
    people::learn(store)?;
    let place = store.driver.place();
    let keys = Keys {
        people: &store.people,
        texts: &store.texts,
    };
    store.driver.each(sql, values, &mut |row| {
        let line = row::line(row, &keys);
        let moves = row.blob();
        line.and_then(|line| each(line, moves))
            .ok_or_else(|| super::unreadable(&place))
    })
}

pub fn keyed_of(store: &mut Sql<impl Driver>, person: i64) -> Result<Vec<Keyed>> {
    let sql = format!("SELECT {COLUMNS} FROM drill WHERE person = ?1");
    let mut all = Vec::new();
    each_line(store, &sql, &[person.into()], |keyed, _| {
        all.push(keyed);
        Some(())
    })?;
    Ok(all)
}

pub fn open_drills(store: &mut Sql<impl Driver>, person: Option<PersonId>) -> Result<Vec<Line>> {
    let key = people::key(store, person)?;
    let (whose, values) = match key {
        Some(key) => ("person = ?1", vec![Cell::Int(key)]),
        None => ("person IS NULL", Vec::new()),
    };
    let sql = format!("SELECT {COLUMNS} FROM drill WHERE {whose} AND ended IS NULL ORDER BY at DESC, key DESC");
    let mut lines = Vec::new();
    each_line(store, &sql, &values, |keyed, _| {
        lines.push(keyed.line);
        Some(())
    })?;
    Ok(lines)
}

pub fn lines(store: &mut Sql<impl Driver>, filter: &Filter, behind: Option<DrillId>, most: u32) -> Result<Vec<Line>> {
    let Some(mut condition) = Condition::of(store, filter)? else {
        return Ok(Vec::new());
    };
    if let Some(drill) = behind {
        let place = store.row("SELECT at, key FROM drill WHERE id = ?1", &[drill.0.into()], |row| {
            Some((row.int()?, row.int()?))
        })?;
        let (at, key) = place.ok_or_else(|| not_there("drill", &drill))?;
        let number = condition.values.len();
        condition
            .sql
            .push(format!("(at, key) < (?{}, ?{})", number + 1, number + 2));
        condition.values.extend([Cell::Int(at), Cell::Int(key)]);
    }
    condition.values.push(i64::from(most).into());
    let sql = format!(
        "SELECT {COLUMNS} FROM drill{} ORDER BY at DESC, key DESC LIMIT ?{}",
        condition.where_words(),
        condition.values.len()
    );
    let mut lines = Vec::new();
    each_line(store, &sql, &condition.values, |keyed, _| {
        lines.push(keyed.line);
        Some(())
    })?;
    Ok(lines)
}

pub fn each_judged(
    store: &mut Sql<impl Driver>,
    filter: &Filter,
    each: &mut dyn FnMut(&Line, &[JudgedMove]),
) -> Result<()> {
    let Some(mut condition) = Condition::of(store, filter)? else {
        return Ok(());
    };
    condition.sql.push("tier IS NOT NULL".to_owned());
    let sql = format!(
        "SELECT {COLUMNS}, moves FROM drill{} ORDER BY at, key",
        condition.where_words()
    );
    let mut moves = Vec::new();
    each_line(store, &sql, &condition.values, |keyed, bytes| {
        code::moves(&bytes?, &mut moves)?;
        each(&keyed.line, &moves);
        Some(())
    })
}
