//! What is written on a picture: where, in which colour, and whether all of it can be seen.

use bevy_egui::egui::epaint::{ClippedShape, TextShape};
use bevy_egui::egui::{Color32, Rect, Shape};

use crate::app::widgets::FADE;

/// Further than so many points beyond its clip, something is cut off.
const SLACK: f32 = 1.0;
/// How far what scrolls may reach over the edge of its area.
const OVER: f32 = 8.0;

/// Letters in a row that have one colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub words: String,
    /// Where it is seen, in pixels.
    pub rect: Rect,
    pub colour: Color32,
}

/// A text on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub words: String,
    /// Empty where not all of it is in sight.
    pub runs: Vec<Run>,
    pub sight: Sight,
}

/// How much of a text can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    Whole,
    /// What scrolls has moved it, or a part of it, out of sight.
    ScrolledAway,
    /// Cut off, with nothing to bring it back.
    Cut,
    /// Ends in an ellipsis.
    Elided,
}

/// What texts stand on.
pub struct Page {
    pub screen: Rect,
    /// Where what is out of sight can be scrolled to.
    pub scrolled: Vec<Rect>,
    /// Where everything can be moved in every direction.
    pub maps: Vec<Rect>,
    pub pixels_per_point: f32,
}

/// All texts among the shapes of a picture, but those that a veil over the whole screen dims: they are not to be read now.
#[must_use]
pub fn texts(shapes: &[ClippedShape], page: &Page) -> Vec<Text> {
    let mut found = Vec::new();
    for clipped in shapes {
        push(&mut found, &clipped.shape, clipped.clip_rect, page);
    }
    found
}

fn push(found: &mut Vec<Text>, shape: &Shape, clip: Rect, page: &Page) {
    match shape {
        Shape::Vec(inside) => {
            for shape in inside {
                push(found, shape, clip, page);
            }
        }
        Shape::Rect(veil) if veil.rect.intersect(clip).contains_rect(page.screen) => found.clear(),
        Shape::Text(text) => found.extend(read(text, clip, page)),
        _ => {}
    }
}

fn read(text: &TextShape, clip: Rect, page: &Page) -> Option<Text> {
    let words = text.galley.text().to_owned();
    if words.trim().is_empty() || text.opacity_factor <= 0.0 {
        return None;
    }
    let ink = text.visual_bounding_rect();
    let seen = clip.intersect(page.screen);
    let sight = sight(ink, clip, page, text.galley.elided);
    let mut runs = Vec::new();
    for placed in &text.galley.rows {
        let at = text.pos + placed.pos.to_vec2();
        let mut open: Option<Run> = None;
        for glyph in &placed.row.glyphs {
            let vertex = placed.row.visuals.mesh.vertices.get(glyph.first_vertex as usize);
            let Some(vertex) = vertex.filter(|_| !glyph.chr.is_whitespace()) else {
                if let Some(run) = &mut open {
                    run.words.push(glyph.chr);
                }
                continue;
            };
            let own = if vertex.color == Color32::PLACEHOLDER {
                text.fallback_color
            } else {
                vertex.color
            };
            let colour = text
                .override_text_color
                .unwrap_or(own)
                .gamma_multiply(text.opacity_factor);
            let rect = glyph.logical_rect().translate(at.to_vec2());
            match &mut open {
                Some(run) if run.colour == colour => {
                    run.words.push(glyph.chr);
                    run.rect = run.rect.union(rect);
                }
                _ => {
                    let words = glyph.chr.to_string();
                    runs.extend(open.replace(Run { words, rect, colour }));
                }
            }
        }
        runs.extend(open);
    }
    runs.retain_mut(|run| {
        run.rect = run.rect.intersect(seen) * page.pixels_per_point;
        run.colour.a() > 0 && run.rect.is_positive()
    });
    if sight != Sight::Whole {
        runs.clear();
    }
    Some(Text { words, runs, sight })
}

/// Nothing scrolls sideways. Where more follows below, what scrolls fades: letters there are half gone.
fn sight(ink: Rect, clip: Rect, page: &Page, elided: bool) -> Sight {
    let ink = ink.shrink(SLACK.min(0.5 * ink.width()).min(0.5 * ink.height()));
    let window = clip.intersect(page.screen);
    let map = page.maps.iter().find(|map| map.expand(OVER).contains_rect(window));
    if map.is_some_and(|map| !map.contains_rect(ink) || !window.contains_rect(ink)) {
        return Sight::ScrolledAway;
    }
    // egui lets what scrolls reach a little over its upper and lower edge, and sideways as far as there is room.
    let is_of = |area: &&Rect| {
        let (upper, lower) = (area.top() - OVER, area.bottom() + OVER);
        window.top() >= upper
            && window.bottom() <= lower
            && ink.center().x > area.left()
            && ink.center().x < area.right()
    };
    let area = page.scrolled.iter().find(is_of);
    let sides = area.map_or(window, |area| area.intersect(window));
    let is_wide = ink.left() < sides.left() || ink.right() > sides.right();
    let is_tall = ink.top() < sides.top() || ink.bottom() > sides.bottom();
    let fades = area.is_some_and(|area| ink.bottom() > area.bottom() - FADE);
    if is_wide || is_tall && area.is_none() {
        Sight::Cut
    } else if is_tall || fades {
        Sight::ScrolledAway
    } else if elided {
        Sight::Elided
    } else {
        Sight::Whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::{pos2, vec2};

    #[test]
    fn what_is_cut_and_what_scrolls() {
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 720.0));
        let list = Rect::from_min_size(pos2(100.0, 100.0), vec2(400.0, 300.0));
        let map = Rect::from_min_max(pos2(700.0, 100.0), pos2(900.0, 400.0));
        // As egui cuts what scrolls: above and below only.
        let wide = Rect::from_min_max(pos2(0.0, 100.0), pos2(1280.0, 400.0));
        let page = Page {
            screen,
            scrolled: vec![list],
            maps: vec![map],
            pixels_per_point: 1.0,
        };
        let at = |x, y| Rect::from_min_size(pos2(x, y), vec2(100.0, 20.0));
        for (ink, clip, elided, wanted) in [
            (at(10.0, 10.0), screen, false, Sight::Whole),
            (at(10.0, 10.0), screen, true, Sight::Elided),
            (at(1200.0, 10.0), screen, false, Sight::Cut),
            (at(10.0, 710.0), screen, false, Sight::Cut),
            (at(120.0, 340.0), list, false, Sight::Whole),
            (at(120.0, 370.0), list, false, Sight::ScrolledAway),
            (at(120.0, 390.0), list, false, Sight::ScrolledAway),
            (at(120.0, 900.0), list, false, Sight::ScrolledAway),
            (at(450.0, 120.0), list, false, Sight::Cut),
            (at(399.6, 120.0), list, false, Sight::Whole),
            (at(440.0, 120.0), wide, false, Sight::Cut),
            (at(340.0, 120.0), wide, false, Sight::Whole),
            (at(850.0, 120.0), map, false, Sight::ScrolledAway),
            (at(750.0, 120.0), map, true, Sight::Elided),
        ] {
            assert_eq!(sight(ink, clip, &page, elided), wanted, "{ink:?} in {clip:?}");
        }
    }
}
