//! The last thing before the sound card: nothing is ever louder than full scale, and what is quiet stays as it is.

/// Up to here nothing changes.
const KNEE: f32 = 0.7;

/// A sample of the mix, bent softly where it would be too loud: always between −1 and 1, both left out.
#[must_use]
pub fn limit(sample: f32) -> f32 {
    let size = sample.abs();
    if sample.is_nan() {
        0.0
    } else if size <= KNEE {
        sample
    } else {
        let over = (size - KNEE) / (1.0 - KNEE);
        // tanh reaches 1 in floating point; a step back keeps the largest 16-bit number out of it.
        sample.signum() * (KNEE + (1.0 - KNEE) * over.tanh() * 0.999)
    }
}

#[cfg(test)]
mod tests {
    use super::limit;

    #[test]
    fn the_mix_is_never_too_loud_and_quiet_sound_is_not_touched() {
        let mut last = -1.0;
        for step in -4000..=4000_i16 {
            let sample = f32::from(step) / 500.0;
            let out = limit(sample);
            assert!(out.abs() < 1.0 && out >= last, "{sample} becomes {out} after {last}");
            last = out;
            if sample.abs() <= 0.7 {
                assert!((out - sample).abs() < f32::EPSILON);
            }
        }
        assert!(limit(f32::NAN).abs() < 1e-9 && limit(f32::INFINITY) < 1.0);
    }
}
