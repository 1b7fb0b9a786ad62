//! Sums over drills, kept with each change of a drill in the same transaction.

use std::collections::BTreeMap;

use super::driver::{Cell, Driver, Result};
use super::row::Keyed;
use super::{Sql, people};
use crate::record::code::{number, word};
use crate::record::{By, Line, Month, PersonId, Sums, Tally};

const AXES: i64 = 4;

/// The columns of [`Sums`], in their order.
const SUMS: [&str; Sums::COUNT] = [
    "begun",
    "ended",
    "judged",
    "tier_0",
    "tier_1",
    "tier_2",
    "tier_3",
    "tier_4",
    "score",
    "accuracy",
    "alone",
    "net",
    "best_net",
    "idle_net",
    "cost",
    "good",
    "bad",
    "bad_at_start",
    "sure",
    "sure_before",
    "sure_after",
    "resolved",
];

/// What a drill adds to the sums it belongs to.
pub fn sums(line: &Line) -> Sums {
    Sums::of(
        line.ended.is_some(),
        line.headline.as_ref(),
        (line.sure_before, line.sure_after),
    )
}

/// Twice the mode, and one more for retries.
fn way(line: &Line) -> i64 {
    2 * number(line.mode) + i64::from(line.retry_of.is_some())
}

/// Where a drill's sums stand: axis, a, b, way.
type Place = (i64, i64, i64, i64);

fn places(drill: &Keyed) -> [Place; 4] {
    let (month, way) = (Month::of(drill.line.at).number(), way(&drill.line));
    [
        (0, drill.person, 0, way),
        (1, drill.person, drill.text, way),
        (2, drill.person, month, way),
        (3, drill.text, month, way),
    ]
}

/// The statement that adds to a tally.
fn upsert() -> String {
    let names = SUMS.join(", ");
    let values: Vec<String> = (6..6 + SUMS.len()).map(|at| format!("?{at}")).collect();
    let added: Vec<String> = SUMS
        .iter()
        .map(|name| format!("{name} = tally.{name} + excluded.{name}"))
        .collect();
    format!(
        "INSERT INTO tally (axis, a, b, way, last, {names}) VALUES (?1, ?2, ?3, ?4, ?5, {}) ON CONFLICT (axis, a, b, way) DO UPDATE SET \
         last = CASE WHEN excluded.last > tally.last THEN excluded.last ELSE tally.last END, {}",
        values.join(", "),
        added.join(", ")
    )
}

/// Adds to the sums that a drill belongs to.
pub fn add(store: &mut Sql<impl Driver>, drill: &Keyed, sums: &Sums) -> Result<()> {
    if *sums == Sums::default() {
        return Ok(());
    }
    let sql = upsert();
    for place in places(drill) {
        add_at(store, &sql, place, drill.line.at.as_millisecond(), sums)?;
    }
    Ok(())
}

fn add_at(store: &mut Sql<impl Driver>, sql: &str, place: Place, last: i64, sums: &Sums) -> Result<()> {
    let (axis, a, b, way) = place;
    let mut values: Vec<Cell> = [axis, a, b, way, last].map(Cell::Int).to_vec();
    values.extend(sums.numbers().map(Cell::Int));
    store.run(sql, &values).map(drop)
}

/// Takes a person's drills out of all sums.
pub fn without(store: &mut Sql<impl Driver>, person: i64, drills: &[Keyed]) -> Result<()> {
    let mut gone: BTreeMap<Place, Sums> = BTreeMap::new();
    for drill in drills {
        let [.., by_text] = places(drill);
        *gone.entry(by_text).or_default() += sums(&drill.line);
    }
    let sql = upsert();
    for (place, sums) in gone {
        add_at(store, &sql, place, 0, &Sums::default().less(&sums))?;
    }
    store.run("DELETE FROM tally WHERE axis < 3 AND a = ?1", &[person.into()])?;
    store.run("DELETE FROM tally WHERE axis = 3 AND begun <= 0", &[])?;
    Ok(())
}

/// The tallies of an axis.
pub fn tallies(store: &mut Sql<impl Driver>, by: By, person: Option<PersonId>) -> Result<Vec<Tally>> {
    people::learn(store)?;
    let axis = match by {
        By::Person => 0,
        By::PersonAndScenario => 1,
        By::PersonAndMonth => 2,
        By::ScenarioAndMonth => 3,
    };
    debug_assert!(axis < AXES, "an axis of the table");
    let mut sql = format!("SELECT a, b, way, last, {} FROM tally WHERE axis = ?1", SUMS.join(", "));
    let mut values = vec![Cell::Int(axis)];
    if let Some(person) = person {
        let Some(key) = people::key(store, Some(person))? else {
            return Ok(Vec::new());
        };
        if axis == 3 {
            return Ok(Vec::new());
        }
        sql += " AND a = ?2";
        values.push(key.into());
    }
    sql += " ORDER BY a, b, way";
    let place = store.driver.place();
    let (known, texts) = (&store.people, &store.texts);
    let mut tallies = Vec::new();
    store.driver.each(&sql, &values, &mut |row| {
        let mut read = || {
            let (a, b, way, last) = (row.int()?, row.int()?, row.int()?, row.time()?);
            let mut numbers = [0; Sums::COUNT];
            for number in &mut numbers {
                *number = row.int()?;
            }
            let person = |key: i64| match key {
                0 => Some(None),
                key => known.get(&key).copied().map(Some),
            };
            let text = |key: i64| texts.get(&key).map(|(_, hash)| Some(*hash));
            let (person, hash, month) = match by {
                By::Person => (person(a)?, None, None),
                By::PersonAndScenario => (person(a)?, text(b)?, None),
                By::PersonAndMonth => (person(a)?, None, Some(Month::from_number(b)?)),
                By::ScenarioAndMonth => (None, text(a)?, Some(Month::from_number(b)?)),
            };
            Some(Tally {
                person,
                hash,
                month,
                mode: word(way / 2)?,
                retries: way % 2 == 1,
                last,
                sums: Sums::from_numbers(numbers),
            })
        };
        tallies.push(read().ok_or_else(|| super::unreadable(&place))?);
        Ok(())
    })?;
    Ok(tallies)
}
