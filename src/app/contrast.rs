//! How well one colour stands out from another (WCAG 2.2, "contrast ratio" and "relative luminance").

use bevy_egui::egui::Color32;

/// The contrast ratio of two opaque colours, 1 (none) ..= 21 (black on white).
#[must_use]
pub fn contrast(one: Color32, two: Color32) -> f64 {
    let (one, two) = (luminance(one), luminance(two));
    (one.max(two) + 0.05) / (one.min(two) + 0.05)
}

fn luminance(colour: Color32) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_scale_and_a_grey_between() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(Color32::WHITE, Color32::WHITE) - 1.0).abs() < 1e-9);
        // The darkest grey that does not reach 4.5 on white is #777777 (4.48).
        let grey = contrast(Color32::from_gray(0x77), Color32::WHITE);
        assert!((4.47..4.49).contains(&grey), "{grey}");
    }
}
