//! Records in a file of `SQLite`'s: nothing to set up, several programs at once.
//!
//! The file is in WAL mode with `synchronous=FULL`: each choice is one transaction that has reached the disk when the call returns,
//! so a power cut takes at most the choice in flight. With NORMAL it could take all choices since the last checkpoint.

mod copy;
mod fault;
mod open;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ToSql};

use super::sql::Sql;
use super::sql::driver::{Cell, Doing, Driver, Result, Row};
use super::{Store, StoreError};

/// How a file is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How long others are waited for.
    pub patience: Duration,
    /// The most pages of 4 KiB that the file may have: for tests of a full disk.
    pub pages_max: Option<u32>,
    /// The disk is not waited for: a power cut may take the last choices. For filling a store with what can be made again.
    pub is_lazy: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(5),
            pages_max: None,
            is_lazy: false,
        }
    }
}

/// Opens the records in a file, or makes them.
///
/// # Errors
/// Why they do not open; nothing was changed then.
pub fn open(path: &Path) -> Result<Box<dyn Store>> {
    open_with(path, Options::default())
}

/// The same with options of its own.
///
/// # Errors
/// Why they do not open; nothing was changed then.
pub fn open_with(path: &Path, options: Options) -> Result<Box<dyn Store>> {
    let connection = open::open(path, options)?;
    Ok(Box::new(Sql::new(Sqlite {
        connection,
        path: path.to_owned(),
    })))
}

/// The steps of the ladder, from an empty file on.
pub const LADDER: [&str; 4] = [
    include_str!("../ladder/sqlite/0001_drills.sql"),
    include_str!("../ladder/sqlite/0002_stories_outbox.sql"),
    include_str!("../ladder/sqlite/0003_resolved.sql"),
    include_str!("../ladder/sqlite/0004_team_sessions.sql"),
];

/// "bncb": what `SQLite` files of bounceback say they are.
pub const APPLICATION: i64 = 0x626e_6362;

struct Sqlite {
    connection: Connection,
    path: PathBuf,
}

impl Sqlite {
    fn told(&self, error: &rusqlite::Error) -> StoreError {
        fault::told(error, &self.path)
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Int(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null | ValueRef::Real(_) => Cell::Null,
        ValueRef::Integer(number) => Cell::Int(number),
        // What is no text makes its row unreadable.
        ValueRef::Text(bytes) => String::from_utf8(bytes.to_vec()).map_or(Cell::Null, Cell::Text),
        ValueRef::Blob(bytes) => Cell::Blob(bytes.to_vec()),
    }
}

impl Driver for Sqlite {
    fn place(&self) -> String {
        self.path.display().to_string()
    }

    fn begin(&mut self, doing: Doing) -> Result<()> {
        // A writer asks for the lock at once: one that asks later may find that others wrote meanwhile.
        let sql = match doing {
            Doing::Reading => "BEGIN",
            Doing::Writing => "BEGIN IMMEDIATE",
        };
        self.run(sql, &[]).map(drop)
    }

    fn commit(&mut self) -> Result<()> {
        self.run("COMMIT", &[]).map(drop)
    }

    fn roll_back(&mut self) {
        // Where a fault has ended the transaction already, there is nothing to take back.
        if !self.connection.is_autocommit() {
            let _ = self.run("ROLLBACK", &[]);
        }
    }

    fn run(&mut self, sql: &str, values: &[Cell]) -> Result<u64> {
        let done = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(rusqlite::params_from_iter(values)));
        done.map(|rows| rows as u64).map_err(|error| self.told(&error))
    }

    fn each(&mut self, sql: &str, values: &[Cell], each: &mut dyn FnMut(&mut Row) -> Result<()>) -> Result<()> {
        let told = |error: rusqlite::Error| self.told(&error);
        let mut statement = self.connection.prepare_cached(sql).map_err(told)?;
        let columns = statement.column_count();
        let mut row = Row::default();
        let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(told)?;
        while let Some(found) = rows.next().map_err(told)? {
            row.fill((0..columns).map(|at| found.get_ref(at).map_or(Cell::Null, cell)));
            each(&mut row)?;
        }
        Ok(())
    }

    fn sweep(&mut self) -> Result<bool> {
        let swept = self
            .connection
            .execute_batch("VACUUM")
            .and_then(|()| {
                self.connection
                    .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
            })
            .map_err(|error| self.told(&error));
        match swept {
            Ok(busy) => Ok(busy == 0),
            Err(StoreError::Locked { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn drop_copies(&mut self) -> Result<Vec<PathBuf>> {
        let copies = copy::all(&self.path);
        for copy in &copies {
            std::fs::remove_file(copy).map_err(|error| StoreError::Odd {
                place: self.place(),
                why: format!("the copy {} cannot be deleted: {error}", copy.display()),
            })?;
        }
        Ok(copies)
    }
}
