//! Who can come: every temper, patience and talk that has a weight.

use crate::customer::{Patience, Talk, Temper};
use crate::scenario::Scenario;
use crate::vocabulary::Vocabulary;

/// One of a scenario's customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Customer {
    pub temper: Temper,
    pub patience: Patience,
    pub talk: Talk,
    /// Probability over 256^[`WEIGHT_BYTES`].
    pub weight: u64,
}

/// Each of the three traits is drawn with one byte.
pub const WEIGHT_BYTES: u32 = 3;

/// The customers of a scenario that can come, at most 27; their weights sum to 256^[`WEIGHT_BYTES`].
pub fn customers(scenario: &Scenario) -> Vec<Customer> {
    let weights = &scenario.customer;
    let mut all = Vec::new();
    for (&temper, a) in Temper::ALL.iter().zip(weights.tempers) {
        for (&patience, b) in Patience::ALL.iter().zip(weights.patiences) {
            for (&talk, c) in Talk::ALL.iter().zip(weights.talks) {
                let weight = u64::from(a) * u64::from(b) * u64::from(c);
                if weight > 0 {
                    all.push(Customer {
                        temper,
                        patience,
                        talk,
                        weight,
                    });
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{read, template};

    #[test]
    fn the_weights_of_those_who_can_come_are_whole() {
        let check = |tempers: &str, count: usize| {
            let text = template("cake").replace("[(Calm, 64), (Typical, 128), (Hot, 64)]", tempers);
            let scenario = read(&text).scenario.expect("valid");
            let all = customers(&scenario);
            assert_eq!(all.len(), count, "{tempers}");
            assert_eq!(
                all.iter().map(|customer| customer.weight).sum::<u64>(),
                256_u64.pow(WEIGHT_BYTES)
            );
        };
        check("[(Calm, 64), (Typical, 128), (Hot, 64)]", 27);
        check("[(Calm, 56), (Hot, 200)]", 18);
        check("[(Hot, 256)]", 9);
    }
}
