//! Records on a server of PostgreSQL's, for sites with many machines: `postgres://name:password@host/database`.
//!
//! Tables stand in a schema of their own, `bounceback`, with a ladder of its own; copies are the server's matter (`pg_dump`), and so
//! is what its own log holds of somebody who was erased. The connection is encrypted as the address says (`sslmode`, `sslrootcert`, with
//! libpq's meanings).
//!
//! The client lives on a thread of its own: it panics where it is called inside an asynchronous program.

mod client;
mod fault;
mod tls;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};

use super::sql::Sql;
use super::sql::driver::{Cell, Doing, Driver, Result, Row};
use super::{Store, StoreError};

/// The steps of the ladder, from an empty schema on.
pub const LADDER: [&str; 4] = [
    include_str!("../ladder/postgres/0001_drills.sql"),
    include_str!("../ladder/postgres/0002_stories_outbox.sql"),
    include_str!("../ladder/postgres/0003_resolved.sql"),
    include_str!("../ladder/postgres/0004_team_sessions.sql"),
];

/// Opens the records of a server's database, or makes them.
///
/// # Errors
/// Why they do not open; nothing was changed then.
pub fn open(address: &str) -> Result<Box<dyn Store>> {
    let (place, jobs, answers) = client::start(address)?;
    let driver = Postgres { place, jobs, answers };
    driver.ask(Job::Connect, &mut |_| Ok(()))?;
    Ok(Box::new(Sql::new(driver)))
}

/// What the client's thread is asked to do.
enum Job {
    Connect,
    /// A statement without values.
    Plain(&'static str),
    /// One that changes rows.
    Run(String, Vec<Cell>),
    /// A question.
    Ask(String, Vec<Cell>),
}

/// What it answers: rows, as many as there are, then one of the others.
enum Answer {
    Rows(Vec<Vec<Cell>>),
    Done(u64),
    Failed(StoreError),
}

struct Postgres {
    place: String,
    jobs: Sender<Job>,
    answers: Receiver<Answer>,
}

impl Postgres {
    fn gone(&self) -> StoreError {
        StoreError::Odd {
            place: self.place.clone(),
            why: "its thread has ended".to_owned(),
        }
    }

    fn ask(&self, job: Job, each: &mut dyn FnMut(&mut Row) -> Result<()>) -> Result<u64> {
        self.jobs.send(job).map_err(|_| self.gone())?;
        let mut refused = Ok(());
        let mut row = Row::default();
        loop {
            match self.answers.recv().map_err(|_| self.gone())? {
                // What is still on its way is taken off it, whatever was said of the rows before.
                Answer::Rows(rows) => {
                    for cells in rows {
                        if refused.is_ok() {
                            row.fill(cells.into_iter());
                            refused = each(&mut row);
                        }
                    }
                }
                Answer::Done(count) => return refused.map(|()| count),
                Answer::Failed(error) => return Err(error),
            }
        }
    }

    fn plain(&self, sql: &'static str) -> Result<()> {
        self.ask(Job::Plain(sql), &mut |_| Ok(())).map(drop)
    }
}

/// Values are written `$1` there.
fn with_dollars(sql: &str) -> String {
    sql.replace('?', "$")
}

impl Driver for Postgres {
    fn place(&self) -> String {
        self.place.clone()
    }

    fn begin(&mut self, doing: Doing) -> Result<()> {
        self.plain(match doing {
            Doing::Reading => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Doing::Writing => "BEGIN",
        })
    }

    fn commit(&mut self) -> Result<()> {
        self.plain("COMMIT")
    }

    fn roll_back(&mut self) {
        // A connection that is gone has taken its transaction with it.
        let _ = self.plain("ROLLBACK");
    }

    fn run(&mut self, sql: &str, values: &[Cell]) -> Result<u64> {
        self.ask(Job::Run(with_dollars(sql), values.to_vec()), &mut |_| Ok(()))
    }

    fn each(&mut self, sql: &str, values: &[Cell], each: &mut dyn FnMut(&mut Row) -> Result<()>) -> Result<()> {
        self.ask(Job::Ask(with_dollars(sql), values.to_vec()), each).map(drop)
    }

    fn sweep(&mut self) -> Result<bool> {
        for table in [
            "VACUUM person",
            "VACUUM drill",
            "VACUUM reflection",
            "VACUUM tally",
            "VACUUM story",
            "VACUUM outbox",
            "VACUUM team_session",
        ] {
            self.plain(table)?;
        }
        Ok(true)
    }

    fn drop_copies(&mut self) -> Result<Vec<PathBuf>> {
        Ok(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_ladders_have_the_same_tables_and_columns() {
        let names = |steps: &[&str]| -> Vec<String> {
            let lines = steps.iter().flat_map(|step| step.lines());
            lines
                .filter(|line| !line.trim_start().starts_with("--"))
                .filter_map(|line| line.split_whitespace().next())
                .map(|word| word.trim_matches([')', ';', ',']).to_owned())
                .collect()
        };
        assert_eq!(names(&super::LADDER), names(&crate::record::sqlite::LADDER));
    }
}
