//! Lists in forms: each entry with what can be done to it, one more, several of a few words, chances.

use bevy_egui::egui::{Id, Ui, pos2};

use super::entry::line_ui;
use super::form::{Form, button, edit, link_ui, put, value_ui};
use crate::app::theme::{Role, Tone};
use crate::app::widgets::{Column, Kind, Pen, button_size, chip, flow, named_button, set, wrapped, write};
use crate::app::workbench::wish::Wish;
use crate::workbench::{
    Document, Path, Shape, Step, Value, Words, add, fresh, items, remove, set as write_value, shift, written,
};

/// A list: each entry with what can be done to it, and one more.
pub fn list_ui(ui: &mut Ui, column: &mut Column, item: Shape, path: &Path, form: &mut Form<'_>, pen: &mut Pen<'_>) {
    if let Shape::Word(of) = item {
        toggles_ui(ui, column, of, path, form, pen);
        return;
    }
    let entries = items(form.document, path);
    let count = entries.len();
    for (at, entry) in entries.iter().enumerate() {
        let (left, width) = (column.left, column.width);
        let side = entry_ui(ui, column, at, count, path, form, pen);
        column.width = width - side - 8.0;
        let top = column.y;
        match item {
            Shape::Record(record) => {
                let title = if entry.title.is_empty() {
                    record.name
                } else {
                    &entry.title
                };
                if link_ui(ui, column, title, &entry.path, pen) {
                    form.wishes.push(Wish::Look(entry.path.clone()));
                }
            }
            Shape::Act { .. } => {
                let words = form
                    .document
                    .place(&entry.path)
                    .map_or("", |span| form.document.slice(&span))
                    .to_owned();
                act_ui(ui, column, &entry.path, &words, form, pen);
            }
            _ => value_ui(ui, column, item, &entry.path, Some(&entry.title), form, pen, 1),
        }
        (column.left, column.width) = (left, width);
        column.y = column.y.max(top + pen.theme.t(30.0)) + 4.0;
    }
    let more = match item {
        Shape::Record(record) => {
            let article = if record.name.starts_with(['a', 'e', 'i', 'o', 'u']) {
                "an"
            } else {
                "a"
            };
            format!("Add {article} {}", record.name)
        }
        Shape::Act { .. } | Shape::Flag | Shape::Beat { .. } => {
            let place = path.clone().item(count);
            if let Some(words) = adding_ui(ui, column, item, &place, form, pen) {
                add_item(form, path, count, written(item, &words));
            }
            return;
        }
        _ => "Add one".to_owned(),
    };
    if button(ui, column, &more, path, pen) {
        add_item(form, path, count, Ok(fresh(form.document, item)));
        if matches!(item, Shape::Record(_)) {
            form.wishes.push(Wish::Look(path.clone().item(count)));
        }
    }
}

/// A new entry at the end of a list, which is made where there is none.
fn add_item(form: &mut Form<'_>, list: &Path, count: usize, value: Result<Value, String>) {
    let patches = value.and_then(|value| {
        if form.document.find(list).is_some() {
            return add(form.document, list, count, &value).map_err(|why| why.to_string());
        }
        let ron = value.ron().unwrap_or_default();
        write_value(form.document, list, &Value::Ron(format!("[{ron}]"))).map_err(|why| why.to_string())
    });
    edit(form, patches);
}

/// A field for one more of those that can be named.
fn adding_ui(
    ui: &mut Ui,
    column: &mut Column,
    item: Shape,
    place: &Path,
    form: &Form<'_>,
    pen: &Pen<'_>,
) -> Option<String> {
    let known = known(form.document, item, place);
    let id = Id::new(("adding", place.split().map(|(list, _)| list)));
    let picked = super::entry::suggest_with(ui, column, id, "", &known, "add one: type, or choose", pen);
    let picked = picked.filter(|(words, is_done)| *is_done && !words.trim().is_empty());
    picked.map(|(words, _)| {
        crate::app::widgets::set_field(ui, id, "");
        // The next one can be typed at once.
        ui.memory_mut(|memory| memory.request_focus(id));
        words
    })
}

/// An act with its argument, and what it means.
fn act_ui(ui: &mut Ui, column: &mut Column, path: &Path, words: &str, form: &mut Form<'_>, pen: &Pen<'_>) {
    if let Some(typed) = line_ui(ui, column, path, words, "an act", pen) {
        put(ui, form, path, &typed);
    }
    let at = form.document.place(path).map_or(0, |span| span.start + 1);
    if let Some(told) = crate::workbench::hover(form.document, at) {
        let theme = &pen.theme;
        let meaning = told.lines.get(1).cloned().unwrap_or_default();
        let words = wrapped(ui, theme, Role::Hint, theme.palette.soft, column.width, &meaning);
        column.y = write(ui, pos2(column.left, column.y), &words).bottom() + 2.0;
    }
}

/// Buttons at the right of an entry: up, down, out. How wide they are.
fn entry_ui(
    ui: &mut Ui,
    column: &Column,
    at: usize,
    count: usize,
    list: &Path,
    form: &mut Form<'_>,
    pen: &Pen<'_>,
) -> f32 {
    let theme = &pen.theme;
    let mut right = column.left + column.width;
    let from = right;
    for (words, name) in [("×", "Take out"), ("↓", "Move down"), ("↑", "Move up")] {
        let size = button_size(ui, theme, Kind::Small, words);
        let corner = pos2(right - size.x, column.y);
        let name = format!("{name} {} of {list}", at + 1);
        let is_pressed = named_button(ui, theme, corner, Kind::Small, words, &name).clicked();
        right = corner.x - 4.0;
        if !is_pressed {
            continue;
        }
        match words {
            "×" => edit(form, remove(form.document, &list.clone().item(at))),
            "↓" if at + 1 < count => edit(form, shift(form.document, list, at, at + 1)),
            "↑" if at > 0 => edit(form, shift(form.document, list, at, at - 1)),
            _ => {}
        }
    }
    from - right
}

/// Several of a few words.
fn toggles_ui(ui: &mut Ui, column: &mut Column, of: &Words, path: &Path, form: &mut Form<'_>, pen: &Pen<'_>) {
    let chosen = items(form.document, path);
    let list = of.list();
    let pieces: Vec<(String, bool)> = list
        .iter()
        .map(|word| (word.name.to_owned(), chosen.iter().any(|item| item.title == word.name)))
        .collect();
    let Some(at) = flow(ui, column, &path.to_string(), &pieces, pen) else {
        return;
    };
    match chosen.iter().position(|item| item.title == list[at].name) {
        Some(place) => edit(form, remove(form.document, &path.clone().item(place))),
        None => add_item(form, path, chosen.len(), Ok(Value::Word(list[at].name.to_owned()))),
    }
}

/// Chances: a weight for each word; what they sum to.
pub fn chances_ui(ui: &mut Ui, column: &mut Column, of: &Words, path: &Path, form: &mut Form<'_>, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let weights: Vec<(String, i64)> = items(form.document, path)
        .iter()
        .filter_map(|item| {
            let inside = item.title.trim_start_matches('(').trim_end_matches(')');
            let (name, weight) = inside.split_once(',')?;
            Some((name.trim().to_owned(), weight.trim().parse().ok()?))
        })
        .collect();
    let (left, width) = (column.left, column.width);
    let wide = theme.t(110.0);
    for word in of.list() {
        let place = weights.iter().position(|(name, _)| name == word.name);
        let name = set(ui, theme, Role::Small, theme.palette.ink, word.name);
        write(ui, pos2(left, column.y + theme.t(8.0)), &name);
        (column.left, column.width) = (left + theme.t(150.0).max(name.size().x + 12.0), wide);
        let now = place.map_or(String::new(), |place| weights[place].1.to_string());
        let own = path.clone().name(word.name);
        let typed = line_ui(ui, column, &own, &now, "0", pen);
        (column.left, column.width) = (left, width);
        let Some(typed) = typed else { continue };
        let weight = Shape::Whole(0, 256);
        match (place, typed.trim()) {
            (Some(place), "") => edit(form, remove(form.document, &path.clone().item(place))),
            (Some(place), words) => match written(weight, words) {
                Ok(value) => edit(
                    form,
                    write_value(form.document, &path.clone().item(place).item(1), &value),
                ),
                Err(why) => form.refused = Some(why),
            },
            (None, "") => {}
            (None, words) => match words.parse::<u16>() {
                Ok(number) if number <= 256 => {
                    let value = Value::Ron(format!("({}, {number})", word.name));
                    add_item(form, path, weights.len(), Ok(value));
                }
                _ => form.refused = Some(format!("`{words}` is no weight: a whole number, 0 to 256")),
            },
        }
    }
    let sum: i64 = weights.iter().map(|(_, weight)| weight).sum();
    if !weights.is_empty() {
        let (words, tone) = if sum == 256 {
            ("sums to 256".to_owned(), Tone::Good)
        } else {
            (format!("sums to {sum}: must be 256"), Tone::Bad)
        };
        let mark = chip(ui, theme, pos2(left, column.y), &words, tone);
        column.y = mark.bottom() + 4.0;
    }
}

/// What could be named in a place.
pub fn known(document: &Document, shape: Shape, path: &Path) -> Vec<(String, String)> {
    // Completion knows it: asked for at the place itself where something stands there, else in a text that holds it.
    let mut scratch = document.clone();
    let ron = match shape {
        Shape::Act { .. } => Value::Word("A".to_owned()),
        _ => Value::Text(String::new()),
    };
    let patches = match path.split() {
        Some((list, Step::Item(at))) if document.find(path).is_none() => add(document, &list, *at, &ron),
        _ => write_value(document, path, &ron),
    };
    let Ok(patches) = patches else { return Vec::new() };
    if scratch.apply(&patches).is_none() {
        return Vec::new();
    }
    let Some(place) = scratch.place(path) else {
        return Vec::new();
    };
    let at = place.start + usize::from(!matches!(shape, Shape::Act { .. }));
    let mut found = crate::workbench::complete(&scratch, at);
    if matches!(shape, Shape::Act { .. }) {
        // What begins with the letter that stood there is not meant.
        let mut empty = scratch.clone();
        if empty.apply(&[crate::workbench::Patch::remove(place.clone())]).is_some() {
            found = crate::workbench::complete(&empty, place.start);
        }
    }
    found
        .into_iter()
        .map(|entry| match shape {
            Shape::Act { .. } => (entry.insert, entry.meaning),
            _ => (entry.label, entry.meaning),
        })
        .collect()
}
