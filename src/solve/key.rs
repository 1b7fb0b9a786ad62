//! What a state is remembered under, and which states are one for every purpose of value.
//!
//! Two states get the same key only where every play from them is worth the same, up to a difference that is known beforehand
//! and taken out ([`Keyed::paid`]). Each merge states why it is exact:
//!
//! * **flags, acts and the manager's yes** that nothing asks about any more lead nowhere else ([`super::live`]);
//! * **the clock** counts labour, which is a sum, and the end of the encounter; it is dropped where no path from the beat can
//!   reach that end;
//! * **after the fix** the felt delay stands still and only its part beyond the zone of tolerance is felt;
//! * **an apology's timing** counts only while it is the only one; **a second listening** counts only where paraphrasing has not
//!   already filled that place, and nobody can interrupt any more; **paraphrasing** instead of a second listening only where a fix
//!   could still miss;
//! * **thanks** add nothing to an apology with felt empathy that is worth as much; **haggling and the question what would help**
//!   touch only compensation; **being sent around** counts by its step in the table once nobody sends any more;
//! * **in the days after** net value asks for satisfaction, anger and what was done; justices, failed recoveries and what was
//!   spent are dropped (spending is a sum), unless a condition there asks for them or a late fix builds on them.

use super::live;
use super::skeleton::{Node, Skeleton};
use crate::customer::{self, ActKind, Aftercare, CompensationKind, Encounter, Progress};
use crate::drill::{Place, Rules, State};
use crate::scenario::{Beat, BeatId, Condition, Scenario};

/// Where a state stands: its layer and the word of its mind there, and what it has already paid: its value is that of the key less
/// this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyed {
    pub layer: u32,
    pub word: u64,
    /// Cents of labour and remedies that the key leaves out.
    pub paid: i64,
}

/// Makes the keys of one scenario's states.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact about the scenario that one merge asks for"
)]
pub struct Keys {
    /// Conditions of the days after ask for justices, for money.
    after_justice: bool,
    after_money: bool,
    labour_tick: i64,
    clock_max: u32,
    /// Acts of the talk that can still come from each beat on, the beat's own among them.
    acts_left: Vec<u64>,
    /// A move of the days after holds a fix.
    late_fix: bool,
    /// Half-ticks of felt delay that cost nothing.
    tolerance: u8,
    /// Compensation above this level costs loyalty.
    over_level: u8,
    /// An apology with felt empathy is worth thanks.
    thanks_are_covered: bool,
    /// The least number of units of being sent around that is felt the same.
    runaround: [u8; 8],
    obvious: bool,
}

/// Acts that send the customer around.
const RUNAROUND: u64 = ActKind::DemandProof.bit()
    | ActKind::HideBehindPolicy.bit()
    | ActKind::CheckWithManager.bit()
    | ActKind::Transfer.bit();

impl Keys {
    /// Keys for these rules.
    pub fn new(rules: &Rules<'_>) -> Self {
        Self::watching(rules, &[])
    }

    /// Keys that also tell apart what these conditions ask about, each with whether it stands in the days after: for a walk that
    /// wants to know what is said.
    pub fn watching(rules: &Rules<'_>, also: &[(&Condition, bool)]) -> Self {
        let scenario = rules.scenario;
        let c = rules.mind().coefficients;
        let (after_justice, after_money) = asked_after(scenario, also);
        let mut runaround = [0; 8];
        for units in 0..8_u8 {
            let same = |less: &u8| c.pj_runaround[usize::from(*less)] == c.pj_runaround[usize::from(units)];
            runaround[usize::from(units)] = (0..units).find(same).unwrap_or(units);
        }
        Self {
            after_justice,
            after_money,
            labour_tick: rules.setup.policy.labour_tick,
            clock_max: u32::try_from(c.clock_max).unwrap_or(0),
            acts_left: acts_left(scenario),
            late_fix: scenario
                .moves()
                .any(|(beat, mv)| beat.day.is_some() && mv.acts.has(ActKind::Fix)),
            tolerance: u8::try_from(2 * c.tolerance_ticks[rules.mind().profile.tie as usize]).unwrap_or(u8::MAX),
            over_level: u8::try_from(c.over_level).unwrap_or(0),
            thanks_are_covered: c.ij_apology + c.ij_apology_felt + c.ij_apology_timely.min(0) >= c.ij_thanks,
            runaround,
            obvious: rules.mind().profile.obvious,
        }
    }

    /// The key of a state that is not over and whose node is known.
    pub fn key(&self, skeleton: &Skeleton, rules: &Rules<'_>, s: &State) -> Option<Keyed> {
        let Place::Beat(beat) = s.place else { return None };
        let node = skeleton.get(skeleton.node(s)?);
        Some(match s.mind {
            customer::State::Open(encounter) => self.talk(encounter, node, self.acts_left[beat.index()]),
            customer::State::After(aftercare) => {
                let (mind, paid) = self.after(rules, s, aftercare);
                Keyed {
                    layer: node.first_layer,
                    word: mind.pack(),
                    paid,
                }
            }
            over => Keyed {
                layer: node.first_layer,
                word: over.pack(),
                paid: 0,
            },
        })
    }

    /// Acts of the talk that can still come from a beat on.
    pub fn acts_left(&self, beat: BeatId) -> u64 {
        self.acts_left[beat.index()]
    }

    /// The key of a state of the talk at a node.
    pub fn talk(&self, mut e: Encounter, node: &Node, acts: u64) -> Keyed {
        let mut layer = node.first_layer;
        let clock = e.clock();
        if node.cyclic {
            layer += u32::from(clock);
        }
        let mut paid = 0;
        if node
            .ticks_left
            .is_some_and(|left| u32::from(clock) + left < self.clock_max)
        {
            paid = i64::from(clock) * self.labour_tick;
            e.set_clock(0);
        }
        let fixed = e.fix() == Progress::Fixed;
        if fixed && e.delay() <= self.tolerance {
            e.set_delay(0);
        }
        let apologies = e.apologies();
        if apologies >= 2 {
            e.set_late(false);
        }
        if acts & ActKind::Interrupt.bit() == 0 && e.paraphrase() && e.listen() > 0 {
            if self.obvious || fixed || acts & ActKind::Fix.bit() == 0 {
                e.set_listen(2);
                e.set_paraphrase(false);
            } else {
                e.set_listen(1);
            }
        }
        if self.thanks_are_covered && apologies > 0 && e.felt() {
            e.set_thanks(false);
        }
        if acts & ActKind::Compensate.bit() == 0 && e.level() == 0 {
            e.set_haggle(0);
        }
        if acts & RUNAROUND == 0 {
            e.set_runaround(self.runaround[usize::from(e.runaround())]);
        }
        Keyed {
            layer,
            word: customer::State::Open(e).pack(),
            paid,
        }
    }

    fn after(&self, rules: &Rules<'_>, s: &State, mut a: Aftercare) -> (customer::State, i64) {
        let mut paid = i64::from(a.clock()) * self.labour_tick;
        a.set_clock(0);
        a.set_deviations(0);
        if !self.after_justice {
            a.set_ij(0);
            a.set_pj(0);
            if a.fix() == Progress::Fixed || !self.late_fix {
                a.set_dj(0);
            }
        }
        if !self.after_money {
            paid += rules.spent(s);
            a.set_misses(0);
            a.set_gift(false);
            if a.level() <= self.over_level {
                a.set_level(0);
            }
            a.set_kind(CompensationKind::Money);
            // What the key itself has spent is in its value.
            paid -= rules.spent(&State {
                mind: customer::State::After(a),
                ..*s
            });
        }
        (customer::State::After(a), paid)
    }
}

/// The state that stands for all of a key.
pub fn state(skeleton: &Skeleton, layer: u32, word: u64) -> State {
    let node = skeleton.of_layer(layer);
    let mind = customer::State::unpack(word).expect("a key's word is a mind");
    node.memory.recalled(State {
        mind,
        place: Place::Beat(node.beat),
        done: 0,
        flags: 0,
        granted: false,
    })
}

/// Whether conditions of the days after ask for justices, and for money. A branch is tried after its move, when the talk may
/// just have been closed: it asks of both.
fn asked_after(scenario: &Scenario, also: &[(&Condition, bool)]) -> (bool, bool) {
    let days = scenario.moves().filter(|(beat, _)| beat.day.is_some());
    let own = days.flat_map(|(_, mv)| std::iter::once(&mv.when).chain(mv.branches.iter().map(|branch| &branch.when)));
    let more = also.iter().filter(|(_, after)| *after).map(|(when, _)| *when);
    let always = Condition::default();
    let (mut justice, mut money) = (false, false);
    for when in own.chain(more) {
        justice |= when.loss != always.loss || when.dread != always.dread;
        money |= when.money.is_some();
    }
    (justice, money)
}

/// The acts that can still be performed in the talk from each beat on.
fn acts_left(scenario: &Scenario) -> Vec<u64> {
    let own = |beat: &Beat| match beat.day {
        None => beat.moves.iter().fold(0, |set, mv| set | mv.acts.set()),
        Some(_) => 0,
    };
    let mut acts: Vec<u64> = scenario.beats.iter().map(own).collect();
    loop {
        let mut grown = false;
        for at in 0..acts.len() {
            let all = live::next(&scenario.beats[at]).fold(acts[at], |set, next| set | acts[next]);
            grown |= all != acts[at];
            acts[at] = all;
        }
        if !grown {
            return acts;
        }
    }
}
