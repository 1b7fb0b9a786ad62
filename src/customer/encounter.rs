//! The transition while customer and trainee talk (MODEL.md section 5).

use super::Mind;
use super::act::{Act, ActKind, Blamed, CompensationKind, Move, Phase};
use super::chance::Chance;
use super::event::{Event, Witness};
use super::profile::{Contact, FailureKind, Fault};
use super::state::{Encounter, Progress, State};

/// The weight of a certain departure.
const CERTAIN: i32 = 256;

/// `value + by`, at most `max`. All counters of the state are small and all increments come from the table.
fn raised(value: u8, by: i32, max: i32) -> u8 {
    u8::try_from((i32::from(value) + by).clamp(0, max)).expect("the field's maximum fits a byte")
}

impl Mind<'_> {
    /// Plays one move of an open encounter: the acts take effect in canonical order, then the move's time passes,
    /// talking first, waiting after. Nodes of chance: the fix, then each idle tick.
    pub(super) fn encounter_move(
        &self,
        s: Encounter,
        mv: &Move,
        chance: &mut impl Chance,
        events: &mut impl Witness,
    ) -> State {
        self.talk_move(s, mv, mv.ticks(self.coefficients), chance, events)
    }

    /// The same for who knows how long the move takes ([`Move::ticks`]); it is not `Close`.
    pub(crate) fn talk_move(
        &self,
        mut s: Encounter,
        mv: &Move,
        (active, idle): (i32, i32),
        chance: &mut impl Chance,
        events: &mut impl Witness,
    ) -> State {
        let mut idle_seen = false;
        for &act in mv.acts() {
            let kind = act.kind();
            match kind.phase() {
                Phase::Talk => {}
                Phase::Idle if !idle_seen => idle_seen = true,
                Phase::Idle | Phase::Aftercare | Phase::Control => {
                    events.push(Event::RefusedAct(kind));
                    continue;
                }
            }
            self.apply(&mut s, act, chance, events);
        }
        let passed = self.pass(&mut s, active, idle);
        for tick in passed..active + idle {
            let weight = self.tick(&mut s, tick >= active, events);
            if weight == CERTAIN || (weight > 0 && chance.leaves(weight, || State::Left(left(s)))) {
                events.push(Event::Leave);
                return State::Left(left(s));
            }
        }
        State::Open(s)
    }

    /// Lets one idle tick pass.
    pub(super) fn idle(&self, mut s: Encounter, chance: &mut impl Chance, events: &mut impl Witness) -> State {
        let weight = self.tick(&mut s, true, events);
        if weight == CERTAIN || (weight > 0 && chance.leaves(weight, || State::Left(left(s)))) {
            events.push(Event::Leave);
            return State::Left(left(s));
        }
        State::Open(s)
    }

    /// Lets those ticks of a move pass at once in which nothing can happen: all of them after the fix, else those of talking while no
    /// promise runs, where the encounter does not reach its longest length. How many they are.
    fn pass(&self, s: &mut Encounter, active: i32, idle: i32) -> i32 {
        let c = self.coefficients;
        let ticks = match s.fix() {
            Progress::Fixed => active + idle,
            Progress::Nothing => active,
            Progress::Promised => 0,
        };
        let clock = i32::from(s.clock()) + ticks;
        if ticks == 0 || clock >= c.clock_max {
            return 0;
        }
        s.set_clock(u8::try_from(clock).expect("below the longest talk"));
        if s.fix() == Progress::Nothing && i32::from(s.delay()) < c.delay_max {
            s.set_delay(raised(s.delay(), ticks * c.delay_rate[0], c.delay_max));
        }
        ticks
    }

    /// Advances by one tick; the weight (of 256) with which the customer leaves now.
    fn tick(&self, s: &mut Encounter, idle: bool, events: &mut impl Witness) -> i32 {
        let c = self.coefficients;
        s.set_clock(raised(s.clock(), 1, c.clock_max));
        if i32::from(s.clock()) >= c.clock_max {
            events.push(Event::TimeOver);
            return CERTAIN;
        }
        if s.fix() == Progress::Fixed {
            return 0; // waiting after the fix costs nothing
        }
        if s.fix() == Progress::Promised {
            if s.due() == 0 {
                self.break_promise(s, events);
            } else {
                s.set_due(s.due() - 1);
            }
        }
        s.set_delay(raised(
            s.delay(),
            c.delay_rate[usize::from(s.fix() == Progress::Promised)],
            c.delay_max,
        ));
        if !idle {
            return 0;
        }
        let over = self.beyond_tolerance(*s);
        let informed = usize::from(s.info() != 0 || s.fix() == Progress::Promised);
        if over {
            self.heat(s, c.heat_idle[informed]);
        }
        if self.profile.channel == Contact::Counter && !over {
            return 0;
        }
        [c.leave_uninformed, c.leave_informed][informed][self.profile.patience as usize]
    }

    /// Whether the felt delay lies beyond the zone of tolerance.
    fn beyond_tolerance(&self, s: Encounter) -> bool {
        i32::from(s.delay()) > 2 * self.coefficients.tolerance_ticks[self.profile.tie as usize]
    }

    fn heat(&self, s: &mut Encounter, quarters: i32) {
        s.set_heat(raised(s.heat(), quarters, self.coefficients.heat_max));
    }

    /// Counts a failed recovery or a dismissal and adds its heat.
    fn deviate(&self, s: &mut Encounter, quarters: i32) {
        s.set_deviations(raised(s.deviations(), 1, 3));
        self.heat(s, quarters);
    }

    fn break_promise(&self, s: &mut Encounter, events: &mut impl Witness) {
        s.set_fix(Progress::Nothing);
        s.set_due(0);
        self.deviate(s, self.coefficients.heat_break);
        events.push(Event::BreakPromise);
    }

    /// The effect of one act without its time.
    #[expect(clippy::too_many_lines, reason = "one arm an act, as the table in MODEL.md 5.3")]
    pub(super) fn apply(&self, s: &mut Encounter, act: Act, chance: &mut impl Chance, events: &mut impl Witness) {
        let c = self.coefficients;
        match act {
            Act::Interrupt => {
                s.set_listen(s.listen().saturating_sub(1));
                self.heat(s, c.heat_interrupt);
            }
            Act::Reject => self.deviate(s, c.heat_reject),
            Act::Disagree => {
                s.set_own(0);
                self.deviate(s, c.heat_disagree);
            }
            Act::Blame(who) => {
                s.set_own(s.own().min(u8::from(who != Blamed::Customer)));
                self.heat(s, c.heat_blame[who as usize]);
            }
            Act::DemandProof => {
                s.set_face(0);
                s.set_runaround(raised(s.runaround(), 1, 7));
                self.heat(
                    s,
                    c.heat_demand_proof + if self.profile.no_proof { c.heat_no_proof } else { 0 },
                );
            }
            Act::HideBehindPolicy => {
                s.set_runaround(raised(s.runaround(), 2, 7));
                self.heat(s, c.heat_policy);
            }
            Act::Haggle => {
                s.set_haggle(raised(s.haggle(), 1, 2));
                self.heat(s, c.heat_haggle);
            }
            Act::Listen => s.set_listen(raised(s.listen(), 1, 2)),
            Act::Clarify => s.set_clarify(true),
            Act::Paraphrase => s.set_paraphrase(s.paraphrase() || s.listen() > 0 || s.clarify()),
            Act::Reassure => s.set_face(raised(s.face(), 1, 2)),
            Act::Own => s.set_own(if s.own() < 2 { 2 } else { 3 }), // blame must be taken back before owning counts
            Act::Apologise => {
                if s.apologies() == 0 {
                    s.set_late(self.beyond_tolerance(*s));
                }
                if s.apologies() >= 2 {
                    self.heat(s, c.heat_apology_spam);
                }
                s.set_apologies(raised(s.apologies(), 1, 3));
            }
            Act::Thank => s.set_thanks(true),
            Act::Empathise => {
                s.set_empathy(raised(s.empathy(), 1, 3));
                s.set_felt(s.felt() || s.listen() > 0);
            }
            Act::Explain => s.set_info(s.info() | 1),
            Act::StatusUpdate => s.set_info(s.info() | 2),
            Act::AskRemedy => s.set_asked(s.asked() | (s.fix() != Progress::Fixed)), // asking after the fix gives no say in it
            Act::Fix => self.fix(s, chance, events),
            Act::Promise { due } => {
                if s.fix() == Progress::Fixed {
                    return;
                }
                if s.fix() == Progress::Promised && due > s.due() {
                    self.break_promise(s, events); // a postponed date is a broken date
                }
                s.set_fix(Progress::Promised);
                s.set_due(due);
            }
            Act::Compensate { kind, level } => {
                if self.improves_offer(*s, kind, level) {
                    s.set_kind(kind);
                    s.set_level(level);
                }
            }
            Act::Gesture => {
                if !s.gift() {
                    s.set_gift(true);
                    if !self.settled(*s) {
                        self.heat(s, c.heat_gesture);
                    }
                }
            }
            Act::Educate => {
                if s.educated() {
                    return;
                }
                let received = self.profile.fault == Fault::Customer && self.settled(*s);
                if received && s.own() >= 2 && (s.felt() || s.face() == 2) {
                    s.set_educated(true);
                } else {
                    s.set_own(0);
                    self.heat(s, c.heat_blame[Blamed::Customer as usize]);
                    events.push(Event::TakenAsBlame);
                }
            }
            Act::Ignore => self.heat(s, c.heat_ignore),
            Act::CheckWithManager => {
                s.set_runaround(raised(s.runaround(), 2, 7));
                self.heat(s, c.heat_manager);
            }
            Act::Transfer => {
                s.set_runaround(raised(s.runaround(), 1, 7));
                if s.runaround() >= 2 {
                    self.heat(s, c.heat_transfer); // the first is free
                }
            }
            Act::Wait(_)
            | Act::ImproveProcess
            | Act::ShareLesson
            | Act::FollowUp
            | Act::PersonalNote
            | Act::StayInTouch
            | Act::Close
            | Act::End => {}
        }
    }

    fn fix(&self, s: &mut Encounter, chance: &mut impl Chance, events: &mut impl Witness) {
        if self.profile.irreparable || s.fix() == Progress::Fixed {
            events.push(Event::RefusedAct(ActKind::Fix));
            return;
        }
        let miss = self.miss_weight(*s);
        if miss > 0 && chance.bad(miss) {
            s.set_misses(raised(s.misses(), 1, 3));
            self.deviate(s, self.coefficients.heat_miss);
            events.push(Event::WrongFix);
            return;
        }
        if s.fix() == Progress::Promised {
            events.push(Event::KeepPromise);
        }
        s.set_fix(Progress::Fixed);
        s.set_due(0);
    }

    /// The weight (of 256) with which a fix would be the wrong one now.
    #[must_use]
    pub fn miss_weight(&self, s: Encounter) -> i32 {
        let understanding = if self.profile.obvious {
            3
        } else {
            usize::from(s.listen() > 0) + usize::from(s.clarify()) + usize::from(s.paraphrase())
        };
        self.coefficients.miss_weight[understanding]
    }

    /// Worth of an offer, 0..=800: percent of the full effect times eighths of match.
    fn offer_value(&self, kind: CompensationKind, level: u8) -> i32 {
        let c = self.coefficients;
        let curve = if self.profile.consumed {
            &c.curve_accepted
        } else {
            &c.curve_rejected
        };
        let fit = match self.profile.failure {
            FailureKind::Money => &c.match_money,
            FailureKind::Goods => &c.match_goods,
            FailureKind::Service => &c.match_service,
            FailureKind::Attention => &c.match_attention,
        };
        curve[usize::from(level)] * fit[kind as usize]
    }

    /// Whether this offer is worth more to the customer than the one on the table: offers do not add up.
    #[must_use]
    pub fn improves_offer(&self, s: Encounter, kind: CompensationKind, level: u8) -> bool {
        let on_table = if s.level() > 0 {
            self.offer_value(s.kind(), s.level())
        } else {
            0
        };
        self.offer_value(kind, level) > on_table
    }

    /// Worth of the compensation on the table, 0..=800.
    pub(super) fn worth(&self, s: Encounter) -> i32 {
        if s.level() == 0 {
            return 0;
        }
        let c = self.coefficients;
        let mut worth = self.offer_value(s.kind(), s.level());
        if self.profile.irreparable {
            worth = worth * (8 + c.irreparable_worth) / 8;
        }
        if s.asked() {
            worth = worth * (8 + c.asked_worth) / 8;
        }
        worth.min(800)
    }

    /// Fixed, or beyond repair and made good by compensation.
    #[must_use]
    pub fn settled(&self, s: Encounter) -> bool {
        s.fix() == Progress::Fixed || (self.profile.irreparable && self.worth(s) >= self.coefficients.comp_counts)
    }
}

/// What a customer who left keeps: only what costs money.
fn left(s: Encounter) -> Encounter {
    let mut left = Encounter::BLANK;
    left.set_clock(s.clock());
    if s.fix() == Progress::Fixed {
        left.set_fix(Progress::Fixed);
    }
    left.set_level(s.level());
    left.set_kind(s.kind());
    left.set_gift(s.gift());
    left.set_educated(s.educated());
    left.set_misses(s.misses());
    left
}
