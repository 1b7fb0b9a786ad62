//! The text that lies on the workbench: what was done to it, what is known of it, and where its author is in it.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::{Report, together};
use crate::map::{Flow, Graph, Layout, Went, flows};
use crate::record::Taken;
use crate::scenario::{BeatId, Places, Scenario};
use crate::workbench::{Cause, Document, History, Patch, Path, difference};

/// What is told of a scenario once it is solved.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    /// The most states that one temper's drills can be in.
    pub states: usize,
    pub seconds: f32,
    /// How the likeliest customer leaves after the best play; `None` where it was not worked out.
    pub best: Option<&'static str>,
    /// What a trainee who chooses anything reaches, 0..=100.
    pub random: Option<f64>,
    /// Who goes where, of trainees who choose anything.
    pub went: Vec<Went>,
    /// What the best play from each beat is worth with the likeliest customer, 0..=100; `None` where it does not come there.
    pub standing: Vec<Option<f64>>,
    /// Moves of the best line: beat, move, and the beat that it leads to, `None` at the end.
    pub line: Vec<(usize, u8, Option<usize>)>,
}

/// How a version of the scenario was practised.
#[derive(Debug, Clone)]
pub struct Practised {
    /// The version.
    pub scenario: Arc<Scenario>,
    pub drills: u64,
    pub taken: Vec<Taken>,
}

impl Practised {
    /// Who went where, of all drills, as far as beats and moves of these ids are in another version.
    fn went(&self, now: &Scenario) -> Vec<Went> {
        let beat = |at: usize| now.beat_named(&self.scenario.beats.get(at)?.id).map(BeatId::index);
        #[expect(clippy::cast_precision_loss, reason = "a share of a picture")]
        let all = self.drills.max(1) as f64;
        let moved = |taken: &Taken| {
            let went = Went::counted(taken.beat, taken.index, taken.to, taken.count, taken.lost);
            let id = &self
                .scenario
                .beats
                .get(went.beat)?
                .moves
                .get(usize::from(went.index))?
                .id;
            let here = beat(went.beat)?;
            let index = now.beats[here].moves.iter().position(|mv| mv.id == *id)?;
            let to = match went.to {
                Some(to) => Some(beat(to)?),
                None => None,
            };
            Some(Went {
                beat: here,
                index: u8::try_from(index).ok()?,
                to,
                count: went.count / all,
                lost: went.lost,
            })
        };
        self.taken.iter().filter_map(moved).collect()
    }
}

/// The scenario as it was last readable.
#[derive(Clone)]
pub struct Readable {
    /// Which text it was.
    pub turn: u64,
    pub scenario: Arc<Scenario>,
    pub places: Places,
    pub graph: Graph,
    pub layout: Layout,
    pub is_folded: bool,
}

impl Readable {
    /// With its map.
    #[must_use]
    pub fn of(turn: u64, scenario: Arc<Scenario>, places: Places, is_folded: bool) -> Self {
        let graph = Graph::of(&scenario, is_folded);
        Self {
            turn,
            layout: Layout::of(&graph),
            graph,
            scenario,
            places,
            is_folded,
        }
    }
}

/// An open text.
pub struct Sheet {
    /// Where it is kept.
    pub path: PathBuf,
    document: Document,
    history: History,
    /// Counts its texts.
    turn: u64,
    /// The text that the file holds, by its number.
    pub saved: u64,
    /// What is selected, in bytes; empty: the caret. The end is where the caret is.
    pub caret: Range<usize>,
    /// The byte that should come into sight.
    pub goal: Option<usize>,
    /// The group that the form shows.
    pub form: Path,
    /// What reading found, moved along with later changes.
    pub read: Vec<Diagnostic>,
    /// Which text was read last.
    pub read_turn: u64,
    pub readable: Option<Readable>,
    /// What solving found, with the text that was solved.
    pub report: Option<(u64, Report)>,
    pub worth: Option<(u64, Worth)>,
    /// How it was practised, where that is known and says something.
    pub practised: Option<Practised>,
    /// What each way of the map is taken by, of all drills.
    pub flows: Vec<Flow>,
    /// Changes that nobody has written down yet.
    journal: Vec<Patch>,
}

impl Sheet {
    /// A text out of a file.
    #[must_use]
    pub fn new(path: PathBuf, text: String) -> Self {
        Self {
            path,
            document: Document::new(text),
            history: History::default(),
            turn: 1,
            saved: 1,
            caret: 0..0,
            goal: Some(0),
            form: Path::scenario(),
            read: Vec::new(),
            read_turn: 0,
            readable: None,
            report: None,
            worth: None,
            practised: None,
            flows: Vec::new(),
            journal: Vec::new(),
        }
    }

    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    #[must_use]
    pub fn text(&self) -> &str {
        self.document.text()
    }

    #[must_use]
    pub const fn turn(&self) -> u64 {
        self.turn
    }

    #[must_use]
    pub const fn is_saved(&self) -> bool {
        self.saved == self.turn
    }

    /// The file's name.
    #[must_use]
    pub fn name(&self) -> String {
        self.path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    /// How many changes can be taken back, and brought back.
    #[must_use]
    pub fn depth(&self) -> (usize, usize) {
        self.history.depth()
    }

    /// Changes the text; whether it could be. What is selected and what was found move along.
    pub fn change(&mut self, patches: Vec<Patch>, cause: Cause) -> bool {
        if patches.is_empty() {
            return true;
        }
        let told = patches.clone();
        if !self.history.change(&mut self.document, patches, cause) {
            return false;
        }
        self.changed(&told);
        true
    }

    /// Puts another text in the place of this one, as one change.
    pub fn replace(&mut self, text: &str) {
        if let Some(patch) = difference(self.text(), text) {
            self.change(vec![patch], Cause::Edit);
        }
    }

    /// Takes the last change back; whether there was one.
    pub fn undo(&mut self) -> bool {
        let back = self.history.undo(&mut self.document);
        self.turned(back)
    }

    /// Brings back what was taken back; whether there was anything.
    pub fn redo(&mut self) -> bool {
        let again = self.history.redo(&mut self.document);
        self.turned(again)
    }

    fn turned(&mut self, patches: Option<Vec<Patch>>) -> bool {
        let Some(patches) = patches else { return false };
        self.changed(&patches);
        if let Some(last) = patches.last() {
            let before: usize = patches.iter().map(|patch| patch.range.len()).sum();
            let after: usize = patches.iter().map(|patch| patch.text.len()).sum();
            let end = (last.range.end + after).saturating_sub(before).min(self.text().len());
            let end = boundary(self.text(), end);
            self.caret = end..end;
            self.goal = Some(end);
        }
        true
    }

    fn changed(&mut self, patches: &[Patch]) {
        self.turn += 1;
        self.journal.extend(in_one_after_the_other(patches));
        let move_on = |at: usize| boundary(self.document.text(), moved(at, patches));
        self.caret = move_on(self.caret.start)..move_on(self.caret.end);
        for found in &mut self.read {
            if let Some(span) = &mut found.span {
                *span = move_on(span.start)..move_on(span.end);
            }
        }
        if let Some((_, report)) = &mut self.report {
            for finding in &mut report.findings {
                if let Some(span) = &mut finding.diagnostic.span {
                    *span = move_on(span.start)..move_on(span.end);
                }
            }
        }
    }

    /// Brings a byte into sight, with the form of what is there.
    pub fn show(&mut self, byte: usize) {
        let byte = boundary(self.text(), byte);
        self.caret = byte..byte;
        self.goal = Some(byte);
        self.form = self.document.path_at(byte);
    }

    /// Ends a word: the next key begins a change of its own.
    pub const fn rest(&mut self) {
        self.history.rest();
    }

    /// The changes since this was last asked, one after the other: each speaks of the text as those before left it.
    pub fn journal(&mut self) -> Vec<Patch> {
        std::mem::take(&mut self.journal)
    }

    /// Reading this text, by its number, found this.
    pub fn was_read(&mut self, turn: u64, found: Vec<Diagnostic>, readable: Option<Readable>) {
        if turn != self.turn {
            return;
        }
        self.read = found;
        self.read_turn = turn;
        if let Some(readable) = readable {
            self.readable = Some(readable);
            self.flow();
        }
    }

    /// Solving this text found this.
    pub fn was_solved(&mut self, turn: u64, report: Report) {
        if turn == self.turn {
            self.report = Some((turn, report));
        }
    }

    /// It is worth this.
    pub fn was_weighed(&mut self, turn: u64, worth: Worth) {
        if turn == self.turn {
            self.worth = Some((turn, worth));
            self.flow();
        }
    }

    /// Folds the days after the talk on the map, or shows them.
    pub fn fold(&mut self) {
        if let Some(old) = self.readable.take() {
            self.readable = Some(Readable::of(old.turn, old.scenario, old.places, !old.is_folded));
            self.flow();
        }
    }

    /// It was practised like this.
    pub fn was_practised(&mut self, practised: Practised) {
        self.practised = Some(practised);
        self.flow();
    }

    fn flow(&mut self) {
        if let Some((readable, practised)) = self.readable.as_ref().zip(self.practised.as_ref()) {
            let went = practised.went(&readable.scenario);
            self.flows = flows(&readable.scenario, &readable.graph, &went);
            return;
        }
        self.flows = match (&self.readable, &self.worth) {
            (Some(readable), Some((turn, worth))) if *turn == readable.turn && !worth.went.is_empty() => {
                flows(&readable.scenario, &readable.graph, &worth.went)
            }
            _ => Vec::new(),
        };
    }

    /// All that is known to be wrong or doubtful, in the order of places, each with the path that shows it, where there is one. A path is
    /// shown only as long as the text is the one that was solved.
    #[must_use]
    pub fn found(&self) -> Vec<(Diagnostic, Option<crate::lint::Path>)> {
        let is_read = self.read.iter().all(|found| found.severity != Severity::Error);
        // Findings of an older text are of use as long as it can be read: they are most likely still true.
        let report = self.report.as_ref().filter(|(turn, _)| is_read || *turn == self.turn);
        let mut found = together(&self.read, report.map(|(_, report)| report));
        if report.is_some_and(|(turn, _)| *turn != self.turn) {
            for (_, path) in &mut found {
                *path = None;
            }
        }
        found
    }

    /// Errors and warnings that are known.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        let found = self.found();
        let errors = found
            .iter()
            .filter(|(found, _)| found.severity == Severity::Error)
            .count();
        (errors, found.len() - errors)
    }
}

/// Patches that all speak of one text, as patches each of which speaks of the text as those before left it.
fn in_one_after_the_other(patches: &[Patch]) -> Vec<Patch> {
    let mut ordered = patches.to_vec();
    ordered.sort_by_key(|patch| (patch.range.start, patch.range.end));
    // From the last to the first: what is changed further on moves nothing before it.
    ordered.reverse();
    ordered
}

/// Where a byte stands after a change. One inside of what was replaced goes to its end.
fn moved(at: usize, patches: &[Patch]) -> usize {
    let mut to = at;
    for patch in patches {
        if patch.range.end <= at && !(patch.range.is_empty() && patch.range.start == at && patch.text.is_empty()) {
            to = to + patch.text.len() - patch.range.len().min(to);
        } else if patch.range.start < at {
            to = to + patch.text.len() - (at - patch.range.start).min(to);
        }
    }
    to
}

/// The nearest place before a byte at which a text can be cut.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::template;
    use crate::workbench::apply;

    fn sheet(text: &str) -> Sheet {
        Sheet::new(PathBuf::from("cake.ron"), text.to_owned())
    }

    #[test]
    fn a_journal_of_any_changes_makes_the_same_text_again() {
        let text = template("cake");
        let mut sheet = sheet(&text);
        sheet.change(vec![Patch::insert(0, "// é\n"), Patch::new(4..9, "zz")], Cause::Edit);
        sheet.change(vec![Patch::insert(2, "ö")], Cause::Typing);
        sheet.undo();
        sheet.redo();
        sheet.undo();
        sheet.change(vec![Patch::remove(0..1), Patch::remove(8..10)], Cause::Typing);
        let mut again = text;
        for patch in sheet.journal() {
            again = apply(&again, &[patch]).expect("it fits").0;
        }
        assert_eq!(again, sheet.text());
        assert!(sheet.journal().is_empty(), "told once");
    }

    #[test]
    fn caret_and_findings_move_along() {
        let mut sheet = sheet("abc def ghi");
        sheet.caret = 8..11;
        sheet.read = vec![Diagnostic::error("twice", "no", 4..7)];
        sheet.change(vec![Patch::insert(0, "12")], Cause::Typing);
        assert_eq!(&sheet.text()[sheet.caret.clone()], "ghi");
        let span = sheet.read[0].span.clone().expect("a place");
        assert_eq!(&sheet.text()[span], "def");
        sheet.undo();
        assert_eq!((sheet.text(), sheet.caret.clone()), ("abc def ghi", 0..0));
    }

    #[test]
    fn what_was_found_in_another_text_is_not_taken() {
        let mut sheet = sheet("a");
        sheet.change(vec![Patch::insert(1, "b")], Cause::Typing);
        sheet.was_read(1, vec![Diagnostic::error("twice", "no", 0..1)], None);
        assert_eq!(sheet.count(), (0, 0));
        sheet.was_read(2, vec![Diagnostic::error("twice", "no", 0..1)], None);
        assert_eq!(sheet.count(), (1, 0));
    }
}
