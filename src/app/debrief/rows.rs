//! The moves in order: what was said, what the customer felt, the author's why, the grade, and what would have been better.

use bevy_egui::egui::{
    Align2, Color32, CornerRadius, Id, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use super::mark::{self, Mark};
use super::model::{Debrief, Row};
use crate::app::screen::Command;
use crate::app::theme::{Role, Tone};
use crate::app::widgets::{
    Kind, Pen, Words, button_size, card, chip, chip_size, focus_first, follow_focus, label, named_button,
    ring_if_focused, scrolled, set, spaced, wrapped, write,
};

const SIDE: f32 = 34.0;
const EDGE: f32 = 18.0;
const RETRY: &str = "Retry from here";
const LINE: &str = "Best line";

/// The card with all moves; what was asked of one of them.
pub fn rows_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &mut Pen<'_>) -> Option<Command> {
    let theme = pen.theme;
    let palette = theme.palette;
    card(ui, &theme, rect);
    let head = set(ui, &theme, Role::Label, palette.soft, "MOVES");
    let top = write(ui, rect.min + vec2(20.0, 16.0), &head).bottom() + 10.0;
    let title = set(ui, &theme, Role::Small, palette.soft, &debrief.title);
    if title.size().x + head.size().x + 60.0 < rect.width() {
        let corner = pos2(rect.right() - 20.0 - title.size().x, top - 10.0 - head.size().y);
        write(ui, corner, &title);
    }
    let body = Rect::from_min_max(pos2(rect.left() + 2.0, top), rect.max - vec2(2.0, 4.0));
    scrolled(ui, body, "rows", palette.card, |ui, area| {
        let mut y = area.top();
        let mut asked = None;
        for (at, row) in debrief.rows.iter().enumerate() {
            let line = Stroke::new(palette.line_width, palette.line);
            ui.painter().hline(area.x_range(), y, line);
            let place = Rect::from_min_max(pos2(area.left(), y), area.max);
            let (bottom, of_row) = row_ui(ui, place, at, row, pen);
            asked = asked.or(of_row);
            y = bottom;
        }
        (y + 8.0 - area.top(), asked)
    })
}

/// What stands beside or below the words of a row: its grade and what can be done from there.
struct Side {
    chip: Option<(String, Tone)>,
    chip_height: f32,
    buttons_height: f32,
    retry_width: f32,
    width: f32,
}

impl Side {
    fn of(ui: &Ui, row: &Row, pen: &Pen<'_>) -> Self {
        let theme = &pen.theme;
        let chip = row
            .verdict
            .as_ref()
            .map(|verdict| (verdict.chip.clone(), verdict.mark.tone()));
        let chip_room = chip_size(ui, theme, chip.as_ref().map_or("0", |(words, _)| words));
        let retry = button_size(ui, theme, Kind::Small, RETRY);
        let line = button_size(ui, theme, Kind::Small, LINE);
        Self {
            chip,
            chip_height: chip_room.y,
            buttons_height: retry.y,
            retry_width: retry.x,
            width: (retry.x + 6.0 + line.x).max(chip_room.x),
        }
    }
}

/// The words of a row, laid out.
fn texts(ui: &Ui, width: f32, row: &Row, pen: &Pen<'_>) -> Vec<Words> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let mut all = vec![wrapped(ui, theme, Role::BodyStrong, palette.ink, width, &row.said)];
    let soft = |role| label(theme, role, palette.soft);
    let verdict = row.verdict.as_ref();
    let luck = verdict
        .and_then(|verdict| verdict.luck.as_deref())
        .map(|luck| format!(" {luck}"));
    let mut felt = vec![(row.felt.as_str(), label(theme, Role::Small, palette.ink))];
    if let Some(luck) = &luck {
        felt.push((luck, label(theme, Role::SmallStrong, palette.warn.strong)));
    }
    all.push(spaced(ui, width, felt));
    if !row.why.is_empty() {
        all.push(wrapped(ui, theme, Role::Small, palette.soft, width, &row.why));
    }
    if let Some(better) = verdict.and_then(|verdict| verdict.better.as_ref()) {
        let (lead, why) = (format!("{} ", better.lead), format!(" {}", better.why));
        let pieces = [
            (lead.as_str(), label(theme, Role::Small, palette.ink)),
            (better.said.as_str(), label(theme, Role::SmallStrong, palette.ink)),
            (why.as_str(), soft(Role::Small)),
        ];
        all.push(spaced(ui, width, pieces));
    }
    if let Some(turn) = verdict.and_then(|verdict| verdict.turn.as_ref()) {
        all.push(wrapped(ui, theme, Role::SmallStrong, palette.bad.strong, width, turn));
    }
    all
}

/// One move; where it ends, and what was asked of it.
fn row_ui(ui: &mut Ui, room: Rect, at: usize, row: &Row, pen: &Pen<'_>) -> (f32, Option<Command>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let number = at + 1;
    let lane = EDGE + theme.t(18.0).max(18.0) + SIDE + 14.0;
    let side = Side::of(ui, row, pen);
    let whole = room.width() - lane - 20.0;
    // Beside the words where that leaves them enough room, else below.
    let is_beside = whole - side.width - 18.0 > theme.t(430.0);
    let width = if is_beside { whole - side.width - 18.0 } else { whole };
    let texts = texts(ui, width, row, pen);
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let text = texts.iter().map(|words| words.size().y).sum::<f32>() + 2.0 * texts.len() as f32;
    let (chip_height, buttons_height) = (side.chip_height, side.buttons_height);
    let height = if is_beside {
        text.max(chip_height + 8.0 + buttons_height)
    } else {
        text + 8.0 + chip_height.max(buttons_height)
    };
    let rect = Rect::from_min_size(room.min, vec2(room.width(), height + 24.0));
    // The keyboard walks the rows, and the list follows it.
    let response = ui.interact(rect, Id::new(("row", number)), Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, name(number, row)));
    follow_focus(ui, &response);
    if number == 1 {
        focus_first(ui, &response, pen.entered);
    }
    if side.chip.as_ref().is_some_and(|(_, tone)| *tone == Tone::Bad) {
        let fill = palette.bad.fill.gamma_multiply(0.35);
        ui.painter()
            .rect_filled(rect.shrink2(vec2(0.0, 1.0)), CornerRadius::ZERO, fill);
    }
    let top = rect.top() + 12.0;
    badge(ui, pos2(rect.left() + EDGE, top), number, row, pen);
    let left = rect.left() + lane;
    let mut y = if is_beside { rect.center().y - text / 2.0 } else { top };
    for words in &texts {
        y = write(ui, pos2(left, y), words).bottom() + 2.0;
    }
    let asked = if is_beside {
        let right = rect.right() - 20.0;
        if let Some((words, tone)) = &side.chip {
            let x = right - chip_size(ui, theme, words).x;
            chip(ui, theme, pos2(x, top), words, *tone);
        }
        let buttons = pos2(
            right - side.retry_width - 6.0 - button_size(ui, theme, Kind::Small, LINE).x,
            rect.bottom() - 12.0 - buttons_height,
        );
        buttons_ui(ui, buttons, at, &side, pen)
    } else {
        let mut corner = pos2(left, y + 6.0);
        if let Some((words, tone)) = &side.chip {
            let place = pos2(corner.x, corner.y + (buttons_height - chip_height) / 2.0);
            corner.x = chip(ui, theme, place, words, *tone).right() + 14.0;
        }
        buttons_ui(ui, corner, at, &side, pen)
    };
    ring_if_focused(ui, theme, &response, CornerRadius::same(6));
    (rect.bottom(), asked)
}

/// Everything that a row says, for a screen reader.
fn name(number: usize, row: &Row) -> String {
    let mut name = format!("Move {number}: {} {} {}", row.said, row.felt, row.why);
    if let Some(verdict) = &row.verdict {
        name = format!("{name} {}.", verdict.chip);
        if let Some(luck) = &verdict.luck {
            name = format!("{name} {luck}");
        }
        if let Some(better) = &verdict.better {
            name = format!("{name} {} {} {}", better.lead, better.said, better.why);
        }
        if let Some(turn) = &verdict.turn {
            name = format!("{name} {turn}");
        }
    }
    name
}

fn buttons_ui(ui: &mut Ui, at: Pos2, step: usize, side: &Side, pen: &Pen<'_>) -> Option<Command> {
    let theme = &pen.theme;
    let number = step + 1;
    let retry = named_button(ui, theme, at, Kind::Small, RETRY, &format!("Retry from move {number}"));
    let beside = at + vec2(side.retry_width + 6.0, 0.0);
    let line = named_button(
        ui,
        theme,
        beside,
        Kind::Small,
        LINE,
        &format!("Best line from move {number}"),
    );
    if retry.clicked() {
        Some(Command::RetryFrom(step))
    } else {
        line.clicked().then_some(Command::BestLine(Some(step)))
    }
}

/// The number of a move, and the mark of its grade; before it is graded, the number alone.
fn badge(ui: &mut Ui, at: Pos2, number: usize, row: &Row, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let lane = theme.t(18.0).max(18.0);
    let words = set(ui, theme, Role::SmallStrong, palette.soft, &number.to_string());
    let place = Rect::from_min_size(at, vec2(lane, SIDE));
    let corner = Align2::LEFT_CENTER.align_size_within_rect(words.size(), place).min;
    ui.painter().galley(corner, words, Color32::PLACEHOLDER);
    if let Some(verdict) = &row.verdict {
        let mark: Mark = verdict.mark;
        mark::paint(ui, theme, at + vec2(lane + SIDE / 2.0, SIDE / 2.0), SIDE * 0.46, mark);
    }
}
