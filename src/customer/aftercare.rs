//! The transition in the days after the talk (MODEL.md section 6).

use super::Mind;
use super::act::{Act, Move};
use super::event::{Event, Events};
use super::state::{Aftercare, Encounter, Progress, State};

/// `value + by` inside 0..=max, for fields that fit a byte.
fn moved(value: u8, by: i32, max: i32) -> u8 {
    u8::try_from((i32::from(value) + by).clamp(0, max)).expect("the field's maximum fits a byte")
}

impl Mind<'_> {
    /// Ends the encounter: keeps the feelings and what aftercare and the ledger need.
    pub(super) fn close(&self, s: &Encounter) -> Aftercare {
        let felt = self.encounter_feelings(s);
        Aftercare {
            clock: s.clock,
            dj: felt.dj,
            ij: felt.ij,
            pj: felt.pj,
            sat: felt.sat,
            anger: felt.anger,
            fix: if self.settled(s) && s.fix != Progress::Promised {
                Progress::Fixed
            } else {
                s.fix
            },
            level: s.level,
            kind: s.kind,
            gift: s.gift,
            educated: s.educated,
            deviations: s.deviations,
            misses: s.misses,
            slot: 0,
            follow: 0,
            note: false,
            improved: false,
            shared: false,
            stay: 0,
        }
    }

    /// Plays one aftercare move: the calendar goes on, then the acts take effect.
    pub(super) fn aftercare_move(&self, s: Aftercare, mv: &Move, events: &mut Events) -> State {
        if mv.acts() == [Act::End] {
            return State::Done(self.end(s, events));
        }
        let steps = mv.acts().iter().find_map(|act| match act {
            Act::Wait(steps) => Some(*steps),
            _ => None,
        });
        if s.slot >= self.last_slot() {
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
    pub(super) fn end(&self, mut s: Aftercare, events: &mut Events) -> Aftercare {
        if s.fix == Progress::Promised {
            self.break_after(&mut s, events);
        }
        events.push(Event::End);
        s
    }

    /// Goes this many steps on the calendar, at most to its last. Before each step from the slot on which promises
    /// fall due, an open one breaks.
    pub(super) fn advance(&self, mut s: Aftercare, steps: u8, events: &mut Events) -> Aftercare {
        for _ in 0..steps.min(self.last_slot() - s.slot) {
            if s.fix == Progress::Promised && i32::from(s.slot) >= self.coefficients.after_promise_slot {
                self.break_after(&mut s, events);
            }
            s.slot += 1;
        }
        s
    }

    /// The last slot of the calendar.
    fn last_slot(&self) -> u8 {
        u8::try_from(self.coefficients.calendar.len() - 1).expect("the calendar has eight days")
    }

    fn break_after(&self, s: &mut Aftercare, events: &mut Events) {
        let [dj, sat, anger] = self.coefficients.after_break;
        s.fix = Progress::Nothing;
        s.deviations = moved(s.deviations, 1, 3);
        s.dj = moved(s.dj, dj, 100);
        s.sat = moved(s.sat, sat, 100);
        s.anger = moved(s.anger, anger, 9);
        events.push(Event::BreakPromise);
    }

    pub(super) fn apply_after(&self, s: &mut Aftercare, act: Act, events: &mut Events) {
        let c = self.coefficients;
        match act {
            Act::Fix if !self.profile.irreparable && s.fix != Progress::Fixed => {
                let kept = s.fix == Progress::Promised; // a promise that fell due earlier is already broken
                let gain = (100 - i32::from(s.dj)) * c.after_fix[usize::from(!kept)] / 100;
                let goodwill = c.after_goodwill.min(i32::from(s.sat));
                s.sat = moved(
                    s.sat,
                    self.weights()[0] * gain * goodwill / (100 * c.after_goodwill),
                    100,
                );
                s.dj = moved(s.dj, gain, 100);
                s.fix = Progress::Fixed;
                events.push(if kept { Event::KeepPromise } else { Event::LateFix });
            }
            Act::ImproveProcess => s.improved = true,
            Act::ShareLesson => s.shared = true,
            Act::FollowUp => {
                if s.follow == 0 {
                    s.follow = if i32::from(s.slot) <= c.followup_slot { 2 } else { 1 };
                }
            }
            Act::PersonalNote => s.note = true,
            Act::StayInTouch => {
                if i32::from(s.slot) >= c.stay_slot {
                    s.stay = moved(s.stay, 1, 2);
                }
            }
            Act::Wait(_) => {}
            other => events.push(Event::RefusedAct(other.kind())),
        }
    }
}
