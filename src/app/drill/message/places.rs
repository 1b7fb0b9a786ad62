//! Where a message window and what stands beside it go. Pure.

use bevy_egui::egui::{Rect, pos2, vec2};

/// Where things stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Places {
    pub window: Rect,
    /// The column with the customer's picture and the captions, where there is room for it.
    pub side: Option<Rect>,
}

const GAP: f32 = 18.0;
const RIGHT: f32 = 28.0;
/// The narrowest and widest column, and its share of the width.
const SIDE: std::ops::RangeInclusive<f32> = 240.0..=360.0;
const SIDE_SHARE: f32 = 0.25;
/// The narrowest window that leaves room for the column, at text of ordinary size, and the widest.
const WINDOW_LEAST: f32 = 560.0;
const WINDOW_MOST: f32 = 1000.0;

/// Shares out what lies between the row above, the moves below, and `left`.
#[must_use]
pub fn places(room: Rect, left: f32, text_scale: f32) -> Places {
    let area = Rect::from_min_max(
        pos2(left, room.top() + 20.0),
        pos2(
            (room.right() - RIGHT).max(left + 1.0),
            (room.bottom() - 12.0).max(room.top() + 21.0),
        ),
    );
    let side = (SIDE_SHARE * area.width()).clamp(*SIDE.start(), *SIDE.end());
    let most = WINDOW_MOST * text_scale.max(1.0);
    if area.width() - side - GAP < WINDOW_LEAST * text_scale {
        let width = area.width().min(most);
        let x = area.center().x - width / 2.0;
        return Places {
            window: Rect::from_min_size(pos2(x, area.top()), vec2(width, area.height())),
            side: None,
        };
    }
    let width = (area.width() - side - GAP).min(most);
    let x = area.left() + (area.width() - width - GAP - side) / 2.0;
    Places {
        window: Rect::from_min_size(pos2(x, area.top()), vec2(width, area.height())),
        side: Some(Rect::from_min_size(
            pos2(x + width + GAP, area.top()),
            vec2(side, area.height()),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_room_or_covers_another() {
        for (width, height) in [(853.0, 533.0), (1067.0, 600.0), (1600.0, 900.0), (2560.0, 1080.0)] {
            for text_scale in [0.8_f32, 1.0, 1.5, 2.0] {
                for left in [28.0, (28.0 + 263.0 * text_scale).min(0.6 * width)] {
                    let room = Rect::from_min_max(pos2(0.0, 84.0 * text_scale), pos2(width, 0.56 * height));
                    let Places { window, side } = places(room, left, text_scale);
                    let inside = Rect::from_min_max(pos2(left, room.top()), room.max).expand(0.5);
                    assert!(inside.contains_rect(window), "{window:?} in {inside:?}");
                    assert!(window.is_positive());
                    if let Some(side) = side {
                        assert!(inside.contains_rect(side) && side.left() > window.right());
                        assert!(window.width() >= WINDOW_LEAST * text_scale - 0.5);
                    }
                }
            }
        }
    }

    #[test]
    fn large_text_takes_the_column_away_first() {
        let room = Rect::from_min_max(pos2(0.0, 84.0), pos2(1600.0, 520.0));
        assert!(places(room, 290.0, 1.0).side.is_some());
        assert!(places(room, 500.0, 2.0).side.is_none());
    }
}
