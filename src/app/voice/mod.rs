//! The customer's voice through a speech program of this computer, where one is found.
//!
//! Captions are always there, so nothing depends on it. A program that fails is not asked again in this run; the babble stands in.

mod program;
mod speaker;

#[cfg(test)]
pub use program::{Kind, Program};
pub use speaker::{Speaker, Spoken};
