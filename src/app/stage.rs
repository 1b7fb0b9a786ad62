//! The stage: the set behind, the customer, and the counter in front, scaled to cover the screen.

use bevy_egui::egui::{Pos2, Rect, Ui, vec2};

use super::painter::View;
use super::widgets::Pen;
use crate::figure::{Face, Place, SET_FRAME, Set, customer, set_named};
use crate::scenario::{Channel, Scenario};

/// The set of a scenario.
#[must_use]
pub fn set_of(scenario: &Scenario) -> Option<&'static Set> {
    set_named(&scenario.setting).or_else(|| set_named("plain"))
}

/// How the set's frame lies on the screen: it covers it, from the top, with the customer in sight.
#[must_use]
pub fn view(screen: Rect) -> View {
    let [width, height] = SET_FRAME;
    let scale = (screen.width() / width).max(screen.height() / height);
    // What is too wide is cut at the right first: the customer stands left of the middle.
    let over = width * scale - screen.width();
    View {
        origin: screen.min - vec2(over * 0.36, 0.0),
        scale,
    }
}

/// Where the middle of the customer's face is on the screen, and how many points a unit of the figure is.
#[must_use]
pub fn face_place(screen: Rect, set: &Set) -> (Pos2, f32) {
    let view = view(screen);
    let (x, y, scale) = set.customer_place();
    (view.at(x, y), scale * view.scale)
}

/// A face with what the channel brings with it.
#[must_use]
pub fn on_channel(face: Face, channel: Channel) -> Face {
    if channel == Channel::Phone {
        Face { phone: 1.0, ..face }
    } else {
        face
    }
}

/// Paints the stage without motion, with the customer on it.
pub fn still(ui: &Ui, screen: Rect, scenario: &Scenario, face: Face, pen: &mut Pen<'_>) {
    let face = on_channel(face, scenario.channel);
    stage_ui(ui, screen, scenario, Some((face, 0.0)), 0.0, pen);
}

/// Paints the stage at this time. The customer, if there, has gone away by `leaving` (0 ..= 1).
pub fn stage_ui(
    ui: &Ui,
    screen: Rect,
    scenario: &Scenario,
    who: Option<(Face, f32)>,
    time_seconds: f32,
    pen: &mut Pen<'_>,
) {
    let Some(set) = set_of(scenario) else { return };
    let view = view(screen);
    pen.sketches
        .moving(ui, "stage back", set.back(time_seconds), view, screen);
    if let Some((face, leaving)) = who {
        let (x, y, scale) = set.customer_place();
        let eased = leaving * leaving * (3.0 - 2.0 * leaving);
        let place = Place::new(
            x + eased * 1300.0,
            y + 10.0 * (eased * 22.0).sin() * (1.0 - eased),
            scale,
        );
        let figure = customer(&scenario.customer.look, &face);
        let shapes = figure.into_iter().map(|shape| shape.placed(&place)).collect();
        pen.sketches.moving(ui, "stage customer", shapes, view, screen);
    }
    pen.sketches
        .moving(ui, "stage front", set.front(time_seconds), view, screen);
}
