//! Writing a scenario: what an editor needs to know of a text, and what it may do to it.
//!
//! A [`Document`] is any text with the place of everything in it, broken texts included. Edits are [`Patch`]es: replacements of small
//! ranges, so that comments and layout outside the edited value survive byte for byte. The window's workbench and `bounceback lsp` both
//! stand on it. Pure: knows no files, clocks, threads or screens.
//!
//! ```
//! use bounceback::scenario::template;
//! use bounceback::workbench::{Document, Path, Value, set};
//!
//! let mut document = Document::new(template("cake"));
//! let say = Path::beat("counter").a_move(0).name("say");
//! let patches = set(&document, &say, &Value::Text("Oh \"no\".".to_owned())).unwrap();
//! document.apply(&patches).unwrap();
//! let scenario = document.read().scenario.unwrap();
//! assert_eq!(scenario.beats[0].moves[0].say.raw(), "Oh \"no\".");
//! assert!(document.text().contains("// the weights sum to 256"));
//! ```

mod adopt;
mod complete;
mod context;
mod document;
mod duplicate;
mod edit;
mod fix;
mod form;
mod history;
mod hover;
mod hue;
mod insert;
mod lines;
mod merge;
mod names;
mod outline;
mod patch;
mod path;
mod rename;
mod rework;
mod schema;
mod shift;
mod stock;
mod stub;
mod suggest;
mod token;
mod tree;
mod value;
mod way;

pub use adopt::{Adopted, adopt_policy};
pub use complete::{Completion, CompletionKind, complete};
pub use document::Document;
pub use duplicate::{id_at, set_id, under_id};
pub use edit::{EditError, remove, set};
pub use fix::{Fix, fixes};
pub use form::{Item, Row, fill, fresh, items, rows, written};
pub use history::{CHANGES_MAX, Cause, History};
pub use hover::{Hover, hover};
pub use hue::{Hue, hues};
pub use insert::{add, add_named};
pub use lines::{Lines, Unit};
pub use merge::{Merged, merge};
pub use names::{Mention, Name, mentions, name_at};
pub use outline::{BeatOutline, MoveOutline, outline};
pub use patch::{Patch, apply, difference};
pub use path::{Path, Step};
pub use rename::{RenameError, is_id, rename};
pub use rework::{ReworkError, duplicate_beat, duplicate_move, extract};
pub use schema::{Field, FileKind, Record, Shape, Word, Words, record_of, shape_of};
pub use shift::shift;
pub use stub::{TO_WRITE, beat as stub_beat};
pub use suggest::suggestions;
pub use token::{Token, TokenKind};
pub use tree::{Entry, Node, NodeId, NodeKind, Tree};
pub use value::{Value, quoted, unquoted};
pub use way::{spot_at, way_to};
