//! Keys of the text that mean more than a letter: completion, indentation, undo, search.

use std::ops::Range;

use bevy_egui::egui::{Key, Modifiers, Ui};

use super::page::{Menu, Page};
use super::text::text_id;
use crate::app::workbench::sheet::Sheet;
use crate::app::workbench::wish::Wish;
use crate::workbench::{Cause, Patch, complete};

/// Offers what can be written at the caret; `asked`: somebody wants to know, else only where a word was begun.
pub fn offer(sheet: &Sheet, page: &mut Page, asked: bool) {
    let at = sheet.caret.end;
    let before = sheet.text()[..at].chars().next_back();
    let begins = before.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '"' | '{' | '-'));
    page.menu = None;
    if !asked && !begins {
        return;
    }
    let entries = complete(sheet.document(), at);
    let is_written = entries.len() == 1 && sheet.document().slice(&entries[0].replace) == entries[0].insert;
    if !entries.is_empty() && !is_written {
        page.menu = Some(Menu { entries, chosen: 0 });
    }
}

/// Writes a completion.
pub fn accept(sheet: &mut Sheet, page: &mut Page, chosen: usize) {
    let Some(menu) = page.menu.take() else { return };
    let Some(entry) = menu.entries.into_iter().nth(chosen) else {
        return;
    };
    let end = entry.replace.start + entry.insert.len();
    if sheet.change(vec![Patch::new(entry.replace, entry.insert)], Cause::Edit) {
        sheet.caret = end..end;
        sheet.goal = Some(end);
    }
}

/// Keys that mean more than a letter. They are taken before the field sees them.
pub fn keys(ui: &mut Ui, sheet: &mut Sheet, page: &mut Page) -> Option<Wish> {
    let pressed = |ui: &mut Ui, modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(ui, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z) || pressed(ui, Modifiers::COMMAND, Key::Y) {
        return Some(Wish::Redo);
    }
    if pressed(ui, Modifiers::COMMAND, Key::Z) {
        return Some(Wish::Undo);
    }
    if pressed(ui, Modifiers::COMMAND, Key::Space) {
        offer(sheet, page, true);
    }
    if page.menu.is_some() {
        let steps = i64::from(pressed(ui, Modifiers::NONE, Key::ArrowDown))
            - i64::from(pressed(ui, Modifiers::NONE, Key::ArrowUp));
        if let Some(menu) = &mut page.menu {
            let count = menu.entries.len();
            menu.chosen = match steps {
                1 => (menu.chosen + 1) % count,
                -1 => (menu.chosen + count - 1) % count,
                _ => menu.chosen,
            };
        }
        if pressed(ui, Modifiers::NONE, Key::Escape) {
            page.menu = None;
        } else if pressed(ui, Modifiers::NONE, Key::Enter) || pressed(ui, Modifiers::NONE, Key::Tab) {
            let chosen = page.menu.as_ref().map_or(0, |menu| menu.chosen);
            accept(sheet, page, chosen);
        }
        return None;
    }
    if pressed(ui, Modifiers::NONE, Key::Escape) {
        ui.memory_mut(|memory| memory.surrender_focus(text_id()));
    } else if pressed(ui, Modifiers::NONE, Key::Enter) {
        let (start, end) = ordered(&sheet.caret);
        insert(sheet, start..end, &format!("\n{}", indentation(sheet, start)));
    } else if pressed(ui, Modifiers::SHIFT, Key::Tab) {
        outdent(sheet);
    } else if pressed(ui, Modifiers::NONE, Key::Tab) {
        let (start, end) = ordered(&sheet.caret);
        insert(sheet, start..end, "    ");
    }
    None
}

fn ordered(range: &Range<usize>) -> (usize, usize) {
    (range.start.min(range.end), range.start.max(range.end))
}

fn insert(sheet: &mut Sheet, range: Range<usize>, words: &str) {
    let end = range.start + words.len();
    if sheet.change(vec![Patch::new(range, words)], Cause::Typing) {
        sheet.caret = end..end;
        sheet.goal = Some(end);
    }
}

/// What a line behind this one begins with: the same, and one level more behind an open bracket.
fn indentation(sheet: &Sheet, at: usize) -> String {
    let line = sheet.document().lines().start_of_line(at);
    let before = &sheet.text()[line..at];
    let own = &before[..before.len() - before.trim_start_matches([' ', '\t']).len()];
    let opens = before.trim_end().ends_with(['(', '[', '{']);
    format!("{own}{}", if opens { "    " } else { "" })
}

/// Takes up to four blanks from the beginning of the caret's line.
fn outdent(sheet: &mut Sheet) {
    let line = sheet.document().lines().start_of_line(sheet.caret.end);
    let blanks = sheet.text()[line..]
        .bytes()
        .take(4)
        .take_while(|byte| *byte == b' ')
        .count();
    if blanks > 0 {
        sheet.change(vec![Patch::remove(line..line + blanks)], Cause::Typing);
    }
}

/// Shows the next place of some words behind the caret, from the beginning on where there is none.
pub fn find_next(sheet: &mut Sheet, words: &str) -> bool {
    if words.is_empty() {
        return false;
    }
    let text = sheet.text().to_lowercase();
    let words = words.to_lowercase();
    // Where letters change their length with their case places would be wrong.
    let (text, words) = if text.len() == sheet.text().len() {
        (text, words)
    } else {
        (sheet.text().to_owned(), words)
    };
    let from = sheet.caret.start.max(sheet.caret.end).min(text.len());
    let behind = text.get(from..).and_then(|rest| rest.find(&words).map(|at| at + from));
    let Some(at) = behind.or_else(|| text.find(&words)) else {
        return false;
    };
    sheet.caret = at..at + words.len();
    sheet.goal = Some(at);
    true
}
