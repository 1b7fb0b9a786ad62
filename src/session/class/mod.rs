//! A class of trainees, each alone with a drill on a page of their own: who is here, what each may do now, what each may see.
//!
//! Commands in, events out, time as an argument ([`Class::take`]); the same commands give the same class, so that it can be kept as the
//! list of what was taken. Everything a trainee does is under one rule: a page says on which turn it stood, and what comes from an older
//! one is refused, so that nothing is chosen twice and nobody chooses what they do not see.
//!
//! The drill itself is [`crate::session::Solo`]. Knows no sockets, stores, clocks or solvers: what was worked out about a drill is handed
//! to [`Class::view`].
//!
//! ```
//! use std::sync::Arc;
//!
//! use bounceback::scenario::{read, template};
//! use bounceback::session::Mode;
//! use bounceback::session::class::{Ask, Class, Command, Lot, Offered, Place, TraineeId, Worked};
//!
//! let text = template("cake");
//! let scenario = Arc::new(read(&text).scenario.expect("the template is valid"));
//! let policy = scenario.policy.clone();
//! let mut class = Class::new(vec![Offered { scenario, policy, text }]);
//! class.take(0, &Command::Door { open: true }).expect("the trainer's");
//! class.take(0, &Command::Come { name: Some("Maya".to_owned()) }).expect("a name");
//! let (maya, lot) = (TraineeId(0), Some(Lot { seed: 7, drill: uuid::Uuid::nil() }));
//! let ask = |turn, ask, lot| Command::Ask { trainee: maya, turn, ask, lot };
//! class.take(0, &ask(0, Ask::Look { scenario: "cake".to_owned() }, None)).expect("it is offered");
//! let begin = Ask::Begin { scenario: "cake".to_owned(), mode: Mode::Drill, sure: None };
//! class.take(0, &ask(1, begin, lot)).expect("it begins");
//! assert_eq!(class.trainee(maya).expect("she is here").place, Place::Drill);
//! let seen = class.view(maya, &Worked::default()).expect("she is here");
//! assert!(seen.drill.expect("it goes on").feelings.is_none(), "a drill without help");
//! ```

mod ask;
mod briefing;
mod command;
mod looked;
mod room;
mod table;
mod trainee;
mod view;

pub use briefing::{Card, Told, allowed};
pub use command::{Ask, Command, Event, Lot, Refused};
pub use looked::{LookedBack, MoveTold, Number};
pub use room::{Class, Offered, TRAINEES_MAX};
pub use table::{Chip, MoveOffered, Table};
pub use trainee::{Past, Place, Playing, Standing, Trainee, TraineeId};
pub use view::{Open, Person, View, Worked};
