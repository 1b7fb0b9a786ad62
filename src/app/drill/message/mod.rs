//! A drill in writing: a window in which the talk runs as messages, as each channel shows them.
//!
//! [`thread`] decides what is shown, `places` where, `block` what a message looks like in this channel, `window` puts them up.

mod block;
mod places;
mod thread;
mod window;

pub use window::message_ui;
