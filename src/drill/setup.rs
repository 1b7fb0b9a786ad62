//! What a drill is played under: everything that is fixed before the first line is spoken.

use serde::{Deserialize, Serialize};

use crate::customer::chance::{Bytes, Stream};
use crate::customer::{Patience, Talk, Temper};
use crate::scenario::{Policy, Scenario, Weights3};
use crate::vocabulary::Vocabulary;

/// Policy and traits of one drill.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    pub policy: Policy,
    pub temper: Temper,
    pub patience: Patience,
    pub talk: Talk,
}

impl Setup {
    /// Draws the traits from the first three bytes of the seed's stream; the encounter goes on with the same stream.
    /// A temper that is given is taken; its byte is spent all the same, so that all else stays as it is.
    #[must_use]
    pub fn draw(scenario: &Scenario, policy: Policy, temper: Option<Temper>, seed: u64) -> Self {
        let mut stream = Stream::new(seed);
        let customer = &scenario.customer;
        let drawn = pick(customer.tempers, &mut stream);
        let patience = pick(customer.patiences, &mut stream);
        let talk = pick(customer.talks, &mut stream);
        Self {
            policy,
            temper: temper.unwrap_or(drawn),
            patience,
            talk,
        }
    }
}

/// How many bytes of a seed's stream [`Setup::draw`] spends.
pub(super) const TRAIT_BYTES: usize = 3;

/// The outcome of a chance list of three under the next byte.
fn pick<T: Vocabulary>(weights: Weights3, stream: &mut Stream) -> T {
    let byte = u16::from(stream.byte());
    let at = if byte < weights[0] {
        0
    } else if byte < weights[0] + weights[1] {
        1
    } else {
        2
    };
    T::ALL[at]
}
