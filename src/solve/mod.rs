//! The best play that was possible: values of states by exact backward induction, and the review of a drill against them.
//!
//! A scenario is finite, so nothing is guessed: [`Solver`] walks the drill's own rules and sums over the same chance lists that a
//! player draws from. Values are expected net value of the relationship in fixed point ([`Value`]). Knows no files, no people.
//!
//! ```
//! use std::sync::Arc;
//!
//! use bounceback::drill::{Choice, Drill, Setup};
//! use bounceback::scenario::{read, template};
//! use bounceback::solve::{Grade, review};
//!
//! let scenario = Arc::new(read(&template("cake")).scenario.expect("the template is valid"));
//! let setup = Setup::draw(&scenario, scenario.policy.clone(), None, 7);
//! let mut drill = Drill::start(&scenario, setup, 7);
//! drill.choose(Choice::Move(1)).expect("asking for the slip is on offer");
//! let review = review(&drill).expect("small enough");
//! assert!(review.moves[0].points_lost > 0.0, "asking for the slip costs something");
//! assert_ne!(review.moves[0].grade, Grade::Best);
//! ```

mod customers;
mod days;
mod difficulty;
mod follow;
mod grade;
mod key;
mod left;
mod line;
mod live;
mod persona;
mod plan;
mod review;
mod scale;
mod sensitivity;
mod skeleton;
mod solver;
mod space;
mod sweep;
mod table;
mod tiers;
mod value;

pub(crate) use days::Folding;
pub(crate) use follow::share;
pub(crate) use key::Keys;
pub(crate) use skeleton::Skeleton;

pub use customers::each_customer;
pub use difficulty::{Difficulty, Played, difficulty, played};
pub use grade::{Grade, accuracy};
pub use line::{BestLine, BestStep, LineStep, best_line, told_line, worst_line};
pub use persona::{Persona, expected};
pub use review::{MoveReview, Review, review, review_with};
pub use scale::Scale;
pub use sensitivity::{Change, Move, Sensitivity, Turned, reading, sensitivity};
pub use solver::{STATES_MAX, Solved, Solver, TooLarge};
pub use sweep::{BestPlay, Level, Sweep, Terms};
pub use tiers::{Tiers, tiers};
pub use value::Value;
