//! The line above the workbench: which file, how it stands, and the button that plays from here.

use bevy_egui::egui::{Id, Key, Modifiers, Rect, Ui, pos2};

use super::keys::find_next;
use super::picture::{beat_of, here};
use crate::app::theme::{Role, Tone};
use crate::app::widgets::{Column, Kind, Pen, button_size, chip, elided, field, flow, named_button, set_field, write};
use crate::app::workbench::bench::Open;
use crate::app::workbench::wish::{Side, Wish};
use crate::lint::Spot;

/// The id of the search.
fn find_id() -> Id {
    Id::new("search in the text")
}

/// The line; where it ends, and what was asked for.
pub fn head_ui(ui: &mut Ui, room: Rect, open: &mut Open, pen: &Pen<'_>) -> (f32, Option<Wish>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let mut asked = None;
    let close = "Close";
    let size = button_size(ui, theme, Kind::Quiet, close);
    let high = size.y;
    let middle = room.top() + high / 2.0;
    let mut right = room.right();
    let spot = here(open);
    let beat = spot.map(beat_of);
    let readable = open.sheet.readable.as_ref();
    let is_good = open.sheet.count().0 == 0;
    let play = beat.zip(readable).filter(|_| is_good).map(|(beat, readable)| {
        let name = &readable.scenario.beat(beat).id;
        (beat, format!("▶ Play from “{name}”"))
    });
    if let Some((beat, words)) = play {
        let mut words = words;
        if button_size(ui, theme, Kind::Dark, &words).x > room.width() * 0.36 {
            "▶ Play from here".clone_into(&mut words);
        }
        let size = button_size(ui, theme, Kind::Dark, &words);
        let at = pos2(right - size.x, room.top());
        let response = named_button(ui, theme, at, Kind::Dark, &words, &words);
        if response
            .on_hover_text("Ctrl+Enter plays on from the very move or line at the caret")
            .clicked()
        {
            asked = Some(Wish::Play(Spot::Beat(beat)));
        }
        right = at.x - 8.0;
    }
    let at = pos2(right - size.x, room.top());
    if named_button(ui, theme, at, Kind::Quiet, close, "Close this scenario").clicked() {
        asked = Some(Wish::Close);
    }
    right = at.x - 14.0;
    let name = chip(
        ui,
        theme,
        pos2(room.left(), middle - theme.t(13.0)),
        &open.sheet.name(),
        Tone::Plain,
    );
    let words = standing(open);
    let words = elided(
        ui,
        theme,
        Role::Small,
        palette.soft,
        right - name.right() - 28.0,
        1,
        &words,
    );
    let at = pos2(name.right() + 14.0, middle - words.size().y / 2.0);
    write(ui, at, &words);
    (room.top() + high, keys(ui, spot).or(asked))
}

/// Keys that work on the whole workbench.
fn keys(ui: &mut Ui, spot: Option<Spot>) -> Option<Wish> {
    let pressed = |ui: &mut Ui, modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(ui, Modifiers::COMMAND, Key::S) {
        return Some(Wish::Save);
    }
    if pressed(ui, Modifiers::COMMAND, Key::Enter) {
        return spot.map(Wish::Play);
    }
    if pressed(ui, Modifiers::COMMAND, Key::F) {
        set_field(ui, find_id(), "");
        ui.memory_mut(|memory| memory.request_focus(find_id()));
    }
    if pressed(ui, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z) || pressed(ui, Modifiers::COMMAND, Key::Y) {
        return Some(Wish::Redo);
    }
    if pressed(ui, Modifiers::COMMAND, Key::Z) {
        return Some(Wish::Undo);
    }
    for (key, side) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5]
        .into_iter()
        .zip(Side::ALL)
    {
        if pressed(ui, Modifiers::COMMAND, key) {
            return Some(Wish::Turn(side));
        }
    }
    None
}

/// How the text stands: saved, solved, worth.
fn standing(open: &Open) -> String {
    let sheet = &open.sheet;
    let mut pieces = vec![if sheet.is_saved() {
        "saved".to_owned()
    } else {
        "not saved yet".to_owned()
    }];
    let worth = sheet.worth.as_ref().filter(|(turn, _)| *turn == sheet.turn());
    match worth {
        Some((_, worth)) => {
            let states = grouped(worth.states);
            pieces.push(format!("solved: {states} states in {:.2} s", worth.seconds));
            pieces.extend(worth.best.map(|tier| format!("best line {tier}")));
            pieces.extend(worth.random.map(|score| format!("random trainee {score:.0}")));
        }
        None if sheet.count().0 > 0 => pieces.push("cannot be played yet".to_owned()),
        None if open.checker.is_busy() => pieces.push("being solved…".to_owned()),
        None => {}
    }
    pieces.join(" · ")
}

/// 11204 as "11,204".
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What stands at the left, to choose from; where it ends.
pub fn sides_ui(ui: &mut Ui, place: Rect, open: &Open, pen: &Pen<'_>) -> (f32, Option<Wish>) {
    let pieces: Vec<(String, bool)> = Side::ALL
        .iter()
        .map(|side| (side.words().to_owned(), *side == open.side))
        .collect();
    let mut column = Column {
        left: place.left(),
        width: place.width(),
        y: place.top(),
    };
    let picked = flow(ui, &mut column, "sides", &pieces, pen);
    (column.y, picked.map(|at| Wish::Turn(Side::ALL[at])))
}

/// The search in the text, above it; where it ends.
pub fn find_ui(ui: &mut Ui, place: Rect, open: &mut Open, pen: &Pen<'_>) -> (f32, Option<Wish>) {
    let theme = &pen.theme;
    let mut asked = None;
    let mut right = place.right();
    let (back, again) = open.sheet.depth();
    for (words, name, wish, is_open) in [
        ("Redo", "Bring back what was taken back", Wish::Redo, again > 0),
        ("Undo", "Take the last change back", Wish::Undo, back > 0),
    ] {
        let size = button_size(ui, theme, Kind::Small, words);
        let at = pos2(right - size.x, place.top() + 3.0);
        if named_button(ui, theme, at, Kind::Small, words, name).clicked() && is_open {
            asked = Some(wish);
        }
        right = at.x - 6.0;
    }
    let rect = Rect::from_min_max(place.min, pos2(right - 4.0, place.top() + theme.t(36.0)));
    let typed = field(
        ui,
        theme,
        rect,
        find_id(),
        "Search in the text",
        "search in the text (Ctrl+F)",
        "",
    );
    if typed.entered && !typed.text.is_empty() && !find_next(&mut open.sheet, &typed.text) {
        asked = Some(Wish::Say(format!("“{}” does not stand in this text", typed.text)));
    }
    let is_left = ui.input(|input| input.key_pressed(Key::Escape));
    if is_left && ui.memory(|memory| memory.had_focus_last_frame(find_id())) {
        open.page.wants_focus = true;
    }
    (rect.bottom() + 8.0, asked)
}
