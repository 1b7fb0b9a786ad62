//! Trainees of one mind: how a scenario goes for those who follow a single idea, by exact expectation.
//!
//! A persona ranks the moves that can be chosen and takes one of the highest, each with the same chance. Its value is a sum over all
//! that can happen, not a sample: the same backward induction as that of the best play, with a mean in place of a maximum.
//!
//! ```
//! use bounceback::customer::Temper;
//! use bounceback::drill::{Rules, Setup};
//! use bounceback::scenario::{read, template};
//! use bounceback::solve::{Persona, Solver, expected};
//!
//! let scenario = read(&template("cake")).scenario.expect("the template is valid");
//! let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Typical), 1);
//! let rules = Rules::new(&scenario, &setup);
//! let best = Solver::new(rules).scale().expect("small").best;
//! assert!(expected(rules, Persona::Random).expect("small") < best);
//! ```

use super::solver::TooLarge;
use super::space::Space;
use super::value::Value;
use crate::customer::{ActKind, Stance};
use crate::drill::{COSTLY, Rules, State};
use crate::scenario::Move;

crate::vocabulary! {
    /// A trainee of one mind.
    pub enum Persona: "persona" {
        /// Chooses anything.
        Random,
        /// Says kind things and spends nothing.
        KindButPowerless,
        /// Does what the rules say: proof, policy, the manager.
        RuleFollower,
        /// Takes what costs most.
        BigSpender,
        /// Apologises, and apologises again.
        Apologiser,
    }
}

/// Acts that a rule follower looks for.
const BY_THE_BOOK: u64 = ActKind::DemandProof.bit()
    | ActKind::HideBehindPolicy.bit()
    | ActKind::CheckWithManager.bit()
    | ActKind::Transfer.bit();

impl Persona {
    /// What it does, in a few words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Random => "chooses anything that is on offer",
            Self::KindButPowerless => "says kind things, promises and spends nothing",
            Self::RuleFollower => "asks for proof, follows the policy, asks the manager",
            Self::BigSpender => "takes what costs most",
            Self::Apologiser => "apologises wherever it can, then thanks and feels with the customer",
        }
    }

    /// How much it likes a move; the highest are taken.
    pub(super) fn rank(self, rules: &Rules<'_>, s: &State, mv: &Move) -> i64 {
        let has = |acts: u64| mv.acts.set() & acts != 0;
        let avoids = mv
            .acts
            .acts()
            .iter()
            .any(|act| act.kind().stance() == Stance::Avoidance);
        match self {
            Self::Random => 0,
            Self::KindButPowerless => {
                let gives = has(COSTLY | ActKind::Promise.bit());
                match (avoids, gives) {
                    (false, false) => 2,
                    (false, true) => 1,
                    (true, _) => 0,
                }
            }
            Self::RuleFollower if has(BY_THE_BOOK) => 2,
            Self::RuleFollower => i64::from(has(ActKind::Clarify.bit())),
            Self::BigSpender => rules.cost(s, mv),
            Self::Apologiser if has(ActKind::Apologise.bit()) => 2,
            Self::Apologiser => i64::from(has(ActKind::Thank.bit() | ActKind::Empathise.bit())),
        }
    }
}

/// The expected net value of a drill that a persona plays.
///
/// # Errors
/// [`TooLarge`].
pub fn expected(rules: Rules<'_>, persona: Persona) -> Result<Value, TooLarge> {
    let start = rules.start();
    let mut space = Space::of(rules, persona);
    space.solve(&start)?;
    Ok(space.get(&start).expect("it has just been solved").best)
}
