//! A team at one drill: everybody votes hidden, the votes are shown, the team talks and decides, the customer reacts.
//!
//! [`Team`] takes [`Command`]s with the time at which they came and answers [`Event`]s. A command that is refused changes nothing; one that
//! is taken stands in the [`Log`], and a log played again is the same session. What may be seen is one [`RoomView`] for shared screen and
//! phones, an [`OwnView`] for one phone, a [`FacilitatorView`]: **none of them holds a vote of somebody else before the reveal**.
//! [`TeamReview`] tells what the talk was worth, with the price of the consensus. Knows no clocks, threads, files or networks.
//!
//! ```
//! use std::sync::Arc;
//!
//! use bounceback::scenario::{read, template};
//! use bounceback::session::team::{Command, MemberId, Phase, Start, Team};
//!
//! let scenario = Arc::new(read(&template("cake")).scenario.expect("the template is valid"));
//! let mut team = Team::start(&scenario, Start::new(&scenario, 7));
//! team.take(0, &Command::Door { open: true }).expect("the facilitator's");
//! team.take(5, &Command::Join { name: "Maya".to_owned() }).expect("the door is open");
//! team.take(10, &Command::Next).expect("the customer speaks");
//! team.take(20, &Command::Next).expect("everybody votes");
//! let choice = team.drill().offers()[0].index;
//! let vote = Command::Vote { member: MemberId(0), ballot: 0, choice };
//! team.take(30, &vote).expect("Maya votes");
//! assert_eq!(team.phase(), Phase::Reveal, "all have voted");
//! assert_eq!(Team::replay(&scenario, team.log()).expect("its own log"), team);
//! ```

mod ballot;
mod command;
mod debrief;
mod decide;
mod forget;
mod go;
mod log;
mod member;
mod own;
mod people;
mod plan;
mod price;
mod prompt;
mod room;
mod round;
mod view;

pub use ballot::{Ballot, Kind};
pub use command::{Command, Event, NoteKind, Refused};
pub use debrief::{BeatDebrief, OwnDebrief, SplitView, TeamDebrief};
pub use forget::Share;
pub use log::{Entry, Log, ReplayFault, Start};
pub use member::{Member, MemberId, NAME_MAX, Standing};
pub use own::{FacilitatorView, InjectView, OwnView, OwnVote, Person};
pub use plan::{CHANGES_MAX, Change, PLAN_TEXT_MAX, Plan};
pub use price::{BeatPrice, MemberPrice, TeamReview, Versus};
pub use prompt::{division, prompt};
pub use room::{HEARD_MAX, MEMBERS_MAX, NOTE_MAX, NOTES_MAX, Note, Phase, Team};
pub use round::{By, Decision, Round};
pub use view::{MoveView, RoomView, SaidView};
