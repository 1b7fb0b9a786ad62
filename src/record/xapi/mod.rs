//! Drills as statements of xAPI 1.0.3 (<https://github.com/adlnet/xAPI-Spec>): *initialized*, one *answered* for each decision,
//! *completed* with *passed* or *failed*, or *terminated*. Of a team session: one *answered* for each decision and *completed*, by a group
//! without members.
//!
//! Ids follow from the drill's id and the entry's number (UUID version 5), so a statement that is made and sent again is the same
//! statement. Verbs and kinds of activities are ADL's; names of our own stand under an address that a site can set
//! ([`Naming::base`]). By default that is `https://bounceback.example/xapi`: `.example` is reserved (RFC 2606), so nobody else can
//! come to own it, and a URN's name space would have to be registered. A person is told by an account, a site's address and their id,
//! and by an e-mail address only where one is given.
//!
//! ```
//! use bounceback::record::xapi::Naming;
//!
//! assert_eq!(Naming::default().activity("cake", None), "https://bounceback.example/xapi/scenarios/cake");
//! ```

mod make;
mod model;
mod naming;
mod team;

pub use make::{queued, statements};
pub use model::{
    Account, Activity, Actor, Context, ContextActivities, Definition, Interaction, Outcome, Score, Spoken, Verb,
};
pub use naming::Naming;
pub use team::{of_session, queued_session};

#[cfg(test)]
mod tests;
