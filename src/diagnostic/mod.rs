//! What is wrong with a text, where, and what to do: values that any surface can show.
//!
//! A [`Diagnostic`] speaks of a span of bytes in a [`Source`]. [`render`] draws it as rustc does; the window and editors
//! take the value itself. Knows nothing of scenarios.
//!
//! ```
//! use bounceback::diagnostic::{Diagnostic, Source, render};
//!
//! let source = Source::new("heel.ron", "start: \"dorway\"");
//! let error = Diagnostic::error("unknown-beat", "there is no beat `dorway`", 7..15).help("did you mean `doorway`?");
//! let text = render(&error, &source, false);
//! assert!(text.contains("heel.ron:1:8"));
//! assert!(text.contains("help: did you mean `doorway`?"));
//! ```

mod render;
mod suggest;

use std::ops::Range;

use serde::Serialize;

pub use render::render;
pub use suggest::{Known, nearest};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It can be played, but an author should look.
    Warning,
    /// It cannot be played.
    Error,
}

/// A text with the name under which messages speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// A path, or what else a person would recognise.
    pub name: String,
    pub text: String,
}

impl Source {
    /// A named text.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// Line and column of a byte, both from 1; columns count characters. Beyond the end: the end.
    #[must_use]
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &self.text[..byte];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (
            before.matches('\n').count() + 1,
            before[line_start..].chars().count() + 1,
        )
    }
}

/// One finding about a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Short, stable, readable: `unknown-act`.
    pub code: &'static str,
    /// One sentence without a full stop.
    pub message: String,
    /// Where, in bytes of the source; `None` where the whole text is meant.
    pub span: Option<Range<usize>>,
    /// What stands under the marked text.
    pub label: String,
    /// Another place that belongs to it.
    pub related: Option<(Range<usize>, String)>,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>, span: Range<usize>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            span: Some(span),
            label: String::new(),
            related: None,
            help: Vec::new(),
        }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>, span: Range<usize>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message, span)
        }
    }

    /// An error about the text as a whole.
    #[must_use]
    pub fn general(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            span: None,
            ..Self::error(code, message, 0..0)
        }
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn related(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The name that was meant, where [`Known`] found one that is near.
    ///
    /// ```
    /// use bounceback::diagnostic::{Diagnostic, Known};
    ///
    /// let known = Known(vec!["Listen", "Fix"]);
    /// let error = Diagnostic::error("unknown-act", "there is no act `Lisen`", 0..5).help_if(known.help("Lisen"));
    /// assert_eq!(error.meant(), Some("Listen"));
    /// ```
    #[must_use]
    pub fn meant(&self) -> Option<&str> {
        self.help.iter().find_map(|help| suggest::meant(help))
    }

    /// Says what to do where there is something to say.
    #[must_use]
    pub fn help_if(self, help: Option<String>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }
}

/// A diagnostic with its place spelled out, for `--json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Located<'a> {
    pub severity: Severity,
    pub code: &'a str,
    pub message: &'a str,
    pub file: &'a str,
    /// Line and column from 1; `null` where the whole file is meant.
    pub line: Option<usize>,
    pub column: Option<usize>,
    /// Bytes from the start of the file.
    pub span: Option<(usize, usize)>,
    pub label: &'a str,
    pub help: &'a [String],
}

impl<'a> Located<'a> {
    /// Spells out where a diagnostic stands.
    #[must_use]
    pub fn new(diagnostic: &'a Diagnostic, source: &'a Source) -> Self {
        let position = diagnostic.span.as_ref().map(|span| source.position(span.start));
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code,
            message: &diagnostic.message,
            file: &source.name,
            line: position.map(|(line, _)| line),
            column: position.map(|(_, column)| column),
            span: diagnostic.span.as_ref().map(|span| (span.start, span.end)),
            label: &diagnostic.label,
            help: &diagnostic.help,
        }
    }
}
