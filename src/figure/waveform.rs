//! A voice as a picture: how loud it was in the last seconds, syllable by syllable.

use std::collections::VecDeque;

use super::face::within;
use super::rig::{floor_index, noise, syllables};

/// How loud a voice was lately. Silence is flat; anger makes it louder and rougher. The same updates give the same picture.
///
/// ```
/// use bounceback::figure::Waveform;
///
/// let mut voice = Waveform::default();
/// for _ in 0..60 {
///     voice.update(true, 0.9, 1.0 / 60.0);
/// }
/// assert!(voice.levels().any(|level| level > 0.3));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Waveform {
    /// Oldest first, 0..=1 each.
    levels: VecDeque<f32>,
    /// Seconds since the newest level was heard.
    since: f32,
    spoken_seconds: f32,
    /// How far the voice is there, 0..=1: it fades in and out.
    presence: f32,
}

/// How many levels are remembered.
const COUNT: u8 = 44;
const LEVELS_PER_SECOND: f32 = 20.0;
/// After so many seconds of speech the syllables begin again, so that they keep their precision.
const DAY_SECONDS: f32 = 3600.0;

impl Default for Waveform {
    fn default() -> Self {
        Self {
            levels: std::iter::repeat_n(0.0, usize::from(COUNT)).collect(),
            since: 0.0,
            spoken_seconds: 0.0,
            presence: 0.0,
        }
    }
}

impl Waveform {
    /// Time passes. `anger` is 0 (calm) ..= 1 (furious).
    pub fn update(&mut self, is_speaking: bool, anger: f32, dt_seconds: f32) {
        const STEP: f32 = 1.0 / LEVELS_PER_SECOND;
        // More than a screenful is all new: what was before is not seen any more.
        self.since += within(dt_seconds, 0.0, f32::from(COUNT) * STEP);
        while self.since >= STEP {
            self.since -= STEP;
            let wanted = if is_speaking { 1.0 } else { 0.0 };
            self.presence += (wanted - self.presence) * 0.6;
            if is_speaking {
                self.spoken_seconds = (self.spoken_seconds + STEP) % DAY_SECONDS;
            }
            let level = self.presence * loudness(self.spoken_seconds, anger);
            self.levels.pop_front();
            self.levels.push_back(if level < 0.01 { 0.0 } else { level });
        }
    }

    /// Stands still: without a voice flat, with one as such a voice sounds with this anger.
    pub fn stand(&mut self, is_heard: bool, anger: f32) {
        *self = Self::default();
        if is_heard {
            let steps = (0..COUNT).map(|at| f32::from(at) / LEVELS_PER_SECOND);
            self.levels = steps.map(|seconds| loudness(seconds, anger)).collect();
        }
    }

    /// How loud it was, 0..=1 each, oldest first. There are always as many.
    #[must_use]
    pub fn levels(&self) -> impl ExactSizeIterator<Item = f32> {
        self.levels.iter().copied()
    }

    /// How far the newest level is on its way to being the one before, 0..1: for a picture that glides.
    #[must_use]
    pub fn glide(&self) -> f32 {
        (self.since * LEVELS_PER_SECOND).clamp(0.0, 1.0)
    }
}

/// The loudness of speech at a moment: syllables, and with anger rough edges on them.
fn loudness(seconds: f32, anger: f32) -> f32 {
    let anger = within(anger, 0.0, 1.0);
    let voice = (0.3 + 0.5 * anger) * (0.12 + 0.88 * syllables(seconds));
    let rough = 0.34 * anger * noise(floor_index(seconds * LEVELS_PER_SECOND), 31);
    (voice + rough).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn heard(anger: f32) -> Waveform {
        let mut voice = Waveform::default();
        for _ in 0..300 {
            voice.update(true, anger, 1.0 / 60.0);
        }
        voice
    }

    fn mean(voice: &Waveform) -> f32 {
        voice.levels().sum::<f32>() / f32::from(COUNT)
    }

    #[test]
    fn silence_is_flat_before_and_after_speech() {
        assert!(Waveform::default().levels().all(|level| level == 0.0));
        let mut voice = heard(0.5);
        assert!(mean(&voice) > 0.1);
        for _ in 0..240 {
            voice.update(false, 0.5, 1.0 / 60.0);
        }
        assert!(voice.levels().all(|level| level == 0.0), "{voice:?}");
    }

    #[test]
    fn anger_makes_it_louder_and_rougher() {
        let rough = |voice: &Waveform| {
            let levels: Vec<f32> = voice.levels().collect();
            levels.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f32>()
        };
        for (calmer, angrier) in [(0.0, 0.4), (0.4, 0.7), (0.7, 1.0)] {
            let (calmer, angrier) = (heard(calmer), heard(angrier));
            assert!(mean(&angrier) > mean(&calmer) + 0.03);
            assert!(rough(&angrier) > rough(&calmer));
        }
    }

    #[test]
    fn without_motion_it_stands_and_still_tells_anger() {
        let mut voice = heard(0.2);
        voice.stand(true, 1.0);
        let loud = voice.clone();
        voice.stand(true, 1.0);
        assert_eq!(voice, loud);
        voice.stand(true, 0.1);
        assert!(mean(&loud) > mean(&voice) + 0.1);
        voice.stand(false, 1.0);
        assert!(voice.levels().all(|level| level == 0.0));
    }

    proptest! {
        #[test]
        fn it_stays_in_range(steps in prop::collection::vec((any::<bool>(), any::<f32>(), any::<f32>()), 1..30)) {
            let mut voice = Waveform::default();
            for (is_speaking, anger, seconds) in steps {
                voice.update(is_speaking, anger, seconds);
                prop_assert_eq!(voice.levels().len(), usize::from(COUNT));
                prop_assert!(voice.levels().all(|level| (0.0..=1.0).contains(&level)));
                prop_assert!((0.0..=1.0).contains(&voice.glide()));
            }
        }
    }
}
