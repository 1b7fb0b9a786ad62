//! bounceback: rehearse service recovery, and see what the best play would have been.
//!
//! The core is pure and deterministic: [`customer`] is the mind, [`scenario`] what trainers write, [`drill`] the rules of play.
//! Around it stand [`library`] (files), [`session`] (people, mode, pace), [`figure`] (faces and places as shapes) and the skins:
//! the command line ([`cli`]) and, with the feature `app`, the window. `ARCHITECTURE.md` shows the map.

#[cfg(feature = "app")]
pub mod app;
pub mod cli;
pub mod customer;
pub mod demo;
pub mod diagnostic;
pub mod drill;
pub mod exchange;
pub mod figure;
pub mod library;
pub mod lint;
pub mod lsp;
pub mod map;
pub mod practice;
pub mod record;
pub mod report;
pub mod scenario;
pub mod serve;
pub mod session;
pub mod solve;
pub mod sound;
pub mod vocabulary;
pub mod workbench;
