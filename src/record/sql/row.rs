//! A drill's row.

use std::collections::BTreeMap;

use super::driver::Row;
use crate::record::code::{service, word};
use crate::record::{DrillId, Headline, Line, PersonId};
use crate::scenario::ScenarioHash;
use crate::session::Sure;

/// The columns of a [`Line`], in the order in which [`line`] takes them.
pub const COLUMNS: &str = "key, text, person, id, mode, pace, at, ended, retry_of, retry_from, n, sure_before, sure_after, judge, tier, \
                           score, accuracy, luck, service, net, best_net, idle_net, cost, good, bad, bad_at_start, alone";

/// A row with its keys.
pub struct Keyed {
    pub key: i64,
    pub text: i64,
    /// 0: nobody.
    pub person: i64,
    pub line: Line,
}

/// Who and what the keys of a row stand for.
pub struct Keys<'k> {
    pub people: &'k BTreeMap<i64, PersonId>,
    pub texts: &'k BTreeMap<i64, (String, ScenarioHash)>,
}

pub fn hash(row: &mut Row) -> Option<ScenarioHash> {
    let bytes: [u8; 16] = row.blob()?.try_into().ok()?;
    Some(ScenarioHash::from_bytes(bytes))
}

/// A number that may be missing; the outer `None` is one that nobody writes.
#[expect(
    clippy::option_option,
    reason = "a number that is missing and one that nobody writes are two things"
)]
pub fn sure(row: &mut Row) -> Option<Option<Sure>> {
    match row.int() {
        None => Some(None),
        Some(number) => Some(Some(Sure::try_from(u8::try_from(number).ok()?).ok()?)),
    }
}

/// Reads [`COLUMNS`].
pub fn line(row: &mut Row, keys: &Keys<'_>) -> Option<Keyed> {
    let (key, text, person) = (row.int()?, row.int()?, row.int());
    let (scenario, hash) = keys.texts.get(&text)?.clone();
    let id = DrillId(row.uuid()?);
    let (mode, pace) = (word(row.int()?)?, word(row.int()?)?);
    let (at, ended) = (row.time()?, row.time());
    let (retry_of, retry_from) = (row.uuid(), row.number::<u16>());
    let entries = row.number()?;
    let (sure_before, sure_after) = (sure(row)?, sure(row)?);
    let judge = row.number()?;
    let headline = match row.int() {
        None => {
            row.skip(12);
            None
        }
        Some(tier) => Some(Headline {
            judge,
            tier: word(tier)?,
            score: row.number()?,
            accuracy: row.number()?,
            luck: row.number()?,
            service: service(row.int()?),
            net: row.int()?,
            best_net: row.int()?,
            idle_net: row.int()?,
            cost: row.int()?,
            good: row.number()?,
            bad: row.number()?,
            bad_at_start: row.number()?,
            alone: row.int()? != 0,
        }),
    };
    let line = Line {
        id,
        person: match person {
            None => None,
            Some(person) => Some(*keys.people.get(&person)?),
        },
        scenario,
        hash,
        mode,
        pace,
        at,
        ended,
        retry_of: retry_of.map(DrillId).zip(retry_from),
        entries,
        sure_before,
        sure_after,
        headline,
    };
    Some(Keyed {
        key,
        text,
        person: person.unwrap_or(0),
        line,
    })
}
