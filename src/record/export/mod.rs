//! Records for other programs: tables for spreadsheets (CSV) and one JSON document. Statements for a Learning Record Store are made by
//! [`super::xapi`].
//!
//! ```
//! use bounceback::record::export;
//!
//! let mut table = Vec::new();
//! export::drills_csv(&[], &mut table).expect("memory does not fail");
//! assert!(table.starts_with("\u{feff}drill,person,name".as_bytes()));
//! ```

mod cell;
mod decision;
mod json;
mod session;
mod table;

pub use decision::{Decision, Exported};
pub use json::{Document, FORMAT, Moves, json};
pub use session::{Sessions, sessions_csv};
pub use table::{Table, drills_csv, moves_csv};

#[cfg(test)]
pub(super) mod tests;
