//! Clothes and coverings as data, written for an average build and the oval head.

use std::sync::LazyLock;

use super::part::Draw::{Disc, Fill, Line};
use super::part::Layer::{Back, Body, Collar, Front};
use super::part::Tone::{
    Accent, Cloth, ClothDark, ClothLight, Cover, CoverDark, CoverLight, SkinShade, Under, UnderDark,
};
use super::part::{Part, Piece, both, one, pieces};
use super::{Covering, OutfitStyle};
use crate::vocabulary::Vocabulary;

/// The pieces of an outfit.
pub(super) fn outfit(style: OutfitStyle) -> &'static [Piece] {
    static STYLES: LazyLock<Vec<Vec<Piece>>> = LazyLock::new(|| {
        OutfitStyle::ALL
            .iter()
            .map(|style| pieces(outfit_parts(*style)))
            .collect()
    });
    STYLES.get(style as usize).map_or(&[], Vec::as_slice)
}

/// The pieces of a covering.
pub(super) fn covering(covering: Covering) -> &'static [Piece] {
    static COVERINGS: LazyLock<Vec<Vec<Piece>>> = LazyLock::new(|| {
        Covering::ALL
            .iter()
            .map(|covering| pieces(covering_parts(*covering)))
            .collect()
    });
    COVERINGS.get(covering as usize).map_or(&[], Vec::as_slice)
}

fn outfit_parts(style: OutfitStyle) -> &'static [Part] {
    match style {
        OutfitStyle::Coat => COAT,
        OutfitStyle::Suit => SUIT,
        OutfitStyle::Shirt => SHIRT,
        OutfitStyle::Sweater => SWEATER,
        OutfitStyle::Overalls => OVERALLS,
        OutfitStyle::Blouse => BLOUSE,
        OutfitStyle::TShirt => T_SHIRT,
        OutfitStyle::Hoodie => HOODIE,
        OutfitStyle::Cardigan => CARDIGAN,
    }
}

fn covering_parts(covering: Covering) -> &'static [Part] {
    match covering {
        Covering::Bare => &[],
        Covering::Hijab => HIJAB,
        Covering::Turban => TURBAN,
        Covering::Beanie => BEANIE,
        Covering::Cap => CAP,
    }
}

/// Shoulders and upper arms down to the lower edge of the frame.
const TORSO: &str = "M-197 338 C-196 262 -188 206 -142 187 C-112 175 -78 170 -50 152 L50 152 C78 170 112 175 142 187 C188 206 196 262 197 338 Z";
const ARM: &str = "M-136 338 C-139 306 -136 280 -126 256";

const COAT: &[Part] = &[
    one(Body, Cloth, Fill(TORSO)),
    both(Body, ClothDark, Line(ARM, 4.0)),
    one(Body, Under, Fill("M-48 150 L-40 210 L0 290 L40 210 L48 150 Z")),
    one(
        Body,
        UnderDark,
        Fill("M-46 140 C-40 190 40 190 46 140 L52 144 C46 202 -46 202 -52 144 Z"),
    ),
    both(
        Collar,
        ClothDark,
        Fill(
            "M-46 130 C-62 146 -76 156 -88 162 L-118 214 L-92 222 L-102 242 L-8 338 L2 338 L2 292 C-26 246 -44 196 -46 130 Z",
        ),
    ),
    both(Collar, ClothLight, Line("M-90 164 L-118 212", 2.5)),
    one(Collar, ClothLight, Disc(22.0, 326.0, 7.0)),
];

const SUIT: &[Part] = &[
    one(Body, Cloth, Fill(TORSO)),
    both(Body, ClothDark, Line(ARM, 4.0)),
    one(Body, Under, Fill("M-56 140 L-36 220 L0 322 L36 220 L56 140 Z")),
    one(Collar, Accent, Fill("M-11 182 L11 182 L20 284 L0 318 L-20 284 Z")),
    one(Collar, Accent, Fill("M-16 164 L16 164 L11 186 L-11 186 Z")),
    both(
        Collar,
        Under,
        Fill("M-42 132 C-50 140 -52 148 -50 154 L-32 194 L0 168 C-20 164 -36 150 -42 132 Z"),
    ),
    both(Collar, UnderDark, Line("M-32 194 L-3 170", 2.5)),
    both(
        Collar,
        ClothDark,
        Fill(
            "M-50 138 C-62 150 -76 158 -90 164 L-106 212 L-84 214 L-90 230 L-10 332 L2 332 L2 322 C-28 266 -48 206 -50 138 Z",
        ),
    ),
    one(Collar, ClothDark, Line("M0 326 L0 338", 4.0)),
    one(Collar, Under, Fill("M78 244 L112 236 L113 246 L80 254 Z")),
];

const SHIRT: &[Part] = &[
    one(Body, Cloth, Fill(TORSO)),
    both(Body, ClothDark, Line(ARM, 4.0)),
    one(Body, ClothDark, Line("M13 186 L13 338", 2.5)),
    one(Body, ClothLight, Disc(0.0, 216.0, 5.0)),
    one(Body, ClothLight, Disc(0.0, 260.0, 5.0)),
    one(Body, ClothLight, Disc(0.0, 304.0, 5.0)),
    one(Body, ClothDark, Fill("M62 250 L120 250 L120 262 L62 262 Z")),
    one(Body, ClothDark, Line("M64 262 L64 308 L91 320 L118 308 L118 262", 2.5)),
    one(Collar, SkinShade, Fill("M-36 140 L36 140 L0 184 Z")),
    both(
        Collar,
        ClothLight,
        Fill("M-42 130 C-54 142 -58 152 -56 160 L-40 206 L2 180 C-20 170 -36 152 -42 130 Z"),
    ),
    both(Collar, ClothDark, Line("M-55 162 L-40 205 L-2 182", 2.5)),
];

const SWEATER: &[Part] = &[
    one(Body, Cloth, Fill(TORSO)),
    both(Body, ClothDark, Line(ARM, 4.0)),
    one(Body, ClothLight, Line("M-180 262 C-100 282 100 282 180 262", 9.0)),
    one(Body, ClothDark, Line("M-186 290 C-100 310 100 310 186 290", 5.0)),
    one(Body, ClothDark, Line("M-170 240 C-100 258 100 258 170 240", 5.0)),
    one(
        Collar,
        ClothDark,
        Fill(
            "M-34 126 C-58 134 -66 150 -58 164 C-40 196 40 196 58 164 C66 150 58 134 34 126 C36 160 -36 160 -34 126 Z",
        ),
    ),
    both(Collar, Cloth, Line("M-49 142 L-54 156", 2.5)),
    both(Collar, Cloth, Line("M-36 158 L-41 175", 2.5)),
    both(Collar, Cloth, Line("M-14 166 L-16 184", 2.5)),
];

const OVERALLS: &[Part] = &[
    one(Body, Under, Fill(TORSO)),
    both(Body, UnderDark, Line(ARM, 4.0)),
    one(
        Collar,
        UnderDark,
        Fill(
            "M-46 132 C-54 140 -56 148 -52 156 C-36 188 36 188 52 156 C56 148 54 140 46 132 C42 166 -42 166 -46 132 Z",
        ),
    ),
    both(
        Collar,
        Cloth,
        Fill("M-104 172 L-70 160 C-60 196 -52 220 -50 250 L-82 252 C-84 226 -92 200 -104 172 Z"),
    ),
    one(
        Collar,
        Cloth,
        Fill("M-88 240 C-60 246 60 246 88 240 L104 338 L-104 338 Z"),
    ),
    one(Collar, ClothDark, Line("M-86 250 C-60 255 60 255 86 250", 3.0)),
    one(Collar, ClothDark, Line("M-40 276 L-40 318 L40 318 L40 276 Z", 3.0)),
    one(Collar, ClothLight, Line("M14 270 L14 292", 6.0)),
    both(Collar, Accent, Disc(-66.0, 252.0, 8.0)),
];

const BLOUSE: &[Part] = &[
    one(Body, Cloth, Fill(TORSO)),
    both(Body, ClothDark, Line(ARM, 4.0)),
    one(Body, ClothDark, Line("M0 210 L0 338", 2.5)),
    both(Body, ClothDark, Line("M-70 190 C-64 240 -60 290 -62 338", 2.5)),
    one(
        Collar,
        ClothLight,
        Fill(
            "M-42 130 C-54 140 -58 150 -54 160 C-36 190 36 190 54 160 C58 150 54 140 42 130 C42 164 -42 164 -42 130 Z",
        ),
    ),
    one(Collar, ClothDark, Fill("M-8 186 L-40 262 L-12 254 L2 192 Z")),
    one(Collar, ClothLight, Fill("M8 186 L34 270 L8 256 L-2 192 Z")),
    both(
        Collar,
        ClothLight,
        Fill("M2 184 C-18 158 -62 156 -64 180 C-62 206 -20 210 2 192 Z"),
    ),
    both(Collar, ClothDark, Line("M-14 186 C-26 182 -36 180 -44 182", 2.5)),
    one(Collar, ClothDark, Disc(0.0, 188.0, 11.0)),
];

const T_SHIRT: &[Part] = &[
    one(Body, Cloth, Fill(TORSO)),
    both(Body, ClothDark, Line(ARM, 4.0)),
    both(Body, ClothDark, Line("M-193 292 C-176 300 -158 302 -142 298", 3.5)),
    one(Body, ClothLight, Fill("M-60 256 L60 256 L60 268 L-60 268 Z")),
    one(Body, ClothLight, Fill("M-60 278 L34 278 L34 290 L-60 290 Z")),
    one(
        Collar,
        ClothDark,
        Fill(
            "M-46 132 C-56 140 -58 150 -54 160 C-38 194 38 194 54 160 C58 150 56 140 46 132 C42 170 -42 170 -46 132 Z",
        ),
    ),
];

const HOODIE: &[Part] = &[
    one(
        Back,
        ClothDark,
        Fill("M-104 184 C-118 118 -78 94 0 94 C78 94 118 118 104 184 Z"),
    ),
    one(Body, Cloth, Fill(TORSO)),
    both(Body, ClothDark, Line(ARM, 4.0)),
    one(Body, ClothDark, Line("M-70 338 L-56 296 L56 296 L70 338", 3.5)),
    one(
        Collar,
        ClothDark,
        Fill(
            "M-64 132 C-98 140 -104 166 -86 186 C-64 214 -30 228 0 240 C30 228 64 214 86 186 C104 166 98 140 64 132 C58 172 30 192 0 206 C-30 192 -58 172 -64 132 Z",
        ),
    ),
    both(Collar, Under, Line("M-26 222 L-30 280", 5.0)),
    both(Collar, Under, Disc(-30.0, 284.0, 5.0)),
];

const CARDIGAN: &[Part] = &[
    one(Body, Cloth, Fill(TORSO)),
    both(Body, ClothDark, Line(ARM, 4.0)),
    one(Body, Under, Fill("M-52 150 L-40 200 L0 276 L40 200 L52 150 Z")),
    one(
        Collar,
        UnderDark,
        Fill(
            "M-47 147 C-52 150 -52 154 -48 159 C-34 186 34 186 48 159 C52 154 52 150 47 147 C40 174 -40 174 -47 147 Z",
        ),
    ),
    both(
        Collar,
        ClothDark,
        Fill(
            "M-52 136 C-60 144 -66 150 -72 154 C-62 206 -40 250 -8 296 L-8 338 L6 338 L6 286 C-30 240 -50 190 -52 136 Z",
        ),
    ),
    one(Collar, ClothLight, Disc(0.0, 304.0, 5.5)),
    one(Collar, ClothLight, Disc(0.0, 330.0, 5.5)),
];

const HIJAB: &[Part] = &[
    one(
        Back,
        CoverDark,
        Fill(
            "M-108 -20 C-122 -130 -70 -156 0 -156 C70 -156 122 -130 108 -20 C114 60 136 120 150 190 L-150 190 C-136 120 -114 60 -108 -20 Z",
        ),
    ),
    one(
        Collar,
        Cover,
        Fill(
            "M-74 90 C-110 140 -156 172 -164 204 C-130 256 -50 276 6 300 C62 272 136 248 164 204 C156 172 110 140 74 90 Z",
        ),
    ),
    one(Collar, CoverDark, Line("M-110 164 C-80 214 -20 236 40 242", 4.0)),
    one(Collar, CoverDark, Line("M-60 150 C-30 196 50 214 110 196", 4.0)),
    one(Collar, CoverLight, Line("M-132 190 C-100 240 -40 256 0 272", 4.0)),
    both(
        Front,
        Cover,
        Fill(
            "M3 -156 C-80 -156 -122 -116 -112 -14 C-108 60 -90 120 -40 140 C-24 146 -10 148 3 148 L3 104 C-34 104 -56 76 -68 56 C-80 30 -84 0 -83 -30 C-80 -66 -66 -88 -44 -98 C-26 -105 -10 -106 3 -106 Z",
        ),
    ),
    both(
        Front,
        CoverDark,
        Line("M-3 -112 C-40 -112 -76 -96 -86 -34 C-86 10 -80 34 -72 54", 4.0),
    ),
    one(Front, CoverLight, Line("M-60 -134 C-92 -112 -104 -70 -102 -20", 4.5)),
    one(Front, CoverDark, Line("M100 30 C92 80 60 118 6 130", 4.0)),
];

const TURBAN: &[Part] = &[
    one(
        Front,
        Cover,
        Fill(
            "M-96 -26 C-128 -100 -96 -178 0 -178 C96 -178 128 -100 96 -26 C92 -60 50 -76 0 -100 C-50 -76 -92 -60 -96 -26 Z",
        ),
    ),
    one(
        Front,
        CoverDark,
        Fill("M0 -100 C-24 -110 -22 -128 0 -132 C22 -128 24 -110 0 -100 Z"),
    ),
    both(Front, CoverDark, Line("M-14 -118 C-50 -116 -92 -96 -102 -52", 4.0)),
    one(Front, CoverDark, Line("M-8 -132 C-50 -146 -92 -132 -110 -90", 4.0)),
    one(Front, CoverDark, Line("M8 -132 C40 -160 88 -148 108 -96", 4.0)),
    one(Front, CoverLight, Line("M-70 -146 C-44 -166 -10 -172 26 -168", 5.0)),
    one(Front, CoverLight, Line("M24 -114 C54 -112 84 -96 94 -66", 4.0)),
];

const BEANIE: &[Part] = &[
    one(
        Front,
        Cover,
        Fill("M-95 -76 C-104 -140 -60 -174 0 -174 C60 -174 104 -140 95 -76 Z"),
    ),
    both(Front, CoverDark, Line("M-44 -104 C-42 -128 -34 -150 -22 -164", 3.5)),
    one(Front, CoverDark, Line("M0 -106 L0 -168", 3.5)),
    one(
        Front,
        CoverDark,
        Fill(
            "M-99 -100 C-60 -112 60 -112 99 -100 C105 -86 105 -72 99 -58 C60 -72 -60 -72 -99 -58 C-105 -72 -105 -86 -99 -100 Z",
        ),
    ),
    both(Front, Cover, Line("M-78 -98 L-79 -72", 3.5)),
    both(Front, Cover, Line("M-52 -102 L-53 -76", 3.5)),
    both(Front, Cover, Line("M-26 -104 L-26 -79", 3.5)),
    one(Front, Cover, Line("M0 -105 L0 -80", 3.5)),
];

const CAP: &[Part] = &[
    one(
        Front,
        Cover,
        Fill("M-94 -70 C-104 -138 -60 -166 0 -166 C60 -166 104 -138 94 -70 Z"),
    ),
    both(Front, CoverDark, Line("M-6 -162 C-40 -150 -58 -120 -60 -92", 3.0)),
    one(Front, CoverDark, Disc(0.0, -166.0, 6.0)),
    one(
        Front,
        CoverLight,
        Fill("M-24 -134 C-24 -142 24 -142 24 -134 L22 -108 C22 -102 -22 -102 -22 -108 Z"),
    ),
    one(
        Front,
        CoverDark,
        Fill(
            "M-92 -82 C-50 -100 50 -100 92 -82 C108 -70 112 -58 106 -50 C66 -76 -66 -76 -106 -50 C-112 -58 -108 -70 -92 -82 Z",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::part::expected;

    #[test]
    fn every_outline_can_be_read() {
        for style in OutfitStyle::ALL {
            assert_eq!(outfit(*style).len(), expected(outfit_parts(*style)), "{}", style.name());
        }
        for worn in Covering::ALL {
            assert_eq!(
                covering(*worn).len(),
                expected(covering_parts(*worn)),
                "{}",
                worn.name()
            );
        }
    }
}
