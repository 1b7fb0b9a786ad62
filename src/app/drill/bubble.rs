//! What is said and seen: the customer's bubble, and captions for scenes and notes.

use bevy_egui::egui::{Color32, CornerRadius, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::play::{Phase, Play};
use crate::app::stage;
use crate::app::theme::{Role, Theme};
use crate::app::widgets::{Pen, Words, card, elided, label, set, spaced, wrapped, write};
use crate::drill::{Speaker, Utterance};
use crate::figure::Set;

/// The column beside the customer: bubble above, captions below.
pub fn bubble_ui(ui: &mut Ui, screen: Rect, room: Rect, play: &Play, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let (face, unit) = stage::set_of(&play.drill().scenario)
        .map_or((screen.center(), 1.0), |set: &Set| stage::face_place(screen, set));
    // To the right of the head; a narrow screen lets it come nearer, but never over the face.
    let clear = face.x + 132.0 * unit;
    let right = screen.right() - 36.0;
    let width = (right - clear - 34.0).clamp(300.0, theme.t(600.0));
    let x = right - width - ((right - clear - 34.0 - width) * 0.25).max(0.0);
    let mut y = room.top() + 34.0;
    if let Some(bubble) = &play.bubble {
        let words = typed(ui, theme, width - 60.0, &bubble.text, bubble.shown_bytes());
        let who = &play.drill().scenario.customer;
        let by = elided(
            ui,
            theme,
            Role::Small,
            theme.palette.soft,
            width - 60.0,
            1,
            &format!("{} · {}", who.name, who.about),
        );
        let size = vec2(width, 26.0 + words.size().y + 12.0 + by.size().y + 22.0);
        let rect = Rect::from_min_size(pos2(x, y), size);
        card(ui, theme, rect);
        tail(ui, theme, rect, face + vec2(0.0, 60.0 * unit));
        let bottom = write(ui, rect.min + vec2(30.0, 24.0), &words).bottom();
        write(ui, pos2(rect.left() + 30.0, bottom + 12.0), &by);
        y = rect.bottom() + 16.0;
    }
    // Where the moves leave no room for what is seen, it stood there while the line was said, and the transcript keeps it.
    let limit = if play.phase() == Phase::Deciding {
        room.bottom()
    } else {
        screen.bottom()
    };
    captions_ui(ui, pos2(x, y), width, limit, &play.captions, pen);
}

/// Captions below each other, as many as fit above `limit`.
pub fn captions_ui(ui: &mut Ui, at: Pos2, width: f32, limit: f32, captions: &[Utterance], pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let mut y = at.y;
    for caption in captions {
        let (over, mark) = match caption.speaker {
            Speaker::Scene => ("YOU SEE", palette.on_night_soft),
            _ => ("NOTE", palette.loss),
        };
        let over = set(ui, theme, Role::LabelSmall, palette.on_night_soft, over);
        let words = wrapped(ui, theme, Role::Body, palette.on_night, width - 52.0, &caption.text);
        let size = vec2(width, 13.0 + over.size().y + 3.0 + words.size().y + 15.0);
        let rect = Rect::from_min_size(pos2(at.x, y), size);
        if rect.bottom() > limit {
            break;
        }
        let line = Stroke::new(palette.line_width - 1.0, palette.line);
        ui.painter().rect(
            rect,
            CornerRadius::same(14),
            palette.night,
            line,
            bevy_egui::egui::StrokeKind::Inside,
        );
        let strip = Rect::from_min_size(rect.min + vec2(13.0, 16.0), vec2(4.0, size.y - 32.0));
        ui.painter().rect_filled(strip, CornerRadius::same(2), mark);
        let bottom = write(ui, rect.min + vec2(30.0, 13.0), &over).bottom();
        write(ui, pos2(rect.left() + 30.0, bottom + 3.0), &words);
        y = rect.bottom() + 12.0;
    }
}

/// Text of which the first `shown` bytes can be seen; the rest has its place already, so that nothing jumps.
fn typed(ui: &Ui, theme: &Theme, width: f32, text: &str, shown: usize) -> Words {
    let (seen, unseen) = text.split_at_checked(shown).unwrap_or((text, ""));
    spaced(
        ui,
        width,
        [
            (seen, label(theme, Role::Speech, theme.palette.ink)),
            (unseen, label(theme, Role::Speech, Color32::TRANSPARENT)),
        ],
    )
}

/// The tail of a bubble, towards a mouth on its left.
fn tail(ui: &Ui, theme: &Theme, rect: Rect, mouth: Pos2) {
    let palette = theme.palette;
    let y = mouth.y.clamp(rect.top() + 40.0, rect.bottom() - 40.0);
    let tip = pos2(rect.left() - 24.0, y + ((mouth.y - y) * 0.15).clamp(-10.0, 10.0));
    let (upper, lower) = (pos2(rect.left() + 1.5, y - 13.0), pos2(rect.left() + 1.5, y + 13.0));
    let painter = ui.painter();
    painter.add(Shape::convex_polygon(
        vec![tip, upper, lower],
        palette.card,
        Stroke::NONE,
    ));
    let line = Stroke::new(palette.line_width, palette.line);
    painter.line_segment([upper, tip], line);
    painter.line_segment([tip, lower], line);
}
