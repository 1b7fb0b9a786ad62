//! Pages to keep, to send, to print: the debrief, a person's progress, the manager's page, a
//! scenario's script, a team's session, each one self-contained HTML file. Nothing
//! is loaded from anywhere, and what a scenario or a person wrote is shown as they wrote it, never run.
//!
//! Pure: plain values go in, text comes out. Knows no files, windows or clocks.

mod curve;
mod hearers;
mod manager;
mod moves;
mod page;
mod progress;
mod script;
mod shell;
mod team;

pub use manager::{ManagerPage, manager_html};
pub use page::{Report, html};
pub use progress::{ProgressPage, progress_html};
pub use script::script_html;
pub use team::team_html;
