//! What stands round the debrief: its tabs, the round of plus and delta, the end.

use bevy_egui::egui::{Id, Rect, Ui, pos2, vec2};

use super::debrief::pieces;
use super::pieces::{Piece, pieces_ui};
use crate::app::team::rehearsal::Rehearsal;
use crate::app::team::seen::Seen;
use crate::app::team::wish::{Page, Wish};
use crate::app::theme::Role;
use crate::app::widgets::{Kind, Pen, button_size, field, named_button, pick, set, set_field};
use crate::session::team::{Command, NoteKind};

/// Which page of the debrief is shown; where the row ends, and which was picked.
pub fn tabs_ui(ui: &mut Ui, rect: Rect, page: Page, pen: &Pen<'_>) -> (f32, Option<Wish>) {
    let theme = &pen.theme;
    let high = theme.t(40.0);
    let (mut x, mut y) = (rect.left(), rect.top());
    let mut picked = None;
    for (tab, number) in Page::ALL.into_iter().zip(1..) {
        let words = format!("{number}  {}", tab.words());
        let wide = set(ui, theme, Role::SmallStrong, theme.palette.ink, &words).size().x + theme.t(46.0);
        if x + wide > rect.right() && x > rect.left() {
            (x, y) = (rect.left(), y + high + 6.0);
        }
        let place = Rect::from_min_size(pos2(x, y), vec2(wide, high));
        let id = ui.id().with(("debrief", number));
        if pick(ui, theme, place, id, &words, tab.words(), tab == page).clicked() {
            picked = Some(Wish::Page(tab));
        }
        x = place.right() + 7.0;
    }
    (y + high, picked)
}

/// The round of plus and delta, with a field for what is said aloud.
pub fn notes_ui(ui: &mut Ui, rect: Rect, seen: &Seen, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    let high = theme.t(46.0).max(button_size(ui, theme, Kind::Quiet, "Δ").y);
    let above = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - high - 14.0));
    pieces_ui(ui, above, &pieces(seen, Page::Notes), pen);
    let keep = button_size(ui, theme, Kind::Quiet, "+ Keep");
    let change = button_size(ui, theme, Kind::Quiet, "Δ Change");
    let top = rect.bottom() - high;
    let id = Id::new("what was said aloud");
    let width = rect.width() - keep.x - change.x - 20.0;
    let place = Rect::from_min_size(pos2(rect.left(), top), vec2(width, high));
    let typed = field(ui, theme, place, id, "Said aloud", "What somebody says aloud", "");
    let at = pos2(place.right() + 10.0, top + (high - keep.y) / 2.0);
    let plus = named_button(ui, theme, at, Kind::Quiet, "+ Keep", "Note it as a plus").clicked();
    let at = pos2(at.x + keep.x + 10.0, at.y);
    let delta = named_button(ui, theme, at, Kind::Quiet, "Δ Change", "Note it as a delta").clicked();
    let kind = match (plus || typed.entered, delta) {
        (_, true) => NoteKind::Delta,
        (true, _) => NoteKind::Plus,
        _ => return None,
    };
    let text = typed.text.trim().to_owned();
    if text.is_empty() {
        return None;
    }
    set_field(ui, id, "");
    Some(Wish::Do(Command::Heard { kind, text }))
}

/// After the end: what can be taken along.
pub fn over_ui(ui: &mut Ui, rect: Rect, rehearsal: &Rehearsal, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    let high = button_size(ui, theme, Kind::Quiet, "S").y;
    let mut all = vec![
        Piece::Title("Thank you.".to_owned()),
        Piece::Words("Who does what by when stands in the plan. Begin with one thing, tomorrow.".to_owned()),
    ];
    all.extend(
        rehearsal
            .entrance
            .kept_at
            .as_ref()
            .map(|path| Piece::Soft(format!("The session is kept: {path}"))),
    );
    let above = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - 2.0 * high - 40.0));
    pieces_ui(ui, above, &all, pen);
    let (mut x, mut y) = (rect.left(), above.bottom() + 14.0);
    let mut wanted = None;
    for (words, wish) in [
        ("Write the session's page", Wish::SavePage),
        ("Write the plan's policy", Wish::SavePolicy),
        ("Leave the session", Wish::Close),
    ] {
        let size = button_size(ui, theme, Kind::Quiet, words);
        if x + size.x > rect.right() && x > rect.left() {
            (x, y) = (rect.left(), y + high + 8.0);
        }
        if named_button(ui, theme, pos2(x, y), Kind::Quiet, words, words).clicked() {
            wanted = Some(wish);
        }
        x += size.x + 10.0;
    }
    wanted
}
