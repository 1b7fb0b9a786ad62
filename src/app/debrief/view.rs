//! The screen of the debrief.

use bevy_egui::egui::{Key, Modifiers, Rect, Ui, pos2, vec2};

use super::deeds::Deeds;
use super::looking::Looking;
use super::{curve, hearers, numbers, reflect, rows, service};
use crate::app::drill::face_of;
use crate::app::screen::Command;
use crate::app::theme::{GAP, MARGIN, PAD, Role, Tone};
use crate::app::widgets::{Pen, card, portrait, scrolled, set, wrapped, write};
use crate::customer::Tier;
use crate::session::Debrief;
use crate::vocabulary::Vocabulary;

/// How much of a shadow is left room for.
const SHADOW: f32 = 16.0;

/// The tone of a tier.
pub const fn tier_tone(tier: Tier) -> Tone {
    match tier {
        Tier::Champion | Tier::Loyal => Tone::Good,
        Tier::Passive => Tone::Warn,
        Tier::Detractor | Tier::Defector => Tone::Bad,
    }
}

/// The screen of the debrief.
pub fn debrief_ui(ui: &mut Ui, looking: &mut Looking, pen: &mut Pen<'_>) -> Option<Command> {
    let keyed = if reflect::is_typing(ui) {
        None
    } else {
        reflect::keys(ui, &mut looking.reflection);
        keys(ui, looking)
    };
    let asked = panels_ui(ui, looking, pen);
    reflect::note_typing(ui);
    keyed.or(asked)
}

fn panels_ui(ui: &mut Ui, looking: &mut Looking, pen: &mut Pen<'_>) -> Option<Command> {
    let theme = pen.theme;
    let screen = ui.max_rect().shrink2(vec2(MARGIN, 24.0));
    let left_width = (screen.width() * 0.365).max(theme.t(470.0)).min(screen.width() * 0.47);
    let deeds = Deeds::of(ui, screen.width(), looking, pen);
    let debrief = &looking.debrief;
    let bottom = screen.bottom() - deeds.height - GAP + 2.0;
    let numbers_width = screen.width() - left_width - GAP;
    let head_height = numbers::height(ui, numbers_width, debrief, pen).max(theme.t(176.0));
    let top = screen.top() + head_height + GAP;
    if bottom - top < SIDE_BY_SIDE * screen.height() {
        return stacked_ui(ui, looking, pen);
    }
    let head = Rect::from_min_size(screen.min, vec2(left_width, head_height));
    headline_ui(ui, head, debrief, pen);
    let right = head.right() + GAP;
    let numbers = Rect::from_min_max(pos2(right, head.top()), pos2(screen.right(), head.bottom()));
    numbers::numbers_ui(ui, numbers, debrief, pen);
    left_ui(
        ui,
        Rect::from_min_max(pos2(screen.left(), top), pos2(head.right(), bottom)),
        debrief,
        pen,
    );
    let room = Rect::from_min_max(pos2(right, top), pos2(screen.right(), bottom));
    let of_row = rows::rows_ui(ui, room, looking, pen);
    let asked = deeds.show(ui, pos2(screen.left(), screen.bottom() - deeds.height), pen);
    of_row.or(asked)
}

/// The least share of the screen's height that the moves need to stand beside the curve.
const SIDE_BY_SIDE: f32 = 0.45;

/// The curve, who hears about it, and the card of seven steps.
fn left_ui(ui: &mut Ui, room: Rect, debrief: &Debrief, pen: &Pen<'_>) {
    let service_height = service::height(ui, room.width(), debrief, pen);
    // The card of seven steps as high as it needs, the curve what is left; all scroll where even that is too little.
    let heard_height = hearers::height(ui, room.width(), debrief, pen);
    let below = GAP + service_height + GAP + heard_height;
    let curve_height = (room.height() - below).max(curve_height(pen));
    let all = curve_height + below;
    // Room for shadows at the sides and below.
    let body = Rect::from_min_max(room.min - vec2(SHADOW, 2.0), room.max + vec2(SHADOW, GAP - 6.0));
    scrolled(ui, body, "left", pen.theme.palette.paper, |ui, area| {
        let area = area.shrink2(vec2(SHADOW, 0.0)).translate(vec2(0.0, 2.0));
        let rect = Rect::from_min_size(area.min, vec2(room.width(), curve_height));
        curve::curve_ui(ui, rect, debrief, pen);
        let below = pos2(area.left(), rect.bottom() + GAP);
        let rect = Rect::from_min_size(below, vec2(room.width(), heard_height));
        hearers::hearers_ui(ui, rect, debrief, pen);
        let below = pos2(area.left(), rect.bottom() + GAP);
        let rect = Rect::from_min_size(below, vec2(room.width(), service_height));
        service::service_ui(ui, rect, debrief, pen);
        (all + GAP - 6.0, ())
    });
}

fn curve_height(pen: &Pen<'_>) -> f32 {
    pen.theme.t(100.0) + 90.0
}

/// Everything below each other, scrolled: for large text.
fn stacked_ui(ui: &mut Ui, looking: &mut Looking, pen: &mut Pen<'_>) -> Option<Command> {
    let theme = pen.theme;
    let screen = ui.max_rect();
    // One begins at the headline: the first move gets the keyboard when it is looked for.
    pen.entered = false;
    scrolled(ui, screen, "debrief", theme.palette.paper, |ui, area| {
        let room = area.shrink2(vec2(MARGIN, 0.0));
        let width = room.width();
        let mut y = room.top() + 24.0;
        let mut next = |height: f32| {
            let rect = Rect::from_min_size(pos2(room.left(), y), vec2(width, height));
            y = rect.bottom() + GAP;
            rect
        };
        let debrief = &looking.debrief;
        headline_ui(ui, next(theme.t(140.0)), debrief, pen);
        let height = numbers::height(ui, width, debrief, pen);
        numbers::numbers_ui(ui, next(height), debrief, pen);
        curve::curve_ui(ui, next(curve_height(pen) + 110.0), debrief, pen);
        let height = rows::height(ui, width, looking, pen);
        let of_row = rows::all_ui(ui, next(height), looking, pen);
        let debrief = &looking.debrief;
        let height = service::height(ui, width, debrief, pen);
        service::service_ui(ui, next(height), debrief, pen);
        let height = hearers::height(ui, width, debrief, pen);
        hearers::hearers_ui(ui, next(height), debrief, pen);
        let deeds = Deeds::of(ui, width, looking, pen);
        let asked = deeds.show(ui, next(deeds.height).min, pen);
        (y + 6.0 - area.top(), of_row.or(asked))
    })
}

fn keys(ui: &Ui, looking: &Looking) -> Option<Command> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) {
        Some(Command::Library)
    } else if pressed(Key::S) {
        Some(Command::SaveReport)
    } else if looking.next.is_some() && pressed(Key::N) {
        Some(Command::Next)
    } else {
        pressed(Key::B).then_some(Command::BestLine(None))
    }
}

/// How the customer left.
fn headline_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &mut Pen<'_>) {
    let theme = pen.theme;
    let palette = theme.palette;
    card(ui, &theme, rect);
    let side = (rect.height() - 24.0).min(rect.width() * 0.34);
    let picture = Rect::from_min_size(pos2(rect.left() + 20.0, rect.bottom() - side - 2.0), vec2(side, side));
    let name = format!("debrief {} {:?}", debrief.name, debrief.last);
    portrait(ui, pen.sketches, &name, &debrief.look, face_of(debrief.last), picture);
    let left = picture.right() + 22.0;
    let width = rect.right() - PAD - left;
    let left_as = format!("{} LEFT AS", debrief.name.to_uppercase());
    let over = debrief.retried_from.map_or_else(
        || left_as.clone(),
        |number| format!("RETRY FROM MOVE {number}: {left_as}"),
    );
    let over = wrapped(ui, &theme, Role::Label, palette.soft, width, &over);
    let ink = palette.tone(tier_tone(debrief.tier)).strong;
    let tier = set(ui, &theme, Role::Tier, ink, debrief.tier.name());
    let meaning = wrapped(ui, &theme, Role::Body, palette.soft, width, &debrief.meaning);
    let height = over.size().y + 2.0 + tier.size().y + 6.0 + meaning.size().y;
    let mut y = rect.center().y - height / 2.0;
    for (words, gap) in [(over, 2.0), (tier, 6.0), (meaning, 0.0)] {
        y = write(ui, pos2(left, y), &words).bottom() + gap;
    }
}
