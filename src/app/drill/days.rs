//! The days after the talk: a calendar, what the day brings, and the customer's mood from afar.

use bevy_egui::egui::{CornerRadius, Rect, Ui, pos2, vec2};

use super::bubble::captions_ui;
use super::calendar;
use super::play::{Phase, Play};
use super::view::mood;
use crate::app::theme::Role;
use crate::app::widgets::{Pen, card, elided, portrait, set, wrapped, write};
use crate::drill::Speaker;

const TOP: f32 = 22.0;
const BETWEEN: f32 = 16.0;

/// What stands on the stage on a day after the talk.
pub fn days_ui(ui: &mut Ui, room: Rect, play: &Play, pen: &mut Pen<'_>) {
    let theme = pen.theme;
    let palette = theme.palette;
    let Some(today) = play.day else { return };
    let width = (room.width() - 56.0).min(theme.t(980.0).max(820.0));
    let left = room.center().x - width / 2.0;
    let customer = &play.drill().scenario.customer;
    let side = theme.t(150.0).min(210.0);
    let inner = width - side - 3.0 * 26.0;
    let head = match today {
        1 => "The next day".to_owned(),
        day => format!("Day {day}"),
    };
    let head = set(ui, &theme, Role::Heading, palette.ink, &head);
    let mut scenes: Vec<_> = play
        .captions
        .iter()
        .filter(|caption| caption.speaker == Speaker::Scene)
        .map(|caption| wrapped(ui, &theme, Role::Move, palette.ink, inner, &caption.text))
        .collect();
    let said = play.bubble.as_ref().map(|bubble| {
        let text = format!("“{}”", &bubble.text[..bubble.shown_bytes()]);
        wrapped(ui, &theme, Role::BodyStrong, palette.ink, inner, &text)
    });
    // After the last step nobody says anything more: the card says so.
    if play.phase() == Phase::Ended && scenes.is_empty() && said.is_none() {
        let words = "That was the last thing you could do. Look back at what it came to.";
        scenes.push(wrapped(ui, &theme, Role::Move, palette.ink, inner, words));
    }
    let called = elided(ui, &theme, Role::Small, palette.soft, side, 1, customer.first_name());
    let text: f32 = head.size().y
        + scenes
            .iter()
            .chain(&said)
            .map(|words| words.size().y + 10.0)
            .sum::<f32>();
    let height = (text.max(side + called.size().y + 6.0) + 48.0).max(theme.t(120.0));
    let top = room.top() + TOP;
    let free = room.bottom() - top - BETWEEN - height - 8.0;
    let strip = calendar::calendar_ui(ui, pos2(left, top), vec2(width, free), today, play, pen);
    let rect = Rect::from_min_size(pos2(left, strip + BETWEEN), vec2(width, height));
    card(ui, &theme, rect);
    let picture = Rect::from_min_size(rect.min + vec2(26.0, 24.0), vec2(side, side));
    ui.painter().rect_filled(picture, CornerRadius::same(16), palette.track);
    let name = format!("day {today} {:?}", play.felt);
    portrait(ui, pen.sketches, &name, &customer.look, mood(play), picture);
    let at = pos2(picture.center().x - called.size().x / 2.0, picture.bottom() + 6.0);
    write(ui, at, &called);
    let x = picture.right() + 26.0;
    let mut y = write(ui, pos2(x, rect.top() + 22.0), &head).bottom() + 8.0;
    for words in scenes.iter().chain(&said) {
        y = write(ui, pos2(x, y), words).bottom() + 10.0;
    }
    let notes: Vec<_> = play
        .captions
        .iter()
        .filter(|caption| caption.speaker == Speaker::Note)
        .cloned()
        .collect();
    captions_ui(ui, pos2(left, rect.bottom() + 14.0), width, f32::INFINITY, &notes, pen);
}
