//! Team sessions.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::driver::{Driver, Result, Row};
use super::{Sql, drills, millis, not_there, row};
use crate::record::code::{number, word};
use crate::record::{KeptSession, SessionId, SessionLine, SessionShare};

/// The columns of a [`SessionLine`], in the order in which [`line`] takes them.
const COLUMNS: &str = "s.id, s.at, s.ended, t.scenario, t.hash, s.people, s.voters, s.judge, s.tier, s.score, s.accuracy, s.members_accuracy, \
                       s.against_votes, s.against_best, s.against_mean, s.net, s.spent, s.beats";
const FROM: &str = "FROM team_session s JOIN text t ON t.key = s.text";

pub fn put(store: &mut Sql<impl Driver>, kept: &KeptSession, text: &str) -> Result<()> {
    let KeptSession { line, log, plan } = kept;
    let text = drills::keep_text(store, line.hash, &line.scenario, text)?;
    store.run(
        "INSERT INTO team_session (id, text, at, ended, people, voters, judge, tier, score, accuracy, members_accuracy, against_votes, \
         against_best, against_mean, net, spent, beats, log, plan) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, \
         ?16, ?17, ?18, ?19) ON CONFLICT (id) DO UPDATE SET at = excluded.at, ended = excluded.ended, people = excluded.people, voters = excluded.voters, \
         judge = excluded.judge, tier = excluded.tier, score = excluded.score, accuracy = excluded.accuracy, \
         members_accuracy = excluded.members_accuracy, against_votes = excluded.against_votes, against_best = excluded.against_best, \
         against_mean = excluded.against_mean, net = excluded.net, spent = excluded.spent, beats = excluded.beats, log = excluded.log, \
         plan = excluded.plan",
        &[
            line.id.0.into(),
            text.into(),
            millis(line.at),
            millis(line.ended),
            i64::from(line.people).into(),
            i64::from(line.voters).into(),
            i64::from(line.judge).into(),
            number(line.tier).into(),
            i64::from(line.score).into(),
            i64::from(line.accuracy).into(),
            line.members_accuracy.map(i64::from).into(),
            line.against_votes.map(i64::from).into(),
            line.against_best.map(i64::from).into(),
            line.against_mean.map(i64::from).into(),
            line.net.into(),
            line.spent.into(),
            json(&line.beats).into(),
            json(log).into(),
            json(plan).into(),
        ],
    )?;
    Ok(())
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data with written names")
}

fn read<T: DeserializeOwned>(row: &mut Row) -> Option<T> {
    serde_json::from_str(&row.text()?).ok()
}

/// Reads [`COLUMNS`].
fn line(row: &mut Row) -> Option<SessionLine> {
    Some(SessionLine {
        id: SessionId(row.uuid()?),
        at: row.time()?,
        ended: row.time()?,
        scenario: row.text()?,
        hash: row::hash(row)?,
        people: row.number()?,
        voters: row.number()?,
        judge: row.number()?,
        tier: word(row.int()?)?,
        score: row.number()?,
        accuracy: row.number()?,
        members_accuracy: row.number(),
        against_votes: row.number(),
        against_best: row.number(),
        against_mean: row.number(),
        net: row.int()?,
        spent: row.int()?,
        beats: read(row)?,
    })
}

pub fn lines(store: &mut Sql<impl Driver>) -> Result<Vec<SessionLine>> {
    store.rows(
        &format!("SELECT {COLUMNS} {FROM} ORDER BY s.at DESC, s.key DESC"),
        &[],
        line,
    )
}

fn kept(row: &mut Row) -> Option<KeptSession> {
    Some(KeptSession {
        line: line(row)?,
        log: read(row)?,
        plan: read(row)?,
    })
}

pub fn session(store: &mut Sql<impl Driver>, id: SessionId) -> Result<KeptSession> {
    let sql = format!("SELECT {COLUMNS}, s.log, s.plan {FROM} WHERE s.id = ?1");
    let found = store.row(&sql, &[id.0.into()], kept)?;
    found.ok_or_else(|| not_there("session", &id))
}

pub fn delete(store: &mut Sql<impl Driver>, id: SessionId) -> Result<()> {
    match store.run("DELETE FROM team_session WHERE id = ?1", &[id.0.into()])? {
        0 => Err(not_there("session", &id)),
        _ => Ok(()),
    }
}

/// Takes a name out of all sessions; in how many it stood. One at a time: their logs may be long.
pub fn forget_name(store: &mut Sql<impl Driver>, name: &str) -> Result<u64> {
    let mut changed = 0;
    for line in lines(store)? {
        let Some(without) = session(store, line.id)?.without_name(name) else {
            continue;
        };
        store.run(
            "UPDATE team_session SET log = ?2, plan = ?3 WHERE id = ?1",
            &[line.id.0.into(), json(&without.log).into(), json(&without.plan).into()],
        )?;
        changed += 1;
    }
    Ok(changed)
}

/// What is kept of somebody in sessions, the newest first.
pub fn shares_of(store: &mut Sql<impl Driver>, name: &str) -> Result<Vec<SessionShare>> {
    let mut shares = Vec::new();
    for line in lines(store)? {
        shares.extend(session(store, line.id)?.share_of(name));
    }
    Ok(shares)
}
