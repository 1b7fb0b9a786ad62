//! Everything the model says about a state, as if the episode ended here (MODEL.md section 7.4).

use serde::Serialize;

use super::Mind;
use super::economics::Economics;
use super::state::{Aftercare, Progress, State};

crate::vocabulary! {
    /// How the customer leaves, from worst to best.
    pub enum Tier: "tier" { Defector, Detractor, Passive, Loyal, Champion }
}

/// The outcome of a state. Field names and order are the golden vectors'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// 0..=9.
    pub anger: u8,
    /// Justices, 0..=100.
    pub dj: u8,
    pub ij: u8,
    pub pj: u8,
    /// 100 - dj and 100 - pj.
    pub loss: u8,
    pub dread: u8,
    /// Satisfaction with the recovery, 0..=100.
    pub sat: u8,
    /// Cumulative satisfaction, 0..=100.
    pub cum: i32,
    /// Repurchase intention, 0..=100.
    pub intent: i32,
    /// Loyalty, per mille.
    pub loyal: i32,
    /// Chance that it happens again, per mille.
    pub recur: i32,
    /// Listeners to a good and to a bad story, and their difference, in thousandths.
    pub wom_good: i32,
    pub wom_bad: i32,
    pub wom: i32,
    pub tier: Tier,
    /// Money, cents.
    pub value: i64,
    pub wom_value: i64,
    pub remedy: i64,
    pub labour: i64,
    pub net: i64,
}

/// Piecewise linear through (x0, y0, x1, y1, ..), flat outside, rounding towards the left knot.
fn piecewise(knots: &[i32], x: i32) -> i32 {
    for pair in knots.windows(4).step_by(2) {
        let [x0, y0, x1, y1] = [pair[0], pair[1], pair[2], pair[3]];
        if x <= x1 {
            let rise = (y1 - y0).abs() * (x - x0).max(0) / (x1 - x0);
            return if y1 >= y0 { y0 + rise } else { y0 - rise };
        }
    }
    knots.last().copied().unwrap_or(0)
}

impl Mind<'_> {
    /// The state that is scored: closes an open encounter, then ends the episode (an open promise is broken).
    #[must_use]
    pub fn finish(&self, s: &State) -> State {
        let mut events = super::event::Nobody;
        match *s {
            State::Open(encounter) => State::Done(self.end(self.close(encounter), &mut events)),
            State::After(aftercare) => State::Done(self.end(aftercare, &mut events)),
            over => over,
        }
    }

    /// What the remedy has cost the firm so far, in cents: compensation, fixes (wrong ones too), gesture, improvement.
    #[must_use]
    pub fn remedy(&self, s: &State, e: &Economics) -> i64 {
        let ledger = s.ledger();
        let fixes = i64::from(ledger.fix == Progress::Fixed && !self.profile.irreparable) + i64::from(ledger.misses);
        e.compensation_cost(ledger.kind, ledger.level)
            + e.fix_cost * fixes
            + e.gesture_cost * i64::from(ledger.gift)
            + e.improve_cost * i64::from(ledger.improved)
    }

    /// Everything the model says about this state.
    #[must_use]
    pub fn outcome(&self, s: &State, e: &Economics) -> Outcome {
        let (c, p) = (self.coefficients, &self.profile);
        let felt = self.feelings(s);
        let (anger, sat) = (i32::from(felt.anger), i32::from(felt.sat));
        let ledger = s.ledger();
        let severity = i32::from(p.severity);
        let blend = |low: i32, high: i32| (low * (3 - severity) + high * severity) / 3;

        let (deviations, settled, educated, after) = match s {
            State::Left(encounter) => (3, false, encounter.educated(), None),
            State::Open(encounter) => (
                encounter.deviations(),
                self.settled(*encounter),
                encounter.educated(),
                None,
            ),
            State::After(a) | State::Done(a) => (a.deviations(), a.fix() == Progress::Fixed, a.educated(), Some(a)),
        };
        let deviations = i32::from(deviations);
        let after_points = after.map_or(0, |a| self.after_points(*a, settled));
        let improved = ledger.improved;
        let shared = after.is_some_and(|a| a.shared());

        let [c_dj, c_ij, c_pj] = c.cum_weights;
        let episode = c_dj * i32::from(felt.dj) + c_ij * i32::from(felt.ij) + c_pj * i32::from(felt.pj);
        let mut cum = (100 * i32::from(p.prior) * (100 - c.cum_carry) + episode * c.cum_carry) / 10_000;
        cum += c.cum_severity * severity + c.cum_repeated * i32::from(p.repeated);
        cum += c.cum_stable * i32::from(p.stable) + c.cum_deviation * deviations;
        let cum = (cum + after_points).clamp(0, 100);

        let mut recur = c.recur_base[usize::from(p.stable)];
        if improved {
            recur = recur * c.recur_improved / 100;
        }
        if educated {
            recur = recur * c.recur_educated / 100;
        }

        let floor = blend(c.loyal_low[1], c.loyal_high[1]);
        let over = c.over_loyalty * (i32::from(ledger.level) - c.over_level).max(0);
        let mut loyal = floor.max(blend(piecewise(&c.loyal_low, sat), piecewise(&c.loyal_high, sat)) + over);
        let extra = recur - c.recur_base[0]; // the TARP cells already hold the ordinary recurrence
        let loss = extra.abs() * -c.recur_loyalty / 1000;
        loyal += if extra >= 0 { -loss } else { loss };
        let loyal = (loyal + c.loyal_per_cum * after_points).clamp(0, 1000);

        let kept = (100 - cum) * c.intent_captive[p.rivals as usize] / 100;
        let intent = (cum + kept + c.intent_tie[p.tie as usize]).clamp(0, 100);

        let talk = c.wom_talk[p.talk as usize];
        let [rage_from, rage_rate] = c.wom_rage;
        let mut wom_bad = piecewise(&c.wom_bad, sat) * (100 + rage_rate * (anger - rage_from).max(0)) / 100;
        if shared && improved {
            wom_bad = wom_bad * c.share_wom / 100;
        }
        wom_bad = wom_bad * talk / 100;
        let wom_good = piecewise(&c.wom_good, sat) * talk / 100;

        let champion = sat >= c.tier_sat[3]
            && anger <= c.champion_anger
            && deviations == 0
            && settled
            && cum >= i32::from(p.prior);
        let tier = if champion {
            Tier::Champion
        } else {
            let bounds = c.tier_sat[..3].iter().filter(|&&bound| sat >= bound).count();
            [Tier::Defector, Tier::Detractor, Tier::Passive, Tier::Loyal][bounds]
        };

        let delta = i64::from(loyal - blend(c.loyal_baseline[0], c.loyal_baseline[1]));
        let value = e.clv * delta.abs() / 1000 * delta.signum();
        let lost = i64::from(wom_bad) * e.convert_bad * e.clv_new / 1_000_000;
        let won = i64::from(wom_good) * e.convert_good * e.clv_new / 1_000_000 * i64::from(c.wom_referral) / 100;
        let remedy = self.remedy(s, e);
        let labour =
            i64::from(ledger.clock) * e.labour_tick + after.map_or(0, |a| self.after_labour(*a, e.labour_tick));
        Outcome {
            anger: felt.anger,
            dj: felt.dj,
            ij: felt.ij,
            pj: felt.pj,
            loss: felt.loss(),
            dread: felt.dread(),
            sat: felt.sat,
            cum,
            intent,
            loyal,
            recur,
            wom_good,
            wom_bad,
            wom: wom_good - wom_bad,
            tier,
            value,
            wom_value: won - lost,
            remedy,
            labour,
            net: value + won - lost - remedy - labour,
        }
    }

    /// Points of cumulative satisfaction that aftercare has earned.
    fn after_points(&self, a: Aftercare, settled: bool) -> i32 {
        let c = self.coefficients;
        let content = i32::from(a.sat()) >= c.tier_sat[1];
        let mut points = 0;
        if settled {
            points += c.followup_cum[usize::from(a.follow())] + c.stay_cum[usize::from(a.stay())];
            if a.note() && content {
                points += c.note_cum;
            }
        }
        if a.shared() {
            points += if a.improved() {
                c.share_cum[usize::from(!content)]
            } else {
                c.share_cum[2]
            };
        }
        points
    }

    /// Labour of the aftercare steps, cents.
    fn after_labour(&self, a: Aftercare, labour_tick: i64) -> i64 {
        let [improve, share, follow, note, stay] = self.coefficients.after_half_ticks;
        let half_ticks = improve * i32::from(a.improved())
            + share * i32::from(a.shared())
            + follow * i32::from(a.follow() > 0)
            + note * i32::from(a.note())
            + stay * i32::from(a.stay());
        i64::from(half_ticks) * labour_tick / 2
    }
}
