//! The state of a customer's mind, and its 64-bit form (MODEL.md section 4).

use super::act::{CompensationKind, LEVEL_MAX};

/// A value that occupies a fixed number of bits of a packed state.
trait Field: Sized {
    fn to_bits(self) -> u64;
    /// The value of bits that are one.
    fn from_bits(bits: u64) -> Self;
    /// Whether bits are a value.
    fn is_value(_bits: u64) -> bool {
        true
    }
}

impl Field for u8 {
    fn to_bits(self) -> u64 {
        u64::from(self)
    }
    #[expect(clippy::cast_possible_truncation, reason = "no field is wider than seven bits")]
    fn from_bits(bits: u64) -> Self {
        bits as Self
    }
}

impl Field for bool {
    fn to_bits(self) -> u64 {
        u64::from(self)
    }
    fn from_bits(bits: u64) -> Self {
        bits != 0
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
    fn from_bits(bits: u64) -> Self {
        match bits {
            0 => Self::Nothing,
            1 => Self::Promised,
            _ => Self::Fixed,
        }
    }
    fn is_value(bits: u64) -> bool {
        bits <= Self::Fixed as u64
    }
}

impl Field for CompensationKind {
    fn to_bits(self) -> u64 {
        self as u64
    }
    fn from_bits(bits: u64) -> Self {
        match bits {
            0 => Self::Money,
            1 => Self::Voucher,
            2 => Self::InKind,
            _ => Self::Personal,
        }
    }
}

/// A word of fields side by side above the two bits of the phase, the first field lowest: reading a field is a shift and a mask.
macro_rules! packed {
    ($(#[$meta:meta])* $name:ident in $order:ident {
        $($(#[$fmeta:meta])* $field:ident, $set:ident: $type:ty = $bits:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name(u64);

        #[derive(Clone, Copy)]
        #[expect(non_camel_case_types, reason = "named as the fields are")]
        enum $order { $($field),+ }

        impl $order {
            const BITS: &[u32] = &[$($bits),+];

            const fn shift(self) -> u32 {
                let (mut shift, mut at) = (PHASE_BITS, 0);
                while at < self as usize {
                    shift += Self::BITS[at];
                    at += 1;
                }
                shift
            }
        }

        impl $name {
            /// Everything zero.
            pub(super) const BLANK: Self = Self(0);

            $(
                $(#[$fmeta])*
                #[must_use]
                pub fn $field(self) -> $type {
                    const SHIFT: u32 = $order::$field.shift();
                    Field::from_bits(self.0 >> SHIFT & ((1 << $bits) - 1))
                }

                /// Sets the field.
                ///
                /// # Panics
                /// Where the value does not fit its bits.
                pub fn $set(&mut self, value: $type) {
                    const SHIFT: u32 = $order::$field.shift();
                    let bits = Field::to_bits(value);
                    assert!(bits < 1 << $bits, concat!(stringify!($field), " fits its bits"));
                    self.0 = self.0 & !(((1 << $bits) - 1) << SHIFT) | bits << SHIFT;
                }
            )+

            const fn pack(self, phase: u64) -> u64 {
                self.0 | phase
            }

            fn unpack(word: u64) -> Option<Self> {
                let fields = Self(word & !((1 << PHASE_BITS) - 1));
                let all = 0 $(+ $bits)+ + PHASE_BITS;
                let fits = u64::BITS == all || word >> all == 0;
                (fits $(&& <$type as Field>::is_value(fields.0 >> $order::$field.shift() & ((1 << $bits) - 1)))+).then_some(fields)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name))$(.field(stringify!($field), &self.$field()))+.finish()
            }
        }
    };
}

const PHASE_BITS: u32 = 2;

packed! {
    /// The state while customer and trainee talk. Everything felt is derived from it ([`super::Mind::feelings`]).
    Encounter in EncounterField {
        /// Ticks since the start, 0..=60.
        clock, set_clock: u8 = 6,
        /// Felt delay in half-ticks, 0..=63; stops at the fix.
        delay, set_delay: u8 = 6,
        /// Anger added by conduct and waiting, in quarters of a level, 0..=63.
        heat, set_heat: u8 = 6,
        /// How often the customer was listened to, 0..=2.
        listen, set_listen: u8 = 2,
        clarify, set_clarify: bool = 1,
        paraphrase, set_paraphrase: bool = 1,
        /// How often empathy was shown, 0..=3 (3: three or more).
        empathy, set_empathy: u8 = 2,
        /// Empathy came after listening at least once.
        felt, set_felt: bool = 1,
        /// How many apologies, 0..=3 (3: three or more).
        apologies, set_apologies: u8 = 2,
        /// The first apology came beyond the zone of tolerance.
        late, set_late: bool = 1,
        thanks, set_thanks: bool = 1,
        /// 0 customer blamed, 1 other blamed, 2 neutral, 3 owned.
        own, set_own: u8 = 2,
        /// 0 proof demanded, 1 neutral, 2 reassured.
        face, set_face: u8 = 2,
        /// Bit 0 explained, bit 1 updated.
        info, set_info: u8 = 2,
        /// Asked for the remedy before the fix.
        asked, set_asked: bool = 1,
        fix, set_fix: Progress = 2,
        /// Ticks left of an open promise, 0..=31.
        due, set_due: u8 = 5,
        /// Compensation on the table, in steps of 20% of the price, 0..=10.
        level, set_level: u8 = 4,
        kind, set_kind: CompensationKind = 2,
        /// Rounds of haggling, 0..=2.
        haggle, set_haggle: u8 = 2,
        gift, set_gift: bool = 1,
        educated, set_educated: bool = 1,
        /// Failed recoveries and dismissals, 0..=3 (3: three or more).
        deviations, set_deviations: u8 = 2,
        /// Units of being sent around, 0..=7.
        runaround, set_runaround: u8 = 3,
        /// Wrong fixes, for the ledger, 0..=3.
        misses, set_misses: u8 = 2,
    }
}

packed! {
    /// The state in the days after the talk.
    Aftercare in AftercareField {
        /// Ticks that the encounter took.
        clock, set_clock: u8 = 6,
        /// Distributive justice, 0..=100.
        dj, set_dj: u8 = 7,
        /// Interactional justice, 0..=100.
        ij, set_ij: u8 = 7,
        /// Procedural justice, 0..=100.
        pj, set_pj: u8 = 7,
        /// Satisfaction with the recovery, 0..=100.
        sat, set_sat: u8 = 7,
        /// Anger, 0..=9.
        anger, set_anger: u8 = 4,
        fix, set_fix: Progress = 2,
        level, set_level: u8 = 4,
        kind, set_kind: CompensationKind = 2,
        gift, set_gift: bool = 1,
        educated, set_educated: bool = 1,
        deviations, set_deviations: u8 = 2,
        misses, set_misses: u8 = 2,
        /// Place on the calendar, 0..=7.
        slot, set_slot: u8 = 3,
        /// 0 none, 1 late, 2 timely.
        follow, set_follow: u8 = 2,
        note, set_note: bool = 1,
        improved, set_improved: bool = 1,
        shared, set_shared: bool = 1,
        /// Later contacts, 0..=2.
        stay, set_stay: u8 = 2,
    }
}

impl Encounter {
    /// The state at t = 0.
    #[must_use]
    pub fn start() -> Self {
        let mut start = Self::BLANK;
        start.set_own(2);
        start.set_face(1);
        start
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
    pub fn start() -> Self {
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

    /// Whether every field is inside its range: a word can unpack to more than the mind can read.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Open(e) | Self::Left(e) => {
                e.clock() <= 60 && e.listen() <= 2 && e.face() <= 2 && e.level() <= LEVEL_MAX && e.haggle() <= 2
            }
            Self::After(a) | Self::Done(a) => {
                let points = [a.dj(), a.ij(), a.pj(), a.sat()];
                let small = a.anger() <= 9 && a.level() <= LEVEL_MAX && a.follow() <= 2 && a.stay() <= 2;
                small && a.clock() <= 60 && points.iter().all(|points| *points <= 100)
            }
        }
    }

    /// Whether nothing more can happen.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Left(_) | Self::Done(_))
    }

    /// How far the fix is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.ledger().fix
    }

    /// What the money side of every phase is told by.
    pub(super) fn ledger(&self) -> Ledger {
        match self {
            Self::Open(e) | Self::Left(e) => Ledger {
                clock: e.clock(),
                level: e.level(),
                kind: e.kind(),
                fix: e.fix(),
                misses: e.misses(),
                gift: e.gift(),
                improved: false,
            },
            Self::After(a) | Self::Done(a) => Ledger {
                clock: a.clock(),
                level: a.level(),
                kind: a.kind(),
                fix: a.fix(),
                misses: a.misses(),
                gift: a.gift(),
                improved: a.improved(),
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
