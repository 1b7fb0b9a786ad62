//! What is heard: a babble in the customer's pitch, small effects, the tone of a room. All of it is worked out here, sample by sample.
//!
//! Pure: a text, a manner and a rate in, a [`Wave`] out, the same each time. Knows no sound cards, files or clocks; who plays it is
//! `app::audio`, who writes it to a file is `cli::sound`.
//!
//! ```
//! use bounceback::sound::{Manner, babble};
//!
//! let calm = babble("The heel came off.", Manner::new(0.6, 1.0, 0.0), 24_000);
//! let angry = babble("The heel came off.", Manner::new(0.6, 1.0, 1.0), 24_000);
//! assert!(angry.rms() > calm.rms() && angry.seconds() < calm.seconds());
//! assert!(angry.peak() < 1.0);
//! ```

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places and counts of samples are small"
)]

mod babble;
mod effect;
mod filter;
mod grain;
mod limit;
mod manner;
mod piece;
mod room;
mod score;
mod wave;

pub use babble::babble;
pub use effect::Effect;
pub use limit::limit;
pub use manner::{Manner, Tempo};
pub use piece::Piece;
pub use room::{LOOP_SECONDS, Room};
pub use score::{Score, pause_after};
pub use wave::{Wave, on_the_phone, typing};

/// The rate at which everything is worked out, in samples a second: speech and small sounds hold nothing above half of it that would
/// be missed.
pub const RATE: u32 = 24_000;
