//! The moves on offer, as cards with key caps; the trainee's words while they are echoed; the way to the debrief.

use bevy_egui::egui::{CornerRadius, Id, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::bubble;
use super::play::{Phase, Play, SLIDE_SECONDS};
use crate::app::screen::Command;
use crate::app::theme::{Role, Theme, Tone};
use crate::app::widgets::{
    Kind, Pen, Words, button, button_size, chip, chip_size, focus_first, key_cap, plate, press, ring_if_focused,
    scrolled, set, wrapped, write,
};
use crate::drill::{Offer, Refusal};

const EDGE: f32 = 28.0;
const BETWEEN: f32 = 14.0;
/// Above and below the cards.
const TOP: f32 = 6.0;
const BOTTOM: f32 = 26.0;
/// The shares of the screen's height that moves may cover: the larger where the bubble leaves it; what is more scrolls.
const SHARES: [f32; 2] = [0.4, 0.6];

/// What a hint calls the best move.
const BEST: &str = "best move";

/// A move laid out.
struct Card {
    offer: Offer,
    words: Words,
    chips: Vec<(String, Tone)>,
    /// Whether a hint marks it.
    is_best: bool,
    /// The width that the chips take beside the words; 0: they stand below.
    beside: f32,
    say: String,
}

fn cards(ui: &Ui, width: f32, play: &Play, pen: &Pen<'_>) -> Vec<Card> {
    let theme = &pen.theme;
    let drill = play.drill();
    let rules = drill.rules();
    let Some(beat) = rules.beat(drill.state()) else {
        return Vec::new();
    };
    let names = rules.names();
    let moves = &drill.scenario.beat(beat).moves;
    play.solo()
        .offers()
        .into_iter()
        .filter_map(|offer| {
            let say = moves.get(usize::from(offer.index))?.say.fill(&names);
            let ink = if offer.barred.is_some() {
                theme.palette.soft
            } else {
                theme.palette.ink
            };
            let chips = chips(play, &offer);
            let is_best = play.best_move() == Some(offer.index);
            let beside = if are_beside(theme) {
                let best = is_best.then_some(BEST);
                let chips = chips.iter().map(|(words, _)| words.as_str());
                let widths = best
                    .into_iter()
                    .chain(chips)
                    .map(|words| chip_size(ui, theme, words).x + 7.0);
                widths.sum::<f32>() + 16.0
            } else {
                0.0
            };
            let room = width - theme.t(34.0) - 56.0 - beside;
            Some(Card {
                words: wrapped(ui, theme, Role::Move, ink, room, &say),
                offer,
                chips,
                is_best,
                beside,
                say,
            })
        })
        .collect()
}

/// What a move takes, in a few words each.
fn chips(play: &Play, offer: &Offer) -> Vec<(String, Tone)> {
    let policy = &play.drill().setup.policy;
    if let Some(refusal) = offer.barred {
        let words = match refusal {
            Refusal::OverFund { cost, .. } => {
                format!("{} · over your fund: needs a manager", policy.money(cost))
            }
            other => other.words(&play.drill().setup),
        };
        return vec![(words, Tone::Bad)];
    }
    let mut chips = Vec::new();
    if offer.ticks > 0 {
        let seconds = u32::from(offer.ticks) * 15;
        chips.push((
            if seconds < 60 {
                format!("{seconds} s")
            } else if seconds % 60 == 0 {
                format!("{} min", seconds / 60)
            } else {
                format!("{} min {} s", seconds / 60, seconds % 60)
            },
            Tone::Plain,
        ));
    }
    chips.push(match offer.cost {
        0 => ("no cost".to_owned(), Tone::Plain),
        cost if cost < 0 => (format!("saves {}", policy.money(-cost)), Tone::Plain),
        cost => (policy.money(cost), Tone::Warn),
    });
    chips
}

/// Large words leave no room below them: the chips stand beside, and the moves below each other, so that all are in sight.
fn are_beside(theme: &Theme) -> bool {
    theme.text_scale >= 1.5
}

/// Five moves in two columns would take half of the screen; in three they leave the customer in sight, where words are not too large.
fn columns(screen: Rect, theme: &Theme, count: usize) -> usize {
    match count {
        0 | 1 => 1,
        _ if are_beside(theme) => 1,
        5.. if screen.width() >= theme.t(1300.0) => 3,
        _ => 2,
    }
}

fn card_width(screen: Rect, theme: &Theme, count: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "one to three columns")]
    let columns = columns(screen, theme, count) as f32;
    (screen.width() - 2.0 * EDGE - BETWEEN * (columns - 1.0)) / columns
}

/// The heights of the rows of cards.
fn rows(ui: &Ui, screen: Rect, cards: &[Card], pen: &Pen<'_>) -> Vec<f32> {
    let chip = chip_size(ui, &pen.theme, "0").y;
    let height = |card: &Card| match card.beside {
        0.0 => 17.0 + card.words.size().y + 9.0 + chip + 15.0,
        _ => 10.0 + card.words.size().y.max(chip).max(pen.theme.t(34.0)) + 12.0,
    };
    cards
        .chunks(columns(screen, &pen.theme, cards.len()))
        .map(|row| row.iter().map(height).fold(0.0, f32::max))
        .collect()
}

/// How much of the lower edge the moves take, when they are there. `top` is where the upper edge's row ends.
pub fn height(ui: &Ui, screen: Rect, top: f32, play: &Play, pen: &Pen<'_>) -> f32 {
    let count = play.solo().offers().len();
    let cards = cards(ui, card_width(screen, &pen.theme, count), play, pen);
    let rows = rows(ui, screen, &cards, pen);
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let all = rows.iter().sum::<f32>() + BETWEEN * rows.len().saturating_sub(1) as f32;
    let [least, most] = SHARES.map(|share| share * screen.height());
    let left = screen.bottom() - bubble::bottom(ui, screen, top, play, pen) - 8.0;
    (TOP + all + BOTTOM).min(left.clamp(least, most))
}

/// The lower edge of the screen; `height` is what [`height`] says.
pub fn moves_ui(ui: &mut Ui, screen: Rect, height: f32, play: &Play, pen: &mut Pen<'_>) -> Option<Command> {
    // Where messages run, what the trainee wrote stands among them.
    let is_written = play.drill().scenario.channel.is_written() && play.day.is_none();
    if let Some(echo) = play.echo.as_ref().filter(|_| !is_written) {
        echo_ui(ui, screen, echo, pen);
    }
    match play.phase() {
        Phase::Telling => {
            hint_ui(ui, screen, pen);
            None
        }
        Phase::Ended => ended_ui(ui, screen, play, pen),
        Phase::Deciding => offers_ui(ui, screen, height, play, pen),
    }
}

fn offers_ui(ui: &mut Ui, screen: Rect, height: f32, play: &Play, pen: &mut Pen<'_>) -> Option<Command> {
    let count = play.solo().offers().len();
    let width = card_width(screen, &pen.theme, count);
    let cards = cards(ui, width, play, pen);
    let heights = rows(ui, screen, &cards, pen);
    let slid = (play.offered_seconds / SLIDE_SECONDS).clamp(0.0, 1.0);
    let eased = 1.0 - (1.0 - slid).powi(3);
    let top = screen.bottom() - height * eased;
    let area = Rect::from_min_size(pos2(screen.left(), top), vec2(screen.width(), height));
    let columns = columns(screen, &pen.theme, cards.len());
    scrolled(
        ui,
        area,
        "moves",
        pen.theme.palette.night.gamma_multiply(0.5),
        |ui, area| {
            let mut asked = None;
            let mut y = area.top() + TOP;
            let mut first = None;
            for (row, height) in cards.chunks(columns).zip(&heights) {
                let mut x = area.left() + EDGE;
                for card in row {
                    let number = cards
                        .iter()
                        .position(|other| other.offer.index == card.offer.index)
                        .unwrap_or(0)
                        + 1;
                    let rect = Rect::from_min_size(pos2(x, y), vec2(width, *height));
                    let response = move_ui(ui, rect, card, number, pen);
                    if response.clicked() && play.is_open() {
                        asked = Some(Command::Choose(card.offer.index));
                    }
                    if card.offer.barred.is_none() {
                        first.get_or_insert(response);
                    }
                    x += width + BETWEEN;
                }
                y += height + BETWEEN;
            }
            if let Some(first) = first
                && play.is_open()
            {
                focus_first(ui, &first, false);
            }
            (y - BETWEEN + BOTTOM - area.top(), asked)
        },
    )
}

/// The card of a move.
fn move_ui(ui: &mut Ui, rect: Rect, card: &Card, number: usize, pen: &Pen<'_>) -> bevy_egui::egui::Response {
    let theme = &pen.theme;
    let palette = theme.palette;
    let is_barred = card.offer.barred.is_some();
    let best = card.is_best.then_some(BEST);
    let chips = card.chips.iter().map(|(words, _)| words.as_str());
    let said: Vec<&str> = best.into_iter().chain(chips).collect();
    let name = format!("{number}: {} ({})", card.say, said.join(", "));
    let id = Id::new(("move", card.say.as_str()));
    let response = if is_barred {
        let response = ui.interact(rect, id, bevy_egui::egui::Sense::hover());
        response.widget_info(|| {
            bevy_egui::egui::WidgetInfo::labeled(bevy_egui::egui::WidgetType::Button, false, name.as_str())
        });
        response
    } else {
        press(ui, rect, id, &name)
    };
    if card.is_best {
        let edge = Stroke::new(5.0, palette.good.strong);
        ui.painter()
            .rect_stroke(rect.expand(2.0), Theme::radius(), edge, StrokeKind::Outside);
    }
    let lit = !is_barred && (response.hovered() || response.has_focus());
    plate(ui, theme, rect, if lit { palette.card_lit } else { palette.card });
    if lit {
        let line = Stroke::new(2.5, palette.focus);
        ui.painter()
            .rect_stroke(rect, Theme::radius(), line, StrokeKind::Inside);
    }
    let top = rect.top() + if card.beside > 0.0 { 10.0 } else { 17.0 };
    let cap = key_cap(
        ui,
        theme,
        pos2(rect.left() + 20.0, top + 1.0),
        &number.to_string(),
        !is_barred,
    );
    let left = cap.right() + 16.0;
    let words = std::sync::Arc::clone(&card.words);
    ui.painter().galley(pos2(left, top), words, palette.ink);
    let mut at = if card.beside > 0.0 {
        pos2(rect.right() - card.beside, top + 2.0)
    } else {
        pos2(left, top + card.words.size().y + 9.0)
    };
    if card.is_best {
        at.x = chip(ui, theme, at, BEST, Tone::Good).right() + 7.0;
    }
    for (words, tone) in &card.chips {
        at.x = chip(ui, theme, at, words, *tone).right() + 7.0;
    }
    ring_if_focused(ui, theme, &response, Theme::radius());
    response
}

/// The trainee's own words.
fn echo_ui(ui: &mut Ui, screen: Rect, echo: &str, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let width = (screen.width() * 0.62)
        .min(theme.t(900.0))
        .min(screen.width() - 2.0 * EDGE);
    let words = wrapped(ui, theme, Role::Speech, palette.on_night, width - 64.0, echo);
    let over = set(ui, theme, Role::Label, palette.on_night_soft, "YOU");
    let size = vec2(
        words.size().x + 64.0,
        20.0 + over.size().y + 4.0 + words.size().y + 24.0,
    );
    let rect = Rect::from_min_size(
        pos2(screen.center().x - size.x / 2.0, screen.bottom() - 64.0 - size.y),
        size,
    );
    ui.painter().add(theme.shadow().as_shape(rect, Theme::radius()));
    let line = Stroke::new(palette.line_width, palette.line.gamma_multiply(0.6));
    ui.painter()
        .rect(rect, CornerRadius::same(20), palette.night, line, StrokeKind::Inside);
    let bottom = write(ui, rect.min + vec2(32.0, 20.0), &over).bottom();
    write(ui, pos2(rect.left() + 32.0, bottom + 4.0), &words);
}

/// Which key goes on.
fn hint_ui(ui: &mut Ui, screen: Rect, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let words = set(ui, theme, Role::Small, palette.on_night, "Space goes on");
    let size = words.size() + vec2(28.0, 10.0);
    let rect = Rect::from_min_size(screen.max - vec2(EDGE, 20.0) - size, size);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(99), palette.night.gamma_multiply(0.8));
    write(ui, rect.min + vec2(14.0, 5.0), &words);
}

/// The way to the debrief.
fn ended_ui(ui: &mut Ui, screen: Rect, play: &Play, pen: &mut Pen<'_>) -> Option<Command> {
    let theme = pen.theme;
    let words = "See how it went";
    let size = button_size(ui, &theme, Kind::Action, words);
    let undo = play.solo().can_undo();
    let undo_size = if undo {
        button_size(ui, &theme, Kind::Quiet, "Take back (U)").x + BETWEEN
    } else {
        0.0
    };
    let left = screen.center().x - f32::midpoint(size.x, undo_size);
    let y = screen.bottom() - 70.0 - size.y;
    let response = button(ui, &theme, pos2(left, y), Kind::Action, words);
    focus_first(ui, &response, false);
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    let mut asked = response.clicked().then_some(Command::Debrief);
    if undo {
        let quiet = button_size(ui, &theme, Kind::Quiet, "Take back (U)");
        let at = pos2(left + size.x + BETWEEN, y + (size.y - quiet.y) / 2.0);
        if button(ui, &theme, at, Kind::Quiet, "Take back (U)").clicked() {
            asked = Some(Command::Undo);
        }
    }
    asked
}
