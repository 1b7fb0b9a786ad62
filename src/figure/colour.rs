//! Colours: written `#rrggbb` by people, mixed by the drawing code.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An opaque colour: red, green and blue, 0..=255 each, in sRGB. Written and read as `#rrggbb`.
///
/// ```
/// use bounceback::figure::Colour;
///
/// let coat = Colour::parse("#8C2f39").expect("a colour");
/// assert_eq!(coat, Colour([0x8c, 0x2f, 0x39]));
/// assert_eq!(coat.to_string(), "#8c2f39");
/// assert_eq!(Colour::parse("red"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// The colour of a written `#rrggbb` (either case); nothing else is a colour.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        // `from_str_radix` takes a sign, and slicing needs one byte a digit.
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self([channel(0)?, channel(2)?, channel(4)?]))
    }

    /// This colour moved towards `other`: 0 is this, 1 is the other.
    #[must_use]
    pub fn mix(self, other: Self, share: f32) -> Self {
        let share = share.clamp(0.0, 1.0);
        let channel = |at: usize| {
            let mixed = f32::from(self.0[at]) * (1.0 - share) + f32::from(other.0[at]) * share;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a mix of two bytes is a byte"
            )]
            let byte = mixed.round() as u8;
            byte
        };
        Self([channel(0), channel(1), channel(2)])
    }

    /// Darker by this share, 0..1. Shadows go towards a warm near-black: towards pure black they look dirty.
    #[must_use]
    pub fn darker(self, share: f32) -> Self {
        self.mix(Self([0x1c, 0x10, 0x14]), share)
    }

    /// Lighter by this share, 0..1.
    #[must_use]
    pub fn lighter(self, share: f32) -> Self {
        self.mix(Self([0xff, 0xfb, 0xf2]), share)
    }

    /// How bright a person sees it, 0..1 (the weights of Rec. 709 on the stored values; enough to compare two fills).
    #[must_use]
    pub fn brightness(self) -> f32 {
        let [red, green, blue] = self.0.map(f32::from);
        (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255.0
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| de::Error::custom(format!("`{text}` is not a colour; write one as \"#8c2f39\"")))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_six_hex_digits_are_a_colour() {
        for text in [
            "", "#", "8c2f39", "#8c2f3", "#8c2f390", "#8c2f3g", "#+c2f39", "#é2f39", "red",
        ] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_mix_goes_from_one_to_the_other() {
        let (ink, paper) = (Colour([0, 10, 20]), Colour([200, 110, 20]));
        assert_eq!(ink.mix(paper, 0.0), ink);
        assert_eq!(ink.mix(paper, 0.5), Colour([100, 60, 20]));
        assert_eq!(ink.mix(paper, 7.0), paper);
        assert!(ink.lighter(0.3).brightness() > ink.brightness());
        assert!(paper.darker(0.3).brightness() < paper.brightness());
    }

    proptest! {
        #[test]
        fn print_and_parse_round_trip(channels: [u8; 3]) {
            let colour = Colour(channels);
            prop_assert_eq!(Colour::parse(&colour.to_string()), Some(colour));
            let text = ron::to_string(&colour).unwrap();
            prop_assert_eq!(ron::from_str::<Colour>(&text).unwrap(), colour);
        }
    }
}
