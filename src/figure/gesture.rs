//! What has just happened to a customer, and how it shows for a second or two.

use serde::{Deserialize, Serialize};

use super::Face;
use super::face::{either, ramp, within};

/// Something that just happened to the customer and shows for a second or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Gesture {
    /// Cut off in mid-sentence.
    Interrupted,
    /// Taken at their word.
    Believed,
    /// Sent elsewhere or put off.
    FobbedOff,
    /// Put right.
    Fixed,
    /// Blamed or disbelieved.
    Wronged,
    /// Left waiting.
    Waiting,
    /// Going away. Unlike the others it does not pass.
    Leaving,
}

impl Face {
    /// This face with a gesture on it; `progress` 0..=1 is how much of the gesture's time has passed. A gesture comes
    /// quickly, stays, and goes; at 0 nothing shows, and at 1 only [`Gesture::Leaving`] still does.
    #[must_use]
    pub fn with_gesture(self, gesture: Gesture, progress: f32) -> Self {
        let progress = within(progress, 0.0, 1.0);
        let gone = if gesture == Gesture::Leaving {
            0.0
        } else {
            ramp(progress, 0.65, 1.0)
        };
        let strength = ramp(progress, 0.0, 0.18) * (1.0 - gone);
        self.blend(&self.at_height_of(gesture), strength)
    }

    /// The face at the height of a gesture.
    fn at_height_of(self, gesture: Gesture) -> Self {
        let more = |channel: f32, by: f32| either(channel, by);
        let face = match gesture {
            Gesture::Interrupted => Self {
                au1: more(self.au1, 0.5),
                au2: more(self.au2, 0.6),
                au4: self.au4 * 0.6,
                au5: more(self.au5, 0.7),
                au25: more(self.au25, 0.6),
                au26: more(self.au26, 0.18),
                au24: 0.0,
                turn: -0.25,
                ..self
            },
            Gesture::Believed => Self {
                au1: more(self.au1, 0.45),
                au4: self.au4 * 0.35,
                au7: self.au7 * 0.3,
                au23: self.au23 * 0.3,
                au24: 0.0,
                au9: 0.0,
                au10: 0.0,
                au25: more(self.au25, 0.35),
                au15: self.au15 * 0.5,
                shoulders: self.shoulders * 0.3,
                tilt: 0.3,
                ..self
            },
            Gesture::FobbedOff => Self {
                au2: more(self.au2, 0.45),
                au4: more(self.au4 * 0.7, 0.2),
                au7: more(self.au7, 0.35),
                au10: more(self.au10, 0.4),
                au15: more(self.au15, 0.5),
                au24: more(self.au24, 0.5),
                au25: 0.0,
                au26: 0.0,
                gaze_x: 0.75,
                gaze_y: -0.8,
                turn: 0.35,
                tilt: 0.25,
                ..self
            },
            Gesture::Fixed => Self {
                au1: more(self.au1, 0.35),
                au2: more(self.au2, 0.5),
                au4: self.au4 * 0.15,
                au5: more(self.au5, 0.25),
                au6: more(self.au6, 0.55),
                au7: self.au7 * 0.2,
                au12: more(self.au12, 0.75),
                au15: 0.0,
                au17: 0.0,
                au23: 0.0,
                au24: 0.0,
                au25: more(self.au25, 0.5),
                au9: 0.0,
                au10: 0.0,
                au20: 0.0,
                shoulders: 0.0,
                arms: 0.0,
                ..self
            },
            Gesture::Wronged => Self {
                au4: more(self.au4, 0.7),
                au5: more(self.au5, 0.5),
                au7: more(self.au7, 0.4),
                au10: more(self.au10, 0.35),
                au23: more(self.au23, 0.6),
                au25: more(self.au25, 0.3),
                au12: 0.0,
                au6: 0.0,
                flush: more(self.flush, 0.5),
                shoulders: more(self.shoulders, 0.5),
                ..self
            },
            Gesture::Waiting => Self {
                au2: more(self.au2, 0.3),
                au12: self.au12 * 0.3,
                au17: more(self.au17, 0.35),
                au24: more(self.au24, 0.55),
                au25: 0.0,
                au26: 0.0,
                gaze_x: -0.85,
                gaze_y: -0.15,
                turn: -0.4,
                ..self
            },
            Gesture::Leaving => Self {
                gaze_x: 1.0,
                gaze_y: 0.3,
                turn: 1.0,
                tilt: 0.2,
                arms: 0.0,
                phone: 0.0,
                au25: 0.0,
                au26: 0.0,
                ..self
            },
        };
        face.in_range()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figure::Feelings;

    const GESTURES: [Gesture; 7] = [
        Gesture::Interrupted,
        Gesture::Believed,
        Gesture::FobbedOff,
        Gesture::Fixed,
        Gesture::Wronged,
        Gesture::Waiting,
        Gesture::Leaving,
    ];

    #[test]
    fn a_gesture_begins_and_ends_in_nothing_but_leaving_stays() {
        let face = Face::of(&Feelings {
            anger: 4.0,
            loss: 40.0,
            dread: 20.0,
            relief: 0.0,
        });
        for gesture in GESTURES {
            assert_eq!(face.with_gesture(gesture, 0.0), face, "{gesture:?}");
            assert_ne!(face.with_gesture(gesture, 0.4), face, "{gesture:?}");
            assert_eq!(
                face.with_gesture(gesture, 1.0) == face,
                gesture != Gesture::Leaving,
                "{gesture:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_gesture_stays_in_range(anger: f32, loss: f32, dread: f32, relief: f32, progress: f32) {
            let face = Face::of(&Feelings { anger, loss, dread, relief });
            for gesture in GESTURES {
                let shown = face.with_gesture(gesture, progress);
                prop_assert_eq!(shown, shown.in_range(), "{:?}", gesture);
            }
        }
    }
}
