//! The text: typed into, coloured, with what is wrong underlined and what can be written told.

use std::ops::Range;

use bevy_egui::egui::text::CCursor;
use bevy_egui::egui::text_edit::TextEditState;
use bevy_egui::egui::{
    Align2, Color32, Event, FontId, Frame, Galley, Id, Key, Margin, Pos2, Rect, ScrollArea, Sense, TextBuffer,
    TextEdit, Ui, UiBuilder, Vec2, pos2, vec2,
};

use super::keys::{accept, keys, offer, step_back};
use super::menu::menu_ui;
use super::page::{Page, WHOLE_LINES, font, quickly};
use crate::app::theme::{PAD, Role};
use crate::app::widgets::{Pen, card, fitting, note_moved, set};
use crate::app::workbench::bench::Open;
use crate::app::workbench::sheet::Sheet;
use crate::app::workbench::wish::Wish;
use crate::diagnostic::{Diagnostic, Severity};
use crate::workbench::{Cause, Patch, difference, hover};

/// The id of the field.
#[must_use]
pub fn text_id() -> Id {
    Id::new("the text of the workbench")
}

/// How the lines are laid out in this picture.
struct Measures {
    font: FontId,
    /// How high a row is.
    row: f32,
    /// How wide a letter is.
    letter: f32,
    /// How wide a row may be.
    width: f32,
    /// Whether long lines go on in the next row.
    wraps: bool,
}

/// The text in this place.
pub fn text_ui(ui: &mut Ui, rect: Rect, open: &mut Open, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    card(ui, theme, rect);
    let rect = rect.shrink2(vec2(4.0, 10.0));
    note_moved(ui, rect);
    let (sheet, page) = (&mut open.sheet, &mut open.page);
    let is_focused = ui.memory(|memory| memory.has_focus(text_id()));
    let wish = if is_focused { keys(ui, sheet, page) } else { None };

    let font = font(theme);
    let density = ui.ctx().pixels_per_point();
    let row = (font.size * 1.5 * density).round() / density;
    let letter = ui.fonts_mut(|fonts| fonts.glyph_width(&font, 'm'));
    let count = sheet.document().lines().count();
    let digits = count.to_string().len().max(3);
    let gutter = letter * float(digits) + 26.0;
    let area = Rect::from_min_max(pos2(rect.left() + gutter, rect.top()), rect.max);
    let wraps = count <= WHOLE_LINES;
    let measures = Measures {
        font,
        row,
        letter,
        width: if wraps {
            area.width() - letter - 6.0
        } else {
            f32::INFINITY
        },
        wraps,
    };
    let goal = sheet.goal.take();
    let target = goal
        .filter(|_| !wraps)
        .map(|goal| target(sheet, page, area, goal, &measures));
    let types = is_focused
        && ui.input(|input| {
            let typed = |event: &Event| matches!(event, Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Ime(_));
            input.events.iter().any(typed) || input.key_pressed(Key::Backspace) || input.key_pressed(Key::Delete)
        });
    let faults: Vec<(Range<usize>, Severity)> = open_faults(sheet);
    let mut inside = ui.new_child(UiBuilder::new().max_rect(area).id_salt("text"));
    let mut scroll = ScrollArea::new([!wraps, true])
        .id_salt("text")
        .auto_shrink([false, false]);
    if let Some(target) = target {
        scroll = scroll.scroll_offset(target);
    }
    let mut caret = None;
    let shown = scroll.show_viewport(&mut inside, |ui, view| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "lines of a picture"
        )]
        let line = |y: f32| (y / row).max(0.0) as usize;
        let seen = line(view.top()).min(count)..(line(view.bottom()) + 1).min(count);
        let is_other = page.lay(sheet, &seen, types);
        let size = vec2(
            letter * float(sheet.document().lines().longest() + 4),
            row * float(count) + area.height() * 0.3,
        );
        let size = if wraps {
            vec2(area.width() - 4.0, 1.0)
        } else {
            size.max(area.size())
        };
        let origin = ui.max_rect().min;
        ui.allocate_rect(Rect::from_min_size(origin, size), Sense::hover());
        let top = origin.y + row * float(page.lines.start);
        let place = Rect::from_min_size(pos2(origin.x, top), vec2(size.x, row * float(page.lines.len())));
        caret = field_ui(ui, place, sheet, page, is_other, goal, view, &faults, &measures, pen);
    });
    page.offset = shown.state.offset;
    let numbers = Rect::from_min_max(rect.min, pos2(area.left(), rect.bottom()));
    gutter_ui(ui, numbers, row, sheet, page, &faults, pen);
    let chosen = caret.and_then(|caret| menu_ui(ui, rect, caret, page, pen));
    if let Some(chosen) = chosen {
        accept(sheet, page, chosen);
        ui.ctx().request_repaint();
    }
    wish
}

#[expect(clippy::cast_precision_loss, reason = "a place on a picture")]
const fn float(number: usize) -> f32 {
    number as f32
}

/// How far a text must be scrolled so that a byte is in sight, where every line is one row.
fn target(sheet: &Sheet, page: &Page, area: Rect, goal: usize, measures: &Measures) -> Vec2 {
    let (row, letter) = (measures.row, measures.letter);
    let line = sheet.document().lines().line_of(goal);
    let column = sheet.text()[sheet.document().lines().start(line)..goal].chars().count();
    let (x, y) = (letter * float(column), row * float(line));
    let mut offset = page.offset;
    if y < offset.y + row || y > offset.y + area.height() - 3.0 * row {
        offset.y = (y - area.height() * 0.3).max(0.0);
    }
    if x < offset.x || x > offset.x + area.width() - 8.0 * letter {
        offset.x = (x - area.width() * 0.6).max(0.0);
    }
    offset
}

/// The field with the lines that are laid out; where the caret is, while the keyboard is there.
#[expect(clippy::too_many_arguments, reason = "a text, its place, and how it is shown")]
fn field_ui(
    ui: &mut Ui,
    place: Rect,
    sheet: &mut Sheet,
    page: &mut Page,
    is_other: bool,
    goal: Option<usize>,
    view: Rect,
    faults: &[(Range<usize>, Severity)],
    measures: &Measures,
    pen: &Pen<'_>,
) -> Option<Rect> {
    let theme = &pen.theme;
    let (row, width) = (measures.row, measures.width);
    if is_other || page.known != sheet.caret {
        let mut state = TextEditState::load(ui.ctx(), text_id()).unwrap_or_default();
        state.cursor.set_char_range(page.cursor(&sheet.caret));
        state.store(ui.ctx(), text_id());
        page.known = sheet.caret.clone();
    }
    let job = page.job(sheet, theme, row, width, faults);
    let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, _: f32| {
        let job = if buffer.as_str() == job.text {
            job.clone()
        } else {
            quickly(buffer.as_str(), theme, row, width)
        };
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let mut field = ui.new_child(UiBuilder::new().max_rect(place).id_salt("lines"));
    let output = TextEdit::multiline(&mut page.words)
        .id(text_id())
        .font(measures.font.clone())
        .text_color(theme.palette.ink)
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .desired_width(place.width())
        .desired_rows(1)
        .lock_focus(true)
        .layouter(&mut layouter)
        .show(&mut field);
    ui.ctx()
        .accesskit_node_builder(text_id(), |node| node.set_label("Text of the scenario"));
    let response = &output.response.response;
    if measures.wraps {
        // Some room below the last line, so that it need not stand at the edge.
        let whole = Rect::from_min_size(place.min, output.galley.size() + vec2(0.0, view.height() * 0.3));
        ui.allocate_rect(whole, Sense::hover());
    }
    if response.changed() {
        typed(sheet, page);
    }
    if std::mem::take(&mut page.wants_focus) {
        response.request_focus();
    }
    if let Some(range) = output.cursor_range {
        let selected = page.byte(range.secondary.index.0)..page.byte(range.primary.index.0);
        if selected != sheet.caret {
            if !response.changed() {
                sheet.rest();
                page.menu = None;
                // The form shows what the caret is in.
                sheet.form = sheet.document().path_at(selected.end);
            }
            sheet.caret = selected;
        }
        page.known = sheet.caret.clone();
    }
    if response.changed() {
        let closes = ui.input(|input| {
            input
                .events
                .iter()
                .any(|event| matches!(event, Event::Text(words) if words.ends_with([')', ']', '}'])))
        });
        if closes {
            step_back(sheet);
        }
        offer(sheet, page, false);
    }
    let at = |letter: CCursor| {
        output
            .galley
            .pos_from_cursor(letter)
            .translate(output.galley_pos.to_vec2())
    };
    if let Some(goal) = goal.filter(|_| measures.wraps)
        && let Some(cursor) = page.cursor(&(goal..goal))
    {
        let wanted = at(cursor.primary);
        if !ui.clip_rect().shrink(row).contains(wanted.center()) {
            ui.scroll_to_rect(
                wanted.expand2(vec2(0.0, 3.0 * row)),
                Some(bevy_egui::egui::Align::Center),
            );
        }
    }
    tops(ui, &output.galley, output.galley_pos, page);
    if let Some(pointer) = response
        .hover_pos()
        .filter(|_| ui.input(|input| input.pointer.is_still()))
    {
        let letter = output.galley.cursor_from_pos(pointer - output.galley_pos).index.0;
        if let Some(words) = told(sheet, page.byte(letter)) {
            response.clone().on_hover_text_at_pointer(words);
        }
    }
    let range = output.cursor_range.filter(|_| response.has_focus())?;
    Some(at(range.primary))
}

/// Where the lines begin that are in sight.
fn tops(ui: &Ui, galley: &Galley, from: Pos2, page: &mut Page) {
    page.tops.clear();
    let clip = ui.clip_rect();
    let mut line = page.lines.start;
    let mut begins = true;
    for row in &galley.rows {
        let top = from.y + row.pos.y;
        if top > clip.bottom() {
            break;
        }
        if begins && top + row.size.y >= clip.top() {
            page.tops.push((line, top));
        }
        begins = row.ends_with_newline;
        line += usize::from(row.ends_with_newline);
    }
}

/// Where something is wrong.
fn open_faults(sheet: &Sheet) -> Vec<(Range<usize>, Severity)> {
    let found = sheet.found();
    found
        .into_iter()
        .filter_map(|(found, _)| Some((found.span?, found.severity)))
        .collect()
}

/// What was typed into the field becomes a change of the text.
fn typed(sheet: &mut Sheet, page: &mut Page) {
    let old = &sheet.text()[page.bytes.clone()];
    if let Some(patch) = difference(old, &page.words) {
        let base = page.bytes.start;
        let range = base + patch.range.start..base + patch.range.end;
        sheet.change(vec![Patch::new(range, patch.text)], Cause::Typing);
    }
    page.typed(sheet);
}

/// What is told of the word at a byte: what is wrong with it, else what it means.
fn told(sheet: &Sheet, byte: usize) -> Option<String> {
    let of = |found: &Diagnostic| {
        let mut words = found.message.clone();
        if !found.label.is_empty() {
            words += &format!(": {}", found.label);
        }
        for help in &found.help {
            words += &format!("\n{help}");
        }
        words
    };
    let holds = |found: &Diagnostic| {
        found
            .span
            .as_ref()
            .is_some_and(|span| span.start <= byte && byte <= span.end)
    };
    let faults: Vec<String> = sheet
        .found()
        .iter()
        .filter(|(found, _)| holds(found))
        .map(|(found, _)| of(found))
        .collect();
    if !faults.is_empty() {
        return Some(faults.join("\n\n"));
    }
    hover(sheet.document(), byte).map(|told| told.lines.join("\n"))
}

/// Line numbers, with a mark where something is wrong.
fn gutter_ui(
    ui: &Ui,
    rect: Rect,
    row: f32,
    sheet: &Sheet,
    page: &Page,
    faults: &[(Range<usize>, Severity)],
    pen: &Pen<'_>,
) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let painter = ui.painter().with_clip_rect(rect);
    let lines = sheet.document().lines();
    let here = lines.line_of(sheet.caret.end);
    let first = page.tops.first().map_or(0, |(line, _)| *line);
    let last = page.tops.last().map_or(0, |(line, _)| *line);
    let marked: Vec<(usize, Severity)> = faults
        .iter()
        .map(|(span, severity)| (lines.line_of(span.start), *severity))
        .filter(|(line, _)| (first..=last).contains(line))
        .collect();
    for &(line, top) in &page.tops {
        // Letters stand a little above the middle of their row.
        let middle = top + row * 0.42;
        let ink = if line == here { palette.ink } else { palette.soft };
        let of = |wanted: Severity| marked.iter().any(|(at, severity)| *at == line && *severity == wanted);
        let mark = if of(Severity::Error) {
            Some(palette.bad.strong)
        } else if of(Severity::Warning) {
            Some(palette.warn.strong)
        } else {
            None
        };
        if let Some(mark) = mark {
            painter.circle_filled(pos2(rect.left() + 8.0, middle), 4.5, mark);
        }
        painter.text(
            pos2(rect.right() - 10.0, middle),
            Align2::RIGHT_CENTER,
            line + 1,
            font(theme),
            ink,
        );
    }
}

/// A line of small words: where the caret is, which keys there are.
pub fn foot_ui(ui: &Ui, at: Pos2, width: f32, sheet: &Sheet, pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    let lines = sheet.document().lines();
    let line = lines.line_of(sheet.caret.end);
    let column = sheet.text()[lines.start(line)..sheet.caret.end].chars().count();
    let here = format!("line {}, column {}", line + 1, column + 1);
    let keys = "   ·   Ctrl+Space what can stand here";
    let wordings = [
        format!("{here}{keys}   ·   Ctrl+Z undo   ·   Esc leaves the text"),
        format!("{here}{keys}"),
        here,
        format!("{}:{}", line + 1, column + 1),
    ];
    let wordings = wordings.each_ref().map(String::as_str);
    let words = fitting(ui, theme, Role::Hint, theme.palette.soft, width, &wordings);
    let high = words.size().y;
    ui.painter().galley(at, words, Color32::PLACEHOLDER);
    high
}

/// The height of [`foot_ui`].
#[must_use]
pub fn foot_height(ui: &Ui, pen: &Pen<'_>) -> f32 {
    set(ui, &pen.theme, Role::Hint, pen.theme.palette.soft, "line").size().y + PAD * 0.4
}
