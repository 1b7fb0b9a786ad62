//! What people write inside a set's items: colours and outlines.

use serde::{Deserialize, Deserializer, de};

use super::{Colour, Paint, Path, outline};

/// A colour in a set: written `"#rrggbb"`, `"#rrggbbaa"` with coverage, or `"given"`, the colour handed to a symbol.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ink {
    Paint(Paint),
    Given,
}

impl Ink {
    pub(super) fn paint(self, given: Colour) -> Paint {
        match self {
            Self::Paint(paint) => paint,
            Self::Given => given.into(),
        }
    }
}

impl<'de> Deserialize<'de> for Ink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == "given" {
            return Ok(Self::Given);
        }
        let paint = if text.len() == 9 && text.is_ascii() {
            let alpha = u8::from_str_radix(&text[7..], 16).ok();
            Colour::parse(&text[..7])
                .zip(alpha)
                .map(|(colour, alpha)| colour.at(f32::from(alpha) / 255.0))
        } else {
            Colour::parse(&text).map(Paint::from)
        };
        let wrong = || {
            de::Error::custom(format!(
                "`{text}` is not a colour: use \"#8c2f39\", \"#8c2f3980\" or \"given\""
            ))
        };
        paint.map(Self::Paint).ok_or_else(wrong)
    }
}

/// An outline written as text, see [`outline`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written(pub Path);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        outline(&text)
            .map(Self)
            .map_err(|why| de::Error::custom(format!("in the outline `{text}`: {why}")))
    }
}
