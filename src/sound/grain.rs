//! What small sounds are made of: noise, tones that ring out, taps.

use std::f32::consts::TAU;

use rand::Rng;
use rand_xoshiro::SplitMix64;

use super::filter::Filter;
use super::wave::Wave;

/// Noise that is the same each time for the same words.
#[derive(Debug, Clone)]
pub struct Noise(SplitMix64);

impl Noise {
    /// The noise of these words (FNV-1a of their bytes is its seed).
    #[must_use]
    pub fn of(words: &str) -> Self {
        let seed = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(rand::SeedableRng::seed_from_u64(seed))
    }

    /// 0 ..= 1.
    pub fn share(&mut self) -> f32 {
        (self.0.next_u64() >> 40) as f32 / 16_777_215.0
    }

    /// −1 ..= 1.
    pub fn sample(&mut self) -> f32 {
        self.share() * 2.0 - 1.0
    }

    /// So many samples of noise.
    pub fn samples(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| self.sample()).collect()
    }
}

/// A tone that rises within `attack_seconds` and rings out: each of the partials (times the pitch, loudness) dies the sooner the higher it is.
#[must_use]
pub fn bell(rate: u32, hz: f32, seconds: f32, attack_seconds: f32, partials: &[(f32, f32)]) -> Wave {
    let mut wave = Wave::silence(rate, seconds);
    for (at, sample) in wave.samples_mut().iter_mut().enumerate() {
        let time = at as f32 / rate as f32;
        *sample = partials
            .iter()
            .map(|(times, loudness)| {
                loudness * (TAU * hz * times * time).sin() * (-time * (3.2 + 1.3 * times) / seconds).exp()
            })
            .sum();
    }
    wave.fade(attack_seconds, seconds * 0.35);
    wave
}

/// A tone that glides from one pitch to another.
#[must_use]
pub fn glide(rate: u32, from_hz: f32, to_hz: f32, seconds: f32) -> Wave {
    let mut wave = Wave::silence(rate, seconds);
    let count = wave.samples().len() as f32;
    let mut phase = 0.0_f32;
    for (at, sample) in wave.samples_mut().iter_mut().enumerate() {
        let share = at as f32 / count;
        *sample = phase.sin() * (-2.5 * share).exp();
        phase = (phase + TAU * (from_hz + (to_hz - from_hz) * share) / rate as f32) % TAU;
    }
    wave.fade(seconds * 0.15, seconds * 0.4);
    wave
}

/// A short, dull knock of noise round this pitch, as loud as 1 at most.
#[must_use]
pub fn tap(rate: u32, hz: f32, seconds: f32, noise: &mut Noise) -> Wave {
    let mut samples = noise.samples((seconds * rate as f32) as usize);
    Filter::band_pass(hz, 1.2, rate).run(&mut samples);
    let count = samples.len() as f32;
    for (at, sample) in samples.iter_mut().enumerate() {
        *sample *= (-5.0 * at as f32 / count).exp();
    }
    let mut wave = Wave::of(rate, samples);
    wave.fade(0.002, seconds * 0.4);
    let peak = wave.peak().max(1e-6);
    wave.scale(1.0 / peak);
    wave
}
