//! Opening a file of records: what it is, how old it is, and the way up the ladder.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use super::{APPLICATION, LADDER, Options, copy, fault};
use crate::record::StoreError;

type Result<T> = std::result::Result<T, StoreError>;

pub fn open(path: &Path, options: Options) -> Result<Connection> {
    let place = path.display().to_string();
    let told = |error: rusqlite::Error| fault::told(&error, path);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::Unreachable {
            place: place.clone(),
            why: error.to_string(),
        })?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(told)?;
    connection.busy_timeout(options.patience).map_err(told)?;
    connection.set_prepared_statement_cache_capacity(64);
    let found = known(&connection, path)?;
    write_ahead(&connection, options.patience).map_err(told)?;
    connection
        .execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000; PRAGMA secure_delete = ON;")
        .map_err(told)?;
    if options.is_lazy {
        connection.execute_batch("PRAGMA synchronous = OFF;").map_err(told)?;
    }
    if let Some(pages) = options.pages_max {
        connection
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
            .map_err(told)?;
    }
    if found < LADDER.len() {
        climb(&mut connection, path, found, LADDER.len())?;
    }
    Ok(connection)
}

fn number(connection: &Connection, sql: &str) -> rusqlite::Result<i64> {
    connection.query_row(sql, [], |row| row.get(0))
}

/// The version of a file of ours, 0 where it is empty.
fn known(connection: &Connection, path: &Path) -> Result<usize> {
    let place = path.display().to_string();
    let told = |error: rusqlite::Error| fault::told(&error, path);
    let version = number(connection, "PRAGMA user_version").map_err(told)?;
    let application = number(connection, "PRAGMA application_id").map_err(told)?;
    let tables = number(connection, "SELECT COUNT(*) FROM sqlite_schema").map_err(told)?;
    if application != APPLICATION && (application, version, tables) != (0, 0, 0) {
        // Another program may have made it in between: it says so by then.
        let again = number(connection, "PRAGMA application_id").map_err(told)?;
        if again != APPLICATION {
            return Err(StoreError::Foreign {
                place,
                why: "it is a database of another program".to_owned(),
            });
        }
    }
    let here = i64::try_from(LADDER.len()).expect("a short ladder");
    match usize::try_from(version) {
        Ok(version) if version <= LADDER.len() => Ok(version),
        _ => Err(StoreError::Newer {
            place,
            found: version,
            here,
        }),
    }
}

/// Turns write-ahead logging on. Who makes the file at the same time keeps it locked for a moment, and here `SQLite` does not wait.
fn write_ahead(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    let until = Instant::now() + patience;
    loop {
        let set = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0));
        match set {
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) && Instant::now() < until =>
            {
                std::thread::sleep(Duration::from_millis(5));
            }
            // A file system without shared memory keeps its old journal: safe too, and slower.
            done => return done.map(drop),
        }
    }
}

/// Climbs the ladder in one transaction; before the first step of a file that is in use, a copy is kept.
fn climb(connection: &mut Connection, path: &Path, found: usize, to: usize) -> Result<()> {
    let told = |error: rusqlite::Error| fault::told(&error, path);
    if found > 0
        && let Some(copy) = copy::before(path, found + 1)
    {
        connection
            .execute("VACUUM INTO ?1", [copy.display().to_string()])
            .map_err(told)?;
    }
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(told)?;
    // Another program may have climbed meanwhile.
    let from = usize::try_from(number(&transaction, "PRAGMA user_version").map_err(told)?).unwrap_or(to);
    for step in LADDER.iter().take(to).skip(from) {
        transaction.execute_batch(step).map_err(told)?;
    }
    if from < to {
        transaction
            .execute_batch(&format!(
                "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {to};"
            ))
            .map_err(told)?;
    }
    transaction.commit().map_err(told)
}
