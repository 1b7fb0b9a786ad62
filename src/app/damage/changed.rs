//! Which rectangles of the screen differ between two lists of shapes.

use std::sync::Arc;

use bevy_egui::egui::epaint::ClippedShape;
use bevy_egui::egui::{Rect, Shape, pos2};

/// Soft edges and shadows reach so many points beyond what is said of a shape.
const EDGE: f32 = 2.0;
/// More rectangles than this are put together: what lies in several is worked out several times.
const RECTANGLES_MAX: usize = 4;
/// How much larger than its parts a rectangle may be that holds them both.
const WASTE: f32 = 1.25;
/// How far ahead a shape is looked for that has moved in the list.
const AHEAD: usize = 48;

/// The rectangles, in points and on the edges of pixels, outside of which both lists paint the same. They do not overlap.
#[must_use]
pub fn changed(old: &[ClippedShape], new: &[ClippedShape], screen: Rect, pixels_per_point: f32) -> Vec<Rect> {
    let mut found: Vec<Rect> = Vec::new();
    let mut note = |shape: &ClippedShape| {
        let rect = bounds(shape).intersect(screen);
        if rect.is_positive() {
            add(&mut found, on_pixels(rect, pixels_per_point));
        }
    };
    let (mut before, mut now) = (0, 0);
    while before < old.len() || now < new.len() {
        match (old.get(before), new.get(now)) {
            (Some(one), Some(other)) if is_same(one, other) => (before, now) = (before + 1, now + 1),
            (Some(one), Some(other)) => {
                // Of the nearest that go on alike; where none does, one has taken the other's place.
                let come = (1..AHEAD).find(|&k| new.get(now + k).is_some_and(|later| is_same(one, later)));
                let gone = (1..AHEAD).find(|&k| old.get(before + k).is_some_and(|later| is_same(later, other)));
                match (come, gone) {
                    (Some(come), gone) if gone.is_none_or(|gone| come <= gone) => {
                        new[now..now + come].iter().for_each(&mut note);
                        now += come;
                    }
                    (_, Some(gone)) => {
                        old[before..before + gone].iter().for_each(&mut note);
                        before += gone;
                    }
                    _ => {
                        note(one);
                        note(other);
                        (before, now) = (before + 1, now + 1);
                    }
                }
            }
            (one, other) => {
                one.into_iter().chain(other).for_each(&mut note);
                (before, now) = (before + 1, now + 1);
            }
        }
    }
    found
}

/// The shapes that are seen in each of these rectangles, cut to it.
#[must_use]
pub fn cut(shapes: &[ClippedShape], rectangles: &[Rect]) -> Vec<Vec<ClippedShape>> {
    let bounds: Vec<Rect> = shapes.iter().map(bounds).collect();
    let in_one = |rect: &Rect| {
        let seen = shapes
            .iter()
            .zip(&bounds)
            .filter(|(_, bounds)| bounds.intersect(*rect).is_positive());
        let cut = seen.map(|(shape, _)| ClippedShape {
            clip_rect: shape.clip_rect.intersect(*rect),
            shape: shape.shape.clone(),
        });
        cut.collect()
    };
    rectangles.iter().map(in_one).collect()
}

/// What a shape can paint on.
fn bounds(shape: &ClippedShape) -> Rect {
    shape
        .shape
        .visual_bounding_rect()
        .expand(EDGE)
        .intersect(shape.clip_rect)
}

/// Outwards to whole pixels.
fn on_pixels(rect: Rect, pixels_per_point: f32) -> Rect {
    let out = |at: f32, to: fn(f32) -> f32| to(at * pixels_per_point) / pixels_per_point;
    Rect::from_min_max(
        pos2(out(rect.left(), f32::floor), out(rect.top(), f32::floor)),
        pos2(out(rect.right(), f32::ceil), out(rect.bottom(), f32::ceil)),
    )
}

/// Adds a rectangle; those that overlap, or hold little between them, become one.
fn add(found: &mut Vec<Rect>, rect: Rect) {
    let mut rect = rect;
    loop {
        let is_near = |other: &Rect| {
            let whole = other.union(rect);
            other.intersects(rect) || whole.area() <= WASTE * (other.area() + rect.area())
        };
        match found.iter().position(is_near) {
            Some(at) => rect = rect.union(found.swap_remove(at)),
            None if found.len() < RECTANGLES_MAX => break,
            None => {
                let waste = |other: &Rect| other.union(rect).area() - other.area();
                let best = found.iter().enumerate();
                let best = best.min_by(|(_, one), (_, other)| waste(one).total_cmp(&waste(other)));
                let Some((at, _)) = best else { break };
                rect = rect.union(found.swap_remove(at));
            }
        }
    }
    found.push(rect);
}

/// Whether both paint the same. Kept pieces and kept texts are known by being the same piece, without a look inside.
fn is_same(one: &ClippedShape, other: &ClippedShape) -> bool {
    one.clip_rect == other.clip_rect && is_same_shape(&one.shape, &other.shape)
}

fn is_same_shape(one: &Shape, other: &Shape) -> bool {
    match (one, other) {
        (Shape::Mesh(one), Shape::Mesh(other)) => Arc::ptr_eq(one, other),
        (Shape::Text(one), Shape::Text(other)) => {
            Arc::ptr_eq(&one.galley, &other.galley)
                && one.pos == other.pos
                && one.fallback_color == other.fallback_color
                && one.override_text_color == other.override_text_color
                && one.opacity_factor.to_bits() == other.opacity_factor.to_bits()
                && one.angle.to_bits() == other.angle.to_bits()
                && one.underline == other.underline
        }
        (Shape::Vec(one), Shape::Vec(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same_shape(one, other))
        }
        // What is drawn by others can change without a sign.
        (Shape::Callback(_), _) => false,
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::{Color32, vec2};
    use proptest::prelude::*;

    const SCREEN: Rect = Rect {
        min: pos2(0.0, 0.0),
        max: pos2(100.0, 80.0),
    };

    fn block(x: f32, y: f32, size: f32, grey: u8) -> ClippedShape {
        let rect = Rect::from_min_size(pos2(x, y), vec2(size, size));
        ClippedShape {
            clip_rect: SCREEN,
            shape: Shape::rect_filled(rect, 0.0, Color32::from_gray(grey)),
        }
    }

    /// What a list of blocks paints on whole points, the last on top.
    fn painted(shapes: &[ClippedShape]) -> Vec<Option<Color32>> {
        let mut pixels = vec![None; 100 * 80];
        for clipped in shapes {
            let Shape::Rect(block) = &clipped.shape else { continue };
            let seen = block.rect.intersect(clipped.clip_rect);
            for (at, pixel) in pixels.iter_mut().enumerate() {
                #[expect(clippy::cast_precision_loss, reason = "8000 pixels")]
                let middle = pos2((at % 100) as f32 + 0.5, (at / 100) as f32 + 0.5);
                if seen.contains(middle) {
                    *pixel = Some(block.fill);
                }
            }
        }
        pixels
    }

    #[test]
    fn nothing_changed_is_nothing_to_paint() {
        let shapes = vec![block(3.0, 3.0, 9.0, 1), block(40.0, 40.0, 9.0, 2)];
        assert_eq!(changed(&shapes, &shapes, SCREEN, 1.0), Vec::<Rect>::new());
        let mut more = shapes.clone();
        more.insert(0, block(60.0, 10.0, 4.0, 3));
        let wide = Rect::from_min_max(pos2(58.0, 8.0), pos2(66.0, 16.0));
        assert_eq!(changed(&shapes, &more, SCREEN, 1.0), vec![wide]);
        assert_eq!(changed(&more, &shapes, SCREEN, 1.0), vec![wide]);
    }

    fn blocks() -> impl Strategy<Value = Vec<ClippedShape>> {
        let one = (0_u8..90, 0_u8..70, 2_u8..30, 0_u8..4);
        let one = one.prop_map(|(x, y, size, grey)| block(x.into(), y.into(), size.into(), grey));
        prop::collection::vec(one, 0..14)
    }

    proptest! {
        /// The old picture, with the new one's changes painted over it, is the new picture.
        #[test]
        fn painting_what_changed_gives_the_new_picture(old in blocks(), new in blocks(), kept in 0_usize..14) {
            let ground = block(-1.0, -1.0, 200.0, 255);
            let old: Vec<ClippedShape> = std::iter::once(ground.clone()).chain(old).collect();
            let mut new: Vec<ClippedShape> = std::iter::once(ground).chain(new).collect();
            // Lists that go on alike are the rule.
            new.extend(old.iter().skip(1).take(kept).cloned());
            let rectangles = changed(&old, &new, SCREEN, 1.0);
            prop_assert!(rectangles.len() <= RECTANGLES_MAX);
            for (at, one) in rectangles.iter().enumerate() {
                prop_assert!(rectangles[at + 1..].iter().all(|other| !one.intersect(*other).is_positive()));
            }
            let mut got = painted(&old);
            for (pixel, fresh) in got.iter_mut().zip(painted(&cut(&new, &rectangles).concat())) {
                if let Some(fresh) = fresh {
                    *pixel = Some(fresh);
                }
            }
            prop_assert_eq!(got, painted(&new));
        }
    }
}
