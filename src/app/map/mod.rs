//! The scenario's map, drawn: beats as plates, ways between them as wide and of the colour that whoever shows it says. It can be
//! moved, made larger and smaller, and its beats can be pressed.

mod ways;

use bevy_egui::egui::{
    CornerRadius, Key, Modifiers, PointerButton, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

use super::theme::{RADIUS_SMALL, Role, Tone};
use super::widgets::{Kind, Pen, button_size, elided, named_button, note_moved, press, ring_if_focused};
use crate::map::{Graph, HIGH, Layout, Place, Spot, WIDE};
use crate::scenario::Scenario;

pub use ways::{Dress, ways_ui};

/// How large it can be, in points for a unit of the map.
const ZOOM: std::ops::RangeInclusive<f32> = 0.15..=2.0;
/// Smaller than this a beat's name cannot be read.
const READABLE: f32 = 0.45;
/// Round the map.
const ROUND: f32 = 24.0;

/// What is shown, and how.
pub struct Map<'a> {
    pub scenario: &'a Scenario,
    pub graph: &'a Graph,
    pub layout: &'a Layout,
    /// Of each way.
    pub ways: &'a [Dress],
    /// Below each name; empty where there is nothing to be said.
    pub below: &'a [String],
    /// A beat's tone, where it has one.
    pub tones: &'a [Option<Tone>],
    /// The place that is marked, in [`Graph::nodes`].
    pub marked: Option<usize>,
    /// Places that stand back, because something else is looked for.
    pub faint: &'a [bool],
}

/// What somebody did to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    Pressed(usize),
    Twice(usize),
}

/// Where one looks: what of the map stands in the middle, and how large.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Eye {
    middle: Vec2,
    zoom: f32,
}

impl Eye {
    /// All of it, but no smaller than can be read: then it begins at the start.
    fn whole(layout: &Layout, rect: Rect) -> Self {
        let (wide, high) = size(layout);
        let fit = (rect.width() / (wide + 2.0 * ROUND)).min(rect.height() / (high + 2.0 * ROUND));
        let zoom = fit.clamp(0.85, 1.0);
        let middle = if fit < zoom {
            let seen = rect.size() / zoom;
            vec2((seen.x / 2.0 - ROUND).min(wide / 2.0), first_y(layout))
        } else {
            vec2(wide / 2.0, high / 2.0)
        };
        Self { middle, zoom }
    }

    /// Brings what is marked into sight.
    fn see(&mut self, map: &Map<'_>, rect: Rect) {
        let spot = map.marked.and_then(|at| map.layout.spots.get(at));
        if let Some(spot) = spot.filter(|spot| !rect.shrink(40.0).contains(self.to_screen(rect, vector(**spot)))) {
            self.middle = vector(*spot);
        }
    }

    fn to_screen(self, rect: Rect, at: Vec2) -> Pos2 {
        rect.center() + (at - self.middle) * self.zoom
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a picture")]
fn size(layout: &Layout) -> (f32, f32) {
    (layout.width as f32, layout.height as f32)
}

fn first_y(layout: &Layout) -> f32 {
    layout.spots.first().map_or(0.0, |spot| vector(*spot).y)
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a picture")]
fn vector(spot: Spot) -> Vec2 {
    vec2(spot.x as f32, spot.y as f32)
}

#[expect(clippy::cast_possible_truncation, reason = "the size of a plate")]
const PLATE: Vec2 = Vec2::new(WIDE as f32, HIGH as f32);

/// The map in this place. `salt` tells maps apart: each is looked at from where it was left.
pub fn map_ui(ui: &mut Ui, rect: Rect, salt: &str, map: &Map<'_>, pen: &Pen<'_>) -> Option<Touched> {
    let theme = &pen.theme;
    let palette = theme.palette;
    // The buttons stand above, so that they hide nothing.
    let strip = button_size(ui, theme, Kind::Small, "All").y + 18.0;
    let bar = Rect::from_min_size(rect.min, vec2(rect.width(), strip));
    let rect = Rect::from_min_max(pos2(rect.left(), bar.bottom()), rect.max);
    note_moved(ui, rect);
    let id = ui.id().with(("map", salt));
    // It is looked at from where it was left, also where a beat was added or its place has become larger.
    let key = id.with(map.scenario.id.as_str());
    let known: Option<(Eye, Option<usize>)> = ui.data_mut(|data| data.get_temp(key));
    let mut eye = known.map_or_else(|| Eye::whole(map.layout, rect), |(eye, _)| eye);
    if known.is_some_and(|(_, marked)| marked != map.marked) {
        eye.see(map, rect);
    }
    let ground = ui.interact(rect, id, Sense::drag());
    if ground.dragged_by(PointerButton::Primary) || ground.dragged_by(PointerButton::Middle) {
        eye.middle -= ground.drag_delta() / eye.zoom;
    }
    if ui.rect_contains_pointer(rect) {
        let (zoom, pointer) = ui.input(|input| (input.zoom_delta(), input.pointer.hover_pos()));
        if (zoom - 1.0).abs() > 1e-3 {
            let about = pointer.unwrap_or(rect.center());
            let under = eye.middle + (about - rect.center()) / eye.zoom;
            eye.zoom = (eye.zoom * zoom).clamp(*ZOOM.start(), *ZOOM.end());
            eye.middle = under - (about - rect.center()) / eye.zoom;
        }
    }
    let (wide, high) = size(map.layout);
    eye.middle = eye.middle.clamp(vec2(0.0, 0.0), vec2(wide.max(1.0), high.max(1.0)));

    let clipped = ui.painter().with_clip_rect(rect);
    let seen = eye;
    let place = |spot: Spot| seen.to_screen(rect, vector(spot));
    ways_ui(&clipped, map, eye.zoom, &place, pen);
    let mut touched = None;
    for (at, node) in map.graph.nodes.iter().enumerate() {
        let plate = Rect::from_center_size(place(map.layout.spots[at]), PLATE * seen.zoom);
        if !rect.intersects(plate) {
            // The keyboard comes by all the same, and the map moves to where it is.
            if ui.memory(|memory| memory.has_focus(id.with(at))) {
                eye.middle = vector(map.layout.spots[at]);
            }
        }
        let name = name_of(map, *node);
        let below = map.below.get(at).map_or("", String::as_str);
        if let Place::End(_) | Place::EndOfDays = node {
            let end = clipped.clone();
            end.circle(
                plate.left_center() + vec2(14.0 * eye.zoom, 0.0),
                11.0 * eye.zoom,
                palette.card,
                Stroke::new(2.5 * eye.zoom, palette.soft),
            );
            end.circle_filled(
                plate.left_center() + vec2(14.0 * eye.zoom, 0.0),
                5.0 * eye.zoom,
                palette.soft,
            );
            continue;
        }
        let mut inside = ui.new_child(bevy_egui::egui::UiBuilder::new().max_rect(rect));
        inside.set_clip_rect(rect.intersect(ui.clip_rect()));
        let said = if below.is_empty() {
            format!("Beat {name}")
        } else {
            format!("Beat {name}: {below}")
        };
        let response = press(&mut inside, plate, id.with(at), &said);
        if response.has_focus() && !rect.contains_rect(plate) {
            eye.middle = vector(map.layout.spots[at]);
            ui.ctx().request_repaint();
        }
        if response.double_clicked() {
            touched = Some(Touched::Twice(at));
        } else if response.clicked() {
            touched = Some(Touched::Pressed(at));
        }
        plate_ui(&inside, plate, at, &name, below, eye.zoom, map, pen);
        let radius = CornerRadius::same(RADIUS_SMALL);
        ring_if_focused(&inside, theme, &response, radius);
        // Where its name can be read it need not be told.
        if seen.zoom < READABLE {
            response.on_hover_text(said);
        }
    }
    if let Some(step) = buttons_ui(ui, bar, rect, pen) {
        ui.ctx().request_repaint();
        match step {
            Step::By(by) => eye.zoom = (eye.zoom * by).clamp(*ZOOM.start(), *ZOOM.end()),
            Step::All => {
                let (wide, high) = size(map.layout);
                let fit = (rect.width() / (wide + 2.0 * ROUND)).min(rect.height() / (high + 2.0 * ROUND));
                eye = Eye {
                    middle: vec2(wide / 2.0, high / 2.0),
                    zoom: fit.clamp(*ZOOM.start(), 1.0),
                };
            }
        }
    }
    ui.data_mut(|data| data.insert_temp(key, (eye, map.marked)));
    touched
}

fn name_of(map: &Map<'_>, place: Place) -> String {
    match place {
        Place::Beat(beat) => {
            let beat = map.scenario.beat(beat);
            match beat.day {
                Some(day) => format!("day {} · {}", day.day, beat.id),
                None => beat.id.clone(),
            }
        }
        Place::Days => "the days after".to_owned(),
        Place::End(_) | Place::EndOfDays => "end".to_owned(),
    }
}

#[expect(clippy::too_many_arguments, reason = "a plate and what it shows")]
fn plate_ui(ui: &Ui, plate: Rect, at: usize, name: &str, below: &str, zoom: f32, map: &Map<'_>, pen: &Pen<'_>) {
    let theme = &pen.theme;
    let palette = theme.palette;
    let is_reached = at < map.graph.reached;
    let is_faint = map.faint.get(at).copied().unwrap_or(false);
    let tone = map.tones.get(at).copied().flatten();
    let (fill, ink, edge) = match tone {
        Some(tone) => {
            let pair = palette.tone(tone);
            (pair.fill, pair.ink, pair.strong)
        }
        None if !is_reached => (palette.track, palette.soft, palette.line),
        None => (palette.card, palette.ink, palette.line),
    };
    let (edge, width) = if map.marked == Some(at) {
        (palette.action, 4.0)
    } else {
        (edge, 2.0)
    };
    let fade = if is_faint { 0.35 } else { 1.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few points")]
    let radius = CornerRadius::same((14.0 * zoom).min(14.0) as u8);
    ui.painter().rect(
        plate,
        radius,
        fill.gamma_multiply(fade),
        Stroke::new(width, edge.gamma_multiply(fade)),
        StrokeKind::Inside,
    );
    // Smaller than this nobody can read it: the pointer and a screen reader tell the name.
    if zoom < READABLE {
        return;
    }
    let room = plate.width() - 14.0;
    // Letters follow the plate, and the text scale only as far as they fit it.
    let small = crate::app::theme::Theme {
        text_scale: (theme.text_scale.min(1.15) * zoom).max(0.62),
        ..*theme
    };
    let name = elided(ui, &small, Role::SmallStrong, ink.gamma_multiply(fade), room, 1, name);
    let below = elided(
        ui,
        &small,
        Role::Tile,
        palette.soft.gamma_multiply(fade),
        room,
        1,
        below,
    );
    let height = name.size().y
        + if below.text().is_empty() {
            0.0
        } else {
            below.size().y + 2.0
        };
    let mut top = plate.center().y - height / 2.0;
    for words in [name, below] {
        if !words.text().is_empty() {
            let left = plate.center().x - words.size().x / 2.0;
            let size = words.size();
            ui.painter().galley(pos2(left, top), words, ink);
            top += size.y + 2.0;
        }
    }
}

/// What the buttons do.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// So many times as large.
    By(f32),
    All,
}

/// Larger, smaller, or all of it.
fn buttons_ui(ui: &mut Ui, bar: Rect, rect: Rect, pen: &Pen<'_>) -> Option<Step> {
    let theme = &pen.theme;
    let mut right = bar.right() - 12.0;
    let mut asked = None;
    for (words, name, by) in [
        ("All", "Show all of the map", Step::All),
        ("+", "Larger map", Step::By(1.25)),
        ("−", "Smaller map", Step::By(0.8)),
    ] {
        let size = button_size(ui, theme, Kind::Small, words);
        let at = pos2(right - size.x, bar.top() + 12.0);
        if named_button(ui, theme, at, Kind::Small, words, name).clicked() {
            asked = Some(by);
        }
        right = at.x - 6.0;
    }
    let is_over = ui.rect_contains_pointer(rect);
    if is_over && !ui.ctx().text_edit_focused() {
        for (key, by) in [(Key::Plus, 1.25), (Key::Equals, 1.25), (Key::Minus, 0.8)] {
            if ui.input_mut(|input| input.consume_key(Modifiers::CTRL, key)) {
                asked = Some(Step::By(by));
            }
        }
    }
    asked
}

/// Where a plate's way out and way in are.
pub(super) fn ends(layout: &Layout, graph: &Graph, way: usize) -> (Spot, Spot) {
    let way = &graph.ways[way];
    let (from, to) = (layout.spots[way.from], layout.spots[way.to]);
    (
        Spot {
            x: from.x + WIDE / 2.0,
            ..from
        },
        Spot {
            x: to.x - WIDE / 2.0,
            ..to
        },
    )
}
