//! A face that moves in time: towards its target, and with blinks, breath and speech of its own.

use std::f32::consts::TAU;

use super::Face;
use super::face::{CHANNELS, either, ramp, within};

/// A face in motion.
///
/// Every channel follows its target through two low-pass filters in a row: it starts and ends softly, and since each step
/// is a mean of values in range, it never leaves the range or overshoots. The same updates give the same faces.
///
/// ```
/// use bounceback::figure::{Face, Feelings, Rig};
///
/// let furious = Face::of(&Feelings { anger: 9.0, ..Feelings::default() });
/// let mut rig = Rig::new(Face::default());
/// for _ in 0..240 {
///     rig.update(furious, 1.0 / 60.0, true);
/// }
/// assert!(rig.face().au4 > 0.95);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Rig {
    /// Whether the customer is speaking: the jaw moves in syllables.
    pub speaking: bool,
    target: Face,
    /// The first filter's face, between target and shown.
    leading: Face,
    shown: Face,
    /// Seconds lived with motion on, and of them spoken.
    seconds: f32,
    spoken_seconds: f32,
    /// How far speech shows, 0..=1: it fades in and out.
    voice: f32,
    motion: bool,
}

/// Below this a channel is taken as arrived.
const STILL: f32 = 1e-3;
/// After so many seconds the phases begin again, so that they keep their precision.
const DAY_SECONDS: f32 = 3600.0;

impl Rig {
    /// At rest in this face.
    #[must_use]
    pub fn new(face: Face) -> Self {
        let face = face.in_range();
        Self {
            speaking: false,
            target: face,
            leading: face,
            shown: face,
            seconds: 0.0,
            spoken_seconds: 0.0,
            voice: 0.0,
            motion: false,
        }
    }

    /// Moves on by `dt_seconds` towards `target`. Without `motion` the target is taken at once, and nothing moves by
    /// itself: no blink, no breath, no speech.
    pub fn update(&mut self, target: Face, dt_seconds: f32, motion: bool) {
        self.target = target.in_range();
        self.motion = motion;
        if !motion {
            self.leading = self.target;
            self.shown = self.target;
            self.voice = 0.0;
            return;
        }
        let dt_seconds = within(dt_seconds, 0.0, 1.0);
        self.seconds = (self.seconds + dt_seconds) % DAY_SECONDS;
        self.leading = follow(&self.leading, &self.target, dt_seconds);
        self.shown = follow(&self.shown, &self.leading, dt_seconds);
        let wanted = if self.speaking { 1.0 } else { 0.0 };
        self.voice += (wanted - self.voice) * (1.0 - (-dt_seconds / 0.08).exp());
        if self.speaking {
            self.spoken_seconds = (self.spoken_seconds + dt_seconds) % DAY_SECONDS;
        }
    }

    /// The face to draw now.
    #[must_use]
    pub fn face(&self) -> Face {
        if !self.motion {
            return self.shown;
        }
        let mut face = self.shown;
        let time = self.seconds;
        // About fourteen breaths a minute.
        face.breath += (time * TAU / 4.2).sin();
        face.tilt += 0.09 * (time * TAU / 7.3).sin();
        face.turn += 0.07 * (time * TAU / 11.9).sin() + 0.02 * (time * TAU / 5.1).sin();
        // Eyes are never quite still: they hold and jump.
        face.gaze_x += 0.14 * (noise(floor_index(time / 1.7), 7) - 0.5);
        face.gaze_y += 0.08 * (noise(floor_index(time / 2.3), 11) - 0.5);
        face.blink = face.blink.max(blink(time));
        if self.voice > STILL {
            let jaw = syllables(self.spoken_seconds) * self.voice;
            // Speech takes the pressure off the lips.
            let free = 1.0 - 0.8 * self.voice;
            face.au24 *= free;
            face.au17 *= free;
            face.au25 = either(face.au25 * (1.0 - 0.5 * self.voice), 0.75 * jaw);
            face.au26 = either(face.au26 * (1.0 - 0.6 * self.voice), (0.4 + 0.25 * face.au4) * jaw);
            let shape = noise(floor_index(self.spoken_seconds * SYLLABLES_PER_SECOND), 23);
            face.au20 = either(face.au20, 0.2 * self.voice * shape * jaw);
            face.au2 = either(
                face.au2,
                0.16 * self.voice * ramp(noise(floor_index(self.spoken_seconds * 0.9), 5), 0.6, 1.0),
            );
            face.tilt += 0.05 * self.voice * (self.spoken_seconds * TAU / 1.3).sin();
        }
        face.in_range()
    }

    /// Whether nothing moves any more: the target is reached, and nothing moves by itself. With motion on a living face
    /// never rests.
    #[must_use]
    pub fn at_rest(&self) -> bool {
        !self.motion && arrived(&self.shown, &self.target)
    }

    /// Whether the target is reached, blinks, breath and speech aside.
    #[must_use]
    pub fn arrived(&self) -> bool {
        arrived(&self.shown, &self.target) && arrived(&self.leading, &self.target)
    }
}

fn arrived(face: &Face, target: &Face) -> bool {
    face.channels()
        .iter()
        .zip(target.channels())
        .all(|(value, target)| (value - target).abs() < STILL)
}

/// One low-pass step with each channel's own time. Two in a row take about `seconds` to go most of the way.
fn follow(face: &Face, target: &Face, dt_seconds: f32) -> Face {
    let mut channels = face.channels();
    for ((value, target), (_, _, seconds)) in channels.iter_mut().zip(target.channels()).zip(CHANNELS) {
        let share = 1.0 - (-dt_seconds / (0.5 * seconds)).exp();
        *value = *value * (1.0 - share) + target * share;
    }
    Face::from_channels(channels)
}

/// How far the lids are closed: a blink of a fifth of a second in each span of 3.7 seconds, at a place that differs.
fn blink(seconds: f32) -> f32 {
    const SPAN: f32 = 3.7;
    let index = floor_index(seconds / SPAN);
    let begin = noise(index, 3) * (SPAN - 0.6) + 0.2;
    let since = seconds % SPAN - begin;
    // Lids close faster than they open.
    ramp(since, 0.0, 0.07) * (1.0 - ramp(since, 0.09, 0.22))
}

const SYLLABLES_PER_SECOND: f32 = 4.6;

/// How far the jaw is open in speech: a wave a syllable, each of its own height, with a pause at times.
pub(super) fn syllables(seconds: f32) -> f32 {
    let phase = seconds * SYLLABLES_PER_SECOND;
    let index = floor_index(phase);
    let height = 0.35 + 0.65 * noise(index, 1);
    let pause = if noise(index, 2) < 0.12 { 0.1 } else { 1.0 };
    let wave = 0.5 - 0.5 * (phase.fract() * TAU).cos();
    wave * height * pause
}

pub(super) fn floor_index(value: f32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small count from time above 0"
    )]
    let index = value.max(0.0) as u32;
    index
}

/// An even-looking value in 0..1 for a count: the finaliser of `MurmurHash3` over it.
pub(super) fn noise(index: u32, kind: u32) -> f32 {
    let mut bits = index.wrapping_mul(0x9e37_79b9) ^ kind.wrapping_mul(0x85eb_ca6b);
    bits = (bits ^ (bits >> 16)).wrapping_mul(0x85eb_ca6b);
    bits = (bits ^ (bits >> 13)).wrapping_mul(0xc2b2_ae35);
    bits ^= bits >> 16;
    f32::from((bits >> 16) as u16) / 65536.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figure::Feelings;

    fn face(anger: f32, relief: f32) -> Face {
        Face::of(&Feelings {
            anger,
            relief,
            ..Feelings::default()
        })
    }

    fn run(rig: &mut Rig, target: Face, seconds: f32) -> Vec<Face> {
        let mut faces = Vec::new();
        let mut passed = 0.0;
        while passed < seconds {
            rig.update(target, 1.0 / 60.0, true);
            faces.push(rig.face());
            passed += 1.0 / 60.0;
        }
        faces
    }

    #[test]
    fn it_arrives_without_overshoot_and_starts_softly() {
        let mut rig = Rig::new(face(0.0, 0.0));
        let target = face(9.0, 0.0);
        let brows: Vec<f32> = run(&mut rig, target, 6.0).iter().map(|face| face.au4).collect();
        assert!(
            brows.windows(2).all(|pair| pair[1] >= pair[0] - 1e-6),
            "the brow goes one way"
        );
        assert!(brows[0] < 0.1, "soft start: {}", brows[0]);
        assert!(brows[30] > 0.9, "well under way after half a second: {}", brows[30]);
        assert!(rig.arrived() && !rig.at_rest());
        rig.update(target, 0.0, false);
        assert!(rig.at_rest());
    }

    #[test]
    fn it_blinks_and_breathes_and_never_jumps() {
        let mut rig = Rig::new(Face::default());
        let faces = run(&mut rig, Face::default(), 20.0);
        let blinks = faces
            .windows(2)
            .filter(|pair| pair[0].blink < 0.5 && pair[1].blink >= 0.5)
            .count();
        assert!((4..=8).contains(&blinks), "{blinks} blinks in 20 s");
        assert!(faces.iter().any(|face| face.breath > 0.9) && faces.iter().any(|face| face.breath < -0.9));
        for pair in faces.windows(2) {
            assert!((pair[1].breath - pair[0].breath).abs() < 0.05 && (pair[1].tilt - pair[0].tilt).abs() < 0.01);
        }
    }

    #[test]
    fn the_jaw_moves_while_speaking_only() {
        let mut rig = Rig::new(Face::default());
        assert!(run(&mut rig, Face::default(), 2.0).iter().all(|face| face.au26 < 0.01));
        rig.speaking = true;
        let jaws: Vec<f32> = run(&mut rig, Face::default(), 3.0)
            .iter()
            .map(|face| face.au26)
            .collect();
        let opened = jaws.windows(2).filter(|pair| pair[0] < 0.1 && pair[1] >= 0.1).count();
        assert!((6..=16).contains(&opened), "{opened} syllables in 3 s");
        rig.speaking = false;
        let after = run(&mut rig, Face::default(), 1.0);
        assert!(after.last().unwrap().au26 < 0.01);
    }

    #[test]
    fn without_motion_it_snaps_and_stands_still() {
        let mut rig = Rig::new(Face::default());
        rig.speaking = true;
        for _ in 0..600 {
            rig.update(face(7.0, 0.0), 1.0 / 60.0, false);
            assert_eq!(rig.face(), face(7.0, 0.0));
            assert!(rig.at_rest());
        }
    }

    proptest! {
        #[test]
        fn it_stays_in_range_and_repeats_itself(
            steps in prop::collection::vec((any::<f32>(), any::<f32>(), any::<f32>(), any::<bool>(), any::<bool>()), 1..40)
        ) {
            let (mut one, mut two) = (Rig::new(Face::default()), Rig::new(Face::default()));
            for (anger, relief, dt_seconds, motion, speaking) in steps {
                for rig in [&mut one, &mut two] {
                    rig.speaking = speaking;
                    rig.update(face(anger, relief), dt_seconds, motion);
                }
                prop_assert_eq!(&one, &two);
                let shown = one.face();
                for (value, (name, low, _)) in shown.channels().into_iter().zip(CHANNELS) {
                    prop_assert!((low..=1.0).contains(&value), "{} is {}", name, value);
                }
            }
        }
    }
}
