//! People at a drill: mode, pace, what a person may do beside choosing, hints, and the debrief in words with what they say of it.
//!
//! Time is an argument: whoever runs a session says how much has passed. Knows no clocks, windows or files.
//!
//! ```
//! use std::sync::Arc;
//!
//! use bounceback::scenario::{read, template};
//! use bounceback::session::{Mode, Options, Pace, Solo};
//!
//! let scenario = Arc::new(read(&template("cake")).scenario.expect("the template is valid"));
//! let options = Options { seed: 7, mode: Mode::Drill, pace: Pace::Real, temper: None };
//! let mut solo = Solo::start(&scenario, scenario.policy.clone(), options);
//! let said = solo.pass(120_000); // two minutes of silence
//! assert!(!said.is_empty(), "the customer says so");
//! ```

mod carry;
pub mod class;
mod debrief;
mod former;
mod hint;
mod mode;
mod name;
mod pace;
mod reflection;
mod solo;
mod stored;
pub mod team;

pub use carry::Carried;
pub use debrief::{Better, Debrief, Grades, Hearers, Mark, NOTE, Next, Row, Totals, Verdict, next_drill};
pub(crate) use former::without_name;
pub use hint::{Hinted, Need, need};
pub use mode::Mode;
pub use pace::{Pace, Pacer};
pub use reflection::{Question, Reflection, Sure};
pub use solo::{Options, Ring, Solo};
pub use stored::Stored;
