//! Talk without words, in time with the words: a voice made of harmonics, shaped by the vowels' formants.
//!
//! Formants are those of Peterson & Barney (1952, men's means, rounded), moved up for higher voices. The source is a plain sum of
//! harmonics, so that nothing folds back from above half the rate.

use std::f32::consts::TAU;

use super::filter::Filter;
use super::grain::{Noise, tap};
use super::limit::limit;
use super::manner::{Manner, Tempo};
use super::score::{End, Score, Syllable};
use super::wave::Wave;

/// The highest harmonic that is sounded, and how many at most.
const HIGHEST_HZ: f32 = 4600.0;
const HARMONICS_MAX: usize = 44;
/// How often the harmonics' loudness is worked out anew.
const BLOCK_SECONDS: f32 = 0.005;
const ATTACK_SECONDS: f32 = 0.02;
const RELEASE_SECONDS: f32 = 0.035;

/// The line as a babble. It lasts as long as the line is typed at [`Tempo::Babble`], and rests where the line rests.
#[must_use]
pub fn babble(text: &str, manner: Manner, rate: u32) -> Wave {
    let score = Score::of(text);
    let units_per_second = manner.units_per_second(Tempo::Babble);
    let mut wave = Wave::silence(rate, score.units() / units_per_second);
    let mut noise = Noise::of(text);
    let mut voiced = 0.0;
    let mut formants = formants_of('ə', manner);
    for syllable in score.syllables() {
        let seconds = syllable.lasts / units_per_second;
        let sung = sing(&syllable, seconds, manner, &mut formants, &mut noise, rate);
        voiced += sung.seconds();
        wave.add(syllable.at / units_per_second, &sung, 1.0);
    }
    // Loudness is that of what is voiced: a line with many pauses is not shouted for it.
    let share = (voiced / wave.seconds().max(1e-3)).clamp(1e-3, 1.0);
    let rms = wave.rms() / share.sqrt();
    if rms > 0.0 {
        wave.scale(manner.loudness() / rms);
    }
    for sample in wave.samples_mut() {
        *sample = limit(*sample);
    }
    wave.fade(0.004, 0.008);
    wave
}

/// The pitches at which a vowel rings, in hertz.
type Formants = [f32; 3];

fn formants_of(vowel: char, manner: Manner) -> Formants {
    let formants: Formants = match vowel {
        'a' => [730.0, 1090.0, 2440.0],
        'e' => [530.0, 1840.0, 2480.0],
        'i' => [300.0, 2200.0, 2950.0],
        'o' => [570.0, 840.0, 2410.0],
        'u' => [320.0, 900.0, 2240.0],
        _ => [500.0, 1450.0, 2450.0],
    };
    // A shorter throat; in anger the mouth is open wider.
    let throat = 0.95 + 0.22 * manner.pitch;
    let [first, second, third] = formants.map(|hz| hz * throat);
    [first * (1.0 + 0.12 * manner.anger), second, third]
}

/// How much of a pitch gets through these formants.
fn through(formants: &Formants, hz: f32) -> f32 {
    [(1.0, 90.0), (0.55, 130.0), (0.28, 190.0)]
        .iter()
        .zip(formants)
        .map(|((loudness, width), formant)| {
            let off = (hz - formant) / width;
            loudness / (1.0 + off * off)
        })
        .sum::<f32>()
        + 0.03
}

/// How far the pitch stands from the voice's middle at this place of a sentence: it sinks, and a question rises at its end.
fn melody(syllable: &Syllable, share: f32) -> f32 {
    let sinking = 0.07 - 0.15 * syllable.progress;
    let is_last = syllable.progress >= 1.0 && !syllable.goes_on;
    match (syllable.end, is_last) {
        (End::Question, true) => 0.02 + 0.28 * share,
        (End::Exclamation, _) => sinking * 1.5 + 0.05,
        (End::Plain, true) => sinking - 0.08 * share,
        _ => sinking,
    }
}

fn sing(
    syllable: &Syllable,
    seconds: f32,
    manner: Manner,
    formants: &mut Formants,
    noise: &mut Noise,
    rate: u32,
) -> Wave {
    let mut wave = Wave::silence(rate, seconds);
    let count = wave.samples().len();
    if count == 0 {
        return wave;
    }
    let onset = onset_of(syllable.onset);
    let lead = (onset.lead_seconds()).min(seconds * 0.4);
    let start = (lead * rate as f32) as usize;
    let wobble = 1.0 + 0.035 * noise.sample();
    let middle = manner.fundamental_hz() * wobble;
    let goal = formants_of(syllable.vowel, manner);
    let from = *formants;
    let block = ((BLOCK_SECONDS * rate as f32) as usize).max(1);
    let (mut phase, mut weights) = (0.0_f32, [0.0_f32; HARMONICS_MAX]);
    let voiced = (count - start).max(1) as f32;
    for at in (start..count).step_by(block) {
        let share = (at - start) as f32 / voiced;
        let time = share * seconds;
        let vibrato = 0.006 * (TAU * 5.3 * time).sin();
        let hz = middle * (1.0 + melody(syllable, share) + vibrato);
        let blend = (share * 3.0).min(1.0);
        for ((now, from), to) in formants.iter_mut().zip(from).zip(goal) {
            *now = from + (to - from) * blend;
        }
        let highest = HIGHEST_HZ.min(rate as f32 * 0.42);
        let wanted: [f32; HARMONICS_MAX] = std::array::from_fn(|place| {
            let number = (place + 1) as f32;
            if number * hz > highest {
                0.0
            } else {
                through(formants, number * hz) / number.powf(manner.tilt())
            }
        });
        if at == start {
            weights = wanted;
        }
        let step = TAU * hz / rate as f32;
        let end = (at + block).min(count);
        let steps = (end - at) as f32;
        let slopes: [f32; HARMONICS_MAX] = std::array::from_fn(|place| (wanted[place] - weights[place]) / steps);
        for sample in &mut wave.samples_mut()[at..end] {
            // Roughness: every second pulse is a little weaker in anger.
            let rough = 1.0 - 0.16 * manner.anger * (0.5 + 0.5 * (phase * 0.5).sin());
            *sample = rough * harmonics(phase, &weights);
            for (weight, slope) in weights.iter_mut().zip(&slopes) {
                *weight += slope;
            }
            phase = (phase + step) % (2.0 * TAU);
        }
    }
    let sung = &mut wave.samples_mut()[start..];
    let mut voice = Wave::of(rate, sung.to_vec());
    let length = voice.seconds();
    let attack = onset.attack_seconds().min(length * 0.45);
    voice.fade(attack, RELEASE_SECONDS.min(length * 0.45));
    sung.copy_from_slice(voice.samples());
    onset.sound(&mut wave, lead, manner, noise);
    wave
}

/// The sum of harmonics at this phase, by Chebyshev's recurrence: sin kφ = 2 cos φ · sin (k−1)φ − sin (k−2)φ.
fn harmonics(phase: f32, weights: &[f32]) -> f32 {
    let (sine, cosine) = phase.sin_cos();
    let (mut before, mut now, mut sum) = (0.0, sine, 0.0);
    for weight in weights {
        sum += weight * now;
        (before, now) = (now, 2.0 * cosine * now - before);
    }
    sum
}

/// How a syllable begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Onset {
    /// s, f, h: air.
    Hiss(u16),
    /// p, t, k: a small burst.
    Burst(u16),
    /// m, n, l, r, w: softly.
    Soft,
    Vowel,
}

fn onset_of(letter: Option<char>) -> Onset {
    match letter.map(|letter| letter.to_ascii_lowercase()) {
        Some('s' | 'z' | 'x' | 'c') => Onset::Hiss(4800),
        Some('f' | 'v' | 'h' | 'j') => Onset::Hiss(2600),
        Some('t' | 'd') => Onset::Burst(3400),
        Some('k' | 'g' | 'q') => Onset::Burst(1900),
        Some('p' | 'b') => Onset::Burst(900),
        Some(_) => Onset::Soft,
        None => Onset::Vowel,
    }
}

impl Onset {
    /// How long it sounds before the vowel.
    const fn lead_seconds(self) -> f32 {
        match self {
            Self::Hiss(_) => 0.05,
            Self::Burst(_) => 0.022,
            Self::Soft | Self::Vowel => 0.0,
        }
    }

    const fn attack_seconds(self) -> f32 {
        match self {
            Self::Soft => ATTACK_SECONDS * 2.0,
            _ => ATTACK_SECONDS,
        }
    }

    /// Adds what sounds before the vowel, reaching a little into it.
    fn sound(self, wave: &mut Wave, lead_seconds: f32, manner: Manner, noise: &mut Noise) {
        let rate = wave.rate();
        let seconds = (lead_seconds * 1.5).min(wave.seconds());
        let loudness = 0.09 + 0.06 * manner.anger;
        match self {
            Self::Hiss(hz) => {
                let mut samples = noise.samples((seconds * rate as f32) as usize);
                Filter::band_pass(f32::from(hz), 1.0, rate).run(&mut samples);
                let mut hiss = Wave::of(rate, samples);
                hiss.fade(seconds * 0.5, seconds * 0.5);
                wave.add(0.0, &hiss, loudness);
            }
            Self::Burst(hz) => {
                let burst = tap(rate, f32::from(hz), seconds, noise);
                wave.add(0.0, &burst, loudness);
            }
            Self::Soft | Self::Vowel => {}
        }
    }
}
