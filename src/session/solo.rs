//! One person at a drill.

use std::sync::Arc;

use super::hint::{Hinted, Need, need};
use super::mode::Mode;
use super::pace::{Pace, Pacer};
use crate::customer::Temper;
use crate::drill::{Choice, Drill, Offer, Record, Refusal, ReplayError, Setup, Start, StartFault, Utterance};
use crate::scenario::{Policy, Scenario};

/// How a drill is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    pub seed: u64,
    pub mode: Mode,
    pub pace: Pace,
    /// The customer's temper; `None` draws it.
    pub temper: Option<Temper>,
}

/// The most ticks that one call of [`Solo::pass`] plays: longer than any encounter.
const TICKS_MAX: u32 = 64;

/// What is left of the customer's patience.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ring {
    /// 0 (used up) ..= 1 (untouched).
    pub fraction: f32,
    /// Seconds of the customer's time, at the model's 15 s a tick.
    pub seconds: u32,
}

/// A drill in the hands of one person.
#[derive(Debug, Clone)]
pub struct Solo {
    drill: Drill,
    mode: Mode,
    pacer: Pacer,
    /// How many choices stood already when a recorded drill was taken up again.
    resumed: Option<usize>,
    /// How far the trainee was helped at this decision.
    hinted: Hinted,
    /// How many hints were asked for in all.
    hints: u32,
}

impl Solo {
    /// Starts a drill.
    #[must_use]
    pub fn start(scenario: &Arc<Scenario>, policy: Policy, options: Options) -> Self {
        let setup = Setup::draw(scenario, policy, options.temper, options.seed);
        Self::under(scenario, setup, options)
    }

    /// Starts a drill in the middle of a scenario, to try that part of it: everything else is as in any drill, but a recorder does not keep
    /// it. Traits that `start` says go before [`Options::temper`].
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use bounceback::customer::Mood;
    /// use bounceback::drill::{Drill, Start};
    /// use bounceback::scenario::{read, template};
    /// use bounceback::session::{Mode, Options, Pace, Solo};
    ///
    /// let scenario = Arc::new(read(&template("cake")).scenario.expect("the template is valid"));
    /// let options = Options { seed: 7, mode: Mode::Practice, pace: Pace::Untimed, temper: None };
    /// let start = Start { mood: Mood { anger: Some(2), ..Mood::default() }, ..Start::at("counter") };
    /// let mut solo = Solo::start_at(&scenario, scenario.policy.clone(), &start, options).expect("such a drill can begin");
    /// solo.choose(solo.offers()[0].index).expect("on offer");
    ///
    /// let again = Drill::replay(&scenario, &solo.drill().record()).expect("the record says where it began");
    /// assert_eq!(again.state(), solo.drill().state());
    /// ```
    ///
    /// # Errors
    /// Everything in `start` that does not fit the scenario.
    pub fn start_at(
        scenario: &Arc<Scenario>,
        policy: Policy,
        start: &Start,
        options: Options,
    ) -> Result<Self, Vec<StartFault>> {
        let start = Start {
            temper: start.temper.or(options.temper),
            ..start.clone()
        };
        let setup = start.setup(scenario, policy, options.seed)?;
        Ok(Self::under(scenario, setup, options))
    }

    fn under(scenario: &Arc<Scenario>, setup: Setup, options: Options) -> Self {
        let mut solo = Self {
            drill: Drill::start(scenario, setup, options.seed),
            mode: options.mode,
            pacer: Pacer::new(options.pace),
            resumed: None,
            hinted: Hinted::Not,
            hints: 0,
        };
        solo.grant_reading(&solo.drill.opening());
        solo
    }

    /// Takes a recorded drill up again from a decision on, as practice: the first `kept` choices stand as they were made and
    /// chance falls as it fell. What came after them is open.
    ///
    /// # Errors
    /// Where the record is not one of this scenario.
    pub fn resume(scenario: &Arc<Scenario>, record: &Record, kept: usize, pace: Pace) -> Result<Self, ReplayError> {
        let kept = kept.min(record.choices.len());
        let record = Record {
            choices: record.choices[..kept].to_vec(),
            ..record.clone()
        };
        let mut solo = Self {
            drill: Drill::replay(scenario, &record)?,
            mode: Mode::Practice,
            pacer: Pacer::new(pace),
            resumed: Some(kept),
            hinted: Hinted::Not,
            hints: 0,
        };
        solo.grant_reading(&[]);
        Ok(solo)
    }

    /// Goes on with a drill that was interrupted, as it was taken: all its choices stand, `kept` of them are not this person's to take
    /// back, `hints` were asked for.
    ///
    /// # Errors
    /// Where the record is not one of this scenario.
    pub fn go_on(
        scenario: &Arc<Scenario>,
        record: &Record,
        mode: Mode,
        pace: Pace,
        kept: Option<usize>,
        hints: u32,
    ) -> Result<Self, ReplayError> {
        let whole = Self::resume(scenario, record, record.choices.len(), pace)?;
        Ok(Self {
            mode,
            resumed: kept,
            hints,
            ..whole
        })
    }

    /// The same person at another drill.
    pub(super) fn with_drill(&self, drill: Drill) -> Self {
        let mut solo = Self {
            drill,
            mode: self.mode,
            pacer: Pacer::new(self.pacer.pace()),
            resumed: None,
            hinted: Hinted::Not,
            hints: 0,
        };
        solo.grant_reading(&[]);
        solo
    }

    /// The number of the move, counted from 1, at which a recorded drill was taken up again; `None` where it was started.
    #[must_use]
    pub const fn retried_from(&self) -> Option<usize> {
        match self.resumed {
            Some(kept) => Some(kept + 1),
            None => None,
        }
    }

    /// How many choices are not this person's to take back.
    const fn kept(&self) -> usize {
        match self.resumed {
            Some(kept) => kept,
            None => 0,
        }
    }

    /// The drill.
    #[must_use]
    pub const fn drill(&self) -> &Drill {
        &self.drill
    }

    /// How it is taken.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// How thinking time counts.
    #[must_use]
    pub const fn pace(&self) -> Pace {
        self.pacer.pace()
    }

    /// The moves on offer, in the order shown.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        self.drill.offers()
    }

    /// Plays the move at this place in the written list; what is said because of it.
    ///
    /// # Errors
    /// Why it is refused; nothing has happened then.
    pub fn choose(&mut self, index: u8) -> Result<Vec<Utterance>, Refusal> {
        self.play(Choice::Move(index))
    }

    /// Says nothing for a tick; what the customer says to that.
    ///
    /// # Errors
    /// Where there is nothing to wait for: in the days after, or when the drill is over.
    pub fn wait(&mut self) -> Result<Vec<Utterance>, Refusal> {
        self.play(Choice::Wait)
    }

    /// Brings the inject at this place in the scenario's list, for whoever tries a scenario; what is said because of it.
    ///
    /// # Errors
    /// Why it is refused; nothing has happened then.
    pub fn inject(&mut self, index: u8) -> Result<Vec<Utterance>, Refusal> {
        self.play(Choice::Inject(index))
    }

    fn play(&mut self, choice: Choice) -> Result<Vec<Utterance>, Refusal> {
        self.drill.choose(choice)?;
        let said = self.drill.reaction(self.drill.steps().len() - 1);
        if choice != Choice::Wait {
            self.hinted = Hinted::Not;
            self.grant_reading(&said);
        }
        Ok(said)
    }

    /// Thinking time passes, in milliseconds; what the customer says about it. In the days after it does not count.
    pub fn pass(&mut self, millis: u64) -> Vec<Utterance> {
        if self.drill.is_over() || !self.drill.state().in_talk() {
            return Vec::new();
        }
        let mut said = Vec::new();
        for _ in 0..self.pacer.pass(millis).min(TICKS_MAX) {
            match self.play(Choice::Wait) {
                Ok(words) => said.extend(words),
                Err(_) => break, // the customer has left
            }
        }
        said
    }

    /// Whether a move can be taken back: not where the mode forbids it, and none that stood before the drill was taken up.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.mode.allows_undo() && self.drill.steps().len() > self.kept()
    }

    /// Takes the last move back, where that can be done; whether it was.
    pub fn undo(&mut self) -> bool {
        if !self.can_undo() {
            return false;
        }
        let left = self.drill.undone();
        // Waits alone after the point of return: they go, what stood before stays.
        self.drill = self.drill.first(left.steps().len().max(self.kept()));
        self.hinted = Hinted::Not;
        self.grant_reading(&[]);
        true
    }

    /// Whether there is more to be told about this decision.
    #[must_use]
    pub fn can_hint(&self) -> bool {
        self.mode.gives_hints() && !self.drill.is_over() && self.hinted < Hinted::Move
    }

    /// Helps: at first with what the customer needs, then with the best move, where the mode allows it; whether it did.
    pub fn hint(&mut self) -> bool {
        if !self.can_hint() {
            return false;
        }
        self.hinted = match self.hinted {
            Hinted::Not => Hinted::Need,
            Hinted::Need | Hinted::Move => Hinted::Move,
        };
        self.hints += 1;
        true
    }

    /// How far the trainee was helped at this decision.
    #[must_use]
    pub const fn hinted(&self) -> Hinted {
        self.hinted
    }

    /// How many hints were asked for: taking moves back takes none of them back.
    #[must_use]
    pub const fn hints(&self) -> u32 {
        self.hints
    }

    /// What the customer needs now, where that was asked.
    #[must_use]
    pub fn need(&self) -> Option<Need> {
        (self.hinted > Hinted::Not).then(|| need(&self.drill))
    }

    /// What is left of the customer's patience, the running tick included; `None` where waiting does not count.
    #[must_use]
    pub fn ring(&self) -> Option<Ring> {
        let (left, whole) = self.drill.rules().tolerance(self.drill.state())?;
        let left = (f32::from(left) - self.pacer.fraction()).max(0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=15 minutes")]
        let seconds = (left * 15.0).ceil() as u32;
        Some(Ring {
            fraction: left / f32::from(whole.max(1)),
            seconds,
        })
    }

    /// Whether thinking time counts now.
    #[must_use]
    pub fn is_counting(&self) -> bool {
        self.pacer.is_counting() && self.drill.state().in_talk() && !self.drill.is_over()
    }

    /// Grants time to read what was just said and the moves that are now on offer.
    fn grant_reading(&mut self, said: &[Utterance]) {
        let spoken: usize = said
            .iter()
            .map(|utterance| utterance.text.split_whitespace().count())
            .sum();
        let rules = self.drill.rules();
        let offered: usize = rules.beat(self.drill.state()).map_or(0, |beat| {
            let moves = &self.drill.scenario.beat(beat).moves;
            self.drill
                .offers()
                .iter()
                .map(|offer| moves[usize::from(offer.index)].say.words())
                .sum()
        });
        self.pacer.grant((spoken + offered) as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{read, template};

    fn played() -> (Arc<Scenario>, Solo) {
        let scenario = Arc::new(read(&template("cake")).scenario.expect("the template is valid"));
        let options = Options {
            seed: 7,
            mode: Mode::Drill,
            pace: Pace::Real,
            temper: None,
        };
        let mut solo = Solo::start(&scenario, scenario.policy.clone(), options);
        solo.wait().expect("in the talk");
        while !solo.drill().is_over() {
            let last = solo.offers().into_iter().rfind(|offer| offer.barred.is_none());
            solo.choose(last.expect("a way on").index).expect("on offer");
        }
        (scenario, solo)
    }

    #[test]
    fn a_drill_is_taken_up_at_any_decision_with_the_same_chance() {
        let (scenario, solo) = played();
        let record = solo.drill().record();
        for kept in 0..=record.choices.len() {
            let mut again = Solo::resume(&scenario, &record, kept, Pace::Untimed).expect("the same scenario");
            assert_eq!((again.mode(), again.retried_from()), (Mode::Practice, Some(kept + 1)));
            assert_eq!(again.drill().steps(), &solo.drill().steps()[..kept]);
            for choice in &record.choices[kept..] {
                again.play(*choice).expect("accepted before");
            }
            assert_eq!(again.drill().record(), record);
            assert_eq!(again.drill().state(), solo.drill().state(), "chance falls as it fell");
        }
    }

    #[test]
    fn what_stood_before_a_retry_is_not_taken_back() {
        let (scenario, solo) = played();
        let record = solo.drill().record();
        let mut again = Solo::resume(&scenario, &record, 2, Pace::Untimed).expect("the same scenario");
        assert!(!again.can_undo() && !again.undo());
        again.wait().expect("in the talk");
        assert!(again.undo(), "a wait of one's own");
        assert_eq!(again.drill().steps().len(), 2);
        again.choose(again.offers()[0].index).expect("on offer");
        assert!(again.undo());
        assert_eq!(again.drill().steps(), &solo.drill().steps()[..2]);
    }

    #[test]
    fn hints_are_given_in_practice_only_and_counted() {
        let (scenario, mut drill) = played();
        assert!(!drill.can_hint() && !drill.hint(), "no help in a drill");
        let record = drill.drill().record();
        let mut practice = Solo::resume(&scenario, &record, 0, Pace::Untimed).expect("the same scenario");
        assert_eq!(practice.need(), None, "nobody asked");
        assert!(practice.hint());
        assert_eq!((practice.hinted(), practice.need().is_some()), (Hinted::Need, true));
        assert!(practice.hint());
        assert_eq!(practice.hinted(), Hinted::Move);
        assert!(!practice.hint(), "there is no more to tell");
        practice.choose(practice.offers()[0].index).expect("on offer");
        assert_eq!((practice.hinted(), practice.hints()), (Hinted::Not, 2));
        practice.hint();
        assert!(practice.undo());
        assert_eq!(
            (practice.hinted(), practice.hints()),
            (Hinted::Not, 3),
            "what was told was told"
        );
    }

    #[test]
    fn a_record_of_another_version_is_not_taken_up() {
        let (_, solo) = played();
        let other = template("cake").replace("fund: 30", "fund: 31");
        let other = Arc::new(read(&other).scenario.expect("valid"));
        let refused = Solo::resume(&other, &solo.drill().record(), 1, Pace::Untimed);
        assert!(matches!(refused, Err(ReplayError::OtherVersion { .. })));
    }
}
