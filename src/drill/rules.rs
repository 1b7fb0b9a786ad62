//! The rules of a drill: what is on offer, what is barred and why, what a choice leads to.

use serde::{Deserialize, Serialize};

use super::setup::Setup;
use super::state::{Place, State};
use crate::customer::chance::Chance;
use crate::customer::{self, Act, ActKind, Coefficients, Economics, Events, Feelings, Mind, Outcome, Progress};
use crate::scenario::{BeatId, Facts, Move, Scenario, Target};
use crate::vocabulary::Vocabulary;

/// What the trainee does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Choice {
    /// The move at this place in the beat's list, as written.
    Move(u8),
    /// Says nothing for a tick of 15 s. Only in the talk.
    Wait,
}

/// Why a choice is refused. A refused choice changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The drill is over.
    Over,
    /// The beat has no move at this place.
    NoSuchMove,
    /// The move's condition fails: it is not on offer.
    NotOnOffer,
    /// It costs more than what is left of the fund, and no manager has agreed. Cents.
    OverFund { cost: i64, left: i64 },
    /// The policy wants a manager's yes for this act.
    NeedsApproval(ActKind),
    /// In the days after, time passes by itself.
    NoWaiting,
}

impl Refusal {
    /// The reason in words, with money as the policy writes it.
    #[must_use]
    pub fn words(self, setup: &Setup) -> String {
        match self {
            Self::Over => "the drill is over".to_owned(),
            Self::NoSuchMove => "there is no such move".to_owned(),
            Self::NotOnOffer => "not on offer now".to_owned(),
            Self::OverFund { cost, left } => format!(
                "{}: over your fund ({} left), needs a manager",
                setup.policy.money(cost),
                setup.policy.money(left)
            ),
            Self::NeedsApproval(act) => format!("{} needs a manager's approval", approval_noun(act)),
            Self::NoWaiting => "in the days after, time passes by itself".to_owned(),
        }
    }
}

/// What an act is called where approval is spoken of.
fn approval_noun(act: ActKind) -> &'static str {
    match act {
        ActKind::Compensate => "compensation",
        ActKind::Fix => "a fix",
        ActKind::Promise => "a promise",
        ActKind::Gesture => "a gesture",
        other => other.name(),
    }
}

/// A move on offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Place in the beat's list, as written.
    pub index: u8,
    /// What it adds to the spending, cents; negative where a better offer is cheaper than the one it replaces.
    pub cost: i64,
    /// Time that it takes, in ticks of 15 s; 0 in the days after.
    pub ticks: u8,
    /// Why it cannot be chosen now.
    pub barred: Option<Refusal>,
}

/// What a choice led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    pub next: State,
    /// What the customer's mind raised, in order.
    pub events: Events,
    /// What the manager said, if asked.
    pub manager: Option<bool>,
}

/// A scenario under a setup: the rules that a player plays by and a solver sums over.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'s> {
    pub scenario: &'s Scenario,
    pub setup: &'s Setup,
    mind: Mind<'s>,
    economics: Economics,
}

impl<'s> Rules<'s> {
    /// The rules under the shipped coefficients.
    #[must_use]
    pub fn new(scenario: &'s Scenario, setup: &'s Setup) -> Self {
        Self::under(scenario, setup, Coefficients::shipped())
    }

    /// The rules under other coefficients, for sensitivity.
    #[must_use]
    pub fn under(scenario: &'s Scenario, setup: &'s Setup, coefficients: &'s Coefficients) -> Self {
        let profile = scenario.profile_with(setup.temper, setup.patience, setup.talk);
        let economics = Economics {
            labour_tick: setup.policy.labour_tick,
            clv_new: setup.policy.new_customer_value.unwrap_or(scenario.economics.clv_new),
            ..scenario.economics
        };
        Self {
            scenario,
            setup,
            mind: Mind { coefficients, profile },
            economics,
        }
    }

    /// The state before the first move.
    #[must_use]
    pub const fn start(&self) -> State {
        State {
            mind: customer::State::start(),
            place: Place::Beat(self.scenario.start),
            done: 0,
            flags: 0,
            granted: false,
        }
    }

    /// The customer's mind under this setup.
    #[must_use]
    pub const fn mind(&self) -> &Mind<'s> {
        &self.mind
    }

    /// What the customer feels.
    #[must_use]
    pub fn feelings(&self, s: &State) -> Feelings {
        self.mind.feelings(&s.mind)
    }

    /// The outcome as it stands: as if the drill ended here, without closing anything.
    #[must_use]
    pub fn outcome(&self, s: &State) -> Outcome {
        self.mind.outcome(&s.mind, &self.economics)
    }

    /// The outcome that is scored: an open talk is closed, an open promise broken.
    #[must_use]
    pub fn final_outcome(&self, s: &State) -> Outcome {
        self.mind.outcome(&self.mind.finish(&s.mind), &self.economics)
    }

    /// What has been spent, cents. It follows from the customer's state, so it needs no place in the drill's.
    #[must_use]
    pub fn spent(&self, s: &State) -> i64 {
        self.mind.remedy(&s.mind, &self.economics)
    }

    /// What is left of the fund, cents; negative where a manager agreed to more.
    #[must_use]
    pub fn money_left(&self, s: &State) -> i64 {
        self.setup.policy.fund - self.spent(s)
    }

    /// What conditions are asked about.
    #[must_use]
    pub fn facts(&self, s: &State) -> Facts {
        let settled = match &s.mind {
            customer::State::Open(encounter) => self.mind.settled(encounter),
            customer::State::After(_) | customer::State::Done(_) => s.mind.progress() == Progress::Fixed,
            customer::State::Left(_) => false,
        };
        Facts {
            feelings: self.feelings(s),
            done: s.done,
            flags: s.flags,
            money_left: self.money_left(s),
            temper: self.setup.temper,
            settled,
            promised: s.mind.progress() == Progress::Promised,
            granted: s.granted,
        }
    }

    /// The moves on offer, in the order in which they are written. Those whose condition fails are not among them; those
    /// that are barred are, with the reason.
    pub fn offers(&self, s: &State) -> impl Iterator<Item = Offer> + use<'_, 's> {
        let s = *s;
        let moves: &[Move] = match s.place {
            Place::Beat(id) => &self.scenario.beat(id).moves,
            Place::End => &[],
        };
        let facts = moves.iter().any(|mv| !mv.when.is_always()).then(|| self.facts(&s));
        moves.iter().zip(0..).filter_map(move |(mv, index)| {
            if facts.as_ref().is_some_and(|facts| !mv.when.holds(facts)) {
                return None;
            }
            let cost = self.cost(&s, mv);
            Some(Offer {
                index,
                cost,
                ticks: self.ticks(&s, mv),
                barred: self.barred(&s, mv, cost),
            })
        })
    }

    /// Whether a choice is accepted.
    ///
    /// # Errors
    /// Why it is not.
    pub fn legal(&self, s: &State, choice: Choice) -> Result<(), Refusal> {
        let Place::Beat(id) = s.place else {
            return Err(Refusal::Over);
        };
        match choice {
            Choice::Wait if s.in_talk() => Ok(()),
            Choice::Wait => Err(Refusal::NoWaiting),
            Choice::Move(index) => {
                let mv = self
                    .scenario
                    .beat(id)
                    .moves
                    .get(usize::from(index))
                    .ok_or(Refusal::NoSuchMove)?;
                if !mv.when.is_always() && !mv.when.holds(&self.facts(s)) {
                    return Err(Refusal::NotOnOffer);
                }
                self.barred(s, mv, self.cost(s, mv)).map_or(Ok(()), Err)
            }
        }
    }

    /// Plays a choice; chance is asked of the caller, in the order of the model's nodes and then the manager's answer.
    ///
    /// # Errors
    /// Why the choice is refused; nothing has happened then.
    pub fn play(&self, s: &State, choice: Choice, chance: &mut impl Chance) -> Result<Transition, Refusal> {
        self.legal(s, choice)?;
        let Place::Beat(id) = s.place else {
            return Err(Refusal::Over);
        };
        Ok(match choice {
            Choice::Wait => self.wait(s, chance),
            Choice::Move(index) => {
                let mv = &self.scenario.beat(id).moves[usize::from(index)];
                if s.in_talk() {
                    self.talk(s, mv, chance)
                } else {
                    self.step(s, mv)
                }
            }
        })
    }

    fn wait(&self, s: &State, chance: &mut impl Chance) -> Transition {
        let (mind, events) = self.mind.wait(&s.mind, chance);
        let place = if mind.is_over() { Place::End } else { s.place };
        Transition {
            next: State { mind, place, ..*s },
            events,
            manager: None,
        }
    }

    fn talk(&self, s: &State, mv: &Move, chance: &mut impl Chance) -> Transition {
        let (mind, mut events) = self.mind.play(&s.mind, &mv.acts, chance);
        let mut next = State {
            mind,
            place: s.place,
            done: s.done | (mv.acts.set() & self.scenario.watched_acts),
            flags: s.flags | (mv.sets & self.scenario.watched_flags),
            granted: s.granted,
        };
        if mind.is_over() {
            next.place = Place::End;
            return Transition {
                next,
                events,
                manager: None,
            };
        }
        let manager = mv
            .acts
            .has(ActKind::CheckWithManager)
            .then(|| match self.setup.policy.refusal_weight {
                0 => true,
                256 => false,
                weight => !chance.bad(i32::from(weight)),
            });
        next.granted |= manager == Some(true);
        self.arrive(&mut next, mv, &mut events);
        Transition { next, events, manager }
    }

    fn step(&self, s: &State, mv: &Move) -> Transition {
        let (mind, mut events) = self.mind.act_after(&s.mind, &mv.acts);
        let mut next = State {
            mind,
            done: s.done | (mv.acts.set() & self.scenario.watched_acts),
            flags: s.flags | (mv.sets & self.scenario.watched_flags),
            ..*s
        };
        self.arrive(&mut next, mv, &mut events);
        Transition {
            next,
            events,
            manager: None,
        }
    }

    /// Goes where a move leads: closes the talk before the first day after, lets the days between pass, ends the drill.
    fn arrive(&self, s: &mut State, mv: &Move, events: &mut Events) {
        let target = if mv.branches.is_empty() {
            mv.next
        } else {
            let facts = self.facts(s);
            mv.branches
                .iter()
                .find(|branch| branch.when.holds(&facts))
                .map_or(mv.next, |branch| branch.to)
        };
        let day = match target {
            Target::Beat(id) => self.scenario.beat(id).day,
            Target::End => None,
        };
        if s.in_talk() && (day.is_some() || target == Target::End) {
            s.mind = self.mind.close_talk(&s.mind, events);
        }
        match (target, day) {
            (Target::End, _) => {
                s.mind = self.mind.end_episode(&s.mind, events);
                s.place = Place::End;
            }
            (Target::Beat(id), Some(day)) => {
                s.mind = self.mind.advance_to(&s.mind, day.slot, events);
                s.place = Place::Beat(id);
            }
            (Target::Beat(id), None) => s.place = Place::Beat(id),
        }
    }

    /// What a move would add to the spending, cents. A fix that may miss costs the same either way.
    fn cost(&self, s: &State, mv: &Move) -> i64 {
        let e = &self.economics;
        let mut cost = 0;
        for act in mv.acts.acts() {
            cost += match (*act, &s.mind) {
                (Act::Fix, mind) if !self.mind.profile.irreparable && mind.progress() != Progress::Fixed => e.fix_cost,
                (Act::Compensate { kind, level }, customer::State::Open(encounter))
                    if self.mind.improves_offer(encounter, kind, level) =>
                {
                    e.compensation_cost(kind, level) - e.compensation_cost(encounter.kind, encounter.level)
                }
                (Act::Gesture, customer::State::Open(encounter)) if !encounter.gift => e.gesture_cost,
                (Act::ImproveProcess, customer::State::After(a)) if !a.improved => e.improve_cost,
                _ => 0,
            };
        }
        cost
    }

    fn ticks(&self, s: &State, mv: &Move) -> u8 {
        if !s.in_talk() {
            return 0;
        }
        let (active, idle) = mv.acts.ticks(self.mind.coefficients);
        u8::try_from(active + idle).unwrap_or(u8::MAX)
    }

    /// Why a move is barred: in the talk, until a manager said yes. In the days after there is time to ask.
    fn barred(&self, s: &State, mv: &Move, cost: i64) -> Option<Refusal> {
        if s.granted || !s.in_talk() {
            return None;
        }
        if self.setup.policy.approval & mv.acts.set() != 0 {
            let act = mv
                .acts
                .acts()
                .iter()
                .find(|act| self.setup.policy.approval & act.kind().bit() != 0)?;
            return Some(Refusal::NeedsApproval(act.kind()));
        }
        let left = self.money_left(s);
        (cost > 0 && cost > left).then_some(Refusal::OverFund { cost, left })
    }

    /// How much of the customer's zone of tolerance is left, in ticks of 15 s, and how much there was; `None` where waiting
    /// does not count: after the fix, and in the days after. An open promise makes the wait feel half as long.
    #[must_use]
    pub fn tolerance(&self, s: &State) -> Option<(u8, u8)> {
        let customer::State::Open(encounter) = &s.mind else {
            return None;
        };
        if encounter.fix == Progress::Fixed {
            return None;
        }
        let c = self.mind.coefficients;
        let whole = c.tolerance_ticks[self.mind.profile.tie as usize];
        let rate = c.delay_rate[usize::from(encounter.fix == Progress::Promised)];
        let left = ((2 * whole - i32::from(encounter.delay)) / rate).clamp(0, whole);
        Some((u8::try_from(left).unwrap_or(0), u8::try_from(whole).unwrap_or(u8::MAX)))
    }

    /// The beat of a state, while the drill goes on.
    #[must_use]
    pub const fn beat(&self, s: &State) -> Option<BeatId> {
        match s.place {
            Place::Beat(id) => Some(id),
            Place::End => None,
        }
    }
}
