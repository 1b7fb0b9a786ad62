//! What a drill is played under: everything that is fixed before the first line is spoken.

use serde::{Deserialize, Serialize};

use super::begin::Begin;
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
    /// Where it begins instead of at the beginning: somebody tries a part of a scenario. Such a drill is no practice, and is not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<Box<Begin>>,
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
            begin: None,
        }
    }

    /// The customer that a scenario is about: typical in each trait, or where the scenario gives that no weight, the likeliest.
    #[must_use]
    pub fn typical(scenario: &Scenario, policy: Policy) -> Self {
        let customer = &scenario.customer;
        Self {
            policy,
            temper: typical(customer.tempers, Temper::Typical),
            patience: typical(customer.patiences, Patience::Typical),
            talk: typical(customer.talks, Talk::Typical),
            begin: None,
        }
    }

    /// Every customer that can come, the likeliest first, with the weight over 256^3.
    #[must_use]
    pub fn all(scenario: &Scenario, policy: &Policy) -> Vec<(Self, u32)> {
        let customer = &scenario.customer;
        let mut all = Vec::new();
        for (temper, of_temper) in weighted(customer.tempers) {
            for (patience, of_patience) in weighted(customer.patiences) {
                for (talk, of_talk) in weighted(customer.talks) {
                    let setup = Self {
                        policy: policy.clone(),
                        temper,
                        patience,
                        talk,
                        begin: None,
                    };
                    all.push((setup, of_temper * of_patience * of_talk));
                }
            }
        }
        all.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
        all
    }
}

/// The outcomes of a chance list that can come.
fn weighted<T: Vocabulary>(weights: Weights3) -> Vec<(T, u32)> {
    let list = T::ALL.iter().copied().zip(weights.map(u32::from));
    list.filter(|(_, weight)| *weight > 0).collect()
}

fn typical<T: Vocabulary + PartialEq>(weights: Weights3, typical: T) -> T {
    let all = weighted::<T>(weights);
    let found = all.iter().find(|(word, _)| *word == typical);
    let likeliest = || all.iter().rev().max_by_key(|(_, weight)| *weight);
    found.or_else(likeliest).map_or(typical, |(word, _)| *word)
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
