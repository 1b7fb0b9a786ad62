//! Records in the window: drills are kept as they happen ([`keep`]), and what became of them is looked at.
//!
//! A page wishes ([`Wish`]), the [`Desk`] asks, the clerk answers on a thread of its own ([`ask`]), and the page shows what was brought
//! ([`model`]).

mod ask;
mod clerk;
mod desk;
mod keep;
mod model;
mod view;
mod wish;

pub use desk::Desk;
pub use keep::Records;
pub use model::PersonPage;
pub use view::{Asked, last_words, records_ui};
pub use wish::{Tab, Wish};

pub(super) fn plugin(app: &mut bevy::prelude::App) {
    keep::plugin(app);
    desk::plugin(app);
}
