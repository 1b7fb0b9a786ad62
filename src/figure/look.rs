//! What a customer looks like: the words that a trainer writes.

use serde::{Deserialize, Serialize};

use super::Colour;

/// A customer's looks. Every field has a default, so a scenario writes only what matters to it.
///
/// ```
/// use bounceback::figure::{HairStyle, Look};
///
/// let look: Look = ron::from_str(r##"(skin: 3, hair: (style: Bob, colour: "#3b2a20"))"##).unwrap();
/// assert_eq!(look.hair.style, HairStyle::Bob);
/// assert_eq!(look.age, 0);
/// assert!(ron::from_str::<Look>("(skni: 3)").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Look {
    /// 1 (light) ..= 8 (dark); what lies outside is drawn as the nearest.
    pub skin: u8,
    /// Hair on the head; its colour is also that of brows and beard.
    pub hair: Hair,
    /// Clothes.
    pub outfit: Outfit,
    /// The outline of the head.
    pub head: HeadShape,
    /// The colour of the eyes.
    pub eyes: Colour,
    /// How full the brows are.
    pub brows: Brows,
    /// Hair on the face.
    pub beard: Beard,
    /// Glasses.
    pub glasses: Glasses,
    /// What the head is covered with.
    pub covering: Covering,
    /// The covering's colour.
    pub covering_colour: Colour,
    /// Jewellery at the ears.
    pub earrings: Earrings,
    /// Lines of age: 0 (none) ..= 3 (deep); more is drawn as 3.
    pub age: u8,
    /// The breadth of neck and shoulders.
    pub build: Build,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            skin: 3,
            hair: Hair::default(),
            outfit: Outfit::default(),
            head: HeadShape::default(),
            eyes: Colour([0x5b, 0x3a, 0x1e]),
            brows: Brows::default(),
            beard: Beard::default(),
            glasses: Glasses::default(),
            covering: Covering::default(),
            covering_colour: Colour([0x3f, 0x5f, 0x78]),
            earrings: Earrings::default(),
            age: 0,
            build: Build::default(),
        }
    }
}

/// Hair: how it is worn and its colour.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Hair {
    /// How it is worn.
    pub style: HairStyle,
    /// Its colour.
    pub colour: Colour,
}

impl Default for Hair {
    fn default() -> Self {
        Self {
            style: HairStyle::default(),
            colour: Colour([0x3b, 0x2a, 0x20]),
        }
    }
}

/// Clothes: what is worn and its main colour.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Outfit {
    /// What is worn.
    pub style: OutfitStyle,
    /// Its main colour; collars, linings and seams are made from it.
    pub colour: Colour,
}

impl Default for Outfit {
    fn default() -> Self {
        Self {
            style: OutfitStyle::default(),
            colour: Colour([0x31, 0x53, 0x6b]),
        }
    }
}

crate::vocabulary! {
    /// How hair is worn.
    #[derive(Default)]
    pub enum HairStyle: "hair style" {
        /// Chin length, swept to one side.
        Bob,
        /// Short all round.
        #[default]
        Crop,
        /// Clipped to a shadow.
        Buzz,
        /// Gathered on top.
        Bun,
        /// Over the shoulders, parted in the middle.
        Long,
        /// Loose curls to the jaw.
        Curly,
        /// Round and full.
        Afro,
        /// Tied back, falling over one shoulder.
        Ponytail,
        /// No hair.
        Bald,
        /// Short with a high hairline.
        Receding,
        /// Short with a parting.
        SidePart,
        /// Rows to the crown and two long braids.
        Braids,
        /// Shoulder length and wavy.
        Waves,
        /// Long locs.
        Locs,
        /// Very short with a ragged fringe.
        Pixie,
        /// Short sides and a full, swept-up top.
        Quiff,
    }
}

crate::vocabulary! {
    /// What is worn.
    #[derive(Default)]
    pub enum OutfitStyle: "outfit" {
        /// A coat with wide lapels over a light top.
        Coat,
        /// A jacket, a shirt and a tie.
        Suit,
        /// A buttoned shirt with a collar.
        #[default]
        Shirt,
        /// A knitted sweater with a round neck.
        Sweater,
        /// A bib and straps over a T-shirt.
        Overalls,
        /// A soft blouse with a bow.
        Blouse,
        /// A T-shirt.
        TShirt,
        /// A hooded top with cords.
        Hoodie,
        /// A buttoned cardigan over a light top.
        Cardigan,
    }
}

crate::vocabulary! {
    /// The outline of the head.
    #[derive(Default)]
    pub enum HeadShape: "head shape" {
        /// Even.
        #[default]
        Oval,
        /// Wide and short, with full cheeks.
        Round,
        /// A broad jaw.
        Square,
        /// Narrow and long.
        Long,
        /// Wide cheekbones and a narrow chin.
        Heart,
    }
}

crate::vocabulary! {
    /// Brows.
    #[derive(Default)]
    pub enum Brows: "brows" {
        /// Thin.
        Fine,
        /// In between.
        #[default]
        Natural,
        /// Thick.
        Full,
    }
}

crate::vocabulary! {
    /// Hair on the face.
    #[derive(Default)]
    pub enum Beard: "beard" {
        /// Shaved.
        #[default]
        Clean,
        /// A day or two unshaved.
        Stubble,
        /// On the upper lip.
        Moustache,
        /// Round the mouth and on the chin.
        Goatee,
        /// All of the jaw, kept short.
        Short,
        /// All of the jaw, grown out.
        Full,
    }
}

crate::vocabulary! {
    /// Glasses.
    #[derive(Default)]
    pub enum Glasses: "glasses" {
        /// None worn.
        #[default]
        Bare,
        /// Round wire frames.
        Round,
        /// Rectangular frames.
        Square,
        /// Thick dark frames.
        Bold,
        /// A frame on top, lenses free below.
        HalfRim,
    }
}

crate::vocabulary! {
    /// What the head is covered with.
    #[derive(Default)]
    pub enum Covering: "covering" {
        /// Nothing.
        #[default]
        Bare,
        /// A headscarf round hair, ears and neck.
        Hijab,
        /// A wound turban.
        Turban,
        /// A knitted cap.
        Beanie,
        /// A cap with a peak.
        Cap,
    }
}

crate::vocabulary! {
    /// Jewellery at the ears.
    #[derive(Default)]
    pub enum Earrings: "earrings" {
        /// None worn.
        #[default]
        Bare,
        /// Small studs.
        Studs,
        /// Rings.
        Hoops,
    }
}

crate::vocabulary! {
    /// The breadth of neck and shoulders.
    #[derive(Default)]
    pub enum Build: "build" {
        /// Narrow.
        Slim,
        /// In between.
        #[default]
        Average,
        /// Wide.
        Broad,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_round_trips_and_refuses_what_it_does_not_know() {
        let text = r##"(skin: 3, hair: (style: Bob, colour: "#3b2a20"), outfit: (style: Coat, colour: "#8c2f39"),
            head: Heart, eyes: "#5b3a1e", beard: Clean, glasses: Bare, covering: Bare, age: 2, build: Slim)"##;
        let look: Look = ron::from_str(text).unwrap();
        assert_eq!((look.age, look.build, look.head), (2, Build::Slim, HeadShape::Heart));
        assert_eq!(ron::from_str::<Look>(&ron::to_string(&look).unwrap()).unwrap(), look);
        assert_eq!(ron::from_str::<Look>("()").unwrap(), Look::default());
        for wrong in [
            "(hair: (style: Mullet))",
            "(hair: (length: 3))",
            "(eyes: \"blue\")",
            "(skin: 300)",
        ] {
            assert!(ron::from_str::<Look>(wrong).is_err(), "{wrong}");
        }
    }
}
