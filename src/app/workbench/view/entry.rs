//! Fields of forms: a line, several lines, a line with what could be named, pieces to choose from.
//!
//! While somebody types, the field keeps what they typed; else it shows what stands in the text.

use bevy_egui::egui::{CornerRadius, Id, Key, Modifiers, Rect, Ui, pos2, vec2};

use crate::app::theme::Role;
use crate::app::widgets::{Column, Pen, elided, entry, press, set_field};
use crate::workbench::{Path, TO_WRITE};

/// How many names are shown at once.
const SHOWN: usize = 7;

fn id_of(path: &Path) -> Id {
    Id::new(("field of a form", path))
}

/// Tells a screen reader which field this is.
fn named(ui: &Ui, path: &Path) {
    let name = path.to_string();
    ui.ctx()
        .accesskit_node_builder(id_of(path), |node| node.set_label(name));
}

/// Several lines of words; what was typed, as it is typed.
pub fn area_ui(ui: &mut Ui, column: &mut Column, path: &Path, value: &str, pen: &Pen<'_>) -> Option<String> {
    // What is still to be written is shown as nothing, so that nobody has to delete it.
    let is_open = value == TO_WRITE;
    let (value, hint) = if is_open {
        ("", "still to be written")
    } else {
        (value, "")
    };
    let (text, changed, _) = entry(ui, column, id_of(path), value, hint, 9, pen);
    named(ui, path);
    // A text is one line, however long: Enter is a blank.
    changed.then(|| text.replace(['\n', '\r'], " "))
}

/// A line; what was typed, as it is typed.
pub fn line_ui(
    ui: &mut Ui,
    column: &mut Column,
    path: &Path,
    value: &str,
    hint: &str,
    pen: &Pen<'_>,
) -> Option<String> {
    let (text, changed, _) = entry(ui, column, id_of(path), value, hint, 1, pen);
    named(ui, path);
    changed.then_some(text)
}

/// A line; what was typed, once it was ended.
pub fn committed_ui(
    ui: &mut Ui,
    column: &mut Column,
    path: &Path,
    value: &str,
    hint: &str,
    pen: &Pen<'_>,
) -> Option<String> {
    let (text, _, left) = entry(ui, column, id_of(path), value, hint, 1, pen);
    named(ui, path);
    let is_given_up = ui.input(|input| input.key_pressed(Key::Escape));
    (left && !is_given_up).then_some(text)
}

/// A line that is empty at first; what was entered with Enter.
pub fn entered_ui(ui: &mut Ui, column: &mut Column, id: Id, hint: &str, pen: &Pen<'_>) -> Option<String> {
    let (text, _, left) = entry(ui, column, id, "", hint, 1, pen);
    let is_entered = left && ui.input(|input| input.key_pressed(Key::Enter));
    let text = text.trim().to_owned();
    if is_entered && !text.is_empty() {
        set_field(ui, id, "");
        return Some(text);
    }
    None
}

/// A line with what could be named below it while it is typed into; what was typed or chosen.
pub fn suggest_ui(
    ui: &mut Ui,
    column: &mut Column,
    path: &Path,
    value: &str,
    known: &[(String, String)],
    pen: &Pen<'_>,
) -> Option<String> {
    suggest_with(ui, column, id_of(path), value, known, "type, or choose", pen).map(|(words, _)| words)
}

/// The same under an id; the second says whether it was chosen or ended with Enter.
pub fn suggest_with(
    ui: &mut Ui,
    column: &mut Column,
    id: Id,
    value: &str,
    known: &[(String, String)],
    hint: &str,
    pen: &Pen<'_>,
) -> Option<(String, bool)> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let place = id.with("which");
    let was_open = ui.memory(|memory| memory.has_focus(id));
    let mut which = ui.data(|data| data.get_temp::<usize>(place)).unwrap_or(0);
    // As long as nothing is typed all that could be named is shown.
    let first_key = id.with("at first");
    if !was_open {
        ui.data_mut(|data| data.insert_temp(first_key, value.to_owned()));
    }
    let at_first = ui.data(|data| data.get_temp::<String>(first_key)).unwrap_or_default();
    let meant_key = id.with("meant");
    if was_open {
        let down = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
        let up = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowUp));
        which = (which + usize::from(down)).saturating_sub(usize::from(up));
        if down || up {
            ui.data_mut(|data| data.insert_temp(meant_key, true));
        }
    } else {
        ui.data_mut(|data| data.insert_temp(meant_key, false));
    }
    let (text, changed, left) = entry(ui, column, id, value, hint, 1, pen);
    let is_entered = left && ui.input(|input| input.key_pressed(Key::Enter));
    let is_open = ui.memory(|memory| memory.has_focus(id));
    // While a piece below is pressed the field has lost the keyboard already.
    let held = ui.data(|data| data.get_temp::<bool>(id.with("held"))).unwrap_or(false);
    let mut chosen = None;
    if is_open || held || is_entered {
        let typed = text.trim().to_lowercase();
        let is_whole = text == at_first;
        let mut fits: Vec<&(String, String)> = known
            .iter()
            .filter(|(name, _)| is_whole || name.to_lowercase().contains(&typed))
            .collect();
        fits.sort_by_key(|(name, _)| !is_whole && !name.to_lowercase().starts_with(&typed));
        which = which.min(fits.len().saturating_sub(1));
        let first = (which + 1).saturating_sub(SHOWN);
        let mut is_held = false;
        if !is_entered {
            for (at, (name, meaning)) in fits.iter().enumerate().skip(first).take(SHOWN) {
                let high = theme.t(30.0);
                let rect = Rect::from_min_size(pos2(column.left + 10.0, column.y), vec2(column.width - 10.0, high));
                let response = press(ui, rect, id.with(("name", at)), name);
                is_held |= response.is_pointer_button_down_on();
                let lit = at == which || response.hovered();
                if lit {
                    ui.painter().rect_filled(rect, CornerRadius::same(8), palette.good.fill);
                }
                let ink = if lit { palette.good.ink } else { palette.ink };
                let words = elided(ui, theme, Role::SmallStrong, ink, rect.width() * 0.5, 1, name);
                let wide = words.size().x;
                let y = rect.center().y - words.size().y / 2.0;
                ui.painter().galley(pos2(rect.left() + 8.0, y), words, ink);
                let soft = if lit { palette.good.ink } else { palette.soft };
                let room = rect.width() - wide - 40.0;
                if room > 30.0 && !meaning.is_empty() {
                    let words = elided(ui, theme, Role::Hint, soft, room, 1, meaning);
                    let y = rect.center().y - words.size().y / 2.0;
                    ui.painter().galley(pos2(rect.left() + 22.0 + wide, y), words, soft);
                }
                if response.clicked() {
                    chosen = Some((*name).clone());
                }
                column.y = rect.bottom();
            }
            column.gap(4.0);
        }
        ui.data_mut(|data| data.insert_temp(id.with("held"), is_held));
        // Enter takes what was chosen by an arrow, or what the word that was typed begins; an exact name is that name.
        let is_meant = ui.data(|data| data.get_temp::<bool>(meant_key)).unwrap_or(false);
        let is_exact = known.iter().any(|(name, _)| *name == text.trim());
        if is_entered
            && !is_exact
            && let Some((name, _)) = fits.get(which)
            && (is_meant || (!typed.is_empty() && name.to_lowercase().starts_with(&typed)))
        {
            chosen = Some(name.clone());
        }
    }
    ui.data_mut(|data| data.insert_temp(place, if chosen.is_some() || !is_open { 0 } else { which }));
    if let Some(name) = chosen {
        set_field(ui, id, &name);
        ui.data_mut(|data| data.insert_temp(id.with("held"), false));
        return Some((name, true));
    }
    if is_entered {
        return Some((text, true));
    }
    changed.then_some((text, false))
}
