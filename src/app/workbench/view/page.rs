//! The text as it lies on the screen: of a long one only the lines round what is seen are laid out.

use std::ops::Range;

use bevy_egui::egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use bevy_egui::egui::{Color32, FontFamily, FontId, Stroke, Vec2};

use crate::app::theme::{Palette, Role, Theme};
use crate::app::workbench::sheet::Sheet;
use crate::diagnostic::Severity;
use crate::workbench::{Completion, Document, Hue, hues};

/// Texts of so many lines are laid out as a whole, with long lines in several rows. Of longer ones a key would cost a picture.
pub const WHOLE_LINES: usize = 1500;
/// How many lines are laid out before and behind those that are seen.
const AROUND: usize = 120;
/// Where fewer than these are left, more are laid out.
const SPARE: usize = 30;

/// What the text looks like.
#[derive(Default)]
pub struct Page {
    /// The lines that are laid out.
    pub lines: Range<usize>,
    /// Their bytes in the text, without the last line break.
    pub bytes: Range<usize>,
    /// Their words, as the field changes them.
    pub words: String,
    /// The text that they are of.
    turn: u64,
    /// How the words are painted, with what that depends on.
    job: Option<(Look, LayoutJob)>,
    /// Where those begin, in points from the upper edge of what scrolls.
    pub tops: Vec<(usize, f32)>,
    /// How far it is scrolled, in points.
    pub offset: Vec2,
    /// What can be written at the caret.
    pub menu: Option<Menu>,
    /// Whether the keyboard shall come to the text.
    pub wants_focus: bool,
    /// What is selected, as the field knows it.
    pub known: Range<usize>,
}

/// What can be written at the caret.
pub struct Menu {
    pub entries: Vec<Completion>,
    pub chosen: usize,
    /// Whether somebody asked for it, or chose in it: then Enter takes what is chosen.
    pub is_meant: bool,
}

/// What the paint of the words depends on.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    turn: u64,
    lines: Range<usize>,
    palette: &'static str,
    size: f32,
    width: f32,
    marks: Vec<(Range<usize>, bool)>,
}

/// The font of the text.
#[must_use]
pub fn font(theme: &Theme) -> FontId {
    FontId::new(theme.font(Role::Small).size * 0.94, FontFamily::Monospace)
}

impl Page {
    /// Sees that the lines are laid out that are seen, those of a selection, and of this text. Whether they are others than before.
    pub fn lay(&mut self, sheet: &Sheet, seen: &Range<usize>, with_caret: bool) -> bool {
        let document = sheet.document();
        let count = document.lines().count();
        let line_of = |byte: usize| document.lines().line_of(byte);
        let mut wanted = if count <= WHOLE_LINES { 0..count } else { seen.clone() };
        // While somebody selects, both ends must be there.
        let selects = sheet.caret.start != sheet.caret.end;
        if selects || with_caret {
            let (low, high) = (
                sheet.caret.start.min(sheet.caret.end),
                sheet.caret.start.max(sheet.caret.end),
            );
            wanted.start = wanted.start.min(line_of(low));
            wanted.end = wanted.end.max(line_of(high) + 1);
        }
        let is_far = wanted.start < self.lines.start
            || wanted.end > self.lines.end
            || (wanted.start < self.lines.start + SPARE && self.lines.start > 0)
            || (wanted.end + SPARE > self.lines.end && self.lines.end < count);
        if self.turn == sheet.turn() && !is_far {
            return false;
        }
        let lines = if is_far || self.lines.end > count || self.lines.is_empty() {
            wanted.start.saturating_sub(AROUND)..(wanted.end + AROUND).min(count)
        } else {
            self.lines.clone()
        };
        let start = document.lines().start(lines.start);
        let end = if lines.end >= count {
            sheet.text().len()
        } else {
            document.lines().start(lines.end) - 1
        };
        let is_other = self.bytes.start != start || self.lines != lines || self.words != sheet.text()[start..end];
        self.lines = lines;
        self.bytes = start..end;
        if is_other {
            sheet.text()[start..end].clone_into(&mut self.words);
        }
        self.turn = sheet.turn();
        is_other
    }

    /// The text has become another by what was typed here: nothing has to be laid out for it.
    pub fn typed(&mut self, sheet: &Sheet) {
        self.turn = sheet.turn();
        self.bytes.end = self.bytes.start + self.words.len();
        let lines = self.words.bytes().filter(|byte| *byte == b'\n').count() + 1;
        self.lines.end = self.lines.start + lines;
    }

    /// How the words are painted: anew only where something has changed.
    pub fn job(
        &mut self,
        sheet: &Sheet,
        theme: &Theme,
        row: f32,
        width: f32,
        faults: &[(Range<usize>, Severity)],
    ) -> LayoutJob {
        let marks: Vec<(Range<usize>, bool)> = faults
            .iter()
            .filter(|(span, _)| span.start < self.bytes.end && span.end >= self.bytes.start)
            .map(|(span, severity)| (span.clone(), *severity == Severity::Error))
            .collect();
        let look = Look {
            turn: sheet.turn(),
            lines: self.lines.clone(),
            palette: theme.palette.name,
            size: font(theme).size,
            width,
            marks,
        };
        if let Some((known, job)) = &self.job
            && *known == look
        {
            return job.clone();
        }
        let mut job = painted(sheet, self, theme, row, &look.marks);
        job.wrap.max_width = width;
        self.job = Some((look, job.clone()));
        job
    }

    /// What is selected, in letters of the words; `None` where it does not stand in them.
    #[must_use]
    pub fn cursor(&self, selected: &Range<usize>) -> Option<CCursorRange> {
        let letter = |byte: usize| {
            let inside = byte.checked_sub(self.bytes.start)?;
            let before = self.words.get(..inside)?;
            Some(CCursor::new(before.chars().count()))
        };
        Some(CCursorRange::two(letter(selected.start)?, letter(selected.end)?))
    }

    /// The byte of the text at a letter of the words.
    #[must_use]
    pub fn byte(&self, letter: usize) -> usize {
        let inside = self
            .words
            .char_indices()
            .nth(letter)
            .map_or(self.words.len(), |(at, _)| at);
        self.bytes.start + inside
    }
}

/// The colour of a word.
fn ink(hue: Hue, palette: &Palette) -> Color32 {
    match hue {
        Hue::Sign | Hue::Comment => palette.soft,
        Hue::Name => palette.ink,
        Hue::Act => palette.bad.ink,
        Hue::Value => palette.warn.ink,
        Hue::Text => palette.good.ink,
    }
}

fn painted(sheet: &Sheet, page: &Page, theme: &Theme, row: f32, marks: &[(Range<usize>, bool)]) -> LayoutJob {
    let hues = hues(sheet.document(), page.bytes.clone());
    dyed(&page.words, page.bytes.start, &hues, theme, row, marks)
}

/// Words that were typed in this very picture, before anything is known of them.
#[must_use]
pub fn quickly(words: &str, theme: &Theme, row: f32, width: f32) -> LayoutJob {
    let hues = hues(&Document::new(words), 0..words.len());
    let mut job = dyed(words, 0, &hues, theme, row, &[]);
    job.wrap.max_width = width;
    job
}

fn dyed(
    words: &str,
    base: usize,
    hues: &[(Range<usize>, Hue)],
    theme: &Theme,
    row: f32,
    marks: &[(Range<usize>, bool)],
) -> LayoutJob {
    let palette = theme.palette;
    let font = font(theme);
    let mut job = LayoutJob::default();
    job.wrap.max_width = f32::INFINITY;
    job.keep_trailing_whitespace = true;
    let end = base + words.len();
    let mut put = |range: Range<usize>, colour: Color32, is_comment: bool| {
        // Cut where a fault begins or ends.
        let mut cuts: Vec<usize> = vec![range.start, range.end];
        for (span, _) in marks {
            cuts.extend(
                [span.start, span.end.max(span.start + 1)]
                    .into_iter()
                    .filter(|at| range.contains(at)),
            );
        }
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let Some(words) = words.get(pair[0] - base..pair[1] - base) else {
                continue;
            };
            let mut format = TextFormat {
                font_id: font.clone(),
                color: colour,
                line_height: Some(row),
                italics: is_comment,
                ..TextFormat::default()
            };
            let mark = marks
                .iter()
                .filter(|(span, _)| span.start <= pair[0] && pair[0] < span.end.max(span.start + 1))
                .max_by_key(|(_, is_error)| *is_error);
            if let Some((_, is_error)) = mark {
                let pair = if *is_error { palette.bad } else { palette.warn };
                format.underline = Stroke::new(2.0, pair.strong);
                if *is_error {
                    (format.background, format.color) = (pair.fill, pair.ink);
                }
            }
            job.append(words, 0.0, format);
        }
    };
    let mut at = base;
    for (span, hue) in hues.iter().cloned() {
        if span.start > at {
            put(at..span.start, palette.ink, false);
        }
        put(span.clone(), ink(hue, palette), hue == Hue::Comment);
        at = span.end;
    }
    if at < end {
        put(at..end, palette.ink, false);
    }
    if job.text.is_empty() {
        // An empty text is as high as a line.
        job.append(
            "",
            0.0,
            TextFormat {
                font_id: font,
                line_height: Some(row),
                ..TextFormat::default()
            },
        );
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::LIGHT;
    use crate::scenario::template;
    use crate::workbench::{Cause, Patch};

    fn long() -> Sheet {
        let lines: Vec<String> = (0..2000).map(|line| format!("// line {line} é\n")).collect();
        let text = lines.concat();
        Sheet::new("long.ron".into(), text)
    }

    #[test]
    fn of_a_long_text_only_what_is_round_the_picture_is_laid_out() {
        let sheet = long();
        let mut page = Page::default();
        assert!(page.lay(&sheet, &(500..540), false));
        assert!(page.lines.len() < 400 && page.lines.contains(&500) && page.lines.contains(&539));
        assert_eq!(page.words, sheet.text()[page.bytes.clone()]);
        assert!(page.words.starts_with("// line ") && !page.words.ends_with('\n'));
        assert!(
            !page.lay(&sheet, &(510..550), false),
            "a little further nothing is laid out anew"
        );
        assert!(page.lay(&sheet, &(1980..2001), false));
        assert_eq!(page.bytes.end, sheet.text().len());
    }

    #[test]
    fn bytes_and_letters_are_told_apart() {
        let mut sheet = long();
        let mut page = Page::default();
        page.lay(&sheet, &(0..40), false);
        let at = sheet.text().find("line 3").expect("there");
        sheet.caret = at..at + 4;
        let cursor = page.cursor(&sheet.caret).expect("in sight");
        let bytes = (page.byte(cursor.secondary.index.0), page.byte(cursor.primary.index.0));
        assert_eq!(bytes, (at, at + 4));
        sheet.caret = sheet.text().len()..sheet.text().len();
        assert_eq!(page.cursor(&sheet.caret), None, "out of sight");
    }

    #[test]
    fn every_letter_is_painted_once_whatever_is_wrong_with_it() {
        let mut sheet = Sheet::new("cake.ron".into(), template("cake"));
        sheet.change(vec![Patch::insert(30, "\"é")], Cause::Typing);
        let mut page = Page::default();
        page.lay(&sheet, &(0..60), false);
        let theme = Theme {
            palette: &LIGHT,
            text_scale: 1.0,
        };
        let faults = [
            (3..9, Severity::Warning),
            (5..500, Severity::Error),
            (7..7, Severity::Error),
        ];
        let job = page.job(&sheet, &theme, 20.0, f32::INFINITY, &faults);
        assert_eq!(job.text, page.words);
        assert!(job.sections.iter().any(|section| section.format.underline.width > 0.0));
    }
}
