//! The screen of the workbench: what stands beside the text, the text, and what is wrong with it.

mod aside;
mod entry;
mod faces;
mod findings;
mod form;
mod head;
mod keys;
mod lists;
mod menu;
mod page;
mod picture;
mod start;
mod text;
mod trial;
mod whole;

use bevy_egui::egui::{Id, Key, Rect, Ui, pos2, vec2};

pub use page::Page;
pub use text::text_id;
pub use trial::Trial;

use self::findings::question_ui;
use super::bench::{Bench, Open, Theirs};
use super::wish::{Side, Wish};
use crate::app::screen::Command;
use crate::app::shelf::Shelf;
use crate::app::theme::{GAP, MARGIN};
use crate::app::top::{Room, top_ui};
use crate::app::widgets::{Pen, note};

/// The screen of the workbench. `name` is that of whoever sits at the machine.
pub fn workbench_ui(ui: &mut Ui, bench: &mut Bench, shelf: &Shelf, name: &str, pen: &mut Pen<'_>) -> Option<Command> {
    let screen = ui.max_rect();
    let (bottom, command) = top_ui(ui, Room::Workbench, name, pen);
    let room = screen.shrink2(vec2(MARGIN, 0.0));
    let mut top = bottom + 14.0;
    let said = bench
        .open
        .as_ref()
        .and_then(|open| open.said.as_ref())
        .or(bench.said.as_ref());
    if let Some(said) = said {
        top = note(ui, &pen.theme, room, top, said);
    }
    let place = Rect::from_min_max(pos2(screen.left(), top), screen.max);
    let Some(open) = &mut bench.open else {
        let was_typing = ui.ctx().text_edit_focused();
        let leaves = ui.input(|input| input.key_pressed(Key::Escape)) && !was_typing;
        let wish = start::start_ui(ui, place, bench, shelf, pen);
        bench.wishes.extend(wish);
        return command.or_else(|| leaves.then_some(Command::Library));
    };
    let wishes = open_ui(ui, place, open, pen);
    bench.wishes.extend(wishes);
    command
}

/// An open text with all that stands round it.
fn open_ui(ui: &mut Ui, place: Rect, open: &mut Open, pen: &mut Pen<'_>) -> Vec<Wish> {
    let theme = pen.theme;
    let mut wishes: Vec<Wish> = Vec::new();
    let room = Rect::from_min_max(
        pos2(place.left() + MARGIN, place.top()),
        pos2(place.right() - MARGIN, place.bottom() - 16.0),
    );
    let (bottom, wish) = head::head_ui(ui, room, open, pen);
    wishes.extend(wish);
    let mut top = bottom + 10.0;
    for (words, answers) in questions(open) {
        let line = Rect::from_min_max(pos2(room.left(), top), room.max);
        let answers: Vec<(&str, Wish)> = answers
            .iter()
            .map(|(words, wish)| (words.as_str(), wish.clone()))
            .collect();
        let (bottom, wish) = question_ui(ui, line, &words, &answers, pen);
        wishes.extend(wish);
        top = bottom + 8.0;
    }
    // The findings along the lower edge, the text at the right.
    // Always as high: what is written above must not move under anybody's pointer.
    let below = theme.t(136.0).min(room.height() * 0.27);
    let split = Rect::from_min_max(pos2(room.left(), top), pos2(room.right(), room.bottom() - below - GAP));
    let share = ui.data(|data| data.get_temp::<f32>(share_id())).unwrap_or(0.5);
    let middle = split.left() + split.width() * share;
    let left = Rect::from_min_max(split.min, pos2(middle - GAP / 2.0, split.bottom()));
    let right = Rect::from_min_max(pos2(middle + GAP / 2.0, split.top()), split.max);
    divider_ui(ui, split, middle);
    let (bottom, wish) = head::sides_ui(ui, left, open, pen);
    wishes.extend(wish);
    let beside = Rect::from_min_max(pos2(left.left(), bottom + 3.0), left.max);
    match open.side {
        Side::Map => wishes.extend(picture::picture_ui(ui, beside, open, pen)),
        Side::Form => wishes.extend(form::form_ui(ui, beside, open, pen)),
        Side::Test => wishes.extend(trial::trial_ui(ui, beside, open, pen)),
        Side::History => wishes.extend(aside::history_ui(ui, beside, open, pen)),
        Side::Share => wishes.extend(aside::share_ui(ui, beside, open, pen)),
    }
    let (bottom, wish) = head::find_ui(ui, right, open, pen);
    wishes.extend(wish);
    let foot = text::foot_height(ui, pen);
    let words = Rect::from_min_max(pos2(right.left(), bottom), pos2(right.right(), right.bottom() - foot));
    wishes.extend(text::text_ui(ui, words, open, pen));
    text::foot_ui(
        ui,
        pos2(words.left() + 6.0, words.bottom() + 4.0),
        words.width() - 12.0,
        &open.sheet,
        pen,
    );
    let found = Rect::from_min_max(pos2(room.left(), room.bottom() - below), room.max);
    wishes.extend(findings::findings_ui(ui, found, open, pen));
    wishes
}

fn share_id() -> Id {
    Id::new("how much of the workbench is not text")
}

/// What lies between map and text can be drawn to the left and to the right.
fn divider_ui(ui: &mut Ui, split: Rect, middle: f32) {
    use bevy_egui::egui::{CursorIcon, Sense};
    let rect = Rect::from_x_y_ranges(middle - GAP / 2.0..=middle + GAP / 2.0, split.y_range());
    let response = ui
        .interact(rect, Id::new("divider of the workbench"), Sense::drag())
        .on_hover_cursor(CursorIcon::ResizeHorizontal);
    if response.dragged() {
        let share = (middle + response.drag_delta().x - split.left()) / split.width();
        ui.data_mut(|data| data.insert_temp(share_id(), share.clamp(0.2, 0.8)));
    }
}

/// What has to be decided, with its answers.
fn questions(open: &Open) -> Vec<(String, Vec<(String, Wish)>)> {
    let mut all = Vec::new();
    let name = open.sheet.name();
    match &open.theirs {
        Some(Theirs::Text(_)) => all.push((
            format!("{name} was changed by another program."),
            vec![
                ("Reload it".to_owned(), Wish::Theirs),
                ("Keep mine".to_owned(), Wish::Mine),
            ],
        )),
        Some(Theirs::Gone) => all.push((
            format!("{name} was deleted, or renamed, by another program."),
            vec![
                ("Save it again".to_owned(), Wish::Mine),
                ("Close".to_owned(), Wish::Close),
            ],
        )),
        None => {}
    }
    if open.rescued.is_some() {
        all.push((
            "The window ended before the last changes were saved.".to_owned(),
            vec![
                ("Bring them back".to_owned(), Wish::Rescue(true)),
                ("Leave them".to_owned(), Wish::Rescue(false)),
            ],
        ));
    }
    if let Some((beat, dropped)) = &open.dropped {
        all.push((
            format!(
                "Merging “{beat}” drops what is said on the way: {}",
                dropped.join(" / ")
            ),
            vec![
                ("Merge".to_owned(), Wish::Merge(beat.clone())),
                ("Leave it".to_owned(), Wish::Keep),
            ],
        ));
    }
    all
}
