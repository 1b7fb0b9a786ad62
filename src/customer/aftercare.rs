//! The transition in the days after the talk (MODEL.md section 6).

use super::Mind;
use super::act::{Act, Move};
use super::event::{Event, Witness};
use super::state::{Aftercare, Encounter, Progress, State};

/// `value + by` inside 0..=max, for fields that fit a byte.
fn moved(value: u8, by: i32, max: i32) -> u8 {
    u8::try_from((i32::from(value) + by).clamp(0, max)).expect("the field's maximum fits a byte")
}

impl Mind<'_> {
    /// Ends the encounter: keeps the feelings and what aftercare and the ledger need.
    pub(super) fn close(&self, s: Encounter) -> Aftercare {
        let felt = self.encounter_feelings(s);
        let mut after = Aftercare::BLANK;
        after.set_clock(s.clock());
        after.set_dj(felt.dj);
        after.set_ij(felt.ij);
        after.set_pj(felt.pj);
        after.set_sat(felt.sat);
        after.set_anger(felt.anger);
        let settled = self.settled(s) && s.fix() != Progress::Promised;
        after.set_fix(if settled { Progress::Fixed } else { s.fix() });
        after.set_level(s.level());
        after.set_kind(s.kind());
        after.set_gift(s.gift());
        after.set_educated(s.educated());
        after.set_deviations(s.deviations());
        after.set_misses(s.misses());
        after
    }

    /// Plays one aftercare move: the calendar goes on, then the acts take effect.
    pub(super) fn aftercare_move(&self, s: Aftercare, mv: &Move, events: &mut impl Witness) -> State {
        if mv.acts() == [Act::End] {
            return State::Done(self.end(s, events));
        }
        let steps = mv.acts().iter().find_map(|act| match act {
            Act::Wait(steps) => Some(*steps),
            _ => None,
        });
        if s.slot() >= self.last_slot() {
            events.push(Event::Refused);
            return State::After(s);
        }
        let mut s = self.advance(s, steps.unwrap_or(1), events);
        for act in mv.acts() {
            self.apply_after(&mut s, *act, events);
        }
        State::After(s)
    }

    /// Ends the episode; a promise still open breaks.
    pub(super) fn end(&self, mut s: Aftercare, events: &mut impl Witness) -> Aftercare {
        if s.fix() == Progress::Promised {
            self.break_after(&mut s, events);
        }
        events.push(Event::End);
        s
    }

    /// Goes this many steps on the calendar, at most to its last. Before each step from the slot on which promises
    /// fall due, an open one breaks.
    pub(super) fn advance(&self, mut s: Aftercare, steps: u8, events: &mut impl Witness) -> Aftercare {
        for _ in 0..steps.min(self.last_slot() - s.slot()) {
            if s.fix() == Progress::Promised && i32::from(s.slot()) >= self.coefficients.after_promise_slot {
                self.break_after(&mut s, events);
            }
            s.set_slot(s.slot() + 1);
        }
        s
    }

    /// The last slot of the calendar.
    fn last_slot(&self) -> u8 {
        u8::try_from(self.coefficients.calendar.len() - 1).expect("the calendar has eight days")
    }

    fn break_after(&self, s: &mut Aftercare, events: &mut impl Witness) {
        let [dj, sat, anger] = self.coefficients.after_break;
        s.set_fix(Progress::Nothing);
        s.set_deviations(moved(s.deviations(), 1, 3));
        s.set_dj(moved(s.dj(), dj, 100));
        s.set_sat(moved(s.sat(), sat, 100));
        s.set_anger(moved(s.anger(), anger, 9));
        events.push(Event::BreakPromise);
    }

    pub(super) fn apply_after(&self, s: &mut Aftercare, act: Act, events: &mut impl Witness) {
        let c = self.coefficients;
        match act {
            Act::Fix if !self.profile.irreparable && s.fix() != Progress::Fixed => {
                let kept = s.fix() == Progress::Promised; // a promise that fell due earlier is already broken
                let gain = (100 - i32::from(s.dj())) * c.after_fix[usize::from(!kept)] / 100;
                let goodwill = c.after_goodwill.min(i32::from(s.sat()));
                s.set_sat(moved(
                    s.sat(),
                    self.weights()[0] * gain * goodwill / (100 * c.after_goodwill),
                    100,
                ));
                s.set_dj(moved(s.dj(), gain, 100));
                s.set_fix(Progress::Fixed);
                events.push(if kept { Event::KeepPromise } else { Event::LateFix });
            }
            Act::ImproveProcess => s.set_improved(true),
            Act::ShareLesson => s.set_shared(true),
            Act::FollowUp => {
                if s.follow() == 0 {
                    s.set_follow(if i32::from(s.slot()) <= c.followup_slot { 2 } else { 1 });
                }
            }
            Act::PersonalNote => s.set_note(true),
            Act::StayInTouch => {
                if i32::from(s.slot()) >= c.stay_slot {
                    s.set_stay(moved(s.stay(), 1, 2));
                }
            }
            Act::Wait(_) => {}
            other => events.push(Event::RefusedAct(other.kind())),
        }
    }
}
