//! Text that people read, with placeholders.

use std::ops::Range;

/// The placeholders that a text may hold.
pub const PLACEHOLDERS: [&str; 3] = ["name", "price", "fund"];

/// What stands for the placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// The customer's first name.
    pub name: String,
    /// The price of what failed.
    pub price: String,
    /// The fund.
    pub fund: String,
}

/// A text whose placeholders are all known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Text(String);

impl Text {
    /// Takes a text.
    ///
    /// # Errors
    /// Where (in bytes of `raw`) a placeholder stands that nobody knows, with its name.
    pub fn new(raw: &str) -> Result<Self, Vec<(Range<usize>, String)>> {
        let unknown: Vec<_> = placeholders(raw)
            .filter(|(_, name)| !PLACEHOLDERS.contains(&name.as_str()))
            .collect();
        if unknown.is_empty() {
            Ok(Self(raw.to_owned()))
        } else {
            Err(unknown)
        }
    }

    /// As written.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// With the placeholders filled in.
    #[must_use]
    pub fn fill(&self, names: &Names) -> String {
        if !self.0.contains('{') {
            return self.0.clone();
        }
        self.0
            .replace("{name}", &names.name)
            .replace("{price}", &names.price)
            .replace("{fund}", &names.fund)
    }

    /// The number of words.
    #[must_use]
    pub fn words(&self) -> usize {
        self.0.split_whitespace().count()
    }
}

/// Every `{…}` of a text.
fn placeholders(raw: &str) -> impl Iterator<Item = (Range<usize>, String)> + '_ {
    raw.match_indices('{').map(|(at, _)| {
        let rest = &raw[at + 1..];
        let end = rest.find(['}', '{']).unwrap_or(rest.len());
        (at..(at + end + 2).min(raw.len()), rest[..end].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_unknown_ones_are_named() {
        let names = Names {
            name: "Dana".to_owned(),
            price: "$240".to_owned(),
            fund: "$150".to_owned(),
        };
        let text = Text::new("{name}, {price} is {price}.").expect("known placeholders");
        assert_eq!(text.fill(&names), "Dana, $240 is $240.");
        assert_eq!(Text::new("Hi {nam}!"), Err(vec![(3..8, "nam".to_owned())]));
        assert_eq!(Text::new("Hi {"), Err(vec![(3..4, String::new())]));
    }
}
