//! The evidence: published findings that the customer model must reproduce, re-run as code (MODEL.md section 12).
//!
//! Each [`Finding`] names its source, states its claim with a tolerance, and measures the model. A model that passes is
//! consistent with these patterns; it does not predict your customers. Whether passing says anything at all depends on the
//! [`Kind`]. The oracle is `docs/reference.py findings`; both print the same words and numbers.
//!
//! Nothing here plays a part in an episode. Floats are used for correlations and shares, never in a transition; the
//! [`laws`] are decided on exact expectations.
//!
//! ```
//! use bounceback::customer::{Coefficients, evidence::FINDINGS};
//!
//! let on_hold = FINDINGS.iter().find(|finding| finding.id == "P20").expect("the findings run from P01 to P34");
//! let verdict = on_hold.run(Coefficients::shipped());
//! assert!(verdict.holds);
//! assert_eq!(verdict.measured, "0.690, 0.364");
//! ```

mod afterwards;
mod compensation;
mod expectation;
pub mod laws;
mod paradox;
mod process;
mod samples;
mod statistics;
mod survey;
mod vignette;
mod words;

use super::Coefficients;

/// A published finding, and how the model is held to it.
#[derive(Debug, Clone, Copy)]
pub struct Finding {
    /// `"P01"` to `"P34"`, as in MODEL.md.
    pub id: &'static str,
    pub kind: Kind,
    /// The paper or report.
    pub source: &'static str,
    /// What was found, with the tolerance that the model is held to.
    pub claim: &'static str,
    check: fn(&Coefficients) -> Verdict,
}

/// What it proves when the model reproduces a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The finding set the size of a coefficient, or holds by rule: passing proves nothing, failing shows a mistake.
    Calibration,
    /// The finding set no size (its source may be cited for a sign): the model was free to fail it.
    Validation,
}

impl Kind {
    /// The letter in MODEL.md: C or V.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Calibration => 'C',
            Self::Validation => 'V',
        }
    }
}

/// How a model fares with a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub holds: bool,
    /// The model's own values, in the words and numbers of the oracle.
    pub measured: String,
}

impl Finding {
    /// Measures the model that these coefficients make. Always the same answer: random samples come from fixed seeds.
    ///
    /// # Panics
    /// Where the coefficients forbid an act that the finding needs: `wait_max` below 6, `due_max` below 20.
    #[must_use]
    pub fn run(&self, c: &Coefficients) -> Verdict {
        (self.check)(c)
    }
}

/// All findings, in the order of their numbers.
pub const FINDINGS: &[Finding] = &[
    process::P01,
    process::P02,
    compensation::P03,
    compensation::P04,
    compensation::P05,
    compensation::P06,
    compensation::P07,
    compensation::P08,
    compensation::P09,
    paradox::P10,
    paradox::P11,
    paradox::P12,
    process::P13,
    process::P14,
    words::P15,
    words::P16,
    words::P17,
    words::P18,
    process::P19,
    process::P20,
    process::P21,
    survey::P22,
    survey::P23,
    words::P24,
    words::P25,
    process::P26,
    laws::P27,
    survey::P28,
    process::P29,
    afterwards::P30,
    afterwards::P31,
    afterwards::P32,
    afterwards::P33,
    paradox::P34,
];
