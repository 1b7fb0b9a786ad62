//! The S·E·R·V·I·C·E card: seven tiles with words, and the ways of avoiding the customer that were seen.

use bevy_egui::egui::{CornerRadius, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::app::theme::{PAD, RADIUS_SMALL, Role, Tone};
use crate::app::widgets::{Pen, Words, card, label, set, spaced, wrapped, write};
use crate::drill::{Mark, avoidance_words};
use crate::session::Debrief;

const BETWEEN: f32 = 8.0;

const fn dress(mark: Mark) -> (&'static str, Tone) {
    match mark {
        Mark::Done => ("done", Tone::Good),
        Mark::Partly => ("partly", Tone::Warn),
        Mark::Missed => ("missed", Tone::Bad),
        Mark::NotOnOffer => ("not on offer", Tone::Plain),
    }
}

fn tile_height(pen: &Pen<'_>) -> f32 {
    let theme = &pen.theme;
    10.0 + theme.line_height(Role::Letter) + 2.0 * theme.line_height(Role::Tile) + 4.0 + 10.0
}

/// What stands under the tiles: avoidance, and why steps are not done.
fn remarks(ui: &Ui, width: f32, debrief: &Debrief, pen: &Pen<'_>) -> Vec<Words> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let mut all = Vec::new();
    let seen: Vec<String> = debrief
        .card
        .avoidance
        .iter()
        .map(|seen| {
            let times = match seen.times {
                1 => "once".to_owned(),
                2 => "twice".to_owned(),
                times => format!("{times} times"),
            };
            format!("{} ({times})", avoidance_words(seen.act))
        })
        .collect();
    let seen = if seen.is_empty() {
        "none".to_owned()
    } else {
        seen.join(", ")
    };
    let ink = if debrief.card.avoidance.is_empty() {
        palette.good.strong
    } else {
        palette.bad.strong
    };
    all.push(spaced(
        ui,
        width,
        [
            ("Avoidance seen: ", label(theme, Role::Small, palette.soft)),
            (seen.as_str(), label(theme, Role::SmallStrong, ink)),
        ],
    ));
    let open = debrief.card.steps.iter().filter(|step| !step.remark.is_empty());
    for step in open.take(3) {
        let words = format!("{}: {}", step.step.word(), step.remark);
        all.push(wrapped(ui, theme, Role::Small, palette.soft, width, &words));
    }
    all
}

/// How high the card is.
pub fn height(ui: &Ui, width: f32, debrief: &Debrief, pen: &Pen<'_>) -> f32 {
    let remarks = remarks(ui, width - 2.0 * PAD, debrief, pen);
    let head = pen.theme.line_height(Role::Label);
    18.0 + head + 12.0 + tile_height(pen) + 12.0 + remarks.iter().map(|words| words.size().y + 3.0).sum::<f32>() + 16.0
}

/// The card.
pub fn service_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    card(ui, theme, rect);
    let inner = rect.shrink2(vec2(PAD, 0.0));
    let head = set(ui, theme, Role::Label, palette.soft, "YOUR S·E·R·V·I·C·E CARD");
    let top = write(ui, pos2(inner.left(), rect.top() + 18.0), &head).bottom() + 12.0;
    let steps = &debrief.card.steps;
    let mut left = inner.left();
    for (step, width) in steps.iter().zip(widths(ui, inner.width(), debrief, pen)) {
        let (word, tone) = dress(step.mark);
        let pair = palette.tone(tone);
        let tile = Rect::from_min_size(pos2(left, top), vec2(width, tile_height(pen)));
        let line = Stroke::new(palette.line_width, pair.strong.gamma_multiply(0.45));
        ui.painter().rect(
            tile,
            CornerRadius::same(RADIUS_SMALL),
            pair.fill,
            line,
            StrokeKind::Inside,
        );
        let mut y = tile.top() + 10.0;
        let letter = set(ui, theme, Role::Letter, pair.ink, &step.step.letter().to_string());
        let name = fitted(ui, width - 6.0, step.step.word(), pair.ink, pen);
        let mark = fitted(ui, width - 6.0, word, pair.ink, pen);
        for (words, gap) in [(letter, 2.0), (name, 0.0), (mark, 0.0)] {
            let at = pos2(tile.center().x - words.size().x / 2.0, y);
            y = write(ui, at, &words).bottom() + gap;
        }
        left += width + BETWEEN;
    }
    let mut y = top + tile_height(pen) + 12.0;
    for words in remarks(ui, inner.width(), debrief, pen) {
        y = write(ui, pos2(inner.left(), y), &words).bottom() + 3.0;
    }
}

/// The widths of the tiles: as wide as their words ask for, and the rest shared evenly.
fn widths(ui: &Ui, room: f32, debrief: &Debrief, pen: &Pen<'_>) -> Vec<f32> {
    let dress_of = || label(&pen.theme, Role::Tile, pen.theme.palette.ink);
    let wanted: Vec<f32> = debrief
        .card
        .steps
        .iter()
        .map(|step| {
            let words = [step.step.word(), dress(step.mark).0];
            let widest = words.map(|word| spaced(ui, f32::INFINITY, [(word, dress_of())]).size().x);
            widest[0].max(widest[1]) + 10.0
        })
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "seven steps")]
    let count = wanted.len().max(1) as f32;
    let spare = (room - BETWEEN * (count - 1.0) - wanted.iter().sum::<f32>()) / count;
    wanted.iter().map(|width| (width + spare).max(24.0)).collect()
}

/// One short word in a tile, smaller where it would not fit.
fn fitted(ui: &Ui, width: f32, word: &str, ink: bevy_egui::egui::Color32, pen: &Pen<'_>) -> Words {
    let mut dress = label(&pen.theme, Role::Tile, ink);
    let words = spaced(ui, f32::INFINITY, [(word, dress.clone())]);
    if words.size().x <= width {
        return words;
    }
    dress.font_id.size *= (width / words.size().x).max(0.5);
    spaced(ui, f32::INFINITY, [(word, dress)])
}
