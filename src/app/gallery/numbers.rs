//! The numbers of a picture that matter: text that is cut off, moves that cannot be seen, contrast that does not do.

use std::collections::HashMap;

use bevy_egui::egui::{Color32, Rect};
use serde::Serialize;

use super::sheet::{Sight, Text};
use crate::app::contrast::contrast;

/// WCAG 2.2, success criterion 1.4.3.
const CONTRAST_MIN: f64 = 4.5;

/// A picture as it was drawn, three bytes a pixel.
pub struct Pixels<'a> {
    pub width: u32,
    pub bytes: &'a [u8],
}

/// What there is to say of one picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Numbers {
    pub picture: String,
    pub texts: usize,
    /// Texts of which a part is scrolled out of sight.
    pub scrolled_away: usize,
    /// The least contrast of text on what it stands on, and the words.
    pub least_contrast: Option<(f64, String)>,
    /// Moves on offer, and those whose words can be read whole.
    pub moves: usize,
    pub moves_seen: usize,
    /// What is wrong, in words.
    pub faults: Vec<String>,
}

/// Measures a picture. `moves`: the words of the moves on offer.
#[must_use]
pub fn numbers(picture: String, texts: &[Text], moves: &[String], pixels: &Pixels<'_>) -> Numbers {
    let mut faults = Vec::new();
    for text in texts {
        match text.sight {
            Sight::Whole | Sight::ScrolledAway => {}
            Sight::Cut => faults.push(format!("cut off: {:?}", text.words)),
            Sight::Elided => faults.push(format!("ends in an ellipsis: {:?}", text.words)),
        }
    }
    let mut least: Option<(f64, String)> = None;
    for run in texts.iter().flat_map(|text| &text.runs) {
        let Some(ground) = ground(run.rect, pixels) else {
            continue;
        };
        let ratio = contrast(over(run.colour, ground), ground);
        if ratio < CONTRAST_MIN {
            faults.push(format!("contrast {ratio:.2}: {:?} on {ground:?}", run.words));
        }
        if least.as_ref().is_none_or(|(least, _)| ratio < *least) {
            least = Some(((ratio * 100.0).round() / 100.0, run.words.clone()));
        }
    }
    let is_seen = |words: &String| {
        let mut same = texts.iter().filter(|text| text.words == *words);
        same.any(|text| text.sight == Sight::Whole)
    };
    for unseen in moves.iter().filter(|words| !is_seen(words)) {
        faults.push(format!("a move that cannot be seen whole: {unseen:?}"));
    }
    Numbers {
        picture,
        texts: texts.len(),
        scrolled_away: texts.iter().filter(|text| text.sight == Sight::ScrolledAway).count(),
        least_contrast: least,
        moves: moves.len(),
        moves_seen: moves.iter().filter(|words| is_seen(words)).count(),
        faults,
    }
}

/// The colour that most pixels round the letters have.
fn ground(rect: Rect, pixels: &Pixels<'_>) -> Option<Color32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded and not negative: a place on a screen"
    )]
    let pixel = |at: f32| at.round().max(0.0) as usize;
    let width = pixels.width as usize;
    let height = pixels.bytes.len() / 3 / width.max(1);
    let mut counts: HashMap<[u8; 3], usize> = HashMap::new();
    for y in pixel(rect.top())..pixel(rect.bottom()).min(height) {
        for x in pixel(rect.left())..pixel(rect.right()).min(width) {
            let at = 3 * (y * width + x);
            if let [red, green, blue] = pixels.bytes[at..at + 3] {
                *counts.entry([red, green, blue]).or_default() += 1;
            }
        }
    }
    let most = counts.into_iter().max_by_key(|(colour, count)| (*count, *colour));
    most.map(|([red, green, blue], _)| Color32::from_rgb(red, green, blue))
}

/// A colour over an opaque one.
fn over(colour: Color32, ground: Color32) -> Color32 {
    ground.blend(colour)
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Run;
    use super::*;
    use bevy_egui::egui::{pos2, vec2};

    fn text(words: &str, colour: Color32, sight: Sight) -> Text {
        let rect = Rect::from_min_size(pos2(2.0, 2.0), vec2(6.0, 4.0));
        let words = words.to_owned();
        let runs = vec![Run {
            words: words.clone(),
            rect,
            colour,
        }];
        Text { words, runs, sight }
    }

    /// White with a few letters' pixels in it.
    fn page() -> Vec<u8> {
        let mut bytes = vec![255; 3 * 10 * 10];
        bytes[3 * 33..3 * 35].fill(0);
        bytes
    }

    #[test]
    fn faults_are_said_and_nothing_else() {
        let bytes = page();
        let pixels = Pixels {
            width: 10,
            bytes: &bytes,
        };
        let black = text("Sit down.", Color32::BLACK, Sight::Whole);
        let good = numbers(
            "a".to_owned(),
            std::slice::from_ref(&black),
            &["Sit down.".to_owned()],
            &pixels,
        );
        assert_eq!((good.moves_seen, good.faults.len()), (1, 0), "{good:?}");
        assert_eq!(good.least_contrast, Some((21.0, "Sit down.".to_owned())));
        for (text, moves, fault) in [
            (
                text("Hi", Color32::from_gray(0x99), Sight::Whole),
                "Hi",
                "contrast 2.85",
            ),
            (
                text("Hi", Color32::BLACK.gamma_multiply(0.3), Sight::Whole),
                "Hi",
                "contrast",
            ),
            (text("Hi", Color32::BLACK, Sight::Cut), "", "cut off"),
            (text("Hi", Color32::BLACK, Sight::Elided), "", "ellipsis"),
            (
                text("Hi", Color32::BLACK, Sight::ScrolledAway),
                "Hi",
                "a move that cannot",
            ),
        ] {
            let moves: Vec<String> = Some(moves.to_owned())
                .into_iter()
                .filter(|words| !words.is_empty())
                .collect();
            let found = numbers("b".to_owned(), &[text], &moves, &pixels);
            assert_eq!(found.faults.len(), 1, "{found:?}");
            assert!(found.faults[0].contains(fault), "{found:?}");
        }
    }
}
