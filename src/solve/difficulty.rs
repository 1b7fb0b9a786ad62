//! How hard a scenario is: what trainees of one mind earn in it, for its typical customer and over all who can come.
//!
//! ```
//! use bounceback::scenario::{read, template};
//! use bounceback::solve::difficulty;
//!
//! let scenario = read(&template("cake")).scenario.expect("the template is valid");
//! for row in difficulty(&scenario, &scenario.policy).expect("small") {
//!     assert!((0.0..=100.0).contains(&row.mean.score), "{:?}", row.persona);
//! }
//! ```

use rayon::prelude::*;

use super::customers::each_customer;
use super::persona::{Persona, expected};
use super::scale::Scale;
use super::solver::TooLarge;
use super::value::Value;
use crate::drill::{Rules, Setup};
use crate::scenario::{Policy, Scenario};
use crate::vocabulary::Vocabulary;

/// What a persona is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Played {
    /// Expected net value, cents.
    pub cents: i64,
    /// Where that lies between the worst play and the best, 0..=100.
    pub score: f64,
}

/// How one persona fares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difficulty {
    pub persona: Persona,
    /// With the typical customer.
    pub typical: Played,
    /// The mean over all customers by their weights, each on their own scale.
    pub mean: Played,
}

/// What a persona is worth with one customer, whose scale this is.
///
/// # Errors
/// [`TooLarge`].
pub fn played(rules: Rules<'_>, scale: Scale, persona: Persona) -> Result<(Value, Played), TooLarge> {
    let value = expected(rules, persona)?;
    let played = Played {
        cents: value.cents(),
        score: scale.standing(value),
    };
    Ok((value, played))
}

/// Lets every persona meet every customer.
///
/// # Errors
/// [`TooLarge`].
pub fn difficulty(scenario: &Scenario, policy: &Policy) -> Result<Vec<Difficulty>, TooLarge> {
    let typical = Setup::typical(scenario, policy.clone());
    let customers = Setup::all(scenario, policy);
    let (setups, weights): (Vec<Setup>, Vec<u32>) = customers.into_iter().unzip();
    let scales = each_customer(scenario, &setups, |mut solver, _| {
        Ok::<_, TooLarge>((solver.scale()?, solver))
    })?;
    let one = |(setup, &scale): (&Setup, &Scale)| {
        let rules = Rules::new(scenario, setup);
        Persona::ALL
            .iter()
            .map(|&persona| played(rules, scale, persona))
            .collect()
    };
    let rows: Vec<Vec<(Value, Played)>> = setups
        .par_iter()
        .zip(&scales)
        .map(one)
        .collect::<Result<_, TooLarge>>()?;
    let weights = || weights.iter().copied();
    let at = setups.iter().position(|setup| *setup == typical).unwrap_or(0);
    let of = |(place, &persona): (usize, &Persona)| Difficulty {
        persona,
        typical: rows[at][place].1,
        mean: Played {
            cents: mean_cents(rows.iter().map(|row| row[place].0).zip(weights())),
            score: weights()
                .zip(&rows)
                .map(|(weight, row)| row[place].1.score * f64::from(weight) / f64::from(WHOLE))
                .sum(),
        },
    };
    Ok(Persona::ALL.iter().enumerate().map(of).collect())
}

/// The sum of all customers' weights: three chance lists of 256.
const WHOLE: u32 = 256 * 256 * 256;

/// The nearest cent to the mean of values by weights over [`WHOLE`].
fn mean_cents(values: impl Iterator<Item = (Value, u32)>) -> i64 {
    let sum: i128 = values
        .map(|(value, weight)| i128::from(value.units()) * i128::from(weight))
        .sum();
    let unit = i128::from(WHOLE) * i128::from(Value::from_cents(1).units());
    i64::try_from((2 * sum + unit).div_euclid(2 * unit)).expect("a mean of values lies between them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_by_weights_is_exact_to_the_cent() {
        let mean =
            |list: &[(i64, u32)]| mean_cents(list.iter().map(|&(cents, weight)| (Value::from_cents(cents), weight)));
        assert_eq!(mean(&[(100, WHOLE)]), 100);
        assert_eq!(mean(&[(0, WHOLE / 4), (100, WHOLE / 4 * 3)]), 75);
        assert_eq!(mean(&[(-1, WHOLE / 2), (0, WHOLE / 2)]), 0, "halves go up");
        assert_eq!(mean(&[(-3, WHOLE / 2), (-2, WHOLE / 2)]), -2);
    }
}
