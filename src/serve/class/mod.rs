//! A class in browsers: each trainee alone with a drill on a page of their own, from one machine that has the program.
//!
//! [`ClassHost`] runs beside whoever starts it and stops when it is dropped. One thread owns the class (`room`) and asks
//! [`crate::session::class`] what may be done and seen; what was taken is on the disk before it is answered, so that a host that was
//! killed goes on where everybody stood. The records are told beside it (`clerk`), the best play is worked out beside it (`expert`):
//! neither holds up a page.

mod clerk;
mod expert;
mod follow;
mod host;
mod message;
mod register;
mod room;
mod router;
mod socket;
mod wish;

pub use host::{ClassConfig, ClassHost, kept_class, youngest_class};
pub use wish::{News, Sitting};
