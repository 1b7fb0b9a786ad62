//! What to rehearse next: scenarios and kinds of mistakes that are due, each with an honest reason.
//!
//! Scheduling is FSRS-6 (crate `fsrs`): how long something is remembered grows with each success at a distance and falls with each
//! lapse. Nothing but drills is stored: memory is worked out by replaying the attempts, and the day is an argument.
//!
//! ```
//! use bounceback::practice::{Card, Plan};
//! use bounceback::scenario::{read, template};
//!
//! let cake = read(&template("cake")).scenario.expect("the template is valid");
//! let now = "2026-03-03T09:00[Europe/Vienna]".parse().expect("a moment");
//! let plan = Plan::of(&[], &[&cake], &now);
//! assert_eq!(plan.due[0].card, Card::Scenario("cake".into()), "somebody new begins with a starter");
//! assert_eq!(plan.due[0].why, "You have not played it yet. It is one to start with.");
//! ```

mod attempt;
mod history;
mod memory;
mod mistake;
mod plan;
mod rating;
mod words;

pub use attempt::{Attempt, Moment};
pub use history::Card;
pub use mistake::Mistake;
pub use plan::{Due, Plan, Start};
pub use rating::Rating;
