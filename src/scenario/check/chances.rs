//! Chance lists: weights that sum to 256.

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::scenario::draft::ChanceList;
use crate::scenario::model::Weights3;
use crate::vocabulary::Vocabulary;

/// The sum of the weights of a chance list.
pub(super) const WHOLE: i64 = 256;
/// The model's own spread of traits.
const MODEL_TRAITS: Weights3 = [64, 128, 64];

impl Checker<'_> {
    /// The weights of a trait, the model's own where nothing is written.
    pub(super) fn chances3<T: Vocabulary>(&mut self, list: Option<&ChanceList<T>>) -> Weights3 {
        list.map_or(MODEL_TRAITS, |list| self.weights::<T, 3>(list))
    }

    /// The weights of a list in the order of the vocabulary; outcomes that are not written have weight 0.
    pub(super) fn weights<T: Vocabulary, const N: usize>(&mut self, list: &ChanceList<T>) -> [u16; N] {
        let mut weights = [0; N];
        let mut seen = [false; N];
        let mut good = true;
        for (word, weight) in &list.value {
            let at = T::ALL
                .iter()
                .position(|known| known == word)
                .expect("ALL holds every word of a vocabulary");
            if std::mem::replace(&mut seen[at], true) {
                good = false;
                self.error(
                    Diagnostic::error(
                        "twice",
                        format!("`{}` stands twice in this chance list", word.name()),
                        weight.span.clone(),
                    )
                    .label("again here"),
                );
            }
            match u16::try_from(weight.value) {
                Ok(small) if weight.value <= WHOLE => weights[at] = small,
                _ => {
                    good = false;
                    self.error(
                        Diagnostic::error(
                            "bad-weight",
                            format!("a weight is 0 to 256, not {}", weight.value),
                            weight.span.clone(),
                        )
                        .label("out of range"),
                    );
                }
            }
        }
        // Weights out of range are not summed: a sum of the largest numbers is no number.
        if !good {
            return weights;
        }
        let written: Vec<i64> = list.value.iter().map(|(_, weight)| weight.value).collect();
        let sum: i64 = written.iter().sum();
        if sum != WHOLE {
            let nearest = scaled_to_whole(&written);
            let proposal: Vec<String> = list
                .value
                .iter()
                .zip(nearest)
                .map(|((word, _), weight)| format!("({}, {weight})", word.name()))
                .collect();
            self.error(
                Diagnostic::error(
                    "chance-sum",
                    format!("the weights sum to {sum}, not to 256"),
                    list.span.clone(),
                )
                .label("256 is certain")
                .help(format!("the nearest that does: [{}]", proposal.join(", "))),
            );
        }
        weights
    }
}

/// The weights nearest to the given ones, in proportion, that sum to 256 (largest remainders). Equal shares where
/// nothing is given.
fn scaled_to_whole(weights: &[i64]) -> Vec<i64> {
    let sum: i64 = weights.iter().sum();
    let count = i64::try_from(weights.len()).expect("a list in memory is shorter than 2^63");
    if count == 0 {
        return Vec::new();
    }
    let share = |weight: i64| {
        if sum == 0 {
            (WHOLE, count)
        } else {
            (weight * WHOLE, sum)
        }
    };
    let mut scaled: Vec<i64> = weights
        .iter()
        .map(|&weight| share(weight).0 / share(weight).1)
        .collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|&at| std::cmp::Reverse(share(weights[at]).0 % share(weights[at]).1));
    let missing = WHOLE - scaled.iter().sum::<i64>();
    for at in by_remainder.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
        scaled[at] += 1;
    }
    scaled
}

#[cfg(test)]
mod tests {
    use super::scaled_to_whole;

    #[test]
    fn the_nearest_list_keeps_proportions() {
        assert_eq!(scaled_to_whole(&[25, 50, 25]), [64, 128, 64]);
        assert_eq!(scaled_to_whole(&[1, 1, 1]), [86, 85, 85]);
        assert_eq!(scaled_to_whole(&[0, 0]), [128, 128]);
        assert_eq!(scaled_to_whole(&[200, 64]).iter().sum::<i64>(), 256);
    }
}
