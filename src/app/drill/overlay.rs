//! The pause: what can be done, and which keys there are. The moves are hidden meanwhile.

use bevy_egui::egui::{Rect, Ui, pos2, vec2};

use super::play::Play;
use crate::app::screen::Command;
use crate::app::theme::Role;
use crate::app::widgets::{Kind, Pen, button, button_size, card, focus_first, key_cap, scrolled, set, write};

/// The overlay of a pause.
pub fn pause_ui(ui: &mut Ui, screen: Rect, play: &Play, pen: &Pen<'_>) -> Option<Command> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let mut keys = vec![
        ("1–5", "choose a move"),
        ("Space", "complete the line, go on"),
        ("T", "what was said so far"),
        ("M", if pen.sound { "sound off" } else { "sound on" }),
        ("C", "next theme"),
        ("+  −", "larger and smaller text"),
        ("R", "motion on or off"),
        ("S", "settings"),
        ("Esc", "pause and go on"),
    ];
    if play.solo().mode().gives_hints() {
        keys.insert(2, ("H", "a hint; once more: the best move"));
    }
    if play.solo().mode().allows_undo() {
        keys.insert(2, ("U", "take the last move back"));
    }
    let choices = [
        ("Resume", Kind::Action, Command::SetPaused(false)),
        ("Settings", Kind::Quiet, Command::Settings),
        ("Restart", Kind::Quiet, Command::Again),
        ("Leave", Kind::Quiet, Command::Library),
    ];
    let row = theme.t(42.0);
    let action = button_size(ui, theme, Kind::Action, "Resume");
    let buttons: f32 = choices
        .iter()
        .map(|(words, kind, _)| button_size(ui, theme, *kind, words).x + 14.0)
        .sum::<f32>()
        - 14.0;
    let title = set(ui, theme, Role::Hero, palette.ink, "Paused");
    #[expect(clippy::cast_precision_loss, reason = "a few keys")]
    let height = 34.0 + title.size().y + 20.0 + row * keys.len() as f32 + 22.0 + action.y + 34.0;
    let width = buttons.max(theme.t(430.0)) + 80.0;
    let rect = Rect::from_center_size(screen.center(), vec2(width, height.min(screen.height() - 20.0)));
    card(ui, theme, rect);
    let left = rect.left() + 40.0;
    let top = write(ui, pos2(left, rect.top() + 32.0), &title).bottom() + 20.0;
    let lane = theme.t(96.0);
    let y = rect.bottom() - 34.0 - action.y;
    let list = Rect::from_min_max(pos2(left - 2.0, top), pos2(rect.right() - 12.0, y - 20.0));
    scrolled(ui, list, "keys", palette.card, |ui, area| {
        let (left, mut y) = (area.left() + 2.0, area.top());
        for (key, meaning) in &keys {
            let words = set(ui, theme, Role::Body, palette.ink, meaning);
            key_cap(ui, theme, pos2(left, y), key, true);
            let middle = y + (theme.t(38.0) - words.size().y) / 2.0;
            write(ui, pos2(left + lane, middle), &words);
            y += row;
        }
        (y - area.top() - row + theme.t(36.0), ())
    });
    let mut x = left;
    let mut asked = None;
    for (words, kind, command) in choices {
        let size = button_size(ui, theme, kind, words);
        let response = button(ui, theme, pos2(x, y + (action.y - size.y) / 2.0), kind, words);
        if kind == Kind::Action {
            let nowhere = ui.memory(|memory| memory.focused().is_none());
            focus_first(ui, &response, nowhere);
        }
        if response.clicked() {
            asked = Some(command);
        }
        x += size.x + 14.0;
    }
    asked
}
