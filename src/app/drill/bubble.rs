//! What is said and seen: the customer's bubble, and captions for scenes and notes.

use bevy_egui::egui::{Color32, CornerRadius, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::play::{Phase, Play};
use super::speech::Bubble;
use super::{call, hud};
use crate::app::stage::{self, Stage};
use crate::app::theme::{Role, Theme};
use crate::app::widgets::{Pen, Words, card, fitting, label, set, spaced, wrapped, write};
use crate::drill::{Speaker, Utterance};

/// Where the column beside the customer stands: its left top corner, its width and the customer's face.
struct Column {
    at: Pos2,
    width: f32,
    face: Pos2,
    /// Points a unit of the figure is.
    unit: f32,
}

fn column(ui: &Ui, screen: Rect, top: f32, play: &Play, pen: &Pen<'_>) -> Column {
    let scenario = &play.drill().scenario;
    if Stage::of(scenario) == Stage::Call {
        let places = call::places(screen, top, hud::left_edge(ui, screen, play, pen), pen.theme.text_scale);
        return Column {
            at: places.bubble,
            width: places.bubble_width,
            face: places.voice,
            unit: 0.0,
        };
    }
    let (face, unit) = stage::face_place(screen, pen.sets.of(scenario));
    // To the right of the head; a narrow screen lets it come nearer, but never over the face.
    let clear = face.x + 132.0 * unit;
    let right = screen.right() - 36.0;
    let room = right - clear - 34.0;
    let width = room.clamp(300.0, pen.theme.t(600.0));
    Column {
        at: pos2(right - width - ((room - width) * 0.25).max(0.0), top + 34.0),
        width,
        face,
        unit,
    }
}

/// Down to here messages are left in sight, in shares of the screen's height.
const MESSAGES_SHARE: f32 = 0.5;

/// The bubble laid out: what is said, and who says it.
fn bubble_words(ui: &Ui, width: f32, bubble: &Bubble, play: &Play, pen: &Pen<'_>) -> [Words; 2] {
    let theme = &pen.theme;
    let who = &play.drill().scenario.customer;
    let by = format!("{} · {}", who.name, who.about);
    [
        typed(ui, theme, width - 60.0, &bubble.text, bubble.shown_bytes()),
        fitting(
            ui,
            theme,
            Role::Small,
            theme.palette.soft,
            width - 60.0,
            &[by.as_str(), who.name.as_str()],
        ),
    ]
}

fn bubble_height([words, by]: &[Words; 2]) -> f32 {
    26.0 + words.size().y + 12.0 + by.size().y + 22.0
}

/// Where the bubble ends: the moves leave it in sight.
pub fn bottom(ui: &Ui, screen: Rect, top: f32, play: &Play, pen: &Pen<'_>) -> f32 {
    if Stage::of(&play.drill().scenario) == Stage::Messages && play.day.is_none() {
        return screen.top() + MESSAGES_SHARE * screen.height();
    }
    let column = column(ui, screen, top, play, pen);
    let height = play.bubble.as_ref().map_or(0.0, |bubble| {
        bubble_height(&bubble_words(ui, column.width, bubble, play, pen))
    });
    column.at.y + height
}

/// The column beside the customer: bubble above, captions below.
pub fn bubble_ui(ui: &mut Ui, screen: Rect, room: Rect, play: &Play, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let column = column(ui, screen, room.top(), play, pen);
    let mut at = column.at;
    if let Some(bubble) = &play.bubble {
        let laid_out = bubble_words(ui, column.width, bubble, play, pen);
        let rect = Rect::from_min_size(at, vec2(column.width, bubble_height(&laid_out)));
        card(ui, theme, rect);
        tail(ui, theme, rect, column.face + vec2(0.0, 60.0 * column.unit));
        let [words, by] = laid_out;
        let bottom = write(ui, rect.min + vec2(30.0, 24.0), &words).bottom();
        write(ui, pos2(rect.left() + 30.0, bottom + 12.0), &by);
        at.y = rect.bottom() + 16.0;
    }
    // Where the moves leave no room for what is seen, it stood there while the line was said, and the transcript keeps it.
    let limit = if play.phase() == Phase::Deciding {
        room.bottom()
    } else {
        screen.bottom()
    };
    captions_ui(ui, at, column.width, limit, &play.captions, pen);
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
