//! The trainer's workbench: write a scenario, see it, prove it, test it from here.
//!
//! What is known of texts is [`crate::workbench`]'s. A panel wishes ([`wish`]), [`bench`] grants, the [`cabinet`] keeps files, the [`checker`] reads and
//! solves beside the window.

mod bench;
mod cabinet;
mod checker;
mod drills;
mod grant;
mod pose;
mod reload;
mod sheet;
mod view;
mod wish;

pub use bench::Bench;
pub use view::{text_id, workbench_ui};
pub use wish::Side;

pub(super) fn plugin(app: &mut bevy::prelude::App) {
    bench::plugin(app);
}
