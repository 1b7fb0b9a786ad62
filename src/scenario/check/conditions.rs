//! Conditions and lines.

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::scenario::condition::Condition;
use crate::scenario::draft::{ConditionDraft, LineDraft, Placed};
use crate::scenario::model::Line;

impl Checker<'_> {
    pub(super) fn lines(&mut self, lines: &[LineDraft]) -> Vec<Line> {
        lines
            .iter()
            .map(|line| Line {
                when: self.condition(&line.when),
                say: self.text(&line.say),
            })
            .collect()
    }

    pub(super) fn condition(&mut self, draft: &ConditionDraft) -> Condition {
        let default = Condition::default();
        Condition {
            anger: self.band("anger", draft.anger.as_ref(), 9).unwrap_or(default.anger),
            loss: self.band("loss", draft.loss.as_ref(), 100).unwrap_or(default.loss),
            dread: self.band("dread", draft.dread.as_ref(), 100).unwrap_or(default.dread),
            done: self.watch_acts(&draft.done),
            not_done: self.watch_acts(&draft.not_done),
            flags: self.watch_flags(&draft.flags),
            no_flags: self.watch_flags(&draft.no_flags),
            money: draft.money.as_ref().map(|money| self.amount("money", money)),
            tempers: if draft.temper.is_empty() {
                default.tempers
            } else {
                draft.temper.iter().fold(0, |set, temper| set | 1 << *temper as u8)
            },
            settled: draft.settled,
            promised: draft.promised,
            granted: draft.granted,
        }
    }

    fn band(&mut self, what: &str, band: Option<&Placed<(i64, i64)>>, max: u8) -> Option<(u8, u8)> {
        let Placed {
            value: (low, high),
            span,
        } = band?;
        let inside = |value: i64| u8::try_from(value).ok().filter(|&value| value <= max);
        let problem = match (inside(*low), inside(*high)) {
            (Some(low), Some(high)) if low <= high => return Some((low, high)),
            (Some(_), Some(_)) => Some(format!("write ({high}, {low})")),
            _ => None,
        };
        self.error(
            Diagnostic::error(
                "bad-band",
                format!("a band of {what} goes from low to high inside 0 to {max}"),
                span.clone(),
            )
            .label("no such band")
            .help_if(problem),
        );
        None
    }
}
