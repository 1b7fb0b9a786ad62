//! What `check` finds by solving: whether a valid scenario is fair, winnable and worth playing.
//!
//! [`lint`] walks every state that a drill can reach and solves the scenario for every customer that can come; [`RULES`] ask
//! what they want to know, one file a rule. A [`Finding`] carries its evidence: a [`Path`] that can be played, or the two moves
//! it speaks of. Pure: knows no files, clocks or screens.
//!
//! ```
//! use std::sync::Arc;
//!
//! use bounceback::lint::{Limits, lint};
//! use bounceback::scenario::{Rule, read, template};
//!
//! let reading = read(&template("cake"));
//! let places = reading.draft.expect("it can be read").places();
//! let scenario = Arc::new(reading.scenario.expect("the template is valid"));
//! let report = lint(&scenario, &scenario.policy, &places, Limits::default());
//! assert!(report.findings.iter().all(|found| found.rule != Rule::DeadEnd));
//! ```

mod about;
mod case;
mod customer;
mod finding;
mod merge;
mod path;
mod play;
mod playthrough;
mod reach;
mod rules;
mod seen;
mod traffic;
mod way;

pub use about::About;
pub use case::Limits;
pub use finding::{Finding, Report, together};
pub use path::Path;
pub use playthrough::{keep, play_again};
pub use rules::{RULES, about};
pub use traffic::{Passage, traffic};
pub use way::{Spot, way_to};

use std::sync::Arc;

use crate::scenario::{Places, Policy, Scenario};

/// Solves a scenario under a policy and reports what a trainer should look at, in the order of places.
#[must_use]
pub fn lint(scenario: &Arc<Scenario>, policy: &Policy, places: &Places, limits: Limits) -> Report {
    let case = case::Case::new(scenario, policy, places, limits);
    rules::run(&case)
}
