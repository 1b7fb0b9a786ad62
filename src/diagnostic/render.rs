//! Draws a diagnostic as rustc does.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity, Source};

/// The drawing of one diagnostic, without a line break at its end. `colour` adds ANSI styles.
#[must_use]
pub fn render(diagnostic: &Diagnostic, source: &Source, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut group: Group<'_> = Group::with_title(title);
    group = match &diagnostic.span {
        Some(span) => at_place(group, diagnostic, inside(span, &source.text), source),
        None => group.element(Level::NOTE.message(format!("in {}", source.name))),
    };
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// The most text that is drawn around a place, in bytes: a line of a megabyte shows nobody anything.
const DRAWN_MAX: usize = 1 << 15;

/// Draws the lines of the place and of what belongs to it; the renderer gets only these, since it reads all that it gets.
fn at_place<'a>(group: Group<'a>, diagnostic: &'a Diagnostic, span: Range<usize>, source: &'a Source) -> Group<'a> {
    let text = source.text.as_str();
    let related = diagnostic
        .related
        .as_ref()
        .map(|(span, label)| (inside(span, text), label.as_str()));
    let (from, to) = related.as_ref().map_or((span.start, span.end), |(related, _)| {
        (span.start.min(related.start), span.end.max(related.end))
    });
    let from = text[..from].rfind('\n').map_or(0, |end| end + 1);
    let to = text[to..].find('\n').map_or(text.len(), |end| to + end + 1);
    if to - from > DRAWN_MAX {
        let (line, column) = source.position(span.start);
        let origin = Origin::path(source.name.as_str()).line(line).char_column(column);
        let label = Some(diagnostic.label.as_str()).filter(|label| !label.is_empty());
        return group
            .element(origin)
            .element(Level::NOTE.message(label.unwrap_or("the place is too long to be shown")));
    }
    let moved = |span: &Range<usize>| span.start - from..span.end - from;
    let mut primary = AnnotationKind::Primary.span(moved(&span));
    if !diagnostic.label.is_empty() {
        primary = primary.label(diagnostic.label.as_str());
    }
    let mut snippet = Snippet::source(&text[from..to])
        .line_start(1 + text[..from].matches('\n').count())
        .path(source.name.as_str())
        .annotation(primary);
    if let Some((span, label)) = related {
        snippet = snippet.annotation(AnnotationKind::Context.span(moved(&span)).label(label));
    }
    group.element(snippet)
}

/// The span cut to the text and to whole characters, so that no text can make the renderer stumble.
fn inside(span: &Range<usize>, text: &str) -> Range<usize> {
    let floor = |mut byte: usize| {
        byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
}
