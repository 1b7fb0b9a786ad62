//! What the customer feels: anger, the three justices, satisfaction (MODEL.md sections 7.1 to 7.3).

use super::Mind;
use super::profile::{FailureKind, Fault};
use super::state::{Encounter, Progress, State};

/// What a customer feels at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Feelings {
    /// 0..=9.
    pub anger: u8,
    /// Distributive justice as perceived, 0..=100.
    pub dj: u8,
    /// Interactional justice, 0..=100.
    pub ij: u8,
    /// Procedural justice, 0..=100.
    pub pj: u8,
    /// Satisfaction with the recovery, 0..=100.
    pub sat: u8,
}

impl Feelings {
    /// For those who do not ask.
    pub(crate) const UNASKED: Self = Self {
        anger: 0,
        dj: 0,
        ij: 0,
        pj: 0,
        sat: 0,
    };

    /// Not having got what was paid for, 0..=100 (Alexander).
    #[must_use]
    pub const fn loss(self) -> u8 {
        100 - self.dj
    }

    /// The hassle still to come, 0..=100 (Alexander).
    #[must_use]
    pub const fn dread(self) -> u8 {
        100 - self.pj
    }
}

/// A value already clamped to 0..=100, as the byte it is kept in.
fn points(value: i32) -> u8 {
    u8::try_from(value.clamp(0, 100)).expect("0..=100 fits a byte")
}

impl Mind<'_> {
    /// What the customer feels in this state.
    #[must_use]
    pub fn feelings(&self, s: &State) -> Feelings {
        match s {
            State::Open(encounter) => self.encounter_feelings(*encounter),
            State::Left(_) => Feelings {
                anger: 9,
                dj: 0,
                ij: 0,
                pj: 0,
                sat: 0,
            },
            State::After(a) | State::Done(a) => Feelings {
                anger: a.anger(),
                dj: a.dj(),
                ij: a.ij(),
                pj: a.pj(),
                sat: a.sat(),
            },
        }
    }

    /// Weights of distributive, interactional and procedural justice in satisfaction, percent.
    pub(super) const fn weights(&self) -> [i32; 3] {
        let c = self.coefficients;
        match self.profile.failure {
            FailureKind::Money => c.w_money,
            FailureKind::Goods => c.w_goods,
            FailureKind::Service => c.w_service,
            FailureKind::Attention => c.w_attention,
        }
    }

    /// Anger at t = 0, 0..=9.
    #[must_use]
    pub fn start_anger(&self) -> i32 {
        let (c, p) = (self.coefficients, &self.profile);
        let anger = c.anger_start
            + c.anger_severity * i32::from(p.severity)
            + c.anger_temper[p.temper as usize]
            + c.anger_repeated * i32::from(p.repeated)
            + c.anger_controllable * i32::from(p.controllable)
            + c.anger_own_fault * i32::from(p.fault == Fault::Customer);
        anger.clamp(0, 9)
    }

    /// Anger of an encounter, 0..=9: start + heat - relief. It is derived, not a running sum: relief comes from what has
    /// been achieved, harm from what was done.
    #[must_use]
    pub fn anger(&self, s: Encounter) -> i32 {
        let c = self.coefficients;
        let mut quarters = 4 * self.start_anger() + i32::from(s.heat()) - c.relief_heard[heard(s)];
        if s.apologies() > 0 && s.listen() > 0 {
            quarters -= c.relief_apology;
        }
        if s.own() == 3 {
            quarters -= c.relief_own;
        }
        if self.settled(s) {
            quarters -= c.relief_fix;
        }
        if self.worth(s) >= c.comp_counts {
            quarters -= c.relief_comp;
        }
        if s.felt() {
            let [relief, from] = c.relief_felt; // empathy works on high arousal only
            quarters = quarters.min((from - 1).max(quarters - relief));
        }
        (quarters.max(0) / 4).min(9)
    }

    pub(super) fn encounter_feelings(&self, s: Encounter) -> Feelings {
        let (c, p) = (self.coefficients, &self.profile);
        let anger = self.anger(s);
        let hot = (anger - c.colour_from).max(0);
        let ij = self.interactional(s, hot);
        let pj = self.procedural(s, ij, hot);
        let (plain, dj) = self.distributive(s, ij, pj, hot);

        // Satisfaction, in units of 1/2000 point.
        let [w_dj, w_ij, w_pj] = self.weights();
        let mut q = w_ij * ij * (20 - c.ij_severity_loss * i32::from(p.severity)) + 20 * w_pj * pj;
        q += 2000 * (c.sat_anger * hot + c.sat_deviation * i32::from(s.deviations()));
        q += 2000 * (c.sat_stable * i32::from(p.stable) + c.sat_controllable * i32::from(p.controllable));
        let x = q + 20 * w_dj * plain;
        let mut gain = 20 * w_dj * (dj - plain);
        if gain != 0 && matches!(p.failure, FailureKind::Service | FailureKind::Attention) {
            let width = 2000 * c.ramp[1];
            gain = gain * (q - 2000 * c.ramp[0]).clamp(0, width) / width; // in a bad process money hardly counts
            if s.fix() != Progress::Fixed && !p.irreparable {
                gain = gain.min((2000 * c.ceiling - x).max(0)); // without a fix money lifts only so far
            }
        }
        let sat = (x + gain).max(0) / 2000;
        Feelings {
            anger: points(anger),
            dj: points(dj),
            ij: points(ij),
            pj: points(pj),
            sat: points(sat),
        }
    }

    fn interactional(&self, s: Encounter, hot: i32) -> i32 {
        let c = self.coefficients;
        let empathy = i32::from(s.empathy());
        let mut ij = c.ij_base + c.ij_heard[heard(s)] + c.ij_clarify * i32::from(s.clarify());
        if s.felt() {
            ij += c.ij_felt;
        } else if empathy > 0 {
            ij += c.ij_hollow;
        }
        ij += c.ij_overdone * (empathy - 1).max(0);
        let mut quality = if s.apologies() == 0 {
            c.ij_no_apology
        } else {
            let timely = s.apologies() == 1 && !s.late();
            c.ij_apology + c.ij_apology_felt * i32::from(s.felt()) + c.ij_apology_timely * i32::from(timely)
        };
        if s.thanks() {
            quality = quality.max(c.ij_thanks);
        }
        ij += quality + c.ij_apology_repeat[usize::from(s.apologies())];
        ij += c.ij_own[usize::from(s.own())] + c.ij_face[usize::from(s.face())] + c.ij_info[usize::from(s.info())];
        ij += c.ij_deviation * i32::from(s.deviations());
        (ij + c.colour[1] * hot).clamp(0, 100)
    }

    fn procedural(&self, s: Encounter, ij: i32, hot: i32) -> i32 {
        let (c, p) = (self.coefficients, &self.profile);
        let tie = p.tie as usize;
        let mut pj = c.pj_base + c.pj_delay * (i32::from(s.delay()) - 2 * c.tolerance_ticks[tie]).max(0);
        pj += c.pj_runaround[usize::from(s.runaround())];
        pj += c.pj_info[usize::from(s.info())] + c.pj_face[usize::from(s.face())];
        if s.asked() && (s.fix() != Progress::Nothing || s.level() > 0) {
            pj += c.pj_voice[tie];
        }
        if p.no_proof && s.face() < 2 {
            pj += c.pj_no_proof;
        }
        pj += c.halo_pj * ij / 100 - c.halo_pj / 2;
        (pj + c.colour[2] * hot).clamp(0, 100)
    }

    /// Distributive justice without and with the compensation.
    fn distributive(&self, s: Encounter, ij: i32, pj: i32, hot: i32) -> (i32, i32) {
        let (c, p) = (self.coefficients, &self.profile);
        let fix = c.fix_dj[s.fix() as usize];
        let cap = c.comp_cap[usize::from(s.fix() == Progress::Fixed || p.irreparable)];
        let divisor = 3200 * if s.deviations() > 0 { c.comp_after_deviation } else { 1 };
        let comp = match self.worth(s) {
            0 => 0,
            worth => (cap - fix).max(0) * worth * c.haggle_keep[usize::from(s.haggle())] / divisor,
        };
        let gift = if s.gift() && self.settled(s) { c.gesture_dj } else { 0 };
        let tint = c.halo_dj * (ij + pj) / 200 - c.halo_dj / 2 + c.colour[0] * hot;
        (
            (fix + gift + tint).clamp(0, 100),
            (fix + gift + tint + comp).clamp(0, 100),
        )
    }
}

/// How far the customer has been heard, 0..=2.
fn heard(s: Encounter) -> usize {
    usize::from(s.listen() + u8::from(s.paraphrase())).min(2)
}
