//! The workbench with nothing on it: one's own scenarios, and how to begin a new one.

use bevy_egui::egui::{Id, Rect, Ui, pos2, vec2};

use super::entry::entered_ui;
use crate::app::shelf::Shelf;
use crate::app::theme::{GAP, MARGIN, Role};
use crate::app::widgets::{Column, Kind, Pen, button_size, flow, group, named_button, pick_row, scrolled};
use crate::app::workbench::bench::Bench;
use crate::app::workbench::wish::Wish;
use crate::customer::FailureKind;
use crate::scenario::Channel;
use crate::vocabulary::Vocabulary;
use crate::workbench::is_id;

/// The page in this place.
pub fn start_ui(ui: &mut Ui, rect: Rect, bench: &Bench, shelf: &Shelf, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    scrolled(ui, rect, "the workbench", theme.palette.paper, |ui, area| {
        let room = area.shrink2(vec2(MARGIN, 0.0));
        let half = (room.width() - GAP) / 2.0;
        let left = Rect::from_min_size(room.min, vec2(half, 0.0));
        let right = Rect::from_min_size(pos2(room.left() + half + GAP, room.top()), vec2(half, 0.0));
        let (own, opened) = group(ui, left, "Your scenarios", pen, |ui, column, pen| {
            own_ui(ui, column, bench, pen)
        });
        let (new, made) = group(ui, right, "A new scenario", pen, |ui, column, pen| {
            new_ui(ui, column, pen)
        });
        let below = Rect::from_min_size(pos2(right.left(), new + GAP), vec2(half, 0.0));
        let (copies, copied) = group(ui, below, "A copy of one that is here", pen, |ui, column, pen| {
            copy_ui(ui, column, shelf, pen)
        });
        let below = Rect::from_min_size(pos2(left.left(), own + GAP), vec2(half, 0.0));
        let (imported, brought) = group(ui, below, "From elsewhere", pen, import_ui);
        (
            copies.max(imported) + 24.0 - area.top(),
            opened.or(made).or(copied).or(brought),
        )
    })
}

fn own_ui(ui: &mut Ui, column: &mut Column, bench: &Bench, pen: &Pen<'_>) -> Option<Wish> {
    let mut asked = None;
    if bench.own.is_empty() {
        let words = "None yet. A new one goes into the folder bounceback/scenarios among your documents; other folders are named in the settings.";
        column.words(ui, pen, Role::Small, words);
    }
    for (at, own) in bench.own.iter().enumerate() {
        let words = match &own.title {
            Some(title) => format!("{title}  ·  {}.ron", own.id),
            None => format!("{}.ron  ·  cannot be played yet", own.id),
        };
        let id = Id::new(("own scenario", at));
        let response = pick_row(
            ui,
            &pen.theme,
            pos2(column.left, column.y),
            column.width,
            id,
            &words,
            &words,
            false,
        );
        if response.on_hover_text(own.path.display().to_string()).clicked() {
            asked = Some(Wish::Open(own.path.clone()));
        }
        column.y += ui
            .ctx()
            .read_response(id)
            .map_or(40.0, |response| response.rect.height())
            + 6.0;
    }
    column.gap(4.0);
    asked
}

/// What is chosen for a new scenario.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    failure: usize,
    channel: usize,
}

fn new_ui(ui: &mut Ui, column: &mut Column, pen: &Pen<'_>) -> Option<Wish> {
    let key = Id::new("what a new scenario is about");
    let mut chosen = ui
        .data(|data| data.get_temp::<Chosen>(key))
        .unwrap_or(Chosen { failure: 0, channel: 0 });
    column.head(ui, pen, "WHAT FAILED");
    let pieces: Vec<(String, bool)> = FailureKind::ALL
        .iter()
        .enumerate()
        .map(|(at, kind)| (spaced(kind.name()), at == chosen.failure))
        .collect();
    if let Some(at) = flow(ui, column, "failures", &pieces, pen) {
        chosen.failure = at;
    }
    column.gap(8.0);
    column.head(ui, pen, "WHERE THE CUSTOMER TALKS TO US");
    let pieces: Vec<(String, bool)> = Channel::ALL
        .iter()
        .enumerate()
        .map(|(at, channel)| (channel.words().to_owned(), at == chosen.channel))
        .collect();
    if let Some(at) = flow(ui, column, "channels", &pieces, pen) {
        chosen.channel = at;
    }
    ui.data_mut(|data| data.insert_temp(key, chosen));
    column.gap(8.0);
    column.head(ui, pen, "ITS NAME: SMALL LETTERS, DIGITS, HYPHENS");
    let id = Id::new("the id of a new scenario");
    let entered = entered_ui(ui, column, id, "the-wet-parcel", pen);
    let typed = entered.or_else(|| pressed_ui(ui, column, id, "Create it", pen));
    let (failure, channel) = (FailureKind::ALL[chosen.failure], Channel::ALL[chosen.channel]);
    let said = Id::new("why a name is none");
    let mut asked = None;
    if let Some(id) = typed {
        let id = id.to_lowercase().replace([' ', '_'], "-");
        if is_id(&id) {
            ui.data_mut(|data| data.remove_temp::<String>(said));
            asked = Some(Wish::New(id, failure, channel));
        } else {
            let why = format!("“{id}” is no name for a file of a scenario: small letters, digits and hyphens.");
            ui.data_mut(|data| data.insert_temp(said, why));
        }
    }
    if let Some(why) = ui.data(|data| data.get_temp::<String>(said)) {
        column.words(ui, pen, Role::Small, &why);
    }
    let words =
        "It begins as a small drill that can be played; a story of the records begins one, too (Records, Stories).";
    column.words(ui, pen, Role::Small, words);
    asked
}

/// "`ServiceSlow`" as "Service slow".
fn spaced(name: &str) -> String {
    let mut out = String::new();
    for (at, letter) in name.chars().enumerate() {
        if at > 0 && letter.is_uppercase() {
            out.push(' ');
            out.extend(letter.to_lowercase());
        } else {
            out.push(letter);
        }
    }
    out
}

fn copy_ui(ui: &mut Ui, column: &mut Column, shelf: &Shelf, pen: &Pen<'_>) -> Option<Wish> {
    let items: Vec<_> = shelf.items().collect();
    let pieces: Vec<(String, bool)> = items.iter().map(|item| (item.scenario.title.clone(), false)).collect();
    let picked = flow(ui, column, "copies", &pieces, pen);
    column.gap(4.0);
    picked.map(|at| Wish::Copy(items[at].scenario.id.clone()))
}

fn import_ui(ui: &mut Ui, column: &mut Column, pen: &Pen<'_>) -> Option<Wish> {
    let words = "A pack (.zip), a Twine story (.twee), a compiled ink story (.json): drop the file on this window, or type its place.";
    column.words(ui, pen, Role::Small, words);
    let id = Id::new("a file from elsewhere");
    let typed = entered_ui(ui, column, id, "/home/ana/wet-parcel.zip", pen);
    let dropped = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    let dropped = dropped.map(|path| path.display().to_string());
    let pressed = pressed_ui(ui, column, id, "Bring it in", pen);
    typed.or(dropped).or(pressed).map(Wish::Import)
}

/// A button below a field; what stands in the field, once it was pressed.
fn pressed_ui(ui: &mut Ui, column: &mut Column, id: Id, words: &str, pen: &Pen<'_>) -> Option<String> {
    let theme = &pen.theme;
    let size = button_size(ui, theme, Kind::Small, words);
    let at = pos2(column.left, column.y);
    let is_pressed = named_button(ui, theme, at, Kind::Small, words, words).clicked();
    column.y += size.y + 8.0;
    let typed = ui.data(|data| data.get_temp::<String>(id));
    typed.filter(|typed| is_pressed && !typed.trim().is_empty())
}
