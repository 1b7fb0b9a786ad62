//! What the meta-analyses report: correlations over many customers (P22, P23, P28).

use super::samples::episodes;
use super::statistics::{correlation, floats, slopes};
use super::{Finding, Kind, Verdict};
use crate::customer::{Coefficients, Outcome};

/// What 3000 customers answer after their episode, one entry each.
struct Survey {
    dj: Vec<f64>,
    ij: Vec<f64>,
    pj: Vec<f64>,
    sat: Vec<f64>,
    cum: Vec<f64>,
    intent: Vec<f64>,
    wom_bad: Vec<f64>,
}

impl Survey {
    fn of(c: &Coefficients) -> Self {
        let answers = episodes(3000, 7, c);
        let column = |of: fn(&Outcome) -> i32| floats(answers.iter().map(|(_, outcome)| of(outcome)));
        Self {
            dj: column(|outcome| outcome.dj.into()),
            ij: column(|outcome| outcome.ij.into()),
            pj: column(|outcome| outcome.pj.into()),
            sat: column(|outcome| outcome.sat.into()),
            cum: column(|outcome| outcome.cum),
            intent: column(|outcome| outcome.intent),
            wom_bad: column(|outcome| outcome.wom_bad),
        }
    }
}

pub(super) const P22: Finding = Finding {
    id: "P22",
    kind: Kind::Calibration,
    source: "Orsingher et al. 2010; Gelbrich & Roschk 2011",
    claim: "r with satisfaction: DJ > IJ > PJ, inside .06-.97, .05-.92, -.06-.84; slope on cumulative satisfaction: IJ >= DJ",
    check: |c| {
        let survey = Survey::of(c);
        let [dj, ij, pj] = [&survey.dj, &survey.ij, &survey.pj].map(|justice| correlation(justice, &survey.sat));
        let [on_dj, on_ij, _] = slopes(&survey.cum, [&survey.dj, &survey.ij, &survey.pj]);
        let ordered = dj > ij && ij > pj;
        Verdict {
            holds: ordered && dj <= 0.97 && pj > -0.06 && ij <= 0.92 && pj <= 0.84 && on_ij >= on_dj,
            measured: format!("r {dj:.2} > {ij:.2} > {pj:.2}; slopes IJ {on_ij:.2}, DJ {on_dj:.2}"),
        }
    },
};

pub(super) const P23: Finding = Finding {
    id: "P23",
    kind: Kind::Validation,
    source: "Szymanski & Henard 2001",
    claim: "r(satisfaction, repurchase intention) = .52 and r(satisfaction, negative word of mouth) = -.57, within .15",
    check: |c| {
        let survey = Survey::of(c);
        let intention = correlation(&survey.sat, &survey.intent);
        let bad_stories = correlation(&survey.sat, &survey.wom_bad);
        Verdict {
            holds: (intention - 0.52).abs() <= 0.15 && (bad_stories + 0.57).abs() <= 0.15,
            measured: format!("{intention:.2}, {bad_stories:.2}"),
        }
    },
};

pub(super) const P28: Finding = Finding {
    id: "P28",
    kind: Kind::Calibration,
    source: "Colquitt et al. 2001 (moderately to highly related)",
    claim: "the justices share a halo: every r between .25 and .65",
    check: |c| {
        let survey = Survey::of(c);
        let dj_ij = correlation(&survey.dj, &survey.ij);
        let dj_pj = correlation(&survey.dj, &survey.pj);
        let ij_pj = correlation(&survey.ij, &survey.pj);
        Verdict {
            holds: [dj_ij, dj_pj, ij_pj].iter().all(|r| (0.25..=0.65).contains(r)),
            measured: format!("DJ-IJ {dj_ij:.2}, DJ-PJ {dj_pj:.2}, IJ-PJ {ij_pj:.2}"),
        }
    },
};
