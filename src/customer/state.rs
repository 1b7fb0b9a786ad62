//! The state of a customer's mind, and its 64-bit form (MODEL.md section 4).

use super::act::CompensationKind;

/// A value that occupies a fixed number of bits of a packed state.
trait Field: Sized {
    fn to_bits(self) -> u64;
    fn from_bits(bits: u64) -> Option<Self>;
}

impl Field for u8 {
    fn to_bits(self) -> u64 {
        u64::from(self)
    }
    fn from_bits(bits: u64) -> Option<Self> {
        Self::try_from(bits).ok()
    }
}

impl Field for bool {
    fn to_bits(self) -> u64 {
        u64::from(self)
    }
    fn from_bits(bits: u64) -> Option<Self> {
        Some(bits != 0)
    }
}

/// How far the fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Progress {
    #[default]
    Nothing,
    Promised,
    Fixed,
}

impl Field for Progress {
    fn to_bits(self) -> u64 {
        self as u64
    }
    fn from_bits(bits: u64) -> Option<Self> {
        [Self::Nothing, Self::Promised, Self::Fixed]
            .get(usize::try_from(bits).ok()?)
            .copied()
    }
}

impl Field for CompensationKind {
    fn to_bits(self) -> u64 {
        self as u64
    }
    fn from_bits(bits: u64) -> Option<Self> {
        [Self::Money, Self::Voucher, Self::InKind, Self::Personal]
            .get(usize::try_from(bits).ok()?)
            .copied()
    }
}

macro_rules! packed {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty = $bits:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name { $($(#[$fmeta])* pub $field: $type),+ }

        impl $name {
            /// The fields above the two bits of the phase, the first field lowest.
            fn pack(self, phase: u64) -> u64 {
                let mut word = phase;
                let mut shift = PHASE_BITS;
                $(
                    let bits = Field::to_bits(self.$field);
                    debug_assert!(bits < 1 << $bits, concat!(stringify!($field), " fits its bits"));
                    word |= bits << shift;
                    #[allow(unused_assignments, reason = "the last field shifts for nobody")]
                    { shift += $bits; }
                )+
                word
            }

            fn unpack(word: u64) -> Option<Self> {
                let mut rest = word >> PHASE_BITS;
                $(
                    let $field = <$type as Field>::from_bits(rest & ((1 << $bits) - 1))?;
                    rest >>= $bits;
                )+
                (rest == 0).then_some(Self { $($field),+ })
            }
        }
    };
}

const PHASE_BITS: u32 = 2;

packed! {
    /// The state while customer and trainee talk. Everything felt is derived from it ([`super::Mind::feelings`]).
    Encounter {
        /// Ticks since the start, 0..=60.
        clock: u8 = 6,
        /// Felt delay in half-ticks, 0..=63; stops at the fix.
        delay: u8 = 6,
        /// Anger added by conduct and waiting, in quarters of a level, 0..=63.
        heat: u8 = 6,
        /// How often the customer was listened to, 0..=2.
        listen: u8 = 2,
        clarify: bool = 1,
        paraphrase: bool = 1,
        /// How often empathy was shown, 0..=3 (3: three or more).
        empathy: u8 = 2,
        /// Empathy came after listening at least once.
        felt: bool = 1,
        /// How many apologies, 0..=3 (3: three or more).
        apologies: u8 = 2,
        /// The first apology came beyond the zone of tolerance.
        late: bool = 1,
        thanks: bool = 1,
        /// 0 customer blamed, 1 other blamed, 2 neutral, 3 owned.
        own: u8 = 2,
        /// 0 proof demanded, 1 neutral, 2 reassured.
        face: u8 = 2,
        /// Bit 0 explained, bit 1 updated.
        info: u8 = 2,
        /// Asked for the remedy before the fix.
        asked: bool = 1,
        fix: Progress = 2,
        /// Ticks left of an open promise, 0..=31.
        due: u8 = 5,
        /// Compensation on the table, in steps of 20% of the price, 0..=10.
        level: u8 = 4,
        kind: CompensationKind = 2,
        /// Rounds of haggling, 0..=2.
        haggle: u8 = 2,
        gift: bool = 1,
        educated: bool = 1,
        /// Failed recoveries and dismissals, 0..=3 (3: three or more).
        deviations: u8 = 2,
        /// Units of being sent around, 0..=7.
        runaround: u8 = 3,
        /// Wrong fixes, for the ledger, 0..=3.
        misses: u8 = 2,
    }
}

packed! {
    /// The state in the days after the talk.
    Aftercare {
        /// Ticks that the encounter took.
        clock: u8 = 6,
        /// Distributive justice, 0..=100.
        dj: u8 = 7,
        /// Interactional justice, 0..=100.
        ij: u8 = 7,
        /// Procedural justice, 0..=100.
        pj: u8 = 7,
        /// Satisfaction with the recovery, 0..=100.
        sat: u8 = 7,
        /// Anger, 0..=9.
        anger: u8 = 4,
        fix: Progress = 2,
        level: u8 = 4,
        kind: CompensationKind = 2,
        gift: bool = 1,
        educated: bool = 1,
        deviations: u8 = 2,
        misses: u8 = 2,
        /// Place on the calendar, 0..=7.
        slot: u8 = 3,
        /// 0 none, 1 late, 2 timely.
        follow: u8 = 2,
        note: bool = 1,
        improved: bool = 1,
        shared: bool = 1,
        /// Later contacts, 0..=2.
        stay: u8 = 2,
    }
}

impl Encounter {
    /// The state at t = 0.
    #[must_use]
    pub const fn start() -> Self {
        Self {
            own: 2,
            face: 1,
            ..Self::blank()
        }
    }

    /// Everything zero: what a customer who left keeps is filled in by the transition.
    pub(super) const fn blank() -> Self {
        Self {
            clock: 0,
            delay: 0,
            heat: 0,
            listen: 0,
            clarify: false,
            paraphrase: false,
            empathy: 0,
            felt: false,
            apologies: 0,
            late: false,
            thanks: false,
            own: 0,
            face: 0,
            info: 0,
            asked: false,
            fix: Progress::Nothing,
            due: 0,
            level: 0,
            kind: CompensationKind::Money,
            haggle: 0,
            gift: false,
            educated: false,
            deviations: 0,
            runaround: 0,
            misses: 0,
        }
    }
}

/// A customer's mind at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// The talk goes on.
    Open(Encounter),
    /// The days after.
    After(Aftercare),
    /// The customer left in the middle of the talk.
    Left(Encounter),
    /// The episode is over.
    Done(Aftercare),
}

impl State {
    /// The state at t = 0.
    #[must_use]
    pub const fn start() -> Self {
        Self::Open(Encounter::start())
    }

    /// The 64-bit form: equal words, equal states.
    #[must_use]
    pub fn pack(self) -> u64 {
        match self {
            Self::Open(encounter) => encounter.pack(0),
            Self::After(aftercare) => aftercare.pack(1),
            Self::Left(encounter) => encounter.pack(2),
            Self::Done(aftercare) => aftercare.pack(3),
        }
    }

    /// The state of a packed word; `None` where the word is no state.
    #[must_use]
    pub fn unpack(word: u64) -> Option<Self> {
        Some(match word & 3 {
            0 => Self::Open(Encounter::unpack(word)?),
            1 => Self::After(Aftercare::unpack(word)?),
            2 => Self::Left(Encounter::unpack(word)?),
            _ => Self::Done(Aftercare::unpack(word)?),
        })
    }

    /// Whether nothing more can happen.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Left(_) | Self::Done(_))
    }

    /// How far the fix is.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.ledger().fix
    }

    /// What the money side of every phase is told by.
    pub(super) const fn ledger(&self) -> Ledger {
        match *self {
            Self::Open(Encounter {
                clock,
                level,
                kind,
                fix,
                misses,
                gift,
                ..
            })
            | Self::Left(Encounter {
                clock,
                level,
                kind,
                fix,
                misses,
                gift,
                ..
            }) => Ledger {
                clock,
                level,
                kind,
                fix,
                misses,
                gift,
                improved: false,
            },
            Self::After(Aftercare {
                clock,
                level,
                kind,
                fix,
                misses,
                gift,
                improved,
                ..
            })
            | Self::Done(Aftercare {
                clock,
                level,
                kind,
                fix,
                misses,
                gift,
                improved,
                ..
            }) => Ledger {
                clock,
                level,
                kind,
                fix,
                misses,
                gift,
                improved,
            },
        }
    }
}

/// The fields that cost money, common to all phases.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ledger {
    pub clock: u8,
    pub level: u8,
    pub kind: CompensationKind,
    pub fix: Progress,
    pub misses: u8,
    pub gift: bool,
    pub improved: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_packs_as_the_worked_example_says() {
        assert_eq!(State::start().pack(), 0x0000_0003_0000_0000);
        assert_eq!(State::unpack(0x0000_0003_0000_0000), Some(State::start()));
    }

    #[test]
    fn a_word_that_is_no_state_is_refused() {
        assert_eq!(State::unpack(1 << 63), None, "the encounter uses 62 bits");
        assert_eq!(State::unpack(0b11 << 38), None, "there is no fourth progress of a fix");
    }
}
