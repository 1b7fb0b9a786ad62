//! Hair as data, written for the oval head and fitted to the others.

use std::sync::LazyLock;

use super::HairStyle;
use super::long_hair::{AFRO, BOB, BRAIDS, CURLY, LOCS, LONG, PONYTAIL, WAVES};
use super::part::Draw::{Fill, Line};
use super::part::Layer::{Crown, Front};
use super::part::Tone::{Hair, HairDark, HairLight, Scalp};
use super::part::{Part, Piece, both, one, pieces};
use crate::vocabulary::Vocabulary;

/// The pieces of a style.
pub(super) fn hair(style: HairStyle) -> &'static [Piece] {
    static STYLES: LazyLock<Vec<Vec<Piece>>> =
        LazyLock::new(|| HairStyle::ALL.iter().map(|style| pieces(parts(*style))).collect());
    STYLES.get(style as usize).map_or(&[], Vec::as_slice)
}

/// What shows at the temples under a cap.
pub(super) fn sideburns() -> &'static [Piece] {
    static PIECES: LazyLock<Vec<Piece>> = LazyLock::new(|| pieces(SIDEBURNS));
    &PIECES
}

const SIDEBURNS: &[Part] = &[both(
    Front,
    Hair,
    Fill("M-91 -80 C-95 -60 -94 -40 -90 -22 C-84 -30 -83 -50 -79 -78 Z"),
)];

fn parts(style: HairStyle) -> &'static [Part] {
    match style {
        HairStyle::Bob => BOB,
        HairStyle::Crop => CROP,
        HairStyle::Buzz => BUZZ,
        HairStyle::Bun => BUN,
        HairStyle::Long => LONG,
        HairStyle::Curly => CURLY,
        HairStyle::Afro => AFRO,
        HairStyle::Ponytail => PONYTAIL,
        HairStyle::Bald => &[],
        HairStyle::Receding => RECEDING,
        HairStyle::SidePart => SIDE_PART,
        HairStyle::Braids => BRAIDS,
        HairStyle::Waves => WAVES,
        HairStyle::Locs => LOCS,
        HairStyle::Pixie => PIXIE,
        HairStyle::Quiff => QUIFF,
    }
}

const CROP: &[Part] = &[
    one(
        Front,
        Hair,
        Fill(
            "M-91 -22 C-104 -112 -74 -148 0 -148 C74 -148 104 -112 91 -22 C84 -34 80 -62 70 -86 C44 -98 -30 -102 -70 -86 C-80 -62 -84 -34 -91 -22 Z",
        ),
    ),
    one(
        Front,
        HairLight,
        Fill("M-66 -112 C-44 -136 10 -142 48 -130 C10 -130 -34 -128 -66 -112 Z"),
    ),
];

const BUZZ: &[Part] = &[one(
    Front,
    Scalp,
    Fill(
        "M-89 -26 C-98 -100 -68 -131 0 -131 C68 -131 98 -100 89 -26 C82 -40 79 -62 70 -84 C62 -96 44 -92 34 -97 C12 -102 -12 -102 -34 -97 C-44 -92 -62 -96 -70 -84 C-79 -62 -82 -40 -89 -26 Z",
    ),
)];

const BUN: &[Part] = &[
    one(
        Crown,
        HairDark,
        Fill("M-46 -148 C-48 -186 -20 -197 0 -197 C20 -197 48 -186 46 -148 C42 -122 -42 -122 -46 -148 Z"),
    ),
    one(
        Crown,
        Hair,
        Fill("M-38 -156 C-36 -182 -10 -191 4 -191 C24 -189 40 -174 38 -156 C20 -168 -20 -170 -38 -156 Z"),
    ),
    one(Crown, HairLight, Line("M-22 -170 C-10 -181 12 -181 22 -173", 4.0)),
    one(
        Front,
        Hair,
        Fill(
            "M-92 -20 C-104 -108 -70 -142 0 -142 C70 -142 104 -108 92 -20 C86 -50 82 -66 70 -80 C44 -100 -44 -100 -70 -80 C-82 -66 -86 -50 -92 -20 Z",
        ),
    ),
    both(Front, HairDark, Line("M-84 -62 C-76 -92 -52 -116 -18 -130", 3.0)),
    one(Front, HairLight, Line("M-40 -104 C-28 -116 -14 -124 -4 -128", 4.0)),
    one(Front, HairLight, Line("M44 -102 C34 -114 24 -120 14 -126", 4.0)),
];

const RECEDING: &[Part] = &[
    both(
        Front,
        Hair,
        Fill(
            "M-90 -18 C-98 -50 -98 -92 -72 -114 C-64 -120 -54 -116 -58 -106 C-70 -90 -78 -66 -80 -48 C-84 -36 -86 -26 -90 -18 Z",
        ),
    ),
    one(
        Front,
        Hair,
        Fill(
            "M-76 -108 C-60 -130 -28 -137 0 -137 C28 -137 60 -130 76 -108 C58 -114 36 -108 14 -112 C4 -116 -6 -116 -16 -112 C-34 -108 -58 -114 -76 -108 Z",
        ),
    ),
    one(
        Front,
        HairLight,
        Fill("M-40 -120 C-20 -130 14 -130 36 -122 C14 -124 -16 -124 -40 -120 Z"),
    ),
];

const SIDE_PART: &[Part] = &[
    one(
        Front,
        Hair,
        Fill(
            "M-91 -20 C-102 -84 -92 -128 -50 -142 C10 -160 78 -150 94 -104 C100 -80 96 -50 91 -20 C84 -34 80 -60 74 -84 C50 -80 -10 -84 -42 -106 C-50 -92 -72 -88 -76 -72 C-81 -54 -84 -34 -91 -20 Z",
        ),
    ),
    one(
        Front,
        HairLight,
        Fill("M-38 -116 C-10 -140 44 -148 76 -118 C40 -134 0 -130 -38 -116 Z"),
    ),
    one(Front, HairDark, Line("M-43 -106 C-48 -118 -48 -128 -44 -138", 3.0)),
];

const PIXIE: &[Part] = &[
    one(
        Front,
        Hair,
        Fill(
            "M-94 0 C-104 -40 -104 -92 -84 -122 C-56 -154 30 -160 70 -130 C102 -104 104 -50 94 0 C88 -14 86 -40 84 -54 C76 -60 70 -72 64 -86 C56 -74 44 -72 34 -70 C32 -78 26 -84 22 -90 C6 -76 -14 -70 -34 -72 C-36 -78 -34 -84 -34 -88 C-46 -74 -66 -62 -82 -56 C-86 -40 -88 -14 -94 0 Z",
        ),
    ),
    one(
        Front,
        HairLight,
        Fill("M-66 -96 C-44 -132 10 -144 50 -128 C10 -126 -30 -118 -66 -96 Z"),
    ),
    one(Front, HairDark, Line("M22 -90 C34 -98 44 -110 48 -120", 3.0)),
    one(Front, HairDark, Line("M-34 -88 C-22 -94 -8 -104 -2 -112", 3.0)),
];

const QUIFF: &[Part] = &[
    one(
        Front,
        HairDark,
        Fill(
            "M-91 -22 C-100 -84 -92 -112 -70 -124 L70 -124 C92 -112 100 -84 91 -22 C84 -34 80 -60 72 -84 C56 -108 -56 -108 -72 -84 C-80 -60 -84 -34 -91 -22 Z",
        ),
    ),
    one(
        Front,
        Hair,
        Fill(
            "M-80 -82 C-100 -116 -92 -150 -56 -160 C-20 -178 50 -176 80 -148 C98 -130 94 -100 80 -80 C70 -92 52 -98 36 -96 C0 -94 -30 -108 -56 -100 C-66 -98 -74 -92 -80 -82 Z",
        ),
    ),
    one(
        Front,
        HairLight,
        Fill("M-66 -120 C-50 -152 10 -164 56 -150 C20 -150 -30 -144 -66 -120 Z"),
    ),
    one(Front, HairDark, Line("M-30 -106 C-4 -128 30 -134 58 -124", 3.2)),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::part::expected;

    #[test]
    fn every_outline_can_be_read() {
        for style in HairStyle::ALL {
            assert_eq!(hair(*style).len(), expected(parts(*style)), "{}", style.name());
        }
        assert_eq!(sideburns().len(), 2);
    }
}
