//! The screens of the records: a page each for a person, the team, a scenario, the manager, and stories.

mod manager;
mod people;
mod person;
mod scenario;
mod stories;
mod team;

use bevy_egui::egui::{Key, Rect, Ui, pos2, vec2};

pub use person::last_words;

use super::desk::Desk;
use super::wish::{Tab, Wish};
use crate::app::screen::Command;
use crate::app::theme::{GAP, MARGIN, Role};
use crate::app::top::{Room, top_ui};
use crate::app::widgets::{Column, Pen, focus_first, note, pick, set};

/// What a page asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    Wish(Wish),
    Go(Command),
}

/// The screen of the records. `name` is that of whoever sits at the machine.
pub fn records_ui(ui: &mut Ui, desk: &Desk, name: &str, pen: &mut Pen<'_>) -> Option<Asked> {
    let screen = ui.max_rect();
    let was_typing = ui.ctx().text_edit_focused();
    let mut asked = None;
    if ui.input(|input| input.key_pressed(Key::Escape)) && !was_typing {
        asked = Some(Asked::Go(Command::Library));
    }
    let (bottom, wanted) = top_ui(ui, Room::Records, name, pen);
    asked = wanted.map(Asked::Go).or(asked);
    let room = screen.shrink2(vec2(MARGIN, 0.0));
    let (below, tab) = tabs_ui(
        ui,
        Rect::from_min_max(pos2(room.left(), bottom + 16.0), room.max),
        desk,
        pen,
    );
    asked = tab.map(|tab| Asked::Wish(Wish::Turn(tab))).or(asked);
    let mut top = below + 12.0;
    if let Some(said) = &desk.said {
        top = note(ui, &pen.theme, room, top, said);
    }
    let page = Rect::from_min_max(pos2(screen.left(), top), screen.max);
    if !desk.has_records() {
        let words =
            "Nothing is recorded here: bounceback was started with --no-record, or the records cannot be opened.";
        let mut column = Column {
            left: room.left() + 4.0,
            width: room.width() - 8.0,
            y: top + 10.0,
        };
        column.words(ui, pen, Role::Body, words);
        return asked;
    }
    let of_page = match desk.tab {
        Tab::Person => person::person_ui(ui, page, desk, name, pen),
        Tab::Team => team::team_ui(ui, page, desk, pen),
        Tab::Scenario => scenario::scenario_ui(ui, page, desk, pen),
        Tab::Manager => manager::manager_ui(ui, page, desk, pen),
        Tab::Stories => stories::stories_ui(ui, page, desk, pen),
    };
    of_page.or(asked)
}

/// Which page is shown; where the row ends, and which page was picked.
fn tabs_ui(ui: &mut Ui, rect: Rect, desk: &Desk, pen: &Pen<'_>) -> (f32, Option<Tab>) {
    let theme = &pen.theme;
    let mut left = rect.left();
    let mut picked = None;
    let height = theme.t(42.0);
    let mut top = rect.top();
    for tab in Tab::ALL {
        let words = set(ui, theme, Role::SmallStrong, theme.palette.ink, tab.words());
        let width = words.size().x + theme.t(44.0);
        if left + width > rect.right() && left > rect.left() {
            (left, top) = (rect.left(), top + height + 6.0);
        }
        let place = Rect::from_min_size(pos2(left, top), vec2(width, height));
        let id = ui.id().with(("tab", tab.words()));
        let response = pick(ui, theme, place, id, tab.words(), tab.words(), tab == desk.tab);
        if tab == desk.tab {
            focus_first(ui, &response, pen.entered);
        }
        if response.clicked() {
            picked = Some(tab);
        }
        left = place.right() + 7.0;
    }
    (top + height, picked)
}

/// The places of a list at the left and of what is shown beside it.
fn beside(rect: Rect, pen: &Pen<'_>) -> (Rect, Rect) {
    let room = rect.shrink2(vec2(MARGIN, 0.0));
    let width = pen.theme.t(270.0).min(room.width() * 0.32);
    let list = Rect::from_min_max(room.min, pos2(room.left() + width, rect.bottom() - 24.0));
    let page = Rect::from_min_max(pos2(list.right() + GAP - 6.0, rect.top()), rect.max);
    (list, page)
}

/// Room for cards in what is shown beside a list, with the column of words above them.
fn inside(area: Rect) -> (Rect, Column) {
    let room = Rect::from_min_max(
        pos2(area.left() + 6.0, area.top()),
        pos2(area.right() - MARGIN, area.bottom()),
    );
    (room, heading(room))
}

/// The column of words above cards.
fn heading(room: Rect) -> Column {
    Column {
        left: room.left() + 4.0,
        width: room.width() - 8.0,
        y: room.top() + 2.0,
    }
}

/// While something is brought.
fn waiting_ui(ui: &mut Ui, column: &mut Column, pen: &Pen<'_>) {
    column.words(ui, pen, Role::Body, "Looking it up…");
}

/// "1 drill", "3 drills".
fn drills(count: i64) -> String {
    match count {
        1 => "1 drill".to_owned(),
        count => format!("{count} drills"),
    }
}
