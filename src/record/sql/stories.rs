//! Stories.

use super::driver::{Cell, Driver, Result, Row};
use super::{Sql, millis, not_there, people};
use crate::record::{PersonId, Story, StoryId};
use crate::session::without_name;
use crate::vocabulary::Vocabulary;

const COLUMNS: &str = "id, at, author, title, broke, did, ended, changed, tags, recognised, failure, channel";

pub fn put(store: &mut Sql<impl Driver>, story: &Story) -> Result<()> {
    let author = people::key(store, story.author)?;
    let recognised = people::key(store, story.recognised)?;
    let tags: Vec<String> = story.tags.iter().map(|tag| tag.replace(',', " ")).collect();
    store.run(
        "INSERT INTO story (id, at, author, title, broke, did, ended, changed, tags, recognised, failure, channel, words) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (id) DO UPDATE SET at = excluded.at, \
         author = excluded.author, title = excluded.title, broke = excluded.broke, did = excluded.did, ended = excluded.ended, \
         changed = excluded.changed, tags = excluded.tags, recognised = excluded.recognised, failure = excluded.failure, \
         channel = excluded.channel, words = excluded.words",
        &[
            story.id.0.into(),
            millis(story.at),
            author.into(),
            story.title.as_str().into(),
            story.broke.as_str().into(),
            story.did.as_str().into(),
            story.ended.as_str().into(),
            story.changed.as_str().into(),
            tags.join(",").into(),
            recognised.into(),
            story.failure.map(Vocabulary::name).into(),
            story.channel.map(Vocabulary::name).into(),
            story.words().into(),
        ],
    )?;
    Ok(())
}

/// Stories to which a condition applies, the newest first.
pub fn stories_where(store: &mut Sql<impl Driver>, condition: &str, values: &[Cell]) -> Result<Vec<Story>> {
    people::learn(store)?;
    let known = store.people.clone();
    let person = |key: Option<i64>| -> Option<Option<PersonId>> {
        match key {
            None => Some(None),
            Some(key) => known.get(&key).copied().map(Some),
        }
    };
    let sql = format!("SELECT {COLUMNS} FROM story{condition} ORDER BY at DESC, key DESC");
    store.rows(&sql, values, |row| {
        Some(Story {
            id: StoryId(row.uuid()?),
            at: row.time()?,
            author: person(row.int())?,
            title: row.text()?,
            broke: row.text()?,
            did: row.text()?,
            ended: row.text()?,
            changed: row.text()?,
            tags: {
                let tags = row.text()?;
                let tags = tags.split(',').filter(|tag| !tag.is_empty());
                tags.map(str::to_owned).collect()
            },
            recognised: person(row.int())?,
            failure: named(row)?,
            channel: named(row)?,
        })
    })
}

/// A word that may be missing; the outer `None` is one that is not known.
#[expect(
    clippy::option_option,
    reason = "a word that is missing and one that is not known are two things"
)]
fn named<T: Vocabulary>(row: &mut Row) -> Option<Option<T>> {
    match row.text() {
        None => Some(None),
        Some(name) => T::from_name(&name).map(Some),
    }
}

pub fn story(store: &mut Sql<impl Driver>, id: StoryId) -> Result<Story> {
    let found = stories_where(store, " WHERE id = ?1", &[id.0.into()])?;
    found.into_iter().next().ok_or_else(|| not_there("story", &id))
}

pub fn search(store: &mut Sql<impl Driver>, words: &str) -> Result<Vec<Story>> {
    let values: Vec<Cell> = words.split_whitespace().map(|word| pattern(word).into()).collect();
    let conditions: Vec<String> = (1..=values.len())
        .map(|number| format!("words LIKE ?{number} ESCAPE '!'"))
        .collect();
    let condition = if conditions.is_empty() {
        String::new()
    } else {
        format!(" WHERE {}", conditions.join(" AND "))
    };
    stories_where(store, &condition, &values)
}

/// A word to be found anywhere, in small letters, with nothing in it that means anything else.
fn pattern(word: &str) -> String {
    let word = word.to_lowercase();
    format!("%{}%", word.replace('!', "!!").replace('%', "!%").replace('_', "!_"))
}

/// Takes a name out of all stories; in how many it stood.
pub fn forget_name(store: &mut Sql<impl Driver>, name: &str) -> Result<u64> {
    let mut changed = 0;
    // The case of letters in a text can be folded otherwise than in the column that is searched, so each is looked at.
    for mut story in stories_where(store, "", &[])? {
        let mut is_changed = false;
        let texts = [
            &mut story.title,
            &mut story.broke,
            &mut story.did,
            &mut story.ended,
            &mut story.changed,
        ];
        for text in texts.into_iter().chain(&mut story.tags) {
            if let Some(without) = without_name(text, name) {
                *text = without;
                is_changed = true;
            }
        }
        if is_changed {
            story.tags.sort();
            story.tags.dedup();
            put(store, &story)?;
            changed += 1;
        }
    }
    Ok(changed)
}

pub fn delete(store: &mut Sql<impl Driver>, id: StoryId) -> Result<()> {
    match store.run("DELETE FROM story WHERE id = ?1", &[id.0.into()])? {
        0 => Err(not_there("story", &id)),
        _ => Ok(()),
    }
}
