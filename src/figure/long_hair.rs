//! Styles of hair that reach the jaw or stand far off the head, as data for [`super::hair`].

use super::part::Draw::{Disc, Fill, Line};
use super::part::Layer::{Back, Crown, Drape, Front};
use super::part::Tone::{Accent, Hair, HairDark, HairLight};
use super::part::{Part, both, one};

pub(super) const BOB: &[Part] = &[
    one(
        Back,
        HairDark,
        Fill("M-116 50 Q-132 -152 0 -158 Q132 -152 116 50 Q116 108 74 98 L-74 98 Q-116 108 -116 50 Z"),
    ),
    both(
        Drape,
        Hair,
        Fill("M-88 -60 C-116 -40 -124 30 -118 76 C-116 104 -92 110 -78 96 C-84 60 -92 10 -82 -50 Z"),
    ),
    one(
        Front,
        Hair,
        Fill(
            "M-97 -26 C-108 -110 -70 -150 4 -150 C78 -150 108 -108 97 -22 C92 -60 76 -82 52 -98 C8 -72 -60 -66 -82 -38 C-88 -28 -92 -24 -97 -26 Z",
        ),
    ),
    one(
        Front,
        HairLight,
        Fill("M-78 -78 C-62 -112 -20 -130 30 -134 C-8 -122 -44 -104 -78 -78 Z"),
    ),
    one(
        Front,
        HairLight,
        Fill("M84 -78 C80 -104 70 -118 54 -128 C64 -112 72 -98 84 -78 Z"),
    ),
];

pub(super) const LONG: &[Part] = &[
    one(
        Back,
        HairDark,
        Fill(
            "M-108 -30 C-124 -130 -66 -160 0 -160 C66 -160 124 -130 108 -30 C116 70 142 140 132 226 C110 246 -110 246 -132 226 C-142 140 -116 70 -108 -30 Z",
        ),
    ),
    both(
        Drape,
        Hair,
        Fill(
            "M-84 -70 C-118 -40 -114 40 -126 110 C-136 170 -140 210 -128 234 C-106 250 -84 236 -78 206 C-72 160 -94 100 -88 40 C-86 0 -80 -40 -84 -70 Z",
        ),
    ),
    one(
        Front,
        Hair,
        Fill(
            "M-98 -14 C-112 -108 -70 -152 0 -152 C70 -152 112 -108 98 -14 C92 -54 60 -96 0 -122 C-60 -96 -92 -54 -98 -14 Z",
        ),
    ),
    both(
        Front,
        HairLight,
        Fill("M-88 -62 C-74 -96 -46 -122 -8 -136 C-36 -114 -66 -88 -88 -62 Z"),
    ),
    one(Front, HairDark, Line("M0 -150 L0 -124", 3.0)),
    both(Drape, HairLight, Line("M-104 60 C-110 110 -118 150 -114 196", 4.0)),
];

pub(super) const CURLY: &[Part] = &[
    one(
        Back,
        HairDark,
        Fill("M-100 -60 C-130 -20 -130 60 -100 98 L100 98 C130 60 130 -20 100 -60 Z"),
    ),
    one(Crown, HairDark, Disc(0.0, -112.0, 62.0)),
    both(Crown, HairDark, Disc(-60.0, -108.0, 56.0)),
    both(Back, HairDark, Disc(-98.0, -64.0, 42.0)),
    both(Back, HairDark, Disc(-110.0, -18.0, 38.0)),
    both(Back, HairDark, Disc(-112.0, 30.0, 38.0)),
    both(Back, HairDark, Disc(-102.0, 74.0, 36.0)),
    both(Back, HairDark, Disc(-66.0, 92.0, 28.0)),
    both(Drape, Hair, Disc(-106.0, -30.0, 27.0)),
    both(Drape, Hair, Disc(-110.0, 8.0, 28.0)),
    both(Drape, Hair, Disc(-108.0, 46.0, 28.0)),
    both(Drape, Hair, Disc(-98.0, 80.0, 25.0)),
    both(Front, Hair, Disc(-98.0, -54.0, 28.0)),
    both(Front, Hair, Disc(-82.0, -92.0, 34.0)),
    both(Front, Hair, Disc(-50.0, -120.0, 38.0)),
    one(Front, Hair, Disc(0.0, -130.0, 42.0)),
    both(Front, Hair, Disc(-26.0, -106.0, 25.0)),
    both(Front, HairLight, Line("M-70 -138 C-58 -150 -40 -148 -36 -136", 4.5)),
    both(Front, HairLight, Line("M-104 -98 C-100 -112 -86 -116 -78 -110", 4.5)),
    one(Front, HairLight, Line("M-16 -152 C-4 -162 14 -160 20 -148", 4.5)),
    both(Front, HairDark, Line("M-66 -96 C-56 -86 -44 -88 -40 -98", 4.0)),
    one(Front, HairDark, Line("M-12 -110 C-4 -100 10 -102 16 -112", 4.0)),
    both(Front, HairDark, Line("M-100 -52 C-92 -42 -82 -46 -80 -56", 4.0)),
    both(Drape, HairDark, Line("M-120 -6 C-110 4 -98 2 -94 -8", 4.0)),
    both(Drape, HairDark, Line("M-120 38 C-110 48 -98 46 -94 36", 4.0)),
    both(Drape, HairLight, Line("M-124 20 C-124 10 -116 2 -108 4", 4.0)),
    both(Drape, HairLight, Line("M-118 66 C-116 56 -108 52 -100 54", 4.0)),
];

pub(super) const AFRO: &[Part] = &[
    one(Crown, HairDark, Disc(0.0, -88.0, 110.0)),
    both(Crown, HairDark, Disc(-98.0, -70.0, 56.0)),
    both(Crown, HairDark, Disc(-64.0, -136.0, 56.0)),
    one(Crown, HairDark, Disc(0.0, -152.0, 52.0)),
    both(Crown, HairDark, Disc(-112.0, -24.0, 40.0)),
    one(
        Front,
        Hair,
        Fill(
            "M-90 -12 C-120 -26 -136 -62 -122 -100 C-126 -136 -92 -170 -56 -176 C-28 -200 28 -200 56 -176 C92 -170 126 -136 122 -100 C136 -62 120 -26 90 -12 C88 -44 86 -62 74 -80 C48 -98 -48 -98 -74 -80 C-86 -62 -88 -44 -90 -12 Z",
        ),
    ),
    one(Front, HairLight, Line("M-84 -138 C-78 -148 -66 -152 -58 -146", 4.5)),
    one(Front, HairLight, Line("M-34 -168 C-26 -178 -12 -178 -6 -170", 4.5)),
    one(Front, HairLight, Line("M34 -160 C42 -168 56 -166 60 -158", 4.5)),
    one(Front, HairLight, Line("M-22 -140 C-14 -150 0 -150 6 -142", 4.5)),
    one(Front, HairLight, Line("M76 -134 C84 -140 96 -136 98 -126", 4.5)),
    one(Front, HairLight, Line("M-108 -96 C-104 -106 -92 -108 -86 -100", 4.5)),
    one(Front, HairLight, Line("M40 -126 C46 -134 58 -134 62 -126", 4.5)),
    one(Front, HairLight, Line("M-64 -112 C-58 -120 -46 -120 -42 -112", 4.5)),
];

pub(super) const PONYTAIL: &[Part] = &[
    one(Crown, HairDark, Disc(54.0, -132.0, 34.0)),
    one(
        Drape,
        HairDark,
        Fill(
            "M78 -120 C140 -110 150 -20 136 60 C132 110 142 150 122 196 C108 176 92 130 98 80 C104 20 96 -50 70 -90 Z",
        ),
    ),
    one(
        Drape,
        Hair,
        Fill(
            "M96 -100 C134 -80 134 0 124 60 C120 104 128 140 118 176 C110 150 104 110 108 70 C114 10 112 -50 96 -100 Z",
        ),
    ),
    one(
        Front,
        Hair,
        Fill(
            "M-92 -22 C-104 -110 -70 -143 0 -143 C70 -143 104 -110 92 -22 C86 -48 84 -64 74 -80 C40 -86 -10 -108 -34 -104 C-56 -98 -84 -70 -92 -22 Z",
        ),
    ),
    one(
        Front,
        HairLight,
        Fill("M-60 -104 C-36 -130 10 -138 50 -130 C10 -128 -30 -120 -60 -104 Z"),
    ),
    one(Front, HairDark, Line("M-20 -106 C14 -116 44 -120 66 -124", 3.0)),
    one(Front, HairDark, Line("M40 -92 C56 -100 66 -108 76 -116", 3.0)),
];

pub(super) const BRAIDS: &[Part] = &[
    one(
        Back,
        HairDark,
        Fill(
            "M-98 -20 C-112 -120 -60 -146 0 -146 C60 -146 112 -120 98 -20 C102 0 102 20 98 36 L-98 36 C-102 20 -102 0 -98 -20 Z",
        ),
    ),
    both(Drape, HairDark, Line("M-98 0 C-112 70 -106 140 -98 206", 22.0)),
    both(Drape, Hair, Disc(-98.0, 14.0, 13.5)),
    both(Drape, Hair, Disc(-101.8, 37.0, 13.5)),
    both(Drape, Hair, Disc(-104.8, 60.0, 13.5)),
    both(Drape, Hair, Disc(-106.7, 83.0, 13.5)),
    both(Drape, Hair, Disc(-106.9, 106.0, 13.5)),
    both(Drape, Hair, Disc(-105.5, 129.0, 13.5)),
    both(Drape, Hair, Disc(-102.7, 152.0, 13.5)),
    both(Drape, Hair, Disc(-99.1, 175.0, 13.5)),
    both(Drape, Hair, Disc(-98.0, 198.0, 13.5)),
    both(Drape, HairDark, Line("M-91.0 6.0 Q-92.0 18.0 -103.0 23.0", 3.0)),
    both(Drape, HairDark, Line("M-94.8 29.0 Q-95.8 41.0 -106.8 46.0", 3.0)),
    both(Drape, HairDark, Line("M-97.8 52.0 Q-98.8 64.0 -109.8 69.0", 3.0)),
    both(Drape, HairDark, Line("M-99.7 75.0 Q-100.7 87.0 -111.7 92.0", 3.0)),
    both(Drape, HairDark, Line("M-99.9 98.0 Q-100.9 110.0 -111.9 115.0", 3.0)),
    both(Drape, HairDark, Line("M-98.5 121.0 Q-99.5 133.0 -110.5 138.0", 3.0)),
    both(Drape, HairDark, Line("M-95.7 144.0 Q-96.7 156.0 -107.7 161.0", 3.0)),
    both(Drape, HairDark, Line("M-92.1 167.0 Q-93.1 179.0 -104.1 184.0", 3.0)),
    both(Drape, HairDark, Line("M-91.0 190.0 Q-92.0 202.0 -103.0 207.0", 3.0)),
    both(Drape, Accent, Line("M-106 214 L-86 214", 9.0)),
    both(Drape, HairDark, Line("M-95 220 L-95 236", 15.0)),
    one(
        Front,
        Hair,
        Fill(
            "M-92 -14 C-106 -110 -70 -143 0 -143 C70 -143 106 -110 92 -14 C86 -44 84 -62 72 -80 C48 -106 -48 -106 -72 -80 C-84 -62 -86 -44 -92 -14 Z",
        ),
    ),
    both(Front, HairDark, Line("M-84 -56 C-84 -80 -74 -104 -56 -120", 3.2)),
    both(Front, HairDark, Line("M-66 -92 C-58 -104 -46 -122 -34 -132", 3.2)),
    both(Front, HairDark, Line("M-33 -101 C-30 -110 -22 -128 -14 -138", 3.2)),
    one(Front, HairDark, Line("M0 -104 L0 -140", 3.2)),
];

pub(super) const WAVES: &[Part] = &[
    one(
        Back,
        HairDark,
        Fill(
            "M-106 -40 C-120 -130 -66 -160 0 -160 C66 -160 120 -130 106 -40 C122 -10 108 20 122 56 C136 92 112 110 124 146 C104 168 74 154 56 160 L-56 160 C-74 154 -104 168 -124 146 C-112 110 -136 92 -122 56 C-108 20 -122 -10 -106 -40 Z",
        ),
    ),
    both(
        Drape,
        Hair,
        Fill(
            "M-82 -80 C-112 -64 -116 -24 -104 4 C-118 24 -126 52 -112 82 C-128 100 -134 132 -116 152 C-96 164 -80 148 -84 126 C-72 104 -84 84 -88 62 C-80 40 -90 20 -90 0 C-82 -30 -78 -60 -82 -80 Z",
        ),
    ),
    one(
        Front,
        Hair,
        Fill(
            "M-99 -18 C-114 -104 -76 -152 -8 -154 C66 -158 114 -104 99 -18 C96 -36 84 -48 78 -64 C66 -74 44 -84 30 -112 C18 -92 -46 -92 -66 -70 C-82 -58 -90 -36 -99 -18 Z",
        ),
    ),
    one(
        Front,
        HairLight,
        Fill("M24 -132 C4 -112 -50 -108 -76 -80 C-62 -116 -20 -136 24 -132 Z"),
    ),
    one(
        Front,
        HairLight,
        Fill("M44 -132 C56 -112 76 -100 86 -74 C84 -104 66 -124 44 -132 Z"),
    ),
    both(
        Drape,
        HairLight,
        Line("M-106 30 C-114 50 -106 66 -102 84 C-110 104 -114 118 -106 134", 4.0),
    ),
];

pub(super) const LOCS: &[Part] = &[
    one(
        Back,
        HairDark,
        Fill(
            "M-104 -30 C-118 -126 -62 -156 0 -156 C62 -156 118 -126 104 -30 C114 60 122 120 118 184 L-118 184 C-122 120 -114 60 -104 -30 Z",
        ),
    ),
    both(Back, HairDark, Line("M-108 60 C-118 110 -120 150 -122 200", 20.0)),
    both(Drape, Hair, Line("M-92 -60 C-112 -10 -108 70 -116 176", 18.0)),
    both(Drape, HairDark, Line("M-92 -40 C-98 20 -92 80 -100 190", 17.0)),
    both(Drape, Hair, Line("M-90 10 C-92 60 -82 110 -84 168", 15.0)),
    both(Drape, HairLight, Line("M-110 40 L-111 64", 3.5)),
    both(Drape, HairLight, Line("M-113 110 L-115 136", 3.5)),
    both(Drape, Accent, Line("M-122 148 L-108 148", 6.0)),
    one(
        Front,
        Hair,
        Fill(
            "M-97 -14 C-110 -112 -68 -150 0 -150 C68 -150 110 -112 97 -14 C94 -50 88 -68 76 -86 C50 -108 -50 -108 -76 -86 C-88 -68 -94 -50 -97 -14 Z",
        ),
    ),
    one(Front, HairDark, Line("M-5 -110 C-6 -116 -2 -132 6 -144", 3.4)),
    both(Front, HairDark, Line("M-37 -106 C-36 -112 -26 -130 -14 -142", 3.4)),
    both(Front, HairDark, Line("M-68 -96 C-68 -104 -58 -124 -42 -136", 3.4)),
    both(Front, HairDark, Line("M-88 -52 C-92 -84 -84 -106 -68 -122", 3.4)),
    both(Front, HairLight, Line("M-52 -112 L-44 -124", 3.4)),
    one(Front, HairLight, Line("M18 -116 L20 -130", 3.4)),
];
