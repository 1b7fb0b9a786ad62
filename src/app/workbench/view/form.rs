//! A group of the text as a form: every field with what stands in it, in the words of the schema.

use bevy_egui::egui::{Id, Rect, Ui, pos2, vec2};

use super::entry::{area_ui, line_ui, suggest_ui};
use super::faces;
use super::lists::{chances_ui, known, list_ui};
use super::whole::{beats_ui, deeds_ui};
use crate::app::theme::{PAD, Role};
use crate::app::widgets::{
    Column, Kind, Pen, button_size, card, flow, named_button, pick, scrolled, set, wrapped, write,
};
use crate::app::workbench::bench::Open;
use crate::app::workbench::wish::Wish;
use crate::workbench::{Document, Name, Path, Row, Shape, Step, Value, fill, fresh, remove, rows, set as write_value};

/// What a form needs to know.
pub struct Form<'a> {
    pub document: &'a Document,
    pub wishes: Vec<Wish>,
    /// Why what was typed cannot be written, by the field.
    pub refused: Option<String>,
}

/// The form in this place.
pub fn form_ui(ui: &mut Ui, rect: Rect, open: &Open, pen: &mut Pen<'_>) -> Vec<Wish> {
    let theme = pen.theme;
    card(ui, &theme, rect);
    let document = open.sheet.document();
    let mut form = Form {
        document,
        wishes: Vec::new(),
        refused: None,
    };
    let path = nearest(document, &open.sheet.form);
    // Where one is, and the customer's face, stay where they are.
    let mut head = Column {
        left: rect.left() + PAD,
        width: rect.width() - 2.0 * PAD,
        y: rect.top() + 14.0,
    };
    trail_ui(ui, &mut head, &path, &mut form, pen);
    let is_customer = matches!(path.0.first(), Some(Step::Name(name)) if name == "customer");
    if is_customer && rect.height() > theme.t(430.0) {
        faces::faces_ui(ui, &mut head, open, &mut form, pen);
    }
    let inner = Rect::from_min_max(pos2(rect.left() + 4.0, head.y), rect.max - vec2(4.0, 8.0));
    // Each group is looked at from where it was left.
    scrolled(ui, inner, &format!("form {path}"), theme.palette.card, |ui, area| {
        let mut column = Column {
            left: area.left() + PAD - 4.0,
            width: area.width() - 2.0 * PAD + 4.0,
            y: area.top() + 4.0,
        };
        group_ui(ui, &mut column, &path, &mut form, pen, 0);
        deeds_ui(ui, &mut column, &path, &mut form, pen);
        column.gap(20.0);
        (column.y - area.top(), ())
    });
    form.wishes.extend(form.refused.map(Wish::Say));
    form.wishes
}

/// The nearest group around a way that is there and can be shown.
fn nearest(document: &Document, path: &Path) -> Path {
    let mut path = path.clone();
    while rows(document, &path).is_none() {
        let Some((before, _)) = path.split() else { break };
        path = before;
    }
    path
}

/// Where one is: each step leads back.
fn trail_ui(ui: &mut Ui, column: &mut Column, path: &Path, form: &mut Form<'_>, pen: &Pen<'_>) {
    let mut steps = vec![("Scenario".to_owned(), Path::scenario())];
    let mut way = Path::scenario();
    for step in &path.0 {
        way.0.push(step.clone());
        let words = match step {
            Step::Name(name) => name.clone(),
            Step::Item(at) => title_of(form.document, &way).unwrap_or_else(|| {
                let noun = rows(form.document, &way).map_or("", |(record, _)| record.name);
                format!("{noun} {}", at + 1)
            }),
        };
        if rows(form.document, &way).is_some() {
            steps.push((words, way.clone()));
        }
    }
    let last = steps.len() - 1;
    let pieces: Vec<(String, bool)> = steps
        .iter()
        .enumerate()
        .map(|(at, (words, _))| (words.clone(), at == last))
        .collect();
    if let Some(at) = flow(ui, column, "trail", &pieces, pen) {
        form.wishes.push(Wish::Look(steps[at].1.clone()));
    }
    column.gap(6.0);
}

fn title_of(document: &Document, path: &Path) -> Option<String> {
    let id = document.find(&path.clone().name("id"))?;
    let span = &document.node(id).span;
    crate::workbench::unquoted(document.slice(span))
}

/// All fields of a group.
fn group_ui(ui: &mut Ui, column: &mut Column, path: &Path, form: &mut Form<'_>, pen: &mut Pen<'_>, depth: usize) {
    let Some((record, rows)) = rows(form.document, path) else {
        return;
    };
    // What asks for much and mostly for nothing shows what it asks for, and offers the rest.
    if record.field("not_done").is_some() {
        sparse_ui(ui, column, path, &rows, form, pen);
        return;
    }
    for row in rows {
        field_ui(ui, column, &row, form, pen, depth);
    }
}

/// What is needed first, then what is there, then what could be added.
fn sparse_ui(ui: &mut Ui, column: &mut Column, path: &Path, rows: &[Row], form: &mut Form<'_>, pen: &mut Pen<'_>) {
    for row in rows.iter().filter(|row| row.field.required) {
        field_ui(ui, column, row, form, pen, 1);
    }
    for row in rows.iter().filter(|row| !row.field.required && row.value.is_some()) {
        let theme = &pen.theme;
        let size = button_size(ui, theme, Kind::Small, "×");
        let at = pos2(column.left + column.width - size.x, column.y - 4.0);
        let name = format!("Take {} out", row.path);
        if named_button(ui, theme, at, Kind::Small, "×", &name).clicked() {
            edit(form, remove(form.document, &row.path));
        }
        column.width -= size.x + 8.0;
        field_ui(ui, column, row, form, pen, 1);
        column.width += size.x + 8.0;
    }
    let missing: Vec<&Row> = rows.iter().filter(|row| row.value.is_none()).collect();
    let pieces: Vec<(String, bool)> = missing
        .iter()
        .map(|row| (format!("+ {}", row.field.name.replace('_', " ")), false))
        .collect();
    if missing.iter().any(|row| !row.field.required) {
        column.words(ui, pen, Role::Hint, "Only where this holds, too:");
    }
    if let Some(at) = flow(ui, column, &format!("{path} more"), &pieces, pen) {
        let value = fresh(form.document, missing[at].field.shape);
        edit(form, write_value(form.document, &missing[at].path, &value));
    }
}

/// A field: its name, what it means, and what stands in it.
fn field_ui(ui: &mut Ui, column: &mut Column, row: &Row, form: &mut Form<'_>, pen: &mut Pen<'_>, depth: usize) {
    let theme = pen.theme;
    let palette = theme.palette;
    let name = row.field.name.replace('_', " ");
    let words = set(ui, &theme, Role::SmallStrong, palette.ink, &name);
    let at = pos2(column.left, column.y);
    let name_rect = write(ui, at, &words);
    let need = if row.field.required { "" } else { " · may be left out" };
    let meaning = format!("{}{need}", row.field.meaning);
    let beside = column.width - words.size().x - 14.0;
    let meaning = wrapped(ui, &theme, Role::Hint, palette.soft, beside.max(120.0), &meaning);
    let drop = (words.size().y - theme.line_height(Role::Hint)).max(0.0) * 0.6;
    let meaning = write(ui, pos2(name_rect.right() + 12.0, at.y + drop), &meaning);
    column.y = name_rect.bottom().max(meaning.bottom()) + 5.0;
    value_ui(
        ui,
        column,
        row.field.shape,
        &row.path,
        row.value.as_deref(),
        form,
        pen,
        depth,
    );
    if let Some(why) = ui.data(|data| data.get_temp::<String>(refused_id(&row.path))) {
        let words = wrapped(ui, &theme, Role::Hint, palette.bad.strong, column.width, &why);
        column.y = write(ui, pos2(column.left, column.y), &words).bottom() + 4.0;
    }
    column.gap(12.0);
}

fn refused_id(path: &Path) -> Id {
    Id::new(("refused", path))
}

/// Writes what was typed, or tells why not.
pub fn put(ui: &Ui, form: &mut Form<'_>, path: &Path, words: &str) {
    let id = refused_id(path);
    match fill(form.document, path, words) {
        Ok(patches) => {
            let _known = ui.data_mut(|data| data.remove_temp::<String>(id));
            if !patches.is_empty() {
                form.wishes.push(Wish::Type(patches));
            }
        }
        Err(why) => {
            ui.data_mut(|data| data.insert_temp(id, why));
        }
    }
}

/// Makes a change of its own.
pub fn edit<E: std::fmt::Display>(form: &mut Form<'_>, patches: Result<Vec<crate::workbench::Patch>, E>) {
    match patches {
        Ok(patches) if !patches.is_empty() => form.wishes.push(Wish::Edit(patches)),
        Ok(_) => {}
        Err(why) => form.refused = Some(why.to_string()),
    }
}

#[expect(clippy::too_many_arguments, reason = "a value, its place, and how it is shown")]
pub fn value_ui(
    ui: &mut Ui,
    column: &mut Column,
    shape: Shape,
    path: &Path,
    value: Option<&str>,
    form: &mut Form<'_>,
    pen: &mut Pen<'_>,
    depth: usize,
) {
    match shape {
        Shape::Text | Shape::Plain => {
            if let Some(words) = area_ui(ui, column, path, value.unwrap_or_default(), pen) {
                put(ui, form, path, &words);
            }
        }
        Shape::Truth => {
            let words = ["left out", "true", "false"];
            words_ui(ui, column, path, value, &words.map(|word| (word, "")), form, pen);
        }
        Shape::Word(of) => {
            let list = of.list();
            let left_out = [("left out", "")];
            let is_free = is_optional(form.document, path);
            let words: Vec<(&str, &str)> = left_out
                .into_iter()
                .filter(|_| is_free)
                .chain(list.iter().map(|word| (word.name, word.meaning)))
                .collect();
            words_ui(ui, column, path, value, &words, form, pen);
        }
        Shape::Id => id_ui(ui, column, path, value.unwrap_or_default(), form, pen),
        Shape::Beat { .. } | Shape::Flag | Shape::Move | Shape::Rule | Shape::Setting | Shape::Act { .. } => {
            let known = known(form.document, shape, path);
            if let Some(words) = suggest_ui(ui, column, path, value.unwrap_or_default(), &known, pen) {
                put(ui, form, path, &words);
            }
        }
        // Maps and things to be drawn are of sets, which have no form: they are written as they stand.
        Shape::Named(_)
        | Shape::Item
        | Shape::Whole(..)
        | Shape::Decimal(_)
        | Shape::Colour
        | Shape::Band(_)
        | Shape::Chance(_) => {
            let hint = shape.words();
            if let Some(words) = line_ui(ui, column, path, value.unwrap_or_default(), &hint, pen) {
                put(ui, form, path, &words);
            }
        }
        Shape::Record(record) => record_ui(ui, column, record.name, path, value.is_some(), form, pen, depth),
        Shape::List(item) => list_ui(ui, column, *item, path, form, pen),
        Shape::Chances(words) => chances_ui(ui, column, words, path, form, pen),
        Shape::Beats => beats_ui(ui, column, form, pen),
    }
}

fn is_optional(document: &Document, path: &Path) -> bool {
    let Some((group, Step::Name(name))) = path.split() else {
        return false;
    };
    let found = rows(document, &group);
    found.is_none_or(|(_, rows)| rows.iter().any(|row| row.field.name == name && !row.field.required))
}

/// One of a few words, as pieces beside each other.
fn words_ui(
    ui: &mut Ui,
    column: &mut Column,
    path: &Path,
    value: Option<&str>,
    words: &[(&str, &str)],
    form: &mut Form<'_>,
    pen: &Pen<'_>,
) {
    let is_now = |word: &str| value.map_or(word == "left out", |value| value == word);
    let pieces: Vec<(String, bool)> = words
        .iter()
        .map(|(word, _)| ((*word).to_owned(), is_now(word)))
        .collect();
    if let Some(at) = flow(ui, column, &path.to_string(), &pieces, pen) {
        let word = if words[at].0 == "left out" { "" } else { words[at].0 };
        put(ui, form, path, word);
    }
    let meaning = words
        .iter()
        .find(|(word, _)| is_now(word))
        .map_or("", |(_, meaning)| meaning);
    if !meaning.is_empty() {
        let theme = &pen.theme;
        let words = wrapped(ui, theme, Role::Hint, theme.palette.soft, column.width, meaning);
        column.y = write(ui, pos2(column.left, column.y), &words).bottom() + 2.0;
    }
}

/// An id: renamed everywhere once it is entered.
fn id_ui(ui: &mut Ui, column: &mut Column, path: &Path, value: &str, form: &mut Form<'_>, pen: &Pen<'_>) {
    let hint = "small letters, digits, hyphens; Enter renames it everywhere";
    let typed = super::entry::committed_ui(ui, column, path, value, hint, pen);
    let Some(to) = typed.filter(|to| to != value) else {
        return;
    };
    let name = match path.0.as_slice() {
        [Step::Name(beats), Step::Name(beat), .., Step::Name(id)] if beats == "beats" && id == "id" => {
            Some(Name::Move {
                beat: beat.clone(),
                id: value.to_owned(),
            })
        }
        _ => None,
    };
    match name {
        Some(name) => form.wishes.push(Wish::Rename(name, to)),
        None => put(ui, form, path, &to),
    }
}

/// A group inside of a group: shown inside, opened, added, taken out.
#[expect(clippy::too_many_arguments, reason = "a group, its place, and how it is shown")]
fn record_ui(
    ui: &mut Ui,
    column: &mut Column,
    name: &str,
    path: &Path,
    is_there: bool,
    form: &mut Form<'_>,
    pen: &mut Pen<'_>,
    depth: usize,
) {
    if !is_there {
        if button(ui, column, &format!("Add {name}"), path, pen) {
            let value = path_shape(form.document, path).map(|shape| fresh(form.document, shape));
            let value = value.unwrap_or_else(|| Value::Ron("()".to_owned()));
            edit(form, write_value(form.document, path, &value));
        }
        return;
    }
    // Conditions are short, and best seen where they stand.
    if depth == 0 && name == "condition" {
        let (left, width) = (column.left, column.width);
        (column.left, column.width) = (left + 18.0, width - 18.0);
        conditions_ui(ui, column, path, form, pen);
        (column.left, column.width) = (left, width);
        return;
    }
    if button(ui, column, &format!("Open {name}"), path, pen) {
        form.wishes.push(Wish::Look(path.clone()));
    }
}

/// A condition inside of a form, which can be taken out as a whole.
fn conditions_ui(ui: &mut Ui, column: &mut Column, path: &Path, form: &mut Form<'_>, pen: &mut Pen<'_>) {
    group_ui(ui, column, path, form, pen, 1);
    if button(ui, column, "Take the condition out", path, pen) {
        edit(form, remove(form.document, path));
    }
}

fn path_shape(document: &Document, path: &Path) -> Option<Shape> {
    let (group, Step::Name(name)) = path.split()? else {
        return None;
    };
    let (record, _) = rows(document, &group)?;
    record.field(name).map(|field| field.shape)
}

/// A small button; whether it was pressed.
pub fn button(ui: &mut Ui, column: &mut Column, words: &str, path: &Path, pen: &Pen<'_>) -> bool {
    let theme = &pen.theme;
    let size = button_size(ui, theme, Kind::Small, words);
    let name = format!("{words}: {path}");
    let is_pressed = named_button(ui, theme, pos2(column.left, column.y), Kind::Small, words, &name).clicked();
    column.y += size.y + 4.0;
    is_pressed
}

/// A row that leads to a form of its own; whether it was pressed.
pub fn link_ui(ui: &mut Ui, column: &mut Column, title: &str, path: &Path, pen: &Pen<'_>) -> bool {
    let theme = &pen.theme;
    let short: String = title.chars().take(160).collect();
    let place = Rect::from_min_size(pos2(column.left, column.y), vec2(column.width, theme.t(34.0)));
    let words = crate::app::widgets::elided(
        ui,
        theme,
        Role::SmallStrong,
        theme.palette.ink,
        place.width() - 26.0,
        1,
        &short,
    );
    let response = pick(
        ui,
        theme,
        place,
        Id::new(("link", path)),
        "",
        &format!("Open {short}"),
        false,
    );
    let at = pos2(place.left() + 13.0, place.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, theme.palette.ink);
    column.y = place.bottom() + 2.0;
    response.clicked()
}
