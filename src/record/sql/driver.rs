//! What the statements need of a database: cells, rows, transactions. `SQLite` and PostgreSQL each have a driver.

use std::path::PathBuf;

use crate::record::StoreError;

pub type Result<T> = std::result::Result<T, StoreError>;

/// A value in a statement or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Cell {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

impl From<uuid::Uuid> for Cell {
    fn from(id: uuid::Uuid) -> Self {
        Self::Blob(id.as_bytes().to_vec())
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// What a transaction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// All its rows are those of one moment.
    Reading,
    Writing,
}

/// A database. Statements write `?1`, `?2` for their values; all numbers have 64 bits.
pub trait Driver: Send {
    /// Where it is, for people.
    fn place(&self) -> String;
    /// Begins a transaction. Until it ends every call is part of it.
    fn begin(&mut self, doing: Doing) -> Result<()>;
    fn commit(&mut self) -> Result<()>;
    /// Takes back what was done since the beginning, as far as that can still be done.
    fn roll_back(&mut self);
    /// Runs a statement; how many rows it changed.
    fn run(&mut self, sql: &str, values: &[Cell]) -> Result<u64>;
    /// Runs a question and gives each row of the answer.
    fn each(&mut self, sql: &str, values: &[Cell], each: &mut dyn FnMut(&mut Row) -> Result<()>) -> Result<()>;
    /// Removes from the files what was deleted; whether that could be done now.
    fn sweep(&mut self) -> Result<bool>;
    /// Deletes the copies of the whole store that lie beside it.
    fn drop_copies(&mut self) -> Result<Vec<PathBuf>>;
}

/// A row: its cells are taken off one after the other.
#[derive(Debug, Default)]
pub struct Row {
    cells: Vec<Cell>,
    at: usize,
}

impl Row {
    /// Puts another row in its place.
    pub fn fill(&mut self, cells: impl Iterator<Item = Cell>) {
        self.cells.clear();
        self.cells.extend(cells);
        self.at = 0;
    }

    fn next(&mut self) -> Cell {
        let cell = self.cells.get_mut(self.at);
        self.at += 1;
        cell.map_or(Cell::Null, |cell| std::mem::replace(cell, Cell::Null))
    }

    /// Leaves cells out.
    pub const fn skip(&mut self, cells: usize) {
        self.at += cells;
    }

    /// A number.
    pub fn int(&mut self) -> Option<i64> {
        match self.next() {
            Cell::Int(number) => Some(number),
            _ => None,
        }
    }

    /// A number that fits.
    pub fn number<T: TryFrom<i64>>(&mut self) -> Option<T> {
        self.int().and_then(|number| T::try_from(number).ok())
    }

    pub fn text(&mut self) -> Option<String> {
        match self.next() {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn blob(&mut self) -> Option<Vec<u8>> {
        match self.next() {
            Cell::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub fn uuid(&mut self) -> Option<uuid::Uuid> {
        uuid::Uuid::from_slice(&self.blob()?).ok()
    }

    pub fn time(&mut self) -> Option<jiff::Timestamp> {
        self.int()
            .and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok())
    }
}
