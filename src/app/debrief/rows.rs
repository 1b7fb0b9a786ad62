//! The moves in order: what was said, what the customer felt, the author's why, the grade, and what would have been better.

use bevy_egui::egui::{
    Align2, Color32, CornerRadius, Id, Key, Modifiers, Pos2, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, WidgetType,
    pos2, vec2,
};

use super::looking::Looking;
use super::{evidence, mark, reflect};
use crate::app::screen::Command;
use crate::app::theme::{Role, Theme, Tone};
use crate::app::widgets::{
    Kind, Pen, Words, button_size, card, chip, chip_size, focus_first, follow_focus, label, named_button,
    ring_if_focused, scrolled, set, spaced, wrapped, write,
};
use crate::session::{Debrief, Mark, Row};

const EDGE: f32 = 18.0;
const RETRY: &str = "Retry from here";
const LINE: &str = "Best line";
const EVIDENCE: [&str; 2] = ["Evidence (E)", "Hide (E)"];

/// How wide the mark of a move is.
fn mark_side(theme: &Theme) -> f32 {
    theme.t(34.0)
}

/// How wide the number of a move may be.
fn number_lane(theme: &Theme) -> f32 {
    theme.t(23.0)
}

/// The card with all moves, scrolled where there are many; what was asked of one of them.
pub fn rows_ui(ui: &mut Ui, rect: Rect, looking: &mut Looking, pen: &Pen<'_>) -> Option<Command> {
    let top = head_ui(ui, rect, &looking.debrief, pen);
    let body = Rect::from_min_max(pos2(rect.left() + 2.0, top), rect.max - vec2(2.0, 4.0));
    scrolled(ui, body, "rows", pen.theme.palette.card, |ui, area| {
        let (bottom, asked) = list_ui(ui, area, looking, pen);
        (bottom + 8.0 - area.top(), asked)
    })
}

/// The card with all moves at its full height.
pub fn all_ui(ui: &mut Ui, rect: Rect, looking: &mut Looking, pen: &Pen<'_>) -> Option<Command> {
    let top = head_ui(ui, rect, &looking.debrief, pen);
    let body = Rect::from_min_max(pos2(rect.left() + 2.0, top), rect.max - vec2(2.0, 4.0));
    list_ui(ui, body, looking, pen).1
}

/// How high the card with all moves is.
#[must_use]
pub fn height(ui: &Ui, width: f32, looking: &Looking, pen: &Pen<'_>) -> f32 {
    let rows = looking.debrief.rows.iter().enumerate();
    let rows = rows.map(|(at, row)| Laid::of(ui, width - 4.0, row, looking.evidence == Some(at), pen).height);
    let head = HEAD_TOP + pen.theme.line_height(Role::Label) + HEAD_BOTTOM;
    head + rows.sum::<f32>() + reflect::height(ui, width - 4.0, looking, pen) + 8.0
}

const HEAD_TOP: f32 = 16.0;
const HEAD_BOTTOM: f32 = 10.0;

/// The card and what stands over the moves; where they begin.
fn head_ui(ui: &mut Ui, rect: Rect, debrief: &Debrief, pen: &Pen<'_>) -> f32 {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    card(ui, theme, rect);
    let head = set(ui, theme, Role::Label, palette.soft, "MOVES");
    let place = write(ui, rect.min + vec2(20.0, HEAD_TOP), &head);
    let title = set(ui, theme, Role::Small, palette.soft, &debrief.title);
    let x = rect.right() - 20.0 - title.size().x;
    if x > place.right() + 20.0 {
        write(ui, pos2(x, place.center().y - title.size().y / 2.0), &title);
    }
    place.bottom() + HEAD_BOTTOM
}

/// The moves below each other; where they end, and what was asked of one of them.
fn list_ui(ui: &mut Ui, area: Rect, looking: &mut Looking, pen: &Pen<'_>) -> (f32, Option<Command>) {
    let palette = pen.theme.palette;
    let mut y = area.top();
    let mut asked = None;
    for (at, row) in looking.debrief.rows.iter().enumerate() {
        let line = Stroke::new(palette.line_width, palette.line);
        ui.painter().hline(area.x_range(), y, line);
        let laid = Laid::of(ui, area.width(), row, looking.evidence == Some(at), pen);
        let rect = Rect::from_min_size(pos2(area.left(), y), vec2(area.width(), laid.height));
        asked = asked.or(row_ui(ui, rect, at, row, &laid, pen));
        y = rect.bottom();
    }
    (
        reflect::reflect_ui(ui, pos2(area.left(), y), area.width(), looking, pen),
        asked,
    )
}

/// What stands beside or below the words of a row: its grade and what can be done from there.
struct Side {
    chip: Option<(String, Tone)>,
    chip_height: f32,
    buttons_height: f32,
    retry_width: f32,
    line_width: f32,
    /// The button that shows the evidence or hides it, where there is any.
    evidence: Option<(&'static str, Vec2)>,
    width: f32,
}

impl Side {
    fn of(ui: &Ui, row: &Row, is_open: bool, pen: &Pen<'_>) -> Self {
        let theme = &pen.theme;
        let chip = row
            .verdict
            .as_ref()
            .map(|verdict| (verdict.chip.clone(), mark::tone(verdict.mark)));
        let chip_room = chip_size(ui, theme, chip.as_ref().map_or("0", |(words, _)| words));
        let retry = button_size(ui, theme, Kind::Small, RETRY);
        let line = button_size(ui, theme, Kind::Small, LINE);
        let evidence = EVIDENCE[usize::from(is_open)];
        let evidence = (!row.acts.is_empty()).then(|| (evidence, button_size(ui, theme, Kind::Small, evidence)));
        let first = evidence.map_or(0.0, |(_, size)| size.x + 8.0) + chip_room.x;
        Self {
            chip,
            chip_height: chip_room.y,
            buttons_height: retry.y,
            retry_width: retry.x,
            line_width: line.x,
            evidence,
            width: (retry.x + 6.0 + line.x).max(first),
        }
    }
}

/// The words of a row, laid out.
fn texts(ui: &Ui, width: f32, row: &Row, is_open: bool, pen: &Pen<'_>) -> Vec<Words> {
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
    if is_open {
        all.extend(evidence::texts(ui, width, &row.acts, pen));
    }
    all
}

/// A row laid out.
struct Laid {
    side: Side,
    /// Whether the side stands beside the words: where that leaves them enough room; else below.
    is_beside: bool,
    texts: Vec<Words>,
    text_height: f32,
    height: f32,
}

/// Where the words of a row begin.
fn lane(theme: &Theme) -> f32 {
    EDGE + number_lane(theme) + mark_side(theme) + 14.0
}

impl Laid {
    fn of(ui: &Ui, width: f32, row: &Row, is_open: bool, pen: &Pen<'_>) -> Self {
        let theme = &pen.theme;
        let side = Side::of(ui, row, is_open, pen);
        let whole = width - lane(theme) - 20.0;
        let beside = whole - side.width - 18.0;
        let is_beside = beside > theme.t(430.0);
        let texts = texts(ui, if is_beside { beside } else { whole }, row, is_open, pen);
        let text_height = texts.iter().map(|words| words.size().y + 2.0).sum::<f32>();
        let inner = if is_beside {
            text_height.max(side.chip_height.max(side.buttons_height) + 8.0 + side.buttons_height)
        } else {
            text_height + 6.0 + side.chip_height.max(side.buttons_height)
        };
        Self {
            side,
            is_beside,
            texts,
            text_height,
            height: inner + 24.0,
        }
    }
}

/// One move; what was asked of it.
fn row_ui(ui: &mut Ui, rect: Rect, at: usize, row: &Row, laid: &Laid, pen: &Pen<'_>) -> Option<Command> {
    let theme = &pen.theme;
    let palette = theme.palette;
    let number = at + 1;
    let Laid {
        side,
        is_beside,
        texts,
        text_height,
        ..
    } = laid;
    // The keyboard walks the rows, and the list follows it.
    let response = ui.interact(
        rect.shrink2(vec2(4.0, 3.0)),
        Id::new(("row", number)),
        Sense::focusable_noninteractive(),
    );
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
    let left = rect.left() + lane(theme);
    let mut y = if *is_beside {
        rect.center().y - text_height / 2.0
    } else {
        top
    };
    for words in texts {
        y = write(ui, pos2(left, y), words).bottom() + 2.0;
    }
    let (asked, is_here) = if *is_beside {
        let right = rect.right() - 20.0;
        let mut x = right;
        let level = side.buttons_height.max(side.chip_height);
        if let Some((words, tone)) = &side.chip {
            x -= chip_size(ui, theme, words).x;
            chip(ui, theme, pos2(x, top + (level - side.chip_height) / 2.0), words, *tone);
            x -= 8.0;
        }
        let evidence = pos2(
            x - side.evidence.map_or(0.0, |(_, size)| size.x),
            top + (level - side.buttons_height) / 2.0,
        );
        let buttons = pos2(
            right - side.retry_width - 6.0 - side.line_width,
            rect.bottom() - 12.0 - side.buttons_height,
        );
        buttons_ui(ui, evidence, buttons, at, side, pen)
    } else {
        let mut corner = pos2(left, y + 6.0);
        if let Some((words, tone)) = &side.chip {
            let place = pos2(corner.x, corner.y + (side.buttons_height - side.chip_height) / 2.0);
            corner.x = chip(ui, theme, place, words, *tone).right() + 14.0;
        }
        let evidence = corner + vec2(side.retry_width + side.line_width + 12.0, 0.0);
        buttons_ui(ui, evidence, corner, at, side, pen)
    };
    ring_if_focused(ui, theme, &response, CornerRadius::same(6));
    let is_here = is_here || response.has_focus();
    let keyed = is_here && side.evidence.is_some() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::E));
    asked.or(keyed.then_some(Command::Evidence(at)))
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

/// The buttons of a row; what was asked, and whether the keyboard is on one of them.
fn buttons_ui(
    ui: &mut Ui,
    evidence: Pos2,
    at: Pos2,
    step: usize,
    side: &Side,
    pen: &Pen<'_>,
) -> (Option<Command>, bool) {
    let theme = &pen.theme;
    let number = step + 1;
    let retry = named_button(ui, theme, at, Kind::Small, RETRY, &format!("{RETRY}: move {number}"));
    let beside = at + vec2(side.retry_width + 6.0, 0.0);
    let line = named_button(
        ui,
        theme,
        beside,
        Kind::Small,
        LINE,
        &format!("{LINE} from move {number}"),
    );
    let shown = side.evidence.map(|(words, _)| {
        let name = format!("{words}: move {number}");
        named_button(ui, theme, evidence, Kind::Small, words, &name)
    });
    let is_shown = shown.as_ref().is_some_and(bevy_egui::egui::Response::clicked);
    let is_here = retry.has_focus() || line.has_focus() || shown.is_some_and(|shown| shown.has_focus());
    let asked = if retry.clicked() {
        Some(Command::RetryFrom(step))
    } else if is_shown {
        Some(Command::Evidence(step))
    } else {
        line.clicked().then_some(Command::BestLine(Some(step)))
    };
    (asked, is_here)
}

/// The number of a move, and the mark of its grade; before it is graded, the number alone.
fn badge(ui: &mut Ui, at: Pos2, number: usize, row: &Row, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let (lane, side) = (number_lane(theme), mark_side(theme));
    let words = set(ui, theme, Role::SmallStrong, palette.soft, &number.to_string());
    let place = Rect::from_min_size(at, vec2(lane, side));
    let corner = Align2::LEFT_CENTER.align_size_within_rect(words.size(), place).min;
    ui.painter().galley(corner, words, Color32::PLACEHOLDER);
    if let Some(verdict) = &row.verdict {
        let mark: Mark = verdict.mark;
        mark::paint(ui, theme, at + vec2(lane + side / 2.0, side / 2.0), side * 0.46, mark);
    }
}
