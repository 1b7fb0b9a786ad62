//! Contact sheets: customers and places side by side with words, as one SVG document.

use std::fmt::Write as _;

use super::svg::{number, push_shape};
use super::{
    Beard, Brows, Build, Covering, Earrings, Face, Feelings, Glasses, HairStyle, HeadShape, Look, OutfitStyle,
    PORTRAIT_FRAME, SET_FRAME, Set, Shape, customer, portrait, set_named,
};
use crate::vocabulary::Vocabulary;

/// The width of a sheet.
const WIDTH: f32 = 1600.0;
const MARGIN: f32 = 40.0;
const GAP: f32 = 20.0;
const PAPER: &str = "#fbf6ec";
const INK: &str = "#1f2533";
const SOFT: &str = "#5b6478";
/// Head, shoulders and arms, in the frame of [`customer`].
const BUST_FRAME: [f32; 4] = [-290.0, -240.0, 580.0, 580.0];

/// Somebody on a contact sheet.
#[derive(Debug, Clone, Copy)]
pub struct Sitter<'a> {
    pub name: &'a str,
    /// A few words on who this is.
    pub about: &'a str,
    pub look: &'a Look,
    /// Where they are.
    pub set: &'a Set,
    /// The place's name, or what else is to be said of it.
    pub place: &'a str,
    /// Whether they hold a telephone.
    pub on_phone: bool,
}

/// The faces of a contact sheet, with their names.
fn moods() -> [(&'static str, Face); 8] {
    let of = |anger, loss, dread, relief| {
        Face::of(&Feelings {
            anger,
            loss,
            dread,
            relief,
        })
    };
    let speaking = Face {
        au25: 0.65,
        au26: 0.5,
        ..of(2.0, 20.0, 0.0, 0.0)
    };
    [
        ("calm", of(0.0, 0.0, 0.0, 0.0)),
        ("angry", of(5.0, 40.0, 0.0, 0.0)),
        ("furious", of(9.0, 60.0, 0.0, 0.0)),
        ("sad", of(0.0, 85.0, 10.0, 0.0)),
        ("afraid", of(0.0, 10.0, 85.0, 0.0)),
        ("relieved", of(0.0, 10.0, 0.0, 55.0)),
        ("glad", of(0.0, 0.0, 0.0, 95.0)),
        ("speaking", speaking),
    ]
}

/// A contact sheet: of each sitter the place with them in it, and eight feelings as bust and as small portrait.
///
/// ```
/// use bounceback::figure::{Look, Sitter, contact_sheet, set_named};
///
/// let sitter = Sitter {
///     name: "Dana Whitlock",
///     about: "first visit",
///     look: &Look::default(),
///     set: set_named("plain").unwrap(),
///     place: "plain",
///     on_phone: false,
/// };
/// let text = contact_sheet(&[sitter]);
/// assert!(text.starts_with("<svg") && text.contains("Dana Whitlock") && text.contains("furious"));
/// ```
#[must_use]
pub fn contact_sheet(sitters: &[Sitter<'_>]) -> String {
    let mut sheet = Sheet::default();
    for sitter in sitters {
        sheet.heading(sitter.name, sitter.about);
        let moods = moods().map(|(name, face)| {
            let phone = f32::from(u8::from(sitter.on_phone));
            (name, Face { phone, ..face })
        });
        sheet.row(2, SET_FRAME[1] / SET_FRAME[0], |sheet, at, cell| {
            let (name, face) = &moods[[1, 6][at]];
            sheet.picture(cell, &sitter.set.with(sitter.look, face, 0.0), in_set());
            format!("{name}, in {}", sitter.place)
        });
        for moods in moods.chunks(4) {
            sheet.row(moods.len(), 1.0, |sheet, at, cell| {
                let (name, face) = &moods[at];
                let tint = sitter.set.tint().to_string();
                sheet.block(cell, &tint);
                sheet.picture(cell, &customer(sitter.look, face), BUST_FRAME);
                let [x, y, side, _] = cell;
                let small = [x + 0.77 * side, y + 0.04 * side, 0.19 * side, 0.19 * side];
                sheet.block(small, PAPER);
                sheet.picture(small, &portrait(sitter.look, face), PORTRAIT_FRAME);
                (*name).to_owned()
            });
        }
        sheet.y += GAP;
    }
    sheet.finish()
}

/// All that a look can be made of, and all places that are shipped, with their names as a scenario writes them.
#[must_use]
pub fn catalogue(places: &[&str]) -> String {
    let mut sheet = Sheet::default();
    sheet.heading("What a customer can look like", "as a scenario writes it");
    sheet.parts(
        "skin: …",
        (1..=8).map(|skin| (skin.to_string(), Look { skin, ..plain() })),
    );
    sheet.words_of::<HairStyle>("hair: (style: …)", |look, word| look.hair.style = word);
    sheet.words_of::<OutfitStyle>("outfit: (style: …)", |look, word| look.outfit.style = word);
    sheet.words_of::<HeadShape>("head: …", |look, word| look.head = word);
    sheet.words_of::<Brows>("brows: …", |look, word| look.brows = word);
    sheet.words_of::<Beard>("beard: …", |look, word| look.beard = word);
    sheet.words_of::<Glasses>("glasses: …", |look, word| look.glasses = word);
    sheet.words_of::<Covering>("covering: …", |look, word| look.covering = word);
    sheet.words_of::<Earrings>("earrings: …", |look, word| {
        look.earrings = word;
        look.hair.style = HairStyle::Bun;
    });
    sheet.words_of::<Build>("build: …", |look, word| look.build = word);
    sheet.parts("age: …", (0..=3).map(|age| (age.to_string(), Look { age, ..plain() })));
    sheet.heading("Where customers stand", "setting: \"…\"");
    let angry = moods()[1].1;
    for places in places.chunks(3) {
        sheet.row(3, SET_FRAME[1] / SET_FRAME[0], |sheet, at, cell| {
            let Some(name) = places.get(at) else {
                return String::new();
            };
            if let Some(set) = set_named(name) {
                sheet.picture(cell, &set.with(&plain(), &angry, 0.0), in_set());
            }
            format!("\"{name}\"")
        });
    }
    sheet.finish()
}

const fn in_set() -> [f32; 4] {
    [0.0, 0.0, SET_FRAME[0], SET_FRAME[1]]
}

/// The look that each part is shown on.
fn plain() -> Look {
    Look::default()
}

/// A document that grows downwards.
#[derive(Default)]
struct Sheet {
    text: String,
    y: f32,
}

impl Sheet {
    /// Words in large letters, and beside them some in small ones.
    fn heading(&mut self, words: &str, beside: &str) {
        self.y += 56.0;
        let (x, y) = (number(MARGIN), number(self.y));
        let _ = writeln!(
            self.text,
            r#"<text x="{x}" y="{y}" font-size="34" font-weight="700" fill="{INK}">{}<tspan font-size="20" font-weight="400" fill="{SOFT}" dx="16">{}</tspan></text>"#,
            escaped(words),
            escaped(beside)
        );
        self.y += GAP;
    }

    /// A row of cells of which the height is this share of the width, each painted and then named.
    fn row(&mut self, count: usize, share: f32, mut paint: impl FnMut(&mut Self, usize, [f32; 4]) -> String) {
        #[expect(clippy::cast_precision_loss, reason = "a few cells")]
        let cells = count as f32;
        let width = (WIDTH - 2.0 * MARGIN - GAP * (cells - 1.0)) / cells;
        let mut x = MARGIN;
        for at in 0..count {
            let y = self.y;
            let words = paint(self, at, [x, y, width, width * share]);
            let (middle, below) = (number(x + 0.5 * width), number(y + width * share + 24.0));
            let _ = writeln!(
                self.text,
                r#"<text x="{middle}" y="{below}" font-size="18" text-anchor="middle" fill="{INK}">{}</text>"#,
                escaped(&words)
            );
            x += width + GAP;
        }
        self.y += width * share + 44.0;
    }

    /// A part of a look in all its words.
    fn words_of<T: Vocabulary>(&mut self, head: &str, wear: impl Fn(&mut Look, T)) {
        self.parts(
            head,
            T::ALL.iter().map(|word| {
                let mut look = plain();
                wear(&mut look, *word);
                (word.name().to_owned(), look)
            }),
        );
    }

    /// Looks with their names, eight in a row, under a head.
    fn parts(&mut self, head: &str, looks: impl Iterator<Item = (String, Look)>) {
        const IN_ROW: usize = 8;
        self.y += 34.0;
        let (x, y) = (number(MARGIN), number(self.y));
        let _ = writeln!(
            self.text,
            r#"<text x="{x}" y="{y}" font-size="22" font-weight="700" fill="{SOFT}">{}</text>"#,
            escaped(head)
        );
        self.y += 14.0;
        let looks: Vec<(String, Look)> = looks.collect();
        let calm = moods()[0].1;
        for looks in looks.chunks(IN_ROW) {
            self.row(IN_ROW, 1.0, |sheet, at, cell| {
                let Some((name, look)) = looks.get(at) else {
                    return String::new();
                };
                sheet.block(cell, "#e3ddd0");
                sheet.picture(cell, &customer(look, &calm), BUST_FRAME);
                name.clone()
            });
        }
    }

    /// A plain ground.
    fn block(&mut self, cell: [f32; 4], colour: &str) {
        let [x, y, width, height] = cell.map(number);
        let _ = writeln!(
            self.text,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{colour}"/>"#
        );
    }

    /// Shapes of which the part `view` fills the cell; what lies outside is cut off.
    fn picture(&mut self, cell: [f32; 4], shapes: &[Shape], view: [f32; 4]) {
        let ([x, y, width, height], [left, top, across, down]) = (cell.map(number), view.map(number));
        let _ = writeln!(
            self.text,
            r#"<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{left} {top} {across} {down}" preserveAspectRatio="xMidYMid slice">"#
        );
        for shape in shapes {
            push_shape(&mut self.text, shape);
        }
        self.text.push_str("</svg>\n");
    }

    fn finish(self) -> String {
        let (width, height) = (number(WIDTH), number(self.y + MARGIN));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"Inter, Helvetica, Arial, sans-serif\">\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n{}</svg>\n",
            self.text
        )
    }
}

/// Text as XML writes it; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ if letter.is_control() => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::SETS;

    #[test]
    fn words_cannot_break_the_document() {
        let set = set_named("plain").unwrap();
        let sitter = Sitter {
            name: "</text><b> & \"so\"\u{0}",
            about: "",
            look: &Look::default(),
            set,
            place: "<nowhere>",
            on_phone: true,
        };
        let text = contact_sheet(&[sitter, sitter]);
        assert!(text.contains("&lt;/text&gt;&lt;b&gt; &amp; &quot;so&quot; <tspan"));
        assert!(!text.contains("<nowhere>") && !text.contains('\u{0}') && !text.contains("NaN"));
        assert_eq!(text.matches("<svg").count(), text.matches("</svg>").count());
        // Twice two pictures of the place, eight busts, eight portraits, and the document.
        assert_eq!(text.matches("<svg").count(), 2 * (2 + 8 + 8) + 1);
    }

    #[test]
    fn the_catalogue_names_every_word_and_every_place() {
        let names: Vec<&str> = SETS.iter().map(|(name, _)| *name).collect();
        let text = catalogue(&names);
        let has = |name: &str| text.contains(&format!(">{name}</text>"));
        assert!(HairStyle::ALL.iter().all(|word| has(word.name())));
        assert!(OutfitStyle::ALL.iter().all(|word| has(word.name())));
        assert!(Covering::ALL.iter().all(|word| has(word.name())));
        assert!(names.iter().all(|name| has(&format!("&quot;{name}&quot;"))));
    }
}
