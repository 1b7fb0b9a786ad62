//! Draws a diagnostic as rustc does.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

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
    if let Some(span) = &diagnostic.span {
        let mut primary = AnnotationKind::Primary.span(inside(span, &source.text));
        if !diagnostic.label.is_empty() {
            primary = primary.label(diagnostic.label.as_str());
        }
        let mut snippet = Snippet::source(source.text.as_str())
            .path(source.name.as_str())
            .annotation(primary);
        if let Some((span, label)) = &diagnostic.related {
            let context = AnnotationKind::Context
                .span(inside(span, &source.text))
                .label(label.as_str());
            snippet = snippet.annotation(context);
        }
        group = group.element(snippet);
    } else {
        group = group.element(Level::NOTE.message(format!("in {}", source.name)));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// The span cut to the text and to whole characters, so that no text can make the renderer stumble.
fn inside(span: &std::ops::Range<usize>, text: &str) -> std::ops::Range<usize> {
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
