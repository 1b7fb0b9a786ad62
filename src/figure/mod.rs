//! Customers and the places where they stand, as flat vector shapes.
//!
//! A [`Look`] (what a trainer writes) and a [`Face`] (how strongly each muscle group acts, from [`Feelings`]) make the
//! shapes of one person: [`customer`] to half body, [`portrait`] for small pictures. A [`Rig`] moves a face smoothly in
//! time, a [`Waveform`] shows a voice. A [`Set`] makes the shapes of a place. All are plain fills and lines ([`Shape`]); nothing here draws: the
//! window paints them, [`svg`] writes them down.
//!
//! This module knows nothing of scenarios, drills, windows, files and clocks: time is an argument.
//!
//! ```
//! use bounceback::figure::{Face, Feelings, Look, PORTRAIT_FRAME, portrait, svg};
//!
//! let look: Look = ron::from_str(r##"(skin: 5, hair: (style: Waves), glasses: Round)"##).unwrap();
//! let face = Face::of(&Feelings { anger: 7.0, loss: 60.0, ..Feelings::default() });
//! let picture = svg(&portrait(&look, &face), PORTRAIT_FRAME);
//! assert!(picture.starts_with("<svg"));
//! ```

mod adorn;
mod colour;
mod customer;
mod eye;
mod face;
mod gesture;
mod hair;
mod head;
mod ink;
mod item;
mod life;
mod long_hair;
mod look;
mod mouth;
mod outline;
mod palette;
mod part;
mod path;
mod rig;
mod set;
mod shape;
mod sheet;
mod svg;
mod waveform;
mod wear;

#[cfg(test)]
mod laws;

pub use colour::Colour;
pub use customer::{PORTRAIT_FRAME, customer, portrait};
pub use face::{Face, Feelings};
pub use gesture::Gesture;
pub use look::{
    Beard, Brows, Build, Covering, Earrings, Glasses, Hair, HairStyle, HeadShape, Look, Outfit, OutfitStyle,
};
pub use outline::{BadOutline, outline};
pub use path::{Path, Point, Segment, point};
pub use rig::Rig;
pub use set::{SET_FRAME, SETS, Set, plain_set, set_named};
pub use shape::{Paint, Place, Shape, Stroke};
pub use sheet::{Sitter, catalogue, contact_sheet};
pub use svg::svg;
pub use waveform::Waveform;
