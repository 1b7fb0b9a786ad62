//! A file that is open in the editor, with what was found in it.

use std::path::{Path, PathBuf};

use lsp_types::{DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Uri};

use super::place;
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::library::{File, PLAYTHROUGH_ENDING, POLICY_FILE, SETS_FOLDER, check_set};
use crate::lint::{Report, together};
use crate::scenario::{read_playthroughs, read_policy};
use crate::workbench::{Document, FileKind};

/// What a file is, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Scenario,
    /// `policy.ron`: the site's rules.
    Policy,
    /// In a folder `sets`.
    Set,
    /// `….tests.ron`: recorded playthroughs, which are read here and played by `bounceback check`.
    Playthroughs,
}

impl Kind {
    /// What a path says.
    pub fn of(path: Option<&Path>) -> Self {
        let Some(path) = path else { return Self::Scenario };
        let folder = path.parent().and_then(Path::file_name);
        if path.file_name().is_some_and(|name| name == POLICY_FILE) {
            Self::Policy
        } else if path.to_string_lossy().ends_with(PLAYTHROUGH_ENDING) {
            Self::Playthroughs
        } else if folder.is_some_and(|name| name == SETS_FOLDER) {
            Self::Set
        } else {
            Self::Scenario
        }
    }
}

impl From<Kind> for FileKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Scenario => Self::Scenario,
            Kind::Policy => Self::Policy,
            Kind::Set => Self::Set,
            Kind::Playthroughs => Self::Tests,
        }
    }
}

/// An open file.
pub struct Open {
    pub uri: Uri,
    pub path: Option<PathBuf>,
    pub kind: Kind,
    pub version: i32,
    /// Counts its texts, so that what was solved for an older one is known.
    pub turn: u64,
    pub document: Document,
    /// What reading found.
    pub read: Vec<Diagnostic>,
    /// What solving this very text found.
    pub report: Option<Report>,
}

impl Open {
    /// Reads the text; the scenario with its places, where it can be solved.
    pub fn check(&mut self) -> Option<File> {
        self.report = None;
        let source = Source::new(self.uri.as_str(), self.document.text());
        match self.kind {
            Kind::Policy => self.read = read_policy(&source.text).err().unwrap_or_default(),
            Kind::Set => self.read = check_set(&source),
            Kind::Playthroughs => self.read = read_playthroughs(&source.text).1,
            Kind::Scenario => {
                let file = File::read(source);
                self.read.clone_from(&file.found);
                return (file.scenario.is_some() && !file.has_errors()).then_some(file);
            }
        }
        None
    }

    /// All that is known of this text, in the order of places.
    pub fn found(&self) -> Vec<Diagnostic> {
        let found = together(&self.read, self.report.as_ref());
        found.into_iter().map(|(found, _)| found).collect()
    }

    /// The same as the protocol tells it.
    pub fn published(&self) -> Vec<lsp_types::Diagnostic> {
        self.found().iter().map(|found| self.told(found)).collect()
    }

    /// A finding as the protocol tells it: what to do stands below the message.
    pub fn told(&self, found: &Diagnostic) -> lsp_types::Diagnostic {
        let mut message = found.message.clone();
        if !found.label.is_empty() {
            message += &format!(": {}", found.label);
        }
        for help in &found.help {
            message += &format!("\nhelp: {help}");
        }
        let span = found.span.clone().unwrap_or(0..0);
        let related = found.related.as_ref().map(|(span, label)| {
            vec![DiagnosticRelatedInformation {
                location: Location::new(self.uri.clone(), place::range(&self.document, span)),
                message: label.clone(),
            }]
        });
        lsp_types::Diagnostic {
            range: place::range(&self.document, &span),
            severity: Some(match found.severity {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
            }),
            code: Some(NumberOrString::String(found.code.to_owned())),
            source: Some("bounceback".to_owned()),
            message,
            related_information: related,
            ..lsp_types::Diagnostic::default()
        }
    }
}
