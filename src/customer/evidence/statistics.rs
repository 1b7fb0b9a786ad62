//! The statistics that the studies report. Floats may be used here: nothing of this enters a transition.

/// A list of whole numbers as floats.
pub(super) fn floats<T: Into<f64>>(values: impl IntoIterator<Item = T>) -> Vec<f64> {
    values.into_iter().map(Into::into).collect()
}

/// The length of a list as a float.
fn length(values: &[f64]) -> f64 {
    f64::from(u32::try_from(values.len()).expect("a sample of fewer than four thousand million"))
}

/// The mean.
pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / length(values)
}

/// The standard deviation of a whole population (divided by n).
pub(super) fn deviation(values: &[f64]) -> f64 {
    let mean = mean(values);
    (values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / length(values)).sqrt()
}

/// Pearson's correlation, -1..=1; not a number where a list does not vary.
pub(super) fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let (mean_x, mean_y) = (mean(x), mean(y));
    let covariance: f64 = x.iter().zip(y).map(|(a, b)| (a - mean_x) * (b - mean_y)).sum();
    covariance / (length(x) * deviation(x) * deviation(y))
}

/// Ordinary least squares of `y` on the columns `xs` and a constant: the standardised slopes, one a column (how many
/// standard deviations `y` moves with one of the column).
pub(super) fn slopes<const K: usize>(y: &[f64], xs: [&[f64]; K]) -> [f64; K] {
    let constant = vec![1.0; y.len()];
    let columns: Vec<&[f64]> = std::iter::once(constant.as_slice()).chain(xs).collect();
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    // The normal equations, with the right side as the last column.
    let mut equations: Vec<Vec<f64>> = columns
        .iter()
        .map(|row| columns.iter().chain([&y]).map(|column| product(row, column)).collect())
        .collect();
    for i in 0..columns.len() {
        let pivot = (i..columns.len())
            .max_by(|&a, &b| equations[a][i].abs().total_cmp(&equations[b][i].abs()))
            .expect("there is at least the constant");
        equations.swap(i, pivot);
        let pivot_row = equations[i].clone();
        for (j, row) in equations.iter_mut().enumerate() {
            if j != i {
                let factor = row[i] / pivot_row[i];
                for (value, pivot_value) in row.iter_mut().zip(&pivot_row) {
                    *value -= factor * pivot_value;
                }
            }
        }
    }
    std::array::from_fn(|k| {
        let row = &equations[k + 1];
        row[columns.len()] / row[k + 1] * deviation(xs[k]) / deviation(y)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, expect: f64) {
        assert!((found - expect).abs() < 1e-12, "expected {expect}, found {found}");
    }

    #[test]
    fn mean_and_deviation_of_a_known_list() {
        let list = floats([2, 4, 4, 4, 5, 5, 7, 9]); // the textbook list whose standard deviation is 2
        check(mean(&list), 5.0);
        check(deviation(&list), 2.0);
    }

    #[test]
    fn correlation_of_known_lists() {
        let x = floats([1, 2, 3, 4]);
        check(correlation(&x, &floats([3, 5, 7, 9])), 1.0);
        check(correlation(&x, &floats([8, 6, 4, 2])), -1.0);
        check(correlation(&x, &floats([1, -1, -1, 1])), 0.0);
        check(correlation(&x, &floats([1, 3, 2, 4])), 0.8);
        assert!(
            correlation(&x, &floats([5, 5, 5, 5])).is_nan(),
            "a constant correlates with nothing"
        );
    }

    #[test]
    fn slopes_of_an_exact_plane() {
        // y = 7 + 3a - 2b: the standardised slopes are 3 sd(a) / sd(y) and -2 sd(b) / sd(y).
        let (a, b) = (floats([0, 1, 2, 3, 4, 5]), floats([1, 0, 4, 2, 2, 5]));
        let y: Vec<f64> = a.iter().zip(&b).map(|(a, b)| 7.0 + 3.0 * a - 2.0 * b).collect();
        let [on_a, on_b] = slopes(&y, [&a, &b]);
        check(on_a, 3.0 * deviation(&a) / deviation(&y));
        check(on_b, -2.0 * deviation(&b) / deviation(&y));
    }

    #[test]
    fn the_slope_on_one_column_is_the_correlation() {
        let (x, y) = (floats([1, 2, 3, 4]), floats([1, 3, 2, 4]));
        check(slopes(&y, [&x])[0], 0.8);
    }
}
