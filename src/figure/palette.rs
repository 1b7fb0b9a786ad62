//! The colours of one customer: what a look's few colours make of skin, lips, hair and cloth.

use super::part::Tone;
use super::{Colour, Covering, Look};

/// Skin from light to dark, chosen so that neighbours differ evenly and eyes, brows and lips stay clear on each.
const SKINS: [[u8; 3]; 8] = [
    [0xf9, 0xdc, 0xc6],
    [0xf1, 0xc9, 0xa8],
    [0xe8, 0xb4, 0x8f],
    [0xd6, 0x9c, 0x70],
    [0xbd, 0x81, 0x55],
    [0x9c, 0x65, 0x3f],
    [0x80, 0x50, 0x33],
    [0x68, 0x40, 0x2a],
];

/// All colours of a drawing of one customer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    pub skin: Colour,
    pub skin_shade: Colour,
    pub skin_deep: Colour,
    pub skin_light: Colour,
    /// Lines in the face: nose, folds, lids.
    pub line: Colour,
    /// The darkest line: lashes.
    pub ink: Colour,
    pub lip: Colour,
    pub lip_dark: Colour,
    /// Where the lips meet.
    pub lip_line: Colour,
    pub flush: Colour,
    pub flush_alpha: f32,
    pub brow: Colour,
    pub hair: Colour,
    cloth: Colour,
    under: Colour,
    accent: Colour,
    cover: Colour,
}

impl Palette {
    pub(super) fn of(look: &Look) -> Self {
        let step = usize::from(look.skin.clamp(1, 8)) - 1;
        let skin = Colour(SKINS[step]);
        let bright = skin.brightness();
        let line = skin
            .mix(Colour([0x42, 0x16, 0x10]), 0.62)
            .darker(if bright < 0.45 { 0.55 } else { 0.0 });
        let rose = if bright < 0.45 {
            Colour([0xb8, 0x50, 0x54])
        } else {
            Colour([0xc0, 0x4d, 0x4f])
        };
        let lip = skin.mix(rose, 0.52);
        let cloth = look.outfit.colour;
        Self {
            skin,
            skin_shade: skin.mix(Colour([0xa0, 0x4a, 0x2c]), 0.26).darker(0.07),
            skin_deep: skin.mix(Colour([0x86, 0x36, 0x22]), 0.34).darker(0.2),
            skin_light: skin.lighter(if bright < 0.45 { 0.16 } else { 0.35 }),
            line,
            ink: line.darker(0.6),
            lip,
            lip_dark: lip.mix(Colour([0x6e, 0x20, 0x2b]), 0.32),
            lip_line: lip.mix(Colour([0x3a, 0x0a, 0x12]), if bright < 0.45 { 0.85 } else { 0.68 }),
            // On dark skin blood shows as a deepening, and needs more of it to be seen at all.
            flush: if bright < 0.45 {
                Colour([0xa8, 0x24, 0x1e])
            } else {
                Colour([0xe0, 0x48, 0x3a])
            },
            flush_alpha: if bright < 0.45 { 0.5 } else { 0.42 },
            brow: brow(look.hair.colour, skin),
            hair: look.hair.colour,
            cloth,
            under: if cloth.brightness() > 0.72 {
                cloth.darker(0.3)
            } else {
                Colour([0xf6, 0xec, 0xdd])
            },
            accent: if cloth.0[0] > cloth.0[2] {
                Colour([0x2f, 0x6f, 0x78])
            } else {
                Colour([0xc9, 0x5a, 0x3c])
            },
            cover: if look.covering == Covering::Bare {
                look.hair.colour
            } else {
                look.covering_colour
            },
        }
    }

    pub(super) fn tone(&self, tone: Tone) -> Colour {
        match tone {
            Tone::Hair => self.hair,
            Tone::HairDark => self.hair.darker(0.26),
            Tone::HairLight => self.hair.lighter(if self.hair.brightness() < 0.2 { 0.12 } else { 0.2 }),
            Tone::Scalp => self.hair.mix(self.skin, 0.34),
            Tone::SkinShade => self.skin_shade,
            Tone::Cloth => self.cloth,
            Tone::ClothDark => self.cloth.darker(0.26),
            Tone::ClothLight => self.cloth.lighter(0.24),
            Tone::Under => self.under,
            Tone::UnderDark => self.under.darker(0.14),
            Tone::Accent => self.accent,
            Tone::Cover => self.cover,
            Tone::CoverDark => self.cover.darker(0.24),
            Tone::CoverLight => self.cover.lighter(0.2),
        }
    }
}

/// Brows of the hair's colour, but dark enough to be read on the skin: they say most of what a face says.
fn brow(hair: Colour, skin: Colour) -> Colour {
    let wanted = skin.brightness() * 0.5;
    let brow = hair.darker(0.16);
    let mut share: f32 = 0.0;
    while share < 1.0 && brow.darker(share).brightness() > wanted {
        share += 0.08;
    }
    brow.darker(share.min(0.92))
}
