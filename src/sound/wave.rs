//! A piece of sound: samples of one channel at a rate.

use super::filter::Filter;
use super::grain::Noise;
use super::score::Score;

/// Samples of one channel, −1..=1.
#[derive(Debug, Clone, PartialEq)]
pub struct Wave {
    rate: u32,
    samples: Vec<f32>,
}

impl Wave {
    /// So many seconds of nothing.
    #[must_use]
    pub fn silence(rate: u32, seconds: f32) -> Self {
        let count = (seconds.max(0.0) * rate as f32).round() as usize;
        Self {
            rate,
            samples: vec![0.0; count],
        }
    }

    /// Samples as they are.
    #[must_use]
    pub const fn of(rate: u32, samples: Vec<f32>) -> Self {
        Self { rate, samples }
    }

    /// Samples in a second.
    #[must_use]
    pub const fn rate(&self) -> u32 {
        self.rate
    }

    /// The samples.
    #[must_use]
    pub fn samples(&self) -> &[f32] {
        &self.samples
    }

    /// The samples, to be changed.
    pub fn samples_mut(&mut self) -> &mut [f32] {
        &mut self.samples
    }

    /// How long it is.
    #[must_use]
    pub fn seconds(&self) -> f32 {
        self.samples.len() as f32 / self.rate as f32
    }

    /// The samples between two times.
    #[must_use]
    pub fn between(&self, from_seconds: f32, to_seconds: f32) -> &[f32] {
        let at = |seconds: f32| ((seconds.max(0.0) * self.rate as f32) as usize).min(self.samples.len());
        let (from, to) = (at(from_seconds), at(to_seconds));
        &self.samples[from.min(to)..to]
    }

    /// Adds another wave of the same rate at this time; what reaches beyond the end is left out.
    pub fn add(&mut self, at_seconds: f32, other: &Self, gain: f32) {
        let at = (at_seconds.max(0.0) * self.rate as f32).round() as usize;
        for (sample, more) in self.samples.iter_mut().skip(at).zip(&other.samples) {
            *sample += more * gain;
        }
    }

    /// All of it louder or softer.
    pub fn scale(&mut self, gain: f32) {
        for sample in &mut self.samples {
            *sample *= gain;
        }
    }

    /// Rises from nothing at its beginning and sinks to nothing at its end.
    pub fn fade(&mut self, in_seconds: f32, out_seconds: f32) {
        let rate = self.rate as f32;
        let count = self.samples.len();
        let ease = |share: f32| share * share * (3.0 - 2.0 * share);
        let fading = |seconds: f32| ((seconds * rate) as usize).min(count / 2).max(1);
        let (rise, fall) = (fading(in_seconds), fading(out_seconds));
        for (at, sample) in self.samples.iter_mut().take(rise).enumerate() {
            *sample *= ease(at as f32 / rise as f32);
        }
        for (at, sample) in self.samples.iter_mut().rev().take(fall).enumerate() {
            *sample *= ease(at as f32 / fall as f32);
        }
    }

    /// The largest sample, without its sign.
    #[must_use]
    pub fn peak(&self) -> f32 {
        self.samples
            .iter()
            .fold(0.0, |peak: f32, sample| peak.max(sample.abs()))
    }

    /// The root of the mean square: how loud it is on the whole.
    #[must_use]
    pub fn rms(&self) -> f32 {
        let sum: f64 = self.samples.iter().map(|sample| f64::from(sample * sample)).sum();
        (sum / self.samples.len().max(1) as f64).sqrt() as f32
    }

    /// The samples as 16-bit numbers.
    #[must_use]
    pub fn to_pcm(&self) -> Vec<i16> {
        self.samples
            .iter()
            .map(|sample| (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16)
            .collect()
    }
}

/// A text being typed at so many characters a second: a soft tap for each letter, none in the pauses.
#[must_use]
pub fn typing(text: &str, units_per_second: f32, rate: u32) -> Wave {
    const TAP_SECONDS: f32 = 0.045;
    let score = Score::of(text);
    let mut wave = Wave::silence(rate, score.units() / units_per_second + TAP_SECONDS);
    let mut noise = Noise::of(text);
    for (at, (character, units)) in score.characters().enumerate() {
        // Two of three keys are heard: fingers roll.
        if character.is_whitespace() || at % 3 == 2 {
            continue;
        }
        let seconds = (units / units_per_second + 0.012 * noise.share()).max(0.0);
        let mut tap = super::grain::tap(rate, 1700.0 + 900.0 * noise.share(), TAP_SECONDS, &mut noise);
        tap.fade(0.003, 0.02);
        wave.add(seconds, &tap, 0.05 + 0.03 * noise.share());
    }
    wave.fade(0.004, 0.01);
    wave
}

/// As it is heard through a telephone: nothing below 300 Hz and above 3.4 kHz, as loud as before.
#[must_use]
pub fn on_the_phone(mut wave: Wave) -> Wave {
    let before = wave.rms();
    let rate = wave.rate;
    for _ in 0..2 {
        Filter::high_pass(300.0, rate).run(&mut wave.samples);
        Filter::low_pass(3400.0, rate).run(&mut wave.samples);
    }
    let after = wave.rms();
    if after > 0.0 {
        wave.scale((before / after).min(4.0));
    }
    for sample in &mut wave.samples {
        *sample = super::limit(*sample);
    }
    wave.fade(0.004, 0.01);
    wave
}
