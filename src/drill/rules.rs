//! The rules of a drill: what is on offer, what is barred and why, what a choice leads to.

use super::choice::{Choice, Offer, Refusal, Transition};
use super::setup::Setup;
use super::state::{Place, State};
use crate::customer::chance::Chance;
use crate::customer::{
    self, Act, ActKind, Coefficients, Economics, Events, Feelings, Mind, Nobody, Outcome, Progress, Witness,
};
use crate::scenario::{BeatId, Condition, Facts, Inject, Move, Scenario, Target};

/// The acts that cost money beside the trainee's time.
pub(crate) const COSTLY: u64 =
    ActKind::Fix.bit() | ActKind::Compensate.bit() | ActKind::Gesture.bit() | ActKind::ImproveProcess.bit();

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
    ///
    /// # Panics
    /// Where the setup begins somewhere that the scenario does not know: it is another scenario's. [`super::Drill::replay`] refuses such a
    /// record.
    #[must_use]
    pub fn start(&self) -> State {
        if let Some(begin) = &self.setup.begin {
            return begin
                .state(self.scenario)
                .expect("a setup that begins at a beat is of this scenario");
        }
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

    /// What has been spent, cents. It follows from the customer's state (and from the setup, where the drill begins in its middle), so it
    /// needs no place in the drill's.
    #[must_use]
    pub fn spent(&self, s: &State) -> i64 {
        self.spent_by(&s.mind)
    }

    pub(crate) fn spent_by(&self, mind: &customer::State) -> i64 {
        let before = self.setup.begin.as_ref().map_or(0, |begin| begin.spent());
        self.mind.remedy(mind, &self.economics) + before
    }

    /// What is left of the fund, cents; negative where a manager agreed to more.
    #[must_use]
    pub fn money_left(&self, s: &State) -> i64 {
        self.setup.policy.fund - self.spent(s)
    }

    /// What conditions are asked about.
    #[must_use]
    pub fn facts(&self, s: &State) -> Facts {
        self.facts_with(s, self.feelings(s))
    }

    /// What these conditions are asked about: feelings are worked out only where one of them asks.
    fn facts_for<'c>(&self, s: &State, mut conditions: impl Iterator<Item = &'c Condition>) -> Facts {
        let felt = if conditions.any(Condition::asks_feelings) {
            self.feelings(s)
        } else {
            Feelings::UNASKED
        };
        self.facts_with(s, felt)
    }

    fn facts_with(&self, s: &State, feelings: Feelings) -> Facts {
        let settled = match &s.mind {
            customer::State::Open(encounter) => self.mind.settled(*encounter),
            customer::State::After(_) | customer::State::Done(_) => s.mind.progress() == Progress::Fixed,
            customer::State::Left(_) => false,
        };
        Facts {
            feelings,
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
        let asked = moves.iter().any(|mv| !mv.when.is_always());
        let facts = asked.then(|| self.facts_for(&s, moves.iter().map(|mv| &mv.when)));
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

    /// Whether a move that the scenario has at the state's beat can be chosen: its condition holds and nothing bars it.
    pub(crate) fn is_open(&self, s: &State, mv: &Move) -> bool {
        self.refused(s, mv).is_none()
    }

    fn refused(&self, s: &State, mv: &Move) -> Option<Refusal> {
        let offered = mv.when.is_always() || mv.when.holds(&self.facts_for(s, std::iter::once(&mv.when)));
        if offered {
            self.barred(s, mv, self.cost(s, mv))
        } else {
            Some(Refusal::NotOnOffer)
        }
    }

    /// Net value of a mind as it is, cents: [`Self::outcome`]'s, and nothing else of it.
    pub(crate) fn net(&self, mind: &customer::State) -> i64 {
        self.mind.outcome(mind, &self.economics).net
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
            Choice::Inject(index) => {
                let inject = self.scenario.injects.get(usize::from(index));
                match inject.ok_or(Refusal::NoSuchInject)? {
                    _ if !s.in_talk() => Err(Refusal::NoInjects),
                    inject if self.brings(s, inject) => Ok(()),
                    _ => Err(Refusal::NotOnOffer),
                }
            }
            Choice::Move(index) => {
                let mv = self
                    .scenario
                    .beat(id)
                    .moves
                    .get(usize::from(index))
                    .ok_or(Refusal::NoSuchMove)?;
                self.refused(s, mv).map_or(Ok(()), Err)
            }
        }
    }

    /// Plays a choice; chance is asked of the caller, in the order of the model's nodes and then the manager's answer.
    ///
    /// # Errors
    /// Why the choice is refused; nothing has happened then.
    pub fn play(&self, s: &State, choice: Choice, chance: &mut impl Chance) -> Result<Transition, Refusal> {
        self.legal(s, choice)?;
        let mut events = Events::new();
        let (next, manager) = self.played(s, choice, chance, &mut events);
        Ok(Transition { next, events, manager })
    }

    /// The state that a choice leads to, which must be legal: one that was on offer and not barred, or a wait in the talk.
    pub(crate) fn next(&self, s: &State, choice: Choice, chance: &mut impl Chance) -> State {
        self.played(s, choice, chance, &mut Nobody).0
    }

    /// Where a choice leads, and what the manager said if asked.
    fn played(
        &self,
        s: &State,
        choice: Choice,
        chance: &mut impl Chance,
        events: &mut impl Witness,
    ) -> (State, Option<bool>) {
        match (choice, s.place) {
            (Choice::Move(index), Place::Beat(id)) => {
                let mv = &self.scenario.beat(id).moves[usize::from(index)];
                if s.in_talk() {
                    self.talk(s, mv, chance, events)
                } else {
                    (self.step(s, mv, events), None)
                }
            }
            (Choice::Inject(index), _) => {
                let inject = &self.scenario.injects[usize::from(index)];
                (self.injected(s, inject, chance, events), None)
            }
            (Choice::Wait, _) | (Choice::Move(_), Place::End) => (self.wait(s, chance, events), None),
        }
    }

    /// Whether an inject's condition holds: it can be brought, where it was not brought before.
    pub(crate) fn brings(&self, s: &State, inject: &Inject) -> bool {
        s.in_talk() && (inject.when.is_always() || inject.when.holds(&self.facts_for(s, std::iter::once(&inject.when))))
    }

    /// What somebody else of the firm does takes the time and has the effect that it would have as a move; an inject without acts is heard
    /// and seen, and leaves the customer as they were.
    fn injected(&self, s: &State, inject: &Inject, chance: &mut impl Chance, events: &mut impl Witness) -> State {
        let mind = if inject.acts.acts().is_empty() {
            s.mind
        } else {
            self.mind.play_before(&s.mind, &inject.acts, chance, events)
        };
        State {
            mind,
            place: if mind.is_over() { Place::End } else { s.place },
            done: s.done | (inject.acts.set() & self.scenario.watched_acts),
            flags: s.flags | (inject.sets & self.scenario.watched_flags),
            granted: s.granted,
        }
    }

    fn wait(&self, s: &State, chance: &mut impl Chance, events: &mut impl Witness) -> State {
        let mind = self.mind.wait(&s.mind, chance, events);
        let place = if mind.is_over() { Place::End } else { s.place };
        State { mind, place, ..*s }
    }

    fn talk(&self, s: &State, mv: &Move, chance: &mut impl Chance, events: &mut impl Witness) -> (State, Option<bool>) {
        let mind = self.mind.play_before(&s.mind, &mv.acts, chance, events);
        let mut next = State {
            mind,
            place: s.place,
            done: s.done | (mv.acts.set() & self.scenario.watched_acts),
            flags: s.flags | (mv.sets & self.scenario.watched_flags),
            granted: s.granted,
        };
        if mind.is_over() {
            next.place = Place::End;
            return (next, None);
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
        self.arrive(&mut next, mv, events);
        (next, manager)
    }

    fn step(&self, s: &State, mv: &Move, events: &mut impl Witness) -> State {
        let mut next = State {
            mind: self.mind.act_after(&s.mind, &mv.acts, events),
            done: s.done | (mv.acts.set() & self.scenario.watched_acts),
            flags: s.flags | (mv.sets & self.scenario.watched_flags),
            ..*s
        };
        self.arrive(&mut next, mv, events);
        next
    }

    /// Goes where a move leads: closes the talk before the first day after, lets the days between pass, ends the drill.
    pub(crate) fn arrive(&self, s: &mut State, mv: &Move, events: &mut impl Witness) {
        let target = if mv.branches.is_empty() {
            mv.next
        } else {
            let facts = self.facts_for(s, mv.branches.iter().map(|branch| &branch.when));
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
    pub(crate) fn cost(&self, s: &State, mv: &Move) -> i64 {
        let e = &self.economics;
        let mut cost = 0;
        if mv.acts.set() & COSTLY == 0 {
            return cost;
        }
        for act in mv.acts.acts() {
            cost += match (*act, &s.mind) {
                (Act::Fix, mind) if !self.mind.profile.irreparable && mind.progress() != Progress::Fixed => e.fix_cost,
                (Act::Compensate { kind, level }, customer::State::Open(encounter))
                    if self.mind.improves_offer(*encounter, kind, level) =>
                {
                    e.compensation_cost(kind, level) - e.compensation_cost(encounter.kind(), encounter.level())
                }
                (Act::Gesture, customer::State::Open(encounter)) if !encounter.gift() => e.gesture_cost,
                (Act::ImproveProcess, customer::State::After(a)) if !a.improved() => e.improve_cost,
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
        if cost <= 0 {
            return None;
        }
        let left = self.money_left(s);
        (cost > left).then_some(Refusal::OverFund { cost, left })
    }

    /// How much of the customer's zone of tolerance is left, in ticks of 15 s, and how much there was; `None` where waiting
    /// does not count: after the fix, and in the days after. An open promise makes the wait feel half as long.
    #[must_use]
    pub fn tolerance(&self, s: &State) -> Option<(u8, u8)> {
        let customer::State::Open(encounter) = &s.mind else {
            return None;
        };
        if encounter.fix() == Progress::Fixed {
            return None;
        }
        let c = self.mind.coefficients;
        let whole = c.tolerance_ticks[self.mind.profile.tie as usize];
        let rate = c.delay_rate[usize::from(encounter.fix() == Progress::Promised)];
        let left = ((2 * whole - i32::from(encounter.delay())) / rate).clamp(0, whole);
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
