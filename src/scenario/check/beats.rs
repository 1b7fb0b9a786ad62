//! Beats and moves.

use super::{BEATS_MAX, Checker};
use crate::customer::{self, Act, ActKind, Coefficients, Phase};
use crate::diagnostic::Diagnostic;
use crate::scenario::draft::{BeatDraft, Draft, MoveDraft, Placed, PlacedText};
use crate::scenario::model::{Beat, BeatId, Branch, Day, Move, Target};
use crate::vocabulary::Vocabulary;

/// How many moves a beat offers: keys 1 to 5.
const MOVES: std::ops::RangeInclusive<usize> = 2..=5;
/// Words with a meaning of their own in a list of moves.
pub const RESERVED_MOVES: [&str; 1] = ["wait"];

impl Checker<'_> {
    pub(super) fn beats(&mut self, draft: &Draft) -> Option<Vec<Beat>> {
        if draft.beats.value.is_empty() {
            self.error(
                Diagnostic::error("no-beats", "a scenario needs a beat", draft.beats.span.clone())
                    .label("nothing can be played"),
            );
            return None;
        }
        if draft.beats.value.len() > BEATS_MAX {
            let message = format!(
                "a scenario can have {BEATS_MAX} beats; this one has {}",
                draft.beats.value.len()
            );
            self.error(Diagnostic::error("too-many-beats", message, draft.beats.span.clone()));
            return None;
        }
        Some(
            draft
                .beats
                .value
                .iter()
                .map(|(id, beat)| self.beat(draft, id, beat))
                .collect(),
        )
    }

    fn beat(&mut self, draft: &Draft, id: &PlacedText, beat: &BeatDraft) -> Beat {
        self.name_of("beat", id);
        if id.value == "end" {
            self.error(
                Diagnostic::error(
                    "reserved-id",
                    "\"end\" is where a drill ends, no beat can have that name",
                    id.span.clone(),
                )
                .label("reserved"),
            );
        }
        let day = beat.day.as_ref().and_then(|day| self.day(day));
        let count = beat.moves.value.len();
        if count == 0 {
            self.error(
                Diagnostic::error(
                    "empty-beat",
                    format!("the beat `{}` has no moves", id.value),
                    beat.moves.span.clone(),
                )
                .label("the trainee would be stuck here")
                .help("offer two to five moves"),
            );
        } else if !MOVES.contains(&count) {
            let message = format!("the beat `{}` has {count} moves; two to five can be offered", id.value);
            self.error(Diagnostic::error("move-count", message, beat.moves.span.clone()).label("two to five"));
        }
        if beat.day.is_none() && beat.lines.is_empty() {
            self.error(
                Diagnostic::error(
                    "empty-beat",
                    format!("the customer says nothing at `{}`", id.value),
                    id.span.clone(),
                )
                .label("no `lines`")
                .help("write `lines: [(say: \"…\")]`"),
            );
        }
        if beat.day.is_some() && beat.scene.is_none() {
            self.error(
                Diagnostic::error(
                    "empty-beat",
                    format!("the day of `{}` has no `scene`", id.value),
                    id.span.clone(),
                )
                .label("what is the situation?")
                .help("write `scene: \"…\"`"),
            );
        }
        if count > 0 && beat.moves.value.iter().all(|mv| mv.when.is_some()) {
            let message = format!(
                "every move of `{}` has a condition: there might be none to choose",
                id.value
            );
            self.error(
                Diagnostic::error("all-conditional", message, beat.moves.span.clone())
                    .label("one move must always be there")
                    .help("leave out `when` on one of them"),
            );
        }
        let mut seen: Vec<&PlacedText> = Vec::new();
        for mv in &beat.moves.value {
            if let Some(first) = seen.iter().find(|first| first.value == mv.id.value) {
                self.error(
                    Diagnostic::error(
                        "duplicate-move",
                        format!("the move `{}` stands twice in this beat", mv.id.value),
                        mv.id.span.clone(),
                    )
                    .label("again here")
                    .related(first.span.clone(), "first here"),
                );
            }
            seen.push(&mv.id);
        }
        Beat {
            id: id.value.clone(),
            day,
            scene: beat.scene.as_ref().map(|scene| self.text(scene)),
            lines: self.lines(&beat.lines),
            waiting: beat.waiting.iter().map(|text| self.text(text)).collect(),
            moves: beat.moves.value.iter().map(|mv| self.a_move(draft, beat, mv)).collect(),
        }
    }

    fn day(&mut self, day: &Placed<i64>) -> Option<Day> {
        let calendar = Coefficients::shipped().calendar;
        let slot = calendar
            .iter()
            .position(|&known| i64::from(known) == day.value)
            .filter(|&slot| slot > 0);
        if let (Some(slot), Ok(number)) = (slot.and_then(|slot| u8::try_from(slot).ok()), u8::try_from(day.value)) {
            return Some(Day { day: number, slot });
        }
        let days: Vec<String> = calendar[1..].iter().map(ToString::to_string).collect();
        self.error(
            Diagnostic::error(
                "bad-day",
                format!("day {} is not on the calendar", day.value),
                day.span.clone(),
            )
            .label(format!("one of {}", days.join(", "))),
        );
        None
    }

    fn a_move(&mut self, draft: &Draft, beat: &BeatDraft, mv: &MoveDraft) -> Move {
        self.name_of("move", &mv.id);
        if RESERVED_MOVES.contains(&mv.id.value.as_str()) {
            let message = format!("`{}` means letting time pass, no move can have that name", mv.id.value);
            self.error(Diagnostic::error("reserved-id", message, mv.id.span.clone()).label("reserved"));
        }
        Move {
            id: mv.id.value.clone(),
            say: self.text(&mv.say),
            acts: self.acts(beat.day.is_some(), mv),
            when: mv.when.as_ref().map(|when| self.condition(when)).unwrap_or_default(),
            sets: self.flags_set(&mv.sets),
            replies: self.lines(&mv.replies),
            branches: mv
                .branches
                .iter()
                .map(|branch| Branch {
                    when: self.condition(&branch.when),
                    to: self.target(draft, beat, &branch.next),
                })
                .collect(),
            next: self.target(draft, beat, &mv.next),
            why: self.text(&mv.why),
        }
    }

    fn acts(&mut self, after: bool, mv: &MoveDraft) -> customer::Move {
        for act in &mv.acts.value {
            let kind = act.value.kind();
            let message = match (kind.phase(), after) {
                (Phase::Control, _) => format!("`{}` is performed by the drill itself", kind.name()),
                (Phase::Aftercare, false) => format!("`{}` belongs to the days after the talk", kind.name()),
                (Phase::Talk | Phase::Idle, true) if kind != ActKind::Fix => {
                    format!("`{}` has no effect in the days after", kind.name())
                }
                _ => continue,
            };
            let help = match kind.phase() {
                Phase::Aftercare => Some("give the beat a `day`, or choose an act of the talk".to_owned()),
                Phase::Talk | Phase::Idle => Some(
                    "in aftercare: Fix, ImproveProcess, ShareLesson, FollowUp, PersonalNote, StayInTouch, or none"
                        .to_owned(),
                ),
                Phase::Control => None,
            };
            self.error(
                Diagnostic::error("act-out-of-place", message, act.span.clone())
                    .label("not here")
                    .help_if(help),
            );
        }
        self.sorted_acts(&mv.acts, "in this move")
    }

    /// The flags of a move or an inject, one bit each.
    pub(super) fn flags_set(&self, flags: &[PlacedText]) -> u64 {
        flags.iter().fold(0, |set, flag| {
            let bit = self.flags.get_index_of(&flag.value).filter(|&at| at < 64);
            set | bit.map_or(0, |bit| 1 << bit)
        })
    }

    /// Acts as the model performs them; what cannot stand together is reported as being `label`.
    pub(super) fn sorted_acts(&mut self, written: &Placed<Vec<Placed<Act>>>, label: &'static str) -> customer::Move {
        let place = |kind: ActKind| {
            let last = written.value.iter().rev().find(|act| act.value.kind() == kind);
            last.map_or(written.span.clone(), |act| act.span.clone())
        };
        let acts: Vec<_> = written.value.iter().map(|act| act.value).collect();
        customer::Move::new(acts, Coefficients::shipped()).unwrap_or_else(|faults| {
            for fault in faults {
                let kind = match fault {
                    customer::MoveFault::OutOfRange { act, .. }
                    | customer::MoveFault::Twice(act)
                    | customer::MoveFault::NotAlone(act) => act,
                };
                self.error(Diagnostic::error("bad-acts", fault.to_string(), place(kind)).label(label));
            }
            customer::Move::default()
        })
    }

    fn target(&mut self, draft: &Draft, from: &BeatDraft, target: &PlacedText) -> Target {
        if target.value == "end" {
            return Target::End;
        }
        let Some(at) = self.beats.get_index_of(&target.value) else {
            self.unknown_beat(target);
            return Target::End;
        };
        let to = draft
            .beats
            .value
            .iter()
            .find(|(id, _)| id.value == target.value)
            .map(|(_, beat)| beat);
        if let (Some(from_day), Some(to)) = (&from.day, to) {
            match &to.day {
                None => self.error(
                    Diagnostic::error(
                        "back-in-time",
                        "a day after cannot lead back into the talk",
                        target.span.clone(),
                    )
                    .label("this beat has no `day`"),
                ),
                Some(to_day) if to_day.value <= from_day.value => self.error(
                    Diagnostic::error(
                        "back-in-time",
                        format!("day {} cannot follow day {}", to_day.value, from_day.value),
                        target.span.clone(),
                    )
                    .label("not later on the calendar")
                    .help("every step of aftercare stands on a later day: 1, 2, 3, 7, 14, 30, 90"),
                ),
                Some(_) => {}
            }
        }
        u16::try_from(at).map_or(Target::End, |at| Target::Beat(BeatId(at)))
    }
}
