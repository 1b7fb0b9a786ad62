//! The evidence behind a move: for each of its acts what is published, what the method says, and where the two differ.

use bevy_egui::egui::Ui;

use crate::app::theme::Role;
use crate::app::widgets::{Pen, Words, label, spaced};
use crate::customer::{ActKind, backing};

/// The evidence behind these acts, a piece of text for each.
pub fn texts(ui: &Ui, width: f32, acts: &[ActKind], pen: &Pen<'_>) -> Vec<Words> {
    acts.iter().map(|act| text(ui, width, *act, pen)).collect()
}

fn text(ui: &Ui, width: f32, act: ActKind, pen: &Pen<'_>) -> Words {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    let behind = backing(act);
    let strong = || label(theme, Role::SmallStrong, palette.ink);
    let soft = || label(theme, Role::Small, palette.soft);
    let head = format!("{}. ", act.words());
    let published = format!("Published: {}", behind.published.words());
    let method = behind.method.map(|method| format!(" The method: {}", method.words()));
    let differ = behind.differ.map(|differ| format!(" They differ: {differ}"));
    let mut pieces = vec![(head.as_str(), strong()), (published.as_str(), soft())];
    if let Some(method) = &method {
        pieces.push((method, soft()));
    }
    if let Some(differ) = &differ {
        pieces.push((differ, label(theme, Role::SmallStrong, palette.warn.strong)));
    }
    spaced(ui, width, pieces)
}
