//! What the process does: speed, waiting, being sent around, promises, information, a say in the remedy (P01, P02, P13,
//! P14, P19, P20, P21, P26, P29).

use super::samples::start_conditions;
use super::statistics::{floats, mean};
use super::vignette::{mind, money, sat, shows, vignette, wait};
use super::{Finding, Kind, Verdict};
use crate::customer::Act::{self, Apologise, AskRemedy, Explain, Fix, Listen, Own, Promise, StatusUpdate, Transfer};
use crate::customer::{Coefficients, FailureKind, Profile, Tie};

/// Loyalty in per mille after no, a slow and a quick recovery of a loss of money.
fn loyalty_grid(c: &Coefficients, severity: u8) -> [i32; 3] {
    let profile = Profile {
        failure: FailureKind::Money,
        severity,
        ..vignette()
    };
    let unsatisfied = [&[Listen, Apologise][..], &wait(6, c)].concat();
    let slow = [&[Listen, Apologise][..], &wait(14, c), &[Own, Fix]].concat();
    let quick = [&[Listen, Apologise, Own][..], &wait(2, c), &[Fix, money(2)]].concat();
    [unsatisfied, slow, quick].map(|acts| shows(&mind(c, profile), &acts).loyal)
}

pub(super) const P01: Finding = Finding {
    id: "P01",
    kind: Kind::Calibration,
    source: "TARP grid (fastcompany.com/663494)",
    claim: "loyal after unsatisfied / slow / quick: 46,70,95 and 19,54,82 %, each within 4 points",
    check: |c| {
        let (low, high) = (loyalty_grid(c, 0), loyalty_grid(c, 3));
        let near = |found: [i32; 3], reported: [i32; 3]| {
            found
                .iter()
                .zip(reported)
                .all(|(found, reported)| (found - reported).abs() <= 40)
        };
        Verdict {
            holds: near(low, [460, 700, 950]) && near(high, [190, 540, 820]),
            measured: format!("{low:?} {high:?} per mille"),
        }
    },
};

pub(super) const P02: Finding = Finding {
    id: "P02",
    kind: Kind::Calibration,
    source: "TARP grid",
    claim: "quick minus slow = 25 / 28 points, within 5",
    check: |c| {
        let [low, high] = [0, 3].map(|severity| {
            let [_, slow, quick] = loyalty_grid(c, severity);
            quick - slow
        });
        Verdict {
            holds: (low - 250).abs() <= 50 && (high - 280).abs() <= 50,
            measured: format!("{low} / {high} per mille"),
        }
    },
};

pub(super) const P13: Finding = Finding {
    id: "P13",
    kind: Kind::Validation,
    source: "Maxham & Netemeyer 2002; Basso & Pizzutti 2016",
    claim: "a broken promise costs at least 10 against no recovery; afterwards money gains at most a third of apology plus promise (C)",
    check: |c| {
        let mind = mind(c, vignette());
        let none = sat(&mind, &[&[Listen][..], &wait(4, c)].concat());
        let breach = [&[Listen, Promise { due: 3 }][..], &wait(4, c)].concat();
        let broken = sat(&mind, &breach);
        let gain = |repair: &[Act]| sat(&mind, &[&breach[..], repair].concat()) - broken;
        let money = gain(&[money(5)]);
        let words = gain(&[Apologise, Promise { due: 20 }]);
        Verdict {
            holds: none - broken >= 10 && 3 * money <= words,
            measured: format!("none {none}, broken {broken}; then money {money}, words {words}"),
        }
    },
};

pub(super) const P14: Finding = Finding {
    id: "P14",
    kind: Kind::Validation,
    source: "Surachartkumtonkun et al. 2015",
    claim: "share with anger 8 or more: episode 1 < .15, 2 > .35, 3 > .75",
    check: |c| {
        let breach = [vec![Promise { due: 1 }], wait(2, c)].concat();
        let shares = [0, 1, 2].map(|failed| {
            let (mut total, mut rage) = (0, 0);
            for (weight, profile) in start_conditions() {
                let anger = shows(&mind(c, profile), &breach.repeat(failed)).anger;
                total += weight;
                rage += if anger >= 8 { weight } else { 0 };
            }
            f64::from(rage) / f64::from(total)
        });
        Verdict {
            holds: shares[0] < 0.15 && shares[1] > 0.35 && shares[2] > 0.75,
            measured: shares.map(|share| format!("{share:.2}")).join(", "),
        }
    },
};

pub(super) const P19: Finding = Finding {
    id: "P19",
    kind: Kind::Validation,
    source: "Portland Research 2004",
    claim: "first transfer costs at most 2 points of satisfaction (C); the second 16 points of loyalty, within 8",
    check: |c| {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for severity in 0..4 {
            let mind = mind(c, Profile { severity, ..vignette() });
            let [none, once, twice] = [0, 1, 2].map(|transfers| {
                let acts = [
                    vec![Listen, Apologise],
                    vec![Transfer; transfers],
                    wait(2, c),
                    vec![Fix],
                ];
                shows(&mind, &acts.concat())
            });
            first.push(i32::from(once.sat) - i32::from(none.sat));
            second.push(twice.loyal - once.loyal);
        }
        let points = mean(&floats(second)) / 10.0;
        Verdict {
            holds: first.iter().all(|&cost| cost >= -2) && (-24.0..=-8.0).contains(&points),
            measured: format!("first {first:?}, second {points:.1} points"),
        }
    },
};

pub(super) const P20: Finding = Finding {
    id: "P20",
    kind: Kind::Calibration,
    source: "Munichor & Rafaeli 2007",
    claim: "gone after 108 s on hold: .69 without information, .36 with position, within .02",
    check: |c| {
        let (uninformed, informed) = (gone_on_hold(c, &c.leave_uninformed), gone_on_hold(c, &c.leave_informed));
        Verdict {
            holds: (uninformed - 0.69).abs() <= 0.02 && (informed - 0.36).abs() <= 0.02,
            measured: format!("{uninformed:.3}, {informed:.3}"),
        }
    },
};

/// The share of customers who leave within 108 seconds of idle waiting, under these weights (of 256) of leaving in a
/// tick.
fn gone_on_hold(c: &Coefficients, leave: &[i32; 3]) -> f64 {
    let ticks = 108.0 / f64::from(c.tick_seconds);
    let there: f64 = c
        .trait_weights
        .iter()
        .zip(leave)
        .map(|(&patience, &leave)| f64::from(patience) / 256.0 * (1.0 - f64::from(leave) / 256.0).powf(ticks))
        .sum();
    1.0 - there
}

pub(super) const P21: Finding = Finding {
    id: "P21",
    kind: Kind::Calibration,
    source: "Hogreve et al. 2017",
    claim: "satisfaction with a late payment is flat inside the zone of tolerance, then falls; sooner for new customers",
    check: |c| {
        let paid_after = |tie| {
            let profile = Profile {
                failure: FailureKind::Money,
                tie,
                ..vignette()
            };
            [0, 2, 4, 8, 12, 16].map(|ticks| {
                let acts = [&[Listen, Apologise][..], &wait(ticks, c), &[money(5)]].concat();
                sat(&mind(c, profile), &acts)
            })
        };
        let (new, loyal) = (paid_after(Tie::New), paid_after(Tie::Loyal));
        let flat_then_falling = loyal[0] == loyal[3] && loyal[3] > loyal[5] && new[0] > new[2];
        Verdict {
            holds: flat_then_falling
                && [new, loyal]
                    .iter()
                    .all(|sats| sats.is_sorted_by(|soon, late| late <= soon)),
            measured: format!("new {new:?}, loyal {loyal:?}"),
        }
    },
};

pub(super) const P26: Finding = Finding {
    id: "P26",
    kind: Kind::Calibration,
    source: "Hogreve et al. 2017",
    claim: "explanation or update helps; both together help less than the better one",
    check: |c| {
        let profile = Profile {
            severity: 2,
            ..vignette()
        };
        let after = |acts: &[Act]| sat(&mind(c, profile), &[&[Listen], acts].concat());
        let none = after(&[]);
        let (why, when) = (after(&[Explain]), after(&[StatusUpdate]));
        let both = after(&[Explain, StatusUpdate]);
        Verdict {
            holds: why.min(when) > none && both < why.max(when),
            measured: format!("{none}, {why}, {when}, both {both}"),
        }
    },
};

pub(super) const P29: Finding = Finding {
    id: "P29",
    kind: Kind::Calibration,
    source: "Karande, Magnini & Tam 2007",
    claim: "asking for the remedy raises PJ and satisfaction, PJ more for established customers",
    check: |c| {
        let gain = |tie| {
            let mind = mind(c, Profile { tie, ..vignette() });
            let silent = shows(&mind, &[Listen, Fix]);
            let asked = shows(&mind, &[AskRemedy, Listen, Fix]);
            (
                i32::from(asked.pj) - i32::from(silent.pj),
                i32::from(asked.sat) - i32::from(silent.sat),
            )
        };
        let (new, loyal) = (gain(Tie::New), gain(Tie::Loyal));
        Verdict {
            holds: new.0 > 0 && new.1 > 0 && loyal.0 > new.0,
            measured: format!("PJ, satisfaction: new {new:?}, loyal {loyal:?}"),
        }
    },
};
