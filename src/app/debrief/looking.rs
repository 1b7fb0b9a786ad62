//! A finished drill as the screen of the debrief holds it: what is told, what the trainee says of it, and what is open.

use crate::app::drill::Play;
use crate::app::shelf::Shelf;
use crate::session::{Debrief, Next, Reflection, next_drill};

/// A finished drill, looked back at.
#[derive(Debug, Clone)]
pub struct Looking {
    pub debrief: Debrief,
    /// What the trainee says of it, as long as the window is open.
    pub reflection: Reflection,
    /// The place of the move whose evidence is shown.
    pub evidence: Option<usize>,
    /// What to play next; `None`: there is nothing else.
    pub next: Option<Next>,
    /// Where the report was saved, or why it could not be.
    pub saved: Option<Saved>,
    /// Whether an author tries what they wrote.
    pub is_test: bool,
}

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// The file.
    At(std::path::PathBuf),
    Failed(String),
}

impl Looking {
    /// Looks back at a drill.
    #[must_use]
    pub fn of(play: &Play, shelf: &Shelf) -> Self {
        let debrief = Debrief::of(play.solo());
        let next = next_drill(
            &play.drill().scenario,
            debrief.tier,
            &debrief.card,
            shelf.items().map(|item| item.scenario.as_ref()),
        );
        Self {
            debrief,
            reflection: Reflection::default(),
            evidence: None,
            next: next.filter(|_| !play.is_test),
            saved: None,
            is_test: play.is_test,
        }
    }

    /// Shows the evidence behind a move, or hides it.
    pub fn toggle_evidence(&mut self, at: usize) {
        self.evidence = (self.evidence != Some(at)).then_some(at);
    }
}
