//! What stands beside the text now and then: older states, and what is made of the scenario for others.

use bevy_egui::egui::{Rect, Ui, pos2, vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::theme::{PAD, Role};
use crate::app::widgets::{Column, Kind, Pen, button_size, card, named_button, scrolled, set, wrapped, write};
use crate::app::workbench::bench::Open;
use crate::app::workbench::wish::{Share, Wish};

/// The last states of the text, to go back to.
pub fn history_ui(ui: &mut Ui, rect: Rect, open: &Open, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    let palette = theme.palette;
    page(ui, rect, "History", pen, |ui, column| {
        let words = "The last 50 states of this text, as they were saved. Going back is a change like any other: it can be undone.";
        column.words(ui, pen, Role::Small, words);
        column.gap(6.0);
        let mut asked = None;
        if open.states.is_empty() {
            column.words(
                ui,
                pen,
                Role::Body,
                "Nothing has been saved since this file was opened.",
            );
        }
        let now = open.sheet.text();
        for state in &open.states {
            let words = "Go back to it";
            let size = button_size(ui, theme, Kind::Small, words);
            let at = pos2(column.left + column.width - size.x, column.y);
            let is_now = state.text == now;
            if !is_now && named_button(ui, theme, at, Kind::Small, words, &format!("Go back to {}", state.at)).clicked()
            {
                asked = Some(Wish::Restore(state.at));
            }
            let when = set(ui, theme, Role::SmallStrong, palette.ink, &time(state.at));
            let when = write(ui, pos2(column.left, column.y + 5.0), &when);
            let about = if is_now {
                "as it is now".to_owned()
            } else {
                difference(&state.text, now)
            };
            let about = wrapped(ui, theme, Role::Small, palette.soft, at.x - when.right() - 30.0, &about);
            let about = write(ui, pos2(when.right() + 16.0, when.top()), &about);
            column.y = about.bottom().max(at.y + size.y) + 8.0;
        }
        asked
    })
}

/// "22 November, 14:31".
fn time(seconds: u64) -> String {
    let at = i64::try_from(seconds)
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok());
    at.map_or_else(String::new, |at| {
        at.to_zoned(TimeZone::system()).strftime("%-d %B, %H:%M:%S").to_string()
    })
}

/// How a state differs from the text: lines that are not in it any more, and those that were not there yet.
fn difference(old: &str, now: &str) -> String {
    let (old, now): (Vec<&str>, Vec<&str>) = (old.lines().collect(), now.lines().collect());
    let start = old.iter().zip(&now).take_while(|(a, b)| a == b).count();
    let most = old.len().min(now.len()) - start;
    let end = old
        .iter()
        .rev()
        .zip(now.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    let lines = |count: usize| match count {
        1 => "1 line".to_owned(),
        count => format!("{count} lines"),
    };
    let (was, is) = (old.len() - start - end, now.len() - start - end);
    format!("{} there, {} now, from line {} on", lines(was), lines(is), start + 1)
}

/// What can be made of the scenario for others.
pub fn share_ui(ui: &mut Ui, rect: Rect, open: &Open, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    page(ui, rect, "Share", pen, |ui, column| {
        let mut asked = None;
        for share in Share::ALL {
            let [name, about] = share.words();
            let words = wrapped(
                ui,
                theme,
                Role::Body,
                theme.palette.ink,
                column.width - theme.t(130.0),
                about,
            );
            let size = button_size(ui, theme, Kind::Quiet, name);
            let left = column.left + column.width - size.x;
            if named_button(
                ui,
                theme,
                pos2(left, column.y),
                Kind::Quiet,
                name,
                &format!("Make: {name}"),
            )
            .clicked()
            {
                asked = Some(Wish::Share(share));
            }
            let words = write(ui, pos2(column.left, column.y + 8.0), &words);
            column.y = words.bottom().max(column.y + size.y) + 14.0;
        }
        let words = "Each is written into the folder bounceback among your documents; nothing is sent anywhere.";
        column.words(ui, pen, Role::Small, words);
        if open.sheet.readable.is_none() {
            column.words(
                ui,
                pen,
                Role::Small,
                "First mend what is wrong: only a scenario that can be read can be shared.",
            );
        }
        asked
    })
}

/// A card with a heading and what scrolls below it.
pub fn page<T>(
    ui: &mut Ui,
    rect: Rect,
    head: &str,
    pen: &Pen<'_>,
    content: impl FnOnce(&mut Ui, &mut Column) -> T,
) -> T {
    let theme = &pen.theme;
    card(ui, theme, rect);
    let head = set(ui, theme, Role::CardTitle, theme.palette.ink, head);
    let top = write(ui, rect.min + vec2(PAD, 16.0), &head).bottom() + 8.0;
    let inner = Rect::from_min_max(pos2(rect.left() + 4.0, top), rect.max - vec2(4.0, 8.0));
    scrolled(ui, inner, "aside", theme.palette.card, |ui, area| {
        let mut column = Column {
            left: area.left() + PAD - 4.0,
            width: area.width() - 2.0 * PAD + 4.0,
            y: area.top() + 2.0,
        };
        let found = content(ui, &mut column);
        (column.y + 12.0 - area.top(), found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_states_differ_is_said_in_lines() {
        assert_eq!(
            difference("a\nb\nc", "a\nx\ny\nc"),
            "1 line there, 2 lines now, from line 2 on"
        );
        assert_eq!(difference("a", "a\nb"), "0 lines there, 1 line now, from line 2 on");
        assert_eq!(difference("a\na", "a"), "1 line there, 0 lines now, from line 2 on");
    }
}
