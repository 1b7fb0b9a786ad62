//! Statements on their way.

use jiff::Timestamp;
use uuid::Uuid;

use super::driver::{Cell, Driver, Result, Row};
use super::{Sql, millis, not_there, people};
use crate::record::{DrillId, Outbox, Queued, Sending, Statement};

pub fn queue(store: &mut Sql<impl Driver>, statements: &[Statement], at: Timestamp) -> Result<u64> {
    let mut added = 0;
    for statement in statements {
        let person = people::key(store, statement.person)?;
        let drill = match statement.drill {
            None => None,
            Some(id) => {
                let key = store.row("SELECT key FROM drill WHERE id = ?1", &[id.0.into()], Row::int)?;
                Some(key.ok_or_else(|| not_there("drill", &id))?)
            }
        };
        added += store.run(
            "INSERT INTO outbox (id, drill, person, json, state, tries, next_at) VALUES (?1, ?2, ?3, ?4, 0, 0, ?5) \
             ON CONFLICT (id) DO NOTHING",
            &[
                statement.id.into(),
                drill.into(),
                person.into(),
                statement.json.as_str().into(),
                millis(at),
            ],
        )?;
    }
    Ok(added)
}

/// Drills with a statement in the outbox.
pub fn drills(store: &mut Sql<impl Driver>) -> Result<Vec<DrillId>> {
    store.rows(
        "SELECT d.id FROM drill d WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.drill = d.key)",
        &[],
        |row| row.uuid().map(DrillId),
    )
}

/// Statements to which a condition applies, in the order in which they were queued.
pub fn queued_where(store: &mut Sql<impl Driver>, condition: &str, values: &[Cell]) -> Result<Vec<Queued>> {
    let sql = format!(
        "SELECT o.id, d.id, p.id, o.json, o.state, o.reason, o.tries, o.next_at FROM outbox o LEFT JOIN drill d ON d.key = o.drill \
         LEFT JOIN person p ON p.key = o.person WHERE {condition}"
    );
    store.rows(&sql, values, |row| {
        let statement = Statement {
            id: row.uuid()?,
            drill: row.uuid().map(DrillId),
            person: row.uuid().map(crate::record::PersonId),
            json: row.text()?,
        };
        let (state, reason) = (row.int()?, row.text());
        let tries = row.number()?;
        let next_at = row.time()?;
        Some(Queued {
            statement,
            tries,
            sending: match state {
                0 => Sending::Waiting { next_at },
                1 => Sending::Sent,
                _ => Sending::Refused { reason: reason? },
            },
        })
    })
}

pub fn due(store: &mut Sql<impl Driver>, now: Timestamp, most: u32) -> Result<Vec<Queued>> {
    queued_where(
        store,
        "o.state = 0 AND o.next_at <= ?1 ORDER BY o.key LIMIT ?2",
        &[millis(now), i64::from(most).into()],
    )
}

pub fn refused(store: &mut Sql<impl Driver>) -> Result<Vec<Queued>> {
    queued_where(store, "o.state = 2 ORDER BY o.key", &[])
}

pub fn tried(store: &mut Sql<impl Driver>, statement: Uuid, sending: &Sending) -> Result<()> {
    let id = Cell::from(statement);
    let changed = match sending {
        Sending::Waiting { next_at } => store.run(
            "UPDATE outbox SET tries = tries + 1, state = 0, next_at = ?2 WHERE id = ?1",
            &[id, millis(*next_at)],
        ),
        // That it was sent is kept, so that it is not queued again; what it said is kept by the other side.
        Sending::Sent => store.run(
            "UPDATE outbox SET tries = tries + 1, state = 1, reason = NULL, json = '' WHERE id = ?1",
            &[id],
        ),
        Sending::Refused { reason } => store.run(
            "UPDATE outbox SET tries = tries + 1, state = 2, reason = ?2 WHERE id = ?1",
            &[id, reason.as_str().into()],
        ),
    }?;
    if changed == 0 {
        return Err(not_there("statement", &statement));
    }
    Ok(())
}

pub fn count(store: &mut Sql<impl Driver>) -> Result<Outbox> {
    let counts = store.rows("SELECT state, COUNT(*) FROM outbox GROUP BY state", &[], |row| {
        Some((row.int()?, row.number::<u64>()?))
    })?;
    let mut outbox = Outbox::default();
    for (state, count) in counts {
        match state {
            0 => outbox.waiting = count,
            1 => outbox.sent = count,
            _ => outbox.refused = count,
        }
    }
    Ok(outbox)
}
