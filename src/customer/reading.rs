//! Which coefficients a customer's episodes can read at all, so that sensitivity need not try the others.
//!
//! The answer errs on one side: what is called unread changes no feeling, no odds and no net value of any episode made of the moves
//! that were noted (a test changes all of it at once). Tiers and intentions ask for more; they are no part of value.

use super::act::{Act, ActKind, Blamed, LEVEL_MAX, Move, Phase};
use super::coefficients::Coefficients;
use super::profile::{FailureKind, Fault, Profile};

/// How many kinds of acts there are.
const ACTS: usize = ActKind::End as usize + 1;

/// What a customer may meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    profile: Profile,
    /// The most times that each act of the talk can come in one episode.
    most: [u8; ACTS],
    /// Acts of the days after.
    after: u64,
    /// The customer can be made to wait.
    waits: bool,
    /// Compensation by kind and level.
    offers: [[bool; LEVEL_MAX as usize + 1]; 4],
    blamed: [bool; 3],
}

impl Reading {
    /// A customer who meets nothing yet.
    #[must_use]
    pub const fn new(profile: Profile) -> Self {
        Self {
            profile,
            most: [0; ACTS],
            after: 0,
            waits: false,
            offers: [[false; LEVEL_MAX as usize + 1]; 4],
            blamed: [false; 3],
        }
    }

    /// The customer can be left waiting though no act says so.
    pub const fn may_wait(&mut self) {
        self.waits = true;
    }

    /// Notes a move of the talk; `most` says how often each of its acts can come in one episode.
    pub fn talk(&mut self, mv: &Move, most: impl Fn(ActKind) -> u8) {
        for act in mv.acts() {
            let kind = act.kind();
            let times = &mut self.most[kind as usize];
            *times = (*times).max(most(kind)).max(1);
            self.waits |= kind.phase() == Phase::Idle;
            match *act {
                Act::Compensate { kind, level } => self.offers[kind as usize][usize::from(level)] = true,
                Act::Blame(who) => self.blamed[who as usize] = true,
                _ => {}
            }
        }
    }

    /// Notes a move of the days after.
    pub fn after(&mut self, mv: &Move) {
        self.after |= mv.acts().iter().fold(0, |set, act| set | act.kind().bit());
    }

    fn most(&self, kind: ActKind) -> usize {
        usize::from(self.most[kind as usize])
    }

    fn has(&self, kind: ActKind) -> bool {
        self.most(kind) > 0
    }

    fn later(&self, kind: ActKind) -> bool {
        self.after & kind.bit() != 0
    }

    fn fixes(&self) -> bool {
        self.has(ActKind::Fix) && !self.profile.irreparable
    }

    fn offers(&self) -> bool {
        self.has(ActKind::Compensate)
    }

    fn settles(&self) -> bool {
        self.fixes() || (self.profile.irreparable && self.offers())
    }

    fn felt(&self) -> bool {
        self.has(ActKind::Empathise) && self.has(ActKind::Listen)
    }

    fn informed(&self) -> bool {
        [ActKind::Explain, ActKind::StatusUpdate, ActKind::Promise]
            .iter()
            .any(|kind| self.has(*kind))
    }

    fn misses(&self, c: &Coefficients) -> bool {
        self.fixes() && (!self.profile.obvious || c.miss_weight[3] > 0)
    }

    fn deviates(&self, c: &Coefficients) -> bool {
        let said = [ActKind::Reject, ActKind::Disagree, ActKind::Promise];
        said.iter().any(|kind| self.has(*kind)) || self.misses(c)
    }

    fn educates(&self) -> bool {
        self.has(ActKind::Educate) && self.profile.fault == Fault::Customer
    }

    /// Units of being sent around, at the most.
    fn runaround(&self) -> usize {
        self.most(ActKind::DemandProof)
            + self.most(ActKind::Transfer)
            + 2 * (self.most(ActKind::HideBehindPolicy) + self.most(ActKind::CheckWithManager))
    }

    fn heard(&self) -> usize {
        self.most(ActKind::Listen) + usize::from(self.has(ActKind::Paraphrase))
    }

    fn understood(&self) -> usize {
        [ActKind::Listen, ActKind::Clarify, ActKind::Paraphrase]
            .iter()
            .filter(|kind| self.has(**kind))
            .count()
    }

    /// Whether a change of this value (an entry's name and the place in its list) can change what such an episode is worth. `c` is
    /// the table that is changed in one place.
    #[must_use]
    pub fn reads(&self, c: &Coefficients, name: &str, index: usize) -> bool {
        self.reads_talk(c, name, index)
            .or_else(|| self.reads_justice(c, name, index))
            .or_else(|| self.reads_outcome(c, name, index))
            .unwrap_or(true)
    }

    /// Time, chance and anger; `None` where the name is none of these.
    fn reads_talk(&self, c: &Coefficients, name: &str, index: usize) -> Option<bool> {
        use ActKind as A;
        let p = &self.profile;
        Some(match name {
            "tick_seconds" | "wait_max" | "due_max" | "trait_weights" | "calendar" => false,
            "act_half_ticks" => self.most[index] > 0,
            "idle_ticks" => self.most[A::Ignore as usize + index] > 0,
            "tolerance_ticks" => index == p.tie as usize,
            "delay_rate" => index == 0 || self.has(A::Promise),
            "leave_uninformed" => self.waits && index == p.patience as usize,
            "leave_informed" => self.waits && self.informed() && index == p.patience as usize,
            "miss_weight" if !self.fixes() => false,
            "miss_weight" if p.obvious => index == 3,
            "miss_weight" => index <= self.understood(),
            "anger_severity" => p.severity > 0,
            "anger_repeated" => p.repeated,
            "anger_controllable" => p.controllable,
            "anger_own_fault" => p.fault == Fault::Customer,
            "anger_temper" => index == p.temper as usize,
            "heat_interrupt" => self.has(A::Interrupt),
            "heat_reject" => self.has(A::Reject),
            "heat_disagree" => self.has(A::Disagree),
            "heat_blame" => self.blamed[index] || (index == Blamed::Customer as usize && self.has(A::Educate)),
            "heat_demand_proof" => self.has(A::DemandProof),
            "heat_no_proof" => self.has(A::DemandProof) && p.no_proof,
            "heat_policy" => self.has(A::HideBehindPolicy),
            "heat_haggle" => self.has(A::Haggle),
            "heat_ignore" => self.has(A::Ignore),
            "heat_manager" => self.has(A::CheckWithManager),
            "heat_transfer" => self.has(A::Transfer) && self.runaround() >= 2,
            "heat_break" | "after_promise_slot" | "after_break" => self.has(A::Promise),
            "heat_miss" => self.misses(c),
            "heat_apology_spam" => self.most(A::Apologise) >= 3,
            "heat_gesture" => self.has(A::Gesture),
            "heat_idle" => self.waits && (index == 0 || self.informed()),
            "relief_heard" | "ij_heard" => index <= self.heard(),
            "relief_felt" | "ij_felt" => self.felt(),
            "relief_apology" => self.has(A::Apologise) && self.has(A::Listen),
            "relief_own" => self.has(A::Own),
            "relief_fix" => self.settles(),
            "relief_comp" | "comp_counts" => self.offers(),
            _ => return None,
        })
    }

    /// The three justices and satisfaction; `None` where the name is none of these.
    fn reads_justice(&self, c: &Coefficients, name: &str, index: usize) -> Option<bool> {
        use ActKind as A;
        let p = &self.profile;
        let failed = |kind: FailureKind| p.failure == kind;
        let matched = |kind: FailureKind| failed(kind) && self.offers[index].contains(&true);
        let on_curve = |consumed: bool| p.consumed == consumed && self.offers.iter().any(|levels| levels[index]);
        Some(match name {
            "fix_dj" => [true, self.has(A::Promise), self.fixes()][index],
            "comp_cap" => self.offers() && [!p.irreparable, p.irreparable || self.fixes()][index],
            "match_money" => matched(FailureKind::Money),
            "match_goods" => matched(FailureKind::Goods),
            "match_service" => matched(FailureKind::Service),
            "match_attention" => matched(FailureKind::Attention),
            "asked_worth" => self.has(A::AskRemedy) && self.offers(),
            "irreparable_worth" => p.irreparable && self.offers(),
            "curve_accepted" => on_curve(true),
            "curve_rejected" => on_curve(false),
            "haggle_keep" => self.offers() && index <= self.most(A::Haggle),
            "comp_after_deviation" => self.offers() && self.deviates(c),
            "gesture_dj" => self.has(A::Gesture) && self.settles(),
            "ij_clarify" => self.has(A::Clarify),
            "ij_hollow" => self.has(A::Empathise),
            "ij_overdone" => self.most(A::Empathise) >= 2,
            "ij_apology" | "ij_apology_timely" => self.has(A::Apologise),
            "ij_apology_felt" => self.has(A::Apologise) && self.felt(),
            "ij_thanks" => self.has(A::Thank),
            "ij_apology_repeat" => index <= self.most(A::Apologise),
            "ij_own" => {
                let blames = self.has(A::Disagree) || self.has(A::Educate) || self.blamed[Blamed::Customer as usize];
                let others = self.blamed[Blamed::Colleague as usize] || self.blamed[Blamed::ThirdParty as usize];
                [blames, others, true, self.has(A::Own)][index]
            }
            "ij_face" | "pj_face" => [self.has(A::DemandProof), true, self.has(A::Reassure)][index],
            "ij_info" | "pj_info" => {
                let (explained, updated) = (self.has(A::Explain), self.has(A::StatusUpdate));
                [true, explained, updated, explained && updated][index]
            }
            "ij_deviation" | "sat_deviation" => self.deviates(c),
            "pj_runaround" => index <= self.runaround(),
            "pj_voice" => {
                let followed = self.has(A::Fix) || self.has(A::Promise) || self.offers();
                index == p.tie as usize && self.has(A::AskRemedy) && followed
            }
            "pj_no_proof" => p.no_proof,
            "w_money" => failed(FailureKind::Money),
            "w_goods" => failed(FailureKind::Goods),
            "w_service" => failed(FailureKind::Service),
            "w_attention" => failed(FailureKind::Attention),
            "ij_severity_loss" => p.severity > 0,
            "sat_stable" => p.stable,
            "sat_controllable" => p.controllable,
            "ramp" => self.offers() && (failed(FailureKind::Service) || failed(FailureKind::Attention)),
            "ceiling" => {
                self.offers() && !p.irreparable && (failed(FailureKind::Service) || failed(FailureKind::Attention))
            }
            _ => return None,
        })
    }

    /// What is left of it in money; `None` where the name is none of these.
    fn reads_outcome(&self, c: &Coefficients, name: &str, index: usize) -> Option<bool> {
        use ActKind as A;
        let p = &self.profile;
        let shared = self.later(A::ImproveProcess) && self.later(A::ShareLesson);
        let recurs = p.stable || self.later(A::ImproveProcess) || self.educates();
        let late_fix = self.later(A::Fix) && !p.irreparable;
        let above = |level: i32| {
            let level = usize::try_from(level + 1).unwrap_or(0);
            self.offers.iter().any(|levels| levels.iter().skip(level).any(|is| *is))
        };
        Some(match name {
            // Of cumulative satisfaction, intention and tier net value asks nothing but who is content enough for a note.
            "cum_carry" | "cum_weights" | "cum_severity" | "cum_repeated" | "cum_stable" | "cum_deviation"
            | "intent_captive" | "intent_tie" | "champion_anger" => false,
            "tier_sat" => index == 1 && (self.later(A::PersonalNote) || self.later(A::ShareLesson)),
            "loyal_low" => p.severity < 3,
            "loyal_high" => p.severity > 0,
            "loyal_baseline" => [p.severity < 3, p.severity > 0][index],
            "over_level" => self.offers(),
            "over_loyalty" => above(c.over_level),
            "recur_base" => [recurs, p.stable][index],
            "recur_loyalty" => recurs,
            "recur_improved" => self.later(A::ImproveProcess),
            "recur_educated" => self.educates(),
            "wom_talk" => index == p.talk as usize,
            "after_fix" => late_fix && (index == 1 || self.has(A::Promise)),
            "after_goodwill" => late_fix,
            "followup_slot" => self.later(A::FollowUp),
            "followup_cum" => index == 0 || self.later(A::FollowUp),
            "note_cum" => self.later(A::PersonalNote),
            "share_cum" => self.later(A::ShareLesson) && (index == 2 || self.later(A::ImproveProcess)),
            "share_wom" => shared,
            "stay_slot" => self.later(A::StayInTouch),
            "stay_cum" => index == 0 || self.later(A::StayInTouch),
            "loyal_per_cum" => {
                let earns = [A::FollowUp, A::PersonalNote, A::ShareLesson, A::StayInTouch];
                let always = c.followup_cum[0] != 0 || c.stay_cum[0] != 0;
                always || earns.iter().any(|kind| self.later(*kind))
            }
            "after_half_ticks" => {
                let acts = [
                    A::ImproveProcess,
                    A::ShareLesson,
                    A::FollowUp,
                    A::PersonalNote,
                    A::StayInTouch,
                ];
                self.later(acts[index])
            }
            _ => return None,
        })
    }
}
