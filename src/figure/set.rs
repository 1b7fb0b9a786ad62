//! Sets: the places where customers stand, written as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ron::error::{Position, Span, SpannedError};
use ron::extensions::Extensions;
use serde::Deserialize;

use super::item::{Item, Scene, count, push_items};
use super::{Colour, Face, Look, Place, Shape, customer};

/// The frame of every set: width and height. From y = 640 down is the counter or desk.
pub const SET_FRAME: [f32; 2] = [1600.0, 900.0];

/// The sets that come with the program: name and text.
pub const SETS: &[(&str, &str)] = &[
    ("bank", include_str!("../../assets/sets/bank.ron")),
    ("boutique", include_str!("../../assets/sets/boutique.ron")),
    ("call-centre", include_str!("../../assets/sets/call-centre.ron")),
    ("clinic", include_str!("../../assets/sets/clinic.ron")),
    ("garage", include_str!("../../assets/sets/garage.ron")),
    ("gate", include_str!("../../assets/sets/gate.ron")),
    ("home", include_str!("../../assets/sets/home.ron")),
    ("hotel", include_str!("../../assets/sets/hotel.ron")),
    ("message", include_str!("../../assets/sets/message.ron")),
    ("office", include_str!("../../assets/sets/office.ron")),
    ("plain", include_str!("../../assets/sets/plain.ron")),
    ("restaurant", include_str!("../../assets/sets/restaurant.ron")),
];

/// A place where a customer stands, in [`SET_FRAME`].
///
/// A set is written in RON as lists of things to draw, first to last: `Rect`, `Ellipse`, `Path`, `Polygon`, `Line`;
/// `Group`, `Row` and `Use` (of one of the set's `symbols`) repeat them; `Sway`, `Blink`, `Drift`, `Glow`, `Rain` and `Drip` move.
/// Colours are `"#rrggbb"`, `"#rrggbbaa"`, or `"given"` inside a symbol or a row.
///
/// ```
/// use bounceback::figure::Set;
///
/// let set = Set::read(
///     r##"(
///         tint: "#dfe8ee",
///         symbols: {"mug": [Rect(x: -20, y: -50, w: 40, h: 50, round: 6, fill: "given")]},
///         back: [Rect(w: 1600, h: 640, fill: "#dfe8ee")],
///         front: [Row(count: 3, dx: 90, of: [Use(name: "mug", x: 700, y: 620)], given: ["#b2263a", "#2f4858"])],
///     )"##,
/// ).unwrap();
/// assert_eq!(set.front(0.0).len(), 3);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    picture: SetPicture,
}

/// A set as written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SetPicture {
    /// The background of small cards.
    tint: Colour,
    #[serde(default)]
    customer: CustomerPlace,
    #[serde(default)]
    symbols: BTreeMap<String, Vec<Item>>,
    back: Vec<Item>,
    #[serde(default)]
    front: Vec<Item>,
}

/// Where the middle of the customer's face is, and how large the customer is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CustomerPlace {
    x: f32,
    y: f32,
    scale: f32,
}

impl Default for CustomerPlace {
    fn default() -> Self {
        Self {
            x: 600.0,
            y: 300.0,
            scale: 1.16,
        }
    }
}

impl CustomerPlace {
    /// What is no number is in no frame.
    fn is_in_frame(&self) -> bool {
        let [width, height] = SET_FRAME;
        (0.0..=width).contains(&self.x) && (0.0..=height).contains(&self.y) && (0.3..=3.0).contains(&self.scale)
    }
}

impl SetPicture {
    /// How many shapes it is at most. Symbols are counted from the deepest use up, so that a set that uses each symbol many
    /// times is counted as fast as any.
    fn count(&self) -> u64 {
        let mut deep: BTreeMap<&str, u64> = BTreeMap::new();
        for _ in 0..DEPTH {
            let of_symbol = |name: &str| deep.get(name).copied().unwrap_or(0);
            deep = self
                .symbols
                .iter()
                .map(|(name, items)| (name.as_str(), count(items, &of_symbol)))
                .collect();
        }
        let of_symbol = |name: &str| deep.get(name).copied().unwrap_or(0);
        count(&self.back, &of_symbol).saturating_add(count(&self.front, &of_symbol))
    }
}

/// How deep symbols may use symbols.
const DEPTH: u8 = 6;
/// How many shapes a set may be: what is more could not be drawn in time.
const SHAPES_MAX: u64 = 6_000;

impl Set {
    /// Reads a set.
    ///
    /// # Errors
    /// Text that is not RON, an item, field or colour that is not known, an outline that cannot be read, a symbol that is
    /// used and not there, more shapes than can be drawn, a customer outside the frame: with its place in the text.
    pub fn read(text: &str) -> Result<Self, SpannedError> {
        let picture: SetPicture = ron::Options::default()
            .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES)
            .with_default_extension(Extensions::IMPLICIT_SOME)
            .from_str(text)?;
        let lists = picture.symbols.values().chain([&picture.back, &picture.front]);
        let mut used = Vec::new();
        lists.for_each(|items| super::item::push_used(&mut used, items));
        if let Some(name) = used.iter().find(|name| !picture.symbols.contains_key(**name)) {
            return Err(wrong_at(
                text,
                &format!("\"{name}\""),
                format!("no symbol is named \"{name}\""),
            ));
        }
        let shapes = picture.count();
        if shapes > SHAPES_MAX {
            let words = format!("it is made of {shapes} shapes, and {SHAPES_MAX} are the most that can be drawn");
            return Err(wrong_at(text, "back", words));
        }
        if !picture.customer.is_in_frame() {
            let words = "the customer stands outside the frame: x 0..1600, y 0..900, scale 0.3..3".to_owned();
            return Err(wrong_at(text, "customer", words));
        }
        Ok(Self { picture })
    }

    /// What stands behind the customer, at this time on the set's clock. At 0 it is the still picture.
    #[must_use]
    pub fn back(&self, time_seconds: f32) -> Vec<Shape> {
        self.shapes(&self.picture.back, time_seconds)
    }

    /// What stands before the customer: the counter or desk and what lies on it.
    #[must_use]
    pub fn front(&self, time_seconds: f32) -> Vec<Shape> {
        self.shapes(&self.picture.front, time_seconds)
    }

    /// All of it, with a customer in it.
    #[must_use]
    pub fn with(&self, look: &Look, face: &Face, time_seconds: f32) -> Vec<Shape> {
        let (x, y, scale) = self.customer_place();
        let place = Place::new(x, y, scale);
        let mut shapes = self.back(time_seconds);
        shapes.extend(customer(look, face).into_iter().map(|shape| shape.placed(&place)));
        shapes.extend(self.front(time_seconds));
        shapes
    }

    /// Where the middle of the customer's face goes, and the customer's scale: x, y, scale.
    #[must_use]
    pub fn customer_place(&self) -> (f32, f32, f32) {
        let place = self.picture.customer;
        (place.x, place.y, place.scale)
    }

    /// The background for the customer on a small card.
    #[must_use]
    pub fn tint(&self) -> Colour {
        self.picture.tint
    }

    fn shapes(&self, items: &[Item], time_seconds: f32) -> Vec<Shape> {
        let time_seconds = if time_seconds.is_finite() { time_seconds } else { 0.0 };
        let scene = Scene {
            symbols: &self.picture.symbols,
            time_seconds,
            given: self.picture.tint,
            depth: DEPTH,
        };
        let mut shapes = Vec::with_capacity(256);
        push_items(&mut shapes, items, scene);
        shapes
    }
}

/// The set with this name among [`SETS`].
#[must_use]
pub fn set_named(name: &str) -> Option<&'static Set> {
    static READ: LazyLock<Vec<(&str, Set)>> = LazyLock::new(|| {
        SETS.iter()
            .filter_map(|(name, text)| Some((*name, Set::read(text).ok()?)))
            .collect()
    });
    READ.iter().find(|(known, _)| *known == name).map(|(_, set)| set)
}

/// The plain room: of a scenario that names no set that is known.
///
/// # Panics
/// Never: a test reads every shipped set.
#[must_use]
pub fn plain_set() -> &'static Set {
    set_named("plain").expect("a shipped set that a test reads")
}

/// An error at the first place where this stands in the text.
fn wrong_at(text: &str, what: &str, words: String) -> SpannedError {
    let before = &text[..text.find(what).unwrap_or(0)];
    let line = before.matches('\n').count() + 1;
    let col = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let start = Position { line, col };
    let end = Position {
        line,
        col: col + what.chars().count(),
    };
    SpannedError {
        code: ron::Error::Message(words),
        span: Span { start, end },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_set_reads_and_stays_finite_and_moves() {
        for (name, text) in SETS {
            let set = Set::read(text).unwrap_or_else(|why| panic!("{name}: {why}"));
            for time in [0.0, 0.31, 7.7, 3599.0, f32::NAN] {
                for shape in set.back(time).iter().chain(&set.front(time)) {
                    for at in shape.path.flatten(0.5) {
                        assert!(at.x.is_finite() && at.y.is_finite(), "{name} at {time}: {shape:?}");
                        assert!(
                            (-400.0..2000.0).contains(&at.x) && (-400.0..1300.0).contains(&at.y),
                            "{name}: {at:?}"
                        );
                    }
                }
            }
            assert_eq!(set_named(name), Some(&set));
            if *name != "plain" {
                assert!(
                    (1_u8..60).any(|tick| set.back(0.0) != set.back(f32::from(tick) * 0.1)),
                    "{name} stands still"
                );
            }
        }
        assert_eq!(set_named("nowhere"), None);
    }

    #[test]
    fn the_list_is_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sets");
        let mut inside: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| {
                entry
                    .unwrap()
                    .file_name()
                    .to_str()?
                    .strip_suffix(".ron")
                    .map(str::to_owned)
            })
            .collect();
        inside.sort();
        let listed: Vec<&str> = SETS.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, inside);
    }

    #[test]
    fn what_is_not_known_is_refused_where_it_stands() {
        for (text, line, part) in [
            (
                "(tint: \"#ffffff\",\n back: [Rect(x: 1, colour: \"#ffffff\")])",
                2,
                "colour",
            ),
            ("(tint: \"#ffffff\",\n back: [Circle(x: 1)])", 2, "Circle"),
            ("(tint: \"#ffffff\",\n back: [Rect(fill: \"blue\")])", 2, "blue"),
            ("(tint: \"#ffffff\",\n back: [Path(d: \"M0 0 A1\")])", 2, "A"),
            ("(tint: \"#ffffff\",\n\n back: [Use(name: \"lamp\")])", 3, "lamp"),
            ("(tint: \"#ffffff\", back: [], middle: [])", 1, "middle"),
            (
                "(tint: \"#ffffff\",\n customer: (x: NaN), back: [])",
                2,
                "outside the frame",
            ),
            (
                "(tint: \"#ffffff\",\n customer: (scale: 0), back: [])",
                2,
                "outside the frame",
            ),
            (
                "(tint: \"#ffffff\",\n back: [Row(count: 9000, of: [Row(count: 9000, of: [Ellipse(rx: 1)])])])",
                2,
                "81000000 shapes",
            ),
        ] {
            let why = Set::read(text).expect_err(text);
            assert_eq!(why.span.start.line, line, "{text}: {why}");
            assert!(why.to_string().contains(part), "{text}: {why}");
        }
    }

    #[test]
    fn a_symbol_that_uses_itself_ends() {
        let text = r##"(tint: "#ffffff", symbols: {"x": [Ellipse(rx: 9), Use(name: "x", scale: 0.5)]}, back: [Use(name: "x")])"##;
        assert_eq!(Set::read(text).unwrap().back(0.0).len(), usize::from(DEPTH));
    }

    #[test]
    fn symbols_that_multiply_are_refused_without_being_drawn() {
        let many = "Use(name: \"x\"), ".repeat(40);
        let text =
            format!("(tint: \"#ffffff\", symbols: {{\"x\": [Ellipse(rx: 9), {many}]}}, back: [Use(name: \"x\")])");
        let why = Set::read(&text).expect_err("40 to the sixth");
        assert!(why.to_string().contains("shapes"), "{why}");
    }

    #[test]
    fn rows_take_their_colours_in_turn() {
        let text = r##"(tint: "#ffffff", back: [Row(count: 3, dx: 10, given: ["#000001", "#000002"], of: [Rect(w: 5, h: 5, fill: "given")])])"##;
        let shapes = Set::read(text).unwrap().back(0.0);
        let blues: Vec<u8> = shapes.iter().map(|shape| shape.fill.unwrap().colour.0[2]).collect();
        assert_eq!(blues, [1, 2, 1]);
        assert!((shapes[2].path.start.x - 20.0).abs() < 1e-4);
    }
}
