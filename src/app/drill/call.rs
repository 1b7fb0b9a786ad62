//! A drill on the phone: the caller is a voice. Its waveform stands in the middle, with a picture of whom one imagines beside it.

use bevy_egui::egui::{CornerRadius, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::hud;
use super::play::Play;
use super::view::Actor;
use crate::app::stage;
use crate::app::theme::{Role, Theme};
use crate::app::widgets::{Pen, fitting, set, write};

/// Where what belongs to a call stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Places {
    /// The card with the voice: its left edge and width; its height is what is left.
    pub card: (f32, f32),
    /// Where the tail of the bubble points to.
    pub voice: Pos2,
    /// The left top corner of the bubble.
    pub bubble: Pos2,
    pub bubble_width: f32,
}

const GAP: f32 = 44.0;
const RIGHT: f32 = 36.0;
const CARD_MOST: f32 = 640.0;
/// Between the edges of the card and what stands on it.
const PAD: f32 = 24.0;
/// The highest the card is.
const HEIGHT_MOST: f32 = 300.0;
/// From this width on the picture stands beside the voice, at text of ordinary size.
const BESIDE: f32 = 400.0;

/// Shares the width between `left` and the right edge out. `top` is where the upper row ends.
#[must_use]
pub fn places(screen: Rect, top: f32, left: f32, text_scale: f32) -> Places {
    let room = (screen.right() - RIGHT - left).max(1.0);
    // Large words need the width more than the voice does.
    let share = 0.52 + 0.2 * (text_scale - 1.0).clamp(0.0, 1.0);
    let bubble_width = (share * room)
        .clamp(300.0, (600.0 * text_scale).max(300.0))
        .min(0.72 * room);
    let card_width = (room - bubble_width - GAP).clamp(1.0, CARD_MOST);
    // What nobody needs is shared out before and behind.
    let spare = (room - bubble_width - GAP - card_width).max(0.0);
    let card_left = left + 0.4 * spare;
    let bubble_left = card_left + card_width + GAP + 0.2 * spare;
    Places {
        card: (card_left, card_width),
        voice: pos2(card_left + card_width, top + 150.0),
        bubble: pos2(bubble_left, top + 34.0),
        bubble_width,
    }
}

/// The card with the voice.
pub fn call_ui(ui: &mut Ui, screen: Rect, room: Rect, play: &Play, actor: &Actor, pen: &mut Pen<'_>) {
    let theme = pen.theme;
    let palette = theme.palette;
    let scenario = &play.drill().scenario;
    let left = hud::left_edge(ui, screen, play, pen);
    let (left, width) = places(screen, room.top(), left, theme.text_scale).card;
    let height = (room.height() - 48.0).clamp(60.0, HEIGHT_MOST.max(theme.t(240.0)));
    // Where there is room, a little above the middle.
    let top = room.top() + 34.0 + 0.36 * (room.height() - 48.0 - height).max(0.0);
    let rect = Rect::from_min_size(pos2(left, top), vec2(width, height));
    ui.painter().add(theme.shadow().as_shape(rect, Theme::radius()));
    let line = Stroke::new(palette.line_width, palette.line.gamma_multiply(0.6));
    ui.painter()
        .rect(rect, Theme::radius(), palette.night, line, StrokeKind::Inside);

    let inner = rect.shrink(PAD);
    let has_hung_up = play.drill().walked_out() && play.leaving > 0.0;
    let over = if has_hung_up { "HUNG UP" } else { "ON THE LINE" };
    let over = set(ui, &theme, Role::LabelSmall, palette.on_night_soft, over);
    let is_beside = width >= theme.t(BESIDE);
    let words_height = over.size().y + theme.line_height(Role::CardTitle);
    let (side, wave) = if is_beside {
        let side = inner.height().min(0.42 * inner.width());
        let x = inner.left() + side + PAD;
        (
            side,
            Rect::from_min_max(pos2(x, inner.top() + words_height + 10.0), inner.max),
        )
    } else {
        // Below each other; where there is little room the voice stays and the picture goes.
        let below = words_height + theme.t(64.0);
        let side = (inner.height() - below).min(inner.width());
        let side = if side < 72.0 { 0.0 } else { side };
        let y = inner.top() + side + words_height + 16.0;
        (side, Rect::from_min_max(pos2(inner.left(), y), inner.max))
    };
    if side > 0.0 {
        let centre = if is_beside {
            pos2(inner.left() + side / 2.0, inner.center().y)
        } else {
            pos2(inner.center().x, inner.top() + side / 2.0)
        };
        let frame = Rect::from_center_size(centre, vec2(side, side));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "half a picture's side"
        )]
        let round = CornerRadius::same((side / 2.0).clamp(0.0, 255.0) as u8);
        let face = actor.face();
        let clock = actor.clock_seconds;
        stage::picture(ui, frame, round, palette.night, scenario, face, clock, pen);
        if play.leaving > 0.0 {
            let veil = palette.night.gamma_multiply(0.8 * play.leaving);
            ui.painter().circle_filled(centre, side / 2.0, veil);
        }
    }
    let words_at = if is_beside {
        pos2(wave.left(), inner.top())
    } else {
        pos2(inner.left(), inner.top() + if side > 0.0 { side + 6.0 } else { 0.0 })
    };
    let bottom = write(ui, words_at, &over).bottom();
    let width = inner.right() - words_at.x;
    let name = &scenario.customer.name;
    let wordings = [name.as_str(), scenario.customer.first_name()];
    let name = fitting(ui, &theme, Role::CardTitle, palette.on_night, width, &wordings);
    write(ui, pos2(words_at.x, bottom), &name);
    if wave.height() > 8.0 && wave.width() > 8.0 {
        wave_ui(ui, wave, actor, pen);
    }
}

/// The voice as bars about a middle line, the newest on the right.
fn wave_ui(ui: &Ui, rect: Rect, actor: &Actor, pen: &Pen<'_>) {
    let colour = pen.theme.palette.voice;
    let levels = actor.voice.levels();
    #[expect(clippy::cast_precision_loss, reason = "a few bars")]
    let step = rect.width() / levels.len().max(1) as f32;
    let width = (0.56 * step).max(2.0);
    let glide = if pen.motion { actor.voice.glide() } else { 0.0 };
    let mut x = rect.left() + step * (0.5 - glide);
    for level in levels {
        let height = (level * rect.height()).max(width);
        let bar = Rect::from_center_size(pos2(x, rect.center().y), vec2(width, height));
        // What was said longer ago is fainter.
        let age = ((x - rect.left()) / rect.width()).clamp(0.0, 1.0);
        let ink = colour.gamma_multiply(0.4 + 0.6 * age);
        if x >= rect.left() {
            ui.painter().rect_filled(bar, CornerRadius::same(99), ink);
        }
        x += step;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voice_and_bubble_share_the_width_at_every_size_of_screen_and_text() {
        for (width, height) in [(853.0, 533.0), (1067.0, 600.0), (1600.0, 900.0), (2560.0, 1080.0)] {
            for text_scale in [0.8, 1.0, 1.5, 2.0] {
                for left in [28.0, 28.0 + 245.0 * text_scale + 18.0] {
                    let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height));
                    if left > 0.55 * width {
                        continue; // even the feelings have no room there
                    }
                    let places = places(screen, 84.0, left, text_scale);
                    let (card_left, card_width) = places.card;
                    assert!(card_left >= left, "{places:?}");
                    assert!(card_left + card_width + 20.0 <= places.bubble.x, "{places:?}");
                    assert!(
                        places.bubble.x + places.bubble_width <= width - RIGHT + 0.5,
                        "{places:?}"
                    );
                    assert!(
                        card_width >= 0.13 * (width - left),
                        "{width} {text_scale} {left}: {places:?}"
                    );
                    assert!(places.bubble_width >= 0.4 * (width - left).min(700.0), "{places:?}");
                }
            }
        }
    }
}
