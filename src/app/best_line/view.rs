//! The screen of the best line: the customer on the left as they feel, the talk on the right.

use bevy_egui::egui::{Align, CornerRadius, Key, Modifiers, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::model::{Led, Telling, Told, is_own};
use crate::app::debrief::tier_tone;
use crate::app::drill::face_of;
use crate::app::screen::Command;
use crate::app::theme::{GAP, MARGIN, PAD, RADIUS_SMALL, Role};
use crate::app::widgets::{
    Kind, Pen, bar, button, button_size, card, focus_first, label, portrait, scrolled, set, spaced, wrapped, write,
};
use crate::drill::{Speaker, Utterance};
use crate::vocabulary::Vocabulary;

/// The screen of the best line.
pub fn best_line_ui(ui: &mut Ui, led: &Led, pen: &mut Pen<'_>) -> Option<Command> {
    let theme = pen.theme;
    let keyed = keys(ui, led);
    let screen = ui.max_rect().shrink2(vec2(MARGIN, 26.0));
    let next = button_size(ui, &theme, Kind::Action, "Next move (Space)");
    let bottom = screen.bottom() - next.y - GAP;
    let left_width = (screen.width() * 0.33).max(theme.t(420.0)).min(screen.width() * 0.46);
    let left = Rect::from_min_max(screen.min, pos2(screen.left() + left_width, bottom));
    let right = Rect::from_min_max(pos2(left.right() + GAP, screen.top()), pos2(screen.right(), bottom));
    match &led.telling {
        Telling::Here(told) => {
            customer_ui(ui, left, led, told, pen);
            talk_ui(ui, right, led, told, pen);
        }
        Telling::Waiting => sentence_ui(ui, left.union(right), "Working out the best play…", pen),
        Telling::None(why) => sentence_ui(ui, left.union(right), why, pen),
    }
    keyed.or(buttons_ui(ui, screen, led, pen))
}

/// What keys ask for, wherever the keyboard is. Places are told, not ways: a pass that runs twice asks for the same.
fn keys(ui: &Ui, led: &Led) -> Option<Command> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) || pressed(Key::B) {
        return Some(Command::BackToDebrief);
    }
    let forth = [Key::Space, Key::ArrowRight, Key::ArrowDown]
        .map(pressed)
        .contains(&true);
    let back = [Key::ArrowLeft, Key::ArrowUp, Key::Backspace]
        .map(pressed)
        .contains(&true);
    if forth {
        Some(Command::ShowMoves(led.shown + 1))
    } else if back {
        Some(Command::ShowMoves(led.shown.saturating_sub(1)))
    } else if pressed(Key::Home) {
        Some(Command::ShowMoves(0))
    } else if pressed(Key::End) {
        Some(Command::ShowMoves(led.moves()))
    } else {
        None
    }
}

fn sentence_ui(ui: &mut Ui, rect: Rect, words: &str, pen: &Pen<'_>) {
    let theme = &pen.theme;
    card(ui, theme, rect);
    let words = wrapped(
        ui,
        theme,
        Role::Body,
        theme.palette.ink,
        rect.width() - 2.0 * PAD,
        words,
    );
    write(ui, rect.min + vec2(PAD, PAD), &words);
}

/// Who talks, how they feel, how it stands.
fn customer_ui(ui: &mut Ui, rect: Rect, led: &Led, told: &Told, pen: &mut Pen<'_>) {
    let theme = pen.theme;
    let palette = theme.palette;
    card(ui, &theme, rect);
    let room = rect.shrink2(vec2(2.0, 6.0));
    scrolled(ui, room, "best line customer", palette.card, |ui, area| {
        let inner = area.shrink2(vec2(PAD, 0.0));
        let (felt, standing) = told.after(led.shown);
        let over = led.move_number.map_or_else(
            || "THE BEST LINE".to_owned(),
            |number| format!("THE BEST LINE FROM MOVE {number}"),
        );
        let over = wrapped(ui, &theme, Role::Label, palette.soft, inner.width(), &over);
        let mut y = write(ui, pos2(inner.left(), inner.top() + 12.0), &over).bottom() + 4.0;
        let title = wrapped(ui, &theme, Role::CardTitle, palette.ink, inner.width(), &led.title);
        y = write(ui, pos2(inner.left(), y), &title).bottom() + 14.0;
        let side = (inner.width() * 0.62).min(rect.height() * 0.36);
        let picture = Rect::from_min_size(pos2(inner.center().x - side / 2.0, y), vec2(side, side));
        ui.painter()
            .rect_filled(picture, CornerRadius::same(RADIUS_SMALL), palette.track);
        let name = format!("best line {} {felt:?}", led.name);
        portrait(ui, pen.sketches, &name, &led.look, face_of(felt), picture);
        y = picture.bottom() + 18.0;
        let rows = [
            (
                "Value so far",
                format!("{standing:.0} of 100"),
                standing / 100.0,
                palette.good.strong,
            ),
            (
                "Anger",
                format!("{} of 9", felt.anger),
                f64::from(felt.anger) / 9.0,
                palette.anger,
            ),
            (
                "Loss",
                format!("{} of 100", felt.loss),
                f64::from(felt.loss) / 100.0,
                palette.loss,
            ),
            (
                "Dread",
                format!("{} of 100", felt.dread),
                f64::from(felt.dread) / 100.0,
                palette.dread,
            ),
        ];
        for (what, number, share, ink) in rows {
            let name = what;
            let what = set(ui, &theme, Role::SmallStrong, palette.ink, name);
            let number = set(ui, &theme, Role::Small, palette.soft, &number);
            write(ui, pos2(inner.right() - number.size().x, y), &number);
            y = write(ui, pos2(inner.left(), y), &what).bottom() + 4.0;
            #[expect(clippy::cast_possible_truncation, reason = "a share")]
            bar(
                ui,
                &theme,
                Rect::from_min_size(pos2(inner.left(), y), vec2(inner.width(), 12.0)),
                name,
                share as f32,
                ink,
            );
            y += 12.0 + theme.t(12.0);
        }
        if led.shown == led.moves() {
            let ink = palette.tone(tier_tone(told.tier)).strong;
            let tier = set(ui, &theme, Role::Tier, ink, told.tier.name());
            y = write(ui, pos2(inner.left(), y + 2.0), &tier).bottom();
        }
        let ends = wrapped(ui, &theme, Role::Small, palette.soft, inner.width(), &told.ends);
        y = write(ui, pos2(inner.left(), y + 4.0), &ends).bottom();
        (y + PAD - area.top(), ())
    });
}

/// The talk as far as it is shown.
fn talk_ui(ui: &mut Ui, rect: Rect, led: &Led, told: &Told, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    card(ui, theme, rect);
    let head = set(ui, theme, Role::Label, palette.soft, "HOW IT COULD HAVE GONE");
    let top = write(ui, rect.min + vec2(PAD, 18.0), &head).bottom() + 12.0;
    let count = format!("move {} of {}", led.shown, led.moves());
    let count = set(ui, theme, Role::Small, palette.soft, &count);
    write(ui, pos2(rect.right() - PAD - count.size().x, rect.top() + 16.0), &count);
    ui.painter()
        .hline(rect.x_range(), top, Stroke::new(palette.line_width, palette.line));
    let body = Rect::from_min_max(pos2(rect.left() + 2.0, top + 1.0), rect.max - vec2(2.0, 6.0));
    scrolled(ui, body, "best line talk", palette.card, |ui, area| {
        let inner = area.shrink2(vec2(PAD, 0.0));
        let mut y = area.top() + 14.0;
        let mut begins = y;
        let mut last = 0;
        for (number, said) in told.lines(led.shown) {
            let is_new = number != last;
            if is_new {
                y += 6.0;
                begins = y;
                last = number;
            }
            let day = told
                .exchanges
                .get(number.wrapping_sub(1))
                .and_then(|exchange| exchange.day);
            y = line_ui(
                ui,
                Rect::from_min_max(pos2(inner.left(), y), inner.max),
                led,
                said,
                day,
                pen,
            );
            // The author's reason stands under the move itself.
            if is_new && let Some(exchange) = told.exchanges.get(number.wrapping_sub(1)) {
                y = why_ui(ui, inner, y, &exchange.why, pen);
            }
        }
        // The newest move is in sight; again only where it is another.
        let followed = ui.id().with("followed");
        let is_other = ui.data_mut(|data| data.get_temp_mut_or(followed, usize::MAX) != &led.shown);
        if is_other {
            ui.data_mut(|data| data.insert_temp(followed, led.shown));
            let newest = Rect::from_min_max(pos2(area.left(), begins - 6.0), pos2(area.right(), y + 30.0));
            let align = if newest.height() > body.height() {
                Some(Align::TOP)
            } else {
                None
            };
            ui.scroll_to_rect(newest, align);
        }
        (y + PAD - area.top(), ())
    });
}

fn why_ui(ui: &mut Ui, inner: Rect, y: f32, why: &str, pen: &Pen<'_>) -> f32 {
    if why.is_empty() {
        return y;
    }
    let theme = &pen.theme;
    let width = inner.width() * 0.82;
    let words = wrapped(ui, theme, Role::Small, theme.palette.soft, width, why);
    write(ui, pos2(inner.right() - words.size().x - 4.0, y - 4.0), &words).bottom() + 12.0
}

/// One thing that is said or seen; where it ends.
fn line_ui(ui: &mut Ui, room: Rect, led: &Led, said: &Utterance, day: Option<u8>, pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    let palette = theme.palette;
    let width = room.width() * 0.82;
    if matches!(said.speaker, Speaker::Scene | Speaker::Note) {
        let words = wrapped(ui, theme, Role::Small, palette.soft, room.width(), &said.text);
        return write(ui, pos2(room.left() + 4.0, room.top()), &words).bottom() + 10.0;
    }
    let own = is_own(said.speaker);
    let who = match (own, day) {
        (true, Some(day)) => format!("YOU, DAY {day}"),
        (true, None) => "YOU".to_owned(),
        (false, _) => led.name.to_uppercase(),
    };
    let (fill, ink, over) = if own {
        (palette.night, palette.on_night, palette.on_night_soft)
    } else {
        (palette.card_lit, palette.ink, palette.soft)
    };
    let over = set(ui, theme, Role::LabelSmall, over, &who);
    let words = spaced(ui, width - 36.0, [(said.text.as_str(), label(theme, Role::Body, ink))]);
    let size = vec2(
        over.size().x.max(words.size().x) + 36.0,
        over.size().y + words.size().y + 2.0 + 22.0,
    );
    let left = if own { room.right() - size.x } else { room.left() };
    let rect = Rect::from_min_size(pos2(left, room.top()), size);
    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter()
        .rect(rect, CornerRadius::same(16), fill, line, StrokeKind::Inside);
    let y = write(ui, rect.min + vec2(18.0, 11.0), &over).bottom() + 2.0;
    write(ui, pos2(rect.left() + 18.0, y), &words);
    rect.bottom() + 10.0
}

fn buttons_ui(ui: &mut Ui, screen: Rect, led: &Led, pen: &Pen<'_>) -> Option<Command> {
    let theme = &pen.theme;
    let mut asked = None;
    let is_told = led.shown == led.moves();
    let (words, forth) = if is_told {
        ("Back to the debrief", Command::BackToDebrief)
    } else {
        ("Next move (Space)", Command::ShowMoves(led.shown + 1))
    };
    let size = button_size(ui, theme, Kind::Action, words);
    let at = pos2(screen.right() - size.x, screen.bottom() - size.y);
    let response = button(ui, theme, at, Kind::Action, words);
    focus_first(ui, &response, pen.entered);
    if response.clicked() {
        asked = Some(forth);
    }
    let mut x = screen.left();
    let mut others = vec![];
    if !is_told {
        others.push(("Back to the debrief (Esc)", Command::BackToDebrief));
    }
    if led.shown > 0 {
        others.push(("Previous", Command::ShowMoves(led.shown - 1)));
    }
    for (words, command) in others {
        let quiet = button_size(ui, theme, Kind::Quiet, words);
        let at = pos2(x, screen.bottom() - size.y + (size.y - quiet.y) / 2.0);
        if button(ui, theme, at, Kind::Quiet, words).clicked() {
            asked = Some(command);
        }
        x += quiet.x + 12.0;
    }
    asked
}
