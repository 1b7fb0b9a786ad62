//! What stands along the upper edge and on the left: title, patience, fund, pause, feelings.

use bevy_egui::egui::{Align2, Rect, Ui, Vec2, pos2, vec2};

use super::play::Play;
use super::view::Actor;
use crate::app::screen::Command;
use crate::app::theme::{Role, Theme, Tone};
use crate::app::widgets::{
    Kind, Pen, Words, bar, button, button_size, card, chip, chip_size, fitting, label, patience_ring, pause_sign,
    press, purse, ring_if_focused, set, spaced, speaker_sign, write,
};
use crate::session::Hinted;
use crate::vocabulary::Vocabulary;

/// The upper edge: where it ends, and what was asked for.
pub struct Top {
    pub bottom: f32,
    pub asked: Option<Command>,
}

/// The row along the upper edge.
pub fn top_ui(ui: &mut Ui, screen: Rect, play: &Play, pen: &mut Pen<'_>) -> Top {
    let theme = pen.theme;
    let palette = theme.palette;
    let (top, height) = (screen.top() + 22.0, theme.t(62.0));
    let middle = top + height / 2.0;
    let mut asked = None;
    let mut right = screen.right() - 28.0;

    // Pause.
    let rect = Rect::from_min_size(pos2(right - theme.t(62.0), top), vec2(theme.t(62.0), height));
    let response = press(ui, rect, ui.id().with("pause"), "Pause");
    card(ui, &theme, rect);
    pause_sign(
        ui,
        Rect::from_center_size(rect.center(), vec2(20.0, 22.0) * theme.text_scale),
        palette.ink,
    );
    ring_if_focused(ui, &theme, &response, Theme::radius());
    if response.clicked() {
        asked = Some(Command::SetPaused(true));
    }
    right = rect.left() - 14.0;

    // Sound: the sign tells by its shape whether anything is heard.
    let rect = Rect::from_min_size(pos2(right - theme.t(62.0), top), vec2(theme.t(62.0), height));
    let name = if pen.sound {
        "Sound is on; turn it off"
    } else {
        "Sound is off; turn it on"
    };
    let response = press(ui, rect, ui.id().with("sound"), name);
    card(ui, &theme, rect);
    let ink = if pen.sound { palette.ink } else { palette.soft };
    let place = Rect::from_center_size(rect.center(), vec2(26.0, 26.0) * theme.text_scale);
    speaker_sign(ui, place, ink, pen.sound);
    ring_if_focused(ui, &theme, &response, Theme::radius());
    if response.clicked() {
        asked = Some(Command::ToggleSound);
    }
    right = rect.left() - 14.0;

    // Fund.
    let drill = play.drill();
    let policy = &drill.setup.policy;
    let left_cents = drill.rules().money_left(drill.state());
    let agreed = drill.state().granted;
    let money = if left_cents < 0 {
        format!("{} over, agreed", policy.money(-left_cents))
    } else {
        format!("{} of {}", policy.money(left_cents), policy.money(policy.fund))
    };
    let over = if agreed { "FUND · MANAGER AGREES" } else { "FUND" };
    let rect = measure_ui(ui, right, top, height, over, &money, pen, |ui, theme, rect| {
        purse(ui, rect, theme.palette.good.strong);
    });
    right = rect.left() - 14.0;

    // Patience.
    if play.day.is_none()
        && let Some(ring) = play.solo().ring()
    {
        let time = format!("{}:{:02}", ring.seconds / 60, ring.seconds % 60);
        let rect = measure_ui(ui, right, top, height, "PATIENCE", &time, pen, |ui, theme, rect| {
            patience_ring(ui, theme, rect.center(), rect.width() * 0.42, ring.fraction);
        });
        right = rect.left() - 14.0;
    }

    // Hint.
    if let Some((left, pressed)) = hint_ui(ui, right, middle, play, &theme) {
        right = left - 14.0;
        if pressed {
            asked = Some(Command::Hint);
        }
    }

    // Title and mode.
    let mode = play.solo().retried_from().map_or_else(
        || play.solo().mode().name().to_owned(),
        |number| format!("Retry from move {number}"),
    );
    let chip_room = chip_size(ui, &theme, &mode);
    let width = (right - screen.left() - 28.0 - chip_room.x - 60.0).max(80.0);
    // Where large words leave it no room, the title stands in the window's own and in the pause.
    let wordings = [drill.scenario.title.as_str(), ""];
    let title = fitting(ui, &theme, Role::CardTitle, palette.ink, width, &wordings);
    let gap = if title.size().x > 0.0 { 12.0 } else { 0.0 };
    let size = vec2(title.size().x + gap + chip_room.x + 38.0, theme.t(50.0));
    let rect = Rect::from_min_size(pos2(screen.left() + 28.0, middle - size.y / 2.0), size);
    card(ui, &theme, rect);
    let at = pos2(rect.left() + 19.0, middle - title.size().y / 2.0);
    let words = write(ui, at, &title);
    chip(
        ui,
        &theme,
        pos2(words.right() + gap, middle - chip_room.y / 2.0),
        &mode,
        Tone::Plain,
    );
    Top {
        bottom: top + height,
        asked,
    }
}

/// The button for a hint, its right edge at `right`, where there is one: its left edge, and whether it was pressed.
fn hint_ui(ui: &mut Ui, right: f32, middle: f32, play: &Play, theme: &Theme) -> Option<(f32, bool)> {
    if !play.is_open() || !play.solo().can_hint() {
        return None;
    }
    let words = if play.solo().hinted() == Hinted::Not {
        "Hint (H)"
    } else {
        "Best move (H)"
    };
    let size = button_size(ui, theme, Kind::Quiet, words);
    let at = pos2(right - size.x, middle - size.y / 2.0);
    Some((at.x, button(ui, theme, at, Kind::Quiet, words).clicked()))
}

/// A small card with a sign, a label and a value, its right edge at `right`.
#[expect(clippy::too_many_arguments, reason = "a widget's place and words")]
fn measure_ui(
    ui: &mut Ui,
    right: f32,
    top: f32,
    height: f32,
    over: &str,
    value: &str,
    pen: &Pen<'_>,
    sign: impl FnOnce(&Ui, &Theme, Rect),
) -> Rect {
    let theme = &pen.theme;
    let over = set(ui, theme, Role::LabelSmall, theme.palette.soft, over);
    let value = set(ui, theme, Role::CardTitle, theme.palette.ink, value);
    let side = theme.t(38.0);
    let width = 18.0 + side + 12.0 + over.size().x.max(value.size().x) + 20.0;
    let rect = Rect::from_min_size(pos2(right - width, top), vec2(width, height));
    card(ui, theme, rect);
    let place = Align2::LEFT_CENTER.align_size_within_rect(vec2(side, side), rect.shrink2(vec2(18.0, 0.0)));
    sign(ui, theme, place);
    let text = over.size().y + value.size().y;
    let left = place.right() + 12.0;
    let y = rect.center().y - text / 2.0;
    write(ui, pos2(left, y), &over);
    write(ui, pos2(left, y + over.size().y), &value);
    rect
}

/// What is told of the feelings, laid out.
struct Told {
    head: Words,
    rows: [Words; 3],
    size: Vec2,
}

const FEELINGS: [(&str, &str); 3] = [
    ("Anger", ""),
    ("Loss", "not what I paid for"),
    ("Dread", "the hassle to come"),
];
/// Where the card of feelings stands in its room.
const FEELINGS_AT: Vec2 = vec2(28.0, 22.0);

fn told(ui: &Ui, play: &Play, pen: &Pen<'_>) -> Told {
    let theme = &pen.theme;
    let palette = theme.palette;
    let name = play.drill().scenario.customer.first_name().to_uppercase();
    let head = set(ui, theme, Role::Label, palette.soft, &format!("{name} FEELS"));
    let rows = FEELINGS.map(|(name, meaning)| {
        let meaning = format!("  {meaning}");
        let pieces = [
            (name, label(theme, Role::SmallStrong, palette.ink)),
            (meaning.as_str(), label(theme, Role::Small, palette.soft)),
        ];
        spaced(ui, f32::INFINITY, pieces)
    });
    let inner = rows.iter().map(|words| words.size().x).fold(head.size().x, f32::max);
    let height = 18.0 + head.size().y + 12.0 + 3.0 * row_height(theme, &rows[0]) + 4.0;
    Told {
        size: vec2(inner + 40.0, height),
        head,
        rows,
    }
}

fn row_height(theme: &Theme, words: &Words) -> f32 {
    words.size().y + 6.0 + 12.0 + theme.t(13.0)
}

/// Where what stands beside the feelings may begin, from the left: beyond their card, if this mode shows it.
#[must_use]
pub fn left_edge(ui: &Ui, screen: Rect, play: &Play, pen: &Pen<'_>) -> f32 {
    let card = if play.solo().mode().shows_feelings() {
        told(ui, play, pen).size.x + 18.0
    } else {
        0.0
    };
    screen.left() + FEELINGS_AT.x + card
}

/// What the customer feels, in practice.
pub fn feelings_ui(ui: &mut Ui, room: Rect, play: &Play, actor: &Actor, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let Told { head, rows, size } = told(ui, play, pen);
    let rect = Rect::from_min_size(room.min + FEELINGS_AT, size);
    card(ui, theme, rect);
    let left = rect.left() + 20.0;
    let mut y = write(ui, pos2(left, rect.top() + 18.0), &head).bottom() + 12.0;
    let colours = [palette.anger, palette.loss, palette.dread];
    let names = FEELINGS.map(|(name, _)| name);
    for (((words, share), colour), name) in rows.iter().zip(actor.bars).zip(colours).zip(names) {
        let bottom = write(ui, pos2(left, y), words).bottom() + 6.0;
        let place = Rect::from_min_size(pos2(left, bottom), vec2(size.x - 40.0, 12.0));
        bar(ui, theme, place, name, share, colour);
        y += row_height(theme, words);
    }
}
