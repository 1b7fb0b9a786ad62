//! A scenario's text as the workbench holds it: with its tree, so that the place of everything is known, in broken texts too.

use std::ops::Range;

use super::lines::Lines;
use super::patch::{Patch, apply};
use super::path::{Path, Step};
use super::schema::FileKind;
use super::tree::{Entry, Node, NodeId, NodeKind, ROOT, Tree};
use crate::scenario::{Reading, read};

/// A text with its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    text: String,
    kind: FileKind,
    tree: Tree,
    lines: Lines,
}

impl Document {
    /// Any text, to be looked at as a scenario.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self::of(FileKind::Scenario, text)
    }

    /// Any text, to be looked at as this kind of file: completion, hover and quick fixes know what may stand in it.
    #[must_use]
    pub fn of(kind: FileKind, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            kind,
            tree: Tree::of(&text),
            lines: Lines::of(&text),
            text,
        }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it is looked at as.
    #[must_use]
    pub const fn kind(&self) -> FileKind {
        self.kind
    }

    #[must_use]
    pub const fn tree(&self) -> &Tree {
        &self.tree
    }

    #[must_use]
    pub const fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Reads it as a scenario: all that is wrong with it. Takes some milliseconds for 30 beats; what `check` finds by solving is
    /// another matter.
    #[must_use]
    pub fn read(&self) -> Reading {
        read(&self.text)
    }

    /// Changes it; the patches that undo the change. `None` where they do not fit: nothing was changed then.
    pub fn apply(&mut self, patches: &[Patch]) -> Option<Vec<Patch>> {
        let (text, back) = apply(&self.text, patches)?;
        *self = Self::of(self.kind, text);
        Some(back)
    }

    /// The words at a place.
    #[must_use]
    pub fn slice(&self, span: &Range<usize>) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// A node by its number.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        self.tree.node(id)
    }

    /// The node of a value. The way begins inside the scenario.
    #[must_use]
    pub fn find(&self, path: &Path) -> Option<NodeId> {
        path.0.iter().try_fold(self.tree.top()?, |at, step| self.step(at, step))
    }

    /// One step on from a node.
    #[must_use]
    pub fn step(&self, at: NodeId, step: &Step) -> Option<NodeId> {
        match step {
            Step::Name(name) => self.field(at, name),
            Step::Item(item) => self.node(at).entries.get(*item)?.value,
        }
    }

    /// The value of a name in a group or map.
    #[must_use]
    pub fn field(&self, at: NodeId, name: &str) -> Option<NodeId> {
        self.tree.field(&self.text, at, name)
    }

    /// Where a value stands.
    #[must_use]
    pub fn place(&self, path: &Path) -> Option<Range<usize>> {
        self.find(path).map(|id| self.node(id).span.clone())
    }

    /// The entry that a node is the value of, with the node it is in.
    #[must_use]
    pub fn entry_of(&self, id: NodeId) -> Option<(NodeId, usize, &Entry)> {
        let (parent, at) = self.node(id).parent?;
        self.node(parent).entries.get(at).map(|entry| (parent, at, entry))
    }

    /// The way to the innermost value around a byte.
    #[must_use]
    pub fn path_at(&self, offset: usize) -> Path {
        let around = self.tree.around(offset);
        let mut path = self.path_of(around);
        let mut entry = self.node(around).entries.iter().enumerate();
        let here = entry.find(|(_, entry)| entry.span.start <= offset && offset <= entry.span.end);
        if let Some((at, entry)) = here
            && around != ROOT
        {
            path.0.push(self.step_to(around, at, entry));
        }
        path
    }

    /// The way to a node.
    #[must_use]
    pub fn path_of(&self, id: NodeId) -> Path {
        let mut steps = Vec::new();
        let mut at = id;
        while let Some((parent, index, entry)) = self.entry_of(at) {
            if parent == ROOT {
                break;
            }
            steps.push(self.step_to(parent, index, entry));
            at = parent;
        }
        steps.reverse();
        Path(steps)
    }

    fn step_to(&self, parent: NodeId, at: usize, entry: &Entry) -> Step {
        match &entry.key {
            Some(key) if self.node(parent).kind != NodeKind::List => {
                Step::Name(super::tree::bare(self.slice(key)).to_owned())
            }
            _ => Step::Item(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::template;

    #[test]
    fn everything_has_a_place_and_a_way_back() {
        let document = Document::new(template("cake"));
        let path = Path::beat("counter").a_move(1).name("acts").item(0);
        let place = document.place(&path).expect("an act");
        assert_eq!(document.slice(&place), "DemandProof");
        assert_eq!(document.path_at(place.start + 3), path);
        let voice = Path::of(&["customer", "voice", "pitch"]);
        assert_eq!(document.slice(&document.place(&voice).expect("a pitch")), "0.4");
    }

    #[test]
    fn a_broken_text_still_has_its_beats() {
        let text = template("cake").replacen("pronouns: He,", "pronouns: \"He,", 1);
        let document = Document::new(text);
        assert!(document.read().draft.is_none());
        assert!(document.find(&Path::beat("remedy").a_move(0).name("next")).is_some());
    }
}
