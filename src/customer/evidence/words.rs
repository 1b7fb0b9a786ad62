//! What words do: apology, blame, empathy, listening (P15 to P18, P24, P25).

use super::samples::start_conditions;
use super::statistics::{deviation, floats};
use super::vignette::{mind, money, sat, shows, vignette, wait};
use super::{Finding, Kind, Verdict};
use crate::customer::Act::{self, Apologise, Blame, CheckWithManager, Empathise, Fix, Listen, Own};
use crate::customer::{Blamed, FailureKind, Profile, Tie};

pub(super) const P15: Finding = Finding {
    id: "P15",
    kind: Kind::Calibration,
    source: "Boshoff & Leong 1998",
    claim: "accepting blame > empowerment > apology",
    check: |c| {
        let mind = mind(c, vignette());
        let core = [&[Listen][..], &wait(2, c), &[Fix]].concat();
        let plain = sat(&mind, &core);
        let after = |act| sat(&mind, &[&[act], &core[..]].concat());
        let own = after(Own) - after(Blame(Blamed::ThirdParty));
        let power = plain - after(CheckWithManager);
        let apology = after(Apologise) - plain;
        Verdict {
            holds: own > power && power > apology,
            measured: format!("{own} > {power} > {apology}"),
        }
    },
};

pub(super) const P16: Finding = Finding {
    id: "P16",
    kind: Kind::Calibration,
    source: "Tschohl; Halperin et al. 2022",
    claim: "an apology without a fix gives at most a third of both; a third apology is no better than none",
    check: |c| {
        let mind = mind(c, vignette());
        let none = sat(&mind, &[&[Listen][..], &wait(2, c)].concat());
        let apology = [&[Listen, Apologise][..], &wait(2, c)].concat();
        let words = sat(&mind, &apology) - none;
        let both = sat(&mind, &[&apology[..], &[Fix]].concat()) - none;
        let many = [0, 1, 2, 3].map(|times| sat(&mind, &[vec![Listen], vec![Apologise; times]].concat()));
        Verdict {
            holds: 3 * words <= both && many[3] <= many[0],
            measured: format!("{words} of {both}; 0..3 apologies {many:?}"),
        }
    },
};

pub(super) const P17: Finding = Finding {
    id: "P17",
    kind: Kind::Validation,
    source: "Roschk & Kaiser 2013",
    claim: "process failure: apology gains .6 to 1.4 of what compensation gains",
    check: |c| {
        let ratios = [0, 1, 2].map(|severity| {
            let profile = Profile {
                failure: FailureKind::Attention,
                severity,
                ..vignette()
            };
            let mind = mind(c, profile);
            let gain = |act: Act| f64::from(sat(&mind, &[Listen, act]) - sat(&mind, &[Listen]));
            gain(Apologise) / gain(money(3))
        });
        Verdict {
            holds: ratios.iter().all(|ratio| (0.6..=1.4).contains(ratio)),
            measured: ratios.map(|ratio| format!("{ratio:.2}")).join(", "),
        }
    },
};

pub(super) const P18: Finding = Finding {
    id: "P18",
    kind: Kind::Calibration,
    source: "Marinova et al. 2018",
    claim: "satisfaction does not rise with any empathy after the first",
    check: |c| {
        let profile = Profile {
            tie: Tie::New,
            ..vignette()
        };
        let sats = [0, 1, 2, 3, 4, 5, 6, 7].map(|times| {
            let acts = [vec![Listen], vec![Empathise; times], vec![Apologise, Fix]].concat();
            sat(&mind(c, profile), &acts)
        });
        Verdict {
            holds: sats[1..].is_sorted_by(|fewer, more| more <= fewer),
            measured: format!("{sats:?}"),
        }
    },
};

pub(super) const P24: Finding = Finding {
    id: "P24",
    kind: Kind::Validation,
    source: "Edell 2017",
    claim: "late: small money with an apology is at least as good as large money without",
    check: |c| {
        let profile = Profile {
            severity: 2,
            ..vignette()
        };
        let mind = mind(c, profile);
        let sorry = sat(&mind, &[&[Apologise][..], &wait(14, c), &[money(1)]].concat());
        let generous = sat(&mind, &[&wait(14, c)[..], &[money(10)]].concat());
        Verdict {
            holds: sorry >= generous,
            measured: format!("{sorry} against {generous}"),
        }
    },
};

pub(super) const P25: Finding = Finding {
    id: "P25",
    kind: Kind::Calibration,
    source: "Kjaervik & Bushman 2024",
    claim: "one Listen lowers anger by .43 to .82 standard deviations of start anger",
    check: |c| {
        let at_start = start_conditions()
            .into_iter()
            .flat_map(|(weight, profile)| (0..weight).map(move |_| mind(c, profile).start_anger()));
        let spread = deviation(&floats(at_start));
        let profile = Profile {
            severity: 2,
            ..vignette()
        };
        let mind = mind(c, profile);
        let before = f64::from(shows(&mind, &[]).anger);
        let drop = (before - f64::from(shows(&mind, &[Listen]).anger)) / spread;
        Verdict {
            holds: (0.43..=0.82).contains(&drop),
            measured: format!("{drop:.2}"),
        }
    },
};
