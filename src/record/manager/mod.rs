//! The manager's page as plain values: what practice came to, what was never rehearsed, what empowerment would buy.
//!
//! Everything is made from sums ([`Tally`](super::Tally)), so a million drills cost what a dozen do. All of it is about rehearsals and within the
//! model; small numbers are called small.

mod assumptions;
mod board;
mod inputs;
mod model;
mod money;

pub use assumptions::{Assumption, Assumptions};
pub use board::{Board, Cell, Rehearsed, State};
pub use inputs::{About, Curve, Hinge, Input};
pub use model::{Confidence, Heard, Manager, MonthRow, NOTE, Share};
pub use money::{Money, amount};

#[cfg(test)]
mod tests;
