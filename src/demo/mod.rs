//! A year of practice that nobody had: made-up people who play real drills, so that plans, charts and tables have something to show.
//!
//! Nothing is written by hand. A trainee chooses among the moves on offer, more often what loses little the more they have
//! practised, and is blind to mistakes of their own; a drill is played by the rules, recorded by the recorder and judged by the judge; what is
//! played next is what the practice plan says is due. Chance is whole numbers from one seed: the same seed, people, days and scenarios give the
//! same year. Knows no files and no clock: the last day is an argument.
//!
//! ```
//! use std::sync::Arc;
//!
//! use bounceback::demo::{Ask, Shelved, make};
//! use bounceback::scenario::{read, template};
//!
//! let text = template("cake");
//! let cake = Arc::new(read(&text).scenario.expect("the template is valid"));
//! let policy = cake.policy.clone();
//! let folder = tempfile::tempdir().expect("a folder");
//! let place = folder.path().join("demo.sqlite");
//! let mut store = bounceback::record::open(&place.display().to_string()).expect("a new store");
//! let ask = Ask { people: 2, days: 20, seed: 1, until: jiff::civil::date(2026, 3, 31), zone: jiff::tz::TimeZone::UTC };
//! let made = make(&mut *store, &[Shelved::new(cake, text, policy)], &ask, &mut |_| ()).expect("room on the disk");
//! assert_eq!(made.people, 2);
//! ```

mod calendar;
mod customers;
mod dice;
mod names;
mod sitting;
mod stories;
mod together;
mod trainee;
mod year;

pub use customers::Shelved;
pub use year::{Ask, Made, PEOPLE_MAX, Step, make};

use crate::record::StoreError;

/// Why a year could not be made.
#[derive(Debug)]
pub enum DemoError {
    Store(StoreError),
    /// The recorder's own words.
    NotKept(String),
    /// No scenario at hand can be solved.
    NothingToPlay,
    /// A drill's customer is none of those that were solved: the scenario does not allow what was recorded of it.
    Stranger,
}

impl std::fmt::Display for DemoError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::NotKept(words) => f.write_str(words),
            Self::NothingToPlay => f.write_str("no scenario at hand can be solved, so nobody can practise"),
            Self::Stranger => f.write_str("a drill has a customer who was not solved"),
        }
    }
}

impl std::error::Error for DemoError {}

impl From<StoreError> for DemoError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
