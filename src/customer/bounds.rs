//! Which tables of coefficients are a customer: ranges, and lists that must stay ordered for the laws to hold (MODEL.md section 9).

use super::coefficients::Coefficients;

/// The widest value of a six-bit field of the state.
const FIELD_MAX: i32 = 63;
/// The widest weight of a chance node.
const WEIGHT_MAX: i32 = 255;

fn rises(list: &[i32]) -> bool {
    list.is_sorted()
}

fn falls(list: &[i32]) -> bool {
    list.is_sorted_by(|a, b| a >= b)
}

fn within(list: &[i32], least: i32, most: i32) -> bool {
    list.iter().all(|value| (least..=most).contains(value))
}

/// A curve of (x, y) pairs: x grows from knot to knot inside 0..=100, and the ys are what is asked for.
fn curve(knots: &[i32], ys: impl Fn(&[i32]) -> bool) -> bool {
    let part = |first: usize| knots.iter().copied().skip(first).step_by(2).collect::<Vec<_>>();
    let xs = part(0);
    within(&xs, 0, 100) && xs.windows(2).all(|pair| pair[0] < pair[1]) && ys(&part(1))
}

impl Coefficients {
    /// The first entry that is out of its range or its order, where one is: under such a table the laws need not hold, and a state
    /// need not fit its word.
    #[must_use]
    pub fn out_of_bounds(&self) -> Option<&'static str> {
        let all = self.time().into_iter().chain(self.anger()).chain(self.justice());
        all.chain(self.afterwards())
            .find_map(|(name, holds)| (!holds).then_some(name))
    }

    fn time(&self) -> Vec<(&'static str, bool)> {
        let leaves = |list: &[i32]| falls(list) && within(list, 0, WEIGHT_MAX);
        let sooner = self.leave_informed.iter().zip(&self.leave_uninformed);
        vec![
            ("tick_seconds", self.tick_seconds >= 1),
            ("clock_max", within(&[self.clock_max], 1, FIELD_MAX)),
            ("act_half_ticks", within(&self.act_half_ticks, 0, 20)),
            ("idle_ticks", within(&self.idle_ticks, 1, 6)),
            ("wait_max", within(&[self.wait_max], 1, 6)),
            (
                "tolerance_ticks",
                rises(&self.tolerance_ticks) && within(&self.tolerance_ticks, 0, FIELD_MAX),
            ),
            (
                "delay_rate",
                falls(&self.delay_rate) && within(&self.delay_rate, 1, FIELD_MAX),
            ),
            ("delay_max", within(&[self.delay_max], 1, FIELD_MAX)),
            ("due_max", within(&[self.due_max], 1, 31)),
            (
                "trait_weights",
                within(&self.trait_weights, 0, 256) && self.trait_weights.iter().sum::<i32>() == 256,
            ),
            ("leave_uninformed", leaves(&self.leave_uninformed)),
            (
                "leave_informed",
                leaves(&self.leave_informed) && sooner.into_iter().all(|(less, more)| less <= more),
            ),
            ("miss_weight", leaves(&self.miss_weight)),
        ]
    }

    fn anger(&self) -> Vec<(&'static str, bool)> {
        let c = self;
        let sign = |name, value: i32| (name, value >= 0);
        vec![
            ("anger_start", within(&[c.anger_start], 0, 9)),
            sign("anger_severity", c.anger_severity),
            sign("anger_repeated", c.anger_repeated),
            sign("anger_controllable", c.anger_controllable),
            ("anger_own_fault", c.anger_own_fault <= 0),
            ("anger_temper", rises(&c.anger_temper)),
            ("heat_max", within(&[c.heat_max], 1, FIELD_MAX)),
            sign("heat_interrupt", c.heat_interrupt),
            sign("heat_reject", c.heat_reject),
            sign("heat_disagree", c.heat_disagree),
            ("heat_blame", falls(&c.heat_blame) && c.heat_blame[2] >= 0),
            sign("heat_demand_proof", c.heat_demand_proof),
            sign("heat_no_proof", c.heat_no_proof),
            sign("heat_policy", c.heat_policy),
            sign("heat_haggle", c.heat_haggle),
            sign("heat_ignore", c.heat_ignore),
            sign("heat_manager", c.heat_manager),
            sign("heat_transfer", c.heat_transfer),
            sign("heat_break", c.heat_break),
            sign("heat_miss", c.heat_miss),
            sign("heat_apology_spam", c.heat_apology_spam),
            sign("heat_gesture", c.heat_gesture),
            ("heat_idle", falls(&c.heat_idle) && c.heat_idle[1] >= 0),
            ("relief_heard", rises(&c.relief_heard) && c.relief_heard[0] >= 0),
            ("relief_felt", within(&c.relief_felt, 0, 36)),
            sign("relief_apology", c.relief_apology),
            sign("relief_own", c.relief_own),
            sign("relief_fix", c.relief_fix),
            sign("relief_comp", c.relief_comp),
        ]
    }

    fn justice(&self) -> Vec<(&'static str, bool)> {
        let c = self;
        let percent = |list: &[i32]| within(list, 0, 100);
        let matches = |list: &[i32]| within(list, 0, 8);
        let full = |list: &[i32]| percent(list) && rises(list);
        vec![
            ("fix_dj", full(&c.fix_dj)),
            ("comp_cap", full(&c.comp_cap)),
            ("match_money", matches(&c.match_money)),
            ("match_goods", matches(&c.match_goods)),
            ("match_service", matches(&c.match_service)),
            ("match_attention", matches(&c.match_attention)),
            ("asked_worth", within(&[c.asked_worth], 0, 8)),
            ("irreparable_worth", within(&[c.irreparable_worth], 0, 8)),
            ("comp_counts", within(&[c.comp_counts], 1, 800)),
            ("curve_accepted", full(&c.curve_accepted)),
            ("curve_rejected", full(&c.curve_rejected)),
            ("haggle_keep", falls(&c.haggle_keep) && within(&c.haggle_keep, 0, 4)),
            ("comp_after_deviation", c.comp_after_deviation >= 1),
            ("gesture_dj", percent(&[c.gesture_dj])),
            ("ij_base", percent(&[c.ij_base])),
            ("ij_heard", rises(&c.ij_heard)),
            ("ij_clarify", c.ij_clarify >= 0),
            ("ij_felt", c.ij_felt >= 0),
            ("ij_hollow", c.ij_hollow <= 0),
            ("ij_overdone", c.ij_overdone <= 0),
            ("ij_no_apology", c.ij_no_apology <= 0),
            ("ij_apology", c.ij_apology >= 0),
            ("ij_apology_felt", c.ij_apology_felt >= 0),
            ("ij_apology_timely", c.ij_apology_timely >= 0),
            ("ij_thanks", c.ij_thanks >= 0),
            ("ij_apology_repeat", falls(&c.ij_apology_repeat)),
            ("ij_own", rises(&c.ij_own)),
            ("ij_face", rises(&c.ij_face)),
            ("ij_deviation", c.ij_deviation <= 0),
            ("pj_base", percent(&[c.pj_base])),
            ("pj_delay", c.pj_delay <= 0),
            ("pj_runaround", falls(&c.pj_runaround)),
            ("pj_voice", within(&c.pj_voice, 0, 100)),
            ("pj_face", rises(&c.pj_face)),
            ("pj_no_proof", c.pj_no_proof <= 0),
            ("halo_dj", percent(&[c.halo_dj])),
            ("halo_pj", percent(&[c.halo_pj])),
            ("colour_from", within(&[c.colour_from], 0, 9)),
            ("colour", c.colour.iter().all(|points| *points <= 0)),
            ("w_money", percent(&c.w_money)),
            ("w_goods", percent(&c.w_goods)),
            ("w_service", percent(&c.w_service)),
            ("w_attention", percent(&c.w_attention)),
            ("ij_severity_loss", within(&[c.ij_severity_loss], 0, 6)),
        ]
    }

    fn afterwards(&self) -> Vec<(&'static str, bool)> {
        let c = self;
        let mille = |ys: &[i32]| rises(ys) && within(ys, 0, 1000);
        let percent = |value: i32| within(&[value], 0, 100);
        let slot = |value: i32| within(&[value], 0, 7);
        vec![
            ("sat_anger", c.sat_anger <= 0),
            ("sat_deviation", c.sat_deviation <= 0),
            ("sat_stable", c.sat_stable <= 0),
            ("sat_controllable", c.sat_controllable <= 0),
            ("ramp", percent(c.ramp[0]) && within(&[c.ramp[1]], 1, 100)),
            ("ceiling", percent(c.ceiling)),
            ("cum_carry", percent(c.cum_carry)),
            ("cum_weights", within(&c.cum_weights, 0, 100)),
            ("cum_severity", c.cum_severity <= 0),
            ("cum_repeated", c.cum_repeated <= 0),
            ("cum_stable", c.cum_stable <= 0),
            ("cum_deviation", c.cum_deviation <= 0),
            ("loyal_low", curve(&c.loyal_low, mille)),
            ("loyal_high", curve(&c.loyal_high, mille)),
            ("loyal_baseline", within(&c.loyal_baseline, 0, 1000)),
            ("over_level", within(&[c.over_level], 0, 10)),
            ("over_loyalty", c.over_loyalty <= 0),
            ("recur_base", rises(&c.recur_base) && within(&c.recur_base, 0, 1000)),
            ("recur_loyalty", c.recur_loyalty <= 0),
            ("recur_improved", percent(c.recur_improved)),
            ("recur_educated", percent(c.recur_educated)),
            (
                "intent_captive",
                falls(&c.intent_captive) && within(&c.intent_captive, 0, 100),
            ),
            ("intent_tie", rises(&c.intent_tie)),
            (
                "wom_bad",
                curve(&c.wom_bad, |ys| falls(ys) && ys.iter().all(|y| *y >= 0)),
            ),
            (
                "wom_good",
                curve(&c.wom_good, |ys| rises(ys) && ys.iter().all(|y| *y >= 0)),
            ),
            ("wom_rage", within(&c.wom_rage[..1], 0, 9) && c.wom_rage[1] >= 0),
            ("wom_talk", rises(&c.wom_talk) && c.wom_talk[0] >= 0),
            ("wom_referral", c.wom_referral >= 0),
            ("tier_sat", rises(&c.tier_sat) && within(&c.tier_sat, 0, 100)),
            ("champion_anger", within(&[c.champion_anger], 0, 9)),
            ("calendar", rises(&c.calendar) && c.calendar[0] >= 0),
            ("after_promise_slot", slot(c.after_promise_slot)),
            ("after_fix", falls(&c.after_fix) && within(&c.after_fix, 0, 100)),
            ("after_goodwill", within(&[c.after_goodwill], 1, 100)),
            (
                "after_break",
                c.after_break[..2].iter().all(|points| *points <= 0) && c.after_break[2] >= 0,
            ),
            ("followup_slot", slot(c.followup_slot)),
            ("followup_cum", rises(&c.followup_cum)),
            ("note_cum", c.note_cum >= 0),
            (
                "share_cum",
                c.share_cum[..2].iter().all(|points| *points >= 0) && c.share_cum[2] <= 0,
            ),
            ("share_wom", percent(c.share_wom)),
            ("stay_slot", slot(c.stay_slot)),
            ("stay_cum", rises(&c.stay_cum)),
            ("loyal_per_cum", c.loyal_per_cum >= 0),
            ("after_half_ticks", c.after_half_ticks.iter().all(|ticks| *ticks >= 0)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_keeps_its_bounds() {
        assert_eq!(Coefficients::shipped().out_of_bounds(), None);
    }

    #[test]
    fn what_would_break_a_law_is_named() {
        let check = |name: &str, change: fn(&mut Coefficients)| {
            let mut c = Coefficients::shipped().clone();
            change(&mut c);
            assert_eq!(c.out_of_bounds(), Some(name));
        };
        check("clock_max", |c| c.clock_max = 66);
        check("miss_weight", |c| c.miss_weight[3] = -1);
        check("leave_informed", |c| c.leave_informed[2] = 25);
        check("ij_own", |c| c.ij_own[1] = -25);
        check("pj_runaround", |c| c.pj_runaround[6] = -79);
        check("curve_rejected", |c| c.curve_rejected[10] = 110);
        check("loyal_low", |c| c.loyal_low[2] = 0);
        check("wom_bad", |c| c.wom_bad[7] = -1);
        check("heat_policy", |c| c.heat_policy = -1);
    }
}
