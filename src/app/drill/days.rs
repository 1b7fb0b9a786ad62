//! The days after the talk: a calendar, what the day brings, and the customer's mood from afar.

use bevy_egui::egui::{CornerRadius, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::bubble::captions_ui;
use super::play::Play;
use super::view::mood;
use crate::app::theme::Role;
use crate::app::widgets::{Pen, card, elided, portrait, set, wrapped, write};
use crate::drill::Speaker;

/// The model's calendar.
const DAYS: [u8; 7] = [1, 2, 3, 7, 14, 30, 90];

/// What stands on the stage on a day after the talk.
pub fn days_ui(ui: &mut Ui, room: Rect, play: &Play, pen: &mut Pen<'_>) {
    let theme = pen.theme;
    let palette = theme.palette;
    let Some(today) = play.day else { return };
    let width = (room.width() - 56.0).min(theme.t(980.0).max(820.0));
    let left = room.center().x - width / 2.0;
    let strip = calendar_ui(ui, pos2(left, room.top() + 22.0), width, today, pen);

    let customer = &play.drill().scenario.customer;
    let side = theme.t(150.0).min(210.0);
    let inner = width - side - 3.0 * 26.0;
    let head = match today {
        1 => "The next day".to_owned(),
        day => format!("Day {day}"),
    };
    let head = set(ui, &theme, Role::Heading, palette.ink, &head);
    let scenes: Vec<_> = play
        .captions
        .iter()
        .filter(|caption| caption.speaker == Speaker::Scene)
        .map(|caption| wrapped(ui, &theme, Role::Move, palette.ink, inner, &caption.text))
        .collect();
    let said = play.bubble.as_ref().map(|bubble| {
        let text = format!("“{}”", &bubble.text[..bubble.shown_bytes()]);
        wrapped(ui, &theme, Role::BodyStrong, palette.ink, inner, &text)
    });
    let called = elided(ui, &theme, Role::Small, palette.soft, side, 1, customer.first_name());
    let text: f32 = head.size().y
        + scenes
            .iter()
            .chain(&said)
            .map(|words| words.size().y + 10.0)
            .sum::<f32>();
    let height = (text.max(side + called.size().y + 6.0) + 48.0).max(theme.t(120.0));
    let rect = Rect::from_min_size(pos2(left, strip + 16.0), vec2(width, height));
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

/// The calendar; where it ends.
fn calendar_ui(ui: &mut Ui, at: bevy_egui::egui::Pos2, width: f32, today: u8, pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    let palette = theme.palette;
    let height = theme.t(74.0);
    let rect = Rect::from_min_size(at, vec2(width, height));
    card(ui, theme, rect);
    #[expect(clippy::cast_precision_loss, reason = "seven days")]
    let step = (width - 40.0) / DAYS.len() as f32;
    let mut x = rect.left() + 20.0;
    let line = Stroke::new(3.0, palette.track);
    ui.painter().hline(
        rect.left() + 20.0 + step / 2.0..=rect.right() - 20.0 - step / 2.0,
        rect.center().y,
        line,
    );
    for day in DAYS {
        let (is_today, is_past) = (day == today, day < today);
        let words = if is_today {
            format!("Day {day}")
        } else {
            day.to_string()
        };
        let (fill, ink, edge) = if is_today {
            (palette.action, palette.on_action, palette.action)
        } else if is_past {
            (palette.plain.fill, palette.plain.ink, palette.line)
        } else {
            (palette.card, palette.soft, palette.line)
        };
        let words = set(ui, theme, Role::Button, ink, &words);
        let size = vec2((words.size().x + theme.t(26.0)).max(theme.t(44.0)), theme.t(42.0));
        let pill = Rect::from_center_size(pos2(x + step / 2.0, rect.center().y), size);
        ui.painter().rect(
            pill,
            CornerRadius::same(99),
            fill,
            Stroke::new(palette.line_width, edge),
            StrokeKind::Inside,
        );
        write(ui, pill.center() - words.size() / 2.0, &words);
        x += step;
    }
    rect.bottom()
}
