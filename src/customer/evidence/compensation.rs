//! What money and other compensation do: where they help, which kind and how much (P03 to P09).

use super::statistics::{floats, mean};
use super::vignette::{mind, money, money_if_any, offer, sat, shows, vignette, wait};
use super::{Finding, Kind, Verdict};
use crate::customer::Act::{Apologise, Empathise, Fix, Listen, Own};
use crate::customer::{Coefficients, CompensationKind, FailureKind, Outcome, Profile};
use crate::vocabulary::Vocabulary;

/// A vignette's customer with this failure.
fn failed(failure: FailureKind) -> Profile {
    Profile { failure, ..vignette() }
}

pub(super) const P03: Finding = Finding {
    id: "P03",
    kind: Kind::Calibration,
    source: "Wirtz & Mattila 2004",
    claim: "gain from compensation in the best and the worst process at most 40% of the mean gain in the mixed ones",
    check: |c| {
        let mind = mind(c, failed(FailureKind::Attention));
        let gain = |apology: bool, delay| {
            let apology: &[_] = if apology { &[Apologise] } else { &[] };
            let base = [&[Listen], apology, &wait(delay, c)].concat();
            sat(&mind, &[&base[..], &[money(3)]].concat()) - sat(&mind, &base)
        };
        let (best, worst) = (gain(true, 2), gain(false, 14));
        let (quick, sorry) = (gain(false, 2), gain(true, 14));
        Verdict {
            holds: f64::from(best.max(worst)) <= 0.4 * f64::from(quick + sorry) / 2.0,
            measured: format!("best {best}, worst {worst}, mixed {quick} and {sorry}"),
        }
    },
};

pub(super) const P04: Finding = Finding {
    id: "P04",
    kind: Kind::Calibration,
    source: "Roschk & Gelbrich 2014",
    claim: "the compensation that resembles the loss works best (irreparable failure, 60%); lack of attention: spread at most 10",
    check: |c| {
        let mut holds = true;
        let mut measured = Vec::new();
        for &failure in FailureKind::ALL {
            let resembling = match failure {
                FailureKind::Money => CompensationKind::Money,
                FailureKind::Goods | FailureKind::Service => CompensationKind::InKind,
                FailureKind::Attention => CompensationKind::Personal,
            };
            let effects: Vec<i32> = CompensationKind::ALL
                .iter()
                .map(|&kind| irreparable_after(c, failure, kind))
                .collect();
            let best = effects[resembling as usize];
            holds &= effects.iter().filter(|&&effect| effect >= best).count() == 1;
            if failure == FailureKind::Attention {
                let least = effects.iter().min().expect("four kinds of compensation");
                holds &= best - least <= 10;
            }
            measured.push(format!("{} {effects:?}", failure.name()));
        }
        Verdict {
            holds,
            measured: measured.join("; "),
        }
    },
};

/// Satisfaction when a customer whose loss cannot be repaired was heard and offered 60% of the price.
fn irreparable_after(c: &Coefficients, failure: FailureKind, kind: CompensationKind) -> i32 {
    let profile = Profile {
        irreparable: true,
        ..failed(failure)
    };
    sat(&mind(c, profile), &[Listen, offer(kind, 3)])
}

pub(super) const P05: Finding = Finding {
    id: "P05",
    kind: Kind::Calibration,
    source: "Roschk & Gelbrich 2014",
    claim: "immediate money beats delayed money for every failure",
    check: |c| {
        let gains: Vec<i32> = FailureKind::ALL
            .iter()
            .map(|&failure| {
                irreparable_after(c, failure, CompensationKind::Money)
                    - irreparable_after(c, failure, CompensationKind::Voucher)
            })
            .collect();
        Verdict {
            holds: gains.iter().all(|&gain| gain > 0),
            measured: format!("{gains:?}"),
        }
    },
};

/// Satisfaction after 0% to 200% of the price for money lost, in steps of 20%.
fn curve(c: &Coefficients, consumed: bool) -> [i32; 11] {
    let profile = Profile {
        consumed,
        ..failed(FailureKind::Money)
    };
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(|level| {
        sat(
            &mind(c, profile),
            &[&[Listen, Apologise][..], &money_if_any(level)].concat(),
        )
    })
}

pub(super) const P06: Finding = Finding {
    id: "P06",
    kind: Kind::Calibration,
    source: "Gelbrich, Gaethke & Gregoire 2015",
    claim: "rejected service: at least 55% of the gain lies in 60..120%",
    check: |c| {
        let sats = curve(c, false);
        let gain = sats[10] - sats[0];
        let share = f64::from(sats[6] - sats[3]) / f64::from(gain);
        Verdict {
            holds: share >= 0.55,
            measured: format!("{:.0}% of {gain}", 100.0 * share),
        }
    },
};

pub(super) const P07: Finding = Finding {
    id: "P07",
    kind: Kind::Calibration,
    source: "Gelbrich, Gaethke & Gregoire 2015",
    claim: "accepted service: the first 20% is the largest step",
    check: |c| {
        let steps: Vec<i32> = curve(c, true).windows(2).map(|pair| pair[1] - pair[0]).collect();
        Verdict {
            holds: steps[1..].iter().all(|&step| step < steps[0]),
            measured: format!("{steps:?}"),
        }
    },
};

pub(super) const P08: Finding = Finding {
    id: "P08",
    kind: Kind::Calibration,
    source: "Haesevoets et al. 2017",
    claim: "above 150% loyalty does not rise, satisfaction does not fall",
    check: |c| {
        let mind = mind(c, failed(FailureKind::Money));
        let outcomes: [Outcome; 4] = [7, 8, 9, 10].map(|level| shows(&mind, &[Listen, Apologise, Fix, money(level)]));
        Verdict {
            holds: outcomes
                .windows(2)
                .all(|pair| pair[1].loyal <= pair[0].loyal && pair[1].sat >= pair[0].sat),
            measured: format!(
                "loyal {:?} sat {:?}",
                outcomes.map(|outcome| outcome.loyal),
                outcomes.map(|outcome| outcome.sat)
            ),
        }
    },
};

pub(super) const P09: Finding = Finding {
    id: "P09",
    kind: Kind::Calibration,
    source: "Edstrom et al. 2022",
    claim: "mean satisfaction is below error-free (70) at 40%, above it at 120%, and crosses in 60..120% of the price",
    check: |c| {
        let means = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(|level| mean_satisfaction(c, level));
        let crossing = means.iter().position(|&mean| mean > 70.0).map(|level| 20 * level);
        let rounded = means.map(|mean| format!("{:.0}", mean.round_ties_even()));
        Verdict {
            holds: means[2] < 70.0 && means[6] > 70.0 && crossing.is_some_and(|percent| (60..=120).contains(&percent)),
            measured: format!(
                "{}, means [{}]",
                crossing.map_or_else(
                    || "never crosses".to_owned(),
                    |percent| format!("crosses at {percent}%")
                ),
                rounded.join(", ")
            ),
        }
    },
};

/// Mean satisfaction over both uses of the service and three kinds of treatment, with an offer of this level.
fn mean_satisfaction(c: &Coefficients, level: u8) -> f64 {
    let treatments: [&[_]; 3] = [
        &[Listen, Apologise],
        &[Listen, Apologise, Own],
        &[Listen, Empathise, Apologise, Own],
    ];
    let sats = [false, true].into_iter().flat_map(|consumed| {
        let profile = Profile {
            irreparable: true,
            consumed,
            ..failed(FailureKind::Service)
        };
        treatments.map(|acts| sat(&mind(c, profile), &[acts, &money_if_any(level)].concat()))
    });
    mean(&floats(sats))
}
