//! The paradox of recovery: when an excellent recovery leaves the customer happier than no failure would have, and that
//! it rarely does (P10, P11, P12, P34).

use super::samples::profile;
use super::statistics::{floats, mean};
use super::vignette::{EXCELLENT, POOR, mind, sat, shows, vignette};
use super::{Finding, Kind, Verdict};
use crate::customer::chance::Stream;
use crate::customer::{Act, Coefficients, Outcome, Profile};

pub(super) const P10: Finding = Finding {
    id: "P10",
    kind: Kind::Calibration,
    source: "Magnini et al. 2007",
    claim: "cumulative satisfaction rises after an excellent recovery only if mild, first, unstable; control lowers satisfaction",
    check: |c| {
        let gain = |profile: Profile| shows(&mind(c, profile), &EXCELLENT).cum - i32::from(profile.prior);
        let first = vignette();
        let beyond_control = Profile {
            controllable: false,
            ..first
        };
        let up = [
            gain(Profile {
                severity: 0,
                ..beyond_control
            }),
            gain(beyond_control),
            gain(first),
        ];
        let down = [
            gain(Profile { severity: 3, ..first }),
            gain(Profile { stable: true, ..first }),
            gain(Profile {
                repeated: true,
                ..first
            }),
        ];
        let control = sat(&mind(c, beyond_control), &EXCELLENT) - sat(&mind(c, first), &EXCELLENT);
        Verdict {
            holds: up.iter().all(|&gain| gain > 0) && down.iter().all(|&gain| gain <= 0) && control > 0,
            measured: format!("{up:?} / {down:?}, control {control}"),
        }
    },
};

pub(super) const P11: Finding = Finding {
    id: "P11",
    kind: Kind::Validation,
    source: "Maxham & Netemeyer 2002",
    claim: "two failures: good-good ends below the start; bad-good ends above good-bad",
    check: |c| {
        let start = vignette();
        let cumulative = |profile, acts: &[Act]| shows(&mind(c, profile), acts).cum;
        let two = |first: &[Act], second: &[Act]| {
            let between = cumulative(start, first);
            let again = Profile {
                repeated: true,
                prior: u8::try_from(between).expect("cumulative satisfaction lies in 0..=100"),
                ..start
            };
            cumulative(again, second)
        };
        let good_good = two(&EXCELLENT, &EXCELLENT);
        let bad_good = two(&POOR, &EXCELLENT);
        let good_bad = two(&EXCELLENT, &POOR);
        Verdict {
            holds: good_good < i32::from(start.prior) && bad_good > good_bad,
            measured: format!(
                "good-good {good_good} (start {}), bad-good {bad_good}, good-bad {good_bad}",
                start.prior
            ),
        }
    },
};

/// 2000 random customers whose problem is obvious and can be repaired, each after an excellent recovery.
fn excellently_recovered(c: &Coefficients) -> Vec<(Profile, Outcome)> {
    let mut stream = Stream::new(11);
    std::iter::repeat_with(|| {
        let profile = Profile {
            irreparable: false,
            obvious: true,
            ..profile(&mut stream, c)
        };
        (profile, shows(&mind(c, profile), &EXCELLENT))
    })
    .take(2000)
    .collect()
}

pub(super) const P12: Finding = Finding {
    id: "P12",
    kind: Kind::Validation,
    source: "Knox & van Oest 2014",
    claim: "an excellent recovery rarely offsets: share above the start < .5 and mean change < 0 (cumulative)",
    check: |c| {
        let changes = floats(
            excellently_recovered(c)
                .iter()
                .map(|(profile, outcome)| outcome.cum - i32::from(profile.prior)),
        );
        let share = mean(&floats(changes.iter().map(|&change| u8::from(change > 0.0))));
        let change = mean(&changes);
        Verdict {
            holds: share < 0.5 && change < 0.0,
            measured: format!("share {share:.2}, mean {change:.1}"),
        }
    },
};

pub(super) const P34: Finding = Finding {
    id: "P34",
    kind: Kind::Validation,
    source: "de Matos, Henrique & Rossi 2007",
    claim: "excellent recovery: satisfaction above error-free on average, repurchase intention not",
    check: |c| {
        let customers = excellently_recovered(c);
        let change = |of: fn(&Coefficients, &Profile, &Outcome) -> i32| {
            mean(&floats(
                customers.iter().map(|(profile, outcome)| of(c, profile, outcome)),
            ))
        };
        let satisfaction = change(|_, profile, outcome| i32::from(outcome.sat) - i32::from(profile.prior));
        let intention = change(|c, profile, outcome| outcome.intent - error_free_intention(c, profile));
        Verdict {
            holds: satisfaction > 0.0 && intention <= 0.0,
            measured: format!("satisfaction {satisfaction:+.1}, intention {intention:+.1}"),
        }
    },
};

/// Repurchase intention before the failure, 0..=100.
fn error_free_intention(c: &Coefficients, profile: &Profile) -> i32 {
    let prior = i32::from(profile.prior);
    let captive = (100 - prior) * c.intent_captive[profile.rivals as usize] / 100;
    (prior + captive + c.intent_tie[profile.tie as usize]).clamp(0, 100)
}
