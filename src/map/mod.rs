//! The scenario as a map: beats from left to right, moves as ways between them, made from the text alone.
//!
//! [`Graph::of`] says what leads where; [`Layout::of`] gives every beat a place and every way its bends. Who draws it says how wide and
//! of what colour a way is: what trainees chose, or what a play would choose.
//!
//! Layers, reversed circles and bends are worked out here; the order within a layer and the places are those of the crate
//! `rust-sugiyama` (Gansner et al., *A technique for drawing directed graphs*, 1993; Brandes and Köpf, *Fast and simple horizontal
//! coordinate assignment*, 2001).
//!
//! ```
//! use bounceback::library::Library;
//! use bounceback::map::{Graph, Layout, Place};
//!
//! let library = Library::shipped();
//! let heel = library.find("broken-heel").expect("shipped");
//! let graph = Graph::of(heel, true);
//! let layout = Layout::of(&graph);
//! assert_eq!(graph.nodes[0], Place::Beat(heel.start));
//! // The start stands left of everything that follows.
//! assert!(layout.spots.iter().skip(1).all(|spot| spot.x >= layout.spots[0].x));
//! ```

mod flow;
mod graph;
mod layout;
mod svg;

pub use flow::{Flow, Went, flows};
pub use graph::{Graph, Place, Way};
pub use layout::{HIGH, Layout, Spot, WIDE};
pub use svg::{Used, svg};
