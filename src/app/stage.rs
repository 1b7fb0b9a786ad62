//! The stage: the set behind, the customer, and the counter in front, scaled to cover the screen.
//!
//! Who is spoken with at a counter stands there. Who calls or writes is somewhere else: the set is the trainee's own desk then, and the
//! customer is a picture in a frame, with their own place behind them.

use bevy_egui::egui::{Color32, CornerRadius, Pos2, Rect, Ui, pos2, vec2};

use super::painter::View;
use super::widgets::{Frame, Pen, framed, plate};
use crate::figure::{Face, Place, SET_FRAME, Set, Shape, customer, plain_set};
use crate::library::Sets;
use crate::scenario::{Channel, Scenario};

/// Where the talk takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The customer stands there.
    Counter,
    /// The customer is a voice.
    Call,
    /// The customer writes.
    Messages,
}

impl Stage {
    /// The stage of a scenario.
    #[must_use]
    pub const fn of(scenario: &Scenario) -> Self {
        match scenario.channel {
            Channel::FaceToFace => Self::Counter,
            Channel::Phone => Self::Call,
            Channel::Chat | Channel::Email | Channel::SocialMedia | Channel::Inbox => Self::Messages,
        }
    }

    /// The set that fills the screen.
    #[must_use]
    pub fn set<'a>(self, sets: &'a Sets, scenario: &Scenario) -> &'a Set {
        let desk = match self {
            Self::Counter => None,
            Self::Call => sets.named("call-centre"),
            Self::Messages => sets.named("message"),
        };
        desk.unwrap_or_else(|| sets.of(scenario))
    }

    /// Where the customer is. Nobody calls from the desk at which the call is taken: a setting that names it is the trainee's.
    #[must_use]
    pub fn place<'a>(self, sets: &'a Sets, scenario: &Scenario) -> &'a Set {
        let own = sets.of(scenario);
        if self != Self::Counter && std::ptr::eq(own, self.set(sets, scenario)) {
            return plain_set();
        }
        own
    }
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

/// Paints the stage without motion, with the customer on it, for a screen of which the right half is covered.
pub fn still(ui: &Ui, screen: Rect, scenario: &Scenario, face: Face, pen: &mut Pen<'_>) {
    let face = on_channel(face, scenario.channel);
    let stage = Stage::of(scenario);
    stage_ui(ui, screen, scenario, Some((face, 0.0)), 0.0, pen);
    if stage != Stage::Counter {
        let side = (0.36 * screen.width()).min(0.5 * screen.height());
        let middle = pos2(
            screen.left() + 0.24 * screen.width(),
            screen.top() + 0.44 * screen.height(),
        );
        let rect = Rect::from_center_size(middle, vec2(side, side));
        plate(ui, &pen.theme, rect.expand(14.0), pen.theme.palette.card);
        picture(
            ui,
            rect,
            CornerRadius::same(16),
            pen.theme.palette.card,
            scenario,
            face,
            0.0,
            pen,
        );
    }
}

/// Paints the stage at this time. The customer, if there and not elsewhere, has gone away by `leaving` (0 ..= 1).
pub fn stage_ui(
    ui: &Ui,
    screen: Rect,
    scenario: &Scenario,
    who: Option<(Face, f32)>,
    time_seconds: f32,
    pen: &mut Pen<'_>,
) {
    let stage = Stage::of(scenario);
    let set = stage.set(pen.sets, scenario);
    let view = view(screen);
    pen.sketches
        .moving(ui, "stage back", set.back(time_seconds), view, screen);
    if let Some((face, leaving)) = who.filter(|_| stage == Stage::Counter) {
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

/// Paints the customer where they are, as large as this place is high, for a shared screen.
pub fn close_up(ui: &Ui, rect: Rect, scenario: &Scenario, face: Face, time_seconds: f32, pen: &mut Pen<'_>) {
    /// How much of the figure is seen, and how far its middle lies below the face, in units of the figure.
    const SEEN: f32 = 560.0;
    const BELOW: f32 = 36.0;
    let (shapes, view, tint) = at_home(rect, [SEEN, BELOW], scenario, face, time_seconds, pen.sets);
    ui.painter().rect_filled(rect, CornerRadius::ZERO, tint);
    pen.sketches.moving(ui, "stage close", shapes, view, rect);
}

/// Paints the customer where they are, as a picture with round corners on a ground of one colour.
#[expect(clippy::too_many_arguments, reason = "a picture's place, frame and content")]
pub fn picture(
    ui: &Ui,
    rect: Rect,
    corners: CornerRadius,
    ground: Color32,
    scenario: &Scenario,
    face: Face,
    time_seconds: f32,
    pen: &mut Pen<'_>,
) {
    /// How much of the figure is seen, and how far its middle lies below the face, in units of the figure.
    const SEEN: f32 = 460.0;
    const BELOW: f32 = 26.0;
    let (shapes, view, behind) = at_home(rect, [SEEN, BELOW], scenario, face, time_seconds, pen.sets);
    let frame = Frame {
        rect,
        corners,
        ground,
        behind,
    };
    framed(ui, pen, "stage picture", shapes, view, &frame);
}

/// The customer where they are: `seen` units of the figure are as high as the place, and its middle lies `below` units below the face.
fn at_home(
    rect: Rect,
    [seen, below]: [f32; 2],
    scenario: &Scenario,
    face: Face,
    time_seconds: f32,
    sets: &Sets,
) -> (Vec<Shape>, View, Color32) {
    let set = Stage::of(scenario).place(sets, scenario);
    let (x, y, scale) = set.customer_place();
    let unit = rect.height() / (seen * scale);
    let view = View {
        origin: rect.center() - vec2(x, y + below * scale) * unit,
        scale: unit,
    };
    // Of the place only what can be seen in the frame is worked out.
    let (left, right) = (x - 0.5 * rect.width() / unit, x + 0.5 * rect.width() / unit);
    let is_seen = |shape: &Shape| {
        let ends = shape.path.segments.iter().map(|segment| segment.end().x);
        let (low, high) = ends.fold((shape.path.start.x, shape.path.start.x), |(low, high), x| {
            (low.min(x), high.max(x))
        });
        let wide = shape.stroke.map_or(0.0, |stroke| stroke.width);
        high + wide > left && low - wide < right
    };
    let mut shapes: Vec<Shape> = set.back(time_seconds).into_iter().filter(is_seen).collect();
    let place = Place::new(x, y, scale);
    let figure = customer(&scenario.customer.look, &face);
    shapes.extend(figure.into_iter().map(|shape| shape.placed(&place)));
    let [red, green, blue] = set.tint().0;
    (shapes, view, Color32::from_rgb(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{read, template};

    #[test]
    fn who_is_not_there_leaves_the_trainee_at_their_own_desk() {
        let sets = Sets::default();
        for (channel, stage, set) in [
            ("FaceToFace", Stage::Counter, "plain"),
            ("Phone", Stage::Call, "call-centre"),
            ("Chat", Stage::Messages, "message"),
            ("Email", Stage::Messages, "message"),
            ("SocialMedia", Stage::Messages, "message"),
            ("Inbox", Stage::Messages, "message"),
        ] {
            let text =
                template("cake")
                    .replacen("FaceToFace", channel, 1)
                    .replacen("setting: \"", "setting: \"nowhere-", 1);
            let scenario = read(&text).scenario.expect("the template");
            assert_eq!(Stage::of(&scenario), stage);
            assert_eq!(Some(stage.set(&sets, &scenario)), sets.named(set), "{channel}");
        }
    }

    #[test]
    fn nobody_calls_from_the_desk_where_the_call_is_taken() {
        let sets = Sets::default();
        for (channel, setting, place) in [
            ("Phone", "home", "home"),
            ("Phone", "call-centre", "plain"),
            ("Chat", "message", "plain"),
            ("Chat", "call-centre", "call-centre"),
            ("FaceToFace", "call-centre", "call-centre"),
        ] {
            let text = template("cake").replacen("FaceToFace", channel, 1).replacen(
                "\"boutique\"",
                &format!("\"{setting}\""),
                1,
            );
            let scenario = read(&text).scenario.expect("the template");
            let seen = Stage::of(&scenario).place(&sets, &scenario);
            assert_eq!(Some(seen), sets.named(place), "{channel} in {setting}");
        }
    }
}
