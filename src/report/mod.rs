//! The debrief as one self-contained HTML file: to keep, to send, to print. Nothing is loaded from anywhere, and what a scenario or
//! a trainee wrote is shown as they wrote it, never run.
//!
//! Pure: a drill and what was said of it go in, text comes out. Knows no files, windows or clocks.

mod curve;
mod hearers;
mod moves;
mod page;

pub use page::{Report, html};
