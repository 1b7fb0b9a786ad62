//! What stays with the customer: lessons told, contacts kept, the cause of the failure, the alternatives (P30 to P33).

use super::vignette::{EXCELLENT, POOR, each, mind, outcome_of, shows, together, vignette};
use super::{Finding, Kind, Verdict};
use crate::customer::Act::{
    self, Apologise, Close, End, Fix, ImproveProcess, Listen, Own, PersonalNote, ShareLesson, StayInTouch, Wait,
};
use crate::customer::{Outcome, Profile, Rivals};
use crate::vocabulary::Vocabulary;

pub(super) const P30: Finding = Finding {
    id: "P30",
    kind: Kind::Calibration,
    source: "Van Vaerenbergh, Lariviere & Vermeir 2012",
    claim: "telling what was improved raises cumulative satisfaction and intention and cuts bad stories, most after an unsatisfactory recovery",
    check: |c| {
        let mind = mind(c, vignette());
        let effect = |script: &[Act]| {
            let with = |improvement: &[Act]| {
                let moves = [
                    each(&[script, &[Close]].concat(), c),
                    vec![together(improvement, c)],
                    each(&[End], c),
                ];
                outcome_of(&mind, &moves.concat())
            };
            let (silent, told) = (with(&[ImproveProcess]), with(&[ImproveProcess, ShareLesson]));
            (
                told.cum - silent.cum,
                told.intent - silent.intent,
                told.wom_bad - silent.wom_bad,
            )
        };
        let satisfied = effect(&[Listen, Apologise, Own, Fix]);
        let dissatisfied = effect(&[Listen]);
        Verdict {
            holds: dissatisfied.0 > satisfied.0 && satisfied.0 > 0 && satisfied.1 > 0 && dissatisfied.2 < 0,
            measured: format!("satisfied {satisfied:?}, dissatisfied {dissatisfied:?}"),
        }
    },
};

pub(super) const P31: Finding = Finding {
    id: "P31",
    kind: Kind::Calibration,
    source: "Samek & Longfield; Adena, Huck & Neyse 2025 (nulls)",
    claim: "a note or a later contact moves loyalty by at most 1 point",
    check: |c| {
        let mind = mind(c, vignette());
        let loyal = |aftercare: &[Act]| {
            let acts = [&[Listen, Apologise, Fix, Close], aftercare, &[End]].concat();
            shows(&mind, &acts).loyal
        };
        let note = loyal(&[PersonalNote]) - loyal(&[]);
        let contact = loyal(&[Wait(4), StayInTouch]) - loyal(&[]);
        Verdict {
            holds: [note, contact].iter().all(|gain| (0..=10).contains(gain)),
            measured: format!("{note} and {contact} per mille"),
        }
    },
};

pub(super) const P32: Finding = Finding {
    id: "P32",
    kind: Kind::Calibration,
    source: "Van Vaerenbergh et al. 2014",
    claim: "control lowers transaction satisfaction only; stability lowers both",
    check: |c| {
        let beyond_control = Profile {
            controllable: false,
            ..vignette()
        };
        let lasting = Profile {
            stable: true,
            ..beyond_control
        };
        let base = shows(&mind(c, beyond_control), &EXCELLENT);
        let change = |profile| {
            let Outcome { sat, cum, .. } = shows(&mind(c, profile), &EXCELLENT);
            (i32::from(sat) - i32::from(base.sat), cum - base.cum)
        };
        let control = change(vignette());
        let stability = change(lasting);
        Verdict {
            holds: control.0 < 0 && control.1 == 0 && stability.0 < 0 && stability.1 < 0,
            measured: format!(
                "control {}, {}; stability {}, {}",
                control.0, control.1, stability.0, stability.1
            ),
        }
    },
};

pub(super) const P33: Finding = Finding {
    id: "P33",
    kind: Kind::Calibration,
    source: "Morgeson et al. 2020",
    claim: "the link from recovery to intention is steeper with more rivals",
    check: |c| {
        let gaps: Vec<i32> = Rivals::ALL
            .iter()
            .map(|&rivals| {
                let mind = mind(c, Profile { rivals, ..vignette() });
                shows(&mind, &EXCELLENT).intent - shows(&mind, &POOR).intent
            })
            .collect();
        Verdict {
            holds: gaps.is_sorted_by(|fewer, more| fewer < more),
            measured: format!("{gaps:?}"),
        }
    },
};
