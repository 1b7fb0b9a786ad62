//! A team's room on the local network: phones, the facilitator's remote, a shared screen. And a class, each trainee alone at a page
//! ([`ClassHost`]).
//!
//! [`Host`] runs beside whoever starts it, on threads of its own, and stops when it is dropped. It listens on the one address that it is told.
//! Phones speak with it over one WebSocket each; [`crate::session::team`] decides everything, one thread owns it (`room`), and every command
//! is on the disk before it is answered (`journal`), so that a host that was killed goes on where it stood ([`Host::again`]).
//!
//! Why WebSockets and not server-sent events with POST: both were measured bare (`benches/live.rs`). With a thousand phones they are alike;
//! with ten thousand that vote at once a stream and a POST need two connections of each phone, three times the memory and ten times as
//! long, because the second connection is opened with the vote. A token in a header would need `fetch` to read the stream, too: a browser's
//! `EventSource` sends none, and in an address a token must not stand.
//!
//! ```
//! use std::sync::Arc;
//!
//! use bounceback::scenario::{read, template};
//! use bounceback::serve::{Config, Host};
//! use bounceback::session::team::{Command, Phase, Start};
//!
//! let text = template("cake");
//! let scenario = Arc::new(read(&text).scenario.expect("the template is valid"));
//! let config = Config {
//!     start: Start::new(&scenario, 7),
//!     scenario_text: text,
//!     listen: Some("127.0.0.1".parse().expect("an address")),
//!     port: 0,       // any that is free
//!     folder: None,  // nothing is kept
//! };
//! let host = Host::start(config).expect("it can listen");
//! assert!(host.addresses()[0].starts_with("http://127.0.0.1:"));
//! host.tell(Command::Door { open: true }).expect("the facilitator's");
//! host.tell(Command::Next).expect("the customer speaks");
//! assert_eq!(host.team().phase(), Phase::Listening);
//! assert!(host.snapshot().room.voted == 0);
//! ```

mod accept;
mod address;
mod class;
mod forget;
mod host;
mod journal;
mod keep;
mod limit;
mod load;
mod message;
mod net;
mod room;
mod router;
mod snapshot;
mod socket;
mod token;
mod way;

pub use address::{Address, reached};
pub use class::{ClassConfig, ClassHost, News, Sitting, kept_class, youngest_class};
pub use forget::{Everything, FileShare, Forgotten, forget, shares};
pub use host::{Config, Host, HostError, kept_team};
pub use journal::{Journal, PLANS, is_held, newest_plan};
pub use keep::keep;
pub use load::{Load, Loaded, Spread, load};
pub use message::MESSAGE_BYTES_MAX;
pub use snapshot::{Looked, Snapshot};
pub use way::{Way, qr};
