//! Who the customer is and what failed: fixed during an episode (MODEL.md section 3.1).

use serde::{Deserialize, Serialize};

use super::chance::Bytes;
use super::coefficients::Coefficients;

crate::vocabulary! {
    /// What failed.
    pub enum FailureKind: "kind of failure" { Money, Goods, Service, Attention }
}
crate::vocabulary! {
    /// The relationship before the failure.
    pub enum Tie: "tie" { New, Regular, Loyal }
}
crate::vocabulary! {
    /// Who really caused the failure.
    pub enum Fault: "party at fault" { Firm, ThirdParty, Customer }
}
crate::vocabulary! {
    /// How many attractive alternatives the customer has.
    pub enum Rivals: "number of rivals" { Few, Some, Many }
}
crate::vocabulary! {
    /// How easily the customer can walk away: `Phone` in any idle tick, `Counter` only beyond the zone of tolerance.
    pub enum Contact: "contact" { Phone, Counter }
}
crate::vocabulary! {
    /// How sensitive the customer is today.
    pub enum Temper: "temper" { Calm, Typical, Hot }
}
crate::vocabulary! {
    /// How long the customer bears an idle wait.
    pub enum Patience: "patience" { Short, Typical, Long }
}
crate::vocabulary! {
    /// How much the customer tells others.
    pub enum Talk: "talkativeness" { Quiet, Typical, Vocal }
}

/// The customer and the failure. In JSON every field may be left out.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the profile's fields are the specification's"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Loss in the customer's eyes, 0..=3.
    pub severity: u8,
    pub failure: FailureKind,
    /// The second failure within memory.
    pub repeated: bool,
    pub tie: Tie,
    /// The firm could have prevented it.
    pub controllable: bool,
    /// The cause looks lasting.
    pub stable: bool,
    pub fault: Fault,
    /// Cumulative satisfaction before the failure, 0..=100.
    pub prior: u8,
    /// The flawed service was used: concave compensation curve; else S-shaped.
    pub consumed: bool,
    /// No fix in kind exists.
    pub irreparable: bool,
    /// What is wrong needs no questions.
    pub obvious: bool,
    /// The customer lacks receipt or record.
    pub no_proof: bool,
    pub rivals: Rivals,
    pub channel: Contact,
    pub temper: Temper,
    pub patience: Patience,
    pub talk: Talk,
}

/// The highest severity.
pub const SEVERITY_MAX: u8 = 3;
/// The highest satisfaction.
pub const PRIOR_MAX: u8 = 100;

impl Default for Profile {
    fn default() -> Self {
        Self {
            severity: 1,
            failure: FailureKind::Service,
            repeated: false,
            tie: Tie::Regular,
            controllable: true,
            stable: false,
            fault: Fault::Firm,
            prior: 70,
            consumed: true,
            irreparable: false,
            obvious: false,
            no_proof: false,
            rivals: Rivals::Some,
            channel: Contact::Phone,
            temper: Temper::Typical,
            patience: Patience::Typical,
            talk: Talk::Typical,
        }
    }
}

/// A field of a profile outside its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileFault {
    pub field: &'static str,
    pub value: u8,
    pub max: u8,
}

impl std::fmt::Display for ProfileFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} takes 0 to {}, not {}", self.field, self.max, self.value)
    }
}

impl std::error::Error for ProfileFault {}

impl Profile {
    /// Checks the ranges of the numeric fields.
    ///
    /// # Errors
    /// The first field outside its range.
    pub const fn validate(&self) -> Result<(), ProfileFault> {
        if self.severity > SEVERITY_MAX {
            return Err(ProfileFault {
                field: "severity",
                value: self.severity,
                max: SEVERITY_MAX,
            });
        }
        if self.prior > PRIOR_MAX {
            return Err(ProfileFault {
                field: "prior",
                value: self.prior,
                max: PRIOR_MAX,
            });
        }
        Ok(())
    }

    /// Draws temper, patience and talk with the model's own weights, in this order, one byte each.
    pub fn draw_traits(&mut self, bytes: &mut impl Bytes, c: &Coefficients) {
        let mut draw = || {
            let [first, second, _] = c.trait_weights;
            match i32::from(bytes.byte()) {
                byte if byte < first => 0,
                byte if byte < first + second => 1,
                _ => 2,
            }
        };
        self.temper = [Temper::Calm, Temper::Typical, Temper::Hot][draw()];
        self.patience = [Patience::Short, Patience::Typical, Patience::Long][draw()];
        self.talk = [Talk::Quiet, Talk::Typical, Talk::Vocal][draw()];
    }
}
