//! All colours, sizes and text styles of the window. No other file of the window names a colour or a point size.
//!
//! Units are those of a screen of 1600 × 900: the window zooms so that it shows about as much (see `frame`). The text
//! scale enlarges text and what hugs it on top of that.

use bevy_egui::egui::{Color32, CornerRadius, FontFamily, FontId, Shadow};

/// The corner radius of cards.
pub const RADIUS: u8 = 18;
/// The corner radius of buttons and key caps.
pub const RADIUS_SMALL: u8 = 12;
/// Between cards.
pub const GAP: f32 = 18.0;
/// Inside cards.
pub const PAD: f32 = 22.0;
/// Round the screen.
pub const MARGIN: f32 = 30.0;
/// The smallest and largest text scale, in percent, and the step of the keys + and −.
pub const TEXT_PERCENT: std::ops::RangeInclusive<u16> = 80..=200;
pub const TEXT_STEP: u16 = 10;

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// A code that cameras read is dark on light in every theme.
pub const CODE_DARK: Color32 = Color32::BLACK;
pub const CODE_LIGHT: Color32 = Color32::WHITE;

/// A tone of meaning: what a chip or a tile says beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Good,
    Warn,
    Bad,
}

/// A background with the text that stands on it, and a strong fill of the same tone.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub fill: Color32,
    pub ink: Color32,
    /// Bars, badges and points. Text on it has the colour [`Palette::on_strong`].
    pub strong: Color32,
}

/// One set of colours.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    pub name: &'static str,
    /// Behind everything.
    pub paper: Color32,
    pub card: Color32,
    /// A card that is hovered or marked.
    pub card_lit: Color32,
    pub ink: Color32,
    /// Secondary text.
    pub soft: Color32,
    pub line: Color32,
    pub line_width: f32,
    /// The empty part of bars and rings.
    pub track: Color32,
    /// The one button that leads on.
    pub action: Color32,
    pub action_lit: Color32,
    pub on_action: Color32,
    /// Key caps, captions and the trainee's own words.
    pub night: Color32,
    pub on_night: Color32,
    pub on_night_soft: Color32,
    /// A card on the night, and the empty part of bars there.
    pub night_card: Color32,
    pub night_track: Color32,
    /// The ring round what the keyboard is on.
    pub focus: Color32,
    pub plain: Pair,
    pub good: Pair,
    pub warn: Pair,
    pub bad: Pair,
    pub on_strong: Color32,
    pub anger: Color32,
    pub loss: Color32,
    pub dread: Color32,
    /// A voice on the phone, on `night`.
    pub voice: Color32,
    /// Laid over the stage while it does not matter.
    pub veil: Color32,
    pub shadow: Color32,
}

pub const LIGHT: Palette = Palette {
    name: "Light",
    paper: rgb(0xfb_f6ec),
    card: rgb(0xff_fdf8),
    card_lit: rgb(0xff_f6ea),
    ink: rgb(0x1f_2533),
    soft: rgb(0x5b_6478),
    line: rgb(0xe5_dccb),
    line_width: 1.5,
    track: rgb(0xef_e6d5),
    action: rgb(0xc9_3f22),
    action_lit: rgb(0xb0_351b),
    on_action: rgb(0xff_ffff),
    night: rgb(0x23_2a3b),
    on_night: rgb(0xff_fdf8),
    on_night_soft: rgb(0xbf_c7d6),
    night_card: rgb(0x1a_2030),
    night_track: rgb(0x46_5069),
    focus: rgb(0x1f_8a7a),
    plain: Pair {
        fill: rgb(0xf1_e8d8),
        ink: rgb(0x5b_5546),
        strong: rgb(0x5b_6478),
    },
    good: Pair {
        fill: rgb(0xd8_efe9),
        ink: rgb(0x14_614f),
        strong: rgb(0x17_7868),
    },
    warn: Pair {
        fill: rgb(0xfb_eacb),
        ink: rgb(0x7f_520c),
        strong: rgb(0x9a_640f),
    },
    bad: Pair {
        fill: rgb(0xf8_dbd2),
        ink: rgb(0x8e_2f1b),
        strong: rgb(0xc9_3f22),
    },
    on_strong: rgb(0xff_ffff),
    anger: rgb(0xd9_482b),
    loss: rgb(0xe3_9a2d),
    dread: rgb(0x6a_4b8a),
    voice: rgb(0xff_b48a),
    veil: Color32::from_rgba_premultiplied(12, 14, 20, 150),
    shadow: Color32::from_rgba_premultiplied(3, 4, 6, 28),
};

pub const DARK: Palette = Palette {
    name: "Dark",
    paper: rgb(0x16_1a23),
    card: rgb(0x20_2632),
    card_lit: rgb(0x2a_3241),
    ink: rgb(0xf3_eee4),
    soft: rgb(0xa9_b3c5),
    line: rgb(0x38_4152),
    line_width: 1.5,
    track: rgb(0x34_3c4c),
    action: rgb(0xe8_6a4a),
    action_lit: rgb(0xf2_8566),
    on_action: rgb(0x1a_0f0b),
    night: rgb(0x0d_1017),
    on_night: rgb(0xf3_eee4),
    on_night_soft: rgb(0xa9_b3c5),
    night_card: rgb(0x1b_212d),
    night_track: rgb(0x34_3c4c),
    focus: rgb(0x4f_c9b4),
    plain: Pair {
        fill: rgb(0x33_3b4b),
        ink: rgb(0xd7_dbe4),
        strong: rgb(0x8b_95a9),
    },
    good: Pair {
        fill: rgb(0x17_3f3a),
        ink: rgb(0x8b_e0cd),
        strong: rgb(0x4f_c9b4),
    },
    warn: Pair {
        fill: rgb(0x48_3817),
        ink: rgb(0xf2_cf86),
        strong: rgb(0xe8_b04c),
    },
    bad: Pair {
        fill: rgb(0x52_2a22),
        ink: rgb(0xff_b9a6),
        strong: rgb(0xf0_7d5f),
    },
    on_strong: rgb(0x11_151d),
    anger: rgb(0xf0_6b4b),
    loss: rgb(0xe8_b04c),
    dread: rgb(0xb0_92d8),
    voice: rgb(0xf2_9a78),
    veil: Color32::from_rgba_premultiplied(5, 6, 9, 175),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 70),
};

pub const CONTRAST: Palette = Palette {
    name: "High contrast",
    paper: rgb(0x00_0000),
    card: rgb(0x00_0000),
    card_lit: rgb(0x24_2424),
    ink: rgb(0xff_ffff),
    soft: rgb(0xf0_f0f0),
    line: rgb(0xff_ffff),
    line_width: 2.5,
    track: rgb(0x4d_4d4d),
    action: rgb(0xff_d400),
    action_lit: rgb(0xff_e666),
    on_action: rgb(0x00_0000),
    night: rgb(0x00_0000),
    on_night: rgb(0xff_ffff),
    on_night_soft: rgb(0xf0_f0f0),
    night_card: rgb(0x00_0000),
    night_track: rgb(0x4d_4d4d),
    focus: rgb(0xff_d400),
    plain: Pair {
        fill: rgb(0x2b_2b2b),
        ink: rgb(0xff_ffff),
        strong: rgb(0xc8_c8c8),
    },
    good: Pair {
        fill: rgb(0x00_3b2e),
        ink: rgb(0x7d_ffdc),
        strong: rgb(0x3d_f0bd),
    },
    warn: Pair {
        fill: rgb(0x40_3000),
        ink: rgb(0xff_dd66),
        strong: rgb(0xff_d400),
    },
    bad: Pair {
        fill: rgb(0x4d_0f00),
        ink: rgb(0xff_c2b0),
        strong: rgb(0xff_8a66),
    },
    on_strong: rgb(0x00_0000),
    anger: rgb(0xff_6b4a),
    loss: rgb(0xff_c233),
    dread: rgb(0xc7_a6ff),
    voice: rgb(0xff_d400),
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 205),
    shadow: Color32::TRANSPARENT,
};

/// All palettes, in the order in which the key C goes through them.
pub const PALETTES: [&Palette; 3] = [&LIGHT, &DARK, &CONTRAST];

impl Palette {
    /// The colours of a tone.
    #[must_use]
    pub const fn tone(&self, tone: Tone) -> Pair {
        match tone {
            Tone::Plain => self.plain,
            Tone::Good => self.good,
            Tone::Warn => self.warn,
            Tone::Bad => self.bad,
        }
    }
}

/// The weights of the house typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    SemiBold,
    Bold,
}

impl Weight {
    /// The name under which the weight is registered.
    #[must_use]
    pub const fn family(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::SemiBold => "semibold",
            Self::Bold => "bold",
        }
    }
}

/// What a piece of text is for; decides its size, weight and spacing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Brand,
    Hero,
    Tier,
    Number,
    Heading,
    CardTitle,
    Speech,
    Move,
    Body,
    BodyStrong,
    Small,
    SmallStrong,
    /// What explains a field.
    Hint,
    Chip,
    Label,
    LabelSmall,
    Key,
    Action,
    Button,
    Letter,
    Tile,
}

impl Role {
    /// Size, weight, line height in sizes, letter spacing in sizes.
    const fn measures(self) -> (f32, Weight, f32, f32) {
        use Weight::{Bold, Regular, SemiBold};
        match self {
            Self::Brand => (27.0, Bold, 1.2, -0.01),
            Self::Hero => (36.0, Bold, 1.15, -0.01),
            Self::Tier => (42.0, Bold, 1.1, -0.01),
            Self::Number => (33.0, Bold, 1.15, -0.01),
            Self::Heading => (24.0, Bold, 1.25, 0.0),
            Self::CardTitle => (19.0, Bold, 1.25, 0.0),
            Self::Speech => (27.0, SemiBold, 1.36, -0.005),
            Self::Move => (21.5, Regular, 1.32, 0.0),
            Self::Body => (19.0, Regular, 1.42, 0.0),
            Self::BodyStrong => (19.0, SemiBold, 1.42, 0.0),
            Self::Small => (16.5, Regular, 1.38, 0.0),
            Self::Hint => (14.5, Regular, 1.32, 0.0),
            Self::SmallStrong => (16.5, SemiBold, 1.38, 0.0),
            Self::Chip => (15.0, SemiBold, 1.3, 0.0),
            Self::Label => (14.0, Bold, 1.3, 0.09),
            Self::LabelSmall => (12.5, Bold, 1.3, 0.09),
            Self::Key | Self::Button => (18.0, Bold, 1.2, 0.0),
            Self::Action => (22.0, Bold, 1.2, 0.0),
            Self::Letter => (24.0, Bold, 1.2, 0.0),
            Self::Tile => (12.5, SemiBold, 1.2, 0.0),
        }
    }
}

/// Colours and sizes as the user wants them.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    pub palette: &'static Palette,
    /// 0.8..=2.
    pub text_scale: f32,
}

impl Theme {
    /// The font of a role.
    #[must_use]
    pub fn font(&self, role: Role) -> FontId {
        let (size, weight, ..) = role.measures();
        FontId::new(self.t(size), FontFamily::Name(weight.family().into()))
    }

    /// The line height of a role.
    #[must_use]
    pub fn line_height(&self, role: Role) -> f32 {
        let (size, _, lines, _) = role.measures();
        self.t(size * lines)
    }

    /// The letter spacing of a role.
    #[must_use]
    pub fn letter_spacing(&self, role: Role) -> f32 {
        let (size, _, _, spacing) = role.measures();
        self.t(size * spacing)
    }

    /// A length that hugs text.
    #[must_use]
    pub fn t(&self, length: f32) -> f32 {
        length * self.text_scale
    }

    /// The shadow of cards.
    #[must_use]
    pub const fn shadow(&self) -> Shadow {
        Shadow {
            offset: [0, 8],
            blur: 26,
            spread: 0,
            color: self.palette.shadow,
        }
    }

    /// The rounding of cards.
    #[must_use]
    pub const fn radius() -> CornerRadius {
        CornerRadius::same(RADIUS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::contrast::contrast;

    /// WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (focus, bars).
    #[test]
    fn every_text_can_be_read_on_what_it_stands_on() {
        for palette in PALETTES {
            let mut pairs = vec![
                ("action", palette.on_action, palette.action),
                ("action lit", palette.on_action, palette.action_lit),
                ("night", palette.on_night, palette.night),
                ("night soft", palette.on_night_soft, palette.night),
                ("night card", palette.on_night, palette.night_card),
                ("night card soft", palette.on_night_soft, palette.night_card),
                ("night number", palette.on_night, palette.night_track),
            ];
            pairs.push(("voice", palette.voice, palette.night));
            pairs.push(("message", palette.ink, palette.plain.fill));
            pairs.push(("message, small", palette.soft, palette.plain.fill));
            for ground in [palette.paper, palette.card, palette.card_lit] {
                pairs.push(("ink", palette.ink, ground));
                pairs.push(("soft", palette.soft, ground));
                pairs.push(("good on card", palette.good.strong, ground));
                pairs.push(("bad on card", palette.bad.strong, ground));
                pairs.push(("warn on card", palette.warn.strong, ground));
            }
            for tone in [Tone::Plain, Tone::Good, Tone::Warn, Tone::Bad] {
                let pair = palette.tone(tone);
                pairs.push(("tone", pair.ink, pair.fill));
                pairs.push(("on strong", palette.on_strong, pair.strong));
            }
            for (what, text, ground) in pairs {
                let ratio = contrast(text, ground);
                assert!(
                    ratio >= 4.5,
                    "{}: {what} {text:?} on {ground:?}: {ratio:.2}",
                    palette.name
                );
            }
            for (what, fill) in [
                ("focus", palette.focus),
                ("anger", palette.anger),
                ("dread", palette.dread),
            ] {
                let ratio = contrast(fill, palette.card);
                assert!(ratio >= 3.0, "{}: {what}: {ratio:.2}", palette.name);
            }
        }
    }
}
