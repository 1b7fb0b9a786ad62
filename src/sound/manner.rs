//! How somebody speaks: pitch, pace, anger, and what follows from them.

/// What sets the time while a line is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tempo {
    /// Nobody speaks: a line is typed as quickly as one can read along.
    Silent,
    /// A babble keeps time: quick talk.
    Babble,
    /// A speech program speaks whole words: ordinary talk.
    Voice,
}

impl Tempo {
    /// Characters in a second at pace 1, pauses not counted.
    #[must_use]
    pub const fn characters_per_second(self) -> f32 {
        match self {
            Self::Silent => 34.0,
            Self::Babble => 23.0,
            // As measured of eSpeak NG at 185 words a minute.
            Self::Voice => 20.0,
        }
    }
}

/// How somebody speaks at the moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Manner {
    /// 0 (low) ..= 1 (high).
    pub pitch: f32,
    /// Speed against ordinary talk, 0.5..=2.
    pub pace: f32,
    /// 0 (calm) ..= 1.
    pub anger: f32,
}

impl Manner {
    /// A manner; what lies outside its range is brought to its edge.
    #[must_use]
    pub fn new(pitch: f32, pace: f32, anger: f32) -> Self {
        let within = |value: f32, low: f32, high: f32, usual: f32| {
            if value.is_finite() {
                value.clamp(low, high)
            } else {
                usual
            }
        };
        Self {
            pitch: within(pitch, 0.0, 1.0, 0.5),
            pace: within(pace, 0.5, 2.0, 1.0),
            anger: within(anger, 0.0, 1.0, 0.0),
        }
    }

    /// How fast somebody speaks against ordinary talk: anger hurries.
    #[must_use]
    pub fn speed(&self) -> f32 {
        self.pace * (1.0 + 0.15 * self.anger)
    }

    /// Characters and pauses in a second.
    #[must_use]
    pub fn units_per_second(&self, tempo: Tempo) -> f32 {
        tempo.characters_per_second() * self.speed()
    }

    /// The pitch of the voice in the middle of a sentence, in hertz: 95 to 266, and up to 18% higher in anger.
    #[must_use]
    pub fn fundamental_hz(&self) -> f32 {
        95.0 * 2.8_f32.powf(self.pitch) * (1.0 + 0.18 * self.anger)
    }

    /// How loud: the root mean square of what is voiced.
    #[must_use]
    pub fn loudness(&self) -> f32 {
        0.065 + 0.055 * self.anger
    }

    /// By which power of its number a harmonic grows softer: anger is harsh.
    #[must_use]
    pub fn tilt(&self) -> f32 {
        1.35 - 0.5 * self.anger
    }
}
