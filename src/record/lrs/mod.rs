//! Sending statements to a Learning Record Store.
//!
//! What is done with each answer is worked out by [`Round`], which knows no network and no clock; [`Lrs`] only speaks HTTP; [`deliver`]
//! takes from a [`Queue`] what is due and writes back what became of it. Statements have ids that follow from what they tell, so sending one
//! twice is harmless: after a cut connection it is simply sent again. What the other side does not want is kept, with the reason.

mod client;
mod deliver;
mod round;

pub use client::{Lrs, LrsError};
pub use deliver::{Delivered, Queue, deliver};
pub use round::{Answer, Post, Round};
