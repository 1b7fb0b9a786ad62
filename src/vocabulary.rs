//! One way to declare an enumeration whose names people write in files.
//!
//! A scenario, a command line and a JSON document all spell the same words, so the spelling stands once:
//! [`vocabulary!`](crate::vocabulary!) declares the enum with its list of values and its names, and every reader
//! offers the nearest name when a word is not known.

/// An enumeration with fixed, written names.
pub trait Vocabulary: Copy + Eq + 'static {
    /// What a person calls one of these, for error messages: "act", "hair style".
    const NOUN: &'static str;
    /// All values, in the order of declaration.
    const ALL: &'static [Self];

    /// The written name.
    fn name(self) -> &'static str;

    /// The value with this written name.
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.name() == name)
    }
}

/// Declares an enum whose variants are written by their names in scenarios, on the command line and in JSON.
///
/// ```
/// use bounceback::vocabulary::Vocabulary;
///
/// bounceback::vocabulary! {
///     /// How the weather is.
///     pub enum Weather: "weather" { Sun, Rain }
/// }
///
/// assert_eq!(Weather::from_name("Rain"), Some(Weather::Rain));
/// assert_eq!(Weather::from_name("rain"), None);
/// assert_eq!(Weather::Sun.name(), "Sun");
/// ```
#[macro_export]
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident : $noun:literal { $( $(#[$vmeta:meta])* $variant:ident ),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $( $(#[$vmeta])* $variant ),+ }

        impl $crate::vocabulary::Vocabulary for $name {
            const NOUN: &'static str = $noun;
            const ALL: &'static [Self] = &[ $( Self::$variant ),+ ];

            fn name(self) -> &'static str {
                match self { $( Self::$variant => stringify!($variant) ),+ }
            }
        }
    };
}
