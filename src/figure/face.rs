//! A face as numbers: how strongly each muscle group acts, and how a customer's feelings show in them.
//!
//! The channels named `auN` are the action units of the Facial Action Coding System (Ekman, Friesen and Hager, *Facial
//! Action Coding System*, 2002), scaled from 0 (at rest) to 1 (as strong as a person can). Which feeling moves which
//! units follows the prototypes of EMFACS in the same manual: anger 4+5+7+23 or 24 (with 10, 25 and 26 when open-mouthed),
//! sadness 1+4+15 (and 17), fear 1+2+4+5+20+26, happiness 6+12. What we changed: strengths are continuous, several
//! feelings show at once, and strong anger hides sadness and fear, because a trainee must read the one to answer first.

use serde::{Deserialize, Serialize};

/// What the customer feels, in the units of the customer's mind. Values outside a range are taken as its nearest end, and
/// what is not a number as 0.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Feelings {
    /// 0 (calm) ..= 9 (furious).
    pub anger: f32,
    /// What the customer feels to have lost, 0..=100.
    pub loss: f32,
    /// Fear of the trouble to come, 0..=100.
    pub dread: f32,
    /// 0..=100; shows as a smile where anger does not hide it.
    pub relief: f32,
}

macro_rules! channels {
    ($( $(#[$doc:meta])* $name:ident: $low:literal, $seconds:literal; )+) => {
        /// How a face and body stand at one moment. Every channel has a range (0..=1, or -1..=1 where noted); the
        /// functions here never leave it, and the drawing takes what is outside as the nearest end.
        #[derive(Debug, Clone, Copy, PartialEq, Default)]
        pub struct Face { $( $(#[$doc])* pub $name: f32, )+ }

        /// For each channel its name, lowest value and the seconds in which it moves most of the way.
        pub(super) const CHANNELS: [(&str, f32, f32); Face::COUNT] = [$( (stringify!($name), $low, $seconds) ),+];

        impl Face {
            /// How many channels there are.
            pub(super) const COUNT: usize = [$( stringify!($name) ),+].len();

            /// All channels in the order of declaration.
            pub(super) fn channels(&self) -> [f32; Self::COUNT] {
                [$( self.$name ),+]
            }

            /// The face with these channels, in the order of declaration.
            pub(super) fn from_channels(channels: [f32; Self::COUNT]) -> Self {
                let [$( $name ),+] = channels;
                Self { $( $name ),+ }
            }
        }
    };
}

channels! {
    /// Inner brow raised (frontalis, inner part).
    au1: 0.0, 0.16;
    /// Outer brow raised (frontalis, outer part).
    au2: 0.0, 0.16;
    /// Brow lowered and drawn together (corrugator).
    au4: 0.0, 0.14;
    /// Upper lid raised: the white shows above the iris.
    au5: 0.0, 0.10;
    /// Cheek raised: the lower lid bulges, crow's feet (orbicularis oculi, outer part). What makes a smile real.
    au6: 0.0, 0.22;
    /// Lids tightened (orbicularis oculi, inner part).
    au7: 0.0, 0.14;
    /// Nose wrinkled.
    au9: 0.0, 0.16;
    /// Upper lip raised.
    au10: 0.0, 0.16;
    /// Lip corners pulled up (zygomaticus): the smile.
    au12: 0.0, 0.24;
    /// Lip corners pulled down.
    au15: 0.0, 0.24;
    /// Chin raised: the lower lip is pushed up.
    au17: 0.0, 0.20;
    /// Lips stretched sideways.
    au20: 0.0, 0.16;
    /// Lips tightened.
    au23: 0.0, 0.16;
    /// Lips pressed together.
    au24: 0.0, 0.16;
    /// Lips parted.
    au25: 0.0, 0.09;
    /// Jaw dropped.
    au26: 0.0, 0.09;
    /// Where the eyes look: -1 is to the viewer's left, 1 to the right.
    gaze_x: -1.0, 0.08;
    /// Where the eyes look: -1 is up, 1 down.
    gaze_y: -1.0, 0.08;
    /// The head turned: -1 is to the viewer's left, 1 to the right.
    turn: -1.0, 0.30;
    /// The head leaning: -1 is to the viewer's left, 1 to the right.
    tilt: -1.0, 0.34;
    /// Blood in the face.
    flush: 0.0, 0.90;
    /// Lids closed: 1 is shut.
    blink: 0.0, 0.04;
    /// -1 is breathed out, 1 breathed in.
    breath: -1.0, 0.50;
    /// Shoulders drawn up.
    shoulders: 0.0, 0.40;
    /// Arms crossed: 1 is fully.
    arms: 0.0, 0.34;
    /// A telephone held to the ear: 1 is fully.
    phone: 0.0, 0.34;
}

impl Face {
    /// How these feelings show, without any event and at rest between two breaths.
    ///
    /// More anger never lowers the brow less, tightens the lids or lips less, or flushes less; more loss never pulls the
    /// lip corners down less; more dread never raises the lids or stretches the lips less; more relief never smiles less.
    #[must_use]
    pub fn of(feelings: &Feelings) -> Self {
        let anger = within(feelings.anger, 0.0, 9.0) / 9.0;
        let [loss, dread, relief] =
            [feelings.loss, feelings.dread, feelings.relief].map(|x| within(x, 0.0, 100.0) / 100.0);
        let calm = 1.0 - anger;
        // Relief smooths what is not anger away, and only what is not anger.
        let unrelieved = 1.0 - relief * calm;
        let glad = relief * calm * (1.0 - 0.35 * loss);
        Self {
            au1: either(0.95 * loss, 0.85 * dread) * (1.0 - 0.9 * anger) * (1.0 - 0.85 * relief * calm),
            au2: (0.75 * dread * unrelieved * (1.0 - 0.7 * anger)).max(0.16 * glad),
            au4: either(anger.powf(0.68), either(0.2 * loss, 0.26 * dread) * unrelieved),
            au5: either(0.85 * dread * unrelieved, 0.3 * ramp(anger, 0.55, 1.0)),
            au6: 0.95 * glad,
            au7: either(0.85 * anger, 0.2 * dread * unrelieved),
            au9: 0.55 * ramp(anger, 0.6, 1.0),
            au10: 0.75 * ramp(anger, 0.55, 1.0),
            au12: 0.95 * glad,
            au15: either(0.9 * loss * unrelieved, 0.85 * anger.powf(0.8)),
            au17: either(0.6 * loss * unrelieved, 0.3 * anger) * (1.0 - ramp(anger, 0.65, 1.0)),
            au20: either(0.8 * dread * unrelieved, 0.45 * ramp(anger, 0.65, 1.0)),
            au23: 0.7 * anger,
            // Pressed lips are anger held back: beyond the middle the mouth opens instead.
            au24: 0.9 * ramp(anger, 0.15, 0.55) * (1.0 - ramp(anger, 0.6, 0.85)),
            au25: either(0.7 * ramp(anger, 0.6, 0.95), 0.45 * ramp(dread, 0.45, 1.0) * unrelieved),
            au26: either(0.46 * ramp(anger, 0.62, 1.0), 0.22 * ramp(dread, 0.5, 1.0) * unrelieved),
            gaze_y: 0.55 * ramp(loss, 0.3, 1.0) * calm * (1.0 - relief),
            tilt: 0.35 * loss * calm * (1.0 - relief) - 0.18 * glad,
            flush: either(ramp(anger, 0.3, 1.0), 0.25 * glad),
            shoulders: either(0.7 * ramp(anger, 0.3, 1.0), 0.75 * dread * unrelieved),
            arms: ramp(anger, 4.0 / 9.0, 5.0 / 9.0),
            ..Self::default()
        }
    }

    /// The face on the way to another: 0 is this, 1 the other.
    #[must_use]
    pub fn blend(&self, other: &Self, share: f32) -> Self {
        let share = within(share, 0.0, 1.0);
        let (mut mine, theirs) = (self.channels(), other.channels());
        for (value, target) in mine.iter_mut().zip(theirs) {
            *value = *value * (1.0 - share) + target * share;
        }
        Self::from_channels(mine)
    }

    /// Every channel cut to its range; what is not a number becomes 0.
    #[must_use]
    pub fn in_range(&self) -> Self {
        let mut channels = self.channels();
        for (value, (_, low, _)) in channels.iter_mut().zip(CHANNELS) {
            *value = within(*value, low, 1.0);
        }
        Self::from_channels(channels)
    }
}

/// `value` cut to a range; what is not a number becomes 0.
pub(super) fn within(value: f32, low: f32, high: f32) -> f32 {
    if value.is_nan() { 0.0 } else { value.clamp(low, high) }
}

/// Two causes of one movement, each 0..1: grows with both, never beyond 1.
pub(super) fn either(a: f32, b: f32) -> f32 {
    a + b - a * b
}

/// 0 up to `from`, 1 beyond `to`, and smooth between (3t² − 2t³).
pub(super) fn ramp(value: f32, from: f32, to: f32) -> f32 {
    let t = ((value - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn feelings(anger: f32, loss: f32, dread: f32, relief: f32) -> Feelings {
        Feelings {
            anger,
            loss,
            dread,
            relief,
        }
    }

    fn assert_in_range(face: &Face) {
        for (value, (name, low, _)) in face.channels().into_iter().zip(CHANNELS) {
            assert!((low..=1.0).contains(&value), "{name} is {value}");
        }
    }

    /// A channel that must never fall while a feeling rises, whatever the other feelings are.
    fn check_grows(channel: fn(&Face) -> f32, with: fn(f32, [f32; 3]) -> Feelings, others: [f32; 3]) {
        let mut last = f32::NEG_INFINITY;
        for step in 0_u8..=50 {
            let now = channel(&Face::of(&with(f32::from(step) / 50.0, others)));
            assert!(
                now >= last - 1e-5,
                "falls from {last} to {now} at {step} with {others:?}"
            );
            last = now;
        }
    }

    fn angrier(x: f32, [a, b, c]: [f32; 3]) -> Feelings {
        feelings(9.0 * x, a, b, c)
    }

    fn sadder(x: f32, [a, b, c]: [f32; 3]) -> Feelings {
        feelings(a * 0.09, 100.0 * x, b, c)
    }

    fn afraid(x: f32, [a, b, c]: [f32; 3]) -> Feelings {
        feelings(a * 0.09, b, 100.0 * x, c)
    }

    fn gladder(x: f32, [a, b, c]: [f32; 3]) -> Feelings {
        feelings(a * 0.09, b, c, 100.0 * x)
    }

    #[test]
    fn each_level_of_anger_differs_from_the_one_before() {
        let mut last = Face::of(&Feelings::default());
        for anger in 1_u8..=9 {
            let face = Face::of(&feelings(f32::from(anger), 0.0, 0.0, 0.0));
            assert!(
                face.au4 > last.au4 + 0.05 && face.au7 > last.au7 + 0.05,
                "anger {anger}"
            );
            last = face;
        }
        assert!(last.au4 > 0.95 && last.au10 > 0.5 && last.au25 > 0.5);
    }

    #[test]
    fn relief_without_anger_is_a_smile_that_reaches_the_eyes_and_stays_closed() {
        let face = Face::of(&feelings(0.0, 0.0, 0.0, 90.0));
        assert!(face.au12 > 0.7 && face.au6 > 0.7, "{face:?}");
        assert!(
            face.au25 < 0.01 && face.au26 < 0.01 && face.au4 < 0.01 && face.au15 < 0.01,
            "{face:?}"
        );
        let furious = Face::of(&feelings(9.0, 0.0, 0.0, 90.0));
        assert!(furious.au12 < 0.01, "fury does not smile: {furious:?}");
    }

    #[test]
    fn sorrow_lifts_the_inner_brow_and_fear_the_upper_lids() {
        let (sad, afraid) = (
            Face::of(&feelings(0.0, 90.0, 0.0, 0.0)),
            Face::of(&feelings(0.0, 0.0, 90.0, 0.0)),
        );
        assert!(
            sad.au1 > 0.6 && sad.au15 > 0.6 && sad.au2 < 0.1 && sad.au5 < 0.1,
            "{sad:?}"
        );
        assert!(
            afraid.au1 > 0.6 && afraid.au5 > 0.6 && afraid.au20 > 0.5 && afraid.au15 < 0.1,
            "{afraid:?}"
        );
    }

    #[test]
    fn what_is_no_number_is_no_feeling() {
        let nan = feelings(f32::NAN, f32::NAN, f32::NAN, f32::NAN);
        assert_eq!(Face::of(&nan), Face::of(&Feelings::default()));
        let beyond = feelings(1e9, f32::INFINITY, -4.0, f32::NEG_INFINITY);
        assert_eq!(Face::of(&beyond), Face::of(&feelings(9.0, 100.0, 0.0, 0.0)));
    }

    proptest! {
        #[test]
        fn every_face_is_in_range(anger: f32, loss: f32, dread: f32, relief: f32) {
            assert_in_range(&Face::of(&feelings(anger, loss, dread, relief)));
        }

        #[test]
        fn movements_grow_with_their_feeling(others in prop::array::uniform3(0.0_f32..=100.0)) {
            let angry: [fn(&Face) -> f32; 5] = [|f| f.au4, |f| f.au7, |f| f.au23, |f| f.au10, |f| f.flush];
            for channel in angry {
                // Flush also comes from gladness, which anger ends: only without relief does it grow throughout.
                check_grows(channel, angrier, [others[0], others[1], 0.0]);
            }
            check_grows(|f| f.au4, angrier, others);
            check_grows(|f| f.au15, sadder, others);
            check_grows(|f| f.au1, sadder, others);
            check_grows(|f| f.au5, afraid, others);
            check_grows(|f| f.au20, afraid, others);
            check_grows(|f| f.au12, gladder, others);
            check_grows(|f| f.au6, gladder, others);
        }

        #[test]
        fn a_blend_lies_between(from in any::<[f32; 4]>(), to in any::<[f32; 4]>(), share in 0.0_f32..=1.0) {
            let [from, to] = [from, to].map(|[a, l, d, r]| Face::of(&feelings(a, l, d, r)));
            let blend = from.blend(&to, share);
            assert_in_range(&blend);
            for ((a, b), mixed) in from.channels().into_iter().zip(to.channels()).zip(blend.channels()) {
                prop_assert!((a.min(b) - 1e-6..=a.max(b) + 1e-6).contains(&mixed));
            }
            prop_assert_eq!(from.blend(&to, 0.0), from);
            prop_assert_eq!(from.blend(&to, 1.0), to);
        }
    }
}
