//! Text: laid out by role, painted, and told to screen readers.

use std::sync::Arc;

use bevy_egui::egui::text::{LayoutJob, TextFormat, TextWrapping};
use bevy_egui::egui::{Color32, Galley, Pos2, Rect, Sense, Ui, WidgetInfo, WidgetType};

use crate::app::theme::{Role, Theme};

/// Laid-out text.
pub type Words = Arc<Galley>;

fn format(theme: &Theme, role: Role, colour: Color32) -> TextFormat {
    TextFormat {
        font_id: theme.font(role),
        color: colour,
        line_height: Some(theme.line_height(role)),
        extra_letter_spacing: theme.letter_spacing(role),
        ..TextFormat::default()
    }
}

/// One line, as wide as it is.
#[must_use]
pub fn set(ui: &Ui, theme: &Theme, role: Role, colour: Color32, text: &str) -> Words {
    wrapped(ui, theme, role, colour, f32::INFINITY, text)
}

/// Text in lines of at most this width.
#[must_use]
pub fn wrapped(ui: &Ui, theme: &Theme, role: Role, colour: Color32, width: f32, text: &str) -> Words {
    spaced(ui, width, [(text, format(theme, role, colour))])
}

/// Text in at most `rows` lines; what is more ends in an ellipsis.
#[must_use]
pub fn elided(ui: &Ui, theme: &Theme, role: Role, colour: Color32, width: f32, rows: usize, text: &str) -> Words {
    let mut job = LayoutJob::single_section(text.to_owned(), format(theme, role, colour));
    job.wrap = TextWrapping {
        max_width: width.max(1.0),
        max_rows: rows,
        break_anywhere: false,
        overflow_character: Some('…'),
    };
    ui.painter().layout_job(job)
}

/// The first of these wordings that fits into one line of this width, else the last, as far as it goes.
#[must_use]
pub fn fitting(ui: &Ui, theme: &Theme, role: Role, colour: Color32, width: f32, wordings: &[&str]) -> Words {
    let (last, longer) = wordings
        .split_last()
        .map_or(("", wordings), |(last, longer)| (*last, longer));
    let mut lines = longer.iter().map(|words| set(ui, theme, role, colour, words));
    lines
        .find(|line| line.size().x <= width)
        .unwrap_or_else(|| elided(ui, theme, role, colour, width, 1, last))
}

/// Pieces of text in different dress, in lines of at most this width.
#[must_use]
pub fn spaced<'t>(ui: &Ui, width: f32, pieces: impl IntoIterator<Item = (&'t str, TextFormat)>) -> Words {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width.max(1.0);
    for (text, format) in pieces {
        job.append(text, 0.0, format);
    }
    ui.painter().layout_job(job)
}

/// The dress of a role, for [`spaced`].
#[must_use]
pub fn label(theme: &Theme, role: Role, colour: Color32) -> TextFormat {
    format(theme, role, colour)
}

/// Paints text with its left top corner here, and tells it to screen readers; where it stands.
pub fn write(ui: &mut Ui, at: Pos2, words: &Words) -> Rect {
    let rect = Rect::from_min_size(at, words.size());
    ui.painter().galley(at, Arc::clone(words), Color32::PLACEHOLDER);
    let id = ui.next_auto_id();
    ui.skip_ahead_auto_ids(1);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, words.text()));
    rect
}
