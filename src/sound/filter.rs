//! Filters of the second order, after Robert Bristow-Johnson's *Audio EQ Cookbook*; nothing deviates.

use std::f32::consts::TAU;

/// A filter of the second order with what it remembers.
#[derive(Debug, Clone)]
pub struct Filter {
    ahead: [f32; 3],
    back: [f32; 2],
    seen: [f32; 2],
    given: [f32; 2],
}

/// The steepest slope without a bump.
const FLAT: f32 = std::f32::consts::FRAC_1_SQRT_2;

impl Filter {
    /// Lets through what is lower.
    #[must_use]
    pub fn low_pass(hz: f32, rate: u32) -> Self {
        let (cos, alpha) = turn(hz, FLAT, rate);
        let side = (1.0 - cos) / 2.0;
        Self::new([side, 1.0 - cos, side], cos, alpha)
    }

    /// Lets through what is higher.
    #[must_use]
    pub fn high_pass(hz: f32, rate: u32) -> Self {
        let (cos, alpha) = turn(hz, FLAT, rate);
        let side = f32::midpoint(1.0, cos);
        Self::new([side, -1.0 - cos, side], cos, alpha)
    }

    /// Lets through what is near; the larger `sharpness`, the nearer.
    #[must_use]
    pub fn band_pass(hz: f32, sharpness: f32, rate: u32) -> Self {
        let (cos, alpha) = turn(hz, sharpness, rate);
        Self::new([alpha, 0.0, -alpha], cos, alpha)
    }

    fn new(ahead: [f32; 3], cos: f32, alpha: f32) -> Self {
        let whole = 1.0 + alpha;
        Self {
            ahead: ahead.map(|weight| weight / whole),
            back: [-2.0 * cos / whole, (1.0 - alpha) / whole],
            seen: [0.0; 2],
            given: [0.0; 2],
        }
    }

    /// The next sample.
    pub fn pass(&mut self, sample: f32) -> f32 {
        let [now, before, earlier] = self.ahead;
        let out = now * sample + before * self.seen[0] + earlier * self.seen[1]
            - self.back[0] * self.given[0]
            - self.back[1] * self.given[1];
        self.seen = [sample, self.seen[0]];
        self.given = [out, self.given[0]];
        out
    }

    /// All samples, in place.
    pub fn run(&mut self, samples: &mut [f32]) {
        for sample in samples {
            *sample = self.pass(*sample);
        }
    }
}

fn turn(hz: f32, sharpness: f32, rate: u32) -> (f32, f32) {
    let angle = TAU * hz.clamp(1.0, rate as f32 * 0.45) / rate as f32;
    (angle.cos(), angle.sin() / (2.0 * sharpness))
}
