//! The thread on which the client lives: it connects, climbs the ladder, and does one job after the other.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use postgres::config::{Config, Host, SslMode};
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use postgres::{Client, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::tls::Wanted;
use super::{Answer, Job, LADDER, fault};
use crate::record::StoreError;
use crate::record::sql::driver::{Cell, Result};

/// How long a server is waited for, where the address does not say.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many rows are handed over at a time.
const ROWS: usize = 500;
/// The lock under which the ladder is climbed: any number that nobody else takes.
const CLIMBING: &str = "SELECT pg_advisory_lock(7093285)";
const CLIMBED: &str = "SELECT pg_advisory_unlock(7093285)";

/// Starts the thread; where the server is, for people, and the ways to it and back.
pub fn start(address: &str) -> Result<(String, Sender<Job>, Receiver<Answer>)> {
    let unread = |why: String| StoreError::Barred {
        place: "the address given".to_owned(),
        why,
    };
    let (address, wanted) = Wanted::take(address).map_err(unread)?;
    let mut config: Config =
        address
            .parse()
            .map_err(|error: postgres::Error| match std::error::Error::source(&error) {
                Some(source) => unread(source.to_string()),
                None => unread(error.to_string()),
            })?;
    // A socket does not leave the machine: as with libpq, nothing is encrypted there, whatever is said.
    #[cfg(unix)]
    if !config.get_hosts().is_empty() && config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_))) {
        config.ssl_mode(SslMode::Disable);
    }
    let connector = wanted.connector().map_err(unread)?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    let place = place(&config);
    let (jobs, to_do) = channel();
    let (tell, answers) = sync_channel(4);
    let worker = Worker {
        config,
        connector,
        place: place.clone(),
        client: None,
        statements: BTreeMap::new(),
        in_transaction: false,
        tell,
    };
    std::thread::Builder::new()
        .name("postgres".to_owned())
        .spawn(move || worker.work(&to_do))
        .map_err(|error| unread(error.to_string()))?;
    Ok((place, jobs, answers))
}

/// An address without its password.
fn place(config: &Config) -> String {
    let host = config.get_hosts().first().map_or_else(String::new, |host| match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    });
    let database = config.get_dbname().or_else(|| config.get_user()).unwrap_or_default();
    format!("postgres://{host}/{database}")
}

struct Worker {
    config: Config,
    connector: MakeRustlsConnect,
    place: String,
    client: Option<Client>,
    statements: BTreeMap<String, Statement>,
    in_transaction: bool,
    tell: SyncSender<Answer>,
}

impl Worker {
    /// Works until nobody asks any more.
    fn work(mut self, to_do: &Receiver<Job>) {
        while let Ok(job) = to_do.recv() {
            let answer = match self.job(&job) {
                Ok(count) => Answer::Done(count),
                Err(error) => Answer::Failed(error),
            };
            if self.tell.send(answer).is_err() {
                return;
            }
        }
    }

    fn job(&mut self, job: &Job) -> Result<u64> {
        let mut client = self.connected()?;
        let place = self.place.clone();
        let done = match job {
            Job::Connect => Ok(0),
            Job::Plain(sql) => client.batch_execute(sql).map(|()| 0),
            Job::Run(sql, values) => self
                .statement(&mut client, sql)
                .and_then(|statement| client.execute(&statement, &references(values))),
            Job::Ask(sql, values) => self.ask(&mut client, sql, values),
        };
        if let Job::Plain(sql) = job {
            self.in_transaction = sql.starts_with("BEGIN") && done.is_ok();
        }
        let done = done.map_err(|error| fault::told(&error, &place));
        self.client = (!client.is_closed()).then_some(client);
        done
    }

    /// The client; a connection that was lost is made again, but not in the middle of a transaction.
    fn connected(&mut self) -> Result<Client> {
        if let Some(client) = self.client.take().filter(|client| !client.is_closed()) {
            return Ok(client);
        }
        self.statements.clear();
        if std::mem::take(&mut self.in_transaction) {
            return Err(StoreError::Unreachable {
                place: self.place.clone(),
                why: "the connection was lost".to_owned(),
            });
        }
        let told = |error: postgres::Error| fault::told(&error, &self.place);
        let is_plain = self.config.get_ssl_mode() == SslMode::Disable;
        let refused = |error: postgres::Error| fault::refused(&error, &self.place, is_plain);
        let mut client = self.config.connect(self.connector.clone()).map_err(refused)?;
        client
            .batch_execute("SET lock_timeout = '5s'; SET client_min_messages = warning")
            .map_err(told)?;
        climb(&mut client, &self.place)?;
        Ok(client)
    }

    fn statement(&mut self, client: &mut Client, sql: &str) -> std::result::Result<Statement, postgres::Error> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        let statement = client.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn ask(&mut self, client: &mut Client, sql: &str, values: &[Cell]) -> std::result::Result<u64, postgres::Error> {
        let statement = self.statement(client, sql)?;
        let mut rows = client.query_raw(&statement, values.iter().map(|value| value as &(dyn ToSql + Sync)))?;
        let mut batch = Vec::new();
        let mut count = 0;
        while let Some(row) = rows.next()? {
            batch.push(cells(&row)?);
            count += 1;
            if batch.len() == ROWS {
                // Where nobody listens any more, the rest is read into nothing.
                let _ = self.tell.send(Answer::Rows(std::mem::take(&mut batch)));
            }
        }
        let _ = self.tell.send(Answer::Rows(batch));
        Ok(count)
    }
}

fn references(values: &[Cell]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn cells(row: &postgres::Row) -> std::result::Result<Vec<Cell>, postgres::Error> {
    let mut cells = Vec::with_capacity(row.len());
    for (at, column) in row.columns().iter().enumerate() {
        cells.push(match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(at)?.into(),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.into(),
            Type::TEXT => row.try_get::<_, Option<String>>(at)?.into(),
            _ => Cell::Null,
        });
    }
    Ok(cells)
}

impl ToSql for Cell {
    fn to_sql(
        &self,
        of: &Type,
        into: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) => number.to_sql(of, into),
            Self::Text(text) => text.to_sql(of, into),
            Self::Blob(bytes) => bytes.to_sql(of, into),
        }
    }

    fn accepts(of: &Type) -> bool {
        [Type::INT8, Type::TEXT, Type::BYTEA].contains(of)
    }

    to_sql_checked!();
}

/// Climbs the ladder, one program at a time, in one transaction.
fn climb(client: &mut Client, place: &str) -> Result<()> {
    let told = |error: postgres::Error| fault::told(&error, place);
    client.batch_execute(CLIMBING).map_err(told)?;
    let climbed = climb_locked(client, place);
    client.batch_execute(CLIMBED).map_err(told)?;
    climbed?;
    client.batch_execute("SET search_path TO bounceback").map_err(told)
}

fn climb_locked(client: &mut Client, place: &str) -> Result<()> {
    let told = |error: postgres::Error| fault::told(&error, place);
    let mut transaction = client.transaction().map_err(told)?;
    let exists: bool = transaction
        .query_one("SELECT to_regclass('bounceback.ladder') IS NOT NULL", &[])
        .map_err(told)?
        .get(0);
    let found = if exists {
        let row = transaction.query_one("SELECT version FROM bounceback.ladder", &[]);
        row.map_err(told)?.get(0)
    } else {
        transaction
            .batch_execute(
                "CREATE SCHEMA IF NOT EXISTS bounceback; CREATE TABLE bounceback.ladder (version BIGINT NOT NULL); \
                 INSERT INTO bounceback.ladder VALUES (0)",
            )
            .map_err(told)?;
        0_i64
    };
    let here = i64::try_from(LADDER.len()).expect("a short ladder");
    let Some(from) = usize::try_from(found).ok().filter(|from| *from <= LADDER.len()) else {
        return Err(StoreError::Newer {
            place: place.to_owned(),
            found,
            here,
        });
    };
    if from == LADDER.len() {
        return Ok(());
    }
    transaction
        .batch_execute("SET LOCAL search_path TO bounceback")
        .map_err(told)?;
    for step in &LADDER[from..] {
        transaction.batch_execute(step).map_err(told)?;
    }
    transaction
        .execute("UPDATE bounceback.ladder SET version = $1", &[&here])
        .map_err(told)?;
    transaction.commit().map_err(told)
}
