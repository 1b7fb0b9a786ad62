//! Injects: what a facilitator can bring into a running drill.

use super::Checker;
use crate::customer::{self, ActKind, Phase};
use crate::diagnostic::Diagnostic;
use crate::scenario::draft::{Draft, PlacedText};
use crate::scenario::inject::{INJECT_LABEL_MAX, INJECT_TEXT_MAX, INJECTS_MAX, Inject, InjectDraft};
use crate::scenario::text::Text;
use crate::vocabulary::Vocabulary;

/// Acts that only the trainee can perform: what costs money, and what a manager is asked for.
const TRAINEES: u64 =
    ActKind::Fix.bit() | ActKind::Compensate.bit() | ActKind::Gesture.bit() | ActKind::CheckWithManager.bit();

impl Checker<'_> {
    pub(super) fn injects(&mut self, draft: &Draft) -> Vec<Inject> {
        if let Some(over) = draft.injects.get(INJECTS_MAX) {
            let message = format!("a scenario can have {INJECTS_MAX} injects");
            self.error(
                Diagnostic::error("too-many-injects", message, over.id.span.clone()).label("one more than that"),
            );
        }
        for (at, inject) in draft.injects.iter().enumerate() {
            if let Some(first) = draft.injects[..at].iter().find(|first| first.id == inject.id) {
                let message = format!("the inject `{}` stands twice", inject.id.value);
                self.error(
                    Diagnostic::error("duplicate-inject", message, inject.id.span.clone())
                        .label("again here")
                        .related(first.id.span.clone(), "first here")
                        .help("give one of them another id"),
                );
            }
        }
        draft.injects.iter().map(|inject| self.inject(inject)).collect()
    }

    fn inject(&mut self, inject: &InjectDraft) -> Inject {
        self.name_of("inject", &inject.id);
        self.no_longer(&inject.label, INJECT_LABEL_MAX);
        if inject.scene.is_none() && inject.say.is_none() {
            let message = format!("nothing is seen or said of the inject `{}`", inject.id.value);
            self.error(
                Diagnostic::error("empty-inject", message, inject.id.span.clone())
                    .label("the room would not know that it happened")
                    .help("write `scene: \"…\"`, or `say: \"…\"` for the customer's words, or both"),
            );
        }
        let text = |checker: &mut Self, text: &Option<PlacedText>| -> Option<Text> {
            let text = text.as_ref()?;
            checker.no_longer(text, INJECT_TEXT_MAX);
            Some(checker.text(text))
        };
        Inject {
            id: inject.id.value.clone(),
            label: self.plain("label", &inject.label),
            scene: text(self, &inject.scene),
            say: text(self, &inject.say),
            acts: self.acts_of_inject(inject),
            sets: self.flags_set(&inject.sets),
            when: inject
                .when
                .as_ref()
                .map(|when| self.condition(when))
                .unwrap_or_default(),
        }
    }

    fn acts_of_inject(&mut self, inject: &InjectDraft) -> customer::Move {
        for act in &inject.acts.value {
            let kind = act.value.kind();
            let message = match kind.phase() {
                Phase::Control => format!("`{}` is performed by the drill itself", kind.name()),
                Phase::Aftercare => format!(
                    "`{}` belongs to the days after: injects happen in the talk",
                    kind.name()
                ),
                _ if TRAINEES & kind.bit() != 0 => {
                    format!("`{}` is for the trainee to decide, never an inject", kind.name())
                }
                Phase::Talk | Phase::Idle => continue,
            };
            self.error(
                Diagnostic::error("act-out-of-place", message, act.span.clone())
                    .label("not here")
                    .help("an inject holds what somebody else of the firm says, or a wait: `Blame(Customer)`, `Transfer`, `Wait(1)`"),
            );
        }
        self.sorted_acts(&inject.acts, "in this inject")
    }

    /// A text of so many letters at most.
    fn no_longer(&mut self, text: &PlacedText, most: usize) {
        let letters = text.value.chars().count();
        if letters > most {
            let message = format!("this text has {letters} letters; {most} can be told in the middle of a talk");
            self.error(
                Diagnostic::error("too-long", message, text.span.clone())
                    .label("too long")
                    .help("say it shorter, or make two injects of it"),
            );
        }
    }
}
