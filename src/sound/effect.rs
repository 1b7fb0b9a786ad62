//! Small sounds: what was chosen, what comes, what is refused, how it ended.

use super::filter::Filter;
use super::grain::{Noise, bell, glide, tap};
use super::wave::{Wave, typing};

crate::vocabulary! {
    /// A small sound.
    pub enum Effect: "sound" {
        /// A move was chosen.
        Chosen,
        /// The customer begins a line.
        Line,
        /// A move is barred.
        Refused,
        /// Somebody cuts in.
        Interruption,
        /// Money was spent.
        Coin,
        /// The line opens.
        PhoneOpens,
        /// The line is cut.
        PhoneCloses,
        /// Somebody types an answer.
        Typing,
        /// The customer walks out.
        Door,
        /// The customer left for good and says so.
        Defector,
        Detractor,
        Passive,
        Loyal,
        Champion,
    }
}

/// A struck, wooden sound.
const WOOD: &[(f32, f32)] = &[(1.0, 1.0), (2.76, 0.25), (5.4, 0.06)];
/// A small metal one.
const METAL: &[(f32, f32)] = &[(1.0, 1.0), (2.0, 0.3), (3.01, 0.16), (4.1, 0.07)];
/// A soft string.
const STRING: &[(f32, f32)] = &[(1.0, 1.0), (2.0, 0.34), (3.0, 0.14), (4.0, 0.05)];

impl Effect {
    /// The sound. Short, quiet, with soft edges.
    #[must_use]
    pub fn render(self, rate: u32) -> Wave {
        let mut noise = Noise::of("effect");
        let (mut wave, peak) = match self {
            Self::Chosen => (bell(rate, 587.0, 0.16, 0.006, WOOD), 0.2),
            Self::Line => (glide(rate, 330.0, 440.0, 0.1), 0.1),
            Self::Refused => {
                let mut wave = Wave::silence(rate, 0.34);
                wave.add(0.0, &bell(rate, 207.7, 0.17, 0.012, STRING), 1.0);
                wave.add(0.15, &bell(rate, 174.6, 0.19, 0.012, STRING), 1.0);
                (wave, 0.2)
            }
            Self::Interruption => {
                let mut wave = Wave::silence(rate, 0.22);
                wave.add(0.0, &sweep(rate, 0.12, &mut noise), 0.6);
                wave.add(0.03, &glide(rate, 420.0, 250.0, 0.18), 0.8);
                (wave, 0.2)
            }
            Self::Coin => {
                let mut wave = Wave::silence(rate, 0.55);
                wave.add(0.0, &bell(rate, 1318.5, 0.4, 0.004, METAL), 0.7);
                wave.add(0.085, &bell(rate, 1760.0, 0.45, 0.004, METAL), 0.6);
                (wave, 0.16)
            }
            Self::PhoneOpens => {
                let mut wave = Wave::silence(rate, 0.26);
                wave.add(0.0, &tap(rate, 1400.0, 0.05, &mut noise), 0.6);
                wave.add(0.07, &tap(rate, 800.0, 0.09, &mut noise), 1.0);
                (wave, 0.16)
            }
            Self::PhoneCloses => {
                let mut wave = Wave::silence(rate, 0.34);
                wave.add(0.0, &tap(rate, 700.0, 0.11, &mut noise), 1.0);
                wave.add(0.12, &tap(rate, 1300.0, 0.05, &mut noise), 0.5);
                (wave, 0.2)
            }
            Self::Typing => (typing("one moment please", 13.0, rate), 0.1),
            Self::Door => (door(rate, &mut noise), 0.3),
            Self::Defector => (chord(rate, &[110.0, 164.8, 196.0], 0.09), 0.24),
            Self::Detractor => (chord(rate, &[146.8, 220.0, 261.6], 0.08), 0.24),
            Self::Passive => (chord(rate, &[130.8, 196.0, 261.6], 0.07), 0.24),
            Self::Loyal => (chord(rate, &[130.8, 196.0, 261.6, 329.6], 0.07), 0.26),
            Self::Champion => (chord(rate, &[130.8, 196.0, 261.6, 329.6, 392.0, 523.3], 0.085), 0.28),
        };
        let loudest = wave.peak();
        if loudest > 0.0 {
            wave.scale(peak / loudest);
        }
        wave.fade(0.003, 0.012);
        wave
    }

    /// The chord for how a customer leaves: 0 (for good) ..= 4 (as a champion).
    #[must_use]
    pub const fn of_tier(tier: usize) -> Self {
        match tier {
            0 => Self::Defector,
            1 => Self::Detractor,
            2 => Self::Passive,
            3 => Self::Loyal,
            _ => Self::Champion,
        }
    }
}

/// Notes that begin one after the other and ring together.
fn chord(rate: u32, notes_hz: &[f32], apart_seconds: f32) -> Wave {
    const RING_SECONDS: f32 = 1.9;
    let strummed = apart_seconds * notes_hz.len() as f32;
    let mut wave = Wave::silence(rate, RING_SECONDS + strummed);
    for (at, hz) in notes_hz.iter().enumerate() {
        let note = bell(rate, *hz, RING_SECONDS, 0.03, STRING);
        wave.add(apart_seconds * at as f32, &note, 1.0);
    }
    wave
}

/// A breath of air.
fn sweep(rate: u32, seconds: f32, noise: &mut Noise) -> Wave {
    let mut samples = noise.samples((seconds * rate as f32) as usize);
    Filter::band_pass(1500.0, 0.9, rate).run(&mut samples);
    let mut wave = Wave::of(rate, samples);
    wave.fade(seconds * 0.4, seconds * 0.6);
    wave
}

/// A door that falls shut: a latch, then a dull thud.
fn door(rate: u32, noise: &mut Noise) -> Wave {
    let mut wave = Wave::silence(rate, 0.75);
    wave.add(0.0, &tap(rate, 900.0, 0.07, noise), 0.25);
    let mut thud = noise.samples((0.5 * rate as f32) as usize);
    Filter::low_pass(170.0, rate).run(&mut thud);
    let count = thud.len() as f32;
    for (at, sample) in thud.iter_mut().enumerate() {
        *sample *= (-7.0 * at as f32 / count).exp();
    }
    Filter::high_pass(45.0, rate).run(&mut thud);
    let mut thud = Wave::of(rate, thud);
    thud.fade(0.006, 0.2);
    let loudest = thud.peak().max(1e-6);
    wave.add(0.13, &thud, 1.0 / loudest);
    wave.add(0.13, &bell(rate, 92.0, 0.3, 0.008, WOOD), 0.5);
    wave
}
