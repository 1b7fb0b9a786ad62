//! The tone of a room: what is heard while nobody speaks. It goes round for ever without a seam.

use std::f32::consts::TAU;

use super::filter::Filter;
use super::grain::{Noise, bell};
use super::wave::Wave;

/// How long a room's tone is before it begins again.
pub const LOOP_SECONDS: f32 = 9.0;
/// How long the end flows into the beginning.
const SEAM_SECONDS: f32 = 1.0;

crate::vocabulary! {
    /// The tone of a room.
    pub enum Room: "room" {
        /// Rain outside.
        Rain,
        /// Fans and a faint hum.
        Office,
        /// Far voices, now and then a glass.
        Restaurant,
        /// The hiss of a telephone line.
        PhoneLine,
        /// A large, nearly silent room.
        Hall,
    }
}

impl Room {
    /// The room of a scenario's setting; on the phone the line is all that is heard of it.
    #[must_use]
    pub fn of(setting: &str, is_phone: bool) -> Self {
        if is_phone {
            return Self::PhoneLine;
        }
        match setting {
            "boutique" | "home" => Self::Rain,
            "office" | "call-centre" | "clinic" | "bank" => Self::Office,
            "restaurant" => Self::Restaurant,
            _ => Self::Hall,
        }
    }

    /// How loud it is: the root mean square.
    #[must_use]
    pub const fn loudness(self) -> f32 {
        match self {
            Self::Rain => 0.016,
            Self::Office => 0.011,
            Self::Restaurant => 0.014,
            Self::PhoneLine => 0.006,
            Self::Hall => 0.009,
        }
    }

    /// The tone, [`LOOP_SECONDS`] long; its last sample leads to its first.
    #[must_use]
    pub fn render(self, rate: u32) -> Wave {
        let mut noise = Noise::of("room");
        // Filters settle, then the loop, then what flows into its beginning.
        let settle = (0.25 * rate as f32) as usize;
        let whole = (LOOP_SECONDS * rate as f32) as usize;
        let seam = (SEAM_SECONDS * rate as f32) as usize;
        let mut samples = vec![0.0; settle + whole + seam];
        self.fill(&mut samples, rate, &mut noise);
        let mut looped = join(&samples[settle..], whole, seam);
        // Nothing below what a loudspeaker plays; it also takes out what would be a constant.
        let mean = looped.iter().sum::<f32>() / whole as f32;
        for sample in &mut looped {
            *sample -= mean;
        }
        let mut wave = Wave::of(rate, looped);
        let rms = wave.rms();
        if rms > 0.0 {
            wave.scale(self.loudness() / rms);
        }
        if self == Self::Restaurant {
            glasses(&mut wave, &mut noise);
        }
        wave
    }

    fn fill(self, samples: &mut [f32], rate: u32, noise: &mut Noise) {
        match self {
            Self::Rain => {
                layer(samples, 1.0, noise, rate, 420.0, 5200.0);
                layer(samples, 0.7, noise, rate, 90.0, 600.0);
                drops(samples, rate, noise);
            }
            Self::Office => {
                layer(samples, 1.0, noise, rate, 60.0, 380.0);
                layer(samples, 0.12, noise, rate, 900.0, 3200.0);
                hum(samples, rate, 100.0, 0.05);
            }
            Self::Restaurant => {
                // Far voices: bands that swell and sink at the speed of syllables, each at its own.
                for (band, hz) in [260.0, 420.0, 610.0, 880.0, 1250.0].into_iter().enumerate() {
                    let mut voices = vec![0.0; samples.len()];
                    layer(&mut voices, 1.0, noise, rate, hz * 0.8, hz * 1.25);
                    let mut swell = noise.samples(samples.len());
                    Filter::low_pass(2.2 + 0.4 * band as f32, rate).run(&mut swell);
                    let loudest = swell.iter().fold(1e-9_f32, |most, sample| most.max(sample.abs()));
                    for ((sample, voice), swell) in samples.iter_mut().zip(&voices).zip(&swell) {
                        *sample += voice * (0.45 + 0.55 * swell / loudest) / (1.0 + 0.35 * band as f32);
                    }
                }
                layer(samples, 0.25, noise, rate, 70.0, 240.0);
            }
            Self::PhoneLine => {
                layer(samples, 1.0, noise, rate, 320.0, 3300.0);
                hum(samples, rate, 150.0, 0.03);
            }
            Self::Hall => {
                layer(samples, 1.0, noise, rate, 50.0, 210.0);
                layer(samples, 0.2, noise, rate, 400.0, 1800.0);
            }
        }
    }
}

/// Adds noise between two pitches.
fn layer(samples: &mut [f32], gain: f32, noise: &mut Noise, rate: u32, low_hz: f32, high_hz: f32) {
    let mut low = Filter::low_pass(high_hz, rate);
    let mut high = Filter::high_pass(low_hz, rate);
    for sample in samples {
        *sample += gain * high.pass(low.pass(noise.sample()));
    }
}

/// Adds a mains hum with its second and third harmonic; a whole number of its waves fits the loop.
fn hum(samples: &mut [f32], rate: u32, hz: f32, gain: f32) {
    for (at, sample) in samples.iter_mut().enumerate() {
        let turn = TAU * ((hz * at as f32 / rate as f32) % 1.0);
        *sample += gain * (turn.sin() + 0.5 * (2.0 * turn).sin() + 0.2 * (3.0 * turn).sin());
    }
}

/// Adds single drops, some twelve in a second.
fn drops(samples: &mut [f32], rate: u32, noise: &mut Noise) {
    let count = samples.len() * 12 / rate as usize;
    for _ in 0..count {
        let at = (noise.share() * samples.len() as f32) as usize;
        let hz = 900.0 + 1900.0 * noise.share();
        let loudness = 0.25 + 0.5 * noise.share();
        let drop = bell(rate, hz, 0.035, 0.004, &[(1.0, 1.0)]);
        for (sample, more) in samples.iter_mut().skip(at).zip(drop.samples()) {
            *sample += loudness * more;
        }
    }
}

/// Two glasses, far away.
fn glasses(wave: &mut Wave, noise: &mut Noise) {
    let rate = wave.rate();
    for at_seconds in [2.3, 6.9] {
        let hz = 2300.0 + 500.0 * noise.share();
        let glass = bell(rate, hz, 0.5, 0.006, &[(1.0, 1.0), (1.51, 0.4)]);
        wave.add(at_seconds, &glass, 0.008);
    }
}

/// Cuts a loop out of samples that are a seam longer: what comes after the end is laid over the beginning, at equal power.
fn join(samples: &[f32], whole: usize, seam: usize) -> Vec<f32> {
    let mut looped = samples[..whole].to_vec();
    for (at, sample) in looped.iter_mut().take(seam).enumerate() {
        let (rising, sinking) = (TAU / 4.0 * at as f32 / seam as f32).sin_cos();
        *sample = *sample * rising + samples[whole + at] * sinking;
    }
    looped
}
