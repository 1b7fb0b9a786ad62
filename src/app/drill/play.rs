//! A drill as it is told: what is said comes one after the other, typed at the speed of speech, then the moves are offered.
//!
//! Pure: time is an argument. The rules are [`Solo`]'s; this only decides what is on the stage at each moment.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::gesture;
use super::speech::Bubble;
use crate::drill::{Drill, Refusal, Shown, Speaker, State, Utterance};
use crate::figure::Gesture;
use crate::record::{DrillId, Kept};
use crate::scenario::{Policy, Scenario};
use crate::session::{Options, Pace, Solo, Sure};
use crate::sound::{Effect, Tempo};

pub use heard::Noise;

/// How long a gesture shows.
const GESTURE_SECONDS: f32 = 2.2;
/// How long a customer takes to go.
const LEAVING_SECONDS: f32 = 1.3;
/// How long the moves take to slide in.
pub const SLIDE_SECONDS: f32 = 0.28;

/// What comes next on the stage.
#[derive(Debug, Clone, PartialEq)]
enum Cue {
    Say(Utterance),
    /// A new beat begins.
    Arrive,
}

/// Where the telling is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Something is being said.
    Telling,
    /// The trainee's turn.
    Deciding,
    /// Nothing more comes.
    Ended,
}

/// What the records hold of a drill before it goes on here.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// Nothing, or the drill whose decision is tried again.
    New,
    /// So many choices of this drill stand.
    Part(DrillId, u16),
    /// All of it: it was interrupted.
    Open(Box<Kept>),
}

/// A drill with what is on its stage.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub struct Play {
    /// See [`Self::number`].
    number: u64,
    solo: Solo,
    options: Options,
    policy: Policy,
    cues: VecDeque<Cue>,
    phase: Phase,
    pub bubble: Option<Bubble>,
    /// Scenes and notes of the running beat.
    pub captions: Vec<Utterance>,
    /// The trainee's words, while they are echoed.
    pub echo: Option<String>,
    /// Seconds until the next cue.
    hold: f32,
    /// Seconds since the moves were offered.
    pub offered_seconds: f32,
    /// What the customer feels as far as it has been told.
    pub felt: Shown,
    /// The day after the talk that is shown; `None`: the customer is there.
    pub day: Option<u8>,
    gesture: Option<(Gesture, f32)>,
    coming_gesture: Option<Gesture>,
    /// 0 (there) ..= 1 (gone).
    pub leaving: f32,
    pub is_paused: bool,
    pub drawer_open: bool,
    /// What sets the time while a line is said.
    pub tempo: Tempo,
    noises: Vec<Noise>,
    /// Whether the customer cuts in on what the trainee says.
    customer_cuts_in: bool,
    /// Thinking time that is no whole millisecond yet.
    carry_millis: f32,
    /// How sure the trainee felt before it.
    pub sure_before: Option<Sure>,
    /// What the records hold of it already.
    pub origin: Origin,
    /// Whether an author tries what they wrote: nothing of it is recorded.
    pub is_test: bool,
    /// The best move's place in a state, as far as it was asked for and is known; `None` inside where only waiting is left.
    pub best: Option<(State, Result<Option<u8>, String>)>,
}

impl Play {
    /// A drill before its first line.
    #[must_use]
    pub fn start(scenario: &Arc<Scenario>, policy: Policy, options: Options) -> Self {
        let solo = Solo::start(scenario, policy.clone(), options);
        let opening = solo.drill().opening();
        let mut play = Self::with(solo, policy, options);
        play.sound_of_coming();
        play.cues.push_back(Cue::Arrive);
        play.cues.extend(opening.into_iter().map(Cue::Say));
        play.next_cue();
        play
    }

    /// A drill with nothing on its stage yet.
    fn with(solo: Solo, policy: Policy, options: Options) -> Self {
        static NUMBERS: AtomicU64 = AtomicU64::new(0);
        Self {
            number: NUMBERS.fetch_add(1, Ordering::Relaxed),
            felt: felt_now(&solo),
            solo,
            options,
            policy,
            cues: VecDeque::new(),
            phase: Phase::Telling,
            bubble: None,
            captions: Vec::new(),
            echo: None,
            hold: 0.0,
            offered_seconds: 0.0,
            day: None,
            gesture: None,
            coming_gesture: None,
            leaving: 0.0,
            is_paused: false,
            drawer_open: false,
            tempo: Tempo::Silent,
            noises: Vec::new(),
            customer_cuts_in: false,
            carry_millis: 0.0,
            sure_before: None,
            origin: Origin::New,
            is_test: false,
            best: None,
        }
    }

    /// Which telling this is: no two in a run of the program have the same number, but copies of one.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The drill.
    #[must_use]
    pub const fn drill(&self) -> &Drill {
        self.solo.drill()
    }

    /// Who plays and how.
    #[must_use]
    pub const fn solo(&self) -> &Solo {
        &self.solo
    }

    /// Where the telling is.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// Whether moves can be chosen now.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Deciding) && !self.is_paused && !self.drawer_open
    }

    /// Whether the customer's mouth moves.
    #[must_use]
    pub fn is_speaking(&self) -> bool {
        !self.is_paused && self.bubble.as_ref().is_some_and(|bubble| !bubble.is_complete())
    }

    /// What shows on the customer's face beside feelings: how much of its time has passed.
    #[must_use]
    pub fn gesture(&self) -> Option<(Gesture, f32)> {
        self.gesture
            .map(|(gesture, seconds)| (gesture, (seconds / GESTURE_SECONDS).min(1.0)))
    }

    /// What has been said so far.
    #[must_use]
    pub fn told(&self) -> Vec<Utterance> {
        let mut all = self.drill().transcript();
        let untold = self.cues.iter().filter(|cue| matches!(cue, Cue::Say(_))).count();
        all.truncate(all.len().saturating_sub(untold));
        all
    }

    /// Time passes. Without motion lines stand at once.
    pub fn pass(&mut self, seconds: f32, motion: bool) {
        if self.is_paused || self.drawer_open {
            return;
        }
        if let Some((_, shown)) = &mut self.gesture {
            *shown += seconds;
        }
        if let Some(bubble) = &mut self.bubble {
            if motion {
                bubble.pass(seconds, self.tempo);
            } else {
                bubble.complete();
            }
        }
        let typing = self.is_speaking();
        match self.phase {
            Phase::Telling if !typing => {
                self.hold -= seconds;
                if self.hold <= 0.0 {
                    self.next_cue();
                }
            }
            Phase::Deciding => {
                self.offered_seconds = if motion {
                    self.offered_seconds + seconds
                } else {
                    SLIDE_SECONDS
                };
                if !typing {
                    self.think(seconds);
                }
            }
            Phase::Telling | Phase::Ended => {}
        }
        if self.drill().walked_out() && !typing && self.cues.is_empty() {
            self.leaving = (self.leaving + if motion { seconds / LEAVING_SECONDS } else { 1.0 }).min(1.0);
        }
    }

    /// Whether nothing happens until the trainee does something: the moves stand there, without time, and nothing is worked out.
    #[must_use]
    pub fn is_still(&self) -> bool {
        let is_untimed = self.solo.pace() == Pace::Untimed;
        is_untimed
            && self.is_open()
            && !self.is_speaking()
            && self.offered_seconds >= SLIDE_SECONDS
            && !self.wants_best()
    }

    /// Completes the line, or goes on to the next one; whether there was something to hasten.
    pub fn hasten(&mut self) -> bool {
        if self.is_speaking() {
            self.line_ended();
            self.hush();
            true
        } else if self.phase == Phase::Telling {
            self.hush();
            self.next_cue();
            true
        } else {
            false
        }
    }

    /// Plays the move at this place in the written list.
    ///
    /// # Errors
    /// Why it is refused; nothing has happened then.
    pub fn choose(&mut self, index: u8) -> Result<(), Refusal> {
        let interrupts = self.is_interruption(index);
        let money = self.money_left();
        let said = match self.solo.choose(index) {
            Ok(said) => said,
            Err(refusal) => {
                self.sound(Effect::Refused);
                return Err(refusal);
            }
        };
        self.hush();
        self.sound(if interrupts {
            Effect::Interruption
        } else {
            Effect::Chosen
        });
        if self.money_left() < money {
            self.sound(Effect::Coin);
        }
        self.coming_gesture = self.last_gesture();
        self.captions.clear();
        // What the customer was saying breaks off where the trainee cuts in.
        let is_written = self.is_written();
        match &mut self.bubble {
            Some(bubble) if interrupts && !is_written => bubble.cut_off(),
            bubble => *bubble = None,
        }
        self.customer_cuts_in = self.is_cut_in_on(&said);
        self.tell(said);
        Ok(())
    }

    /// Takes the last move back, where the mode allows it.
    pub fn undo(&mut self) {
        if !self.solo.undo() {
            return;
        }
        self.hush();
        self.stand();
    }

    fn money_left(&self) -> i64 {
        self.drill().rules().money_left(self.drill().state())
    }

    fn drop_cut_line(&mut self) {
        if self.bubble.as_ref().is_some_and(Bubble::is_cut) {
            self.bubble = None;
        }
    }

    /// Thinking time, with what the customer says about it.
    fn think(&mut self, seconds: f32) {
        self.carry_millis += seconds * 1000.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the time of a frame"
        )]
        let millis = self.carry_millis.max(0.0) as u64;
        #[expect(clippy::cast_precision_loss, reason = "the time of a frame")]
        {
            self.carry_millis -= millis as f32;
        }
        let said = self.solo.pass(millis);
        if said.is_empty() {
            return;
        }
        self.coming_gesture = self.last_gesture();
        if self.drill().is_over() {
            self.tell(said);
            return;
        }
        self.felt = felt_now(&self.solo);
        for said in said {
            match said.speaker {
                Speaker::Customer => self.speak(&said.text),
                Speaker::Note => self.captions.push(said),
                Speaker::Scene | Speaker::Trainee | Speaker::Step => {}
            }
        }
    }

    /// Puts what was said on the stage, one after the other.
    fn tell(&mut self, said: Vec<Utterance>) {
        let arrival = self.arrival();
        let first = said.len().saturating_sub(arrival);
        for (at, said) in said.into_iter().enumerate() {
            if at == first {
                self.cues.push_back(Cue::Arrive);
            }
            self.cues.push_back(Cue::Say(said));
        }
        self.phase = Phase::Telling;
        self.next_cue();
    }

    /// How much of what the last choice brought was said on coming to another beat.
    fn arrival(&self) -> usize {
        let (rules, state) = (self.drill().rules(), self.drill().state());
        let last = self.drill().steps().last();
        let moved = last.is_some_and(|step| step.before.place != state.place);
        if moved { rules.arrival(state).len() } else { 0 }
    }

    fn offer(&mut self) {
        self.phase = Phase::Deciding;
        self.offered_seconds = 0.0;
    }

    fn last_gesture(&self) -> Option<Gesture> {
        let drill = self.drill();
        drill.steps().last().and_then(|step| gesture::of(drill, step))
    }
}

fn felt_now(solo: &Solo) -> Shown {
    let drill = solo.drill();
    Shown::from(drill.rules().feelings(drill.state()))
}

fn day_now(solo: &Solo) -> Option<u8> {
    let drill = solo.drill();
    if drill.is_over() {
        // The last day stays on the stage: nobody comes back to the counter for the end.
        return drill.steps().last().and_then(|step| day_of(drill, &step.before));
    }
    day_of(drill, drill.state())
}

/// The day after the talk of a state's beat.
fn day_of(drill: &Drill, state: &State) -> Option<u8> {
    let beat = drill.rules().beat(state)?;
    drill.scenario.beat(beat).day.map(|day| day.day)
}

mod again;
mod heard;
mod help;
mod telling;
#[cfg(test)]
mod tests;
