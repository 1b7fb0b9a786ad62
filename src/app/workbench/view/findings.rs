//! What is wrong or doubtful, each with what can be done about it at once.

use bevy_egui::egui::{Rect, Stroke, Ui, pos2, vec2};

use crate::app::theme::{PAD, Role, Tone};
use crate::app::widgets::{
    Kind, Pen, button_size, card, elided, label, named_button, press, scrolled, set, spaced, write,
};
use crate::app::workbench::bench::Open;
use crate::app::workbench::wish::Wish;
use crate::diagnostic::{Diagnostic, Severity};
use crate::workbench::fixes;

/// The findings in this place.
pub fn findings_ui(ui: &mut Ui, rect: Rect, open: &Open, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    let palette = theme.palette;
    card(ui, theme, rect);
    let found = open.sheet.found();
    let head = head_words(open, &found.iter().map(|(found, _)| found).collect::<Vec<_>>());
    let words = set(ui, theme, Role::SmallStrong, palette.ink, &head);
    let head = write(ui, pos2(rect.left() + PAD - 4.0, rect.top() + 12.0), &words);
    let line = Stroke::new(palette.line_width, palette.line);
    let top = head.bottom() + 10.0;
    if found.is_empty() {
        return None;
    }
    ui.painter().hline(rect.x_range(), top, line);
    let list = Rect::from_min_max(
        pos2(rect.left() + 2.0, top + 2.0),
        pos2(rect.right() - 2.0, rect.bottom() - 8.0),
    );
    let last = found.len() - 1;
    scrolled(ui, list, "findings", palette.card, |ui, area| {
        let mut asked = None;
        let mut y = area.top();
        for (at, (found, path)) in found.iter().enumerate() {
            let deeds: Vec<(String, Wish)> = fixes(open.sheet.document(), found)
                .into_iter()
                .take(2)
                .map(|fix| (capital(&fix.title), Wish::Fix(fix.patches)))
                .chain(path.iter().map(|path| ("Show".to_owned(), Wish::Show(path.clone()))))
                .collect();
            let row = Rect::from_min_size(pos2(area.left(), y), vec2(area.width(), 0.0));
            let (bottom, wish) = row_ui(ui, row, at, open, found, deeds, pen);
            asked = wish.or(asked);
            y = bottom;
            if at < last {
                ui.painter().hline(area.x_range(), y, line);
            }
        }
        (y - area.top(), asked)
    })
}

/// "1 error, 2 warnings", or that all is well.
fn head_words(open: &Open, found: &[&Diagnostic]) -> String {
    let errors = found.iter().filter(|found| found.severity == Severity::Error).count();
    let warnings = found.len() - errors;
    let count = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        number => format!("{number} {word}s"),
    };
    let is_solved = open
        .sheet
        .report
        .as_ref()
        .is_some_and(|(turn, _)| *turn == open.sheet.turn());
    match (errors, warnings) {
        (0, 0) if is_solved => "Nothing to be mended: this scenario passes check --strict".to_owned(),
        (0, 0) => "Nothing found so far…".to_owned(),
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "error"),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A finding with its buttons; where it ends, and what was pressed.
fn row_ui(
    ui: &mut Ui,
    place: Rect,
    at: usize,
    open: &Open,
    found: &Diagnostic,
    deeds: Vec<(String, Wish)>,
    pen: &Pen<'_>,
) -> (f32, Option<Wish>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let mut right = place.right() - PAD + 4.0;
    let mut asked = None;
    let button = button_size(ui, theme, Kind::Small, "Show").y;
    let most = place.width() * 0.3;
    for (nth, (words, wish)) in deeds.into_iter().enumerate().rev() {
        let mut short: String = words.clone();
        while button_size(ui, theme, Kind::Small, &short).x > most && short.chars().count() > 8 {
            short = short.chars().take(short.chars().count() - 5).collect::<String>() + "…";
        }
        let size = button_size(ui, theme, Kind::Small, &short);
        let corner = pos2(right - size.x, place.top() + 7.0);
        let name = format!("{words} ({}, {nth})", at + 1);
        let response = named_button(ui, theme, corner, Kind::Small, &short, &name);
        if response.clicked() {
            asked = Some(wish);
        }
        right = corner.x - 6.0;
    }
    let tone = match found.severity {
        Severity::Error => palette.bad.strong,
        Severity::Warning => palette.warn.strong,
    };
    let line = found
        .span
        .as_ref()
        .map(|span| open.sheet.document().lines().line_of(span.start) + 1);
    let mut rest = String::new();
    if !found.label.is_empty() {
        rest += &format!(": {}", found.label);
    }
    if let Some(line) = line {
        rest += &format!("  ·  line {line}");
    }
    for help in &found.help {
        rest += &format!("  ·  {help}");
    }
    let code = format!("{}   ", found.code);
    let pieces = [
        (code.as_str(), label(theme, Role::SmallStrong, tone)),
        (found.message.as_str(), label(theme, Role::SmallStrong, palette.ink)),
        (rest.as_str(), label(theme, Role::Small, palette.soft)),
    ];
    let left = place.left() + PAD - 4.0;
    let words = spaced(ui, (right - left - 14.0).max(120.0), pieces);
    let bottom = place.top() + 9.0 + words.size().y.max(button) + 9.0;
    let row = Rect::from_min_max(place.min, pos2(right - 4.0, bottom));
    let response = press(
        ui,
        row,
        ui.id().with(("finding", at)),
        &format!("{}: {}", found.code, found.message),
    );
    if response.hovered() {
        ui.painter().rect_filled(row, 0.0, palette.card_lit);
    }
    ui.painter().galley(pos2(left, place.top() + 9.0), words, palette.ink);
    crate::app::widgets::ring_if_focused(ui, theme, &response, bevy_egui::egui::CornerRadius::same(4));
    if response.clicked()
        && let Some(span) = &found.span
    {
        asked = Some(Wish::Go(span.start));
    }
    (bottom, asked)
}

/// A line that asks for a decision, with its answers; where it ends, and what was answered.
pub fn question_ui(
    ui: &mut Ui,
    room: Rect,
    words: &str,
    answers: &[(&str, Wish)],
    pen: &Pen<'_>,
) -> (f32, Option<Wish>) {
    let theme = &pen.theme;
    let pair = theme.palette.tone(Tone::Warn);
    let mut right = room.right() - 14.0;
    let high = button_size(ui, theme, Kind::Small, "Keep").y + 16.0;
    let rect = Rect::from_min_size(room.min, vec2(room.width(), high));
    ui.painter().rect_filled(rect, 12.0, pair.fill);
    let mut asked = None;
    for (words, wish) in answers.iter().rev() {
        let size = button_size(ui, theme, Kind::Small, words);
        let corner = pos2(right - size.x, rect.center().y - size.y / 2.0);
        if named_button(ui, theme, corner, Kind::Small, words, words).clicked() {
            asked = Some(wish.clone());
        }
        right = corner.x - 8.0;
    }
    let words = elided(
        ui,
        theme,
        Role::SmallStrong,
        pair.ink,
        right - rect.left() - 28.0,
        1,
        words,
    );
    let at = pos2(rect.left() + 14.0, rect.center().y - words.size().y / 2.0);
    write(ui, at, &words);
    (rect.bottom(), asked)
}
