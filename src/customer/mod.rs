//! The customer's mind: what a simulated customer feels, decides and tells others while a failure is being recovered.
//!
//! The specification is `docs/MODEL.md`, its oracle `docs/reference.py`, its numbers `assets/coefficients.ron`. The model is
//! consistent with published patterns; it is not a prediction of your customers.
//!
//! A [`Mind`] is a customer ([`Profile`]) under a table of [`Coefficients`]. It takes a [`State`] and a [`Move`] to the next
//! state; chance is asked of whoever plays ([`chance::Chance`]). Integers only, nothing allocates, and the same inputs
//! give the same state on every machine.
//!
//! ```
//! use bounceback::customer::{Act, Coefficients, Economics, Mind, Move, Profile, State, chance::Tape};
//!
//! let c = Coefficients::shipped();
//! let mind = Mind { coefficients: c, profile: Profile { obvious: true, ..Profile::default() } };
//! let listen = Move::new(vec![Act::Listen], c).expect("one act is a move");
//!
//! let (next, events) = mind.play(&State::start(), &listen, &mut Tape::default());
//! assert!(events.is_empty());
//! let before = mind.outcome(&State::start(), &Economics::default());
//! let after = mind.outcome(&next, &Economics::default());
//! assert_eq!((before.anger, after.anger), (5, 4));
//! ```

mod act;
mod aftercare;
mod backing;
mod bounds;
pub mod chance;
pub mod coefficients;
mod economics;
mod encounter;
mod event;
pub mod evidence;
mod feelings;
mod mood;
mod outcome;
mod profile;
mod reading;
mod state;
pub mod walk;

pub use act::{Act, ActKind, Blamed, CompensationKind, LEVEL_MAX, Move, MoveFault, Phase, Stance};
pub use backing::{Backing, Claim, backing};
pub use coefficients::Coefficients;
pub use economics::{AMOUNT_MAX, Economics, EconomicsFault};
pub use event::{Event, Events, Nobody, Witness};
pub use feelings::Feelings;
pub use mood::Mood;
pub use outcome::{Outcome, Tier};
pub use profile::{
    Contact, FailureKind, Fault, PRIOR_MAX, Patience, Profile, ProfileFault, Rivals, SEVERITY_MAX, Talk, Temper, Tie,
};
pub use reading::Reading;
pub use state::{Aftercare, Encounter, Progress, State};

use chance::Chance;

/// One customer under one table of coefficients.
#[derive(Debug, Clone, Copy)]
pub struct Mind<'c> {
    pub coefficients: &'c Coefficients,
    pub profile: Profile,
}

impl Mind<'_> {
    /// Plays one move. A state that is over refuses every move and stays as it is ([`Event::Refused`]).
    #[must_use]
    pub fn play(&self, s: &State, mv: &Move, chance: &mut impl Chance) -> (State, Events) {
        let mut events = Events::new();
        let next = self.play_before(s, mv, chance, &mut events);
        (next, events)
    }

    /// Plays one move before a witness.
    #[must_use]
    pub fn play_before(&self, s: &State, mv: &Move, chance: &mut impl Chance, events: &mut impl Witness) -> State {
        match *s {
            State::Left(_) | State::Done(_) => {
                events.push(Event::Refused);
                *s
            }
            State::After(aftercare) => self.aftercare_move(aftercare, mv, events),
            State::Open(encounter) if mv.acts() == [Act::Close] => {
                events.push(Event::Close);
                State::After(self.close(encounter))
            }
            State::Open(encounter) => self.encounter_move(encounter, mv, chance, events),
        }
    }

    /// Lets one tick of idle waiting pass.
    #[must_use]
    pub fn wait(&self, s: &State, chance: &mut impl Chance, events: &mut impl Witness) -> State {
        match *s {
            State::Open(encounter) => self.idle(encounter, chance, events),
            other => {
                events.push(Event::Refused);
                other
            }
        }
    }

    /// Ends an open talk; any other state stays as it is.
    #[must_use]
    pub fn close_talk(&self, s: &State, events: &mut impl Witness) -> State {
        match s {
            State::Open(encounter) => {
                events.push(Event::Close);
                State::After(self.close(*encounter))
            }
            other => *other,
        }
    }

    /// Lets the calendar go on to this slot (0..=7); a promise that falls due on the way breaks. A state that is not in its
    /// aftercare stays as it is.
    #[must_use]
    pub fn advance_to(&self, s: &State, slot: u8, events: &mut impl Witness) -> State {
        match *s {
            State::After(aftercare) => {
                State::After(self.advance(aftercare, slot.saturating_sub(aftercare.slot()), events))
            }
            other => other,
        }
    }

    /// Performs the acts of an aftercare step on the day that the calendar shows: [`Self::advance_to`] and this are
    /// together what [`Self::play`] does with a `Wait`. A state that is not in its aftercare stays as it is.
    #[must_use]
    pub fn act_after(&self, s: &State, mv: &Move, events: &mut impl Witness) -> State {
        match *s {
            State::After(mut aftercare) => {
                for act in mv.acts() {
                    self.apply_after(&mut aftercare, *act, events);
                }
                State::After(aftercare)
            }
            other => {
                events.push(Event::Refused);
                other
            }
        }
    }

    /// Ends an episode in its aftercare; a promise still open breaks. Any other state stays as it is.
    #[must_use]
    pub fn end_episode(&self, s: &State, events: &mut impl Witness) -> State {
        match *s {
            State::After(aftercare) => State::Done(self.end(aftercare, events)),
            other => other,
        }
    }
}
