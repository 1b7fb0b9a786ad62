//! Keys of the text that mean more than a letter: completion, indentation, undo, search.

use bevy_egui::egui::{Event, Key, Modifiers, Ui};

use super::page::{Menu, Page};
use super::text::text_id;
use crate::app::workbench::sheet::Sheet;
use crate::app::workbench::wish::Wish;
use crate::scenario::template;
use crate::workbench::{Cause, Completion, CompletionKind, Patch, complete};

/// Offers what can be written at the caret; `asked`: somebody wants to know, else only where a word was begun.
pub fn offer(sheet: &Sheet, page: &mut Page, asked: bool) {
    let at = sheet.caret.end;
    let before = sheet.text()[..at].chars().next_back();
    let begins = before.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '"' | '{' | '-'));
    page.menu = None;
    if !asked && !begins {
        return;
    }
    if asked && sheet.text().trim().is_empty() {
        page.menu = Some(Menu {
            entries: vec![whole(sheet)],
            chosen: 0,
            is_meant: true,
        });
        return;
    }
    let mut entries = complete(sheet.document(), at);
    if before == Some('{') && !asked {
        entries.retain(|entry| entry.kind == CompletionKind::Placeholder);
    }
    let is_written = entries.len() == 1 && sheet.document().slice(&entries[0].replace) == entries[0].insert;
    if !entries.is_empty() && !is_written {
        page.menu = Some(Menu {
            entries,
            chosen: 0,
            is_meant: asked,
        });
    }
}

/// What an empty text can begin with.
fn whole(sheet: &Sheet) -> Completion {
    let id = sheet
        .path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Completion {
        label: "Scenario( … )".to_owned(),
        kind: CompletionKind::Stub,
        replace: 0..sheet.text().len(),
        insert: template(&id),
        meaning: "A small scenario that can be played, to be made yours".to_owned(),
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
        let mut is_meant = false;
        if let Some(menu) = &mut page.menu {
            let count = menu.entries.len();
            menu.is_meant |= steps != 0;
            is_meant = menu.is_meant;
            menu.chosen = match steps {
                1 => (menu.chosen + 1) % count,
                -1 => (menu.chosen + count - 1) % count,
                _ => menu.chosen,
            };
        }
        if pressed(ui, Modifiers::NONE, Key::Escape) {
            page.menu = None;
            return None;
        }
        // A list that came by itself is in nobody's way: Enter ends the line.
        if pressed(ui, Modifiers::NONE, Key::Tab) || (is_meant && pressed(ui, Modifiers::NONE, Key::Enter)) {
            let chosen = page.menu.as_ref().map_or(0, |menu| menu.chosen);
            accept(sheet, page, chosen);
            return None;
        }
    }
    if pressed(ui, Modifiers::NONE, Key::Escape) {
        ui.memory_mut(|memory| memory.surrender_focus(text_id()));
    } else if pressed(ui, Modifiers::SHIFT, Key::Tab) {
        outdent(sheet);
    }
    let start = sheet.caret.start.min(sheet.caret.end);
    ui.input_mut(|input| layout_keys(&mut input.events, sheet, start));
    None
}

/// Enter and Tab as what they write: in their place among the letters of the picture, so that nothing overtakes anything.
fn layout_keys(events: &mut [Event], sheet: &Sheet, at: usize) {
    let mut typed = sheet.text()[sheet.document().lines().start_of_line(at)..at].to_owned();
    for event in events {
        let words = match event {
            Event::Text(words) => {
                typed += words;
                continue;
            }
            Event::Key {
                key: Key::Enter,
                pressed: true,
                modifiers,
                ..
            } if modifiers.is_none() => {
                let line = typed.rsplit('\n').next().unwrap_or_default();
                format!("\n{}", indentation(line))
            }
            Event::Key {
                key: Key::Tab,
                pressed: true,
                modifiers,
                ..
            } if modifiers.is_none() => "    ".to_owned(),
            _ => continue,
        };
        typed += &words;
        *event = Event::Paste(words);
    }
}

/// What a line behind this one begins with: the same, and one level more behind an open bracket.
fn indentation(before: &str) -> String {
    let own = &before[..before.len() - before.trim_start_matches([' ', '\t']).len()];
    let opens = before.trim_end().ends_with(['(', '[', '{']);
    format!("{own}{}", if opens { "    " } else { "" })
}

/// A bracket that closes stands where the line stands that opened it: one level back, where nothing but blanks was before it.
pub fn step_back(sheet: &mut Sheet) {
    let at = sheet.caret.end;
    if sheet.caret.start != at || !sheet.text()[..at].ends_with([')', ']', '}']) {
        return;
    }
    let line = sheet.document().lines().start_of_line(at);
    let before = &sheet.text()[line..at - 1];
    if before.len() >= 4 && before.bytes().all(|byte| byte == b' ') {
        sheet.change(vec![Patch::remove(line..line + 4)], Cause::Typing);
    }
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
    sheet.show(at);
    sheet.caret = at..at + words.len();
    true
}

#[cfg(test)]
mod tests {
    use bevy_egui::egui::Event;

    use super::*;

    fn enter() -> Event {
        Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    #[test]
    fn letters_and_enter_of_one_picture_keep_their_order() {
        let sheet = Sheet::new("a.ron".into(), "    beats: ".to_owned());
        let mut events = vec![
            Event::Text("{".to_owned()),
            enter(),
            Event::Text("x".to_owned()),
            enter(),
        ];
        layout_keys(&mut events, &sheet, sheet.text().len());
        assert_eq!(
            events,
            [
                Event::Text("{".to_owned()),
                Event::Paste("\n        ".to_owned()),
                Event::Text("x".to_owned()),
                Event::Paste("\n        ".to_owned()),
            ]
        );
    }

    #[test]
    fn a_closing_bracket_steps_back_where_it_stands_alone() {
        let mut sheet = Sheet::new("a.ron".into(), "(\n        )".to_owned());
        let end = sheet.text().len();
        sheet.caret = end..end;
        step_back(&mut sheet);
        assert_eq!(sheet.text(), "(\n    )");
        let mut sheet = Sheet::new("a.ron".into(), "    f(x)".to_owned());
        sheet.caret = 8..8;
        step_back(&mut sheet);
        assert_eq!(sheet.text(), "    f(x)");
    }

    #[test]
    fn a_list_comes_by_itself_for_words_and_an_empty_text_has_a_beginning() {
        let mut page = Page::default();
        let mut sheet = Sheet::new("my-cake.ron".into(), "Scenario(beats: {".to_owned());
        let end = sheet.text().len();
        sheet.caret = end..end;
        offer(&sheet, &mut page, false);
        assert!(page.menu.is_none(), "a bracket asks for nothing");
        let mut empty = Sheet::new("my-cake.ron".into(), "  ".to_owned());
        offer(&empty, &mut page, true);
        accept(&mut empty, &mut page, 0);
        let scenario = empty.document().read().scenario.expect("it can be played");
        assert_eq!(scenario.id, "my-cake");
        sheet = Sheet::new("a.ron".into(), String::new());
        assert!(!find_next(&mut sheet, "x"));
    }
}
