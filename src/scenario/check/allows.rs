//! Rules that a trainer silences, with a reason.

use super::Checker;
use crate::diagnostic::{Diagnostic, Known};
use crate::scenario::draft::{AllowDraft, Draft};
use crate::scenario::model::BeatId;
use crate::scenario::rule::{Allow, Rule};
use crate::vocabulary::Vocabulary;

/// The fewest words of a reason: fewer tell a colleague nothing.
const REASON_WORDS_MIN: usize = 3;

impl Checker<'_> {
    pub(super) fn allows(&mut self, draft: &Draft) -> Vec<Allow> {
        let mut allows = Vec::new();
        let mut seen: Vec<&AllowDraft> = Vec::new();
        for allow in &draft.allow {
            if let Some(first) = seen.iter().find(|first| first.names() == allow.names()) {
                let message = format!("`{}` is allowed twice for the same place", allow.rule.value);
                self.error(
                    Diagnostic::error("duplicate-allow", message, allow.rule.span.clone())
                        .label("again here")
                        .related(first.rule.span.clone(), "first here"),
                );
            }
            seen.push(allow);
            self.reason(allow);
            let rule = self.rule(allow);
            let beat = self.allowed_beat(allow);
            self.allowed_move(draft, allow);
            if let Some(rule) = rule {
                allows.push(Allow {
                    rule,
                    beat,
                    mv: allow.mv.as_ref().map(|mv| mv.value.clone()),
                    reason: allow.reason.value.clone(),
                });
            }
        }
        allows
    }

    fn rule(&mut self, allow: &AllowDraft) -> Option<Rule> {
        let rule = Rule::from_name(&allow.rule.value);
        if rule.is_none() {
            let known = Known(Rule::ALL.iter().map(|rule| rule.name()).collect());
            let message = format!("there is no rule `{}`", allow.rule.value);
            self.error(
                Diagnostic::error("unknown-rule", message, allow.rule.span.clone())
                    .label("no rule of this name")
                    .help_if(known.help(&allow.rule.value)),
            );
        }
        rule
    }

    fn reason(&mut self, allow: &AllowDraft) {
        if allow.reason.value.split_whitespace().count() < REASON_WORDS_MIN {
            let message = format!("`{}` is allowed without a reason", allow.rule.value);
            self.error(
                Diagnostic::error("no-reason", message, allow.reason.span.clone())
                    .label("why is it right here?")
                    .help("say in a sentence why it is meant to be so: the next author will ask"),
            );
        }
        self.no_control(&allow.reason);
    }

    fn allowed_beat(&mut self, allow: &AllowDraft) -> Option<BeatId> {
        let beat = allow.beat.as_ref()?;
        let at = self.beats.get_index_of(&beat.value);
        if at.is_none() {
            let help = crate::diagnostic::nearest(&beat.value, self.beats.keys().map(String::as_str));
            let help = help.map(|name| format!("did you mean `{name}`?"));
            self.error(
                Diagnostic::error(
                    "unknown-beat",
                    format!("there is no beat `{}`", beat.value),
                    beat.span.clone(),
                )
                .label("nothing to allow here")
                .help_if(help),
            );
        }
        at.and_then(|at| u16::try_from(at).ok()).map(BeatId)
    }

    /// A move must be one of the beat that is named, or of any beat where none is.
    fn allowed_move(&mut self, draft: &Draft, allow: &AllowDraft) {
        let Some(mv) = &allow.mv else { return };
        let at_beat = |id: &str| allow.beat.as_ref().is_none_or(|beat| beat.value == id);
        let known: Vec<&str> = draft
            .beats
            .value
            .iter()
            .filter(|(id, _)| at_beat(&id.value))
            .flat_map(|(_, beat)| beat.moves.value.iter().map(|mv| mv.id.value.as_str()))
            .collect();
        // Where the beat is unknown, that was said.
        if known.is_empty() || known.contains(&mv.value.as_str()) {
            return;
        }
        let message = match &allow.beat {
            Some(beat) => format!("the beat `{}` has no move `{}`", beat.value, mv.value),
            None => format!("there is no move `{}`", mv.value),
        };
        self.error(
            Diagnostic::error("unknown-move", message, mv.span.clone())
                .label("nothing to allow here")
                .help_if(Known(known).help(&mv.value)),
        );
    }
}
