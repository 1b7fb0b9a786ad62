//! The rules of play: setup, state, moves and their refusals, the clock, chance, events, outcome, replay.
//!
//! A drill is a [`crate::scenario::Scenario`] played under a [`Setup`] with a seed; its [`Record`] is all that need be
//! stored. [`Rules`] answers what is on offer and what a choice leads to; [`Drill`] draws chance from the seed and keeps the
//! steps. Pure and deterministic: knows no files, clocks, windows or people, and touches no text while it plays.
//!
//! ```
//! use std::sync::Arc;
//!
//! use bounceback::drill::{Choice, Drill, Setup};
//! use bounceback::scenario::{read, template};
//!
//! let scenario = Arc::new(read(&template("cake")).scenario.expect("the template is valid"));
//! let setup = Setup::draw(&scenario, scenario.policy.clone(), None, 7);
//! let mut drill = Drill::start(&scenario, setup, 7);
//! while !drill.is_over() {
//!     let offer = drill.offers().into_iter().find(|offer| offer.barred.is_none()).expect("a way on");
//!     drill.choose(Choice::Move(offer.index)).expect("what is on offer is legal");
//! }
//! let again = Drill::replay(&scenario, &drill.record()).expect("a record replays");
//! assert_eq!(again.state(), drill.state());
//! ```

mod account;
mod begin;
mod choice;
mod order;
mod rules;
mod run;
mod script;
mod service_card;
mod setup;
mod start;
mod state;

pub use account::{Account, Shown};
pub use begin::Begin;
pub use choice::{Choice, Offer, Refusal, Transition};
pub use order::shown_order;
pub(crate) use rules::COSTLY;
pub use rules::Rules;
pub use run::{Drill, Record, ReplayError, Step};
pub use script::{Speaker, Utterance};
pub use service_card::{Avoidance, Mark, ServiceCard, StepMark, avoidance_words, service_card};
pub use setup::Setup;
pub use start::{NEAR, Start, StartFault};
pub(crate) use state::TIMES;
pub use state::{Place, State};
