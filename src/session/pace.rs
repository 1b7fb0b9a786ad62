//! How thinking time counts.

crate::vocabulary! {
    /// How fast a thinking trainee makes the customer wait.
    pub enum Pace: "pace" {
        /// Thinking costs nothing: reading speed is not what is trained.
        Untimed,
        /// Each 30 s of thinking beyond the reading allowance is a tick.
        Relaxed,
        /// Each 15 s beyond it is a tick, as in the shop.
        Real,
    }
}

impl Pace {
    /// Milliseconds of thinking that make one idle tick; `None`: never.
    #[must_use]
    pub const fn tick_millis(self) -> Option<u64> {
        match self {
            Self::Untimed => None,
            Self::Relaxed => Some(30_000),
            Self::Real => Some(15_000),
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Untimed => "Take your time: thinking costs nothing.",
            Self::Relaxed => "After time to read, each 30 seconds of thinking make the customer wait.",
            Self::Real => "After time to read, each 15 seconds of thinking make the customer wait.",
        }
    }
}

/// Words that a reader is granted in a minute.
const WORDS_PER_MINUTE: u64 = 200;

/// Milliseconds granted for reading this many words.
#[must_use]
pub const fn reading_millis(words: u64) -> u64 {
    words * 60_000 / WORDS_PER_MINUTE
}

/// Counts the thinking time at one beat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pacer {
    pace: Pace,
    /// Milliseconds that still do not count.
    allowance: u64,
    /// Thinking time since the last tick.
    thought: u64,
}

impl Pacer {
    /// A pacer before the first beat.
    #[must_use]
    pub const fn new(pace: Pace) -> Self {
        Self {
            pace,
            allowance: 0,
            thought: 0,
        }
    }

    /// Something new is there to be read.
    pub const fn grant(&mut self, words: u64) {
        self.allowance = reading_millis(words);
        self.thought = 0;
    }

    /// Time passes; the number of ticks that are due now.
    pub fn pass(&mut self, millis: u64) -> u32 {
        let Some(tick) = self.pace.tick_millis() else { return 0 };
        let read = millis.min(self.allowance);
        self.allowance -= read;
        self.thought = self.thought.saturating_add(millis - read);
        let ticks = self.thought / tick;
        self.thought %= tick;
        u32::try_from(ticks).unwrap_or(u32::MAX)
    }

    /// How much of the running tick has been thought away, 0..=1.
    #[must_use]
    pub fn fraction(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of one tick are small")]
        self.pace
            .tick_millis()
            .map_or(0.0, |tick| self.thought as f32 / tick as f32)
    }

    /// Whether thinking time counts now.
    #[must_use]
    pub const fn is_counting(&self) -> bool {
        self.allowance == 0 && self.pace.tick_millis().is_some()
    }

    /// The pace.
    #[must_use]
    pub const fn pace(&self) -> Pace {
        self.pace
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_free_and_thinking_counts() {
        let mut pacer = Pacer::new(Pace::Real);
        pacer.grant(40); // 12 s at 200 words a minute
        assert_eq!(pacer.pass(12_000), 0);
        assert_eq!(pacer.pass(14_999), 0);
        assert_eq!(pacer.pass(1), 1);
        assert_eq!(pacer.pass(45_000), 3);
        let mut relaxed = Pacer::new(Pace::Relaxed);
        assert_eq!(relaxed.pass(59_999), 1);
        assert_eq!(Pacer::new(Pace::Untimed).pass(u64::MAX), 0);
    }
}
