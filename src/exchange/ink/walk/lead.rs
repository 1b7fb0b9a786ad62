//! Where a walk leads: choices, diverts, conditions that are taken as true, tunnels.

use super::super::path::{Frame, Location};
use super::{Before, Choice, DEPTH_MAX, Datum, Step, VALUES_MAX, Walker};
use crate::exchange::words::{clipped, plain};

impl<'j> Walker<'j, '_> {
    pub(super) fn choice(&mut self, path: &str, flags: u64) -> Step<'j> {
        let place = self.at.place();
        if flags & 1 != 0 {
            self.stack.pop();
        }
        let mut said = |wanted: u64| match (flags & wanted != 0).then(|| self.stack.pop()).flatten() {
            Some(Datum::Words(words)) => words,
            _ => String::new(),
        };
        let only = said(4);
        let start = said(2);
        let Some(frames) = self.at.resolve(path) else {
            self.leave(format!(
                "a choice leads to `{}`, which is not there: it is left out",
                clipped(path)
            ));
            return Step::Next;
        };
        let to = Location {
            frames,
            calls: self.at.calls.clone(),
        };
        if flags & 8 != 0 {
            self.fallback = Some(to);
            return Step::Next;
        }
        let words = plain(&format!("{start}{only}"));
        if flags & 1 != 0 {
            self.leave(format!(
                "the condition of the choice `{}` is not carried over: the move is always there",
                clipped(&words)
            ));
        }
        self.once += usize::from(flags & 16 != 0);
        if self.choices.len() < VALUES_MAX {
            self.choices.push(Choice { words, to, place });
        }
        Step::Next
    }

    pub(super) fn divert(&mut self, path: &str, is_variable: bool, is_conditional: bool) -> Step<'j> {
        if is_conditional {
            self.stack.pop();
        }
        let forks = std::mem::take(&mut self.forks);
        let Some(to) = self.target(path, is_variable) else {
            return Step::Next;
        };
        if forks {
            if self.threads.len() >= DEPTH_MAX {
                self.leave("a thread is left out: there are too many");
                return Step::Next;
            }
            let mut back = self.at.clone();
            if let Some(frame) = back.frames.last_mut() {
                frame.index += 1;
            }
            self.threads.push(back);
            self.at = to;
            return Step::Jumped;
        }
        if is_conditional && self.before.len() < DEPTH_MAX {
            self.leave("a condition is not carried over: what stands under it first is taken, the rest is left out");
            self.before.push(Before {
                at: self.at.clone(),
                out: self.out.clone(),
                tags: self.tags.len(),
                choices: self.choices.len(),
                threads: self.threads.len(),
                to: to.place(),
            });
        } else if to.is_station() && !self.is_evaluating() {
            if self.back_from_condition() {
                return Step::Jumped;
            }
            return Step::On(to);
        }
        self.rejoined(&to);
        self.at = to;
        Step::Jumped
    }

    /// A condition whose part comes back to where it stood is over.
    pub(super) fn rejoined(&mut self, to: &Location<'j>) {
        let Some(top) = to.frames.last() else { return };
        let around = |before: &Before<'j>| {
            let frames = &before.at.frames;
            let outer = frames.len().checked_sub(2).and_then(|at| frames.get(at));
            outer.is_some_and(|outer| std::ptr::eq(outer.container, top.container) && top.index > outer.index)
        };
        while self.before.last().is_some_and(around) {
            self.before.pop();
        }
    }

    /// Where a part under a condition leads away: as if the condition did not hold.
    pub(super) fn back_from_condition(&mut self) -> bool {
        let Some(before) = self.before.pop() else { return false };
        self.at = before.at;
        self.out = before.out;
        self.tags.truncate(before.tags);
        self.choices.truncate(before.choices);
        self.threads.truncate(before.threads);
        self.strings.clear();
        self.tag = None;
        self.leave(format!(
            "a way that is taken under a condition (by {}) is not carried over",
            clipped(&before.to)
        ));
        self.forward();
        true
    }

    pub(super) fn target(&mut self, path: &str, is_variable: bool) -> Option<Location<'j>> {
        let path = match (is_variable, self.temps.get(path)) {
            (false, _) => path.to_owned(),
            (true, Some(Datum::Target(to))) => to.clone(),
            (true, _) => {
                self.leave(format!(
                    "where the variable `{}` leads only a run would know: the way is left out",
                    clipped(path)
                ));
                return None;
            }
        };
        let Some(frames) = self.at.resolve(&path) else {
            self.leave(format!("a way leads to `{}`, which is not there", clipped(&path)));
            return None;
        };
        Some(Location {
            frames,
            calls: self.at.calls.clone(),
        })
    }

    pub(super) fn tunnel(&mut self, path: &str, is_variable: bool) -> Step<'j> {
        let Some(mut to) = self.target(path, is_variable) else {
            return Step::Next;
        };
        if to.calls.len() >= DEPTH_MAX {
            self.leave("a tunnel is left out: there are too many inside each other");
            return Step::Next;
        }
        let mut back: Vec<Frame<'j>> = self.at.frames.clone();
        if let Some(frame) = back.last_mut() {
            frame.index += 1;
        }
        to.calls.push(back);
        self.at = to;
        Step::Jumped
    }
}
